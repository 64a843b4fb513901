// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/point_simulation.h"

#include "core/engine/cycle_time_correction.h"
#include "core/stats/random.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <map>
#include <mutex>

namespace tributary {

namespace {

constexpr double mostVisits = 3.4e5;                 ///< of a replication: a point takes about half a second at most
constexpr double mostVisitsAsked = 3e7;              ///< where somebody asks for so many cases: a minute
constexpr double knownWithin = 0.01;                 ///< half the 95 % interval of a mean, as a share of it
constexpr size_t mostRemembered = size_t{64} << 20U; ///< bytes
constexpr size_t bytesOfNode = 64;                   ///< of a point, beside its key and what is found: what a map keeps

/// Points by what they are simulated from, for all threads.
class PointMemory {
public:
    /// The point of a key: remembered, awaited where another thread makes it, or made. Nothing where it was stopped.
    template <class Make>
    Result<SimulatedPoint> find(const std::string& key, const std::stop_token& stop, Make&& make) {
        std::unique_lock lock(mutex_);
        const bool isFree = changed_.wait(lock, stop, [&] {
            const auto known = points_.find(key);
            return known == points_.end() || known->second.has_value();
        });
        if (!isFree || stop.stop_requested())
            return tl::unexpected(stoppedError());
        if (const auto known = points_.find(key); known != points_.end())
            return *known->second;
        points_.emplace(key, std::nullopt);
        lock.unlock();
        Making making{*this, key};
        Result<SimulatedPoint> made = make();
        if (made && made->failure.empty()) // a refusal is had at once, so not worth its room
            making.point = *made;
        return made;
    }

private:
    /// Ends the making of a point, also where it throws: then another thread may try.
    struct Making {
        PointMemory& memory;
        const std::string& key;
        std::optional<SimulatedPoint> point{};

        ~Making() {
            const std::lock_guard lock(memory.mutex_);
            if (point)
                memory.keep(key, *point);
            else
                memory.points_.erase(key);
            memory.changed_.notify_all();
        }
    };

    using Points = std::map<std::string, std::optional<SimulatedPoint>>; ///< nothing: it is being made

    /// Keeps what is made of a key; where that takes too much room, those before are forgotten.
    void keep(const std::string& key, const SimulatedPoint& point) {
        size_t numbers = point.stepWaiting.size();
        for (const SimulatedMean* mean : {&point.cycleTime, &point.p50, &point.p90, &point.labour})
            numbers += mean->values.size();
        const size_t bytes = sizeof(Points::value_type) + bytesOfNode + key.size() + numbers * sizeof(double);
        if (bytes_ + bytes > mostRemembered) {
            std::erase_if(points_, [](const auto& known) { return known.second.has_value(); });
            bytes_ = 0;
        }
        points_[key] = point;
        bytes_ += bytes;
    }

