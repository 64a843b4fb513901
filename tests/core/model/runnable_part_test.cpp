// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "core/model/runnable_part.h"
#include "core/model/validate.h"
#include "tests/builders.h"

using namespace tributary;
using namespace tributary::test;

TEST_CASE("a part of a model runs without the metrics that have errors and those that hang on them") {
    const Model whole = transit();
    CHECK_FALSE(runnablePart(whole, validate(whole)));
    Metric broken = *whole.metrics().find(MetricId("O8"));
    broken.source = MetricSource::formula;
    broken.formula = formula("[Labour hours] * 50 USD/hour");
    const Model model = with(whole, broken);
    const auto part = runnablePart(model, validate(model));
    REQUIRE(part);
    CHECK(std::ranges::count(part->leftOut, MetricId("O8")) == 1);
    CHECK(std::ranges::count(part->leftOut, MetricId("O3")) == 0);
    CHECK(part->leftOut.size() < model.metrics().size() / 2);
    REQUIRE(part->npvLacks.contains(ScenarioId())); // a cost hangs on it
    CHECK(part->npvLacks.size() == model.scenarios().size() + 1);
    for (const Problem& problem : validate(part->model)) {
        INFO(problem.subject << ": " << problem.message);
        CHECK(problem.severity != Severity::error);
    }
    Metric aside = metric("new", "Aside", Level::operating, "USD/year", "");
    aside.source = MetricSource::formula;
    aside.formula = formula("[Nothing of the kind] * 2");
    const Model beside = with(whole, aside);
    const auto rest = runnablePart(beside, validate(beside));
    REQUIRE(rest);
    CHECK(rest->leftOut == std::vector{MetricId("new")});
    CHECK(rest->npvLacks.empty());
}

TEST_CASE("what hangs on an error by a process, a cost line, a tool or an input is left out with it") {
    const Model whole = transit();
    const auto brokenIn = [](const char* unit) {
        Metric broken = metric("new", "Aside", Level::operating, unit, "");
        broken.source = MetricSource::formula;
        broken.formula = formula("[Nothing of the kind] * 2");
        return broken;
    };
    const Intervention& tool = *whole.interventions().begin();
    const auto rest = [](const Model& model) {
        const auto part = runnablePart(model, validate(model));
        REQUIRE(part);
        for (const Problem& problem : validate(part->model)) {
            INFO(problem.subject << ": " << problem.message);
            CHECK(problem.severity != Severity::error);
        }
        return *part;
    };

    Intervention costs = tool;
    CostLine more;
    more.id = CostId("more");
    more.amount = *Parameter::parse("Aside");
    costs.costs.push_back(more);
    const RunnablePart cost = rest(with(with(whole, brokenIn("USD/month")), costs));
    CHECK(cost.leftOut == std::vector{MetricId("new")});
    CHECK(cost.model.interventions().find(tool.id)->costs == tool.costs);
    for (const Scenario& scenario : whole.scenarios()) {
        const bool has = std::ranges::count(scenario.interventions, tool.id) > 0;
        REQUIRE(cost.npvLacks.contains(scenario.id) == has);
        if (has)
            CHECK(cost.npvLacks.at(scenario.id) == std::vector{"intervention/" + tool.id.text + "/cost/more"});
    }
    CHECK_FALSE(cost.npvLacks.contains(ScenarioId()));

    Process map = *whole.processes().begin();
    map.arrivals = *Parameter::parse("Aside");
    const RunnablePart process = rest(with(with(whole, brokenIn("breakdown/month")), map));
    CHECK(process.model.processes().size() == whole.processes().size() - 1);
    CHECK(process.leftOut.size() > 1);
    for (const Metric& metric : whole.metrics())
        if (metric.source == MetricSource::process && metric.process == map.id)
            CHECK(std::ranges::count(process.leftOut, metric.id) == 1);

    Intervention adoption = tool;
    adoption.adoption.q = *Parameter::parse("[Nothing of the kind]");
    const RunnablePart tools = rest(with(whole, adoption));
    CHECK_FALSE(tools.model.interventions().contains(tool.id));
    for (const Effect& effect : tool.effects)
        if (const auto moved = entityOf(effect.target); moved && moved->kind == Metric::kind)
            CHECK(std::ranges::count(tools.leftOut, MetricId(moved->id)) == 1);

    Input input = *whole.inputs().find(InputId("c_miss"));
    input.unit = "USD/USD/no unit";
    const RunnablePart inputs = rest(with(whole, input));
    CHECK_FALSE(inputs.model.inputs().contains(input.id));
    CHECK_FALSE(inputs.leftOut.empty());
}

