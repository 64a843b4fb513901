// SPDX-License-Identifier: GPL-3.0-or-later
// Metric uses: what would miss metrics that go, place by place, and the edit that takes these places away with them.
// Thread-safe: no state.
#pragma once

#include "core/model/edit.h"

#include <set>
#include <string>
#include <vector>

namespace tributary {

/// A place that metrics are used in.
struct MetricUse {
    std::string path; ///< of the field or the effect: `metric/F1/formula`, `intervention/tool/effect/e1`
    std::string name; ///< as a message says it

    friend bool operator==(const MetricUse&, const MetricUse&) = default;
};

/// Finds what still uses metrics that are to go: formulas of others, effects on them and on their links. In the order
/// of the names. Links, measured values, overrides and sums are none: they go along, see eraseMetrics().
[[nodiscard]] std::vector<MetricUse> usesOf(const Model& model, const std::set<MetricId>& going);

/// Erases metrics as eraseMetrics() does, and what uses them: effects go whole, a link whose strength is a formula over
/// them goes, any other field that names them in its formula is emptied.
[[nodiscard]] Result<Edit> eraseWithUses(const Model& model, const std::vector<MetricId>& ids);

class Draft;
/// Takes metrics that are to go out of the sums of others; returns where these are, with the names of their metrics.
std::vector<MetricUse> takeOutOfSums(Draft& draft, const std::set<MetricId>& going);

} // namespace tributary
