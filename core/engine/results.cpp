// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/results.h"

#include <algorithm>
#include <cmath>

namespace tributary {

const ScenarioResults* Results::find(const ScenarioId& id) const {
    const auto found = std::ranges::find(scenarios, id, &ScenarioResults::id);
    return found == scenarios.end() ? nullptr : &*found;
}

ToldChange MetricResults::changeAt(size_t at) const {
    ToldChange told{changeForm, {}, 0};
    if (at >= std::min(bau.size(), change.size()))
        return told;
    told.summary = change[at];
    const double whole = changeForm == ChangeForm::amount   ? std::max(std::abs(bau[at].p10), std::abs(bau[at].p90))
                         : changeForm == ChangeForm::points ? 100
                                                            : 1;
    const double median = change[at].p50;
    told.size = std::isfinite(median) && median != 0 ? std::abs(median) / whole : 0;
    return told;
}

const std::string& shownName(const ScenarioResults& scenario) {
    return scenario.name.empty() ? scenario.id.text : scenario.name;
}

const MetricResults* find(const ScenarioResults& scenario, const MetricId& id) {
    const auto found = std::ranges::find(scenario.metrics, id, &MetricResults::id);
    return found == scenario.metrics.end() ? nullptr : &*found;
}

} // namespace tributary
