// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_canvas.h"

#include "core/model/edits.h"
#include "ui/cascade/minimap.h"
#include "ui/cascade/name_field.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double wheelStep = 1.0015;  ///< for an eighth of a degree
constexpr double labelStrip = 34;     ///< at the left, kept for the bands' labels
constexpr double besideRevealed = 30; ///< pixels that stay free around a card that is brought into view

Level below(Level level) { return level == Level::financial ? Level::operating : Level::frontline; }

} // namespace

CascadeCanvas::CascadeCanvas(CascadeScene& scene, QWidget* parent)
    : QGraphicsView(&scene, parent), scene_(scene), document_(scene.document()), name_(new NameField(viewport())),
      minimap_(new Minimap(viewport())) {
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate); // labels stay in place while the ground moves
    setTransformationAnchor(AnchorUnderMouse);
    setResizeAnchor(NoAnchor);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Cascade of metrics"));
    setObjectName(QStringLiteral("cascadeCanvas"));
    minimap_->setTree(scene_.layout());
    connect(&scene_, &CascadeScene::placed, this, &CascadeCanvas::placed);
    connect(&scene_, &CascadeScene::anotherModel, this, [this] {
        name_->giveUp();
        fit();
    });
    connect(minimap_, &Minimap::viewWanted, this, [this](const QPointF& centre) {
        name_->giveUp();
        fitted_ = false;
        setGround();
        centerOn(centre);
    });
    connect(&document_, &Document::selectionChanged, this, [this] {
        if (!scene_.view().selected.empty())
            reveal(scene_.view().selected);
        describeSelection();
    });
    connect(&document_, &Document::periodChanged, this, &CascadeCanvas::describeSelection);
    connect(name_, &NameField::closed, this, [this] {
        setFocus(Qt::OtherFocusReason);
        placed();
        emit namingEnded();
    });
}

CascadeCanvas::~CascadeCanvas() {
    document_.disconnect(this);
    name_->disconnect(this);
}

// Pointer

void CascadeCanvas::wheelEvent(QWheelEvent* event) {
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (turned != 0)
        zoomBy(std::pow(wheelStep, turned));
    event->accept();
}

void CascadeCanvas::mousePressEvent(QMouseEvent* event) {
    const bool onItem = itemAt(event->pos()) != nullptr;
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && (spaceHeld_ || !onItem))) {
        pan_ = Pan::pressed;
        panFrom_ = event->pos();
        event->accept();
        return;
    }
    if (event->button() == Qt::LeftButton || event->button() == Qt::RightButton)
        selectAt(event->pos());
    event->accept();
}

void CascadeCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (pan_ == Pan::none)
        return QGraphicsView::mouseMoveEvent(event);
    const QPoint moved = event->pos() - panFrom_;
    if (pan_ == Pan::pressed && moved.manhattanLength() < QApplication::startDragDistance())
        return;
    if (pan_ == Pan::pressed) {
        name_->giveUp();
        fitted_ = false;
        setGround();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    pan_ = Pan::moving;
    spaceUsed_ = spaceUsed_ || spaceHeld_;
    panFrom_ = event->pos();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
}

void CascadeCanvas::mouseReleaseEvent(QMouseEvent* event) {
    const Pan pan = std::exchange(pan_, Pan::none);
    if (pan == Pan::none)
        return QGraphicsView::mouseReleaseEvent(event);
    viewport()->unsetCursor();
    if (pan == Pan::pressed && event->button() == Qt::LeftButton && !spaceHeld_)
        document_.select(std::string_view());
}

void CascadeCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    selectAt(event->pos());
    if (!document_.selection().empty())
        emit inspectorWanted();
}

void CascadeCanvas::contextMenuEvent(QContextMenuEvent* event) { emit menuWanted(event->globalPos()); }

void CascadeCanvas::selectAt(const QPoint& position) {
    QGraphicsItem* item = itemAt(position);
    if (const auto* card = qgraphicsitem_cast<const MetricItem*>(item)) {
        const std::string id = card->id();
        if (card->isOnChip(card->mapFromScene(mapToScene(position))))
            scene_.toggleFold(id);
        document_.select(EntityRef{Metric::kind, id});
    } else if (const auto* line = qgraphicsitem_cast<const LinkItem*>(item)) {
        const PlacedLink placed = line->placed();
        if (const Link* link = scene_.content().beliefBetween(placed.driver, placed.parent))
            document_.select(EntityRef{Link::kind, link->id.text});
        else
            document_.select(EntityRef{Metric::kind, placed.driver});
    } else {
        document_.select(std::string_view());
    }
}

// Keys

bool CascadeCanvas::focusNextPrevChild(bool next) {
    // Tab adds a driver to the selected metric; with none it moves on, as it does backwards.
    return next && selected() ? false : QGraphicsView::focusNextPrevChild(next);
}

void CascadeCanvas::keyPressEvent(QKeyEvent* event) {
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    event->accept();
    switch (plain ? event->key() : 0) {
    case Qt::Key_Up:
        return walk(Direction::up);
    case Qt::Key_Down:
        return walk(Direction::down);
    case Qt::Key_Left:
        return walk(Direction::left);
    case Qt::Key_Right:
        return walk(Direction::right);
    case Qt::Key_Escape:
        return document_.select(std::string_view());
    case Qt::Key_F2:
        return rename();
    case Qt::Key_Tab:
        return addDriver();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return addSibling();
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return eraseSelected();
    case Qt::Key_Plus:
        return zoomBy(1.25);
    case Qt::Key_Minus:
        return zoomBy(0.8);
    case Qt::Key_0:
        return fit();
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            spaceHeld_ = true;
            spaceUsed_ = false;
        }
        return;
    default:
        event->ignore();
    }
}

