// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timeline.h"

#include <algorithm>

namespace tributary {

namespace {

int monthsIn(PeriodKind kind) { return kind == PeriodKind::quarter ? 3 : 1; }

/// The same day of the month `count` months on, or that month's last day where it is shorter.
Date addMonths(Date date, int count) {
    const Date moved = date + std::chrono::months{count};
    return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

} // namespace

double Timeline::hours() const {
    return kind == PeriodKind::week ? hoursPerWeek : hoursPerMonth * monthsIn(kind);
}

double Timeline::months() const { return kind == PeriodKind::week ? hoursPerWeek / hoursPerMonth : monthsIn(kind); }

double Timeline::years() const {
    return kind == PeriodKind::week ? hoursPerWeek / hoursPerYear : monthsIn(kind) / monthsPerYear;
}

int Timeline::subSteps() const { return kind == PeriodKind::week ? 1 : 4 * monthsIn(kind); }

double Timeline::middleYears(int period) const { return (period - 0.5) * years(); }

Date Timeline::firstDay(int period) const {
    if (kind == PeriodKind::week)
        return Date{std::chrono::sys_days{start} + std::chrono::days{7 * (period - 1)}};
    return addMonths(start, (period - 1) * monthsIn(kind));
}

int Timeline::periodAt(Date date) const {
    const auto floorDivide = [](int a, int b) { return a >= 0 ? a / b : -((b - 1 - a) / b); };
    const std::chrono::sys_days day{date};
    if (kind == PeriodKind::week)
        return floorDivide(static_cast<int>((day - std::chrono::sys_days{start}).count()), 7) + 1;
    const int months = (int{date.year()} - int{start.year()}) * 12 +
                       (static_cast<int>(unsigned{date.month()}) - static_cast<int>(unsigned{start.month()}));
    int period = floorDivide(months, monthsIn(kind)) + 1;
    if (std::chrono::sys_days{firstDay(period)} > day)
        --period;
    return period;
}

std::string_view name(PeriodKind kind) {
    switch (kind) {
    case PeriodKind::week:
        return "week";
    case PeriodKind::month:
        return "month";
    case PeriodKind::quarter:
        return "quarter";
    }
    return {};
}

} // namespace tributary
