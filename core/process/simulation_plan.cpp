// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/simulation_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tributary {

namespace {

constexpr size_t mostBranches = 255; ///< counted in eight bits
constexpr double mostServers = 1e9;
constexpr int mostAtOnce = 10'000'000; ///< members: each is an event

Result<void> checkSize(const char* what, size_t has, size_t needs) {
    if (has == needs)
        return {};
    return fail(fmt::format("There are {} entries for {} {}: give one for each.", has, needs, what));
}

Result<void> checkTime(const Duration& duration, const std::string& of) {
    if (const auto sound = check(duration); !sound)
        return fail(fmt::format("{}: {}", of, sound.error().message));
    return {};
}

Result<void> checkPool(const SimulatedPool& pool, size_t index) {
    if (!(pool.availability > 0.0 && pool.availability <= 1.0))
        return fail(fmt::format("Pool {} has an availability of {}: give a share above 0, up to 100 %.", index + 1,
                                pool.availability));
    double before = -1.0;
    for (const ShiftChange& change : pool.shifts) {
        if (!(change.from > before && change.from >= 0.0 && change.from < hoursOfWeek) ||
            !(change.servers >= 0 && change.servers <= mostServers))
            return fail(fmt::format("The shifts of pool {} do not rise within a week: give hours from 0 to 168 in "
                                    "order, and servers of 0 or more.",
                                    index + 1));
        before = change.from;
    }
    const bool some =
        pool.shifts.empty()
            ? pool.servers > 0 && pool.servers <= mostServers
            : std::ranges::any_of(pool.shifts, [](const ShiftChange& change) { return change.servers > 0; });
    if (!some)
        return fail(fmt::format("Pool {} never has a server: give it one.", index + 1));
    return {};
}

Result<void> checkArrivals(const Arrivals& arrivals) {
    struct Check {
        Result<void> operator()(const RenewalArrivals& renewal) const {
            if (const auto sound = checkTime(renewal.gap, "The gap between arrivals"); !sound)
                return sound;
            return mean(renewal.gap) > 0.0 ? Result<void>()
                                           : fail("The gap between arrivals is 0: give a time above it.");
        }
        Result<void> operator()(const GivenArrivals& given) const {
            if (!std::ranges::is_sorted(given.times) ||
                std::ranges::any_of(given.times, [](double time) { return !(std::isfinite(time) && time >= 0.0); }))
                return fail("The moments of arrival do not rise from 0 on: sort them.");
            if (given.period != 0 && !(std::isfinite(given.period) && given.period > 0 && !given.times.empty() &&
                                       given.period >= given.times.back() - given.times.front()))
                return fail("The moments of arrival come anew before all have come: give a longer period.");
            return {};
        }
        Result<void> operator()(const PopulationArrivals& population) const {
            if (population.members < 1)
                return fail("A population without members has no cases: give 1 or more.");
            if (population.members > mostAtOnce)
                return fail(fmt::format("A population of {} is more than can be simulated: give {} members or fewer.",
                                        population.members, mostAtOnce));
            if (const auto sound = checkTime(population.timeToArrival, "The time to a member's next arrival"); !sound)
                return sound;
            return mean(population.timeToArrival) > 0.0
                       ? Result<void>()
                       : fail("The time to a member's next arrival is 0: give a time above it.");
        }
    };
    return std::visit(Check(), arrivals);
}

Result<void> checkStep(const SimulatedProcess& process, const BlockStructure& blocks, size_t index) {
    const SimulatedStep& step = process.steps[index];
    const std::string& name = process.shape.steps[index].name;
    const int pools = static_cast<int>(process.pools.size());
    for (const auto* duration : {&step.touch, &step.delay, step.patience ? &*step.patience : &step.delay})
        if (const auto sound = checkTime(*duration, fmt::format("The step '{}'", name)); !sound)
            return sound;
    std::set<int> all{process.shape.steps[index].pool};
    for (const int pool : step.alsoPools)
        if (pool < 0 || pool >= pools || process.shape.steps[index].pool < 0 || !all.insert(pool).second)
            return fail(fmt::format("The step '{}' names a pool that it cannot need beside its own: name each other "
                                    "pool once.",
                                    name));
    if (step.patience && blocks.regionOfStep[index] != 0)
        return fail(fmt::format("Cases lose patience at the step '{}' inside a parallel branch: let them leave before "
                                "the split.",
                                name));
    const std::vector<int>& flows = blocks.flowsFrom[index];
    if (process.shape.steps[index].kind == NetworkStepKind::split && flows.size() > mostBranches)
        return fail(
            fmt::format("The split '{}' has {} branches: let it have {} or fewer, each of which may split again.", name,
                        flows.size(), mostBranches));
    if (flows.size() < 2 || process.shape.steps[index].kind == NetworkStepKind::split)
        return {};
    double sum = 0.0;
    for (const int flow : flows) {
        const double share = process.share[position(flow)];
        if (!(share >= -1e-9 && share <= 1.0 + 1e-9))
            return fail(fmt::format("A share of {} of the cases leaves the step '{}': give shares from 0 to 100 %.",
                                    share, name));
        sum += share;
    }
    if (!(std::abs(sum - 1.0) <= 1e-9))
        return fail(fmt::format("The shares of the cases that leave the step '{}' sum to {:.6g}: let them sum to 1.",
                                name, sum));
    return {};
}

} // namespace

