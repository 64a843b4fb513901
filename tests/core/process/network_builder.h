// SPDX-License-Identifier: GPL-3.0-or-later
// Builds a network by names and numbers for tests, and solves it for all measures over a few trials.
#pragma once

#include "core/process/network_analysis.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace tributary::test {

using Columns = std::vector<std::vector<double>>;

/// What a step needs in numbers; the same in all trials until the test changes a column.
struct StepNumbers {
    double touch = 0, cv = 0, delay = 0, cost = 0;
};

struct Solved {
    std::vector<double> cycleTime, waiting, touch, delay, labourHours, labourCost, cost, exceptionShare, exceptions,
        handOffs, boundaryHandOffs, throughput, workInProgress, overloaded, joinedTime, plainWaiting, left;
    Columns byGroup, visits, served, stepWaiting, utilisation, poolWaiting;
};

class NetworkBuilder {
public:
    explicit NetworkBuilder(size_t trials = 1) : trials_(trials), arrivals(trials, 1.0) {}

    int group(double hourly) {
        hourlyCost.push_back(column(hourly));
        return shape.groups++;
    }
    int pool(double count, int group = -1, double present = 1.0) {
        shape.pools.push_back({group});
        servers.push_back(column(count));
        availability.push_back(column(present));
        return static_cast<int>(shape.pools.size()) - 1;
    }
    NetworkBuilder& step(const std::string& name, int pool, StepNumbers numbers = {}) {
        index_[name] = static_cast<int>(shape.steps.size());
        shape.steps.push_back({name, pool, NetworkStepKind::ordinary, false});
        touch.push_back(column(numbers.touch));
        cv.push_back(column(numbers.cv));
        delay.push_back(column(numbers.delay));
        cost.push_back(column(numbers.cost));
        patience.push_back(column(0));
        return *this;
    }
    /// Lets cases leave that wait for the last step longer than their patience.
    NetworkBuilder& leaving(double mean) {
        shape.steps.back().mayLeave = true;
        patience.back() = column(mean);
        return *this;
    }
    NetworkBuilder& exception(const std::string& name, int pool, StepNumbers numbers = {}) {
        step(name, pool, numbers);
        shape.steps.back().exception = true;
        return *this;
    }
    NetworkBuilder& gateway(const std::string& name, NetworkStepKind kind) {
        step(name, -1);
        shape.steps.back().kind = kind;
        return *this;
    }
    NetworkBuilder& flow(const std::string& from, const std::string& to, double part = 1.0, double late = 0.0) {
        shape.flows.push_back({index_.at(from), index_.at(to), false});
        share.push_back(column(part));
        handOffDelay.push_back(column(late));
        return *this;
    }
    /// The steps in a row, with certain flows between them.
    NetworkBuilder& chain(const std::vector<std::string>& names) {
        for (size_t i = 1; i < names.size(); ++i)
            flow(names[i - 1], names[i]);
        return *this;
    }
    /// The same network with the numbers of one trial.
    NetworkBuilder alone(size_t trial) const {
        NetworkBuilder one = *this;
        one.trials_ = 1;
        if (shape.hasPopulation)
            one.population = {population[trial]};
        one.arrivals = {arrivals[trial]};
        for (Columns* columns : {&one.touch, &one.cv, &one.delay, &one.cost, &one.share, &one.handOffDelay,
                                 &one.servers, &one.availability, &one.hourlyCost, &one.patience})
            for (auto& values : *columns)
                values = {std::vector<double>(values)[trial]};
        return one;
    }
    size_t at(const std::string& name) const { return static_cast<size_t>(index_.at(name)); }

    Solved solve() const {
        const auto plan = NetworkPlan::make(shape);
        INFO((plan ? "" : plan.error().message));
        REQUIRE(plan);
        return solve(*plan);
    }

    Solved solve(const NetworkPlan& plan) const {
        Solved out;
        NetworkMeasures to;
        const auto room = [&](std::vector<double>& values) {
            values.assign(trials_, -7.0);
            return std::span<double>(values);
        };
        const auto rooms = [&](Columns& values, size_t count, std::vector<std::span<double>>& views) {
            values.resize(count);
            for (auto& value : values)
                views.push_back(room(value));
            return std::span<const std::span<double>>(views);
        };
        std::vector<std::span<double>> groups, visits, utilisation, waits, served, stepWaits;
        to.plainWaiting = room(out.plainWaiting);
        to.left = room(out.left);
        to.joinedTime = room(out.joinedTime);
        to.cycleTime = room(out.cycleTime);
        to.waiting = room(out.waiting);
        to.touch = room(out.touch);
        to.delay = room(out.delay);
        to.labourHours = room(out.labourHours);
        to.labourHoursByGroup = rooms(out.byGroup, static_cast<size_t>(shape.groups), groups);
        to.labourCost = room(out.labourCost);
        to.cost = room(out.cost);
        to.exceptionShare = room(out.exceptionShare);
        to.exceptions = room(out.exceptions);
        to.handOffs = room(out.handOffs);
        to.boundaryHandOffs = room(out.boundaryHandOffs);
        to.visits = rooms(out.visits, shape.steps.size(), visits);
        to.served = rooms(out.served, shape.steps.size(), served);
        to.stepWaiting = rooms(out.stepWaiting, shape.steps.size(), stepWaits);
        to.utilisation = rooms(out.utilisation, shape.pools.size(), utilisation);
        to.poolWaiting = rooms(out.poolWaiting, shape.pools.size(), waits);
        to.throughput = room(out.throughput);
        to.workInProgress = room(out.workInProgress);
        to.overloaded = room(out.overloaded);

        const auto in = [](const Columns& columns) {
            return std::vector<std::span<const double>>(columns.begin(), columns.end());
        };
        const auto touches = in(touch), cvs = in(cv), delays = in(delay), costs = in(cost), shares = in(share),
                   late = in(handOffDelay), counts = in(servers), present = in(availability), hourly = in(hourlyCost),
                   staying = in(patience);
        std::vector<double> workspace(plan.workspace(trials_), NAN);
        plan.solve({arrivals, touches, cvs, delays, costs, shares, late, counts, present, hourly, correction, staying,
                    odds, population},
                   to, workspace);
        return out;
    }

private:
    std::vector<double> column(double value) const { return std::vector<double>(trials_, value); }

    size_t trials_;
    std::map<std::string, int> index_;

public:
    NetworkShape shape;
    std::vector<double> arrivals;
    Columns touch, cv, delay, cost, share, handOffDelay, servers, availability, hourlyCost, patience;
    std::vector<double> correction; ///< empty: none
    std::vector<double> odds;       ///< that cases leave, factor; empty: none
    std::vector<double> population; ///< read where the shape has one
};

} // namespace tributary::test
