// SPDX-License-Identifier: GPL-3.0-or-later
// How the canvas looks at the tree: zoom, fit, ground and the labels of the bands.
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_render.h"
#include "ui/cascade/far_tree.h"
#include "ui/cascade/minimap.h"
#include "ui/cascade/name_field.h"
#include "ui/look/motion.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QEasingCurve>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary::ui {

namespace {

constexpr double leastZoom = 0.05;
constexpr double mostZoom = 3;
constexpr double fullFit = 0.6;     ///< below it cards lose their values
constexpr double leastWhole = 0.75; ///< a tree that would get smaller is scrolled instead, where it is not wider
constexpr double leastFit = 0.0002; ///< where the whole tree is asked for
constexpr int mostTries = 8;        ///< to find the zoom of that
constexpr double mostFit = 1.5;
constexpr double growingFit = 1;        ///< of a tree of few cards, which leaves it room to grow
constexpr std::size_t mostGrowing = 12; ///< cards
constexpr double soughtZoom = 1;
constexpr double coarse = 0.05; ///< from one zoom that is tried to the next
constexpr double fine = 0.01;
constexpr double tallest = 0.25; ///< rows of a tree that is seen from afar
constexpr int leastWidth = 200;
constexpr std::size_t mostToTry = 300; ///< cards; larger trees are not arranged again for each zoom

} // namespace

double CascadeCanvas::zoom() const { return transform().m11(); }

double CascadeCanvas::zoomDown() const { return transform().m22(); }

double CascadeCanvas::zoomDown(const TreeLayout& tree, double zoom) const {
    if (zoom >= tallest || tree.cards().size() <= mostToTry)
        return zoom;
    return std::max(zoom, std::min(tallest, viewport()->height() / std::max(1.0, tree.bounds().height())));
}

void CascadeCanvas::setZoom(double zoom) { setTransform(QTransform::fromScale(zoom, zoomDown(scene_.layout(), zoom))); }

void CascadeCanvas::zoomBy(double factor, ViewportAnchor held) {
    name_->giveUp();
    // Half of what shows all of it is small enough.
    const double least = std::max(leastZoom, 0.5 * std::min(1.0, wholeZoom(scene_.layout())));
    const double wanted = std::clamp(zoom() * factor, std::min(least, zoom()), mostZoom);
    const QPointF middle = mapToScene(viewport()->rect()).boundingRect().center();
    letGo();
    setGround(); // before the zoom too: a place is held by scrolling, which needs the room
    // Qt holds the middle of the last scroll, and a tree that was fitted has not been scrolled.
    setTransformationAnchor(held == AnchorViewCenter ? NoAnchor : held);
    setZoom(wanted);
    setGround();
    if (held == AnchorViewCenter)
        centerOn(middle);
}

/// Leaves the view to who zooms and pans.
void CascadeCanvas::letGo() {
    seeking_.stop();
    fitted_ = false;
    whole_ = false;
}

/// The ground reaches a window's width past the tree, so that any card can be brought to the middle.
void CascadeCanvas::setGround() {
    const double width = viewport()->width() / zoom();
    const double height = viewport()->height() / zoomDown();
    const QRectF tree = scene_.layout().bounds();
    // The cards begin beside the labels, which do not scale.
    const double left = TreeMeasures().left * (1 - 1 / zoom());
    setSceneRect(fitted_ ? QRectF(left, 0, std::max(width, tree.right() - left), std::max(height, tree.bottom()))
                         : tree.adjusted(-width * 0.8, -height * 0.8, width * 0.8, height * 0.8));
    lookAround();
}

bool CascadeCanvas::fitsAcross(const TreeLayout& tree, double zoom) const {
    const double labels = TreeMeasures().left;
    return labels + (tree.bounds().right() - labels) * zoom <= viewport()->width();
}

bool CascadeCanvas::fitsDown(const TreeLayout& tree, double zoom) const {
    constexpr double slack = 1e-6;
    return tree.bounds().height() * zoomDown(tree, zoom) <= viewport()->height() + slack;
}

