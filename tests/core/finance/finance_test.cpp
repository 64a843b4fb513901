// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finance/internal_rate.h"
#include "tests/core/finance/one_series.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace tributary;
using namespace tributary::test;

namespace {

using Column = std::vector<double>;
constexpr auto atEnd = DiscountConvention::endOfPeriod;
constexpr auto atMiddle = DiscountConvention::midPeriod;

/// A series with one payment in front and random flows after it.
Column randomFlows(std::mt19937& random, size_t periods) {
    std::uniform_real_distribution<double> amount(-200.0, 800.0);
    Column flows{-5000.0};
    for (size_t k = 1; k <= periods; ++k)
        flows.push_back(amount(random));
    return flows;
}

/// The columns of `series` (trial by period): a column per period.
std::vector<Column> transposed(const std::vector<Column>& series) {
    std::vector<Column> columns(series.front().size(), Column(series.size()));
    for (size_t t = 0; t < series.size(); ++t)
        for (size_t k = 0; k < columns.size(); ++k)
            columns[k][t] = series[t][k];
    return columns;
}

std::vector<std::span<const double>> views(const std::vector<Column>& columns) {
    return {columns.begin(), columns.end()};
}

} // namespace

TEST_CASE("a yearly series has the known present values, internal rate and modified rate") {
    const Column flows{-1000, 300, 420, 680};
    CHECK(npv(.10, flows, 1.0, atEnd) == Approx(130.7288).margin(5e-5));
    CHECK(npv(.10, flows, 1.0, atMiddle) == Approx(185.9183).margin(5e-5));
    CHECK(internalRates(flows, 1.0, atEnd).only().value() == Approx(.163406).margin(5e-7));
    CHECK(modifiedInternalRate(.1, .1, flows, 1.0, atEnd).value() == Approx(.145985).margin(5e-7));
}

TEST_CASE("two internal rates are both named") {
    const auto found = internalRates(Column{-1000, 2500, -1540}, 1.0, atEnd);
    REQUIRE(found.count() == InternalRateCount::several);
    CHECK(found.rates[0] == Approx(.10).margin(1e-10));
    CHECK(found.rates[1] == Approx(.40).margin(1e-10));
    CHECK_FALSE(found.only());
}

TEST_CASE("three internal rates, and rates closer than a step of the scan, are all named") {
    // (1 - 1.1x)(1 - 1.5x)(1 - 2x), x = 1/(1+r): roots at 10 %, 50 %, 100 %.
    const auto three = internalRates(Column{1, -4.6, 6.85, -3.3}, 1.0, atEnd);
    REQUIRE(three.rates.size() == 3);
    CHECK(three.rates[0] == Approx(.1).margin(1e-9));
    CHECK(three.rates[1] == Approx(.5).margin(1e-9));
    CHECK(three.rates[2] == Approx(1.0).margin(1e-9));
    // (1 - 1.1x)(1 - 1.101x)
    const auto close = internalRates(Column{-1000, 2201, -1211.1}, 1.0, atEnd);
    REQUIRE(close.rates.size() == 2);
    CHECK(close.rates[0] == Approx(.1).margin(1e-8));
    CHECK(close.rates[1] == Approx(.101).margin(1e-8));
    // (1 - 1.1x)^2 touches zero once.
    const auto touching = internalRates(Column{-1000, 2200, -1210}, 1.0, atEnd);
    REQUIRE(touching.rates.size() == 1);
    CHECK(touching.rates[0] == Approx(.1).margin(1e-5));
}

TEST_CASE("series without a change of sign have no internal rate, and any other rate above -100 % is found") {
    CHECK(internalRates(Column{100, 20, 30}, 1.0, atEnd).count() == InternalRateCount::none);
    CHECK(internalRates(Column{-100, -20, 0}, 1.0, atEnd).count() == InternalRateCount::none);
    CHECK(internalRates(Column{0, 0, 0}, 1.0, atEnd).count() == InternalRateCount::none);
    CHECK(internalRates(Column{-100}, 1.0, atEnd).count() == InternalRateCount::none);
    CHECK(internalRates(Column{}, 1.0, atEnd).count() == InternalRateCount::none);
    CHECK(internalRates(Column{-1, 100}, 1.0, atEnd).only().value() == Approx(99));
    CHECK(internalRates(Column{-1, 1e6}, 1.0, atEnd).only().value() == Approx(1e6 - 1));
    CHECK(internalRates(Column{-100, 1}, 1.0, atEnd).only().value() == Approx(-.99));
    CHECK(internalRates(Column{-1e6, 1}, 1.0, atEnd).only().value() == Approx(1e-6 - 1));
    CHECK(internalRates(Column{-1, NAN, 3}, 1.0, atEnd).count() == InternalRateCount::none);
}

