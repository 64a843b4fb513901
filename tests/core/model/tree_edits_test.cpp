// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "core/model/tree_edits.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace tributary;
using tributary::test::need;
using tributary::test::transit;

namespace {

std::vector<MetricId> ids(std::initializer_list<const char*> texts) {
    std::vector<MetricId> made;
    for (const char* text : texts)
        made.emplace_back(text);
    return made;
}

Model applied(const Model& model, const Result<Edit>& edit) { return apply(model, need(edit)).model; }

} // namespace

TEST_CASE("branches and tops come in the order in which the tree is read") {
    const Model model = transit();
    CHECK(childrenOf(model, MetricId("F2")) == ids({"F2a", "F2b", "F2c"}));
    CHECK(branchesOf(model, ids({"F2b", "F2a"})) == ids({"F2a", "O8", "O6", "L4", "F2b", "O7"}));
    CHECK(topsOf(model, ids({"L4", "F2b", "F2a", "O6"})) == ids({"F2a", "F2b"}));
    CHECK(branchesOf(model, ids({"F1"})).size() == model.metrics().size());
}

TEST_CASE("the tree is read from its roots down, each metric with how many hang above it") {
    Model model = transit();
    const auto order = treeOrder(model);
    REQUIRE(order.size() == model.metrics().size());
    CHECK(order.front().metric->id == MetricId("F1"));
    for (const TreePlace& place : order) {
        int above = 0;
        for (const Metric* at = model.metrics().find(place.metric->parent); at; at = model.metrics().find(at->parent))
            ++above;
        CHECK(place.depth == above);
    }
    // One whose parent is gone stands with the roots; what hangs below itself is in no tree.
    Metric loose = *model.metrics().find(MetricId("F2"));
    loose.parent = MetricId("gone");
    Metric ring = *model.metrics().find(MetricId("F3"));
    ring.parent = MetricId("O5");
    model = apply(model, Edit{{}, {}, {put(loose), put(ring)}}).model;
    const auto left = treeOrder(model);
    const auto placeOf = [&](const char* id) {
        return std::find_if(left.begin(), left.end(),
                            [&](const TreePlace& place) { return place.metric->id.text == id; });
    };
    REQUIRE(placeOf("F2") != left.end());
    CHECK(placeOf("F2")->depth == 0);
    CHECK(placeOf("F3") == left.end());
    // A move takes it out of the ring.
    CHECK(childrenOf(applied(model, moveMetrics(model, ids({"F3"}), {MetricId("F1"), {}})), MetricId("F1")).back() ==
          MetricId("F3"));
    CHECK_FALSE(moveMetrics(model, ids({"F3"}), {MetricId("O5"), {}}));
}

TEST_CASE("metrics move together, in their order, in front of a sibling or to the end") {
    const Model model = transit();
    const Model last = applied(model, moveMetrics(model, ids({"F4", "F2c"}), {MetricId("F3"), {}}));
    CHECK(childrenOf(last, MetricId("F3")) == ids({"O5", "F2c", "F4"}));
    CHECK(childrenOf(last, MetricId("F2")) == ids({"F2a", "F2b"}));
    const Model front = applied(model, moveMetrics(model, ids({"F4"}), {MetricId("F2"), MetricId("F2b")}));
    CHECK(childrenOf(front, MetricId("F2")) == ids({"F2a", "F4", "F2b", "F2c"}));
    const Model root = applied(model, moveMetrics(model, ids({"O3"}), {{}, MetricId("F1")}));
    CHECK(childrenOf(root, {}) == ids({"O3", "F1"}));
    // A branch brings what hangs below it, and what is chosen within it moves with it alone.
    const Model branch = applied(model, moveMetrics(model, ids({"O6", "O8"}), {MetricId("F3"), {}}));
    CHECK(childrenOf(branch, MetricId("O8")) == ids({"O6"}));
    // In front of itself nothing changes.
    CHECK(need(moveMetrics(model, ids({"F2b"}), {MetricId("F2"), MetricId("F2b")})).empty());
}

