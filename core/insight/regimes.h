// SPDX-License-Identifier: GPL-3.0-or-later
// Regimes: the NPV overall, and in the trials in which a roll-out stalls or none does: a mean over both hides that they
// are two stories. Pure function.
#pragma once

#include "core/insight/study.h"
#include "core/stats/summary.h"

namespace tributary {

struct Regime {
    size_t trials = 0; ///< that gave a number
    Estimate chance;   ///< share of the trials
    Summary npv;       ///< of these trials; failed ones count in the overall one alone
    Estimate chanceOfLoss;
};

struct Regimes {
    Regime overall;
    std::optional<Regime> stalled; ///< none where no trial is one
    std::optional<Regime> notStalled;
};

/// Parts the trials of runStudy() by whether any roll-out stalled.
[[nodiscard]] Regimes regimesOf(const Study& study, const ScenarioResults& results);

} // namespace tributary
