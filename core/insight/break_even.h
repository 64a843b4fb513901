// SPDX-License-Identifier: GPL-3.0-or-later
// Break-even: at which value of one input the mean NPV is zero, all others as uncertain as they are, and how likely it
// is that the input lies on the losing side of it. Pure function.
#pragma once

#include "core/insight/study.h"

#include <vector>

namespace tributary {

/// Where the mean NPV passes zero.
struct Crossing {
    Estimate value;          ///< in the input's unit
    bool losesAbove = false; ///< whether the mean NPV is below zero above the value
    bool jumps = false;      ///< whether it passes zero by a jump
    bool isTold = true;      ///< false where the mean NPV's error alone could put it anywhere in the range
};

struct BreakEven {
    InputName input;
    std::vector<Crossing> crossings{}; ///< by rising value; none where the mean NPV was found on one side alone
    size_t nearest = 0;                ///< of them, to the input's median
    Estimate chanceOfLosingSide{};     ///< that the input lies where the mean NPV is below zero; of where there is one
    double chanceOfNoNumber = 0;       ///< that it lies where no trial gives a number
    double lowest = 0;                 ///< the ends of the range searched: the input's P0.1 and P99.9
    double highest = 0;
    Estimate npvAtLowest;
    Estimate npvAtHighest;
};

/// Finds the break-evens of every input that is no event: those that have one first, the likeliest to lose before the
/// others. The mean NPV is worked out at 19 values of the input, at the tops of humps between them, and ever closer to
/// where it changes its sign; the error of the value is that of the mean NPV there over its slope. What passes zero and
/// comes back within less than such a step may be missed. Fails where it was stopped or no trial gave a number.
[[nodiscard]] Result<std::vector<BreakEven>> breakEvens(const Study& study, const RunControl& control = {});

} // namespace tributary
