// SPDX-License-Identifier: GPL-3.0-or-later
// Solves a planned network over a block of trials: one pass over the columns for each thing that is asked for. Compiled
// once for each instruction set, whose vectors the compiler finds: conditions are joined without branches for that.
#include "core/process/network_analysis.h"
#include "core/process/network_leaving.h"
#include "core/process/network_population.h"
#include "core/process/queueing.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

// Highway's order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/process/network_solver.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/process/network_counts-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace tributary {

template <>
class NetworkSolver<HWY_TARGET> : NetworkCounts<HWY_TARGET> {
public:
    NetworkSolver(const NetworkPlan& plan, const NetworkInputs& in, const NetworkMeasures& out,
                  std::span<double> workspace)
        : NetworkCounts(plan, in, out),
          leaving_(plan, in, workspace.data(), workspace.data() + plan.program_.columns() * trials_) {
        assert(workspace.size() >= columns(plan) * trials_);
        double* next = workspace.data();
        const auto take = [&](size_t columns) {
            double* const taken = next;
            next += columns * trials_;
            return taken;
        };
        columns_ = take(plan.program_.columns());
        take(LeavingSolver::columns(plan));
        returns_ = take(plan.returnColumns_);
        failure_ = take(1);
        busiest_ = take(1);
        overloaded_ = take(1);
        scratch_ = take(4);
        waits_ = take(shape_.pools.size());
        regions_ = take(3 * plan.structure_.splitOfRegion.size());
        joined_ = take(plan.structure_.splitOfRegion.size());
    }

    static size_t columns(const NetworkPlan& plan) {
        return plan.program_.columns() + LeavingSolver::columns(plan) + plan.returnColumns_ + 7 +
               plan.shape_.pools.size() + 4 * plan.structure_.splitOfRegion.size();
    }

    void solve() {
        check();
        std::fill(columns_, columns_ + trials_, 1.0);
        leaving_.solve();
        for (size_t s = 0; s < shape_.steps.size(); ++s) // NaN where a loop is never left
            failOutside({visits(s), trials_}, -shareTolerance * largestVisits, largest);
        const bool times = any(out_.cycleTime, out_.waiting, out_.touch, out_.delay, out_.plainWaiting, out_.joinedTime,
                               out_.workInProgress);
        if (times || any(out_.utilisation, out_.poolWaiting, out_.poolWork, out_.poolSquares, out_.stepWaiting,
                         out_.throughput, out_.overloaded))
            fillPools();
        if (times)
            fillTimes();
        if (any(out_.labourHours, out_.labourHoursByGroup, out_.labourCost, out_.cost, out_.exceptionShare))
            fillLabour();
        fillCounts();
        fillSteps();
        fillThroughput();
        copyIfAsked(in_.arrivals.data(), out_.arrivals);
        if (!out_.overloaded.empty())
            for (size_t t = 0; t < trials_; ++t)
                out_.overloaded[t] = failure_[t] == 0.0 ? overloaded_[t] : 0.0;
        markFailures();
    }

private:
    static constexpr double shareTolerance = 1e-9; // of a sum of shares that ought to be 1
    static constexpr double largestVisits = 1e12; // of a loop that is left; a share within its tolerance may be below 0
    static constexpr double failed = std::numeric_limits<double>::quiet_NaN();
    static constexpr double infinite = std::numeric_limits<double>::infinity();
    static constexpr double largest = std::numeric_limits<double>::max();

    double* waits(size_t pool) const { return waits_ + pool * trials_; }
    double* waitingOf(size_t region) const { return regions_ + 3 * region * trials_; }
    double* touchOf(size_t region) const { return waitingOf(region) + trials_; }
    double* delayOf(size_t region) const { return waitingOf(region) + 2 * trials_; }
    double* joinedOf(size_t region) const { return joined_ + region * trials_; }

    void failOutside(Column column, double low, double high) {
        if (!column.empty())
            for (size_t t = 0; t < trials_; ++t)
                failure_[t] = (column[t] >= low) & (column[t] <= high) ? failure_[t] : failed;
    }

