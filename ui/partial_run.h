// SPDX-License-Identifier: GPL-3.0-or-later
// Partial run: what of a model can be compiled in spite of its errors, and what its results do not know for them.
// Thread-safe: no state.
#pragma once

#include "core/engine/run.h"
#include "core/model/runnable_part.h"

#include <optional>
#include <vector>

namespace tributary::ui {

/// A program with what had to be left out for it.
struct Compiled {
    std::optional<Program> program; ///< none where nothing of the model runs, or it was stopped
    std::vector<Problem> problems;  ///< of the model as a whole
    std::vector<MetricId> leftOut;
    NpvLacks npvLacks;
};

/// Compiles a model; where that has errors, the part of it that can be run all the same, which takes its place.
[[nodiscard]] Compiled compilePart(Model& model, const CompileOptions& options, const RunControl& control);

/// Makes the NPV of those scenarios unknown, and all that is worked out from it, for a part of it has no value; of one
/// that isNotRun() also what it makes of the metrics.
void loseNpv(Results& results, const NpvLacks& lacks);

} // namespace tributary::ui
