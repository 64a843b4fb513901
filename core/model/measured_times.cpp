// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/measured_times.h"

#include "core/base/iso_date.h"
#include "core/formula/characters.h"
#include "core/formula/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>

namespace tributary {

namespace {

struct TimeUnit {
    std::string_view name;
    double hours;
    std::array<std::string_view, 3> others; ///< besides the name and its plural
};
constexpr std::array<TimeUnit, 5> timeUnits{{{"hour", 1, {"h", "hr", "hrs"}},
                                             {"minute", 1.0 / 60, {"min", "mins", ""}},
                                             {"second", 1.0 / 3600, {"s", "sec", "secs"}},
                                             {"day", 24, {"d", "", ""}},
                                             {"week", 168, {"wk", "", ""}}}};
constexpr std::string_view unitForm = "end with second, minute, hour, day or week";
constexpr double mostHours = 1e9;   ///< a hundred thousand years
constexpr double leastHours = 1e-9; ///< some microseconds: a mean time or a whole log is longer

const TimeUnit* timeUnit(std::string_view word) {
    const std::string lower = lowered(word);
    const auto found = std::ranges::find_if(timeUnits, [&](const TimeUnit& unit) {
        return lower == unit.name || lower == std::string(unit.name) + "s" ||
               (!lower.empty() && std::ranges::find(unit.others, lower) != unit.others.end());
    });
    return found == timeUnits.end() ? nullptr : &*found;
}

std::string_view withoutBlanks(std::string_view text) {
    text.remove_prefix(skipBlanks(text, 0));
    size_t end = text.size();
    for (size_t at = 0; at < text.size();) // blanks are of one to three bytes, so they are found from the left
        if (const size_t blank = blankAt(text, at))
            at += blank;
        else
            end = ++at;
    return text.substr(0, std::min(end, text.size()));
}

/// A value of a list as it stands in the text.
struct Cell {
    std::string_view text;
    size_t line = 0; ///< from 1; of a list in one line the place of the value
};

struct Cells {
    std::vector<Cell> cells;
    bool isColumn = false;
    const TimeUnit* headed = nullptr; ///< the unit in the heading of a column
};

/// Splits a text into the values of a list, and says where one stands.
class CellReader {
public:
    CellReader(std::string_view text, size_t longest) : text_(text), longest_(longest) {}

    Result<Cells> read() {
        if (text_.size() > longest_)
            return tooMany();
        if (auto sound = checkText(text_, longest_); !sound)
            return tl::unexpected(sound.error());
        const std::string_view all = withoutBlanks(text_);
        if (all.empty())
            return fail("There are no values: type them with commas between, as in 3, 5, 8 min, or paste a column.", 0,
                        text_.size());
        cells_.isColumn = all.find('\n') != std::string_view::npos || all.find('\r') != std::string_view::npos;
        if (auto split = cells_.isColumn ? readColumn() : readLine(all); !split)
            return tl::unexpected(split.error());
        if (cells_.cells.empty())
            return fail("There are no values under the heading: paste the whole column.", 0, text_.size());
        return std::move(cells_);
    }

