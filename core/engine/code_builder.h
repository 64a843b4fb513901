// SPDX-License-Identifier: GPL-3.0-or-later
// CodeBuilder: appends instructions and hands out registers. An instruction that stands already is not written again
// and one over constants is worked out at once, so what a scenario leaves as it is costs nothing a second time.
#pragma once

#include "core/engine/code.h"

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace tributary {

class CodeBuilder {
public:
    /// `dimensions` gives the uniform column of each path its dimension; paths beyond it come after.
    CodeBuilder(ProgramCode& code, std::map<std::string, size_t> dimensions);

    [[nodiscard]] Register constant(double value);
    /// The constant that a register stands for, if it is one.
    [[nodiscard]] std::optional<double> constantIn(Register r) const;

    [[nodiscard]] Register unary(Opcode opcode, Register a);
    [[nodiscard]] Register binary(Opcode opcode, Register a, Register b);
    [[nodiscard]] Register add(Register a, Register b) { return binary(Opcode::add, a, b); }
    [[nodiscard]] Register subtract(Register a, Register b) { return binary(Opcode::subtract, a, b); }
    [[nodiscard]] Register multiply(Register a, Register b) { return binary(Opcode::multiply, a, b); }
    [[nodiscard]] Register divide(Register a, Register b) { return binary(Opcode::divide, a, b); }
    [[nodiscard]] Register scale(Register a, double factor) { return multiply(a, constant(factor)); }
    [[nodiscard]] Register select(Register condition, Register yes, Register no);

    /// A draw of the quantity at `path`; constants and most likely values need none.
    [[nodiscard]] Register draw(const std::string& path, const Distribution& distribution);
    /// 1 with probability `chance`, by the event named `path`; 0 in a program without uncertainty.
    [[nodiscard]] Register event(const std::string& path, Register chance);
    /// Notes what a scenario makes of the draws of the quantity at `path`; one that is certain has none.
    void noteChange(const std::string& path, const AffineChange& change);
    [[nodiscard]] Register noise(const std::string& path);
    [[nodiscard]] Register grow(Register rate);
    [[nodiscard]] Register discount(Register rate);
    [[nodiscard]] Register smooth(Register input, Register months, int stages, double start);
    [[nodiscard]] Register window(Register input, int from, int to);
    [[nodiscard]] Register fromPeriodOne(Register later, Register atStart);
    [[nodiscard]] Register bothSides(Register ask, Register answer, double askWeight);
    [[nodiscard]] Register response(ResponseShape shape, Register active, Register parameter, Register midpoint);
    [[nodiscard]] Register active(std::uint32_t rollout, std::uint32_t group);
    [[nodiscard]] std::uint32_t rollout(Rollout rollout);
    /// Adds a network, or finds the one with the same plan and inputs; returns the register of its first output.
    [[nodiscard]] Register network(Network network);

    /// A delay whose input is named later by connect(): how a loop is closed.
    [[nodiscard]] Register delayed(int periods, double start);
    void connect(Register delay, Register input);

    /// The uniform column of the quantity or event at `path`; adds it where there is none yet.
    std::uint32_t uniform(const std::string& path);

    /// Drops the instructions that no scenario's output needs, fuses the others, sorts them into prologue and body, and
    /// numbers the registers anew.
    void finish();

private:
    using Key = std::tuple<Opcode, Register, Register, Register, std::uint32_t, std::uint32_t, std::uint64_t>;

    [[nodiscard]] std::optional<Register> simplified(Opcode opcode, Register a, Register b);
    /// Takes the factors and constants off the outputs' registers that nobody else reads.
    void shortenOutputs();
    void shorten(AffineOutput& output, const std::vector<char>& readByOthers) const;
    /// The registers that `roots` need, with those themselves.
    [[nodiscard]] std::vector<char> neededRegisters(const std::vector<Register>& roots);
    [[nodiscard]] std::vector<Register> roots();
    [[nodiscard]] bool startsAtNothing(Register r) const;
    void forEachRoot(const std::function<void(Register&)>& visit);
    /// Those registers in an order in which what is read soon was written lately.
    [[nodiscard]] std::vector<Register> operandsFirst(const std::vector<char>& needed);
    void number(const std::vector<char>& needed);
    Register append(Instruction instruction);
    Register shared(Instruction instruction);

    ProgramCode& code_;
    std::map<std::string, size_t> dimensions_;
    size_t nextDimension_ = 0;              ///< of what is in none yet
    std::vector<Instruction> instructions_; // by the register that they write
    std::map<Key, Register> known_;
    std::map<std::string, std::uint32_t> uniformOf_;
    std::map<std::string, std::uint32_t> noiseOf_;
    std::map<std::string, std::vector<std::uint32_t>> quantilesOf_;  // by path
    std::vector<std::pair<std::uint32_t, Register>> networkOutputs_; // first register of each network
};

} // namespace tributary
