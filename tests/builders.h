// SPDX-License-Identifier: GPL-3.0-or-later
// Builders: short words to make the entities and models that a test needs. A text that does not parse fails the test.
#pragma once

#include "core/exchange/templates.h"
#include "core/model/edit.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::test {

/// The value of a Result; its message fails the test.
template <class Value>
Value need(Result<Value> result) {
    if (!result)
        FAIL(result.error().message);
    return std::move(*result);
}

inline Model transit() { return need(modelFromTemplate("transit")); }

/// The model after an edit, whose inverse must lead back.
inline Model after(const Model& model, const Result<Edit>& edit) {
    const Applied applied = apply(model, need(edit));
    CHECK(apply(applied.model, applied.inverse).model == model);
    return applied.model;
}

inline Quantity quantity(std::string_view text) { return need(Quantity::parse(text)); }
inline Formula formula(std::string_view text) { return need(Formula::parse(text)); }
inline Parameter parameter(std::string_view text) { return need(Parameter::parse(text)); }

/// A metric with an estimate, or without one where the text is empty.
inline Metric metric(std::string_view id, std::string_view name, Level level, std::string_view unit,
                     std::string_view estimate) {
    Metric made;
    made.id = MetricId(id);
    made.name = name;
    made.level = level;
    made.unit = unit;
    if (!estimate.empty())
        made.estimate = quantity(estimate);
    return made;
}

/// An operating metric with a formula.
inline Metric formulaMetric(std::string_view id, std::string_view name, std::string_view unit, std::string_view text) {
    Metric made = metric(id, name, Level::operating, unit, {});
    made.source = MetricSource::formula;
    made.formula = formula(text);
    return made;
}

/// An operating metric moved by links, with an estimate for its baseline.
inline Metric influence(std::string_view id, std::string_view name, std::string_view unit, std::string_view estimate) {
    Metric made = metric(id, name, Level::operating, unit, estimate);
    made.source = MetricSource::influence;
    return made;
}

inline Input input(std::string_view id, std::string_view name, std::string_view unit, std::string_view value) {
    Input made;
    made.id = InputId(id);
    made.name = name;
    made.unit = unit;
    made.value = quantity(value);
    return made;
}

inline Group group(std::string_view id, std::string_view name, std::string_view headcount,
                   std::string_view hourlyCost) {
    Group made;
    made.id = GroupId(id);
    made.name = name;
    made.headcount = quantity(headcount);
    made.hourlyCost = quantity(hourlyCost);
    return made;
}

/// A link by elasticity, named DRIVER-METRIC.
inline Link link(std::string_view driver, std::string_view metric, std::string_view elasticity, int delay = 0) {
    Link made;
    made.id = LinkId(std::string(driver) + "-" + std::string(metric));
    made.driver = MetricId(driver);
    made.metric = MetricId(metric);
    made.elasticity = parameter(elasticity);
    made.delay = delay;
    return made;
}

/// A task with a touch time and a pool; empty texts leave them empty.
inline Step task(std::string_view id, std::string_view name, std::string_view pool, std::string_view touch) {
    Step made;
    made.id = StepId(id);
    made.name = name;
    made.pool = PoolId(pool);
    if (!touch.empty())
        made.touch = parameter(touch);
    return made;
}

inline Step step(std::string_view id, StepKind kind) {
    Step made;
    made.id = StepId(id);
    made.name = id;
    made.kind = kind;
    return made;
}

/// A flow named FROM-TO; an empty share is the rest.
inline Flow flow(std::string_view from, std::string_view to, std::string_view share = {}) {
    Flow made;
    made.id = FlowId(std::string(from) + "-" + std::string(to));
    made.from = StepId(from);
    made.to = StepId(to);
    if (!share.empty())
        made.share = parameter(share);
    return made;
}

inline Pool pool(std::string_view id, std::string_view group, std::string_view servers) {
    Pool made;
    made.id = PoolId(id);
    made.name = id;
    made.group = GroupId(group);
    made.servers = parameter(servers);
    return made;
}

