// SPDX-License-Identifier: GPL-3.0-or-later
// The traps that only numbers show: each with a model that trips it and one that does not.
#include "core/insight/checks.h"
#include "core/model/validate.h"
#include "tests/core/insight/insight_models.h"

using namespace tributary;
using namespace tributary::test;

namespace {

std::string listed(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems)
        text += problem.subject + ": " + problem.message + " " + problem.action + "\n";
    return text;
}

/// The one problem of a model's numbers; fails the test where there is none, or another.
Problem onlyProblem(const Model& model) {
    const auto problems = checkNumbers(model);
    INFO(listed(problems));
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().severity == Severity::warning);
    CHECK(!problems.front().action.empty());
    return problems.front();
}

bool isClean(const Model& model) {
    const auto problems = checkNumbers(model);
    UNSCOPED_INFO(listed(problems));
    return problems.empty();
}

bool says(const Problem& problem, std::string_view part) {
    UNSCOPED_INFO(problem.message);
    return problem.message.find(part) != std::string::npos;
}

Model withTool(const Model& model, const Effect& effect) {
    Intervention tool = *model.interventions().find(InterventionId("parts-exchange"));
    tool.effects = {effect};
    return with(model, tool);
}

Model withArrivals(const char* text) {
    Process process = restoreProcess();
    process.arrivals = parameter(text);
    return with(smallModel(), process);
}

} // namespace

TEST_CASE("the transit case and a small whole model raise no problem by their numbers") {
    CHECK(isClean(transitModel()));
    CHECK(isClean(smallModel()));
    CHECK(isClean(Model{}));
}

TEST_CASE("no more hours are saved than there are") {
    Effect inHours = effect("e_loc", "metric/L2", "-60 hour", "mt");
    inHours.form = EffectForm::inUnits;
    const Problem problem = onlyProblem(withTool(smallModel(), inHours));
    CHECK(problem.subject == "metric/L2");
    CHECK(says(problem, "Time to locate a part falls below zero in period "));
    CHECK(says(problem, "of The tool"));
    inHours.size = quantity("-6 hour");
    CHECK(isClean(withTool(smallModel(), inHours)));
}

TEST_CASE("a tool saves its users no more hours than they work") {
    // 200 people work 28,333 hours a month.
    const auto searching = [](const char* hours) {
        return withTool(with(smallModel(), metric("L9", "Time spent searching", Level::frontline, "hour/month", hours)),
                        effect("e_search", "metric/L9", "-50%", "mt"));
    };
    const Problem problem = onlyProblem(searching("120000"));
    CHECK(problem.subject == "metric/L9");
    CHECK(says(problem, "the 200 people whose adoption counts work about 28333"));
    CHECK(isClean(searching("5000")));
    CHECK(isClean(searching("5000 hour/month")));
    CHECK(!isClean(searching("5000 hour/day")));
}

TEST_CASE("a benefit does not come before the adoption that is to bring it") {
    const auto begins = [](int start, bool overrides) {
        Intervention tool = *smallModel().interventions().begin();
        tool.adoption.start = start;
        Scenario scenario = *smallModel().scenarios().find(plan);
        if (overrides)
            scenario.overrides = {Override{"metric/L2/estimate", need(OverrideValue::parse("5/10/15"))}};
        return with(smallModel(), tool, scenario);
    };
    CHECK(isClean(begins(1, false)));
    CHECK(isClean(begins(13, false)));
    const Problem late = onlyProblem(begins(13, true));
    CHECK(late.subject == "scenario/plan");
    CHECK(says(late, "comes in period 1, with 0 % of the effect of its tools"));
    CHECK(says(late, "Time to locate a part"));
    CHECK(says(onlyProblem(begins(1, true)), "comes in period 1"));

    SECTION("but a plan may hold more than a tool") {
        Scenario scenario = *smallModel().scenarios().find(plan);
        scenario.overrides = {Override{"metric/L2/estimate", need(OverrideValue::parse("9/19/35"))}};
        CHECK(isClean(with(smallModel(), scenario)));
    }
}

TEST_CASE("a pool with work for nearly all of its time is told, and one with more than that") {
    // 2 hours each at 12 servers: 4,383 cases a month are all that they can do.
    CHECK(isClean(withArrivals("3900 breakdown/month")));
    const Problem busy = onlyProblem(withArrivals("4076 breakdown/month"));
    CHECK(busy.subject == "process/restore/pool/mech");
    CHECK(says(busy, "busy 93 % of its time in period 1 of business as usual"));
    const Problem over = onlyProblem(withArrivals("5000 breakdown/month"));
    CHECK(says(over, "114 % of the work that it can do"));
}

TEST_CASE("a pool that only a plan overloads is told with the plan's name") {
    Scenario scenario = *smallModel().scenarios().find(ScenarioId("more-stock"));
    scenario.overrides.push_back({"process/restore/arrivals", need(OverrideValue::parse("4076 breakdown/month"))});
    CHECK(says(onlyProblem(with(smallModel(), scenario)), "in period 1 of More stock"));
}

TEST_CASE("a model with errors has no numbers to check") {
    CHECK(
        isClean(with(withArrivals("5000 breakdown/month"), formulaMetric("F9", "Broken", "USD/year", "nothing + 1"))));
}
