// SPDX-License-Identifier: GPL-3.0-or-later
// Tip place: where a tool tip stands that must not cover what it tells of. A pure function of its arguments and the
// font of tool tips.
#pragma once

#include <QPoint>
#include <QRect>
#include <QString>

namespace tributary::ui {

/// Returns the position to give to QToolTip, on the screen, for a tip below `told`, else beside it, within `screen`.
[[nodiscard]] QPoint tipPlace(const QRect& told, const QString& tip, const QRect& screen);

} // namespace tributary::ui
