// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/arrival_rounds.h"

#include "core/formula/characters.h"

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

constexpr double hoursOfDay = 24;
constexpr double hoursInWeek = 7 * hoursOfDay;

/// Tells whether the moments were given as dates: their text begins with a year.
bool isDated(const ArrivalTimes& times) {
    constexpr size_t digitsOfYear = 4;
    const std::string& text = times.text();
    return text.size() > digitsOfYear && text[digitsOfYear] == '-' && digitAt(text, digitsOfYear - 1);
}

bool haveWorkingHours(const Process& process) {
    return std::ranges::any_of(process.pools, [](const Pool& pool) { return pool.hours && !pool.hours->isAlways(); });
}

} // namespace

bool ArrivalRounds::isOfDays() const { return isOfCalendar && period < hoursInWeek; }

ArrivalRounds roundsOf(const Process& process, const ArrivalTimes& times) {
    if (!isDated(times) || !haveWorkingHours(process))
        return {times.count(), static_cast<double>(times.count()) / times.rate(), false};
    const double covered = times.span() + 1 / times.rate();
    const double period = covered < hoursInWeek / 2 ? std::max(1.0, std::ceil(times.span() / hoursOfDay)) * hoursOfDay
                                                    : std::max(1.0, std::round(covered / hoursInWeek)) * hoursInWeek;
    const double end = times.hours().front() + period;
    const auto last = std::ranges::lower_bound(times.hours(), end);
    return {static_cast<size_t>(last - times.hours().begin()), period, true};
}

} // namespace tributary
