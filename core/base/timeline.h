// SPDX-License-Identifier: GPL-3.0-or-later
// Timeline: the equal periods over which a model runs, in months, years, hours and dates.
#pragma once

#include <chrono>
#include <string_view>

namespace tributary {

enum class PeriodKind { week, month, quarter };

inline constexpr double hoursPerMonth = 730.5;
inline constexpr double hoursPerYear = 8766.0;
inline constexpr double hoursPerWeek = 168.0;
inline constexpr double monthsPerYear = 12.0;

using Date = std::chrono::year_month_day;

struct Timeline {
    PeriodKind kind = PeriodKind::month;
    int periods = 60;
    Date start = Date{std::chrono::year{2026}, std::chrono::January, std::chrono::day{1}};

    friend bool operator==(const Timeline&, const Timeline&) = default;

    /// Length of one period in hours: 168, 730.5 or 2191.5.
    [[nodiscard]] double hours() const;
    /// Length of one period in months (a week is 168 / 730.5 of one).
    [[nodiscard]] double months() const;
    /// Length of one period in years (a week is 168 / 8766 of one).
    [[nodiscard]] double years() const;
    /// Sub-steps of adoption in one period: a quarter month each; a week is one.
    [[nodiscard]] int subSteps() const;
    /// Middle of period `period` (counted from 1) in years after the start: (period - 0.5) * years().
    [[nodiscard]] double middleYears(int period) const;
    /// First day of period `period` (counted from 1; period 1 starts at `start`).
    [[nodiscard]] Date firstDay(int period) const;
    /// Period that holds `date` (counted from 1); below 1 before the start.
    [[nodiscard]] int periodAt(Date date) const;
};

/// "week", "month", "quarter".
[[nodiscard]] std::string_view name(PeriodKind kind);

} // namespace tributary
