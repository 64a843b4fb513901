// SPDX-License-Identifier: GPL-3.0-or-later
// The outcome on the ribbon and the pages, as they follow the hand.
#include "core/model/card_edits.h"
#include "core/report/findings.h"
#include "tests/ui/whatif/bench.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/look/npv_words.h"
#include "ui/look/number_words.h"
#include "ui/look/type.h"
#include "ui/whatif/headline_tile.h"
#include "ui/window/run_indicator.h"

#include <catch2/catch.hpp>

#include <QFontMetricsF>
#include <QLabel>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("The outcome follows the hand in few trials, is marked so, and tells the change since the drag began") {
    Bench at({stall});
    const QString value = at.ribbon.outcome().value();
    CHECK(at.ribbon.outcome().change().isEmpty());
    at.press(at.slider());
    at.move(at.slider(), 80);
    const quint64 revision = at.document.revision();
    REQUIRE(QTest::qWaitFor([&] { return at.ribbon.outcome().revision() == revision; }, 60000));
    CHECK(at.ribbon.outcome().value() != value);
    CHECK(at.ribbon.outcome().title().contains(u"512 trials"_s));
    CHECK(at.ribbon.outcome().toolTip().contains(u"so far"_s));
    CHECK(at.ribbon.outcome().change().startsWith(QChar(0x2212)));
    CHECK(at.agrees());
    CHECK(at.comesFrom(value)); // the few trials move what stood there
    CHECK(at.ribbon.outcome().range().contains(u"loss about"_s));
    // Where it is narrow the words get shorter, and none is cut.
    const QString whole = at.ribbon.outcome().rangeFitting(1000);
    CHECK(whole == at.ribbon.outcome().range());
    const QFontMetricsF metrics(fontOf(TextRole::label));
    const double room = metrics.horizontalAdvance(whole) - 4;
    const QString shorter = at.ribbon.outcome().rangeFitting(room);
    CHECK(metrics.horizontalAdvance(shorter) <= room);
    CHECK(shorter.contains(u"loss"_s));
    CHECK(at.ribbon.outcome().toolTip().contains(whole));
    REQUIRE(waitForResults(at.bench.runs())); // the hand rests
    const auto labels = at.bench.window().findChild<RunIndicator*>()->findChildren<QLabel*>();
    CHECK(std::any_of(labels.begin(), labels.end(),
                      [](QLabel* label) { return label->text() == u"1,024 trials, while dragging"_s; }));
    // The headline is that of the pages: the same trials, the same bits.
    CHECK(at.document.headline()->median == at.document.sampled()->npv.p50);
    CHECK(at.document.outcome().sampled->trials == 1024);
    at.release(at.slider());
    REQUIRE(waitForResults(at.bench.runs()));
    const QString from = at.ribbon.outcome().change().section(u" from "_s, 1);
    CHECK(std::abs(Bench::thousands(from) - Bench::thousands(value)) <= 5.1); // "0.43 M$" beside millions
    CHECK(at.agrees());
    CHECK(at.ribbon.outcome().toolTip().contains(npvChangeMeaning()));
    CHECK_FALSE(at.ribbon.outcome().title().contains(u"trials"_s));
    need(at.document.undo());
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK(at.ribbon.outcome().change().isEmpty());
    CHECK(at.ribbon.outcome().value() == value);
}

