// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/network_population.h"

#include "core/model/population.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace tributary {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double negligible = 1e-100;       ///< of a weight beside the largest
constexpr double exponentialWithin = 1e-12; ///< of the residual: rounding
constexpr int mostHalvings = 200;

/// A pool at which members may wait for each other.
struct Station {
    size_t pool = 0;
    double visits = 0.0;   ///< of a case
    double work = 0.0;     ///< hours of a case
    double residual = 1.0; ///< (1 + cs^2) / 2: what is left of a work that is met, over that of exponential work
    double servers = 1.0;
    double busy = 0.0;  ///< chance of who comes to find all servers at work
    double ahead = 0.0; ///< members whom it finds waiting
    double kept = 0.0;  ///< these, over those who wait with one member more
    double wait = 0.0;  ///< of a visit, hours

    /// The rate of cases that it lets through.
    [[nodiscard]] double capacity() const { return servers / work; }
    [[nodiscard]] bool isExponential() const { return std::abs(residual - 1.0) <= exponentialWithin; }
};

/// Weights of how many are at a place, to a factor.
using Weights = std::vector<double>;

/// Those of 0 to `most` at a place where w(j) = w(j - 1) / leaving(j), with leaving(j) not falling: 1 where they are
/// largest, and worked out from there, so that none runs over and what runs under counts for nothing.
template <class Leaving>
Weights weightsOf(size_t most, const Leaving& leaving) {
    size_t mode = 0;
    while (mode < most && leaving(static_cast<double>(mode + 1)) < 1.0)
        ++mode;
    Weights weights(most + 1, 0.0);
    weights[mode] = 1.0;
    for (size_t j = mode; j < most && weights[j] > negligible; ++j)
        weights[j + 1] = weights[j] / leaving(static_cast<double>(j + 1));
    for (size_t j = mode; j > 0 && weights[j] > negligible; --j)
        weights[j - 1] = weights[j] * leaving(static_cast<double>(j));
    return weights;
}

/// Those of a pool. From `full` on, where all servers are busy, they go on by one ratio, which is not above 1.
struct PoolWeights {
    Weights weights{};
    size_t full = 0;
    double ratio = 0.0;
};

PoolWeights weightsOf(size_t most, const Station& of, double rounds) {
    const double load = rounds * of.work;
    return {weightsOf(most, [&](double j) { return std::min(j, of.servers) / load; }),
            static_cast<size_t>(std::ceil(of.servers)), load / of.servers};
}

/// Those of a pool and what was added up before: their convolution (Buzen, 1973), in which nothing is taken away.
Weights withPool(const Weights& others, const PoolWeights& pool) {
    Weights sums(others.size(), 0.0);
    for (size_t j = 0; j < std::min(pool.full, sums.size()); ++j)
        for (size_t n = j; n < sums.size(); ++n)
            sums[n] += pool.weights[j] * others[n - j];
    double beyond = 0.0;
    for (size_t n = pool.full; n < sums.size(); ++n) {
        beyond = pool.weights[pool.full] * others[n - pool.full] + pool.ratio * beyond;
        sums[n] += beyond;
    }
    return sums;
}

/// The pools of one trial, and the hours of a round that are spent elsewhere.
class ClosedNetwork {
public:
    /// A round takes so many hours outside, and inside where nobody waits.
    ClosedNetwork(std::vector<Station> stations, double outside, double inside) : stations_(std::move(stations)) {
        for (const Station& each : stations_)
            inside -= each.work;
        elsewhere_ = outside + std::max(0.0, inside); // of parallel branches the work may be more than the time
    }

    /// Solves it for a whole number of members.
    void solve(int members) {
        meet(members);
        correct(members);
    }

    [[nodiscard]] const std::vector<Station>& stations() const { return stations_; }

private:
    /// What who comes meets at each pool: by the arrival theorem, the state of the network with one member less.
    void meet(int members) {
        const auto others = static_cast<size_t>(members - 1);
        const double rounds = mostRounds(members);
        std::vector<PoolWeights> pools;
        for (const Station& each : stations_)
            pools.push_back(weightsOf(others, each, rounds));
        const Weights elsewhere = weightsOf(others, [&](double j) { return j / (rounds * elsewhere_); });
        for (size_t own = 0; own < pools.size(); ++own) {
            Weights rest = elsewhere;
            for (size_t other = 0; other < pools.size(); ++other)
                if (other != own)
                    rest = withPool(rest, pools[other]);
            takeMarginals(stations_[own], pools[own].weights, rest);
        }
    }

