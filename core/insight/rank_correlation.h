// SPDX-License-Identifier: GPL-3.0-or-later
// Rank correlation: how strongly the NPV rises or falls with each input over the trials of a run (Spearman's rho).
// Pure functions.
#pragma once

#include "core/insight/study.h"

#include <span>

namespace tributary {

/// Computes Spearman's rank correlation of two columns of trials, equal values at their mean rank, pairs with a NaN
/// left out. The standard error is that of Bonett and Wright (2000) where the draws are plain, else it comes from the 8
/// scrambles. No value where a column does not vary.
[[nodiscard]] Estimate rankCorrelation(std::span<const double> x, std::span<const double> y, SamplerKind kind);

struct InputRank {
    InputName input;
    Estimate correlation;
    double contribution = 0; ///< r^2 over the sum of all: shares of the spread where no inputs are correlated
};

struct RankImportance {
    std::vector<InputRank> inputs; ///< the strongest first
    bool correlatedInputs = false; ///< then contributions are no shares: an input has credit for what moves with it
};

/// Ranks the inputs by their correlation with the NPV of the trials of runStudy(); only some where it was stopped. No
/// correlation has a value with fewer than 32 trials.
[[nodiscard]] RankImportance rankImportance(const Study& study, std::span<const double> npv,
                                            const std::vector<std::vector<double>>& inputValues,
                                            const std::stop_token& stop = {});

} // namespace tributary