    /// Marks the trials whose numbers cannot be: 0 for sound, NaN for failed.
    void check() {
        std::fill(failure_, failure_ + trials_, 0.0);
        failOutside(in_.arrivals, 0.0, largest);
        for (const auto& columns : {in_.touch, in_.touchCv, in_.delay, in_.handOffDelay, in_.servers})
            for (const Column column : columns)
                failOutside(column, 0.0, largest);
        for (const Column availability : in_.availability)
            failOutside(availability, std::numeric_limits<double>::min(), 1.0);
        for (const int step : plan_.leaving_)
            failOutside(pick(in_.patience, position(step)), std::numeric_limits<double>::min(), largest);
        double* const sum = scratch(0);
        for (const std::vector<int>& flows : plan_.structure_.flowsFrom) {
            if (flows.empty() || !plan_.shareRead_[position(flows.front())])
                continue;
            std::fill(sum, sum + trials_, 0.0);
            for (const int flow : flows) {
                const Column share = in_.share[position(flow)];
                failOutside(share, -shareTolerance, 1.0 + shareTolerance);
                for (size_t t = 0; t < trials_; ++t)
                    sum[t] += share[t];
            }
            failOutside({sum, trials_}, 1.0 - shareTolerance, 1.0 + shareTolerance);
        }
    }

    /// Fills the mean wait of a visit to each pool, the highest utilisation and the overload flag.
    void fillPools() {
        std::fill(busiest_, busiest_ + trials_, 0.0);
        std::fill(overloaded_, overloaded_ + trials_, 0.0);
        for (size_t p = 0; p < shape_.pools.size(); ++p) {
            double* const work = scratch(0);   // sum v E[S], per case
            double* const square = scratch(1); // sum v E[S^2]
            double* const load = scratch(2);
            std::fill(work, work + trials_, 0.0);
            std::fill(square, square + trials_, 0.0);
            for (size_t s = 0; s < shape_.steps.size(); ++s)
                if (shape_.steps[s].needs(static_cast<int>(p)))
                    addMoments(s, work, square);
            copyIfAsked(work, pick(out_.poolWork, p));
            copyIfAsked(square, pick(out_.poolSquares, p));
            for (size_t t = 0; t < trials_; ++t)
                load[t] = in_.arrivals[t] * work[t];
            double* const wait = waits(p);
            const Column servers = pick(in_.servers, p);
            if (servers.empty()) {
                std::fill(wait, wait + trials_, 0.0);
            } else {
                if (leaving_.isLeft(p)) {
                    leaving_.fillWait(p, {wait, trials_});
                    keepBelow(load, servers, wait);
                } else if (!in_.poolWaits.empty()) {
                    std::ranges::copy(in_.poolWaits[p], wait);
                    for (size_t t = 0; t < trials_; ++t) // nobody comes any more to who waits for ever
                        load[t] = std::isinf(wait[t]) ? infinite : load[t];
                    keepBelow(load, servers, wait);
                } else {
                    fillWaitFactor(servers, {load, trials_}, {wait, trials_});
                    for (size_t t = 0; t < trials_; ++t)
                        wait[t] = work[t] > 0.0 ? wait[t] * square[t] / (2.0 * work[t]) : 0.0;
                    if (shape_.arrivalScv != 1.0)
                        fitToArrivals(p, work, square, wait);
                }
                for (size_t t = 0; t < trials_; ++t) {
                    overloaded_[t] = (load[t] > 0.0) & (load[t] >= servers[t]) ? 1.0 : overloaded_[t];
                    load[t] = load[t] == 0.0 ? 0.0 : load[t] / servers[t]; // from here on the utilisation
                    busiest_[t] = std::max(busiest_[t], load[t]);
                }
            }
            if (const auto utilisation = pick(out_.utilisation, p); !utilisation.empty())
                for (size_t t = 0; t < trials_; ++t)
                    utilisation[t] = servers.empty() ? 0.0 : load[t];
            if (const auto waiting = pick(out_.poolWaiting, p); !waiting.empty())
                fillPoolWaiting(p, waiting);
        }
    }

    /// Keeps the load of a pool whose cases leave, or come from a population, below its servers where it is so but for
    /// rounding.
    void keepBelow(double* load, Column servers, const double* wait) const {
        constexpr double most = 1.0 - 1e-12;
        for (size_t t = 0; t < trials_; ++t)
            load[t] = std::isinf(wait[t]) ? load[t] : std::min(load[t], most * servers[t]);
    }

    /// What a visit to a step waits for a server of a pool.
    const double* waitAt(size_t step, int pool) const {
        const int place = leaving_.placeOf(step);
        return place < 0 || !leaving_.isLeft(position(pool)) ? waits(position(pool)) : leaving_.wait(place);
    }

