// SPDX-License-Identifier: GPL-3.0-or-later
// The pointer's part of CascadeCanvas.
#include "core/model/quantity_path.h"
#include "ui/cascade/card_commands.h"
#include "ui/cascade/card_painter.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/edge_grip.h"
#include "ui/cascade/link_gesture.h"
#include "ui/cascade/marquee_gesture.h"
#include "ui/cascade/move_gesture.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/pointer_note.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double wheelStep = 1.0015; ///< for an eighth of a degree

} // namespace

void CascadeCanvas::wheelEvent(QWheelEvent* event) {
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (turned != 0)
        zoomBy(std::pow(wheelStep, turned), AnchorUnderMouse);
    event->accept();
}

void CascadeCanvas::mousePressEvent(QMouseEvent* event) {
    event->accept();
    if (gesture_ || pressed_)
        return; // another button during a drag
    const bool onItem = itemAt(event->pos()) != nullptr || (grip_->isShown() && !spaceHeld_);
    const bool left = event->button() == Qt::LeftButton;
    const bool marquee = left && !spaceHeld_ && !onItem && event->modifiers() & Qt::ShiftModifier;
    if (event->button() == Qt::MiddleButton || (left && !marquee && (spaceHeld_ || !onItem))) {
        pan_ = Pan::pressed;
        panFrom_ = event->pos();
        return;
    }
    if (left)
        pressed_ = event->pos();
    if (left && !marquee && !grip_->isShown())
        select(event->pos(), event->modifiers());
    if (event->button() == Qt::RightButton)
        select(event->pos(), Qt::NoModifier);
}

void CascadeCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (pan_ != Pan::none)
        return pan(event->pos());
    if (!gesture_ && pressed_ && (event->pos() - *pressed_).manhattanLength() >= QApplication::startDragDistance())
        begin(*pressed_);
    if (gesture_) {
        const GestureWords words = gesture_->moveTo(mapToScene(event->pos()));
        viewport()->setCursor(words.tone == GestureWords::Tone::refuses ? Qt::ForbiddenCursor : Qt::ClosedHandCursor);
        note_->showAt(event->pos(), words);
        return;
    }
    if (event->pos() != pointer_)
        scene_.allowLight();
    pointer_ = event->pos();
    if (event->buttons() == Qt::NoButton)
        showGrip(event->pos());
    QGraphicsView::mouseMoveEvent(event);
}

/// Begins what a drag from a place means: a link from an edge, a move of cards, a frame on the ground.
void CascadeCanvas::begin(const QPoint& position) {
    scene_.quenchLight();
    name_->giveUp();
    const auto* card = qgraphicsitem_cast<const MetricItem*>(itemAt(position));
    if (document_.isReadOnly() && (card || grip_->isShown()))
        return;
    if (grip_->isShown()) {
        gesture_ = std::make_unique<LinkGesture>(
            scene_, *grip_->grip(),
            [this](const MetricId& driver, const MetricId& metric) { commands_->askStrength(driver, metric); });
        grip_->hide();
    } else if (card) {
        std::vector<MetricId> moved = commands_->metrics();
        if (!moved.empty() && moved.back().text == card->id())
            gesture_ = std::make_unique<MoveGesture>(scene_, std::move(moved), mapToScene(position));
    } else if (!itemAt(position)) {
        gesture_ = std::make_unique<MarqueeGesture>(scene_, mapToScene(position));
    }
}

void CascadeCanvas::dropGesture() {
    pressed_.reset();
    if (!gesture_)
        return;
    gesture_.reset();
    note_->hide();
    viewport()->unsetCursor();
}

void CascadeCanvas::pan(const QPoint& position) {
    const QPoint moved = position - panFrom_;
    if (pan_ == Pan::pressed && moved.manhattanLength() < QApplication::startDragDistance())
        return;
    if (pan_ == Pan::pressed) {
        name_->giveUp();
        letGo();
        scene_.quenchLight();
        setGround();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    pan_ = Pan::moving;
    spaceUsed_ = spaceUsed_ || spaceHeld_;
    panFrom_ = position;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
}

void CascadeCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && pressed_) {
        // Taken out first: what it does changes the model, which drops a gesture that goes on.
        const std::unique_ptr<Gesture> gesture = std::move(gesture_);
        pressed_.reset();
        if (gesture) {
            note_->hide();
            viewport()->unsetCursor();
            gesture->release();
        } else if (event->modifiers() == Qt::NoModifier && isOnMapMark(event->pos())) {
            commands_->goToMap(event->globalPosition().toPoint());
        } else if (grip_->isShown()) {
            select(event->pos(), event->modifiers());
        }
        return;
    }
    const Pan pan = std::exchange(pan_, Pan::none);
    if (pan == Pan::none)
        return QGraphicsView::mouseReleaseEvent(event);
    viewport()->unsetCursor();
    if (pan == Pan::pressed && event->button() == Qt::LeftButton && !spaceHeld_)
        select(event->pos(), Qt::NoModifier);
}

void CascadeCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    select(event->pos(), Qt::NoModifier);
    if (!document_.selection().empty())
        emit inspectorWanted();
}

bool CascadeCanvas::isOnMapMark(const QPoint& position) const {
    const auto* card = qgraphicsitem_cast<const MetricItem*>(itemAt(position));
    return card && card->isOnMapMark(card->mapFromScene(mapToScene(position)), zoom());
}

void CascadeCanvas::leaveEvent(QEvent* event) {
    grip_->hide();
    QGraphicsView::leaveEvent(event);
}

void CascadeCanvas::contextMenuEvent(QContextMenuEvent* event) {
    const Metric* metric = selected();
    const auto area = metric ? scene_.cardArea(metric->id.text) : std::nullopt;
    // By the keyboard it opens at the selected card.
    const bool atCard = event->reason() == QContextMenuEvent::Keyboard && area;
    emit menuWanted(atCard ? viewport()->mapToGlobal(onScreen(*area).center().toPoint()) : event->globalPos());
}

/// Shows where a link can be drawn from, where the pointer is at a card's edge.
void CascadeCanvas::showGrip(const QPoint& position) {
    const bool readable = cardDetail(zoom()) != CardDetail::bar;
    const auto grip = readable && !spaceHeld_ && !document_.isReadOnly()
                          ? linkGripAt(scene_, mapToScene(position), EdgeGrip::reach / zoom())
                          : std::nullopt;
    grip_->show(grip);
    if (grip)
        viewport()->setCursor(Qt::CrossCursor);
    else if (isOnMapMark(position))
        viewport()->setCursor(Qt::PointingHandCursor);
    else if (const auto shape = viewport()->cursor().shape();
             shape == Qt::CrossCursor || shape == Qt::PointingHandCursor)
        viewport()->unsetCursor();
}

void CascadeCanvas::select(const QPoint& position, Qt::KeyboardModifiers modifiers) {
    const bool more = modifiers & (Qt::ControlModifier | Qt::ShiftModifier);
    QGraphicsItem* item = itemAt(position);
    if (const auto* card = qgraphicsitem_cast<const MetricItem*>(item)) {
        const EntityRef metric{Metric::kind, card->id()};
        if (card->isOnChip(card->mapFromScene(mapToScene(position))))
            toggleFold(metric.id);
        if (more)
            return document_.toggleSelected(metric);
        // One of several that are selected becomes the first among them: a drag or a menu is meant for all.
        std::vector<std::string> paths = document_.selections();
        const auto isCard = [&](const std::string& path) { return entityOf(path) == metric; };
        if (paths.size() > 1 && std::erase_if(paths, isCard) > 0) {
            paths.push_back(pathOf(metric));
            return document_.selectAll(std::move(paths));
        }
        document_.select(metric);
    } else if (const auto* line = qgraphicsitem_cast<const LinkItem*>(item)) {
        const PlacedLink placed = line->placed();
        if (const Link* link = scene_.content().beliefBetween(placed.driver, placed.parent))
            document_.select(EntityRef{Link::kind, link->id.text});
        else
            document_.select(EntityRef{Metric::kind, placed.driver});
    } else if (const auto bar = scene_.isFar() ? barAt(position) : std::nullopt) {
        const EntityRef metric{Metric::kind, *bar};
        more ? document_.toggleSelected(metric) : document_.select(metric);
    } else if (!more) {
        document_.select(std::string_view());
    }
}

/// The card of a tree seen from afar that a place is on or beside.
std::optional<std::string> CascadeCanvas::barAt(const QPoint& position) const {
    constexpr double slack = 3; // pixels
    return scene_.cardAt(mapToScene(position), {slack / zoom(), slack / zoomDown()});
}

} // namespace tributary::ui
