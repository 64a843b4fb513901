// SPDX-License-Identifier: GPL-3.0-or-later
// Known answers: the transit process, flow analysis, hand-offs.
#include "tests/core/process/network_builder.h"
#include "tests/shared_data.h"

using namespace tributary;
using namespace tributary::test;

namespace {

/// The process "restore" of cases/transit.md with the values of month 0.
NetworkBuilder transit(double mechanics = 10) {
    NetworkBuilder bus;
    bus.arrivals = {600.0 / 730.5};
    const int mt = bus.group(65), pt = bus.group(58), pr = bus.group(60);
    const int ctrl = bus.pool(2, mt), tow = bus.pool(4, mt), mech = bus.pool(mechanics, mt);
    const int parts = bus.pool(3, pt), buy = bus.pool(1, pr), qa = bus.pool(2, mt);
    const double L2 = 20, L4 = 4, L5 = 120, L6 = 8;
    bus.step("T1", ctrl, {.5, .5}).step("T2", tow, {2.5, .6}).step("T2w", -1, {0, 0, 10}).step("T3", mech, {2, .7});
    bus.exception("E1", mech, {L6 / 4, 1, L6}).step("T4", parts, {.5, .5});
    bus.exception("T5a", parts, {L4 / 2, 1}).exception("T5b", mech, {L4 / 2, 1});
    bus.exception("T5c", -1, {0, 0, L2 - L4 / 2});
    bus.exception("T6", parts, {1, .5, 13}).exception("T7", buy, {2, .7, L5 - 2});
    bus.step("T8", mech, {6, .7}).step("T9", qa, {1, .4}).step("T10", ctrl, {.3, .3});
    bus.chain({"T1", "T2", "T2w", "T3"});
    bus.flow("T3", "E1", .15).flow("T3", "T4", .85).flow("E1", "T4");
    bus.flow("T4", "T5a", .3).flow("T4", "T8", .7).chain({"T5a", "T5b", "T5c"});
    bus.flow("T5c", "T6", .45).flow("T5c", "T7", .55).flow("T6", "T8").flow("T7", "T8");
    bus.flow("T8", "T9").flow("T9", "T2w", .08).flow("T9", "T10", .92);
    for (const auto& [from, to] : {std::pair{"T3", "E1"}, {"T4", "T5a"}, {"T9", "T2w"}})
        for (auto& flow : bus.shape.flows)
            if (flow.from == static_cast<int>(bus.at(from)) && flow.to == static_cast<int>(bus.at(to)))
                flow.exception = true;
    return bus;
}

} // namespace

TEST_CASE("the transit process restores a bus in 59.31 hours with the published loads and labour") {
    const Solved got = transit().solve();
    CHECK(got.cycleTime[0] == Approx(59.31).margin(.005));
    const std::vector<double> utilisation{.329, .513, .795, .368, .295, .446};
    for (size_t p = 0; p < utilisation.size(); ++p)
        CHECK(got.utilisation[p][0] == Approx(utilisation[p]).margin(.0005));
    CHECK(got.labourHours[0] == Approx(15.76).margin(.005));
    CHECK(got.byGroup[0][0] == Approx(14.06).margin(.005));
    CHECK(got.byGroup[1][0] == Approx(1.34).margin(.005));
    CHECK(got.byGroup[2][0] == Approx(.36).margin(.005));
    CHECK(got.exceptionShare[0] == Approx(.188).margin(.0005));
    CHECK(got.labourCost[0] ==
          Approx(65 * got.byGroup[0][0] + 58 * got.byGroup[1][0] + 60 * got.byGroup[2][0]).epsilon(1e-13));
    CHECK(got.cost[0] == Approx(got.labourCost[0]).epsilon(1e-15));
    CHECK(got.waiting[0] + got.touch[0] + got.delay[0] == Approx(got.cycleTime[0]).epsilon(1e-14));
    CHECK(got.touch[0] == Approx(got.labourHours[0]).epsilon(1e-14));
    CHECK(got.workInProgress[0] == Approx(48.71).margin(.005));
    CHECK(got.throughput[0] == Approx(600 / 730.5));
    CHECK(got.overloaded[0] == 0.0);
}

