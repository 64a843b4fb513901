// SPDX-License-Identifier: GPL-3.0-or-later
// A run as the commands start it: the model is checked, the scenarios are those chosen, progress is shown.
#pragma once

#include "app/cli_options.h"
#include "core/engine/run.h"

namespace tributary::cli {

/// Simulates the chosen scenarios. Fails where one is unknown or the model has errors, which the message lists.
[[nodiscard]] Result<Results> simulate(const Model& model, const RunChoice& choice, CompileOptions what,
                                       const RunOptions& how);

/// Warns on standard error where trials of a run failed.
void sayFailures(const Model& model, const Results& results);

/// Whether any trial of any scenario came to an NPV; where none did, sayFailures has said why.
[[nodiscard]] bool hasResult(const Results& results);

} // namespace tributary::cli
