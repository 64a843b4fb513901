// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/stop_rule.h"

#include "core/model/quantity_span.h"
#include "core/stats/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

/// The active share of each trial at the end of a period: the mean of the groups, by their headcount.
std::vector<double> activeShares(const Study& study, const ScenarioResults& results, size_t period) {
    std::vector<double> active(results.npvTrials.size());
    const Scenario* scenario = study.model.scenarios().find(study.scenario);
    double people = 0;
    for (const AdoptionResults& adoption : results.adoption) {
        // As the scenario has it, whose overrides may change who counts how much.
        const auto span =
            scenario ? spanIn(study.model, scenario, "group/" + adoption.group.text + "/headcount") : std::nullopt;
        const double headcount = span ? span->likely : 1.0;
        people += headcount;
        for (size_t t = 0; t < active.size(); ++t)
            active[t] += headcount * adoption.activeTrials.at(period - 1)[t];
    }
    for (double& share : active)
        share /= people > 0 ? people : 1;
    return active;
}

} // namespace

StopRule usualStopRule(const Timeline& timeline) {
    const double months = timeline.years() * 12;
    return {0.15, std::clamp(static_cast<int>(std::lround(9 / months)), 1, std::max(timeline.periods, 1))};
}

Result<StopRuleWorth> stopRuleWorth(const Study& study, const ScenarioResults& results, const StopRule& rule) {
    const int periods = study.model.settings().periods;
    if (rule.period < 1 || rule.period > periods)
        return fail(fmt::format("The stop rule looks at period {}, but the model has the periods 1 to {}: choose one "
                                "of them.",
                                rule.period, periods));
    if (results.adoption.empty())
        return fail("The scenario has no tool that people take to, so no stop rule can look at who is active.");
    const auto period = static_cast<size_t>(rule.period);
    const std::vector<double> active = activeShares(study, results, period);
    const std::vector<double>& npv = results.npvTrials;
    const std::vector<double>& stopped = results.cumulativeTrials.at(period);
    std::vector<double> stops(npv.size(), std::nan("")), with = stops, worth = stops, wrong = stops;
    bool any = false;
    for (size_t t = 0; t < npv.size(); ++t) {
        if (std::isnan(npv[t]))
            continue;
        any = true;
        stops[t] = active[t] < rule.activeBelow ? 1 : 0;
        with[t] = stops[t] != 0 ? stopped[t] : npv[t];
        worth[t] = with[t] - npv[t];
        wrong[t] = stops[t] != 0 && npv[t] > stopped[t] ? 1 : 0;
    }
    if (!any)
        return tl::unexpected(noNumberError());
    const SamplerKind kind = study.sampler();
    return StopRuleWorth{
        rule,
        meanOf(stops, kind),
        meanOf(npv, kind),
        meanOf(with, kind),
        meanOf(worth, kind),
        meanOf(wrong, kind),
        chanceOfLoss(with, kind),
        chanceOfLoss(npv, kind),
    };
}

} // namespace tributary
