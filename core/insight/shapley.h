// SPDX-License-Identifier: GPL-3.0-or-later
// Shapley values: how a whole is shared out among players that bring it together, each by what it adds on the average
// over all orders of joining (Shapley 1953). The shares add up to the whole. Pure functions.
#pragma once

#include "core/insight/study.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace tributary {

/// Up to so many players all coalitions are worked out; beyond, or where their numbers would not fit in 256 MB
/// (hundreds of periods), orders of joining are drawn.
inline constexpr size_t mostExactPlayers = 12;
/// Trials that a game takes as a rule.
inline constexpr size_t gameTrials = 32'768;

/// Computes the exact values of a game: `worth` holds 2^players numbers, the bits of the index are who takes part.
[[nodiscard]] std::vector<double> shapleyValues(size_t players, std::span<const double> worth);

/// A mean over trials, and the same of each scramble alone: sums of these have errors too.
struct ScrambledMean {
    double value = 0;
    std::vector<double> byScramble{};

    ScrambledMean& operator+=(const ScrambledMean& other);
    [[nodiscard]] Estimate estimate() const;
};

/// The part that one mean has in another; its error is the jackknife's over scrambles. No value of nothing.
[[nodiscard]] Estimate shareOf(const ScrambledMean& part, const ScrambledMean& whole);

/// What a game over switches of a program gives, for each of some measures of a trial.
struct SwitchGame {
    std::vector<std::vector<ScrambledMean>> shares; ///< by player, then measure
    std::vector<ScrambledMean> none;                ///< by measure: with every switch of the game off
    std::vector<ScrambledMean> all;                 ///< and on; less `none` it is the sum of the shares
    size_t rows = 0;                                ///< base trials
    bool exact = true;                              ///< all coalitions, or orders of joining that were drawn
};

/// The measures of one trial, written to `out`; NaN in any drops the base trial.
using TrialMeasure = std::function<void(const ScenarioResults& results, size_t trial, std::span<double> out)>;

/// Plays the game of `players` (keys of the dimensions of switches), `others` being off, on the study's base trials, as
/// many as fit in about `budget` trials.
/// Fails where it was stopped, no base trial gives numbers, or there are more players, with their measures, than a game
/// can hold.
[[nodiscard]] Result<SwitchGame> playSwitches(const Study& study, const Program& program, TrialColumns columns,
                                              std::span<const std::uint64_t> players,
                                              std::span<const std::uint64_t> others, size_t measures,
                                              const TrialMeasure& measure, size_t budget, const RunControl& control);

} // namespace tributary
