// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/expression.h"
#include "core/formula/parser.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <string>

using namespace tributary;

namespace {

double value(std::string_view text, const std::map<std::string, double, std::less<>>& values = {}) {
    const auto expression = parseFormula(text);
    INFO(text);
    REQUIRE(expression.has_value());
    return evaluate(*expression, [&](std::string_view name) { return values.find(name)->second; });
}

double factor(std::string_view text) { return parseUnit(text)->factor(); }

} // namespace

TEST_CASE("a formula is worked out in base units") {
    CHECK(value("2 + 3 * 4 ^ 2 - 6 / 3") == 48);
    CHECK(value("-2 ^ 2") == -4);
    CHECK(value("2 ^ 3 ^ 2") == 512);
    CHECK(value("30%") == Approx(0.3));
    CHECK(value("60 minute + 1 hour") == Approx(2));
    CHECK(value("1 year / 1 month") == Approx(12));
    CHECK(value("x - 2 hour", {{"x", 120}}) == Approx(118));
}

TEST_CASE("every function of the table gives its known values") {
    CHECK(value("min(3, 1, 2)") == 1);
    CHECK(value("max(3, 1, 7, 2)") == 7);
    CHECK(value("abs(-3)") == 3);
    CHECK(value("sqrt(16)") == 4);
    CHECK(value("exp(ln(5))") == Approx(5));
    CHECK(value("log10(1000)") == Approx(3));
    CHECK(value("round(2.5)") == 3);
    CHECK(value("floor(-1.5)") == -2);
    CHECK(value("ceil(1.2)") == 2);
    CHECK(value("clamp(7, 1, 5)") == 5);
    CHECK(value("clamp(-7, 1, 5)") == 1);
    CHECK(value("if(1 < 2, 10, 20)") == 10);
    CHECK(value("if(1 >= 2, 10, 20)") == 20);
    CHECK(value("if(2 = 2, 10, 20) + if(2 <> 2, 1, 2)") == 12);
    for (const FunctionEntry& row : functions()) {
        CHECK(findFunction(row.name) == &entry(row.function));
        CHECK_FALSE(row.purpose.empty());
    }
}

TEST_CASE("a value that is no number is passed on by every choice of a smaller or larger one") {
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    for (const char* text : {"min(x, 1)", "min(1, x)", "max(x, 1)", "max(1, x)", "clamp(x, 0, 1)", "max(1, x, 2)"}) {
        CAPTURE(text);
        CHECK(std::isnan(value(text, {{"x", nothing}})));
    }
}

TEST_CASE("the formulas of the transit case give its numbers without a factor written by hand") {
    const std::map<std::string, double, std::less<>> values{{"fleet", 1000},
                                                            {"distance_per_bus", 36000 * factor("mile/bus/year")},
                                                            {"O1", 5000},
                                                            {"O2", 600 * factor("breakdown/month")},
                                                            {"O3", 59.31},
                                                            {"O5", 1500 * factor("hour/month")},
                                                            {"O8", 1000},
                                                            {"c_miss", 90},
                                                            {"L1", 30 * factor("%")},
                                                            {"L3", 45 * factor("%")},
                                                            {"L7", 8 * factor("%")},
                                                            {"eps_miss", 1.3}};
    CHECK(value("fleet * distance_per_bus / O1", values) / factor("breakdown/month") == Approx(600));
    CHECK(value("O2 * O3 * 1 bus/breakdown", values) == Approx(48.71).epsilon(1e-3));
    CHECK(value("O2 * L1 * (1 - L3) / (1 - L7) * 1 purchase/breakdown", values) / factor("purchase/month") ==
          Approx(107.6).epsilon(1e-3));
    CHECK(value("O5 * c_miss", values) / factor("USD/year") == Approx(1620000));
    CHECK(value("O2 * O8", values) / factor("USD/year") == Approx(7200000));
    CHECK(value("1500 hour/month * (O2 / (600 breakdown/month)) ^ eps_miss", values) / factor("hour/month") ==
          Approx(1500));
}

TEST_CASE("the stack never grows beyond the depth that an expression tells") {
    const auto expression = parseFormula("a + b * (c - min(d, e, f ^ 2))");
    REQUIRE(expression.has_value());
    CHECK(expression->stackDepth() == 7);
    CHECK(Expression{} == *parseFormula("0"));
    CHECK(format(Expression{}) == "0");
}

TEST_CASE("a node knows where it was typed") {
    const auto expression = parseFormula(" a  + min( b ,30% )  ");
    REQUIRE(expression.has_value());
    const auto nodes = expression->nodes();
    REQUIRE(nodes.size() == 5);
    CHECK(nodes[0].range == TextRange{1, 2});
    CHECK(nodes[2].range == TextRange{14, 17});
    CHECK(nodes[3].range == TextRange{6, 19});
    CHECK(nodes[4].range == TextRange{1, 19});
}
