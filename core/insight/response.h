// SPDX-License-Identifier: GPL-3.0-or-later
// Responses: how many percent one metric changes for one percent of another, whatever lies between them: elasticities,
// formulas and processes multiply along a way, and ways add up. Worked out by a run in business as usual, in which the
// driver is one percent higher; elasticity_chain.h multiplies links by elasticity alone. Pure functions.
#pragma once

#include "core/base/result.h"
#include "core/engine/run.h"
#include "core/model/dependencies.h"
#include "core/model/evidence.h"
#include "core/stats/summary.h"

#include <vector>

namespace tributary {

/// A metric that drives another one, or is driven by it, by any way.
struct MetricWays {
    std::vector<MetricId> above; ///< those that it drives, the nearest first
    std::vector<MetricId> below; ///< those that drive it, the nearest first
};

/// Finds what a metric drives and what drives it. Nothing of an unknown metric.
[[nodiscard]] MetricWays waysOf(const Dependencies& dependencies, const MetricId& metric);

struct Response {
    MetricId metric;
    Summary percent; ///< of the last period: % of the metric above per % of the one below
    Grade weakest =
        Grade::none; ///< evidence on the ways between the two, themselves included; none where none is given
};

struct Responses {
    MetricId metric;
    std::vector<Response> above; ///< of each metric above, per % of this one
    std::vector<Response> below; ///< of this one, per % of each metric below
    bool leftOut = false;        ///< whether there are more than mostBelow below, of which the nearest came first
};

inline constexpr size_t mostBelow = 40;

/// Works out what a metric does above it and what does something to it from below. Takes up to 256 trials; fails where
/// it was stopped or the model does not compile.
[[nodiscard]] Result<Responses> responses(const Model& model, const MetricId& metric, const RunOptions& options,
                                          const RunControl& control = {});

} // namespace tributary