    [[nodiscard]] static std::string place(bool isColumn, size_t number) {
        return fmt::format("{} {}", isColumn ? "Line" : "Value", number);
    }
    [[nodiscard]] tl::unexpected<Error> wrong(bool isColumn, const Cell& cell, const std::string& why) const {
        const size_t begin = cell.text.data() ? static_cast<size_t>(cell.text.data() - text_.data()) : size_t{0};
        return fail(fmt::format("{}: {}", place(isColumn, cell.line), why), begin,
                    std::max(begin + cell.text.size(), std::min(begin + 1, text_.size())));
    }

private:
    static tl::unexpected<Error> tooMany() {
        static_assert(mostMeasured == 10'000);
        return fail("These are more than 10,000 values, the most that a list holds: give a sample of them, as every "
                    "tenth of a long one.");
    }
    Result<void> add(std::string_view text, size_t line) {
        if (cells_.cells.size() == mostMeasured)
            return tooMany();
        cells_.cells.push_back({text, line});
        return {};
    }

    Result<void> readLine(std::string_view all) {
        size_t number = 0;
        for (bool more = true; more;) {
            const size_t end = all.find_first_of(",;\t");
            more = end != std::string_view::npos;
            const std::string_view part = withoutBlanks(all.substr(0, end));
            ++number;
            if (part.empty() && more)
                return wrong(false, {all.substr(0, 1), number}, "nothing stands before the comma: type a number.");
            if (!part.empty())
                if (auto added = add(part, number); !added)
                    return added;
            all = more ? all.substr(end + 1) : std::string_view{};
        }
        return {};
    }

    Result<void> readColumn() {
        size_t line = 0;
        for (size_t at = 0; at < text_.size();) {
            const size_t end = std::min(text_.find_first_of("\r\n", at), text_.size());
            std::string_view row = withoutBlanks(text_.substr(at, end - at));
            at = end + (text_.substr(end).starts_with("\r\n") ? 2 : 1);
            ++line;
            if (row.ends_with(',') || row.ends_with(';'))
                row = withoutBlanks(row.substr(0, row.size() - 1));
            if (row.size() > 1 && row.starts_with('"') && row.ends_with('"'))
                row = withoutBlanks(row.substr(1, row.size() - 2));
            if (row.empty())
                continue;
            if (cells_.cells.empty() && !sawHeading_ && isHeading(row)) {
                sawHeading_ = true;
                if (auto read = readHeading(row, line); !read)
                    return read;
                continue;
            }
            if (auto added = addRow(row, line); !added)
                return added;
        }
        return {};
    }

    /// A line of a column has one value, or a list as people break it over lines, with a blank after each comma.
    Result<void> addRow(std::string_view row, size_t line) {
        for (size_t end = 0; end != std::string_view::npos;) {
            end = row.find(", ");
            const std::string_view part = withoutBlanks(row.substr(0, end));
            if (const size_t cut = part.find_first_of(",;\t"); cut != std::string_view::npos)
                return wrong(true, {part, line},
                             part[cut] == ',' ? "a comma stands in it: write 1.5 for one and a half, or paste one "
                                                "column."
                                              : "it has several cells: paste one column.");
            if (auto added = add(part, line); !added)
                return added;
            row = end == std::string_view::npos ? row : row.substr(end + 2);
        }
        return {};
    }

    /// Words without a number; what stands for one that is missing is none.
    static bool isHeading(std::string_view row) {
        double number = 0;
        const bool isNumber = std::from_chars(row.data(), row.data() + row.size(), number).ec == std::errc{};
        return !isNumber && std::ranges::none_of(row, [](char c) { return c >= '0' && c <= '9'; });
    }

    /// A heading may say the unit in brackets.
    Result<void> readHeading(std::string_view row, size_t line) {
        const size_t open = row.find_first_of("([");
        if (open == std::string_view::npos) {
            cells_.headed = timeUnit(row);
            return {};
        }
        const std::string_view unit = withoutBlanks(row.substr(open + 1, row.find_first_of(")]", open) - open - 1));
        cells_.headed = timeUnit(unit);
        if (!cells_.headed)
            return wrong(true, {row, line},
                         fmt::format("`{:.40}` is no unit of time: use minute, hour, day or week.", unit));
        return {};
    }

    std::string_view text_;
    size_t longest_;
    Cells cells_;
    bool sawHeading_ = false;
};

/// A number and the unit behind it.
struct TypedTime {
    double number = 0;
    const TimeUnit* unit = nullptr;
};

struct TimeList {
    std::vector<double> numbers; ///< in `unit`
    const TimeUnit* unit = nullptr;
};

class TimeListReader {
public:
    TimeListReader(const CellReader& reader, const Cells& cells) : reader_(reader), cells_(cells) {}

