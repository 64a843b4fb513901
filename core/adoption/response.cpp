// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/response.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

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
