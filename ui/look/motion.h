// SPDX-License-Identifier: GPL-3.0-or-later
// Motion: how long what moves takes, and whether anything may. The style knows what the user and the platform want.
// Window thread only.
#pragma once

namespace tributary::ui {

inline constexpr int motionOfHover = 120;  ///< ms
inline constexpr int motionOfLayout = 240; ///< ms
inline constexpr int motionOfPeriod = 250; ///< ms that one period of the time bar takes
inline constexpr int motionOfPulse = 600;  ///< ms

/// Tells whether everything is to be where it goes at once.
[[nodiscard]] bool isMotionReduced();

/// Tells how many periods go by at once where periods are played.
[[nodiscard]] int periodsOfStep();

} // namespace tributary::ui
