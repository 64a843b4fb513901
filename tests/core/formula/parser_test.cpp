// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/parser.h"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

using namespace tributary;
using Catch::Matchers::Contains;

namespace {

Expression parsed(std::string_view text) {
    INFO(text);
    const auto expression = parseFormula(text);
    if (!expression)
        FAIL(expression.error().message);
    return *expression;
}

/// Writes a random formula with parentheses around everything, so that its structure does not hang on precedence.
std::string randomFormula(std::mt19937_64& random, int depth) {
    static const std::vector<std::string> leaves{
        "O2",       "[Time to restore]", "eps_miss", "3",         "0.25",     "30%", "1e9", "1100 USD/breakdown",
        "2 hour^2", "[a]] b]",           "L1.share", "12 %/year", "7 1/month"};
    static const std::vector<std::string> operators{" + ", "-", " * ", " / ", "^"};
    static const std::vector<std::string> comparisons{"<", " <= ", ">", " >= ", " = ", " <> "};
    const auto inner = [&] { return randomFormula(random, depth - 1); };
    if (depth == 0)
        return leaves[random() % leaves.size()];
    switch (random() % 6) {
    case 0:
        return "-(" + inner() + ")";
    case 1:
        return "min(" + inner() + ", " + inner() + ")";
    case 2:
        return "if((" + inner() + ")" + comparisons[random() % comparisons.size()] + "(" + inner() + "), " + inner() +
               ",0)";
    case 3:
        return leaves[random() % leaves.size()];
    default:
        return "(" + inner() + ")" + operators[random() % operators.size()] + "(" + inner() + ")";
    }
}

} // namespace

TEST_CASE("printing a formula and reading it again gives an equal formula") {
    std::mt19937_64 random(3);
    for (int i = 0; i < 4000; ++i) {
        const std::string text = randomFormula(random, static_cast<int>(random() % 6));
        const Expression expression = parsed(text);
        const std::string printed = format(expression);
        CAPTURE(text, printed);
        const auto again = parseFormula(printed);
        REQUIRE(again.has_value());
        CHECK(*again == expression);
        CHECK(format(*again) == printed);
    }
}

TEST_CASE("operators bind as in school, and powers lean right") {
    CHECK(format(parsed("a+b*c")) == "a + b * c");
    CHECK(format(parsed("(a+b)*c")) == "(a + b) * c");
    CHECK(parsed("a-b-c") == parsed("(a-b)-c"));
    CHECK(format(parsed("a-(b-c)")) == "a - (b - c)");
    CHECK(parsed("a/b/c") == parsed("(a/b)/c"));
    CHECK(parsed("a^b^c") == parsed("a^(b^c)"));
    CHECK(parsed("-a^b") == parsed("-(a^b)"));
    CHECK_FALSE(parsed("-a^b") == parsed("(-a)^b"));
    CHECK(format(parsed("a^-b")) == "a ^ -b");
    CHECK(parsed("a × b − c ÷ d") == parsed("a * b - c / d"));
    CHECK(parsed("-2 hour ^ 2") == parsed("-((2 hour)^2)"));
}

TEST_CASE("a unit follows its number after a blank and ends at the next one") {
    const Expression divided = parsed("100 USD / bus");
    CHECK(references(divided) == std::vector<std::string>{"bus"});
    CHECK(divided.literalUnits().at(0).text() == "USD");
    const Expression joined = parsed("100 USD/bus");
    CHECK(references(joined).empty());
    CHECK(joined.literalUnits().at(0).text() == "USD/bus");
    CHECK(parsed("2 hour^2") == parsed("(2 hour^2)"));
    CHECK(format(parsed("1500 hour/month * (O2 / (600 breakdown/month)) ^ eps_miss")) ==
          "1500 hour/month * (O2 / 600 breakdown/month) ^ eps_miss");
    CHECK(format(parsed("30 % * x")) == "30% * x");
    CHECK(format(parsed("30%/x")) == "30% / x");
}

TEST_CASE("names stand bare, or in brackets with any character") {
    const Expression expression = parsed("[Time to restore] * O3 + [Time to restore] / [a]]b] - größe + L1.x");
    CHECK(references(expression) == std::vector<std::string>{"Time to restore", "O3", "a]b", "größe", "L1.x"});
    CHECK(parsed("[O3]") == parsed("O3"));
    CHECK(parsed("[ O3 ]") == parsed("O3"));
    CHECK(format(parsed("[min]")) == "min");
    CHECK(format(parsed("[a-b]")) == "[a-b]");
    CHECK(formatReference("Time to restore") == "[Time to restore]");
    CHECK(formatReference("2nd") == "[2nd]");
    CHECK(isReferenceName("Time to restore"));
    CHECK_FALSE(isReferenceName(" x"));
    CHECK_FALSE(isReferenceName(""));
}

