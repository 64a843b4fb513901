// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/plan_list_edits.h"
#include "core/model/scenario_order.h"
#include "core/model/validate.h"
#include "tests/builders.h"

#include <algorithm>

using namespace tributary;
using namespace tributary::test;

namespace {

void refuses(const Result<Edit>& edit, const char* why) {
    REQUIRE_FALSE(edit);
    CHECK_THAT(edit.error().message, Catch::Contains(why));
}

std::string order(const std::vector<CostLine>& costs) {
    std::string text;
    for (const CostLine& cost : costs)
        text += cost.id.text + " ";
    return text;
}

} // namespace

TEST_CASE("a copy of a scenario or of an intervention has all of it but the name") {
    const Model model = smallModel();
    const ScenarioId plan("plan");
    const Result<Edit> edit = duplicateScenario(model, plan);
    const ScenarioId copy = addedId<Scenario>(need(edit));
    const Model twice = after(after(model, edit), duplicateScenario(after(model, edit), plan));
    CHECK(twice.scenarios().size() == model.scenarios().size() + 2);
    Scenario same = *twice.scenarios().find(copy);
    CHECK(same.name == "The tool, copy");
    same.name = "The tool";
    same.id = plan;
    same.position = 0; // it stands below the others
    CHECK(same == *model.scenarios().find(plan));
    CHECK(std::any_of(twice.scenarios().begin(), twice.scenarios().end(),
                      [](const Scenario& each) { return each.name == "The tool, copy 2"; }));

    const Result<Edit> tool = duplicateIntervention(model, InterventionId("parts-exchange"));
    const Model withTool = after(model, tool);
    CHECK(withTool.interventions().size() == 2);
    CHECK(withTool.scenarios().find(plan)->interventions.size() == 1);
    refuses(duplicateScenario(model, ScenarioId("nobody")), "no scenario");
    refuses(duplicateIntervention(model, InterventionId("nothing")), "no intervention");
}

TEST_CASE("a scenario takes an intervention once and leaves it again") {
    const Model model = smallModel();
    const ScenarioId rival("more-stock");
    const InterventionId tool("parts-exchange");
    const Model taken = after(model, useIntervention(model, rival, tool, Use::takes));
    CHECK(taken.scenarios().find(rival)->interventions == std::vector{tool});
    const Model again = after(taken, useIntervention(taken, rival, tool, Use::takes));
    CHECK(again.scenarios().find(rival)->interventions == std::vector{tool});
    CHECK(after(taken, useIntervention(taken, rival, tool, Use::leaves)) == model);
    refuses(useIntervention(model, rival, InterventionId("nothing"), Use::takes), "no intervention");
    refuses(useIntervention(model, ScenarioId("nobody"), tool, Use::takes), "no scenario");
}

TEST_CASE("effects and costs move up and down their list, and no further than its ends") {
    Model model = smallModel();
    const EntityRef owner{Scenario::kind, "more-stock"};
    const ScenarioId id("more-stock");
    for (const char* name : {"second", "third"})
        model = after(model, addCost(model, owner, cost("", name, "1 USD/year")));
    const auto now = [&](const Model& shown) { return order(shown.scenarios().find(id)->costs); };
    CHECK(now(model) == "stock second third ");
    CHECK(now(after(model, moveCost(model, owner, CostId("stock"), 2))) == "second third stock ");
    CHECK(now(after(model, moveCost(model, owner, CostId("third"), -1))) == "stock third second ");
    CHECK(now(after(model, moveCost(model, owner, CostId("third"), -2))) == "third stock second ");
    refuses(moveCost(model, owner, CostId("stock"), -1), "end of its list");
    refuses(moveCost(model, owner, CostId("third"), 1), "end of its list");
    refuses(moveCost(model, owner, CostId("none"), 1), "no `none`");
    refuses(moveCost(model, {Metric::kind, "L2"}, CostId("none"), 1), "no costs");

    const InterventionId tool("parts-exchange");
    const Model more = after(model, addEffect(model, tool, effect("e_more", "metric/L2", "-10 %", "mt")));
    const Model moved = after(more, moveEffect(more, tool, EffectId("e_more"), -1));
    CHECK(moved.interventions().find(tool)->effects.front().id == EffectId("e_more"));
    CHECK(validate(moved) == validate(more));
}

TEST_CASE("scenarios are listed as they were added, whatever their names and what they use later") {
    Model model = smallModel();
    const auto names = [&model] {
        std::vector<std::string> all;
        for (const Scenario* scenario : scenariosInOrder(model))
            all.push_back(scenario->name);
        return all;
    };
    std::vector<std::string> wanted = names();
    REQUIRE_FALSE(wanted.empty());
    CHECK_FALSE(scenariosInOrder(model).front()->interventions.empty());
    for (const char* name : {"Zebra", "Aardvark", "Middle"}) {
        Scenario scenario;
        scenario.name = name;
        model = after(model, addScenario(model, scenario));
        wanted.emplace_back(name);
    }
    CHECK(names() == wanted);
    model = after(model, useIntervention(model, scenariosInOrder(model).back()->id, InterventionId("parts-exchange"),
                                         Use::takes));
    CHECK(names() == wanted);
}

TEST_CASE("a cost line without an amount is a warning, for it is left out until it has one") {
    CostLine line;
    line.id = CostId("new");
    line.name = "New cost";
    const Model model = smallModel();
    const Model added = after(model, addCost(model, {Scenario::kind, "plan"}, line));
    const auto problems = validate(added);
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().severity == Severity::warning);
    CHECK_THAT(problems.front().message, Catch::Contains("left out"));
}
