// SPDX-License-Identifier: GPL-3.0-or-later
// The equations of a model, on small models in the JSON form, against what they come to by hand.
#include "core/engine/run.h"
#include "core/exchange/json.h"
#include "tests/core/engine/one_year.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tributary;
using namespace tributary::test;

namespace {

double with(const Results& results, const char* metric, size_t period) {
    return find(results.scenarios.at(0), MetricId(metric))->with.at(period - 1).p50;
}
double bau(const Results& results, const char* metric, size_t period) {
    return find(results.scenarios.at(0), MetricId(metric))->bau.at(period - 1).p50;
}

const std::string plan = R"j("scenarios": [{"id": "s", "name": "Plan",
    "overrides": [{"path": "metric/x/estimate", "value": "120"}]}])j";

/// x is raised from 100 to 120 by the plan; y is moved by a link with the given members.
Model linked(const std::string& link) {
    return oneYear(R"j("metrics": [
        {"id": "x", "name": "X", "unit": "hour", "source": "estimate", "estimate": "100"},
        {"id": "y", "name": "Y", "unit": "bus", "source": "influence", "estimate": "10"}],
        "links": [{"id": "l", "driver": "x", "metric": "y", )j" +
                   link + "}], " + plan);
}

} // namespace

TEST_CASE("an override of an estimate is the plan's alone and holds from period 1 on") {
    const Results results = runOf(linked(R"j("elasticity": "1")j"));
    CHECK(bau(results, "x", 1) == 100);
    CHECK(with(results, "x", 1) == 120);
    CHECK(bau(results, "y", 5) == 10);
    CHECK(with(results, "y", 5) == Approx(12));
}

TEST_CASE("an elasticity moves by a power of the ratio, a slope by units per unit") {
    CHECK(with(runOf(linked(R"j("elasticity": "-0.5")j")), "y", 3) == Approx(10 * std::pow(1.2, -0.5)));
    CHECK(with(runOf(linked(R"j("form": "slope", "slope": "0.25 bus/hour")j")), "y", 3) == Approx(15));
    CHECK(with(runOf(linked(R"j("form": "slope", "slope": "6 bus/day")j")), "y", 3) == Approx(15));
}

TEST_CASE("a delay shows the multiplier of some periods ago, 1 before") {
    const Results results = runOf(linked(R"j("elasticity": "1", "delay": 3)j"));
    CHECK(with(results, "y", 3) == 10);
    CHECK(with(results, "y", 4) == Approx(12));
    CHECK(with(results, "y", 12) == Approx(12));
}

TEST_CASE("first-order and Erlang smoothing act on the multiplier") {
    const Results first = runOf(linked(R"j("elasticity": "1", "smoothing": "2 month")j"));
    const double rate = 1 - std::exp(-0.5);
    double z = 1;
    double z1 = 1, z2 = 1, z3 = 1;
    const Results erlang = runOf(linked(R"j("elasticity": "1", "smoothing": "6 month", "stages": 3)j"));
    for (size_t period = 1; period <= 12; ++period) {
        z += rate * (1.2 - z);
        CHECK(with(first, "y", period) == Approx(10 * z));
        z1 += rate * (1.2 - z1);
        z2 += rate * (z1 - z2);
        z3 += rate * (z2 - z3);
        CHECK(with(erlang, "y", period) == Approx(10 * z3));
    }
}

TEST_CASE("floor and ceiling bound the multiplier after its lag") {
    CHECK(with(runOf(linked(R"j("elasticity": "1", "ceiling": "1.1")j")), "y", 2) == Approx(11));
    CHECK(with(runOf(linked(R"j("elasticity": "-1", "floor": "0.9")j")), "y", 2) == Approx(9));
    CHECK(with(runOf(linked(R"j("form": "slope", "slope": "1 bus/hour", "ceiling": "4 bus")j")), "y", 2) == Approx(14));
}

TEST_CASE("a link without effect leaves its share of the trials as they are") {
    const Results results = runOf(linked(R"j("elasticity": "1", "no_effect": "25%")j"), Uncertainty::sampled, 4096);
    const Summary& y = find(results.scenarios[0], MetricId("y"))->with[0];
    CHECK(y.p10 == 10);
    CHECK(y.p90 == Approx(12));
    CHECK(*y.mean == Approx(11.5).epsilon(0.002));
    CHECK(with(runOf(linked(R"j("elasticity": "1", "no_effect": "25%")j")), "y", 2) == Approx(12));
}

