// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/normal.h"

#include "core/stats/wichura.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace tributary {

namespace {

template <size_t size>
double polynomial(const double (&coefficients)[size], double x) {
    double sum = coefficients[size - 1];
    for (size_t i = size - 1; i-- > 0;)
        sum = sum * x + coefficients[i];
    return sum;
}

} // namespace

double normalCdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double normalDensity(double z) { return std::exp(-0.5 * z * z) * (std::numbers::inv_sqrtpi / std::numbers::sqrt2); }

double normalQuantile(double u) {
    using namespace wichura;
    if (!(u >= 0.0 && u <= 1.0))
        return std::numeric_limits<double>::quiet_NaN();
    const double q = u - 0.5;
    if (const double inner = 0.180625 - q * q; inner >= 0.0)
        return q * polynomial(centralTop, inner) / polynomial(centralBottom, inner);
    const double tail = std::min(u, 1.0 - u); // exact in the upper half, so both tails are equally accurate
    if (tail == 0.0)
        return std::copysign(std::numeric_limits<double>::infinity(), q);
    const double depth = std::sqrt(-std::log(tail));
    const double outer = depth > 5.0 ? polynomial(farTop, depth - 5.0) / polynomial(farBottom, depth - 5.0)
                                     : polynomial(nearTop, depth - 1.6) / polynomial(nearBottom, depth - 1.6);
    return std::copysign(outer, q);
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