    /// The mean over the visits to a pool, which differ where some leave.
    void fillPoolWaiting(size_t pool, std::span<double> waiting) const {
        std::copy(waits(pool), waits(pool) + trials_, waiting.begin());
        if (!leaving_.isLeft(pool))
            return;
        double* const all = scratch(0);
        std::fill(all, all + trials_, 0.0);
        std::fill(waiting.begin(), waiting.end(), 0.0);
        for (size_t s = 0; s < shape_.steps.size(); ++s)
            if (shape_.steps[s].needs(static_cast<int>(pool))) {
                addWaiting(waiting.data(), visits(s), waitAt(s, static_cast<int>(pool)));
                addProduct(all, visits(s), columns_, trials_);
            }
        for (size_t t = 0; t < trials_; ++t)
            waiting[t] = all[t] > 0.0 ? waiting[t] / all[t] : 0.0;
    }

    /// Multiplies the waits by (ca^2 + cs^2) / (1 + cs^2) with ca^2 of the stream that the pool sees (Allen & Cunneen;
    /// Whitt, 1983): (c^2 - 1) of the arrivals counts as far as visits split off it, or mix with returning ones.
    void fitToArrivals(size_t pool, const double* work, const double* square, double* wait) const {
        for (size_t t = 0; t < trials_; ++t) {
            double visited = 0.0;
            for (size_t s = 0; s < shape_.steps.size(); ++s)
                if (shape_.steps[s].needs(static_cast<int>(pool)))
                    visited += visits(s)[t];
            if (!(work[t] > 0.0 && visited > 0.0))
                continue;
            const double more = (shape_.arrivalScv - 1.0) * std::min(visited, 1.0 / visited);
            wait[t] *= std::max(0.0, 1.0 + more * work[t] * work[t] / (visited * square[t]));
        }
    }

    void addMoments(size_t step, double* work, double* square) const {
        const Column touch = pick(in_.touch, step);
        const Column cv = pick(in_.touchCv, step);
        const double* const visit = worked(step);
        if (touch.empty())
            return;
        const double* const longer = stretch(step);
        for (size_t t = 0; t < trials_; ++t)
            work[t] += visit[t] * (touch[t] * longer[t]);
        if (cv.empty())
            for (size_t t = 0; t < trials_; ++t)
                square[t] += visit[t] * (touch[t] * longer[t]) * (touch[t] * longer[t]);
        else
            for (size_t t = 0; t < trials_; ++t)
                square[t] += visit[t] * (touch[t] * longer[t]) * (touch[t] * longer[t]) * (1.0 + cv[t] * cv[t]);
    }

    /// How many times its touch a visit to a step lasts, in the last scratch column: 1 / A of the pool that is there
    /// least, of all that the work takes.
    const double* stretch(size_t step) const {
        if (in_.availability.empty())
            return columns_; // the first column holds ones
        double* const times = scratch(3);
        std::fill(times, times + trials_, 1.0);
        const auto take = [&](int pool) {
            const Column availability = in_.availability[position(pool)];
            for (size_t t = 0; t < availability.size(); ++t)
                times[t] = std::max(times[t], 1.0 / availability[t]);
        };
        take(shape_.steps[step].pool);
        std::for_each(shape_.steps[step].also.begin(), shape_.steps[step].also.end(), take);
        return times;
    }

    void fillTimes() {
        const BlockStructure& blocks = plan_.structure_;
        std::fill(regions_, regions_ + 3 * blocks.splitOfRegion.size() * trials_, 0.0);
        for (size_t s = 0; s < shape_.steps.size(); ++s)
            addStepTimes(s, position(blocks.regionOfStep[s]));
        for (size_t f = 0; f < shape_.flows.size(); ++f)
            if (const Column delay = pick(in_.handOffDelay, f); !delay.empty())
                if (shape_.steps[position(shape_.flows[f].from)].kind != NetworkStepKind::split)
                    addFlowDelay(f, delay, delayOf(position(blocks.regionOfStep[position(shape_.flows[f].from)])));
        for (size_t r = 1; r < blocks.splitOfRegion.size(); ++r) // the flows of a split belong to their branches
            if (const Column delay = pick(in_.handOffDelay, position(blocks.flowOfRegion[r])); !delay.empty())
                addFlowDelay(position(blocks.flowOfRegion[r]), delay, delayOf(r));
        if (any(in_.correction, out_.joinedTime))
            fillJoined();
        for (const std::vector<int>& branches : plan_.branches_)
            joinBranches(branches, regionAround(branches));

        const double* const waiting = waitingOf(0);
        const double* const touch = touchOf(0);
        const double* const delay = delayOf(0);
        copyIfAsked(joinedOf(0), out_.joinedTime);
        copyIfAsked(waiting, out_.plainWaiting);
        if (!in_.correction.empty())
            correct();
        copyIfAsked(waiting, out_.waiting);
        copyIfAsked(touch, out_.touch);
        copyIfAsked(delay, out_.delay);
        if (!out_.cycleTime.empty())
            for (size_t t = 0; t < trials_; ++t)
                out_.cycleTime[t] = waiting[t] + touch[t] + delay[t];
        if (!out_.workInProgress.empty())
            for (size_t t = 0; t < trials_; ++t)
                out_.workInProgress[t] = in_.arrivals[t] * (waiting[t] + touch[t] + delay[t]);
    }

