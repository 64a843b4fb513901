// SPDX-License-Identifier: GPL-3.0-or-later
// Trials that give no number are told, and lead to the quantity that makes them fail.
#include "core/exchange/json.h"
#include "core/insight/failed_trials.h"
#include "core/model/edits.h"
#include "tests/core/insight/insight_models.h"

using namespace tributary;
using namespace tributary::test;

namespace {

Model transitWith(const char* id, const char* estimate) {
    const Model model = transitModel();
    return apply(model, need(setField(model, EntityRef{Metric::kind, id}, "estimate", estimate))).model;
}

} // namespace

TEST_CASE("a case whose trials all give numbers says nothing of failed ones") {
    CHECK(checkFailedTrials(transitModel()).empty());
    CHECK(explainFailedTrials(transitModel(), 0, 4096).empty());
    CHECK(checkFailedTrials(Model{}).empty());
}

TEST_CASE("failed trials lead to the range that leaves what its share may be") {
    const auto problems = checkFailedTrials(transitWith("L3", "-50% / 45% / 160%"));
    REQUIRE(problems.size() == 1);
    INFO(problems[0].message);
    CHECK(problems[0].severity == Severity::warning);
    CHECK(problems[0].subject == "metric/L3/estimate");
    CHECK(problems[0].message.find(" of 4,096 trials failed and are left out: most where Located in own network "
                                   "(another yard) is below ") != std::string::npos);
    CHECK(problems[0].message.find(" % or above 9") != std::string::npos);
    CHECK(problems[0].message.find(" %") != std::string::npos);
    CHECK(!problems[0].action.empty());
}

