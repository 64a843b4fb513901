// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/process_simulation.h"

#include "core/engine/process_mapping.h"
#include "core/formula/number.h"
#include "core/stats/distribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>

namespace tributary {

namespace {

constexpr double mostServers = 1e6;
constexpr double wholeWithin = 1e-9;
constexpr double twoMonths = 1461; ///< hours
constexpr double mostWarmUpCases = 10'000;
constexpr double warmUpInCycles = 20;
constexpr double warmUpInRelaxations = 2;
constexpr double mostCasesInside = 1e5; ///< and so many pairs of cases and steps:
constexpr double mostPairsInside = 2e7;

const std::string& nameOf(const Pool& pool) { return pool.name.empty() ? pool.id.text : pool.name; }

double likelyCv(const std::optional<Parameter>& cv) {
    const Quantity* quantity = cv ? cv->quantity() : nullptr;
    if (!quantity || quantity->data())
        return 0;
    return mostLikely(quantity->distribution()) * (quantity->unit() ? quantity->unit()->factor() : 1.0);
}

/// How the delays of a step of the shape spread, and whether they come before its work.
struct DelayKind {
    double cv = 0;
    bool first = false;
};

std::vector<DelayKind> delayKinds(const Process& process, const MappedProcess& mapped) {
    std::vector<DelayKind> kinds(mapped.shape.steps.size());
    for (size_t step = 0; step < process.steps.size(); ++step)
        kinds[step].cv = likelyCv(process.steps[step].delayCv);
    for (const auto& exception : mapped.exceptions)
        kinds[static_cast<size_t>(exception.step)] = {likelyCv(exception.exception->delayCv), true};
    return kinds;
}

/// The longest time in which a pool forgets how it began: that of reflected Brownian motion, 2 (ca^2 + cs^2) E[S] / (c
/// (1 - rho)^2), with Poisson arrivals (Abate & Whitt, 1987); hours.
double relaxationTime(const ProcessNumbers& numbers, const NetworkShape& shape) {
    double longest = 0;
    for (size_t pool = 0; pool < numbers.servers.size(); ++pool) {
        double visits = 0, work = 0, squares = 0; // of a case, at the pool
        for (size_t step = 0; step < shape.steps.size(); ++step) {
            if (shape.steps[step].pool != static_cast<int>(pool))
                continue;
            const double touch = numbers.touch[step] / numbers.availability[pool];
            visits += numbers.visits[step];
            work += numbers.visits[step] * touch;
            squares += numbers.visits[step] * touch * touch * (1 + numbers.touchCv[step] * numbers.touchCv[step]);
        }
        if (!(work > 0))
            continue;
        const double mean = work / visits;
        const double idle = 1 - numbers.utilisation[pool];
        longest = std::max(longest, 2 * squares / visits / mean / (numbers.servers[pool] * idle * idle)); // 1 + cs^2
    }
    return longest;
}

/// How a point is simulated; fails where that is beyond what it may take of time or memory.
Result<SimulationOptions> optionsFor(const ProcessNumbers& numbers, const NetworkShape& shape,
                                     const SimulationEffort& effort) {
    if (!(numbers.cycleTime > 0) || !std::isfinite(numbers.cycleTime))
        return fail("its numbers give no cycle time");
    SimulationOptions options;
    options.warmUp =
        std::max({std::min(twoMonths, mostWarmUpCases / numbers.arrivals), warmUpInCycles * numbers.cycleTime,
                  warmUpInRelaxations * relaxationTime(numbers, shape)});
    options.replications = SimulationEffort::replications;
    options.moments = effort.moments;
    options.tracedCases = effort.tracedCases;
    options.horizon =
        options.warmUp + effort.cases / static_cast<double>(SimulationEffort::replications) / numbers.arrivals;
    options.threads = effort.threads ? effort.threads : std::max(1U, std::thread::hardware_concurrency());
    const double inside = std::min(mostCasesInside, mostPairsInside / static_cast<double>(numbers.touch.size()));
    options.mostCasesInside = static_cast<size_t>(inside);
    const double visits = std::accumulate(numbers.visits.begin(), numbers.visits.end(), 0.0);
    if (const double all = options.horizon * numbers.arrivals * visits; !(all <= effort.mostVisits))
        return fail(fmt::format("it would take {} steps of cases, more than a check may", formatRounded(all, 2)));
    if (const double likely = numbers.arrivals * numbers.cycleTime; likely > inside)
        return fail(fmt::format("about {} cases would be inside at once, more than a check may hold",
                                formatRounded(likely, 2)));
    return options;
}

} // namespace

Result<SimulatedProcess> simulatedProcess(const Process& process, const ProcessNumbers& numbers) {
    MappedProcess mapped = mapProcess(process);
    const std::vector<DelayKind> kinds = delayKinds(process, mapped);
    SimulatedProcess made;
    if (!(numbers.arrivals > 0) || !std::isfinite(numbers.arrivals))
        return fail(fmt::format("{:.6g} cases an hour arrive", numbers.arrivals));
    made.arrivals = RenewalArrivals{Exponential{1 / numbers.arrivals}};
    for (size_t step = 0; step < mapped.shape.steps.size(); ++step) {
        SimulatedStep& simulated = made.steps.emplace_back();
        auto touch = makeLognormalDuration(numbers.touch[step], numbers.touchCv[step]);
        auto delay = makeLognormalDuration(numbers.delay[step], kinds[step].cv);
        for (const auto* duration : {&touch, &delay})
            if (!*duration)
                return fail(fmt::format("{}: {}", mapped.shape.steps[step].name, duration->error().message));
        simulated.touch = std::move(*touch);
        simulated.delay = std::move(*delay);
        simulated.delayFirst = kinds[step].first;
        simulated.cost = numbers.cost[step];
    }
    made.share = numbers.share;
    for (const double hours : numbers.handOffDelay) {
        auto handOff = makeLognormalDuration(hours, 0);
        if (!handOff)
            return tl::unexpected(handOff.error());
        made.handOff.push_back(std::move(*handOff));
    }
    for (size_t pool = 0; pool < numbers.servers.size(); ++pool) {
        SimulatedPool& simulated = made.pools.emplace_back();
        const double servers = std::round(numbers.servers[pool]);
        if (!(std::abs(numbers.servers[pool] - servers) <= wholeWithin && servers >= 1 && servers <= mostServers))
            return fail(fmt::format("{} has {:.6g} servers, and a simulation takes whole ones, from 1 to a million",
                                    nameOf(process.pools[pool]), numbers.servers[pool]));
        simulated.servers = static_cast<int>(servers);
        simulated.availability = numbers.availability[pool];
    }
    made.hourlyCost = numbers.hourlyCost;
    made.shape = std::move(mapped.shape);
    return made;
}

Result<ProcessSimulation> simulateAt(const Process& process, const ProcessNumbers& numbers,
                                     const SimulationEffort& effort, const RunControl& control) {
    const auto simulated = simulatedProcess(process, numbers);
    if (!simulated)
        return ProcessSimulation{{}, simulated.error().message};
    const auto options = optionsFor(numbers, simulated->shape, effort);
    if (!options)
        return ProcessSimulation{{}, options.error().message};
    auto results = simulate(*simulated, *options, AddressedDraws(static_cast<std::uint64_t>(effort.seed)), control.stop,
                            control.progress);
    if (!results)
        return ProcessSimulation{{}, results.error().message};
    if (!*results)
        return tl::unexpected(stoppedError());
    if ((*results)->overloaded > 0) // what is left tells of its calmest times alone
        return ProcessSimulation{{}, fmt::format("more than {} cases were inside at once", options->mostCasesInside)};
    return ProcessSimulation{std::move(*results), {}};
}

} // namespace tributary
