// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the solution: visits against a dense solve, rework against its definition, blocks, failures, bits.
#include "tests/core/process/network_builder.h"

#include <random>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Solves v = e + P^T v by dense elimination; `without` (or -1) is a step that the cases end at, e starts at `entry`.
std::vector<double> denseVisits(const NetworkBuilder& net, size_t entry, size_t trial, int without = -1) {
    const size_t n = net.shape.steps.size();
    std::vector<std::vector<double>> a(n, std::vector<double>(n + 1, 0.0));
    for (size_t i = 0; i < n; ++i)
        a[i][i] = 1.0;
    a[entry][n] = 1.0;
    for (size_t f = 0; f < net.shape.flows.size(); ++f)
        if (net.shape.flows[f].from != without)
            a[static_cast<size_t>(net.shape.flows[f].to)][static_cast<size_t>(net.shape.flows[f].from)] -=
                net.share[f][trial];
    for (size_t k = 0; k < n; ++k) {
        size_t pivot = k;
        for (size_t r = k; r < n; ++r)
            if (std::abs(a[r][k]) > std::abs(a[pivot][k]))
                pivot = r;
        std::swap(a[k], a[pivot]);
        for (size_t r = 0; r < n; ++r)
            if (r != k) {
                const double factor = a[r][k] / a[k][k];
                for (size_t c = k; c <= n; ++c)
                    a[r][c] -= factor * a[k][c];
            }
    }
    std::vector<double> v(n);
    for (size_t i = 0; i < n; ++i)
        v[i] = a[i][n] / a[i][i];
    return v;
}

/// A random network: each step leads on to the next, the last ends; further flows jump back and forth.
NetworkBuilder randomNetwork(unsigned seed, size_t trials) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> unit(0.05, 1.0);
    const int steps = 3 + static_cast<int>(random() % 12);
    NetworkBuilder net(trials);
    const int group = net.group(40);
    const int pools = 1 + static_cast<int>(random() % 3);
    for (int p = 0; p < pools; ++p)
        net.pool(20 + p, group);
    const auto name = [](int s) { return "S" + std::to_string(s); };
    for (int s = 0; s < steps; ++s)
        net.step(name(s), static_cast<int>(random() % static_cast<unsigned>(pools + 1)) - 1, {unit(random), .5, 1});
    for (int s = 0; s + 1 < steps; ++s) {
        const size_t first = net.shape.flows.size();
        net.flow(name(s), name(s + 1));
        for (auto extra = random() % 3; extra > 0; --extra)
            net.flow(name(s), name(static_cast<int>(random() % static_cast<unsigned>(steps))));
        for (size_t t = 0; t < trials; ++t) {
            double sum = 0;
            for (size_t f = first; f < net.share.size(); ++f)
                sum += net.share[f][t] = unit(random);
            for (size_t f = first; f < net.share.size(); ++f)
                net.share[f][t] /= sum;
        }
    }
    for (double& rate : net.arrivals)
        rate = .01 * unit(random);
    return net;
}

} // namespace

TEST_CASE("visits and rework agree with a dense solve on random networks") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        const NetworkBuilder net = randomNetwork(seed, 3);
        const Solved got = net.solve();
        for (size_t t = 0; t < 3; ++t) {
            const auto visits = denseVisits(net, 0, t);
            double labour = 0, rework = 0, touch = 0, elapsed = 0;
            for (size_t s = 0; s < visits.size(); ++s) {
                CHECK(got.visits[s][t] == Approx(visits[s]).epsilon(1e-10));
                // Visits up to the first one: those of a network whose cases end at this step.
                const double reached = denseVisits(net, 0, t, static_cast<int>(s))[s];
                const int pool = net.shape.steps[s].pool;
                const double hours = net.touch[s][t];
                labour += pool < 0 ? 0 : visits[s] * hours;
                rework += pool < 0 ? 0 : (visits[s] - reached) * hours;
                touch += visits[s] * hours;
                elapsed += visits[s] * (hours + 1 + (pool < 0 ? 0 : got.poolWaiting[static_cast<size_t>(pool)][t]));
            }
            CHECK(got.labourHours[t] == Approx(labour).epsilon(1e-10).margin(1e-12));
            CHECK(got.exceptionShare[t] == Approx(labour == 0 ? 0 : rework / labour).epsilon(1e-8).margin(1e-12));
            CHECK(got.touch[t] == Approx(touch).epsilon(1e-10));
            CHECK(got.cycleTime[t] == Approx(elapsed).epsilon(1e-10));
            CHECK(got.workInProgress[t] == Approx(net.arrivals[t] * got.cycleTime[t]).epsilon(1e-14)); // Little
            CHECK(got.labourCost[t] == Approx(40 * got.labourHours[t]).epsilon(1e-12).margin(1e-12));
        }
    }
}

