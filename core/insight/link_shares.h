// SPDX-License-Identifier: GPL-3.0-or-later
// Link shares: how much of the counted change (the change of the metrics that count in the NPV, in money) each link of
// the tree carries at one period. Only what the results at the most likely values prove is given; nothing is estimated:
// quick enough for a time bar that plays. paths.h shares out the rest too, from trials.
//
// The rule. Each counted metric has the part of its own change in the sum of the sizes of all counted changes. Below
// it, a metric hands its part on to the metrics that drive it:
// - whole, where one of them alone has changed and nothing acts on the metric itself (an effect, an override);
// - by their part, where their changes, in its unit, add up to its own (a sum), and none of them comes with a lag;
// - otherwise the split is not known, here and further below.
// Above the counted metrics the parts of a metric's children in the tree add up. Pure function.
#pragma once

#include "core/engine/results.h"
#include "core/model/dependencies.h"

#include <optional>
#include <vector>

namespace tributary {

struct CarriedChange {
    bool changed = false;        ///< the driver differs from business as usual
    double ownChange = 0;        ///< its relative change, without sign
    std::optional<double> share; ///< of the counted change on the link to its parent; none where it is not known
};

/// Returns the change that the link of each metric to its parent carries, by the index of the metric in
/// `dependencies.metrics`. `results` are those at the most likely values; without them nothing has changed.
[[nodiscard]] std::vector<CarriedChange> linkShares(const Model& model, const Dependencies& dependencies,
                                                    const ScenarioResults* results, int period);

/// Returns how much of its largest size over the periods the counted change has in each period, from 1 on: 0 to 1.
/// Empty without results; zeros where nothing counted changes.
[[nodiscard]] std::vector<double> countedGrowth(const Model& model, const ScenarioResults* results);

} // namespace tributary
