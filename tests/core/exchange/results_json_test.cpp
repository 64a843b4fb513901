// SPDX-License-Identifier: GPL-3.0-or-later
// What no run of a sound model shows: failed trials, mixed signs of infinity, business as usual alone.
#include "core/exchange/results_json.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace tributary;
using Catch::Contains;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr double failed = std::numeric_limits<double>::quiet_NaN();

Summary percentiles(double low, double high) {
    Summary summary;
    summary.p5 = summary.p10 = summary.p25 = summary.p50 = low;
    summary.p75 = summary.p90 = summary.p95 = high;
    return summary;
}

Results oneScenario() {
    Results results;
    results.trials = 16;
    results.currency = "EUR";
    results.timeline.kind = PeriodKind::quarter;
    ScenarioResults& scenario = results.scenarios.emplace_back();
    scenario.id = ScenarioId("s");
    scenario.name = "A \"plan\"";
    scenario.npv = percentiles(failed, failed);
    scenario.npv.mean = failed;
    scenario.irr = percentiles(failed, failed);
    scenario.irrShareWithout = 1;
    scenario.paybackDiscounted = percentiles(7, never);
    scenario.paybackShareNever = 0.3;
    return results;
}

} // namespace

TEST_CASE("a number that there is none of is null in the JSON of results") {
    const std::string json = writeResultsJson(Model(), oneScenario());
    CHECK_THAT(json, Contains(R"("npv":{"unit":"EUR","mean":null,"sd":null,"standard_error":null,"p5":null)"));
    CHECK_THAT(json, Contains(R"("irr":{"unit":"1/year","p5":null)") && Contains(R"("share_without":1.0})"));
    CHECK_THAT(json, Contains(R"("payback_discounted":{"unit":"quarter","p5":7.0)") &&
                         Contains(R"("p75":null,"p90":null,"p95":null,"share_never":0.3})"));
    CHECK_THAT(json, Contains(R"("name":"A \"plan\"")"));
    CHECK(json.find("nan") == std::string::npos);
    CHECK(json.find("inf") == std::string::npos);
    CHECK(json.find('\n') == std::string::npos);
}

TEST_CASE("failed and overloaded trials and notes are part of the JSON of results") {
    Results results = oneScenario();
    results.trialsFailed = 3;
    results.trialsOverloaded = 5;
    results.notes = {"a note"};
    CHECK_THAT(writeResultsJson(Model(), results),
               Contains(R"("trials_failed":3,"trials_overloaded":5,"notes":["a note"])"));
}

TEST_CASE("business as usual alone is not listed in the JSON of results") {
    Results results = oneScenario();
    results.scenarios.front().id = ScenarioId();
    CHECK_THAT(writeResultsJson(Model(), results), Contains(R"("scenarios":[])"));
}

TEST_CASE("a name that is no UTF-8 does not break the JSON of results") {
    Results results = oneScenario();
    results.scenarios.front().name = "A\xFF";
    CHECK_THAT(writeResultsJson(Model(), results), Contains("\"name\":\"A\uFFFD\""));
}

TEST_CASE("one deterministic value has no spread in the JSON of results") {
    Results results = oneScenario();
    results.uncertainty = Uncertainty::mostLikely;
    results.trials = 1;
    results.scenarios.front().npv = percentiles(12, 12);
    results.scenarios.front().npv.mean = 12;
    CHECK_THAT(writeResultsJson(Model(), results),
               Contains(R"("npv":{"unit":"EUR","mean":12.0,"sd":0.0,"standard_error":0.0,"p5":12.0)"));
}

TEST_CASE("a summary without a mean says how many trials have no end, and how many no number") {
    Results results = oneScenario();
    MetricResults& cycle = results.scenarios[0].metrics.emplace_back();
    cycle.id = MetricId("cycle");
    Summary endless = percentiles(3, never);
    endless.infinite = 28;
    cycle.bau = {endless, percentiles(1, 2)};
    cycle.with = cycle.bau;
    const std::string json = writeResultsJson(Model(), results);
    CHECK_THAT(json, Contains(R"("p50":3.0,"p75":null,"p90":null,"p95":null,"infinite":28})"));
    CHECK_THAT(json, Contains(R"("p95":2.0})"));
}
