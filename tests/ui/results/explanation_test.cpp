// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"
#include "tests/builders.h"
#include "tests/ui/qt_strings.h"
#include "tests/ui/results/results_by_hand.h"
#include "ui/charts/rows_chart.h"
#include "ui/document.h"
#include "ui/results/insight_words.h"

#include <QTableWidget>
#include <QTest>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("the results page says what moves the NPV, widest first, in money and in readable names") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    const RowsSeries& tornado = shown.rows(u"What moves the NPV"_s).data();
    REQUIRE(tornado.rows.size() == 2); // what moves nothing has no bar
    CHECK(tornado.base == 850'000.0);
    CHECK(tornado.rows[0].name == u"The roll-out stalls"_s);
    CHECK(tornado.rows[0].lowText == u"yes"_s);
    CHECK(tornado.rows[0].highText == u"no"_s);
    CHECK(tornado.rows[1].name == u"Part not at the yard"_s);
    // The end at the worse NPV is at the left.
    CHECK(tornado.rows[1].lowText == u"34.0"_s);
    CHECK(tornado.rows[1].highText == u"26.0\u00A0%"_s);
    REQUIRE(tornado.rows[1].bars.size() == 2);
    CHECK(tornado.rows[1].bars[0].tone == RowsSeries::Tone::better);
    CHECK(tornado.rows[1].bars[1].tone == RowsSeries::Tone::worse);
    CHECK(tornado.foot.contains(u"0.85\u00A0M$"_s));
}

