// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/estimate.h"

#include "core/stats/summary.h"

#include <cmath>
#include <numeric>
#include <vector>

namespace tributary {

namespace {

double mean(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double squaresAboutMean(std::span<const double> values) {
    const double middle = mean(values);
    double sum = 0;
    for (const double value : values)
        sum += (value - middle) * (value - middle);
    return sum;
}

} // namespace

Estimate meanOf(std::span<const double> column, SamplerKind kind) {
    const Summary summary = summarise(column, kind);
    Estimate estimate;
    if (summary.mean)
        estimate = {*summary.mean, summary.standardError};
    return estimate;
}

double degreesOfError(SamplerKind kind, size_t trials) {
    return static_cast<double>(kind == SamplerKind::plain ? trials : Sampler::scrambles) - 1;
}

Estimate chanceOfLoss(std::span<const double> npv, SamplerKind kind) {
    std::vector<double> isLost(npv.begin(), npv.end());
    for (double& value : isLost)
        value = std::isnan(value) ? value : value < 0 ? 1 : 0;
    return meanOf(isLost, kind);
}

Estimate fromScrambles(std::span<const double> values) {
    Estimate estimate;
    if (values.empty())
        return estimate;
    estimate.value = mean(values);
    const auto n = static_cast<double>(values.size());
    if (values.size() > 1 && std::isfinite(estimate.value))
        estimate.standardError = std::sqrt(squaresAboutMean(values) / (n * (n - 1)));
    return estimate;
}

Estimate jackknife(double whole, std::span<const double> without) {
    Estimate estimate{whole, {}};
    const auto n = static_cast<double>(without.size());
    if (without.size() > 1 && std::isfinite(mean(without)))
        estimate.standardError = std::sqrt((n - 1) / n * squaresAboutMean(without));
    return estimate;
}

} // namespace tributary
