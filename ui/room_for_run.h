// SPDX-License-Identifier: GPL-3.0-or-later
// Room for run: whether the computer has the memory that a run takes. Where it has not, the system may end the program
// in the middle of it, without a word. Thread-safe: no state.
#pragma once

#include "core/engine/run.h"

#include <QString>
#include <optional>

namespace tributary::ui {

/// Bytes of memory that the computer has; none where the system does not say.
[[nodiscard]] std::optional<double> memoryThere();

/// How many trials to run where `wanted` would be better than those of `options`: halved until there is room for them,
/// which keeps Sobol's draws even, and never fewer than those of `options`.
[[nodiscard]] size_t trialsThatFit(const Program& program, RunOptions options, size_t wanted,
                                   std::optional<double> memory = memoryThere());

/// Says why a run cannot be begun, as a part of a sentence; none where it can, and where the memory is not known.
[[nodiscard]] std::optional<QString> lackOfMemory(const Program& program, const RunOptions& options,
                                                  std::optional<double> memory = memoryThere());

} // namespace tributary::ui
