// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/correlation.h"
#include "core/stats/normal.h"
#include "core/stats/random.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace tributary;

namespace {

using Columns = std::vector<std::vector<double>>;

Columns independentColumns(size_t dimensions, size_t first, size_t trials) {
    Columns columns(dimensions, std::vector<double>(trials));
    for (size_t i = 0; i < dimensions; ++i)
        fillUniform(7, i, first, columns[i]);
    return columns;
}

void correlateColumns(const GaussianCopula& copula, Columns& columns) {
    std::vector<std::span<double>> spans(columns.begin(), columns.end());
    copula.correlate(spans);
}

double correlationOf(const std::vector<double>& a, const std::vector<double>& b) {
    double meanA = 0.0;
    double meanB = 0.0;
    const auto n = static_cast<double>(a.size());
    for (size_t i = 0; i < a.size(); ++i) {
        meanA += a[i] / n;
        meanB += b[i] / n;
    }
    double ab = 0.0;
    double aa = 0.0;
    double bb = 0.0;
    for (size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - meanA) * (b[i] - meanB);
        aa += (a[i] - meanA) * (a[i] - meanA);
        bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / std::sqrt(aa * bb);
}

std::vector<double> scores(std::vector<double> column) {
    fillNormalQuantile(column, column);
    return column;
}

} // namespace

TEST_CASE("Correlations asked for are found in the draws, within their sampling error") {
    const std::vector<double> wanted{1, 0.5, -0.3, 0.5, 1, 0.2, -0.3, 0.2, 1};
    const auto copula = GaussianCopula::make(3, wanted);
    REQUIRE(copula);
    CHECK_FALSE(copula->repaired());
    constexpr size_t trials = 40000;
    Columns columns = independentColumns(3, 0, trials);
    correlateColumns(*copula, columns);
    for (size_t i = 0; i < 3; ++i) {
        double sum = 0.0;
        for (const double u : columns[i])
            sum += u / trials;
        CHECK(sum == Approx(0.5).margin(4.0 / std::sqrt(12.0 * trials)));
        for (size_t j = 0; j < i; ++j) {
            const double rho = wanted[i * 3 + j];
            const double margin = 4.0 * (1.0 - rho * rho) / std::sqrt(static_cast<double>(trials));
            CHECK(copula->correlation(i, j) == rho);
            CHECK(correlationOf(scores(columns[i]), scores(columns[j])) == Approx(rho).margin(margin));
        }
    }
}

TEST_CASE("A rank correlation comes back through the normal scores") {
    const double score = 2 * std::sin(std::numbers::pi * 0.6 / 6); // Pearson 1907
    const auto copula = GaussianCopula::make(2, std::vector<double>{1, score, score, 1});
    REQUIRE(copula);
    Columns columns = independentColumns(2, 0, 40000);
    correlateColumns(*copula, columns);
    // The correlation of the uniforms is the rank correlation.
    CHECK(correlationOf(columns[0], columns[1]) == Approx(0.6).margin(0.02));
}

TEST_CASE("Any block of trials gives the same bits, and a column correlated with none keeps its own") {
    const auto copula = GaussianCopula::make(3, std::vector<double>{1, 0, 0.7, 0, 1, 0, 0.7, 0, 1});
    REQUIRE(copula);
    Columns whole = independentColumns(3, 0, 1000);
    const Columns before = whole;
    correlateColumns(*copula, whole);
    CHECK(whole[1] == before[1]);
    CHECK(whole[2] != before[2]);
    for (size_t first = 0; first < 1000; first += 37) {
        const size_t count = std::min<size_t>(37, 1000 - first);
        Columns block = independentColumns(3, first, count);
        correlateColumns(*copula, block);
        for (size_t i = 0; i < 3; ++i)
            for (size_t trial = 0; trial < count; ++trial)
                REQUIRE(block[i][trial] == whole[i][first + trial]);
    }
}

TEST_CASE("Correlations that contradict each other are moved to the nearest possible ones") {
    // Higham 2002, section 4: the nearest to (1 1 0; 1 1 1; 0 1 1) has 0.7607 beside the diagonal and 0.1573 in the
    // corner.
    const auto copula = GaussianCopula::make(3, std::vector<double>{1, 1, 0, 1, 1, 1, 0, 1, 1});
    REQUIRE(copula);
    CHECK(copula->repaired());
    CHECK(copula->correlation(0, 1) == Approx(0.7607).margin(5e-5));
    CHECK(copula->correlation(1, 2) == Approx(0.7607).margin(5e-5));
    CHECK(copula->correlation(0, 2) == Approx(0.1573).margin(5e-5));
    CHECK(copula->correlation(1, 1) == 1.0);
    Columns columns = independentColumns(3, 0, 20000);
    correlateColumns(*copula, columns);
    CHECK(correlationOf(scores(columns[0]), scores(columns[1])) == Approx(0.7607).margin(0.015));
}

TEST_CASE("Quantities that always go together are possible, and need no repair") {
    const auto copula = GaussianCopula::make(2, std::vector<double>{1, -1, -1, 1});
    REQUIRE(copula);
    CHECK_FALSE(copula->repaired());
    Columns columns = independentColumns(2, 0, 500);
    correlateColumns(*copula, columns);
    for (size_t trial = 0; trial < 500; ++trial)
        REQUIRE(columns[1][trial] == Approx(1.0 - columns[0][trial]).margin(1e-3));
}

TEST_CASE("Correlated draws stay strictly between 0 and 1 at the ends") {
    const auto copula = GaussianCopula::make(2, std::vector<double>{1, 0.9, 0.9, 1});
    REQUIRE(copula);
    Columns columns{{0x1p-53, 1.0 - 0x1p-53}, {0x1p-53, 1.0 - 0x1p-53}};
    correlateColumns(*copula, columns);
    for (const auto& column : columns)
        for (const double u : column) {
            CHECK(u > 0.0);
            CHECK(u < 1.0);
        }
}

TEST_CASE("What is no correlation matrix is refused with the place that is wrong") {
    const auto message = [](size_t n, const std::vector<double>& entries) {
        const auto made = GaussianCopula::make(n, entries);
        return made ? std::string() : made.error().message;
    };
    CHECK(message(2, {1, 1.5, 1.5, 1}) == "The correlation of quantities 1 and 2, 1.5, must lie between -1 and 1");
    CHECK(message(2, {1, 0.5, 0.4, 1}) == "The correlation of quantities 1 and 2 is given as 0.5 and as 0.4: keep one");
    CHECK(message(2, {1, 0, 0, 0.5}) == "The correlation of quantity 2 with itself is 0.5: it must be 1");
    CHECK(message(2, {1, 0, 0}) == "3 correlations were given for 2 quantities: give 4");
    CHECK_FALSE(GaussianCopula::make(2, std::vector<double>{1, std::nan(""), std::nan(""), 1}));
    CHECK(GaussianCopula::make(0, {}));
}