/// The largest zoom that a tree is fitted with.
double CascadeCanvas::mostOfFit() const {
    return !whole_ && scene_.layout().cards().size() < mostGrowing ? growingFit : mostFit;
}

/// The largest zoom at which the tree, arranged for the width that it leaves, stands whole in the window; where its
/// cards would get too small, the largest at which it is no wider than the window and is scrolled down.
double CascadeCanvas::fittingZoom() const {
    const auto stands = [this](double zoom) {
        const TreeLayout tree = scene_.arranged(layoutWidth(zoom));
        return fitsAcross(tree, zoom) && fitsDown(tree, zoom);
    };
    const double most = mostOfFit();
    const int steps = static_cast<int>((most - fullFit) / coarse + 0.5);
    double whole = 0;
    for (int step = 0; step <= steps && whole == 0; ++step)
        if (const double zoom = most - coarse * step; stands(zoom))
            whole = zoom;
    for (int step = 1; whole > 0 && whole < most && step < static_cast<int>(coarse / fine + 0.5); ++step)
        if (!stands(whole + fine))
            break;
        else
            whole += fine;
    if (whole >= leastWhole)
        return whole;
    if (whole_)
        return whole > 0 ? whole : wholeZoom();
    for (double zoom = 1; zoom >= leastWhole; zoom -= coarse)
        if (fitsAcross(scene_.arranged(layoutWidth(zoom)), zoom))
            return zoom;
    return whole > 0 ? whole : leastWhole;
}

/// The largest zoom at which a tree, arranged as it is, stands whole in the window.
double CascadeCanvas::wholeZoom(const TreeLayout& tree) const {
    const double labels = TreeMeasures().left;
    const double across = (viewport()->width() - labels) / std::max(1.0, tree.bounds().right() - labels);
    const double down = viewport()->height() / std::max(1.0, tree.bounds().height());
    return std::clamp(0.999 * std::min(across, down), leastFit, tree.cards().size() <= mostToTry ? mostFit : 1.0);
}

/// The zoom whose width a large tree is arranged for: as narrow as can be, or wider where that would make it higher
/// than the window's shape asks for. It is arranged once more at most.
double CascadeCanvas::zoomOfLarge() const {
    const double labels = TreeMeasures().left;
    const QRectF narrow = scene_.arranged(layoutWidth(1)).bounds();
    const double across = (viewport()->width() - labels) / std::max(1.0, narrow.right() - labels);
    const double down = viewport()->height() / std::max(1.0, narrow.height());
    return down < across ? std::min(1.0, std::sqrt(across * down)) : 1;
}

/// A zoom at which the whole tree is in the window, however small. A smaller zoom leaves a tree more width, so that it
/// bends less and is not higher: the search ends after a few steps.
double CascadeCanvas::wholeZoom() const {
    double zoom = 1;
    for (int tried = 0; tried < mostTries; ++tried) {
        const TreeLayout tree = scene_.arranged(layoutWidth(zoom));
        if (fitsAcross(tree, zoom) && fitsDown(tree, zoom))
            break;
        zoom = std::min(zoom, wholeZoom(tree));
    }
    return zoom;
}

/// The zoom that the scene's room is for.
double CascadeCanvas::zoomOfRoom() const {
    const double labels = TreeMeasures().left;
    return (viewport()->width() - labels) / std::max(1.0, scene_.layoutRoom().width() - labels);
}

double CascadeCanvas::layoutWidth(double zoom) const {
    const double labels = TreeMeasures().left;
    return labels + (viewport()->width() - labels) / zoom;
}

void CascadeCanvas::fit() {
    whole_ = true;
    fitAsItStands();
}

void CascadeCanvas::arrange() {
    whole_ = true;
    scene_.forgetPlaces();
    fitTree(Moving::glide);
}

