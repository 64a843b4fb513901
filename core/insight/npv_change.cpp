// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/npv_change.h"

#include "core/insight/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

RunOptions comparingOptions(const Settings& settings, const size_t mostTrials) {
    RunOptions options = runOptions(settings);
    options.trials = std::min(options.trials, mostTrials);
    options.sampling = Sampling::latinHypercube;
    return options;
}

Result<std::vector<double>> npvTrials(const Model& model, const ScenarioId& scenario, const RunOptions& options,
                                      const RunControl& control) {
    if (!model.scenarios().contains(scenario))
        return fail(fmt::format("There is no scenario `{}` in it.", scenario.text));
    const auto program = compile(
        model,
        {.scenarios = {scenario}, .metrics = WantedMetrics::none, .detail = Detail::means, .threads = options.threads},
        {{}, control.stop});
    if (!program)
        return tl::unexpected(problemError(program.error().front()));
    auto results = run(*program, options, control);
    if (!results || results->scenarios.empty())
        return tl::unexpected(stoppedError());
    return std::move(results->scenarios.front().npvTrials);
}

NpvChange npvChange(std::vector<double> before, std::vector<double> after) {
    const size_t trials = std::max(before.size(), after.size());
    for (std::vector<double>* column : {&before, &after})
        if (column->size() == 1)
            column->resize(trials, column->front());
    std::vector<double> difference;
    double rises = 0;
    double sound = 0;
    for (size_t t = 0; t < std::min(before.size(), after.size()); ++t) {
        difference.push_back(after[t] - before[t]);
        if (std::isnan(difference.back()))
            continue;
        sound += 1;
        rises += difference.back() > 0 ? 1 : difference.back() < 0 ? 0 : 0.5;
    }
    constexpr SamplerKind kind = SamplerKind::latinHypercube;
    return {summarise(before, kind), summarise(after, kind), summarise(difference, kind),
            sound > 0 ? rises / sound : NAN, trials};
}

Result<NpvChange> npvChange(const Model& before, const Model& after, const ScenarioId& scenario,
                            const RunOptions& options, const RunControl& control) {
    auto old = npvTrials(before, scenario, options, control);
    if (!old)
        return tl::unexpected(old.error());
    auto now = npvTrials(after, scenario, options, control);
    if (!now)
        return tl::unexpected(now.error());
    return npvChange(std::move(*old), std::move(*now));
}

} // namespace tributary
