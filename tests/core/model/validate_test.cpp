// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/json.h"
#include "core/model/dependencies.h"
#include "core/model/validate.h"
#include "tests/core/model/problems.h"
#include "tests/source_dir.h"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace tributary;
using namespace tributary::test;

TEST_CASE("a small whole model raises no problem") {
    const auto problems = validate(smallModel());
    INFO(listed(problems));
    CHECK(problems.empty());
    CHECK(validate(Model{}).empty());
}

TEST_CASE("the transit case raises no problem of any severity") {
    std::ifstream in(test::sourceDir() / "resources/templates/transit.json");
    std::stringstream text;
    text << in.rdbuf();
    const auto problems = validate(need(readJson(text.str())));
    INFO(listed(problems));
    CHECK(problems.empty());
}

TEST_CASE("settings are checked") {
    CHECK(problemIn(changedSettings([](Settings& s) { s.currency = "euro"; }), "no currency").severity ==
          Severity::error);
    problemIn(changedSettings([](Settings& s) { s.periods = 0; }), "0 periods");
    problemIn(changedSettings([](Settings& s) { s.periods = 1201; }), "1201 periods");
    problemIn(changedSettings([](Settings& s) { s.trials = 10'000'001; }), "10000001 trials");
    CHECK(problemIn(changedSettings([](Settings& s) { s.discountRate = quantity("-100%"); }), "-100 %").subject ==
          "settings/discount_rate");
    CHECK(validate(changedSettings([](Settings& s) { s.discountRate = quantity("-99%"); })).empty());
}

TEST_CASE("rules of queues and times that cannot mean anything lead to their fields") {
    const auto subject = [](const std::function<void(Process&)>& change, const std::string& part) {
        const Problem problem = problemIn(changedProcess("restore", change), part);
        CHECK(problem.severity != Severity::error);
        return problem.subject;
    };
    CHECK(subject([](Process& p) { p.steps[1].pool = {}, p.steps[1].patience = parameter("2 hour"); },
                  "wait for nobody there") == "process/restore/task/T1/patience");
    CHECK(subject([](Process& p) { p.steps[1].pool = {}, p.steps[1].priority = 1; }, "waits for nobody") ==
          "process/restore/task/T1/priority");
    CHECK(subject(
              [](Process& p) {
                  p.steps[1].spread = Spread::constant;
                  p.steps[1].touchCv = parameter("1");
              },
              "is not used: its times are constant") == "process/restore/task/T1/touch_cv");
    CHECK(subject(
              [](Process& p) {
                  p.steps[1].touch = parameter("10 hour");
                  p.pools[0].hours = need(WorkingHours::parse("Mon-Fri 08:00-16:00"));
              },
              "takes 10 hours, longer than") == "process/restore/task/T1/touch");
    const auto exception = [](std::vector<PoolId> also) {
        return [also](Process& p) {
            ProcessException made;
            made.id = ExceptionId("X");
            made.step = p.steps[1].id;
            made.frequency = parameter("5%");
            made.pool = p.pools[0].id;
            made.alsoPools = also;
            p.exceptions.push_back(made);
        };
    };
    CHECK(subject(exception({PoolId("mech")}), "twice, which counts once") == "process/restore/exception/X/also_pools");
    // However often, it is said once.
    const Model often = changedProcess("restore", exception(std::vector(1000, PoolId("mech"))));
    CHECK(std::ranges::count(validate(often), "process/restore/exception/X/also_pools", &Problem::subject) == 1);
    const Problem unknown = problemIn(changedProcess("restore", exception({PoolId("nobody")})), "pool `nobody`");
    CHECK(unknown.severity == Severity::error);
    CHECK(unknown.subject == "process/restore/exception/X/also_pools");
}

