// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run.h"
#include "core/exchange/catalogue.h"
#include "core/exchange/template_texts.h"
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "core/model/validate.h"
#include "tests/builders.h"

#include <cmath>
#include <set>

using namespace tributary;
using namespace tributary::test;

namespace {

/// The targets of all effects of an entry that have a size: a metric in the effect's own kind of unit.
std::map<EffectId, std::string> targetsOf(const CatalogueEntry& entry) {
    std::map<EffectId, std::string> targets;
    for (const Effect& effect : entry.intervention.effects)
        if (effect.size)
            targets[effect.id] = effect.form == EffectForm::relative ? "metric/L2" : "metric/L1";
    return targets;
}

std::string problemsOf(const Model& model) {
    std::string text;
    for (const Problem& problem : validate(model))
        text += problem.subject + ": " + problem.message + " " + problem.action + "\n";
    return text;
}

} // namespace

TEST_CASE("the catalogue that comes with the program can be read and has an entry for each kind of tool") {
    const auto read = readCatalogue(templateText("catalogue"));
    INFO((read ? "" : read.error().message));
    REQUIRE(read);
    std::set<ToolKind> kinds;
    for (const CatalogueEntry& entry : read->entries)
        kinds.insert(entry.intervention.tool);
    CHECK(kinds.size() == EnumNames<ToolKind>::names.size() - 1); // all but `other`
    CHECK(read->trust.size() == 4);
    CHECK(catalogue().entries.size() == read->entries.size());
}

TEST_CASE("every figure of the catalogue names a source with its grade, or is called an assumption of grade D") {
    const Catalogue& all = catalogue();
    for (const CatalogueFact& fact : all.facts) {
        INFO(fact.id);
        CHECK(fact.grade != Grade::none);
        CHECK(fact.source.size() > 4);
        CHECK_FALSE(fact.figure.empty());
    }
    for (const CatalogueEntry& entry : all.entries) {
        const auto check = [&](const std::string& name, const Evidence& evidence,
                               const std::vector<std::string>& facts) {
            INFO(entry.intervention.name << ": " << name);
            CHECK(evidence.grade != Grade::none);
            CHECK_FALSE(evidence.source.empty());
            CHECK((evidence.source == "assumption") == facts.empty());
            if (facts.empty())
                CHECK(evidence.grade == Grade::d);
            for (const std::string& id : facts) {
                REQUIRE(all.fact(id));
                CHECK_THAT(evidence.source, Catch::Contains(all.fact(id)->source));
                // Nothing is graded better than the best of what it rests on.
                CHECK(std::any_of(facts.begin(), facts.end(),
                                  [&](const std::string& each) { return all.fact(each)->grade <= evidence.grade; }));
            }
        };
        for (const Effect& effect : entry.intervention.effects)
            check(effect.name, effect.evidence, entry.effectFacts.at(effect.id));
        for (const CostLine& line : entry.intervention.costs)
            check(line.name, line.evidence, entry.costFacts.at(line.id));
        CHECK(entry.intervention.evidence.grade == Grade::d);
        CHECK_FALSE(entry.purpose.empty());
        CHECK(entry.intervention.adoption.p);
        CHECK(entry.intervention.adoption.q);
        CHECK(entry.intervention.adoption.abandonment);
        CHECK(entry.intervention.stall.probability);
        CHECK_FALSE(entry.ceiling.isConstant());
    }
}

TEST_CASE("an effect is never given at the size of the claim that it rests on where that is no causal study") {
    // The most likely value of what is published, in percent.
    const std::map<std::string, double> published{{"E1", 22},    {"E7", 35},  {"E8", 27.5}, {"E12", 21},
                                                  {"E28", 37.5}, {"E31", 23}, {"E32", 8.5}};
    size_t checked = 0;
    for (const CatalogueEntry& entry : catalogue().entries)
        for (const Effect& effect : entry.intervention.effects) {
            const auto& facts = entry.effectFacts.at(effect.id);
            if (facts.empty() || effect.evidence.grade == Grade::a)
                continue;
            INFO(entry.intervention.name << ": " << effect.name);
            const double used = std::abs(mostLikely(effect.size->distribution()));
            CHECK(used < published.at(facts.front()));
            ++checked;
        }
    CHECK(checked == 4);
}

TEST_CASE("each entry becomes a valid intervention of the transit case, with a scenario that can be run") {
    const Model model = need(modelFromTemplate("transit"));
    for (const CatalogueEntry& entry : catalogue().entries) {
        INFO(entry.intervention.name);
        const CatalogueChoice choice{{}, {GroupId("mt"), GroupId("pt")}, targetsOf(entry), OwnScenario::make};
        const Edit edit = need(addFromCatalogue(model, catalogue(), entry.intervention.id.text, choice));
        const InterventionId id = addedId<Intervention>(edit);
        const Applied applied = apply(model, edit);
        INFO(problemsOf(applied.model));
        for (const Problem& problem : validate(applied.model))
            CHECK(problem.severity == Severity::note);
        const Intervention* made = applied.model.interventions().find(id);
        REQUIRE(made);
        CHECK(made->effects.size() == choice.targets.size());
        CHECK(made->adoption.targets.size() == 2);
        CHECK(apply(applied.model, applied.inverse).model == model); // one step back
        const auto program = compile(applied.model, {.scenarios = {addedId<Scenario>(edit)}});
        REQUIRE(program);
        RunOptions options;
        options.trials = 64;
        const auto results = run(*program, options);
        REQUIRE(results);
        CHECK(std::isfinite(results->scenarios.front().npv.p50));
        CHECK(results->scenarios.front().pvCosts.p50 > 0);
    }
}

