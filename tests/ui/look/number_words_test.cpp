// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/qt_strings.h"
#include "ui/look/metric_change.h"
#include "ui/look/number_words.h"

#include <catch2/catch.hpp>

#include <QLocale>
#include <limits>

using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("estimates have three significant digits") {
    CHECK(threeDigits(37.64) == u"37.6"_s);
    CHECK(threeDigits(15) == u"15.0"_s);
    CHECK(threeDigits(4850.2) == u"4,850"_s);
    CHECK(threeDigits(1234567) == u"1,230,000"_s);
    CHECK(threeDigits(0.9) == u"0.900"_s);
    CHECK(threeDigits(0.012345) == u"0.0123"_s);
    CHECK(threeDigits(0) == u"0"_s);
    CHECK(threeDigits(999.7) == u"1,000"_s);
    CHECK(threeDigits(9.999) == u"10.0"_s);
    CHECK(threeDigits(0.09996) == u"0.100"_s);
    CHECK(threeDigits(100) == u"100"_s);
    CHECK(threeDigits(1000) == u"1,000"_s);
}

TEST_CASE("a negative number has a true minus, and zero has no sign") {
    CHECK(threeDigits(-0.55) == u"−0.550"_s);
    CHECK(fixedDecimals(-0.5, 1) == u"−0.5"_s);
    CHECK(fixedDecimals(-0.04, 1) == u"0"_s);
}

TEST_CASE("a number that is not finite is a dash") {
    CHECK(threeDigits(std::numeric_limits<double>::quiet_NaN()) == u"–"_s);
    CHECK(fixedDecimals(std::numeric_limits<double>::infinity(), 1) == u"–"_s);
}

TEST_CASE("the thousands mark is the locale's, but never the decimal point") {
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    CHECK(threeDigits(12345.6) == u"12\u202F300"_s);
    CHECK(threeDigits(1.5) == u"1.50"_s);
    CHECK(wholeNumber(4096) == u"4\u202F096"_s);
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Switzerland));
    CHECK(threeDigits(12345.6) == u"12’300"_s);
    QLocale::setDefault(before);
}

TEST_CASE("the numbers of an axis share their decimals") {
    CHECK(axisDecimals(0.5) == 1);
    CHECK(axisDecimals(1) == 0);
    CHECK(axisDecimals(250) == 0);
    CHECK(axisDecimals(0.25) == 2);
    CHECK(axisDecimals(0.02) == 2);
    CHECK(fixedDecimals(2, 1) == u"2.0"_s);
    CHECK(fixedDecimals(0, 1) == u"0"_s);
}

TEST_CASE("values carry their unit after a no-break space") {
    CHECK(valueWords(59.27, u"hour/breakdown"_s) == u"59.3\u00A0h/breakdown"_s);
    CHECK(valueWords(1370000, u"USD/year"_s) == u"1.37\u00A0M$/y"_s);
    CHECK(valueWords(8123, u"USD"_s) == u"8.12\u00A0k$"_s);
    CHECK(valueWords(612, u"EUR"_s) == u"612\u00A0€"_s);
    CHECK(valueWords(999960, u"GBP"_s) == u"1.00\u00A0M£"_s);
    CHECK(valueWords(2.5e6, u"CHF"_s) == u"2.50\u00A0MCHF"_s);
    CHECK(valueWords(0.969, u"1"_s) == u"0.969"_s);
}

TEST_CASE("a range says its unit once") {
    CHECK(rangeWords(49.2, 65.1, u"hour"_s, 2) == u"49 to 65\u00A0h"_s);
    CHECK(rangeWords(1184, 1466, u"hour/month"_s) == u"1,180 to 1,470\u00A0h/mo"_s);
    CHECK(rangeWords(77.5, 121.2, u"purchase/month"_s) == u"77.5 to 121\u00A0purchase/mo"_s);
    CHECK(rangeWords(-550000, 1414000, u"USD"_s) == u"−0.55 to 1.41\u00A0M$"_s);
    CHECK(rangeWords(-520000, 780000, u"USD"_s) == u"−520 to 780\u00A0k$"_s);
}

TEST_CASE("a value and its range have one unit") {
    const auto both = [](const RangedWords& words) { return words.value + u", "_s + words.range; };
    CHECK(both(rangedWords(237e3, -490e3, 1080e3, u"USD"_s)) == u"0.24\u00A0M$, −0.49 to 1.08\u00A0M$"_s);
    CHECK(both(rangedWords(59.3, 49, 65.2, u"hour"_s)) == u"59.3\u00A0h, 49.0 to 65.2\u00A0h"_s);
    const MoneyWords money(u"USD"_s, 1.4e6);
    CHECK(both(money.ranged(370e3, -550e3, 1410e3)) == u"0.37\u00A0M$, −0.55 to 1.41\u00A0M$"_s);
    // Too little for the unit of all, or the same in it: all three have their own.
    CHECK(both(money.ranged(20e3, 10e3, 32e3)) == u"20.0\u00A0k$, 10.0 to 32.0\u00A0k$"_s);
    CHECK(both(money.ranged(99.8e3, 99.2e3, 101e3)) == u"100\u00A0k$, 99 to 101\u00A0k$"_s);
    CHECK(both(money.ranged(20e3, -550e3, 1410e3)) == u"0.02\u00A0M$, −0.55 to 1.41\u00A0M$"_s);
    CHECK(both(money.ranged(0, 0, 0)) == u"0\u00A0M$, 0 to 0\u00A0M$"_s);
}

