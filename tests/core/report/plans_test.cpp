// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run.h"
#include "core/exchange/templates.h"
#include "core/model/plan_list_edits.h"
#include "core/report/plans.h"
#include "tests/builders.h"

using namespace tributary;
using namespace tributary::test;

namespace {

const InterventionId tool("parts-exchange");

ScenarioResults likelyResults(const Model& model) {
    const auto program = compile(model, {.scenarios = {ScenarioId("plan")}, .uncertainty = Uncertainty::mostLikely});
    REQUIRE(program);
    const auto results = run(*program, RunOptions{});
    REQUIRE(results);
    return results->scenarios.front();
}

} // namespace

TEST_CASE("an intervention is seen in the scenario asked for, else alone, else with others") {
    Model model = smallModel();
    CHECK(placeOf(model, tool) == InterventionPlace{ScenarioId("plan"), Standing::alone});
    model = after(model, useIntervention(model, ScenarioId("more-stock"), tool, Use::takes));
    CHECK(placeOf(model, tool) == InterventionPlace{ScenarioId("plan"), Standing::alone});
    CHECK(placeOf(model, tool, ScenarioId("more-stock")) ==
          InterventionPlace{ScenarioId("more-stock"), Standing::withOthers});
    model = after(model, eraseScenario(model, ScenarioId("plan")));
    CHECK(placeOf(model, tool) == InterventionPlace{ScenarioId("more-stock"), Standing::withOthers});
    CHECK(placeOf(model, tool, ScenarioId("plan")) == placeOf(model, tool));
    model = after(model, useIntervention(model, ScenarioId("more-stock"), tool, Use::leaves));
    CHECK_FALSE(placeOf(model, tool));
}

TEST_CASE("the people of an intervention are those of its groups, each counted at its most likely") {
    const Model model = need(modelFromTemplate("transit"));
    CHECK(peopleOf(model, *model.interventions().find(tool)) == Approx(260));
    CHECK(peopleOf(model, Intervention{}) == 0);
}

TEST_CASE("the finding of adoption says who is active in the end, and how often it stalls") {
    Model model = smallModel();
    ScenarioResults results = likelyResults(model);
    CHECK(adoptionFinding(model, results, tool) ==
          "If it takes hold, six in ten of Mechanics are active in the end; it stalls with a chance of about 1 in "
          "3.");
    // Two groups of one share are named together, and the larger share comes first.
    results.adoption.push_back(results.adoption.front());
    results.adoption.back().groupName = "Buyers";
    results.adoption.push_back(results.adoption.front());
    results.adoption.back().groupName = "Stock";
    for (Summary& active : results.adoption.back().active)
        active.p50 = 0.81;
    CHECK_THAT(adoptionFinding(model, results, tool),
               Catch::Contains("eight in ten of Stock and six in ten of Mechanics and Buyers"));
    model = after(model, setField(model, EntityRef{Intervention::kind, "parts-exchange"}, "stall/probability", ""));
    CHECK_THAT(adoptionFinding(model, results, tool), Catch::StartsWith("Eight in ten of Stock"));
    CHECK(adoptionFinding(model, results, InterventionId("other")).empty());
    CHECK(adoptionFinding(model, ScenarioResults{}, tool).empty());
}
