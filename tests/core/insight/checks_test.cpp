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

TEST_CASE("hours saved are held against those that there are however they are written") {
    const auto with = [](const char* unit, const char* usual, const char* size, EffectForm form) {
        Effect saving = effect("e_search", "metric/L9", size, "mt");
        saving.form = form;
        return withTool(tributary::test::with(smallModel(), metric("L9", "Search", Level::frontline, unit, usual)),
                        saving);
    };
    SECTION("as a metric that rises from nothing") {
        CHECK(says(onlyProblem(with("hour/month", "0", "60000 hour/month", EffectForm::inUnits)), "the 200 people"));
        CHECK(isClean(with("hour/month", "0", "3000 hour/month", EffectForm::inUnits)));
    }
    SECTION("per person") {
        // A person works 142 hours a month; at month 60 about nine tenths of the effect are there.
        CHECK(says(onlyProblem(with("hour/person/month", "400", "-80%", EffectForm::relative)), "the 200 people"));
        CHECK(isClean(with("hour/person/month", "40", "-80%", EffectForm::relative)));
        CHECK(isClean(with("hour/breakdown/month", "400", "-80%", EffectForm::relative)));
    }
    SECTION("in several metrics together") {
        const auto saving = [](int metrics) {
            Model model = smallModel();
            Intervention tool = *model.interventions().begin();
            tool.effects.clear();
            for (int i = 0; i < metrics; ++i) {
                const std::string id = fmt::format("L{}", 20 + i);
                model =
                    tributary::test::with(model, metric(id, "Hours of " + id, Level::frontline, "hour/month", "25000"));
                tool.effects.push_back(effect("e" + id, "metric/" + id, "-90%", "mt"));
            }
            return tributary::test::with(model, tool);
        };
        CHECK(isClean(saving(1)));
        const Problem problem = onlyProblem(saving(4));
        CHECK(problem.subject == "scenario/plan");
        CHECK(says(problem, "What its tools save in 4 metrics"));
    }
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
    CHECK(says(late, "comes in period 1 without its tools, 0 % of whose effect is there by then"));
    CHECK(says(late, "Time to locate a part"));
    CHECK(says(onlyProblem(begins(1, true)), "comes in period 1"));

    SECTION("however quick the adoption is") {
        Model model = begins(1, true);
        Intervention tool = *model.interventions().begin();
        tool.adoption.p = parameter("0.9 1/month");
        CHECK(says(onlyProblem(with(model, tool)), "comes in period 1 without its tools"));
    }
    SECTION("but a plan may hold more than a tool") {
        Scenario scenario = *smallModel().scenarios().find(plan);
        scenario.overrides = {Override{"metric/L2/estimate", need(OverrideValue::parse("9/19/35"))}};
        CHECK(isClean(with(smallModel(), scenario)));
    }
}

TEST_CASE("a pool with work for nearly all of its time is told, and one with more than that") {
    // 2 hours each at 12 servers: 4,383 cases a month are all that they can do.
    CHECK(isClean(withArrivals("2000 breakdown/month")));
    const Problem busy = onlyProblem(withArrivals("4076 breakdown/month"));
    CHECK(busy.subject == "process/restore/pool/mech");
    CHECK(says(busy, "busy 93 % of its time in period 1 of business as usual"));
    const Problem over = onlyProblem(withArrivals("5000 breakdown/month"));
    CHECK(says(over, "114 % of the work that it can do"));
    Process empty = restoreProcess();
    empty.pools[0].servers = parameter("0 * 12");
    CHECK(isClean(with(smallModel(), empty))); // told without a run
    empty.pools[0].servers = parameter("crew");
    const Problem none = onlyProblem(with(with(smallModel(), input("crew", "Crew", "1", "0")), empty));
    CHECK(none.subject == "process/restore/pool/mech/servers");
    CHECK(says(none, "has no servers in period 1 of business as usual"));
}

