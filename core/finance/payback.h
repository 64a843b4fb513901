// SPDX-License-Identifier: GPL-3.0-or-later
// Payback: when the cumulative of a series of flows turns to at least 0 and stays there; "never" is an outcome.
// Pure functions; safe on any thread.
#pragma once

#include <span>

namespace tributary {

/// Fills `period` with each trial's whole-period payback, infinity for never. `flows` has a column per period, period 0
/// first; `factors` a discount factor per period (all 1 for the simple payback); `cumulative` is workspace of a column,
/// and holds the final cumulative afterwards.
void fillWholePayback(std::span<const std::span<const double>> flows, std::span<const double> factors,
                      std::span<double> cumulative, std::span<double> period);

} // namespace tributary
