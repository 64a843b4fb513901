// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_canvas.h"

#include "core/model/quantity_path.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/pointer_note.h"
#include "ui/document.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"

#include <QAccessible>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QScrollBar>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double zoomStep = 1.25;

} // namespace

MapCanvas::MapCanvas(Document& document, QWidget* parent)
    : QGraphicsView(parent), document_(document), name_(new NameField(viewport())), note_(new PointerNote(viewport())) {
    setScene(new QGraphicsScene(this));
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate); // lane labels stay in place while the ground moves
    setTransformationAnchor(AnchorUnderMouse);
    setResizeAnchor(NoAnchor);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(false); // files are the window's
    setAccessibleName(tr("Process map"));
    setObjectName(u"mapCanvas"_s);
    connect(&document_, &Document::opened, this, [this] { // the same process may be another one in another file
        name_->giveUp();
        measures_ = nullptr;
        wayFrom_.reset();
        fitted_ = true;
        rebuild();
    });
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.touches(Process::kind) || changed.touches(Group::kind) || changed.touches(Metric::kind))
            rebuild();
    });
    connect(&document_, &Document::selectionChanged, this, &MapCanvas::readSelection);
    connect(name_, &NameField::closed, this, [this] { setFocus(Qt::OtherFocusReason); });
}

MapCanvas::~MapCanvas() {
    document_.disconnect(this);
    name_->disconnect(this);
}

const Process* MapCanvas::process() const { return document_.model().processes().find(process_); }

void MapCanvas::setProcess(const ProcessId& id) {
    if (id == process_)
        return;
    name_->giveUp();
    process_ = id;
    measures_ = nullptr;
    wayFrom_.reset();
    fitted_ = true;
    rebuild();
}

void MapCanvas::setMeasures(const ProcessMeasures* measures) {
    measures_ = measures;
    if (const Process* shown = process())
        content_ = MapContent(document_.model(), *shown, measures_, state_.heat);
    describe();
    viewport()->update();
}

void MapCanvas::setHeat(Heat heat) {
    state_.heat = heat;
    setMeasures(measures_);
}

void MapCanvas::rebuild() {
    const Process* shown = process();
    layout_ = shown ? MapLayout::of(*shown, wantedHeight_) : MapLayout();
    content_ = shown ? MapContent(document_.model(), *shown, measures_, state_.heat) : MapContent();
    scene()->setSceneRect(QRectF(QPointF(), layout_.size()));
    readSelection();
    if (fitted_)
        fitNow();
    viewport()->update();
}

QString MapCanvas::noted() const { return note_->isVisible() ? note_->text() : QString(); }

void MapCanvas::say(const QString& text) { note_->showDone(text); }

void MapCanvas::apply(const Result<Edit>& edit) {
    if (const auto done = document_.apply(edit); !done)
        document_.tell(done.error());
    else if (edit)
        say(toQt(edit->label));
}

// Selection

void MapCanvas::readSelection() {
    state_.selected.clear();
    const std::string at = "process/" + process_.text + "/";
    for (const std::string& path : document_.selections())
        if (path.starts_with(at))
            if (const auto part = mapPartAt(path); part && !layout_.areaOf(*part).isEmpty())
                state_.selected.push_back(*part);
    if (!state_.selected.empty() && !name_->isVisible())
        reveal(layout_.areaOf(state_.selected.back()));
    describe();
    viewport()->update();
}

void MapCanvas::select(const std::vector<MapPart>& parts) {
    if (parts.empty())
        return document_.select(EntityRef{Process::kind, process_.text});
    std::vector<std::string> paths;
    for (const MapPart& part : parts)
        paths.push_back(pathOf(process_, part));
    document_.selectAll(std::move(paths));
}

std::vector<StepId> MapCanvas::selectedSteps() const {
    std::vector<StepId> steps;
    for (const MapPart& part : state_.selected)
        if (part.kind == MapPart::Kind::task)
            steps.emplace_back(part.id);
    return steps;
}

