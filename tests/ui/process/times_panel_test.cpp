// SPDX-License-Identifier: GPL-3.0-or-later
// What the page of times says of errors that are none, of overload, of work without a spread and of maps without pools.
#include "core/model/edits.h"
#include "tests/ui/process/shown_map.h"
#include "ui/charts/lines_chart.h"
#include "ui/process/ledger_panel.h"
#include "ui/process/time_words.h"
#include "ui/process/times_panel.h"

#include <QLabel>
#include <algorithm>
#include <cmath>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

ProcessMeasures simulatedOnce(double mean, double standardError) {
    ProcessMeasures made;
    made.noun = "claim";
    made.cycleTime = mean;
    made.simulated.emplace();
    made.simulated->cycleTime = {.mean = mean, .standardError = standardError, .replications = 10, .values = {}};
    return made;
}

QString withoutSpreadOn(const TimesPanel& panel) {
    const QList<QLabel*> labels = panel.findChildren<QLabel*>();
    const auto found = std::ranges::find_if(
        labels, [](const QLabel* label) { return !label->isHidden() && label->text().contains(u"spread"_s); });
    return found == labels.end() ? QString() : (*found)->text();
}

} // namespace

TEST_CASE("an error below what three digits of its value show is none to tell") {
    CHECK(withError(2.42744, 1.34e-14) == u"2.43"_s);
    CHECK(withError(2.42744, 0) == u"2.43"_s);
    CHECK(withError(2.42744, NAN) == u"2.43"_s);
    CHECK(withError(2.42744, 0.0004) == u"2.43"_s);
    CHECK(withError(1015.2, 4.3) == u"1,015 ± 4"_s);
    CHECK(withError(2.42744, 0.02) == u"2.43 ± 0.02"_s);
    CHECK(withError(24.31, 0.4) == u"24.3 ± 0.4"_s);
    CHECK(withError(1270.4, 96) == u"1,300 ± 100"_s);
    CHECK(withError(0, 0.2) == u"0 ± 0.2"_s);
    CHECK(withError(0, 0) == u"0"_s);
    const ProcessMeasures constant = simulatedOnce(2.42744, 1e-14);
    TimesPanel panel;
    panel.show(&constant, nullptr, u"USD"_s, {});
    REQUIRE_FALSE(panel.rows().isEmpty());
    CHECK(panel.rows()[0] == QStringList{u"Mean time of one claim"_s, QString(), u"2.43\u00A0h"_s, QString()});
}

TEST_CASE("overload is told on the page of times as under the map") {
    ProcessMeasures measures;
    measures.cycleTime = INFINITY;
    measures.process.pools = {pool("crew", "mt", "2")};
    measures.process.pools[0].name = "Crew";
    measures.utilisation[PoolId("crew")] = 1.2;
    measures.notSimulated = "its numbers give no cycle time";
    TimesPanel panel;
    panel.show(&measures, nullptr, u"USD"_s, {});
    for (const LinesChart* chart : {&panel.cycleTimes(), &panel.queues()}) {
        INFO(chart->accessibleDescription().toStdString());
        CHECK(chart->accessibleDescription().contains(u"Crew has 120\u00A0% of the work that it can do"_s));
        CHECK_FALSE(chart->accessibleDescription().contains(u"not simulated"_s));
    }
}

TEST_CASE("the page of times names the work of pools that is taken to take always the same time") {
    ProcessMeasures measures = simulatedOnce(3, 0.1);
    Step check;
    check.id = StepId("check");
    check.name = "Check";
    check.pool = PoolId("crew");
    check.touch = parameter("2 hour");
    measures.process.steps = {check};
    measures.process.pools = {pool("crew", "mt", "2")};
    TimesPanel panel;
    const auto said = [&] {
        panel.show(&measures, nullptr, u"USD"_s, {});
        return withoutSpreadOn(panel);
    };
    CHECK(said().contains(u"Check"_s));
    measures.process.steps[0].touchCv = parameter("0");
    CHECK(said().contains(u"Check"_s));
    measures.process.steps[0].touchCv = parameter("0.5");
    CHECK(said().isEmpty());
    measures.process.steps[0].touchCv.reset();
    measures.process.steps[0].spread = Spread::constant; // as it was chosen
    CHECK(said().isEmpty());
    measures.process.steps[0].spread = Spread::lognormal;
    measures.process.steps[0].pool = {};
    CHECK(said().isEmpty());
    for (int more = 0; more < 4; ++more) {
        measures.process.steps.push_back(check);
        measures.process.steps.back().name = "Check " + std::to_string(more);
    }
    CHECK(said().contains(u"Check 0, Check 1, Check 2 and 1 more"_s));
}

