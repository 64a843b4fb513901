// SPDX-License-Identifier: GPL-3.0-or-later
// WorkingHours: when the servers of a pool are there, over a week that repeats, kept as typed: `24/7`, `Mon-Fri
// 08:00-16:00`, `Mon-Fri 06:00-14:00 x3, 14:00-22:00, Sat 08:00-12:00`. Valid by construction. Thread-safe as any
// value.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// How many times the pool's servers are there from a moment of the week on.
struct StaffChange {
    double from = 0;  ///< hours after Monday 0:00, below 168
    double times = 1; ///< 0: nobody is there

    friend bool operator==(const StaffChange&, const StaffChange&) = default;
};

class WorkingHours {
public:
    /// Makes `24/7`.
    WorkingHours() = default;

    /// Reads shifts between commas: days, from when to when, and how many times the pool's servers, once where it is
    /// not said. Days are names or their first letters, alone, as ranges or several in a row (`Mon Wed-Fri`), or
    /// `daily`; a shift without days has those of the one before it, the first one all. A shift that ends no later than
    /// it begins ends on the next day. Shifts that overlap add up. Refuses what leaves nobody at any time, with the
    /// place in the text.
    [[nodiscard]] static Result<WorkingHours> parse(std::string_view text);

    /// The text as typed.
    [[nodiscard]] const std::string& text() const { return text_; }
    /// The changes of a week, by rising `from`; the first stands at 0, and each differs from the one before it.
    [[nodiscard]] const std::vector<StaffChange>& week() const { return week_; }
    /// Tells whether the servers are there once at all times.
    [[nodiscard]] bool isAlways() const { return week_.size() == 1 && week_.front().times == 1; }
    /// The mean over the week of how many times the servers are there.
    [[nodiscard]] double meanTimes() const;
    /// How many times they are there at an hour of the week.
    [[nodiscard]] double timesAt(double hour) const;
    /// The longest time in one piece at which anybody is there [hour]; infinite where somebody always is.
    [[nodiscard]] double longestShift() const;

    friend bool operator==(const WorkingHours&, const WorkingHours&) = default;

private:
    std::string text_ = "24/7";
    std::vector<StaffChange> week_{{0, 1}};
};

} // namespace tributary
