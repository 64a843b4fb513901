// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/random.h"
#include "core/stats/sampler.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

using namespace tributary;

namespace {

constexpr std::uint64_t seed = 20240229;
const std::vector<SamplerKind> kinds{SamplerKind::sobol, SamplerKind::latinHypercube, SamplerKind::plain};

Dimension dimension(size_t index) { return {index, streamKey("input/" + std::to_string(index))}; }

std::vector<double> draws(const Sampler& sampler, Dimension where, size_t first, size_t count) {
    std::vector<double> out(count);
    sampler.fillUniforms(where, first, out);
    return out;
}

double average(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

/// A smooth product with the integral 1 over the unit cube of eight dimensions, one value for each trial.
std::vector<double> smoothProduct(const Sampler& sampler) {
    std::vector<double> out(sampler.trials(), 1.0);
    for (size_t j = 0; j < 8; ++j) {
        const auto u = draws(sampler, dimension(j), 0, sampler.trials());
        for (size_t trial = 0; trial < out.size(); ++trial)
            out[trial] *= 1.0 + (u[trial] * u[trial] - 1.0 / 3.0) / static_cast<double>((j + 1) * (j + 1));
    }
    return out;
}

double squaredError(SamplerKind kind, size_t trials) {
    double sum = 0.0;
    for (std::uint64_t run = 0; run < 20; ++run) {
        const double error = average(smoothProduct(Sampler(kind, seed + run, trials))) - 1.0;
        sum += error * error / 20.0;
    }
    return sum;
}

} // namespace

TEST_CASE("Addressed bits are those of the published generator and hash") {
    // Random123's known answer for philox4x32-10 with counter and key zero: 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
    CHECK(randomBits(0, 0, 0) == 0xe169c58d6627e8d5U);
    CHECK(randomBits(0, 0, 1) == 0x9b00dbd8bc57ac4cU);
    // Fowler, Noll and Vo's test values for 64-bit FNV-1a.
    CHECK(streamKey("") == 0xcbf29ce484222325U);
    CHECK(streamKey("a") == 0xaf63dc4c8601ec8cU);
    CHECK(streamKey("foobar") == 0x85944171f73967e8U);
}

TEST_CASE("Uniforms stay strictly between 0 and 1 for any bits") {
    CHECK(openUniform(0) > 0.0);
    CHECK(openUniform(~std::uint64_t{0}) < 1.0);
}

TEST_CASE("Addressed uniforms differ by seed, stream and index, and columns hold the single values") {
    std::set<double> seen;
    for (std::uint64_t s = 0; s < 4; ++s)
        for (std::uint64_t stream = 0; stream < 4; ++stream)
            for (std::uint64_t index = 0; index < 64; ++index)
                seen.insert(uniform(s, stream, index));
    CHECK(seen.size() == 4 * 4 * 64);
    CHECK(streamKey(streamKey("task"), 1) != streamKey(streamKey("task"), 2));
    for (const std::uint64_t first : {0U, 1U, 7U})
        for (const size_t count : {0U, 1U, 2U, 9U}) {
            std::vector<double> column(count);
            fillUniform(seed, 3, first, column);
            for (size_t i = 0; i < count; ++i)
                CHECK(column[i] == uniform(seed, 3, first + i));
        }
}

TEST_CASE("A draw does not depend on the range that is asked for") {
    for (const SamplerKind kind : kinds)
        for (const size_t index : {0U, 5U, 400U, 5000U}) {
            const Sampler sampler(kind, seed, 1003);
            const auto whole = draws(sampler, dimension(index), 0, 1003);
            std::vector<double> pieces;
            for (size_t first = 0, size = 1; first < 1003; first += size, size = size % 64 + 7) {
                const auto piece = draws(sampler, dimension(index), first, std::min(size, 1003 - first));
                pieces.insert(pieces.end(), piece.begin(), piece.end());
            }
            INFO(name(kind) << " " << index);
            CHECK(pieces == whole);
            CHECK(draws(Sampler(kind, seed + 1, 1003), dimension(index), 0, 1003) != whole);
            CHECK(draws(sampler, Dimension{index, 1}, 0, 1003) != whole);
        }
}

TEST_CASE("A shorter run is the beginning of a longer one") {
    for (const SamplerKind kind : {SamplerKind::sobol, SamplerKind::plain}) {
        const auto longer = draws(Sampler(kind, seed, 4096), dimension(3), 0, 500);
        CHECK(draws(Sampler(kind, seed, 500), dimension(3), 0, 500) == longer);
    }
}

TEST_CASE("All draws lie strictly between 0 and 1 and fill the interval evenly") {
    for (const SamplerKind kind : kinds)
        for (const size_t index : {0U, 1U, 40U, 3666U, 3667U}) {
            const auto u = draws(Sampler(kind, seed, 20000), dimension(index), 0, 20000);
            INFO(name(kind) << " " << index);
            CHECK(*std::min_element(u.begin(), u.end()) > 0.0);
            CHECK(*std::max_element(u.begin(), u.end()) < 1.0);
            CHECK(average(u) == Approx(0.5).margin(0.01));
            std::vector<size_t> counts(20);
            for (const double value : u)
                ++counts[static_cast<size_t>(value * 20.0)];
            for (const size_t count : counts)
                CHECK(std::abs(static_cast<double>(count) - 1000.0) < 150.0);
        }
}

TEST_CASE("Every scramble of a Sobol' dimension has one point in each equal part of the interval") {
    constexpr size_t points = 256;
    const Sampler sampler(SamplerKind::sobol, seed, points * Sampler::scrambles);
    for (const size_t index : {0U, 1U, 2U, 17U, 255U, 256U, 1000U, 3666U}) {
        const auto u = draws(sampler, dimension(index), 0, sampler.trials());
        for (size_t scramble = 0; scramble < Sampler::scrambles; ++scramble) {
            std::set<size_t> parts;
            for (size_t point = 0; point < points; ++point)
                parts.insert(static_cast<size_t>(u[point * Sampler::scrambles + scramble] * points));
            CHECK(parts.size() == points);
        }
    }
}

TEST_CASE("The first two Sobol' dimensions have one point in each elementary box") {
    // They form a (0, 2)-sequence, which nested scrambling preserves (Owen 1995).
    constexpr unsigned digits = 8;
    constexpr size_t points = size_t{1} << digits;
    const Sampler sampler(SamplerKind::sobol, seed, points * Sampler::scrambles);
    const auto x = draws(sampler, dimension(0), 0, sampler.trials());
    const auto y = draws(sampler, dimension(1), 0, sampler.trials());
    for (size_t scramble = 0; scramble < Sampler::scrambles; ++scramble)
        for (unsigned columnDigits = 0; columnDigits <= digits; ++columnDigits) {
            const double columns = std::ldexp(1.0, static_cast<int>(columnDigits));
            const double rows = std::ldexp(1.0, static_cast<int>(digits - columnDigits));
            std::set<std::pair<int, int>> boxes;
            for (size_t point = 0; point < points; ++point) {
                const size_t trial = point * Sampler::scrambles + scramble;
                boxes.emplace(static_cast<int>(x[trial] * columns), static_cast<int>(y[trial] * rows));
            }
            CHECK(boxes.size() == points);
        }
}

TEST_CASE("Owen's scrambling moves each point uniformly, and two points as often apart as their digits allow") {
    // Point 0 and point 1 differ in the first digit, so exactly one of them is below a half; below that, independent.
    constexpr size_t keys = 4000;
    size_t below = 0;
    double product = 0.0;
    bool apart = true;
    for (size_t key = 0; key < keys; ++key) {
        std::vector<double> u(9);
        Sampler(SamplerKind::sobol, seed, 9).fillUniforms(Dimension{0, key}, 0, u);
        below += u[0] < 0.5 ? 1U : 0U;
        apart = apart && (u[0] < 0.5) != (u[8] < 0.5);
        product += (std::fmod(2.0 * u[0], 1.0) - 0.5) * (std::fmod(2.0 * u[8], 1.0) - 0.5) / keys;
    }
    CHECK(apart);
    CHECK(static_cast<double>(below) == Approx(keys / 2.0).margin(4.0 * std::sqrt(keys / 4.0)));
    CHECK(std::abs(product) < 4.0 / 12.0 / std::sqrt(static_cast<double>(keys)));
}

TEST_CASE("The scrambles of one run are independent") {
    // Over many inputs, the same point, and the mean of 16 points, are uncorrelated between two scrambles.
    constexpr size_t keys = 4000;
    for (const SamplerKind kind : {SamplerKind::sobol, SamplerKind::latinHypercube}) {
        double ofPoints = 0.0;
        double ofMeans = 0.0;
        double firstVariance = 0.0;
        double secondVariance = 0.0;
        for (size_t key = 0; key < keys; ++key) {
            const auto u = draws(Sampler(kind, seed, 128), Dimension{1, key}, 0, 128);
            ofPoints += 12.0 * (u[40] - 0.5) * (u[41] - 0.5) / keys;
            double first = 0.0;
            double second = 0.0;
            for (size_t trial = 0; trial < 128; trial += Sampler::scrambles) {
                first += u[trial] - 0.5;
                second += u[trial + 1] - 0.5;
            }
            ofMeans += first * second;
            firstVariance += first * first;
            secondVariance += second * second;
        }
        CHECK(std::abs(ofPoints) < 4.0 / std::sqrt(static_cast<double>(keys)));
        CHECK(std::abs(ofMeans / std::sqrt(firstVariance * secondVariance)) <
              4.0 / std::sqrt(static_cast<double>(keys)));
    }
}

TEST_CASE("Each hypercube has every stratum once, whatever the number of trials") {
    for (const size_t trials : {1U, 7U, 8U, 9U, 100U, 512U, 4099U}) {
        const auto u = draws(Sampler(SamplerKind::latinHypercube, seed, trials), dimension(4), 0, trials);
        for (size_t scramble = 0; scramble < std::min<size_t>(trials, Sampler::scrambles); ++scramble) {
            std::vector<double> own;
            for (size_t trial = scramble; trial < trials; trial += Sampler::scrambles)
                own.push_back(u[trial]);
            std::set<size_t> strata;
            for (const double value : own)
                strata.insert(static_cast<size_t>(value * static_cast<double>(own.size())));
            INFO(trials << " " << scramble);
            CHECK(strata.size() == own.size());
            CHECK(*strata.rbegin() == own.size() - 1);
        }
    }
}

TEST_CASE("The hypercube's order of strata is random: every place takes every stratum about as often") {
    for (const size_t points : {3U, 5U, 16U}) {
        std::vector<size_t> counts(points * points);
        constexpr size_t keys = 4000;
        for (size_t key = 0; key < keys; ++key) {
            const auto u =
                draws(Sampler(SamplerKind::latinHypercube, seed, points * 8), Dimension{0, key}, 0, points * 8);
            for (size_t point = 0; point < points; ++point)
                ++counts[point * points + static_cast<size_t>(u[point * 8] * static_cast<double>(points))];
        }
        const double expected = static_cast<double>(keys) / static_cast<double>(points);
        double chiSquare = 0.0;
        for (const size_t count : counts)
            chiSquare += (static_cast<double>(count) - expected) * (static_cast<double>(count) - expected) / expected;
        const auto freedom = static_cast<double>((points - 1) * (points - 1));
        CHECK(chiSquare < freedom + 5.0 * std::sqrt(2.0 * freedom));
    }
}

TEST_CASE("Sobol' integrates a smooth function far better than plain draws, and the hypercube better") {
    const double plain = squaredError(SamplerKind::plain, 2048);
    CHECK(squaredError(SamplerKind::sobol, 2048) < plain / 100.0);
    CHECK(squaredError(SamplerKind::latinHypercube, 2048) < plain / 3.0);
}

TEST_CASE("Dimensions beyond the tables take the plain draws and say so") {
    const Sampler sobol(SamplerKind::sobol, seed, 64);
    const Sampler plain(SamplerKind::plain, seed, 64);
    const Dimension last = dimension(Sampler::maxSobolDimensions - 1);
    const Dimension beyond = dimension(Sampler::maxSobolDimensions);
    CHECK_FALSE(sobol.isPlain(last));
    CHECK(sobol.isPlain(beyond));
    CHECK(plain.isPlain(last));
    CHECK_FALSE(Sampler(SamplerKind::latinHypercube, seed, 64).isPlain(beyond));
    CHECK(draws(sobol, beyond, 0, 64) == draws(plain, beyond, 0, 64));
    CHECK(draws(sobol, last, 0, 64) != draws(plain, last, 0, 64));
}
