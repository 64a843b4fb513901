// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/response.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

// Below this steepness a curve is a straight line to all digits of a double.
constexpr double flatSteepness = 1e-9;

} // namespace

double powerResponse(double active, double exponent) { return std::pow(active, exponent); }

double logisticResponse(double active, double midpoint, double steepness) {
    if (std::abs(steepness) < flatSteepness)
        return active;
    const auto logistic = [&](double a) { return 1.0 / (1.0 + std::exp(-steepness * (a - midpoint))); };
    const double none = logistic(0.0);
    return (logistic(active) - none) / (logistic(1.0) - none);
}

double saturatingResponse(double active, double steepness) {
    if (std::abs(steepness) < flatSteepness)
        return active;
    return std::expm1(-steepness * active) / std::expm1(-steepness);
}

void fillResponse(const ResponseCurve& curve, std::span<const double> active, std::span<double> share) {
    assert(active.size() == share.size());
    switch (curve.shape) {
    case ResponseShape::linear:
        std::copy(active.begin(), active.end(), share.begin());
        return;
    case ResponseShape::power:
        for (size_t t = 0; t < share.size(); ++t)
            share[t] = powerResponse(active[t], curve.exponent[t]);
        return;
    case ResponseShape::logistic:
        for (size_t t = 0; t < share.size(); ++t)
            share[t] = logisticResponse(active[t], curve.midpoint[t], curve.steepness[t]);
        return;
    case ResponseShape::saturating:
        for (size_t t = 0; t < share.size(); ++t)
            share[t] = saturatingResponse(active[t], curve.steepness[t]);
        return;
    }
}

void poolBothSides(std::span<const double> ask, std::span<const double> answer, double askWeight,
                   std::span<double> pooled) {
    assert(ask.size() == pooled.size() && answer.size() == pooled.size());
    if (askWeight == 0.5) {
        for (size_t t = 0; t < pooled.size(); ++t)
            pooled[t] = std::sqrt(ask[t] * answer[t]);
        return;
    }
    for (size_t t = 0; t < pooled.size(); ++t)
        pooled[t] = std::pow(ask[t], askWeight) * std::pow(answer[t], 1.0 - askWeight);
}

void fillLearningRate(double months, std::span<const double> tauMonths, std::span<double> rate) {
    assert(tauMonths.size() == rate.size());
    for (size_t t = 0; t < rate.size(); ++t)
        rate[t] = tauMonths[t] == 0.0  ? 1.0
                  : tauMonths[t] < 0.0 ? std::numeric_limits<double>::quiet_NaN()
                                       : 1.0 - std::exp(-months / tauMonths[t]);
}

void learn(std::span<const double> target, std::span<const double> rate, std::span<double> share) {
    assert(target.size() == share.size() && rate.size() == share.size());
    for (size_t t = 0; t < share.size(); ++t)
        share[t] += rate[t] * (target[t] - share[t]);
}

} // namespace tributary
