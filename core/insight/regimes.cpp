// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/regimes.h"

#include <cmath>

namespace tributary {

namespace {

Regime regimeOf(std::span<const double> npv, double chance, SamplerKind kind) {
    return {chance, summarise(npv, kind), chanceBelow(npv, 0)};
}

} // namespace

Regimes regimesOf(const Study& study, const ScenarioResults& results) {
    std::vector<double> stalled, others;
    for (size_t t = 0; t < results.npvTrials.size(); ++t)
        if (!std::isnan(results.npvTrials[t]))
            (results.stalled[t] ? stalled : others).push_back(results.npvTrials[t]);
    const auto count = static_cast<double>(stalled.size() + others.size());
    const auto part = [&](const std::vector<double>& npv) {
        return npv.empty() ? std::nullopt
                           : std::optional(regimeOf(npv, static_cast<double>(npv.size()) / count, SamplerKind::plain));
    };
    return {regimeOf(results.npvTrials, 1, study.sampler()), part(stalled), part(others)};
}

} // namespace tributary
