// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/normal.h"

#include "core/stats/boost_policy.h"

#include <boost/math/special_functions/erf.hpp>

#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace tributary {

double normalCdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double normalDensity(double z) { return std::exp(-0.5 * z * z) * (std::numbers::inv_sqrtpi / std::numbers::sqrt2); }

double normalQuantile(double u) {
    if (!(u >= 0.0 && u <= 1.0))
        return std::numeric_limits<double>::quiet_NaN();
    if (u == 0.0)
        return -std::numeric_limits<double>::infinity();
    if (u == 1.0)
        return std::numeric_limits<double>::infinity();
    // 1 - u is exact in the upper half, so both tails are equally accurate.
    if (u <= 0.5)
        return -std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * u, QuietPolicy());
    return std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * (1.0 - u), QuietPolicy());
}

void fillNormalCdf(std::span<const double> z, std::span<double> out) {
    assert(z.size() == out.size());
    for (size_t i = 0; i < z.size(); ++i)
        out[i] = normalCdf(z[i]);
}

void fillNormalQuantile(std::span<const double> u, std::span<double> out) {
    assert(u.size() == out.size());
    for (size_t i = 0; i < u.size(); ++i)
        out[i] = normalQuantile(u[i]);
}

} // namespace tributary
