// SPDX-License-Identifier: GPL-3.0-or-later
// Reduced motion: whether things may move. What moves asks the style: `styleHint(SH_Widget_Animation_Duration)` is 0 where
// nothing may, by this setting or by the platform's.
#pragma once

namespace tributary::ui {

/// Asks for no animations; those that the platform has off stay off.
void setReducedMotion(bool reduced);
[[nodiscard]] bool reducedMotion();

} // namespace tributary::ui
