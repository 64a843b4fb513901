// SPDX-License-Identifier: GPL-3.0-or-later
// The words on the ground of a process map: names of ways, gateways and events, shares, what hand-offs take. Each has a
// place of its own, or none.
#include "tests/builders.h"
#include "tests/ui/qt_strings.h"
#include "ui/process/map_tokens.h"
#include "ui/process/map_words.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace Qt::Literals::StringLiterals;
using Kind = MapWords::Kind;

namespace {

const Process& mapIn(const Model& model) { return *model.processes().begin(); }

MapPart flowPart(const char* id) { return {MapPart::Kind::flow, id}; }
MapPart stepPart(const char* id) { return {MapPart::Kind::task, id}; }

/// Nothing that is said lies on anything else that is drawn.
void holdFree(const MapLayout& layout, const MapWords& words) {
    for (const MapWords::Word& word : words.all()) {
        INFO(word.lines.join(u' ').toStdString());
        for (const MapLayout::StepBox& step : layout.steps())
            CHECK_FALSE(step.box.intersects(word.box));
        for (const MapLayout::Badge& badge : layout.badges())
            CHECK_FALSE(badge.box.intersects(word.box));
        for (const MapWords::Word& other : words.all())
            CHECK((&other == &word || !other.box.intersects(word.box)));
        for (const MapLayout::Way& way : layout.ways()) {
            for (const QPointF& gate : way.gates)
                CHECK_FALSE(word.box.contains(gate));
            if (word.onWay && way.part == word.part)
                continue;
            for (qsizetype i = 0; i + 1 < way.line.size(); ++i)
                CHECK_FALSE(QRectF(way.line[i], way.line[i + 1])
                                .normalized()
                                .adjusted(-0.5, -0.5, 0.5, 0.5)
                                .intersects(word.box.adjusted(1, 1, -1, -1)));
        }
    }
}

} // namespace

TEST_CASE("words on the ground of a map cover nothing: neither badges, nor ways, nor each other") {
    for (const char* id :
         {"transit", "call-centre", "service-desk", "special-terms", "missed-delivery", "failed-test"}) {
        const Model model = need(modelFromTemplate(id));
        const ProcessMeasures measures = need(measureProcess(model, mapIn(model).id, {}, 0, {}, Simulation::none));
        const MapContent content(model, mapIn(model), &measures, nullptr, Heat::waiting);
        for (const QSizeF& wanted : {QSizeF(), QSizeF(1100, 600), QSizeF(1600, 800)})
            for (const TaskShape shape : {TaskShape::usual, TaskShape::low, TaskShape::narrow})
                for (const double text : {1.0, 1.3}) {
                    INFO(id << ", " << wanted.width() << ", text " << text);
                    const MapLayout layout = MapLayout::of(mapIn(model), wanted, shape);
                    const MapWords words(layout, content, text);
                    holdFree(layout, words);
                    if (wanted.isEmpty() || text > 1)
                        continue;
                    // Nearly all of the numbers are said on the map, the rest in tool tips.
                    int shares = 0, said = 0;
                    for (const Flow& flow : mapIn(model).flows) {
                        const MapPart part = flowPart(flow.id.text.c_str());
                        const bool isBadge =
                            std::ranges::find(layout.badges(), part, &MapLayout::Badge::part) != layout.badges().end();
                        if (content.way(part).share.isEmpty() || isBadge)
                            continue;
                        ++shares;
                        said += words.find(part, Kind::share) ? 1 : 0;
                    }
                    CHECK(said == shares);
                }
    }
}

TEST_CASE("a share of many digits is rounded on the map, and a lane without a name is called by its place") {
    Process process;
    process.id = ProcessId("p");
    process.lanes = {Lane{LaneId("sid-57E4"), "", GroupId()}};
    process.steps = {step("in", StepKind::start), step("ask", StepKind::exclusive), task("a", "A", "", "1 hour"),
                     task("b", "B", "", "1 hour"), step("out", StepKind::end)};
    process.flows = {flow("in", "ask"), flow("ask", "a"), flow("ask", "b"), flow("a", "out"), flow("b", "out")};
    process.flows[2].share = parameter("33.3333%");
    const Model model = with(transit(), process);
    const MapContent content(model, process, nullptr, nullptr, Heat::waiting);
    CHECK(content.way(flowPart(process.flows[2].id.text.c_str())).share == u"33\u00A0%"_s);
    CHECK(content.laneName(LaneId("sid-57E4")) == u"Lane 1"_s);
}

