// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/number.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <random>

using namespace tributary;
using Catch::Matchers::Contains;

TEST_CASE("numbers are read with every separator of thousands, one kind at a time") {
    for (const char* text :
         {"1234567.5", "1 234 567.5", "1\u2009234\u2009567.5", "1\u202F234\u202F567.5", "1\u00A0234\u00A0567.5",
          "1'234'567.5", "1\u2019234\u2019567.5", "1_234_567.5", "1,234,567.5"}) {
        CAPTURE(text);
        REQUIRE(parseNumber(text).has_value());
        CHECK(*parseNumber(text) == 1234567.5);
    }
    CHECK(*parseNumber(" -1e6 ") == -1e6);
    CHECK(*parseNumber("\u22121.5") == -1.5);
    CHECK(*parseNumber("+.5E-3") == 0.0005);
    CHECK(*parseNumber("2e+3") == 2000);
}

TEST_CASE("a comma that marks no thousands is refused with the number written with a point") {
    const auto refused = parseNumber("1,5");
    REQUIRE_FALSE(refused.has_value());
    CHECK_THAT(refused.error().message, Contains("write 1.5"));
    CHECK(refused.error().range == TextRange{0, 3});
    CHECK_THAT(parseNumber("12,50").error().message, Contains("write 12.50"));
    CHECK_THAT(parseNumber("0,500").error().message, Contains("write 0.500"));
    CHECK_THAT(parseNumber("1234,567").error().message, Contains("write 1234.567"));
}

TEST_CASE("what is no number is refused at its place") {
    for (const char* text : {"", "nan", "inf", "NaN", "1e999", "1e-999", "1.5.2", "1.2,345", "1'23", "1_0000", "12.",
                             "1 23", "0x10", "1,234 567", "--1", "5 %", "\xff", "1\x01"}) {
        CAPTURE(text);
        CHECK_FALSE(parseNumber(text).has_value());
    }
    CHECK(parseNumber("12 345 6").error().range == TextRange{7, 8});
    CHECK(parseNumber("7x").error().range == TextRange{1, 2});
}

TEST_CASE("within parentheses a comma ends a number") {
    const auto number = scanNumber("1,234", 0, Comma::separatesArguments);
    REQUIRE(number.has_value());
    CHECK(number->value == 1);
    CHECK(number->end == 1);
    CHECK(scanNumber("10..14", 0, Comma::groupsThousands)->end == 2);
}

TEST_CASE("numbers are printed plainly") {
    CHECK(formatNumber(0) == "0");
    CHECK(formatNumber(1000000) == "1000000");
    CHECK(formatNumber(0.1) == "0.1");
    CHECK(formatNumber(1e20) == "1e20");
    CHECK(formatRounded(26324.7, 4) == "26320");
    CHECK(formatRounded(-0.0129, 2) == "-0.013");
    CHECK(formatRounded(9.996, 3) == "10");
    CHECK(formatRounded(std::numeric_limits<double>::infinity(), 3) == "infinity");
    CHECK(formatNumber(-2.5e-7) == "-2.5e-7");
    CHECK(formatNumber(std::numeric_limits<double>::quiet_NaN()) == "NaN");
}

TEST_CASE("a printed number reads back as the same number") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 5000; ++i) {
        const double value =
            std::ldexp(static_cast<double>(random() % 2000003) - 1e6, static_cast<int>(random() % 400) - 200);
        CAPTURE(formatNumber(value));
        REQUIRE(parseNumber(formatNumber(value)).has_value());
        CHECK(*parseNumber(formatNumber(value)) == value);
    }
}