    /// Takes what a correction changes from waiting, then, where cases leave before their work, of touch and delay.
    void correct() const {
        double* const waiting = waitingOf(0);
        double* const touch = touchOf(0);
        double* const delay = delayOf(0);
        const double* const joined = joinedOf(0);
        for (size_t t = 0; t < trials_; ++t)
            waiting[t] = std::max(0.0, in_.correction[t] * joined[t] - touch[t] - delay[t]);
        if (plan_.leaving_.empty())
            return;
        for (size_t t = 0; t < trials_; ++t) {
            const double inside = in_.correction[t] * joined[t];
            const double least = touch[t] + delay[t];
            const double kept = inside < least ? inside / least : 1.0;
            touch[t] *= kept;
            delay[t] *= kept;
        }
    }

    void addStepTimes(size_t s, size_t region) {
        const double* const visit = worked(s);
        const Column touch = pick(in_.touch, s);
        if (!touch.empty())
            addProduct(touchOf(region), visit, touch.data(), trials_);
        if (const Column delay = pick(in_.delay, s); !delay.empty())
            addProduct(delayOf(region), visit, delay.data(), trials_);
        const int pool = shape_.steps[s].pool;
        if (pool < 0 || touch.empty())
            return;
        double* const waiting = waitingOf(region);
        addWaiting(waiting, visits(s), waitAt(s, pool));
        for (const int other : shape_.steps[s].also)
            addWaiting(waiting, visits(s), waitAt(s, other));
        if (in_.availability.empty())
            return;
        const double* const longer = stretch(s);
        for (size_t t = 0; t < trials_; ++t)
            waiting[t] += visit[t] * touch[t] * (longer[t] - 1.0);
    }

    void addWaiting(double* waiting, const double* visit, const double* wait) const {
        for (size_t t = 0; t < trials_; ++t) // no visit is no wait, even for a pool whose wait is infinite
            waiting[t] += visit[t] == 0.0 ? 0.0 : visit[t] * wait[t];
    }

    void addFlowDelay(size_t flow, Column delay, double* to) const {
        const double* const visit = visits(position(shape_.flows[flow].from));
        const double* const share = chance(flow);
        for (size_t t = 0; t < trials_; ++t)
            to[t] += visit[t] * share[t] * delay[t];
    }

    /// The region in which branches split.
    size_t regionAround(const std::vector<int>& branches) const {
        const BlockStructure& blocks = plan_.structure_;
        return position(blocks.regionOfStep[position(blocks.splitOfRegion[position(branches.front())])]);
    }

    /// Fills the joined times, while the regions' times are yet without their branches'.
    void fillJoined() const {
        for (size_t r = 0; r < plan_.structure_.splitOfRegion.size(); ++r)
            for (size_t t = 0; t < trials_; ++t)
                joinedOf(r)[t] = waitingOf(r)[t] + touchOf(r)[t] + delayOf(r)[t];
        for (const std::vector<int>& branches : plan_.branches_) {
            double* const squares = scratch(0);
            std::fill(squares, squares + trials_, 0.0);
            for (const int branch : branches)
                addProduct(squares, joinedOf(position(branch)), joinedOf(position(branch)), trials_);
            double* const around = joinedOf(regionAround(branches));
            for (size_t t = 0; t < trials_; ++t)
                around[t] += std::sqrt(squares[t]);
        }
    }

    void joinBranches(const std::vector<int>& branches, size_t around) const {
        const size_t longest = position(branches.front());
        double* const waiting = waitingOf(longest);
        double* const touch = touchOf(longest);
        double* const delay = delayOf(longest);
        for (size_t k = 1; k < branches.size(); ++k) {
            const double* const otherWaiting = waitingOf(position(branches[k]));
            const double* const otherTouch = touchOf(position(branches[k]));
            const double* const otherDelay = delayOf(position(branches[k]));
            for (size_t t = 0; t < trials_; ++t) {
                const bool longer = otherWaiting[t] + otherTouch[t] + otherDelay[t] > waiting[t] + touch[t] + delay[t];
                waiting[t] = longer ? otherWaiting[t] : waiting[t];
                touch[t] = longer ? otherTouch[t] : touch[t];
                delay[t] = longer ? otherDelay[t] : delay[t];
            }
        }
        for (size_t t = 0; t < 3 * trials_; ++t) // the three columns of a region follow each other
            waitingOf(around)[t] += waiting[t];
    }

