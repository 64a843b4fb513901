// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finance/discounting.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

double flowYears(int period, double periodYears, DiscountConvention convention) {
    if (period == 0)
        return 0.0;
    return (period - (convention == DiscountConvention::midPeriod ? 0.5 : 0.0)) * periodYears;
}

double discountFactor(double rate, double years) { return std::pow(1.0 + rate, -years); }

double inflationFactor(double inflation, double years) { return std::pow(1.0 + inflation, years); }

double periodRate(double rate, double periodYears) { return std::expm1(periodYears * std::log1p(rate)); }

double nominalRate(double realRate, double inflation) { return realRate + inflation + realRate * inflation; }

double npv(double rate, std::span<const DatedFlow> flows) {
    double sum = 0.0;
    for (const DatedFlow& flow : flows)
        sum += flow.amount * discountFactor(rate, flow.years);
    return sum;
}

double npv(double rate, std::span<const double> flows, double periodYears, DiscountConvention convention) {
    double sum = 0.0;
    for (size_t k = 0; k < flows.size(); ++k)
        sum += flows[k] * discountFactor(rate, flowYears(static_cast<int>(k), periodYears, convention));
    return sum;
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

void addDiscounted(std::span<const double> flow, double factor, std::span<double> sum) {
    assert(flow.size() == sum.size());
    for (size_t t = 0; t < sum.size(); ++t)
        sum[t] += factor * flow[t];
}

void addDiscounted(std::span<const double> flow, std::span<const double> factor, std::span<double> sum) {
    assert(flow.size() == sum.size() && factor.size() == sum.size());
    for (size_t t = 0; t < sum.size(); ++t)
        sum[t] += factor[t] * flow[t];
}

void fillNpv(std::span<const std::span<const double>> flows, std::span<const double> factors, std::span<double> sum) {
    assert(flows.size() == factors.size());
    std::fill(sum.begin(), sum.end(), 0.0);
    for (size_t k = 0; k < flows.size(); ++k)
        addDiscounted(flows[k], factors[k], sum);
}

} // namespace tributary