TEST_CASE("what is wrong in a scenario, a group, a setting or a field without numbers is left out narrowly") {
    const Model whole = transit();
    const auto rest = [](const Model& model) {
        const auto part = runnablePart(model, validate(model));
        REQUIRE(part);
        for (const Problem& problem : validate(part->model)) {
            INFO(problem.subject << ": " << problem.message);
            CHECK(problem.severity != Severity::error);
        }
        return *part;
    };
    const Scenario& plan = *whole.scenarios().begin();

    // An override in a unit that does not fit: its scenario alone is not run.
    Scenario other = plan;
    other.id = ScenarioId("other");
    other.name = "Other";
    other.overrides = {{"metric/O1/estimate", *OverrideValue::parse("= 3 USD")}};
    const RunnablePart overridden = rest(with(whole, other));
    CHECK(overridden.leftOut.empty());
    REQUIRE(overridden.npvLacks.size() == 1);
    CHECK(overridden.npvLacks.at(other.id) == std::vector<std::string>{"scenario/other/override/metric/O1/estimate"});
    CHECK(isNotRun(overridden.npvLacks, other.id));
    CHECK_FALSE(isNotRun(overridden.npvLacks, plan.id));
    CHECK(overridden.model.scenarios().find(other.id)->overrides.empty());
    CHECK(overridden.model.scenarios().find(other.id)->interventions.empty());
    CHECK(*overridden.model.scenarios().find(plan.id) == plan);
    // So is one with an override of what enters no calculation, or of what is not there.
    for (const char* path : {"metric/O1/target", "metric/none/estimate"}) {
        other.overrides = {{path, *OverrideValue::parse("= 3 USD")}};
        CHECK(isNotRun(rest(with(whole, other)).npvLacks, other.id));
    }

    // A name that two have, a target in another unit, a metric below itself: no number hangs on it.
    Scenario twin = plan;
    twin.id = ScenarioId("twin");
    Metric odd = *whole.metrics().find(MetricId("O1"));
    odd.target = *Quantity::parse("3 USD");
    odd.parent = odd.id;
    const RunnablePart fields = rest(with(with(whole, twin), odd));
    CHECK(fields.leftOut.empty());
    CHECK(fields.npvLacks.empty());
    CHECK(fields.model.scenarios().find(twin.id)->name != plan.name);

    // A correlation that cannot be.
    REQUIRE_FALSE(whole.correlations().size() == 0);
    Correlation correlation = *whole.correlations().begin();
    correlation.rho = 2;
    const RunnablePart correlated = rest(with(whole, correlation));
    CHECK(correlated.leftOut.empty());
    CHECK(correlated.npvLacks.empty());
    CHECK_FALSE(correlated.model.correlations().contains(correlation.id));

    // The rate at which the money is discounted: the NPV alone waits for it.
    Settings settings = whole.settings();
    settings.discountRate = *Quantity::parse("3 USD");
    const RunnablePart undiscounted = rest(with(whole, settings));
    CHECK(undiscounted.leftOut.empty());
    CHECK(undiscounted.npvLacks.at(ScenarioId()) == std::vector<std::string>{"settings/discount_rate"});
    CHECK(undiscounted.npvLacks.contains(plan.id));
    CHECK_FALSE(isNotRun(undiscounted.npvLacks, plan.id));

    // What the people of a group cost, in a map that no other group works in: that map alone.
    Process map = *whole.processes().begin();
    map.id = ProcessId("map");
    map.name = "Map";
    Group crew = *whole.groups().begin();
    crew.id = GroupId("crew");
    crew.name = "Crew";
    crew.hourlyCost = *Quantity::parse("50 hour");
    for (Pool& pool : map.pools)
        pool.group = crew.id;
    Metric cycle = metric("cycle", "Cycle of the map", Level::operating, "hour", "");
    cycle.estimate.reset();
    cycle.source = MetricSource::process;
    cycle.process = map.id;
    cycle.measure = Measure::cycleTime;
    const RunnablePart priced = rest(with(with(with(whole, crew), map), cycle));
    CHECK(priced.leftOut == std::vector{cycle.id});
    CHECK(priced.npvLacks.empty());
    CHECK(priced.model.processes().contains(whole.processes().begin()->id));

    // How many they are, where a tool is for them that no scenario uses: nothing.
    Intervention tool = *whole.interventions().begin();
    tool.id = InterventionId("tool");
    tool.name = "Tool";
    crew.hourlyCost = Quantity();
    crew.headcount = *Quantity::parse("50 hour");
    tool.effects.clear();
    tool.adoption.targets.resize(1);
    tool.adoption.targets[0].group = crew.id;
    tool.adoption.targets[0].mixing.clear();
    tool.adoption.schedule.clear();
    const RunnablePart counted = rest(with(with(whole, crew), tool));
    CHECK(counted.leftOut.empty());
    CHECK(counted.npvLacks.empty());
}
