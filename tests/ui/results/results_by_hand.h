// SPDX-License-Identifier: GPL-3.0-or-later
// The results page over the transit case, with results and an explanation that are made by hand.
#pragma once

#include "core/exchange/templates.h"
#include "core/insight/insight.h"
#include "tests/builders.h"
#include "tests/ui/shown_words.h"
#include "ui/charts/rows_chart.h"
#include "ui/document.h"
#include "ui/results/results_page.h"

#include <QDir>
#include <algorithm>
#include <limits>

namespace tributary::ui::test {

using tributary::test::need;
using tributary::test::with;

inline Summary summary(double p10, double p50, double p90) {
    Summary made;
    made.mean = p50;
    made.standardError = 1000;
    made.p5 = made.p10 = p10;
    made.p25 = made.p50 = made.p75 = p50;
    made.p90 = made.p95 = p90;
    return made;
}

/// Results of a scenario by hand: NPV 0.37 M$, payback in month 34 or never, one trial in three lost.
inline ScenarioResults byHand(const char* id, const char* name) {
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

inline Estimate estimate(double value, double error) { return {value, error}; }

/// What explains the exchange, by hand: costs of 0.9 M$, two effects that bring 1.3 M$.
inline Insight insightByHand() {
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
        const Model model = need(modelFromTemplate("transit"));
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
        AdoptionResults taken{InterventionId("parts-exchange"), GroupId("mt"), "Maintenance", {}};
        taken.active.assign(static_cast<size_t>(results.timeline.periods), summary(0.2, 0.5, 0.8));
        results.scenarios[1].adoption = {taken};
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

    void press(const QString& words) { shownButton(page, words).click(); }
    QStringList texts() const { return shownTexts(page); }

    Document document;
    ResultsPage page{document};
};

} // namespace tributary::ui::test
