// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/block_machine.h"

#include "core/adoption/bass.h"
#include "core/engine/arithmetic.h"
#include "core/engine/fuse.h"
#include "core/engine/uniforms.h"
#include "core/finance/discounting.h"
#include "core/stats/quantile_vectors.h"
#include "core/stats/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tributary {

namespace {

constexpr std::uint32_t noHistory = std::numeric_limits<std::uint32_t>::max();

} // namespace

BlockMachine::BlockMachine(const ProgramCode& code, size_t blockSize, std::stop_token stop)
    : code_(code), stop_(std::move(stop)), size_(paddedTrials(blockSize)),
      registers_(makeAlignedColumns(code.registers * size_)), columns_(code.registers), isBound_(code.registers),
      uniforms_(code.uniforms.size() * size_), overloaded_(size_), historyOf_(code.registers, noHistory) {
    for (Register r = 0; r < code.registers; ++r)
        columns_[r] = registers_.get() + r * size_;
    const auto bound = [this](Register r) { isBound_[r] = 1; };
    for (Rollout rollout : code.rollouts)
        for (Rollout::Group& group : rollout.groups)
            group.forEachRegister(bound);
    for (Network network : code.networks)
        network.inputs.forEach(bound);
    for (const Rollout& rollout : code.rollouts)
        rollouts_.push_back({std::vector<double>(diffusionWorkspace(rollout.groups.size(), size_)),
                             makeAlignedColumns(2 * rollout.groups.size() * size_),
                             {},
                             {},
                             {}});
    for (const Network& network : code.networks) {
        networks_.emplace_back();
        networks_.back().workspace.resize(network.plan->workspace(size_));
    }
    for (const Instruction& instruction : code.body) {
        if (instruction.opcode != Opcode::delayed)
            continue;
        historyOf_[instruction.out] = static_cast<std::uint32_t>(histories_.size());
        histories_.push_back({instruction.a, instruction.index, std::vector<double>(instruction.index * size_)});
    }
}

void BlockMachine::start(const UniformSource& source, size_t firstTrial, size_t count) {
    source_ = &source;
    firstTrial_ = firstTrial;
    if (count != count_) {
        count_ = count;
        bind();
    }
    std::fill(overloaded_.begin(), overloaded_.end(), 0.0);
    fillUniformColumns(code_, source, firstTrial, count, uniforms_, size_, stop_);
    execute(code_.prologue, 1, {}); // holds in every period, the first as well
}

void BlockMachine::step(int period, const ColumnSums& sums) {
    for (size_t index = 0; index < rollouts_.size(); ++index)
        stepRollout(code_.rollouts[index], rollouts_[index], period);
    execute(code_.body, period, sums);
    if (period < 1)
        return;
    for (History& history : histories_)
        std::ranges::copy(column(history.input),
                          history.columns.begin() +
                              static_cast<std::ptrdiff_t>(static_cast<size_t>(period) % history.periods * size_));
}

void BlockMachine::execute(const std::vector<Instruction>& instructions, int period, const ColumnSums& sums) {
    const size_t betweenLooks = std::max<size_t>(trialsBetweenLooks / size_, 1);
    for (size_t next = 0; next < instructions.size() && !stop_.stop_requested();) {
        const auto piece = std::span(instructions).first(std::min(next + betweenLooks, instructions.size()));
        while (next < piece.size()) {
            next = runVectorCode(code_, piece, next, tile(), period, sums);
            if (next < piece.size())
                executeAlone(piece[next++], period, sums);
        }
    }
}

void BlockMachine::executeAlone(const Instruction& instruction, int period, const ColumnSums& sums) {
    execute(instruction, period);
    if (!sums.slotOf)
        return;
    forEachOutput(instruction, code_, [&](Register out) {
        if (const std::uint32_t slot = sums.slotOf[out]; slot != ColumnSums::noSlot)
            addColumnSum(column(out).data(), sums.count, sums.sums + slot * trialsTogether);
    });
}

