// SPDX-License-Identifier: GPL-3.0-or-later
// Estimate: a number worked out from trials, with how far off it may be. Pure functions.
#pragma once

#include "core/stats/sampler.h"

#include <limits>
#include <optional>
#include <span>

namespace tributary {

struct Estimate {
    double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN where there is none
    std::optional<double> standardError{};                   ///< none where too few trials tell

    friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// Estimates the mean of a column of trials as summarise() does: NaN is left out, the error comes from 8 scrambles
/// where the draws are not plain.
[[nodiscard]] Estimate meanOf(std::span<const double> column, SamplerKind kind);

/// The degrees of freedom of the error that meanOf() gives for so many trials.
[[nodiscard]] double degreesOfError(SamplerKind kind, size_t trials);

/// Estimates the chance of a loss: that a column of NPVs is below zero.
[[nodiscard]] Estimate chanceOfLoss(std::span<const double> npv, SamplerKind kind);

/// Estimates a number from one of its values for each of some independent scrambles: their mean and its error.
[[nodiscard]] Estimate fromScrambles(std::span<const double> values);

/// Estimates by the jackknife: `whole` from all trials, `without` from those without one scramble each.
[[nodiscard]] Estimate jackknife(double whole, std::span<const double> without);

} // namespace tributary