TEST_CASE("what a hand-off takes stands beside its gate") {
    const Model model = need(modelFromTemplate("special-terms"));
    const Process& process = mapIn(model);
    const ProcessMeasures measures = need(measureProcess(model, process.id, {}, 0, {}, Simulation::none));
    const MapContent content(model, process, &measures, nullptr, Heat::waiting);
    const MapLayout layout = MapLayout::of(process, {1100, 700});
    const MapWords words(layout, content, 1);
    int beside = 0, delays = 0;
    for (const MapLayout::Way& way : layout.ways()) {
        if (content.way(way.part).delay.isEmpty() || way.part.kind != MapPart::Kind::flow)
            continue;
        ++delays;
        INFO(way.part.id);
        CHECK(content.way(way.part).words.contains(u"the hand-off takes"_s));
        const MapWords::Word* word = words.find(way.part, Kind::delay);
        REQUIRE(word);
        CHECK(word->lines == QStringList{content.way(way.part).delay});
        beside += std::ranges::any_of(
            way.gates, [&](const QPointF& gate) { return word->box.adjusted(-16, -24, 16, 24).contains(gate); });
    }
    CHECK(delays >= 4);
    CHECK(2 * beside > delays);
    // Before anything is measured it is what is typed.
    const MapContent typed(model, process, nullptr, nullptr, Heat::waiting);
    CHECK_FALSE(typed.way(flowPart("T1-T2")).delay.isEmpty());
}

TEST_CASE("what only waits, as a timer does, is told from a task whose people are not known yet") {
    Step timer = task("wait", "60 minutes", "", ""), unknown = task("look", "Look", "", "");
    timer.delay = parameter("1 hour");
    CHECK(isDelay(timer));
    CHECK_FALSE(isDelay(unknown));
}

TEST_CASE("gateways, events and ordinary ways say their names on the map") {
    Process process;
    process.id = ProcessId("invoice");
    process.steps = {step("in", StepKind::start),      task("look", "Look", "", "1 hour"),
                     step("ask", StepKind::exclusive), task("pay", "Pay", "", "1 hour"),
                     step("out", StepKind::end),       step("gone", StepKind::end)};
    process.steps[0].name = "Invoice received";
    process.steps[2].name = "Invoice approved?";
    process.steps[4].name.clear();
    process.flows = {flow("in", "look"), flow("look", "ask"), flow("ask", "pay"), flow("pay", "out"),
                     flow("ask", "gone")};
    process.flows[2].name = "yes";
    process.flows[4].name = "no";
    process.flows[4].share = parameter("20%");
    const Model model = with(transit(), process);
    const MapContent content(model, process, nullptr, nullptr, Heat::waiting);
    const MapLayout layout = MapLayout::of(process, {1000, 300});
    const MapWords words(layout, content, 1);
    holdFree(layout, words);
    const auto said = [&](const MapPart& part, Kind kind) {
        const MapWords::Word* word = words.find(part, kind);
        return word ? word->lines.join(u' ') : QString();
    };
    CHECK(said(stepPart("ask"), Kind::step) == u"Invoice approved?"_s);
    CHECK(said(stepPart("in"), Kind::step) == u"Invoice received"_s);
    CHECK(said(stepPart("out"), Kind::step).isEmpty()); // it has none of its own
    CHECK(said(flowPart(process.flows[2].id.text.c_str()), Kind::name) == u"yes"_s);
    CHECK(said(flowPart(process.flows[4].id.text.c_str()), Kind::name) == u"no"_s);
    CHECK(said(flowPart(process.flows[4].id.text.c_str()), Kind::share) == u"20%"_s);
}

