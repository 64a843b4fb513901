// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "core/model/moved_value.h"
#include "core/model/quantity_path.h"
#include "core/model/validate.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

using namespace tributary;
using namespace tributary::test;

namespace {

std::set<std::string> placesInError(const Model& model) {
    std::set<std::string> places;
    for (const Problem& problem : validate(model))
        if (problem.severity == Severity::error)
            places.insert(problem.subject);
    return places;
}

/// What the whole model says of it: the places that the edit puts in error.
std::set<std::string> newPlaces(const Model& model, const Edit& edit) {
    std::set<std::string> places = placesInError(apply(model, edit).model);
    for (const std::string& before : placesInError(model))
        places.erase(before);
    return places;
}

} // namespace

TEST_CASE("A moved value is refused where the whole model would have a new error, and only there") {
    const Model model = need(modelFromTemplate("transit"));
    int refused = 0;
    int taken = 0;
    forEachQuantity(model, [&](const QuantitySite& site) {
        if (!site.quantity)
            return;
        MovedValue moved(model, site.path);
        for (const char* value : {"-3", "0", "7", "150", "100000"}) {
            const auto edit = setQuantity(model, site.path, value);
            if (!edit)
                continue;
            INFO(site.path << " " << value);
            const auto places = newPlaces(model, *edit);
            const auto error = moved.newError(*edit);
            CHECK(error.has_value() == !places.empty());
            if (error)
                CHECK(places.contains(error->subject));
            ++(error ? refused : taken);
        }
    });
    CHECK(refused > 20);
    CHECK(taken > 100);
}

TEST_CASE("What a scenario sets is held against the same, and an error that stands refuses nothing") {
    const Model model = need(modelFromTemplate("transit"));
    const std::string stall = "intervention/parts-exchange/stall/probability";
    const ScenarioId scenario = model.scenarios().begin()->id;
    MovedValue moved(model, stall);
    CHECK(moved.newError(need(setOverride(model, scenario, stall, "= 150%"))).has_value());
    CHECK_FALSE(moved.newError(need(setOverride(model, scenario, stall, "= 50%"))).has_value());
    const Model broken = apply(model, need(setQuantity(model, stall, "150%"))).model;
    MovedValue again(broken, stall);
    CHECK_FALSE(again.newError(need(setQuantity(broken, stall, "160%"))).has_value());
}
