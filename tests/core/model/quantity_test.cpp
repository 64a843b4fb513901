// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <string>

using namespace tributary;
using Catch::Matchers::Contains;

namespace {

Quantity quantity(std::string_view text) {
    INFO(text);
    const auto parsed = Quantity::parse(text);
    if (!parsed)
        FAIL(parsed.error().message);
    CHECK(parsed->text() == text);
    return *parsed;
}

Distribution shape(std::string_view text) { return quantity(text).distribution(); }

std::string unitOf(std::string_view text) {
    const Quantity parsed = quantity(text);
    return parsed.unit() ? parsed.unit()->text() : "";
}

} // namespace

TEST_CASE("plain numbers and their arithmetic are constants") {
    CHECK(shape("12") == Distribution(Constant{12}));
    CHECK(shape("260 * 3 * 62") == Distribution(Constant{48360}));
    CHECK(shape("(10/20) + 2 * (3 - 1)") == Distribution(Constant{4.5}));
    CHECK(shape("-5") == Distribution(Constant{-5}));
    CHECK(shape("5 + -2") == Distribution(Constant{3}));
    CHECK(shape(" 1,200,000 ") == Distribution(Constant{1200000}));
    CHECK(shape("55 000 USD/year") == Distribution(Constant{55000}));
    CHECK(quantity("12").isConstant());
    CHECK_FALSE(quantity("8/10/15").isConstant());
    CHECK(Quantity{} == quantity("0"));
}

TEST_CASE("three numbers are low, likely and high, rising or falling, as a PERT") {
    CHECK(shape("8/10/15") == Distribution(Pert{8, 10, 15}));
    CHECK(shape("30% / 45% / 60%") == Distribution(Pert{30, 45, 60}));
    CHECK(shape("30/45/60%") == Distribution(Pert{30, 45, 60}));
    CHECK(shape("-20% / -50% / -70%") == Distribution(Pert{-70, -50, -20}));
    CHECK(shape("-3% / -1.5% / 0%") == Distribution(Pert{-3, -1.5, 0}));
    CHECK(shape("2 * 4 / 10 / (30/2)") == Distribution(Pert{8, 10, 15}));
    CHECK(shape("1,000/2,000/3,000") == Distribution(Pert{1000, 2000, 3000}));
    CHECK(shape("5/5/5") == Distribution(Constant{5}));
}

TEST_CASE("percentiles give the metalog that has them") {
    const Distribution fitted = shape("p5/p50/p95(8, 10, 15)");
    REQUIRE(std::holds_alternative<Metalog>(fitted));
    CHECK(quantile(fitted, 0.05) == Approx(8));
    CHECK(quantile(fitted, 0.5) == Approx(10));
    CHECK(quantile(fitted, 0.95) == Approx(15));
    CHECK(quantile(shape("P10 / P50 / P90 (8, 10, 15) hour"), 0.9) == Approx(15));
    CHECK(unitOf("p5/p50/p95(8%, 10%, 15%)") == "%");
}

TEST_CASE("an interval is the normal with these 5th and 95th percentiles") {
    for (const char* text : {"10..14", "10 .. 14", "14..10", "12 ± 2", "12 +- 2", "12 +\u22122"}) {
        CAPTURE(text);
        const Distribution normal = shape(text);
        REQUIRE(std::holds_alternative<Normal>(normal));
        CHECK(mean(normal) == Approx(12));
        CHECK(quantile(normal, 0.05) == Approx(10));
        CHECK(quantile(normal, 0.95) == Approx(14));
    }
    CHECK(unitOf("20% ± 5%") == "%");
    CHECK(mean(shape("-20%..-10%")) == Approx(-15));
    CHECK(shape("12 ± 0") == Distribution(Constant{12}));
}

