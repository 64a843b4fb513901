// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/distribution.h"
#include "core/stats/normal.h"
#include "core/stats/quantile_function.h"
#include "tests/shared_data.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

using namespace tributary;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<double> numbers(const std::string& text) {
    std::vector<double> out;
    std::istringstream in(text);
    for (std::string field; std::getline(in, field, ',');)
        out.push_back(std::stod(field));
    return out;
}

/// The distribution that a row of the known answers names; none for a sample.
std::optional<Distribution> named(const std::string& kind, const std::string& parameters) {
    if (kind == "normal")
        return *makeNormal(100, 15);
    if (kind == "lognormal")
        return *makeLognormal(100, 30);
    const std::vector<double> values = numbers(parameters);
    if (kind == "triangular")
        return *makeTriangular(values[0], values[1], values[2]);
    if (kind == "beta-PERT lambda=4")
        return *makePert(values[0], values[1], values[2]);
    if (kind == "uniform")
        return *makeUniform(values[0], values[1]);
    return std::nullopt;
}

/// One of each shape, the awkward ones too.
std::vector<Distribution> examples() {
    return {*makePert(10, 20, 40),
            *makePert(0, 0, 1),
            *makePert(-3, 2, 2),
            *makePert(1e6, 1.1e6, 5e6),
            *makeTriangular(10, 20, 40),
            *makeTriangular(1, 1, 2),
            *makeUniform(-1, 3),
            *makeNormal(100, 15),
            *makeLognormal(100, 30),
            *makeLognormalFromMedian(3, 0.9),
            *makeBeta(2, 5, 0, 1),
            *makeBeta(0.5, 0.5, 0, 2),
            *makeBeta(1, 3, 0, 10),
            *makeBeta(40, 20, 0, 1),
            *metalogFromPercentiles(0.1, 35, 50, 75),
            *metalogFromPercentiles(0.05, 8, 10, 15)};
}

} // namespace

TEST_CASE("measured values that are not there yet are answered with NaN") {
    const Distribution none = Empirical{};
    CHECK(std::isnan(mostLikely(none)));
    CHECK(std::isnan(quantile(none, 0.5)));
    CHECK(std::isnan(cdf(none, 1.0)));
    CHECK(std::isnan(mean(none)));
    CHECK(std::isnan(sd(none)));
    CHECK_FALSE(isCertain(none));
}

TEST_CASE("Distributions agree with the published means, deviations and percentiles") {
    const auto path = test::sharedData("oracles/distributions.csv");
    if (!path)
        return;
    const auto rows = test::readCsv(*path);
    size_t checked = 0;
    for (size_t i = 1; i < rows.size(); ++i) {
        const auto distribution = named(rows[i][0], rows[i][1]);
        if (!distribution)
            continue;
        const std::string& what = rows[i][2];
        const double expected = std::stod(rows[i][3]);
        INFO(rows[i][0] << " " << what);
        if (what == "mean")
            CHECK(mean(*distribution) == Approx(expected).epsilon(1e-11));
        else if (what == "sd")
            CHECK(sd(*distribution) == Approx(expected).epsilon(1e-11));
        else
            CHECK(quantile(*distribution, std::stod(what.substr(1)) / 100.0) ==
                  Approx(expected).epsilon(1e-11).margin(1e-11));
        ++checked;
    }
    CHECK(checked == 50);
}

TEST_CASE("PERT(1, 4, 10) has its known mean, deviation and percentiles") {
    const Distribution pert = *makePert(1, 4, 10);
    CHECK(mean(pert) == Approx(4.5).epsilon(1e-14));
    CHECK(sd(pert) == Approx(1.65831).margin(5e-6));
    CHECK(quantile(pert, 0.10) == Approx(2.37725).margin(5e-6));
    CHECK(quantile(pert, 0.50) == Approx(4.38231).margin(5e-6));
    CHECK(quantile(pert, 0.90) == Approx(6.80011).margin(5e-6));
    CHECK(mostLikely(pert) == 4.0);
}

