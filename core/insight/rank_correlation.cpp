// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tributary {

namespace {

/// Ranks from 1 on; equal values share the mean of theirs.
std::vector<double> ranksOf(std::span<const double> values) {
    std::vector<size_t> order(values.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::ranges::sort(order,
                      [&](size_t a, size_t b) { return values[a] != values[b] ? values[a] < values[b] : a < b; });
    std::vector<double> ranks(values.size());
    for (size_t begin = 0; begin < order.size();) {
        size_t end = begin;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (size_t i = begin; i < end; ++i)
            ranks[order[i]] = 0.5 * static_cast<double>(begin + end + 1);
        begin = end;
    }
    return ranks;
}

double strength(const InputRank& rank) {
    return std::isfinite(rank.correlation.value) ? std::abs(rank.correlation.value) : -1;
}

} // namespace

Estimate rankCorrelation(std::span<const double> x, std::span<const double> y) {
    std::vector<double> first, second;
    for (size_t t = 0; t < std::min(x.size(), y.size()); ++t)
        if (!std::isnan(x[t]) && !std::isnan(y[t])) {
            first.push_back(x[t]);
            second.push_back(y[t]);
        }
    first = ranksOf(first);
    second = ranksOf(second);
    const auto n = static_cast<double>(first.size());
    const double middle = 0.5 * (n + 1);
    double products = 0, firstSquares = 0, secondSquares = 0;
    for (size_t t = 0; t < first.size(); ++t) {
        products += (first[t] - middle) * (second[t] - middle);
        firstSquares += (first[t] - middle) * (first[t] - middle);
        secondSquares += (second[t] - middle) * (second[t] - middle);
    }
    Estimate estimate;
    if (firstSquares == 0 || secondSquares == 0)
        return estimate;
    const double r = std::clamp(products / std::sqrt(firstSquares * secondSquares), -1.0, 1.0);
    estimate.value = r;
    if (n > 3)
        estimate.standardError = (1 - r * r) * std::sqrt((1 + 0.5 * r * r) / (n - 3));
    return estimate;
}

RankImportance rankImportance(const Study& study, std::span<const double> npv,
                              const std::vector<std::vector<double>>& inputValues, const std::stop_token& stop) {
    RankImportance importance{{}, study.correlated()};
    double sum = 0;
    for (size_t i = 0; i < study.inputs.size() && !stop.stop_requested(); ++i) {
        InputRank rank{study.inputs[i].name, rankCorrelation(inputValues[i], npv), 0};
        if (std::isfinite(rank.correlation.value))
            rank.contribution = rank.correlation.value * rank.correlation.value;
        sum += rank.contribution;
        importance.inputs.push_back(std::move(rank));
    }
    for (InputRank& rank : importance.inputs)
        rank.contribution = sum > 0 ? rank.contribution / sum : 0;
    std::ranges::stable_sort(importance.inputs, std::greater<>(), strength);
    return importance;
}

} // namespace tributary