TEST_CASE("cases that leave between parallel branches cannot be simulated, which is said before") {
    const auto split = [](std::string_view patient) {
        return changedProcess("restore", [patient](Process& p) {
            const StepId start = p.steps[0].id, end = p.steps.back().id;
            p.flows.clear();
            p.exceptions.clear();
            p.steps = {p.steps[0],
                       step("both", StepKind::parallel),
                       p.steps[1],
                       step("other", StepKind::task),
                       step("met", StepKind::parallel),
                       step("late", StepKind::task),
                       p.steps.back()};
            const StepId one = p.steps[2].id;
            p.steps[3].pool = p.steps[5].pool = p.steps[2].pool;
            p.flows = {flow(start.text, "both"), flow("both", one.text), flow("both", "other"), flow(one.text, "met"),
                       flow("other", "met"),     flow("met", "late"),    flow("late", end.text)};
            for (size_t i = 0; i < p.flows.size(); ++i)
                p.flows[i].id = FlowId("f" + std::to_string(i));
            for (Step& each : p.steps)
                if (each.id.text == patient)
                    each.patience = parameter("2 hour");
        });
    };
    CHECK(problemIn(split("other"), "in one of several parallel branches").subject ==
          "process/restore/task/other/patience");
    for (const Problem& problem : validate(split("late")))
        CHECK(problem.message.find("parallel branches") == std::string::npos);
}

TEST_CASE("a name that is unknown comes with its place and the nearest name") {
    const Problem problem = problemIn(
        changedMetric("F1", [](Metric& m) { m.formula = formula("1 + [Restore tine] * 600 breakdown/month * wait"); }),
        "Restore tine");
    CHECK(problem.severity == Severity::error);
    CHECK(problem.subject == "metric/F1/formula");
    CHECK(problem.action.find("Restore time") != std::string::npos);
    REQUIRE(problem.range);
    CHECK(problem.range->begin == 4);
    const std::string own =
        problemIn(changedMetric("F1", [](Metric& m) { m.formula = formula("[Cost of waitin] * 2"); }),
                  "Cost of waitin\u201d")
            .action;
    CHECK(own.find("Did you mean") == std::string::npos); // Cost of waiting is the metric itself
}

TEST_CASE("units of formulas are checked: time and money are errors, nouns are notes") {
    const auto withFormula = [](const char* text) {
        return changedMetric("F1", [=](Metric& m) { m.formula = formula(text); });
    };
    CHECK(problemIn(withFormula("O3 + wait"), "units").severity == Severity::error);
    CHECK(problemIn(withFormula("O3 * 600 bus/month * wait"), "Cost of waiting").severity == Severity::note);
    CHECK(problemIn(changedProcess("restore", [](Process& p) { p.steps[1].touch = parameter("wait"); }), "units")
              .subject == "process/restore/task/T1/touch");
}

TEST_CASE("a unit that is still to come makes no error above") {
    const Metric costs = formulaMetric("F9", "Costs", "", "Labour + Parts");
    const Metric sum = formulaMetric("F8", "Sum", "USD/year", "Costs + 5 USD/year");
    const Metric whole = formulaMetric("F7", "Whole", "", "2 * Costs");
    const Metric top = formulaMetric("F6", "Top", "USD/year", "Whole + 1 USD/year");
    const Model model = with(Model(), costs, sum, whole, top);
    const auto problems = validate(model);
    INFO(listed(problems));
    for (const Problem& problem : problems)
        CHECK((problem.severity != Severity::error || problem.subject == "metric/F9/formula"));
    problemIn(model, "no metric or input \u201cLabour\u201d");
    Metric plain = costs;
    plain.formula = formula("2 * 3");
    problemIn(with(model, plain), "cannot be added");
}

TEST_CASE("an amount in another currency than the model's is told, unless a rate turns it into that") {
    const Model model = with(Model(), formulaMetric("F9", "Revenue", "EUR/order", "55 EUR/order"));
    const Problem problem = problemIn(model, "is in EUR, but the model counts in USD");
    CHECK(problem.severity == Severity::warning);
    CHECK(problem.subject == "metric/F9/unit");
    const auto told = [](const Model& one) {
        return listed(validate(one)).find("the model counts in") != std::string::npos;
    };
    CHECK_FALSE(told(with(model, formulaMetric("F8", "In USD", "USD/order", "Revenue * (1.1 USD/EUR)"))));
    CHECK_FALSE(told(with(model, formulaMetric("F8", "Rate", "USD/EUR", "1.1 USD/EUR"))));
    CHECK(told(with(model, formulaMetric("F8", "Rate", "USD/GBP", "1.3 USD/GBP"))));
}

TEST_CASE("duplicate names and ids are told") {
    CHECK(problemIn(with(smallModel(), input("twin", "Restore time", "hour", "1")), "same name").severity ==
          Severity::error);
    CHECK(problemIn(with(smallModel(), input("O3", "Else", "hour", "1")), "same id").subject == "input/O3");
    CHECK(problemIn(with(smallModel(), input("i", "L2", "hour", "1")), "is the id of another").severity ==
          Severity::warning);
    problemIn(with(smallModel(), group("mt2", "Mechanics", "3", "65")), "same name");
}

