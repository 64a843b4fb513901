// SPDX-License-Identifier: GPL-3.0-or-later
// Processes, roll-outs and correlations inside a run, on small models, against closed forms.
#include "core/adoption/bass.h"
#include "core/engine/run.h"
#include "core/exchange/json.h"
#include "tests/core/engine/one_year.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace tributary;
using test::oneDesk;
using test::oneYear;
using test::runOf;

namespace {

const MetricResults& metric(const Results& results, const char* id) {
    const MetricResults* found = find(results.scenarios.at(0), MetricId(id));
    REQUIRE(found);
    return *found;
}

/// One task served by one server: an M/M/1 queue with `touch` hours at `arrivals`; metrics read all of its measures.
Model queue(const std::string& arrivals, const std::string& servers = "1") {
    std::string metrics;
    const auto add = [&](const std::string& id, const std::string& unit, const std::string& measure,
                         const std::string& of = {}) {
        metrics += R"j(, {"id": ")j" + id + R"j(", "name": ")j" + id + R"j(", "level": "operating", "unit": ")j" +
                   unit + R"j(", "source": "process", "process": "p", "measure": ")j" + measure + "\"" +
                   (of.empty() ? "" : ", \"measure_of\": \"" + of + "\"") + "}";
    };
    add("cycle", "hour", "cycle_time");
    add("wait", "minute", "waiting");
    add("busy", "%", "utilisation", "w");
    add("labour", "hour/case", "labour_hours", "g");
    add("cost", "USD/case", "labour_cost");
    add("through", "case/day", "throughput");
    add("wip", "case", "work_in_progress");
    return oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "load", "name": "Load", "unit": "case/hour", "level": "frontline", "estimate": ")j" +
                   arrivals + "\"}" + metrics + "], " + oneDesk("load", servers) +
                   R"j(, "scenarios": [{"id": "plan", "name": "Plan"}])j");
}

} // namespace

TEST_CASE("a process measured inside a run is the queue of the textbook, in each metric's own unit") {
    // M/M/1 with lambda 0.8 and mu 1 an hour: W 5 h, Wq 4 h, L 4 (Gross and Harris).
    const Results results = runOf(queue("0.8"), Uncertainty::mostLikely);
    CHECK(metric(results, "cycle").bau[0].p50 == Approx(5));
    CHECK(metric(results, "wait").bau[0].p50 == Approx(240));
    CHECK(metric(results, "busy").bau[0].p50 == Approx(80));
    CHECK(metric(results, "labour").bau[0].p50 == Approx(1));
    CHECK(metric(results, "cost").bau[0].p50 == Approx(30));
    CHECK(metric(results, "through").bau[0].p50 == Approx(0.8 * 24));
    CHECK(metric(results, "wip").bau[0].p50 == Approx(4));
}

TEST_CASE("trials with more work than time are counted as overloaded and failed, never clipped") {
    const Results results = runOf(queue("uniform(0.5, 1.5)"), Uncertainty::sampled);
    CHECK(static_cast<double>(results.trialsOverloaded) == Approx(2048).margin(4));
    CHECK(results.trialsFailed == results.trialsOverloaded);
    CHECK(metric(results, "cycle").bau[0].infinite == results.trialsOverloaded);
    CHECK(runOf(queue("uniform(0.5, 1.5)", "3"), Uncertainty::sampled).trialsOverloaded == 0);
}

TEST_CASE("adoption in closed form follows Bass from the start of the roll-out") {
    const Results results = runOf(oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "100"}],
        "metrics": [{"id": "m", "name": "M", "unit": "hour", "estimate": "10"}],
        "interventions": [{"id": "i", "name": "I", "adoption": {"form": "bass", "start": 3, "p": "0.03", "q": "0.28",
             "targets": [{"group": "g", "ceiling": "60%"}]},
             "effects": [{"id": "x", "target": "metric/m", "size": "-50%", "participants": [{"group": "g"}],
                          "curve": "linear"}]}],
        "scenarios": [{"id": "s", "name": "S", "interventions": ["i"]}])j"),
                                  Uncertainty::mostLikely);
    const ScenarioResults& s = results.scenarios[0];
    CHECK(s.adoption[0].active[1].p50 == 0);
    for (int period = 3; period <= 12; ++period) {
        const double active = 0.6 * bassShare(period - 2, 0.03, 0.28);
        CHECK(s.adoption[0].active[static_cast<size_t>(period) - 1].p50 == Approx(active));
        CHECK(metric(results, "m").with[static_cast<size_t>(period) - 1].p50 == Approx(10 * (1 - 0.5 * active)));
    }
}

