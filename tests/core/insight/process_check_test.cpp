// SPDX-License-Identifier: GPL-3.0-or-later
// Formulas of process maps held against their simulation.
#include "core/exchange/json.h"
#include "core/insight/process_check.h"
#include "tests/builders.h"
#include "tests/core/engine/one_year.h"

#include <cmath>
#include <string>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Two branches in parallel, each one lognormal delay of a mean and standard deviation of 10 h, between a split and a
/// join.
Model twoBranches(const std::string& arrivals = "100 case/month") {
    return oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"}],
        "processes": [{"id": "p", "name": "Approve", "metric": "cycle", "arrivals": ")j" +
                   arrivals + R"j(",
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "both", "kind": "parallel"},
                      {"id": "a", "name": "A", "delay": "10 hour", "delay_cv": "1"},
                      {"id": "b", "name": "B", "delay": "10 hour", "delay_cv": "1"},
                      {"id": "met", "kind": "parallel"}, {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "both"}, {"id": "f2", "from": "both", "to": "a"},
                      {"id": "f3", "from": "both", "to": "b"}, {"id": "f4", "from": "a", "to": "met"},
                      {"id": "f5", "from": "b", "to": "met"}, {"id": "f6", "from": "met", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan"}])j");
}

/// One server with an hour's work, at arrivals that are uncertain.
Model oneServer(const std::string& arrivals, const std::string& servers = "1") {
    return oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"}], )j" +
                   oneDesk(arrivals, servers) + R"j(, "scenarios": [{"id": "plan", "name": "Plan"}])j");
}

} // namespace

TEST_CASE("in the transit case formulas and simulation agree, so the formulas are trusted") {
    const auto checks = need(simulateProcesses(transit(), {}));
    REQUIRE(checks.size() == 1);
    CHECK(checks[0].process == ProcessId("restore"));
    CHECK(checks[0].isTrusted());
    const ProcessPoint& middle = checks[0].points[1];
    CHECK(middle.ratio() == Approx(58.97 / 59.31).margin(middle.ratioHalfWidth() * 2));
    CHECK(middle.p50.mean < middle.simulated.mean);
    CHECK(middle.words().find("h by simulation, ratio 0.99") != std::string::npos);
}

TEST_CASE("where branches run in parallel the formulas are found too low by what simulation says") {
    const auto checks = need(simulateProcesses(twoBranches(), {}));
    REQUIRE(checks.size() == 1);
    CHECK_FALSE(checks[0].isTrusted());
    for (const ProcessPoint& point : checks[0].points) {
        // The larger of two lognormal numbers of one mean m and sigma: 2 m Phi(sigma / sqrt 2).
        const double sigma = std::sqrt(std::log(2.0));
        CHECK(point.formulas == Approx(10));
        CHECK(point.ratio() == Approx(std::erfc(-sigma / 2)).margin(1.5 * point.ratioHalfWidth()));
    }
}

TEST_CASE("a point with more work than time is told in words, with the pool that has it") {
    const auto checks = need(simulateProcesses(oneServer("uniform(0.6, 1.2) case/hour"), {}));
    REQUIRE(checks.size() == 1);
    const auto& points = checks[0].points;
    CHECK(points[0].formulas == Approx(1 / (1 - 0.66))); // M/M/1: 1 / (mu - lambda)
    CHECK(points[2].isOverloaded());
    CHECK(points[2].busiestPool == "Desk");
    CHECK(std::isinf(points[2].formulas));
    CHECK(points[2].words().find("Desk has 114 % of the work") != std::string::npos);
}

TEST_CASE("a model without processes has none to simulate, and one that is stopped says so") {
    CHECK(need(simulateProcesses(Model(), {})).empty());
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(simulateProcesses(transit(), {}, {{}, stop.get_token()}));
}

TEST_CASE("what would take long, or much memory, is left out of a check with the reason, and is never trusted") {
    const auto first = [](const Model& model) { return need(simulateProcesses(model, {})).at(0); };
    const ProcessCheck many = first(twoBranches("1e12 case/hour"));
    CHECK(many.points[1].failure.find("more than a check may") != std::string::npos);
    CHECK_FALSE(many.isTrusted());
    const ProcessCheck fraction = first(oneServer("0.8 case/hour", "1.5"));
    CHECK(fraction.points[1].failure.find("Desk has 1.5 servers") != std::string::npos);
    CHECK(fraction.points[1].words().starts_with("not simulated: "));
    CHECK_FALSE(fraction.isTrusted());
}

TEST_CASE("a check has the same bits on 1, 2 and 4 threads, and others with another seed") {
    const auto meanWith = [](unsigned threads, std::int64_t seed) {
        RunOptions how;
        how.threads = threads;
        how.seed = seed;
        return need(simulateProcesses(oneServer("0.8 case/hour"), how)).at(0).points[1].simulated.mean;
    };
    CHECK(meanWith(1, 1) == meanWith(2, 1));
    CHECK(meanWith(1, 1) == meanWith(4, 1));
    CHECK(meanWith(1, 1) != meanWith(1, 2));
}
