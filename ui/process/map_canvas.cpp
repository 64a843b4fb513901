// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_canvas.h"

#include "core/model/quantity_path.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/pointer_note.h"
#include "ui/document.h"
#include "ui/look/accessible_role.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"

#include <QAccessible>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QScrollBar>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double zoomStep = 1.25;
constexpr std::size_t longestAtOnce = 1'000'000; ///< bytes of a drawing that is read in the window's thread

std::size_t sizeOf(const Drawing& drawing) {
    std::size_t size = 0;
    for (const std::string& piece : drawing.text)
        size += piece.size();
    return size;
}

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
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(false); // files are the window's
    setAccessibleRole(*this, QAccessible::Graphic);
    setAccessibleName(tr("Process map"));
    setObjectName(u"mapCanvas"_s);
    note_->installEventFilter(this);
    connect(&document_, &Document::opened, this, [this] { // the same process may be another one in another file
        measures_ = usual_ = nullptr;                     // they are gone
        name_->giveUp();
        leaveWay();
        fitted_ = true;
        places_.clear();
        forgetEvents();
        rebuild();
        toStart();
    });
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.touches(Drawing::kind))
            forgetEvents();
        if (changed.touches(Process::kind) || changed.touches(Drawing::kind)) {
            if (!wayFrom_)
                note_->hide(); // it told of the map as it was
            drafted_.reset();
            rebuild();
        } else if (changed.touches(Group::kind) || changed.touches(Metric::kind)) { // names alone
            setMeasures(measures_, usual_);
        }
    });
    connect(&document_, &Document::selectionChanged, this, &MapCanvas::readSelection);
    connect(name_, &NameField::closed, this, [this] {
        if (std::exchange(drafted_, std::nullopt))
            rebuild();
        setFocus(Qt::OtherFocusReason);
    });
    connect(&document_, &Document::typingToSettle, name_, &NameField::settle);
    connect(name_, &NameField::dropped, &document_, &Document::tell);
    connect(name_, &NameField::steppedUp, this, [this] { offer(-1); });
    connect(name_, &NameField::steppedDown, this, [this] { offer(1); });
    connect(name_, &NameField::goOnBelow, this, [this] {
        if (chains_)
            addNext();
    });
}

MapCanvas::~MapCanvas() {
    document_.disconnect(this);
    name_->disconnect(this);
}

const Process* MapCanvas::process() const { return document_.model().processes().find(process_); }

const Process* MapCanvas::drawn() const { return drafted_ ? &*drafted_ : process(); }

void MapCanvas::setProcess(const ProcessId& id) {
    if (id == process_)
        return;
    measures_ = usual_ = nullptr;
    name_->giveUp();
    process_ = id;
    laidFor_ = {};
    leaveWay();
    fitted_ = true;
    rebuild();
    toStart();
}

/// Reads what the drawing of the map has as events, unless that was read before; a long one beside the window.
void MapCanvas::readEvents() {
    const DrawingPlace place = drawingPlace();
    const Drawing* drawing = document_.model().drawings().find(place.first);
    if (!drawing || events_.contains(place) || eventsAsked_ == place)
        return;
    if (sizeOf(*drawing) <= longestAtOnce) {
        events_.emplace(place, eventMarks(*drawing, place.second));
        return;
    }
    eventsAsked_ = place;
    eventReader_.ask(
        [place, model = document_.model()](const std::stop_token&) -> Result<EventMarks> {
            return eventMarks(*model.drawings().find(place.first), place.second);
        },
        [this, place](const Result<EventMarks>& marks) {
            eventsAsked_.reset();
            events_.emplace(place, marks.value_or(EventMarks()));
            if (drawingPlace() != place)
                return;
            places_.erase(process_); // it lay as a map without events
            rebuild();
        });
}

void MapCanvas::forgetEvents() {
    events_.clear();
    eventsAsked_.reset();
    eventReader_.drop();
}

/// Where the map that is shown came from; empty ids where it was drawn here.
MapCanvas::DrawingPlace MapCanvas::drawingPlace() const {
    const Process* shown = drawn();
    return shown ? DrawingPlace(shown->origin.drawing, shown->origin.element) : DrawingPlace();
}

const EventMarks& MapCanvas::events() const {
    static const EventMarks none;
    const auto found = events_.find(drawingPlace());
    return found == events_.end() ? none : found->second;
}

void MapCanvas::readContent() {
    const Process* shown = drawn();
    content_ = shown ? MapContent(document_.model(), *shown, measures_, usual_, heat_, events()) : MapContent();
    wordsAt_.reset();
}

