// SPDX-License-Identifier: GPL-3.0-or-later
// RunControl: how work that takes its time is watched and stopped.
#pragma once

#include "core/base/result.h"

#include <functional>
#include <stop_token>

namespace tributary {

/// Both may be called from any thread of the work.
struct RunControl {
    std::function<void(double)> progress; ///< share done, 0 to 1; may be empty
    std::stop_token stop;
};

/// The control of a part of a work: its progress, 0 to 1, is shown as `from` to `to` of the whole.
[[nodiscard]] RunControl partOf(const RunControl& control, double from, double to);

/// What is said of a work that was stopped.
[[nodiscard]] Error stoppedError();

} // namespace tributary
