// SPDX-License-Identifier: GPL-3.0-or-later
// Who does the work of a map, by named edits: lanes and pools with the groups that they are of.
#include "core/model/map_edits.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

using namespace tributary;
using namespace tributary::test;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

namespace {

const ProcessId serving("serve"), busesMended("restore"), repair("repair");

/// A map in a model without groups.
Model withoutGroups() { return after(Model(), addProcess(Model(), {}, "Serve")); }

const Process& servingIn(const Model& model) { return *model.processes().find(serving); }

/// The transit case with a new map under O3.
Model withRepair() { return after(transit(), addProcess(transit(), MetricId("O3"), "Repair")); }

const Process& repairIn(const Model& model) { return *model.processes().find(repair); }

Lane laneCalled(std::string name) {
    Lane lane;
    lane.name = std::move(name);
    return lane;
}

const Step& stepOf(const Model& model, const ProcessId& id, const char* step) {
    return *findStep(*model.processes().find(id), StepId(step));
}

} // namespace

TEST_CASE("a lane of a name that no group has makes the group, in one edit") {
    const Model model = withoutGroups();
    const auto edit = addLane(model, serving, laneCalled(" Front desk "));
    CHECK(edit->label == "Add the lane and the group Front desk");
    const Model added = after(model, edit);
    REQUIRE(added.groups().size() == 1);
    CHECK(added.groups().begin()->name == "Front desk");
    CHECK(servingIn(added).lanes.back().group == added.groups().begin()->id);
    // The next one of that name is the same group's.
    const Model twice = after(added, addLane(added, serving, laneCalled("front DESK")));
    CHECK(twice.groups().size() == 1);
    CHECK(servingIn(twice).lanes.back().name == "Front desk");
}

TEST_CASE("the lane of a new map becomes that of the group that it is named after") {
    const Model model = withoutGroups();
    const LaneId first = servingIn(model).lanes[0].id;
    const auto edit = nameLane(model, serving, first, "Front desk");
    CHECK(edit->label == "Make it the lane of the new group Front desk");
    const Model named = after(model, edit);
    CHECK(servingIn(named).lanes[0].name == "Front desk");
    CHECK(servingIn(named).lanes[0].group == named.groups().begin()->id);
    // One that has its group keeps it.
    const Model renamed = after(named, nameLane(named, serving, first, "Desk"));
    CHECK(servingIn(renamed).lanes[0].name == "Desk");
    CHECK(servingIn(renamed).lanes[0].group == servingIn(named).lanes[0].group);
    CHECK(renamed.groups().size() == 1);
    CHECK_FALSE(nameLane(model, serving, LaneId("moon"), "X"));
}

TEST_CASE("the first pool of a new map makes the group that it is of, and its lane is that group's") {
    Model model = withoutGroups();
    Step answer;
    answer.name = "Answer";
    model = after(model, addStepAfter(model, serving, StepId("start"), answer));
    const auto edit = addPool(model, serving, need(readPoolLine("Clerks 3")), {{MapPart::Kind::task, "answer"}});
    CHECK(edit->label == "Add the pool Clerks of the new group Clerks");
    model = after(model, edit);
    const Process& now = servingIn(model);
    REQUIRE(model.groups().size() == 1);
    CHECK(now.pools[0].group == model.groups().begin()->id);
    CHECK(now.lanes[0].group == now.pools[0].group);
    CHECK(now.lanes[0].name == "Clerks"); // nobody had said whose it is
    // In a lane that has a name the group has that one.
    Model other = withoutGroups();
    Process process = servingIn(other);
    process.lanes[0].name = "Front desk";
    other = with(other, process);
    other = after(other, addStepAfter(other, serving, StepId("start"), answer));
    other = after(other, addPool(other, serving, need(readPoolLine("Clerks 3")), {{MapPart::Kind::task, "answer"}}));
    CHECK(other.groups().begin()->name == "Front desk");
    CHECK(servingIn(other).lanes[0].group == servingIn(other).pools[0].group);
}

TEST_CASE("a pool that is called as a group is that group's, wherever its work lies") {
    const Model model = transit();
    const auto edit =
        addPool(model, busesMended, need(readPoolLine("parts Procurement 2")), {{MapPart::Kind::task, "T9"}});
    CHECK(edit->label == "Add the pool parts Procurement of the group Parts procurement");
    CHECK(after(model, edit).processes().find(busesMended)->pools.back().group == GroupId("pr"));
}

