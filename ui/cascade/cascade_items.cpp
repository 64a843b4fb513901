// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_items.h"

#include "ui/cascade/cascade_scene.h"
#include "ui/look/theme.h"

#include <QGraphicsSceneHoverEvent>
#include <QGraphicsView>
#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr double linkLayer = 0;
constexpr double secondLayer = 1;
constexpr double cardLayer = 2;
constexpr double aroundLink = 72; ///< a wide line, its delay mark and words
constexpr double easyToHit = 10;  ///< width of a link for the pointer
constexpr double cornerOfRing = 6;
constexpr double aroundMark = 2;
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

bool MetricItem::isOnMapMark(const QPointF& position, double zoom) const {
    if (cardDetail(zoom) != CardDetail::full)
        return false;
    const QRectF mark = mapMarkArea(scene_.content().card(id_, scene_.view()));
    return !mark.isNull() && mark.adjusted(-aroundMark, -aroundMark, aroundMark, aroundMark).contains(position);
}

QRectF MetricItem::boundingRect() const { return cardPaintArea(card()); }

QPainterPath MetricItem::shape() const {
    QPainterPath path;
    path.addRect(card());
    if (hidden_ > 0)
        path.addRect(chipArea);
    return path;
}

void MetricItem::holdFlow() { fillFrom_ = fill(scene_.content().card(id_, scene_.view()).fill); }

double MetricItem::fill(double target) const {
    const double flow = scene_.motion().flow();
    return fillFrom_ + (target - fillFrom_) * flow;
}

void MetricItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    CardContent content = scene_.content().card(id_, scene_.view());
    content.folded = hidden_;
    content.hovered = hovered_;
    content.fill = fill(content.fill);
    content.pulse = scene_.motion().pulse(id_);
    content.secondLinks = std::max(0, content.secondLinks - scene_.secondLinks().drawnFrom(id_));
    const double zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    painter->setOpacity(painter->opacity() * scene_.visibilityOf(id_));
    paintCard(*painter, card(), content, currentPalette(), cardDetail(zoom), zoom);
}

void MetricItem::hoverEnterEvent(QGraphicsSceneHoverEvent*) {
    hovered_ = true;
    setToolTip(scene_.content().cardTip(id_));
    scene_.setHovered(id_);
    update();
}

void MetricItem::hoverMoveEvent(QGraphicsSceneHoverEvent* event) {
    if (scene_.hovered() != id_)
        scene_.setHovered(id_); // a key had put the light out
    const double zoom = scene_.views().isEmpty() ? 1 : scene_.views().first()->transform().m11();
    setToolTip(isOnMapMark(event->pos(), zoom)
                   ? CascadeScene::tr("%1\nA click goes there (Ctrl+Enter)").arg(scene_.content().mapTip(id_))
                   : scene_.content().cardTip(id_));
}

void MetricItem::hoverLeaveEvent(QGraphicsSceneHoverEvent*) {
    hovered_ = false;
    scene_.setHovered({});
    update();
}

LinkItem::LinkItem(CascadeScene& scene, PlacedLink placed) : scene_(scene), placed_(std::move(placed)) {
    setAcceptHoverEvents(true);
    setZValue(linkLayer);
}

void LinkItem::setPlaced(const PlacedLink& placed) {
    prepareGeometryChange();
    placed_ = placed;
    routeFrom_.clear();
}

void LinkItem::glideTo(const PlacedLink& placed, const QTransform& carry) {
    QPolygonF from = carry.map(shown().route);
    setPlaced(placed);
    routeFrom_ = std::move(from);
}

void LinkItem::holdFlow() {
    const LinkContent now = shown();
    flowFrom_ = now.share * now.growth;
}

LinkContent LinkItem::shown() const {
    LinkContent content = scene_.content().link(placed_, scene_.view());
    const CascadeMotion& motion = scene_.motion();
    if (motion.glide() < 1 && !routeFrom_.isEmpty()) {
        // A route with other corners is drawn whole between its old ends and its new ones.
        const qsizetype last = content.route.size() - 1;
        for (qsizetype i = 0; i <= last; ++i) {
            const QPointF from = routeFrom_.size() == content.route.size() ? routeFrom_[i]
                                 : i < last ? content.route[i] + (routeFrom_.first() - content.route.first())
                                            : routeFrom_.last();
            content.route[i] = from + (content.route[i] - from) * motion.glide();
        }
    }
    if (motion.flow() < 1 && content.share > 0) {
        const double target = content.share * content.growth;
        content.growth = (flowFrom_ + (target - flowFrom_) * motion.flow()) / content.share;
    }
    content.pulse = motion.pulse(CascadeScene::lagKey(placed_.driver));
    return content;
}

LinkWords LinkItem::words() const {
    const bool moves = scene_.motion().glide() < 1 && !routeFrom_.isEmpty() && routeFrom_ != placed_.route;
    return moves ? LinkWords() : scene_.wordsOf(placed_.driver);
}

QRectF LinkItem::boundingRect() const { return boundsOf(placed_.route) | boundsOf(routeFrom_); }

QPainterPath LinkItem::shape() const {
    QPainterPathStroker stroker;
    stroker.setWidth(std::max(easyToHit, linkWidth(scene_.content().flow(placed_.driver))));
    QPainterPath line;
    line.addPolygon(placed_.route);
    return stroker.createStroke(line);
}

void LinkItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    const Palette& palette = currentPalette();
    LinkContent content = shown();
    painter->setOpacity(painter->opacity() * scene_.visibilityOf(placed_));
    const double zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    if (cardDetail(zoom) == CardDetail::bar)
        return paintFarLink(*painter, content, palette);
    if (cardDetail(zoom) == CardDetail::brief)
        content.lagText.clear(); // too small to be read
    else
        content.words = words();
    if (scene_.isSelectedLink(placed_)) {
        const QPainterPath line = roundedPath(content.route, cornerOfRing);
        const double width = linkWidth(content);
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

int SecondLinksItem::drawnFrom(const std::string& driver) const {
    return static_cast<int>(std::ranges::count(links_, driver, &PlacedLink::driver));
}

void SecondLinksItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    const bool isRead = cardDetail(option->levelOfDetailFromTransform(painter->worldTransform())) == CardDetail::full;
    for (LinkContent link : scene_.secondLinkContents()) {
        if (!isRead)
            link.lagText.clear();
        paintLink(*painter, link, currentPalette());
    }
}

} // namespace tributary::ui
