// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/working_hours.h"

#include "core/formula/characters.h"
#include "core/formula/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace tributary {

namespace {

constexpr int minutesOfHour = 60;
constexpr int minutesOfDay = 24 * minutesOfHour;
constexpr int daysOfWeek = 7;
constexpr int minutesOfWeek = daysOfWeek * minutesOfDay;
constexpr double mostTimes = 1000;
constexpr size_t mostShifts = 200;
constexpr size_t mostBytes = 10'000;
constexpr double leastTimes = 0.001;
constexpr double addsUpWithin = 1e-9; ///< of times that were added and taken away
constexpr auto shiftForm = "as in Mon-Fri 08:00-16:00";

using Days = std::array<bool, daysOfWeek>;

struct WeekShift {
    Days days{};
    int from = 0;
    int to = 0; ///< minutes of the day; above `from`, so up to two days
    double times = 1;
};

/// Reads shifts from a text, left to right.
class HoursReader {
public:
    explicit HoursReader(std::string_view text) : text_(text) {}

    Result<std::vector<WeekShift>> read() {
        std::vector<WeekShift> shifts;
        Days days;
        days.fill(true);
        do {
            auto shift = readShift(days);
            if (!shift)
                return tl::unexpected(shift.error());
            days = shift->days;
            shifts.push_back(*shift);
            if (shifts.size() > mostShifts)
                return fail(fmt::format("A week has {} shifts at most: write those of several days as one, {}.",
                                        mostShifts, shiftForm),
                            0, text_.size());
        } while (take(","));
        skip();
        if (at_ < text_.size())
            return wrong(fmt::format("This is not part of a shift: write days and times, {}, and a comma between "
                                     "shifts.",
                                     shiftForm));
        return shifts;
    }

private:
    tl::unexpected<Error> wrong(std::string message) const {
        return fail(std::move(message), std::min(at_, text_.size()), text_.size());
    }
    void skip() { at_ = skipBlanks(text_, at_); }
    /// Takes one of these words after blanks; what follows the words begins at once.
    bool take(std::string_view word) {
        const size_t before = at_;
        skip();
        if (holdsAt(text_, at_, word)) {
            at_ += word.size();
            skip();
            return true;
        }
        at_ = before;
        return false;
    }
    bool takeDash() { return take("-") || take("\u2013"); }

    /// A day by its first two letters or more; 0 is Monday.
    std::optional<int> takeDay() {
        static constexpr std::array<std::string_view, daysOfWeek> names{"monday", "tuesday",  "wednesday", "thursday",
                                                                        "friday", "saturday", "sunday"};
        const size_t before = at_;
        skip();
        const size_t end = wordEnd(text_, at_);
        const std::string word = lowered(text_.substr(at_, end - at_));
        const auto found = std::ranges::find_if(
            names, [&](std::string_view name) { return word.size() > 1 && name.starts_with(word); });
        if (found == names.end()) {
            at_ = before;
            return std::nullopt;
        }
        at_ = end;
        skip();
        return static_cast<int>(found - names.begin());
    }

    /// The days that stand next, if any.
    Result<std::optional<Days>> takeDays() {
        Days days{};
        if (take("daily") || take("Daily")) {
            days.fill(true);
            return std::optional(days);
        }
        bool isAny = false;
        while (const auto first = takeDay()) {
            isAny = true;
            int last = *first;
            if (takeDash()) {
                const auto end = takeDay();
                if (!end)
                    return wrong("A day is to follow the dash: write Mon-Fri.");
                last = *end;
            }
            for (int day = *first;; day = (day + 1) % daysOfWeek) {
                days[static_cast<size_t>(day)] = true;
                if (day == last)
                    break;
            }
        }
        return isAny ? std::optional(days) : std::nullopt;
    }

    std::optional<int> takeDigits() {
        int number = 0;
        size_t digits = 0;
        for (; at_ < text_.size() && digitAt(text_, at_) && digits < 2; ++at_, ++digits)
            number = 10 * number + (text_[at_] - '0');
        return digits > 0 && !digitAt(text_, at_) ? std::optional(number) : std::nullopt;
    }

    /// A time of the day in minutes.
    Result<int> takeTime() {
        skip();
        const size_t begin = at_;
        const auto hours = takeDigits();
        std::optional<int> minutes = 0;
        if (hours && at_ < text_.size() && text_[at_] == ':') {
            ++at_;
            minutes = takeDigits();
        }
        if (!hours || !minutes || *minutes >= minutesOfHour || *hours * minutesOfHour + *minutes > minutesOfDay)
            return fail(fmt::format("This is no time of a day: write times from 0:00 to 24:00, {}.", shiftForm), begin,
                        std::max(at_, std::min(begin + 1, text_.size())));
        return *hours * minutesOfHour + *minutes;
    }

