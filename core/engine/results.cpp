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
    ToldChange told;
    if (at >= std::min({bau.size(), with.size(), change.size()}))
        return told;
    const Summary& usual = bau[at];
    const bool around0 = usual.p50 == 0 || (usual.p10 < 0 && usual.p90 > 0);
    double beside = 1;
    if (changeInUnits) {
        told.form = ChangeForm::points;
        told.summary = change[at];
        beside = 100;
    } else if (around0) {
        told.form = ChangeForm::amount;
        told.summary = with[at];
        for (double Summary::*percentile :
             {&Summary::p5, &Summary::p10, &Summary::p25, &Summary::p50, &Summary::p75, &Summary::p90, &Summary::p95})
            told.summary.*percentile -= usual.p50;
        beside = std::max(std::abs(usual.p10), std::abs(usual.p90));
    } else {
        told.summary = change[at];
    }
    const double median = told.summary.p50;
    told.size = std::isfinite(median) && median != 0 ? std::abs(median) / beside : 0;
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