    std::mutex mutex_;
    std::condition_variable_any changed_;
    Points points_;
    size_t bytes_ = 0; ///< of the points that are made
};

/// Everything that a simulation reads, as bytes: two points of one key are simulated alike.
class PointKey {
public:
    template <class Number>
    void add(Number number) {
        const auto* const bytes = reinterpret_cast<const char*>(&number);
        text_.append(bytes, sizeof number);
    }
    void add(const std::vector<double>& numbers) {
        add(numbers.size());
        for (const double number : numbers)
            add(number);
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

void addShape(PointKey& key, const SimulatedProcess& process) {
    const NetworkShape& shape = process.shape;
    key.add(shape.entry);
    key.add(shape.steps.size());
    for (const NetworkStep& step : shape.steps) {
        key.add(step.pool);
        key.add(step.kind);
    }
    key.add(shape.flows.size());
    for (const NetworkFlow& flow : shape.flows) {
        key.add(flow.from);
        key.add(flow.to);
    }
    for (const SimulatedStep& step : process.steps) {
        key.add(step.delayFirst);
        const auto* lognormal = std::get_if<Lognormal>(&step.delay); // its spread is none of the numbers
        key.add(lognormal ? lognormal->sigma : 0.0);
    }
}

/// Long lists by a number of 64 bits: keys stay short.
void addDigest(PointKey& key, const std::vector<double>& numbers) {
    PointKey all;
    all.add(numbers);
    key.add(streamKey(all.text()));
}

void addDuration(PointKey& key, const Duration& duration) {
    key.add(duration.index());
    key.add(mean(duration));
    const auto* gamma = std::get_if<Gamma>(&duration); // the others that maps have hang on the mean alone
    key.add(gamma ? gamma->shape : 0.0);
    if (const auto* measured = std::get_if<Empirical>(&duration))
        addDigest(key, *measured->sorted);
}

bool isPart(double servers) { return servers != std::floor(servers); }

bool hasPartServers(const SimulatedProcess& process) {
    return std::ranges::any_of(process.pools, [](const SimulatedPool& pool) {
        const auto isPartShift = [](const ShiftChange& change) { return isPart(change.servers); };
        return pool.shifts.empty() ? isPart(pool.servers) : std::ranges::any_of(pool.shifts, isPartShift);
    });
}

/// What few maps have; of others nothing, so that their points keep their draws.
void addManners(PointKey& key, const SimulatedProcess& process) {
    enum class Part : std::uint8_t { shifts, duration, priority, alsoPool, patience, arrivals, population, servers };
    if (const auto* given = std::get_if<GivenArrivals>(&process.arrivals)) {
        key.add(Part::arrivals);
        key.add(given->period);
        addDigest(key, given->times);
    }
    if (const auto* population = std::get_if<PopulationArrivals>(&process.arrivals)) {
        key.add(Part::population);
        key.add(population->members);
    }
    for (size_t index = 0; index < process.pools.size(); ++index)
        for (const ShiftChange& change : process.pools[index].shifts) {
            key.add(Part::shifts);
            key.add(index);
            key.add(change.from);
            key.add(static_cast<int>(change.servers));
            if (isPart(change.servers)) {
                key.add(Part::servers);
                key.add(change.servers);
            }
        }
    for (size_t index = 0; index < process.steps.size(); ++index) {
        const SimulatedStep& step = process.steps[index];
        const auto add = [&](Part part, const auto& value) {
            key.add(part);
            key.add(index);
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, Duration>)
                addDuration(key, value);
            else
                key.add(value);
        };
        for (const Duration* duration : {&step.touch, &step.delay})
            if (std::holds_alternative<Exponential>(*duration) || std::holds_alternative<Gamma>(*duration) ||
                std::holds_alternative<Empirical>(*duration))
                add(Part::duration, *duration);
        if (step.priority != 0)
            add(Part::priority, step.priority);
        for (const int pool : step.alsoPools)
            add(Part::alsoPool, pool);
        if (step.patience)
            add(Part::patience, *step.patience);
    }
}

std::string keyOf(const SimulatedProcess& simulated, const ProcessNumbers& numbers, PointPurpose purpose,
                  std::optional<double> cases, std::int64_t seed) {
    PointKey key;
    key.add(purpose);
    if (cases)
        key.add(*cases);
    key.add(seed);
    addShape(key, simulated);
    key.add(numbers.arrivals);
    for (const auto* list : {&numbers.touch, &numbers.touchCv, &numbers.delay, &numbers.share, &numbers.handOffDelay,
                             &numbers.servers, &numbers.availability})
        key.add(*list);
    addManners(key, simulated);
    return key.text();
}

std::vector<double> casesOf(PointPurpose purpose, std::optional<double> asked) {
    if (asked)
        return {*asked};
    // Waits have a long tail: an interval from fewer cases holds the true mean too seldom.
    return purpose == PointPurpose::check ? std::vector<double>{18'000, 54'000, 162'000} : std::vector<double>{20'000};
}

SimulatedMean cycleTimeOf(const SimulationResults& results, const ProcessNumbers& numbers, const NetworkShape& shape) {
    if (hasSplit(shape) || results.abandoned.mean > 0)
        return results.cycleTime;
    SimulatedMean mean = results.waiting;
    mean.mean += numbers.touchTime + numbers.delayTime;
    return mean;
}

Result<SimulatedPoint> simulateFor(const Process& process, const SimulatedProcess& simulated,
                                   const ProcessNumbers& numbers, PointPurpose purpose, std::optional<double> asked,
                                   std::int64_t seed, unsigned threads, const RunControl& control) {
    const double most = asked ? mostVisitsAsked : mostVisits;
    SimulatedPoint point;
    point.hasPartServers = hasPartServers(simulated);
    for (const double cases : casesOf(purpose, asked)) {
        auto done = simulateAt(process, numbers, {cases, seed, threads, most}, control);
        if (!done)
            return tl::unexpected(done.error());
        if (!done->results) {
            if (point.cases == 0)
                point.failure = std::move(done->failure);
            break; // fewer cases could be simulated
        }
        point.cycleTime = cycleTimeOf(*done->results, numbers, simulated.shape);
        point.p50 = done->results->p50;
        point.p90 = done->results->p90;
        point.labour = done->results->labourHours;
        point.stepWaiting.clear();
        for (const SimulatedStepMeasures& step : done->results->steps)
            point.stepWaiting.push_back(step.waiting.mean);
        point.abandoned = done->results->abandoned.mean;
        point.cases = done->results->cases;
        if (isTrusted(point.cycleTime, numbers.cycleTime) ||
            point.cycleTime.halfWidth() <= knownWithin * point.cycleTime.mean)
            break;
    }
    return point;
}

} // namespace

Result<SimulatedPoint> simulatedPoint(const Process& process, const ProcessNumbers& numbers, PointPurpose purpose,
                                      std::int64_t seed, unsigned threads, const RunControl& control,
                                      std::optional<double> cases) {
    static PointMemory memory;
    const auto simulated = simulatedProcess(process, numbers);
    if (!simulated) {
        SimulatedPoint none;
        none.failure = simulated.error().message;
        none.isRefused = true;
        return none;
    }
    const std::string key = keyOf(*simulated, numbers, purpose, cases, seed);
    const auto own = static_cast<std::int64_t>(streamKey(key)); // points share no draws, so their errors even out
    return memory.find(key, control.stop, [&] {
        return simulateFor(process, *simulated, numbers, purpose, cases, own, threads, control);
    });
}

bool hasSplit(const NetworkShape& shape) {
    return std::ranges::any_of(shape.steps,
                               [](const NetworkStep& step) { return step.kind == NetworkStepKind::split; });
}

bool isTrusted(const SimulatedMean& found, double formulas) {
    const double half = found.halfWidth(trustConfidence);
    return found.mean - half >= trustedRatios[0] * formulas && found.mean + half <= trustedRatios[1] * formulas;
}

bool isOffBy(double ratio, double halfWidth) {
    return (ratio < trustedRatios[0] || ratio > trustedRatios[1]) && std::abs(ratio - 1) > halfWidth;
}

bool isOff(const SimulatedMean& found, double formulas) {
    return isOffBy(found.mean / formulas, found.halfWidth(trustConfidence) / formulas);
}

bool isLabourOff(const SimulatedPoint& point, const ProcessNumbers& numbers) {
    const bool mayLeave = point.abandoned > 0 || numbers.left > 0;
    return mayLeave && numbers.labourHours > 0 && isOff(point.labour, numbers.labourHours);
}

} // namespace tributary
