// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/process_simulation.h"

#include "core/engine/process_mapping.h"
#include "core/stats/distribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

constexpr double mostServers = 1e6;
constexpr double wholeWithin = 1e-9;

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

} // namespace tributary