TEST_CASE("a step that moves to a lane with one pool is done by that, and else it is said who goes on with it") {
    const Model model = transit();
    REQUIRE(stepOf(model, busesMended, "T8").pool == PoolId("mech"));
    const auto moved = moveToLane(model, busesMended, {StepId("T8")}, LaneId("pr")); // the buyers alone
    CHECK(moved->label == "Move to Parts procurement, done by Buyers");
    CHECK(stepOf(after(model, moved), busesMended, "T8").pool == PoolId("buy"));
    // Maintenance has several pools: nobody can say which.
    const auto back = moveToLane(model, busesMended, {StepId("T7")}, LaneId("mt"));
    CHECK(back->label == "Move to Maintenance; still done by Buyers");
    CHECK(stepOf(after(model, back), busesMended, "T7").pool == PoolId("buy"));
    // Work of others than the lane's people stays with them.
    Process lent = *model.processes().find(busesMended);
    for (Step& step : lent.steps)
        if (step.id == StepId("T8"))
            step.pool = PoolId("parts");
    const Model helped = with(model, lent);
    CHECK(moveToLane(helped, busesMended, {StepId("T8")}, LaneId("pr"))->label ==
          "Move to Parts procurement; still done by Parts staff");
    CHECK(moveToLane(model, busesMended, {StepId("start")}, LaneId("pr"))->label == "Move to Parts procurement");
}

TEST_CASE("a step that is added in another lane is done by the only pool there") {
    const Model model = transit();
    Step ask;
    ask.name = "Ask";
    ask.lane = LaneId("pr");
    const Model added = after(model, addStepAfter(model, busesMended, StepId("T8"), ask));
    CHECK(stepOf(added, busesMended, "ask").pool == PoolId("buy"));
    ask.lane = {};
    CHECK(stepOf(after(model, addStepAfter(model, busesMended, StepId("T8"), ask)), busesMended, "ask").pool ==
          PoolId("mech"));
}

TEST_CASE("a pool is typed in one line, takes the work that is given to it, and its lane's group") {
    CHECK(need(readPoolLine("Mechanics 14")).servers->text() == "14");
    CHECK(need(readPoolLine("Mechanics 14")).name == "Mechanics");
    CHECK(need(readPoolLine("Parts staff, 2/3/4")).name == "Parts staff");
    CHECK_FALSE(need(readPoolLine("Shift 2 mechanics")).servers);
    CHECK_FALSE(readPoolLine("  "));
    const Model model = transit();
    Model added = after(model, addPool(model, busesMended, need(readPoolLine("Testers 3")),
                                       {{MapPart::Kind::task, "T9"}, {MapPart::Kind::exception, "E1"}}));
    const auto now = [&] { return *added.processes().find(busesMended); };
    CHECK(now().pools.back().name == "Testers");
    CHECK(now().pools.back().group == GroupId("mt"));
    CHECK(findStep(now(), StepId("T9"))->pool == PoolId("testers"));
    CHECK(now().exceptions[0].pool == PoolId("testers"));
    CHECK_THAT(addPool(added, busesMended, need(readPoolLine("Testers"))).error().message, Contains("already"));
    // The same field of many parts at once, in one edit.
    const auto edit = setFieldOfParts(added, busesMended, {{MapPart::Kind::task, "T9"}, {MapPart::Kind::task, "T10"}},
                                      "touch", "4 hour");
    CHECK(edit->changes.size() == 1);
    added = after(added, edit);
    for (const char* id : {"T9", "T10"})
        CHECK(findStep(now(), StepId(id))->touch->text() == "4 hour");
    CHECK_FALSE(setFieldOfParts(added, busesMended, {{MapPart::Kind::task, "T9"}}, "touch", "("));
    CHECK_FALSE(setFieldOfParts(added, busesMended, {}, "touch", "4 hour"));
}

TEST_CASE("lanes are added, moved and taken out with their steps staying") {
    Model model = withRepair();
    Lane lane;
    lane.name = "Parts";
    model = after(model, addLane(model, repair, lane));
    Step one;
    one.name = "One";
    model = after(model, addStepAfter(model, repair, StepId("start"), one));
    model = after(model, moveToLane(model, repair, {StepId("one")}, LaneId("parts")));
    CHECK(findStep(repairIn(model), StepId("one"))->lane == LaneId("parts"));
    model = after(model, moveLane(model, repair, LaneId("parts"), -1));
    CHECK(repairIn(model).lanes[0].id == LaneId("parts"));
    CHECK_FALSE(moveLane(model, repair, LaneId("parts"), -1));
    model = after(model, eraseParts(model, repair, {{MapPart::Kind::lane, "parts"}}));
    CHECK(findStep(repairIn(model), StepId("one"))->lane == repairIn(model).lanes[0].id);
}

TEST_CASE("a lane that is called as a group is that group's") {
    const Model model = withRepair();
    Lane lane;
    lane.name = " parts INVENTORY ";
    const auto edit = addLane(model, repair, lane);
    CHECK(edit->label == "Add the lane of the group Parts inventory");
    const Lane added = repairIn(after(model, edit)).lanes.back();
    CHECK(added.name == "Parts inventory");
    CHECK(added.group == GroupId("pt"));
}
