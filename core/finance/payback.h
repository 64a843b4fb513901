// SPDX-License-Identifier: GPL-3.0-or-later
// Payback: when the cumulative of a series of flows turns to at least 0 and stays there; "never" is an outcome.
// Flows start with period 0; discount them first for the discounted payback. Pure functions; safe on any thread.
#pragma once

#include "core/finance/discounting.h"

#include <optional>
#include <span>

namespace tributary {

/// Finds the payback in periods, linear within the period in which the cumulative turns; nothing if it never does.
[[nodiscard]] std::optional<double> payback(std::span<const double> flows);
/// Finds the payback of the flows discounted at `rate` per year on the dates of `convention`.
[[nodiscard]] std::optional<double> discountedPayback(double rate, std::span<const double> flows, double periodYears,
                                                      DiscountConvention convention);

/// Finds the first whole period from which the cumulative stays at or above 0; nothing if there is none.
[[nodiscard]] std::optional<int> wholePayback(std::span<const double> flows);

/// Fills `cumulative` with `before` + `flow`, trial by trial (the two may be the same column).
void fillCumulative(std::span<const double> before, std::span<const double> flow, std::span<double> cumulative);

/// Fills `period` with each trial's whole-period payback, infinity for never. `flows` has a column per period, period 0
/// first; `factors` a discount factor per period (all 1 for the simple payback); `cumulative` is workspace of a column,
/// and holds the final cumulative afterwards.
void fillWholePayback(std::span<const std::span<const double>> flows, std::span<const double> factors,
                      std::span<double> cumulative, std::span<double> period);

} // namespace tributary
