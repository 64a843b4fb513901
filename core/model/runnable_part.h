// SPDX-License-Identifier: GPL-3.0-or-later
// Runnable part: a model without what has errors and what hangs on it, so that the rest can be worked out while a
// formula is typed. For a window that shows results beside what is wrong; a run that is asked for takes a model whole.
// Thread-safe: no state.
#pragma once

#include "core/base/problem.h"
#include "core/model/model.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tributary {

/// What the NPV of each scenario lacks, by paths: metrics that count in it, tools with an error, cost lines, settings,
/// and what is wrong in the scenario itself. One that is not among them has its whole NPV; that of business as usual is
/// under the empty id.
using NpvLacks = std::map<ScenarioId, std::vector<std::string>>;

/// Tells whether a scenario itself has errors, as in an override, so that nothing is known of what it comes to.
[[nodiscard]] bool isNotRun(const NpvLacks& lacks, const ScenarioId& scenario);

struct RunnablePart {
    /// Without what is left out; metrics stay, with no value, and count in nothing and drive nothing. A scenario that
    /// isNotRun() stays, and does nothing: its business as usual is that of the model. A name that two bear is told
    /// apart by the id.
    Model model;
    std::vector<MetricId> leftOut; ///< metrics, in the order of their table
    NpvLacks npvLacks;
};

/// Leaves out the metrics, inputs, processes, tools, correlations and cost lines that the problems are errors of, what
/// scenarios with errors do, and all that hang on them: metrics whose formula, link, process or tool it is, processes
/// and cost lines whose formulas name one, processes with people of a group whose cost is wrong, tools for one whose
/// headcount is. None where no such error is among the problems. What else is wrong stays in the model.
[[nodiscard]] std::optional<RunnablePart> runnablePart(const Model& model, const std::vector<Problem>& problems);

} // namespace tributary
