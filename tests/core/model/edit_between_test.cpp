// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/differences.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

using namespace tributary;

namespace {

Metric named(const char* id, const char* name) {
    Metric metric;
    metric.id = MetricId(id);
    metric.name = name;
    return metric;
}

} // namespace

TEST_CASE("The difference of two models leads from each to the other, and names only what is not the same") {
    const Model before = apply(Model(), {"", "", {put(named("a", "A")), put(named("b", "B")), put(named("c", "C"))}}).model;
    Settings settings = before.settings();
    settings.title = "Another title";
    const Model after =
        apply(before, {"", "", {put(settings), put(named("b", "Another B")), erase<Metric>(MetricId("c")), put(named("d", "D"))}})
            .model;
    const Edit there = editBetween(before, after);
    CHECK(there.changes.size() == 4);
    CHECK(apply(before, there).model == after);
    CHECK(apply(after, editBetween(after, before)).model == before);
    CHECK(editBetween(after, after).empty());
}
