// SPDX-License-Identifier: GPL-3.0-or-later
// Expression: a formula as a flat list of nodes in postfix order (arguments before their operation). A value type.
// Meaning of units: a value in unit U is its number times U.factor(); a formula is worked out in base units (hour,
// 1, % = 0.01), literals and references alike, and its result is divided by the factor of the unit it is shown in.
// Thread-safe as any value.
#pragma once

#include "core/base/result.h"
#include "core/formula/functions.h"
#include "core/formula/unit.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

enum class Operation : std::uint8_t {
    number,
    reference,
    negate,
    add,
    subtract,
    multiply,
    divide,
    power,
    less,
    lessOrEqual,
    greater,
    greaterOrEqual,
    equal,
    notEqual,
    call
};

struct ExpressionNode {
    Operation operation = Operation::number;
    Function function = Function::minimum; ///< of a call
    std::uint32_t arguments = 0;           ///< nodes it takes from the stack: 0, 1, 2, or those of a call
    std::uint32_t index = 0;               ///< of a reference in references(); of a number in literalUnits()
    double value = 0;                      ///< of a number: as typed, in its own unit
    double baseValue = 0;                  ///< of a number: in base units, what a calculation uses
    TextRange range;                       ///< where it was typed, its arguments included
};

class Expression {
public:
    /// Makes the constant 0.
    Expression();

    /// Nodes in postfix order; the last one is the whole.
    [[nodiscard]] std::span<const ExpressionNode> nodes() const { return nodes_; }
    /// Names referred to, each once, in order of first use, without brackets.
    [[nodiscard]] const std::vector<std::string>& references() const { return references_; }
    /// Units of literals; a number's index points here.
    [[nodiscard]] const std::vector<Unit>& literalUnits() const { return literalUnits_; }
    /// Most values that wait on the stack at once when the nodes are worked through in order.
    [[nodiscard]] std::size_t stackDepth() const { return stackDepth_; }

    /// Compares operations, numbers, units and names; where they were typed does not count.
    friend bool operator==(const Expression& a, const Expression& b);

private:
    friend class FormulaParser;

    std::vector<ExpressionNode> nodes_;
    std::vector<std::string> references_;
    std::vector<Unit> literalUnits_;
    std::size_t stackDepth_ = 1;
};

/// Prints with the fewest parentheses; parsing it again gives an equal expression.
[[nodiscard]] std::string format(const Expression& expression);
/// Names that a formula refers to, each once, in order of first use.
[[nodiscard]] inline const std::vector<std::string>& references(const Expression& e) { return e.references(); }

/// Gives the value of a reference in base units.
using BaseValueLookup = std::function<double(std::string_view name)>;
/// Works out one value, in base units. Not for inner loops: the engine compiles the nodes.
[[nodiscard]] double evaluate(const Expression& expression, const BaseValueLookup& baseValue);

} // namespace tributary
