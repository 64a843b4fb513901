// SPDX-License-Identifier: GPL-3.0-or-later
// NetworkCounts: what a solved network's visits alone come to, whatever they wait: labour, cost, hand-offs. The base of
// the solver, compiled with it for each instruction set.
#if defined(TRIBUTARY_NETWORK_COUNTS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef TRIBUTARY_NETWORK_COUNTS_INL_H
#undef TRIBUTARY_NETWORK_COUNTS_INL_H
#else
#define TRIBUTARY_NETWORK_COUNTS_INL_H
#endif

#include "core/process/network_analysis.h"

#include <hwy/highway.h>

#include <algorithm>

HWY_BEFORE_NAMESPACE();
namespace tributary {

template <>
class NetworkCounts<HWY_TARGET> {
protected:
    using Column = std::span<const double>;

    NetworkCounts(const NetworkPlan& plan, const NetworkInputs& in, const NetworkMeasures& out)
        : plan_(plan), shape_(plan.shape_), in_(in), out_(out), trials_(in.arrivals.size()) {}

    /// The column of one step, flow, pool or group; empty where there is none.
    template <class Columns>
    static auto pick(const Columns& columns, size_t index) {
        return columns.empty() ? typename Columns::value_type{} : columns[index];
    }
    template <class... Outputs>
    static bool any(const Outputs&... outputs) {
        return (!outputs.empty() || ...);
    }
    /// to += a * b
    static void addProduct(double* to, const double* a, const double* b, size_t trials) {
        for (size_t t = 0; t < trials; ++t)
            to[t] += a[t] * b[t];
    }

    double* scratch(size_t index) const { return scratch_ + index * trials_; }
    const double* column(Operand operand) const {
        return operand < 0 ? in_.share[position(-1 - operand)].data() : columns_ + position(operand) * trials_;
    }
    const double* visits(size_t step) const { return column(plan_.visits_[step]); }
    const double* worked(size_t step) const { return column(plan_.worked_[step]); }
    const double* chance(size_t flow) const { return column(plan_.chances_[flow]); }

    void copyIfAsked(const double* from, std::span<double> to) const {
        if (!to.empty())
            std::copy(from, from + trials_, to.begin());
    }

    void fillLabour() {
        double* const hours = scratch(0);
        double* const exceptional = scratch(1);
        std::fill(hours, hours + trials_, 0.0);
        std::fill(exceptional, exceptional + trials_, 0.0);
        for (const auto& group : out_.labourHoursByGroup)
            std::fill(group.begin(), group.end(), 0.0);
        std::fill(out_.labourCost.begin(), out_.labourCost.end(), 0.0);
        std::fill(out_.cost.begin(), out_.cost.end(), 0.0);
        for (size_t s = 0; s < shape_.steps.size(); ++s) {
            if (const Column cost = pick(in_.cost, s); !cost.empty() && !out_.cost.empty())
                addProduct(out_.cost.data(), worked(s), cost.data(), trials_);
            if (!labour(s))
                continue;
            addLabour(s, shape_.steps[s].pool, hours, exceptional);
            for (const int other : shape_.steps[s].also)
                addLabour(s, other, hours, exceptional);
        }
        copyIfAsked(hours, out_.labourHours);
        if (out_.exceptionShare.empty())
            return;
        addRework(exceptional);
        for (size_t t = 0; t < trials_; ++t)
            out_.exceptionShare[t] = hours[t] > 0.0 ? exceptional[t] / hours[t] : 0.0;
    }

    bool labour(size_t step) const { return shape_.steps[step].pool >= 0 && !pick(in_.touch, step).empty(); }

    void addLabour(size_t step, int pool, double* hours, double* exceptional) const {
        const double* const touch = in_.touch[step].data();
        addProduct(hours, worked(step), touch, trials_);
        if (shape_.steps[step].exception)
            addProduct(exceptional, worked(step), touch, trials_);
        if (const int group = shape_.pools[position(pool)].group; group >= 0)
            addGroupLabour(position(group), worked(step), touch);
    }

    void addGroupLabour(size_t group, const double* visit, const double* touch) const {
        if (const auto hours = pick(out_.labourHoursByGroup, group); !hours.empty())
            addProduct(hours.data(), visit, touch, trials_);
        const Column hourly = pick(in_.hourlyCost, group);
        if (hourly.empty())
            return;
        for (const auto& cost : {out_.labourCost, out_.cost})
            if (!cost.empty())
                for (size_t t = 0; t < trials_; ++t)
                    cost[t] += visit[t] * touch[t] * hourly[t];
    }

    void addRework(double* exceptional) const {
        const size_t given = 1 + plan_.leaving_.size(); // ones, and the shares that are served
        if (!plan_.returns_.empty())
            std::copy(columns_, columns_ + given * trials_, returns_);
        for (const NetworkPlan::Return& planned : plan_.returns_) {
            const size_t s = position(planned.step);
            if (!labour(s))
                continue;
            planned.program.run(in_.share, returns_, trials_);
            const double* const back = planned.chance < 0 ? in_.share[position(-1 - planned.chance)].data()
                                                          : returns_ + position(planned.chance) * trials_;
            const double* const visit = worked(s);
            const double* const touch = in_.touch[s].data();
            const auto people = static_cast<double>(1 + shape_.steps[s].also.size());
            for (size_t t = 0; t < trials_; ++t)
                exceptional[t] += people * visit[t] * back[t] * touch[t];
        }
    }

    void fillCounts() const {
        for (const auto& column : {out_.exceptions, out_.handOffs, out_.boundaryHandOffs})
            std::fill(column.begin(), column.end(), 0.0);
        for (const auto& column : out_.handOffsBetween)
            std::fill(column.begin(), column.end(), 0.0);
        if (!out_.exceptions.empty())
            for (size_t f = 0; f < shape_.flows.size(); ++f)
                if (shape_.flows[f].exception)
                    addProduct(out_.exceptions.data(), visits(position(shape_.flows[f].from)), chance(f), trials_);
        for (const NetworkPlan::HandOff& handOff : plan_.handOffs_) {
            if (!out_.handOffs.empty())
                addProduct(out_.handOffs.data(), column(handOff.visits), chance(position(handOff.flow)), trials_);
            if (handOff.boundary < 0)
                continue;
            for (const auto& to : {out_.boundaryHandOffs, pick(out_.handOffsBetween, position(handOff.boundary))})
                if (!to.empty())
                    addProduct(to.data(), column(handOff.visits), chance(position(handOff.flow)), trials_);
        }
    }

    void fillThroughput() const {
        double* const left = scratch(0);
        std::fill(left, left + trials_, 0.0);
        for (const int step : plan_.leaving_)
            for (size_t t = 0; t < trials_; ++t)
                left[t] += visits(position(step))[t] - worked(position(step))[t];
        copyIfAsked(left, out_.left);
        if (!out_.throughput.empty())
            for (size_t t = 0; t < trials_; ++t)
                out_.throughput[t] = in_.arrivals[t] * (1.0 - left[t]) / std::max(busiest_[t], 1.0);
    }

    const NetworkPlan& plan_;
    const NetworkShape& shape_;
    const NetworkInputs& in_;
    const NetworkMeasures& out_;
    size_t trials_;
    double* columns_ = nullptr; // of the visits' program
    double* returns_ = nullptr; // of the returns' programs, one after another
    double* scratch_ = nullptr;
    double* busiest_ = nullptr; // highest utilisation
};

} // namespace tributary
HWY_AFTER_NAMESPACE();
#endif
