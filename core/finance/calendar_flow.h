// SPDX-License-Identifier: GPL-3.0-or-later
// Flows on calendar dates, discounted on actual/365 from the first one, as spreadsheets' XNPV and XIRR do.
// Pure functions; safe on any thread.
#pragma once

#include "core/finance/internal_rate.h"

#include <chrono>
#include <span>

namespace tributary {

struct CalendarFlow {
    std::chrono::year_month_day date;
    double amount = 0.0;
};

/// Computes the net present value at the date of the first flow listed: sum of amount (1 + rate)^(-days/365).
[[nodiscard]] double xnpv(double rate, std::span<const CalendarFlow> flows);

/// Finds the internal rates of flows on calendar dates, actual/365.
[[nodiscard]] InternalRates xirr(std::span<const CalendarFlow> flows);

} // namespace tributary