    static void takeMarginals(Station& of, const Weights& own, const Weights& rest) {
        double all = 0.0, busy = 0.0, ahead = 0.0;
        for (size_t j = 0; j < own.size(); ++j) {
            const double weight = own[j] * rest[own.size() - 1 - j];
            const double beyond = static_cast<double>(j) - of.servers;
            all += weight;
            busy += weight * std::clamp(beyond + 1.0, 0.0, 1.0);
            ahead += weight * std::max(0.0, beyond);
        }
        of.busy = busy / all;
        of.ahead = ahead / all;
        of.wait = of.work / of.visits / of.servers * (of.ahead + of.busy);
    }

    /// The most rounds an hour: no more than each pool lets through, nor than where nobody waits.
    [[nodiscard]] double mostRounds(int members) const {
        double hours = elsewhere_, most = infinite;
        for (const Station& each : stations_) {
            hours += each.work;
            most = std::min(most, each.capacity());
        }
        return std::min(most, members / hours);
    }

    [[nodiscard]] double hoursOfRound() const {
        double hours = elsewhere_;
        for (const Station& each : stations_)
            hours += each.work + each.visits * each.wait;
        return hours;
    }

    /// Takes work that is not exponential into account; leaves exponential work as it is.
    void correct(int members) {
        if (std::ranges::all_of(stations_, &Station::isExponential))
            return;
        const double exponential = members / hoursOfRound();
        for (Station& each : stations_) {
            const double waiting = exponential * each.visits * each.wait; // with all members
            const double longer = std::clamp(waiting - each.ahead, 0.0, 1.0);
            each.busy *= 1.0 + (each.residual - 1.0) * (1.0 - longer);
            each.kept = waiting > 0.0 ? std::min(1.0, each.ahead / waiting) : 0.0;
        }
        double low = 0.0, high = mostRounds(members);
        if (setWaits(high) > members) {
            for (int i = 0; i < mostHalvings; ++i) {
                const double middle = 0.5 * (low + high);
                if (!(low < middle && middle < high))
                    break;
                (setWaits(middle) > members ? high : low) = middle;
            }
            setWaits(low);
            return;
        }
        // Never more than a pool lets through: whoever is left waits there.
        Station& busiest = *std::ranges::min_element(stations_, {}, &Station::capacity);
        busiest.wait += std::max(0.0, members / high - hoursOfRound()) / busiest.visits;
    }

    /// Sets the waits for so many rounds an hour; how many members that would take.
    double setWaits(double rounds) {
        for (Station& each : stations_) {
            const double left = 1.0 - each.kept * rounds / each.capacity();
            const double alone = each.work / each.visits / each.servers * each.busy;
            each.wait = alone > 0.0 ? alone / std::max(0.0, left) : 0.0;
        }
        return rounds * hoursOfRound();
    }

    std::vector<Station> stations_;
    double elsewhere_; ///< hours of a round
};

/// What one trial of a plan is to its members.
class PopulationTrial {
public:
    PopulationTrial(const NetworkPlan& plan, const NetworkInputs& in, const NetworkMeasures& alone, size_t trial)
        : shape_(plan.shape()), in_(in), alone_(alone), trial_(trial) {}

    /// Fills the column of each pool's wait, and gives the most cases an hour that the pools let through.
    double fillWaits(std::span<const NetworkMeasures::Column> waits) const {
        const double members = in_.population[trial_];
        std::vector<Station> stations;
        double most = infinite;
        for (size_t pool = 0; pool < shape_.pools.size(); ++pool) {
            const Station made = stationOf(pool);
            if (!(made.work > 0.0))
                continue;
            most = std::min(most, made.capacity());
            if (made.servers <= 0.0)
                waits[pool][trial_] = infinite;
            else if (made.servers < std::ceil(members))
                stations.push_back(made);
        }
        if (!(most > 0.0))
            return 0.0;
        ClosedNetwork network(std::move(stations), 1.0 / in_.arrivals[trial_], alone_.cycleTime[trial_]);
        const double whole = std::floor(members), part = members - whole;
        add(network, whole, 1.0 - part, waits);
        if (part > 0.0)
            add(network, whole + 1.0, part, waits);
        return most;
    }

private:
    void add(ClosedNetwork& network, double members, double share,
             std::span<const NetworkMeasures::Column> waits) const {
        if (!(members > 0.0))
            return;
        network.solve(static_cast<int>(members));
        for (const Station& each : network.stations())
            waits[each.pool][trial_] += share * each.wait;
    }