    Result<TimeList> read() {
        std::vector<TypedTime> typed;
        typed.reserve(cells_.cells.size());
        size_t withUnit = 0;
        for (const Cell& cell : cells_.cells) {
            auto time = readTime(cell);
            if (!time)
                return tl::unexpected(time.error());
            withUnit += time->unit ? 1 : 0;
            typed.push_back(*time);
        }
        const TimeUnit* shared = typed.back().unit;
        const bool isEach = withUnit == typed.size();
        if (withUnit > 0 && !isEach && !(withUnit == 1 && shared)) {
            const auto bare = std::ranges::find(typed, nullptr, &TypedTime::unit);
            return reader_.wrong(cells_.isColumn, cells_.cells[static_cast<size_t>(bare - typed.begin())],
                                 "it has no unit, and others have: give each its unit, or the last one alone for all.");
        }
        TimeList list;
        list.unit = shared ? shared : cells_.headed ? cells_.headed : &timeUnits.front();
        for (size_t at = 0; at < typed.size(); ++at) {
            const bool isOther = isEach && typed[at].unit != list.unit;
            list.numbers.push_back(isOther ? typed[at].number * typed[at].unit->hours / list.unit->hours
                                           : typed[at].number);
            if (list.numbers.back() * list.unit->hours > mostHours)
                return reader_.wrong(cells_.isColumn, cells_.cells[at],
                                     "it is longer than a hundred thousand years: correct it.");
        }
        return list;
    }

private:
    Result<TypedTime> readTime(const Cell& cell) {
        const auto wrong = [&](const std::string& why) { return reader_.wrong(cells_.isColumn, cell, why); };
        std::string_view rest = cell.text;
        const size_t minus = minusAt(rest, 0);
        rest.remove_prefix(rest.starts_with('+') ? 1 : minus);
        TypedTime time;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), time.number);
        const bool isNumber = error == std::errc{} && std::isfinite(time.number);
        if (!isNumber)
            return wrong(fmt::format("`{:.40}` is no number: type a time, as in 5 or 5 min.", cell.text));
        if (time.number == 0)
            time.number = 0; // without a sign
        if (time.number < 0 || (minus > 0 && time.number > 0))
            return wrong(fmt::format("{:.40} is negative: a time is 0 or more.", cell.text));
        const std::string_view unit = withoutBlanks(rest.substr(static_cast<size_t>(end - rest.data())));
        if (unit.empty())
            return time;
        time.unit = timeUnit(unit);
        if (!time.unit)
            return wrong(holdsAt(unit, 0, ":")
                             ? fmt::format("`{:.40}` is no number: write 1.5 hour for 1:30.", cell.text)
                             : fmt::format("`{:.40}` is no unit of time: {}.", unit, unitForm));
        return time;
    }

