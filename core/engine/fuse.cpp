// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fuse.h"

#include <cmath>
#include <utility>

namespace tributary {

int operandsOf(Opcode opcode) {
    switch (opcode) {
    case Opcode::constant:
    case Opcode::draw:
    case Opcode::noise:
    case Opcode::active:
    case Opcode::solve:
    case Opcode::powerProduct:
    case Opcode::schedule:
    case Opcode::recall:
        return 0;
    case Opcode::select:
    case Opcode::response:
        return 3;
    case Opcode::event:
    case Opcode::negate:
    case Opcode::absolute:
    case Opcode::squareRoot:
    case Opcode::exponential:
    case Opcode::naturalLogarithm:
    case Opcode::decimalLogarithm:
    case Opcode::round:
    case Opcode::floor:
    case Opcode::ceiling:
    case Opcode::grow:
    case Opcode::discount:
    case Opcode::lagRate:
    case Opcode::delayed:
    case Opcode::window:
    case Opcode::scale:
    case Opcode::offset:
        return 1;
    default:
        return 2;
    }
}

namespace {

class Fusion {
public:
    Fusion(std::vector<Instruction>& instructions, const std::vector<std::uint32_t>& uses, ProgramCode& code)
        : instructions_(instructions), uses_(uses), code_(code), factors_(code.factors) {}

    void rewrite(Instruction& instruction) {
        switch (instruction.opcode) {
        case Opcode::multiply:
            if (isSinglePowers(instruction.a) && isSinglePowers(instruction.b))
                joinPowers(instruction);
            else if (const double* factor = constantIn(instruction.b))
                becomeWithValue(instruction, Opcode::scale, *factor);
            return;
        case Opcode::add:
            if (const double* constant = constantIn(instruction.b))
                addConstant(instruction, *constant);
            return;
        case Opcode::power:
            factors_.push_back({instruction.a, instruction.b});
            instruction = {.opcode = Opcode::powerProduct,
                           .out = instruction.out,
                           .index = static_cast<std::uint32_t>(factors_.size() - 1),
                           .second = 1};
            return;
        case Opcode::smooth:
            if (isSinglePowers(instruction.a)) {
                const Instruction& product = instructions_[instruction.a];
                instruction.opcode = Opcode::smoothPowerProduct;
                instruction.a = instruction.b; // it reads the rate alone
                instruction.index = product.index;
                instruction.second = product.second;
            }
            return;
        case Opcode::grow:
        case Opcode::discount:
            if (const double* rate = constantIn(instruction.a))
                becomeSchedule(instruction, *rate);
            return;
        default:
            return;
        }
    }

private:
    const double* constantIn(Register r) const {
        return instructions_[r].opcode == Opcode::constant ? &instructions_[r].value : nullptr;
    }
    /// Whether a register is a product of powers that nobody else reads.
    bool isSinglePowers(Register r) const { return instructions_[r].opcode == Opcode::powerProduct && uses_[r] == 1; }

    static void becomeWithValue(Instruction& instruction, Opcode opcode, double value) {
        instruction.opcode = opcode;
        instruction.b = instruction.a;
        instruction.value = value;
    }

    /// Growth or discount at a rate that is the same in all trials.
    void becomeSchedule(Instruction& instruction, double rate) {
        std::vector<double> schedule;
        for (int period = 0; period <= code_.timeline.periods; ++period)
            schedule.push_back(std::pow(1.0 + rate, instruction.opcode == Opcode::grow ? code_.growthYears(period)
                                                                                       : -code_.discountYears(period)));
        instruction = {.opcode = Opcode::schedule,
                       .out = instruction.out,
                       .index = static_cast<std::uint32_t>(code_.schedules.size())};
        code_.schedules.push_back(std::move(schedule));
    }

    void joinPowers(Instruction& instruction) {
        const Instruction& left = instructions_[instruction.a];
        const Instruction& right = instructions_[instruction.b];
        if (left.index + left.second == right.index) { // they stand side by side already
            instruction = {.opcode = Opcode::powerProduct,
                           .out = instruction.out,
                           .index = left.index,
                           .second = left.second + right.second};
            return;
        }
        const auto first = static_cast<std::uint32_t>(factors_.size());
        for (const Register side : {instruction.a, instruction.b})
            for (std::uint32_t i = 0; i < instructions_[side].second; ++i)
                factors_.push_back(PowerFactor(factors_[instructions_[side].index + i]));
        instruction = {.opcode = Opcode::powerProduct,
                       .out = instruction.out,
                       .index = first,
                       .second = static_cast<std::uint32_t>(factors_.size()) - first};
    }

    void addConstant(Instruction& instruction, double constant) {
        const Instruction& product = instructions_[instruction.a];
        if (product.opcode == Opcode::multiply && uses_[instruction.a] == 1) {
            instruction.b = product.b;
            instruction.a = product.a;
            instruction.opcode = Opcode::multiplyAdd;
            instruction.value = constant;
        } else {
            becomeWithValue(instruction, Opcode::offset, constant);
        }
    }

    std::vector<Instruction>& instructions_;
    const std::vector<std::uint32_t>& uses_;
    ProgramCode& code_;
    std::vector<PowerFactor>& factors_;
};

} // namespace

namespace {

/// Counts what reads the column of each register.
std::vector<std::uint32_t> readersOf(ProgramCode& code) {
    std::vector<std::uint32_t> readers(code.registers);
    const auto count = [&](Register r) { ++readers[r]; };
    for (const auto* list : {&code.prologue, &code.body})
        for (const Instruction& instruction : *list)
            forEachOperand(instruction, code.factors, count);
    for (Network& network : code.networks)
        network.inputs.forEach(count);
    for (Rollout& rollout : code.rollouts)
        for (Rollout::Group& group : rollout.groups)
            group.forEachRegister(count);
    for (ScenarioCode& scenario : code.scenarios)
        scenario.forEachColumn(count);
    return readers;
}

} // namespace

void absorbSums(ProgramCode& code) {
    const std::vector<std::uint32_t> readers = readersOf(code);
    std::vector<const Instruction*> sumIn(code.registers);
    for (const Instruction& instruction : code.body)
        if (instruction.opcode == Opcode::multiplyAdd && readers[instruction.out] == 1)
            sumIn[instruction.out] = &instruction;
    std::vector<char> isAbsorbed(code.registers);
    for (const Instruction& instruction : code.body)
        for (std::uint32_t i = 0; isPowers(instruction.opcode) && i < instruction.second; ++i) {
            PowerFactor& factor = code.factors[instruction.index + i];
            const Instruction* const sum = sumIn[factor.base];
            if (!sum)
                continue;
            factor = {sum->a, factor.exponent, true, sum->b, sum->out, sum->value};
            isAbsorbed[sum->out] = 1;
        }
    std::erase_if(code.body, [&](const Instruction& instruction) { return isAbsorbed[instruction.out] != 0; });
}

void fuse(std::vector<Instruction>& instructions, const std::vector<std::uint32_t>& uses, ProgramCode& code) {
    Fusion fusion(instructions, uses, code);
    for (Instruction& instruction : instructions)
        fusion.rewrite(instruction);
}

} // namespace tributary