TEST_CASE("The metalog of 35, 50, 75 has its known coefficients and quantiles") {
    const auto metalog = metalogFromPercentiles(0.1, 35, 50, 75);
    REQUIRE(metalog);
    CHECK(metalog->a1 == 50.0);
    CHECK(metalog->a2 == Approx(9.102392).margin(5e-7));
    CHECK(metalog->a3 == Approx(5.688995).margin(5e-7));
    const Distribution distribution = *metalog;
    CHECK(quantile(distribution, 0.05) == Approx(30.736466).margin(5e-7));
    CHECK(quantile(distribution, 0.10) == Approx(35.0).epsilon(1e-13));
    CHECK(quantile(distribution, 0.25) == Approx(41.5625).epsilon(1e-13));
    CHECK(quantile(distribution, 0.75) == Approx(61.5625).epsilon(1e-13));
    CHECK(quantile(distribution, 0.90) == Approx(75.0).epsilon(1e-13));
    CHECK(quantile(distribution, 0.95) == Approx(84.339343).margin(5e-7));
}

TEST_CASE("A metalog exists just where the median's place allows one") {
    CHECK(metalogFromPercentiles(0.1, 0, 0.16659, 1));
    CHECK(metalogFromPercentiles(0.1, 0, 0.83341, 1));
    const auto low = metalogFromPercentiles(0.1, 0, 0.16657, 1);
    REQUIRE_FALSE(low);
    CHECK(low.error().message == "The median, 0.16657, is too near one end of 0 to 1. Write one between 0.1666 and "
                                 "0.8334, or low / likely / high instead");
    CHECK_FALSE(metalogFromPercentiles(0.1, 0, 0.83343, 1));
    CHECK_FALSE(metalogFromPercentiles(0.05, 8, 8, 15));
    CHECK_FALSE(metalogFromPercentiles(0.5, 8, 10, 15));
    CHECK_FALSE(metalogFromPercentiles(0.05, 8, 10, infinity));
}

TEST_CASE("Makers name the values that are wrong") {
    const auto message = [](const auto& result) { return result ? std::string() : result.error().message; };
    CHECK(message(makePert(10, 20, 15)) == "High, 15, is below likely, 20. Write them in order");
    CHECK(message(makePert(10, 5, 15)) == "Likely, 5, is below low, 10. Write them in order");
    CHECK(message(makeTriangular(3, 2, 1)) == "High, 1, is below likely, 2. Write them in order");
    CHECK(message(makeUniform(2, 1)) == "High, 1, is below low, 2. Write them in order");
    CHECK(message(makeNormal(2, -1)) == "The standard deviation, -1, is below zero. Write it as a positive number");
    CHECK(message(makeLognormal(-2, 1)) == "The mean of a lognormal, -2, is not above zero. Write a positive mean");
    CHECK(message(makeNormalFromRange(14, 10)) == "The upper end, 10, is below the lower, 14. Write them in order");
    CHECK_FALSE(makeLognormalFromMedian(0, 1));
    CHECK_FALSE(makeLognormalFromMedian(1, -1));
    CHECK_FALSE(makeBeta(0, 1));
    CHECK_FALSE(makeBeta(1, 1, 3, 2));
    CHECK_FALSE(makeEmpirical({}));
    CHECK_FALSE(makeEmpirical({1.0, std::nan("")}));
    CHECK_FALSE(makePert(0, std::nan(""), 1));
    CHECK_FALSE(makePert(-1e308, 0, 1e308));
}

TEST_CASE("A quantity without doubt is a constant") {
    for (const auto& made :
         {makePert(5, 5, 5), makeTriangular(5, 5, 5), makeUniform(5, 5), makeNormal(5, 0), makeNormalFromRange(5, 5),
          makeLognormal(5, 0), makeLognormalFromMedian(5, 0), makeBeta(2, 3, 5, 5)}) {
        REQUIRE(made);
        CHECK(*made == Distribution(Constant{5}));
        CHECK(isCertain(*made));
        CHECK(quantile(*made, 0.3) == 5.0);
        CHECK(mean(*made) == 5.0);
        CHECK(sd(*made) == 0.0);
    }
    CHECK_FALSE(isCertain(*makePert(5, 5, 6)));
    CHECK(isCertain(*makeEmpirical({2, 2})));
}

TEST_CASE("A range is read as the normal's 5th and 95th percentiles") {
    const Distribution normal = *makeNormalFromRange(10, 14);
    CHECK(quantile(normal, 0.05) == Approx(10).epsilon(1e-14));
    CHECK(quantile(normal, 0.95) == Approx(14).epsilon(1e-14));
}

