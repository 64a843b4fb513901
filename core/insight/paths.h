// SPDX-License-Identifier: GPL-3.0-or-later
// Where the money comes from, by path: the Shapley values of each cause (an effect, or an override that is part of the
// plan) on each of its ways through the tree to a counted metric, and what each link of the tree carries. Pure
// functions.
#pragma once

#include "core/insight/study.h"

#include <optional>

namespace tributary {

/// One cause on one way. In the game over all paths to a counted metric, a path that is off leaves each metric on it as
/// the other paths have it.
struct AttributedPath {
    std::string cause;         ///< path of the effect, or of the quantity that the scenario overrides
    std::string causeName;     ///< in words
    std::vector<MetricId> way; ///< from the metric that is moved up to a counted one
    Estimate value;            ///< share of the mean present value of the benefits
};

/// What a metric hands on to one that it drives.
struct CarriedByLink {
    MetricId driver;
    MetricId metric;
    Estimate value;              ///< of the mean present value of the benefits, all that passes through
    std::vector<Estimate> share; ///< of the mean benefit of each period from 1 on; NaN in a period without any
};

/// What all paths to a counted metric bring.
struct CountedBenefit {
    MetricId metric;
    Estimate value; ///< of the mean present value of the benefits
};

struct PathAttribution {
    Estimate total;                      ///< mean present value of the benefits; the paths' values add up to it
    std::vector<AttributedPath> paths;   ///< the largest first
    std::vector<CountedBenefit> metrics; ///< the largest first; they add up to the total as well
    std::vector<CarriedByLink> links;    ///< the largest first
    bool exact = true;                   ///< all coalitions were worked out, or orders of joining drawn
    size_t trials = 0;                   ///< base trials that were taken, of the metric with fewest
    std::optional<Estimate> running{};   ///< mean present value of the periods with every path off: the running costs,
                                         ///< below zero; none where nothing leads to money
};

/// Attributes the mean present value of the benefits to paths: exactly where no counted metric has more than
/// mostExactPlayers. Fails where it was stopped, no trial gave a number, or there are too many ways.
[[nodiscard]] Result<PathAttribution> attributeToPaths(const Study& study, const RunControl& control = {});

} // namespace tributary
