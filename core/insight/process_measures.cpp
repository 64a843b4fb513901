// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/process_measures.h"

#include "core/base/timeline.h"
#include "core/engine/process_mapping.h"
#include "core/engine/process_simulation.h"
#include "core/formula/number.h"
#include "core/insight/design.h"
#include "core/model/edit.h"
#include "core/model/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>

namespace tributary {

namespace {

constexpr size_t replications = 10;
constexpr double casesOfReplication = 6000;
constexpr double twoMonths = 1461; ///< hours
constexpr double mostWarmUpCases = 10'000;
constexpr double warmUpInCycles = 20;
constexpr size_t moments = 150;         ///< at which queue lengths are told
constexpr size_t tracedCases = 800;     ///< that may be shown on their way
constexpr double mostVisits = 3e6;      ///< of a replication, expected: about a second's work
constexpr double mostCasesInside = 1e5; ///< and so many pairs of cases and steps:
constexpr double mostPairsInside = 2e7;

double visitsOf(const ProcessNumbers& numbers) {
    return std::accumulate(numbers.visits.begin(), numbers.visits.end(), 0.0);
}

/// How a point is simulated; fails where that is beyond what a check may take of time or memory.
Result<SimulationOptions> optionsFor(const ProcessNumbers& numbers) {
    if (!(numbers.cycleTime > 0) || !std::isfinite(numbers.cycleTime))
        return fail("its numbers give no cycle time");
    SimulationOptions options;
    options.warmUp =
        std::max(std::min(twoMonths, mostWarmUpCases / numbers.arrivals), warmUpInCycles * numbers.cycleTime);
    options.horizon = options.warmUp + casesOfReplication / numbers.arrivals;
    options.replications = replications;
    options.moments = moments;
    options.tracedCases = tracedCases;
    const double inside = std::min(mostCasesInside, mostPairsInside / static_cast<double>(numbers.touch.size()));
    options.mostCasesInside = static_cast<size_t>(inside);
    if (const double visits = options.horizon * numbers.arrivals * visitsOf(numbers); !(visits <= mostVisits))
        return fail(fmt::format("it would take {} steps of cases, more than a check may", formatRounded(visits, 2)));
    if (const double likely = numbers.arrivals * numbers.cycleTime; likely > inside)
        return fail(fmt::format("about {} cases would be inside at once, more than a check may hold",
                                formatRounded(likely, 2)));
    return options;
}

/// The model with a metric that measures the map, which is read only then.
Model withMeasure(const Model& model, const Process& process) {
    Metric probe;
    probe.id = MetricId("process-measure-probe");
    probe.name = probe.id.text;
    probe.source = MetricSource::process;
    probe.process = process.id;
    probe.measure = Measure::cycleTime;
    probe.unit = "hour";
    return apply(model, Edit{{}, {}, {put(std::move(probe))}}).model;
}

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
        const int pool = mapped.shape.steps[step].pool;
        const double waiting = pool < 0 || numbers.touch[step] <= 0 ? 0 : numbers.poolWaiting[position(pool)];
        PartMeasures part{numbers.visits[step], 0, numbers.touch[step], numbers.delay[step], waiting};
        part.cost = numbers.cost[step];
        if (const int group = pool < 0 ? -1 : mapped.shape.pools[position(pool)].group; group >= 0)
            part.hourlyCost = numbers.hourlyCost[position(group)];
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
    for (size_t pool = 0; pool < measures.process.pools.size(); ++pool)
        measures.utilisation.emplace(measures.process.pools[pool].id, numbers.utilisation[pool]);
}

} // namespace

bool ProcessMeasures::isOverloaded() const {
    return std::ranges::any_of(utilisation, [](const auto& pool) { return pool.second >= 1; });
}

Result<ProcessSimulation> simulateAt(const Process& process, const ProcessNumbers& numbers, const RunOptions& how,
                                     const RunControl& control) {
    auto options = optionsFor(numbers);
    if (!options)
        return ProcessSimulation{{}, options.error().message};
    options->threads = how.threads ? how.threads : std::max(1U, std::thread::hardware_concurrency());
    const auto simulated = simulatedProcess(process, numbers);
    if (!simulated)
        return ProcessSimulation{{}, simulated.error().message};
    auto results = simulate(*simulated, *options, AddressedDraws(static_cast<std::uint64_t>(how.seed)), control.stop,
                            control.progress);
    if (!results)
        return ProcessSimulation{{}, results.error().message};
    if (!*results)
        return tl::unexpected(stoppedError());
    if ((*results)->overloaded > 0) // what is left tells of its calmest times alone
        return ProcessSimulation{{}, fmt::format("more than {} cases were inside at once", options->mostCasesInside)};
    return ProcessSimulation{std::move(*results), {}};
}

Result<ProcessMeasures> measureProcess(const Model& model, const ProcessId& id, const ScenarioId& scenario, int period,
                                       const RunOptions& how, Simulation simulation, const RunControl& control) {
    const Process* process = model.processes().find(id);
    if (!process)
        return fail(fmt::format("There is no process {}: choose one of the model's.", id.text));
    CompileOptions wanted{.detail = Detail::means};
    if (!scenario.empty())
        wanted.scenarios = {scenario};
    const auto program = compile(withMeasure(model, *process), wanted);
    if (!program)
        return tl::unexpected(problemError(program.error()));
    const ProcessWorld* found = nullptr;
    const std::vector<ProcessWorld> worlds = readProcesses(*program, MedianUniforms(), 1, period);
    for (const ProcessWorld& world : worlds) // business as usual comes before the scenario
        if (world.process == id && (!found || !scenario.empty()))
            found = &world;
    if (!found)
        return fail(fmt::format("{} has no steps to measure: draw them first.",
                                process->name.empty() ? process->id.text : process->name));
    const ProcessNumbers& numbers = found->trials.front();
    ProcessMeasures measures;
    measures.process = *process;
    measures.noun = nounOf(model, *process);
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
    if (simulation == Simulation::beside) {
        auto done = simulateAt(*process, numbers, how, control);
        if (!done)
            return tl::unexpected(done.error());
        measures.simulated = std::move(done->results);
        measures.notSimulated = std::move(done->failure);
    }
    return measures;
}

} // namespace tributary
