// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edit.h"
#include "tests/builders.h"

#include <random>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Makes random edits over few ids, so that entities are put, replaced and erased often.
class RandomEdits {
public:
    explicit RandomEdits(unsigned seed) : random_(seed) {}

    Edit edit() {
        Edit made{"random", "", {}};
        for (int count = upTo(5); count >= 0; --count)
            made.changes.push_back(change());
        return made;
    }

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }
    std::string id() { return "X" + std::to_string(upTo(9)); }

    Change change() {
        switch (upTo(7)) {
        case 0:
            return erase<Metric>(MetricId(id()));
        case 1:
            return erase<Link>(LinkId("X1-" + id()));
        case 2:
            return put(link("X1", id(), std::to_string(upTo(2))));
        case 3:
            return put(input(id(), "Input " + std::to_string(upTo(2)), "USD", "12"));
        case 4: {
            Settings settings;
            settings.periods = 12 + upTo(2);
            return put(settings);
        }
        case 5:
            return put(Scenario{ScenarioId(id()), std::to_string(upTo(1)), {}, {}, {}, {}, {}});
        default:
            return put(
                metric(id(), "Metric " + std::to_string(upTo(2)), Level::frontline, "%", std::to_string(upTo(3))));
        }
    }

    std::mt19937 random_;
};

} // namespace

TEST_CASE("a new model has its settings and nothing else") {
    const Model model;
    CHECK(model.settings().discountRate.text() == "6%");
    CHECK(model.settings().inflation.text() == "0%");
    CHECK(model.table<Settings>().size() == 1);
    CHECK(model.metrics().empty());
    CHECK(model == Model{});
}

TEST_CASE("an edit and then its inverse give the same model, for random edits") {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        RandomEdits random(seed);
        Model model;
        for (int round = 0; round < 10; ++round) {
            const Applied applied = apply(model, random.edit());
            const Applied back = apply(applied.model, applied.inverse);
            REQUIRE(back.model == model);
            REQUIRE(apply(back.model, back.inverse).model == applied.model);
            REQUIRE(applied.changed.entities.size() == applied.inverse.changes.size());
            REQUIRE((applied.model == model) == applied.inverse.empty());
            model = applied.model;
        }
    }
}

TEST_CASE("two joined edits do what the first and then the second do, for random edits") {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        RandomEdits random(seed);
        const Model start = apply(Model{}, random.edit()).model;
        const Edit first = random.edit();
        const Edit second = random.edit();
        const Applied one = apply(start, first);
        const Applied two = apply(one.model, second);
        const Applied both = apply(start, joined(first, second));
        REQUIRE(both.model == two.model);
        REQUIRE(apply(two.model, joined(two.inverse, one.inverse)).model == start);
        REQUIRE(apply(both.model, both.inverse).model == start);
    }
}

TEST_CASE("joined edits keep the label and the key of the first and one change for each entity") {
    const Edit first{"Type", "metric/L1/estimate", {put(metric("L1", "A", Level::frontline, "%", "1"))}};
    const Edit second{"Type more", "metric/L1/estimate", {put(metric("L1", "A", Level::frontline, "%", "12"))}};
    const Edit both = joined(first, second);
    CHECK(both.label == "Type");
    CHECK(both.mergeKey == "metric/L1/estimate");
    CHECK(both.changes == second.changes);
}

TEST_CASE("the inverse is minimal and comes in reverse order") {
    const Metric a = metric("A", "A", Level::frontline, "%", "1");
    const Metric b = metric("B", "B", Level::frontline, "%", "1");
    const Model model = modelOf(a);
    SECTION("an edit that changes nothing has an empty inverse") {
        const Applied applied = apply(model, Edit{"", "", {put(a), erase<Metric>(MetricId("Z"))}});
        CHECK(applied.inverse.empty());
        CHECK(applied.changed.empty());
        CHECK_FALSE(applied.changed.numbersAffected);
    }
    SECTION("an entity that comes and goes leaves no trace") {
        CHECK(apply(model, Edit{"", "", {put(b), erase<Metric>(MetricId("B"))}}).inverse.empty());
    }
    SECTION("a replaced and a new entity") {
        Metric changed = a;
        changed.estimate = quantity("2");
        const Applied applied = apply(model, Edit{"Do", "", {put(changed), put(b)}});
        CHECK(applied.inverse.changes == std::vector<Change>{erase<Metric>(MetricId("B")), put(a)});
        CHECK(applied.inverse.label == "Do");
        CHECK(applied.changed.touches("metric"));
        CHECK_FALSE(applied.changed.touches("link"));
    }
}

