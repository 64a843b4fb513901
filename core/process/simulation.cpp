// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/simulation.h"

#include "core/base/parallel.h"
#include "core/process/replication.h"
#include "core/stats/random.h"
#include "core/stats/student.h"
#include "core/stats/summary.h"

#include <array>
#include <atomic>
#include <cmath>

namespace tributary {

namespace {

double ratio(double part, double whole) {
    return whole > 0.0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

/// What each replication gives, as a mean over those that were not given up.
class Averager {
public:
    explicit Averager(const std::vector<ReplicationCount>& counts) : counts_(counts) {
        for (const ReplicationCount& count : counts)
            if (!count.overloaded)
                sound_.push_back(&count);
    }

    template <class Measure>
    [[nodiscard]] SimulatedMean of(Measure&& measure) const {
        std::vector<double> values;
        values.reserve(counts_.size());
        for (const ReplicationCount& count : counts_)
            values.push_back(count.overloaded ? std::numeric_limits<double>::quiet_NaN() : measure(count));
        return SimulatedMean::of(std::move(values));
    }
    [[nodiscard]] SimulatedMean perCase(double ReplicationCount::*sum) const {
        return of([sum](const ReplicationCount& count) { return ratio(count.*sum, static_cast<double>(count.cases)); });
    }
    [[nodiscard]] const std::vector<const ReplicationCount*>& sound() const { return sound_; }

private:
    const std::vector<ReplicationCount>& counts_;
    std::vector<const ReplicationCount*> sound_;
};

double labourCost(const ReplicationCount& count, const std::vector<double>& hourlyCost) {
    double cost = 0.0;
    for (size_t group = 0; group < hourlyCost.size(); ++group)
        cost += count.labourByGroup[group] * hourlyCost[group];
    return cost;
}

std::uint64_t handOffsBetween(const ReplicationCount& count) {
    std::uint64_t all = 0;
    for (const std::uint64_t pair : count.handOffs)
        all += pair;
    return all;
}

SimulatedPoolMeasures measurePool(const Averager& average, size_t index) {
    const auto over = [&](auto&& measure) {
        return average.of([&](const ReplicationCount& count) { return measure(count, count.pools[index]); });
    };
    SimulatedPoolMeasures pool;
    pool.utilisation = over([](const auto&, const PoolCount& of) { return ratio(of.busyHours, of.serverHours); });
    pool.waiting = over(
        [](const auto&, const PoolCount& of) { return ratio(of.waited, static_cast<double>(of.served + of.left)); });
    pool.queueLength =
        over([](const auto& count, const PoolCount& of) { return ratio(of.queueHours, count.observedHours); });
    pool.served = over([](const auto&, const PoolCount& of) { return static_cast<double>(of.served); });
    for (const ReplicationCount* count : average.sound()) {
        const std::vector<double>& lengths = count->pools[index].queueOverTime;
        pool.queueOverTime.resize(std::max(pool.queueOverTime.size(), lengths.size()));
        for (size_t moment = 0; moment < lengths.size(); ++moment)
            pool.queueOverTime[moment] += lengths[moment] / static_cast<double>(average.sound().size());
    }
    return pool;
}

SimulationResults summarise(const SimulatedProcess& process, std::vector<ReplicationCount> counts) {
    SimulationResults results;
    const Averager average(counts);
    results.cycleTime = average.perCase(&ReplicationCount::cycleTime);
    results.waiting = average.perCase(&ReplicationCount::waiting);
    results.touch = average.perCase(&ReplicationCount::touch);
    results.delay = average.perCase(&ReplicationCount::delay);
    results.labourHours = average.perCase(&ReplicationCount::labour);

    const auto percentileAt = [&](size_t which) {
        return average.of([&](const ReplicationCount& count) { return count.cycleTimes.percentiles()[which]; });
    };
    results.p50 = percentileAt(0);
    results.p90 = percentileAt(1);
    results.p95 = percentileAt(2);

    const auto perCase = [&](auto&& sum) {
        return average.of([&](const ReplicationCount& count) {
            return ratio(static_cast<double>(sum(count)), static_cast<double>(count.cases));
        });
    };
    const size_t groups = static_cast<size_t>(process.shape.groups);
    for (size_t group = 0; group < groups; ++group)
        results.labourHoursByGroup.push_back(perCase([&](const auto& count) { return count.labourByGroup[group]; }));
    results.labourCost = perCase([&](const auto& count) { return labourCost(count, process.hourlyCost); });
    results.cost = perCase([&](const auto& count) { return labourCost(count, process.hourlyCost) + count.stepCost; });
    results.exceptionShare =
        average.of([](const auto& count) { return count.labour > 0.0 ? count.exceptionLabour / count.labour : 0.0; });
    results.exceptions = perCase([](const auto& count) { return count.exceptions; });
    results.handOffs = perCase([](const auto& count) { return handOffsBetween(count); });
    results.boundaryHandOffs = perCase([](const auto& count) { return handOffsBetween(count) - count.handOffsWithin; });
    for (size_t from = 0; from < groups; ++from)
        for (size_t to = 0; to < groups; ++to)
            results.handOffsBetween.push_back(
                perCase([&](const auto& count) { return count.handOffs[from * (groups + 1) + to]; }));
    results.abandoned = perCase([](const auto& count) { return count.abandoned; });
    results.throughput =
        average.of([](const auto& count) { return ratio(static_cast<double>(count.departures), count.observedHours); });
    results.workInProgress =
        average.of([](const auto& count) { return ratio(count.insideHours, count.observedHours); });
    results.lastDeparture = average.of([](const auto& count) { return count.lastDeparture; });

    for (size_t pool = 0; pool < process.pools.size(); ++pool)
        results.pools.push_back(measurePool(average, pool));
    for (size_t step = 0; step < process.steps.size(); ++step)
        results.steps.push_back(
            {perCase([&](const auto& count) { return count.steps[step].visits; }), average.of([&](const auto& count) {
                 const StepCount& of = count.steps[step];
                 return ratio(static_cast<double>(of.visits - of.left), static_cast<double>(of.visits));
             }),
             average.of([&](const auto& count) {
                 return ratio(count.steps[step].waited, static_cast<double>(count.steps[step].visits));
             })});
    for (const ReplicationCount& count : counts) {
        results.cases += count.cases;
        results.overloaded += count.overloaded ? 1 : 0;
    }
    results.cycleTimes = counts.front().cycleTimes.take();
    results.trace = std::move(counts.front().trace);
    return results;
}

Result<void> checkOptions(const SimulatedProcess& process, const SimulationOptions& options) {
    const auto* moments = std::get_if<GivenArrivals>(&process.arrivals);
    const bool given = moments && moments->period == 0;
    if (options.cases == 0 && !(options.horizon > 0.0) && !given)
        return fail("The simulation has no end: give a number of cases or a horizon.");
    if (!(std::isfinite(options.horizon) && options.horizon >= 0.0 && options.warmUp >= 0.0) ||
        (options.horizon > 0.0 && options.warmUp >= options.horizon))
        return fail("The warm-up is not within the horizon: give a longer horizon or a shorter warm-up.");
    if (options.replications == 0)
        return fail("Nothing is to be simulated: give 1 replication or more.");
    return {};
}

} // namespace

SimulatedMean SimulatedMean::of(std::vector<double> values) {
    SimulatedMean result;
    double mean = 0.0;
    double squares = 0.0; // by Welford's recurrence: no large numbers are subtracted
    for (const double value : values) {
        if (std::isnan(value))
            continue;
        ++result.replications;
        const double step = value - mean;
        mean += step / static_cast<double>(result.replications);
        squares += step * (value - mean);
    }
    const auto n = static_cast<double>(result.replications);
    if (result.replications > 0)
        result.mean = mean;
    if (result.replications > 1)
        result.standardError = std::sqrt(squares / (n - 1.0) / n);
    result.values = std::move(values);
    return result;
}

SimulatedMean pairedDifference(const SimulatedMean& first, const SimulatedMean& second) {
    std::vector<double> differences(std::min(first.values.size(), second.values.size()));
    for (size_t i = 0; i < differences.size(); ++i)
        differences[i] = first.values[i] - second.values[i];
    return SimulatedMean::of(std::move(differences));
}

double SimulatedMean::halfWidth(double confidence) const {
    if (replications < 2)
        return std::numeric_limits<double>::quiet_NaN();
    return studentQuantile(0.5 + confidence / 2.0, static_cast<double>(replications - 1)) * standardError;
}

double AddressedDraws::uniform(const DrawAddress& address, std::uint64_t replication) const {
    constexpr unsigned bitsOfVisit = 20;
    constexpr unsigned bitsOfPlace = 28;
    constexpr unsigned bitsOfUse = 4;
    const std::uint64_t stream =
        (((replication << bitsOfUse) | static_cast<std::uint64_t>(address.use)) << bitsOfPlace) | address.place;
    return tributary::uniform(seed_, stream, (address.caseNumber << bitsOfVisit) | address.visit);
}

Result<std::optional<SimulationResults>> simulate(const SimulatedProcess& process, const SimulationOptions& options,
                                                  const DrawSource& draws, const std::stop_token& stop,
                                                  const std::function<void(double)>& progress) {
    for (const auto& sound : {check(process), checkOptions(process, options)})
        if (!sound)
            return tl::unexpected(sound.error());
    const SimulationPlan plan(process);
    std::vector<ReplicationCount> counts(options.replications);
    std::atomic<size_t> done = 0;
    forEachInParallel(counts.size(), options.threads, stop, [&](unsigned worker, size_t replication) {
        counts[replication] = replicate(plan, options, draws, replication, stop);
        counts[replication].cycleTimes.close(replication == 0 ? CycleTimes::Then::keep : CycleTimes::Then::drop);
        const size_t through = ++done;
        if (progress && worker == 0)
            progress(static_cast<double>(through) / static_cast<double>(counts.size()));
    });
    if (stop.stop_requested())
        return std::nullopt;
    for (const ReplicationCount& count : counts)
        if (count.timeless)
            return fail("A case goes round a loop a million times: let a share of the cases leave it.");
    SimulationResults results = summarise(process, std::move(counts));
    if (options.moments > 0)
        results.hoursOfMoments = options.horizon / static_cast<double>(options.moments);
    return results;
}

} // namespace tributary
