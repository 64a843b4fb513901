// SPDX-License-Identifier: GPL-3.0-or-later
// The pointer over a process map, and what of the map is in view.
#include "ui/cascade/name_field.h"
#include "ui/cascade/pointer_note.h"
#include "ui/document.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/process/map_canvas.h"
#include "ui/process/map_palette.h"
#include "ui/qt_text.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QGraphicsScene>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary::ui {

namespace {

constexpr double largestScale = 3;
constexpr double smallestScale = 0.1;
constexpr double smallestOfSmall = 0.4; ///< of a map that is seen whole at that scale
constexpr double largestWhenFitted = 1.25;
constexpr double smallestWhenFitted = leastTextScale; ///< below it nobody reads the names: the map is scrolled instead
constexpr double worthReshaping = 1.03;               ///< of the scale, for tasks of another shape than the usual one
constexpr size_t mostTried = 400; ///< steps of a map that is laid out in each shape, and more closely
constexpr double gripWidth = 10;  ///< of a step's right edge: a drag from there draws a way
constexpr int besideShown = 30;   ///< pixels that stay free around a part that is brought into view
constexpr int firstStepsFlags = Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap;

QString firstStepsWords() {
    return MapCanvas::tr("A double click in a lane adds a step there. Tab adds one after the selected one, Enter a "
                         "branch, ! what goes wrong there. A right click lists the rest.");
}

} // namespace

// Mouse

std::optional<MapPart> MapCanvas::partUnder(const QPoint& position) const {
    if (position.x() < laneLabelWidth) { // the labels stay at the left edge of the view
        if (const auto lane = layout_.laneAt(mapToScene(position).y()); lane && !lane->empty())
            return MapPart{MapPart::Kind::lane, lane->text};
        return std::nullopt;
    }
    return layout_.partAt(mapToScene(position), 5 / std::max(zoom(), smallestScale));
}

void MapCanvas::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (drag_ != Drag::none)
        return; // another button goes down while one drags
    dragButton_ = event->button();
    const QPoint at = event->position().toPoint();
    pressedAt_ = draggedTo_ = at;
    isMoving_ = false;
    pressed_ = partUnder(at);
    letGo_.reset();
    if (event->button() == Qt::MiddleButton) {
        drag_ = Drag::pan;
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (wayFrom_ && pressed_ && pressed_->kind == MapPart::Kind::task)
        return finishWay(StepId(pressed_->id));
    if (!pressed_) {
        drag_ = event->modifiers() & Qt::ShiftModifier ? Drag::marquee : Drag::pan;
        return;
    }
    const bool adds = event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    const bool atEdge = isAtGrip(*pressed_, at); // before what is selected scrolls into view
    std::vector<MapPart> parts = state_.selected;
    const bool had = std::ranges::find(parts, *pressed_) != parts.end();
    if (adds) {
        if (std::erase(parts, *pressed_) == 0)
            parts.push_back(*pressed_);
        select(parts);
    } else if (!had) {
        select({*pressed_});
    }
    if (pressed_->kind != MapPart::Kind::task || adds)
        return;
    drag_ = document_.isReadOnly() ? Drag::none : atEdge ? Drag::way : Drag::steps;
}

/// Whether a place of the viewport is where a way is drawn from a step.
bool MapCanvas::isAtGrip(const MapPart& step, const QPoint& place) const {
    return mapToScene(place).x() > layout_.areaOf(step).right() - gripWidth;
}

void MapCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (drag_ == Drag::none || !(event->buttons() & (Qt::LeftButton | Qt::MiddleButton))) {
        const auto under = partUnder(at);
        if (under != state_.hovered) {
            state_.hovered = under;
            state_.offersWays = !document_.isReadOnly();
            viewport()->setToolTip(under ? content_.wordsOf(*under) : QString());
            viewport()->update();
        }
        viewport()->setCursor(under && under->kind == MapPart::Kind::task && isAtGrip(*under, at) ? Qt::CrossCursor
                                                                                                  : Qt::ArrowCursor);
        return;
    }
    if (!isMoving_ && (at - pressedAt_).manhattanLength() < QApplication::startDragDistance())
        return;
    isMoving_ = true;
    const QPoint by = at - draggedTo_;
    draggedTo_ = at;
    switch (drag_) {
    case Drag::pan:
        fitted_ = false;
        viewport()->setCursor(Qt::ClosedHandCursor);
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
        break;
    case Drag::steps:
        dragSteps(at);
        break;
    case Drag::way: {
        if (!pressed_)
            break;
        wayFrom_ = StepId(pressed_->id);
        const auto under = partUnder(at);
        state_.hovered = under;
        if (under && under->kind == MapPart::Kind::task && under->id != pressed_->id) {
            const auto edit = addFlow(document_.model(), process_, *wayFrom_, StepId(under->id));
            note_->showAt(at, edit ? GestureWords{GestureWords::Tone::does, toQt(edit->label)}
                                   : GestureWords{GestureWords::Tone::refuses, toQt(edit.error().message)});
        } else {
            note_->showAt(at, {GestureWords::Tone::does, tr("Draw the way to a step")});
        }
        break;
    }
    case Drag::marquee:
    case Drag::none:
        break;
    }
    viewport()->update();
}

/// What a release would do is worked out on a copy of the map, once for each lane that the pointer comes to.
void MapCanvas::dragSteps(const QPoint& at) {
    state_.moved = mapToScene(at) - mapToScene(pressedAt_);
    const auto target = layout_.laneAt(mapToScene(at).y());
    if (target != std::exchange(state_.target, target)) {
        const auto edit = target ? moveToLane(document_.model(), process_, selectedSteps(), *target) : Edit();
        dropWords_ = edit ? toQt(edit->label) : QString();
    }
    if (!target || dropWords_.isEmpty())
        note_->hide();
    else
        note_->showAt(at, {GestureWords::Tone::does, dropWords_});
}

void MapCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (drag_ != Drag::none && event->button() != dragButton_)
        return;
    const Drag drag = std::exchange(drag_, Drag::none);
    const QPoint at = event->position().toPoint();
    note_->hide();
    viewport()->unsetCursor();
    const auto target = std::exchange(state_.target, std::nullopt);
    state_.moved = {};
    if (drag == Drag::way) {
        const auto under = partUnder(at);
        if (isMoving_ && wayFrom_ && under && under->kind == MapPart::Kind::task && under->id != wayFrom_->text)
            finishWay(StepId(under->id));
        wayFrom_.reset();
    } else if (drag == Drag::steps && isMoving_ && target && !target->empty()) {
        const std::vector<StepId> steps = selectedSteps();
        const bool stays = std::ranges::all_of(steps, [&](const StepId& id) {
            const Step* step = findStep(*process(), id);
            return step && step->lane == *target;
        });
        if (!stays)
            apply(moveToLane(document_.model(), process_, steps, *target));
    } else if (drag == Drag::steps && !isMoving_ && pressed_ && state_.selected.size() > 1) {
        select({*pressed_});
    } else if (drag == Drag::marquee) {
        const QRectF area = QRectF(mapToScene(pressedAt_), mapToScene(at)).normalized();
        std::vector<MapPart> parts;
        for (const MapLayout::StepBox& step : layout_.steps())
            if (area.intersects(step.box))
                parts.push_back({MapPart::Kind::task, step.id.text});
        select(parts);
    } else if (drag == Drag::pan && !isMoving_ && event->button() == Qt::LeftButton) {
        letGo_ = selectedStep();
        select({});
    }
    viewport()->update();
}

void MapCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    // The first click has selected it, and may have moved the map beneath the pointer.
    const QPoint at = event->position().toPoint();
    const auto under = state_.selected.empty() ? partUnder(at) : std::optional(state_.selected.back());
    if (auto landing = under ? std::nullopt : landingAt(at, StepKind::task);
        landing && event->button() == Qt::LeftButton && !document_.isReadOnly()) {
        if (letGo_) // what was selected is what one goes on at
            landing->after = *letGo_;
        return typeTask(at, *landing);
    }
    if (under && under->kind == MapPart::Kind::task && findDetail(document_.model(), *process(), StepId(under->id)))
        emit innerWanted();
    else if (under)
        emit inspectorWanted();
}

void MapCanvas::leaveEvent(QEvent* event) {
    state_.hovered.reset();
    viewport()->update();
    QGraphicsView::leaveEvent(event);
}

void MapCanvas::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Mouse)
        if (const auto under = partUnder(event->pos());
            under && std::ranges::find(state_.selected, *under) == state_.selected.end())
            select({*under});
    // By the keyboard it opens at what is selected.
    const bool atPart = event->reason() == QContextMenuEvent::Keyboard && !state_.selected.empty();
    emit menuWanted(atPart ? viewport()->mapToGlobal(fieldArea(state_.selected.back()).center().toPoint())
                           : event->globalPos());
}

// View

QRectF MapCanvas::onScreen(const QRectF& area) const { return {mapFromScene(area.topLeft()), area.size() * zoom()}; }

void MapCanvas::zoomBy(double factor, ViewportAnchor held) {
    fitted_ = false;
    // A map is made no smaller than it is seen whole, but a large one to see where one is in it.
    const double least = std::clamp(fitOf(layout_.size()).wish, smallestScale, smallestOfSmall);
    const double wanted = std::clamp(zoom() * factor, std::min(least, zoom()), largestScale);
    setTransformationAnchor(held);
    scale(wanted / zoom(), wanted / zoom());
    setGround();
    viewport()->update();
}

/// The map begins beside the lanes' names, which do not scale.
void MapCanvas::setGround() {
    const double left = laneLabelWidth * (1 - 1 / zoom());
    scene()->setSceneRect(QRectF(QPointF(left, 0), QPointF(layout_.size().width(), layout_.size().height())));
}

void MapCanvas::fit() {
    fitted_ = true;
    fitNow();
    toStart();
}

void MapCanvas::toStart() {
    horizontalScrollBar()->setValue(horizontalScrollBar()->minimum());
    verticalScrollBar()->setValue(verticalScrollBar()->minimum());
}

/// How a map of that size is shown in the window.
MapCanvas::Fit MapCanvas::fitOf(const QSizeF& size) const {
    const QSize room = maximumViewportSize() - QSize(2, 2);
    const auto scaleFor = [&](double width, double height) {
        return std::min((width - laneLabelWidth) / (size.width() - laneLabelWidth), height / size.height());
    };
    Fit fit;
    fit.wish = scaleFor(room.width(), room.height());
    fit.scale = std::clamp(fit.wish, smallestWhenFitted, largestWhenFitted);
    // Where it is to be scrolled one way, the bar for that takes room from the other.
    const bool isWide = room.width() - laneLabelWidth < fit.scale * (size.width() - laneLabelWidth);
    const bool isHigh = room.height() < fit.scale * size.height();
    const double width = room.width() - (isHigh ? verticalScrollBar()->sizeHint().width() : 0);
    const double height = room.height() - (isWide ? horizontalScrollBar()->sizeHint().height() : 0);
    fit.scale = std::clamp(scaleFor(width, height), smallestWhenFitted, fit.scale);
    fit.room = {laneLabelWidth + (width - laneLabelWidth) / fit.scale, height / fit.scale};
    return fit;
}

