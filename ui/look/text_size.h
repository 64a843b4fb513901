// SPDX-License-Identifier: GPL-3.0-or-later
// Text size: how large the windows are drawn, texts and all beside them alike, from 100 to 200 %. A scale that the
// environment sets (QT_SCALE_FACTOR) is multiplied by it. Window thread only.
#pragma once

#include <array>

namespace tributary::ui {

inline constexpr std::array textSizes{100, 125, 150, 175, 200}; ///< percent

/// From when on a text size holds.
enum class TextSizeHolds { now, fromNextStart };

/// Hands the text size of the settings to Qt. Call once, before the application is made.
void applyTextSize();

/// Returns the text size of the settings, one of `textSizes`.
[[nodiscard]] int textSize();
/// Keeps a text size, one of `textSizes`, and draws each window at it: each keeps its place and size on the screen, and
/// with it holds so much more or less. Where this Qt has no way to, the size holds from the next start.
TextSizeHolds setTextSize(int percent);

} // namespace tributary::ui
