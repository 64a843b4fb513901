// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/results.h"
#include "core/report/words.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <limits>

using namespace tributary;

namespace {

constexpr double unreached = std::numeric_limits<double>::infinity();
constexpr double failed = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST_CASE("estimates have three significant digits") {
    CHECK(threeDigits(37.64) == "37.6");
    CHECK(threeDigits(15) == "15.0");
    CHECK(threeDigits(4850.2) == "4,850");
    CHECK(threeDigits(1234567) == "1,230,000");
    CHECK(threeDigits(0.012345) == "0.0123");
    CHECK(threeDigits(999.7) == "1,000");
    CHECK(threeDigits(9.999) == "10.0");
    CHECK(threeDigits(0.09996) == "0.100");
    CHECK(threeDigits(0) == "0");
    CHECK(threeDigits(-0.55) == "\u22120.550");
    CHECK(threeDigits(failed) == "\u2013");
    CHECK(fixedDecimals(-0.04, 1) == "0");
    CHECK(fixedDecimals(1234567.8, 0) == "1,234,568");
    CHECK_FALSE(threeDigits(std::numeric_limits<double>::denorm_min()).empty());
    CHECK_FALSE(threeDigits(std::numeric_limits<double>::max()).empty());
}

TEST_CASE("money takes k or M with the number, and other units their short form") {
    CHECK(valueWords(59.27, "hour/breakdown") == "59.3\u00A0h/breakdown");
    CHECK(valueWords(1370000, "USD/year") == "1.37\u00A0M$/y");
    CHECK(valueWords(8123, "USD") == "8.12\u00A0k$");
    CHECK(valueWords(612, "EUR") == "612\u00A0€");
    CHECK(valueWords(999960, "GBP") == "1.00\u00A0M£");
    CHECK(valueWords(2.5e6, "CHF") == "2.50\u00A0MCHF");
    CHECK(valueWords(600, "kUSD/year") == "600\u00A0k$/y");
    CHECK(valueWords(1.5, "MUSD/year") == "1.50\u00A0M$/y");
    CHECK(valueWords(2500, "kCHF") == "2.50\u00A0MCHF");
    CHECK(valueWords(0.4, "kEUR/month") == "400\u00A0€/mo");
    CHECK(rangeWords(450, 700, "kUSD/year") == "450 to 700\u00A0k$/y");
    CHECK(valueWords(12, "TEAM") == "12.0\u00A0TEAM");
    CHECK(valueWords(0.969, "1") == "0.969");
    CHECK(valueWords(618, "breakdown/month") == "618\u00A0breakdown/mo");
    CHECK(valueWords(1100, "USD/breakdown") == "1.10\u00A0k$/breakdown");
    CHECK(valueWords(5100, "mile/breakdown") == "5,100\u00A0mi/breakdown");
    CHECK(valueWords(36000, "mile/bus/year") == "36,000\u00A0mi/bus/y");
    CHECK(valueWords(3.2e9, "USD") == "3.20\u00A0G$");
    CHECK(valueWords(4.5e14, "CHF") == "450\u00A0TCHF");
    CHECK(valueWords(-4.5e20, "USD") == "\u22124.50e20\u00A0$");
    CHECK(valueWithinWords(1e20, -1e20, 5e20, "USD") == "1.00e20\u00A0$");
    CHECK(threeDigits(1.234e-9) == "1.23e-9");
    CHECK(valueWords(12, "purchase_order") == "12.0\u00A0purchase order");
    CHECK(valueWords(45, "%") == "45.0\u00A0%");
}

TEST_CASE("a range says its unit once, and money shares its decimals") {
    CHECK(rangeWords(49.2, 65.1, "hour", 2) == "49 to 65\u00A0h");
    CHECK(rangeWords(77.5, 121.2, "purchase/month") == "77.5 to 121\u00A0purchase/mo");
    CHECK(rangeWords(-550000, 1414000, "USD") == "\u22120.55 to 1.41\u00A0M$");
    CHECK(rangeWords(-520000, 780000, "USD") == "\u2212520 to 780\u00A0k$");
    CHECK(rangeWords(0, 0, "USD") == "0 to 0\u00A0$");
    CHECK(rangeWords(failed, 1200, "USD") == "\u2013 to 1.20\u00A0k$");
}

TEST_CASE("a row of money has one unit, and a row of anything else three digits each") {
    const std::vector<double> money{994, 1010, -20, failed};
    CHECK(rowWords(money, "USD") == std::vector<std::string>{"0.99", "1.01", "\u22120.02", "\u2013"});
    const std::vector<double> hours{59.27, 618};
    CHECK(rowWords(hours, "hour") == std::vector<std::string>{"59.3", "618"});
}

TEST_CASE("a value beside its range has the range's unit and decimals") {
    CHECK(valueWithinWords(370000, -550000, 1414000, "USD") == "0.37\u00A0M$");
    CHECK(valueWithinWords(-370000, -550000, 1414000, "USD") == "\u22120.37\u00A0M$");
    CHECK(valueWithinWords(110000, -520000, 780000, "USD") == "110\u00A0k$");
    CHECK(valueWithinWords(52.6, 48.7, 64.8, "hour") == "52.6\u00A0h");
    CHECK(valueWithinWords(0, 0, 0, "USD") == "0\u00A0$");
    CHECK(valueWithinWords(failed, 1, 2, "USD") == valueWords(failed, "USD"));
}

TEST_CASE("changes are signed, in their unit, in percent or in points") {
    CHECK(signedWords(140000, "USD") == "+140\u00A0k$");
    CHECK(signedWords(-1400000, "USD") == "\u22121.40\u00A0M$");
    // The same amount has the same digits with a sign and without.
    CHECK(signedWords(6.951, "USD") == "+" + valueWords(6.951, "USD"));
    CHECK(changeWords(-0.1204) == "\u221212\u00A0%");
    CHECK(changeWords(1.234) == "+123\u00A0%");
    CHECK(changeWords(0.0004) == "no change");
    CHECK(changeWords(unreached) == "\u2013");
    CHECK(pointsWords(9.1) == "+9.1\u00A0pts");
    CHECK(pointsWords(0) == "no change");
}

TEST_CASE("a change of what lies around 0 is an amount, for a share of it means nothing") {
    const auto spread = [](double p10, double p50, double p90) {
        Summary summary;
        summary.p10 = p10;
        summary.p50 = p50;
        summary.p90 = p90;
        return summary;
    };
    MetricResults metric;
    metric.unit = "hour";
    metric.changeForm = ChangeForm::amount;
    metric.bau = {spread(-1.6, 0.01, 1.6), {}};
    metric.change = {spread(2.4, 4, 5.6), {}};
    CHECK(changeWords(metric, 0) == "+4.00\u00A0h");
    CHECK(metric.changeAt(0).improves(Better::higher));
    CHECK_FALSE(metric.changeAt(0).improves(Better::lower));
    CHECK(metric.changeAt(0).size == Approx(2.5));
    CHECK(changeWords(metric, 1) == "no change");
    metric.changeForm = ChangeForm::share;
    metric.change[0] = spread(-0.3, -0.25, -0.2);
    CHECK(changeWords(metric, 0) == "\u221225\u00A0%");
}

TEST_CASE("chances are words of everyday size with the exact share beside them") {
    CHECK(chanceWords(0) == "under 1 in 50");
    CHECK(chanceWords(0.02) == "about 1 in 20");
    CHECK(chanceWords(0.35) == "about 1 in 3");
    CHECK(chanceWords(0.38) == "about 2 in 5");
    CHECK(chanceWords(0.75) == "about 3 in 4");
    CHECK(chanceWords(0.8) == "about 4 in 5");
    CHECK(chanceWords(0.92) == "about 9 in 10");
    CHECK(chanceWords(0.96) == "about 19 in 20");
    CHECK(chanceWords(0.99) == "over 49 in 50");
    CHECK(chanceWords(failed) == "could not be worked out");
    CHECK(trialsWords(failed) == "\u2013");
    CHECK(chanceWords(0, 49) == "too few trials");
    CHECK(chanceWords(0, 50) == "under 1 in 50");
    CHECK(chanceWords(failed, 3) == "could not be worked out");
    CHECK(trialsWords(2.0 / 3, 3) == "2 of 3 trials");
    CHECK(trialsWords(0, 1) == "0 of 1 trial");
    CHECK(trialsWords(0.353, 4096) == "35 in 100 trials");
    // The picture of a chance is what the words say; a bound has none.
    CHECK(chanceMarks(0.35) == ChanceMarks{1, 3});
    CHECK(chanceMarks(0.02) == ChanceMarks{1, 20});
    CHECK(chanceMarks(0.92) == ChanceMarks{9, 10});
    CHECK_FALSE(chanceMarks(0.01));
    CHECK_FALSE(chanceMarks(0));
    CHECK_FALSE(chanceMarks(0.99));
    CHECK_FALSE(chanceMarks(failed));
    for (int percent = 2; percent <= 98; ++percent)
        if (const auto marks = chanceMarks(percent / 100.0))
            CHECK(chanceWords(percent / 100.0) == fmt::format("about {} in {}", marks->lost, marks->all));
    CHECK(trialsWords(0.353) == "35 in 100 trials");
    CHECK(trialsWords(1) == "100 in 100 trials");
    CHECK(trialsWords(0.004) == "4 in 1,000 trials");
    CHECK(trialsWords(0.9957) == "996 in 1,000 trials");
    CHECK(trialsWords(0) == "0 in 100 trials");
    CHECK(trialsWords(2.0 / 10'000, 10'000) == "under 1 in 1,000 trials");
    CHECK(trialsWords(9'998.0 / 10'000, 10'000) == "over 999 in 1,000 trials");
    CHECK(shareWords(0.353) == "35\u00A0%");
    CHECK(shareWords(0.0042) == "0.4\u00A0%");
    CHECK(shareWords(0.996) == "99.6\u00A0%");
    CHECK(shareWords(0.99999) == "99.9\u00A0%");
    CHECK(shareWords(0.991) == "99\u00A0%");
    CHECK(shareWords(1) == "100\u00A0%");
}

TEST_CASE("ratios are in percent") {
    CHECK(percentWords(0.9691) == "96.9\u00A0%");
    CHECK(percentWords(7.86e13) == "over 1,000\u00A0%");
    CHECK(percentRangeWords(-0.12, 1.431) == "\u221212.0 to 143\u00A0%");
    CHECK(percentRangeWords(0.19, 3.4e10) == "19.0\u00A0% to over 1,000\u00A0%");
    CHECK(percentRangeWords(20, 3.4e10) == "over 1,000\u00A0%");
    CHECK(percentWords(failed) == "none");
    CHECK(percentRangeWords(failed, failed) == "none");
}

TEST_CASE("never is a period like any other") {
    CHECK(periodWords(34, "month") == "month\u00A034");
    CHECK(periodWords(unreached, "month") == "never");
    CHECK(periodWords(failed, "month") == "could not be worked out");
    CHECK(paybackRangeWords(failed, failed, "month") == "\u2013");
    CHECK(paybackRangeWords(18, unreached, "month") == "month\u00A018 to never");
    CHECK(paybackRangeWords(18, 40, "quarter") == "quarter\u00A018 to 40");
    CHECK(paybackRangeWords(20, 20, "week") == "week\u00A020");
    CHECK(paybackRangeWords(unreached, unreached, "month") == "never");
    CHECK(paybackWords(0, "month") == "at once");
    CHECK(paybackRangeWords(0, 3, "month") == "at once to month\u00A03");
    CHECK(paybackRangeWords(0, 0, "month") == "at once");
}

TEST_CASE("a count agrees with its noun") {
    CHECK(countWords(1, "trial") == "1 trial");
    CHECK(countWords(16384, "trial") == "16,384 trials");
    CHECK(countWords(0, "month") == "0 months");
}

TEST_CASE("money that stands together has one unit and one number of decimals") {
    const MoneyWords words("USD", 1414000);
    CHECK(words.value(407000) == "0.41\u00A0M$");
    CHECK(words.value(-132000) == "\u22120.13\u00A0M$");
    CHECK(words.range(-550000, 1414000) == "\u22120.55 to 1.41\u00A0M$");
    CHECK(MoneyWords("USD", 999960).value(999960) == "1.00\u00A0M$");
    CHECK(MoneyWords("EUR", 0).value(0) == "0\u00A0€");
    // Beside larger ones an amount keeps two digits, in a unit of its own where it must.
    CHECK(words.value(20000) == "20\u00A0k$");
    CHECK(words.value(-95400) == "\u221295\u00A0k$");
    CHECK(words.value(0) == "0\u00A0M$");
    CHECK(words.range(-15000, 42000) == "\u221215 to 42\u00A0k$");
    CHECK(words.range(-16000, 420000) == "\u22120.02 to 0.42\u00A0M$");
    CHECK(MoneyWords("USD", 120e6).value(3e5) == "300\u00A0k$");
    CHECK(valueWithinWords(20000, -550000, 1414000, "USD") == "20\u00A0k$");
    CHECK(valueWithinWords(370000, -550000, 1414000, "USD") == "0.37\u00A0M$");
    CHECK(MoneyWords("EUR", unreached).value(failed) == "\u2013\u00A0€");
}

TEST_CASE("a number stays with its unit, its noun and its sign") {
    CHECK(unbroken("8/10/15 hour") == "8/10/15\u00A0hour");
    CHECK(unbroken("over 60 months, 6 % a year") == "over 60\u00A0months, 6\u00A0% a year");
    CHECK(unbroken("known to ± 0.7 k$") == "known to ±\u00A00.7\u00A0k$");
    CHECK(unbroken("260 * 3 * 62") == "260 * 3 * 62");
    CHECK(unbroken("[Breakdowns] + 12 * 3") == "[Breakdowns] + 12 * 3");
    CHECK(unbroken("36 000 mile") == "36 000\u00A0mile");
    CHECK(unbroken(" ") == " ");
    CHECK(unbroken("2 ") == "2 ");
}

TEST_CASE("a quantity as typed is read with true minus signs and room between its numbers") {
    CHECK(spacedQuantity("-20%/-50%/-70%") == "\u221220\u00A0% / \u221250\u00A0% / \u221270\u00A0%");
    CHECK(spacedQuantity("8/10/15 USD/year") == "8 / 10 / 15 USD/year");
    CHECK(spacedQuantity("p5/p50/p95(-1, 2, 3)") == "p5/p50/p95(\u22121, 2, 3)");
    CHECK(spacedQuantity("10 - 4") == "10 - 4");
    CHECK(spacedQuantity("120 * 3 hour") == "120 \u00D7 3 hour");
    CHECK(spacedQuantity("") == "");
}

TEST_CASE("plain text has plain spaces and keeps its signs") {
    CHECK(plainText(rangeWords(-550000, 1414000, "USD")) == "\u22120.55 to 1.41 M$");
    CHECK(plainText(threeDigits(failed)) == "\u2013");
    CHECK(plainText("") == "");
}
