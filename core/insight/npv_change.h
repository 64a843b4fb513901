// SPDX-License-Identifier: GPL-3.0-or-later
// NPV change: what the way from one model to another did to the NPV of a scenario. Both models meet the same draws,
// those of a reference that the window shows, so that an input which they have in common gives the same values in both,
// whatever else they hold. Pure functions.
#pragma once

#include "core/engine/run.h"

#include <map>

namespace tributary {

/// How models are drawn to be held against each other.
struct SharedDraws {
    RunOptions options;
    std::map<std::uint64_t, std::size_t> places; ///< of a reference's inputs in the sequence, by their keys
};

/// The draws of a run of all scenarios of `reference`, or of this one alone where another has errors: a model that is
/// run with them gives what its own run does, another one takes the same draws for the inputs that both have, and new
/// ones for others. Where the reference does not compile each model is drawn as its own run is. At most
/// mostTrialsCompared trials.
[[nodiscard]] SharedDraws sharedDraws(const Model& reference, const ScenarioId& scenario,
                                      const RunControl& control = {});

/// Trials beyond which a comparison takes too long for one who waits.
inline constexpr std::size_t mostTrialsCompared = 16384;

/// Runs for the NPV of one scenario, trial by trial; of a program without uncertainty one trial. Fails where an error
/// of the model leaves a part of that NPV out, the scenario does not exist, or it was stopped.
[[nodiscard]] Result<std::vector<double>> npvTrials(const Model& model, const ScenarioId& scenario,
                                                    const SharedDraws& draws, const RunControl& control = {});

struct NpvChange {
    Summary before;
    Summary after;
    Summary difference;      ///< after less before, trial by trial
    double chanceOfRise = 0; ///< share of the trials with more than before; both count half where they are equal
    size_t trials = 0;

    /// The one number that the program tells of a change of the NPV: its median now less its median before, in the same
    /// draws. It is what two medians that are read one after the other differ by, and changes in a row add up, which
    /// the median of the differences does neither.
    [[nodiscard]] double ofMedian() const { return after.p50 - before.p50; }
};

/// Compares two columns of npvTrials; one of a single trial stands for as many as the other has.
[[nodiscard]] NpvChange npvChange(std::vector<double> before, std::vector<double> after);

/// Runs both models and compares them.
[[nodiscard]] Result<NpvChange> npvChange(const Model& before, const Model& after, const ScenarioId& scenario,
                                          const SharedDraws& draws, const RunControl& control = {});

} // namespace tributary
