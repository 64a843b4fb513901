// SPDX-License-Identifier: GPL-3.0-or-later
// Tip place: where a tool tip stands that must not cover what it tells of. A pure function of its arguments and the
// font of tool tips.
#pragma once

#include <QPoint>
#include <QRect>
#include <QString>
#include <vector>

namespace tributary::ui {

/// Returns the position to give to QToolTip, on the screen, for a tip beside `told`: at its right or left, above or
/// below it, where it hides the least of `others`; over `told` only where the screen has no other place.
[[nodiscard]] QPoint tipPlace(const QRect& told, const std::vector<QRect>& others, const QString& tip,
                              const QRect& screen);

} // namespace tributary::ui
