// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory a run will take, told before it is begun. Pure; safe on any thread.
#pragma once

#include "core/engine/run.h"

namespace tributary {

/// Counts the bytes of what a run keeps of its trials: headlines of each scenario by trial and period, and the columns
/// of metrics by period, up to a gigabyte. What threads work on comes to a few megabytes beside it; a run that keeps
/// means alone counts as 0.
[[nodiscard]] size_t memoryOf(const Program& program, const RunOptions& options);

} // namespace tributary
