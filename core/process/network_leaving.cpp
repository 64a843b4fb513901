// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/network_leaving.h"

#include "core/process/queueing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

constexpr int mostRounds = 500;
constexpr double settledWithin = 1e-11; // of a share
constexpr double slowPace = 0.125;      // of the way to what is found next, where rounds do not come closer
constexpr double comesCloser = 0.7;
constexpr double leastStaying = 1e-12; // of those who wait: more would be below what numbers tell
constexpr double leastServed = 1e-9;   // of the visits to a step, so that there is a mean work
constexpr double leastSpread = 1e-6;   // so that the patience that it divides has an end
constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

size_t LeavingSolver::columns(const NetworkPlan& plan) {
    return plan.leaving_.empty() ? 0 : scalars + perPlace * plan.leaving_.size() + 2 * plan.shape_.pools.size();
}

int LeavingSolver::placeOf(size_t step) const {
    const auto found = std::ranges::find(plan_.leaving_, static_cast<int>(step));
    return found == plan_.leaving_.end() ? -1 : static_cast<int>(found - plan_.leaving_.begin());
}

bool LeavingSolver::isLeft(size_t pool) const {
    return !in_.servers.empty() && !in_.servers[pool].empty() && std::ranges::any_of(plan_.leaving_, [&](int step) {
        return plan_.shape_.steps[position(step)].pool == static_cast<int>(pool);
    });
}

void LeavingSolver::solve() const {
    for (size_t place = 0; place < plan_.leaving_.size(); ++place) {
        std::fill_n(served(place), trials_, 1.0);
        std::fill_n(column(waits, place), trials_, 0.0);
    }
    if (!plan_.leaving_.empty()) {
        std::fill_n(column(isSettled), trials_, 0.0);
        std::fill_n(column(pace), trials_, 1.0);
        std::fill_n(column(missed), trials_, infinite);
        for (size_t pool = 0; pool < plan_.shape_.pools.size(); ++pool) {
            std::fill_n(offered(pool, 0), trials_, 0.0);
            std::fill_n(offered(pool, 1), trials_, 1.0);
        }
    }
    for (int round = 0; round < mostRounds; ++round) {
        plan_.program_.run(in_.share, program_, trials_);
        if (plan_.leaving_.empty() || settle())
            return;
    }
}

/// Moves the shares that are served on to what they would be. True where they stay in all trials.
bool LeavingSolver::settle() const {
    bool all = true;
    for (size_t trial = 0; trial < trials_; ++trial) {
        if (column(isSettled)[trial] == 0.0)
            settleTrial(trial);
        all = all && column(isSettled)[trial] != 0.0;
    }
    return all;
}

void LeavingSolver::settleTrial(size_t trial) const {
    for (size_t pool = 0; pool < plan_.shape_.pools.size(); ++pool)
        if (isLeft(pool))
            offer(pool, trial);
    double far = 0.0;
    for (size_t place = 0; place < plan_.leaving_.size(); ++place) {
        answer(place, trial);
        far = std::max(far, std::abs(column(target, place)[trial] - served(place)[trial]));
    }
    if (!(far > settledWithin)) { // or no number
        column(isSettled)[trial] = 1.0;
        return;
    }
    double& part = column(pace)[trial];
    if (far > comesCloser * column(missed)[trial])
        part = std::max(slowPace, part / 2);
    column(missed)[trial] = far;
    for (size_t place = 0; place < plan_.leaving_.size(); ++place)
        served(place)[trial] += part * (column(target, place)[trial] - served(place)[trial]);
}

double LeavingSolver::visits(size_t step, size_t trial) const {
    const Operand operand = plan_.visits_[step];
    return operand < 0 ? in_.share[position(-1 - operand)][trial] : program_[position(operand) * trials_ + trial];
}

/// Hours that a server is taken for by the work of a step.
double LeavingSolver::work(size_t step, size_t trial) const {
    if (in_.touch.empty() || in_.touch[step].empty())
        return 0.0;
    double least = 1.0;
    for (size_t pool = 0; pool < in_.availability.size(); ++pool)
        if (plan_.shape_.steps[step].needs(static_cast<int>(pool)) && !in_.availability[pool].empty())
            least = std::min(least, in_.availability[pool][trial]);
    return in_.touch[step][trial] / least;
}

