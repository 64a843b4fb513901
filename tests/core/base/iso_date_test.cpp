// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/iso_date.h"

#include <catch2/catch.hpp>

using namespace tributary;

TEST_CASE("a date is read as it is written, in ten characters") {
    for (const char* text : {"2027-01-31", "2024-02-29", "0001-01-01", "9999-12-31"}) {
        const auto date = parseDate(text);
        REQUIRE(date);
        CHECK(formatDate(*date) == text);
    }
}

TEST_CASE("what is no day of the calendar, or not in digits, is no date") {
    for (const char* text : {"", "2027-1-31", "2027-01-31 ", "2027/01/31", "2027-02-30", "2026-02-29", "2027-13-01",
                             "2027-00-10", "2027-01-00", "0000-01-01", "-001-01-01", "+201-01-01", "2027-+1-01",
                             "2027-01- 1", "20270-1-01", "abcd-ef-gh"})
        CHECK_FALSE(parseDate(text));
}
