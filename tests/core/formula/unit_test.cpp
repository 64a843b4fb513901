// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/unit.h"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

using namespace tributary;
using Catch::Matchers::Contains;

namespace {

Unit unit(std::string_view text) {
    const auto parsed = parseUnit(text);
    INFO(text);
    REQUIRE(parsed.has_value());
    return *parsed;
}

} // namespace

TEST_CASE("units of the model read and print as typed") {
    for (const char* text :
         {"USD/year", "breakdown/month", "hour", "%", "mile/bus/year", "1/month", "hour^2", "1", "bus",
          "emergency_purchase", "USD/breakdown", "hour/breakdown", "mile/(bus*year)", "hour^-1", "%/year"}) {
        CAPTURE(text);
        CHECK(unit(text).text() == text);
    }
    CHECK(unit(" USD / year ").text() == "USD/year");
}

TEST_CASE("a slash divides by the next word alone") {
    CHECK(unit("mile/bus/year") == unit("mile/(bus*year)"));
    CHECK(unit("hour/hour") == Unit{});
    CHECK(format(unit("month^-1*breakdown")) == "breakdown/month");
    CHECK(format(unit("1/month")) == "1/month");
    CHECK(format(unit("hour*hour")) == "hour^2");
}

TEST_CASE("time, money and percent convert, and a month has 730.5 hours") {
    CHECK(*conversionFactor(unit("month"), unit("hour")) == Approx(730.5));
    CHECK(*conversionFactor(unit("USD/month"), unit("USD/year")) == Approx(12.0));
    CHECK(*conversionFactor(unit("minute/week"), unit("hour/month")) == Approx(730.5 / 168 / 60));
    CHECK(*conversionFactor(unit("%"), unit("1")) == Approx(0.01));
    CHECK(*conversionFactor(unit("1"), unit("%")) == Approx(100));
    CHECK(*conversionFactor(unit("quarter"), unit("month")) == Approx(3.0));
    CHECK(*conversionFactor(unit("day"), unit("second")) == Approx(86400));
    CHECK(unit("USD/year").factor() == Approx(1 / 8766.0));
}

TEST_CASE("time and money that differ are an error, nouns that differ a note") {
    CHECK(compare(unit("hour"), unit("minute")) == UnitMatch::same);
    CHECK(compare(unit("hour"), unit("USD")) == UnitMatch::differs);
    CHECK(compare(unit("USD"), unit("EUR")) == UnitMatch::differs);
    CHECK(compare(unit("USD"), unit("USD/year")) == UnitMatch::differs);
    CHECK(compare(unit("bus"), unit("breakdown")) == UnitMatch::labelsDiffer);
    CHECK(compare(unit("hour"), unit("hour/breakdown")) == UnitMatch::labelsDiffer);
    CHECK(compare(unit("hour/month"), unit("%")) == UnitMatch::same);
    const auto refused = conversionFactor(unit("USD/year"), unit("hour"));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message == "USD/year does not convert to hour: write the value in hour");
    CHECK(*conversionFactor(unit("bus/month"), unit("breakdown/year")) == Approx(12.0));
}

TEST_CASE("units multiply, divide and are raised") {
    CHECK(unit("breakdown/month") * unit("USD/breakdown") == unit("USD/month"));
    CHECK(unit("mile") / unit("mile/breakdown") == unit("breakdown"));
    CHECK(power(unit("hour"), 2) == unit("hour^2"));
    CHECK(power(unit("hour^2"), 0.5) == unit("hour"));
    CHECK_FALSE(unit("hour") == unit("minute"));
    CHECK(unit("hour/month").isPlain());
    CHECK_FALSE(unit("bus").isPlain());
}

TEST_CASE("a unit that cannot be read is refused at its character") {
    const auto check = [](std::string_view text, size_t begin, size_t end, const char* what) {
        CAPTURE(text);
        const auto refused = parseUnit(text);
        REQUIRE_FALSE(refused.has_value());
        CHECK_THAT(refused.error().message, Contains(what));
        REQUIRE(refused.error().range.has_value());
        CHECK(refused.error().range->begin == begin);
        CHECK(refused.error().range->end == end);
    };
    check("", 0, 0, "missing");
    check("USD/", 4, 4, "missing");
    check("emergency purchase", 10, 18, "emergency_purchase");
    check("hours", 0, 5, "write hour");
    check("1000*USD", 0, 4, "no number but 1");
    check("hour^x", 5, 5, "plain number");
    check("hour^99", 0, 7, "at most 16");
    check("(hour", 0, 1, "not closed");
    check("hour)", 4, 5, "')'");
    check("USD$", 3, 4, "'$'");
    check("USD\xff", 3, 4, "no readable character");
    CHECK_FALSE(parseUnit(std::string(100, '(') + "hour").has_value());
    CHECK_FALSE(parseUnit(std::string(1000, 'a')).has_value());
}

TEST_CASE("a unit printed in canonical form reads back as an equal unit") {
    const std::vector<std::string> symbols{"hour", "month", "year", "%", "USD", "EUR", "bus", "breakdown", "second"};
    std::mt19937_64 random(2);
    for (int i = 0; i < 2000; ++i) {
        Unit built;
        for (int term = 0; term < 4; ++term)
            built = product(built, unit(symbols[random() % symbols.size()]), static_cast<double>(random() % 9) / 2 - 2);
        CAPTURE(format(built));
        REQUIRE(parseUnit(format(built)).has_value());
        CHECK(*parseUnit(format(built)) == built);
        CHECK(format(*parseUnit(format(built))) == format(built));
    }
}