double LeavingSolver::rateAt(size_t place, size_t trial) const {
    const size_t step = position(plan_.leaving_[place]);
    return in_.patience.empty() || in_.patience[step].empty() ? 0.0 : 1.0 / in_.patience[step][trial];
}

/// The share of the wait that a pool offers which is waited at a rate of leaving.
double LeavingSolver::stays(size_t pool, size_t trial, double rate) const {
    const double wait = offered(pool, 0)[trial], chance = offered(pool, 1)[trial];
    return rate == 0.0 ? 1.0 : std::isinf(wait) ? 0.0 : chance / (chance + rate * wait);
}

LeavingSolver::PoolVisits LeavingSolver::visitsTo(size_t pool, size_t trial) const {
    PoolVisits sum;
    for (size_t s = 0; s < plan_.shape_.steps.size(); ++s) {
        if (!plan_.shape_.steps[s].needs(static_cast<int>(pool)))
            continue;
        const int place = placeOf(s);
        const double visit = visits(s, trial), hours = work(s, trial);
        const double done = place < 0 ? visit : visit * std::max(leastServed, served(position(place))[trial]);
        const double cv = in_.touchCv.empty() || in_.touchCv[s].empty() ? 0.0 : in_.touchCv[s][trial];
        sum.all += visit;
        sum.done += done;
        sum.work += done * hours;
        sum.squares += done * hours * hours * (1.0 + cv * cv);
        const double rate = place < 0 ? 0.0 : rateAt(position(place), trial);
        if (rate == 0.0)
            sum.lasting += visit * hours;
        sum.staying += visit * stays(pool, trial, rate);
        sum.leaving += visit * stays(pool, trial, rate) * rate;
    }
    return sum;
}

/// Finds the wait that a pool offers: with the chance p it is there, of m hours, taken as exponential, so that who
/// leaves at the rate r waits p m / (1 + r m).
void LeavingSolver::offer(size_t pool, size_t trial) const {
    const PoolVisits sum = visitsTo(pool, trial);
    const double arrivals = in_.arrivals[trial], servers = in_.servers[pool][trial];
    const double service = sum.work / sum.done;
    // Of how the arrivals vary as much counts as in a pool that nobody leaves.
    const double more = (plan_.shape_.arrivalScv - 1.0) * std::min(sum.all, 1.0 / sum.all);
    const double poisson = sum.squares / (2.0 * sum.work * service);
    const double spread = std::max(poisson + more / 2.0, leastSpread); // z
    double& wait = offered(pool, 0)[trial];                            // p m
    double& chance = offered(pool, 1)[trial];
    chance = 1.0;
    if (arrivals * sum.lasting > 0.0 && arrivals * sum.lasting >= servers) {
        wait = infinite;
    } else if (!(arrivals * sum.work > 0.0)) {
        wait = 0.0;
    } else if (!(sum.leaving > 0.0)) {
        wait = measure(Queue{arrivals * sum.all, service, 2.0 * poisson - 1.0, servers, 1.0 + more}).waiting;
    } else {
        const double rate = sum.leaving / sum.staying;
        const PatientMeasures found =
            measurePatient(servers, arrivals * sum.all * service, 1.0 / (rate * spread * service));
        if (found.waitChance > 0.0)
            chance = found.waitChance;
        wait = found.leaving / rate / std::max(1.0 - found.leaving / chance, leastStaying);
    }
}

/// Finds who leaves for what the pools offer.
void LeavingSolver::answer(size_t place, size_t trial) const {
    const size_t pool = position(plan_.shape_.steps[position(plan_.leaving_[place])].pool);
    if (!isLeft(pool)) {
        column(target, place)[trial] = 1.0;
        return;
    }
    const double rate = rateAt(place, trial);
    const double offers = offered(pool, 0)[trial];
    double wait = std::isinf(offers) ? 1.0 / rate : offers * stays(pool, trial, rate);
    if (!in_.leavingOdds.empty() && rate > 0.0) {
        const double leaves = std::min(rate * wait, 1.0);
        const double odds = in_.leavingOdds[trial] * leaves;
        wait = odds / (1.0 - leaves + odds) / rate;
    }
    column(waits, place)[trial] = wait;
    column(target, place)[trial] = std::clamp(1.0 - rate * wait, 0.0, 1.0);
}

void LeavingSolver::fillWait(size_t pool, std::span<double> wait) const {
    std::copy_n(offered(pool, 0), wait.size(), wait.begin());
}

} // namespace tributary
