// SPDX-License-Identifier: GPL-3.0-or-later
// Tornado: how far each input alone moves the NPV, from its P10 to its P90, all others at their median. One run of two
// trials for each input; exact, no trial is drawn. Pure function.
#pragma once

#include "core/insight/study.h"

namespace tributary {

struct TornadoBar {
    InputName input;
    double low = 0;    ///< the input at its P10; an event: 1, it happens
    double high = 0;   ///< the input at its P90; an event: 0, it does not happen
    double chance = 0; ///< of an event, that it happens
    double npvLow = 0; ///< NaN where the model gives no number there
    double npvHigh = 0;
};

struct Tornado {
    double base = 0;              ///< the NPV with every input at its median and every event in its likelier state
    std::vector<TornadoBar> bars; ///< the widest first; those without a number last
};

/// Works out the tornado. Fails where it was stopped, or the NPV at the medians is no number.
[[nodiscard]] Result<Tornado> tornado(const Study& study, const RunControl& control = {});

} // namespace tributary
