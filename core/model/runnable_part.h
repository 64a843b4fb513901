// SPDX-License-Identifier: GPL-3.0-or-later
// Runnable part: a model without the metrics that have errors and those that hang on them, so that the others can be
// worked out while a formula is typed. For a window that shows results beside what is wrong; a run that is asked for
// takes a model whole. Thread-safe: no state.
#pragma once

#include "core/base/problem.h"
#include "core/model/model.h"

#include <optional>
#include <vector>

namespace tributary {

struct RunnablePart {
    Model model;                   ///< those that are left out have no value in it, count in nothing and drive nothing
    std::vector<MetricId> leftOut; ///< in the order of their table; at least one
    std::vector<MetricId> counted; ///< those of them that count: without them the NPV is not known
};

/// Leaves out the metrics whose values the problems are errors of, and all that hang on them, with their links and the
/// effects on them. None where no such error is among the problems. What else is wrong stays in the model.
[[nodiscard]] std::optional<RunnablePart> runnablePart(const Model& model, const std::vector<Problem>& problems);

} // namespace tributary