/// The step that the keys mean: the last that was selected, or the one that a selected way or badge leaves.
std::optional<StepId> MapCanvas::selectedStep() const {
    if (state_.selected.empty())
        return std::nullopt;
    const MapPart& last = state_.selected.back();
    const Process* shown = process();
    switch (last.kind) {
    case MapPart::Kind::task:
        return StepId(last.id);
    case MapPart::Kind::flow:
        if (const auto flow = std::ranges::find(shown->flows, FlowId(last.id), &Flow::id); flow != shown->flows.end())
            return flow->from;
        break;
    case MapPart::Kind::exception:
        if (const auto each = std::ranges::find(shown->exceptions, ExceptionId(last.id), &ProcessException::id);
            each != shown->exceptions.end())
            return each->step;
        break;
    case MapPart::Kind::lane:
    case MapPart::Kind::pool:
        break;
    }
    return std::nullopt;
}

void MapCanvas::walk(Towards direction, Qt::KeyboardModifiers modifiers) {
    const auto next = layout_.neighbour(selectedStep().value_or(StepId()), direction);
    if (!next)
        return;
    const MapPart part{MapPart::Kind::task, next->text};
    std::vector<MapPart> parts;
    if (modifiers & Qt::ShiftModifier) {
        parts = state_.selected;
        std::erase(parts, part);
    }
    parts.push_back(part);
    select(parts);
}

void MapCanvas::selectEverything() {
    std::vector<MapPart> parts;
    for (const MapLayout::StepBox& step : layout_.steps())
        parts.push_back({MapPart::Kind::task, step.id.text});
    select(parts);
}

