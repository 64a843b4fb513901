// SPDX-License-Identifier: GPL-3.0-or-later
// Results given stall or not, and what a stop rule is worth.
#include "core/insight/rank_correlation.h"
#include "core/insight/regimes.h"
#include "core/insight/stop_rule.h"
#include "core/model/names.h"
#include "tests/core/insight/insight_models.h"

#include <cmath>
#include <numeric>

using namespace tributary;
using namespace tributary::test;

namespace {

struct Transit {
    Study study = studyOf(transitModel(), transitTool, {.trials = 512});
    ScenarioResults results = need(runStudy(study, TrialColumns::flows));
};

} // namespace

TEST_CASE("the mean NPV is that of stalled and other trials, by their chances") {
    const Transit transit;
    const Regimes regimes = regimesOf(transit.study, transit.results);
    REQUIRE(regimes.stalled);
    REQUIRE(regimes.notStalled);
    CHECK(regimes.stalled->chance.value == Approx(0.3).margin(0.02));
    CHECK(regimes.stalled->chance.value + regimes.notStalled->chance.value == Approx(1));
    CHECK(*regimes.overall.npv.mean == Approx(regimes.stalled->chance.value * *regimes.stalled->npv.mean +
                                              regimes.notStalled->chance.value * *regimes.notStalled->npv.mean));
    CHECK(regimes.stalled->chanceOfLoss.value > regimes.notStalled->chanceOfLoss.value);
    CHECK(regimes.stalled->npv.failed == 0);
    CHECK(*regimes.stalled->chance.standardError < std::sqrt(0.3 * 0.7 / 512));
    CHECK(regimes.overall.chanceOfLoss.standardError);
}

TEST_CASE("the errors of the regimes and of rank correlations are those that runs with other seeds have") {
    struct Seen {
        std::vector<double> values;
        double squares = 0; ///< of the errors told
        void add(double value, const std::optional<double>& error) {
            values.push_back(value);
            squares += *error * *error;
        }
        double toldOverTrue() const {
            const auto n = static_cast<double>(values.size());
            const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
            double about = 0;
            for (const double value : values)
                about += (value - mean) * (value - mean);
            return std::sqrt(squares / n / (about / (n - 1)));
        }
    };
    Seen notStalled, rank;
    for (std::int64_t seed = 1; seed <= 24; ++seed) {
        const Study study = studyOf(transitModel(), transitTool, {.trials = 512, .seed = seed});
        const ScenarioResults results = need(runStudy(study, TrialColumns::npv));
        const Regimes regimes = regimesOf(study, results);
        notStalled.add(*regimes.notStalled->npv.mean, regimes.notStalled->npv.standardError);
        const Estimate strongest = rankImportance(study, results.npvTrials, inputValues(study)).inputs[1].correlation;
        rank.add(std::abs(strongest.value), strongest.standardError);
    }
    for (const Seen* seen : {&notStalled, &rank}) { // each is known to about 15 %
        CHECK(seen->toldOverTrue() > 0.6);
        CHECK(seen->toldOverTrue() < 1.7);
    }
}

TEST_CASE("a scenario that cannot stall has one regime") {
    const Study study = studyOf(linearModel("= 17 USD/month", {"normal(10, 2) USD"}));
    const Regimes regimes = regimesOf(study, need(runStudy(study, TrialColumns::npv)));
    CHECK_FALSE(regimes.stalled);
    REQUIRE(regimes.notStalled);
    CHECK(regimes.notStalled->chance == Estimate{1, 0.0});
    CHECK(*regimes.notStalled->npv.mean == Approx(*regimes.overall.npv.mean));
}

