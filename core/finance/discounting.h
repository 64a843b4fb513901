// SPDX-License-Identifier: GPL-3.0-or-later
// Discounting: when a flow falls, what it is worth now, and net present values of flow series and of columns of trials.
// Rates are effective per year (0.06 is 6 %) and above -1. Pure functions; no allocation; safe on any thread.
#pragma once

#include <span>

namespace tributary {

/// Where within its period a flow is taken to fall.
enum class DiscountConvention { midPeriod, endOfPeriod };

/// An amount at a time in years after the start.
struct DatedFlow {
    double years = 0.0;
    double amount = 0.0;
};

/// Dates the flow of a period in years: period 0 at the start, period k at (k - 0.5) or k periods of `periodYears`.
[[nodiscard]] double flowYears(int period, double periodYears, DiscountConvention convention);

/// Computes (1 + rate)^-years.
[[nodiscard]] double discountFactor(double rate, double years);
/// Computes (1 + inflation)^years; for a flow of a period, the years are those of the period's middle.
[[nodiscard]] double inflationFactor(double inflation, double years);
/// Converts an effective rate per year to one per `periodYears`: (1 + rate)^periodYears - 1.
[[nodiscard]] double periodRate(double rate, double periodYears);
/// Combines a real rate with inflation: (1 + real)(1 + inflation) - 1 (Fisher 1930).
[[nodiscard]] double nominalRate(double realRate, double inflation);

/// Computes the net present value of flows at any times.
[[nodiscard]] double npv(double rate, std::span<const DatedFlow> flows);
/// Computes the net present value of a flow per period, the first of which is that of period 0 (not discounted).
[[nodiscard]] double npv(double rate, std::span<const double> flows, double periodYears, DiscountConvention convention);

/// Computes the return on investment, NPV / PV of costs; NaN unless the costs are above 0.
[[nodiscard]] double roi(double netPresentValue, double presentCosts);
/// Fills `out` with roi(), trial by trial.
void fillRoi(std::span<const double> netPresentValue, std::span<const double> presentCosts, std::span<double> out);

/// Fills `factor` with (1 + rate)^years, trial by trial; negative years discount.
void fillGrowthFactor(std::span<const double> rate, double years, std::span<double> factor);
/// Adds factor * flow to `sum`, trial by trial: one flow column of a net present value.
void addDiscounted(std::span<const double> flow, double factor, std::span<double> sum);
/// Adds factor * flow to `sum` where each trial has a factor of its own.
void addDiscounted(std::span<const double> flow, std::span<const double> factor, std::span<double> sum);
/// Fills `sum` with the net present value of `flows` (a column per period), `factors` being a factor per period.
void fillNpv(std::span<const std::span<const double>> flows, std::span<const double> factors, std::span<double> sum);

} // namespace tributary