TEST_CASE("a unit is said once of two that have it, and is no part of a number") {
    CHECK(withoutUnitOf(u"49.0 to 65.2\u00A0h"_s, u"59.3\u00A0h"_s) == u"49.0 to 65.2"_s);
    CHECK(withoutUnitOf(u"99.2\u00A0k$"_s, u"1.20\u00A0M$"_s) == u"99.2\u00A0k$"_s);
    CHECK(withoutUnitOf(u"1\u00A0250\u00A0h"_s, u"3\u00A0250\u00A0h"_s) == u"1\u00A0250"_s);
    CHECK(withoutUnitOf(u"1\u00A0250"_s, u"3\u00A0250"_s) == u"1\u00A0250"_s);
    CHECK(withoutUnitOf(u"month\u00A020 to 34"_s, u"month\u00A020 to 34"_s) == u"month\u00A020 to 34"_s);
}

TEST_CASE("changes are signed, in percent or in points") {
    const auto changed = [](double usual, double with, const char* unit) {
        tributary::MetricResults metric;
        metric.unit = unit;
        using tributary::ChangeForm;
        metric.changeForm = metric.unit == "%" ? ChangeForm::points
                            : usual == 0       ? ChangeForm::amount
                                               : ChangeForm::share;
        metric.bau.resize(1);
        metric.with.resize(1);
        metric.change.resize(1);
        metric.bau[0].p50 = usual;
        metric.with[0].p50 = with;
        metric.change[0].p50 = metric.changeForm == ChangeForm::share ? (with - usual) / std::abs(usual) : with - usual;
        return metricChange(metric, 1);
    };
    CHECK(changed(59.8, 52.6, "hour/breakdown").text == u"−12\u00A0%"_s);
    CHECK(changed(59.8, 52.6, "hour/breakdown").pointing == Pointing::down);
    CHECK(changed(59.8, 52.6, "hour/breakdown").judgement == Judgement::worse);
    CHECK(changed(45, 54.1, "%").text == u"+9.1\u00A0pts"_s);
    CHECK(changed(45, 54.1, "%").judgement == Judgement::better);
    CHECK(changed(56.9467, 56.4, "USD/year").text == u"−0.96\u00A0%"_s);
    CHECK(changed(8, 7.76, "%").text == u"−0.24\u00A0pts"_s);
    CHECK(changed(100, 223.4, "bus").text == u"+123\u00A0%"_s);
    CHECK(changed(-10, -5, "USD").text == u"+50\u00A0%"_s);
    CHECK(changed(-10, -5, "USD").pointing == Pointing::up);
    CHECK(changed(0, 0, "hour").judgement == Judgement::none);
    CHECK(changed(0, 3.24, "hour").text == u"+3.24\u00A0h"_s);
    CHECK(changed(100, 100.049, "hour").text == u"no change"_s);
    CHECK(changed(100, 100.051, "hour").text == u"+0.051\u00A0%"_s);
    CHECK(metricChange({}, 1).text.isEmpty());
}

TEST_CASE("chances are words of everyday size") {
    CHECK(chanceWords(0) == u"under 1 in 50"_s);
    CHECK(chanceWords(0.019) == u"under 1 in 50"_s);
    CHECK(chanceWords(0.02) == u"about 1 in 20"_s);
    CHECK(chanceWords(0.35) == u"about 1 in 3"_s);
    CHECK(chanceWords(0.24) == u"about 1 in 4"_s);
    CHECK(chanceWords(0.38) == u"about 2 in 5"_s);
    CHECK(chanceWords(0.52) == u"about 1 in 2"_s);
    CHECK(chanceWords(0.61) == u"about 3 in 5"_s);
    CHECK(chanceWords(0.66) == u"about 2 in 3"_s);
    CHECK(chanceWords(0.92) == u"about 9 in 10"_s);
    CHECK(chanceWords(0.99) == u"over 49 in 50"_s);
}

TEST_CASE("the exact share stands beside the chance") {
    CHECK(trialsWords(0.353) == u"35 in 100 trials"_s);
    CHECK(trialsWords(0) == u"0 in 100 trials"_s);
    CHECK(trialsWords(1) == u"100 in 100 trials"_s);
    CHECK(trialsWords(0.004) == u"4 in 1,000 trials"_s);
    CHECK(trialsWords(0.9957) == u"996 in 1,000 trials"_s);
    CHECK(shareWords(0.353) == u"35\u00A0%"_s);
    CHECK(shareWords(0.0042) == u"0.4\u00A0%"_s);
}

TEST_CASE("never is a period like any other") {
    CHECK(periodWords(34.0, u"month"_s) == u"month\u00A034"_s);
    CHECK(periodWords(std::nullopt, u"month"_s) == u"never"_s);
    CHECK(periodWords(std::numeric_limits<double>::infinity(), u"month"_s) == u"never"_s);
}

TEST_CASE("a signed amount has its sign and unit") {
    CHECK(signedWords(140000, u"USD"_s) == u"+140\u00A0k$"_s);
    CHECK(signedWords(-1400000, u"USD"_s) == u"−1.40\u00A0M$"_s);
}

TEST_CASE("a whole unit reads as words") {
    CHECK(wholeUnit(u"mile/bus/year"_s) == u"mile per bus per year"_s);
    CHECK(wholeUnit(u"emergency_purchase/month"_s) == u"emergency purchase per month"_s);
    CHECK(wholeUnit(u"1"_s).isEmpty());
}
