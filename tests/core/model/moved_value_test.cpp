// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "core/model/moved_value.h"
#include "core/model/quantity_path.h"
#include "core/model/validate.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

#include <chrono>
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

TEST_CASE("In a model of 10,000 metrics a moved value is checked in a fraction of the time that all of it takes") {
    Edit edit;
    for (int i = 0; i < 10'000; ++i) {
        Metric each = metric(("M" + std::to_string(i)).c_str(), ("Metric number " + std::to_string(i)).c_str(),
                             Level::operating, "hour", "8/10/15");
        if (i % 2 == 1) {
            each.source = MetricSource::formula;
            each.formula = Formula::parse("M" + std::to_string(i - 1) + " * 2").value();
        }
        edit.changes.push_back(put(std::move(each)));
    }
    const Model model = apply(Model(), edit).model;
    const Edit move = need(setQuantity(model, "metric/M400/estimate", "9/11/16"));
    const auto seconds = [](const auto& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    const double whole = seconds([&] { CHECK(placesInError(apply(model, move).model).empty()); });
    std::optional<MovedValue> moved;
    const double begun = seconds([&] { moved.emplace(model, "metric/M400/estimate"); });
    const double step = seconds([&] { CHECK_FALSE(moved->newError(move)); });
    INFO("whole " << 1e3 * whole << " ms, begun " << 1e3 * begun << " ms, each move " << 1e3 * step << " ms");
    CHECK(step < whole / 10);
}
