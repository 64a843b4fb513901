// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/tip_place.h"

#include <QFontMetrics>
#include <QToolTip>

namespace tributary::ui {

namespace {

constexpr QPoint offsetOfTips(2, 16); ///< that Qt adds for the pointer; more down where that is larger
constexpr int besideTold = 8;
constexpr int aroundText = 32; ///< the tip's frame and padding, and a larger pointer

} // namespace

QPoint tipPlace(const QRect& told, const QString& tip, const QRect& screen) {
    const QSize size = QFontMetrics(QToolTip::font()).size(0, tip) + QSize(aroundText, aroundText);
    QPoint place(told.left(), told.bottom() + besideTold);
    if (place.y() + size.height() > screen.bottom()) {
        const bool right = told.right() + besideTold + size.width() <= screen.right();
        place = {right ? told.right() + besideTold : told.left() - besideTold - size.width(), told.top()};
    }
    return place - offsetOfTips;
}

} // namespace tributary::ui
