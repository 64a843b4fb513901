// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/slice.h"

#include "core/engine/fuse.h"

#include <algorithm>

namespace tributary {

namespace {

/// Whether an instruction is done again sooner than its column is read back.
bool isQuickerThanRecalled(Opcode opcode) { return opcode == Opcode::constant || opcode == Opcode::schedule; }

class Slicer {
public:
    Slicer(const ProgramCode& code, std::uint32_t input)
        : code_(code), input_(input), writer_(code.registers), isBody_(code.registers), isAffected_(code.registers) {
        for (const auto* list : {&code.prologue, &code.body})
            for (const Instruction& instruction : *list)
                for (Register r = instruction.out; r < instruction.out + columnsOf(instruction); ++r) {
                    writer_[r] = &instruction;
                    isBody_[r] = list == &code.body;
                }
        // The registers of roll-outs are written by none.
    }

    std::optional<Slice> cut() {
        if (!hasOneDistribution())
            return std::nullopt;
        spread();
        for (Rollout rollout : code_.rollouts)
            for (Rollout::Group& group : rollout.groups) {
                bool moves = false;
                group.forEachRegister([&](Register r) { moves = moves || isAffected_[r]; });
                if (moves)
                    return std::nullopt;
            }
        begin();
        for (const auto* list : {&code_.prologue, &code_.body})
            for (const Instruction& instruction : *list)
                if (isAffected_[instruction.out])
                    copy(instruction);
        addScenarios();
        finish();
        return std::move(slice_);
    }

private:
    [[nodiscard]] Register columnsOf(const Instruction& instruction) const {
        if (instruction.opcode != Opcode::solve)
            return 1;
        return static_cast<Register>(code_.networks[instruction.index].outputs.size() + 1);
    }

    bool hasOneDistribution() {
        const Instruction* draw = nullptr;
        for (const auto* list : {&code_.prologue, &code_.body})
            for (const Instruction& instruction : *list) {
                if (instruction.opcode == Opcode::event && instruction.index == input_)
                    return false;
                if (instruction.opcode != Opcode::draw || instruction.index != input_)
                    continue;
                if (draw)
                    return false;
                draw = &instruction;
            }
        if (draw)
            slice_.code.quantiles.push_back(code_.quantiles[draw->second]);
        return draw != nullptr;
    }

    /// Marks what hangs on the input; delays may look ahead, so until nothing is added.
    void spread() {
        for (bool added = true; added;) {
            added = false;
            for (const auto* list : {&code_.prologue, &code_.body})
                for (const Instruction& instruction : *list) {
                    if (isAffected_[instruction.out])
                        continue;
                    bool moves = instruction.opcode == Opcode::draw && instruction.index == input_;
                    const auto follow = [&](Register r) { moves = moves || isAffected_[r]; };
                    forEachOperand(instruction, code_.factors, follow);
                    if (instruction.opcode == Opcode::solve)
                        NetworkRegisters(code_.networks[instruction.index].inputs).forEach(follow);
                    if (isPowers(instruction.opcode))
                        spreadToSums(instruction);
                    if (!moves)
                        continue;
                    added = true;
                    for (Register r = instruction.out; r < instruction.out + columnsOf(instruction); ++r)
                        isAffected_[r] = true;
                }
        }
    }

    void spreadToSums(const Instruction& powers) {
        for (std::uint32_t i = 0; i < powers.second; ++i)
            if (const PowerFactor& factor = code_.factors[powers.index + i]; factor.isAffine && movesBase(factor))
                isAffected_[factor.sum] = true;
    }

    [[nodiscard]] bool movesBase(const PowerFactor& factor) const {
        return isAffected_[factor.base] || (factor.isAffine && isAffected_[factor.slope]);
    }

    void begin() {
        slice_.recording = code_;
        ProgramCode& code = slice_.code;
        code.timeline = code_.timeline;
        code.currency = code_.currency;
        code.discounting = code_.discounting;
        code.uncertainty = code_.uncertainty;
        code.detail = code_.detail;
        code.schedules = code_.schedules;
        code.uniforms.push_back(code_.uniforms[input_]);
        code.prologue.push_back({.opcode = Opcode::constant});
        number_.assign(code_.registers, 0);
        next_ = 1; // register 0 is the constant 0
        for (Register r = 0; r < code_.registers; ++r)
            if (isAffected_[r])
                number_[r] = next_++;
    }

    /// The slice's register for one of the program's: computed by it, or recalled.
    Register mapped(Register r) {
        if (r == 0 || number_[r] != 0)
            return number_[r];
        number_[r] = next_++;
        if (const Instruction* written = writer_[r]; written && isQuickerThanRecalled(written->opcode)) {
            Instruction again = *written;
            again.out = number_[r];
            again.a = again.b = again.c = 0;
            (isBody_[r] ? recalls_ : slice_.code.prologue).push_back(again);
        } else {
            recall(r, number_[r], isEachPeriod(r));
        }
        return number_[r];
    }

    PowerFactor mapped(PowerFactor factor) {
        factor.base = mapped(factor.base);
        factor.exponent = mapped(factor.exponent);
        if (factor.isAffine) {
            factor.slope = mapped(factor.slope);
            factor.sum = isAffected_[factor.sum] ? number_[factor.sum] : next_++; // nobody asks for what stays
        }
        return factor;
    }

    [[nodiscard]] bool isEachPeriod(Register r) const { return !writer_[r] || isBody_[r]; }