TEST_CASE("named forms have the parameters that they name") {
    CHECK(shape("uniform(1, 3)") == Distribution(Uniform{1, 3}));
    CHECK(shape("Uniform(1/4, 1 000)") == Distribution(Uniform{0.25, 1000}));
    CHECK(shape("triangular(1, 2, 4)") == Distribution(Triangular{1, 2, 4}));
    CHECK(shape("normal(10, 2)") == Distribution(Normal{10, 2}));
    CHECK(shape("normal(sd = 2, mean = 10)") == Distribution(Normal{10, 2}));
    CHECK(mean(shape("lognormal(10, 3)")) == Approx(10));
    CHECK(sd(shape("lognormal(10, 3)")) == Approx(3));
    CHECK(shape("lognormal(median=3, sigma=0.5)") == Distribution(Lognormal{std::log(3.0), 0.5}));
    CHECK(shape("lognormal(sigma=0.5, median=3)") == Distribution(Lognormal{std::log(3.0), 0.5}));
    CHECK(shape("beta(2, 5)") == Distribution(Beta{2, 5, 0, 1}));
    CHECK(shape("beta(2, 5, 10%, 30%)") == Distribution(Beta{2, 5, 10, 30}));
    CHECK(unitOf("beta(2, 5, 10%, 30%)") == "%");
    const Quantity series = quantity("data( Restore times 2025 ) hour");
    REQUIRE(series.data().has_value());
    CHECK(*series.data() == "Restore times 2025");
    CHECK_FALSE(series.isConstant());
    CHECK_FALSE(distributionIn(series, *parseUnit("hour")).has_value());
}

TEST_CASE("a unit may end any form") {
    CHECK(unitOf("8/10/15 hour") == "hour");
    CHECK(unitOf("600 breakdown/month") == "breakdown/month");
    CHECK(unitOf("10..14 USD/hour") == "USD/hour");
    CHECK(unitOf("12 USD/user/month") == "USD/user/month");
    CHECK(unitOf("36000 mile/bus/year") == "mile/bus/year");
    CHECK(unitOf("12 ± 2 hour") == "hour");
    CHECK(unitOf("uniform(1, 3) hour") == "hour");
    CHECK(unitOf("p5/p50/p95(8, 10, 15) hour") == "hour");
    CHECK(unitOf("260 * 3 hour/user") == "hour/user");
    CHECK(unitOf("8/10/15 %") == "%");
    CHECK(unitOf("5%/year") == "%/year");
    CHECK(unitOf("8/10/15").empty());
}

TEST_CASE("a distribution is converted into the unit of its field") {
    const auto in = [](std::string_view text, std::string_view field) {
        const auto converted = distributionIn(quantity(text), *parseUnit(field));
        REQUIRE(converted.has_value());
        return *converted;
    };
    CHECK(in("8/10/15", "hour") == Distribution(Pert{8, 10, 15}));
    CHECK(in("10 minute", "hour") == Distribution(Constant{10 * (1.0 / 60)}));
    CHECK(mean(in("12 USD/month", "USD/year")) == Approx(144));
    CHECK(mean(in("30%", "1")) == Approx(0.3));
    CHECK(mean(in("3/15/25 points", "%")) == Approx(mean(Pert{3, 15, 25})));
    CHECK(mean(in("3 points", "1")) == Approx(0.03));
    CHECK(mean(in("3 point", "point")) == Approx(3));
    for (const char* form : {"8/10/15", "uniform(8, 15)", "triangular(8, 10, 15)", "normal(10, 2)", "lognormal(10, 2)",
                             "beta(2, 3, 8, 15)", "p5/p50/p95(8, 10, 15)", "10"}) {
        CAPTURE(form);
        for (const double u : {0.05, 0.5, 0.9})
            CHECK(quantile(in(std::string(form) + " hour", "minute"), u) == Approx(60 * quantile(shape(form), u)));
    }
    const auto refused = distributionIn(quantity("10 USD"), *parseUnit("hour"));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message == "USD does not convert to hour: write the value in hour");
    const auto measured = makeEmpirical({3, 1, 2});
    REQUIRE(measured.has_value());
    CHECK(quantile(scaled(*measured, 2), 0.99) == Approx(2 * quantile(*measured, 0.99)));
}

