// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/comparison.h"

#include "core/engine/run.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

/// The difference the other way round.
Summary negated(const Summary& summary) {
    Summary other = summary;
    if (summary.mean)
        other.mean = -*summary.mean;
    other.p5 = -summary.p95;
    other.p10 = -summary.p90;
    other.p25 = -summary.p75;
    other.p50 = -summary.p50;
    other.p75 = -summary.p25;
    other.p90 = -summary.p10;
    other.p95 = -summary.p5;
    return other;
}

PairedComparison compare(const ScenarioResults& first, const ScenarioResults& second, SamplerKind kind) {
    const size_t trials = std::min(first.npvTrials.size(), second.npvTrials.size());
    std::vector<double> difference(trials);
    std::vector<double> wins(trials);
    size_t equal = 0;
    size_t sound = 0;
    for (size_t t = 0; t < trials; ++t) {
        difference[t] = first.npvTrials[t] - second.npvTrials[t];
        wins[t] = std::isnan(difference[t]) ? difference[t] : difference[t] > 0 ? 1.0 : 0.0;
        sound += std::isnan(difference[t]) ? 0 : 1;
        equal += difference[t] == 0 ? 1 : 0;
    }
    return {first.id, second.id, summarise(difference, kind), meanOf(wins, kind),
            sound > 0 ? static_cast<double>(equal) / static_cast<double>(sound) : 0};
}

} // namespace

std::optional<PairedComparison> Comparison::find(const ScenarioId& first, const ScenarioId& second) const {
    for (const PairedComparison& pair : pairs) {
        if (pair.first == first && pair.second == second)
            return pair;
        if (pair.first == second && pair.second == first)
            return PairedComparison{
                first,
                second,
                negated(pair.difference),
                {1 - pair.chanceFirstWins.value - pair.chanceEqual, pair.chanceFirstWins.standardError},
                pair.chanceEqual};
    }
    return std::nullopt;
}

Comparison compareScenarios(const Results& results) {
    Comparison comparison;
    const SamplerKind kind = samplerKind(results.sampling);
    for (size_t first = 0; first < results.scenarios.size(); ++first)
        for (size_t second = first + 1; second < results.scenarios.size(); ++second)
            comparison.pairs.push_back(compare(results.scenarios[first], results.scenarios[second], kind));
    return comparison;
}

std::optional<PairedComparison> compareScenarios(const Results& results, const ScenarioId& first,
                                                 const ScenarioId& second) {
    const ScenarioResults* one = results.find(first);
    const ScenarioResults* other = results.find(second);
    if (!one || !other)
        return std::nullopt;
    return compare(*one, *other, samplerKind(results.sampling));
}

FirstPlaces firstPlaces(const std::vector<const ScenarioResults*>& scenarios) {
    FirstPlaces places{std::vector<double>(scenarios.size()), 0};
    size_t trials = scenarios.empty() ? 0 : std::numeric_limits<size_t>::max();
    for (const ScenarioResults* each : scenarios)
        trials = std::min(trials, each->npvTrials.size());
    double sound = 0;
    for (size_t t = 0; t < trials; ++t) {
        const auto npv = [t](const ScenarioResults* each) { return each->npvTrials[t]; };
        if (std::ranges::any_of(
                scenarios, [](double value) { return std::isnan(value); }, npv))
            continue;
        const double highest = std::ranges::max(scenarios, {}, npv)->npvTrials[t];
        const auto tied = static_cast<double>(std::ranges::count(scenarios, highest, npv));
        for (size_t i = 0; i < scenarios.size(); ++i)
            places.shares[i] += npv(scenarios[i]) == highest ? 1 / tied : 0;
        places.noneGains += highest > 0 ? 0 : 1;
        sound += 1;
    }
    for (double& share : places.shares)
        share /= sound;
    places.noneGains /= sound;
    return places;
}

} // namespace tributary
