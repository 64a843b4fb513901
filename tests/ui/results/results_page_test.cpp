// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"
#include "tests/builders.h"
#include "tests/ui/file_contents.h"
#include "tests/ui/qt_strings.h"
#include "tests/ui/results/results_by_hand.h"
#include "ui/charts/adoption_chart.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/figure_menu.h"
#include "ui/charts/histogram_chart.h"
#include "ui/document.h"
#include "ui/look/type.h"
#include "ui/results/chart_series.h"
#include "ui/results/headline_strip.h"
#include "ui/results/results_page.h"
#include "ui/results/scenario_table.h"
#include "ui/results/value_delegate.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

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
        const auto isLow = [](const Chart* chart) { return chart->height() < chart->minimumSizeHint().height(); };
        (void)QTest::qWaitFor([&] { return std::ranges::none_of(shown.page.findChildren<Chart*>(), isLow); }, 1000);
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
            CHECK(place.height() < 440); // and none is blown up
            INFO(panels[i]->metaObject()->className() << " " << width);
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
    CHECK(table->currentRow() == 0);
    // Each headline has its range below it.
    CHECK(table->item(0, 1)->text() == u"0.37\u00A0M$\n\u22120.55 to 1.41\u00A0M$"_s);
    CHECK(table->item(0, 2)->text() == u"about 1 in 3\n35\u00A0%"_s);
    CHECK(table->item(0, 3)->text() == u"month\u00A034\nmonth\u00A018 to never"_s);
    table->selectRow(1);
    CHECK(shown.document.scenario() == ScenarioId("more-stock"));
    CHECK(shown.texts().contains(
        u"More parts in stock pays for itself in every trial, most often within three years."_s));
    shown.document.setScenario(ScenarioId("parts-exchange"));
    CHECK(table->selectionModel()->isRowSelected(0));
}

TEST_CASE("the scenarios' table is copied and saved as the charts beside it, with what one is ahead of the other") {
    Shown shown;
    shown.giveResults();
    Results results;
    results.trials = 3;
    results.currency = "USD";
    results.timeline = shown.document.model().settings().timeline();
    results.scenarios = {byHand("more-stock", "More parts in stock"), byHand("parts-exchange", "The exchange")};
    results.scenarios[0].npvTrials = {-450'000, 570'000, 1'610'000};
    shown.document.setOutcome({std::make_shared<const Results>(results), nullptr, shown.document.revision()});
    auto* panel = shown.page.findChild<ScenarioTable*>();
    auto* table = panel->findChild<QTableWidget*>();
    REQUIRE(table->columnCount() == 5);
    CHECK(table->item(1, 4)->text().startsWith(u"+0.20\u00A0M$"_s)); // ahead of the chosen one, trial by trial
    CHECK(table->item(0, 4)->text() == u"–"_s);
    CHECK(table->horizontalHeaderItem(4)->toolTip().contains(u"median of the differences trial by trial"_s));
    auto* menu = panel->findChild<FigureMenu*>();
    REQUIRE(menu);
    REQUIRE(menu->menu()->actions().size() == 6);
    menu->menu()->actions()[1]->trigger();
    const QString copied = QGuiApplication::clipboard()->text();
    CHECK(copied.startsWith(u"scenario\tNPV P10 (USD)"_s));
    CHECK(copied.contains(u"ahead of The exchange P50 (USD)"_s));
    CHECK(copied.contains(u"never"_s));
    CHECK(copied.count(u'\n') == 3);
    menu->menu()->actions()[0]->trigger();
    CHECK(QGuiApplication::clipboard()->mimeData()->hasImage());
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"table.png"_s);
    REQUIRE(menu->save(path));
    const QImage saved(path);
    CHECK(saved.size() == panel->size() * 2);
    const QString svg = folder.filePath(u"table.svg"_s);
    REQUIRE(menu->save(svg));
    const QByteArray drawn = tributary::test::contents(svg);
    for (const char* words : {"Scenarios side by side", "The exchange", "month"})
        CHECK(drawn.contains(words));
}

TEST_CASE("cards stand above each other where one beside them is high, and leave no great blank") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    for (const int width : {1340, 1820}) {
        shown.page.resize(width, 820);
        QTest::qWait(50);
        for (const auto& [upper, lower] :
             {std::pair(u"What to measure next"_s, u"Break-even"_s),
              std::pair(u"Active share of each group"_s, u"If it stalls, if it takes hold"_s)}) {
            INFO(upper.toStdString() << " at " << width);
            QWidget* above = nullptr;
            for (Chart* chart : shown.page.findChildren<Chart*>())
                if (chart->accessibleName() == upper)
                    above = chart;
            REQUIRE(above);
            const RowsChart& below = shown.rows(lower);
            CHECK(above->mapTo(&shown.page, QPoint()).x() == below.mapTo(&shown.page, QPoint()).x());
            CHECK(above->mapTo(&shown.page, QPoint()).y() < below.mapTo(&shown.page, QPoint()).y());
        }
    }
}

