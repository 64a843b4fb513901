// SPDX-License-Identifier: GPL-3.0-or-later
// Comparison: scenarios held against each other trial by trial. All met the same draws, so the difference of a pair is
// known far better than either of them. A plain value; pure functions.
#pragma once

#include "core/engine/results.h"
#include "core/insight/estimate.h"

#include <vector>

namespace tributary {

struct PairedComparison {
    ScenarioId first;
    ScenarioId second;
    Summary difference;       ///< NPV of the first less that of the second
    Estimate chanceFirstWins; ///< of the higher NPV
    double chanceEqual = 0;   ///< of the same NPV, as where scenarios differ in an event alone that did not happen
};

struct Comparison {
    std::vector<PairedComparison> pairs; ///< each pair once, in the order of the results

    /// Finds a pair as seen from `first`; none where the two were not run together.
    [[nodiscard]] std::optional<PairedComparison> find(const ScenarioId& first, const ScenarioId& second) const;
};

/// Compares every pair of scenarios of a run. A trial that failed in either is left out of the pair.
[[nodiscard]] Comparison compareScenarios(const Results& results);

/// Compares one pair of them; none where either was not run.
[[nodiscard]] std::optional<PairedComparison> compareScenarios(const Results& results, const ScenarioId& first,
                                                               const ScenarioId& second);

/// How often each of some scenarios has the highest NPV of them.
struct FirstPlaces {
    std::vector<double> shares; ///< of the trials, in the order asked for; a tie is shared out
    double noneGains = 0;       ///< share of the trials in which none has an NPV above zero
};

/// Counts the first places over the trials that failed in none of the scenarios; NaN where there is no such trial.
[[nodiscard]] FirstPlaces firstPlaces(const std::vector<const ScenarioResults*>& scenarios);

} // namespace tributary