TEST_CASE("groups mix by the headcounts that hold in the scenario, measured ones too") {
    const auto activeOf = [](const std::string& headcount, const std::string& overrides) {
        const Results results = runOf(oneYear(R"j("groups": [{"id": "a", "name": "A", "headcount": "100"},
                {"id": "b", "name": "B", "headcount": "100"},
                {"id": "c", "name": "C", "headcount": ")j" +
                                              headcount + R"j("}],
            "series": [{"id": "staff", "name": "Staff", "values": [700, 400, 100]}],
            "interventions": [{"id": "i", "name": "I", "adoption": {"p": "0.02", "q": "0.4",
                 "targets": [{"group": "a", "ceiling": "60%", "champions": "20"}, {"group": "b", "ceiling": "60%"},
                             {"group": "c", "ceiling": "60%"}]}}],
            "scenarios": [{"id": "s", "name": "S", "interventions": ["i"], "overrides": [)j" +
                                              overrides + "]}]"),
                                      Uncertainty::mostLikely);
        std::vector<double> active;
        for (const AdoptionResults& group : results.scenarios.at(0).adoption)
            for (const Summary& period : group.active)
                active.push_back(period.p50);
        return active;
    };
    const std::vector<double> large = activeOf("400", "");
    CHECK(large != activeOf("100", ""));
    CHECK(activeOf("100", R"j({"path": "group/c/headcount", "value": "400"})j") == large);
    CHECK(activeOf("100", R"j({"path": "group/c/headcount", "value": "+300%"})j") == large);
    CHECK(activeOf("data(staff)", "") == large);
}

TEST_CASE("effects in units come before the relative ones") {
    const Results results = runOf(oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "100"}],
        "metrics": [{"id": "m", "name": "M", "unit": "%", "estimate": "40"}],
        "interventions": [{"id": "i", "name": "I", "adoption": {"p": "0", "q": "0",
             "targets": [{"group": "g", "ceiling": "100%", "champions": "100"}]},
             "effects": [{"id": "r", "target": "metric/m", "size": "-50%", "participants": [{"group": "g"}], "curve": "linear"},
                         {"id": "u", "target": "metric/m", "form": "in_units", "size": "10", "participants": [{"group": "g"}],
                          "curve": "linear"}]}],
        "scenarios": [{"id": "s", "name": "S", "interventions": ["i"]}])j"),
                                  Uncertainty::mostLikely);
    CHECK(metric(results, "m").with[0].p50 == Approx((40 + 10) * 0.5));
    CHECK(metric(results, "m").change[0].p50 == Approx(-15));
}

TEST_CASE("correlated quantities move together as asked, with every sampler") {
    const auto model = [](const char* rho) {
        return oneYear(std::string(R"j("inputs": [{"id": "a", "name": "A", "value": "normal(10, 2)"},
                                                   {"id": "b", "name": "B", "value": "normal(5, 1)"}],
            "metrics": [{"id": "sum", "name": "Sum", "source": "formula", "formula": "a + b"}],
            "scenarios": [{"id": "s", "name": "S"}],
            "correlations": [{"id": "c", "name": "C", "first": ["input/a", "input/b"], "rho": )j") +
                       rho + "}]");
    };
    for (const auto& [rho, value] : {std::pair("0", 0.0), {"0.8", 0.8}, {"-0.5", -0.5}}) {
        const auto program = compile(model(rho), {});
        REQUIRE(program);
        for (const Sampling sampling : {Sampling::sobol, Sampling::latinHypercube, Sampling::plain}) {
            const auto results = run(*program, {.trials = 16384, .seed = 3, .sampling = sampling});
            const Summary& sum = metric(*results, "sum").bau[0];
            CHECK(*sum.mean == Approx(15).margin(5 * *sum.standardError + 1e-3));
            // The standard deviation of a sample of normals is known to 1 / sqrt(2 n).
            CHECK(*sum.sd == Approx(std::sqrt(4 + 1 + 2 * value * 2)).epsilon(4 / std::sqrt(2 * 16384.0)));
        }
    }
}

TEST_CASE("noise is drawn anew each period, the same with and without the plan") {
    const Results results = runOf(oneYear(R"j("metrics": [
        {"id": "m", "name": "M", "unit": "hour", "estimate": "100", "noise": "10%"}],
        "scenarios": [{"id": "s", "name": "S"}])j"),
                                  Uncertainty::sampled);
    for (const Summary& period : metric(results, "m").bau) {
        CHECK(*period.mean == Approx(100).margin(5 * 10 / std::sqrt(4096.0)));
        CHECK(*period.sd == Approx(10).epsilon(0.05));
    }
    CHECK(metric(results, "m").bau[0].p50 != metric(results, "m").bau[1].p50);
    CHECK(metric(results, "m").with == metric(results, "m").bau);
}