    [[nodiscard]] Station stationOf(size_t pool) const {
        Station made;
        made.pool = pool;
        made.servers = in_.servers.empty() || in_.servers[pool].empty() ? infinite : in_.servers[pool][trial_];
        for (size_t step = 0; step < shape_.steps.size(); ++step)
            if (shape_.steps[step].needs(static_cast<int>(pool)))
                made.visits += alone_.visits[step][trial_];
        made.work = alone_.poolWork[pool][trial_];
        if (made.work > 0.0)
            made.residual = alone_.poolSquares[pool][trial_] / made.work * made.visits / (2.0 * made.work);
        return made;
    }

    const NetworkShape& shape_;
    const NetworkInputs& in_;
    const NetworkMeasures& alone_;
    size_t trial_;
};

} // namespace

size_t columnsOfPopulation(const NetworkShape& shape) { return 3 + shape.steps.size() + 3 * shape.pools.size(); }

void solveOfPopulation(const NetworkPlan& plan, const NetworkInputs& inputs, const NetworkMeasures& out,
                       std::span<double> workspace) {
    using Column = NetworkMeasures::Column;
    const size_t trials = inputs.arrivals.size();
    const auto take = [&] {
        const Column taken = workspace.first(trials);
        workspace = workspace.subspan(trials);
        return taken;
    };
    const auto takeEach = [&](size_t count) {
        std::vector<Column> columns;
        for (size_t i = 0; i < count; ++i)
            columns.push_back(take());
        return columns;
    };
    const size_t pools = plan.shape().pools.size();
    const Column arrivals = take(), time = take(), most = take();
    const std::vector<Column> visits = takeEach(plan.shape().steps.size()), work = takeEach(pools),
                              squares = takeEach(pools), waits = takeEach(pools);

    // A case that nobody is in the way of; then with the waits that members make each other; then so many as come.
    NetworkInputs given = inputs;
    given.population = {};
    given.arrivals = arrivals;
    given.correction = {};
    std::ranges::fill(arrivals, 0.0);
    NetworkMeasures found;
    found.cycleTime = time;
    found.visits = visits;
    found.poolWork = work;
    found.poolSquares = squares;
    plan.solve(given, found, workspace);
    for (const Column wait : waits)
        std::ranges::fill(wait, 0.0);
    std::ranges::fill(most, infinite);
    for (size_t t = 0; t < trials; ++t) {
        const double members = inputs.population[t], rate = inputs.arrivals[t];
        if (!(members >= 0.0 && members <= mostMembers && rate >= 0.0))
            arrivals[t] = unknown;
        else if (members > 0.0 && rate > 0.0 && std::isfinite(time[t]))
            most[t] = PopulationTrial(plan, inputs, found, t).fillWaits(waits);
    }
    const std::vector<NetworkInputs::Column> poolWaits(waits.begin(), waits.end());
    given.poolWaits = poolWaits;
    given.correction = inputs.correction;
    NetworkMeasures slowed;
    slowed.cycleTime = time;
    plan.solve(given, slowed, workspace);
    for (size_t t = 0; t < trials; ++t) {
        const double members = inputs.population[t], rate = inputs.arrivals[t];
        if (!(members > 0.0 && rate > 0.0))
            continue;
        const double rounds = members / (1.0 / rate + time[t]);
        arrivals[t] = rounds > most[t] ? most[t] : rounds; // of parallel branches, the time is the longest one's alone
    }
    plan.solve(given, out, workspace);
    for (size_t t = 0; t < out.workInProgress.size(); ++t)
        if (std::isinf(time[t])) // all are inside for good
            out.workInProgress[t] = inputs.population[t];
}

} // namespace tributary
