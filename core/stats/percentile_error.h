// SPDX-License-Identifier: GPL-3.0-or-later
// How far off a percentile of a column of trials may be. Pure functions.
#pragma once

#include "core/stats/sampler.h"

#include <optional>
#include <span>

namespace tributary {

/// Computes the standard error of percentile(column, probability), probability in (0, 1). Plain draws: half the way
/// between the order statistics of rank n p - s and n p + s with s = sqrt(n p (1 - p)), whose ends hold the percentile
/// with a chance of 68 % (David and Nagaraja 2003, Order Statistics, section 7.1). Else sd(q) / sqrt(8) where q are the
/// percentiles of the 8 scrambles, which are independent. None with fewer than 8 trials that did not fail, with a
/// scramble that has none, and where an infinite trial is what it would be made of.
[[nodiscard]] std::optional<double> percentileError(std::span<const double> column, double probability,
                                                    SamplerKind kind);

} // namespace tributary
