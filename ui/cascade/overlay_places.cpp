// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/overlay_places.h"

#include <algorithm>

namespace tributary::ui {

namespace {

constexpr double aroundOverlay = 12; ///< pixels to the edges of the view
constexpr double besideTree = 8;     ///< pixels to the tree
constexpr double searchStep = 10;

} // namespace

OverlayPlaces::OverlayPlaces(const TreeLayout& layout, const QTransform& toView, const QRectF& room) : room_(room) {
    const QRectF near = room.adjusted(-aroundOverlay, -aroundOverlay, aroundOverlay, aroundOverlay);
    for (const PlacedCard& card : layout.cards())
        if (const QRectF area = toView.mapRect(card.area); area.intersects(near))
            cards_.push_back(area);
    for (const PlacedLink& link : layout.links())
        for (qsizetype i = 0; i + 1 < link.route.size(); ++i)
            if (const QRectF piece =
                    toView.mapRect(QRectF(link.route[i], link.route[i + 1]).normalized()).adjusted(-1, -1, 1, 1);
                piece.intersects(near))
                lines_.push_back(piece);
    for (const PlacedBand& band : layout.bands())
        if (band.level != Level::frontline)
            lines_.emplace_back(near.left(), toView.map(QPointF(0, band.bottom)).y() - 1, near.width(), 2);
}

std::vector<QRectF> OverlayPlaces::corners(const QSizeF& size) const {
    const QRectF inner = room_.adjusted(aroundOverlay, aroundOverlay, -aroundOverlay, -aroundOverlay);
    const double right = inner.right() - size.width(), bottom = inner.bottom() - size.height();
    std::vector<QRectF> places;
    for (const QPointF& at :
         {QPointF(right, bottom), QPointF(inner.left(), bottom), QPointF(inner.topLeft()), QPointF(right, inner.top())})
        places.emplace_back(at, size);
    return places;
}

double OverlayPlaces::hidden(const QRectF& area) const {
    double covered = 0;
    for (const auto* list : {&cards_, &taken_})
        for (const QRectF& each : *list) {
            const QRectF both = each.intersected(area);
            covered += both.isEmpty() ? 0 : both.width() * both.height();
        }
    return covered;
}

bool OverlayPlaces::isFree(const QRectF& area) const {
    const QRectF wide = area.adjusted(-besideTree, -besideTree, besideTree, besideTree);
    const auto meets = [&wide](const QRectF& each) { return each.intersects(wide); };
    return room_.contains(wide.adjusted(0.5, 0.5, -0.5, -0.5)) && std::ranges::none_of(cards_, meets) &&
           std::ranges::none_of(lines_, meets) && std::ranges::none_of(taken_, meets);
}

std::optional<QRectF> OverlayPlaces::find(const QSizeF& size) const {
    std::vector<QRectF> places = corners(size);
    std::ranges::reverse(places); // the upper right one is where a tree leaves room most often
    for (const QRectF& place : places)
        if (isFree(place))
            return place;
    for (double x = places.front().left(); x >= room_.left() + aroundOverlay; x -= searchStep)
        for (double y = room_.top() + aroundOverlay; y + size.height() + aroundOverlay <= room_.bottom();
             y += searchStep)
            if (const QRectF place(QPointF(x, y), size); isFree(place))
                return place;
    return std::nullopt;
}

} // namespace tributary::ui