/// Lays the map out for the window; not where there is nothing to be laid out, or no room.
bool MapCanvas::fitNow() {
    const Process* shown = drawn();
    if (fitting_ || !shown || viewport()->width() < 50)
        return false;
    const MapPlaces& places = places_[process_];
    const auto sizeOf = [&](const QSizeF& wanted, TaskShape shape) {
        return MapLayout::of(*shown, wanted, shape, laidFor_, places, events()).size();
    };
    QSizeF size = sizeOf({}, TaskShape::usual);
    if (size.isEmpty())
        return false;
    fitting_ = true;
    Fit found = fitOf(size);
    shape_ = TaskShape::usual;
    const bool isTried = shown->steps.size() <= mostTried;
    for (const TaskShape shape : {TaskShape::low, TaskShape::narrow}) {
        if (found.wish >= 1 || !isTried)
            break;
        const QSizeF reshaped = sizeOf({}, shape);
        const Fit other = fitOf(reshaped);
        if (other.wish < worthReshaping * found.wish)
            continue;
        size = reshaped;
        found = other;
        shape_ = shape;
    }
    if (found.wish < smallestWhenFitted) { // closer together it may be seen whole
        const QSizeF least(1, 1);
        const Fit close = isTried ? fitOf(sizeOf(least, shape_)) : found;
        if (close.wish >= smallestWhenFitted)
            found = close;
        else
            found.room = found.room.expandedTo(size);
    }
    wanted_ = found.room;
    layOut(shown);
    // What is seen from its beginning stays so, whatever the pointer is over.
    QList<QScrollBar*> atStart;
    for (QScrollBar* bar : {horizontalScrollBar(), verticalScrollBar()})
        if (bar->value() == bar->minimum())
            atStart << bar;
    setTransformationAnchor(NoAnchor);
    setTransform(QTransform::fromScale(found.scale, found.scale));
    setGround();
    for (QScrollBar* bar : std::as_const(atStart))
        bar->setValue(bar->minimum());
    fitting_ = false;
    viewport()->update();
    return true;
}

void MapCanvas::wheelEvent(QWheelEvent* event) {
    const double turns = event->angleDelta().y() / 120.0;
    if (event->modifiers() & Qt::ShiftModifier) {
        fitted_ = false;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - static_cast<int>(60 * turns));
    } else {
        zoomBy(std::pow(1.15, turns), AnchorUnderMouse);
    }
    event->accept();
}

void MapCanvas::showEvent(QShowEvent* event) {
    QGraphicsView::showEvent(event);
    if (outdated_)
        rebuild();
}

void MapCanvas::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (fitted_ && !outdated_)
        fitNow();
}

/// What stands at the lower edge makes room for the note.
bool MapCanvas::eventFilter(QObject* watched, QEvent* event) {
    if (watched == note_ && (event->type() == QEvent::Show || event->type() == QEvent::Hide ||
                             event->type() == QEvent::Move || event->type() == QEvent::Resize))
        viewport()->update();
    return QGraphicsView::eventFilter(watched, event);
}

void MapCanvas::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    viewport()->update();
}

void MapCanvas::reveal(const QRectF& area) {
    const QRectF seen = mapToScene(viewport()->rect()).boundingRect();
    const bool isLong = area.width() > 0.5 * seen.width() || area.height() > 0.5 * seen.height();
    if (area.isEmpty() || (isLong && seen.intersects(area))) // a long way is seen where a piece of it is
        return;
    const int spare = static_cast<int>((viewport()->height() - area.height() * zoom()) / 2) - 1; // of a low window
    ensureVisible(area, besideShown + static_cast<int>(laneLabelWidth), std::clamp(spare, 0, besideShown));
}

void MapCanvas::drawBackground(QPainter* painter, const QRectF& rect) {
    painter->fillRect(rect, currentPalette().canvas);
    MapPainter(*painter, layout_, content_, currentPalette(), state_, &words()).paint(rect, rect.right());
    if (wayFrom_)
        if (const MapLayout::StepBox* from = layout_.find(*wayFrom_)) {
            painter->setPen(QPen(currentPalette().ink, 2, Qt::DashLine));
            const QPointF to = drag_ == Drag::way ? mapToScene(draggedTo_)
                               : selectedStep()   ? layout_.areaOf({MapPart::Kind::task, selectedStep()->text}).center()
                                                  : from->box.center();
            painter->drawLine(from->box.center(), to);
        }
    if (drag_ == Drag::marquee && isMoving_) {
        painter->setPen(QPen(currentPalette().ink, 1 / zoom()));
        QColor fill = currentPalette().ink;
        fill.setAlphaF(0.08f);
        painter->setBrush(fill);
        painter->drawRect(QRectF(mapToScene(pressedAt_), mapToScene(draggedTo_)).normalized());
    }
}