/// What has no vector form.
void BlockMachine::execute(const Instruction& instruction, int period) {
    const std::span<double> out = at(instruction.out);
    const double* a = columns_[instruction.a];
    const double* b = columns_[instruction.b];
    const double* c = columns_[instruction.c];
    const bool isPlain = withArithmetic(instruction.opcode, [&](auto function) {
        for (size_t t = 0; t < out.size(); ++t)
            out[t] = function(a[t], b[t], c[t]);
    });
    if (isPlain)
        return;
    switch (instruction.opcode) {
    case Opcode::draw:
        code_.quantiles[instruction.second].fill({uniforms_.data() + instruction.index * size_, count_}, out);
        return;
    case Opcode::event: {
        const double* u = uniforms_.data() + instruction.index * size_;
        for (size_t t = 0; t < out.size(); ++t)
            out[t] = u[t] < a[t] ? 1.0 : 0.0;
        return;
    }
    case Opcode::noise:
        source_->fillUniforms(
            {Dimension::plain, streamKey(code_.noiseStreams[instruction.index], static_cast<std::uint64_t>(period))},
            firstTrial_, out);
        fillNormal({0.0, 1.0}, out, out);
        return;
    case Opcode::grow:
        fillGrowthFactor({a, count_}, code_.growthYears(period), out);
        return;
    case Opcode::discount:
        fillGrowthFactor({a, count_}, -code_.discountYears(period), out);
        return;
    case Opcode::delayed: {
        const History& history = histories_[historyOf_[instruction.out]];
        if (period <= static_cast<int>(history.periods))
            std::ranges::fill(out, instruction.value);
        else
            std::copy_n(history.columns.data() + static_cast<size_t>(period) % history.periods * size_, count_,
                        out.data());
        return;
    }
    case Opcode::bothSides:
        poolBothSides({a, count_}, {b, count_}, instruction.value, out);
        return;
    case Opcode::response: {
        const std::span<const double> parameter{b, count_};
        fillResponse({static_cast<ResponseShape>(instruction.index), parameter, {c, count_}, parameter}, {a, count_},
                     out);
        return;
    }
    case Opcode::recall: {
        const double* const recalled = code_.recording->column(instruction, period, firstTrial_);
        if (isBound_[instruction.out])
            std::copy_n(recalled, paddedTrials(count_), out.data());
        else
            columns_[instruction.out] = recalled;
        return;
    }
    case Opcode::active: // the roll-out's own register
        return;
    case Opcode::solve:
        solve(instruction, period);
        return;
    default:
        return;
    }
}

void BlockMachine::bind() {
    for (size_t index = 0; index < rollouts_.size(); ++index) {
        RolloutState& state = rollouts_[index];
        state.columns.clear();
        state.groups.clear();
        for (const Rollout::Group& group : code_.rollouts[index].groups) {
            state.columns.push_back(at(group.active));
            state.groups.push_back(
                {column(group.p), column(group.q), column(group.abandonment), column(group.ceiling)});
        }
        state.schedule.resize(state.groups.size());
    }
    for (const auto* list : {&code_.prologue, &code_.body})
        for (const Instruction& instruction : *list)
            if (instruction.opcode == Opcode::solve)
                bind(code_.networks[instruction.index], instruction.out, networks_[instruction.index]);
}