/// Fits the view to the tree: no card moves.
void CascadeCanvas::fitAsItStands() {
    name_->giveUp();
    seeking_.stop();
    fitted_ = true;
    if (viewport()->width() < leastWidth || std::exchange(fitting_, true))
        return;
    // A tree that was arranged for this window fits in its own zoom, whose steps are coarser.
    const double own = zoomOfRoom();
    const double largest = wholeZoom(scene_.layout());
    const double whole = own <= largest && own > largest - fine ? own : largest;
    standAt(whole_ ? whole : std::clamp(whole, leastWhole, mostOfFit()), viewportTransform());
    fitting_ = false;
    lookAround();
}

void CascadeCanvas::fitTree(Moving moving) {
    name_->giveUp();
    seeking_.stop();
    fitted_ = true;
    if (viewport()->width() < leastWidth)
        return; // not laid out yet: its first resize fits
    if (std::exchange(fitting_, true))
        return; // a new width has the scene placed anew
    const QTransform before = viewportTransform();
    const bool small = scene_.layout().cards().size() <= mostToTry;
    double zoom = small ? fittingZoom() : zoomOfLarge();
    // The rows of a large tree fill the window anyway, and it is seen whole.
    scene_.setLayoutRoom({layoutWidth(zoom), small ? viewport()->height() / zoom : 0}, moving);
    if (!small)
        zoom = wholeZoom(scene_.layout());
    standAt(zoom, before);
    fitting_ = false;
    lookAround();
}

/// Looks at the tree, which is arranged for a zoom, from its top, or where its selected card is. What glides begins
/// where it was `before`.
void CascadeCanvas::standAt(double zoom, const QTransform& before) {
    fittedRoom_ = scene_.layoutRoom();
    const ViewportAnchor anchor = transformationAnchor();
    setTransformationAnchor(NoAnchor);
    setZoom(zoom);
    setTransformationAnchor(anchor);
    fitsAcross_ = fitsAcross(scene_.layout(), zoom);
    fitsDown_ = fitsDown(scene_.layout(), zoom);
    setGround();
    verticalScrollBar()->setValue(verticalScrollBar()->minimum());
    horizontalScrollBar()->setValue(horizontalScrollBar()->minimum());
    if (!fitsAcross_ && !scene_.layout().cards().empty()) {
        // The top of the tree is what a tree is read from.
        const double middle = scene_.layout().cards().front().area.center().x() * zoom;
        horizontalScrollBar()->setValue(static_cast<int>(middle) - viewport()->width() / 2);
    }
    reveal(scene_.view().selected);
    scene_.carryMotion(before * viewportTransform().inverted());
}

void CascadeCanvas::seek() {
    const auto area = scene_.cardArea(scene_.view().selected);
    if (!area)
        return;
    if (zoom() >= fullFit)
        return reveal(scene_.view().selected);
    name_->giveUp();
    letGo();
    setGround();
    const double from = zoom();
    const QPointF card = area->center();
    const QPointF begin = mapFromScene(card);
    const QPointF middle = QRectF(viewport()->rect()).center();
    const auto goTo = [this, from, card, begin, middle](double share) {
        const double zoom = from * std::pow(soughtZoom / from, share);
        const QPointF off = (middle - begin) * (1 - share);
        lookAt(zoom, card + QPointF(off.x() / zoom, off.y() / zoomDown(scene_.layout(), zoom)));
    };
    if (isMotionReduced())
        return goTo(1);
    seeking_.disconnect();
    seeking_.setDuration(2 * motionOfLayout);
    seeking_.setStartValue(0.0);
    seeking_.setEndValue(1.0);
    seeking_.setEasingCurve(QEasingCurve::InOutCubic);
    connect(&seeking_, &QVariantAnimation::valueChanged, this,
            [goTo](const QVariant& share) { goTo(share.toDouble()); });
    seeking_.start();
}

void CascadeCanvas::lookAt(double zoom, const QPointF& centre) {
    const ViewportAnchor anchor = transformationAnchor();
    setTransformationAnchor(NoAnchor);
    setZoom(zoom);
    setTransformationAnchor(anchor);
    setGround();
    centerOn(centre);
}

