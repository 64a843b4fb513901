// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/beliefs.h"
#include "tests/builders.h"

using namespace tributary;
using namespace tributary::test;

namespace {

Override changed(std::string_view path, std::string_view value) {
    return {std::string(path), need(OverrideValue::parse(value))};
}

Scenario scenario(std::string_view id, std::vector<Override> overrides = {}) {
    Scenario made;
    made.id = ScenarioId(id);
    made.name = id;
    made.interventions = {InterventionId("parts-exchange")};
    made.overrides = std::move(overrides);
    return made;
}

const Override dearer = changed("input/wait", "60 USD/hour/breakdown");
const Override noStall = changed("intervention/parts-exchange/stall/probability", "0 %");
const Override sooner = changed("metric/L2/estimate", "-8%");

} // namespace

TEST_CASE("a scenario that only decides is a plan, and one that sets what nobody decides is another belief") {
    CHECK(isPlan(Scenario{}));
    CHECK(isPlan(scenario("tool")));
    CHECK(isPlan(scenario("tool", {sooner, changed("process/restore/task/T1/touch", "-10%")})));
    CHECK_FALSE(isPlan(scenario("tool", {noStall})));
    CHECK_FALSE(isPlan(scenario("tool", {sooner, dearer})));
    CHECK_FALSE(isPlan(scenario("tool", {changed("settings/inflation", "5%")})));
}

TEST_CASE("a belief is about the plan that decides the same, in whichever order and by whichever names") {
    Model model = smallModel();
    const Scenario belief = scenario("stalls-not", {noStall});
    const Scenario& plan = *model.scenarios().find(ScenarioId("plan"));
    CHECK(planOf(model, belief) == &plan);
    CHECK(planOf(model, plan) == &plan);
    // What it changes of the plan makes it one about another plan, which may not be there.
    const Scenario other = scenario("other", {noStall, sooner});
    CHECK(planOf(model, other) == nullptr);
    model = with(model, scenario("sooner", {sooner}));
    REQUIRE(planOf(model, other));
    CHECK(planOf(model, other)->id == ScenarioId("sooner"));
    // A cost counts for what it is, not for its id or name.
    Scenario costly = scenario("costly");
    costly.costs = {cost("a", "Trainer", "100 USD"), cost("b", "Room", "50 USD")};
    Scenario again = scenario("again", {noStall});
    again.costs = {cost("x", "A room", "50 USD"), cost("y", "A trainer", "100 USD")};
    CHECK(decideTheSame(model, costly, again));
    again.costs.back().amount = parameter("101 USD");
    CHECK_FALSE(decideTheSame(model, costly, again));
    Scenario both = scenario("both");
    both.interventions = {InterventionId("b"), InterventionId("a")};
    Scenario turned = both;
    std::ranges::reverse(turned.interventions);
    CHECK(decideTheSame(model, both, turned));
}

TEST_CASE("scenarios are held against each other where they differ in decisions or in beliefs, not in both") {
    const Model model = smallModel();
    const Scenario plan = scenario("plan");
    const Scenario stock = scenario("stock", {sooner});
    const Scenario belief = scenario("belief", {noStall});
    const Scenario stockBelief = scenario("stock-belief", {sooner, noStall});
    CHECK(comparable(model, plan, stock));
    CHECK(comparable(model, plan, belief));
    CHECK(comparable(model, belief, stockBelief)); // both believe that nothing stalls
    CHECK_FALSE(comparable(model, stock, belief));
    CHECK_FALSE(comparable(model, plan, stockBelief));
}
