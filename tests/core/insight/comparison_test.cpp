// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/comparison.h"
#include "tests/builders.h"
#include "tests/runs.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace tributary;
using namespace tributary::test;

namespace {

/// A scenario that costs what `amount` says at the start, and nothing else.
Scenario costing(std::string_view id, std::string_view amount) {
    Scenario made;
    made.id = ScenarioId(id);
    made.name = id;
    CostLine line = cost("once", "Once", amount);
    line.timing = CostTiming::once;
    line.inflated = false;
    made.costs = {line};
    return made;
}

double normalBelow(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

} // namespace

TEST_CASE("the chance that one of two independent normal NPVs is higher is that of the closed form") {
    const Results results = resultsOf(modelOf(costing("a", "normal(100, 10) USD"), costing("b", "normal(110, 20) USD")),
                                      {}, {.trials = 65'536});
    const auto pair = compareScenarios(results).find(ScenarioId("a"), ScenarioId("b"));
    REQUIRE(pair);
    // a - b is normal about 10 with sd sqrt(10^2 + 20^2).
    const double sd = std::sqrt(500.0);
    const double wanted = normalBelow(10 / sd);
    REQUIRE(pair->chanceFirstWins.standardError);
    const double error = *pair->chanceFirstWins.standardError;
    CHECK(error > 0);
    CHECK(error < 0.003);
    CHECK(std::abs(pair->chanceFirstWins.value - wanted) < 4 * error + 1e-4);
    CHECK(*pair->difference.mean == Approx(10).margin(0.1));
    CHECK(pair->difference.p50 == Approx(10).margin(0.2));
    CHECK(pair->difference.p90 - pair->difference.p10 == Approx(2 * 1.2815516 * sd).epsilon(0.02));
}

TEST_CASE("scenarios meet the same draws, so what they share does not blur their difference") {
    // Both pay the same uncertain sum, one of them 5 USD more: far less than the sum's own spread.
    Model model = modelOf(input("sum", "Sum", "USD", "normal(1000, 300)"), costing("a", "sum"), costing("b", "sum"));
    Scenario dearer = *model.scenarios().find(ScenarioId("b"));
    CostLine extra = cost("more", "More", "5 USD");
    extra.timing = CostTiming::once;
    extra.inflated = false;
    dearer.costs.push_back(extra);
    model = with(model, dearer);
    const Results results = resultsOf(model, {}, {.trials = 4096});
    const auto pair = compareScenarios(results).find(ScenarioId("a"), ScenarioId("b"));
    REQUIRE(pair);
    CHECK(pair->chanceFirstWins.value == 1.0);
    CHECK(pair->difference.p10 == Approx(5));
    CHECK(pair->difference.p90 == Approx(5));
}

TEST_CASE("a pair seen from its other side is its mirror image, and a tie counts for one half") {
    Results results;
    ScenarioResults first, second, third;
    first.id = ScenarioId("first");
    second.id = ScenarioId("second");
    third.id = ScenarioId("third");
    first.npvTrials = {1, 2, 3, 4, 5, 6, 7, std::numeric_limits<double>::quiet_NaN()};
    second.npvTrials = {1, 1, 1, 1, 9, 9, 9, 9};
    third.npvTrials = first.npvTrials;
    results.sampling = Sampling::plain;
    results.scenarios = {first, second, third};
    const Comparison comparison = compareScenarios(results);
    CHECK(comparison.pairs.size() == 3);
    const auto there = comparison.find(ScenarioId("first"), ScenarioId("second"));
    const auto back = comparison.find(ScenarioId("second"), ScenarioId("first"));
    REQUIRE((there && back));
    CHECK(there->chanceFirstWins.value == Approx(3.0 / 7)); // one tie, three wins, three losses, one trial that failed
    CHECK(there->chanceEqual == Approx(1.0 / 7));
    CHECK(there->difference.failed == 1);
    CHECK(back->chanceFirstWins.value == Approx(3.0 / 7));
    CHECK(back->chanceEqual == there->chanceEqual);
    CHECK(back->chanceFirstWins.standardError == there->chanceFirstWins.standardError);
    CHECK(back->difference.p10 == Approx(-there->difference.p90));
    CHECK(*back->difference.mean == Approx(-*there->difference.mean));
    const auto same = comparison.find(ScenarioId("first"), ScenarioId("third"));
    REQUIRE(same);
    CHECK(same->chanceFirstWins.value == 0);
    CHECK(same->chanceEqual == 1);
    CHECK_FALSE(comparison.find(ScenarioId("first"), ScenarioId("nobody")));
}

TEST_CASE("first places are counted trial by trial, and a tie is shared out") {
    ScenarioResults first, second;
    first.npvTrials = {1, 2, 3, -4, std::numeric_limits<double>::quiet_NaN()};
    second.npvTrials = {2, 2, 1, -5, 9};
    const FirstPlaces places = firstPlaces({&first, &second});
    CHECK(places.shares == std::vector{2.5 / 4, 1.5 / 4}); // the trial that failed in one is left out
    CHECK(places.noneGains == 0.25);
    CHECK(firstPlaces({&first}).shares == std::vector{1.0});
    CHECK(firstPlaces({}).shares.empty());
}

TEST_CASE("one pair of a run is compared as all of them are") {
    const Results results = resultsOf(modelOf(costing("a", "normal(100, 10) USD"), costing("b", "normal(110, 20) USD")),
                                      {}, {.trials = 256});
    const auto pair = compareScenarios(results, ScenarioId("b"), ScenarioId("a"));
    const auto same = compareScenarios(results).find(ScenarioId("b"), ScenarioId("a"));
    REQUIRE((pair && same));
    CHECK(pair->difference.p50 == Approx(same->difference.p50));
    CHECK(pair->chanceFirstWins.value == Approx(same->chanceFirstWins.value));
    CHECK_FALSE(compareScenarios(results, ScenarioId("a"), ScenarioId("nobody")));
}
