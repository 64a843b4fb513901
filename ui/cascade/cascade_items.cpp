// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_items.h"

#include "ui/cascade/cascade_scene.h"
#include "ui/look/theme.h"

#include <QGraphicsSceneHoverEvent>
#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr double linkLayer = 0;
constexpr double secondLayer = 1;
constexpr double cardLayer = 2;
constexpr double aroundLink = 24; ///< a wide line, its delay mark and time
constexpr double easyToHit = 10;  ///< width of a link for the pointer
constexpr double cornerOfRing = 6;
const QRectF chipArea(cardWidth / 2 - 24, cardHeight, 48, 24);

QRectF boundsOf(const QPolygonF& route) {
    return route.boundingRect().adjusted(-aroundLink, -aroundLink, aroundLink, aroundLink);
}

} // namespace

MetricItem::MetricItem(CascadeScene& scene, std::string id) : scene_(scene), id_(std::move(id)) {
    setAcceptHoverEvents(true);
    setZValue(cardLayer);
}

void MetricItem::setHidden(int cards) {
    if (cards == hidden_)
        return;
    prepareGeometryChange();
    hidden_ = cards;
}

QRectF MetricItem::card() const { return {0, 0, cardWidth, cardHeight}; }

bool MetricItem::isOnChip(const QPointF& position) const { return hidden_ > 0 && chipArea.contains(position); }

QRectF MetricItem::boundingRect() const { return cardPaintArea(card()); }

QPainterPath MetricItem::shape() const {
    QPainterPath path;
    path.addRect(card());
    if (hidden_ > 0)
        path.addRect(chipArea);
    return path;
}

void MetricItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    CardContent content = scene_.content().card(id_, scene_.view());
    content.folded = hidden_;
    content.hovered = hovered_;
    const double zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    paintCard(*painter, card(), content, currentPalette(), cardDetail(zoom), zoom);
}

void MetricItem::hoverEnterEvent(QGraphicsSceneHoverEvent*) {
    hovered_ = true;
    setToolTip(scene_.content().cardTip(id_));
    update();
}

void MetricItem::hoverLeaveEvent(QGraphicsSceneHoverEvent*) {
    hovered_ = false;
    update();
}

LinkItem::LinkItem(CascadeScene& scene, PlacedLink placed) : scene_(scene), placed_(std::move(placed)) {
    setAcceptHoverEvents(true);
    setZValue(linkLayer);
}

void LinkItem::setPlaced(const PlacedLink& placed) {
    if (placed.route != placed_.route)
        prepareGeometryChange();
    placed_ = placed;
}

QRectF LinkItem::boundingRect() const { return boundsOf(placed_.route); }

QPainterPath LinkItem::shape() const {
    QPainterPathStroker stroker;
    stroker.setWidth(std::max(easyToHit, linkWidth(scene_.content().link(placed_, scene_.view()).share)));
    QPainterPath line;
    line.addPolygon(placed_.route);
    return stroker.createStroke(line);
}

void LinkItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const Palette& palette = currentPalette();
    const LinkContent content = scene_.content().link(placed_, scene_.view());
    if (scene_.isSelectedLink(placed_)) {
        const QPainterPath line = roundedPath(placed_.route, cornerOfRing);
        const double width = linkWidth(content.share);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->strokePath(line, QPen(palette.ink, width + 8, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
        painter->strokePath(line, QPen(palette.canvas, width + 4, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    }
    paintLink(*painter, content, palette);
}

void LinkItem::hoverEnterEvent(QGraphicsSceneHoverEvent*) { setToolTip(scene_.content().linkTip(placed_.driver)); }

SecondLinksItem::SecondLinksItem(CascadeScene& scene) : scene_(scene) {
    setZValue(secondLayer);
    setAcceptedMouseButtons(Qt::NoButton);
}

void SecondLinksItem::setLinks(std::vector<PlacedLink> links) {
    prepareGeometryChange();
    links_ = std::move(links);
    bounds_ = {};
    for (const PlacedLink& link : links_)
        bounds_ |= boundsOf(link.route);
    update();
}

void SecondLinksItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    for (const PlacedLink& link : links_)
        paintLink(*painter, scene_.content().secondLink(link.driver, link.parent, link.route), currentPalette());
}

} // namespace tributary::ui