TEST_CASE("The axes of the results stand still under a drag, and for the full result that ends it") {
    Bench at({stall});
    at.bench.window().showPageFor("results");
    const auto& fan = *at.bench.window().findChild<FanChart*>();
    const auto& histogram = *at.bench.window().findChild<HistogramChart*>();
    const Extent fanBefore = fan.extent();
    const Extent histogramBefore = histogram.extent();
    const auto follow = [&](double value) {
        at.move(at.slider(), value);
        REQUIRE(waitForResults(at.bench.runs()));
    };
    at.press(at.slider());
    follow(100);
    const Extent fanWide = fan.extent();
    const Extent histogramWide = histogram.extent();
    CHECK(fanWide.with(fanBefore) == fanWide);
    CHECK(histogramWide.with(histogramBefore) == histogramWide);
    follow(60);
    CHECK(fan.extent().with(fanWide) == fan.extent());
    CHECK(histogram.extent().with(histogramWide) == histogram.extent());
    const Extent fanHeld = fan.extent();
    at.release(at.slider());
    REQUIRE(QTest::qWaitFor([&] { return at.document.outcome().sampled->trials == 1024; }, 60000));
    CHECK(fan.extent().with(fanHeld) == fan.extent());
    need(at.document.undo());
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK(fan.extent() == fanBefore);
    CHECK(histogram.extent() == histogramBefore);
}

TEST_CASE("A slider moves the headline and the pages of a model of which a part has an error") {
    Bench at({stall});
    Metric aside;
    aside.level = Level::operating;
    need(at.document.apply(
        addCard(at.document.model(), aside,
                need(readCardLine(at.document.model(), "Idle cost = [Idle hours] * 50 USD/hour in USD/year")))));
    REQUIRE(QTest::qWaitFor([&] { return at.document.outcome().leftOut.size() == 1; }, 60000));
    const QString shown = at.ribbon.outcome().value();

    at.press(at.slider());
    at.move(at.slider(), 70);
    REQUIRE(QTest::qWaitFor([&] { return at.ribbon.outcome().change().contains(u" from "_s); }, 60000));
    CHECK(at.document.isDragging());
    CHECK(at.ribbon.outcome().change().startsWith(QChar(0x2212)));
    CHECK(at.comesFrom(shown));
    CHECK(at.ribbon.outcome().value() != shown);
    CHECK(QTest::qWaitFor([&] { return at.document.outcome().revision == at.document.revision(); }, 60000));
    at.release(at.slider());
    REQUIRE(QTest::qWaitFor([&] { return at.bench.runs().state() == RunController::State::blocked; }, 60000));
    CHECK(at.agrees());
}

TEST_CASE("The NPV keeps the unit of all scenarios under a drag, which runs one of them") {
    Bench at({locate});
    Scenario stalls = *at.document.model().scenarios().find(ScenarioId("parts-exchange"));
    stalls.id = ScenarioId("stalls");
    stalls.name = "It stalls";
    need(at.document.apply(Edit{"Add It stalls", {}, {put(stalls)}}));
    need(at.document.apply(setOverride(at.document.model(), stalls.id, stall, "100%")));
    at.document.setScenario(stalls.id);
    REQUIRE(waitForResults(at.bench.runs()));
    REQUIRE(std::abs(at.document.sampled()->npv.p10) < 1'000'000);
    REQUIRE(at.ribbon.outcome().value().endsWith(u"M$"_s));
    at.press(at.slider());
    at.move(at.slider(), at.slider().groove().at() * 1.1);
    REQUIRE(waitForResults(at.bench.runs())); // the hand rests
    CHECK(at.document.outcome().sampled->scenarios.size() == 1);
    CHECK(at.ribbon.outcome().value().endsWith(u"M$"_s));
    at.release(at.slider());
}

