// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/normal.h"
#include "core/stats/random.h"
#include "core/stats/summary.h"
#include "tests/shared_data.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>

using namespace tributary;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();
const double failedTrial = std::nan("");

std::vector<double> normalColumn(std::uint64_t seed, size_t trials) {
    std::vector<double> column(trials);
    fillUniform(seed, 1, 0, column);
    fillNormalQuantile(column, column);
    return column;
}

} // namespace

TEST_CASE("Percentiles of a sample are those of a spreadsheet's inclusive convention") {
    const auto path = test::sharedData("oracles/distributions.csv");
    if (!path)
        return;
    size_t checked = 0;
    for (const auto& row : test::readCsv(*path)) {
        if (row[0] != "sample")
            continue;
        std::vector<double> sample;
        std::istringstream in(row[1]);
        for (std::string field; std::getline(in, field, ',');)
            sample.push_back(std::stod(field));
        const double expected = std::stod(row[3]);
        INFO(row[2]);
        if (row[2].rfind("PERCENTILE(inc) ", 0) == 0)
            CHECK(percentile(sample, std::stod(row[2].substr(16))) == Approx(expected).epsilon(1e-13));
        else if (row[2] == "QUARTILE 1")
            CHECK(summarise(sample, SamplerKind::plain).p25 == Approx(expected).epsilon(1e-13));
        else if (row[2] == "MEDIAN")
            CHECK(summarise(sample, SamplerKind::plain).p50 == Approx(expected).epsilon(1e-13));
        else if (row[2] == "STDEV sample")
            CHECK(summarise(sample, SamplerKind::plain).sd.value() == Approx(expected).epsilon(1e-13));
        else
            FAIL("a row that is not known: " << row[2]);
        ++checked;
    }
    CHECK(checked == 5);
}

TEST_CASE("Selected percentiles equal those of a full sort, in any number and order") {
    for (const size_t size : {1U, 2U, 3U, 10U, 257U, 4096U}) {
        const std::vector<double> column = normalColumn(size, size);
        std::vector<double> sorted = column;
        std::sort(sorted.begin(), sorted.end());
        const std::vector<double> probabilities{0.95, 0.0, 0.5, 1.0, 0.333, 0.05, 0.5, 0.01};
        const auto found = percentiles(column, probabilities);
        for (size_t i = 0; i < probabilities.size(); ++i) {
            const double rank = probabilities[i] * static_cast<double>(size - 1);
            const auto lower = static_cast<size_t>(rank);
            const size_t upper = std::min(lower + 1, size - 1);
            const double expected = std::lerp(sorted[lower], sorted[upper], rank - static_cast<double>(lower));
            CHECK(found[i] == Approx(expected).epsilon(1e-14));
        }
    }
}

TEST_CASE("Never sorts last, and failed trials are counted and left out") {
    std::vector<double> column{3, never, 1, failedTrial, 2, never};
    const Summary summary = summarise(column, SamplerKind::plain);
    CHECK(summary.failed == 1);
    CHECK(summary.infinite == 2);
    CHECK(summary.p50 == 3.0);
    CHECK(summary.p25 == 2.0);
    CHECK(summary.p75 == never);
    CHECK(summary.p95 == never);
    CHECK_FALSE(summary.mean);
    CHECK_FALSE(summary.sd);
    CHECK_FALSE(summary.standardError);
    CHECK(percentile(column, 0.6) == never);
}

TEST_CASE("A column without a trial that worked has no mean and no percentiles") {
    for (const std::vector<double>& column : {std::vector<double>{}, std::vector<double>{failedTrial, failedTrial}}) {
        const Summary summary = summarise(column, SamplerKind::sobol);
        CHECK(summary.failed == column.size());
        CHECK_FALSE(summary.mean);
        CHECK(std::isnan(summary.p50));
        CHECK(std::isnan(chanceBelow(column, 0)));
        CHECK(makeHistogram(column, 1).counts.empty());
    }
}

TEST_CASE("One trial is its own mean and percentiles, with no spread") {
    const Summary summary = summarise(std::vector<double>{42.0}, SamplerKind::sobol);
    CHECK(summary.mean == 42.0);
    CHECK(summary.sd == 0.0);
    CHECK_FALSE(summary.standardError);
    CHECK(summary.p5 == 42.0);
    CHECK(summary.p95 == 42.0);
}

TEST_CASE("A certain column has exactly its value for a mean and no spread at all") {
    for (const double value : {0.1, 898744.9, -1.0 / 3.0, 1e17 / 7.0})
        for (const size_t trials : {size_t{1000}, size_t{4096}}) {
            std::vector<double> column(trials, value);
            for (const SamplerKind kind : {SamplerKind::plain, SamplerKind::sobol}) {
                const Summary summary = summarise(column, kind);
                CHECK(summary.mean == value);
                CHECK(summary.sd == 0.0);
                CHECK(summary.standardError == 0.0);
            }
            column[3] = failedTrial;
            CHECK(summarise(column, SamplerKind::sobol).sd == 0.0);
        }
}

