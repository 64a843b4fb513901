// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/program.h"

#include "core/engine/code.h"
#include "core/engine/fuse.h"
#include "core/finance/discounting.h"

#include <algorithm>

namespace tributary {

size_t ProgramCode::columnsOfPeriod() const {
    std::vector<char> isTouched(registers);
    const auto touch = [&](Register r) { isTouched[r] = 1; };
    for (const Instruction& instruction : body) {
        touch(instruction.out);
        forEachOperand(instruction, factors, touch);
    }
    for (Network network : networks)
        network.inputs.forEach(touch);
    for (Rollout rollout : rollouts)
        for (Rollout::Group& group : rollout.groups)
            group.forEachRegister(touch);
    return static_cast<size_t>(std::ranges::count(isTouched, 1));
}

double ProgramCode::growthYears(int period) const { return period < 1 ? 0.0 : timeline.middleYears(period); }

double ProgramCode::discountYears(int period) const {
    return flowYears(period, timeline.years(),
                     discounting == Discounting::midPeriod ? DiscountConvention::midPeriod
                                                           : DiscountConvention::endOfPeriod);
}

const std::shared_ptr<const CycleTimeCorrections>& Program::corrections() const { return code_->corrections; }

std::vector<ProgramInput> Program::inputs() const {
    std::vector<ProgramInput> inputs;
    for (const UniformColumn& column : code_->uniforms)
        inputs.push_back({column.path, column.dimension, {}, column.change, column.chanceOf});
    for (const auto* list : {&code_->prologue, &code_->body})
        for (const Instruction& instruction : *list)
            if (instruction.opcode == Opcode::draw)
                inputs[instruction.index].distributions.push_back(code_->quantiles[instruction.second].distribution());
    return inputs;
}

} // namespace tributary
