// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/precision.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

/// What is left of a constant's spread by rounding, as a share of its mean.
constexpr double noSpread = 1e-12;

/// The standard error as a share of the standard deviation; NaN where the trials do not tell.
double errorShare(const Summary& npv) {
    if (!npv.mean || !npv.sd || !npv.standardError)
        return std::numeric_limits<double>::quiet_NaN();
    return *npv.sd <= noSpread * std::abs(*npv.mean) ? 0 : *npv.standardError / *npv.sd;
}

/// Reads off the scenario that is known least.
Precision precisionOf(const Results& results, const PrecisionGoal& goal) {
    Precision precision{results.trials, false, 0, {}, {}, goal};
    if (results.uncertainty == Uncertainty::mostLikely) {
        precision.reached = true;
        return precision;
    }
    for (const ScenarioResults& scenario : results.scenarios) {
        const double share = errorShare(scenario.npv);
        const bool isFirst = &scenario == &results.scenarios.front();
        if (!isFirst && !(share > precision.share) && !std::isnan(share))
            continue;
        precision.share = share;
        precision.scenario = scenario.id;
        precision.name = scenario.name;
        if (std::isnan(share))
            break;
    }
    precision.reached = precision.share <= goal.share;
    return precision;
}

bool hasNumbers(const Results& results) {
    return std::ranges::all_of(results.scenarios, [](const auto& scenario) { return scenario.npv.mean.has_value(); });
}

} // namespace

std::optional<Precision> findPrecision(const Program& program, const RunOptions& options, const PrecisionGoal& goal,
                                       const RunControl& control) {
    RunOptions tried = options;
    tried.columns = TrialColumns::npv;
    const size_t most = std::max<size_t>(goal.mostTrials, 1);
    tried.trials = std::clamp<size_t>(options.trials, 1, most);
    for (size_t done = 0;;) {
        // All trials of the tries so far and of this one, against those that a search up to the end takes.
        const auto all = static_cast<double>(done + 2 * most);
        const RunControl part{
            [&](double share) {
                if (control.progress)
                    control.progress((static_cast<double>(done) + share * static_cast<double>(tried.trials)) / all);
            },
            control.stop};
        const auto results = run(program, tried, part);
        if (!results)
            return std::nullopt;
        const Precision found = precisionOf(*results, goal);
        if (found.reached || !hasNumbers(*results) || tried.trials >= most || results->trials < tried.trials)
            return found;
        done += tried.trials;
        tried.trials = tried.trials > most / 2 ? most : 2 * tried.trials;
    }
}

} // namespace tributary