TEST_CASE("a trial has the same bits alone and in any block") {
    for (unsigned seed = 70; seed < 80; ++seed) {
        const NetworkBuilder block = randomNetwork(seed, 9);
        const Solved all = block.solve();
        for (size_t t = 0; t < 9; ++t) {
            const Solved one = block.alone(t).solve();
            CHECK(one.cycleTime[0] == all.cycleTime[t]);
            CHECK(one.exceptionShare[0] == all.exceptionShare[t]);
            CHECK(one.handOffs[0] == all.handOffs[t]);
        }
    }
}

TEST_CASE("a loop of repeat share 0.08 is visited 1.086957 times") {
    NetworkBuilder loop;
    loop.step("work", -1, {1}).step("done", -1).flow("work", "work", .08).flow("work", "done", .92);
    CHECK(loop.solve().visits[0][0] == Approx(1.086957).margin(5e-7));
}

TEST_CASE("a trial with shares or numbers that cannot be fails alone and visibly") {
    NetworkBuilder net(8);
    net.step("work", net.pool(3), {1, 1}).step("more", -1, {0, 0, 1}).step("done", -1);
    net.flow("work", "more", .3).flow("work", "done", .7).flow("more", "work", .5).flow("more", "done", .5);
    net.share[0][1] = 1.2; // 1.2 + -0.2: a sum of 1 does not make them shares
    net.share[1][1] = -.2;
    net.share[0][2] = .4; // 1.1
    net.share[0][3] = NAN;
    net.touch[0][4] = -1;
    net.arrivals[5] = INFINITY;
    net.share[0][6] = net.share[2][6] = 1; // never left
    net.share[1][6] = net.share[3][6] = 0;
    const Solved got = net.solve();
    for (const size_t sound : {size_t{0}, size_t{7}}) {
        CHECK(std::isfinite(got.cycleTime[sound]));
        CHECK(got.cycleTime[sound] == got.cycleTime[0]);
    }
    for (size_t t = 1; t <= 6; ++t) {
        INFO("trial " << t);
        for (const auto* measure : {&got.cycleTime, &got.waiting, &got.touch, &got.delay, &got.labourHours, &got.cost,
                                    &got.exceptionShare, &got.handOffs, &got.throughput, &got.workInProgress})
            CHECK(std::isnan((*measure)[t]));
        CHECK(std::isnan(got.utilisation[0][t]));
        CHECK(got.overloaded[t] == 0.0);
    }
}

TEST_CASE("overload is told per trial, and spares cases that never meet the pool") {
    NetworkBuilder net(3);
    const int rare = net.pool(1);
    net.step("sort", -1, {0, 0, 1}).step("expert", rare, {4, 1}).step("done", -1);
    net.flow("sort", "expert", .2).flow("sort", "done", .8).flow("expert", "done");
    net.share[0] = {.2, .5, 0};
    net.share[1] = {.8, .5, 1};
    const Solved got = net.solve();
    CHECK(got.overloaded == std::vector<double>{0, 1, 0});
    CHECK(std::isfinite(got.cycleTime[0]));
    CHECK(std::isinf(got.cycleTime[1]));
    CHECK(got.cycleTime[2] == 1.0);
}

