// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/insight/insight.h"
#include "core/model/edits.h"
#include "tests/builders.h"
#include "tests/ui/qt_strings.h"
#include "ui/charts/adoption_chart.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/charts/rows_chart.h"
#include "ui/document.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/results/chart_series.h"
#include "ui/results/headline_strip.h"
#include "ui/results/results_page.h"
#include "ui/results/scenario_table.h"

#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

Summary summary(double p10, double p50, double p90) {
    Summary made;
    made.mean = p50;
    made.standardError = 1000;
    made.p5 = made.p10 = p10;
    made.p25 = made.p50 = made.p75 = p50;
    made.p90 = made.p95 = p90;
    return made;
}

/// Results of a scenario by hand: NPV 0.37 M$, payback in month 34 or never, one trial in three lost.
ScenarioResults byHand(const char* id, const char* name) {
    ScenarioResults scenario;
    scenario.id = ScenarioId(id);
    scenario.name = name;
    scenario.npv = summary(-550'000, 370'000, 1'410'000);
    scenario.npvHard = summary(-520'000, 110'000, 780'000);
    scenario.roi = summary(-0.67, 0.39, 1.46);
    scenario.irr = summary(0, 0.2, 0.5);
    scenario.paybackDiscounted = summary(18, 34, std::numeric_limits<double>::infinity());
    scenario.paybackShareNever = 0.35;
    scenario.chanceOfLoss = 0.35;
    scenario.npvTrials = {-550'000, 370'000, 1'410'000};
    scenario.stalled = {1, 0, 0};
    for (int period = 0; period <= 60; ++period) {
        CashFlowResults row;
        row.period = period;
        row.cumulative = summary(-250'000, -250'000 + period * 7'500, -250'000 + period * 20'000);
        scenario.cashFlow.push_back(row);
    }
    return scenario;
}

Estimate estimate(double value, double error) { return {value, error}; }

/// What explains the exchange, by hand: costs of 0.9 M$, two effects that bring 1.3 M$.
Insight insightByHand() {
    Insight insight;
    insight.scenario = ScenarioId("parts-exchange");
    insight.currency = "USD";
    insight.trials = 4096;
    insight.seconds = 1.5;
    insight.regimes.overall = {4096, estimate(1, 0), summary(-550'000, 370'000, 1'410'000), estimate(0.35, 0.01)};
    insight.regimes.stalled =
        Regime{1229, estimate(0.3, 0.003), summary(-650'000, -420'000, -170'000), estimate(0.96, 0.005)};
    insight.regimes.notStalled =
        Regime{2867, estimate(0.7, 0.003), summary(90'000, 820'000, 1'690'000), estimate(0.06, 0.004)};
    const InputName stall{"stall/event", "Parts and expert finder: the roll-out stalls", "", true};
    const InputName part{"metric/L2/estimate", "Part not at the yard: estimate", "%", false};
    const InputName still{"metric/L9/estimate", "Still", "%", false};
    insight.tornado = Tornado{850'000,
                              {{stall, 1, 0, 0.3, -425'000, 850'000},
                               {part, 26, 34, 0, 1'000'000, 690'000},
                               {still, 1, 2, 0, 850'000, 850'000}}};
    insight.effects = EffectAttribution{estimate(400'000, 700),
                                        estimate(-900'000, 460),
                                        estimate(-260'000, 60),
                                        estimate(-640'000, 400),
                                        estimate(1'300'000, 2'800),
                                        {{{}, {}, "Parts and expert finder: Found", estimate(1'000'000, 2'200)},
                                         {{}, {}, "Parts and expert finder: Sooner", estimate(300'000, 900)}},
                                        true,
                                        4096};
    insight.paths = PathAttribution{
        estimate(1'300'000, 2'800),
        {{"e", "Parts and expert finder: Found", {MetricId("L3"), MetricId("F2b")}, estimate(900'000, 2'000)}},
        {{MetricId("F2b"), estimate(900'000, 2'000)}, {MetricId("F3"), estimate(400'000, 900)}},
        {},
        true,
        4096};
    insight.information = ValueOfInformation{
        estimate(400'000, 700),
        estimate(136'000, 822),
        {{"adoption", {stall, part}, estimate(127'000, 649)}, {"Still", {still}, estimate(10, 600)}}};
    insight.breakEvens = std::vector<BreakEven>{{part,
                                                 {{estimate(27, 0.3), false, false}},
                                                 0,
                                                 estimate(0.18, 0.01),
                                                 0,
                                                 20,
                                                 40,
                                                 estimate(-400'000, 900),
                                                 estimate(1'000'000, 900)}};
    return insight;
}

struct Shown {
    Shown() {
        QDir(draftFolder()).removeRecursively();
        const Model model = test::need(modelFromTemplate("transit"));
        REQUIRE(document.create(model));
        document.setScenario(ScenarioId("parts-exchange"));
        page.resize(1340, 820);
        page.show();
    }

    void giveResults() {
        Results results;
        results.trials = 100;
        results.currency = "USD";
        results.timeline = document.model().settings().timeline();
        results.scenarios = {byHand("more-stock", "More parts in stock"), byHand("parts-exchange", "The exchange")};
        results.scenarios[0].chanceOfLoss = 0;
        document.setOutcome({std::make_shared<const Results>(std::move(results)), nullptr, document.revision()});
    }

    void giveExplanation(Insight insight) {
        document.setExplanation({std::make_shared<const Insight>(std::move(insight)), document.revision(), {}});
    }

    const RowsChart& rows(const QString& title) const {
        const QList<RowsChart*> charts = page.findChildren<RowsChart*>();
        const auto found = std::ranges::find(charts, title, &RowsChart::accessibleName);
        REQUIRE(found != charts.end());
        return **found;
    }

    void press(const QString& words) {
        for (auto* button : page.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == words) {
                button->click();
                return;
            }
        FAIL("no button " << words.toStdString());
    }

    QStringList texts() const {
        QStringList all;
        for (const QLabel* label : page.findChildren<QLabel*>())
            if (label->isVisible())
                all << label->text();
        return all;
    }

    Document document;
    ResultsPage page{document};
};

} // namespace

TEST_CASE("the results page states the finding and the headlines of the chosen scenario") {
    Shown shown;
    shown.giveResults();
    const QStringList texts = shown.texts();
    CHECK(texts.contains(
        u"The exchange probably pays for itself within three years; about 1 time in 3 it loses money."_s));
    const auto* strip = shown.page.findChild<HeadlineStrip*>();
    REQUIRE(strip);
    const auto& headlines = strip->headlines();
    REQUIRE(headlines.size() == 5);
    CHECK(headlines[0].name == u"NPV over 60 months"_s);
    CHECK(headlines[0].value == u"0.37\u00A0M$"_s);
    CHECK(headlines[0].range == u"\u22120.55 to 1.41\u00A0M$"_s);
    CHECK(headlines[1].value == u"about 1 in 3"_s);
    CHECK(headlines[1].range == u"35 in 100 trials"_s);
    CHECK(headlines[2].value == u"month\u00A034"_s);
    CHECK(headlines[2].range == u"month\u00A018 to never"_s);
    CHECK(headlines[2].note == u"never: 35 in 100 trials"_s);
    CHECK(headlines[3].value == u"39.0\u00A0%"_s);
    CHECK(headlines[4].value == u"0.11\u00A0M$"_s);
    CHECK(strip->accessibleDescription().contains(u"about 1 in 3"_s));
    // The line that is drawn crosses zero in month 34, where the ring stands.
    const auto* cashFlow = shown.page.findChild<FanChart*>();
    REQUIRE(cashFlow);
    CHECK(cashFlow->data().payback == 34.0);
    CHECK(cashFlow->data().period.size() == 61);
    const auto* npv = shown.page.findChild<HistogramChart*>();
    REQUIRE(npv);
    CHECK(npv->data().lossShare == 0.35);
}

TEST_CASE("trials that failed are said beside the headlines, and lead to the problems") {
    Shown shown;
    shown.giveResults();
    CHECK_FALSE(shown.texts().join(u' ').contains(u"failed"_s));
    Results results;
    results.trials = 5;
    results.trialsFailed = 2;
    results.currency = "USD";
    results.timeline = shown.document.model().settings().timeline();
    results.scenarios = {byHand("parts-exchange", "The exchange")};
    results.scenarios[0].npvTrials = {-550'000, NAN, 370'000, NAN, 1'410'000};
    results.scenarios[0].stalled = {1, 0, 0, 0, 0};
    const HistogramSeries shownTrials = npvSeries(results, results.scenarios[0]);
    CHECK(shownTrials.hint.startsWith(u"3 trials"_s));
    CHECK(std::accumulate(shownTrials.share.begin(), shownTrials.share.end(), 0.0) == Approx(1));
    shown.document.setOutcome(
        {std::make_shared<const Results>(std::move(results)), nullptr, shown.document.revision()});
    CHECK(shown.texts().join(u' ').contains(u"2 of 5 trials failed and are left out"_s));
    const QSignalSpy problems(&shown.page, &ResultsPage::problemsWanted);
    shown.press(u"Show the problems"_s);
    CHECK(problems.count() == 1);
}

TEST_CASE("a scenario whose trials gave no number keeps its row, with dashes") {
    Shown shown;
    Results results;
    results.trials = 5;
    results.currency = "USD";
    results.timeline = shown.document.model().settings().timeline();
    results.scenarios = {byHand("parts-exchange", "The exchange"), byHand("wiki", "The wiki")};
    results.scenarios[1].npv = Summary();
    results.scenarios[1].npv.p10 = results.scenarios[1].npv.p50 = results.scenarios[1].npv.p90 = NAN;
    results.scenarios[1].npvTrials = {NAN, NAN, NAN, NAN, NAN};
    shown.document.setOutcome(
        {std::make_shared<const Results>(std::move(results)), nullptr, shown.document.revision()});
    const auto* table = shown.page.findChild<ScenarioTable*>()->findChild<QTableWidget*>();
    REQUIRE(table->rowCount() == 2);
    CHECK(table->item(1, 0)->text() == u"The wiki"_s);
    for (const int column : {1, 2, 3}) {
        CHECK(table->item(0, column)->text() != u"–"_s);
        CHECK(table->item(1, column)->text() == u"–"_s);
    }
    CHECK(table->item(1, 1)->toolTip().contains(u"No trial gave a number"_s));
}

TEST_CASE("at the window's least width the page needs no more than it has") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    const int width = GENERATE(620, 860, 900); // the first two are those of texts of 200 and 150 % in 1440 pixels
    CAPTURE(width);
    shown.page.resize(width, 500);
    QTest::qWait(50);
    for (const QLabel* label : shown.page.findChildren<QLabel*>())
        if (label->isVisible() && !label->wordWrap() && label->toolTip().isEmpty())
            CHECK(label->width() >= label->sizeHint().width()); // nothing is cut but what says the whole
    auto* scroll = shown.page.findChild<QScrollArea*>();
    REQUIRE(scroll);
    CHECK(scroll->widget()->width() <= scroll->viewport()->width());
    for (const QLabel* label : shown.page.findChildren<QLabel*>())
        if (label->isVisible() && label->wordWrap())
            CHECK(label->height() >= label->heightForWidth(label->width()));
}

TEST_CASE("headlines go into rows where the page is narrow, and no note of theirs is cut") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    const auto* strip = shown.page.findChild<HeadlineStrip*>();
    REQUIRE(strip);
    const int wide = strip->heightForWidth(1300);
    CHECK(strip->heightForWidth(980) > wide);
    CHECK(strip->heightForWidth(440) > strip->heightForWidth(980));
    CHECK(strip->heightForWidth(240) > strip->heightForWidth(440));
    for (const int width : {900, 1007, 1340, 1820}) {
        shown.page.resize(width, 700);
        QTest::qWait(30);
        CHECK(strip->height() >= strip->heightForWidth(strip->width()));
        // Panels neither overlap nor leave the page.
        QList<QWidget*> panels;
        for (Chart* chart : shown.page.findChildren<Chart*>())
            panels << chart;
        panels << shown.page.findChild<ScenarioTable*>();
        const QWidget* body = shown.page.findChild<QScrollArea*>()->widget();
        for (qsizetype i = 0; i < panels.size(); ++i) {
            const QRect place(panels[i]->mapTo(body, QPoint()), panels[i]->size());
            CHECK(body->rect().contains(place));
            CHECK(place.width() >= 280);
            CHECK(place.height() < 400); // and none is blown up
            CHECK(place.height() >= panels[i]->minimumSizeHint().height());
            for (qsizetype k = i + 1; k < panels.size(); ++k)
                CHECK_FALSE(place.intersects(QRect(panels[k]->mapTo(body, QPoint()), panels[k]->size())));
        }
    }
}

TEST_CASE("rates beyond all meaning are said in words") {
    Shown shown;
    Results results;
    results.trials = 3;
    results.currency = "USD";
    results.timeline = shown.document.model().settings().timeline();
    results.scenarios = {byHand("parts-exchange", "The exchange")};
    results.scenarios[0].roi = summary(3.4e10, 3.4e10, 3.4e10);
    results.scenarios[0].irr = summary(NAN, NAN, NAN);
    shown.document.setOutcome({std::make_shared<const Results>(results), nullptr, shown.document.revision()});
    const Headline roi = shown.page.findChild<HeadlineStrip*>()->headlines()[3];
    CHECK(roi.value == u"over 1,000\u00A0%"_s);
    CHECK(roi.range == u"over 1,000\u00A0%"_s);
    CHECK(roi.toolTip.contains(u"No trial has"_s));
}

TEST_CASE("a row of the scenarios' table chooses the scenario, and the page follows") {
    Shown shown;
    shown.giveResults();
    auto* table = shown.page.findChild<QTableWidget*>();
    REQUIRE(table);
    REQUIRE(table->rowCount() == 2);
    CHECK(table->currentRow() == 1);
    // Each headline has its range below it.
    CHECK(table->item(1, 1)->text() == u"0.37\u00A0M$\n\u22120.55 to 1.41\u00A0M$"_s);
    CHECK(table->item(1, 2)->text() == u"about 1 in 3\n35\u00A0%"_s);
    CHECK(table->item(1, 3)->text() == u"month\u00A034\nmonth\u00A018 to never"_s);
    table->selectRow(0);
    CHECK(shown.document.scenario() == ScenarioId("more-stock"));
    CHECK(shown.texts().contains(
        u"More parts in stock pays for itself in every trial, most often within three years."_s));
    shown.document.setScenario(ScenarioId("parts-exchange"));
    CHECK(table->selectionModel()->isRowSelected(1));
}

TEST_CASE("before the first run, with errors and without a scenario the results page says why it is empty") {
    Shown shown;
    CHECK(shown.texts().contains(u"The first results are being worked out."_s));
    shown.document.setProblems({Problem{Severity::error, "metric/L1", "The estimate is missing.", "Type one.", {}}});
    CHECK(shown.texts().contains(u"The model has errors, so there is nothing to show yet."_s));
    const QSignalSpy problems(&shown.page, &ResultsPage::problemsWanted);
    shown.press(u"Show the problems"_s);
    CHECK(problems.count() == 1);

    REQUIRE(shown.document.create(Model()));
    CHECK(shown.texts().contains(u"What a scenario is worth will stand here."_s));
    const QSignalSpy wanted(&shown.page, &ResultsPage::transitCaseWanted);
    for (auto* button : shown.page.findChildren<QPushButton*>())
        if (button->isVisible() && button->text().contains(u"transit"_s))
            button->click();
    CHECK(wanted.count() == 1);
}

TEST_CASE("where a run failed the results page says so, why, and offers another") {
    Shown shown;
    shown.document.setRunFailure(u"there is not enough memory"_s);
    CHECK(shown.texts().contains(u"The run failed, so there is nothing to show."_s));
    CHECK(shown.texts().contains(u"The reason: there is not enough memory."_s));
    const QSignalSpy wanted(&shown.page, &ResultsPage::runWanted);
    shown.press(u"Run again"_s);
    CHECK(wanted.count() == 1);
    shown.giveResults();
    CHECK_FALSE(shown.texts().join(u' ').contains(u"memory"_s));
    // Results that are there stay in sight.
    shown.document.setRunFailure(u"there is not enough memory"_s);
    CHECK(shown.texts().contains(u"From an older run: the last one failed, there is not enough memory"_s));
}

TEST_CASE("where no trial gave a number the results page names where that begins, and no chance of a loss") {
    Shown shown;
    Results results;
    results.trials = results.trialsFailed = 3;
    results.currency = "USD";
    results.timeline = shown.document.model().settings().timeline();
    ScenarioResults scenario = byHand("parts-exchange", "The exchange");
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    scenario.npv = summary(none, none, none);
    scenario.npvTrials = {none, none, none};
    for (const auto& [name, level, value] :
         {std::tuple{"Cost", Level::financial, none}, std::tuple{"Cycle time", Level::operating, none},
          std::tuple{"Search", Level::frontline, 3.0}}) {
        MetricResults metric;
        metric.name = name;
        metric.level = level;
        metric.with = {summary(value, value, value)};
        scenario.metrics.push_back(metric);
    }
    results.scenarios = {scenario};
    shown.document.setOutcome({std::make_shared<const Results>(results), nullptr, shown.document.revision()});
    const QString texts = shown.texts().join(u' ');
    CHECK(texts.contains(u"No trial gave a number"_s));
    CHECK(texts.contains(u"It begins at: Cycle time."_s));
    CHECK_FALSE(texts.contains(u"under 1 in 50"_s));
    shown.giveResults();
    CHECK_FALSE(shown.texts().join(u' ').contains(u"No trial"_s));
}

TEST_CASE("no text of the scenarios' table is cut in a window of 1440 by 900") {
    Shown shown;
    shown.giveResults();
    QTest::qWait(50);
    auto* table = shown.page.findChild<QTableWidget*>();
    REQUIRE(table);
    CHECK(table->horizontalScrollBar()->maximum() == 0);
    CHECK(table->verticalScrollBar()->maximum() == 0);
    for (int row = 0; row < table->rowCount(); ++row)
        for (int column = 0; column < table->columnCount(); ++column) {
            const QTableWidgetItem* item = table->item(row, column);
            CAPTURE(item->text().toStdString());
            const int room = table->columnWidth(column) - 12;
            int height = 0;
            QFont font = table->font();
            for (const QString& line : item->text().split(u'\n')) {
                const QRect needed =
                    QFontMetrics(font).boundingRect(QRect(0, 0, room, 1000), Qt::TextWordWrap | Qt::AlignLeft, line);
                CHECK(needed.width() <= room);
                height += needed.height();
                font = fontOf(TextRole::label); // of the range below
            }
            CHECK(height <= table->rowHeight(row));
        }
}

TEST_CASE("results of an older model are marked as such until the new ones are there") {
    Shown shown;
    shown.giveResults();
    CHECK_FALSE(shown.texts().join(u' ').contains(u"older"_s));
    const auto edit = setField(shown.document.model(), EntityRef{Settings::kind, ""}, "seed", "5");
    REQUIRE(shown.document.apply(edit));
    CHECK(shown.texts().join(u' ').contains(u"older"_s));
    shown.giveResults();
    CHECK_FALSE(shown.texts().join(u' ').contains(u"older"_s));
}

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
    CHECK(tornado.foot.contains(u"850\u00A0k$"_s));
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
    CHECK(rows[0].value == u"+1.00\u00A0M$"_s);
    CHECK(rows[0].error == u"± 2\u00A0k$"_s);
    CHECK(rows[1].bars[0].to == 1'300'000.0);
    CHECK(rows[2].name == u"One-off costs"_s);
    CHECK(rows[2].bars[0].tone == RowsSeries::Tone::worse);
    CHECK(rows[3].name == u"Running costs"_s);
    CHECK(rows[3].bars[0].to == 400'000.0);
    CHECK(rows[4].bars[0].to == 400'000.0);
    CHECK(rows[4].value == u"400\u00A0k$"_s);
    CHECK(rows[4].error == u"± 0.7"_s);
    const RowsChart& paths = shown.rows(u"By metric and path"_s);
    REQUIRE(paths.data().rows.size() == 3); // each metric, and below it its paths
    CHECK(paths.data().rows[0].name == u"Premium of emergency purchases"_s);
    CHECK(paths.data().rows[0].strong);
    CHECK(paths.data().rows[1].name == u"Found"_s);
    CHECK(paths.data().rows[1].indented);
    CHECK(paths.data().rows[2].name == u"Missed-service cost"_s);
    CHECK(paths.csv().contains(u"900000"_s));
}

TEST_CASE("the results page ranks what to measure, gives break-evens, and parts a stall from none") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    const auto& measure = shown.rows(u"What to measure next"_s).data().rows;
    REQUIRE(measure.size() == 2); // 10 $ ± 600 $ cannot be told from nothing
    CHECK(measure[0].value == u"127\u00A0k$"_s);
    CHECK(measure[1].value == u"136\u00A0k$"_s);
    const auto& breakEvens = shown.rows(u"Break-even"_s).data().rows;
    REQUIRE(breakEvens.size() == 1);
    CHECK(breakEvens[0].value == u"27.0\u00A0%"_s);
    CHECK(breakEvens[0].error == u"± 0.3"_s);
    CHECK(breakEvens[0].note == u"loses below, chance 18\u00A0%"_s);
    CHECK(breakEvens[0].mark == 0.35);
    CHECK(shown.rows(u"Break-even"_s).data().foot == u"Each input can make the mean NPV zero alone"_s);
    const auto& regimes = shown.rows(u"If it stalls, if it takes hold"_s).data().rows;
    REQUIRE(regimes.size() == 3);
    CHECK(regimes[1].name == u"It stalls, 30\u00A0%"_s);
    CHECK(regimes[1].value == u"\u2212420\u00A0k$"_s);
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
    belief.overrides = {{"intervention/parts-exchange/stall/probability", test::need(OverrideValue::parse("0 %"))}};
    REQUIRE(shown.document.create(test::with(shown.document.model(), belief)));
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
    CHECK(table->item(0, 0)->text() == u"More parts in stock"_s);
    CHECK(table->item(1, 0)->text() == u"The exchange"_s);
    CHECK(table->item(2, 0)->text() == u"Another belief, no plan of its own"_s);
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
    CHECK(chart.data().foot == u"Whatever each of the 2 others is, it gains on the average"_s);
    insight.breakEvens = std::vector<BreakEven>{gains};
    shown.giveExplanation(insight);
    CHECK(chart.data().rows.isEmpty());
    CHECK(chart.accessibleDescription() ==
          u"No input has a break-even. Whichever value one input alone takes, the scenario gains on the average."_s);
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

TEST_CASE("a scenario that does nothing has nothing to pay back") {
    Shown shown;
    Results results;
    results.trials = 3;
    results.currency = "USD";
    results.timeline = shown.document.model().settings().timeline();
    results.scenarios = {byHand("parts-exchange", "The exchange")};
    ScenarioResults& nothing = results.scenarios.front();
    nothing.npv = nothing.paybackDiscounted = summary(0, 0, 0);
    nothing.npvTrials = {0, 0, 0};
    shown.document.setOutcome({std::make_shared<const Results>(results), nullptr, shown.document.revision()});
    const Headline payback = shown.page.findChild<HeadlineStrip*>()->headlines()[2];
    CHECK(payback.value == u"nothing to pay back"_s);
    CHECK(payback.range.isEmpty());
    CHECK(shown.page.findChild<QTableWidget*>()->item(0, 3)->text() == u"nothing to pay back"_s);
}

TEST_CASE("the adoption of two tools keeps the colour of a group and tells the tools apart") {
    Model model = test::need(modelFromTemplate("transit"));
    Intervention second = *model.interventions().find(InterventionId("parts-exchange"));
    second.id = InterventionId("board");
    second.name = "Answer board";
    model = test::with(model, second);
    ScenarioResults sampled;
    for (const Intervention& tool : model.interventions())
        for (const TargetGroup& target : tool.adoption.targets) {
            AdoptionResults adoption{tool.id, target.group, target.group.text, {}};
            adoption.active.assign(static_cast<size_t>(model.settings().periods), summary(0.2, 0.5, 0.8));
            sampled.adoption.push_back(adoption);
        }
    Results results;
    results.timeline = model.settings().timeline();
    const AdoptionSeries both = adoptionSeries(model, results, sampled);
    REQUIRE(both.groups.size() == 6);
    CHECK(both.groups[0].tool == u"Answer board"_s);
    CHECK(both.groups[3].tool == u"Parts and expert finder"_s);
    CHECK(both.groups[0].name == both.groups[3].name);
    REQUIRE(both.schedule.size() > 1);
    CHECK(both.schedule.front().name.endsWith(u"Answer board"_s));
    CHECK(both.schedule.back().name.endsWith(u"Parts and expert finder"_s));
    sampled.adoption.resize(3);
    const AdoptionSeries one = adoptionSeries(model, results, sampled);
    CHECK(one.groups[0].tool.isEmpty());
    CHECK_FALSE(one.schedule.front().name.contains(u"board"_s));
}
