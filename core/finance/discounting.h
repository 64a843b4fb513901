// SPDX-License-Identifier: GPL-3.0-or-later
// Discounting: when a flow falls and what it is worth now, in columns of trials.
// Rates are effective per year (0.06 is 6 %) and above -1. Pure functions; no allocation; safe on any thread.
#pragma once

#include <span>

namespace tributary {

/// Where within its period a flow is taken to fall.
enum class DiscountConvention { midPeriod, endOfPeriod };

/// Dates the flow of a period in years: period 0 at the start, period k at (k - 0.5) or k periods of `periodYears`.
[[nodiscard]] double flowYears(int period, double periodYears, DiscountConvention convention);

/// Computes the return on investment, NPV / PV of costs; NaN unless the costs are above 0.
[[nodiscard]] double roi(double netPresentValue, double presentCosts);
/// Fills `out` with roi(), trial by trial.
void fillRoi(std::span<const double> netPresentValue, std::span<const double> presentCosts, std::span<double> out);

/// Fills `factor` with (1 + rate)^years, trial by trial; negative years discount.
void fillGrowthFactor(std::span<const double> rate, double years, std::span<double> factor);
/// Adds factor * flow to `sum`, trial by trial: one flow column of a net present value.
void addDiscounted(std::span<const double> flow, std::span<const double> factor, std::span<double> sum);

} // namespace tributary