TEST_CASE("nested parallel blocks take the longest branch, with its split of waiting, touch and delay") {
    NetworkBuilder net(2);
    const int crew = net.pool(1000);
    net.gateway("A", NetworkStepKind::split).step("short", crew, {2}).gateway("B", NetworkStepKind::split);
    net.step("b1", -1, {0, 0, 5}).step("b2", crew, {1}).gateway("B'", NetworkStepKind::join).step("after", crew, {1});
    net.gateway("A'", NetworkStepKind::join).step("end", -1);
    net.flow("A", "short").flow("A", "B").flow("B", "b1").flow("B", "b2").flow("b1", "B'").flow("b2", "B'");
    net.flow("B'", "after").flow("after", "A'", 1, .5).flow("short", "A'").flow("A'", "end");
    net.touch[net.at("short")][1] = 9;
    const Solved got = net.solve();
    CHECK(got.cycleTime[0] == Approx(6.5)); // 5 + 1 and half an hour on the way
    CHECK(got.touch[0] == Approx(1.0));
    CHECK(got.delay[0] == Approx(5.5));
    CHECK(got.cycleTime[1] == Approx(9.0));
    CHECK(got.touch[1] == Approx(9.0));
    CHECK(got.delay[1] == 0.0);
    CHECK(got.labourHours[0] == Approx(4.0)); // all branches
    CHECK(got.labourHours[1] == Approx(11.0));
    for (const char* step : {"short", "b1", "b2", "after", "end"})
        CHECK(got.visits[net.at(step)][0] == 1.0);
}

TEST_CASE("a loop around a parallel block repeats the work of its branches") {
    NetworkBuilder net;
    const int crew = net.pool(1000);
    net.gateway("A", NetworkStepKind::split)
        .step("x", crew, {1})
        .step("y", crew, {3})
        .gateway("A'", NetworkStepKind::join);
    net.step("check", -1).step("end", -1);
    net.flow("A", "x").flow("A", "y").flow("x", "A'").flow("y", "A'").flow("A'", "check");
    net.flow("check", "A", .25).flow("check", "end", .75);
    const Solved got = net.solve();
    CHECK(got.cycleTime[0] == Approx(3 / .75));
    CHECK(got.labourHours[0] == Approx(4 / .75));
    CHECK(got.exceptionShare[0] == Approx(.25)); // (1/.75 - 1) / (1/.75)
}

TEST_CASE("a step without a pool keeps the pool before it, whichever way the case came") {
    NetworkBuilder net;
    const int red = net.pool(10, net.group(1)), blue = net.pool(10, net.group(1));
    net.step("start", -1).step("a", red, {1}).step("b", blue, {1}).step("wait", -1, {0, 0, 1}).step("c", red, {1});
    net.flow("start", "a", .4).flow("start", "b", .6).flow("a", "wait").flow("b", "wait").flow("wait", "c");
    const Solved got = net.solve();
    CHECK(got.visits[net.at("wait")][0] == Approx(1.0));
    CHECK(got.handOffs[0] == Approx(.6));
    CHECK(got.boundaryHandOffs[0] == Approx(.6));
}

TEST_CASE("work that returns from a branch to the pool before the split is handed over") {
    NetworkBuilder net;
    const int red = net.pool(10), blue = net.pool(10);
    net.step("start", red, {1}).gateway("A", NetworkStepKind::split).step("x", blue, {1}).step("y", red, {1});
    net.gateway("A'", NetworkStepKind::join).step("end", red, {1});
    net.chain({"start", "A", "x", "A'", "end"}).flow("A", "y").flow("y", "A'");
    const Solved got = net.solve();
    CHECK(got.handOffs[0] == 2.0); // to blue and back
    CHECK(got.boundaryHandOffs[0] == 0.0);
}

