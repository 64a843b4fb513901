// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/normal.h"
#include "core/stats/percentile_error.h"
#include "core/stats/summary.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

using namespace tributary;

namespace {

/// Normal draws of standard deviation 3.
std::vector<double> normals(SamplerKind kind, std::uint64_t seed, size_t trials) {
    std::vector<double> column(trials);
    Sampler(kind, seed, trials).fillUniforms({0, 7}, 0, column);
    fillNormalQuantile(column, column);
    for (double& value : column)
        value *= 3;
    return column;
}

/// The sum of four uneven draws: skewed, so that its mean and its median are not the same.
std::vector<double> skewed(SamplerKind kind, std::uint64_t seed, size_t trials) {
    std::vector<double> column(trials, 0.0);
    std::vector<double> u(trials);
    for (size_t j = 0; j < 4; ++j) {
        Sampler(kind, seed, trials).fillUniforms({j, 11 + j}, 0, u);
        for (size_t trial = 0; trial < trials; ++trial)
            column[trial] += std::exp(2 * u[trial]);
    }
    return column;
}

} // namespace

TEST_CASE("The median of normal draws is known to sqrt(pi / 2) sigma / sqrt(n)") {
    for (const size_t trials : {1000U, 10000U, 100000U}) {
        const double known = std::sqrt(std::numbers::pi / 2) * 3 / std::sqrt(static_cast<double>(trials));
        double mean = 0;
        constexpr int seeds = 40;
        for (std::uint64_t seed = 0; seed < seeds; ++seed)
            mean += *percentileError(normals(SamplerKind::plain, seed, trials), 0.5, SamplerKind::plain) / seeds;
        INFO(trials);
        CHECK(mean == Approx(known).epsilon(0.06));
        const auto column = normals(SamplerKind::plain, 1, trials);
        CHECK(*percentileError(column, 0.5, SamplerKind::plain) >
              1.1 * *summarise(column, SamplerKind::plain).standardError); // the mean is known better
    }
}

TEST_CASE("The standard error of a percentile is how far it spreads from seed to seed") {
    for (const SamplerKind kind : {SamplerKind::sobol, SamplerKind::latinHypercube, SamplerKind::plain})
        for (const double probability : {0.1, 0.5, 0.9}) {
            constexpr int seeds = 300;
            constexpr size_t trials = 1024;
            std::vector<double> found;
            double told = 0; // mean of the squares
            for (std::uint64_t seed = 0; seed < seeds; ++seed) {
                const auto column = skewed(kind, seed, trials);
                found.push_back(percentile(column, probability));
                told += std::pow(*percentileError(column, probability, kind), 2) / seeds;
            }
            const double spread = *summarise(found, SamplerKind::plain).sd;
            INFO(name(kind) << " " << probability << ": spread " << spread << ", told " << std::sqrt(told));
            CHECK(std::sqrt(told) > 0.85 * spread);
            CHECK(std::sqrt(told) < 1.3 * spread);
        }
}

TEST_CASE("A percentile of too few trials has no standard error, and one that is certain has none left") {
    const double failed = std::nan("");
    const double never = std::numeric_limits<double>::infinity();
    for (const SamplerKind kind : {SamplerKind::sobol, SamplerKind::plain}) {
        std::vector<double> column(7, 1.0);
        CHECK_FALSE(percentileError(column, 0.5, kind));
        column.assign(64, 2.5);
        CHECK(percentileError(column, 0.5, kind) == 0.0);
        column[3] = failed;
        CHECK(percentileError(column, 0.5, kind) == 0.0);
        column[5] = never; // one trial that never pays does not move the median
        CHECK(percentileError(column, 0.5, kind) == 0.0);
        column.assign(64, never);
        CHECK_FALSE(percentileError(column, 0.5, kind));
    }
    std::vector<double> lost(64, 1.0);
    for (size_t trial = 2; trial < lost.size(); trial += Sampler::scrambles)
        lost[trial] = failed;
    CHECK_FALSE(percentileError(lost, 0.5, SamplerKind::sobol));
}
