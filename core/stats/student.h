// SPDX-License-Identifier: GPL-3.0-or-later
// Student's t distribution: how far a mean may be off whose error comes from few numbers. Pure function.
#pragma once

namespace tributary {

/// Computes t with the chance `u` at or below it: NaN where `u` is outside [0, 1] or the degrees of freedom are not
/// above 0; the normal quantile where they are infinite.
[[nodiscard]] double studentQuantile(double u, double degreesOfFreedom);

} // namespace tributary
