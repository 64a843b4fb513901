// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of a process map stand: nothing overlaps, ways run at right angles and end at their steps.
#include "core/exchange/templates.h"
#include "tests/builders.h"
#include "ui/process/map_layout.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;

namespace {

Process restore() { return *transit().processes().find(ProcessId("restore")); }

bool touches(const QRectF& box, const QPointF& place) { return box.adjusted(-0.6, -0.6, 0.6, 0.6).contains(place); }

/// What holds for any map.
void holdLayout(const Process& process, const MapLayout& layout) {
    REQUIRE(layout.steps().size() == process.steps.size());
    for (size_t i = 0; i < layout.steps().size(); ++i) {
        const QRectF& box = layout.steps()[i].box;
        CHECK(QRectF(QPointF(), layout.size()).contains(box));
        for (size_t other = 0; other < i; ++other)
            CHECK_FALSE(box.intersects(layout.steps()[other].box));
        const auto lane = layout.laneAt(box.center().y());
        REQUIRE(lane);
        if (std::ranges::any_of(process.lanes, [&](const Lane& each) { return each.id == process.steps[i].lane; }))
            CHECK(*lane == process.steps[i].lane);
    }
    for (const MapLayout::Way& way : layout.ways()) {
        REQUIRE(way.line.size() >= 2);
        for (qsizetype i = 0; i + 1 < way.line.size(); ++i) {
            const QPointF by = way.line[i + 1] - way.line[i];
            CHECK((std::abs(by.x()) < 1e-6 || std::abs(by.y()) < 1e-6));
        }
        StepId from, to;
        for (const Flow& flow : process.flows)
            if (way.part == MapPart{MapPart::Kind::flow, flow.id.text}) {
                from = flow.from;
                to = flow.to;
            }
        for (const ProcessException& exception : process.exceptions)
            if (way.part == MapPart{MapPart::Kind::exception, exception.id.text}) {
                from = exception.step;
                to = exception.resumes;
            }
        REQUIRE(layout.find(from));
        REQUIRE(layout.find(to));
        CHECK(touches(layout.find(from)->box, way.line.front()));
        CHECK(touches(layout.find(to)->box, way.line.back()));
        // It runs through no step, its own at its ends aside.
        for (const MapLayout::StepBox& step : layout.steps()) {
            const QRectF inner = step.box.adjusted(1, 1, -1, -1);
            for (qsizetype i = 0; i + 1 < way.line.size(); ++i) {
                const QRectF piece = QRectF(way.line[i], way.line[i + 1]).normalized().adjusted(-0.1, -0.1, 0.1, 0.1);
                CHECK_FALSE(inner.intersects(piece));
            }
        }
    }
}

} // namespace

TEST_CASE("the transit case's map lies in order: one line of tasks, exceptions below, hand-offs at lane borders") {
    const Process process = restore();
    const MapLayout layout = MapLayout::of(process);
    holdLayout(process, layout);
    CHECK(layout.lanes().size() == 3);
    CHECK(layout.ways().size() == process.flows.size() + 1); // one exception goes on at another step
    CHECK(layout.badges().size() == 3);
    const auto y = [&](const char* id) { return layout.find(StepId(id))->box.center().y(); };
    const auto x = [&](const char* id) { return layout.find(StepId(id))->box.center().x(); };
    for (const char* id : {"T1", "T2", "T2w", "T3", "T8", "T9", "T10", "end"})
        CHECK(y(id) == y("start"));
    CHECK(x("T1") < x("T2"));
    CHECK(x("T3") < x("T8"));
    CHECK(x("T5a") == x("T4")); // what goes wrong hangs below
    CHECK(y("T5a") > y("T4"));
    size_t gates = 0;
    for (const MapLayout::Way& way : layout.ways())
        gates += way.gates.size();
    CHECK(gates >= 8);
}

TEST_CASE("a way has a gate where it hands work over to another group, and one however many lanes it crosses") {
    const auto gatesOf = [](const Process& process) {
        std::map<std::string, size_t> gates;
        const MapLayout layout = MapLayout::of(process);
        for (const MapLayout::Way& way : layout.ways())
            gates[way.part.id] = way.gates.size();
        return gates;
    };
    Process process;
    for (const char* id : {"a", "b", "c"})
        process.lanes.emplace_back().id = LaneId(id);
    for (const char* id : {"p", "q"}) {
        Pool& pool = process.pools.emplace_back();
        pool.id = PoolId(id);
        pool.group = GroupId(id);
    }
    const auto step = [](const char* id, StepKind kind, const char* lane, const char* pool) {
        Step made;
        made.id = StepId(id);
        made.kind = kind;
        made.lane = LaneId(lane);
        made.pool = PoolId(pool);
        return made;
    };
    process.steps = {step("start", StepKind::start, "b", ""), step("ask", StepKind::task, "a", "p"),
                     step("wait", StepKind::task, "c", ""),   step("fetch", StepKind::task, "a", "p"),
                     step("sell", StepKind::task, "c", "q"),  step("end", StepKind::end, "a", "")};
    const auto flow = [](const char* from, const char* to) {
        Flow made;
        made.id = FlowId(std::string(from) + "-" + to);
        made.from = StepId(from);
        made.to = StepId(to);
        return made;
    };
    process.flows = {flow("start", "ask"), flow("ask", "wait"), flow("wait", "fetch"), flow("fetch", "sell"),
                     flow("sell", "end")};
    CHECK(gatesOf(process) ==
          std::map<std::string, size_t>{
              {"start-ask", 0}, {"ask-wait", 0}, {"wait-fetch", 0}, {"fetch-sell", 1}, {"sell-end", 0}});
    process.pools[0].group = process.pools[1].group;
    CHECK(gatesOf(process).at("fetch-sell") == 0);
    // By way of a step that is nobody's work there is one gate all the same, where who takes it has it come.
    process.pools[0].group = GroupId("p");
    process.steps = {step("fetch", StepKind::task, "a", "p"), step("choose", StepKind::exclusive, "b", ""),
                     step("sell", StepKind::task, "c", "q")};
    process.flows = {flow("fetch", "choose"), flow("choose", "sell")};
    CHECK(gatesOf(process) == std::map<std::string, size_t>{{"fetch-choose", 0}, {"choose-sell", 1}});
    process.steps[1].lane = LaneId("c");
    CHECK(gatesOf(process) == std::map<std::string, size_t>{{"fetch-choose", 1}, {"choose-sell", 0}});
}