TEST_CASE("The lognormal of a median and sigma has that median") {
    const Distribution lognormal = *makeLognormalFromMedian(3, 0.5);
    CHECK(quantile(lognormal, 0.5) == Approx(3).epsilon(1e-14));
    CHECK(mean(lognormal) == Approx(3 * std::exp(0.125)).epsilon(1e-14));
    CHECK(mostLikely(lognormal) == Approx(3 * std::exp(-0.25)).epsilon(1e-14));
}

TEST_CASE("The distribution function undoes the quantile function, which never falls") {
    const std::vector<Distribution> all = examples();
    for (size_t k = 0; k < all.size(); ++k) {
        INFO("example " << k);
        double before = -infinity;
        bool rising = true;
        bool undone = true;
        for (int i = 1; i < 2000; ++i) {
            const double u = i / 2000.0;
            const double x = quantile(all[k], u);
            rising = rising && x >= before;
            before = x;
            undone = undone && std::abs(cdf(all[k], x) - u) < 1e-10;
        }
        CHECK(rising);
        CHECK(undone);
        // Values far from zero cannot be told apart as finely as small chances can.
        for (const double u : {1e-9, 1e-6, 1e-3})
            CHECK(cdf(all[k], quantile(all[k], u)) == Approx(u).epsilon(1e-8).margin(1e-13));
    }
}

TEST_CASE("The density is the slope of the distribution function") {
    for (const Distribution& distribution : examples())
        for (const double u : {0.03, 0.2, 0.41, 0.77, 0.96}) {
            const double x = quantile(distribution, u);
            const double step = 1e-5 * sd(distribution);
            const double slope = (cdf(distribution, x + step) - cdf(distribution, x - step)) / (2.0 * step);
            CHECK(density(distribution, x) == Approx(slope).epsilon(1e-3));
        }
}

TEST_CASE("Means and deviations are those of the quantile function") {
    for (const Distribution& distribution : examples()) {
        constexpr int cells = 200000;
        double sum = 0.0;
        double squares = 0.0;
        const double centre = quantile(distribution, 0.5);
        for (int i = 0; i < cells; ++i) {
            const double x = quantile(distribution, (i + 0.5) / cells) - centre;
            sum += x;
            squares += x * x;
        }
        const double average = sum / cells;
        const double deviation = std::sqrt(squares / cells - average * average);
        CHECK(std::abs(mean(distribution) - centre - average) < 1e-3 * sd(distribution));
        CHECK(sd(distribution) == Approx(deviation).epsilon(5e-3));
    }
}

TEST_CASE("The most likely value is where the density is highest, or the middle of an even or two-humped one") {
    for (const Distribution& distribution :
         {*makeBeta(2, 5, 0, 1), *makeLognormal(100, 30), Distribution(*metalogFromPercentiles(0.1, 35, 50, 75)),
          *makePert(1, 4, 10)}) {
        const double mode = mostLikely(distribution);
        const double step = 0.01 * sd(distribution);
        CHECK(density(distribution, mode) > density(distribution, mode - step));
        CHECK(density(distribution, mode) > density(distribution, mode + step));
    }
    CHECK(mostLikely(*makeUniform(-1, 3)) == 1.0);
    CHECK(mostLikely(*makeBeta(0.5, 0.5, 0, 2)) == Approx(1.0));
    CHECK(mostLikely(*makeBeta(1, 3)) == 0.0);
    CHECK(mostLikely(*makeBeta(3, 1)) == 1.0);
    CHECK(mostLikely(*makeBeta(1, 1, 2, 4)) == 3.0);
    CHECK(mostLikely(*makeEmpirical({9, 1, 2, 4})) == 3.0);
}

TEST_CASE("Measured values are drawn as they are, each as often as the others") {
    const Distribution measured = *makeEmpirical({3, 1, 2, 10});
    CHECK(quantile(measured, 0.0) == 1.0);
    CHECK(quantile(measured, 0.249) == 1.0);
    CHECK(quantile(measured, 0.25) == 2.0);
    CHECK(quantile(measured, 0.9) == 10.0);
    CHECK(quantile(measured, 1.0) == 10.0);
    CHECK(cdf(measured, 0.0) == 0.0);
    CHECK(cdf(measured, 2.0) == 0.5);
    CHECK(mean(measured) == 4.0);
    CHECK(sd(measured) == Approx(std::sqrt(12.5)));
    CHECK(measured == *makeEmpirical({10, 3, 2, 1}));
    CHECK_FALSE(measured == *makeEmpirical({10, 3, 2, 2}));
}