TEST_CASE("What a drag comes from is what stood there, and adds up to the last digit, during it and after it") {
    Bench at({stall, locate});
    need(at.document.apply(pinHeadline(at.document.model(), {PinnedHeadline::Kind::chanceOfLoss, {}})));
    const HeadlineTile& loss = *at.ribbon.headlines().front();
    const auto share = [&] { return loss.range().section(u' ', 0, 0).toDouble(); };
    for (const double to : {70.0, 35.0, 55.0}) {
        REQUIRE(waitForResults(at.bench.runs()));
        const QString shown = at.ribbon.outcome().value();
        const double lossShown = share();
        at.press(at.slider());
        at.move(at.slider(), to);
        REQUIRE(QTest::qWaitFor([&] { return at.ribbon.outcome().change().contains(u" from "_s); }, 60000));
        CHECK(at.agrees());
        CHECK(at.comesFrom(shown));
        REQUIRE(QTest::qWaitFor([&] { return !loss.change().isEmpty() && loss.change() != u"…"_s; }, 60000));
        if (loss.change().contains(u"pts"_s)) {
            QString change = loss.change().section(QChar(0x00A0), 0, 0);
            const double points = change.replace(QChar(0x2212), u'-').toDouble();
            CHECK(share() - lossShown == Approx(points).margin(1));
        }
        CHECK(QTest::qWaitFor([&] { return at.document.outcome().sampled->trials == 1024 && !at.document.isStale(); },
                              60000)); // at rest
        CHECK(at.agrees());
        CHECK(at.comesFrom(shown));
        at.release(at.slider());
        REQUIRE(waitForResults(at.bench.runs()));
        CHECK(at.agrees());
        CHECK(at.comesFrom(shown));
    }
}

TEST_CASE("An outcome of the state before is dimmed and says that it waits, not that nothing changed") {
    Bench at({stall});
    need(at.document.apply(pinHeadline(at.document.model(), {PinnedHeadline::Kind::chanceOfLoss, {}})));
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK_FALSE(at.ribbon.outcome().isStale());
    at.type(at.slider(), u"80%"_s);
    CHECK(at.ribbon.outcome().isStale());
    CHECK(at.ribbon.outcome().waiting() == u"…"_s);
    CHECK(at.ribbon.outcome().change().isEmpty());
    CHECK(at.ribbon.headlines().front()->change().isEmpty());
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK_FALSE(at.ribbon.outcome().isStale());
    CHECK(at.ribbon.outcome().waiting().isEmpty());
    CHECK(at.ribbon.outcome().change().contains(u" from "_s));
}

TEST_CASE("The NPV of the ribbon and the median of the histogram are one number in one unit") {
    Bench at({stall});
    at.bench.window().showPageFor("results");
    const auto& histogram = *at.bench.window().findChild<HistogramChart*>();
    REQUIRE(QTest::qWaitFor([&] { return !histogram.data().medianText.isEmpty(); }));
    CHECK(histogram.data().medianText == at.ribbon.outcome().value());
}

TEST_CASE("Beside the median of the NPV stands how well the median is known, and of the mean that of the mean") {
    Bench at({stall});
    const Results& results = *at.document.outcome().sampled;
    const ScenarioResults& scenario = *at.document.sampled();
    const double error = medianNpvError(results, scenario).value();
    CHECK(error > *scenario.npv.standardError); // two humps, with the median where trials are few
    const auto words = [&](double amount) {
        const UnitWords unit = unitWords(u"USD"_s, amount);
        return withUnit(significant(amount * unit.factor, 1), unit.text);
    };
    QString said;
    for (const QLabel* label : at.bench.window().findChildren<QLabel*>())
        if (label->accessibleName() == u"Precision of the run"_s)
            said = label->text() + u'\n' + label->toolTip();
    INFO(said.toStdString());
    CHECK(said.contains(u"median NPV known to ± %1 · "_s.arg(words(error))));
    CHECK(said.contains(u"± %1, mean "_s.arg(words(error))));
    CHECK(said.contains(u"± %1 (± standard error of each)"_s.arg(words(*scenario.npv.standardError))));
}

TEST_CASE("The chance of a loss stays in words as long as they have room") {
    Bench at({stall});
    const OutcomePanel& outcome = at.ribbon.outcome();
    REQUIRE(outcome.range().contains(u"loss about 1 in "_s));
    const QFontMetricsF metrics(fontOf(TextRole::label));
    const QString few = QString(outcome.range()).remove(u"about "_s);
    CHECK(outcome.rangeFitting(metrics.horizontalAdvance(outcome.range())) == outcome.range());
    CHECK(outcome.rangeFitting(metrics.horizontalAdvance(few)) == few);
    CHECK(outcome.toolTip().contains(u"about 1 in "_s));
}
