// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/scenario_order.h"

#include <algorithm>
#include <utility>

namespace tributary {

std::vector<const Scenario*> scenariosInOrder(const Model& model) {
    std::vector<const Scenario*> scenarios;
    for (const Scenario& scenario : model.scenarios())
        scenarios.push_back(&scenario);
    std::ranges::stable_sort(scenarios, {}, [](const Scenario* scenario) {
        return std::pair(scenario->position, scenario->interventions.empty());
    });
    return scenarios;
}

int lastPosition(const Table<Scenario>& scenarios) {
    int position = 0;
    for (const Scenario& scenario : scenarios)
        position = std::max(position, scenario.position + 1);
    return position;
}

} // namespace tributary
