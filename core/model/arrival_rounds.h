// SPDX-License-Identifier: GPL-3.0-or-later
// ArrivalRounds: how a list of moments of arrival comes again and again. Where people have working hours and the
// moments are dates, rounds are whole weeks, so that a Monday's cases come on Mondays. Thread-safe: no state.
#pragma once

#include "core/model/process_map.h"

#include <cstddef>

namespace tributary {

struct ArrivalRounds {
    size_t count = 0;          ///< moments of the list that a round has; the others, at its end, are left out
    double period = 0;         ///< from a moment to the same one of the next round [hour]
    bool isOfCalendar = false; ///< of whole weeks; of days for a list of less than half a week

    [[nodiscard]] double rate() const { return static_cast<double>(count) / period; } ///< [1/hour]
    /// Whether the list is too short for a week: its days come on all days.
    [[nodiscard]] bool isOfDays() const;
};

/// How the cases of a list come to a map. By the calendar, a round is as many weeks as come nearest to the list. Else
/// the next round begins one mean gap after the last moment.
[[nodiscard]] ArrivalRounds roundsOf(const Process& process, const ArrivalTimes& times);

} // namespace tributary
