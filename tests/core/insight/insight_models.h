// SPDX-License-Identifier: GPL-3.0-or-later
// Models whose insights are known in closed form, and the transit case.
#pragma once

#include "core/exchange/templates.h"
#include "core/insight/study.h"
#include "tests/builders.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace tributary::test {

inline const ScenarioId plan("plan");

/// A model of one month without discounting, whose scenario `plan` is worth `benefit` less one-off costs x1, x2, ...
inline Model linearModel(std::string_view benefit, const std::vector<std::string>& costs) {
    Settings settings;
    settings.periods = 1;
    Metric money = metric("F1", "Money", Level::financial, "USD/month", "0 USD/month");
    money.counts = true;
    Scenario scenario;
    scenario.id = plan;
    scenario.name = "The plan";
    scenario.overrides = {Override{"metric/F1/estimate", need(OverrideValue::parse(benefit))}};
    for (size_t i = 0; i < costs.size(); ++i) {
        CostLine line = cost(fmt::format("x{}", i + 1), fmt::format("Cost {}", i + 1), costs[i]);
        line.timing = CostTiming::once;
        scenario.costs.push_back(std::move(line));
    }
    return modelOf(settings, std::move(money), std::move(scenario));
}

inline std::string costPath(size_t number) { return fmt::format("scenario/plan/cost/x{}/amount", number); }

inline Study studyOf(const Model& model, const ScenarioId& scenario = plan, const RunOptions& options = {}) {
    return need(makeStudy(model, scenario, options));
}

inline Model transitModel() {
    auto model = modelFromTemplate("transit");
    REQUIRE(model);
    return *model;
}
inline const ScenarioId transitTool("parts-exchange");

} // namespace tributary::test
