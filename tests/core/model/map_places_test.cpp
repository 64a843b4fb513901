// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/map_edits.h"
#include "core/model/map_places.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

using namespace tributary;
using tributary::test::after;
using tributary::test::transit;

namespace {

std::vector<MapPlace> placesOf(const Model& model, const std::string& id) {
    const auto places = mapPlaces(model, Names(model));
    const auto found = places.find(MetricId(id));
    return found == places.end() ? std::vector<MapPlace>() : found->second;
}

} // namespace

TEST_CASE("a metric knows the map that it measures and the parameters of maps that use it") {
    const Model model = transit();
    CHECK(placesOf(model, "O3") ==
          std::vector<MapPlace>{{MapPlace::Kind::measured, ProcessId("restore"), "process/restore"}});
    CHECK(placesOf(model, "F1").empty());
    const auto search = placesOf(model, "L2");
    REQUIRE_FALSE(search.empty());
    for (const MapPlace& place : search) {
        CHECK(place.kind == MapPlace::Kind::feeds);
        CHECK(place.path.starts_with("process/restore/"));
    }
    CHECK(mapPlaces(Model(), Names(Model())).empty());
}

TEST_CASE("a parameter that is tracked as a metric is a place of that metric") {
    const Model model = transit();
    std::string path;
    forEachQuantityOf(model, {Process::kind, "restore"}, [&](const QuantitySite& site) {
        if (path.empty() && site.quantity && site.path.ends_with("/touch"))
            path = site.path;
    });
    REQUIRE_FALSE(path.empty());
    const auto edit = trackParameter(model, path);
    REQUIRE(edit);
    const Model tracked = after(model, edit);
    const auto places = placesOf(tracked, addedId<Metric>(*edit).text);
    CHECK(places == std::vector<MapPlace>{{MapPlace::Kind::feeds, ProcessId("restore"), path}});
}