TEST_CASE("settings cannot be erased and stay one") {
    Settings settings;
    settings.id = SettingsId("second");
    settings.title = "Renamed";
    const Model model = apply(Model{}, Edit{"", "", {erase<Settings>(SettingsId{}), put(settings)}}).model;
    CHECK(model.table<Settings>().size() == 1);
    CHECK(model.settings().title == "Renamed");
}

TEST_CASE("a change set says whether numbers can be affected") {
    const Model model = smallModel();
    const auto affects = [&](const Change& change) {
        return apply(model, Edit{"", "", {change}}).changed.numbersAffected;
    };
    Metric moved = *model.metrics().find(MetricId("L2"));
    moved.position = 7;
    moved.evidence.grade = Grade::a;
    CHECK_FALSE(affects(put(moved)));
    moved.estimate = quantity("11");
    CHECK(affects(put(moved)));

    Intervention tool = *model.interventions().find(InterventionId("parts-exchange"));
    tool.effects[0].notes = "From the pilot";
    tool.costs[0].name = "Seats";
    CHECK_FALSE(affects(put(tool)));
    tool.effects[0].id = EffectId("other");
    CHECK(affects(put(tool)));

    CHECK(affects(put(metric("N1", "New", Level::frontline, "%", "1"))));
    CHECK(affects(erase<Group>(GroupId("mt"))));
    CHECK_FALSE(affects(put(Actual{ActualId("L2.2026-02-01"), MetricId("L2"), Date{}, 18, "", ""})));
}

TEST_CASE("a metric's new name affects numbers where a formula uses the old or the new one") {
    const Model model = modelOf(metric("L1", "Calls", Level::frontline, "call", "10"),
                                formulaMetric("O1", "Twice", "call", "2 * Calls"),
                                metric("L2", "Visits", Level::frontline, "visit", "10"));
    const auto affects = [&](const char* id, const char* name) {
        Metric renamed = *model.metrics().find(MetricId(id));
        renamed.name = name;
        return apply(model, Edit{"", "", {put(renamed)}}).changed.numbersAffected;
    };
    CHECK(affects("L1", "Phone calls"));
    CHECK(affects("L2", "Calls"));
    CHECK_FALSE(affects("L2", "Walk-ins"));
}

TEST_CASE("a new name or level outdates results, for they tell it, who owns a metric does not") {
    const Model model = smallModel();
    const auto outdates = [&](const auto& change) {
        const Applied applied = apply(model, Edit{"", "", {change}});
        const ChangeSet back = apply(applied.model, applied.inverse).changed;
        CHECK(back.outdatesResults == applied.changed.outdatesResults);
        CHECK_FALSE(applied.changed.numbersAffected);
        return applied.changed.outdatesResults;
    };
    const auto metric = [&](auto&& change) {
        Metric changed = *model.metrics().find(MetricId("L2"));
        change(changed);
        return put(changed);
    };
    CHECK(outdates(metric([](Metric& m) { m.name = "Search time"; })));
    CHECK(outdates(metric([](Metric& m) { m.level = Level::operating; })));
    CHECK_FALSE(outdates(metric([](Metric& m) { m.owner = "Front desk"; })));
    Intervention tool = *model.interventions().find(InterventionId("parts-exchange"));
    tool.effects[0].name = "Located sooner";
    CHECK(outdates(put(tool)));
    tool = *model.interventions().find(InterventionId("parts-exchange"));
    tool.notes = "From the pilot";
    CHECK_FALSE(outdates(put(tool)));
    CHECK_FALSE(outdates(put(Actual{ActualId("L2.2026-02-01"), MetricId("L2"), Date{}, 18, "", ""})));
}

TEST_CASE("which way is better decides the sign of what counts") {
    const Model model = smallModel();
    Metric money = *model.metrics().find(MetricId("F1"));
    money.better = Better::higher;
    CHECK(apply(model, Edit{"", "", {put(money)}}).changed.numbersAffected);
}
