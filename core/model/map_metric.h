// SPDX-License-Identifier: GPL-3.0-or-later
// Which metric a new map hangs under, where it is not said. Pure functions.
#pragma once

#include "core/model/model.h"

#include <vector>

namespace tributary {

/// The metrics that may have a map: those that are measured on no other one.
[[nodiscard]] inline std::vector<MetricId> mappableMetrics(const Model& model) {
    std::vector<MetricId> found;
    for (const Metric& metric : model.metrics())
        if (metric.source != MetricSource::process)
            found.push_back(metric.id);
    return found;
}

/// The metric that a new map hangs under: the last of those that are selected, else the only one that may have a map;
/// empty where that is for somebody to say.
[[nodiscard]] inline MetricId metricToMap(const Model& model, const std::vector<MetricId>& selected) {
    if (!selected.empty() && model.metrics().contains(selected.back()))
        return selected.back();
    const std::vector<MetricId> offered = mappableMetrics(model);
    return offered.size() == 1 ? offered.front() : MetricId();
}

} // namespace tributary
