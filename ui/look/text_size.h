// SPDX-License-Identifier: GPL-3.0-or-later
// Text size: how large the window is drawn, texts and all beside them alike, from 100 to 200 %. Qt takes a scale once,
// before the application is made; a change holds from the next start.
#pragma once

#include <array>

namespace tributary::ui {

inline constexpr std::array textSizes{100, 125, 150, 175, 200}; ///< percent

/// Hands the text size of the settings to Qt. Call once, before the application is made; a scale that the environment
/// sets (QT_SCALE_FACTOR) goes before it.
void applyTextSize();

/// Returns the text size of the settings, one of `textSizes`.
[[nodiscard]] int textSize();
/// Keeps a text size for the next start.
void setTextSize(int percent);
/// Returns the text size that the program was started with.
[[nodiscard]] int textSizeInForce();

} // namespace tributary::ui
