// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/process_measures.h"

#include "core/base/timeline.h"
#include "core/engine/cycle_time_correction.h"
#include "core/engine/formula_limits.h"
#include "core/engine/process_mapping.h"
#include "core/engine/process_simulation.h"
#include "core/formula/number.h"
#include "core/insight/design.h"
#include "core/model/edit.h"
#include "core/model/names.h"
#include "core/model/problem_words.h"
#include "core/model/quantity_path.h"
#include "core/model/runnable_part.h"
#include "core/model/sub_processes.h"
#include "core/model/used_pools.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <thread>

namespace tributary {

namespace {

constexpr double mostBusy = 1 - 1e-12;  ///< where nothing piles up without end
constexpr double leastRelaxations = 20; ///< of a replication: its mean says little of a busier pool's before
constexpr size_t moments = 4800;        ///< at which queue lengths are told: many in a week of shifts, even over years
constexpr double tracedCases = 800;     ///< that may be shown on their way, where they visit few steps:
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

/// Lets those who go first at a pool wait less and the others more, with the mean of all as it is: by 1 / ((1 - s) (1 -
/// s')), where s is the share of the time that goes to those before them and s' that with their own (Cobham, 1954).
/// What all wait for who is away is no queue.
void shareByPriority(const Process& process, const MappedProcess& mapped, const ProcessNumbers& numbers,
                     std::vector<double>& waits) {
    std::vector<int> priority(waits.size());
    for (size_t step = 0; step < process.steps.size(); ++step)
        priority[step] = process.steps[step].priority;
    for (const auto& added : mapped.exceptions)
        priority[position(added.step)] = added.exception->priority;
    for (size_t pool = 0; pool < numbers.utilisation.size(); ++pool) {
        std::map<int, double> work; // of a case, by priority
        double all = 0, waited = 0, shared = 0;
        for (size_t step = 0; step < waits.size(); ++step)
            if (mapped.shape.steps[step].pool == static_cast<int>(pool)) {
                const double own = numbers.visits[step] * numbers.served[step] * numbers.touch[step];
                work[priority[step]] += own;
                all += own;
            }
        if (work.size() < 2 || !(all > 0) || !(numbers.utilisation[pool] < 1))
            continue;
        std::map<int, double> factor;
        double before = 0;
        for (const auto& [first, own] : work) {
            const double with = before + numbers.utilisation[pool] * own / all;
            factor[first] = 1 / ((1 - before) * (1 - with));
            before = with;
        }
        const auto forEachHere = [&](const auto& act) {
            for (size_t step = 0; step < waits.size(); ++step)
                if (mapped.shape.steps[step].pool == static_cast<int>(pool) && numbers.touch[step] > 0)
                    act(step, factor[priority[step]]);
        };
        const auto queued = [&](size_t step) { return waits[step] - numbers.stepAbsence[step]; };
        forEachHere([&](size_t step, double times) {
            waited += numbers.visits[step] * queued(step);
            shared += numbers.visits[step] * queued(step) * times;
        });
        if (shared > 0 && std::isfinite(shared))
            forEachHere([&](size_t step, double times) {
                waits[step] = numbers.stepAbsence[step] + queued(step) * times * waited / shared;
            });
    }
}

/// What a visit to each step of the shape waits.
std::vector<double> waitsOf(const Process& process, const MappedProcess& mapped, const ProcessNumbers& numbers,
                            const CycleTimeCorrection* correction) {
    std::vector<double> waits = numbers.stepWaiting;
    if (numbers.correction == 0 || !(numbers.plainWaiting > 0) || !std::isfinite(numbers.plainWaiting)) {
        shareByPriority(process, mapped, numbers, waits);
        return waits;
    }
    double formulas = 0, corrected = 0; // per case
    for (size_t step = 0; step < waits.size(); ++step) {
        formulas += numbers.visits[step] * waits[step];
        if (correction && correction->waits.size() == waits.size())
            waits[step] *= correction->waits[step];
        corrected += numbers.visits[step] * waits[step];
    }
    if (corrected > 0)
        for (double& wait : waits)
            wait *= formulas / corrected * numbers.waitingTime / numbers.plainWaiting;
    return waits;
}

/// What each part has of the numbers, by the steps and flows of the shape that stand for it.
void fillParts(const ProcessNumbers& numbers, const CycleTimeCorrection* correction, ProcessMeasures& measures) {
    const MappedProcess mapped = mapProcess(measures.process);
    const std::vector<double> waits = waitsOf(measures.process, mapped, numbers, correction);
    const auto partOf = [&](size_t step) {
        const NetworkStep& shape = mapped.shape.steps[step];
        PartMeasures part{numbers.visits[step], 0, numbers.touch[step], numbers.delay[step]};
        part.cost = numbers.cost[step];
        part.served = numbers.served[step];
        part.waiting = waits[step];
        const auto take = [&](int pool) {
            const size_t group = position(mapped.shape.pools[position(pool)].group);
            part.people.push_back(mapped.groups[group]);
            part.hourlyCost += numbers.hourlyCost[group];
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
        measures.flows.emplace(mapped.flows[flow]->id, PartMeasures{numbers.visits[from] * numbers.served[from] * share,
                                                                    share, 0, numbers.handOffDelay[flow], 0});
    }
    for (const ProcessNumbers::HandOffs& each : numbers.handOffsBetween)
        measures
            .handOffsBetween[{mapped.groups[position(each.between.from)], mapped.groups[position(each.between.to)]}] =
            each.perCase;
    for (size_t pool = 0; pool < measures.process.pools.size(); ++pool)
        measures.utilisation.emplace(measures.process.pools[pool].id, numbers.utilisation[pool]);
    measures.loads = measures.utilisation;
}

/// Calls `visit` with each part of a map that cases stay at, and its step of the shape.
template <class Visit>
void forEachStay(ProcessMeasures& measures, Visit&& visit) {
    for (size_t step = 0; step < measures.process.steps.size(); ++step)
        visit(measures.tasks.at(measures.process.steps[step].id), step);
    for (const auto& exception : mapProcess(measures.process).exceptions)
        visit(measures.exceptionsAt.at(exception.exception->id), position(exception.step));
}

/// Takes the waits and how busy pools are from a simulation, the waits times what makes them those of the whole.
void takeWaits(const SimulationResults& simulated, ProcessMeasures& measures) {
    const auto waitOf = [&](size_t step) { // none where nobody came
        const double found = simulated.steps[step].waiting.mean;
        return std::isfinite(found) ? found : 0;
    };
    double waiting = 0, others = 0;
    forEachStay(measures, [&](const PartMeasures& part, size_t step) {
        waiting += part.perCase * waitOf(step);
        others += part.timePerCase() - part.perCase * part.waiting;
    });
    for (const auto& [id, flow] : measures.flows)
        others += flow.perCase * flow.delay;
    // Of branches in parallel only the longest counts: there the parts do not sum to the whole.
    const bool hasBranches =
        std::ranges::any_of(measures.process.steps, [](const Step& step) { return step.kind == StepKind::parallel; });
    const double whole = hasBranches ? simulated.waiting.mean : waiting;
    const double wanted = hasBranches ? measures.waiting : std::max(0.0, measures.cycleTime - others);
    const double factor = whole > 0 && std::isfinite(wanted) ? wanted / whole : 1;
    forEachStay(measures, [&](PartMeasures& part, size_t step) { part.waiting = factor * waitOf(step); });
    for (size_t pool = 0; pool < measures.process.pools.size(); ++pool)
        if (const double busy = simulated.pools[pool].utilisation.mean; std::isfinite(busy))
            measures.utilisation.at(measures.process.pools[pool].id) = std::min(busy, mostBusy);
    measures.areWaitsSimulated = true;
}

/// The model with the arrivals of an inner map: the cases that come to its sub-processes from all the maps around it to
/// which cases come by themselves, which are `measured`. Without arrivals where none is known to come.
Result<Model> withArrivals(const Model& model, const SubProcesses& nested, const ProcessId& id,
                           const std::function<Result<ProcessMeasures>(const ProcessId&)>& measured) {
    Process fed = *model.processes().find(id);
    const auto start = std::ranges::find(fed.steps, StepKind::start, &Step::kind);
    double casesPerMonth = 0;
    std::string noun;
    for (const ProcessId& source : nested.sourcesOf(id)) {
        const auto around = measured(source);
        if (!around)
            return tl::unexpected(around.error());
        for (const auto& [step, part] : around->tasks)
            if (const auto inner = innerPart(step.text);
                inner && start != fed.steps.end() && inner->process == id && inner->id == start->id.text)
                casesPerMonth += part.perCase * around->casesPerMonth;
        noun = noun.empty() || noun == around->noun ? around->noun : "case";
    }
    fed.population.reset(); // that would come to it by itself
    if (casesPerMonth > 0 && std::isfinite(casesPerMonth))
        fed.arrivals = Parameter::parse(fmt::format("{:.12f} {}/month", casesPerMonth, noun)).value_or(Parameter());
    return apply(model, Edit{{}, {}, {put(std::move(fed))}}).model;
}

/// The program of a map that is measured; where the model has errors, that of what hangs on none of them, if the map is
/// in it, and the scenario is run. Else the map's or the scenario's own error, or the first.
Result<Program> programFor(const Model& model, const ProcessId& id, const CompileOptions& options,
                           const RunControl& control) {
    const Model probed = withMeasures(model, {id});
    auto program = compile(probed, options, control);
    if (program)
        return std::move(*program);
    const std::vector<Problem>& problems = program.error();
    const auto part = control.stop.stop_requested() ? std::nullopt : runnablePart(probed, problems);
    const auto isRun = [&](const ScenarioId& scenario) { return !isNotRun(part->npvLacks, scenario); };
    if (part && part->model.processes().contains(id) && std::ranges::all_of(options.scenarios, isRun))
        if (auto rest = compile(part->model, options, control))
            return std::move(*rest);
    const auto own = std::ranges::find_if(problems, [&](const Problem& problem) {
        const auto entity = entityOf(problem.subject);
        return entity == EntityRef{Process::kind, id.text} ||
               (entity && entity->kind == Scenario::kind &&
                std::ranges::count(options.scenarios, ScenarioId(entity->id)) > 0);
    });
    return tl::unexpected(problemError(model, own == problems.end() ? problems.front() : *own));
}

} // namespace

PartMeasures partWithin(const ProcessMeasures& measures, const StepId& subProcess) {
    PartMeasures sum;
    const auto own = measures.tasks.find(subProcess);
    if (own == measures.tasks.end() || !(own->second.perCase > 0))
        return sum;
    sum.perCase = own->second.perCase;
    const auto add = [&](const std::string& id, const PartMeasures& part) {
        if (subProcessAround(id) != subProcess.text)
            return;
        const double times = part.perCase / sum.perCase;
        sum.touch += times * part.served * part.touch;
        sum.delay += times * part.served * part.delay;
        sum.waiting += times * part.waiting;
        sum.cost += times * part.money();
    };
    for (const auto& [id, part] : measures.tasks)
        add(id.text, part);
    for (const auto& [id, part] : measures.exceptionsAt)
        add(id.text, part);
    for (const auto& [id, part] : measures.flows)
        add(id.text, part);
    return sum;
}

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

ProcessMeasures measuresAt(const Process& process, const ProcessNumbers& numbers,
                           const CycleTimeCorrection* correction) {
    ProcessMeasures measures;
    measures.process = process;
    measures.casesPerMonth = numbers.casesPerHour * hoursPerMonth;
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
    measures.left = numbers.left;
    fillParts(numbers, correction, measures);
    return measures;
}

bool ProcessMeasures::isOverloaded() const {
    return std::ranges::any_of(utilisation, [](const auto& pool) { return pool.second >= 1; });
}

namespace {

/// As measureProcess(), with the pools' time as if no other map asked for it.
Result<ProcessMeasures> measureAlone(const Model& model, const ProcessId& id, const ScenarioId& scenario, int period,
                                     const RunOptions& how, Simulation simulation, const RunControl& control,
                                     std::shared_ptr<const CycleTimeCorrections> held) {
    const Process* process = model.processes().find(id);
    if (!process)
        return fail(fmt::format("There is no process {}: choose one of the model's.", id.text));
    if (const SubProcesses nested(model); nested.isOnlyInner(*process)) {
        const auto fed = withArrivals(model, nested, id, [&](const ProcessId& source) {
            return measureAlone(model, source, scenario, period, how, Simulation::none, control, held);
        });
        if (!fed)
            return tl::unexpected(fed.error());
        if (fed->processes().find(id)->arrivals)
            return measureAlone(*fed, id, scenario, period, how, simulation, control, std::move(held));
    }
    CompileOptions wanted{.detail = Detail::means};
    if (!scenario.empty())
        wanted.scenarios = {scenario};
    wanted.threads = how.threads;
    wanted.corrections = std::move(held);
    const auto program = programFor(model, id, wanted, {{}, control.stop});
    if (!program)
        return tl::unexpected(program.error());
    const ProcessWorld* found = nullptr;
    const std::vector<ProcessWorld> worlds = readProcesses(*program, MedianUniforms(), 1, period);
    for (const ProcessWorld& world : worlds) // business as usual comes before the scenario
        if (world.process == id && (!found || !scenario.empty()))
            found = &world;
    if (!found)
        return fail(fmt::format("{} has no steps to measure: draw them first.",
                                process->name.empty() ? process->id.text : process->name));
    const ProcessNumbers& numbers = found->trials.front();
    const CycleTimeCorrection* correction = find(*program->corrections(), id);
    const Process whole = expanded(model, *process);
    ProcessMeasures measures = measuresAt(whole, numbers, correction);
    measures.noun = nounOf(model, *process);
    measures.corrections = program->corrections();
    if (correction) {
        measures.isCorrected = correction->taken != CycleTimeBy::formulas;
        measures.cycleTimeBy = correction->words();
    }
    measures.isExact = !measures.isCorrected && exactnessOf(whole, mapProcess(whole).shape,
                                                            {.levels = {}, .design = {numbers}}) != Exactness::none;
    if (simulation == Simulation::beside) {
        const double visits = std::accumulate(numbers.visits.begin(), numbers.visits.end(), 0.0);
        const SimulationEffort effort{
            .seed = how.seed,
            .threads = how.threads,
            .relaxations = leastRelaxations,
            .moments = moments,
            .tracedCases = static_cast<size_t>(std::clamp(tracedVisits / std::max(visits, 1.0), 1.0, tracedCases))};
        auto done = simulateAt(whole, numbers, effort, control);
        if (!done)
            return tl::unexpected(done.error());
        measures.simulated = std::move(done->results);
        measures.notSimulated = std::move(done->failure);
        if (measures.simulated && measures.isCorrected)
            takeWaits(*measures.simulated, measures);
    }
    return measures;
}

} // namespace

Result<ProcessMeasures> measureProcess(const Model& model, const ProcessId& id, const ScenarioId& scenario, int period,
                                       const RunOptions& how, Simulation simulation, const RunControl& control,
                                       std::shared_ptr<const CycleTimeCorrections> held) {
    auto measures = measureAlone(model, id, scenario, period, how, simulation, control, held);
    if (!measures)
        return measures;
    for (const UsedPool& pool : sharedPools(usedPools(model), id)) {
        const PoolId own = std::ranges::find(pool.uses, id, &PoolUse::process)->pool;
        double others = 0;
        for (const PoolUse& use : pool.uses)
            if (use.process != id)
                if (const auto other = measureAlone(model, use.process, scenario, period, how, Simulation::none,
                                                    {{}, control.stop}, measures->corrections);
                    other && other->loads.contains(use.pool))
                    others += other->loads.at(use.pool);
        if (!measures->loads.contains(own))
            continue;
        measures->loads.at(own) += others;
        measures->utilisation.at(own) += others;
        measures->isExact = false;
        measures->cycleTimeBy += (measures->cycleTimeBy.empty() ? "" : ". ") + sharingWords(model, pool, id);
    }
    return measures;
}

} // namespace tributary