TEST_CASE("the counts of failed trials are those of the run that they are told for") {
    const auto problems = explainFailedTrials(transitWith("L3", "-50% / 45% / 160%"), 270'000, 1'000'000);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message.find("270,000 of 1,000,000 trials failed") == 0);
}

TEST_CASE("where every trial fails for want of servers, the pool is told") {
    Process empty = restoreProcess();
    empty.pools[0].servers = parameter("0");
    const auto problems = checkFailedTrials(with(smallModel(), empty));
    REQUIRE(problems.size() == 1);
    INFO(problems[0].message);
    CHECK(problems[0].severity == Severity::error);
    CHECK(problems[0].subject == "process/restore/pool/mech/servers");
    CHECK(problems[0].message.find("has no servers") != std::string::npos);
}

TEST_CASE("where a pool has no servers in some trials alone, the quantity that says so is told") {
    Process sometimes = restoreProcess();
    sometimes.pools[0].servers = parameter("crew");
    Model model = with(smallModel(), input("chance", "Chance", "1", "uniform(0, 1)"));
    model = with(with(model, formulaMetric("crew", "Crew", "1", "if(chance < 0.06, 0, 12)")), sometimes);
    const auto problems = checkFailedTrials(model);
    REQUIRE(problems.size() == 1);
    INFO(problems[0].message);
    CHECK(problems[0].severity == Severity::warning);
    CHECK(problems[0].subject == "process/restore/pool/mech");
    CHECK(problems[0].message.find("most where Chance is below 0.06") != std::string::npos);
    CHECK(problems[0].action.find("Give it more servers") == 0);
}

TEST_CASE("where every trial fails, the first metric that gives no number is an error") {
    Metric cause = metric("a", "Cause", Level::frontline, "1", "1");
    cause.source = MetricSource::formula;
    cause.estimate.reset();
    cause.formula = need(Formula::parse("sqrt(k)"));
    Metric spoilt =
        metric("A", "Spoilt", Level::financial, "USD/month", "1 USD/month"); // before its cause in the table
    spoilt.source = MetricSource::formula;
    spoilt.estimate.reset();
    spoilt.formula = need(Formula::parse("2 USD/month * a"));
    spoilt.counts = true;
    const Model model =
        modelOf(Settings(), input("k", "K", "1", "uniform(-2, -1)"), std::move(cause), std::move(spoilt));
    const auto problems = checkFailedTrials(model);
    REQUIRE(problems.size() == 1);
    INFO(problems[0].message);
    CHECK(problems[0].severity == Severity::error);
    CHECK(problems[0].subject == "metric/a");
    CHECK(problems[0].message.find("All 256 trials failed") == 0);
    CHECK(problems[0].message.find("Cause") != std::string::npos);
}

TEST_CASE("trials in which a queue grows without end are said to leave the metric no mean") {
    const Model model = need(readJson(R"j({"format": "tributary", "version": 1,
        "groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"}],
        "processes": [{"id": "p", "name": "Serve", "metric": "cycle", "arrivals": "0.95 case/hour",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1"}],
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "t", "name": "T", "pool": "w",
                       "touch": "0.5/0.9/1.2 hour"}, {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan"}]})j"));
    const auto problems = checkFailedTrials(model);
    REQUIRE(problems.size() == 1);
    INFO(problems[0].message);
    CHECK(problems[0].severity == Severity::warning);
    CHECK(problems[0].subject == "process/p/pool/w");
    CHECK(problems[0].message.find("Desk has more work than it can do, 10") != std::string::npos);
    CHECK(problems[0].action.find("more servers") != std::string::npos);
    CHECK(problems[0].message.find("Cycle has no mean, and its percentiles count those trials as without end") !=
          std::string::npos);
}

TEST_CASE("of several pools the one is blamed that is overloaded, however few the trials are") {
    const Model model = need(readJson(R"j({"format": "tributary", "version": 1,
        "groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"}],
        "processes": [{"id": "p", "name": "Serve", "metric": "cycle", "arrivals": "0.95 case/hour",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1"},
                      {"id": "x", "name": "Steady", "group": "g", "servers": "1"}],
            "steps": [{"id": "s", "name": "S", "kind": "start"},
                      {"id": "t", "name": "T", "pool": "w", "touch": "0.5/0.7/1.2 hour"},
                      {"id": "u", "name": "U", "pool": "x", "touch": "1.02 hour"},
                      {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "u"},
                      {"id": "f3", "from": "u", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan"}]})j"));
    const auto problems = checkFailedTrials(model);
    REQUIRE(problems.size() == 1);
    INFO(problems[0].message);
    CHECK(problems[0].subject == "process/p/pool/w");
    CHECK(problems[0].message.find("Desk has more work than it can do, so cases wait") != std::string::npos);
    CHECK(problems[0].message.find("Steady") == std::string::npos);
}

TEST_CASE("trials in which shares sum to more than all lead to their step") {
    const Model model = need(readJson(R"j({"format": "tributary", "version": 1,
        "groups": [{"id": "g", "name": "G", "headcount": "50", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"}],
        "processes": [{"id": "p", "name": "Serve", "metric": "cycle", "arrivals": "0.5 case/hour",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "3"}],
            "steps": [{"id": "s", "name": "S", "kind": "start"},
                      {"id": "t", "name": "Look", "pool": "w", "touch": "0.5 hour"},
                      {"id": "u", "name": "U", "pool": "w", "touch": "0.2 hour"},
                      {"id": "x", "name": "X", "pool": "w", "touch": "0.2 hour"},
                      {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "u", "share": "20/50/90%"},
                      {"id": "f3", "from": "t", "to": "x", "share": "10/40/70%"}, {"id": "f4", "from": "t", "to": "e"},
                      {"id": "f5", "from": "u", "to": "e"}, {"id": "f6", "from": "x", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan"}]})j"));
    const auto problems = checkFailedTrials(model);
    REQUIRE(problems.size() == 1);
    INFO(problems[0].message);
    CHECK(problems[0].subject == "process/p/task/t");
    CHECK(problems[0].message.find("the shares of the flows out of Look sum to more than 100 %, up to 160 %") !=
          std::string::npos);
}

TEST_CASE("where every trial has more work than a pool can do, the pool is told, with a scenario or without") {
    Process over = restoreProcess();
    over.arrivals = parameter("5000 breakdown/month");
    over.steps[1].touch = parameter("2 hour");
    Model model = with(smallModel(), over);
    for (const bool isAlone : {false, true}) {
        if (isAlone) {
            Edit edit;
            for (const Scenario& each : model.scenarios())
                edit.changes.push_back(erase<Scenario>(each.id));
            model = apply(model, edit).model;
        }
        const auto problems = checkFailedTrials(model);
        REQUIRE(problems.size() == 1);
        INFO(problems[0].message);
        CHECK(problems[0].severity == Severity::error);
        CHECK(problems[0].subject == "process/restore/pool/mech");
        CHECK(problems[0].message.find("114 % of that, so") != std::string::npos);
    }
}
