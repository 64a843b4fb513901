// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"
#include "core/model/map_edits.h"
#include "core/model/validate.h"
#include "tests/builders.h"
#include "tests/ui/cascade/shown_cascade.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/cascade/erase_sheet.h"
#include "ui/cascade/link_width.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/paste_sheet.h"
#include "ui/document.h"
#include "ui/qt_text.h"

#include <catch2/catch.hpp>

#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using tributary::test::need;
using tributary::test::Shown;
using tributary::test::transit;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("cards tell the results of the period: median, range and change against business as usual") {
    Shown shown(transit());
    const CascadeContent& content = shown.page.scene().content();
    CHECK(content.card("L2", {}).value.isEmpty());
    shown.run();
    const CardContent card = content.card("L2", {});
    const MetricResults* results = find(*shown.document.sampled(), MetricId("L2"));
    REQUIRE(results);
    const Summary& with = results->with[23];
    CHECK(card.value.toDouble() == Approx(with.p50).epsilon(0.006));
    CHECK(card.unit == u"h"_s);
    CHECK(card.range.contains(u"to"_s));
    CHECK(card.judgement == Judgement::better);
    CHECK(card.pointing == Pointing::down);
    CHECK(content.card("L1", {}).change == u"no change"_s);
    CHECK(content.card("L1", {}).judgement == Judgement::none);
    CHECK(content.card("O3", {}).onMap);
    CHECK(content.card("O3", {}).grade == Grade::none);
    CHECK(content.card("L2", {}).onMap); // the map takes its time from it
    CHECK_FALSE(content.card("F1", {}).onMap);
    shown.document.setPeriod(1);
    CHECK(content.card("L2", {}).change != card.change);
}

TEST_CASE("shares of the counted change are told only where the results prove them") {
    Shown shown(transit());
    shown.run();
    const Model& model = shown.document.model();
    const Dependencies graph = dependencies(model);
    const auto shares = linkShares(model, graph, shown.document.mostLikely(), 24);
    const auto of = [&](const std::string& id) {
        const auto at = std::find(graph.metrics.begin(), graph.metrics.end(), MetricId(id)) - graph.metrics.begin();
        return shares[static_cast<std::size_t>(at)];
    };
    // What counts is F2a, F2b and F3; above them the parts add up, below them they pass on whole along single drivers.
    REQUIRE(of("F2a").share);
    REQUIRE(of("F2b").share);
    REQUIRE(of("F2").share);
    REQUIRE(of("F3").share);
    CHECK(*of("F2a").share + *of("F2b").share == Approx(*of("F2").share));
    CHECK(*of("F2").share + *of("F3").share == Approx(1));
    CHECK(*of("O5").share == Approx(*of("F3").share));
    CHECK(*of("O4").share == Approx(*of("F3").share));
    CHECK(*of("O3").share == Approx(*of("F3").share));
    CHECK(*of("O7").share == Approx(*of("F2b").share));
    CHECK_FALSE(of("O2").changed);
    CHECK(widthShare(of("O2")) == 0);
    // Several drivers move the process at once: who carries how much is not known from one run.
    CHECK(of("L2").changed);
    CHECK_FALSE(of("L2").share);
    CHECK(widthShare(of("L2")) <= 0.25);

    const auto ofScenario = [&](const ScenarioResults* results) { return linkShares(model, graph, results, 24); };
    for (const CarriedChange& carried : ofScenario(nullptr))
        CHECK_FALSE(carried.changed);
}

TEST_CASE("a branch without a numeric relation is drawn as not linked, a lag by its kind") {
    Shown shown(transit());
    const CascadeScene& scene = shown.page.scene();
    int seen = 0;
    for (const PlacedLink& placed : scene.layout().links()) {
        const LinkContent link = scene.content().link(placed, {});
        if (placed.driver == "O6") { // hangs below O8, which is another measure of the same process
            CHECK(link.kind == LinkContent::Kind::unlinked);
            ++seen;
        }
        if (placed.driver == "O4") {
            CHECK(link.kind == LinkContent::Kind::primary);
            CHECK(link.lag == LinkContent::Lag::smoothing);
            CHECK(link.lagText == QString(u"1"_s + QChar(0x00A0) + u"mo"_s));
            ++seen;
        }
    }
    CHECK(seen == 2);
    shown.click("O2");
    const auto& second = scene.secondLinks().links();
    CHECK(std::any_of(second.begin(), second.end(), [](const PlacedLink& link) { return link.parent == "O7"; }));
    shown.key(Qt::Key_Escape);
    CHECK(scene.secondLinks().links().empty());
}