TEST_CASE("a value that is missing is told where it belongs") {
    CHECK(problemIn(changedMetric("L2", [](Metric& m) { m.estimate.reset(); }), "no value yet").subject ==
          "metric/L2/estimate");
    problemIn(changedMetric("F1", [](Metric& m) { m.formula.reset(); }), "no value yet");
    problemIn(with(smallModel(), influence("O5", "Hours", "hour", "")), "no value yet");
    problemIn(changedMetric("O3", [](Metric& m) { m.process = ProcessId{}; }), "none is chosen");
    problemIn(
        changedMetric("O3", [](Metric& m) { m.measure = Measure::utilisation, m.unit = "%", m.measureOf = "qa"; }),
        "of a pool");
    problemIn(changedMetric("O3", [](Metric& m) { m.measure = Measure::labourHours, m.measureOf = "zz"; }),
              "the group `zz`");
    problemIn(changedMetric("O3", [](Metric& m) { m.measure = Measure::labourCost; }), "comes in");
}

TEST_CASE("a metric without a value is unfinished until something asks for its value") {
    const Model model = with(smallModel(), metric("new", "Calls", Level::frontline, "call/day", ""));
    const auto unfinished = [](const Model& of) { return unfinishedMetrics(of, dependencies(of), Names(of)); };
    CHECK(unfinished(smallModel()).empty());
    CHECK(unfinished(model) == std::set<MetricId>{MetricId("new")});
    const auto severity = [](const Model& of) { return problemIn(of, "Calls has no value yet.").severity; };
    CHECK(severity(model) == Severity::note);
    Metric cost = *model.metrics().find(MetricId("F1"));
    cost.formula = formula("[Calls] * 1 USD/call");
    CHECK(unfinished(with(model, cost)).empty());
    CHECK(severity(with(model, cost)) == Severity::error);
    Intervention tool = *model.interventions().find(InterventionId("parts-exchange"));
    tool.effects.front().target = "metric/new";
    CHECK(unfinished(with(model, tool)).empty());
    Scenario plan = *model.scenarios().find(ScenarioId("plan"));
    plan.overrides.push_back(Override{"metric/new/estimate", need(OverrideValue::parse("-5%"))});
    CHECK(unfinished(with(model, plan)).empty());
    Metric realised = *model.metrics().find(MetricId("F1"));
    realised.realisation = parameter("[Calls] / 100 call/day");
    CHECK(unfinished(with(model, realised)).empty());
    Metric counted = *model.metrics().find(MetricId("new"));
    counted.counts = true;
    CHECK(unfinished(with(model, counted)).empty());
}

TEST_CASE("an influence without a link and a link that does nothing are told") {
    CHECK(
        problemIn(with(smallModel(), influence("O5", "Hours", "hour", "3")), "moved by links, but has none").severity ==
        Severity::note);
    CHECK(problemIn(with(smallModel(), link("O3", "L2", "0.5", 1)), "does nothing").severity == Severity::warning);
    const Model good = with(smallModel(), influence("O5", "Hours", "hour", "3"), link("O3", "O5", "0.5"));
    CHECK(validate(good).empty());
    Link bare = link("O3", "O5", "0.5");
    bare.elasticity.reset();
    CHECK(problemIn(with(good, bare), "no elasticity").subject == "link/O3-O5/elasticity");
    problemIn(apply(good, Edit{"", "", {erase<Metric>(MetricId("O3"))}}).model, "one of which does not exist");
}

TEST_CASE("a loop without delay is told by its members, a delayed one is not") {
    const auto loop = [](int delay) {
        return modelOf(influence("A", "Price", "", "1"), influence("B", "Demand", "", "1"), link("A", "B", "0.5"),
                       link("B", "A", "0.2", delay));
    };
    CHECK(problemIn(loop(0), "Price \u2192 Demand \u2192 Price").severity == Severity::error);
    CHECK(validate(loop(1)).empty());
}

