// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/network_population.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

constexpr double mostOfPopulation = 1000; // members: the recursion takes each in turn
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// The column of one step or pool; empty where there is none.
NetworkInputs::Column columnAt(std::span<const NetworkInputs::Column> columns, size_t index) {
    return columns.empty() ? NetworkInputs::Column() : columns[index];
}

/// A pool as the members of a population meet it.
struct Station {
    size_t pool = 0;
    double visits = 0.0;  ///< of a case
    double service = 0.0; ///< hours of a visit
    double spread = 1.0;  ///< (1 + cs^2) / 2: the wait of a visit over that for exponential service
    double servers = 1.0;
    double wait = 0.0;
    double before = 0.0;        ///< the wait with one member less
    double inside = 0.0;        ///< cases, waiting or served
    std::vector<double> busy{}; ///< chances that so many are inside, fewer than there are servers
};

/// Mean value analysis of one trial.
class PopulationTrial {
public:
    PopulationTrial(const NetworkPlan& plan, const NetworkInputs& in, std::span<const double> visits, size_t trials,
                    size_t trial)
        : shape_(plan.shape()), in_(in), visits_(visits), trials_(trials), trial_(trial) {
        for (size_t pool = 0; pool < shape_.pools.size(); ++pool)
            addStation(pool);
    }

    /// Finds the waits; `away` are the hours of a member's round in which it does not wait.
    void solve(double members, double away) {
        const auto whole = static_cast<int>(std::ceil(members));
        for (int n = 1; n <= whole; ++n) {
            double round = away;
            for (Station& each : stations_) {
                each.before = each.wait;
                each.wait = waitOf(each);
                round += each.visits * each.wait;
            }
            for (Station& each : stations_)
                fill(each, n / round);
        }
        const double part = members - std::floor(members);
        if (part > 0.0)
            for (Station& each : stations_)
                each.wait = each.before + part * (each.wait - each.before);
    }

    [[nodiscard]] const std::vector<Station>& stations() const { return stations_; }

private:
    [[nodiscard]] double at(std::span<const NetworkInputs::Column> columns, size_t index, double absent) const {
        const auto column = columnAt(columns, index);
        return column.empty() ? absent : column[trial_];
    }

    void addStation(size_t pool) {
        Station made{pool};
        made.servers = at(in_.servers, pool, 0.0);
        double work = 0.0, squares = 0.0;
        for (size_t step = 0; step < shape_.steps.size(); ++step) {
            if (!shape_.steps[step].needs(static_cast<int>(pool)))
                continue;
            double present = 1.0;
            for (size_t other = 0; other < shape_.pools.size(); ++other)
                if (shape_.steps[step].needs(static_cast<int>(other)))
                    present = std::min(present, at(in_.availability, other, 1.0));
            const double visits = visits_[step * trials_ + trial_];
            const double hours = at(in_.touch, step, 0.0) / present;
            const double cv = at(in_.touchCv, step, 0.0);
            made.visits += visits;
            work += visits * hours;
            squares += visits * hours * hours * (1.0 + cv * cv);
        }
        if (!(work > 0.0 && made.servers > 0.0)) // nobody waits where there is no limit
            return;
        made.service = work / made.visits;
        made.spread = squares / (2.0 * work * made.service);
        made.busy.assign(static_cast<size_t>(std::ceil(std::min(made.servers, mostOfPopulation))), 0.0);
        made.busy[0] = 1.0;
        stations_.push_back(std::move(made));
    }

    /// The wait of who comes to what the others have filled.
    static double waitOf(const Station& of) {
        double ahead = 1.0 + of.inside;
        for (size_t j = 0; j < of.busy.size() && static_cast<double>(j) + 1.0 < of.servers; ++j)
            ahead += (of.servers - 1.0 - static_cast<double>(j)) * of.busy[j];
        return of.spread * std::max(0.0, of.service / of.servers * ahead - of.service);
    }

    /// Fills a station by so many rounds an hour.
    static void fill(Station& of, double rounds) {
        const double load = rounds * of.visits * of.service;
        of.inside = rounds * of.visits * (of.wait + of.service);
        double idle = load;
        for (size_t j = of.busy.size() - 1; j > 0; --j) {
            of.busy[j] = load / static_cast<double>(j) * of.busy[j - 1];
            idle += (of.servers - static_cast<double>(j)) * of.busy[j];
        }
        of.busy[0] = std::max(0.0, 1.0 - idle / of.servers);
    }

    const NetworkShape& shape_;
    const NetworkInputs& in_;
    std::span<const double> visits_;
    size_t trials_;
    size_t trial_;
    std::vector<Station> stations_;
};

} // namespace

size_t columnsOfPopulation(const NetworkShape& shape) { return 2 + shape.steps.size() + shape.pools.size(); }

void solveOfPopulation(const NetworkPlan& plan, const NetworkInputs& inputs, const NetworkMeasures& out,
                       std::span<double> workspace) {
    const size_t trials = inputs.arrivals.size();
    const auto take = [&](size_t columns) {
        const auto taken = workspace.first(columns * trials);
        workspace = workspace.subspan(columns * trials);
        return taken;
    };
    const size_t steps = plan.shape().steps.size(), pools = plan.shape().pools.size();
    const auto arrivals = take(1), time = take(1), visits = take(steps), waits = take(pools);
    std::vector<NetworkMeasures::Column> visitColumns;
    std::vector<NetworkInputs::Column> waitColumns;
    for (size_t step = 0; step < steps; ++step)
        visitColumns.push_back(visits.subspan(step * trials, trials));
    for (size_t pool = 0; pool < pools; ++pool)
        waitColumns.push_back(waits.subspan(pool * trials, trials));

    // A case that nobody is in the way of; then with the waits that members make each other; then so many as come.
    NetworkInputs given = inputs;
    given.population = {};
    given.arrivals = arrivals;
    given.correction = {};
    std::ranges::fill(arrivals, 0.0);
    NetworkMeasures found;
    found.cycleTime = time;
    found.visits = visitColumns;
    plan.solve(given, found, workspace);
    std::ranges::fill(waits, 0.0);
    for (size_t t = 0; t < trials; ++t) {
        const double members = inputs.population[t], rate = inputs.arrivals[t];
        if (!(members >= 0.0 && members <= mostOfPopulation && rate >= 0.0)) {
            arrivals[t] = unknown;
        } else if (members > 0.0 && rate > 0.0 && std::isfinite(time[t])) {
            PopulationTrial trial(plan, inputs, visits, trials, t);
            trial.solve(members, 1.0 / rate + time[t]);
            for (const Station& each : trial.stations())
                waits[each.pool * trials + t] = each.wait;
        }
    }
    given.poolWaits = waitColumns;
    given.correction = inputs.correction;
    found.visits = {};
    plan.solve(given, found, workspace);
    for (size_t t = 0; t < trials; ++t) {
        const double members = inputs.population[t], rate = inputs.arrivals[t];
        if (members > 0.0 && rate > 0.0)
            arrivals[t] = members / (1.0 / rate + time[t]);
    }
    plan.solve(given, out, workspace);
}

} // namespace tributary