    Result<WeekShift> readShift(const Days& before) {
        WeekShift shift;
        shift.days = before;
        if (take("24/7")) {
            shift.days.fill(true);
            shift.to = minutesOfDay;
        } else {
            const auto days = takeDays();
            if (!days)
                return tl::unexpected(days.error());
            shift.days = days->value_or(before);
            const auto from = takeTime();
            if (!from)
                return tl::unexpected(from.error());
            if (!takeDash())
                return wrong(fmt::format("A shift has a time at which it ends: write both, {}.", shiftForm));
            const auto to = takeTime();
            if (!to)
                return tl::unexpected(to.error());
            shift.from = *from;
            shift.to = *to > *from ? *to : *to + minutesOfDay;
        }
        if (take("x") || take("X") || take("\u00d7")) {
            const size_t begin = at_;
            const auto times = scanNumber(text_, at_, Comma::separatesArguments);
            if (!times || !(times->value >= leastTimes) || times->value > mostTimes)
                return fail("So many times the servers cannot be there: write a number from 0.001 to 1000, as in x2.",
                            begin, text_.size());
            shift.times = times->value;
            at_ = times->end;
            skip();
        }
        return shift;
    }

    std::string_view text_;
    size_t at_ = 0;
};

std::vector<StaffChange> weekOf(const std::vector<WeekShift>& shifts) {
    std::map<int, double> changes{{0, 0}}; // by minute of the week
    const auto add = [&](int from, int to, double times) {
        changes[from] += times;
        if (to < minutesOfWeek)
            changes[to] -= times;
    };
    for (const WeekShift& shift : shifts)
        for (int day = 0; day < daysOfWeek; ++day) {
            if (!shift.days[static_cast<size_t>(day)])
                continue;
            const int from = day * minutesOfDay + shift.from;
            const int to = day * minutesOfDay + shift.to;
            if (from < minutesOfWeek)
                add(from, std::min(to, minutesOfWeek), shift.times);
            if (to > minutesOfWeek) // Sunday's night belongs to the beginning of the week
                add(std::max(from - minutesOfWeek, 0), to - minutesOfWeek, shift.times);
        }
    std::vector<StaffChange> week;
    double times = 0;
    for (const auto& [minute, change] : changes) {
        times += change;
        const double now = std::abs(times) < addsUpWithin ? 0.0 : times;
        if (week.empty() || std::abs(week.back().times - now) >= addsUpWithin)
            week.push_back({static_cast<double>(minute) / minutesOfHour, now});
    }
    return week;
}

constexpr double hoursOfWholeWeek = static_cast<double>(minutesOfWeek) / minutesOfHour;

double endOf(const std::vector<StaffChange>& week, size_t change) {
    return change + 1 < week.size() ? week[change + 1].from : hoursOfWholeWeek;
}

} // namespace

Result<WorkingHours> WorkingHours::parse(std::string_view text) {
    if (skipBlanks(text, 0) == text.size())
        return fail(fmt::format("Write when people are there, {}, or 24/7.", shiftForm), 0, text.size());
    if (const auto sound = checkText(text, mostBytes); !sound)
        return tl::unexpected(sound.error());
    const auto shifts = HoursReader(text).read();
    if (!shifts)
        return tl::unexpected(shifts.error());
    WorkingHours made;
    made.text_ = text;
    made.week_ = weekOf(*shifts);
    return made;
}

double WorkingHours::meanTimes() const {
    double sum = 0;
    for (size_t change = 0; change < week_.size(); ++change)
        sum += week_[change].times * (endOf(week_, change) - week_[change].from);
    return sum / hoursOfWholeWeek;
}

double WorkingHours::timesAt(double hour) const {
    double times = 0;
    for (const StaffChange& change : week_)
        if (change.from <= hour)
            times = change.times;
    return times;
}

double WorkingHours::longestShift() const {
    const auto isAway = [](const StaffChange& change) { return change.times == 0; };
    if (std::ranges::none_of(week_, isAway))
        return std::numeric_limits<double>::infinity();
    double longest = 0;
    double piece = 0;
    for (int round = 0; round < 2; ++round) // a shift may go over the end of the week
        for (size_t change = 0; change < week_.size(); ++change) {
            piece = isAway(week_[change]) ? 0 : piece + endOf(week_, change) - week_[change].from;
            longest = std::max(longest, piece);
        }
    return longest;
}

} // namespace tributary