TEST_CASE("columns that are empty stand for their defaults") {
    NetworkShape shape;
    shape.steps = {{"work", 0, NetworkStepKind::ordinary, false}, {"end", -1, NetworkStepKind::ordinary, false}};
    shape.flows = {{0, 1, false}};
    shape.pools = {{-1}};
    const auto plan = NetworkPlan::make(shape);
    REQUIRE(plan);
    const std::vector<double> arrivals(4, 2.0), two(4, 2.0);
    const std::vector<std::span<const double>> touch{two, {}};
    std::vector<double> cycle(4), labour(4), workspace(plan->workspace(4));
    NetworkInputs in;
    in.arrivals = arrivals;
    in.touch = touch;
    NetworkMeasures out;
    out.cycleTime = cycle;
    out.labourHours = labour;
    plan->solve(in, out, workspace);
    CHECK(cycle == two);
    CHECK(labour == two);
}

TEST_CASE("a correction goes to the waiting, so that the parts sum to the cycle time and Little's law holds") {
    NetworkBuilder net(3);
    const int desk = net.pool(2, net.group(30));
    net.step("work", desk, {1, 1.5, 0.25}).step("post", -1, {0, 0, 2}).chain({"work", "post"});
    net.arrivals = {1.2, 1.2, 1.2};
    const Solved plain = net.solve();
    net.correction = {1, 1.1, 0.1};
    const Solved corrected = net.solve();
    for (size_t t = 0; t < 3; ++t) {
        CHECK(corrected.joinedTime[t] == plain.cycleTime[t]); // nothing runs in parallel
        CHECK(corrected.cycleTime[t] == Approx(std::max(net.correction[t] * plain.cycleTime[t], 3.25)));
        CHECK(corrected.touch[t] == plain.touch[t]);
        CHECK(corrected.delay[t] == plain.delay[t]);
        CHECK(corrected.waiting[t] + corrected.touch[t] + corrected.delay[t] == corrected.cycleTime[t]);
        CHECK(corrected.workInProgress[t] == Approx(1.2 * corrected.cycleTime[t]));
        for (const auto member : {&Solved::labourHours, &Solved::labourCost, &Solved::cost, &Solved::throughput})
            CHECK((corrected.*member)[t] == (plain.*member)[t]);
        CHECK(corrected.utilisation[0][t] == plain.utilisation[0][t]);
    }
    CHECK(corrected.waiting[2] == 0);
}

TEST_CASE("an overloaded trial stays infinite whatever the correction, and a failed one without a number") {
    NetworkBuilder net(2);
    const int desk = net.pool(1);
    net.step("work", desk, {1, 1});
    net.arrivals = {1.5, -1};
    net.correction = {0.5, 0.5};
    const Solved got = net.solve();
    CHECK(std::isinf(got.cycleTime[0]));
    CHECK(got.overloaded[0] == 1);
    CHECK(std::isnan(got.cycleTime[1]));
    CHECK(std::isnan(got.waiting[1]));
}

TEST_CASE("joined times take the root of the sum of squares of branches, inner blocks first") {
    NetworkBuilder net;
    net.step("start", -1, {0, 0, 1}).gateway("A", NetworkStepKind::split).step("x", -1, {0, 0, 5});
    net.gateway("B", NetworkStepKind::split).step("y", -1, {0, 0, 8}).step("z", -1, {0, 0, 6});
    net.gateway("B'", NetworkStepKind::join).step("after", -1, {0, 0, 2}).gateway("A'", NetworkStepKind::join);
    net.chain({"start", "A", "x", "A'"}).chain({"A", "B", "y", "B'", "after", "A'"}).flow("B", "z").flow("z", "B'");
    const Solved got = net.solve();
    CHECK(got.joinedTime[0] == Approx(1 + std::hypot(5, std::hypot(8, 6) + 2)));
    CHECK(got.cycleTime[0] == Approx(1 + 8 + 2));
}
