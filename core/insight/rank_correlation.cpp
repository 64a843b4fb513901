// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/rank_correlation.h"

#include "core/insight/design.h"

#include <algorithm>
#include <cmath>
#include <limits>
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

struct Spearman {
    double r = std::numeric_limits<double>::quiet_NaN();
    size_t pairs = 0;
};

/// Correlates every `step`th pair from `first` on.
Spearman spearman(std::span<const double> x, std::span<const double> y, size_t first, size_t step) {
    std::vector<double> a, b;
    for (size_t t = first; t < std::min(x.size(), y.size()); t += step)
        if (!std::isnan(x[t]) && !std::isnan(y[t])) {
            a.push_back(x[t]);
            b.push_back(y[t]);
        }
    a = ranksOf(a);
    b = ranksOf(b);
    const double middle = 0.5 * (static_cast<double>(a.size()) + 1);
    double products = 0, squaresOfA = 0, squaresOfB = 0;
    for (size_t t = 0; t < a.size(); ++t) {
        products += (a[t] - middle) * (b[t] - middle);
        squaresOfA += (a[t] - middle) * (a[t] - middle);
        squaresOfB += (b[t] - middle) * (b[t] - middle);
    }
    Spearman made{.pairs = a.size()};
    if (squaresOfA > 0 && squaresOfB > 0)
        made.r = std::clamp(products / std::sqrt(squaresOfA * squaresOfB), -1.0, 1.0);
    return made;
}

double strength(const InputRank& rank) {
    return std::isfinite(rank.correlation.value) ? std::abs(rank.correlation.value) : -1;
}

} // namespace

Estimate rankCorrelation(std::span<const double> x, std::span<const double> y, SamplerKind kind) {
    const auto [r, pairs] = spearman(x, y, 0, 1);
    Estimate estimate{r, {}};
    if (std::isnan(r))
        return estimate;
    if (kind == SamplerKind::plain) {
        if (pairs > 3)
            estimate.standardError = (1 - r * r) * std::sqrt((1 + 0.5 * r * r) / (static_cast<double>(pairs) - 3));
        return estimate;
    }
    std::vector<double> byScramble;
    for (size_t scramble = 0; scramble < Sampler::scrambles; ++scramble)
        byScramble.push_back(spearman(x, y, scramble, Sampler::scrambles).r);
    estimate.standardError = fromScrambles(byScramble).standardError;
    return estimate;
}

RankImportance rankImportance(const Study& study, std::span<const double> npv,
                              const std::vector<std::vector<double>>& inputValues, const std::stop_token& stop) {
    RankImportance importance{{}, study.correlated()};
    const auto numbers = std::ranges::count_if(npv, [](double value) { return !std::isnan(value); });
    const bool areEnough = static_cast<size_t>(numbers) >= fewestRows;
    double sum = 0;
    for (size_t i = 0; i < study.inputs.size() && !stop.stop_requested(); ++i) {
        InputRank rank{study.inputs[i].name, {}, 0};
        if (areEnough)
            rank.correlation = rankCorrelation(inputValues[i], npv, study.sampler());
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
