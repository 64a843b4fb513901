// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/diffusion.h"
#include "core/adoption/response.h"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <random>
#include <vector>

using namespace tributary;

namespace {

using Column = std::vector<double>;

/// The same reach and boost in every trial.
struct Plan {
    double reach = 1.0;
    double boost = 1.0;
};

/// The groups of a case as columns, stepped period by period.
struct Case {
    size_t trials = 1;
    std::vector<Column> p{}, q{}, delta{}, ceiling{}, active{};
    std::vector<double> mixing{};

    void add(double pValue, double qValue, double deltaValue, double ceilingValue, double start) {
        p.emplace_back(trials, pValue);
        q.emplace_back(trials, qValue);
        delta.emplace_back(trials, deltaValue);
        ceiling.emplace_back(trials, ceilingValue);
        active.emplace_back(trials, start);
    }

    void step(const std::vector<Plan>& plans, SubSteps steps = {}) {
        std::vector<Column> reach, boost;
        for (const Plan& plan : plans) {
            reach.emplace_back(trials, plan.reach);
            boost.emplace_back(trials, plan.boost);
        }
        std::vector<GroupSchedule> schedule;
        for (size_t g = 0; g < plans.size(); ++g)
            schedule.push_back({reach[g], boost[g]});
        std::vector<DiffusionGroup> groups;
        std::vector<std::span<double>> state;
        for (size_t g = 0; g < p.size(); ++g) {
            groups.push_back({p[g], q[g], delta[g], ceiling[g]});
            state.emplace_back(active[g]);
        }
        Column workspace(diffusionWorkspace(groups.size(), trials));
        stepPeriod(state, groups, mixing, schedule, steps, workspace);
    }
};

Case oneGroup(double p, double q, double delta, double ceiling) {
    Case single;
    single.add(p, q, delta, ceiling, 0.0);
    single.mixing = {1.0};
    return single;
}

Case transit(size_t trials) {
    Case bus;
    bus.trials = trials;
    bus.add(.03, .28, .02, .65, 8.0 / 200);
    bus.add(.03, .28, .02, .85, 3.0 / 45);
    bus.add(.03, .28, .02, .80, 1.0 / 15);
    bus.mixing = {.7, .2, .1, .3, .6, .1, .3, .3, .4};
    return bus;
}

std::vector<Plan> transitSchedule(int month) {
    const bool trained = month <= 3 || (month >= 5 && month <= 7);
    const double late = month <= 3 ? 2.0 : 1.0;
    return {{month <= 4 ? 0.4 : 1.0, trained ? 2.0 : 1.0}, {1.0, late}, {1.0, late}};
}

/// The first digits that a table shows, so that its rounding is the only tolerance.
double rounded(double value) { return std::round(value * 1e4) / 1e4; }

} // namespace

TEST_CASE("four sub-steps a month and one give the known hazard-form shares of a Bass curve") {
    Case fine = oneGroup(.03, .28, 0, 1);
    Case coarse = oneGroup(.03, .28, 0, 1);
    for (int month = 1; month <= 12; ++month) {
        fine.step({{}});
        coarse.step({{}}, {1, 1.0});
    }
    CHECK(fine.active[0][0] == Approx(.781825).margin(5e-7));
    CHECK(coarse.active[0][0] == Approx(.738129).margin(5e-7));
}