TEST_CASE("a share stands where its way begins, whatever lies further on") {
    const auto apart = [](const QPointF& place, const QRectF& box) {
        return std::hypot(std::max({box.left() - place.x(), place.x() - box.right(), 0.0}),
                          std::max({box.top() - place.y(), place.y() - box.bottom(), 0.0}));
    };
    int seen = 0, near = 0;
    for (const char* id :
         {"transit", "call-centre", "service-desk", "special-terms", "missed-delivery", "failed-test"}) {
        const Model model = need(modelFromTemplate(id));
        const MapContent content(model, mapIn(model), nullptr, nullptr, Heat::waiting);
        for (const QSizeF& wanted : {QSizeF(1100, 600), QSizeF(1600, 800)}) {
            const MapLayout layout = MapLayout::of(mapIn(model), wanted);
            const MapWords words(layout, content, 1);
            for (const MapLayout::Way& way : layout.ways())
                if (const MapWords::Word* share = words.find(way.part, Kind::share)) {
                    INFO(id << " " << way.part.id << " in " << wanted.width());
                    ++seen;
                    near += apart(way.line.front(), share->box) < 40 ? 1 : 0;
                    CHECK(apart(way.line.front(), share->box) < 90); // of one that leaves with others, where it parts
                }
        }
    }
    CHECK(seen > 20);
    CHECK(near > 0.85 * seen);
}

TEST_CASE("of several that go wrong at a step each is named, or counted where there is no room, and its tip names it") {
    Process process;
    process.id = ProcessId("p");
    process.steps = {step("in", StepKind::start), task("look", "Look", "", "1 hour"),
                     task("more", "Look again", "", "1 hour"), step("out", StepKind::end)};
    process.flows = {flow("in", "look"), flow("look", "more"), flow("more", "out")};
    for (const char* name : {"Missing data", "Wrong customer number", "No signature"}) {
        ProcessException each;
        each.id = ExceptionId(name);
        each.name = name;
        each.step = StepId("look");
        each.frequency = parameter("10%");
        process.exceptions.push_back(each);
    }
    const Model model = with(transit(), process);
    const MapContent content(model, process, nullptr, nullptr, Heat::waiting);
    for (const QSizeF& wanted : {QSizeF(), QSizeF(1100, 600)})
        for (const double text : {1.0, 1.3}) {
            INFO(wanted.width() << ", text " << text);
            const MapLayout layout = MapLayout::of(process, wanted);
            const MapWords words(layout, content, text);
            holdFree(layout, words);
            qsizetype named = 0;
            for (const ProcessException& each : process.exceptions) {
                const MapPart part{MapPart::Kind::exception, each.id.text};
                CHECK(content.wordsOf(part).contains(QString::fromStdString(each.name)));
                const MapWords::Word* word = words.find(part, Kind::name);
                if (!word)
                    continue;
                const QString said = word->lines.join(u' ');
                const qsizetype counted = said.section(u'+', 1).toInt();
                named += said.startsWith(u'+') ? counted : 1 + counted;
            }
            CHECK(named == 3);
        }
}

TEST_CASE("tokens at a step touch no name or share of a way, but where there is no other place for it") {
    size_t touched = 0, all = 0;
    for (const char* id :
         {"transit", "call-centre", "service-desk", "special-terms", "missed-delivery", "failed-test"}) {
        const Model model = need(modelFromTemplate(id));
        const ProcessMeasures measures = need(measureProcess(model, mapIn(model).id, {}, 0, {}, Simulation::none));
        const MapContent content(model, mapIn(model), &measures, nullptr, Heat::waiting);
        for (const QSizeF& wanted : {QSizeF(), QSizeF(1100, 600), QSizeF(1600, 800)}) {
            const MapLayout layout = MapLayout::of(mapIn(model), wanted);
            const MapWords words(layout, content, 1);
            for (const MapWords::Word& word : words.all()) {
                if (word.kind != Kind::name && word.kind != Kind::share)
                    continue;
                ++all;
                for (const QRectF& area : MapTokens::areasOn(layout))
                    touched += area.intersects(word.box) ? 1 : 0;
            }
        }
    }
    CHECK(all > 100);
    CHECK(50 * touched < all); // between a badge and the step right beneath it
}
