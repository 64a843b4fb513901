// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/response.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace tributary;

TEST_CASE("every response curve rises from 0 at no adoption to 1 at full adoption") {
    const std::vector<double> active{0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0};
    const std::vector<double> exponent(active.size(), 1.3);
    const std::vector<double> midpoint(active.size(), 0.25);
    const std::vector<double> steepness(active.size(), 12.0);
    for (const auto shape :
         {ResponseShape::linear, ResponseShape::power, ResponseShape::logistic, ResponseShape::saturating}) {
        INFO(static_cast<int>(shape));
        std::vector<double> share(active.size());
        fillResponse({shape, exponent, midpoint, steepness}, active, share);
        CHECK(share.front() == 0.0);
        CHECK(share.back() == Approx(1.0).epsilon(1e-15));
        for (size_t t = 1; t < share.size(); ++t)
            CHECK(share[t] > share[t - 1]);
    }
}

TEST_CASE("response curves give their formulas") {
    CHECK(powerResponse(.689, 1.3) == Approx(std::pow(.689, 1.3)));
    CHECK(saturatingResponse(.5, 2.0) == Approx((1 - std::exp(-1.0)) / (1 - std::exp(-2.0))));
    const auto logistic = [](double a) { return 1 / (1 + std::exp(-10 * (a - .3))); };
    CHECK(logisticResponse(.4, .3, 10.0) == Approx((logistic(.4) - logistic(0)) / (logistic(1) - logistic(0))));
}

TEST_CASE("a curve without steepness is the straight line") {
    CHECK(saturatingResponse(.4, 0.0) == .4);
    CHECK(logisticResponse(.4, .3, 0.0) == .4);
    CHECK(saturatingResponse(.4, 1e-8) == Approx(.4).epsilon(1e-7));
    CHECK(logisticResponse(.4, .3, 1e-6) == Approx(.4).epsilon(1e-6));
}

TEST_CASE("the curves keep their digits near the straight line, and are numbers at any steepness and midpoint") {
    const auto critical = [](long double a, long double m, long double k) {
        return std::sinh(k * a / 2) * std::cosh(k * (1 - m) / 2) / (std::sinh(k / 2) * std::cosh(k * (a - m) / 2));
    };
    const auto saturating = [](long double a, long double k) { return std::expm1(-k * a) / std::expm1(-k); };
    const auto filled = [](ResponseShape shape, double a, double m, double k) {
        const std::vector<double> active(9, a), midpoint(9, m), steepness(9, k);
        std::vector<double> share(9);
        fillResponse({shape, {}, midpoint, steepness}, active, share);
        CHECK(share.front() == share.back());
        return share.front();
    };
    for (const double k : {1e-300, 9e-10, 1e-9, 1e-8, 1e-6, 1e-3, 0.1, 0.49, 0.51, 3.0, 30.0, -1e-8, -3.0, -30.0})
        for (const double a : {0.0, 1e-3, 0.4, 0.9, 1.0}) {
            CAPTURE(k, a);
            const double expected = static_cast<double>(saturating(a, k));
            CHECK(saturatingResponse(a, k) == Approx(expected).epsilon(1e-14));
            CHECK(filled(ResponseShape::saturating, a, 0, k) == Approx(expected).epsilon(1e-12));
            for (const double m : {-1.0, 0.0, 0.3, 1.0, 2.0}) {
                CAPTURE(m);
                const double exact = static_cast<double>(critical(a, m, k));
                CHECK(logisticResponse(a, m, k) == Approx(exact).epsilon(1e-14));
                CHECK(filled(ResponseShape::logistic, a, m, k) == Approx(exact).epsilon(1e-11));
            }
        }
    for (const double k : {1e3, 1e6, 1e300, -1e3, -1e300})
        for (const double m : {-2.0, 0.3, 2.0}) {
            CAPTURE(k, m);
            CHECK(filled(ResponseShape::logistic, 0.0, m, k) == 0.0);
            CHECK(filled(ResponseShape::logistic, 0.2, m, k) == Approx(m < 0 ? 1.0 : 0.0).margin(1e-15));
            CHECK(filled(ResponseShape::logistic, 0.9, m, k) == Approx(m < 1 ? 1.0 : 0.0).margin(1e-15));
            CHECK(filled(ResponseShape::logistic, 1.0, m, k) == 1.0);
            CHECK(filled(ResponseShape::saturating, 0.5, m, k) == Approx(k > 0 ? 1.0 : 0.0).margin(1e-15));
        }
}

TEST_CASE("an exponent of 2 over both sides is their product") {
    const std::vector<double> ask{.607, 0.0, 1.0};
    const std::vector<double> answer{.782, .5, 1.0};
    const std::vector<double> exponent(3, 2.0);
    std::vector<double> pooled(3);
    std::vector<double> share(3);
    poolBothSides(ask, answer, 0.5, pooled);
    fillResponse({ResponseShape::power, exponent, {}, {}}, pooled, share);
    CHECK(share[0] == Approx(.607 * .782));
    CHECK(share[1] == 0.0);
    CHECK(share[2] == 1.0);
}

TEST_CASE("both sides are pooled by their weight") {
    const std::vector<double> ask{.4};
    const std::vector<double> answer{.9};
    std::vector<double> pooled(1);
    poolBothSides(ask, answer, 0.25, pooled);
    CHECK(pooled[0] == Approx(std::pow(.4, .25) * std::pow(.9, .75)));
    poolBothSides(ask, answer, 1.0, pooled);
    CHECK(pooled[0] == .4);
}

TEST_CASE("a learning delay closes the same part of the gap each period, and none is no delay") {
    const std::vector<double> tau{2.0, 0.0};
    std::vector<double> rate(2);
    fillLearningRate(1.0, tau, rate);
    CHECK(rate[0] == Approx(1 - std::exp(-.5)));
    CHECK(rate[1] == 1.0);
    const std::vector<double> target{1.0, 0.6};
    std::vector<double> share(2, 0.0);
    for (int period = 1; period <= 4; ++period) {
        learn(target, rate, share);
        CHECK(share[0] == Approx(1 - std::exp(-.5 * period)));
        CHECK(share[1] == 0.6);
    }
}