TEST_CASE("an entry taken in twice gets a name of its own, and effects without a target stay out") {
    Model model = smallModel();
    CatalogueChoice choice{{}, {GroupId("mt")}, {{EffectId("find"), "metric/L2"}}, OwnScenario::make};
    model = apply(model, need(addFromCatalogue(model, catalogue(), "finder", choice))).model;
    const Edit again = need(addFromCatalogue(model, catalogue(), "finder", choice));
    model = apply(model, again).model;
    const Intervention* second = model.interventions().find(addedId<Intervention>(again));
    REQUIRE(second);
    CHECK(second->name == "Expert or parts finder 2");
    CHECK(second->effects.size() == 1);
    CHECK(second->effects.front().answerers == second->effects.front().participants); // both sides
    choice.scenario = OwnScenario::none;
    CHECK(addedId<Scenario>(need(addFromCatalogue(model, catalogue(), "finder", choice))).empty());
}

TEST_CASE("hours are paid at the rate of the first group, and dollars stand one for one in another currency") {
    Model model = smallModel();
    Settings settings = model.settings();
    settings.currency = "EUR";
    model = with(model, settings);
    const CatalogueChoice choice{"Ask", {GroupId("mt")}, {}, OwnScenario::none};
    const Edit edit = need(addFromCatalogue(model, catalogue(), "open-network", choice));
    const Intervention made = *apply(model, edit).model.interventions().find(addedId<Intervention>(edit));
    CHECK(made.name == "Ask");
    CHECK(made.costs.at(0).amount->text() == "uniform(5, 22) EUR/user/month");
    CHECK_THAT(made.costs.at(0).evidence.note, Catch::Contains("in USD"));
    REQUIRE(made.costs.at(1).hourlyRate);
    CHECK(made.costs.at(1).hourlyRate->text() == "65");
    CHECK_THAT(made.costs.at(1).evidence.note, Catch::Contains("Mechanics"));
}

TEST_CASE("an effect in points acts on shares alone, one in hand-offs on no share, a relative one on anything") {
    const auto effectOf = [](const char* entry, const char* id) {
        const auto& effects = catalogue().entry(entry)->intervention.effects;
        return *std::find_if(effects.begin(), effects.end(), [&](const Effect& each) { return each.id.text == id; });
    };
    const Effect points = effectOf("finder", "found");
    CHECK(canActOn(points, "%"));
    CHECK_FALSE(canActOn(points, "hour"));
    const Effect handOffs = effectOf("exception-room", "handoffs");
    CHECK(canActOn(handOffs, "hand_off/breakdown"));
    CHECK_FALSE(canActOn(handOffs, "%"));
    CHECK(canActOn(effectOf("finder", "find"), "hour"));
    CHECK(canActOn(effectOf("finder", "find"), "%"));
}

TEST_CASE("what is wrong with a catalogue is named by its place") {
    const std::string whole(templateText("catalogue"));
    const auto refused = [&](const std::string& from, const std::string& to) {
        std::string text = whole;
        text.replace(text.find(from), from.size(), to);
        const auto read = readCatalogue(text);
        REQUIRE_FALSE(read);
        return read.error().message;
    };
    CHECK_THAT(refused("tributary-catalogue", "tributary"), Catch::Contains("no catalogue"));
    CHECK_THAT(refused("\"source\": \"E7, E12\"", "\"source\": \"E7, E99\""),
               Catch::Contains("effect search") && Catch::Contains("no fact E99"));
    CHECK_THAT(refused("\"source\": \"E7, E12\"", "\"source\": \"assumption\""), Catch::Contains("grade D"));
    CHECK_THAT(refused("\"search\": \"time spent searching\", ", ""), Catch::Contains("what it acts on"));
    CHECK_THAT(refused("\"id\": \"E7\"", "\"id\": \"E1\""), Catch::Contains("stands twice"));
    CHECK_THAT(refused("\"counts_for\": \"0 / 0.3 / 0.8\"", "\"counts_for\": \"much\""), Catch::Contains("trust"));
    CHECK_FALSE(readCatalogue("{"));
    const auto unknown = addFromCatalogue(smallModel(), catalogue(), "moon", {});
    REQUIRE_FALSE(unknown);
    CHECK_THAT(unknown.error().message, Catch::Contains("moon"));
    CHECK_FALSE(addFromCatalogue(smallModel(), catalogue(), "finder", {{}, {GroupId("nobody")}, {}, {}}));
    CHECK_FALSE(
        addFromCatalogue(smallModel(), catalogue(), "finder", {{}, {}, {{EffectId("find"), "metric/none"}}, {}}));
}
