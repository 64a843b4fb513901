// SPDX-License-Identifier: GPL-3.0-or-later
// Room for run: whether the computer has the memory that a run takes. Where it has not, the system may end the program
// in the middle of it, without a word. Thread-safe: no state.
#pragma once

#include "core/engine/run.h"

#include <QString>
#include <optional>

namespace tributary::ui {

/// Says why a run cannot be begun, as a part of a sentence; none where it can.
[[nodiscard]] std::optional<QString> lackOfMemory(const Program& program, const RunOptions& options);

} // namespace tributary::ui
