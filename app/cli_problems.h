// SPDX-License-Identifier: GPL-3.0-or-later
// The problems of a model as the command line says them.
#pragma once

#include "core/base/problem.h"
#include "core/base/result.h"
#include "core/engine/run.h"
#include "core/model/model.h"

#include <optional>
#include <string>
#include <vector>

namespace tributary::cli {

/// Everything that is wrong or doubtful in a model, what only compiling finds included.
[[nodiscard]] std::vector<Problem> problemsOf(const Model& model);

/// What to say before a run that takes much memory.
[[nodiscard]] std::optional<Problem> memoryProblem(const Program& program, const RunOptions& options);

/// Tells whether any of them stops a run.
[[nodiscard]] bool anyError(const std::vector<Problem>& problems);

/// Fails where a model has errors; the message lists them.
[[nodiscard]] Result<void> checkSound(const Model& model);

/// One line: `error: metric/L2/estimate: what is wrong What to do`.
[[nodiscard]] std::string line(const Problem& problem);

/// A line for each, in their order; lines that read the same come once.
[[nodiscard]] std::vector<std::string> linesOf(const std::vector<Problem>& problems);

} // namespace tributary::cli