void CascadeCanvas::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat())
        return QGraphicsView::keyReleaseEvent(event);
    const bool fold = spaceHeld_ && !spaceUsed_;
    spaceHeld_ = false;
    if (fold)
        toggleFold();
}

void CascadeCanvas::focusInEvent(QFocusEvent* event) {
    ringed_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
              event->reason() == Qt::ShortcutFocusReason;
    QGraphicsView::focusInEvent(event);
    viewport()->update();
}

void CascadeCanvas::focusOutEvent(QFocusEvent* event) {
    ringed_ = false;
    spaceHeld_ = false;
    QGraphicsView::focusOutEvent(event);
    viewport()->update();
}

void CascadeCanvas::walk(Direction direction) {
    if (const auto next = scene_.neighbour(direction))
        document_.select(EntityRef{Metric::kind, *next});
}

// What is done to the selected metric

const Metric* CascadeCanvas::selected() const {
    return document_.model().metrics().find(MetricId(scene_.view().selected));
}

QRectF CascadeCanvas::onScreen(const QRectF& sceneArea) const {
    return QRectF(mapFromScene(sceneArea.topLeft()), sceneArea.size() * zoom());
}

void CascadeCanvas::tell(const Result<void>& result) {
    if (!result)
        document_.tell(result.error());
}

void CascadeCanvas::rename() {
    const Metric* metric = selected();
    const auto area = metric ? scene_.cardArea(metric->id.text) : std::nullopt;
    if (!area)
        return;
    reveal(metric->id.text);
    const MetricId id = metric->id;
    const auto edit = [this, id](const QString& name) {
        return tributary::rename(document_.model(), id, fromQt(name));
    };
    name_->open(
        onScreen(area->adjusted(4, 3, 0, 0)), zoom(), toQt(metric->name), tr("Name"),
        [edit](const QString& name) { return edit(name).map([](const Edit&) {}); },
        [this, edit](const QString& name) { return document_.apply(edit(name)); });
}

void CascadeCanvas::nameNew(Metric metric, const QRectF& area, const QString& hint) {
    const auto edit = [this, metric](const QString& name) {
        Metric named = metric;
        named.name = fromQt(name);
        return addMetric(document_.model(), named);
    };
    name_->open(
        area, zoom(), {}, hint, [edit](const QString& name) { return edit(name).map([](const Edit&) {}); },
        [this, edit](const QString& name) -> Result<void> {
            const Result<Edit> made = edit(name);
            if (auto applied = document_.apply(made); !applied)
                return applied;
            document_.select(EntityRef{Metric::kind, addedId<Metric>(*made).text});
            return {};
        });
}

void CascadeCanvas::addDriver() {
    const Metric* parent = selected();
    const auto area = parent ? scene_.cardArea(parent->id.text) : std::nullopt;
    if (!area)
        return;
    if (scene_.isFolded(parent->id.text))
        scene_.toggleFold(parent->id.text);
    reveal(parent->id.text);
    Metric metric;
    metric.parent = parent->id;
    metric.level = below(parent->level);
    metric.better = parent->better;
    nameNew(std::move(metric), onScreen(area->translated(0, area->height() + 8)),
            tr("What drives %1?").arg(toQt(parent->name)));
}

void CascadeCanvas::addSibling() {
    const Metric* beside = selected();
    const auto area = beside ? scene_.cardArea(beside->id.text) : std::nullopt;
    if (!area)
        return;
    Metric metric;
    metric.parent = beside->parent;
    metric.level = beside->level;
    metric.better = beside->better;
    nameNew(std::move(metric), onScreen(area->translated(area->width() + 8, 0)), tr("Name of the new metric"));
}

void CascadeCanvas::addFirst() {
    Metric metric;
    metric.level = Level::financial;
    metric.unit = document_.model().settings().currency + "/year";
    metric.better = Better::lower;
    nameNew(std::move(metric), QRectF(viewport()->width() / 2.0 - 140, 60, 280, 0),
            tr("A financial metric, as in: Cost of missed service"));
}

void CascadeCanvas::toggleFold() {
    if (selected())
        scene_.toggleFold(scene_.view().selected);
}

void CascadeCanvas::eraseSelected() {
    if (const auto entity = document_.selectedEntity(); entity && entity->kind == Link::kind)
        return tell(document_.apply(eraseLink(document_.model(), LinkId(entity->id))));
    const Metric* metric = selected();
    if (!metric)
        return;
    const MetricId parent = metric->parent;
    const Result<void> erased = document_.apply(eraseMetrics(document_.model(), {metric->id}));
    tell(erased);
    if (erased && document_.model().metrics().contains(parent))
        document_.select(EntityRef{Metric::kind, parent.text});
}

void CascadeCanvas::reveal(const std::string& id) {
    const auto area = scene_.cardArea(id);
    if (!area)
        return;
    const QRectF wanted = onScreen(*area);
    const QRectF inner = QRectF(viewport()->rect()).adjusted(labelStrip, 0, 0, 0);
    if (!inner.contains(wanted)) {
        const bool wasFitted = std::exchange(fitted_, false);
        if (wasFitted)
            setGround();
        ensureVisible(*area, static_cast<int>(besideRevealed + labelStrip), static_cast<int>(besideRevealed));
    }
}

void CascadeCanvas::describeSelection() {
    setAccessibleDescription(scene_.content().cardWords(scene_.view().selected));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace tributary::ui
