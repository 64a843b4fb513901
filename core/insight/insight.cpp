// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/insight.h"

#include "core/insight/design.h"

#include <chrono>

namespace tributary {

Result<Insight> explain(const Model& model, const ScenarioId& scenario, const InsightOptions& options,
                        const RunControl& control) {
    const auto begin = std::chrono::steady_clock::now();
    const auto made = makeStudy(model, scenario, options.run, {{}, control.stop});
    if (!made)
        return tl::unexpected(made.error());
    const Study& study = *made;
    const auto results = runStudy(study, TrialColumns::flows, partOf(control, 0, 0.05));
    if (!results)
        return tl::unexpected(results.error());
    const auto values = inputValues(study);
    const std::vector<double>& npv = results->npvTrials;

    Insight insight;
    insight.scenario = scenario;
    insight.scenarioName = results->name;
    insight.currency = model.settings().currency;
    insight.timeline = model.settings().timeline();
    insight.trials = npv.size();
    insight.seed = study.options.seed;
    insight.sampling = study.options.sampling;
    insight.regimes = regimesOf(study, *results);
    insight.tornado = tornado(study, partOf(control, 0.05, 0.06));
    insight.ranks = rankImportance(study, npv, values, control.stop);
    insight.information = valueOfInformation(study, npv, values, partOf(control, 0.06, 0.1));
    insight.stopRule =
        stopRuleWorth(study, *results, options.stopRule.value_or(usualStopRule(model.settings().timeline())));
    insight.chains = elasticityChains(study, partOf(control, 0.1, 0.12));
    insight.effects = attributeToEffects(study, partOf(control, 0.12, 0.35));
    insight.paths = attributeToPaths(study, partOf(control, 0.35, 0.6));
    insight.breakEvens = breakEvens(study, partOf(control, 0.6, 0.8));
    insight.sobol = sobolImportance(study, partOf(control, 0.8, 1));
    if (control.stop.stop_requested())
        return tl::unexpected(stoppedError());
    if (control.progress)
        control.progress(1);
    insight.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return insight;
}

} // namespace tributary
