// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/process_measures.h"

#include "core/base/timeline.h"
#include "core/engine/cycle_time_correction.h"
#include "core/engine/process_mapping.h"
#include "core/engine/process_simulation.h"
#include "core/formula/number.h"
#include "core/insight/design.h"
#include "core/model/edit.h"
#include "core/model/names.h"
#include "core/model/problem_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>

namespace tributary {

namespace {

constexpr size_t moments = 150;     ///< at which queue lengths are told
constexpr double tracedCases = 800; ///< that may be shown on their way, where they visit few steps:
constexpr double tracedVisits = 8000;

std::string nounOf(const Model& model, const Process& process) {
    std::string unit;
    if (process.arrivals) {
        if (const Quantity* quantity = process.arrivals->quantity()) {
            unit = quantity->unit() ? quantity->unit()->text() : "";
        } else if (const Formula* formula = process.arrivals->formula(); formula->references().size() == 1) {
            const Names names(model); // the unit that it gives lives as long as it does
            if (const Unit* own = names.unitOf(formula->references().front()))
                unit = own->text();
        }
    }
    unit.erase(std::min(unit.find('/'), unit.size()));
    return unit.empty() || unit == "1" ? "case" : unit;
}

/// What each part has of the numbers, by the steps and flows of the shape that stand for it.
void fillParts(const ProcessNumbers& numbers, ProcessMeasures& measures) {
    const MappedProcess mapped = mapProcess(measures.process);
    const auto partOf = [&](size_t step) {
        const NetworkStep& shape = mapped.shape.steps[step];
        PartMeasures part{numbers.visits[step], 0, numbers.touch[step], numbers.delay[step]};
        part.cost = numbers.cost[step];
        const auto take = [&](int pool) {
            const size_t group = position(mapped.shape.pools[position(pool)].group);
            part.people.push_back(mapped.groups[group]);
            part.hourlyCost += numbers.hourlyCost[group];
            part.waiting += numbers.poolWaiting[position(pool)];
        };
        if (shape.pool >= 0) {
            take(shape.pool);
            std::ranges::for_each(shape.also, take);
        }
        return part;
    };
    for (size_t step = 0; step < measures.process.steps.size(); ++step)
        measures.tasks.emplace(measures.process.steps[step].id, partOf(step));
    for (const auto& exception : mapped.exceptions) {
        PartMeasures part = partOf(position(exception.step));
        part.share = numbers.share[position(exception.flow)];
        measures.exceptionsAt.emplace(exception.exception->id, part);
    }
    std::vector<size_t> flowsOut(mapped.shape.steps.size());
    for (const NetworkFlow& flow : mapped.shape.flows)
        ++flowsOut[position(flow.from)];
    for (size_t flow = 0; flow < mapped.flows.size(); ++flow) {
        if (!mapped.flows[flow])
            continue;
        const size_t from = position(mapped.shape.flows[flow].from);
        const bool splits = mapped.shape.steps[from].kind != NetworkStepKind::split && flowsOut[from] > 1;
        const double share = splits ? numbers.share[flow] : 1;
        measures.flows.emplace(mapped.flows[flow]->id,
                               PartMeasures{numbers.visits[from] * share, share, 0, numbers.handOffDelay[flow], 0});
    }
    for (const ProcessNumbers::HandOffs& each : numbers.handOffsBetween)
        measures
            .handOffsBetween[{mapped.groups[position(each.between.from)], mapped.groups[position(each.between.to)]}] =
            each.perCase;
    for (size_t pool = 0; pool < measures.process.pools.size(); ++pool)
        measures.utilisation.emplace(measures.process.pools[pool].id, numbers.utilisation[pool]);
}

} // namespace

Model withMeasures(const Model& model, const std::vector<ProcessId>& processes) {
    Edit edit;
    for (const ProcessId& process : processes) {
        Metric probe;
        probe.id = MetricId("process-measure-probe-" + process.text);
        probe.name = probe.id.text;
        probe.source = MetricSource::process;
        probe.process = process;
        probe.measure = Measure::cycleTime;
        probe.unit = "hour";
        edit.changes.push_back(put(std::move(probe)));
    }
    return apply(model, edit).model;
}

ProcessMeasures measuresAt(const Process& process, const ProcessNumbers& numbers) {
    ProcessMeasures measures;
    measures.process = process;
    measures.casesPerMonth = numbers.arrivals * hoursPerMonth;
    measures.cycleTime = numbers.cycleTime;
    measures.waiting = numbers.waitingTime;
    measures.touch = numbers.touchTime;
    measures.delay = numbers.delayTime;
    measures.labourHours = numbers.labourHours;
    measures.labourCost = numbers.labourCost;
    measures.cost = numbers.totalCost;
    measures.exceptionShare = numbers.exceptionShare;
    measures.exceptions = numbers.exceptions;
    measures.handOffs = numbers.handOffs;
    measures.boundaryHandOffs = numbers.boundaryHandOffs;
    measures.workInProgress = numbers.workInProgress;
    fillParts(numbers, measures);
    return measures;
}

bool ProcessMeasures::isOverloaded() const {
    return std::ranges::any_of(utilisation, [](const auto& pool) { return pool.second >= 1; });
}

Result<ProcessMeasures> measureProcess(const Model& model, const ProcessId& id, const ScenarioId& scenario, int period,
                                       const RunOptions& how, Simulation simulation, const RunControl& control,
                                       std::shared_ptr<const CycleTimeCorrections> held) {
    const Process* process = model.processes().find(id);
    if (!process)
        return fail(fmt::format("There is no process {}: choose one of the model's.", id.text));
    CompileOptions wanted{.detail = Detail::means};
    if (!scenario.empty())
        wanted.scenarios = {scenario};
    wanted.threads = how.threads;
    wanted.corrections = std::move(held);
    const auto program = compile(withMeasures(model, {id}), wanted, {{}, control.stop});
    if (!program)
        return tl::unexpected(problemError(model, program.error().front()));
    const ProcessWorld* found = nullptr;
    const std::vector<ProcessWorld> worlds = readProcesses(*program, MedianUniforms(), 1, period);
    for (const ProcessWorld& world : worlds) // business as usual comes before the scenario
        if (world.process == id && (!found || !scenario.empty()))
            found = &world;
    if (!found)
        return fail(fmt::format("{} has no steps to measure: draw them first.",
                                process->name.empty() ? process->id.text : process->name));
    const ProcessNumbers& numbers = found->trials.front();
    ProcessMeasures measures = measuresAt(*process, numbers);
    measures.noun = nounOf(model, *process);
    measures.corrections = program->corrections();
    if (const CycleTimeCorrection* correction = find(*measures.corrections, id)) {
        measures.isCorrected = correction->taken != CycleTimeBy::formulas;
        measures.cycleTimeBy = correction->words();
    }
    if (simulation == Simulation::beside) {
        const double visits = std::accumulate(numbers.visits.begin(), numbers.visits.end(), 0.0);
        const SimulationEffort effort{
            .seed = how.seed,
            .threads = how.threads,
            .moments = moments,
            .tracedCases = static_cast<size_t>(std::clamp(tracedVisits / std::max(visits, 1.0), 1.0, tracedCases))};
        auto done = simulateAt(*process, numbers, effort, control);
        if (!done)
            return tl::unexpected(done.error());
        measures.simulated = std::move(done->results);
        measures.notSimulated = std::move(done->failure);
    }
    return measures;
}

} // namespace tributary
