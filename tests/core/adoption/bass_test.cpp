// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/bass.h"
#include "tests/shared_data.h"

#include <algorithm>
#include <vector>

using namespace tributary;
using namespace tributary::test;

TEST_CASE("the closed form gives the shares and the peak of Bass 1969, Table 1") {
    const auto path = sharedData("oracles/bass_1969.csv");
    if (!path)
        return;
    const auto rows = readCsv(*path);
    REQUIRE(rows.size() == 7);
    for (size_t i = 1; i < rows.size(); ++i) {
        INFO(rows[i][0]);
        const auto number = [&](size_t column) { return std::stod(rows[i].at(column)); };
        const double p = number(1);
        const double q = number(2);
        const double peak = number(3);
        constexpr double beside = 1e-3;
        const auto rate = [&](double time) {
            return (bassShare(time + beside, p, q) - bassShare(time - beside, p, q)) / (2 * beside);
        };
        CHECK(rate(peak) == Approx(number(4)).epsilon(1e-7));
        CHECK(rate(peak) > rate(peak - 0.1));
        CHECK(rate(peak) > rate(peak + 0.1));
        CHECK(bassShare(5, p, q) == Approx(number(5)).epsilon(1e-7));
        CHECK(bassShare(10, p, q) == Approx(number(6)).epsilon(1e-7));
        CHECK(bassShare(15, p, q) == Approx(number(7)).epsilon(1e-7));
    }
}

TEST_CASE("the closed form gives the known shares for monthly rates") {
    CHECK(bassShare(6, .03, .28) == Approx(.344210).margin(5e-7));
    CHECK(bassShare(12, .03, .28) == Approx(.795775).margin(5e-7));
    CHECK(bassShare(24, .03, .28) == Approx(.993964).margin(5e-7));
    CHECK(bassShare(12, .03, .38) == Approx(.908688).margin(5e-7));
    CHECK(bassShare(12, .005, .3) == Approx(.382974).margin(5e-7));
    CHECK(bassShare(7.831, .03, .28) == Approx(.5).margin(5e-5));
    CHECK(bassShare(14.656, .03, .28) == Approx(.9).margin(5e-5));
}

TEST_CASE("a curve that starts with adopters is the later part of the same curve") {
    const double start = bassShare(7.0, .03, .28);
    for (const double t : {0.0, 1.0, 5.0, 20.0})
        CHECK(bassShare(t, .03, .28, start) == Approx(bassShare(t + 7.0, .03, .28)).epsilon(1e-13));
}

TEST_CASE("the closed form holds at its ends") {
    CHECK(bassShare(3.0, 0.0, 0.3) == 0.0);
    CHECK(bassShare(3.0, 0.0, 0.0, 0.25) == 0.25);
    CHECK(bassShare(3.0, 0.1, 0.0) == Approx(1.0 - std::exp(-0.3)).epsilon(1e-15));
    CHECK(bassShare(1e-12, 0.03, 0.28) == Approx(0.03e-12).epsilon(1e-9));
    CHECK(bassShare(1e6, 0.03, 0.28) == 1.0);
}

TEST_CASE("columns of active shares are the ceiling times the closed form") {
    alignas(64) const double p[]{.03, .03, .03, .03, .03, 0.0, 0.0, 1e-6};
    alignas(64) const double q[]{.28, .28, .28, .28, 0.0, 0.4, 0.0, 0.0};
    alignas(64) const double ceiling[]{.5, 1.0, 0.0, .05, 1.0, 1.0, 1.0, 1.0};
    alignas(64) const double initial[]{.1, .1, .1, .1, .1, .1, .1, 0.0};
    alignas(64) double active[8];
    alignas(64) double ofStep[8];
    alignas(64) double soFar[8];
    stepBass(1, 12, {p, q, ceiling, initial}, {ofStep, soFar}, active, 8);
    for (size_t t = 0; t < 8; ++t) {
        const double start = ceiling[t] > 0 ? std::min(initial[t] / ceiling[t], 1.0) : 0.0;
        CHECK(active[t] == Approx(ceiling[t] * bassShare(12, p[t], q[t], start)).epsilon(1e-13));
    }
    CHECK(active[2] == 0.0);

    stepBass(1, 0.1, {p, q, ceiling, nullptr}, {ofStep, soFar}, active, 8);
    for (size_t t = 0; t < 8; ++t)
        CHECK(active[t] == Approx(ceiling[t] * bassShare(0.1, p[t], q[t])).epsilon(1e-12));
}

TEST_CASE("step by step, columns of active shares stay on the closed form") {
    alignas(64) const double p[]{.03, .015, .001, 1e-5, 1e-7, 0.0, 0.0, .3};
    alignas(64) const double q[]{.28, .4, .1, 0.0, 1e-6, 0.3, 0.0, .9};
    alignas(64) const double ceiling[]{1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    alignas(64) const double initial[]{.05, 0.0, 0.0, .5, 0.0, .01, .2, 0.0};
    alignas(64) double ofStep[8];
    alignas(64) double soFar[8];
    alignas(64) double active[8];
    for (const double* from : {static_cast<const double*>(nullptr), initial})
        for (int step = 1; step <= 120; ++step) {
            stepBass(step, 0.5, {p, q, ceiling, from}, {ofStep, soFar}, active, 8);
            for (size_t t = 0; t < 8; ++t)
                CHECK(active[t] ==
                      Approx(bassShare(0.5 * step, p[t], q[t], from ? from[t] : 0.0)).epsilon(1e-12).margin(1e-300));
        }
}