void MapCanvas::describe() {
    QString words;
    if (!state_.selected.empty()) {
        const MapPart& last = state_.selected.back();
        words = last.kind == MapPart::Kind::task ? content_.step(StepId(last.id)).words
                                                 : toQt(readableName(document_.model(), pathOf(process_, last)));
        if (state_.selected.size() > 1)
            words = tr("%1 parts selected, last %2").arg(state_.selected.size()).arg(words);
    }
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

// Commands

Result<void> MapCanvas::takeStep(const Result<Edit>& edit) {
    const Process* before = process();
    std::vector<StepId> had;
    for (const Step& step : before->steps)
        had.push_back(step.id);
    if (const auto done = document_.apply(edit); !done)
        return done;
    for (const Step& step : process()->steps)
        if (std::ranges::find(had, step.id) == had.end()) {
            select({{MapPart::Kind::task, step.id.text}});
            break;
        }
    return {};
}

void MapCanvas::typeStep(const QString& hint, const std::function<Result<Edit>(Step)>& make) {
    const auto at = selectedStep();
    const MapLayout::StepBox* box = at ? layout_.find(*at) : nullptr;
    if (!box)
        return;
    const auto edit = [make](const QString& line) -> Result<Edit> {
        auto step = readStepLine(fromQt(line));
        if (!step)
            return tl::unexpected(step.error());
        return make(std::move(*step));
    };
    name_->open(
        onScreen(box->box.translated(box->box.width() + 20, 0)), zoom(),
        {.text = {}, .placeholder = tr("Name, or name and work time: Diagnose 2 hour"), .keys = hint},
        [edit](const QString& line) -> Result<QString> {
            if (line.isEmpty())
                return QString();
            const auto made = edit(line);
            if (!made)
                return tl::unexpected(made.error());
            return toQt(made->label);
        },
        [this, edit](const QString& line) { return takeStep(edit(line)); });
}

void MapCanvas::addNext(StepKind kind) {
    const auto after = selectedStep();
    if (!after)
        return;
    const auto make = [this, after = *after](Step step) {
        return addStepAfter(document_.model(), process_, after, std::move(step));
    };
    if (kind == StepKind::task)
        return typeStep(tr("Enter adds it, Esc gives up"), make);
    Step gateway;
    gateway.kind = kind;
    if (const auto done = takeStep(make(gateway)); !done)
        document_.tell(done.error());
}

void MapCanvas::addBranch() {
    const auto from = selectedStep();
    if (!from)
        return;
    typeStep(tr("Enter adds it on a way of its own, Esc gives up"), [this, from = *from](Step step) {
        return tributary::addBranch(document_.model(), process_, from, std::move(step));
    });
}

void MapCanvas::addException() {
    const auto at = selectedStep();
    const MapLayout::StepBox* box = at ? layout_.find(*at) : nullptr;
    if (!box)
        return;
    const auto edit = [this, step = *at](const QString& line) {
        return tributary::addException(document_.model(), process_, step, fromQt(line));
    };
    name_->open(
        onScreen(box->box.translated(0, box->box.height() + 14)), zoom(),
        {.text = {}, .placeholder = tr("What goes wrong here"), .keys = tr("Enter adds it, Esc gives up")},
        [edit](const QString& line) -> Result<QString> {
            if (line.isEmpty())
                return QString();
            const auto made = edit(line);
            if (!made)
                return tl::unexpected(made.error());
            return toQt(made->label);
        },
        [this, edit](const QString& line) -> Result<void> {
            const Result<Edit> made = edit(line);
            if (const auto done = document_.apply(made); !done)
                return done;
            select({{MapPart::Kind::exception, process()->exceptions.back().id.text}});
            return {};
        });
}

void MapCanvas::rename() {
    if (state_.selected.empty())
        return;
    const MapPart part = state_.selected.back();
    const EntityRef entity{Process::kind, process_.text};
    const std::string field = pathOf(process_, part).substr(pathOf(entity).size() + 1) + "/name";
    const auto now = fieldText(document_.model(), entity, field);
    if (!now)
        return document_.tell(now.error());
    QRectF area = layout_.areaOf(part);
    if (part.kind == MapPart::Kind::flow || part.kind == MapPart::Kind::exception)
        for (const MapLayout::Way& way : layout_.ways())
            if (way.part == part)
                area = QRectF(way.labelAt - QPointF(50, 10), QSizeF(100, 20));
    name_->open(
        onScreen(area), zoom(), {.text = toQt(*now), .placeholder = tr("Name"), .keys = tr("Enter renames it")},
        [](const QString&) -> Result<QString> { return QString(); },
        [this, entity, field](const QString& line) {
            return document_.apply(setField(document_.model(), entity, field, fromQt(line)));
        });
}

void MapCanvas::beginWay() {
    wayFrom_ = selectedStep();
    if (wayFrom_)
        say(tr("A way from %1: walk to the step that it leads to and press Enter; Esc gives up")
                .arg(content_.step(*wayFrom_).name));
    viewport()->update();
}

void MapCanvas::finishWay(const StepId& to) {
    const StepId from = *std::exchange(wayFrom_, std::nullopt);
    apply(addFlow(document_.model(), process_, from, to));
    viewport()->update();
}

void MapCanvas::eraseSelected() {
    if (state_.selected.empty())
        return;
    const auto edit = eraseParts(document_.model(), process_, state_.selected);
    // The step before takes the selection, so that one can go on.
    std::optional<StepId> before;
    if (const auto step = selectedStep(); step && edit)
        for (const Flow& flow : process()->flows)
            if (flow.to == *step && std::ranges::find(state_.selected, MapPart{MapPart::Kind::task, flow.from.text}) ==
                                        state_.selected.end())
                before = flow.from;
    apply(edit);
    if (edit && before && process() && findStep(*process(), *before))
        select({{MapPart::Kind::task, before->text}});
}

void MapCanvas::moveToNextLane(int step) {
    const std::vector<StepId> steps = selectedSteps();
    const Process* shown = process();
    if (!shown || shown->lanes.empty())
        return;
    if (steps.empty()) {
        if (!state_.selected.empty() && state_.selected.back().kind == MapPart::Kind::lane)
            apply(moveLane(document_.model(), process_, LaneId(state_.selected.back().id), step));
        return;
    }
    const Step* last = findStep(*shown, steps.back());
    if (!last)
        return;
    const auto lane = std::ranges::find(shown->lanes, last->lane, &Lane::id);
    const auto place = (lane == shown->lanes.end() ? 0 : lane - shown->lanes.begin()) + step;
    if (place < 0 || place >= static_cast<std::ptrdiff_t>(shown->lanes.size()))
        return say(step < 0 ? tr("There is no lane above") : tr("There is no lane below"));
    apply(moveToLane(document_.model(), process_, steps, shown->lanes[static_cast<size_t>(place)].id));
}

void MapCanvas::copy() {
    copied_ = selectedSteps();
    if (copied_.empty())
        return;
    copiedFrom_ = *process();
    say(tr("%n steps copied", nullptr, static_cast<int>(copied_.size())));
}

void MapCanvas::paste() {
    const auto after = selectedStep();
    if (copied_.empty() || !after)
        return say(copied_.empty() ? tr("Copy steps first") : tr("Select the step that they are to follow"));
    if (const auto done = takeStep(pasteSteps(document_.model(), process_, *after, copiedFrom_, copied_)); !done)
        document_.tell(done.error());
}

// Keys

bool MapCanvas::focusNextPrevChild(bool next) {
    // Tab adds a step after the selected one; without one, and with Shift, it moves on.
    return next && selectedStep() ? false : QGraphicsView::focusNextPrevChild(next);
}

void MapCanvas::keyPressEvent(QKeyEvent* event) {
    event->accept();
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::Cut)) {
        copy();
        return selectedSteps().empty() ? void() : eraseSelected();
    }
    if (event->matches(QKeySequence::Paste))
        return paste();
    if (event->matches(QKeySequence::SelectAll))
        return selectEverything();
    const Qt::KeyboardModifiers held = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (held == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        return moveToNextLane(event->key() == Qt::Key_Up ? -1 : 1);
    switch (held ? 0 : event->key()) {
    case Qt::Key_Up:
        return walk(Towards::up, event->modifiers());
    case Qt::Key_Down:
        return walk(Towards::down, event->modifiers());
    case Qt::Key_Left:
        return walk(Towards::left, event->modifiers());
    case Qt::Key_Right:
        return walk(Towards::right, event->modifiers());
    case Qt::Key_Escape:
        if (wayFrom_ || drag_ != Drag::none) {
            wayFrom_.reset();
            drag_ = Drag::none;
            note_->hide();
            state_.moved = {};
            state_.target.reset();
            return viewport()->update();
        }
        return select({});
    case Qt::Key_Tab:
        return addNext();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (wayFrom_) {
            if (const auto to = selectedStep())
                finishWay(*to);
            return;
        }
        return addBranch();
    case Qt::Key_F2:
        return rename();
    case Qt::Key_Space:
        emit playWanted();
        return;
    case Qt::Key_Exclam:
        return addException();
    case Qt::Key_G:
        return addNext(StepKind::exclusive);
    case Qt::Key_P:
        return addNext(StepKind::parallel);
    case Qt::Key_E:
        return addNext(StepKind::end);
    case Qt::Key_L:
        return beginWay();
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return eraseSelected();
    case Qt::Key_Plus:
        return zoomBy(zoomStep);
    case Qt::Key_Minus:
        return zoomBy(1 / zoomStep);
    case Qt::Key_0:
        return fit();
    default:
        event->ignore();
    }
}

void MapCanvas::focusInEvent(QFocusEvent* event) {
    ringed_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
              event->reason() == Qt::ShortcutFocusReason;
    QGraphicsView::focusInEvent(event);
    if (state_.selected.empty() && !layout_.steps().empty() && ringed_)
        select({{MapPart::Kind::task, layout_.steps().front().id.text}});
    viewport()->update();
}

void MapCanvas::focusOutEvent(QFocusEvent* event) {
    ringed_ = false;
    QGraphicsView::focusOutEvent(event);
    viewport()->update();
}

} // namespace tributary::ui
