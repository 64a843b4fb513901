// SPDX-License-Identifier: GPL-3.0-or-later
// Card brief: what a card says that is seen from afar, and in how large letters. A pure function of its arguments and
// the program's font.
#pragma once

#include "ui/cascade/card_painter.h"

#include <QSizeF>
#include <QStringList>

namespace tributary::ui {

struct BriefText {
    QStringList name; ///< in lines
    bool saysChange = false;
    double points = 0;       ///< of the name's letters
    double changePoints = 0; ///< no more than these
    bool hasMark = false;    ///< before the change
    double pitch = 0;        ///< of the lines, in the room's measure
};

/// The mark of a change and the gap behind it, in letters.
inline constexpr double briefMark = 9.0 / 12;
inline constexpr double briefBesideMark = 4.0 / 12;

/// The weight of the change: quiet where there is none.
[[nodiscard]] QFont::Weight changeWeight(const CardContent& content);

/// Sets name and change in a room of pixels on the screen, in letters as large as it holds. What has changed keeps the
/// line that says so; a name is cut only where the smallest letters leave no line for it.
[[nodiscard]] BriefText briefText(const CardContent& content, const QSizeF& room);

} // namespace tributary::ui
