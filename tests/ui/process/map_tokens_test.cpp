// SPDX-License-Identifier: GPL-3.0-or-later
// Where traced cases are on the map: as many as have come and not left, at parts that the map has.
#include "core/insight/process_measures.h"
#include "tests/builders.h"
#include "ui/process/map_tokens.h"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace tributary;
using namespace tributary::test;
using namespace tributary::ui;

namespace {

/// On a way, or at a step or a badge.
bool isOnMap(const MapLayout& layout, const QPointF& place) {
    const auto holds = [&](const auto& each) { return each.box.adjusted(-14, -30, 14, 14).contains(place); };
    if (std::ranges::any_of(layout.steps(), holds) || std::ranges::any_of(layout.badges(), holds))
        return true;
    for (const MapLayout::Way& way : layout.ways())
        for (qsizetype i = 1; i < way.line.size(); ++i)
            if (QRectF(way.line[i - 1], way.line[i]).normalized().adjusted(-6, -6, 6, 6).contains(place))
                return true;
    return false;
}

CaseEvent event(double time, TraceEvent::What what, const char* at, const char* to = "", const char* flow = "") {
    CaseEvent made{time, 0, what, {MapPart::Kind::task, at}, {MapPart::Kind::task, to}, {}};
    if (*flow)
        made.way = MapPart{MapPart::Kind::flow, flow};
    return made;
}

} // namespace

TEST_CASE("there is a token for every case inside, and each stands on the map") {
    const ProcessMeasures found = need(measureProcess(transit(), ProcessId("restore"), {}, 0, {}, Simulation::beside));
    REQUIRE(found.simulated);
    const auto events = caseTrace(found.process, found.simulated->trace);
    const MapTokens tokens(found.process, events);
    const MapLayout layout = MapLayout::of(found.process);
    REQUIRE_FALSE(tokens.isEmpty());
    CHECK(tokens.end() > tokens.begin() + 100);
    const QRectF map(QPointF(0, 0), layout.size());
    for (const double share : {0.1, 0.33, 0.5, 0.77, 0.99}) {
        const double time = tokens.begin() + share * (tokens.end() - tokens.begin());
        int inside = 0;
        for (const CaseEvent& each : events)
            if (each.time <= time)
                inside += each.what == TraceEvent::What::arrives ? 1 : each.what == TraceEvent::What::leaves ? -1 : 0;
        const auto shown = tokens.at(time, 0, layout);
        std::set<std::uint32_t> numbers;
        for (const MapTokens::Token& token : shown) {
            numbers.insert(token.number);
            CHECK(map.adjusted(-12, -40, 12, 12).contains(token.place));
        }
        CHECK(static_cast<int>(numbers.size()) == inside);
        int stoodFor = 0;
        for (const MapTokens::Token& token : shown)
            stoodFor += token.count;
        CHECK(stoodFor == inside);
        CHECK(shown.size() == inside); // no branches here: none is in two places
        // Late by the time that a way takes to be seen, but none is lost or doubled.
        std::set<std::uint32_t> late;
        const auto slow = tokens.at(time, 2, layout);
        for (const MapTokens::Token& token : slow) {
            late.insert(token.number);
            CHECK(isOnMap(layout, token.place));
        }
        CHECK(late.size() == static_cast<size_t>(slow.size()));
    }
}

TEST_CASE("cases play from when as many are inside as later on, which is soon") {
    for (const char* id : {"transit", "call-centre", "service-desk", "missed-delivery"}) {
        INFO(id);
        const Model model = need(modelFromTemplate(id));
        const ProcessMeasures found =
            need(measureProcess(model, model.processes().begin()->id, {}, 0, {}, Simulation::beside));
        REQUIRE(found.simulated);
        const auto events = caseTrace(found.process, found.simulated->trace);
        const MapTokens tokens(found.process, events);
        const MapLayout layout = MapLayout::of(found.process);
        const double whole = tokens.end() - events.front().time;
        CHECK(tokens.begin() <= events.front().time + 0.25 * whole);
        const auto inside = [&](double time) { return static_cast<double>(tokens.at(time, 0, layout).size()); };
        CHECK(inside(tokens.begin()) > 0);
        double later = 0;
        constexpr int looks = 200;
        for (int look = 0; look < looks; ++look)
            later += inside(tokens.end() - 0.5 * whole * look / looks) / looks;
        const bool isLongInFilling = tokens.begin() >= events.front().time + 0.2499 * whole;
        CHECK((inside(tokens.begin()) >= 0.6 * later || isLongInFilling));
    }
}

