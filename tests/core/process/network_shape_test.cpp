// SPDX-License-Identifier: GPL-3.0-or-later
// Shapes that are refused, each with a message that names the step.
#include "tests/core/process/network_builder.h"

using namespace tributary;
using namespace tributary::test;

namespace {

std::string refusal(const NetworkShape& shape) {
    const auto plan = NetworkPlan::make(shape);
    return plan ? "planned" : plan.error().message;
}

NetworkBuilder steps(const std::vector<std::string>& names) {
    NetworkBuilder net;
    for (const auto& name : names)
        net.step(name, -1);
    return net;
}

} // namespace

TEST_CASE("steps that cannot be reached or never end are refused by name") {
    auto lost = steps({"start", "lost", "end"}).flow("start", "end").flow("lost", "end");
    CHECK_THAT(refusal(lost.shape), Catch::Contains("'lost'") && Catch::Contains("cannot be reached"));
    auto trapped = steps({"start", "a", "b", "end"});
    trapped.flow("start", "a", .5).flow("start", "end", .5).flow("a", "b").flow("b", "a");
    CHECK_THAT(refusal(trapped.shape), Catch::Contains("no way to an end"));
}

TEST_CASE("indices that do not exist are refused") {
    CHECK_THAT(refusal({}), Catch::Contains("no first step"));
    auto net = steps({"start", "end"}).flow("start", "end");
    auto shape = net.shape;
    shape.flows[0].to = 5;
    CHECK_THAT(refusal(shape), Catch::Contains("does not exist"));
    shape = net.shape;
    shape.steps[1].pool = 0;
    CHECK_THAT(refusal(shape), Catch::Contains("'end'") && Catch::Contains("pool"));
    shape = net.shape;
    shape.pools.push_back({3});
    CHECK_THAT(refusal(shape), Catch::Contains("group"));
    CHECK(refusal(net.shape) == "planned");
}

TEST_CASE("parallel branches that do not meet in one join are refused") {
    NetworkBuilder net = steps({"a", "b", "end"});
    net.gateway("S", NetworkStepKind::split).gateway("J", NetworkStepKind::join).gateway("K", NetworkStepKind::join);
    net.shape.entry = static_cast<int>(net.at("S"));
    auto ends = net;
    ends.shape.steps.pop_back();
    ends.flow("S", "a").flow("S", "b").flow("a", "J").flow("J", "end");
    CHECK_THAT(refusal(ends.shape), Catch::Contains("'b'") && Catch::Contains("'S'"));
    auto twoJoins = net;
    twoJoins.flow("S", "a").flow("S", "b").flow("a", "J").flow("b", "K").flow("J", "end").flow("K", "end");
    CHECK_THAT(refusal(twoJoins.shape), Catch::Contains("'S'") && Catch::Contains("join"));
}

TEST_CASE("a flow that leads straight into a join from outside its branches is refused, whatever the order of the flows") {
    NetworkBuilder net = steps({"a", "b", "end"});
    net.gateway("S", NetworkStepKind::split).gateway("J", NetworkStepKind::join);
    net.shape.entry = static_cast<int>(net.at("S"));
    net.flow("S", "a").flow("S", "b").flow("a", "J").flow("b", "J");
    auto back = net;
    back.flow("J", "end").step("c", -1).flow("end", "c", 0.5).step("out", -1).flow("end", "out", 0.5).flow("c", "J");
    CHECK_THAT(refusal(back.shape), Catch::Contains("'J'") && Catch::Contains("from outside"));
    for (const bool straightFirst : {true, false}) {
        NetworkBuilder beside = steps({"start", "a", "b", "end"});
        beside.gateway("S", NetworkStepKind::split).gateway("J", NetworkStepKind::join);
        if (straightFirst)
            beside.flow("start", "J", 0.5).flow("start", "S", 0.5);
        else
            beside.flow("start", "S", 0.5).flow("start", "J", 0.5);
        beside.flow("S", "a").flow("S", "b").flow("a", "J").flow("b", "J").flow("J", "end");
        INFO(straightFirst);
        CHECK_THAT(refusal(beside.shape), Catch::Contains("'J'"));
    }
}

TEST_CASE("a join without a split, and a flow into the middle of a branch, are refused") {
    NetworkBuilder net = steps({"start", "end"});
    net.gateway("J", NetworkStepKind::join).chain({"start", "J", "end"});
    CHECK_THAT(refusal(net.shape), Catch::Contains("'J'") && Catch::Contains("no split"));
    NetworkBuilder into = steps({"start", "a", "b", "end"});
    into.gateway("S", NetworkStepKind::split).gateway("J", NetworkStepKind::join);
    into.flow("start", "S", .5).flow("start", "a", .5).flow("S", "a").flow("S", "b");
    into.flow("a", "J").flow("b", "J").flow("J", "end");
    CHECK(refusal(into.shape) != "planned");
    NetworkBuilder across = steps({"a", "b", "end"});
    across.gateway("S", NetworkStepKind::split).gateway("J", NetworkStepKind::join);
    across.shape.entry = static_cast<int>(across.at("S"));
    across.flow("S", "a").flow("S", "b").flow("a", "b", .5).flow("a", "J", .5).flow("b", "J").flow("J", "end");
    CHECK_THAT(refusal(across.shape), Catch::Contains("branch"));
}

TEST_CASE("splits nested without end are refused, not followed") {
    NetworkBuilder net;
    const int depth = 300;
    for (int i = 0; i < depth; ++i)
        net.gateway("S" + std::to_string(i), NetworkStepKind::split)
            .gateway("J" + std::to_string(i), NetworkStepKind::join);
    for (int i = 0; i + 1 < depth; ++i)
        net.flow("S" + std::to_string(i), "S" + std::to_string(i + 1))
            .flow("J" + std::to_string(i + 1), "J" + std::to_string(i));
    net.flow("S" + std::to_string(depth - 1), "J" + std::to_string(depth - 1));
    CHECK_THAT(refusal(net.shape), Catch::Contains("nested"));
}
