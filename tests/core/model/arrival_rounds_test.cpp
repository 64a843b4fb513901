// SPDX-License-Identifier: GPL-3.0-or-later
// How a list of moments of arrival comes again: by the mean gap, or by the calendar where people have working hours.
#include "core/model/arrival_rounds.h"
#include "core/model/validate.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace tributary;
using namespace tributary::test;

namespace {

const char* const officeHours = "Mon-Fri 8-17";

ArrivalRounds roundsAt(const std::string& moments, const std::string& hours = officeHours) {
    Process process;
    Pool& pool = process.pools.emplace_back();
    if (!hours.empty())
        pool.hours = need(WorkingHours::parse(hours));
    return roundsOf(process, need(ArrivalTimes::parse(moments)));
}

/// A case on each of some days of January 2026, of which the 5th is a Monday.
std::string mornings(int from, int to) {
    std::string text;
    for (int day = from; day <= to; ++day)
        text += fmt::format("{}2026-01-{:02} 08:00", text.empty() ? "" : ", ", day);
    return text;
}

} // namespace

TEST_CASE("a list comes again one mean gap later, by the calendar after whole weeks") {
    const ArrivalRounds hours = roundsAt("0, 1, 1.5, 6");
    CHECK_FALSE(hours.isOfCalendar);
    CHECK(hours.count == 4);
    CHECK(hours.period == 8);
    CHECK_FALSE(roundsAt(mornings(5, 9), "").isOfCalendar);
    CHECK_FALSE(roundsAt(mornings(5, 9), "24/7").isOfCalendar);
    CHECK(roundsAt(mornings(5, 9), "").rate() == need(ArrivalTimes::parse(mornings(5, 9))).rate());

    const ArrivalRounds week = roundsAt(mornings(5, 9));
    CHECK(week.isOfCalendar);
    CHECK_FALSE(week.isOfDays());
    CHECK(week.count == 5);
    CHECK(week.period == 168);
    CHECK(week.rate() == 5 / 168.0);
    CHECK(roundsAt(mornings(5, 11)).period == 168);
    CHECK(roundsAt(mornings(5, 16)).period == 2 * 168.0);
    // Of a month, the two days that begin a fifth week are left out; of four weeks and five days nothing is.
    const ArrivalRounds month = roundsAt(mornings(1, 30));
    CHECK(month.period == 4 * 168.0);
    CHECK(month.count == 28);
    CHECK(roundsAt(mornings(1, 12)).period == 2 * 168.0);
    CHECK(roundsAt(mornings(1, 12)).count == 12);
}

TEST_CASE("a list of less than half a week comes again by whole days") {
    const ArrivalRounds day = roundsAt("2026-01-05 08:00, 2026-01-05 09:30, 2026-01-05 16:00");
    CHECK(day.isOfDays());
    CHECK(day.period == 24);
    CHECK(day.count == 3);
    CHECK(roundsAt("2026-01-05 08:00, 2026-01-05 09:30, 2026-01-06 16:00").period == 48);
}

TEST_CASE("what of a list of dates is not taken as it is is said") {
    const auto said = [](const std::string& moments, const std::string& hours = officeHours) {
        Process process = *transit().processes().find(ProcessId("restore"));
        process.arrivals.reset();
        process.arrivalTimes = need(ArrivalTimes::parse(moments));
        if (!hours.empty())
            process.pools[0].hours = need(WorkingHours::parse(hours));
        std::string all;
        for (const Problem& problem : validate(apply(transit(), Edit{{}, {}, {put(process)}}).model))
            if (problem.subject == "process/restore/arrival_times")
                all += problem.message;
        return all;
    };
    CHECK_THAT(said(mornings(1, 30)), Catch::Matchers::Contains("2 cases at its end are left out"));
    CHECK_THAT(said(mornings(5, 6)), Catch::Matchers::Contains("less than half a week"));
    CHECK(said(mornings(5, 9)).empty());
    CHECK(said(mornings(1, 30), "").empty());
}