inline CostLine cost(std::string_view id, std::string_view name, std::string_view amount) {
    CostLine made;
    made.id = CostId(id);
    made.name = name;
    made.amount = parameter(amount);
    return made;
}

inline Effect effect(std::string_view id, std::string_view target, std::string_view size, std::string_view group) {
    Effect made;
    made.id = EffectId(id);
    made.name = id;
    made.target = target;
    made.size = quantity(size);
    made.participants.push_back({GroupId(group), {}});
    made.curve = CurveForm::linear;
    return made;
}

/// The model with the entities put.
template <class... Entities>
Model with(const Model& model, Entities... entities) {
    return apply(model, Edit{"", "", {put(std::move(entities))...}}).model;
}

/// A new model with the entities.
template <class... Entities>
Model modelOf(Entities... entities) {
    return with(Model{}, std::move(entities)...);
}

/// A restore process under O3: arrive, inspect (mech), then half are done and half wait for a part.
inline Process restoreProcess() {
    Process made;
    made.id = ProcessId("restore");
    made.name = "Restore a bus";
    made.metric = MetricId("O3");
    made.arrivals = parameter("600 breakdown/month");
    made.lanes = {Lane{LaneId("yard"), "Yard", GroupId("mt")}};
    made.pools = {pool("mech", "mt", "12")};
    made.steps = {step("in", StepKind::start), task("T1", "Inspect", "mech", "1/2/4 hour"),
                  task("T2", "Wait for a part", "", ""), step("out", StepKind::end)};
    made.steps[2].delay = parameter("L2");
    made.flows = {flow("in", "T1"), flow("T1", "T2", "50%"), flow("T1", "out"), flow("T2", "out")};
    return made;
}

/// A small model that raises no problem: a frontline metric, a process under an operating one, money that counts, a
/// tool for the mechanics, and two scenarios.
inline Model smallModel() {
    Metric cycle = metric("O3", "Restore time", Level::operating, "hour", "");
    cycle.source = MetricSource::process;
    cycle.process = ProcessId("restore");
    cycle.better = Better::lower;
    Metric money = formulaMetric("F1", "Cost of waiting", "USD/year", "O3 * 600 breakdown/month * wait");
    money.level = Level::financial;
    money.counts = true;
    money.better = Better::lower;
    money.realisation = parameter("100%");
    Intervention tool;
    tool.id = InterventionId("parts-exchange");
    tool.name = "Parts exchange";
    tool.tool = ToolKind::expertFinder;
    tool.adoption.p = parameter("0.01/0.03/0.06");
    tool.adoption.q = parameter("0.12/0.28/0.5 1/month");
    TargetGroup mechanics;
    mechanics.group = GroupId("mt");
    mechanics.ceiling = quantity("30/65/85 %");
    tool.adoption.targets = {mechanics};
    tool.stall.probability = quantity("30 %");
    tool.costs = {cost("licence", "Licence", "12 USD/user/month")};
    tool.costs[0].basis = CostBasis::perSeat;
    tool.effects = {effect("e_loc", "metric/L2", "-70/-50/-20 %", "mt")};
    Scenario plan;
    plan.id = ScenarioId("plan");
    plan.name = "The tool";
    plan.interventions = {InterventionId("parts-exchange")};
    Scenario rival;
    rival.id = ScenarioId("more-stock");
    rival.name = "More stock";
    rival.overrides = {Override{"metric/L2/estimate", need(OverrideValue::parse("15/18/22"))}};
    rival.costs = {cost("stock", "Stock", "240000 USD/year")};
    return modelOf(group("mt", "Mechanics", "200", "65"),
                   input("wait", "Cost of an hour", "USD/hour/breakdown", "20/30/45"),
                   metric("L2", "Time to locate a part", Level::frontline, "hour", "10/20/36"), std::move(cycle),
                   std::move(money), restoreProcess(), std::move(tool), std::move(plan), std::move(rival));
}

} // namespace tributary::test