TEST_CASE("where a simulated map has no pools, no work waits for people") {
    const ProcessMeasures measures = simulatedOnce(3, 0.1);
    TimesPanel panel;
    panel.show(&measures, nullptr, u"USD"_s, {});
    INFO(panel.queues().accessibleDescription().toStdString());
    CHECK(panel.queues().accessibleDescription().contains(u"the map has no pools"_s));
    CHECK_FALSE(panel.queues().accessibleDescription().contains(u"hand rests"_s));
}

TEST_CASE("the charts of times stand one below the other where there is no room for their texts side by side") {
    TimesPanel panel;
    panel.resize(1040, 800);
    panel.setVisible(true);
    REQUIRE(QTest::qWaitForWindowExposed(&panel));
    CHECK(panel.queues().x() > panel.cycleTimes().geometry().right());
    const ProcessMeasures measures = simulatedOnce(3, 0.1);
    panel.show(&measures, &measures, u"USD"_s, {});
    CHECK(panel.headings().join(u"; "_s) ==
          u"By simulation, with 95 % intervals; Business as usual; With the scenario; Difference, same draws"_s);
    panel.resize(640, 800); // as texts of twice the size leave
    REQUIRE(QTest::qWaitFor([&] { return panel.queues().y() > panel.cycleTimes().geometry().bottom(); }, 5000));
    CHECK(panel.cycleTimes().width() > 560);
    CHECK(panel.headings().last() == u"Difference"_s);
    CHECK(panel.cycleTimes().height() >= 200);
}

TEST_CASE("a step that is overloaded has the hottest colour, which the legend says") {
    Step endless;
    endless.id = StepId("endless");
    ProcessMeasures measures;
    measures.cycleTime = INFINITY;
    measures.process.steps = {endless};
    measures.tasks[StepId("endless")].waiting = INFINITY;
    const HeatScale scale(Heat::waiting, &measures, nullptr, TimeWords());
    CHECK(scale.levelOf(HeatScale::heatOf(Heat::waiting, endless, measures)) == HeatScale::levels - 1);
    CHECK(scale.meaning().contains(u"hottest: without end"_s));
    CHECK_FALSE(scale.meaning().contains(u"nothing"_s));
    Step brief;
    brief.id = StepId("brief");
    measures.process.steps.push_back(brief);
    measures.tasks[StepId("brief")].waiting = 2;
    const HeatScale both(Heat::waiting, &measures, nullptr, TimeWords());
    CHECK(both.words().size() == 4);
    CHECK(both.range().contains(u"without end"_s));
}

TEST_CASE("an empty ledger says once that nothing goes wrong") {
    Model model = transit();
    Process plain = *model.processes().find(ProcessId("restore"));
    plain.exceptions.clear();
    for (Step& step : plain.steps)
        step.exception = false;
    for (Flow& flow : plain.flows)
        flow.exception = false;
    Document document;
    need(document.create(with(model, plain)).map([] { return 0; }));
    LedgerPanel panel(document);
    panel.setProcess(plain.id);
    panel.show();
    REQUIRE(QTest::qWaitFor([&] { return !panel.basis().isEmpty(); }, 30000));
    const QList<QLabel*> labels = panel.findChildren<QLabel*>();
    CHECK(std::ranges::none_of(labels, [](const QLabel* label) {
        return label->isVisible() && (label->text().isEmpty() || label->text().contains(u"Nothing goes wrong"_s));
    }));
}
