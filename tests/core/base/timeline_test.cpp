// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timeline.h"

#include <catch2/catch.hpp>

using namespace tributary;
using namespace std::chrono_literals;

TEST_CASE("the middle of a period is counted in years by the period's own length") {
    CHECK(Timeline{PeriodKind::month, 60, {}}.middleYears(1) == Approx(0.5 / 12));
    CHECK(Timeline{PeriodKind::quarter, 20, {}}.middleYears(2) == Approx(1.5 / 4));
    CHECK(Timeline{PeriodKind::week, 52, {}}.middleYears(3) == Approx(2.5 * 168 / 8766));
}

TEST_CASE("a month has four sub-steps, a quarter twelve, a week one") {
    CHECK(Timeline{PeriodKind::month, 1, {}}.subSteps() == 4);
    CHECK(Timeline{PeriodKind::quarter, 1, {}}.subSteps() == 12);
    CHECK(Timeline{PeriodKind::week, 1, {}}.subSteps() == 1);
}

TEST_CASE("a date finds its period and the period its first day, over every kind") {
    const Date start{2024y, std::chrono::January, 31d};
    for (PeriodKind kind : {PeriodKind::week, PeriodKind::month, PeriodKind::quarter}) {
        const Timeline timeline{kind, 40, start};
        for (int period = -3; period <= 40; ++period) {
            const Date first = timeline.firstDay(period);
            REQUIRE(first.ok());
            CHECK(timeline.periodAt(first) == period);
            CHECK(timeline.periodAt(Date{std::chrono::sys_days{first} - std::chrono::days{1}}) == period - 1);
        }
    }
}
