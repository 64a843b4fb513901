// SPDX-License-Identifier: GPL-3.0-or-later
// Dependencies: which metric drives which, in which order they can be worked out within a period, and which loops pass
// no delay. A metric drives each metric whose formula, baseline, link or process uses it. Thread-safe: a value.
#pragma once

#include "core/model/names.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// One use of a metric by another.
struct Arc {
    size_t driver = 0; ///< index in Dependencies::metrics
    int delay = 0;     ///< whole periods; smoothing is none

    friend bool operator==(const Arc&, const Arc&) = default;
};

struct Dependencies {
    std::vector<MetricId> metrics;          ///< all metrics in the order of their table
    std::vector<std::vector<Arc>> drivers;  ///< of each metric
    std::vector<size_t> order;              ///< indices: each metric after those that drive it without delay
    std::vector<std::vector<size_t>> loops; ///< without delay: indices, each member drives the next, the last the first
};

/// Works out the dependencies. Names that are unknown drive nothing; an ambiguous one is taken as its first candidate.
[[nodiscard]] Dependencies dependencies(const Model& model);
[[nodiscard]] Dependencies dependencies(const Model& model, const Names& names);

/// Names the members of a loop for a message: `Price → Demand → Price`.
[[nodiscard]] std::string loopText(const Model& model, const Dependencies& dependencies,
                                   const std::vector<size_t>& loop);

/// Tells whether a metric has nothing yet that its value is to come from.
[[nodiscard]] bool lacksValue(const Metric& metric);

/// Tells whether a metric's value, or the baseline of an influence, comes from a formula.
[[nodiscard]] bool isOfFormula(const Metric& metric);

/// Finds the metrics that lack their value where nothing asks for it: no other metric, no formula of any field, no
/// effect, no override, and not the NPV. A run leaves them out, so that a tree lives on while one more metric is typed
/// into it; validate() has a note of each.
[[nodiscard]] std::set<MetricId> unfinishedMetrics(const Model& model, const Dependencies& dependencies,
                                                   const Names& names);

/// Visits every formula: `metric/O4/formula` and each field that holds a formula in the place of a quantity, with the
/// field's unit.
void forEachFormula(
    const Model& model,
    const std::function<void(const std::string& path, const Formula& formula, const std::string& unit)>& visit);

} // namespace tributary
