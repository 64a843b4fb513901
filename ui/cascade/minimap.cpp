// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/minimap.h"

#include "ui/look/theme.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr double inset = 6;
constexpr double mostWidth = 240;
constexpr double mostHeight = 140;
constexpr double leastMapWidth = 120;
constexpr double leastHeight = 56;

} // namespace

Minimap::Minimap(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Map of the whole tree"));
    setToolTip(tr("The whole tree: click or drag to move the view"));
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
}

void Minimap::setTree(const TreeLayout& layout) {
    tree_ = layout.bounds();
    for (auto& cards : cards_)
        cards.clear();
    const auto& bands = layout.bands();
    for (const PlacedCard& card : layout.cards()) {
        std::size_t band = 0;
        while (band < 2 && card.area.top() >= bands[band].bottom)
            ++band;
        cards_[band].push_back(card.area);
    }
    // A very wide tree is drawn higher than it is: its rows stay apart.
    const double scale = std::min(mostWidth / std::max(1.0, tree_.width()), mostHeight / std::max(1.0, tree_.height()));
    wanted_ = QSize(static_cast<int>(std::max(leastMapWidth, tree_.width() * scale) + 2 * inset),
                    static_cast<int>(std::max(leastHeight, tree_.height() * scale) + 2 * inset));
    drawn_ = {};
    update();
}

void Minimap::resizeEvent(QResizeEvent*) { drawn_ = {}; }

void Minimap::enterEvent(QEnterEvent*) { emit used(true); }

void Minimap::leaveEvent(QEvent*) { emit used(false); }

void Minimap::setView(const QRectF& area) {
    if (area == view_)
        return;
    view_ = area;
    update();
}

QPointF Minimap::fromScene(const QPointF& point) const {
    const double across = (width() - 2 * inset) / std::max(1.0, tree_.width());
    const double down = (height() - 2 * inset) / std::max(1.0, tree_.height());
    return {inset + (point.x() - tree_.left()) * across, inset + (point.y() - tree_.top()) * down};
}

QPointF Minimap::toScene(const QPointF& position) const {
    return {tree_.left() + (position.x() - inset) * tree_.width() / std::max(1.0, width() - 2 * inset),
            tree_.top() + (position.y() - inset) * tree_.height() / std::max(1.0, height() - 2 * inset)};
}

void Minimap::drawTree() {
    const Palette& palette = currentPalette();
    drawn_ = QPixmap(size() * devicePixelRatioF());
    drawn_.setDevicePixelRatio(devicePixelRatioF());
    drawn_.fill(Qt::transparent);
    QPainter painter(&drawn_);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.rule, 1));
    painter.setBrush(palette.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t level = 0; level < 3; ++level)
        for (const QRectF& card : cards_[level]) {
            QRectF place(fromScene(card.topLeft()), fromScene(card.bottomRight()));
            place.setWidth(std::max(1.0, place.width()));
            place.setHeight(std::max(2.0, place.height()));
            painter.fillRect(place, palette.level(static_cast<Level>(level)));
        }
}

void Minimap::paintEvent(QPaintEvent*) {
    if (drawn_.isNull())
        drawTree();
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.drawPixmap(0, 0, drawn_);
    QRectF frame = QRectF(fromScene(view_.topLeft()), fromScene(view_.bottomRight()))
                       .intersected(QRectF(rect()).adjusted(2, 2, -2, -2));
    // What is in view of a very large tree is narrower than a pixel; the frame stays to be seen.
    constexpr double leastFrame = 8;
    if (frame.width() < leastFrame)
        frame.adjust((frame.width() - leastFrame) / 2, 0, (leastFrame - frame.width()) / 2, 0);
    QColor veil = palette.ink;
    veil.setAlphaF(0.08F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(veil);
    painter.setPen(QPen(palette.ink, 1.5));
    painter.drawRect(frame);
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    event->accept();
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF centre = toScene(event->position()); // as large as it was when it was pressed
    emit used(true);
    emit viewWanted(centre);
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        emit viewWanted(toScene(event->position()));
    event->accept();
}

void Minimap::mouseReleaseEvent(QMouseEvent* event) { event->accept(); }

void Minimap::wheelEvent(QWheelEvent* event) { event->accept(); } // it would zoom to a place under the map

void Minimap::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        drawn_ = {};
    QWidget::changeEvent(event);
}

} // namespace tributary::ui