Result<void> check(const SimulatedProcess& process) {
    const NetworkShape& shape = process.shape;
    const auto blocks = blockStructure(shape);
    if (!blocks)
        return tl::unexpected(blocks.error());
    for (const auto& sized :
         {checkSize("steps", process.steps.size(), shape.steps.size()),
          checkSize("shares of flows", process.share.size(), shape.flows.size()),
          checkSize("hand-offs", process.handOff.size(), process.handOff.empty() ? 0 : shape.flows.size()),
          checkSize("pools", process.pools.size(), shape.pools.size()),
          checkSize("hourly costs", process.hourlyCost.size(),
                    process.hourlyCost.empty() ? 0 : static_cast<size_t>(shape.groups)),
          checkArrivals(process.arrivals)})
        if (!sized)
            return sized;
    for (size_t pool = 0; pool < process.pools.size(); ++pool)
        if (const auto sound = checkPool(process.pools[pool], pool); !sound)
            return sound;
    for (const Duration& handOff : process.handOff)
        if (const auto sound = checkTime(handOff, "A hand-off"); !sound)
            return sound;
    for (size_t step = 0; step < process.steps.size(); ++step)
        if (const auto sound = checkStep(process, *blocks, step); !sound)
            return sound;
    return {};
}

SimulationPlan::SimulationPlan(const SimulatedProcess& process)
    : pools(process.pools), groups(static_cast<size_t>(process.shape.groups)), entry(process.shape.entry),
      arrivals(process.arrivals) {
    const NetworkShape& shape = process.shape;
    const BlockStructure blocks = *blockStructure(shape);
    for (const NetworkPool& pool : shape.pools)
        groupOfPool.push_back(pool.group);
    std::set<int> priorities;
    for (const SimulatedStep& step : process.steps)
        priorities.insert(step.priority);
    lines = std::max<size_t>(priorities.size(), 1);
    for (size_t index = 0; index < shape.steps.size(); ++index) {
        const SimulatedStep& given = process.steps[index];
        PlannedStep step;
        step.kind = shape.steps[index].kind;
        if (const int pool = shape.steps[index].pool; pool >= 0) {
            step.pools = {pool};
            step.pools.insert(step.pools.end(), given.alsoPools.begin(), given.alsoPools.end());
            for (const int needed : step.pools)
                step.slowness = std::max(step.slowness, 1.0 / pools[position(needed)].availability);
        }
        step.line = static_cast<std::uint32_t>(std::distance(priorities.begin(), priorities.find(given.priority)));
        step.touch = given.touch;
        step.delay = given.delay;
        step.hasTouch = !isNothing(given.touch) || !step.pools.empty();
        step.hasDelay = !isNothing(given.delay);
        step.delayFirst = given.delayFirst;
        step.exception = shape.steps[index].exception;
        step.patience = step.pools.empty() ? std::nullopt : given.patience;
        step.cost = given.cost;
        double upTo = 0.0;
        for (const int flow : blocks.flowsFrom[index]) {
            const NetworkFlow& planned = shape.flows[position(flow)];
            const Duration handOff = process.handOff.empty() ? Duration() : process.handOff[position(flow)];
            upTo += process.share[position(flow)];
            step.flows.push_back({planned.to, upTo, handOff, !isNothing(handOff), planned.exception});
            step.flowIndices.push_back(flow);
        }
        if (!step.flows.empty())
            step.flows.back().upTo = 1.0; // what rounding leaves of the shares
        steps.push_back(std::move(step));
    }
    for (size_t split = 0; split < shape.steps.size(); ++split)
        if (const int join = blocks.joinOfSplit[split]; join >= 0)
            steps[position(join)].branches = static_cast<std::uint32_t>(steps[split].flows.size());
}

} // namespace tributary
