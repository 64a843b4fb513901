// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_path.h"
#include "tests/builders.h"

#include <map>
#include <set>

using namespace tributary;
using namespace tributary::test;

namespace {

Model wholeModel() {
    Model model = smallModel();
    Process process = *model.processes().find(ProcessId("restore"));
    process.exceptions = {ProcessException{ExceptionId("E1"),
                                           "Hard diagnosis",
                                           StepId("T1"),
                                           parameter("15 %"),
                                           PoolId("mech"),
                                           {},
                                           parameter("L2"),
                                           {},
                                           parameter("L2 / 4"),
                                           {},
                                           {},
                                           {},
                                           {},
                                           0,
                                           StepId{}}};
    process.pools[0].availability = parameter("95 %");
    Intervention tool = *model.interventions().find(InterventionId("parts-exchange"));
    tool.adoption.abandonment = parameter("0.02");
    tool.adoption.targets[0].champions = quantity("8");
    tool.adoption.schedule = {Phase{PhaseKind::reach, GroupId("mt"), 1, 4, quantity("40 %")},
                              Phase{PhaseKind::boost, GroupId{}, 1, 3, quantity("2")}};
    tool.effects.push_back(effect("e_touch", "process/restore/task/T1/touch", "-0.5", "mt"));
    tool.effects[1].form = EffectForm::inUnits;
    return with(model, process, tool, influence("O5", "Missed hours", "hour/month", "1500"),
                link("O3", "O5", "0.4/0.6/0.9"));
}

} // namespace

TEST_CASE("every quantity of a model is visited once, with a path that finds it and its field's unit") {
    const Model model = wholeModel();
    std::map<std::string, std::string> units;
    forEachQuantity(model, [&](const QuantitySite& site) {
        INFO(site.path);
        CHECK(units.emplace(site.path, site.unit).second);
        CHECK_FALSE(site.empty());
        const auto found = findQuantity(model, site.path);
        REQUIRE(found);
        CHECK(found->quantity == site.quantity);
        CHECK(found->formula == site.formula);
        CHECK(found->unit == site.unit);
        CHECK(exists(model, *entityOf(site.path)));
    });
    const std::map<std::string, std::string> expected{
        {"settings/discount_rate", "%"},
        {"settings/inflation", "%"},
        {"group/mt/headcount", "person"},
        {"group/mt/hourly_cost", "USD/hour"},
        {"input/wait", "USD/hour/breakdown"},
        {"metric/L2/estimate", "hour"},
        {"metric/F1/realisation", "%"},
        {"metric/O5/estimate", "hour/month"},
        {"link/O3-O5/elasticity", ""},
        {"process/restore/arrivals", "1/month"},
        {"process/restore/pool/mech/servers", ""},
        {"process/restore/pool/mech/availability", "%"},
        {"process/restore/task/T1/touch", "hour"},
        {"process/restore/task/T2/delay", "hour"},
        {"process/restore/flow/T1-T2/share", "%"},
        {"process/restore/exception/E1/frequency", "%"},
        {"process/restore/exception/E1/delay", "hour"},
        {"process/restore/exception/E1/touch", "hour"},
        {"intervention/parts-exchange/adoption/p", "1/month"},
        {"intervention/parts-exchange/adoption/q", "1/month"},
        {"intervention/parts-exchange/adoption/abandonment", "1/month"},
        {"intervention/parts-exchange/adoption/ceiling/mt", "%"},
        {"intervention/parts-exchange/adoption/champions/mt", "person"},
        {"intervention/parts-exchange/adoption/reach/mt/1", "%"},
        {"intervention/parts-exchange/adoption/boost/all/1", ""},
        {"intervention/parts-exchange/stall/probability", "%"},
        {"intervention/parts-exchange/cost/licence/amount", "USD/month"},
        {"intervention/parts-exchange/effect/e_loc/size", "%"},
        {"intervention/parts-exchange/effect/e_touch/size", "hour"},
        {"scenario/more-stock/cost/stock/amount", "USD/month"},
    };
    CHECK(units == expected);
}

TEST_CASE("a path may name an empty field, an input's value and delta") {
    const Model model = wholeModel();
    const auto empty = findQuantity(model, "intervention/parts-exchange/cost/licence/overrun");
    REQUIRE(empty);
    CHECK(empty->empty());
    CHECK(findQuantity(model, "input/wait/value")->path == "input/wait");
    CHECK(findQuantity(model, "intervention/parts-exchange/adoption/delta")->quantity->text() == "0.02");
}

TEST_CASE("a path that names nothing is not found") {
    const Model model = wholeModel();
    for (const char* path : {"", "/", "metric", "metric/", "metric/L9/estimate", "metric/L2", "metric/L2/name",
                             "metric/L2/estimate/", "process/restore/task/T9/touch", "rocket/L2/estimate",
                             "intervention/parts-exchange/adoption/ceiling/pt", "settings/periods"})
        CHECK_FALSE(findQuantity(model, path));
}