TEST_CASE("a metric's response time smooths its whole ratio to business as usual") {
    Model model = oneYear(R"j("metrics": [
        {"id": "x", "name": "X", "source": "estimate", "estimate": "100", "drift": "12%"},
        {"id": "y", "name": "Y", "source": "formula", "formula": "2 * x", "response_time": "1 month"}], )j" +
                          plan);
    const Results results = runOf(model);
    double z = 1;
    for (size_t period = 1; period <= 12; ++period) {
        z += (1 - std::exp(-1.0)) * (1.2 - z);
        const double drifted = 200 * std::pow(1.12, (static_cast<double>(period) - 0.5) / 12);
        CHECK(bau(results, "y", period) == Approx(drifted));
        CHECK(with(results, "y", period) == Approx(drifted * z));
    }
}

TEST_CASE("a loop through a delay runs, and one without is refused by the names of its members") {
    const std::string metrics = R"j("metrics": [
        {"id": "a", "name": "Backlog", "source": "influence", "estimate": "10"},
        {"id": "b", "name": "Breakdowns", "source": "influence", "estimate": "20"},
        {"id": "x", "name": "Push", "source": "estimate", "estimate": "100"}],)j";
    const auto links = [](const char* delay) {
        return std::string(R"j("links": [{"id": "l1", "driver": "a", "metric": "b", "elasticity": "0.5"},
            {"id": "l3", "driver": "x", "metric": "a", "elasticity": "1"},
            {"id": "l2", "driver": "b", "metric": "a", "elasticity": "0.5", "delay": )j") +
               delay + "}], ";
    };
    const Results results = runOf(oneYear(metrics + links("1") + plan));
    double previous = 1;
    for (size_t period = 1; period <= 12; ++period) {
        const double a = 1.2 * std::pow(previous, 0.5);
        previous = std::pow(a, 0.5);
        CHECK(with(results, "a", period) == Approx(10 * a));
        CHECK(with(results, "b", period) == Approx(20 * previous));
    }
    const std::string error = compileError(oneYear(metrics + links("0") + plan));
    CHECK_THAT(error, Catch::Contains("Backlog") && Catch::Contains("Breakdowns") && !Catch::Contains("Push"));
}

