// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/response.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

double powerResponse(double active, double exponent) { return std::pow(active, exponent); }

double logisticResponse(double active, double midpoint, double steepness) {
    // A quotient of hyperbolic sines and cosines, L(a) - L(b) = sinh(k (a-b)/2) / (2 cosh(k (a-m)/2) cosh(k (b-m)/2)),
    // with what is large in them taken together: no difference of nearly equal numbers, and none too large.
    const double k = std::abs(steepness); // the curve is the same for both signs
    const double large = k * (std::min(active, midpoint) - std::min(1.0, midpoint));
    const auto small = [&](double a) { return 1.0 + std::exp(-k * std::abs(a - midpoint)); };
    return saturatingResponse(active, k) * std::exp(large) * (small(1.0) / small(active));
}

double saturatingResponse(double active, double steepness) {
    const double k = std::abs(steepness);
    if (k < flatSteepness)
        return active;
    const double share = std::expm1(-k * active) / std::expm1(-k);
    return steepness > 0.0 ? share : share * std::exp(-k * (1.0 - active));
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