TEST_CASE("typing into a quantity gives an edit that replaces it") {
    const Model model = wholeModel();
    const Edit edit = need(setQuantity(model, "intervention/parts-exchange/adoption/ceiling/mt", "70 %"));
    CHECK(edit.mergeKey == "intervention/parts-exchange/adoption/ceiling/mt");
    // What it was stands beside what it becomes, each with a unit.
    CHECK(edit.label.starts_with("Set Parts exchange: ceiling of Mechanics from "));
    CHECK(edit.label.ends_with(" to 70 %"));
    CHECK(need(setQuantity(model, "metric/L2/estimate", "12")).label.ends_with(" to 12 hour"));
    CHECK(need(setQuantity(model, "metric/L2/estimate", "0.5 day")).label.ends_with(" to 0.5 day"));
    const Model after = apply(model, edit).model;
    CHECK(findQuantity(after, "intervention/parts-exchange/adoption/ceiling/mt")->quantity->text() == "70 %");

    const Model formula = apply(model, need(setQuantity(model, "process/restore/task/T1/touch", "L2 / 4"))).model;
    CHECK(findQuantity(formula, "process/restore/task/T1/touch")->formula->text() == "L2 / 4");

    const Model emptied = apply(model, need(setQuantity(model, "metric/L2/estimate", " "))).model;
    CHECK_FALSE(emptied.metrics().find(MetricId("L2"))->estimate);
}

TEST_CASE("typing is refused where it cannot be right") {
    const Model model = wholeModel();
    CHECK_FALSE(setQuantity(model, "metric/L9/estimate", "12"));
    CHECK(setQuantity(model, "metric/L2/estimate", "10/20/").error().range);
    CHECK_FALSE(setQuantity(model, "metric/L2/estimate", "12 USD"));
    CHECK_FALSE(setQuantity(model, "settings/inflation", ""));
    CHECK_FALSE(setQuantity(model, "metric/L2/estimate", "L2 * 2"));
}

TEST_CASE("a whole quantity can be replaced for a scenario") {
    const Model model = wholeModel();
    const Model after = need(withQuantity(model, "metric/L2/estimate", quantity("15/18/22")));
    CHECK(after.metrics().find(MetricId("L2"))->estimate->text() == "15/18/22");
    CHECK(model.metrics().find(MetricId("L2"))->estimate->text() == "10/20/36");
    CHECK_FALSE(withQuantity(model, "metric/none/estimate", quantity("1")));
}

TEST_CASE("an override of an estimate or a process parameter is the plan's, any other a belief") {
    CHECK(overrideKind("metric/L2/estimate") == OverrideKind::plan);
    CHECK(overrideKind("process/restore/task/T8/touch") == OverrideKind::plan);
    CHECK(overrideKind("metric/O1/drift") == OverrideKind::belief);
    CHECK(overrideKind("input/eps_miss") == OverrideKind::belief);
    CHECK(overrideKind("link/O4-O5/elasticity") == OverrideKind::belief);
    CHECK(overrideKind("intervention/parts-exchange/stall/probability") == OverrideKind::belief);
    CHECK(overrideKind("settings/inflation") == OverrideKind::belief);
}

TEST_CASE("the target of an effect is a metric or a parameter of a process") {
    const Model model = wholeModel();
    CHECK(findTarget(model, "metric/L2")->metric->id == MetricId("L2"));
    CHECK(findTarget(model, "process/restore/task/T2/delay")->parameter->formula->text() == "L2");
    CHECK(findTarget(model, "process/restore/task/T2/delay")->unit == "hour");
    CHECK_FALSE(findTarget(model, "metric/L2/estimate"));
    CHECK_FALSE(findTarget(model, "metric/L9"));
    CHECK_FALSE(findTarget(model, "input/wait"));
    CHECK_FALSE(findTarget(model, "process/restore"));
}

TEST_CASE("a path reads as words") {
    const Model model = wholeModel();
    CHECK(readableName(model, "metric/L2") == "Time to locate a part");
    CHECK(readableName(model, "metric/L2/estimate") == "Time to locate a part: estimate");
    CHECK(readableName(model, "process/restore/task/T1/touch") == "Restore a bus: Inspect: touch time");
    CHECK(readableName(model, "process/restore/flow/T1-T2/share") ==
          "Restore a bus: Inspect \u2192 Wait for a part: share");
    CHECK(readableName(model, "link/O3-O5/elasticity") == "Restore time \u2192 Missed hours: elasticity");
    CHECK(readableName(model, "intervention/parts-exchange/adoption/ceiling/mt") ==
          "Parts exchange: ceiling of Mechanics");
    CHECK(readableName(model, "intervention/parts-exchange/adoption/reach/mt/1") ==
          "Parts exchange: reach of Mechanics from period 1");
    CHECK(readableName(model, "intervention/parts-exchange/adoption/q") == "Parts exchange: imitation q");
    CHECK(readableName(model, "intervention/parts-exchange/cost/licence/amount") == "Parts exchange: Licence: amount");
    CHECK(readableName(model, "input/wait") == "Cost of an hour");
    CHECK(readableName(model, "settings/discount_rate") == "Settings: discount rate");
    CHECK(readableName(model, "nonsense") == "nonsense");
}
