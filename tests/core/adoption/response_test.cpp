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
