// SPDX-License-Identifier: GPL-3.0-or-later
// All answers of one scenario together: bad input has a clear answer each, and the answers hold together.
#include "core/insight/insight.h"
#include "tests/core/insight/insight_models.h"

#include <cmath>

using namespace tributary;
using namespace tributary::test;

namespace {

Insight explained(const Model& model, size_t trials, const ScenarioId& scenario = plan) {
    return need(explain(model, scenario, {.run = {.trials = trials}}));
}

} // namespace

TEST_CASE("the transit case is explained whole, and its answers agree with each other") {
    std::vector<double> shown;
    const RunControl watching{[&](double share) { shown.push_back(share); }, {}};
    const Insight insight = need(explain(transitModel(), transitTool, {.run = {.trials = 64, .threads = 1}}, watching));
    REQUIRE(insight.tornado);
    REQUIRE(insight.sobol);
    REQUIRE(insight.effects);
    REQUIRE(insight.paths);
    REQUIRE(insight.information);
    REQUIRE(insight.breakEvens);
    REQUIRE(insight.chains);
    REQUIRE(insight.stopRule);
    // The stall parts the outcomes most, whichever way one asks.
    CHECK(insight.tornado->bars.front().input.path.ends_with("/stall/event"));
    CHECK(insight.ranks.inputs.front().input.path.ends_with("/stall/event"));
    CHECK(insight.sobol->shares.front().inputs.front().path.ends_with("/stall/event"));
    CHECK(insight.information->npv.value == *insight.regimes.overall.npv.mean);
    CHECK(insight.stopRule->npvWithout.value == insight.information->npv.value);
    CHECK(insight.chains->chains.size() == 1);
    REQUIRE_FALSE(shown.empty());
    CHECK(std::ranges::is_sorted(shown));
    CHECK(shown.back() == Approx(1));
}

TEST_CASE("a scenario that reads no correlated input leaves out what is drawn beside it") {
    const Study study = studyOf(transitModel(), ScenarioId("more-stock"));
    for (const StudyInput& input : study.inputs)
        CHECK(input.name.path.find("intervention/") == std::string::npos);
}

TEST_CASE("no spread, one trial, one input and no input are explained as far as can be") {
    const Insight flat = explained(linearModel("= 5 USD/month", {"3 USD"}), 64);
    CHECK(*flat.regimes.overall.npv.mean == Approx(2));
    CHECK(flat.tornado->bars.empty());
    CHECK_FALSE(flat.sobol);
    CHECK(flat.effects->effects.empty());
    CHECK(flat.information->perfect.value == 0);
    CHECK_FALSE(flat.stopRule);

    const Insight once = explained(linearModel("= 5 USD/month", {"normal(3, 1) USD"}), 1);
    CHECK(once.trials == 1);
    CHECK(once.tornado->bars.size() == 1);
    CHECK_FALSE(once.sobol);
    CHECK(std::isnan(once.ranks.inputs.front().correlation.value));
}

TEST_CASE("trials that fail are left out, and where all fail the reason is said") {
    // The root of a normal number: no number in half the trials.
    Model some = with(linearModel("= 5 USD/month", {"sqrt(x) * 1 USD"}), input("x", "A number", "", "normal(0, 1)"));
    const Insight half = explained(some, 256);
    CHECK(half.regimes.overall.npv.failed > 100);
    CHECK(std::isfinite(*half.regimes.overall.npv.mean));
    CHECK(std::isfinite(half.information->perfect.value));
    CHECK(std::isfinite(half.ranks.inputs.front().correlation.value));

    const Model none =
        with(linearModel("= 5 USD/month", {"sqrt(-1 - x * x) * 1 USD"}), input("x", "A number", "", "normal(0, 1)"));
    const auto failed = explain(none, plan, {.run = {.trials = 64}});
    REQUIRE_FALSE(failed);
    CHECK(failed.error() == noNumberError());
}

TEST_CASE("three hundred inputs are explained") {
    const Insight insight =
        explained(linearModel("= 1600 USD/month", std::vector<std::string>(300, "uniform(0, 10) USD")), 64);
    CHECK(insight.tornado->bars.size() == 300);
    CHECK(insight.sobol->shares.size() == 300);
    CHECK(insight.information->next.size() == 301);
    CHECK(insight.breakEvens->size() == 300);
}

TEST_CASE("one input has all of the spread, the correlation and the information") {
    const Insight insight = explained(linearModel("= 3 USD/month", {"normal(3, 1) USD"}), 4096);
    REQUIRE(insight.ranks.inputs.size() == 1);
    CHECK(insight.ranks.inputs[0].correlation.value == -1);
    REQUIRE(insight.sobol);
    CHECK(insight.sobol->shares[0].index.first.value == Approx(1).margin(0.01));
    REQUIRE(insight.information);
    CHECK(insight.information->next[0].value.value == Approx(insight.information->perfect.value).margin(0.01));
    REQUIRE(insight.breakEvens);
    CHECK(insight.breakEvens->front().crossings.at(0).value.value == Approx(3).margin(0.01));
    CHECK(insight.breakEvens->front().chanceOfLosingSide.value == Approx(0.5).margin(0.01));
}

TEST_CASE("forty effects are explained, each with what it brings and its error") {
    Model model = linearModel("= 17 USD/month", {"3 USD"});
    Intervention tool;
    tool.id = InterventionId("tool");
    tool.name = "Tool";
    tool.adoption.p = parameter("0.2 1/month");
    TargetGroup everybody;
    everybody.group = GroupId("all");
    tool.adoption.targets = {everybody};
    for (int i = 0; i < 40; ++i)
        tool.effects.push_back(effect(fmt::format("e{}", i), "metric/F1", "1% / 2% / 3%", "all"));
    Scenario scenario = *model.scenarios().find(plan);
    scenario.interventions = {tool.id};
    const Insight insight =
        explained(with(model, group("all", "Everybody", "10", "50"), std::move(tool), std::move(scenario)), 256);
    REQUIRE(insight.effects);
    CHECK_FALSE(insight.effects->exact);
    CHECK(insight.effects->effects.size() == 40);
    double sum = 0;
    for (const AttributedEffect& effect : insight.effects->effects) {
        CHECK(effect.value.standardError);
        sum += effect.value.value;
    }
    CHECK(sum == Approx(insight.effects->total.value));
    REQUIRE(insight.paths);
    CHECK(insight.paths->paths.size() == 41); // the override of the plan too
    CHECK(insight.tornado->bars.size() == 40);
    REQUIRE(insight.stopRule);
    REQUIRE(insight.sobol);
    CHECK(insight.sobol->shares.size() == 40);
}

TEST_CASE("an explanation that is stopped gives nothing, wherever it stands") {
    for (const double at : {0.001, 0.04, 0.055, 0.08, 0.11, 0.2, 0.5, 0.7, 0.9}) {
        std::stop_source source;
        const RunControl control{[&](double share) {
                                     if (share > at)
                                         source.request_stop();
                                 },
                                 source.get_token()};
        const auto stopped = explain(transitModel(), transitTool, {.run = {.trials = 32, .threads = 1}}, control);
        REQUIRE_FALSE(stopped);
        CHECK(stopped.error() == stoppedError());
    }
}
