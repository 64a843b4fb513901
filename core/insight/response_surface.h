// SPDX-License-Identifier: GPL-3.0-or-later
// ResponseSurface: a correction of a cycle time fitted on simulated points, by ridge regression on the numbers that
// vary between them and on their squares. Pure.
#pragma once

#include "core/engine/process_numbers.h"
#include "core/model/cycle_time_correction.h"

#include <span>

namespace tributary {

struct ResponseSurface {
    CycleTimeCorrection correction;
    double error = 0; ///< root mean square of the relative errors at the points
};

/// Fits exp(surface) to the ratios whose logarithms are given, one for each point; at least two points. The strength of
/// the ridge minimises the generalised cross-validation of Golub, Heath and Wahba (Technometrics 21, 1979). Numbers
/// that vary together are one term.
[[nodiscard]] ResponseSurface fitResponseSurface(std::span<const ProcessNumbers> points,
                                                 std::span<const double> logRatios);

} // namespace tributary
