// SPDX-License-Identifier: GPL-3.0-or-later
// The standard normal distribution, accurate far into both tails. Pure functions, safe from any thread.
#pragma once

#include <span>

namespace tributary {

/// Computes Phi(z), the chance that a standard normal lies at or below `z`.
[[nodiscard]] double normalCdf(double z);

/// Computes the density of the standard normal at `z`.
[[nodiscard]] double normalDensity(double z);

/// Computes z with Phi(z) = u: infinite at 0 and 1, NaN outside [0, 1].
[[nodiscard]] double normalQuantile(double u);

/// Writes Phi of each `z` to `out`, which has the same size and may be the same column.
void fillNormalCdf(std::span<const double> z, std::span<double> out);

/// Writes the normal quantile of each `u` to `out`, which has the same size and may be the same column.
void fillNormalQuantile(std::span<const double> u, std::span<double> out);

} // namespace tributary