TEST_CASE("a quantity that cannot be read is refused at its character, with how to write it") {
    const auto check = [](std::string_view text, size_t begin, size_t end, const char* what) {
        CAPTURE(text);
        const auto refused = Quantity::parse(text);
        REQUIRE_FALSE(refused.has_value());
        CHECK_THAT(refused.error().message, Contains(what));
        REQUIRE(refused.error().range.has_value());
        CHECK(refused.error().range->begin == begin);
        CHECK(refused.error().range->end == end);
    };
    check("0.9 / 1.1 / 0.8", 12, 15, "High, 0.8, is below likely, 1.1. Write them in order: 0.8 / 0.9 / 1.1");
    check("0.9/0.5/1.9", 4, 7, "Likely, 0.5, is below low, 0.9");
    check("-20% / -80% / -70%", 7, 11, "Likely, -80%, is below high, -70%. Write them in order: -20% / -70% / -80%");
    check("triangular(3, 2, 4)", 14, 15, "Likely, 2, is below low, 3");
    check("10/20", 0, 5, "write (10/20) to divide, or low/likely/high for a range, as in 10/15/20");
    check("1/2/3/4", 0, 7, "here are 4");
    check("1,5", 0, 3, "write 1.5");
    check("8/1,5/3", 2, 5, "write 1.5");
    check("(1,000 + 2)", 2, 3, "A comma separates");
    check("12hour", 2, 6, "write 12 hour");
    check("3 hours", 2, 7, "write hour");
    check("8 hour / 10 hour", 7, 16, "once, at the end");
    check("8/10/15 USD per hour", 12, 20, "A unit ends the quantity");
    check("30% / 45 / 60%", 6, 8, "Some of the numbers have a %");
    check("30% hour", 4, 8, "one unit");
    check("", 0, 0, "A value is missing");
    check("O2", 0, 2, "holds no name such as O2");
    check("8/10/", 5, 5, "incomplete");
    check("10..", 4, 4, "incomplete");
    check("12 $", 3, 4, "'$' has no meaning");
    check("(12", 0, 1, "not closed");
    check("(1/0)", 3, 4, "divides by 0");
    check("1e300 * 1e300", 8, 13, "too large");
    check("1e200", 0, 5, "beyond 1e100");
    check("5 ± -1", 5, 7, "not negative");
    check("uniform(1)", 7, 10, "uniform has 1 number here: write uniform(low, high)");
    check("uniform(1, 2", 7, 8, "not closed");
    check("uniform(10, 30%)", 8, 10, "Some of the numbers have a %");
    check("uniform(1 hour, 3 hour)", 10, 14, "after the closing parenthesis");
    check("beta(1, 2, 3)", 4, 13, "beta has 3 numbers");
    check("beta(10%, 2)", 5, 8, "a is a plain number");
    check("normal(10, -2)", 6, 14, "-2");
    check("lognormal(median=3, median=4)", 9, 29, "names do not fit");
    check("lognormal(mean=3, 4)", 9, 20, "names do not fit");
    check("weibull(1, 2)", 0, 7, "There is no form weibull");
    check("p5/p40/p95(1, 2, 3)", 0, 10, "evenly about p50");
    check("p5/p50", 0, 6, "Three percentiles are needed");
    check("p5/p50/p95(8, 7, 15)", 14, 15, "p50, 7, is not above p5, 8");
    check("p5/p50/p95(8, 8.01, 15)", 10, 23, "too near one end");
    check("data()", 4, 6, "name of the series");
    check("data(x", 4, 5, "not closed");
    check("nan", 0, 3, "holds no name");
    check("1\x01", 1, 2, "control character");
    CHECK_FALSE(Quantity::parse(std::string(900, '(') + "1").has_value());
    CHECK_FALSE(Quantity::parse(std::string(2000, '1')).has_value());
}

TEST_CASE("what was read once reads again as the same quantity, whatever is typed") {
    const std::string alphabet = "0123456789.,/%()+-* eEpu=hour_nifm\xC2\xB1'";
    std::mt19937_64 random(4);
    int read = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (auto length = random() % 10; length > 0; --length)
            text += alphabet[random() % alphabet.size()];
        const auto parsed = Quantity::parse(text);
        if (!parsed) {
            REQUIRE(parsed.error().range.has_value());
            CHECK(parsed.error().range->begin <= parsed.error().range->end);
            CHECK(parsed.error().range->end <= text.size());
            continue;
        }
        ++read;
        CHECK(parsed->text() == text);
        CHECK(Quantity::parse(parsed->text())->distribution() == parsed->distribution());
    }
    CHECK(read > 100);
}