TEST_CASE("The standard error follows the sampler") {
    // Trial t is in scramble t % 8, so the scrambles' means are 0 ... 7 and their sd is sqrt(6).
    std::vector<double> column(80);
    for (size_t trial = 0; trial < column.size(); ++trial)
        column[trial] = static_cast<double>(trial % 8);
    for (const SamplerKind kind : {SamplerKind::sobol, SamplerKind::latinHypercube})
        CHECK(summarise(column, kind).standardError.value() == Approx(std::sqrt(6.0 / 8.0)));
    const Summary plain = summarise(column, SamplerKind::plain);
    CHECK(plain.standardError.value() == Approx(plain.sd.value() / std::sqrt(80.0)));
    CHECK_FALSE(summarise(std::span<const double>(column).first(7), SamplerKind::plain).standardError);
    CHECK_FALSE(summarise(std::span<const double>(column).first(7), SamplerKind::sobol).standardError);
    CHECK(summarise(std::span<const double>(column).first(8), SamplerKind::sobol).standardError);
}

TEST_CASE("The standard error of a run is honest about its mean") {
    for (const SamplerKind kind : {SamplerKind::sobol, SamplerKind::latinHypercube, SamplerKind::plain}) {
        double ratio = 0.0;
        constexpr int runs = 200;
        for (int run = 0; run < runs; ++run) {
            constexpr size_t trials = 512;
            std::vector<double> column(trials, 0.0);
            std::vector<double> u(trials);
            for (size_t j = 0; j < 4; ++j) {
                Sampler(kind, static_cast<std::uint64_t>(run), trials)
                    .fillUniforms({j, streamKey(streamKey("x"), j)}, 0, u);
                for (size_t trial = 0; trial < trials; ++trial)
                    column[trial] += u[trial] * u[trial] - 1.0 / 3.0;
            }
            const Summary summary = summarise(column, kind);
            ratio += std::pow(*summary.mean / *summary.standardError, 2.0) / runs;
        }
        INFO(name(kind));
        // The square of a t with 7 degrees of freedom has the mean 7/5, of a normal 1.
        CHECK(ratio > 0.6);
        CHECK(ratio < 2.2);
    }
}

TEST_CASE("A histogram's bins are multiples of the width, so that zero is an edge, and hold every trial") {
    const Histogram histogram = makeHistogram(std::vector<double>{-0.15, -0.05, 0.0, 0.05, 0.1, 0.27}, 0.1);
    CHECK(histogram.firstBin == -2);
    CHECK(histogram.counts == std::vector<size_t>{1, 1, 2, 1, 1});
    CHECK(histogram.edge(2) == 0.0);
    CHECK(histogram.edge(0) == Approx(-0.2));
    CHECK(histogram.leftOut == 0);
    const auto column = normalColumn(5, 5000);
    const Histogram normal = makeHistogram(column, 0.25);
    CHECK(std::accumulate(normal.counts.begin(), normal.counts.end(), size_t{0}) == 5000);
    size_t belowZero = 0;
    for (size_t bin = 0; normal.edge(bin) < 0.0; ++bin)
        belowZero += normal.counts[bin];
    CHECK(static_cast<double>(belowZero) / 5000.0 == chanceBelow(column, 0.0));
}

TEST_CASE("A histogram widens its bins when there would be too many, and zero stays an edge") {
    const std::vector<double> column{-1e6, 0.5, never, failedTrial, 3e6};
    const Histogram histogram = makeHistogram(column, 1.0);
    CHECK(histogram.counts.size() <= maxHistogramBins);
    CHECK(histogram.counts.size() > maxHistogramBins / 4);
    CHECK(histogram.leftOut == 2);
    CHECK(histogram.binWidth == 4096.0);
    CHECK(histogram.edge(static_cast<size_t>(-histogram.firstBin)) == 0.0);
    CHECK(makeHistogram(std::vector<double>{-1.7e308, 1.7e308}, 1e-300).counts.size() <= maxHistogramBins);
    CHECK(makeHistogram(std::vector<double>{7.0, 7.0}, 2.0).counts == std::vector<size_t>{2});
}

TEST_CASE("The chance of a loss is the share of the trials that worked") {
    CHECK(chanceBelow(std::vector<double>{-1, 0, 2, failedTrial, never}, 0.0) == 0.25);
    CHECK(chanceBelow(std::vector<double>{-never, 1}, 0.0) == 0.5);
}