const MapWords& MapCanvas::words() {
    if (const double text = MapPainter::textScaleAt(zoom()); wordsAt_ != text) {
        words_ = MapWords(layout_, content_, text);
        wordsAt_ = text;
    }
    return words_;
}

void MapCanvas::setMeasures(const ProcessMeasures* measures, const ProcessMeasures* usual) {
    measures_ = measures;
    usual_ = usual;
    readContent();
    if (measures_ && laidFor_ != content_.times()) // known for the first time: its tasks take the width they need
        rebuild();
    describe();
    viewport()->update();
}

void MapCanvas::setHeat(Heat heat) {
    heat_ = heat;
    setMeasures(measures_, usual_);
}

void MapCanvas::rebuild() {
    if (wayFrom_ && (!process() || !findStep(*process(), *wayFrom_)))
        leaveWay();
    outdated_ = !isVisible();
    if (!outdated_)
        readEvents();
    readContent();
    if (measures_)
        laidFor_ = content_.times();
    if (outdated_)
        return readSelection();
    if (!fitted_ || !fitNow()) {
        const Process* shown = drawn();
        layOut(shown);
        setGround();
    }
    readSelection();
    viewport()->update();
}

/// Lays a map out as it was fitted last, beginning with where its steps lay.
void MapCanvas::layOut(const Process* shown) {
    MapPlaces& places = places_[process_];
    layout_ = shown ? MapLayout::of(*shown, wanted_, shape_, laidFor_, places, events()) : MapLayout();
    if (shown)
        places = layout_.places();
    wordsAt_.reset();
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
            if (const auto part = mapPartAt(path);
                part && (!layout_.areaOf(*part).isEmpty() || !content_.poolName(*part).isEmpty()))
                state_.selected.push_back(*part);
    if (!state_.selected.empty() && !name_->isVisible())
        reveal(layout_.areaOf(state_.selected.back()));
    if (wayFrom_ && drag_ == Drag::none)
        showWay();
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

std::vector<MapPart> MapCanvas::selectedWork() const {
    std::vector<MapPart> work;
    for (const MapPart& part : state_.selected) {
        const MapLayout::StepBox* box = part.kind == MapPart::Kind::task ? layout_.find(StepId(part.id)) : nullptr;
        if (part.kind == MapPart::Kind::exception || (box && box->kind == StepKind::task))
            work.push_back(part);
    }
    return work;
}

/// The step that the keys mean: the last that was selected, or the one that a selected way or badge leaves.
std::optional<StepId> MapCanvas::selectedStep() const {
    return state_.selected.empty() ? std::nullopt : stepOf(state_.selected.back());
}

/// The step that a part is, or leaves.
std::optional<StepId> MapCanvas::stepOf(const MapPart& part) const {
    const Process* shown = process();
    switch (part.kind) {
    case MapPart::Kind::task:
        return StepId(part.id);
    case MapPart::Kind::flow:
        if (const auto flow = std::ranges::find(shown->flows, FlowId(part.id), &Flow::id); flow != shown->flows.end())
            return flow->from;
        break;
    case MapPart::Kind::exception:
        if (const auto each = std::ranges::find(shown->exceptions, ExceptionId(part.id), &ProcessException::id);
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

// Keys

bool MapCanvas::focusNextPrevChild(bool next) {
    // Tab adds a step after the selected one; without one, and with Shift, it moves on.
    return next && selectedStep() ? false : QGraphicsView::focusNextPrevChild(next);
}

void MapCanvas::keyPressEvent(QKeyEvent* event) {
    event->accept();
    if (wayFrom_ && drag_ == Drag::none)
        drawWay(*event);
    else
        chooseCommand(*event);
}

void MapCanvas::chooseCommand(QKeyEvent& key) {
    QKeyEvent* const event = &key;
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
    if (held == Qt::ControlModifier && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit innerWanted();
        return;
    }
    if (held == Qt::ControlModifier && event->key() == Qt::Key_Up) {
        emit outerWanted();
        return;
    }
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
        if (drag_ != Drag::none) {
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
    case Qt::Key_U:
        return addSubProcess();
    case Qt::Key_L:
        return beginWay();
    case Qt::Key_T:
        return setWorkTime();
    case Qt::Key_S:
        return setShare();
    case Qt::Key_W:
        if (selectedWork().empty())
            return say(tr("Select tasks or exceptions first"));
        emit poolsWanted(viewport()->mapToGlobal(fieldArea(state_.selected.back()).bottomLeft().toPoint()));
        return;
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