TEST_CASE("thousands are read outside parentheses, and a comma inside them separates") {
    CHECK(parsed("1,100 * x") == parsed("1100 * x"));
    CHECK(parsed("1 100 * x") == parsed("1100 * x"));
    CHECK(parsed("min(1,100)") == parsed("min(1, 100)"));
    CHECK(parsed("min(1 100, 2'000)") == parsed("min(1100, 2000)"));
}

TEST_CASE("renaming rewrites the references to one name and leaves all else as typed") {
    CHECK(renameReference("O2*  O3 + O22 / [O2]", "O2", "Breakdowns") == "Breakdowns*  O3 + O22 / Breakdowns");
    CHECK(renameReference("O2 ^ 2", "O2", "Mean time") == "[Mean time] ^ 2");
    CHECK(renameReference("[Mean time]*2", "Mean time", "T") == "T*2");
    CHECK(renameReference("3 O2 * O2", "O2", "X") == "3 O2 * X");
    CHECK(renameReference("O2 +", "O2", "X") == "O2 +");
    CHECK(renameReference("if(a < b, min(b, a), [a]) - a", "a", "x]y") ==
          "if([x]]y] < b, min(b, [x]]y]), [x]]y]) - [x]]y]");
}

TEST_CASE("a formula that cannot be read is refused at its character") {
    const auto check = [](std::string_view text, size_t begin, size_t end, const char* what) {
        CAPTURE(text);
        const auto refused = parseFormula(text);
        REQUIRE_FALSE(refused.has_value());
        CHECK_THAT(refused.error().message, Contains(what));
        REQUIRE(refused.error().range.has_value());
        CHECK(refused.error().range->begin == begin);
        CHECK(refused.error().range->end == end);
    };
    check("", 0, 0, "A value is missing at the end");
    check("a + ", 4, 4, "A value is missing at the end");
    check("a + * b", 4, 5, "A value is missing before '*'");
    check("a b", 2, 3, "An operator is missing");
    check("a (b)", 0, 1, "There is no function a");
    check("= a", 0, 1, "leave out the =");
    check("(a + b", 0, 1, "not closed");
    check("min(a, b", 3, 4, "not closed");
    check("[a + b", 0, 1, "This bracket is not closed");
    check("a]", 1, 2, "']' has no meaning");
    check("] + a", 0, 1, "closes nothing");
    check("[] + a", 0, 2, "A name is missing");
    check("a + b)", 5, 6, "This ) closes nothing");
    check("a, b", 1, 2, "A comma separates");
    check("(1,000 + a)", 2, 3, "A comma separates");
    check("1,5 * a", 0, 3, "write 1.5");
    check("12hour * a", 2, 6, "write 12 hour");
    check("a * 3 hours", 6, 11, "write hour");
    check("a % b", 2, 3, "% follows a number");
    check("a $ b", 2, 3, "'$' has no meaning");
    check("max(a)", 0, 6, "max has 1 argument here: write max(a, b, ...)");
    check("sqrt()", 0, 6, "sqrt has 0 arguments");
    check("foo(a)", 0, 3, "the functions are min, max");
    check("if(a, b, c)", 3, 4, "The first argument of if is a comparison");
    check("a < b", 2, 3, "only as the first argument of if");
    check("if(a < b < c, 1, 2)", 9, 10, "only as the first argument of if");
    check("1e999 + a", 0, 5, "too large");
    check("a + \x01", 4, 5, "control character");
    check("a + \xC3", 4, 5, "no readable character");
}

TEST_CASE("depth and length are bounded") {
    CHECK(parseFormula(std::string(199, '(') + "a" + std::string(199, ')')).has_value());
    CHECK_FALSE(parseFormula(std::string(5000, '(') + "a" + std::string(5000, ')')).has_value());
    CHECK_FALSE(parseFormula(std::string(5000, '-') + "a").has_value());
    std::string tower = "a";
    std::string calls = "a";
    for (int i = 0; i < 3000; ++i) {
        tower += "^a";
        calls = "abs(" + calls + ")";
    }
    CHECK_FALSE(parseFormula(tower).has_value());
    CHECK_FALSE(parseFormula(calls).has_value());
    CHECK_FALSE(parseFormula(std::string(200'000, 'a')).has_value());
    std::string chain = "a";
    for (int i = 0; i < 3000; ++i)
        chain += "+a";
    CHECK(parsed(chain) == parsed(format(parsed(chain))));
}
