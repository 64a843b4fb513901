// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_canvas.h"

#include "core/model/quantity_path.h"
#include "ui/cascade/card_commands.h"
#include "ui/cascade/edge_grip.h"
#include "ui/cascade/minimap.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/pointer_note.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double besideRevealed = 30; ///< pixels that stay free around a card that is brought into view

} // namespace

CascadeCanvas::CascadeCanvas(CascadeScene& scene, QWidget* parent)
    : QGraphicsView(&scene, parent), scene_(scene), document_(scene.document()), name_(new NameField(viewport())),
      minimap_(new Minimap(viewport())), commands_(new CardCommands(*this, scene)), note_(new PointerNote(viewport())),
      grip_(std::make_unique<EdgeGrip>(scene)) {
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
    setAcceptDrops(false); // files are the window's
    setAccessibleName(tr("Cascade of metrics"));
    setObjectName(QStringLiteral("cascadeCanvas"));
    minimap_->setTree(scene_.layout());
    fittedRoom_ = scene_.layoutRoom();
    cards_ = scene_.layout().cards().size();
    connect(&scene_, &CascadeScene::placed, this, &CascadeCanvas::placed);
    connect(&scene_, &CascadeScene::treeEdited, this, &CascadeCanvas::follow);
    connect(&scene_, &CascadeScene::anotherModel, this, [this] {
        name_->giveUp();
        whole_ = false;
        fitTree(Moving::jump);
    });
    connect(minimap_, &Minimap::viewWanted, this, [this](const QPointF& centre) {
        name_->giveUp();
        letGo();
        setGround();
        centerOn(centre);
    });
    connect(minimap_, &Minimap::used, this, [this](bool used) {
        mapUsed_ = used;
        placeOverlays();
    });
    // What a gesture shows was made from the model as it was.
    connect(&document_, &Document::changed, this, [this] {
        dropGesture();
        note_->hide(); // what it says of the last change holds no longer
    });
    connect(&document_, &Document::opened, this, &CascadeCanvas::dropGesture);
    connect(&document_, &Document::selectionChanged, this, [this] {
        if (!pressed_)
            scene_.quenchLight(); // a pointer that rests has no part in it
        if (const Metric* metric = selected())
            lastSelected_ = metric->id.text;
        follow();
        describeSelection();
    });
    connect(&document_, &Document::periodChanged, this, &CascadeCanvas::describeSelection);
    connect(&document_, &Document::typingToSettle, name_, &NameField::settle);
    connect(name_, &NameField::dropped, &document_, &Document::tell);
    connect(name_, &NameField::closed, this, [this] {
        setFocus(Qt::OtherFocusReason);
        if (std::exchange(resizedWhileNaming_, false))
            fitAnew();
        placed();
        follow();
        emit namingEnded();
    });
}

CascadeCanvas::~CascadeCanvas() {
    document_.disconnect(this);
    name_->disconnect(this);
    gesture_.reset();
}

// Keys

bool CascadeCanvas::event(QEvent* event) {
    // Any key, those of the window's commands too: what the pointer rests on is not what is meant.
    if (event->type() == QEvent::ShortcutOverride)
        scene_.quenchLight();
    return QGraphicsView::event(event);
}

bool CascadeCanvas::focusNextPrevChild(bool next) {
    // Tab adds a driver to the selected metric or selects one, Shift+Tab goes to its parent; without one they move on.
    const Metric* metric = selected();
    const bool ours =
        next ? !scene_.layout().cards().empty() : metric && document_.model().metrics().contains(metric->parent);
    return ours ? false : QGraphicsView::focusNextPrevChild(next);
}

/// Alt and an arrow move the selected card in the tree, with Shift to another level.
bool CascadeCanvas::moveInTree(int key, Qt::KeyboardModifiers modifiers) {
    const bool shift = modifiers & Qt::ShiftModifier;
    switch (key) {
    case Qt::Key_Up:
        return shift ? commands_->stepLevel(LevelStep::up) : commands_->step(TreeStep::out), true;
    case Qt::Key_Down:
        return shift ? commands_->stepLevel(LevelStep::down) : commands_->step(TreeStep::in), true;
    case Qt::Key_Left:
        return commands_->step(TreeStep::back), true;
    case Qt::Key_Right:
        return commands_->step(TreeStep::ahead), true;
    default:
        return false;
    }
}