TEST_CASE("a stop rule that stops all leaves the flows up to its period, one that stops none changes nothing") {
    const Transit transit;
    const auto always = need(stopRuleWorth(transit.study, transit.results, {2.0, 9}));
    CHECK(always.chanceOfStopping.value == 1);
    double sum = 0;
    for (const double flow : transit.results.cumulativeTrials[9])
        sum += flow;
    CHECK(always.npvWith.value == Approx(sum / 512));
    const auto never = need(stopRuleWorth(transit.study, transit.results, {0.0, 9}));
    CHECK(never.chanceOfStopping.value == 0);
    CHECK(never.worth.value == 0);
    CHECK(never.npvWith.value == Approx(*transit.results.npv.mean));
    const auto last = need(stopRuleWorth(transit.study, transit.results, {2.0, 60}));
    CHECK(last.worth.value == Approx(0).margin(1e-6));
}

TEST_CASE("stopping stalled roll-outs of the transit case after nine months saves money, with its error") {
    const Transit transit;
    const StopRule rule = usualStopRule(transit.study.model.settings().timeline());
    CHECK(rule == StopRule{0.15, 9});
    const auto worth = need(stopRuleWorth(transit.study, transit.results, rule));
    CHECK(worth.chanceOfStopping.value > 0.05);
    CHECK(worth.worth.value > 0);
    REQUIRE(worth.worth.standardError);
    CHECK(worth.worth.value == Approx(worth.npvWith.value - worth.npvWithout.value));
    CHECK(worth.chanceOfLossWith.value >= 0);
    CHECK(worth.wronglyStopped.standardError);
    CHECK(worth.chanceOfLossWith.standardError);
    CHECK(worth.wronglyStopped.value <= worth.chanceOfStopping.value);
}

TEST_CASE("the usual stop rule keeps to the model's periods") {
    Timeline timeline;
    timeline.kind = PeriodKind::quarter;
    timeline.periods = 8;
    CHECK(usualStopRule(timeline).period == 3);
    timeline.kind = PeriodKind::week;
    timeline.periods = 20;
    CHECK(usualStopRule(timeline).period == 20);
}

TEST_CASE("a stop rule that cannot be looked at is refused with the reason") {
    const Transit transit;
    CHECK(stopRuleWorth(transit.study, transit.results, {0.15, 61}).error().message.find("1 to 60") !=
          std::string::npos);
    const Study bare = studyOf(linearModel("= 17 USD/month", {"normal(10, 2) USD"}));
    const auto results = need(runStudy(bare, TrialColumns::flows));
    CHECK(stopRuleWorth(bare, results, {0.15, 1}).error().message.find("no tool") != std::string::npos);
}

TEST_CASE("a stop rule is worth what going through the trials one by one says") {
    const Transit transit;
    const StopRule rule{0.2, 12};
    const auto found = need(stopRuleWorth(transit.study, transit.results, rule));
    double with = 0, without = 0;
    int stops = 0, wrong = 0, losses = 0;
    for (size_t t = 0; t < 512; ++t) {
        double active = 0, people = 0;
        for (const AdoptionResults& adoption : transit.results.adoption) {
            const Group* group = transit.study.model.groups().find(adoption.group);
            const double headcount = mostLikely(need(distributionIn(group->headcount, unitOr("person"))));
            people += headcount;
            active += headcount * adoption.activeTrials[11][t];
        }
        double npv = 0;
        const bool stopped = active < rule.activeBelow * people;
        for (int period = 0; period <= 60; ++period) {
            const auto& sum = transit.results.cumulativeTrials;
            const double flow =
                sum[static_cast<size_t>(period)][t] - (period == 0 ? 0 : sum[static_cast<size_t>(period) - 1][t]);
            npv += stopped && period > rule.period ? 0 : flow;
        }
        with += npv / 512;
        without += transit.results.npvTrials[t] / 512;
        stops += stopped;
        wrong += stopped && transit.results.npvTrials[t] > npv;
        losses += npv < 0;
    }
    REQUIRE(stops > 0);
    REQUIRE(stops < 512);
    CHECK(found.chanceOfStopping.value == Approx(stops / 512.0));
    CHECK(found.wronglyStopped.value == Approx(wrong / 512.0));
    CHECK(found.chanceOfLossWith.value == Approx(losses / 512.0));
    CHECK(found.npvWith.value == Approx(with));
    CHECK(found.worth.value == Approx(with - without));
}
