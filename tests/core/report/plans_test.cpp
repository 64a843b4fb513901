// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run.h"
#include "core/exchange/templates.h"
#include "core/model/plan_list_edits.h"
#include "core/report/plans.h"
#include "tests/builders.h"

#include <cmath>

using namespace tributary;
using namespace tributary::test;

namespace {

const InterventionId tool("parts-exchange");

ScenarioResults sampledResults(const Model& model) {
    const auto program = compile(model, {.scenarios = {ScenarioId("plan")}});
    REQUIRE(program);
    RunOptions options;
    options.trials = 1024;
    const auto results = run(*program, options);
    REQUIRE(results);
    return results->scenarios.front();
}

/// The small model with a belief about its tool, and one about nothing that is decided.
Model withBeliefs() {
    Scenario belief;
    belief.id = ScenarioId("stalls-not");
    belief.name = "If it does not stall";
    belief.interventions = {tool};
    belief.overrides = {{"intervention/parts-exchange/stall/probability", need(OverrideValue::parse("0 %"))}};
    Scenario alone;
    alone.id = ScenarioId("dear");
    alone.name = "Waiting is dear";
    alone.overrides = {{"input/wait", need(OverrideValue::parse("60 USD/hour/breakdown"))}};
    Scenario orphan = belief;
    orphan.id = ScenarioId("orphan");
    orphan.name = "Sooner, if it does not stall";
    orphan.overrides.push_back({"metric/L2/estimate", need(OverrideValue::parse("-8%"))});
    return with(smallModel(), belief, alone, orphan);
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

TEST_CASE("the finding of adoption is that of the trials that its chart shows, those that stall too") {
    ScenarioResults results =
        sampledResults(after(smallModel(), setField(smallModel(), EntityRef{Intervention::kind, "parts-exchange"},
                                                    "stall/probability", "60%")));
    const double end = results.adoption.front().active.back().p50;
    REQUIRE(end < 0.45); // those that take hold come to six in ten
    const std::string words[] = {"hardly anyone", "one in ten", "two in ten", "three in ten", "four in ten"};
    const std::string share = words[std::lround(10 * end)];
    CHECK(adoptionFinding(results, tool) == "At the median, " + share +
                                                " of Mechanics are active in the end; about 3 times in 5 the roll-out "
                                                "stalls.");
    // Two groups of one share are named together, and the larger share comes first.
    results.adoption.push_back(results.adoption.front());
    results.adoption.back().groupName = "Buyers";
    results.adoption.push_back(results.adoption.front());
    results.adoption.back().groupName = "Stock";
    for (Summary& active : results.adoption.back().active)
        active.p50 = 0.81;
    CHECK_THAT(adoptionFinding(results, tool),
               Catch::Contains("eight in ten of Stock and " + share + " of Mechanics and Buyers"));
    // In a scenario with another tool it may be that one which stalls.
    results.adoption.back().intervention = InterventionId("other");
    CHECK_THAT(adoptionFinding(results, tool), Catch::EndsWith("one of the roll-outs stalls."));
    CHECK(adoptionFinding(results, InterventionId("nobody's")).empty());
    CHECK(adoptionFinding(ScenarioResults{}, tool).empty());
}

TEST_CASE("where the scenario has it that nothing stalls, the finding of adoption says nothing of a stall") {
    const Model model = withBeliefs();
    const auto program = compile(model, {.scenarios = {ScenarioId("stalls-not")}});
    REQUIRE(program);
    RunOptions options;
    options.trials = 256;
    const auto results = run(*program, options);
    REQUIRE(results);
    const std::string finding = adoptionFinding(results->scenarios.front(), tool);
    CHECK_THAT(finding, Catch::EndsWith("are active in the end."));
}

TEST_CASE("plans come first, and a belief says what it is about") {
    const Model model = withBeliefs();
    Results results;
    for (const Scenario& scenario : model.scenarios()) {
        ScenarioResults made;
        made.id = scenario.id;
        made.npvTrials = {1, 2};
        results.scenarios.push_back(made);
    }
    results.scenarios.emplace_back().id = ScenarioId("without-a-number");
    const auto idsOf = [](const std::vector<const ScenarioResults*>& scenarios) {
        std::vector<std::string> ids;
        for (const ScenarioResults* each : scenarios)
            ids.push_back(each->id.text);
        return ids;
    };
    const ScenarioOrder whole = plansFirst(model, results);
    CHECK(idsOf(whole.plans) == std::vector<std::string>{"plan", "more-stock", "without-a-number"});
    const ScenarioOrder order = withNpv(whole);
    CHECK(idsOf(order.plans) == std::vector<std::string>{"plan", "more-stock"});
    CHECK(idsOf(order.beliefs) == std::vector<std::string>{"orphan", "stalls-not", "dear"});
    CHECK(beliefWords(model, ScenarioId("plan")).empty());
    CHECK(beliefWords(model, ScenarioId("stalls-not")) == "another belief about \u201cThe tool\u201d");
    CHECK(beliefWords(model, ScenarioId("dear")) == "another belief about business as usual");
    CHECK(beliefWords(model, ScenarioId("orphan")) == "a plan under another belief");
    CHECK(beliefWords(model, ScenarioId("gone")).empty());
}