void CascadeCanvas::keyPressEvent(QKeyEvent* event) {
    event->accept();
    scene_.quenchLight();
    if (event->matches(QKeySequence::Copy))
        return commands_->copy();
    if (event->matches(QKeySequence::Cut))
        return commands_->cut();
    if (event->matches(QKeySequence::Paste))
        return commands_->paste();
    if (event->matches(QKeySequence::SelectAll))
        return commands_->selectEverything();
    const Qt::KeyboardModifiers held = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (held == Qt::AltModifier && moveInTree(event->key(), event->modifiers()))
        return;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (held == Qt::ControlModifier && enter)
        return commands_->goToMap();
    switch (held ? 0 : event->key()) {
    case Qt::Key_Up:
        return walk(Direction::up, event->modifiers());
    case Qt::Key_Down:
        return walk(Direction::down, event->modifiers());
    case Qt::Key_Left:
        return walk(Direction::left, event->modifiers());
    case Qt::Key_Right:
        return walk(Direction::right, event->modifiers());
    case Qt::Key_Escape:
        return gesture_ ? dropGesture() : document_.select(std::string_view());
    case Qt::Key_F2:
        return commands_->rename();
    case Qt::Key_Equal:
        return commands_->editValue();
    case Qt::Key_Insert:
        return commands_->addFirst();
    case Qt::Key_Tab:
        return selected() ? commands_->addDriver() : selectAgain();
    case Qt::Key_Backtab:
        return commands_->goUp();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return commands_->addSibling();
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return event->modifiers() & Qt::ShiftModifier ? commands_->eraseBranches() : commands_->eraseSelected();
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
        if (held || !commands_->typeOver(event->text()))
            event->ignore();
    }
}

void CascadeCanvas::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat())
        return QGraphicsView::keyReleaseEvent(event);
    const bool fold = spaceHeld_ && !spaceUsed_;
    spaceHeld_ = false;
    if (fold)
        commands_->toggleFold();
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

void CascadeCanvas::walk(Direction direction, Qt::KeyboardModifiers modifiers) {
    const auto next = scene_.neighbour(direction);
    if (!next)
        return;
    if (!(modifiers & Qt::ShiftModifier))
        return document_.select(EntityRef{Metric::kind, *next});
    // Back to the one that was selected before lets go of the last.
    std::vector<std::string> paths = document_.selections();
    const std::string path = pathOf({Metric::kind, *next});
    if (paths.size() > 1 && paths[paths.size() - 2] == path)
        paths.pop_back();
    else if (std::find(paths.begin(), paths.end(), path) == paths.end())
        paths.push_back(path);
    document_.selectAll(std::move(paths));
}

/// Selects the card that was selected last, or the first.
void CascadeCanvas::selectAgain() {
    const auto& cards = scene_.layout().cards();
    const std::string first = cards.empty() ? std::string() : cards.front().id;
    document_.select(EntityRef{Metric::kind, scene_.cardArea(lastSelected_) ? lastSelected_ : first});
}

const Metric* CascadeCanvas::selected() const {
    return document_.model().metrics().find(MetricId(scene_.view().selected));
}

QRectF CascadeCanvas::onScreen(const QRectF& sceneArea) const {
    return QRectF(mapFromScene(sceneArea.topLeft()),
                  QSizeF(sceneArea.width() * zoom(), sceneArea.height() * zoomDown()));
}

void CascadeCanvas::say(const QString& text) { note_->showDone(text); }

QString CascadeCanvas::noted() const { return note_->isVisible() ? note_->text() : QString(); }

void CascadeCanvas::reveal(const std::string& id) {
    const auto area = scene_.cardArea(id);
    if (!area)
        return;
    const QRectF wanted = onScreen(*area);
    const QRectF inner = QRectF(viewport()->rect()).adjusted(labelStrip, 0, 0, 0);
    if (!inner.contains(wanted))
        ensureVisible(*area, static_cast<int>(besideRevealed + labelStrip), static_cast<int>(besideRevealed));
}

void CascadeCanvas::describeSelection() {
    const QString words = scene_.content().cardWords(scene_.view().selected);
    const auto count = commands_->metrics().size();
    setAccessibleDescription(count > 1 ? tr("%1 metrics selected, last %2").arg(count).arg(words) : words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace tributary::ui
