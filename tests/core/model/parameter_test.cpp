// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/override_value.h"
#include "core/model/parameter.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace tributary;
using Catch::Matchers::Contains;

TEST_CASE("a parameter is a quantity where it reads as one, else a formula") {
    for (const char* text : {"12", "8/10/15 hour", "uniform(1, 3)", "260 * 3 * 62", "30%"}) {
        CAPTURE(text);
        const auto parameter = Parameter::parse(text);
        REQUIRE(parameter.has_value());
        CHECK(parameter->quantity() != nullptr);
        CHECK(parameter->formula() == nullptr);
        CHECK(parameter->text() == text);
    }
    for (const char* text : {"L6", "L6 / 4", "L2 - L4 / 2", "1 - L3", "[Time to locate a part]", "min(3, 4)"}) {
        CAPTURE(text);
        const auto parameter = Parameter::parse(text);
        REQUIRE(parameter.has_value());
        CHECK(parameter->quantity() == nullptr);
        REQUIRE(parameter->formula() != nullptr);
        CHECK(parameter->text() == text);
    }
    CHECK(Parameter::parse("L2 - L4 / 2")->formula()->references() == std::vector<std::string>{"L2", "L4"});
    CHECK(Parameter{} == *Parameter::parse("0"));
}

TEST_CASE("the more useful of two errors is told") {
    const auto message = [](std::string_view text) {
        const auto refused = Parameter::parse(text);
        return refused ? std::string("read") : refused.error().message;
    };
    CHECK_THAT(message("10/20"), Contains("(10/20)"));
    CHECK_THAT(message("8/12/10"), Contains("High, 10, is below likely, 12"));
    CHECK_THAT(message("1,5"), Contains("write 1.5"));
    CHECK_THAT(message("uniform(3, O2)"), Contains("holds no name such as O2"));
    CHECK_THAT(message("p5/p40/p95(1, 2, 3)"), Contains("evenly about p50"));
    CHECK_THAT(message("max(a)"), Contains("max has 1 argument"));
    CHECK_THAT(message("O2 * (3"), Contains("not closed"));
    CHECK_THAT(message("2 * (O2 + 3 hours)"), Contains("write hour"));
    CHECK_THAT(message("= O2"), Contains("leave out the ="));
}

TEST_CASE("renaming reaches formulas and leaves quantities alone") {
    CHECK(Parameter::parse("L2 - L4 / 2")->renamed("L4", "Search labour").text() == "L2 - [Search labour] / 2");
    CHECK(Parameter::parse("4 L4")->renamed("L4", "x").text() == "4 L4");
    const auto formula = Formula::parse("a + b");
    REQUIRE(formula.has_value());
    CHECK(*formula == *Formula::parse("a + b"));
    CHECK(formula->renamed("a", "c").references() == std::vector<std::string>{"c", "b"});
    CHECK(Formula{}.text() == "0");
    CHECK_FALSE(Formula::parse(std::string(10001, 'a')).has_value());
}

TEST_CASE("an override sets, changes by a share, or adds") {
    using Kind = OverrideValue::Kind;
    const auto read = [](std::string_view text) {
        INFO(text);
        const auto value = OverrideValue::parse(text);
        if (!value)
            FAIL(value.error().message);
        CHECK(value->text == text);
        return *value;
    };
    for (const char* text : {"24%", "= 24%", "=24%"}) {
        CAPTURE(text);
        CHECK(read(text).kind == Kind::set);
        CHECK(read(text).quantity.distribution() == Distribution(Constant{24}));
    }
    CHECK(read("= -5").quantity.distribution() == Distribution(Constant{-5}));
    CHECK(read("10/20/30").quantity.distribution() == Distribution(Pert{10, 20, 30}));
    CHECK(read("= 10/20/30 hour").quantity.unit()->text() == "hour");

    CHECK(read("-5%").kind == Kind::relative);
    CHECK(read("-5%").change == Approx(-0.05));
    CHECK(read("+ 5 %").change == Approx(0.05));
    CHECK(read("\u22125%").change == Approx(-0.05));

    CHECK(read("+2 points").kind == Kind::add);
    CHECK(*amountIn(read("+2 points"), *parseUnit("%")) == Approx(2));
    CHECK(*amountIn(read("-2 points"), *parseUnit("1")) == Approx(-0.02));
    CHECK(*amountIn(read("+3 hour"), *parseUnit("minute")) == Approx(180));
    CHECK(*amountIn(read("+0.2"), *parseUnit("1")) == Approx(0.2));
    CHECK_FALSE(amountIn(read("+3 hour"), *parseUnit("USD")).has_value());
}

TEST_CASE("an override that cannot be read is refused at its character") {
    const auto check = [](std::string_view text, size_t begin, size_t end, const char* what) {
        CAPTURE(text);
        const auto refused = OverrideValue::parse(text);
        REQUIRE_FALSE(refused.has_value());
        CHECK_THAT(refused.error().message, Contains(what));
        CHECK(refused.error().range == TextRange{begin, end});
    };
    check("-20% / -50% / -70%", 5, 18, "is set with =");
    check("--5", 0, 2, "is set with =");
    check("+", 0, 1, "takes one number");
    check("+3hour", 2, 6, "write +3 hour");
    check("+3 hours", 3, 8, "write hour");
    check("= 1,5", 2, 5, "write 1.5");
    check("= ", 1, 2, "A value is missing");
    check("", 0, 0, "A value is missing");
    check("+1,5", 1, 4, "write 1.5");
}
