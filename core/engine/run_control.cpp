// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_control.h"

namespace tributary {

RunControl partOf(const RunControl& control, double from, double to) {
    RunControl part{{}, control.stop};
    if (control.progress)
        part.progress = [&control, from, to](double share) { control.progress(from + (to - from) * share); };
    return part;
}

Error stoppedError() { return {"The work was stopped before it was done: start it again.", std::nullopt}; }

} // namespace tributary