void BlockMachine::bind(const Network& network, Register first, NetworkBinding& binding) {
    const auto read = [&](const std::vector<Register>& from, std::vector<NetworkInputs::Column>& to) {
        to.clear();
        for (const Register r : from)
            to.push_back(column(r));
        return std::span<const NetworkInputs::Column>(to);
    };
    const NetworkRegisters& in = network.inputs;
    const NetworkShape& shape = network.plan->shape();
    binding.in = {.arrivals = column(in.arrivals),
                  .touch = read(in.touch, binding.touch),
                  .touchCv = read(in.touchCv, binding.touchCv),
                  .delay = read(in.delay, binding.delay),
                  .cost = read(in.cost, binding.cost),
                  .share = read(in.share, binding.share),
                  .handOffDelay = read(in.handOffDelay, binding.handOffDelay),
                  .servers = read(in.servers, binding.servers),
                  .availability = read(in.availability, binding.availability),
                  .hourlyCost = read(in.hourlyCost, binding.hourlyCost),
                  .correction = in.correction == 0 ? NetworkInputs::Column() : column(in.correction),
                  .patience = read(in.patience, binding.patience),
                  .leavingOdds = in.leavingOdds == 0 ? NetworkInputs::Column() : column(in.leavingOdds),
                  .population = shape.hasPopulation ? column(in.population) : NetworkInputs::Column()};
    NetworkMeasures& out = binding.out;
    out = {};
    out.overloaded = at(first);
    binding.labourHoursByGroup.assign(static_cast<size_t>(shape.groups), {});
    binding.utilisation.assign(shape.pools.size(), {});
    for (size_t index = 0; index < network.outputs.size(); ++index) {
        const std::span<double> target = at(first + 1 + static_cast<Register>(index));
        const NetworkMeasure& output = network.outputs[index];
        switch (output.measure) {
        case Measure::cycleTime:
            out.cycleTime = target;
            break;
        case Measure::waiting:
            out.waiting = target;
            break;
        case Measure::touch:
            out.touch = target;
            break;
        case Measure::delay:
            out.delay = target;
            break;
        case Measure::labourHours:
            (output.of < 0 ? out.labourHours : binding.labourHoursByGroup[static_cast<size_t>(output.of)]) = target;
            break;
        case Measure::labourCost:
            out.labourCost = target;
            break;
        case Measure::cost:
            out.cost = target;
            break;
        case Measure::exceptionShare:
            out.exceptionShare = target;
            break;
        case Measure::handOffs:
            out.handOffs = target;
            break;
        case Measure::boundaryHandOffs:
            out.boundaryHandOffs = target;
            break;
        case Measure::utilisation:
            if (output.of >= 0)
                binding.utilisation[static_cast<size_t>(output.of)] = target;
            break;
        case Measure::throughput:
            out.throughput = target;
            break;
        case Measure::workInProgress:
            out.workInProgress = target;
            break;
        }
    }
    out.labourHoursByGroup = binding.labourHoursByGroup;
    out.utilisation = binding.utilisation;
}

void BlockMachine::stepRollout(const Rollout& rollout, RolloutState& state, int period) {
    if (period >= rollout.start) {
        stepPhase(rollout, state, static_cast<size_t>(period - rollout.start));
        return;
    }
    // Those who start are active from the end of the period before the first.
    for (size_t g = 0; g < state.columns.size(); ++g) {
        if (period == rollout.start - 1)
            std::ranges::copy(column(rollout.groups[g].initial), state.columns[g].begin());
        else
            std::ranges::fill(state.columns[g], 0.0);
    }
}

void BlockMachine::stepPhase(const Rollout& rollout, RolloutState& state, size_t phase) {
    const double months = code_.timeline.months();
    if (rollout.form == AdoptionForm::bass) {
        double* decay = state.decay.get();
        for (const Rollout::Group& group : rollout.groups) {
            stepBass(static_cast<int>(phase) + 1, months,
                     {column(group.p).data(), column(group.q).data(), column(group.ceiling).data(),
                      group.initial == 0 ? nullptr : column(group.initial).data()},
                     {decay, decay + size_}, at(group.active).data(), paddedTrials(count_));
            decay += 2 * size_;
        }
        return;
    }
    for (size_t g = 0; g < rollout.groups.size(); ++g)
        state.schedule[g] = {column(rollout.groups[g].reach[phase]), column(rollout.groups[g].boost[phase])};
    const int steps = code_.timeline.subSteps();
    stepPeriod(state.columns, state.groups, rollout.mixing, state.schedule, {steps, months / steps}, state.workspace);
}

void BlockMachine::solve(const Instruction& instruction, int period) {
    NetworkBinding& binding = networks_[instruction.index];
    code_.networks[instruction.index].plan->solve(binding.in, binding.out, binding.workspace);
    if (period < 1)
        return;
    const std::span<const double> overloaded = column(instruction.out);
    for (size_t t = 0; t < count_; ++t)
        overloaded_[t] = overloaded[t] != 0 ? 1.0 : overloaded_[t];
}

} // namespace tributary