    void fillSteps() const {
        for (size_t s = 0; s < shape_.steps.size(); ++s) {
            const int place = leaving_.placeOf(s);
            copyIfAsked(visits(s), pick(out_.visits, s));
            copyIfAsked(place < 0 ? columns_ : columns_ + position(1 + place) * trials_, pick(out_.served, s));
            if (const auto waiting = pick(out_.stepWaiting, s); !waiting.empty())
                fillStepWaiting(s, waiting);
            if (const auto absence = pick(out_.stepAbsence, s); !absence.empty()) {
                std::fill(absence.begin(), absence.end(), 0.0);
                addAbsence(s, absence);
            }
        }
    }

    void fillStepWaiting(size_t s, std::span<double> waiting) const {
        std::fill(waiting.begin(), waiting.end(), 0.0);
        const NetworkStep& step = shape_.steps[s];
        const Column touch = pick(in_.touch, s);
        if (step.pool < 0 || touch.empty())
            return;
        addProduct(waiting.data(), waitAt(s, step.pool), columns_, trials_);
        for (const int other : step.also)
            addProduct(waiting.data(), waitAt(s, other), columns_, trials_);
        addAbsence(s, waiting);
    }

    /// Adds how long a visit to a step waits for servers that are away from it.
    void addAbsence(size_t s, std::span<double> waiting) const {
        const Column touch = pick(in_.touch, s);
        if (shape_.steps[s].pool < 0 || touch.empty() || in_.availability.empty())
            return;
        const int place = leaving_.placeOf(s);
        const double* const served = place < 0 ? columns_ : columns_ + position(1 + place) * trials_;
        const double* const longer = stretch(s);
        for (size_t t = 0; t < trials_; ++t)
            waiting[t] += served[t] * touch[t] * (longer[t] - 1.0);
    }

    void markFailures() const {
        const auto mark = [&](std::span<double> column) {
            for (size_t t = 0; t < column.size(); ++t)
                column[t] += failure_[t];
        };
        for (const auto& column :
             {out_.cycleTime, out_.waiting, out_.touch, out_.delay, out_.joinedTime, out_.plainWaiting, out_.left,
              out_.labourHours, out_.labourCost, out_.cost, out_.exceptionShare, out_.exceptions, out_.handOffs,
              out_.boundaryHandOffs, out_.throughput, out_.workInProgress, out_.arrivals})
            mark(column);
        for (const auto& columns :
             {out_.labourHoursByGroup, out_.visits, out_.served, out_.stepWaiting, out_.stepAbsence, out_.utilisation,
              out_.poolWaiting, out_.poolWork, out_.poolSquares, out_.handOffsBetween})
            for (const auto& column : columns)
                mark(column);
    }

    LeavingSolver leaving_;
    double* failure_;    // 0, or NaN for a failed trial
    double* overloaded_; // 1 where a pool is overloaded
    double* waits_;      // mean wait of a visit, per pool
    double* regions_;    // waiting, touch and delay, per region
    double* joined_;     // joined time, per region
};

namespace HWY_NAMESPACE {

size_t columnsOf(const NetworkPlan& plan) { return NetworkSolver<HWY_TARGET>::columns(plan); }

void solveNetwork(const NetworkPlan& plan, const NetworkInputs& inputs, const NetworkMeasures& out,
                  std::span<double> workspace) {
    NetworkSolver<HWY_TARGET>(plan, inputs, out, workspace).solve();
}

} // namespace HWY_NAMESPACE

} // namespace tributary
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributary {

HWY_EXPORT(columnsOf);
HWY_EXPORT(solveNetwork);

size_t NetworkPlan::workspace(size_t trials) const {
    return (HWY_DYNAMIC_DISPATCH(columnsOf)(*this) + (shape_.hasPopulation ? columnsOfPopulation(shape_) : 0)) * trials;
}

void NetworkPlan::solve(const NetworkInputs& inputs, const NetworkMeasures& out, std::span<double> workspace) const {
    if (shape_.hasPopulation && !inputs.population.empty())
        return solveOfPopulation(*this, inputs, out, workspace);
    HWY_DYNAMIC_DISPATCH(solveNetwork)(*this, inputs, out, workspace);
}

} // namespace tributary
#endif