TEST_CASE("Nothing throws at the ends or outside") {
    for (const Distribution& distribution : examples()) {
        CHECK(quantile(distribution, 0.0) <= quantile(distribution, 1e-15));
        CHECK(quantile(distribution, 1.0) >= quantile(distribution, 1.0 - 1e-15));
        CHECK(std::isnan(quantile(distribution, -0.1)));
        CHECK(std::isnan(quantile(distribution, 1.1)));
        CHECK(std::isnan(quantile(distribution, std::nan(""))));
        CHECK(std::isnan(cdf(distribution, std::nan(""))));
        CHECK(cdf(distribution, -infinity) == 0.0);
        CHECK(cdf(distribution, infinity) == 1.0);
        CHECK(density(distribution, -1e300) == 0.0);
    }
    CHECK(quantile(*makePert(1, 4, 10), 0.0) == 1.0);
    CHECK(quantile(*makePert(1, 4, 10), 1.0) == 10.0);
    CHECK(quantile(*makeNormal(0, 1), 1.0) == infinity);
}

TEST_CASE("Columns hold what single quantiles give, and polynomials agree with the direct way") {
    std::vector<double> u;
    for (int i = 1; i < 5000; ++i)
        u.push_back(i / 5000.0);
    for (int i = 1; i < 52; ++i) {
        u.push_back(std::ldexp(1.0, -i));
        u.push_back(1.0 - std::ldexp(1.0, -i));
        u.push_back(std::ldexp(1.999, -i - 1));
    }
    std::vector<Distribution> all = examples();
    for (int i = 0; i <= 20; ++i)
        all.push_back(*makePert(0, i / 20.0, 1));
    std::vector<double> out(u.size());
    std::vector<double> quick(u.size());
    for (size_t k = 0; k < all.size(); ++k) {
        INFO("example " << k);
        fillQuantiles(all[k], u, out);
        const QuantileFunction prepared(all[k]);
        prepared.fill(u, quick);
        CHECK(prepared.distribution() == all[k]);
        bool same = true;
        double worst = 0.0;
        const double nearZero = 0.1 * sd(all[k]) * (quantile(all[k], 0.0) < 0.0 ? 1.0 : 0.0);
        for (size_t i = 0; i < u.size(); ++i) {
            const double direct = quantile(all[k], u[i]);
            same = same && out[i] == direct;
            // Columns go by vectors, single numbers by the direct way or the tails: alike to rounding.
            for (const double value : {quick[i], prepared(u[i])})
                worst = std::max(worst, std::abs(value - direct) / std::max(std::abs(direct), nearZero));
        }
        CHECK(same);
        CHECK(worst < 1e-12);
    }
}

TEST_CASE("The normal distribution is accurate far into its tails") {
    // Abramowitz and Stegun 26.2: Phi(-5), Phi(-10); quantiles of 0.975 and 1e-10.
    CHECK(normalCdf(-5.0) == Approx(2.866515718791939e-07).epsilon(1e-13));
    CHECK(normalCdf(-10.0) == Approx(7.619853024160527e-24).epsilon(1e-12));
    CHECK(normalCdf(0.0) == 0.5);
    CHECK(normalQuantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
    CHECK(normalQuantile(1e-10) == Approx(-6.361340902404056).epsilon(1e-13));
    CHECK(normalQuantile(0.5) == 0.0);
    CHECK(normalQuantile(0.0) == -infinity);
    CHECK(normalQuantile(1.0) == infinity);
    CHECK(std::isnan(normalQuantile(-1e-9)));
    CHECK(normalDensity(0.0) == Approx(0.3989422804014327).epsilon(1e-15));
    for (const double z : {-37.0, -8.0, -3.0, -0.1, 0.2, 1.0, 4.0})
        CHECK(normalQuantile(normalCdf(z)) == Approx(z).epsilon(1e-11));
    std::vector<double> column{0.1, 0.5, 0.999};
    fillNormalQuantile(column, column);
    fillNormalCdf(column, column);
    CHECK(column[0] == Approx(0.1).epsilon(1e-14));
    CHECK(column[2] == Approx(0.999).epsilon(1e-14));
}
