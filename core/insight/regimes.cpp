// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/regimes.h"

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

/// Of the trials that a column of NPVs has a number in.
Regime regimeOf(std::span<const double> npv, const Estimate& chance, SamplerKind kind) {
    const auto trials = std::ranges::count_if(npv, [](double value) { return !std::isnan(value); });
    return {static_cast<size_t>(trials), chance, summarise(npv, kind), chanceOfLoss(npv, kind)};
}

} // namespace

Regimes regimesOf(const Study& study, const ScenarioResults& results) {
    // Trials of the other regime are NaN, so that each keeps its place and with it its scramble.
    struct Part {
        std::vector<double> npv, isOne;
        bool any = false;
    };
    Part stalled, others;
    for (size_t t = 0; t < results.npvTrials.size(); ++t) {
        const double npv = results.npvTrials[t];
        const bool stalls = results.stalled[t] != 0;
        const auto add = [&](Part& part, bool isOne) {
            part.npv.push_back(isOne ? npv : std::nan(""));
            part.isOne.push_back(std::isnan(npv) ? npv : isOne ? 1 : 0);
            part.any = part.any || (isOne && !std::isnan(npv));
        };
        add(stalled, stalls);
        add(others, !stalls);
    }
    const SamplerKind kind = study.sampler();
    const auto part = [&](const Part& of) {
        std::optional<Regime> regime;
        if (of.any) {
            regime = regimeOf(of.npv, meanOf(of.isOne, kind), kind);
            regime->npv.failed = 0; // they are the others'
        }
        return regime;
    };
    return {regimeOf(results.npvTrials, {1, 0.0}, kind), part(stalled), part(others)};
}

} // namespace tributary
