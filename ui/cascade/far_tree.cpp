// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/far_tree.h"

#include <QPainter>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr double leastBarWidth = 1;
constexpr double leastBarHeight = 2;
constexpr double leastLine = 1; ///< pixels; shorter ones are not to be seen

/// In pixels, and large enough to be seen.
QRectF barOf(const QRectF& area, const QTransform& toView) {
    QRectF bar = toView.mapRect(area);
    bar.setWidth(std::max(leastBarWidth, bar.width()));
    bar.setHeight(std::max(leastBarHeight, bar.height()));
    return bar;
}

} // namespace

void paintFarTree(QPainter& painter, const TreeLayout& layout, const QRectF& area,
                  const std::unordered_set<std::string>& selected, const Palette& palette) {
    const QTransform toView = painter.worldTransform();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setWorldMatrixEnabled(false);
    painter.setPen(QPen(palette.track, 1));
    for (const std::size_t index : layout.linksIn(area)) {
        const QPolygonF route = toView.map(layout.links()[index].route);
        if (const QRectF box = route.boundingRect(); box.width() + box.height() > leastLine)
            painter.drawPolyline(route);
    }
    const auto& bands = layout.bands();
    for (const std::size_t index : layout.cardsIn(area)) {
        const QRectF& card = layout.cards()[index].area;
        const auto band = std::find_if(bands.begin(), bands.end() - 1,
                                       [&](const PlacedBand& each) { return card.top() < each.bottom; });
        painter.fillRect(barOf(card, toView), palette.level(band->level));
    }
    painter.setPen(QPen(palette.ink, 2));
    painter.setBrush(Qt::NoBrush);
    for (const std::string& id : selected)
        if (const PlacedCard* card = layout.card(id))
            painter.drawRect(barOf(card->area, toView).adjusted(-4, -4, 4, 4));
    painter.restore();
}

} // namespace tributary::ui
