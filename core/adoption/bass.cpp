// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/bass.h"

#include <cmath>

namespace tributary {

double bassShare(double time, double p, double q, double initial) {
    // The closed form with its fractions cleared, so that q = 0 and p = 0 need no case of their own, and 1 - e^(-x) by
    // expm1, so that small times keep their digits.
    const double decayed = std::exp(-(p + q) * time);
    const double below = initial * q + p + q * (1.0 - initial) * decayed;
    if (below == 0.0)
        return initial;
    return (-p * std::expm1(-(p + q) * time) + initial * (q + p * decayed)) / below;
}

} // namespace tributary