TEST_CASE(
    "rates far from those of everyday life are counted as well, so that one of several does not pass for the only") {
    // (1 - 0.433x)(1 - 19.86x), x = 1/(1+r): -56.7 % and 1886 %.
    const auto two = internalRates(Column{-1, 20.293, -8.59938}, 1.0, atEnd);
    REQUIRE(two.rates.size() == 2);
    CHECK(two.rates[0] == Approx(-.567).margin(1e-9));
    CHECK(two.rates[1] == Approx(18.86).margin(1e-9));
    // A third of what is paid in front comes back in each of twelve months.
    Column monthly(13, 100.0 / 3);
    monthly[0] = -100;
    const auto high = internalRates(monthly, 1.0 / 12, atEnd).only();
    REQUIRE(high);
    CHECK(*high > 10);
    CHECK(npv(*high, monthly, 1.0 / 12, atEnd) == Approx(0.0).margin(1e-9));
}

TEST_CASE("all rates of a polynomial that is made from its roots are found, however many and over 600 periods") {
    // Factors 1 - q x at many places, and a factor without a positive root that stretches the series.
    const std::vector<double> growths{.02, .3, .9, 1.1, 1.5, 4.0, 40.0};
    Column flows{1};
    for (const double growth : growths) {
        Column product(flows.size() + 1, 0.0);
        for (size_t k = 0; k < flows.size(); ++k) {
            product[k] += flows[k];
            product[k + 1] -= growth * flows[k];
        }
        flows = product;
    }
    for (const DiscountConvention convention : {atEnd, atMiddle}) {
        const auto all = internalRates(flows, 1.0, convention);
        REQUIRE(all.rates.size() >= (convention == atEnd ? 7U : 1U));
        if (convention == atEnd)
            for (size_t i = 0; i < growths.size(); ++i)
                CHECK(all.rates[i] == Approx(growths[i] - 1).epsilon(1e-6).margin(1e-6));
    }
    // Ups and downs of a year over fifty years, by months: what is found is zero there, and no two are the same.
    std::mt19937 random(5);
    std::uniform_real_distribution<double> amount(-100.0, 100.0);
    for (int round = 0; round < 20; ++round) {
        Column noisy;
        for (int k = 0; k <= 600; ++k)
            noisy.push_back(amount(random));
        const auto found = internalRates(noisy, 1.0 / 12, atEnd);
        CHECK(found.rates.size() % 2 == ((noisy.front() < 0) != (noisy.back() < 0) ? 1U : 0U));
        CHECK(std::ranges::adjacent_find(found.rates) == found.rates.end());
    }
}

TEST_CASE("the present value at the internal rate is nothing, and scaling the flows does not move it") {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        Column flows = randomFlows(random, 60);
        const auto found = internalRates(flows, 1.0 / 12, atMiddle);
        REQUIRE(found.count() != InternalRateCount::none);
        for (const double rate : found.rates) {
            if (rate < -.999) // what is left of 1 + rate has too few digits to hold it against
                continue;
            double size = 0; // of all terms: they are large where the rate is below 0
            for (size_t k = 0; k < flows.size(); ++k)
                size += std::abs(flows[k]) * std::pow(1 + rate, -flowYears(static_cast<int>(k), 1.0 / 12, atMiddle));
            CHECK(npv(rate, flows, 1.0 / 12, atMiddle) / size == Approx(0.0).margin(1e-10));
        }
        for (double& flow : flows)
            flow *= 1024.0;
        CHECK(internalRates(flows, 1.0 / 12, atMiddle).rates == found.rates);
    }
}

TEST_CASE("rates on both sides of nothing are found where the cumulatives allow one each") {
    // (1 - 0.6x)(1 - 1.5x), x = 1/(1+r): -40 % and 50 %.
    const auto both = internalRates(Column{1, -2.1, .9}, 1.0, atEnd);
    REQUIRE(both.rates.size() == 2);
    CHECK(both.rates[0] == Approx(-.4).margin(1e-10));
    CHECK(both.rates[1] == Approx(.5).margin(1e-10));
    // (1 - x)(1 - 1.5x): a rate of exactly 0 among them.
    const auto zero = internalRates(Column{1, -2.5, 1.5}, 1.0, atEnd);
    REQUIRE(zero.rates.size() == 2);
    CHECK(zero.rates[0] == Approx(0.0).margin(1e-10));
    CHECK(zero.rates[1] == Approx(.5).margin(1e-10));
}

TEST_CASE("a long horizon has an internal rate too") {
    Column flows(1201, 1.0);
    flows[0] = -1e6;
    const auto found = internalRates(flows, 1.0 / 12, atMiddle);
    REQUIRE(found.only());
    CHECK(npv(*found.only(), flows, 1.0 / 12, atMiddle) == Approx(0.0).margin(1e-3));
}

