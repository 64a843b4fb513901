// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/free_name.h"
#include "core/model/part_names.h"
#include "core/model/quantity_path.h"
#include "tests/builders.h"

using namespace tributary;
using namespace tributary::test;

TEST_CASE("a name that is taken gets the first free number behind it") {
    const Model model = modelOf(group("a", "New group", "1", "1"), group("b", "New group 2", "1", "1"));
    CHECK(freeName<Group>(model, "Yard") == "Yard");
    CHECK(freeName<Group>(model, "New group") == "New group 3");
    CHECK(freeName<Scenario>(model, "New group") == "New group");
    CHECK(freeName<Scenario, Group>(model, "New group") == "New group 3");
}

TEST_CASE("paths name each part by one word, which leads back to its list") {
    CHECK(partOf("steps") == "task");
    CHECK(partOf("schedule") == "schedule");
    for (const PartName& name : partNames)
        CHECK(listOf(name.part) == name.list);
    CHECK(listOf("estimate").empty());
    const Model model = smallModel();
    CHECK(readableName(model, "process/restore/step/T1/touch") == readableName(model, "process/restore/task/T1/touch"));
}

TEST_CASE("a metric is called by its name, else by its id") {
    const Model model = with(smallModel(), metric("O9", "", Level::operating, "", "1"));
    CHECK(metricName(model, MetricId("L2")) == "Time to locate a part");
    CHECK(metricName(model, MetricId("O9")) == "O9");
    CHECK(metricName(model, MetricId("gone")) == "gone");
}

TEST_CASE("a lane without a name is called by its place") {
    Process process;
    process.id = ProcessId("p");
    process.name = "Repair";
    process.lanes = {Lane{LaneId("sid-57E4"), "", GroupId()}, Lane{LaneId("b"), "Stores", GroupId()}};
    const Model model = with(smallModel(), process);
    CHECK(readableName(model, "process/p/lane/sid-57E4") == "Repair: Lane 1");
    CHECK(readableName(model, "process/p/lane/b") == "Repair: Stores");
}