TEST_CASE("an override of a belief holds in business as usual as well") {
    const Results results = runOf(oneYear(R"j("inputs": [{"id": "k", "name": "K", "value": "2"}],
        "metrics": [{"id": "y", "name": "Y", "source": "formula", "formula": "k * 3"}],
        "scenarios": [{"id": "s", "name": "S", "overrides": [{"path": "input/k", "value": "+50%"}]}])j"));
    CHECK(bau(results, "y", 1) == 9);
    CHECK(with(results, "y", 1) == 9);
}

TEST_CASE("overrides by a share and by an amount shift every draw") {
    const auto model = [](const char* value) {
        return oneYear(std::string(R"j("metrics": [{"id": "y", "name": "Y", "unit": "%", "estimate": "20/30/40 %"}],
            "scenarios": [{"id": "s", "name": "S", "overrides": [{"path": "metric/y/estimate", "value": ")j") +
                       value + "\"}]}]");
    };
    const auto shift = [](const Results& results, double Summary::*percentile) {
        const MetricResults& y = *find(results.scenarios[0], MetricId("y"));
        return std::pair(y.bau[0].*percentile, y.with[0].*percentile);
    };
    for (double Summary::*percentile : {&Summary::p5, &Summary::p50, &Summary::p95}) {
        auto [before, after] = shift(runOf(model("+2 points"), Uncertainty::sampled), percentile);
        CHECK(after == Approx(before + 2));
        std::tie(before, after) = shift(runOf(model("-10%"), Uncertainty::sampled), percentile);
        CHECK(after == Approx(before * 0.9));
    }
}

TEST_CASE("units convert inside formulas") {
    const Results results = runOf(oneYear(R"j("metrics": [
        {"id": "rate", "name": "Rate", "unit": "breakdown/month", "estimate": "600"},
        {"id": "time", "name": "Time", "unit": "day", "estimate": "2"},
        {"id": "out", "name": "Out", "unit": "bus", "source": "formula", "formula": "rate * time * 1 bus/breakdown"},
        {"id": "share", "name": "Share", "unit": "%", "source": "formula", "formula": "out / 1000 bus"}],
        "scenarios": [{"id": "s", "name": "S"}])j"));
    CHECK(bau(results, "out", 1) == Approx(600 / 730.5 * 48));
    CHECK(bau(results, "share", 1) == Approx(600 / 730.5 * 48 / 10));
}

TEST_CASE("trials that give no number are counted, and the others stand") {
    const Results results = runOf(oneYear(R"j("inputs": [{"id": "k", "name": "K", "value": "uniform(-1, 3)"}],
        "metrics": [{"id": "y", "name": "Y", "source": "formula", "formula": "sqrt(k)"}],
        "scenarios": [{"id": "s", "name": "S"}])j"),
                                  Uncertainty::sampled, 4000);
    CHECK(results.trialsFailed == Approx(1000).margin(5));
    CHECK(find(results.scenarios[0], MetricId("y"))->with[0].p95 < std::sqrt(3.0));
}

TEST_CASE("where all trials fail, shares are unknown, not nothing") {
    const Results results = runOf(oneYear(R"j("metrics": [
        {"id": "x", "name": "X", "unit": "USD/year", "level": "financial", "source": "formula", "counts": true,
         "formula": "1 USD/year * sqrt(0 - 4)"}], "scenarios": [{"id": "s", "name": "S"}])j"));
    CHECK(results.trialsFailed == results.trials);
    CHECK(std::isnan(results.scenarios[0].chanceOfLoss));
    CHECK(std::isnan(results.scenarios[0].paybackShareNever));
    CHECK(std::isnan(results.scenarios[0].irrShareWithout));
}

TEST_CASE("a metric may follow itself a period later, and may not within the period") {
    const auto modelWith = [](const char* delay) {
        return oneYear(std::string(R"j("metrics": [
            {"id": "x", "name": "X", "estimate": "10"},
            {"id": "y", "name": "Y", "source": "influence", "estimate": "10"}],
            "links": [{"id": "a", "driver": "x", "metric": "y", "elasticity": "1"},
                      {"id": "b", "driver": "y", "metric": "y", "elasticity": "0.5", "delay": )j") +
                       delay + R"j(}],
            "scenarios": [{"id": "s", "name": "S", "overrides": [{"path": "metric/x/estimate", "value": "20"}]}])j");
    };
    const Results results = runOf(modelWith("1"));
    CHECK(with(results, "y", 1) == Approx(20));
    CHECK(with(results, "y", 2) == Approx(20 * std::sqrt(2.0)));
    const auto refused = compile(modelWith("0"), {});
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error()[0].message, Catch::Contains("Y"));
}

TEST_CASE("a formula over constants that gives no number fails its trial and stays apart from every other constant") {
    for (const char* formula : {"sqrt(k)", "0 * k / 0", "k ^ 0.5"}) {
        const Results results = runOf(oneYear(std::string(R"j("inputs": [{"id": "k", "name": "K", "value": "-4"}],
            "metrics": [{"id": "y", "name": "Y", "source": "formula", "formula": ")j") +
                                              formula +
                                              R"j("}, {"id": "z", "name": "Z", "estimate": "7"}],
            "scenarios": [{"id": "s", "name": "S"}])j"));
        CHECK(results.trialsFailed == 1);
        CHECK(std::isnan(bau(results, "y", 1)));
        CHECK(bau(results, "z", 1) == 7);
    }
}

TEST_CASE("a time constant below 0 fails its trials, and a delay beyond the horizon never ends") {
    CHECK(runOf(linked(R"j("elasticity": "1", "smoothing": "normal(1, 1) month")j"), Uncertainty::sampled, 4096)
              .trialsFailed == Approx(4096 * 0.1587).margin(8));
    CHECK(with(runOf(linked(R"j("elasticity": "1", "delay": 1000)j")), "y", 12) == 10);
}

TEST_CASE("counted changes become money at the prices of the period, and costs come when they are due") {
    const Results results = runOf(oneYear(R"j("metrics": [
        {"id": "x", "name": "Spend", "level": "financial", "unit": "USD/year", "better": "lower", "estimate": "1200",
         "counts": true, "realisation": "50%", "hard_share": "20%"}],
        "scenarios": [{"id": "s", "name": "S", "overrides": [{"path": "metric/x/estimate", "value": "600"}],
          "costs": [{"id": "a", "name": "A", "timing": "once", "amount": "30 USD", "inflated": false},
                    {"id": "b", "name": "B", "timing": "once", "from": 4, "amount": "7 USD", "hard": false},
                    {"id": "c", "name": "C", "amount": "2 USD/month", "from": 11},
                    {"id": "d", "name": "D, not yet known"}]}])j"));
    const ScenarioResults& s = results.scenarios[0];
    CHECK(s.cashFlow[0].cost.p50 == 30);
    CHECK(s.cashFlow[1].benefit.p50 == Approx(25));
    CHECK(s.cashFlow[1].cost.p50 == 0);
    CHECK(s.cashFlow[4].cost.p50 == 7);
    CHECK(s.cashFlow[12].cost.p50 == Approx(2));
    CHECK(s.npv.p50 == Approx(12 * 25 - 30 - 7 - 4));
    CHECK(s.npvHard.p50 == Approx(0.2 * 12 * 25 - 30 - 4));
    CHECK(s.paybackDiscounted.p50 == 2);
}

TEST_CASE("what lies below 0 and rises changes upwards, by an amount") {
    const Results results = runOf(oneYear(R"j("metrics": [{"id": "y", "name": "Y", "unit": "hour", "estimate": "-100"}],
        "scenarios": [{"id": "s", "name": "S", "interventions": [],
                       "overrides": [{"path": "metric/y/estimate", "value": "= -80"}]}])j"));
    CHECK(results.scenarios[0].metrics[0].change[0].p50 == Approx(20));
    CHECK(results.scenarios[0].metrics[0].changeAt(0).rises());
}

TEST_CASE("a metric that lies around 0 in a period changes by amounts in all, paired by trial") {
    const Results results = runOf(oneYear(R"j("metrics": [
            {"id": "x", "name": "X", "unit": "hour", "estimate": "-2/0/2"},
            {"id": "z", "name": "Z", "unit": "hour", "estimate": "3", "drift": "-90%"},
            {"id": "y", "name": "Y", "unit": "hour", "source": "formula", "formula": "x + z"},
            {"id": "n", "name": "N", "unit": "%", "estimate": "-2/0/2 %"}],
        "scenarios": [{"id": "s", "name": "S", "interventions": [],
                       "overrides": [{"path": "metric/x/estimate", "value": "+1 hour"},
                                     {"path": "metric/n/estimate", "value": "+3%"}]}])j"),
                                  Uncertainty::sampled);
    const auto changeOf = [&](const char* metric, size_t at) {
        return find(results.scenarios[0], MetricId(metric))->changeAt(at);
    };
    for (const size_t at : {0U, 6U, 11U}) {
        for (const char* metric : {"x", "y"}) {
            CHECK(changeOf(metric, at).form == ChangeForm::amount);
            CHECK(changeOf(metric, at).summary.p10 == Approx(1)); // as sure as the shift is
            CHECK(changeOf(metric, at).summary.p90 == Approx(1));
        }
        CHECK(changeOf("n", at).form == ChangeForm::points);
    }
}

TEST_CASE("a model without a scenario shows business as usual") {
    const Results results = runOf(oneYear(R"j("metrics": [{"id": "y", "name": "Y", "estimate": "5"}])j"));
    REQUIRE(results.scenarios.size() == 1);
    CHECK(results.scenarios[0].id.empty());
    CHECK(bau(results, "y", 1) == 5);
}

TEST_CASE("a scenario that does not exist is refused by name") {
    const auto program = compile(oneYear(R"j("metrics": [])j"), {.scenarios = {ScenarioId("nope")}});
    REQUIRE_FALSE(program);
    CHECK_THAT(program.error()[0].message, Catch::Contains("nope"));
}

TEST_CASE("what is infinite has no ratio, so a link from it gives no number") {
    const Results results = runOf(oneYear(R"j("metrics": [{"id": "z", "name": "Z", "estimate": "0"},
        {"id": "x", "name": "X", "source": "formula", "formula": "1 / z"},
        {"id": "y", "name": "Y", "source": "influence", "estimate": "10"}],
        "links": [{"id": "x-y", "driver": "x", "metric": "y", "elasticity": "-0.5"}],
        "scenarios": [{"id": "plan", "name": "Plan",
            "overrides": [{"path": "metric/z/estimate", "value": "= 0.5"}]}])j"));
    CHECK(std::isnan(with(results, "y", 3)));
}
