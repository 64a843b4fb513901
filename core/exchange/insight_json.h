// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON form of what insight says of scenarios, one object: what scripts read. Thread-safe: no state.
//
//   {"model": {"title", "fingerprint"}, "run": {"trials", "seed", "sampler", "periods", "period"},
//    "scenarios": [{"id", "name", "seconds", "trials_failed",
//      "regimes": {"overall": R, "stalled": R or null, "not_stalled": R or null},
//      "tornado": {"base", "bars": [I + {"low", "high", "chance", "npv_low", "npv_high"}]},
//      "rank_correlation": {"correlated_inputs", "inputs": [I + {"correlation": E, "contribution"}]},
//      "sobol": {"rows", "shares": [{"inputs": [I], "first": E, "total": E}]},
//      "effects": {"npv": E, "npv_without": E, "one_off": E, "running": E, "total": E, "exact", "trials",
//                  "effects": [{"intervention", "effect", "name", "value": E}]},
//      "paths": {"total": E, "exact", "trials", "paths": [{"cause", "name", "way": [metric], "value": E}],
//                "metrics": [{"metric", "value": E}],
//                "links": [{"driver", "metric", "value": E, "share"*: [by period from 1 on]}]},
//      "information": {"npv": E, "perfect": E, "next": [{"name", "inputs": [I], "value": E}]},
//      "break_even": [I + {"value": E, "losing_side": "above" or "below", "chance_of_losing_side"*, "crossings",
//                          "all_crossings": [{"value": E, "losing_side", "jumps", "within_error"}],
//                          "chance_of_no_number", "lowest", "highest", "npv_at_lowest": E, "npv_at_highest": E}],
//      "chains": [{"product": {"mean", "standard_error", "p10", "p50", "p90"}, "chance_of_break",
//                  "links": [{"link", "driver", "metric", "change", "period", "beyond_local"}]}],
//      "chains_left_out": whether there are more rows than "chains" holds,
//      "stop_rule": {"active_below", "period", "chance_of_stopping": E, "npv_without": E, "npv_with": E, "worth": E,
//                    "wrongly_stopped"*, "chance_of_loss_with"*, "chance_of_loss_without"*},
//      "goal": {I + "wanted_npv", "value": E, "npv": E, "beyond_own_range", "until", "others": [the same four],
//               "jumps": [{"value", "npv_below", "npv_above"}], "low", "high", "least": {"value": E, "npv": E}, "most":
//               {"value": E, "npv": E}} (only where one was sought; without a value none between "low" and "high" gives
//               the wanted NPV)}]}
//
// I = "path", "name", "unit", "event"; E = {"value", "standard_error"}; R = {"chance"*, "mean", "sd", "standard_error",
// "p5", "p10", "p25", "p50", "p75", "p90", "p95", "chance_of_loss"*}; beside NAME* stands "NAME_standard_error". Money
// in the model's currency, shares and chances of 1, an input in its unit. A number that there is none of is null; an
// answer that cannot be given is {"error": why}, and a scenario that cannot be explained is {"id", "error": why}.
#pragma once

#include "core/insight/insight.h"

#include <optional>
#include <string>
#include <vector>

namespace tributary {

/// What was found of one scenario, with the goal where one was sought.
struct ScenarioInsight {
    ScenarioId scenario;
    Result<Insight> insight;
    std::optional<Result<Goal>> goal{};
};

/// Writes the insights of scenarios of `model`, worked out by a run as asked, on one line.
[[nodiscard]] std::string writeInsightJson(const Model& model, const std::vector<ScenarioInsight>& insights,
                                           const RunOptions& asked);

} // namespace tributary
