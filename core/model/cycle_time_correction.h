// SPDX-License-Identifier: GPL-3.0-or-later
// CycleTimeCorrection: what simulation finds beside the formulas of a process's cycle time: a factor, or one that hangs
// on the process's numbers (a response surface). Worked out from a model, never entered.
#pragma once

#include "core/model/ids.h"

#include <cstddef>
#include <map>
#include <vector>

namespace tributary {

/// The corrected cycle time is the formulas' times exp(logFactor + sum over terms of linear z + quadratic z^2), z the
/// number's distance from `centre` in units of `spread`, the number held within `low` and `high`.
struct CycleTimeCorrection {
    /// Numbers of a process's network, in base units (hours, shares of 1), by index of its shape.
    enum class Number { arrivals, touch, touchCv, delay, share, handOffDelay, servers, availability };
    struct Term {
        Number number = Number::arrivals;
        size_t index = 0; ///< of the step, flow or pool; 0 of arrivals
        double low = 0, high = 0;
        double centre = 0, spread = 1;
        double linear = 0, quadratic = 0;

        friend bool operator==(const Term&, const Term&) = default;
    };

    double logFactor = 0;
    std::vector<Term> terms;

    friend bool operator==(const CycleTimeCorrection&, const CycleTimeCorrection&) = default;
};

using CycleTimeCorrections = std::map<ProcessId, CycleTimeCorrection>;

} // namespace tributary
