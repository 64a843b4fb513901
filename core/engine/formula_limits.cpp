// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/formula_limits.h"

#include "core/engine/process_mapping.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace tributary {

namespace {

/// The steps that can be reached from those that flows lead to from `from`.
std::vector<char> reachedFrom(const NetworkShape& shape, size_t from) {
    std::vector<char> reached(shape.steps.size());
    std::vector<size_t> open{from};
    while (!open.empty()) {
        const auto at = static_cast<int>(open.back());
        open.pop_back();
        for (const NetworkFlow& flow : shape.flows)
            if (flow.from == at && !std::exchange(reached[position(flow.to)], char{1}))
                open.push_back(position(flow.to));
    }
    return reached;
}

/// What the queues of a map are like at all points that it visits.
class Queues {
public:
    Queues(const Process& process, const NetworkShape& shape, const VisitedNumbers& visited)
        : shape_(shape), visited_(visited), spreads_(shape.steps.size(), Spread::lognormal) {
        for (size_t step = 0; step < process.steps.size(); ++step)
            spreads_[step] = process.steps[step].spread;
        for (const auto& added : mapProcess(process).exceptions)
            spreads_[position(added.step)] = added.exception->spread;
        for (size_t step = 0; step < shape.steps.size(); ++step)
            if (const int pool = shape.steps[step].pool;
                pool >= 0 && !everyPoint([&](const ProcessNumbers& at) { return at.touch[step] == 0; }))
                steps_[pool].push_back(step);
    }

    [[nodiscard]] size_t count() const { return steps_.size(); }

    /// No case comes back to any of its queues.
    [[nodiscard]] bool isMetOnce() const {
        return std::ranges::all_of(steps_, [&](const auto& queue) {
            return std::ranges::none_of(queue.second, [&](size_t step) {
                const std::vector<char> later = reachedFrom(shape_, step);
                return std::ranges::any_of(queue.second, [&](size_t other) { return later[other] != 0; });
            });
        });
    }

    [[nodiscard]] bool haveOneServer() const {
        return everyServers([](double servers) { return servers == 1; });
    }
    [[nodiscard]] bool haveWholeServers() const {
        return everyServers([](double servers) { return servers >= 1 && servers == std::floor(servers); });
    }
    [[nodiscard]] bool isWholePopulation() const {
        return everyPoint([](const ProcessNumbers& at) { return at.population == std::floor(at.population); });
    }
    [[nodiscard]] bool haveOneMeanEach() const {
        return everyStep([](const ProcessNumbers& at, size_t step, size_t first) {
            return at.touch[step] > 0 && at.touch[step] == at.touch[first];
        });
    }
    [[nodiscard]] bool areExponential() const {
        return everyStep([&](const ProcessNumbers& at, size_t step, size_t) {
            const bool isGamma = spreads_[step] == Spread::gamma && at.touchCv[step] == 1;
            return isGamma || spreads_[step] == Spread::exponential;
        });
    }

private:
    template <class Holds>
    [[nodiscard]] bool everyPoint(const Holds& holds) const {
        return std::ranges::all_of(visited_.design, holds) &&
               std::ranges::all_of(visited_.levels,
                                   [&](const auto& world) { return std::ranges::all_of(world, holds); });
    }

    template <class Holds>
    [[nodiscard]] bool everyServers(const Holds& holds) const {
        return std::ranges::all_of(steps_, [&](const auto& queue) {
            return everyPoint([&](const ProcessNumbers& at) { return holds(at.servers[position(queue.first)]); });
        });
    }

    /// Whether it holds for every point, step of a queue and that queue's first step.
    template <class Holds>
    [[nodiscard]] bool everyStep(const Holds& holds) const {
        return std::ranges::all_of(steps_, [&](const auto& queue) {
            return std::ranges::all_of(queue.second, [&](size_t step) {
                return everyPoint([&](const ProcessNumbers& at) { return holds(at, step, queue.second.front()); });
            });
        });
    }

    const NetworkShape& shape_;
    const VisitedNumbers& visited_;
    std::vector<Spread> spreads_;              ///< by step of the shape
    std::map<int, std::vector<size_t>> steps_; ///< by pool: those with work
};

} // namespace

std::string FormulaLimits::words() const {
    std::vector<const char*> parts;
    const auto add = [&](bool isThere, const char* words) {
        if (isThere)
            parts.push_back(words);
    };
    add(hours, "spread working hours evenly over the week");
    add(priorities, "know no priorities");
    add(patience, "take the work of cases that may leave as exponential");
    add(severalPools, "let work that takes several pools wait for one after another");
    return parts.empty() ? std::string() : fmt::format("the formulas {}", fmt::join(parts, ", "));
}

FormulaLimits formulaLimits(const Process& process, const NetworkShape& shape) {
    std::map<PoolId, std::set<int>> priorities;
    for (const Step& step : process.steps)
        if (!step.pool.empty())
            priorities[step.pool].insert(step.priority);
    for (const ProcessException& exception : process.exceptions)
        if (!exception.pool.empty())
            priorities[exception.pool].insert(exception.priority);
    FormulaLimits limits;
    limits.hours =
        std::ranges::any_of(process.pools, [](const Pool& pool) { return pool.hours && !pool.hours->isAlways(); });
    limits.priorities = std::ranges::any_of(priorities, [](const auto& of) { return of.second.size() > 1; });
    limits.patience =
        std::ranges::any_of(process.steps, [](const Step& step) { return step.patience && !step.pool.empty(); });
    limits.severalPools = std::ranges::any_of(shape.steps, [](const NetworkStep& step) { return !step.also.empty(); });
    return limits;
}

Exactness exactnessOf(const Process& process, const NetworkShape& shape, const VisitedNumbers& visited) {
    const FormulaLimits limits = formulaLimits(process, shape);
    const bool isSplit =
        std::ranges::any_of(shape.steps, [](const NetworkStep& step) { return step.kind == NetworkStepKind::split; });
    if ((process.arrivalTimes && !process.population) || isSplit || limits.hours || limits.patience ||
        limits.severalPools)
        return Exactness::none;
    const Queues queues(process, shape, visited);
    if (queues.count() == 0)
        return Exactness::ofAll;
    const bool isOneQueue = queues.count() == 1 && queues.isMetOnce();
    const bool isMarkovian = queues.haveWholeServers() && queues.areExponential() && queues.haveOneMeanEach();
    if (process.population)
        return isMarkovian && !limits.priorities && queues.isWholePopulation() ? Exactness::ofAll : Exactness::none;
    if (!limits.priorities)
        return isMarkovian || (isOneQueue && queues.haveOneServer()) ? Exactness::ofAll : Exactness::none;
    const bool isConserved = isMarkovian || (queues.haveOneServer() && queues.haveOneMeanEach());
    return isOneQueue && isConserved ? Exactness::ofMean : Exactness::none;
}

} // namespace tributary
