// SPDX-License-Identifier: GPL-3.0-or-later
// Crossings of zero: where they are looked for over a distribution, and FalsePosition, which closes in on where a
// function changes its sign, by the false position method in the Illinois form: an end that stays counts half (Dowell
// and Jarratt, BIT 11, 1971). A plain value.
#pragma once

#include <array>

namespace tributary {

/// The uniform numbers at which a function of an input is tried for changes of its sign.
inline constexpr std::array crossingGrid{0.001, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 0.999};

struct FalsePosition {
    double left = 0, right = 0;
    double atLeft = 0, atRight = 0; ///< the function there, of opposite signs
    double weightLeft = 1, weightRight = 1;

    /// Where to try next.
    [[nodiscard]] double next() const {
        const double a = atLeft * weightLeft, b = atRight * weightRight;
        return left + (right - left) * a / (a - b);
    }
    /// Takes the function's value there.
    void narrow(double at, double value) {
        if ((value < 0) == (atLeft < 0)) {
            left = at;
            atLeft = value;
            weightLeft = 1;
            weightRight *= 0.5;
        } else {
            right = at;
            atRight = value;
            weightRight = 1;
            weightLeft *= 0.5;
        }
    }
};

} // namespace tributary