TEST_CASE("a card that an error leaves without a value says so, and what hangs on it what it waits for") {
    Shown shown(transit());
    Metric broken = *shown.document.model().metrics().find(MetricId("O4"));
    broken.source = MetricSource::formula;
    broken.formula = tributary::test::formula("no_such_metric * 2");
    REQUIRE(shown.document.apply(Edit{"Break it", {}, {put(broken)}}));
    shown.document.setProblems(validate(shown.document.model()));
    const auto card = [&](const char* id) { return shown.page.scene().content().card(id, {}); };
    CHECK(card("O4").trouble == u"Has an error"_s);
    CHECK(shown.page.scene().content().cardTip("O4").contains(u"no_such_metric"_s));
    CHECK(card("F1").trouble.startsWith(u"Waits for "_s));
    CHECK(card("L1").trouble.isEmpty());
}

TEST_CASE("the mark of a card leads to its place on a process map, by a click and by the keyboard") {
    Shown shown(transit());
    QSignalSpy wanted(&shown.page, &CascadePage::placeWanted);
    CascadeCanvas& canvas = shown.page.canvas();
    const auto markOf = [&](const std::string& id) {
        const QRectF mark = mapMarkArea(shown.page.scene().content().card(id, {}));
        REQUIRE_FALSE(mark.isNull());
        return canvas.mapFromScene(shown.page.scene().cardArea(id)->topLeft() + mark.center());
    };
    // Restore cycle time measures the map: one place.
    const QPoint mark = markOf("O3");
    QTest::mouseMove(canvas.viewport(), mark);
    CHECK(canvas.viewport()->cursor().shape() == Qt::PointingHandCursor);
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, mark);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.takeFirst().front().toString() == u"process/restore"_s);
    CHECK(shown.document.selection() == "metric/O3");
    QTest::keyClick(&canvas, Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.takeFirst().front().toString() == u"process/restore"_s);
    // A click beside it only selects.
    shown.click("O3");
    CHECK(wanted.isEmpty());

    // What several parameters take is asked which.
    const auto& places = shown.page.scene().content().mapPlaces("L4");
    REQUIRE(places.size() > 1);
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, markOf("L4"));
    CHECK(wanted.isEmpty());
    auto* offered = canvas.findChild<QMenu*>(u"mapPlaces"_s);
    REQUIRE(offered);
    REQUIRE(offered->isVisible());
    REQUIRE(offered->actions().size() == static_cast<qsizetype>(places.size()));
    CHECK(offered->actions().first()->text().contains(u"Parts staff search"_s));
    QTest::keyClick(offered, Qt::Key_Down);
    QTest::keyClick(offered, Qt::Key_Return);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.takeFirst().front().toString() == toQt(places[1].path));

    shown.document.select(EntityRef{Metric::kind, "F1"});
    QTest::keyClick(&canvas, Qt::Key_Return, Qt::ControlModifier);
    CHECK(wanted.isEmpty());
    CHECK(canvas.noted().contains(u"no place"_s));
}

TEST_CASE("a parameter that is tracked as a metric gives its card the mark, and undo takes it away") {
    Shown shown(transit());
    REQUIRE(shown.document.apply(trackParameter(shown.document.model(), "process/restore/task/T3/touch")));
    const auto& metrics = shown.document.model().metrics();
    const auto made = std::find_if(metrics.begin(), metrics.end(), [](const Metric& metric) {
        return metric.estimate && metric.estimate->text() == "2 hour";
    });
    REQUIRE(made != metrics.end());
    const std::string id = made->id.text;
    CHECK(shown.page.scene().content().card(id, {}).onMap);
    CHECK(shown.page.scene().content().mapTip(id).contains(u"Diagnose"_s));
    CHECK(shown.page.scene().content().cardWords(id).contains(u"Diagnose"_s));
    REQUIRE(shown.document.undo());
    CHECK(shown.page.scene().content().mapPlaces(id).empty());
}

TEST_CASE("a metric without a value says so on its card, and is no error until something asks for it") {
    Shown shown(transit());
    shown.click("L2");
    shown.key(Qt::Key_Tab);
    NameField& field = shown.page.canvas().nameField();
    QTest::keyClicks(field.field(), u"Calls"_s);
    QTest::keyClick(field.field(), Qt::Key_Return);
    const std::string calls = shown.document.selectedEntity()->id;
    shown.document.setProblems(validate(shown.document.model()));
    const auto card = [&] { return shown.page.scene().content().card(calls, {}); };
    CHECK(card().unfinished);
    CHECK_FALSE(card().faulty);
    CHECK(shown.page.scene().content().cardTip(calls).contains(u"No value yet"_s));
    REQUIRE(shown.document.apply(
        setField(shown.document.model(), {Metric::kind, "O4"}, "formula", "O2 * O3 * [Calls] * 1 bus/breakdown")));
    shown.document.setProblems(validate(shown.document.model()));
    CHECK(card().faulty);
    shown.key(Qt::Key_Equal);
    QTest::keyClicks(field.field(), u"3"_s);
    QTest::keyClick(field.field(), Qt::Key_Return);
    shown.document.setProblems(validate(shown.document.model()));
    CHECK_FALSE(card().unfinished);
    CHECK_FALSE(card().faulty);
}
