// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finance/discounting.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

double flowYears(int period, double periodYears, DiscountConvention convention) {
    if (period == 0)
        return 0.0;
    return (period - (convention == DiscountConvention::midPeriod ? 0.5 : 0.0)) * periodYears;
}

double roi(double netPresentValue, double presentCosts) {
    return presentCosts > 0.0 ? netPresentValue / presentCosts : std::numeric_limits<double>::quiet_NaN();
}

void fillRoi(std::span<const double> netPresentValue, std::span<const double> presentCosts, std::span<double> out) {
    assert(netPresentValue.size() == out.size() && presentCosts.size() == out.size());
    for (size_t t = 0; t < out.size(); ++t)
        out[t] = roi(netPresentValue[t], presentCosts[t]);
}

void fillGrowthFactor(std::span<const double> rate, double years, std::span<double> factor) {
    assert(rate.size() == factor.size());
    for (size_t t = 0; t < factor.size(); ++t)
        factor[t] = std::pow(1.0 + rate[t], years);
}

void addDiscounted(std::span<const double> flow, std::span<const double> factor, std::span<double> sum) {
    assert(flow.size() == sum.size() && factor.size() == sum.size());
    for (size_t t = 0; t < sum.size(); ++t)
        sum[t] += factor[t] * flow[t];
}

} // namespace tributary
