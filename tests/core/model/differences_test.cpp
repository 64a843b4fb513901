// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/differences.h"
#include "core/model/edits.h"
#include "tests/builders.h"
#include "tests/core/model/random_entity.h"

using namespace tributary;
using namespace tributary::test;

namespace {

std::vector<std::string> told(const Model& before, const Model& after) {
    std::vector<std::string> lines;
    for (const Difference& difference : differences(before, after))
        lines.push_back(words(difference));
    return lines;
}

using Lines = std::vector<std::string>;

const EntityRef partsTool{Intervention::kind, "parts-exchange"};

} // namespace

TEST_CASE("the edit between two models makes the one into the other") {
    RandomEntities random(7);
    std::vector<Model> models{Model{}, smallModel()};
    for (int round = 0; round < 60; ++round) {
        Edit edit;
        for (int i = 0; i < 6; ++i)
            edit.changes.push_back(random.change());
        models.push_back(apply(models[random.pick(models.size())], edit).model);
    }
    for (int round = 0; round < 200; ++round) {
        const Model& from = models[random.pick(models.size())];
        const Model& to = models[random.pick(models.size())];
        const Edit edit = editBetween(from, to, "Go there");
        CHECK(apply(from, edit).model == to);
        CHECK(edit.empty() == (from == to));
        CHECK(differences(from, to).empty() == (from == to));
    }
}

TEST_CASE("a quantity that changed is told with both texts and the unit") {
    const Model model = smallModel();
    const Model changed = after(model, setField(model, {Metric::kind, "L2"}, "estimate", "6/8/12"));
    const auto found = differences(model, changed);
    REQUIRE(found.size() == 1);
    CHECK(found[0].numbersAffected);
    CHECK(found[0].subject == "Time to locate a part");
    CHECK(found[0].after == "6/8/12 hour");
    CHECK(words(found[0]).starts_with("Time to locate a part: "));
    CHECK(words(found[0]).ends_with(" \u2192 6/8/12 hour"));
    CHECK(differences(changed, model)[0].before == "6/8/12 hour");
}

TEST_CASE("parts are told by their names, with what they belong to") {
    const Model model = smallModel();
    CHECK(told(model, after(model, setField(model, partsTool, "effect/e_loc/size", "-60/-40/-20 %"))) ==
          Lines{"Parts exchange: e_loc: -70/-50/-20 % \u2192 -60/-40/-20 %"});
    CHECK(told(model, after(model, setField(model, partsTool, "adoption/ceiling/mt", "50 %"))) ==
          Lines{"Parts exchange: ceiling of Mechanics: 30/65/85 % \u2192 50 %"});
    CHECK(told(model, after(model, eraseCost(model, partsTool, CostId("licence")))) ==
          Lines{"Removed: Parts exchange: Licence"});
    const Model two = after(model, addCost(model, partsTool, cost("setup", "Set-up", "1000")));
    CHECK(told(model, two) == Lines{"Added: Parts exchange: Set-up"});
    CHECK(told(model, after(model, setOverride(model, ScenarioId("plan"), "metric/L2/estimate", "-5%"))) ==
          Lines{"Added: The tool: Time to locate a part: estimate"});
}

TEST_CASE("what concerns no number is told so, and entities that come or go are told as one") {
    const Model model = smallModel();
    const Model noted = after(model, setField(model, {Metric::kind, "L2"}, "notes", "asked in March"));
    const auto found = differences(model, noted);
    REQUIRE(found.size() == 1);
    CHECK_FALSE(found[0].numbersAffected);
    CHECK(words(found[0]) == "Time to locate a part: notes: nothing \u2192 asked in March");
    Metric fresh = metric("L9", "Trust", Level::frontline, "%", "40");
    const Model more = after(model, addMetric(model, fresh));
    CHECK(told(model, more) == Lines{"Added: Trust"});
    CHECK(told(more, model) == Lines{"Removed: Trust"});
}

TEST_CASE("an entity that comes or goes makes other numbers, unless it is held against them") {
    const Model model = smallModel();
    Actual measured;
    measured.id = ActualId("L2.2026-01-31");
    measured.metric = MetricId("L2");
    measured.date = Date{std::chrono::year{2026}, std::chrono::January, std::chrono::day{31}};
    Guess guess;
    guess.id = GuessId("one");
    const Model more = with(model, measured, guess, metric("L9", "Trust", Level::frontline, "%", "40"));
    for (const auto& found : {differences(model, more), differences(more, model)}) {
        REQUIRE(found.size() == 3);
        for (const Difference& difference : found) {
            CHECK(difference.numbersAffected == (difference.entity.kind == Metric::kind));
            const Edit gone{{}, {}, {difference.entity.kind == Metric::kind   ? erase<Metric>(MetricId("L9"))
                                     : difference.entity.kind == Actual::kind ? erase<Actual>(measured.id)
                                                                              : erase<Guess>(guess.id)}};
            CHECK(apply(more, gone).changed.numbersAffected == difference.numbersAffected);
        }
    }
}

TEST_CASE("the differences of one entity are those of the models in it") {
    const Model model = smallModel();
    Model changed = after(model, setField(model, {Metric::kind, "L2"}, "notes", "asked in March"));
    changed = after(changed, setField(changed, partsTool, "effect/e_loc/size", "-60/-40/-20 %"));
    changed = after(changed, setField(changed, {Settings::kind, ""}, "client", "City"));
    const auto all = differences(model, changed);
    REQUIRE(all.size() == 3);
    for (const Difference& difference : all)
        CHECK(differencesOf(model, changed, difference.entity) == std::vector{difference});
    CHECK(differencesOf(model, changed, {Metric::kind, "F1"}).empty());
    CHECK(differencesOf(model, changed, {Metric::kind, "none"}).empty());
}

TEST_CASE("a long text is cut between characters") {
    const Model model = smallModel();
    std::string text;
    for (int i = 0; i < 60; ++i)
        text += "\u00e9";
    const auto found = differences(model, after(model, setField(model, {Metric::kind, "L2"}, "notes", text)));
    REQUIRE(found.size() == 1);
    CHECK(found[0].after == text);
    CHECK(words(found[0]).ends_with("\u00e9\u2026"));
    CHECK(words(found[0]).size() < text.size() + 40);
}
