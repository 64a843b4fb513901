// SPDX-License-Identifier: GPL-3.0-or-later
// Running until a stated precision: how many trials that takes, and when the search ends without it.
#include "core/engine/precision.h"
#include "core/exchange/templates.h"
#include "tests/builders.h"

#include <cmath>

using namespace tributary;
using namespace tributary::test;

namespace {

/// A scenario that is worth 17 less a one-off cost.
Model modelWithCost(std::string_view amount) {
    Settings settings;
    settings.periods = 1;
    Metric money = metric("F1", "Money", Level::financial, "USD/month", "0 USD/month");
    money.counts = true;
    Scenario scenario;
    scenario.id = ScenarioId("plan");
    scenario.name = "The plan";
    scenario.overrides = {Override{"metric/F1/estimate", need(OverrideValue::parse("= 17 USD/month"))}};
    CostLine line = cost("x", "Cost", amount);
    line.timing = CostTiming::once;
    scenario.costs.push_back(std::move(line));
    return modelOf(settings, std::move(money), std::move(scenario));
}

Program programOf(const Model& model, Uncertainty uncertainty = Uncertainty::sampled) {
    auto program =
        compile(model, {.metrics = WantedMetrics::none, .uncertainty = uncertainty, .detail = Detail::means});
    REQUIRE(program);
    return *program;
}

Precision precisionOf(const Program& program, const RunOptions& options, const PrecisionGoal& goal = {}) {
    auto found = findPrecision(program, options, goal);
    REQUIRE(found);
    return *found;
}

} // namespace

TEST_CASE("plain draws take about one over the square of the share that is wanted") {
    const Program program = programOf(modelWithCost("normal(10, 2) USD"));
    for (const double share : {0.1, 0.05, 0.02}) {
        const Precision found = precisionOf(program, {.trials = 8, .sampling = Sampling::plain}, {.share = share});
        CHECK(found.reached);
        CHECK(found.share <= share);
        // The error itself is known from 8 scrambles alone: within a factor of 4 in trials, and by doubling.
        const double expected = 1 / (share * share);
        INFO(found.trials << " trials for " << share << ", expected about " << expected);
        CHECK(static_cast<double>(found.trials) > expected / 8);
        CHECK(static_cast<double>(found.trials) < expected * 8);
        CHECK((found.trials & (found.trials - 1)) == 0); // doubled from 8
    }
}

TEST_CASE("the precision found is that of an ordinary run of so many trials, and fewer would not do") {
    const auto model = modelFromTemplate("transit");
    REQUIRE(model);
    const Program program = programOf(*model);
    const PrecisionGoal goal{.share = 0.03};
    const Precision found = precisionOf(program, {.trials = 32, .seed = 3}, goal);
    REQUIRE(found.reached);
    const auto worstShare = [&](size_t trials) {
        const auto results = run(program, {.trials = trials, .seed = 3});
        REQUIRE(results);
        double worst = 0;
        for (const ScenarioResults& scenario : results->scenarios)
            worst = std::max(worst, *scenario.npv.standardError / *scenario.npv.sd);
        return worst;
    };
    CHECK(found.share == worstShare(found.trials));
    CHECK(worstShare(found.trials) <= goal.share);
    REQUIRE(found.trials >= 64);
    CHECK(worstShare(found.trials / 2) > goal.share);
    CHECK(model->scenarios().find(found.scenario)->name == found.name);
}

TEST_CASE("quasi-random draws reach a precision with far fewer trials than plain ones") {
    const Program program = programOf(modelWithCost("normal(10, 2) USD"));
    const PrecisionGoal goal{.share = 0.005};
    const Precision sobol = precisionOf(program, {.trials = 64}, goal);
    const Precision plain = precisionOf(program, {.trials = 64, .sampling = Sampling::plain}, goal);
    CHECK(sobol.reached);
    CHECK(sobol.trials * 4 <= plain.trials);
}

TEST_CASE("where the most trials do not reach the precision, that is said, with what they reach") {
    const Program program = programOf(modelWithCost("normal(10, 2) USD"));
    const Precision found =
        precisionOf(program, {.trials = 100, .sampling = Sampling::plain}, {.share = 0.001, .mostTrials = 1000});
    CHECK_FALSE(found.reached);
    CHECK(found.trials == 1000);
    CHECK(found.share > 0.001);
    CHECK(found.share == Approx(1 / std::sqrt(1000.0)).epsilon(0.8));
    CHECK(found.scenario == ScenarioId("plan"));
    CHECK(found.wanted.mostTrials == 1000);
    // More trials than the most are not begun with.
    CHECK(precisionOf(program, {.trials = 5000}, {.share = 1e-6, .mostTrials = 200}).trials == 200);
}

TEST_CASE("an NPV without spread is known at once, and so is one without uncertainty") {
    const Precision flat = precisionOf(programOf(modelWithCost("10 USD")), {.trials = 64});
    CHECK(flat.reached);
    CHECK(flat.trials == 64);
    CHECK(flat.share == 0);
    const Precision sure =
        precisionOf(programOf(modelWithCost("normal(10, 2) USD"), Uncertainty::mostLikely), {.trials = 64});
    CHECK(sure.reached);
    CHECK(sure.trials == 1);
}

TEST_CASE("an NPV that no trial gives a number for is not waited for") {
    const Program program =
        programOf(with(modelWithCost("sqrt(-1 - x * x) * 1 USD"), input("x", "A number", "", "normal(0, 1)")));
    const Precision found = precisionOf(program, {.trials = 64});
    CHECK_FALSE(found.reached);
    CHECK(found.trials == 64);
    CHECK(std::isnan(found.share));
}

TEST_CASE("few trials tell no error, so more are taken") {
    const Precision found = precisionOf(programOf(modelWithCost("normal(10, 2) USD")), {.trials = 1}, {.share = 0.5});
    CHECK(found.reached);
    CHECK(found.trials >= 8);
}

TEST_CASE("a search for the precision shows its progress, and gives nothing once it is stopped") {
    const Program program = programOf(modelWithCost("normal(10, 2) USD"));
    std::vector<double> shown;
    const RunOptions options{.trials = 64, .sampling = Sampling::plain, .threads = 1};
    REQUIRE(findPrecision(program, options, {.share = 0.02},
                          {.progress = [&](double share) { shown.push_back(share); }, .stop = {}}));
    REQUIRE_FALSE(shown.empty());
    CHECK(std::ranges::is_sorted(shown));
    CHECK(shown.back() <= 1);
    std::stop_source source;
    CHECK_FALSE(findPrecision(program, options, {.share = 1e-6},
                              {.progress = [&](double) { source.request_stop(); }, .stop = source.get_token()}));
}