void MapCanvas::setTokens(QVector<MapTokens::Token> tokens) {
    if (tokens.isEmpty() && tokens_.isEmpty())
        return;
    tokens_ = std::move(tokens);
    viewport()->update();
}

/// Dots: those that wait are hollow, those of an exception have its colour and are larger. Where one stands for many
/// their number stands beside it.
void MapCanvas::paintTokens(QPainter& painter) const {
    const Palette& palette = currentPalette();
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = fontOf(TextRole::labelStrong, MapPainter::textScaleAt(zoom()));
    for (const MapTokens::Token& token : tokens_) {
        if (token.count == 0)
            continue;
        const QColor& colour = token.exception ? palette.exception : palette.ink;
        const double radius = token.exception ? 3.6 : 3;
        const bool waits = token.state == MapTokens::State::waiting;
        painter.setPen(QPen(waits ? colour : palette.canvas, waits ? 1.4 : 1));
        painter.setBrush(waits ? palette.canvas : colour);
        painter.drawEllipse(token.place, radius, radius);
        if (token.count == 1)
            continue;
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(token.place + QPointF(radius + 3, 0.36 * QFontMetricsF(font).ascent()),
                         wholeNumber(static_cast<std::size_t>(token.count)));
    }
}

/// Says in a map without tasks how to draw them.
void MapCanvas::paintFirstSteps(QPainter& painter) const {
    painter.setFont(fontOf(TextRole::body));
    painter.setPen(currentPalette().ink2);
    painter.drawText(firstStepsArea(), firstStepsFlags, firstStepsWords());
}

/// At the lower edge, above what is said there.
QRect MapCanvas::firstStepsArea() const {
    constexpr int besideEdge = 24, besideNote = 8;
    const bool isSaid = note_->isVisible() && note_->geometry().bottom() >= viewport()->height() - besideEdge;
    const QRect room(static_cast<int>(laneLabelWidth) + besideEdge, 0,
                     viewport()->width() - static_cast<int>(laneLabelWidth) - 2 * besideEdge,
                     isSaid ? note_->y() - besideNote : viewport()->height() - besideEdge);
    return QFontMetrics(fontOf(TextRole::body)).boundingRect(room, firstStepsFlags, firstStepsWords());
}

/// The lanes' names stand at the left edge of the view, wherever the map is scrolled to.
void MapCanvas::drawForeground(QPainter* painter, const QRectF&) {
    painter->save();
    paintTokens(*painter);
    painter->restore();
    painter->save();
    painter->resetTransform();
    MapPainter map(*painter, layout_, content_, currentPalette(), state_);
    for (size_t i = 0; i < layout_.lanes().size(); ++i) {
        const MapLayout::LaneBand& lane = layout_.lanes()[i];
        const double top = std::max(0, mapFromScene(QPointF(0, lane.top)).y());
        const double bottom = std::min(viewport()->height(), mapFromScene(QPointF(0, lane.bottom)).y());
        if (bottom <= top)
            continue;
        if (horizontalScrollBar()->value() > horizontalScrollBar()->minimum())
            painter->fillRect(QRectF(0, top, laneLabelWidth, bottom - top - 1),
                              i % 2 ? currentPalette().paper : currentPalette().canvas);
        map.paintLaneLabel(lane, 0, top, bottom);
    }
    if (process() &&
        std::ranges::none_of(layout_.steps(), [](const auto& step) { return step.kind == StepKind::task; }))
        paintFirstSteps(*painter);
    if (ringed_) {
        painter->setPen(QPen(currentPalette().ink, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

} // namespace tributary::ui