TEST_CASE("a map stays where it is as far as it can when a step is added") {
    const Process before = restore();
    Process after = before;
    Step step;
    step.id = StepId("new");
    step.lane = LaneId("mt");
    after.steps.push_back(step);
    after.flows.push_back({FlowId("x"), "", StepId("T10"), StepId("new"), parameter("10%"), {}, false});
    after.flows.push_back({FlowId("y"), "", StepId("new"), StepId("end"), {}, {}, false});
    const MapLayout was = MapLayout::of(before), now = MapLayout::of(after);
    for (const Step& each : before.steps)
        if (each.id != StepId("end"))
            CHECK(now.find(each.id)->box.topLeft() == was.find(each.id)->box.topLeft());
}

TEST_CASE("parts are found where they stand, and arrow keys lead from step to step") {
    const MapLayout layout = MapLayout::of(restore());
    for (const MapLayout::StepBox& step : layout.steps())
        CHECK(layout.partAt(step.box.topLeft() + QPointF(3, 3)) == MapPart{MapPart::Kind::task, step.id.text});
    for (const MapLayout::Badge& badge : layout.badges())
        CHECK(layout.partAt(badge.box.center()) == badge.part);
    CHECK(layout.partAt({10, layout.lanes()[1].top + 5}) == MapPart{MapPart::Kind::lane, "pt"});
    CHECK_FALSE(layout.partAt({-50, -50}));
    CHECK(layout.neighbour(StepId("T1"), Towards::right) == StepId("T2"));
    CHECK(layout.neighbour(StepId("T2"), Towards::left) == StepId("T1"));
    CHECK(layout.neighbour(StepId("T4"), Towards::down) == StepId("T5a"));
    CHECK_FALSE(layout.neighbour(StepId("start"), Towards::left));
}

TEST_CASE("a map takes height that is to spare, up to a limit") {
    const Process process = restore();
    const MapLayout natural = MapLayout::of(process);
    const MapLayout taller = MapLayout::of(process, {0, natural.size().height() + 100});
    CHECK(taller.size().height() == Approx(natural.size().height() + 100));
    holdLayout(process, taller);
    CHECK(MapLayout::of(process, {0, 1e6}).size().height() < 2 * natural.size().height());
}

TEST_CASE("maps without lanes, without ways, with loops and with broken references lie somewhere") {
    Process bare;
    CHECK(MapLayout::of(bare).steps().empty());
    for (const char* id : {"a", "b", "c"}) {
        Step step;
        step.id = StepId(id);
        bare.steps.push_back(step);
    }
    holdLayout(bare, MapLayout::of(bare));
    bare.flows.push_back({FlowId("1"), "", StepId("a"), StepId("b"), {}, {}, false});
    bare.flows.push_back({FlowId("2"), "", StepId("b"), StepId("a"), {}, {}, false});
    bare.flows.push_back({FlowId("3"), "", StepId("c"), StepId("moon"), {}, {}, false});
    const MapLayout layout = MapLayout::of(bare);
    CHECK(layout.ways().size() == 2);
    holdLayout(bare, layout);
}

TEST_CASE("nothing overlaps and no way runs through a step in maps at random") {
    std::mt19937 random(5);
    for (int map = 0; map < 60; ++map) {
        Process process;
        const size_t lanes = random() % 4, steps = 2 + random() % 25;
        for (size_t i = 0; i < lanes; ++i)
            process.lanes.push_back({LaneId(fmt::format("lane{}", i)), "", GroupId()});
        for (size_t i = 0; i < steps; ++i) {
            Step step;
            step.id = StepId(fmt::format("s{}", i));
            step.kind = i == 0           ? StepKind::start
                        : i + 1 == steps ? StepKind::end
                                         : static_cast<StepKind>(2 + random() % 3);
            step.exception = random() % 5 == 0;
            if (lanes > 0)
                step.lane = process.lanes[random() % lanes].id;
            process.steps.push_back(step);
        }
        std::set<std::pair<size_t, size_t>> drawn;
        for (size_t i = 0; i < 2 * steps; ++i) {
            const size_t from = random() % steps, to = random() % steps;
            if (from != to && drawn.insert({from, to}).second)
                process.flows.push_back({FlowId(fmt::format("f{}", i)),
                                         "",
                                         process.steps[from].id,
                                         process.steps[to].id,
                                         {},
                                         {},
                                         random() % 4 == 0});
        }
        INFO("map " << map);
        holdLayout(process, MapLayout::of(process));
    }
}
