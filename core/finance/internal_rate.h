// SPDX-License-Identifier: GPL-3.0-or-later
// Internal rates of return, effective per year: none, one, or several, all named; and the modified rate (MIRR).
// Every rate above -100 % is sought. Pure functions; safe on any thread.
#pragma once

#include "core/finance/discounting.h"

#include <optional>
#include <span>
#include <vector>

namespace tributary {

enum class InternalRateCount { none, one, several };

/// Every rate at which a series of flows has no present value, ascending.
struct InternalRates {
    std::vector<double> rates;

    [[nodiscard]] InternalRateCount count() const;
    /// The rate, if there is exactly one: several are not a measure of return.
    [[nodiscard]] std::optional<double> only() const;
};

/// Finds the internal rates of a flow per period, the first of which is that of period 0, on the dates of `convention`;
/// none for flows that are not finite.
[[nodiscard]] InternalRates internalRates(std::span<const double> flows, double periodYears,
                                          DiscountConvention convention);

/// Fills `rate` with each trial's internal rate, NaN unless it has exactly one, and `count` with how many it has;
/// `flows` has a column per period, period 0 first. Where the sums of a series, from its start or from its end, change
/// their sign once, the one rate on that side of 0 is solved directly; the others are searched in pieces. Allocates
/// once per call, and for a series with several changes.
void fillInternalRates(std::span<const std::span<const double>> flows, double periodYears,
                       DiscountConvention convention, std::span<double> rate, std::span<double> count);

/// Computes the modified internal rate of a flow per period, period 0 first: what is paid in is financed at one rate to
/// the start, what is paid out is reinvested at another to the time of the last flow: (FV(+) / |PV(-)|)^(1/years) - 1;
/// nothing without flows of both signs.
[[nodiscard]] std::optional<double> modifiedInternalRate(double financeRate, double reinvestRate,
                                                         std::span<const double> flows, double periodYears,
                                                         DiscountConvention convention);

} // namespace tributary
