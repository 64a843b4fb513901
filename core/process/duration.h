// SPDX-License-Identifier: GPL-3.0-or-later
// Duration: how long a piece of work, a delay or the gap before the next case takes, as the simulation draws it.
// Values of any unit of time, never negative. Pure; safe on any thread.
#pragma once

#include "core/base/result.h"
#include "core/stats/distribution.h"

#include <variant>

namespace tributary {

/// Without memory; the gaps of a Poisson stream.
struct Exponential {
    double mean = 1.0;
    friend bool operator==(const Exponential&, const Exponential&) = default;
};

struct Gamma {
    double shape = 1.0;
    double scale = 1.0;
    friend bool operator==(const Gamma&, const Gamma&) = default;
};

using Duration = std::variant<Constant, Exponential, Lognormal, Gamma, Triangular, Empirical>;

/// Makes the lognormal duration of this mean and coefficient of variation (sd / mean): a constant where either is 0.
/// Refuses what is negative or not finite.
[[nodiscard]] Result<Duration> makeLognormalDuration(double mean, double cv);

/// Makes the gamma duration of this mean and coefficient of variation: a constant where either is 0.
[[nodiscard]] Result<Duration> makeGammaDuration(double mean, double cv);

/// Computes the duration below which the share `u`, in (0, 1), lies.
[[nodiscard]] double quantile(const Duration& duration, double u);

[[nodiscard]] double mean(const Duration& duration);

/// Tells whether it always takes no time, so that nothing need be drawn.
[[nodiscard]] bool isNothing(const Duration& duration);

/// Says what is wrong with a duration that was not made by a maker: negative, not finite, out of order, without values.
[[nodiscard]] Result<void> check(const Duration& duration);

} // namespace tributary
