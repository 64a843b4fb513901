// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/regimes.h"

#include <cmath>

namespace tributary {

namespace {

Regime regimeOf(std::span<const double> npv, const Estimate& chance, SamplerKind kind) {
    return {chance, summarise(npv, kind), chanceOfLoss(npv, kind)};
}

} // namespace

Regimes regimesOf(const Study& study, const ScenarioResults& results) {
    struct Part {
        std::vector<double> npv, isOne;
    };
    Part stalled, others;
    for (size_t t = 0; t < results.npvTrials.size(); ++t) {
        const double npv = results.npvTrials[t];
        const bool stalls = results.stalled[t] != 0;
        if (!std::isnan(npv))
            (stalls ? stalled : others).npv.push_back(npv);
        stalled.isOne.push_back(std::isnan(npv) ? npv : stalls ? 1 : 0);
        others.isOne.push_back(std::isnan(npv) ? npv : stalls ? 0 : 1);
    }
    const auto part = [&](const Part& of) {
        return of.npv.empty() ? std::nullopt
                              : std::optional(regimeOf(of.npv, meanOf(of.isOne, study.sampler()), SamplerKind::plain));
    };
    return {regimeOf(results.npvTrials, {1, 0.0}, study.sampler()), part(stalled), part(others)};
}

} // namespace tributary
