// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/working_hours.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tributary;
using namespace tributary::test;

namespace {

using Week = std::vector<StaffChange>;

WorkingHours hoursOf(std::string_view text) {
    INFO(text);
    return need(WorkingHours::parse(text));
}

} // namespace

TEST_CASE("working hours are read as shifts of a week, and kept as typed") {
    CHECK(hoursOf("24/7").week() == Week{{0, 1}});
    CHECK(hoursOf("24/7") == WorkingHours());
    CHECK(hoursOf("24/7 x2").week() == Week{{0, 2}});
    CHECK(hoursOf("Mon 08:00-16:00").week() == Week{{0, 0}, {8, 1}, {16, 0}});
    CHECK(hoursOf("tuesday 8-16:30").week() == Week{{0, 0}, {32, 1}, {40.5, 0}});
    CHECK(hoursOf(" Mon\u2013Tue 0:00 \u2013 24:00 \u00d7 3 ").week() == Week{{0, 3}, {48, 0}});
    CHECK(hoursOf("Mon-Fri 08:00-16:00").text() == "Mon-Fri 08:00-16:00");
    CHECK(hoursOf("Mon-Fri 08:00-16:00").meanTimes() == Approx(40.0 / 168));
    CHECK(hoursOf("daily 8:00-16:00").meanTimes() == Approx(1.0 / 3));
    CHECK(hoursOf("8:00-16:00").meanTimes() == Approx(1.0 / 3)); // every day
    CHECK(hoursOf("Mon Wed-Fri 8-12").meanTimes() == Approx(16.0 / 168));
    CHECK(hoursOf("Sat-Mon 8-12").timesAt(10) == 1);
    CHECK(hoursOf("Sat-Mon 8-12").timesAt(34) == 0);
}

TEST_CASE("a shift without days has those before it, overlaps add up, and nights go on into the next day") {
    const WorkingHours two = hoursOf("Mon-Fri 06:00-14:00 x3, 14:00-22:00 x1");
    CHECK(two.meanTimes() == Approx(5 * (24.0 + 8) / 168));
    CHECK(two.timesAt(6) == 3);
    CHECK(two.timesAt(14) == 1);
    CHECK(two.timesAt(22) == 0);
    CHECK(hoursOf("Mon 8-16, 12-20 x0.5").week() == Week{{0, 0}, {8, 1}, {12, 1.5}, {16, 0.5}, {20, 0}});
    CHECK(hoursOf("24/7, Mon 8-16").week() == Week{{0, 1}, {8, 2}, {16, 1}});
    CHECK(hoursOf("Mon 22:00-06:00").week() == Week{{0, 0}, {22, 1}, {30, 0}});
    CHECK(hoursOf("Sun 22:00-06:00").week() == Week{{0, 1}, {6, 0}, {166, 1}});
    CHECK(hoursOf("Mon 6-14, 14-22, 22-6").week() == Week{{0, 0}, {6, 1}, {30, 0}});
    CHECK(hoursOf("6-14, 14-22, 22-6").week() == Week{{0, 1}});
}

TEST_CASE("the longest piece of a week goes over its end") {
    CHECK(std::isinf(hoursOf("24/7").longestShift()));
    CHECK(std::isinf(hoursOf("24/7, Mon 8-16").longestShift()));
    CHECK(hoursOf("Mon-Fri 08:00-16:00").longestShift() == 8);
    CHECK(hoursOf("Mon-Fri 06:00-14:00 x3, 14:00-22:00").longestShift() == 16);
    CHECK(hoursOf("Sun-Mon 0-24").longestShift() == 48);
}

TEST_CASE("what is no week is refused with its place") {
    for (const auto& [text, place] :
         std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                          {"   ", "   "},
                                                          {"always", "a"},
                                                          {"Mon", ""},
                                                          {"Mon, Tue 8-16", ", Tue 8-16"},
                                                          {"Mon-8 8-16", "8 8-16"},
                                                          {"Mon 8", ""},
                                                          {"Mon 8-25", "25"},
                                                          {"Mon 8:60-16", "8:60"},
                                                          {"Mon 8-16 x0", "0"},
                                                          {"Mon 8-16 x0.0000000001", "0.0000000001"},
                                                          {"Mon 8-16 x1001", "1001"},
                                                          {"Mon 8-16 x", ""},
                                                          {"Mon 8-16 Tue 8-16", "Tue 8-16"},
                                                          {"M 8-16", "M"},
                                                          {"Mon 8-16,", ""}}) {
        INFO(text);
        const auto read = WorkingHours::parse(text);
        REQUIRE_FALSE(read);
        REQUIRE(read.error().range);
        CHECK(read.error().range->begin <= text.size());
        if (!place.empty())
            CHECK(text.substr(read.error().range->begin).starts_with(place));
    }
    CHECK_FALSE(WorkingHours::parse(std::string("Mon 8-16\0", 9)));
    CHECK_FALSE(WorkingHours::parse(std::string(20'000, '8')));
}

TEST_CASE("any bytes are read without harm, and what is read reads the same again") {
    const std::string alphabet = "MonTueWedFriSat 0123456789:-x,./\u2013";
    std::uint64_t state = 42;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int length = 0; length < 24; ++length) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            text += alphabet[(state >> 33U) % alphabet.size()];
        }
        if (const auto read = WorkingHours::parse(text)) {
            CHECK(need(WorkingHours::parse(read->text())) == *read);
            CHECK(read->meanTimes() > 0);
            CHECK(read->week().front().from == 0);
        }
    }
}