TEST_CASE("tokens leave the names and numbers of tasks free, and where they are many a number stands for them") {
    for (const char* id : {"transit", "service-desk"}) {
        INFO(id);
        const Model model = need(modelFromTemplate(id));
        const ProcessMeasures found =
            need(measureProcess(model, model.processes().begin()->id, {}, 0, {}, Simulation::beside));
        REQUIRE(found.simulated);
        const MapTokens tokens(found.process, caseTrace(found.process, found.simulated->trace));
        const MapLayout layout = MapLayout::of(found.process);
        int most = 1;
        for (const double share : {0.2, 0.4, 0.6, 0.8, 0.99})
            for (const double travel : {0.0, 0.5}) {
                std::map<std::pair<double, double>, int> dots;
                const double time = tokens.begin() + share * (tokens.end() - tokens.begin());
                for (const MapTokens::Token& token : tokens.at(time, travel, layout)) {
                    if (token.count == 0)
                        continue;
                    most = std::max(most, token.count);
                    for (const MapLayout::StepBox& step : layout.steps())
                        if (step.kind == StepKind::task)
                            CHECK_FALSE(step.box.adjusted(3, 3, -3, -3).contains(token.place));
                    if (token.state != MapTokens::State::moving)
                        CHECK(++dots[{token.place.x(), token.place.y()}] == 1); // none hides another
                }
            }
        CHECK((most > 10 || std::string_view(id) == "transit"));
    }
}

TEST_CASE("a token moves along its way, waits hollow, is worked on, and stands in both branches until they join") {
    using What = TraceEvent::What;
    Process process;
    const auto step = [&](const char* id, StepKind kind) {
        Step made;
        made.id = StepId(id);
        made.kind = kind;
        process.steps.push_back(made);
    };
    step("s", StepKind::start);
    step("fork", StepKind::parallel);
    step("a", StepKind::task);
    step("b", StepKind::task);
    step("join", StepKind::parallel);
    step("e", StepKind::end);
    const auto flow = [&](const char* id, const char* from, const char* to) {
        Flow made;
        made.id = FlowId(id);
        made.from = StepId(from);
        made.to = StepId(to);
        process.flows.push_back(made);
    };
    flow("s-fork", "s", "fork");
    flow("fork-a", "fork", "a");
    flow("fork-b", "fork", "b");
    flow("a-join", "a", "join");
    flow("b-join", "b", "join");
    flow("join-e", "join", "e");
    const MapLayout layout = MapLayout::of(process);
    const MapTokens tokens(process,
                           {event(0, What::arrives, "s"), event(0, What::goes, "s", "fork", "s-fork"),
                            event(0, What::goes, "fork", "a", "fork-a"), event(0, What::goes, "fork", "b", "fork-b"),
                            event(4, What::queues, "a"), event(6, What::begins, "a"), event(4, What::begins, "b"),
                            event(8, What::ends, "b"), event(8, What::goes, "b", "join", "b-join"),
                            event(20, What::ends, "a"), event(20, What::goes, "a", "join", "a-join"),
                            event(20, What::goes, "join", "e", "join-e"), event(20, What::leaves, "e")});
    const auto near = [&](const MapTokens::Token& token, const char* at) {
        return layout.find(StepId(at))->box.adjusted(-12, -14, 12, 14).contains(token.place);
    };
    CHECK(tokens.at(2, 0, layout).size() == 2); // on their ways
    for (const MapTokens::Token& token : tokens.at(2, 0, layout))
        CHECK(token.state == MapTokens::State::moving);
    const auto both = tokens.at(5, 0, layout);
    REQUIRE(both.size() == 2);
    for (const MapTokens::Token& token : both) {
        const bool first = near(token, "a");
        CHECK(first != near(token, "b"));
        CHECK(token.state == (first ? MapTokens::State::waiting : MapTokens::State::worked));
    }
    const auto joining = tokens.at(12, 0, layout);
    REQUIRE(joining.size() == 2); // one is worked on, the other has come to the join
    CHECK(std::ranges::any_of(joining, [&](const auto& token) { return near(token, "join"); }));
    CHECK(std::ranges::any_of(joining, [&](const auto& token) { return near(token, "a"); }));
    CHECK(tokens.at(21, 0, layout).isEmpty());
}