    void recall(Register recorded, Register out, bool eachPeriod) {
        auto& kept = eachPeriod ? slice_.keptEachPeriod : slice_.keptOnce;
        (eachPeriod ? recalls_ : slice_.code.prologue)
            .push_back({.opcode = Opcode::recall,
                        .out = out,
                        .index = static_cast<std::uint32_t>(kept.size()),
                        .second = eachPeriod ? 1U : 0U});
        kept.push_back(recorded);
    }

    void copy(const Instruction& instruction) {
        Instruction made = instruction;
        made.out = number_[instruction.out];
        auto& list = isBody_[instruction.out] ? affected_ : slice_.code.prologue;
        if (instruction.opcode == Opcode::draw) {
            made.index = 0;
            made.second = 0;
        } else if (isPowers(instruction.opcode)) {
            copyPowers(instruction, made, list);
            return;
        } else if (instruction.opcode == Opcode::solve) {
            Network network = code_.networks[instruction.index];
            network.inputs.forEach([&](Register& r) { r = mapped(r); });
            made.index = static_cast<std::uint32_t>(slice_.code.networks.size());
            slice_.code.networks.push_back(std::move(network));
        }
        const int operands = operandsOf(instruction.opcode);
        made.a = operands > 0 ? mapped(instruction.a) : 0;
        made.b = operands > 1 ? mapped(instruction.b) : made.a;
        made.c = operands > 2 ? mapped(instruction.c) : 0;
        list.push_back(made);
    }

    /// Factors that stay are multiplied once, in the recording.
    void copyPowers(const Instruction& instruction, Instruction made, std::vector<Instruction>& list) {
        const std::span all(code_.factors.data() + instruction.index, instruction.second);
        const auto moves = [&](const PowerFactor& factor) { return movesBase(factor) || isAffected_[factor.exponent]; };
        const auto first = static_cast<std::uint32_t>(slice_.code.factors.size());
        std::vector<PowerFactor> staying;
        for (const PowerFactor& factor : all) {
            if (moves(factor))
                slice_.code.factors.push_back(mapped(factor));
            else
                staying.push_back(factor);
        }
        const bool isLagged = instruction.opcode == Opcode::smoothPowerProduct;
        const Register rate = isLagged ? mapped(instruction.b) : 0;
        made.index = first;
        made.second = static_cast<std::uint32_t>(slice_.code.factors.size()) - first;
        made.a = made.b = rate;
        made.c = 0;
        if (staying.empty()) {
            list.push_back(made);
            return;
        }
        const Register constantPart = keepProduct(staying, isBody_[instruction.out]);
        const Register moving = next_++;
        list.push_back({.opcode = Opcode::powerProduct, .out = moving, .index = made.index, .second = made.second});
        const Register product = isLagged ? next_++ : made.out;
        list.push_back({.opcode = Opcode::multiply, .out = product, .a = moving, .b = constantPart});
        if (isLagged)
            list.push_back(
                {.opcode = Opcode::smooth, .out = made.out, .a = product, .b = rate, .value = instruction.value});
    }

    Register keepProduct(const std::vector<PowerFactor>& staying, bool eachPeriod) {
        ProgramCode& recording = slice_.recording;
        const auto recorded = static_cast<Register>(recording.registers++);
        (eachPeriod ? recording.body : recording.prologue)
            .push_back({.opcode = Opcode::powerProduct,
                        .out = recorded,
                        .index = static_cast<std::uint32_t>(recording.factors.size()),
                        .second = static_cast<std::uint32_t>(staying.size())});
        for (PowerFactor factor : staying) {
            factor.sum = recorded; // the program itself adds up the sum
            recording.factors.push_back(factor);
        }
        const Register out = next_++;
        recall(recorded, out, eachPeriod);
        return out;
    }

    void addScenarios() {
        for (const ScenarioCode& scenario : code_.scenarios) {
            ScenarioCode made = scenario;
            std::erase_if(made.metrics, [&](const ScenarioCode::MetricOutput& metric) {
                return !isAffected_[metric.with.r] && !isAffected_[metric.bau.r];
            });
            made.stalls.clear();
            made.benefits.clear();
            made.hardBenefit = made.hardCost = 0;
            made.forEachOutput([&](AffineOutput& output) {
                if (!isAffected_[output.r])
                    output = {};
            });
            made.forEachRegister([&](Register& r) { r = mapped(r); });
            slice_.code.scenarios.push_back(std::move(made));
        }
    }

    void finish() {
        ProgramCode& code = slice_.code;
        code.body = std::move(recalls_);
        code.body.insert(code.body.end(), affected_.begin(), affected_.end());
        code.registers = next_;
        // Recalls come before what reads them.
        std::stable_partition(code.prologue.begin(), code.prologue.end(), [](const Instruction& instruction) {
            return instruction.opcode == Opcode::recall || isQuickerThanRecalled(instruction.opcode);
        });
    }

    const ProgramCode& code_;
    std::uint32_t input_;
    std::vector<const Instruction*> writer_;
    std::vector<char> isBody_;
    std::vector<char> isAffected_;
    std::vector<Register> number_;
    Register next_ = 0;
    std::vector<Instruction> recalls_;
    std::vector<Instruction> affected_;
    Slice slice_;
};

} // namespace

std::optional<Slice> sliceOf(const ProgramCode& code, std::uint32_t input) { return Slicer(code, input).cut(); }

} // namespace tributary