TEST_CASE("a move below a metric's own branch is refused, and both are named") {
    const Model model = transit();
    const auto refused = moveMetrics(model, ids({"F2c", "O4"}), {MetricId("L2"), {}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("Time to locate a part hangs below Buses out of service") != std::string::npos);
    CHECK_FALSE(moveMetrics(model, ids({"O4"}), {MetricId("O4"), {}}));
    CHECK_FALSE(moveMetrics(model, ids({"O4"}), {MetricId("none"), {}}));
    CHECK_FALSE(moveMetrics(model, ids({"none"}), {}));
}

TEST_CASE("a metric steps among its siblings, out beside its parent, and in below the sibling before it") {
    const Model model = transit();
    const auto step = [&](const char* id, TreeStep way) {
        return applied(model, stepMetric(model, MetricId(id), way));
    };
    CHECK(childrenOf(step("F2b", TreeStep::back), MetricId("F2")) == ids({"F2b", "F2a", "F2c"}));
    CHECK(childrenOf(step("F2a", TreeStep::ahead), MetricId("F2")) == ids({"F2b", "F2a", "F2c"}));
    CHECK(childrenOf(step("F2b", TreeStep::ahead), MetricId("F2")) == ids({"F2a", "F2c", "F2b"}));
    CHECK(childrenOf(step("F2a", TreeStep::out), MetricId("F1")) == ids({"F2", "F2a", "F3", "F4"}));
    CHECK(childrenOf(step("F2c", TreeStep::in), MetricId("F2b")) == ids({"O7", "F2c"}));
    CHECK_FALSE(stepMetric(model, MetricId("F2a"), TreeStep::back));
    CHECK_FALSE(stepMetric(model, MetricId("F2c"), TreeStep::ahead));
    CHECK_FALSE(stepMetric(model, MetricId("F1"), TreeStep::out));
    CHECK_FALSE(stepMetric(model, MetricId("F2a"), TreeStep::in));
}

TEST_CASE("random moves keep every metric in the tree once, and their inverses bring the model back") {
    Model model = transit();
    std::mt19937 random(11);
    const auto pick = [&](size_t count) { return std::uniform_int_distribution<size_t>(0, count - 1)(random); };
    int moved = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<MetricId> all;
        for (const Metric& metric : model.metrics())
            all.push_back(metric.id);
        std::vector<MetricId> some;
        for (size_t i = 0; i <= pick(3); ++i)
            some.push_back(all[pick(all.size())]);
        const MetricId parent = pick(5) == 0 ? MetricId{} : all[pick(all.size())];
        const auto children = childrenOf(model, parent);
        const MetricId before = children.empty() || pick(2) == 0 ? MetricId{} : children[pick(children.size())];
        const auto edit = moveMetrics(model, some, {parent, before});
        if (!edit)
            continue;
        const Applied done = apply(model, *edit);
        REQUIRE(apply(done.model, done.inverse).model == model);
        REQUIRE(branchesOf(done.model, all).size() == all.size());
        for (const MetricId& top : topsOf(model, some))
            REQUIRE(done.model.metrics().find(top)->parent == parent);
        model = done.model;
        ++moved;
    }
    CHECK(moved > 50);
}

TEST_CASE("a field of several metrics is typed at once, and their levels step together") {
    const Model model = transit();
    const Model owned = applied(model, setFieldOfAll(model, ids({"L1", "L2", "O3"}), "owner", "Yard manager"));
    for (const char* id : {"L1", "L2", "O3"})
        CHECK(owned.metrics().find(MetricId(id))->owner == "Yard manager");
    CHECK_FALSE(setFieldOfAll(model, ids({"L1", "L2"}), "better", "sideways"));
    const Edit levels = need(setFieldOfAll(model, ids({"L1", "L2", "O3"}), "level", "operating"));
    CHECK(levels.label == "Set level of 3 metrics to operating");
    CHECK(levels.changes.size() == 3); // one that stays as it is makes no difference
    CHECK(apply(model, levels).changed.entities.size() == 2);
    CHECK(need(setFieldOfAll(model, ids({"L2"}), "level", "operating")).label ==
          "Set Time to locate a part: level to operating");
    const Model higher = applied(model, stepLevel(model, ids({"F1", "O3", "L2"}), LevelStep::up));
    CHECK(higher.metrics().find(MetricId("F1"))->level == Level::financial);
    CHECK(higher.metrics().find(MetricId("O3"))->level == Level::financial);
    CHECK(higher.metrics().find(MetricId("L2"))->level == Level::operating);
    CHECK_FALSE(stepLevel(model, ids({"F1", "F2"}), LevelStep::up));
}

