// SPDX-License-Identifier: GPL-3.0-or-later
// The search for zeros: where crossings are looked for over a distribution; where a hump between three values has its
// top, which may pass zero unseen; and FalsePosition, which closes in on where a function changes its sign, by the
// false position method in the Illinois form: an end that stays counts half (Dowell and Jarratt, BIT 11, 1971). Plain
// values.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tributary {

/// The uniform numbers at which a function of an input is tried for changes of its sign.
inline constexpr std::array crossingGrid{0.001, 0.02, 0.05,  0.1, 0.15, 0.2, 0.275, 0.35, 0.425, 0.5,
                                         0.575, 0.65, 0.725, 0.8, 0.85, 0.9, 0.95,  0.98, 0.999};

/// A jump is higher than so many standard errors of the mean: of finitely many trials some flip at every value.
inline constexpr double jumpErrors = 4;

struct GraphPoint {
    double x = 0;
    double y = 0;
};

/// Finds where the parabola through three points turns, if the middle one is the nearest to zero of the three, which
/// are on one side of it; a little way off the middle one where they meet, so that what is tried is always new.
[[nodiscard]] inline std::optional<double> turningPoint(GraphPoint left, GraphPoint middle, GraphPoint right) {
    constexpr double steepest = 100; // of what the neighbours show; a hump that is steeper goes unseen
    const double size = std::abs(middle.y);
    const double shown = std::abs(left.y - middle.y) + std::abs(right.y - middle.y);
    if (!(size <= std::abs(left.y) && size <= std::abs(right.y) && size < steepest * shown))
        return std::nullopt;
    const double before = middle.x - left.x, after = right.x - middle.x;
    const double fallBefore = (left.y - middle.y) * after * after, fallAfter = (right.y - middle.y) * before * before;
    const double bend = (left.y - middle.y) * after + (right.y - middle.y) * before;
    double top = middle.x + 0.5 * (fallBefore - fallAfter) / bend;
    const double least = 0.02 * std::min(before, after);
    if (std::abs(top - middle.x) < least)
        top = middle.x + (after > before ? least : -least);
    return std::clamp(top, left.x + 0.1 * before, right.x - 0.1 * after);
}

} // namespace tributary
