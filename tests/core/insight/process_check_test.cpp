// SPDX-License-Identifier: GPL-3.0-or-later
// Formulas of process maps held against their simulation.
#include "core/model/edits.h"
#include "core/insight/calibrate.h"
#include "tests/builders.h"
#include "tests/core/engine/one_year.h"

#include <cmath>
#include <string>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Two branches in parallel, each one lognormal delay of a mean and standard deviation of 10 h, between a split and a
/// join.
Model twoBranches(const std::string& first = "10 hour") {
    return oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"}],
        "processes": [{"id": "p", "name": "Approve", "metric": "cycle", "arrivals": "100 case/month",
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "both", "kind": "parallel"},
                      {"id": "a", "name": "A", "delay": ")j" +
                   first + R"j(", "delay_cv": "1"},
                      {"id": "b", "name": "B", "delay": "10 hour", "delay_cv": "1"},
                      {"id": "met", "kind": "parallel"}, {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "both"}, {"id": "f2", "from": "both", "to": "a"},
                      {"id": "f3", "from": "both", "to": "b"}, {"id": "f4", "from": "a", "to": "met"},
                      {"id": "f5", "from": "b", "to": "met"}, {"id": "f6", "from": "met", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan"}])j");
}

/// One server with an hour's work, at arrivals that are uncertain.
Model oneServer(const std::string& arrivals) {
    return oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"}],
        "processes": [{"id": "p", "name": "Serve", "metric": "cycle", "arrivals": ")j" +
                   arrivals + R"j(",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1"}],
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "t", "name": "T", "pool": "w", "touch": "1 hour",
                       "touch_cv": "1"}, {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan"}])j");
}

ProcessCheck checkOf(const Model& model) {
    const Calibration calibration = need(calibrate(model));
    REQUIRE(calibration.processes.size() == 1);
    return calibration.processes[0].check;
}

} // namespace

TEST_CASE("in the transit case formulas and simulation agree, so the formulas are trusted") {
    const ProcessCheck check = checkOf(transit());
    CHECK(check.map.id == ProcessId("restore"));
    CHECK(check.isTrusted());
    const ProcessPoint& middle = check.points[1];
    CHECK(middle.ratio() == Approx(58.97 / 59.31).margin(middle.ratioHalfWidth() * 2));
    CHECK(middle.p50.mean < middle.simulated.mean);
    CHECK(check.words().find("P50 of its numbers simulation finds") != std::string::npos);
}

TEST_CASE("where branches run in parallel the formulas are found too low by what simulation says") {
    const ProcessCheck check = checkOf(twoBranches());
    CHECK_FALSE(check.isTrusted());
    for (const ProcessPoint& point : check.points) {
        // The larger of two lognormal numbers of one mean m and sigma: 2 m Phi(sigma / sqrt 2).
        const double sigma = std::sqrt(std::log(2.0));
        CHECK(point.formulas == Approx(10));
        CHECK(point.ratio() == Approx(std::erfc(-sigma / 2)).margin(1.5 * point.ratioHalfWidth()));
    }
}

TEST_CASE("a point with more work than time is told in words, with the pool that has it") {
    const ProcessCheck check = checkOf(oneServer("uniform(0.6, 1.2) case/hour"));
    const auto& points = check.points;
    CHECK(points[0].formulas == Approx(1 / (1 - 0.66))); // M/M/1: 1 / (mu - lambda)
    CHECK(points[2].isOverloaded());
    CHECK(points[2].busiestPool == "Desk");
    CHECK(std::isinf(points[2].formulas));
    CHECK(check.words().find("Desk has 114 % of the work") != std::string::npos);
}

TEST_CASE("a model without processes has none to simulate, and one that is stopped says so") {
    CHECK(need(calibrate(Model())).processes.empty());
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(calibrate(transit(), {}, {{}, stop.get_token()}));
}

TEST_CASE("formulas that are off by one factor are corrected by it, and a run takes the corrected time") {
    const Model model = twoBranches();
    const Calibration calibration = need(calibrate(model));
    CHECK(calibration.processes.at(0).chosen == CycleTimeBy::calibration);
    const Model corrected = calibration.of(model);
    CHECK(corrected == model); // nothing was entered
    const Results results = runOf(corrected);
    const MetricResults* cycle = find(results.scenarios.at(0), MetricId("cycle"));
    REQUIRE(cycle);
    CHECK(cycle->bau[0].p50 == Approx(10 * calibration.processes[0].check.points[1].ratio()).epsilon(0.01));
    REQUIRE(results.notes.size() == 1);
    CHECK(results.notes[0].find("simulation corrects it") != std::string::npos);
    CHECK(calibration.processes[0].words().find("times 1.4") != std::string::npos);
    const auto alone = need(setField(model, {Process::kind, "p"}, "cycle_time_by", "formulas"));
    const Calibration overruled = need(calibrate(apply(model, alone).model));
    CHECK(overruled.processes.at(0).chosen == CycleTimeBy::formulas);
}

TEST_CASE("formulas that are off by more the more their numbers differ are corrected by a surface that follows it") {
    // The larger of two lognormal times: the nearer their means, the more it is above the larger mean.
    const Model model = twoBranches("uniform(2, 20) hour");
    const Calibration calibration = need(calibrate(model));
    REQUIRE(calibration.processes.at(0).chosen == CycleTimeBy::surface);
    CHECK(calibration.processes[0].fittedPoints > 90);
    CHECK(calibration.processes[0].fitError < 0.05);
    const Model corrected = calibration.of(model);
    const double sigma = std::sqrt(std::log(2.0));
    const auto normal = [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; };
    // E max of lognormals of one sigma and means a, b: a Phi(d / s + s / 2) + b Phi(s / 2 - d / s), s^2 = 2 sigma^2,
    // d = ln(a / b).
    const auto truth = [&](double a, double b) {
        const double s = sigma * std::sqrt(2.0);
        const double d = std::log(a / b);
        return a * normal(d / s + s / 2) + b * normal(s / 2 - d / s);
    };
    for (const double mean : {3.0, 6.0, 11.0, 16.0, 19.0}) {
        const Model at =
            apply(corrected,
                  need(setField(corrected, {Process::kind, "p"}, "task/a/delay", std::to_string(mean) + " hour")))
                .model;
        const Results results = runOf(at);
        const double found = find(results.scenarios.at(0), MetricId("cycle"))->bau[0].p50;
        INFO(mean << " h: " << found << " for " << truth(mean, 10));
        CHECK(found == Approx(truth(mean, 10)).epsilon(0.05));
    }
}

TEST_CASE("what is known of a process is taken over while its numbers are the same, and worked out anew where not") {
    const Model model = twoBranches();
    const Calibration first = need(calibrate(model));
    Calibration marked = first;
    marked.processes[0].fitError = 0.5;
    CHECK(need(calibrate(model, marked)).processes[0].fitError == 0.5);
    const auto edit = need(setField(model, {Process::kind, "p"}, "arrivals", "90 case/month"));
    CHECK(need(calibrate(apply(model, edit).model, marked)).processes[0].fitError == 0);
}
