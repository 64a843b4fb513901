// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/npv_change.h"
#include "core/model/edits.h"
#include "tests/core/insight/insight_models.h"

#include <cmath>

using namespace tributary;
using namespace tributary::test;

namespace {

SharedDraws fewOf(const Model& reference) {
    SharedDraws draws = sharedDraws(reference, plan);
    draws.options.trials = 512;
    return draws;
}

} // namespace

TEST_CASE("A cost that is cut by a fixed amount raises the NPV by it in every trial") {
    const Model model = linearModel("= 9000", {"1000/2000/4000", "500"});
    const Model cheaper = after(model, setField(model, {Scenario::kind, "plan"}, "cost/x2/amount", "200"));
    const NpvChange change = need(npvChange(model, cheaper, plan, fewOf(model)));
    CHECK(change.trials == 512);
    CHECK(change.difference.p5 == Approx(300));
    CHECK(change.difference.p95 == Approx(300));
    CHECK(change.ofMedian() == Approx(300));
    CHECK(change.chanceOfRise == 1);
}

TEST_CASE("An input that both models have is drawn alike, whatever comes before it") {
    const Model model = linearModel("= 9000", {"1000/2000/4000"});
    Model more = after(model, addInput(model, input("a", "Added", "USD", "1/2/3")));
    Scenario scenario = *more.scenarios().find(plan);
    scenario.costs.insert(scenario.costs.begin(), cost("first", "First", "100/150/300"));
    scenario.costs.front().timing = CostTiming::once;
    more = with(more, scenario);
    for (const Model* reference : std::initializer_list<const Model*>{&model, &more}) {
        const NpvChange change = need(npvChange(model, more, plan, fewOf(*reference)));
        CHECK(change.difference.p5 < -100);
        CHECK(change.difference.p5 > -301);
        CHECK(change.difference.sd.value() < 60); // that of the new cost alone: the NPV itself has ten times as much
        CHECK(change.before.sd.value() > 400);
        CHECK(change.chanceOfRise == 0);
    }
}

TEST_CASE("In the draws of a reference its own NPV is that of its run, bit for bit, and changes in a row add up") {
    const Model model = linearModel("= 9000", {"1000/2000/4000", "500"});
    const Model second = after(model, setField(model, {Scenario::kind, "plan"}, "cost/x2/amount", "100/300/900"));
    const Model third = after(second, setField(second, {Scenario::kind, "plan"}, "cost/x1/amount", "500/900/1000"));
    const SharedDraws draws = sharedDraws(third, plan);
    const auto ran = run(compile(third, {.scenarios = {plan}}).value(), runOptions(third.settings()));
    REQUIRE(ran);
    CHECK(need(npvTrials(third, plan, draws)) == ran->scenarios.front().npvTrials);
    const double first = need(npvChange(model, second, plan, draws)).ofMedian();
    const double then = need(npvChange(second, third, plan, draws)).ofMedian();
    const NpvChange both = need(npvChange(model, third, plan, draws));
    CHECK(first > 0);
    CHECK(first + then == Approx(both.ofMedian()));
    CHECK(both.ofMedian() == both.after.p50 - both.before.p50);
}

TEST_CASE("The draws are those of a run of all scenarios, whatever the one in question needs of them") {
    const Model model = linearModel("= 9000", {"1000/2000/4000"});
    Scenario other = *model.scenarios().find(plan);
    other.id = ScenarioId("another");
    other.name = "Another";
    other.costs = {cost("first", "First", "100/150/300"), cost("second", "Second", "10/20/60")};
    for (CostLine& line : other.costs)
        line.timing = CostTiming::once;
    const Model both = with(model, other); // its costs are drawn first
    const auto ran = run(compile(both, {}).value(), runOptions(both.settings()));
    REQUIRE(ran);
    CHECK(need(npvTrials(both, plan, sharedDraws(both, plan))) == ran->find(plan)->npvTrials);
    CHECK(need(npvTrials(both, plan, sharedDraws(both, ScenarioId("another")))) == ran->find(plan)->npvTrials);
}

TEST_CASE("The same model twice has no change, and a certain one is held against every trial") {
    const Model model = linearModel("= 9000", {"1000/2000/4000"});
    const NpvChange none = need(npvChange(model, model, plan, fewOf(model)));
    CHECK(none.difference.p5 == 0);
    CHECK(none.difference.p95 == 0);
    CHECK(none.chanceOfRise == 0.5);
    const Model certain = linearModel("= 9000", {"2000"});
    const NpvChange change = need(npvChange(certain, model, plan, fewOf(model)));
    CHECK(change.trials == 512);
    CHECK(change.before.p5 == change.before.p95);
    CHECK(change.difference.p5 < change.difference.p95);
}

TEST_CASE("A scenario that one of them lacks, and a model with an error, are told") {
    const Model model = linearModel("= 9000", {"1000/2000/4000"});
    CHECK(npvChange(Model{}, model, plan, fewOf(model)).error().message.find("plan") != std::string::npos);
    Metric broken = *model.metrics().find(MetricId("F1"));
    broken.source = MetricSource::formula;
    broken.formula = formula("nothing * 2");
    const auto failed = npvChange(model, with(model, broken), plan, fewOf(model));
    REQUIRE_FALSE(failed);
    CHECK_FALSE(failed.error().message.empty());
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(npvChange(model, model, plan, fewOf(model), {{}, stop.get_token()}));
}