TEST_CASE(
    "the waterfall of the results page goes from the effects over the costs to the mean NPV, each with its error") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    const auto& rows = shown.rows(u"Where the money comes from"_s).data().rows;
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].name == u"Found"_s);
    CHECK(rows[0].bars[0].from == 0);
    // One unit for the whole column, once behind each error.
    CHECK(rows[0].value == u"+1.00"_s);
    CHECK(rows[0].error == u"± <0.01\u00A0M$"_s);
    CHECK(rows[1].bars[0].to == 1'300'000.0);
    CHECK(rows[2].name == u"One-off costs"_s);
    CHECK(rows[2].bars[0].tone == RowsSeries::Tone::worse);
    CHECK(rows[3].name == u"Running costs"_s);
    CHECK(rows[3].bars[0].to == 400'000.0);
    CHECK(rows[4].bars[0].to == 400'000.0);
    CHECK(rows[4].value == u"0.40"_s);
    CHECK(rows[4].error == u"± <0.01\u00A0M$"_s);
    const RowsChart& paths = shown.rows(u"By metric and path"_s);
    REQUIRE(paths.data().rows.size() == 3); // each metric, and below it its paths
    CHECK(paths.data().rows[0].name == u"Premium of emergency purchases"_s);
    CHECK(paths.data().rows[0].strong);
    CHECK(paths.data().rows[1].name == u"Found"_s);
    CHECK(paths.data().rows[1].indented);
    CHECK(paths.data().rows[2].name == u"Missed-service cost"_s);
    CHECK(paths.csv().contains(u"900000"_s));
}

TEST_CASE("what a scenario changes itself has a bar of its own in the waterfall, beside the running costs") {
    Shown shown;
    shown.giveResults();
    Insight insight = insightByHand();
    insight.paths->running = estimate(-700'000, 300);
    insight.paths->paths.push_back({"metric/L2/estimate",
                                    "Part not at the yard: estimate",
                                    {MetricId("L2"), MetricId("F2b")},
                                    estimate(70'000, 200)});
    shown.giveExplanation(insight);
    const RowsChart& chart = shown.rows(u"Where the money comes from"_s);
    const auto named = [&](const QString& name) {
        const auto row = std::ranges::find(chart.data().rows, name, &RowsSeries::Row::name);
        REQUIRE(row != chart.data().rows.end());
        return *row;
    };
    REQUIRE(chart.data().rows.size() == 6);
    CHECK(named(u"Own changes"_s).value == u"+0.06"_s); // the rest of the running costs of -640,000
    CHECK(named(u"Own changes"_s).tip.contains({u"Changed: Part not at the yard"_s, QString()}));
    CHECK(named(u"Running costs"_s).value == u"\u22120.70"_s);
    CHECK(named(u"Running costs"_s).bars[0].to == Approx(400'000));

    // Without effects they are all that brings money.
    insight.effects->effects.clear();
    insight.effects->running = insight.effects->npv = estimate(500'000, 500);
    insight.effects->oneOff = estimate(0, 0);
    shown.giveExplanation(insight);
    REQUIRE(chart.data().rows.size() == 3);
    CHECK(named(u"Own changes"_s).value == u"+1.20"_s);
    CHECK(chart.data().foot.isEmpty());
}

TEST_CASE("the results page ranks what to measure, gives break-evens, and parts a stall from none") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    const auto& measure = shown.rows(u"What to measure next"_s).data().rows;
    REQUIRE(measure.size() == 2);          // 10 $ ± 600 $ cannot be told from nothing
    CHECK(measure[0].value == u"0.127"_s); // in the unit of the page, whose NPVs go up to 1.41 M$
    CHECK(measure[1].value == u"0.136"_s);
    CHECK(measure[1].error == u"± 0.001\u00A0M$"_s);
    const auto& breakEvens = shown.rows(u"Break-even"_s).data().rows;
    REQUIRE(breakEvens.size() == 1);
    CHECK(breakEvens[0].value == u"27.0"_s); // the unit once, behind the error
    CHECK(breakEvens[0].error == u"± 0.3\u00A0%"_s);
    CHECK(breakEvens[0].note == u"loses below, chance 18\u00A0%"_s);
    CHECK(breakEvens[0].mark == 0.35);
    CHECK(
        shown.rows(u"Break-even"_s).data().foot ==
        u"Each input with a range can make the mean NPV zero alone. An event alone turns the sign: The roll-out stalls"_s);
    const auto& regimes = shown.rows(u"If it stalls, if it takes hold"_s).data().rows;
    REQUIRE(regimes.size() == 3);
    CHECK(regimes[1].name == u"It stalls, 30\u00A0%"_s);
    for (const auto& regime : regimes) // one unit for all
        CHECK(regime.error.endsWith(u"\u00A0M$"_s));
    CHECK(regimes[1].value == u"\u22120.420"_s);
}

TEST_CASE("what cannot be explained says why, and what is of another scenario or an older model is not passed off") {
    Shown shown;
    shown.giveResults();
    CHECK(shown.rows(u"What moves the NPV"_s).data().rows.isEmpty());
    shown.document.setExplanationProgress(0.41);
    CHECK(shown.texts().contains(u"being worked out, 40\u00A0%"_s));
    Insight insight = insightByHand();
    insight.effects = fail("No trial gives a number.");
    insight.regimes.stalled.reset();
    insight.information->next.clear();
    shown.giveExplanation(insight);
    CHECK(shown.rows(u"Where the money comes from"_s).data().rows.isEmpty());
    CHECK(shown.rows(u"What to measure next"_s).data().rows.isEmpty());
    CHECK(shown.rows(u"If it stalls, if it takes hold"_s).data().rows.isEmpty());
    CHECK(shown.rows(u"What moves the NPV"_s).data().rows.size() == 2);

    shown.document.setScenario(ScenarioId("more-stock"));
    CHECK(shown.rows(u"What moves the NPV"_s).data().rows.isEmpty());
    shown.document.setScenario(ScenarioId("parts-exchange"));
    CHECK(shown.rows(u"What moves the NPV"_s).data().rows.size() == 2);
    REQUIRE(shown.document.apply(setField(shown.document.model(), EntityRef{Settings::kind, ""}, "seed", "5")));
    CHECK(shown.texts().join(u' ').contains(u"from an older version; the new one"_s));
}

TEST_CASE("another belief about a plan stands apart from the plans, and says what it is") {
    Shown shown;
    Scenario belief = *shown.document.model().scenarios().find(ScenarioId("parts-exchange"));
    belief.id = ScenarioId("a-belief"); // by its id it would come first
    belief.name = "If it does not stall";
    belief.overrides = {{"intervention/parts-exchange/stall/probability", need(OverrideValue::parse("0 %"))}};
    REQUIRE(shown.document.create(with(shown.document.model(), belief)));
    Results results;
    results.trials = 100;
    results.currency = "USD";
    results.timeline = shown.document.model().settings().timeline();
    results.scenarios = {byHand("a-belief", "If it does not stall"), byHand("more-stock", "More parts in stock"),
                         byHand("parts-exchange", "The exchange")};
    shown.document.setOutcome({std::make_shared<const Results>(results), nullptr, shown.document.revision()});
    auto* table = shown.page.findChild<QTableWidget*>();
    REQUIRE(table);
    REQUIRE(table->rowCount() == 4);
    CHECK(table->item(0, 0)->text() == u"The exchange"_s);
    CHECK(table->item(1, 0)->text() == u"More parts in stock"_s);
    CHECK(table->item(2, 0)->text() == u"Under another belief"_s);
    CHECK(table->item(3, 0)->text() == u"If it does not stall"_s);
    // The arrow keys step over the heading.
    table->setFocus();
    table->setCurrentCell(1, 0);
    QTest::keyClick(table, Qt::Key_Down);
    CHECK(shown.document.scenario() == ScenarioId("a-belief"));
    CHECK(shown.texts().join(u' ').contains(
        u"Another belief about \u201cParts and expert finder\u201d, so it is no choice beside the plans."_s));
}

TEST_CASE("inputs that have no break-even are told in one line") {
    Shown shown;
    shown.giveResults();
    Insight insight = insightByHand();
    BreakEven gains = insight.breakEvens->front();
    gains.input = {"metric/L9/estimate", "Still", "%", false};
    gains.crossings.clear();
    gains.npvAtLowest = estimate(400'000, 900);
    insight.breakEvens->push_back(gains);
    insight.breakEvens->push_back(gains);
    shown.giveExplanation(insight);
    const RowsChart& chart = shown.rows(u"Break-even"_s);
    CHECK(chart.data().rows.size() == 1);
    CHECK(
        chart.data().foot ==
        u"Whatever each of the 2 others with a range is, it gains on the average. An event alone turns the sign: The roll-out stalls"_s);
    insight.breakEvens = std::vector<BreakEven>{gains};
    shown.giveExplanation(insight);
    CHECK(chart.data().rows.isEmpty());
    CHECK(
        chart.accessibleDescription() ==
        u"No input with a range has a break-even. Whichever value one input with a range alone takes, the scenario gains on the average. An event alone turns the sign: The roll-out stalls."_s);
    insight.tornado->bars.front().npvLow = 10'000;
    shown.giveExplanation(insight);
    CHECK_FALSE(chart.accessibleDescription().contains(u"event"_s));
}

TEST_CASE("an estimate that is less than its error is about 0") {
    CHECK(estimateWords(estimate(0.00228, 0.04), u"%"_s).joined() == u"about 0 \u00B1 0.04\u00A0%"_s);
    CHECK(estimateWords(estimate(-0.3, 0.04), u"%"_s).value.startsWith(u"\u22120.3"_s));
}

TEST_CASE("paths from one cause to one metric are told apart by what they go over") {
    Shown shown;
    shown.giveResults();
    Insight insight = insightByHand();
    const AttributedPath first = insight.paths->paths.front();
    AttributedPath second = first;
    second.way = {MetricId("L3"), MetricId("L1"), MetricId("F2b")};
    insight.paths->paths.push_back(second);
    shown.giveExplanation(insight);
    const auto& rows = shown.rows(u"By metric and path"_s).data().rows;
    CHECK(rows[1].note == u"directly"_s);
    CHECK(rows[2].note == u"over Part not at the yard"_s);
    AttributedPath third = first; // over what the second goes over too
    third.way = {MetricId("L3"), MetricId("L1"), MetricId("O7"), MetricId("F2b")};
    insight.paths->paths.push_back(third);
    shown.giveExplanation(insight);
    CHECK(rows[2].note == u"over Part not at the yard"_s);
    CHECK(rows[3].note == u"over Emergency purchases"_s);
    insight.paths->paths.pop_back();
    shown.giveExplanation(insight);
    const qsizetype before = rows.size();
    // What carries nothing is no path, and none needs be told from it.
    insight.paths->paths.back().value = estimate(0, 0);
    shown.giveExplanation(insight);
    CHECK(rows.size() == before - 1);
    CHECK(rows[1].note.isEmpty());
}

TEST_CASE("the numbers behind what explains a scenario name their units, and say yes and no as the figure does") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    const ChartTable tornado = shown.rows(u"What moves the NPV"_s).table();
    CHECK(tornado.head ==
          QStringList{u"name"_s, u"unit"_s, u"low"_s, u"high"_s, u"NPV at low (USD)"_s, u"NPV at high (USD)"_s});
    CHECK(tornado.rows[0] == QStringList{u"The roll-out stalls"_s, {}, u"yes"_s, u"no"_s, u"-425000"_s, u"850000"_s});
    CHECK(tornado.rows[1] ==
          QStringList{u"Part not at the yard"_s, u"%"_s, u"26"_s, u"34"_s, u"1000000"_s, u"690000"_s});
    for (const QString& title : {u"Where the money comes from"_s, u"What to measure next"_s, u"By metric and path"_s,
                                 u"Break-even"_s, u"If it stalls, if it takes hold"_s}) {
        INFO(title.toStdString());
        const ChartTable table = shown.rows(title).table();
        CHECK((table.head.contains(u"standard error (USD)"_s) || table.head.contains(u"unit"_s)));
        for (const QStringList& row : table.rows)
            CHECK(row.size() == table.head.size());
    }
}

TEST_CASE("the steps of money add up to the one mean that the page says, each within its error") {
    Shown shown;
    shown.giveResults();
    Insight insight = insightByHand();
    insight.effects->npv = estimate(372'000, 2'500); // of trials of its own; the run's is 370 k$ ± 1
    insight.effects->effects[0].value = estimate(972'000, 2'200);
    shown.giveExplanation(insight);
    const RowsSeries& series = shown.rows(u"Where the money comes from"_s).data();
    CHECK(series.rows.last().value == u"0.370"_s);
    CHECK(series.rows.last().error == u"± 0.001\u00A0M$"_s);
    double sum = 0;
    for (qsizetype i = 0; i + 1 < series.rows.size(); ++i)
        sum += series.rows[i].bars[0].to - series.rows[i].bars[0].from;
    CHECK(sum == Approx(370'000));
    CHECK(std::abs(series.rows[0].bars[0].to - 972'000) < 2'200);
    CHECK_FALSE(series.foot.contains(u"mean is"_s));
    for (const QString& hint : series.hints)
        CHECK(hint.endsWith(u"± standard error"_s));
    QString tip;
    for (const auto& [name, value] : series.rows.last().tip)
        tip += name + u' ' + value + u'\n';
    CHECK(tip.contains(u"372 ± 3\u00A0k$"_s)); // what the trials of its own gave is told beside it
    // Too far apart to be of the same thing: nothing is moved.
    insight.effects->npv = estimate(450'000, 2'500);
    shown.giveExplanation(insight);
    CHECK(shown.rows(u"Where the money comes from"_s).data().rows.last().value == u"0.450"_s);
}

TEST_CASE("the money of a page is in one unit, and the numbers of a column have as many decimals") {
    Shown shown;
    shown.giveResults(); // NPVs up to 1.41 M$
    Insight insight = insightByHand();
    // Every amount is below 1 M$, for which a column by itself would take k$.
    insight.effects->npv = estimate(447'000, 3'000);
    insight.effects->effects[0].value = estimate(612'000, 22'000);
    insight.effects->effects[1].value = estimate(4'800, 90);
    insight.effects->oneOff = estimate(-160'000, 60);
    insight.effects->running = estimate(-9'800, 400);
    insight.regimes.overall.npv = summary(-550'000, 447'000, 1'410'000);
    insight.paths->total = estimate(616'800, 2'800);
    insight.paths->metrics = {{MetricId("F2b"), estimate(612'000, 22'000)}, {MetricId("F3"), estimate(4'800, 90)}};
    insight.paths->paths.front().value = estimate(200, 9);
    insight.tornado->base = 430'000;
    for (TornadoBar& bar : insight.tornado->bars) {
        bar.npvLow /= 2;
        bar.npvHigh /= 2;
    }
    shown.giveExplanation(insight);
    for (const QString& title : {u"Where the money comes from"_s, u"By metric and path"_s}) {
        INFO(title.toStdString());
        for (const auto& row : shown.rows(title).data().rows) {
            INFO(row.value.toStdString() << " " << row.error.toStdString());
            CHECK(row.value.section(u'.', 1).size() == 3);
            CHECK(row.error.section(u'.', 1).size() == 3 + 3); // the unit behind them
            CHECK(row.error.endsWith(u"\u00A0M$"_s));
        }
    }
    const auto& paths = shown.rows(u"By metric and path"_s).data().rows;
    CHECK(paths[0].value == u"0.612"_s);
    CHECK(paths[1].value == u"<0.001"_s);
    CHECK(paths[2].value == u"0.005"_s);
    const RowsSeries& tornado = shown.rows(u"What moves the NPV"_s).data();
    CHECK(tornado.foot.startsWith(u"NPV 0.43\u00A0M$ at the medians"_s));
    CHECK(tornado.unitSize == Approx(1'410'000));
    CHECK(tornado.rows[0].tip[1].second.endsWith(u"\u00A0M$"_s));
}

TEST_CASE("the tool tip of a bar says more than the bar: how well it is known, its share and what it rests on") {
    Shown shown;
    shown.giveResults();
    Insight insight = insightByHand();
    shown.giveExplanation(insight);
    for (const QString& title : {u"Where the money comes from"_s, u"What to measure next"_s, u"By metric and path"_s}) {
        INFO(title.toStdString());
        auto& chart = const_cast<RowsChart&>(shown.rows(title));
        QTest::keyClick(&chart, Qt::Key_Home);
        const QString said = chart.accessibleDescription();
        CHECK(said.contains(u"(standard error)"_s));
        CHECK(said.contains(u"%"_s));
    }
    CHECK(shown.rows(u"What to measure next"_s).data().foot == u"No other input is shown to be worth measuring"_s);
    auto& tornado = const_cast<RowsChart&>(shown.rows(u"What moves the NPV"_s));
    QTest::keyClick(&tornado, Qt::Key_End);
    CHECK(tornado.accessibleDescription().contains(u"Rests on"_s));
}