TEST_CASE("units typed into several metrics give a formula the unit that it has once all are typed") {
    using namespace tributary::test;
    Model model = with(with(Model(), metric("a", "Work", Level::operating, "", "8")),
                       metric("b", "Time", Level::operating, "", "2"));
    model = with(model, formulaMetric("c", "Ratio", "", "a / b"));
    const auto unitAfter = [&](const Result<Edit>& edit) {
        return applied(model, edit).metrics().find(MetricId("c"))->unit;
    };
    CHECK(unitAfter(setFieldOfAll(model, ids({"a", "b"}), "unit", "hour")).empty());
    model = applied(model, setField(model, {Metric::kind, "b"}, "unit", "hour"));
    model = with(with(model, metric("d", "More work", Level::operating, "", "1")),
                 formulaMetric("c", "Ratio", "", "(a + d) / b"));
    CHECK(unitAfter(setFieldOfAll(model, ids({"a", "d"}), "unit", "case")) == "case/hour");
}

TEST_CASE("a value in full words is taken in every field, also where a formula may stand") {
    using namespace tributary::test;
    const Model model = with(smallModel(), restoreProcess());
    const auto typed = [&](const char* text) {
        const Model after = applied(model, setField(model, {Process::kind, "restore"}, "task/T1/touch", text));
        return after.processes().find(ProcessId("restore"))->steps[1].touch.value().text();
    };
    CHECK(typed("45 mins") == "45 minute");
    CHECK(typed("1/2/3 hrs") == "1/2/3 hour");
    CHECK(typed("wait / 100 USD * 2 hour") == "wait / 100 USD * 2 hour");
}

TEST_CASE("a unit that follows goes with the one it follows, and comes with the next that is typed") {
    using namespace tributary::test;
    Model model = with(with(Model(), metric("d", "Driver", Level::operating, "hour", "8")),
                       formulaMetric("b", "Double", "", "d * 2"));
    const auto unitAfter = [&](const char* text) {
        model = applied(model, setField(model, {Metric::kind, "d"}, "unit", text));
        return model.metrics().find(MetricId("b"))->unit;
    };
    CHECK(unitAfter("case") == "case");
    CHECK(unitAfter("").empty());
    CHECK(unitAfter("day") == "day");
    const Model noted = applied(model, setField(model, {Metric::kind, "d"}, "notes", "asked in the yard"));
    CHECK(noted.metrics().find(MetricId("b"))->unit == "day");
}

TEST_CASE("a field of thousands of metrics is typed at once, also where a formula waits for its unit") {
    using namespace tributary::test;
    Edit edit{{}, {}, {put(formulaMetric("ratio", "Ratio", "", "M0 / M1"))}};
    std::vector<MetricId> all;
    for (int i = 0; i < 4000; ++i) {
        all.emplace_back("M" + std::to_string(i));
        edit.changes.push_back(
            put(metric(all.back().text, "Metric " + std::to_string(i), Level::frontline, "hour", "8")));
    }
    const Model model = apply(Model(), edit).model;
    CHECK(need(setFieldOfAll(model, all, "level", "operating")).changes.size() == all.size());
}

TEST_CASE("the children of metrics that are erased stand behind those of the nearest one that stays") {
    Model model = transit();
    model = applied(model, moveMetrics(model, ids({"F2b", "F4"}), {MetricId("F2a"), {}}));
    model = apply(model, need(eraseMetrics(model, ids({"F2"})))).model;
    CHECK(childrenOf(model, MetricId("F1")) == ids({"F3", "F2a", "F2c"}));
    model = apply(model, need(eraseMetrics(model, ids({"F3"})))).model;
    CHECK(childrenOf(model, MetricId("F1")) == ids({"F2a", "F2c", "O5"}));
    std::set<int> positions;
    for (const MetricId& id : childrenOf(model, MetricId("F1")))
        positions.insert(model.metrics().find(id)->position);
    CHECK(positions.size() == 3);
}

TEST_CASE("erasing a metric names in its label what goes with it") {
    const Model model = transit();
    const Edit edit = need(eraseMetrics(model, ids({"F1"})));
    CHECK(edit.label == "Delete Controllable bus-unit cost; 3 metrics below move up");
    Model freed = applied(model, setField(model, {Metric::kind, "F3"}, "formula", "12 USD/year"));
    freed = applied(freed, setField(freed, {Metric::kind, "F3"}, "source", "estimate"));
    freed = applied(freed, pinQuantity(freed, "metric/L2/estimate"));
    CHECK(need(eraseMetrics(freed, ids({"O5"}))).label ==
          "Delete Missed service hours with a link; Buses out of service after breakdown moves up");
}
