// SPDX-License-Identifier: GPL-3.0-or-later
// NPV change: what the way from one model to another did to the NPV of a scenario. Both are drawn by the paths of their
// inputs alone, so that an input which both have gives the same values in both, whatever else they hold. Pure functions.
#pragma once

#include "core/engine/run.h"

namespace tributary {

/// Runs for the NPV of one scenario, trial by trial; of a program without uncertainty one trial. Fails where the model
/// does not compile, the scenario does not exist, or it was stopped.
[[nodiscard]] Result<std::vector<double>> npvTrials(const Model& model, const ScenarioId& scenario,
                                                    const RunOptions& options, const RunControl& control = {});

struct NpvChange {
    Summary before;
    Summary after;
    Summary difference;    ///< after less before, trial by trial
    double chanceOfRise = 0; ///< share of the trials with more than before; both count half where they are equal
    size_t trials = 0;
};

/// Compares two columns of npvTrials; one of a single trial stands for as many as the other has.
[[nodiscard]] NpvChange npvChange(std::vector<double> before, std::vector<double> after);

/// Runs both models and compares them.
[[nodiscard]] Result<NpvChange> npvChange(const Model& before, const Model& after, const ScenarioId& scenario,
                                          const RunOptions& options, const RunControl& control = {});

/// How two models are drawn to be compared: as their settings say, with strata that hang on the path of an input alone.
[[nodiscard]] RunOptions comparingOptions(const Settings& settings, size_t mostTrials);

} // namespace tributary
