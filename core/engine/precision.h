// SPDX-License-Identifier: GPL-3.0-or-later
// Precision: how many trials a run takes until the mean NPV of each of its scenarios is known well enough. The run
// itself is then an ordinary one of so many trials.
#pragma once

#include "core/engine/run.h"

#include <string>

namespace tributary {

struct PrecisionGoal {
    double share = 0.01;        ///< the standard error of the mean NPV, as a share of the NPV's standard deviation
    size_t mostTrials = 65'536; ///< where the search ends, reached or not
};

/// What a search for the number of trials came to.
struct Precision {
    size_t trials = 0; ///< to run
    bool reached = false;
    double share = 0;     ///< of the scenario that is known least; 0 without any spread, NaN where it is not known
    ScenarioId scenario;  ///< that one
    std::string name;     ///< of it
    PrecisionGoal wanted; ///< what was asked for
};

/// Finds the number of trials by doubling, from options.trials on, on the draws of these options: the errors are those
/// of the run that follows. Best given a program for means. An NPV without spread is known at once; one that no trial
/// gives a number for never, and is not waited for. Nothing where it was stopped.
[[nodiscard]] std::optional<Precision> findPrecision(const Program& program, const RunOptions& options,
                                                     const PrecisionGoal& goal, const RunControl& control = {});

} // namespace tributary
