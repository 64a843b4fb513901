// SPDX-License-Identifier: GPL-3.0-or-later
// From a map and the numbers that it visits to its correction. Known to the engine alone.
#pragma once

#include "core/engine/visited_numbers.h"

namespace tributary {

/// Works out how a map comes by its cycle time. Automatic takes the first that will do: the formulas, where they are
/// exact and where no ratio of simulation to them is known to be off, or what they have in common is not: see isOff();
/// one factor, where all ratios agree with it within their errors and 1 %; a response surface, quadratic in the
/// logarithms of the numbers that vary. What cannot be simulated is left to the formulas, with the reason. Fails where
/// it was stopped.
[[nodiscard]] Result<CycleTimeCorrection> fitCorrection(const Process& process, const VisitedNumbers& visited,
                                                        std::int64_t seed, unsigned threads, const RunControl& control);

} // namespace tributary
