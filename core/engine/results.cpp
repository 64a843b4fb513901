// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/results.h"

#include <algorithm>
#include <cmath>

namespace tributary {

const ScenarioResults* Results::find(const ScenarioId& id) const {
    const auto found = std::ranges::find(scenarios, id, &ScenarioResults::id);
    return found == scenarios.end() ? nullptr : &*found;
}

double MetricResults::changeSize(size_t at) const {
    const double median = at < change.size() ? change[at].p50 : 0;
    return std::isfinite(median) ? std::abs(changeInUnits ? median / 100 : median) : 0;
}

const std::string& shownName(const ScenarioResults& scenario) {
    return scenario.name.empty() ? scenario.id.text : scenario.name;
}

const MetricResults* find(const ScenarioResults& scenario, const MetricId& id) {
    const auto found = std::ranges::find(scenario.metrics, id, &MetricResults::id);
    return found == scenario.metrics.end() ? nullptr : &*found;
}

} // namespace tributary