TEST_CASE("money that would count twice is told, for each pair") {
    const auto money = [](const char* id, const char* text, bool counts) {
        Metric made = formulaMetric(id, id, "USD/year", text);
        made.counts = counts;
        return made;
    };
    const Model twice = modelOf(money("a", "1 USD/year", true), money("b", "1 USD/year", true),
                                money("mid", "a + 0", false), money("top", "mid + b", true));
    problemIn(twice, "a and top");
    problemIn(twice, "b and top");
    CHECK(validate(with(twice, money("top", "mid + b", false))).empty());
    problemIn(changedMetric("F1", [](Metric& m) { m.unit = "hour", m.formula = formula("O3"); }), "no money");
    problemIn(changedMetric("F1", [](Metric& m) { m.unit = "USD", m.formula = formula("3 USD"); }),
              "not money per time");
}

TEST_CASE("what counts in the NPV is money per time and nothing else") {
    const Problem problem = problemIn(
        changedMetric("F1", [](Metric& m) { m.unit = "USD/year/bus", m.formula = formula("3 USD/year/bus"); }),
        "bus is left");
    CHECK(problem.severity == Severity::error);
    CHECK(problem.subject == "metric/F1/unit");
    CHECK(validate(changedMetric("F1", [](Metric& m) { m.unit = "USD/month"; })).empty());
}

TEST_CASE("what Bass in closed form leaves out is told") {
    const auto closed = [](const std::function<void(Adoption&)>& change) {
        return changedTool("parts-exchange", [&](Intervention& i) {
            i.adoption.form = AdoptionForm::bass;
            change(i.adoption);
        });
    };
    CHECK(validate(closed([](Adoption&) {})).empty());
    CHECK(validate(closed([](Adoption& a) { a.abandonment = parameter("0"); })).empty());
    const Problem problem = problemIn(closed([](Adoption& a) {
                                          a.abandonment = parameter("2%");
                                          a.schedule = {Phase{PhaseKind::reach, GroupId("mt"), 1, 4, quantity("40%")}};
                                      }),
                                      "the schedule, abandonment");
    CHECK(problem.severity == Severity::note);
    CHECK(problem.subject == "intervention/parts-exchange/adoption/form");
}

TEST_CASE("an intervention is checked") {
    problemIn(changedTool("parts-exchange", [](Intervention& i) { i.adoption.targets.clear(); }), "no target groups");
    problemIn(changedTool("parts-exchange", [](Intervention& i) { i.adoption.targets[0].group = GroupId("zz"); }),
              "`zz`, which does not exist");
    problemIn(changedTool("parts-exchange", [](Intervention& i) { i.adoption.targets[0].mixing = {0.9}; }), "mixing");
    CHECK(validate(changedTool("parts-exchange", [](Intervention& i) { i.adoption.targets[0].mixing = {1}; })).empty());
    problemIn(changedTool("parts-exchange", [](Intervention& i) { i.effects[0].participants.clear(); }),
              "no group whose");
    problemIn(changedTool("parts-exchange", [](Intervention& i) { i.effects[0].target = "metric/L9"; }),
              "no metric and");
    problemIn(changedTool("parts-exchange", [](Intervention& i) { i.effects[0].size.reset(); }), "no size");
    problemIn(changedTool("parts-exchange", [](Intervention& i) { i.effects[0].curve = CurveForm::power; }),
              "no parameter");
    CHECK(problemIn(changedTool("parts-exchange", [](Intervention& i) { i.adoption.q.reset(); }), "imitation q")
              .severity == Severity::warning);
    CHECK(problemIn(changedTool("parts-exchange", [](Intervention& i) { i.adoption.targets[0].ceiling.reset(); }),
                    "all its people")
              .severity == Severity::warning);
    problemIn(changedTool("parts-exchange", [](Intervention& i) { i.adoption.p.reset(); }), "innovation p");
    problemIn(
        changedTool("parts-exchange", [](Intervention& i) { i.adoption.p = parameter("L2 / 100 hour / 1 month"); }),
        "uses the metric");
    CHECK(
        problemIn(changedTool("parts-exchange", [](Intervention& i) { i.costs[0].amount = parameter("-5 USD/month"); }),
                  "brings money in")
            .severity == Severity::warning);
    CHECK(problemIn(changed<Group>("mt", [](Group& g) { g.hourlyCost = quantity("-40 USD/hour"); }), "brings money in")
              .subject == "group/mt/hourly_cost");
    CHECK(
        problemIn(changedTool("parts-exchange", [](Intervention& i) { i.effects[0].curveParameter = parameter("0"); }),
                  "lies at 0 or below")
            .severity == Severity::error);
    problemIn(changedTool("parts-exchange", [](Intervention& i) { i.costs[0].amount = parameter("3 hour"); }),
              "does not convert");
    const auto phase = [](int from, int to) {
        return changedTool("parts-exchange", [=](Intervention& i) {
            i.adoption.schedule = {Phase{PhaseKind::reach, GroupId("mt"), from, to, quantity("40%")},
                                   Phase{PhaseKind::reach, GroupId("mt"), 5, 0, quantity("100%")}};
        });
    };
    CHECK(validate(phase(1, 4)).empty());
    problemIn(phase(1, 5), "overlaps");
    problemIn(phase(61, 0), "beyond the horizon");
    problemIn(phase(4, 2), "from period 4 to 2");
    CHECK(problemIn(phase(0, 4), "starts in period 0").action == "Let it start in period 1 or later.");
}

