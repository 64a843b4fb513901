// SPDX-License-Identifier: GPL-3.0-or-later
// Formulas of process maps held against their simulation.
#include "core/engine/what_if.h"
#include "core/exchange/json.h"
#include "core/insight/goal_seek.h"
#include "core/insight/npv_change.h"
#include "core/insight/process_check.h"
#include "core/insight/study.h"
#include "core/model/edit.h"
#include "tests/builders.h"
#include "tests/core/engine/correction_models.h"

#include <cmath>
#include <string>

using namespace tributary;
using namespace tributary::test;

namespace {

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
    CHECK(checks[0].correction.process == ProcessId("restore"));
    CHECK(checks[0].isTrusted());
    const ProcessPoint& middle = checks[0].points[1];
    CHECK(middle.ratio() == Approx(58.97 / 59.31).margin(middle.ratioHalfWidth() * 2));
    CHECK(middle.found.p50.mean < middle.found.cycleTime.mean);
    CHECK(middle.words().find("h by simulation, ratio ") != std::string::npos);
}

TEST_CASE("where branches run in parallel the formulas are found too low by what simulation says") {
    const auto checks = need(simulateProcesses(twoBranches(), {}));
    REQUIRE(checks.size() == 1);
    CHECK_FALSE(checks[0].isTrusted());
    for (const ProcessPoint& point : checks[0].points) {
        CHECK(point.formulas == Approx(10));
        CHECK(point.ratio() == Approx(meanOfLarger(1, 1)).margin(1.5 * point.ratioHalfWidth()));
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
    const auto none = need(simulateProcesses(oneServer("0.5 case/hour", "0"), {}));
    REQUIRE(none.size() == 1);
    CHECK(none[0].points[1].words() == "Desk has no servers, so cases pile up without end");
    CHECK(none[0].correction.overload.find("Desk has no servers: ") == 0);
}

TEST_CASE("a model without processes has none to simulate, and one that is stopped says so") {
    CHECK(need(simulateProcesses(Model(), {})).empty());
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(simulateProcesses(transit(), {}, {{}, stop.get_token()}));
}

TEST_CASE("what would take long, or much memory, is left out of a check with the reason, and is never trusted") {
    const auto first = [](const Model& model) { return need(simulateProcesses(model, {})).at(0); };
    Process crowded = *twoBranches().processes().begin();
    crowded.arrivals = need(Parameter::parse("1000000000000 case/hour"));
    const ProcessCheck many = first(apply(twoBranches(), Edit{{}, {}, {put(crowded)}}).model);
    CHECK(many.points[1].found.failure.find("more than a check may") != std::string::npos);
    CHECK_FALSE(many.isTrusted());
    const auto asked = need(simulateProcesses(twoBranches(), {}, {}, 1e9)).at(0); // a bound holds for these, too
    CHECK_THAT(asked.points[1].words(), Catch::Matches("not simulated: it would take [0-9]{1,3}(,000){2} steps.*"));
    const ProcessCheck huge = first(oneServer("0.8 case/hour", "2000000"));
    CHECK(huge.points[1].found.failure.find("Desk has 2e+06 servers") != std::string::npos);
    CHECK(huge.points[1].words().starts_with("not simulated: "));
    CHECK_FALSE(huge.isTrusted());
}

TEST_CASE("a check takes the model's seed, and says what a run takes of it") {
    const auto checkWith = [](std::int64_t seed) {
        const Model model = twoBranches();
        Settings settings = model.settings();
        settings.seed = seed;
        return need(simulateProcesses(apply(model, Edit{{}, {}, {put(settings)}}).model, {})).at(0);
    };
    CHECK(checkWith(1).points[1].found.cycleTime.mean != checkWith(2).points[1].found.cycleTime.mean);
    CHECK(checkWith(1).correction.words().find(" by simulation (2 simulations, ") != std::string::npos);
}

TEST_CASE("run, precision, what-if, insight and minutes take one correction, to the bit") {
    const Model model = twoBranches(R"j("cycle_time_by": "surface", )j", "uniform(5, 15) hour");
    const ScenarioId plan("plan");
    RunOptions how;
    how.trials = 256;
    const auto full = compile(model, {});
    const auto means = compile(model, {.metrics = WantedMetrics::none, .detail = Detail::means});
    REQUIRE((full && means));
    const std::vector<double> npv = run(*full, how).value().scenarios[0].npvTrials;
    CHECK(run(*means, how).value().scenarios[0].npvTrials == npv);
    CHECK(need(npvTrials(model, plan, {how, {}})) == npv);
    CHECK(need(runStudy(need(makeStudy(model, plan, how)), TrialColumns::npv)).npvTrials == npv);
    const auto whatIf = WhatIf::make(*means, "process/p/task/a/delay", how);
    REQUIRE(whatIf);
    CHECK(whatIf->base().scenarios[0].npvTrials == npv);
    const Results moved = whatIf->run(*makeUniform(5, 15)).value();
    for (size_t t = 0; t < npv.size(); ++t)
        CHECK(moved.scenarios[0].npvTrials[t] == Approx(npv[t]).epsilon(1e-12));
    CHECK(full->corrections()->at(0) == need(simulateProcesses(model, how)).at(0).correction);
}

TEST_CASE("a goal that is sought through a corrected map is what a run finds there") {
    const auto modelAt = [](const std::string& delay) {
        return twoBranches(R"j("cycle_time_by": "surface", )j", delay);
    };
    RunOptions how;
    how.trials = 64;
    const auto npvAt = [&](const std::string& delay) {
        return need(npvTrials(modelAt(delay), ScenarioId("plan"), {how, {}})).front();
    };
    const double wanted = npvAt("12 hour");
    const Goal goal =
        need(seekGoal(modelAt("uniform(5, 15) hour"), ScenarioId("plan"), "process/p/task/a/delay", wanted, how));
    REQUIRE_FALSE(goal.found.empty());
    const double value = goal.found.front().value.value;
    CHECK(value == Approx(12).epsilon(0.1));
    CHECK(npvAt(std::to_string(value) + " hour") == Approx(wanted).epsilon(0.03));
}
