// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/parser.h"
#include "core/formula/unit_check.h"

#include <catch2/catch.hpp>

#include <map>
#include <string>

using namespace tributary;
using Catch::Matchers::Contains;

namespace {

const std::map<std::string, Unit, std::less<>>& transit() {
    static const auto units = [] {
        std::map<std::string, Unit, std::less<>> result;
        for (const auto& [name, unit] : {std::pair{"fleet", "bus"},
                                         {"distance_per_bus", "mile/bus/year"},
                                         {"O1", "mile/breakdown"},
                                         {"O2", "breakdown/month"},
                                         {"O3", "hour"},
                                         {"O4", "bus"},
                                         {"O5", "hour/month"},
                                         {"O7", "purchase/month"},
                                         {"O8", "USD/breakdown"},
                                         {"L1", "%"},
                                         {"L3", "%"},
                                         {"L5", "hour"},
                                         {"L7", "%"},
                                         {"prem", "USD/purchase"},
                                         {"c_miss", "USD/hour"},
                                         {"eps_miss", "1"},
                                         {"F2a", "USD/year"},
                                         {"F3", "USD/year"},
                                         {"a", "1"},
                                         {"m", "month"}})
            result.emplace(name, *parseUnit(unit));
        return result;
    }();
    return units;
}

const Unit* lookUp(std::string_view name) {
    const auto found = transit().find(name);
    return found == transit().end() ? nullptr : &found->second;
}

Result<UnitOutcome> outcome(std::string_view text) { return checkUnits(parseFormula(text).value(), lookUp); }

} // namespace

TEST_CASE("the formulas of the transit case fit their fields without a note") {
    for (const auto& [text, field] : {std::pair{"fleet * distance_per_bus / O1", "breakdown/month"},
                                      {"O2 * O3 * 1 bus/breakdown", "bus"},
                                      {"O2 * L1 * (1 - L3) / (1 - L7) * 1 purchase/breakdown", "purchase/month"},
                                      {"1500 hour/month * (O2 / (600 breakdown/month)) ^ eps_miss", "hour/month"},
                                      {"O2 * O8", "USD/year"},
                                      {"O7 * prem", "USD/year"},
                                      {"O2 * 1100 USD/breakdown", "USD/year"},
                                      {"O5 * c_miss", "USD/year"},
                                      {"F2a + F3", "USD/year"},
                                      {"L5 - 2 hour", "hour"},
                                      {"max(0, L5 - 2 hour)", "minute"},
                                      {"1 - L3", "%"}}) {
        CAPTURE(text);
        const auto checked = checkUnits(parseFormula(text).value(), lookUp, *parseUnit(field));
        REQUIRE(checked.has_value());
        CHECK(checked->notes.empty());
    }
    CHECK(format(outcome("O2 * O8")->unit) == "USD/month");
    CHECK(outcome("sqrt(O3 * O3)")->unit == *parseUnit("hour"));
    CHECK(outcome("O3 ^ 2")->unit == *parseUnit("hour^2"));
}

TEST_CASE("nouns that do not match are notes that name the mending constant") {
    auto checked = outcome("O4 + O2 * O3");
    REQUIRE(checked.has_value());
    REQUIRE(checked->notes.size() == 1);
    CHECK_THAT(checked->notes[0].action, Contains("Multiply it by 1 bus/breakdown"));
    CHECK(checked->notes[0].range == TextRange{5, 12});
    CHECK(outcome("O4 + O2 * O3 * 1 bus/breakdown")->notes.empty());

    checked = checkUnits(parseFormula("O2 * O3").value(), lookUp, *parseUnit("bus"));
    REQUIRE(checked.has_value());
    REQUIRE(checked->notes.size() == 1);
    CHECK_THAT(checked->notes[0].action, Contains("Multiply it by 1 bus/breakdown"));

    checked = checkUnits(parseFormula("O4").value(), lookUp, *parseUnit("1"));
    REQUIRE(checked->notes.size() == 1);
    CHECK_THAT(checked->notes[0].action, Contains("Divide it by 1 bus"));
    CHECK(outcome("exp(O4)")->notes.size() == 1);
    CHECK(outcome("a ^ O4")->notes.size() == 1);
    CHECK(outcome("O4 ^ a")->notes.size() == 1);
}

