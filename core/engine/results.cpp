// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/results.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary {

const ScenarioResults* Results::find(const ScenarioId& id) const {
    const auto found = std::ranges::find(scenarios, id, &ScenarioResults::id);
    return found == scenarios.end() ? nullptr : &*found;
}

double MetricResults::changeSize(size_t at) const {
    if (at >= change.size())
        return 0;
    const double median = change[at].p50;
    if (std::isfinite(median))
        return std::abs(changeInUnits ? median / 100 : median);
    const bool differs = at < bau.size() && at < with.size() && std::isfinite(bau[at].p50) &&
                         std::isfinite(with[at].p50) && bau[at].p50 != with[at].p50;
    return differs ? std::numeric_limits<double>::infinity() : 0;
}

const std::string& shownName(const ScenarioResults& scenario) {
    return scenario.name.empty() ? scenario.id.text : scenario.name;
}

const MetricResults* find(const ScenarioResults& scenario, const MetricId& id) {
    const auto found = std::ranges::find(scenario.metrics, id, &MetricResults::id);
    return found == scenario.metrics.end() ? nullptr : &*found;
}

} // namespace tributary