    const CellReader& reader_;
    const Cells& cells_;
};

std::string printedList(const std::vector<double>& numbers, std::string_view unit) {
    std::string text;
    for (const double number : numbers)
        text.append(text.empty() ? "" : ", ").append(formatNumber(number));
    return text.append(" ").append(unit);
}

/// Milliseconds since 1970; none where the text is no date with a time.
std::optional<std::int64_t> readMoment(std::string_view text) {
    const auto digits = [&](size_t at, size_t count) {
        int value = 0;
        for (size_t i = at; i < at + count; ++i) {
            if (i >= text.size() || text[i] < '0' || text[i] > '9')
                return -1;
            value = 10 * value + (text[i] - '0');
        }
        return value;
    };
    const auto has = [&](size_t at, std::string_view any) {
        return at < text.size() && any.find(text[at]) != std::string_view::npos;
    };
    const auto date = parseDate(text.substr(0, 10));
    if (!date)
        return std::nullopt;
    int hour = 0, minute = 0, second = 0, thousandths = 0;
    size_t at = 10;
    if (at < text.size()) {
        hour = digits(11, 2);
        minute = digits(14, 2);
        if (!has(10, " T") || !has(13, ":"))
            return std::nullopt;
        at = 16;
        if (has(at, ":")) {
            second = digits(17, 2);
            at = 19;
            if (has(at, ".")) {
                thousandths = digits(20, 3);
                at = 23;
            }
        }
    }
    if (at < text.size() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
        thousandths < 0)
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(*date).time_since_epoch().count();
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + thousandths;
}

constexpr double millisecondsOfHour = 3'600'000;
constexpr std::int64_t millisecondsOfDay = 86'400'000;

std::string printedMoment(std::int64_t milliseconds) {
    const std::int64_t days = milliseconds / millisecondsOfDay - (milliseconds % millisecondsOfDay < 0 ? 1 : 0);
    const std::int64_t rest = milliseconds - days * millisecondsOfDay;
    const Date date{std::chrono::sys_days(std::chrono::days(days))};
    std::string text = fmt::format("{} {:02}:{:02}", formatDate(date), rest / 3'600'000, rest / 60'000 % 60);
    if (rest % 60'000 != 0)
        text += fmt::format(":{:02}", rest / 1000 % 60);
    if (rest % 1000 != 0)
        text += fmt::format(".{:03}", rest % 1000);
    return text;
}

/// Monday 0:00 of the week of a moment.
std::int64_t weekOf(std::int64_t milliseconds) {
    const std::int64_t days = milliseconds / millisecondsOfDay - (milliseconds % millisecondsOfDay < 0 ? 1 : 0);
    const std::int64_t sinceMonday = ((days + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday
    return (days - sinceMonday) * millisecondsOfDay;
}

bool looksLikeDate(std::string_view text) {
    return text.size() >= 8 && digitAt(text, 0) && digitAt(text, 3) && text[4] == '-';
}

struct Moments {
    std::vector<double> hours;
    std::string text;
};

Result<Moments> readMoments(const CellReader& reader, const Cells& cells) {
    Moments made;
    std::vector<std::int64_t> moments;
    for (const Cell& cell : cells.cells) {
        const auto moment = readMoment(cell.text);
        if (!moment)
            return reader.wrong(cells.isColumn, cell,
                                fmt::format("`{:.40}` is no date with a time: write 2024-03-01 08:15.", cell.text));
        moments.push_back(*moment);
        made.text.append(made.text.empty() ? "" : ", ").append(printedMoment(*moment));
    }
    const std::int64_t start = weekOf(moments.front());
    for (const std::int64_t moment : moments)
        made.hours.push_back(static_cast<double>(moment - start) / millisecondsOfHour);
    return made;
}

double squaredCvOfGaps(const std::vector<double>& hours) {
    const auto gaps = static_cast<double>(hours.size() - 1);
    const double mean = (hours.back() - hours.front()) / gaps;
    double squares = 0;
    for (size_t at = 1; at < hours.size(); ++at)
        squares += (hours[at] - hours[at - 1] - mean) * (hours[at] - hours[at - 1] - mean);
    return squares / gaps / (mean * mean);
}

} // namespace

Result<MeasuredTimes> MeasuredTimes::parse(std::string_view text) {
    CellReader reader(text, longestText);
    const auto cells = reader.read();
    if (!cells)
        return tl::unexpected(cells.error());
    auto list = TimeListReader(reader, *cells).read();
    if (!list)
        return tl::unexpected(list.error());
    MeasuredTimes made;
    made.text_ = printedList(list->numbers, list->unit->name);
    made.unit_ = list->unit->name;
    for (double& number : list->numbers)
        number *= list->unit->hours;
    std::ranges::sort(list->numbers);
    const auto count = static_cast<double>(list->numbers.size());
    made.mean_ = std::accumulate(list->numbers.begin(), list->numbers.end(), 0.0) / count;
    if (!(made.mean_ > leastHours))
        return fail("All of these times are 0: give at least one above 0.", 0, text.size());
    double squares = 0;
    for (const double hours : list->numbers)
        squares += (hours - made.mean_) * (hours - made.mean_);
    made.cv_ = list->numbers.front() == list->numbers.back() ? 0 : std::sqrt(squares / count) / made.mean_;
    made.sorted_ = std::make_shared<const std::vector<double>>(std::move(list->numbers));
    return made;
}

double MeasuredTimes::hoursOfUnit() const { return timeUnit(unit_)->hours; }

Result<ArrivalTimes> ArrivalTimes::parse(std::string_view text) {
    CellReader reader(text, longestText);
    const auto cells = reader.read();
    if (!cells)
        return tl::unexpected(cells.error());
    Moments moments;
    if (looksLikeDate(cells->cells.front().text)) {
        auto dated = readMoments(reader, *cells);
        if (!dated)
            return tl::unexpected(dated.error());
        moments = std::move(*dated);
    } else {
        auto list = TimeListReader(reader, *cells).read();
        if (!list)
            return tl::unexpected(list.error());
        moments.text = printedList(list->numbers, list->unit->name);
        moments.hours = std::move(list->numbers);
        for (double& hours : moments.hours)
            hours *= list->unit->hours;
    }
    for (size_t at = 1; at < moments.hours.size(); ++at)
        if (moments.hours[at] < moments.hours[at - 1])
            return reader.wrong(cells->isColumn, cells->cells[at],
                                "it is before the one above it: sort the arrivals, the earliest first.");
    if (moments.hours.size() < 2 || !(moments.hours.back() - moments.hours.front() > leastHours))
        return fail("A list of arrivals has at least two moments, the last after the first: give more of them.", 0,
                    text.size());
    ArrivalTimes made;
    made.text_ = std::move(moments.text);
    made.squaredCv_ = tributary::squaredCvOfGaps(moments.hours);
    made.hours_ = std::make_shared<const std::vector<double>>(std::move(moments.hours));
    return made;
}

} // namespace tributary