TEST_CASE("the transit case follows its published trajectory to the digits shown") {
    struct Row {
        int month;
        double mt, pt, pr, share;
    };
    // cases/transit.json, expected trajectory: month, A_mt, A_pt, A_pr, s.
    constexpr std::array<Row, 10> rows{{{1, .0566, .1301, .1262, .0161},
                                        {3, .0910, .2690, .2565, .0562},
                                        {6, .2355, .4363, .4131, .1568},
                                        {9, .3976, .5912, .5579, .3092},
                                        {12, .5030, .6943, .6542, .4397},
                                        {18, .5869, .7744, .7290, .5740},
                                        {24, .6035, .7903, .7438, .6080},
                                        {36, .6068, .7936, .7469, .6158},
                                        {48, .6069, .7937, .7470, .6160},
                                        {60, .6069, .7937, .7470, .6161}}};
    Case bus = transit(1);
    const Column gamma{1.3};
    const Column tau{2.0};
    Column rate(1);
    Column share(1, 0.0);
    fillLearningRate(1.0, tau, rate);
    size_t next = 0;
    for (int month = 1; month <= 60; ++month) {
        bus.step(transitSchedule(month));
        const Column answer{(45 * bus.active[1][0] + 15 * bus.active[2][0]) / 60};
        Column both(1), target(1);
        poolBothSides(bus.active[0], answer, 0.5, both);
        fillResponse({ResponseShape::power, gamma, {}, {}}, both, target);
        learn(target, rate, share);
        if (month != rows[next].month)
            continue;
        INFO("month " << month);
        CHECK(rounded(bus.active[0][0]) == Approx(rows[next].mt).epsilon(1e-12));
        CHECK(rounded(bus.active[1][0]) == Approx(rows[next].pt).epsilon(1e-12));
        CHECK(rounded(bus.active[2][0]) == Approx(rows[next].pr).epsilon(1e-12));
        CHECK(rounded(share[0]) == Approx(rows[next].share).epsilon(1e-12));
        ++next;
    }
    CHECK(next == rows.size());
}

TEST_CASE("abandonment leads to the steady state m h / (h + delta)") {
    const double m = .7, delta = .02;
    Case group = oneGroup(.03, .28, delta, m);
    for (int month = 1; month <= 600; ++month)
        group.step({{}}, {400, 1.0 / 400}); // the law is that of continuous time
    const double active = group.active[0][0];
    const double hazard = .03 + .28 * active / m;
    CHECK(active == Approx(m * hazard / (hazard + delta)).epsilon(1e-3));
    // The positive root of q x^2 + (p + delta - q) x - p = 0, x = A/m.
    CHECK(active / m == Approx((.23 + std::sqrt(.23 * .23 + 4 * .28 * .03)) / .56).epsilon(1e-3));
}

TEST_CASE("the active share stays between 0 and the ceiling for any rates") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    Case many;
    many.trials = 200;
    for (int g = 0; g < 3; ++g) {
        many.add(0, 0, 0, 0, 0);
        for (size_t t = 0; t < many.trials; ++t) {
            many.p.back()[t] = unit(random) * 5;
            many.q.back()[t] = unit(random) * 20;
            many.delta.back()[t] = unit(random) * 5;
            many.ceiling.back()[t] = t % 10 == 0 ? 0.0 : unit(random);
            many.active.back()[t] = many.ceiling.back()[t] * unit(random);
        }
    }
    many.mixing = {.5, .3, .2, .1, .8, .1, 1.0 / 3, 1.0 / 3, 1.0 / 3};
    for (int month = 1; month <= 24; ++month) {
        many.step({{.5, 2.0}, {1.0, 1.0}, {unit(random), 3.0}});
        for (size_t g = 0; g < 3; ++g)
            for (size_t t = 0; t < many.trials; ++t) {
                REQUIRE(many.active[g][t] >= 0.0);
                REQUIRE(many.active[g][t] <= many.ceiling[g][t]);
            }
    }
}

TEST_CASE("a trial has the same bits alone and in any block") {
    Case block = transit(37);
    for (size_t t = 0; t < block.trials; ++t)
        block.q[0][t] = .1 + .01 * static_cast<double>(t);
    std::vector<Case> alone;
    for (size_t t = 0; t < block.trials; ++t) {
        alone.push_back(transit(1));
        alone.back().q[0][0] = block.q[0][t];
    }
    for (int month = 1; month <= 12; ++month) {
        block.step(transitSchedule(month));
        for (auto& single : alone)
            single.step(transitSchedule(month));
    }
    for (size_t t = 0; t < block.trials; ++t)
        for (size_t g = 0; g < 3; ++g)
            CHECK(block.active[g][t] == alone[t].active[g][0]);
}
