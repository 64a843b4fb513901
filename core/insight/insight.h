// SPDX-License-Identifier: GPL-3.0-or-later
// Insight: everything that this folder can say of one scenario. A plain value; each answer stands alone, so that one
// which cannot be given says why and takes no other with it.
#pragma once

#include "core/insight/break_even.h"
#include "core/insight/effect_attribution.h"
#include "core/insight/elasticity_chain.h"
#include "core/insight/goal_seek.h"
#include "core/insight/paths.h"
#include "core/insight/rank_correlation.h"
#include "core/insight/regimes.h"
#include "core/insight/sobol_indices.h"
#include "core/insight/stop_rule.h"
#include "core/insight/tornado.h"
#include "core/insight/value_of_information.h"

namespace tributary {

struct Insight {
    ScenarioId scenario;
    std::string scenarioName;
    std::string currency;
    Timeline timeline;
    size_t trials = 0; ///< of the run; designs take their own numbers
    std::int64_t seed = 0;
    Sampling sampling = Sampling::sobol;
    double seconds = 0;
    Regimes regimes;
    Result<Tornado> tornado;
    RankImportance ranks;
    Result<SobolImportance> sobol;
    Result<EffectAttribution> effects;
    Result<PathAttribution> paths;
    Result<ValueOfInformation> information;
    Result<std::vector<BreakEven>> breakEvens;
    Result<ElasticityChains> chains;
    Result<StopRuleWorth> stopRule;
};

struct InsightOptions {
    RunOptions run{};
    std::optional<StopRule> stopRule{}; ///< none: the usual one
};

/// Explains one scenario. Fails where it does not exist, the model does not compile, no trial gives a number, or it was
/// stopped.
[[nodiscard]] Result<Insight> explain(const Model& model, const ScenarioId& scenario, const InsightOptions& options,
                                      const RunControl& control = {});

} // namespace tributary
