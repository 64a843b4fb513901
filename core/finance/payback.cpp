// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finance/payback.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

/// What a period's flow brings the cumulative to; nothing where the two differ by rounding alone.
double paid(double before, double flow) {
    constexpr double rounding = 1e-9; // of the flow
    const double cumulative = before + flow;
    return std::abs(cumulative) <= rounding * std::abs(flow) ? 0.0 : cumulative;
}

} // namespace

void fillWholePayback(std::span<const std::span<const double>> flows, std::span<const double> factors,
                      std::span<double> cumulative, std::span<double> period) {
    assert(flows.size() == factors.size() && cumulative.size() == period.size());
    constexpr double never = std::numeric_limits<double>::infinity();
    std::fill(cumulative.begin(), cumulative.end(), 0.0);
    std::fill(period.begin(), period.end(), never);
    for (size_t k = 0; k < flows.size(); ++k) {
        const double now = static_cast<double>(k);
        const double factor = factors[k];
        for (size_t t = 0; t < period.size(); ++t) {
            cumulative[t] = paid(cumulative[t], factor * flows[k][t]);
            const double turned = period[t] < now ? period[t] : now;
            period[t] = cumulative[t] >= 0.0 ? turned : never;
        }
    }
}

} // namespace tributary
