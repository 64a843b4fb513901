// SPDX-License-Identifier: GPL-3.0-or-later
// A flat list of operations on columns, written once for a network's shape and run over blocks of trials; and the
// sparse elimination that writes it. Writing allocates, running does not; a written program is immutable and safe on
// any thread.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace tributary {

/// An operand: 0 is the column of ones, above 0 a column of the workspace, below 0 input column -1 - operand.
using Operand = int;
inline constexpr Operand ones = 0;
inline constexpr Operand inputOperand(int input) { return -1 - input; }

class ColumnProgram {
public:
    /// Makes a column that is filled before the program runs.
    Operand given() { return columns_++; }
    /// Writes a * b.
    Operand product(Operand a, Operand b);
    /// Writes a + b.
    Operand sum(Operand a, Operand b);
    /// Writes c + a * b.
    Operand addProduct(Operand c, Operand a, Operand b);
    /// Writes 1 / (1 - a), NaN unless a is below 1: a loop that is never left.
    Operand inverseOfRest(Operand a);

    /// Counts the workspace columns, that of the ones included.
    [[nodiscard]] size_t columns() const { return static_cast<size_t>(columns_); }
    [[nodiscard]] size_t operations() const { return steps_.size(); }

    /// Runs over `trials` trials; `workspace` holds columns() columns, the first filled with ones.
    void run(std::span<const std::span<const double>> inputs, double* workspace, size_t trials) const;

private:
    enum class Kind { product, sum, addProduct, inverseOfRest };
    struct Step {
        Kind kind;
        Operand to, a, b, c;
    };

    Operand write(Kind kind, Operand a, Operand b, Operand c);

    std::vector<Step> steps_;
    int columns_ = 1;
};

/// Eliminates the nodes of a flow graph one by one, keeping the chances of getting from one remaining node to another.
class FlowElimination {
public:
    /// An eliminated node: its visits = scale * (entries) + sum over `from` of visits * chance.
    struct Node {
        int node = 0;
        Operand scale = ones;
        std::vector<std::pair<int, Operand>> from;
    };

    FlowElimination(ColumnProgram& program, size_t nodes) : program_(program), in_(nodes), out_(nodes) {}

    /// Adds to the chance of going from one node to another.
    void addArc(int from, int to, Operand chance);
    /// Takes a node out; what went through it now goes past it.
    Node eliminate(int node);
    /// The chance of going from a node to itself past all that was eliminated; nothing (null) if it cannot.
    [[nodiscard]] const Operand* loop(int node) const;

private:
    ColumnProgram& program_;
    std::vector<std::map<int, Operand>> in_;
    std::vector<std::map<int, Operand>> out_;
};

} // namespace tributary