TEST_CASE("the load of a pool is that of all maps that ask for it through an inner map") {
    const auto around = [](const char* id) {
        Process map = restoreProcess();
        map.id = ProcessId(id);
        map.name = id;
        map.arrivals = parameter("3300 breakdown/month");
        map.pools.clear();
        map.steps = {step("in", StepKind::start), step("do", StepKind::task), step("out", StepKind::end)};
        map.steps[1].inner = ProcessId("restore");
        map.flows = {flow("in", "do"), flow("do", "out")};
        return map;
    };
    Process inner = restoreProcess();
    inner.arrivals.reset();
    Metric measure = *smallModel().metrics().find(MetricId("O3"));
    measure.process = ProcessId("o1");
    const Model model = with(with(smallModel(), inner, around("o1"), around("o2")), measure);
    const auto problems = checkNumbers(model);
    INFO(listed(problems));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].subject == "process/restore/pool/mech");
    CHECK(says(problems[0], "has 151 % of the work that it can do, in period 1 of business as usual, by o1 (75 %) and "
                            "o2 (75 %)"));
}

TEST_CASE("a pool that is near its limit in some trials alone is told with their share") {
    CHECK(isClean(withArrivals("1900/2000/2100 breakdown/month"))); // of 1/2/4 hours each
    const Problem some = onlyProblem(withArrivals("3200/3700/4300 breakdown/month"));
    CHECK(some.subject == "process/restore/pool/mech");
    CHECK(says(some, "is busy 90 % of its time or more in "));
    CHECK(says(some, " % of the trials, in period 1 of business as usual"));
    CHECK(says(onlyProblem(withArrivals("3500/4076/4200 breakdown/month")), ", and 90 % or more in "));
}

TEST_CASE("the pools of a model without a scenario are watched as usual") {
    for (const auto& [arrivals, words] :
         {std::pair("4076 breakdown/month", "busy 93 % of its time in period 1 of business as usual"),
          std::pair("5000 breakdown/month", "114 % of the work that it can do")}) {
        Model model = withArrivals(arrivals);
        Edit edit;
        for (const Scenario& each : model.scenarios())
            edit.changes.push_back(erase<Scenario>(each.id));
        const Problem told = onlyProblem(apply(model, edit).model);
        CHECK(told.subject == "process/restore/pool/mech");
        CHECK(says(told, words));
    }
}

TEST_CASE("a map that is half drawn does not keep the pools of others from being watched") {
    Process half = restoreProcess();
    half.id = ProcessId("half");
    half.name = "Half drawn";
    half.arrivals.reset();
    half.flows.pop_back();
    const Problem busy = onlyProblem(with(withArrivals("4076 breakdown/month"), half));
    CHECK(busy.subject == "process/restore/pool/mech");
}

TEST_CASE("a pool that only a plan overloads is told with the plan's name") {
    Scenario scenario = *smallModel().scenarios().find(ScenarioId("more-stock"));
    scenario.overrides.push_back({"process/restore/arrivals", need(OverrideValue::parse("4076 breakdown/month"))});
    CHECK(says(onlyProblem(with(smallModel(), scenario)), "in period 1 of More stock"));
}

TEST_CASE("of a model with errors the pools are watched that hang on none of them") {
    const Model over = withArrivals("5000 breakdown/month");
    const Problem told = onlyProblem(with(over, formulaMetric("F9", "Broken", "USD/year", "nothing + 1")));
    CHECK(told.subject == "process/restore/pool/mech");
    CHECK(says(told, "114 % of the work that it can do"));
    Process broken = restoreProcess();
    broken.arrivals.reset();
    CHECK(isClean(with(smallModel(), broken)));
    // The errors of a map do not hide what others have too much of.
    Process other = restoreProcess();
    other.id = ProcessId("other");
    other.name = "Other";
    other.pools[0].name = "Others";
    other.arrivals = parameter("5000 breakdown/month");
    Metric measure;
    measure.id = MetricId("other-time");
    measure.name = "Other time";
    measure.unit = "hour";
    measure.source = MetricSource::process;
    measure.process = other.id;
    CHECK(onlyProblem(with(with(with(smallModel(), broken), other), measure)).subject == "process/other/pool/mech");
}
