// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/tip_place.h"

#include <QFontMetrics>
#include <QToolTip>
#include <algorithm>
#include <limits>

namespace tributary::ui {

namespace {

constexpr QPoint offsetOfTips(2, 16); ///< that Qt adds for the pointer; more down where that is larger
constexpr int besideTold = 8;
constexpr int aroundText = 32; ///< the tip's frame and padding, and a larger pointer

/// What two rectangles share, in pixels.
double shared(const QRect& one, const QRect& other) {
    const QRect both = one & other;
    return both.isEmpty() ? 0 : static_cast<double>(both.width()) * both.height();
}

QRect movedInto(QRect place, const QRect& screen) {
    place.moveRight(std::min(place.right(), screen.right()));
    place.moveBottom(std::min(place.bottom(), screen.bottom()));
    place.moveTopLeft({std::max(place.left(), screen.left()), std::max(place.top(), screen.top())});
    return place;
}

} // namespace

QPoint tipPlace(const QRect& told, const std::vector<QRect>& others, const QString& tip, const QRect& screen) {
    const QSize size = QFontMetrics(QToolTip::font()).size(0, tip) + QSize(aroundText, aroundText);
    const QPoint places[] = {{told.right() + besideTold, told.top()},
                             {told.left() - besideTold - size.width(), told.top()},
                             {told.left(), told.top() - besideTold - size.height()},
                             {told.left(), told.bottom() + besideTold}};
    QPoint best;
    double least = std::numeric_limits<double>::infinity();
    for (const QPoint& each : places) {
        const QRect place = movedInto({each, size}, screen);
        constexpr double overTold = 1e6; // worse than over any number of others
        double hidden = overTold * shared(place, told);
        for (const QRect& other : others)
            hidden += shared(place, other);
        if (hidden < least) {
            least = hidden;
            best = place.topLeft();
        }
    }
    return best - offsetOfTips;
}

} // namespace tributary::ui