/// A tree that has changed is looked at as before, however wide it gets; one that stood before in another zoom is
/// looked at in that, and one that is mostly new is fitted.
void CascadeCanvas::placed() {
    if (fitted_ && !fitting_ && !name_->isVisible() && scene_.layoutRoom() != fittedRoom_) {
        fitting_ = true;
        standAt(zoomOfRoom(), viewportTransform());
        fitting_ = false;
    }
    const bool stands =
        (!fitsAcross_ || fitsAcross(scene_.layout(), zoom())) && (!fitsDown_ || fitsDown(scene_.layout(), zoom()));
    const bool isMostlyNew =
        scene_.layout().cards().size() > 2 * std::exchange(cards_, scene_.layout().cards().size()) + 1;
    if (fitted_ && !stands && isMostlyNew && !name_->isVisible())
        fitTree(Moving::glide);
    else
        setGround();
    minimap_->setTree(scene_.layout());
    placeOverlays();
}

void CascadeCanvas::toggleFold(const std::string& id) {
    const auto before = scene_.cardArea(id);
    if (!before)
        return scene_.toggleFold(id);
    const QPoint held = mapFromScene(before->center());
    scene_.toggleFold(id);
    const auto after = scene_.cardArea(id);
    if (!after)
        return;
    const QTransform placed = viewportTransform();
    const QPoint moved = mapFromScene(after->center()) - held;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + moved.y());
    reveal(id);
    scene_.carryMotion(placed * viewportTransform().inverted());
}

/// Fits the tree to a window of another size, but where someone has zoomed or panned. A tree that someone has worked on
/// keeps its places.
void CascadeCanvas::fitAnew() {
    if (!fitted_)
        return setGround();
    if (!scene_.isAfresh())
        return fitAsItStands();
    scene_.forgetPlaces(); // they are of another window
    fitTree(Moving::jump);
}

void CascadeCanvas::follow() {
    if (name_->isVisible())
        return;
    const QTransform before = viewportTransform();
    reveal(scene_.view().selected);
    scene_.carryMotion(before * viewportTransform().inverted());
}

void CascadeCanvas::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (!name_->isHidden()) { // what is being typed stays, and the tree under it
        setGround();
        resizedWhileNaming_ = true;
    } else {
        fitAnew();
    }
    name_->refresh(); // it stays in sight
}

void CascadeCanvas::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    lookAround();
}

/// Tells the scene and what stands on it what is in view.
void CascadeCanvas::lookAround() {
    if (fitting_)
        return;
    const QRectF area = mapToScene(viewport()->rect()).boundingRect();
    scene_.setVisibleArea(area);
    minimap_->setView(area);
    placeOverlays();
}

void CascadeCanvas::drawBackground(QPainter* painter, const QRectF& rect) {
    const Palette& palette = currentPalette();
    painter->fillRect(rect, palette.canvas);
    if (!scene_.layout().cards().empty())
        paintBandLines(*painter, scene_.layout(), rect.left(), rect.right(), palette, 1 / zoomDown());
    if (scene_.isFar())
        paintFarTree(*painter, scene_.layout(), rect, scene_.view().allSelected, palette);
}

void CascadeCanvas::paintEvent(QPaintEvent* event) {
    QGraphicsView::paintEvent(event);
    const Palette& palette = currentPalette();
    QPainter painter(viewport());
    if (!scene_.layout().cards().empty()) {
        const double height = viewport()->height();
        if (mapFromScene(QPointF(TreeMeasures().left, 0)).x() < labelStrip)
            painter.fillRect(QRectF(0, 0, labelStrip, height), palette.canvas);
        for (const PlacedBand& band : scene_.layout().bands()) {
            const double top = std::max(0.0, double(mapFromScene(QPointF(0, band.top)).y()));
            const double bottom = std::min(height, double(mapFromScene(QPointF(0, band.bottom)).y()));
            constexpr double roomForLabel = 80;
            if (bottom - top > roomForLabel)
                paintBandLabel(painter, QPointF(19, (top + bottom) / 2), band.level, palette);
        }
    }
    paintLegend(painter);
    if (announced_)
        paintPeriod(painter);
    if (ringed_ && hasFocus()) {
        painter.setPen(QPen(palette.ink, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
}

} // namespace tributary::ui
