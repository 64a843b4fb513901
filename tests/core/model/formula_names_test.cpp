// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/formula_names.h"

#include "core/model/edits.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

using namespace tributary;
using namespace tributary::test;

namespace {

Model named() {
    Model model;
    for (const auto& [id, name] :
         {std::pair{"O1", "Buses out"}, std::pair{"O2", "Breakdowns"}, std::pair{"O3", "O2"}, std::pair{"O4", "a ] b"}}) {
        Metric metric;
        metric.id = MetricId(id);
        metric.name = name;
        model = apply(model, Edit{{}, {}, {put(std::move(metric))}}).model;
    }
    Input input;
    input.id = InputId("i1");
    input.name = "Cost of an hour";
    return apply(model, Edit{{}, {}, {put(std::move(input))}}).model;
}

} // namespace

TEST_CASE("Formulas are shown with names in the place of ids, and ids come back from them") {
    const Model model = named();
    const auto both = [&](std::string_view ids, std::string_view names) {
        CHECK(withNames(model, ids) == names);
        CHECK(withIds(model, names) == ids);
    };
    both("O1 * 2", "[Buses out] * 2");
    both("min(O2, O1)  /O2", "min(Breakdowns, [Buses out])  /Breakdowns");
    both("i1 * 3 hour", "[Cost of an hour] * 3 hour");
    both("O4 + 1", "[a ]] b] + 1");
    both("10/20/30", "10/20/30");
    both("2 +", "2 +");
    both("[No such thing] * 2", "[No such thing] * 2");
    CHECK(withNames(model, "O3 + 1") == "O3 + 1"); // its name is the id of another
    CHECK(withIds(model, "O2 + Breakdowns") == "O2 + O2");
}

TEST_CASE("A place in a formula is found again among the names") {
    const Model model = named();
    const auto at = rangeWithNames(model, "O1 * O2", {5, 7});
    REQUIRE(at);
    CHECK(std::string("[Buses out] * Breakdowns").substr(at->begin, at->end - at->begin) == "Breakdowns");
    CHECK_FALSE(rangeWithNames(model, "O1 * O2", {1, 2}));
    CHECK_FALSE(rangeWithNames(model, "O1 * (", {5, 6}));
}