TEST_CASE("names in the scenarios' table stay near their numbers where no uptake stands beside it") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    auto* table = shown.page.findChild<ScenarioTable*>();
    const auto& paths = shown.rows(u"By metric and path"_s);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    CHECK(paths.y() >= table->geometry().bottom());
    CHECK(table->height() == table->sizeHint().height());
    Results results = *shown.document.outcome().sampled;
    results.scenarios[1].adoption.clear();
    Insight insight = insightByHand();
    insight.regimes.stalled.reset();
    shown.document.setOutcome({std::make_shared<const Results>(results), nullptr, shown.document.revision()});
    shown.giveExplanation(insight);
    for (const int width : {1340, 1820}) {
        shown.page.resize(width, 820);
        CHECK(QTest::qWaitFor([&] { return paths.y() == table->y() && paths.x() >= table->geometry().right(); }, 1000));
        CHECK(table->findChild<QTableWidget*>()->width() < 920);
        CHECK(table->height() == paths.height());
    }
}

TEST_CASE("cards that have nothing to tell leave their room to the others") {
    Shown shown;
    shown.giveResults();
    shown.giveExplanation(insightByHand());
    const auto* table = shown.page.findChild<QTableWidget*>();
    const auto* adoption = shown.page.findChild<AdoptionChart*>();
    const RowsChart& regimes = shown.rows(u"If it stalls, if it takes hold"_s);
    QTest::qWait(50);
    REQUIRE(adoption->isVisible());
    REQUIRE(regimes.isVisible());
    const int half = table->width();
    Insight insight = insightByHand();
    insight.regimes.stalled.reset();
    shown.giveExplanation(insight);
    CHECK_FALSE(regimes.isVisible());
    CHECK(adoption->isVisible());
    shown.document.setScenario(ScenarioId("more-stock")); // without a tool
    QTest::qWait(50);
    CHECK_FALSE(adoption->isVisible());
    CHECK(table->mapTo(&shown.page, QPoint()).x() < half);
    shown.document.setScenario(ScenarioId("parts-exchange"));
    QTest::qWait(50);
    CHECK(adoption->isVisible());
    CHECK(table->width() == half);

    // Words alone take no more room than they need.
    insight.breakEvens->clear();
    shown.giveExplanation(insight);
    QTest::qWait(50);
    const RowsChart& words = shown.rows(u"Break-even"_s);
    CHECK(words.height() == words.sizeHint().height());
    CHECK(words.height() < 200);
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
    CHECK(shown.texts().contains(u"Add a scenario to see what it is worth."_s));
    const QSignalSpy scenario(&shown.page, &ResultsPage::scenarioWanted);
    shown.press(u"Add a scenario"_s);
    CHECK(scenario.count() == 1);
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
    Model model = need(modelFromTemplate("transit"));
    Intervention second = *model.interventions().find(InterventionId("parts-exchange"));
    second.id = InterventionId("board");
    second.name = "Answer board";
    model = with(model, second);
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

TEST_CASE("a range stands right below its value in a row that another cell makes higher") {
    QTableWidget table(1, 1);
    table.setItem(0, 0, new QTableWidgetItem(u"1.92\u00A0M$\n0.45 to 3.08\u00A0M$"_s));
    const ValueDelegate delegate;
    QStyleOptionViewItem option;
    option.widget = &table;
    option.rect = QRect(0, 0, 200, 100);
    QImage picture(200, 100, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    delegate.paint(&painter, option, table.model()->index(0, 0));
    painter.end();
    int widestGap = 0, gap = 0;
    bool begun = false;
    for (int y = 0; y < picture.height(); ++y) {
        bool ink = false;
        for (int x = 0; x < picture.width() && !ink; ++x)
            ink = qGray(picture.pixel(x, y)) < 160;
        if (ink && begun)
            widestGap = std::max(widestGap, gap);
        begun = begun || ink;
        gap = ink ? 0 : gap + 1;
    }
    REQUIRE(begun);
    CHECK(widestGap < QFontMetrics(fontOf(TextRole::label)).height());
}
