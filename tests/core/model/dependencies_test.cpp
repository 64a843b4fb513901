// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dependencies.h"
#include "tests/builders.h"

#include <algorithm>

using namespace tributary;
using namespace tributary::test;

namespace {

size_t place(const Dependencies& all, const char* id) {
    const auto found = std::find(all.metrics.begin(), all.metrics.end(), MetricId(id));
    REQUIRE(found != all.metrics.end());
    return static_cast<size_t>(found - all.metrics.begin());
}

/// Driver -> delay of one metric.
std::vector<std::pair<std::string, int>> driversOf(const Dependencies& all, const char* id) {
    std::vector<std::pair<std::string, int>> drivers;
    for (const Arc& arc : all.drivers[place(all, id)])
        drivers.emplace_back(all.metrics[arc.driver].text, arc.delay);
    return drivers;
}

using Drivers = std::vector<std::pair<std::string, int>>;

bool comesBefore(const Dependencies& all, const char* first, const char* second) {
    const auto at = [&](const char* id) {
        return std::find(all.order.begin(), all.order.end(), place(all, id)) - all.order.begin();
    };
    return at(first) < at(second);
}

} // namespace

TEST_CASE("a metric is driven through its formula, baseline, links and process") {
    Metric influenced = influence("O5", "Missed hours", "hour/month", "");
    influenced.formula = formula("[Restore time] * 2 1/month");
    Metric kept = metric("L9", "Typed both ways", Level::frontline, "hour", "3");
    kept.formula = formula("L2"); // its source is the estimate
    const Model model = with(smallModel(), influenced, kept, link("L2", "O5", "0.5", 2), link("O3", "L9", "0.5"),
                             influence("O6", "Smoothed", "hour", "1"), link("O5", "O6", "wait * 0 + L9 * 0"));
    const Dependencies all = dependencies(model);
    CHECK(driversOf(all, "O3") == Drivers{{"L2", 0}});
    CHECK(driversOf(all, "F1") == Drivers{{"O3", 0}});
    CHECK(driversOf(all, "O5") == Drivers{{"L2", 2}, {"O3", 0}});
    CHECK(driversOf(all, "O6") == Drivers{{"L9", 0}, {"O5", 0}});
    CHECK(driversOf(all, "L9").empty());
    CHECK(driversOf(all, "L2").empty());
    CHECK(all.loops.empty());
    CHECK(all.order.size() == model.metrics().size());
    CHECK(comesBefore(all, "L2", "O3"));
    CHECK(comesBefore(all, "O3", "F1"));
    CHECK(comesBefore(all, "O5", "O6"));
}

TEST_CASE("a loop without delay is named by its members in order") {
    const Model model = modelOf(formulaMetric("A", "Price", "", "C + 1"), formulaMetric("B", "Demand", "", "A + 1"),
                                formulaMetric("C", "Stock", "", "B + 1"), formulaMetric("D", "Beside", "", "C + 1"));
    const Dependencies all = dependencies(model);
    REQUIRE(all.loops.size() == 1);
    CHECK(loopText(model, all, all.loops[0]) == "Price \u2192 Demand \u2192 Stock \u2192 Price");
    CHECK(all.order.size() == 4);
    CHECK(comesBefore(all, "C", "D"));
}

TEST_CASE("a delay of one period opens a loop, smoothing does not") {
    const auto loop = [](int delay, std::optional<Quantity> smoothing) {
        Link back = link("B", "A", "0.2", delay);
        back.smoothing = std::move(smoothing);
        return dependencies(
                   modelOf(influence("A", "A", "", "1"), influence("B", "B", "", "1"), link("A", "B", "0.5"), back))
            .loops.size();
    };
    CHECK(loop(1, {}) == 0);
    CHECK(loop(0, {}) == 1);
    CHECK(loop(0, quantity("3 month")) == 1);
}

TEST_CASE("a metric that uses itself is a loop") {
    const Model model = modelOf(formulaMetric("A", "Self", "", "A + 1"));
    const Dependencies all = dependencies(model);
    REQUIRE(all.loops.size() == 1);
    CHECK(loopText(model, all, all.loops[0]) == "Self \u2192 Self");
}

TEST_CASE("a chain of ten thousand metrics is put in order") {
    Edit edit;
    for (int i = 0; i < 10'000; ++i)
        edit.changes.push_back(put(
            formulaMetric("M" + std::to_string(i), "", "", i == 9'999 ? "1" : "M" + std::to_string(i + 1) + " + 1")));
    const Dependencies all = dependencies(apply(Model{}, edit).model);
    CHECK(all.loops.empty());
    REQUIRE(all.order.size() == 10'000);
    for (size_t i = 0; i < all.order.size(); ++i)
        REQUIRE(all.order[i] == all.order.size() - 1 - i);
}

TEST_CASE("a name in a formula means an exact id first, then a name, case counting") {
    const Model model =
        modelOf(metric("L1", "O1", Level::frontline, "hour", "1"),
                metric("O1", "Distance", Level::operating, "mile", "1"), input("I1", "Fleet", "bus", "1"),
                metric("T1", "Twin", Level::frontline, "%", "1"), input("T2", "Twin", "%", "1"));
    const Names names(model);
    CHECK(names.find("O1").metric->id == MetricId("O1"));
    CHECK(names.find("O1").unique());
    CHECK(names.find("Distance").metric->id == MetricId("O1"));
    CHECK(names.find("Fleet").input->id == InputId("I1"));
    CHECK(names.find("fleet").candidates == 0);
    CHECK(names.find("Twin").candidates == 2);
    CHECK(names.unitOf("Fleet")->text() == "bus");
    CHECK(names.unitOf("nothing") == nullptr);
    CHECK(names.nearest("fleet") == std::string("Fleet"));
    CHECK(names.nearest("Distanse") == std::string("Distance"));
    CHECK_FALSE(names.nearest("Entirely different words"));
}