TEST_CASE("what cannot be added, compared or raised is an error at its place") {
    const auto check = [](std::string_view text, size_t begin, size_t end, const char* what) {
        CAPTURE(text);
        const auto refused = outcome(text);
        REQUIRE_FALSE(refused.has_value());
        CHECK_THAT(refused.error().message, Contains(what));
        CHECK(refused.error().range == TextRange{begin, end});
    };
    check("O3 + F3", 5, 7, "USD/year cannot be added to hour");
    check("F3 - O3", 5, 7, "hour cannot be subtracted from USD/year");
    check("F3 - O8", 5, 7, "cannot be subtracted");
    check("L5 - 2", 5, 6, "write it with its unit, 2 hour");
    check("2 + L5", 0, 1, "write it with its unit, 2 hour");
    check("min(L5, F3)", 8, 10, "compared");
    check("if(L5 > F3, 1, 2)", 8, 10, "hour cannot be compared with USD/year");
    check("if(L5 > 1 hour, L5, F3)", 20, 22, "compared");
    check("a ^ L5", 4, 6, "An exponent is a number without unit, not hour");
    check("L5 ^ a", 0, 2, "divide it by a constant of its own unit");
    check("exp(L5)", 4, 6, "divide it by 1 hour");
    check("ln(F3 * 2)", 3, 9, "The argument of ln");
    check("round(m)", 6, 7, "divide it by 1 month first");
    check("O3 * missing", 5, 12, "No metric or input is called missing");
    check("L5 ^ 15 * L5 ^ 15", 0, 17, "power above 16");
    const auto field = checkUnits(parseFormula(" O2 * O8 ").value(), lookUp, *parseUnit("hour"));
    REQUIRE_FALSE(field.has_value());
    CHECK_THAT(field.error().message, Contains("gives USD/month, but hour is wanted"));
    CHECK(field.error().range == TextRange{1, 8});
}

TEST_CASE("a bare 0 stands for 0 of any unit") {
    CHECK(outcome("max(0, L5)")->unit == *parseUnit("hour"));
    CHECK(outcome("if(L5 > 0, 0, F3)")->unit == *parseUnit("USD/year"));
    CHECK(checkUnits(parseFormula("0").value(), lookUp, *parseUnit("USD")).has_value());
    CHECK_FALSE(checkUnits(parseFormula("1").value(), lookUp, *parseUnit("USD")).has_value());
}

TEST_CASE("a number without unit beside a share, or times by time, is noted with what it is taken for") {
    const auto note = [](std::string_view text) {
        const auto found = outcome(text);
        REQUIRE(found);
        REQUIRE(found->notes.size() == 1);
        return found->notes[0].message + ": " + found->notes[0].action;
    };
    CHECK_THAT(note("O5 + 5"), Contains("5 has no unit and is taken as 3652 hour/month") ||
                                   Contains("5 has no unit and is taken as 3653 hour/month"));
    CHECK_THAT(note("max(O5, 50)"), Contains("Write 50 hour/month, or "));
    CHECK_THAT(note("L1 + 5"), Contains("5 has no unit and is taken as 500 %"));
    CHECK_THAT(note("if(L1 > 40, 1, 2)"), Contains("4000 %"));
    for (const char* clear : {"1 - L1", "L1 + 0.05", "L1 + 5%", "O5 + 5 hour/month", "a + 5", "max(0, O5)"}) {
        INFO(clear);
        CHECK(outcome(clear)->notes.empty());
    }
}

TEST_CASE("a unit of more words than anybody reads is refused, typed and computed") {
    const auto nouns = [](int count, std::string_view joiner, std::string_view front) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text.append(i == 0 ? "" : joiner).append(front).append("n").append(std::to_string(i));
        return text;
    };
    CHECK(parseUnit(nouns(mostTerms, "*", "")).has_value());
    CHECK_THAT(parseUnit(nouns(mostTerms + 1, "*", "")).error().message, Contains("at most 32 words"));
    CHECK(outcome(nouns(mostTerms, " * ", "1 ")).has_value());
    for (const std::string_view joiner : {" * ", " / "}) {
        const std::string text = nouns(mostTerms + 1, joiner, "1 ");
        const auto refused = outcome(text);
        REQUIRE_FALSE(refused.has_value());
        CHECK_THAT(refused.error().message, Contains("more than 32 words"));
        CHECK(refused.error().range == TextRange{0, text.size()});
    }
}
