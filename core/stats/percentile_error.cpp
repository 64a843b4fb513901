// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/percentile_error.h"

#include "core/stats/summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace tributary {

namespace {

/// Half the 68 % interval of the percentile by its order statistics.
double halfInterval(std::span<const double> column, double probability) {
    const auto n = static_cast<double>(std::ranges::count_if(column, [](double value) { return !std::isnan(value); }));
    const double sd = std::sqrt(probability * (1 - probability) / n); // of the share of trials below the percentile
    const std::array ends{std::max(0.0, probability - sd), std::min(1.0, probability + sd)};
    const auto values = percentiles(column, ends);
    return (values[1] - values[0]) / 2;
}

/// From the percentile of each scramble; infinite or NaN where one of them is.
double fromScrambles(std::span<const double> column, double probability) {
    std::array<double, Sampler::scrambles> each{};
    std::vector<double> own;
    own.reserve(column.size() / each.size() + 1);
    for (size_t scramble = 0; scramble < each.size(); ++scramble) {
        own.clear();
        for (size_t trial = scramble; trial < column.size(); trial += each.size())
            own.push_back(column[trial]);
        each[scramble] = percentile(own, probability);
    }
    constexpr auto n = static_cast<double>(Sampler::scrambles);
    const double mean = std::accumulate(each.begin(), each.end(), 0.0) / n;
    double squares = 0;
    for (const double value : each)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / (n - 1) / n);
}

} // namespace

std::optional<double> percentileError(std::span<const double> column, double probability, SamplerKind kind) {
    const auto whole = std::ranges::count_if(column, [](double value) { return !std::isnan(value); });
    if (static_cast<size_t>(whole) < Sampler::scrambles)
        return std::nullopt;
    const double error =
        kind == SamplerKind::plain ? halfInterval(column, probability) : fromScrambles(column, probability);
    return std::isfinite(error) ? std::optional(error) : std::nullopt;
}

} // namespace tributary
