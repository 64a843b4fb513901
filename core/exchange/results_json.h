// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON form of a run's results, one object: what scripts read. A number that there is none of is null; NaN and
// infinity never stand in it. Thread-safe: no state.
#pragma once

#include "core/engine/precision.h"
#include "core/engine/results.h"
#include "core/insight/process_check.h"
#include "core/model/model.h"

#include <optional>
#include <string>
#include <vector>

namespace tributary {

/// Writes the results of a run of `model` on one line. Money in the model's currency, metrics in their own unit, irr in
/// 1/year, payback in periods, roi, shares and active users in 1. Ratios have percentiles only. `precision` is that of
/// a run whose trials were found by it; `processes` says how the formulas of cycle times, in hours, compare with
/// simulation.
[[nodiscard]] std::string writeResultsJson(const Model& model, const Results& results,
                                           const std::optional<Precision>& precision = {},
                                           const std::vector<ProcessCheck>& processes = {});

} // namespace tributary