TEST_CASE("what is missing in a tool that no scenario uses is a warning only") {
    Model model = changedTool("parts-exchange", [](Intervention& i) { i.effects[0].size.reset(); });
    CHECK(problemIn(model, "no size").severity == Severity::error);
    model = apply(model, Edit{"", "", {erase<Scenario>(ScenarioId("plan"))}}).model;
    CHECK(problemIn(model, "no size").severity == Severity::warning);
}

TEST_CASE("a scenario is checked") {
    problemIn(changedScenario("plan", [](Scenario& s) { s.interventions = {InterventionId("zz")}; }), "`zz`");
    const auto overriding = [](const char* path, const char* text) {
        return changedScenario("plan", [=](Scenario& s) {
            s.overrides = {Override{path, need(OverrideValue::parse(text))}};
        });
    };
    problemIn(overriding("metric/L9/estimate", "12"), "does not exist");
    problemIn(overriding("metric/L2/estimate", "12 USD"), "does not convert");
    problemIn(overriding("metric/L2/estimate", "+3 USD"), "does not convert");
    problemIn(overriding("process/restore/task/T2/delay", "-5%"), "no number");
    CHECK(problemIn(overriding("input/wait", "data(calls)"), "`calls`, which does not exist").subject ==
          "scenario/plan/override/input/wait");
    CHECK(validate(overriding("metric/L2/estimate", "-5%")).empty());
    CHECK(problemIn(changedScenario("plan", [](Scenario& s) { s.interventions.clear(); }), "business as usual")
              .severity == Severity::note);
}

TEST_CASE("an override that does nothing is named") {
    const auto overriding = [](const Model& model, const char* path, const char* text) {
        Scenario plan = *model.scenarios().find(ScenarioId("plan"));
        plan.overrides = {Override{path, need(OverrideValue::parse(text))}};
        return with(model, plan);
    };
    const Model model = smallModel();
    const Problem onFormula = problemIn(overriding(model, "metric/F1/estimate", "12 USD/year"), "which does nothing");
    CHECK(onFormula.severity == Severity::warning);
    CHECK(onFormula.subject == "scenario/plan/override/metric/F1/estimate");
    CHECK(onFormula.message.find("comes from a formula") != std::string::npos);
    problemIn(overriding(model, "metric/O3/estimate", "12 hour"), "measured on a process");
    problemIn(overriding(model, "metric/L2/target", "12 hour"), "a target enters no calculation");
    problemIn(overriding(model, "metric/L2/realisation", "50%"), "does not count in the NPV");
    problemIn(overriding(model, "scenario/more-stock/cost/stock/amount", "+5%"), "another scenario");

    Intervention other = *model.interventions().find(InterventionId("parts-exchange"));
    other.id = InterventionId("other");
    other.name = "Other";
    problemIn(overriding(with(model, other), "intervention/other/adoption/p", "0.02"),
              "does not use that intervention");
    Intervention closed = *model.interventions().find(InterventionId("parts-exchange"));
    closed.adoption.form = AdoptionForm::bass;
    problemIn(overriding(with(model, closed), "intervention/parts-exchange/adoption/turnover", "2%"), "closed form");
    CHECK(validate(overriding(with(model, closed), "intervention/parts-exchange/adoption/p", "0.02")).empty());

    Process spare = restoreProcess();
    spare.id = ProcessId("spare");
    spare.name = "Spare";
    problemIn(overriding(with(model, spare), "process/spare/task/T1/touch", "2 hour"), "no metric is measured");

    const Model linked = with(model, influence("O5", "Hours", "hour", "3"), link("O3", "O5", "0.5"));
    problemIn(overriding(linked, "link/O3-O5/slope", "2"), "works by its elasticity");

    const Model spared = with(model, input("idle", "Idle", "hour", "2"), group("spare", "Spare", "10", "50"));
    CHECK(problemIn(overriding(spared, "input/idle", "3 hour"), "no formula uses that input").subject ==
          "scenario/plan/override/input/idle");
    problemIn(overriding(spared, "group/spare/headcount", "12"), "no intervention of the scenario is for that group");
    problemIn(overriding(spared, "group/spare/hourly_cost", "60"), "has a pool of that group");
    const Model used = with(spared, formulaMetric("O9", "Doubled", "hour", "idle * 2"));
    CHECK(validate(used) == validate(overriding(used, "input/idle", "3 hour")));
    CHECK(validate(overriding(linked, "link/O3-O5/elasticity", "2")).empty());
    CHECK(validate(overriding(linked, "metric/O5/estimate", "2 hour")).empty());
}