TEST_CASE("the transit process counts visits, exceptions and hand-offs from its map") {
    const NetworkBuilder bus = transit();
    const Solved got = bus.solve();
    const double loop = 1 / (1 - .08);
    CHECK(got.visits[bus.at("T1")][0] == 1.0);
    CHECK(got.visits[bus.at("T8")][0] == Approx(loop).epsilon(1e-14));
    CHECK(got.visits[bus.at("T7")][0] == Approx(loop * .3 * .55).epsilon(1e-13));
    CHECK(got.visits[bus.at("T10")][0] == Approx(1.0).epsilon(1e-14));
    // Wait for a part per breakdown, the branch from T5 to the repair: cases/transit.json, 31.12 hours.
    double branch = 0;
    for (const char* step : {"T5a", "T5b", "T5c", "T6", "T7"}) {
        const size_t s = bus.at(step);
        const int pool = bus.shape.steps[s].pool;
        const double wait = pool < 0 ? 0 : got.poolWaiting[static_cast<size_t>(pool)][0];
        branch += got.visits[s][0] * (bus.touch[s][0] + bus.delay[s][0] + wait);
    }
    CHECK(branch == Approx(31.12).margin(.005));
    CHECK(got.exceptions[0] == Approx(loop * (.15 + .3 + .08)).epsilon(1e-13));
    // T1-T2, T2-(T2w)-T3 once; T9-(T2w)-T3 on a repeat; T3/E1-T4; T4-T8 or T5a-T5b; T5c (with the mechanics)-T6 or T7
    // and back to T8; T8-T9; T9-T10.
    const double located = .3 * (1 + 2);
    const double expected = 2 + .08 * loop + loop * (1 + .7 + located + 1) + 1;
    CHECK(got.handOffs[0] == Approx(expected).epsilon(1e-13));
    // All but the moves between the pools of maintenance lead to another group.
    CHECK(got.boundaryHandOffs[0] == Approx(loop * (1 + .7 + located)).epsilon(1e-13));
}

TEST_CASE("fewer mechanics stretch the transit process as published") {
    CHECK(transit(9).solve().cycleTime[0] == Approx(63.2).margin(.05));
    CHECK(transit(9).solve().utilisation[2][0] == Approx(.883).margin(.0005));
    CHECK(transit(8).solve().cycleTime[0] == Approx(228).margin(.5));
    CHECK(transit(8).solve().utilisation[2][0] == Approx(.993).margin(.0005));
    const Solved over = transit(7).solve();
    CHECK(over.overloaded[0] == 1.0);
    CHECK(std::isinf(over.cycleTime[0]));
    CHECK(std::isinf(over.workInProgress[0]));
    CHECK(over.utilisation[2][0] > 1.0);
    CHECK(over.throughput[0] == Approx(600 / 730.5 / over.utilisation[2][0]));
    CHECK(over.labourHours[0] == Approx(15.76).margin(.005));
}

TEST_CASE("flow analysis gives the textbook cycle times") {
    const auto path = sharedData("oracles/flow_analysis.csv");
    if (!path)
        return;
    const auto rows = readCsv(*path);
    REQUIRE(rows.size() == 3);

    NetworkBuilder credit; // days stand for hours: nobody waits
    credit.step("check", -1, {0, 0, 1})
        .gateway("repeat?", NetworkStepKind::ordinary)
        .gateway("both", NetworkStepKind::split);
    credit.step("history", -1, {0, 0, 1}).step("income", -1, {0, 0, 3}).gateway("met", NetworkStepKind::join);
    credit.step("assess", -1, {0, 0, 3}).step("offer", -1, {0, 0, 1}).step("reject", -1, {0, 0, 2});
    credit.flow("check", "repeat?").flow("repeat?", "check", .2).flow("repeat?", "both", .8);
    credit.flow("both", "history").flow("both", "income").flow("history", "met").flow("income", "met");
    credit.flow("met", "assess").flow("assess", "offer", .6).flow("assess", "reject", .4);
    CHECK(credit.solve().cycleTime[0] == Approx(std::stod(rows[1][3])).epsilon(1e-13));
    CHECK(NetworkPlan::make(credit.shape)->hasParallel());

    NetworkBuilder both;
    both.gateway("and", NetworkStepKind::split).gateway("xor", NetworkStepKind::ordinary).step("one", -1, {0, 0, 1});
    both.step("four", -1, {0, 0, 4}).step("loop", -1, {0, 0, 2}).step("three", -1, {0, 0, 3});
    both.gateway("met", NetworkStepKind::join);
    both.flow("and", "xor").flow("and", "loop").flow("xor", "one", .2).flow("xor", "four", .8);
    both.flow("one", "met").flow("four", "met").flow("loop", "loop", .3).flow("loop", "three", .7).flow("three", "met");
    CHECK(both.solve().cycleTime[0] == Approx(std::stod(rows[2][3])).epsilon(1e-13));
}

TEST_CASE("a task with one pool is the queue itself") {
    NetworkBuilder one;
    one.arrivals = {1.6};
    one.step("serve", one.pool(2), {1, 1});
    const Solved got = one.solve();
    CHECK(got.waiting[0] == Approx(1.777777778).epsilon(1e-9)); // M/M/2, oracles/queues.csv
    CHECK(got.workInProgress[0] == Approx(4.444444444).epsilon(1e-9));
    CHECK(got.utilisation[0][0] == Approx(.8));
}

TEST_CASE("servers that are away stretch the service but not the labour") {
    NetworkBuilder away;
    away.arrivals = {.4};
    away.step("serve", away.pool(1, away.group(50), .5), {1, 1});
    const Solved got = away.solve();
    CHECK(got.utilisation[0][0] == Approx(.8));
    CHECK(got.poolWaiting[0][0] == Approx(8.0)); // M/M/1 with a service of 2 hours
    CHECK(got.cycleTime[0] == Approx(10.0));
    CHECK(got.touch[0] == 1.0);
    CHECK(got.labourCost[0] == 50.0);
}
