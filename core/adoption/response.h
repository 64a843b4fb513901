// SPDX-License-Identifier: GPL-3.0-or-later
// From adoption to effect: whose adoption counts, the response curve, and the learning delay, over columns of trials.
// Each trial is computed on its own; no allocation; safe on any thread.
#pragma once

#include <span>

namespace tributary {

enum class ResponseShape {
    linear,     ///< s = a
    power,      ///< s = a^exponent
    logistic,   ///< s = (L(a) - L(0)) / (L(1) - L(0)), L = 1 / (1 + e^(-steepness (a - midpoint))): a critical mass
    saturating, ///< s = (1 - e^(-steepness a)) / (1 - e^(-steepness))
};

/// A response curve; the columns that its shape does not use may be empty.
struct ResponseCurve {
    ResponseShape shape = ResponseShape::linear;
    std::span<const double> exponent;
    std::span<const double> midpoint;
    std::span<const double> steepness; ///< 0 gives the straight line
};

/// Computes the power curve a^exponent; a from 0 to 1.
[[nodiscard]] double powerResponse(double active, double exponent);
/// Computes the critical-mass curve; 0 at 0 and 1 at 1, at any midpoint and steepness.
[[nodiscard]] double logisticResponse(double active, double midpoint, double steepness);
/// Computes the saturating curve; 0 at 0 and 1 at 1, at any steepness.
[[nodiscard]] double saturatingResponse(double active, double steepness);

/// Below this steepness, of either sign, a curve is a straight line to all digits of a double.
inline constexpr double flatSteepness = 1e-17;

/// Fills `share` with the curve's share of the full effect, 0 to 1, at the active share `active`.
void fillResponse(const ResponseCurve& curve, std::span<const double> active, std::span<double> share);

/// Fills `pooled` with ask^w * answer^(1-w), w = `askWeight`: no effect unless both sides take part.
void poolBothSides(std::span<const double> ask, std::span<const double> answer, double askWeight,
                   std::span<double> pooled);

/// Fills `rate` with 1 - e^(-dt/tau), the part of the gap that a learning delay of `tauMonths` closes in a period of
/// `months`; 1 where tau is 0, NaN where it is below.
void fillLearningRate(double months, std::span<const double> tauMonths, std::span<double> rate);

/// Moves the learned share towards `target`: s += rate (target - s).
void learn(std::span<const double> target, std::span<const double> rate, std::span<double> share);

} // namespace tributary