TEST_CASE("a pair that is correlated twice is told") {
    const auto correlated = [](std::vector<std::string> first, std::vector<std::string> second, const char* id,
                               double rho) {
        Correlation made;
        made.id = CorrelationId(id);
        made.name = id;
        made.first = std::move(first);
        made.second = std::move(second);
        made.rho = rho;
        return made;
    };
    const std::string wait = "input/wait";
    const std::string locate = "metric/L2/estimate";
    const std::string p = "intervention/parts-exchange/adoption/p";
    const Model model = with(smallModel(), correlated({wait, locate}, {}, "one", 0.5));
    const Problem other = problemIn(with(model, correlated({p, locate, wait}, {}, "two", 0.3)), "as one does already");
    CHECK(other.severity == Severity::error);
    CHECK(other.subject == "correlation/two/first");
    CHECK(problemIn(with(model, correlated({locate}, {p, wait}, "two", 0.5)), "as one does already").severity ==
          Severity::warning);
    CHECK(validate(with(model, correlated({p}, {wait, locate}, "two", 0.3))).empty());
    CHECK(validate(with(model, correlated({wait, p}, {}, "two", 0.3))).empty());
}

TEST_CASE("a correlation is checked") {
    const auto correlated = [](std::vector<std::string> paths, double rho) {
        Correlation made;
        made.id = CorrelationId("c");
        made.name = "Together";
        made.first = std::move(paths);
        made.rho = rho;
        return with(smallModel(), made);
    };
    CHECK(validate(correlated({"metric/L2/estimate", "input/wait"}, 0.5)).empty());
    problemIn(correlated({"metric/L2/estimate", "input/wait"}, 1.5), "1.5");
    problemIn(correlated({"metric/L2/estimate", "input/none"}, 0.5), "does not exist");
    const Problem alone = problemIn(correlated({"metric/L2/estimate"}, 0.5), "fewer than two");
    CHECK(alone.severity == Severity::warning); // it does nothing, so it stops no run
    CHECK(alone.subject == "correlation/c/first");
    CHECK(problemIn(correlated({"metric/L2/estimate", "group/mt/headcount"}, 0.5), "no range").severity ==
          Severity::note);
}

TEST_CASE("a measured value of no metric or in another unit is told") {
    const auto measured = [](const char* metric, const char* unit) {
        return with(smallModel(), Actual{ActualId("a"), MetricId(metric), Date{}, 3, unit, ""});
    };
    problemIn(measured("L9", ""), "does not exist");
    problemIn(measured("L2", "USD"), "does not convert");
    CHECK(validate(measured("L2", "minute")).empty());
}

TEST_CASE("a message names a field of a metric or a link in the middle of its sentence") {
    const Model model =
        modelOf(metric("a", "Sales", Level::operating, "USD", "5"), formulaMetric("m", "Margin", "USD", "a + 3 hour"),
                formulaMetric("w", "Waste cost", "USD", "loaves * 2"));
    problemIn(model, "The units in the formula of Margin do not fit: ");
    problemIn(model, "There is no metric or input “loaves”, which the formula of Waste cost uses.");
}