TEST_CASE("columns of internal rates have the bits of each series alone and count what has none or several") {
    std::mt19937 random(5);
    std::vector<Column> series;
    for (int t = 0; t < 50; ++t)
        series.push_back(randomFlows(random, 12));
    series.push_back(Column(13, 1.0));
    series.push_back(Column(13, NAN));
    Column twoRates(13, 0.0);
    twoRates[0] = -1000;
    twoRates[1] = 2500;
    twoRates[2] = -1540;
    series.push_back(twoRates);
    const auto columns = transposed(series);
    Column rate(series.size());
    Column count(series.size());
    fillInternalRates(views(columns), 1.0, atMiddle, rate, count);
    for (size_t t = 0; t < series.size(); ++t) {
        const auto alone = internalRates(series[t], 1.0, atMiddle);
        CHECK(count[t] == static_cast<double>(alone.rates.size()));
        CHECK((alone.only() ? rate[t] == *alone.only() : std::isnan(rate[t])));
    }
    CHECK(count[50] == 0.0);
    CHECK(count[51] == 0.0);
    CHECK(count[52] == 2.0);
}

TEST_CASE("a modified rate needs flows of both signs") {
    CHECK_FALSE(modifiedInternalRate(.1, .1, Column{100, 20}, 1.0, atEnd));
    CHECK_FALSE(modifiedInternalRate(.1, .1, Column{-100, -20}, 1.0, atEnd));
    CHECK_FALSE(modifiedInternalRate(.1, .1, Column{}, 1.0, atEnd));
}

TEST_CASE("flows fall in the middle or at the end of their period, and at once at the start") {
    CHECK(flowYears(0, 1.0 / 12, atMiddle) == 0.0);
    CHECK(flowYears(12, 1.0 / 12, atMiddle) == Approx(11.5 / 12));
    CHECK(flowYears(12, 1.0 / 12, atEnd) == Approx(1.0));
}

TEST_CASE("payback is the last turn of the cumulative, and never is an outcome") {
    constexpr double never = std::numeric_limits<double>::infinity();
    CHECK(wholePayback(Column{-100, 60, 60, -50, 40}) == 4);
    // Rounding pays nothing back later: a tenth three times is three tenths, also where nothing follows.
    CHECK(wholePayback(Column{-0.3, 0.1, 0.1, 0.1, 0.1}) == 3);
    CHECK(wholePayback(Column{-0.3, 0.1, 0.1, 0.1, 0, 0}) == 3);
    Column elevenths(12, 11.0);
    elevenths[0] = -99;
    CHECK(wholePayback(elevenths) == 9);
    CHECK(wholePayback(Column{-100, 50, 50}) == 2);
    CHECK(wholePayback(Column{0, 5}) == 0);
    CHECK(wholePayback(Column{10, -5}) == 0);
    CHECK(wholePayback(Column{-100, 50}) == never);
    CHECK(wholePayback(Column{-100, 50, 60, -20}) == never);
    CHECK(wholePayback(Column{-100, NAN, 300}) == never);
}

TEST_CASE("columns of payback and return on investment are those of each series") {
    std::mt19937 random(6);
    std::vector<Column> series;
    for (int t = 0; t < 40; ++t)
        series.push_back(randomFlows(random, 30));
    series.push_back(Column(31, -1.0));
    const auto columns = transposed(series);
    const double rate = .08;
    const size_t trials = series.size();
    Column cumulative(trials), period(trials), ratio(trials), costs(trials, 5000.0);
    fillWholePayback(views(columns), factorsOf(rate, 31, 1.0, atEnd), cumulative, period);
    costs.back() = 0.0;
    fillRoi(cumulative, costs, ratio);
    for (size_t t = 0; t < trials; ++t) {
        CHECK(cumulative[t] == Approx(npv(rate, series[t], 1.0, atEnd)).epsilon(1e-12));
        CHECK(period[t] == wholePayback(series[t], rate));
        CHECK((t + 1 == trials ? std::isnan(ratio[t]) : ratio[t] == cumulative[t] / 5000.0));
    }
}

TEST_CASE("a discount rate of its own per trial gives each trial its own present value") {
    const Column rates{.0, .06, .12};
    Column factor(3), sum(3, -100.0);
    const Column flow{120, 120, 120};
    fillGrowthFactor(rates, -2.0, factor);
    addDiscounted(flow, factor, sum);
    for (size_t t = 0; t < 3; ++t)
        CHECK(sum[t] == Approx(-100 + 120 / std::pow(1 + rates[t], 2)));
}
