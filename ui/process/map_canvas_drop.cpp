// SPDX-License-Identifier: GPL-3.0-or-later
// Parts put on a process map by the pointer: where a double click is, and what is carried there from the palette. On a
// way a part comes in between, on a step it follows that, and in a lane the last step before the place; what a double
// click adds follows the step that was selected, if any.
#include "ui/cascade/pointer_note.h"
#include "ui/document.h"
#include "ui/process/map_canvas.h"
#include "ui/process/map_palette.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary::ui {

namespace {

StepKind kindOf(NewPart part) {
    switch (part) {
    case NewPart::exclusive:
        return StepKind::exclusive;
    case NewPart::parallel:
        return StepKind::parallel;
    case NewPart::end:
        return StepKind::end;
    case NewPart::task:
    case NewPart::exception:
        break;
    }
    return StepKind::task;
}

} // namespace

void MapCanvas::add(NewPart part) {
    setFocus(Qt::OtherFocusReason);
    if (!selectedStep())
        return say(part == NewPart::exception ? tr("Select the task where it may go wrong, or drag it there")
                                              : tr("Select the step that it is to follow, or drag it to its place"));
    if (part == NewPart::exception)
        return addException();
    addNext(kindOf(part));
}

/// The lane at a place of the view; of the ground below the map the last one. None where there is no map.
std::optional<LaneId> MapCanvas::laneNear(const QPoint& place) const {
    const double y = mapToScene(place).y();
    if (const auto lane = layout_.laneAt(y); lane || layout_.lanes().empty())
        return lane;
    return y < layout_.lanes().front().top ? layout_.lanes().front().id : layout_.lanes().back().id;
}

/// The last step before a place: in its lane, else anywhere.
StepId MapCanvas::stepBefore(const QPointF& place, const LaneId& lane) const {
    for (const bool within : {true, false}) {
        const MapLayout::StepBox* last = nullptr;
        std::pair least(0, 0.0); // how far before, then how far above or below
        for (const MapLayout::StepBox& step : layout_.steps()) {
            const QPointF centre = step.box.center();
            const bool isBefore = step.kind != StepKind::end && centre.x() < place.x();
            if (!isBefore || (within && layout_.laneAt(centre.y()) != lane))
                continue;
            const std::pair away(qRound(place.x() - centre.x()), std::abs(place.y() - centre.y()));
            if (!last || away < least) {
                least = away;
                last = &step;
            }
        }
        if (last)
            return last->id;
    }
    const auto start = std::ranges::find(layout_.steps(), StepKind::start, &MapLayout::StepBox::kind);
    return start == layout_.steps().end() ? layout_.steps().front().id : start->id;
}

/// Where a step comes that is put at a place; none where that is no lane.
std::optional<MapCanvas::Landing> MapCanvas::landingAt(const QPoint& place, StepKind kind) const {
    const QPointF at = mapToScene(place);
    const auto lane = laneNear(place);
    if (!lane || !process() || layout_.steps().empty())
        return std::nullopt;
    const auto under = partUnder(place);
    const auto step = under ? stepOf(*under) : std::nullopt;
    if (!step)
        return Landing{{}, stepBefore(at, *lane), *lane};
    const bool isWay = std::ranges::any_of(layout_.ways(), [&](const auto& way) { return way.part == *under; });
    if (!isWay || kind == StepKind::end)
        return Landing{{}, *step, {}};
    return Landing{*under, *step, *lane};
}

Result<Edit> MapCanvas::land(const Landing& at, Step step) const {
    step.lane = at.lane;
    return at.way ? addStepOn(document_.model(), process_, *at.way, std::move(step))
                  : addStepAfter(document_.model(), process_, at.after, std::move(step));
}

/// What a drop at a place would do, or why it would do nothing.
Result<QString> MapCanvas::dropWords(NewPart part, const QPoint& place) const {
    if (part == NewPart::exception) {
        const auto under = partUnder(place);
        if (!under || under->kind != MapPart::Kind::task)
            return fail(fromQt(tr("Drop it on the task where it may go wrong")));
        return tributary::addException(document_.model(), process_, StepId(under->id), {}).map([&](const Edit&) {
            return tr("Add what may go wrong at %1").arg(content_.step(StepId(under->id)).name);
        });
    }
    const auto at = landingAt(place, kindOf(part));
    if (!at)
        return fail(fromQt(tr("Drop it in a lane, on a step or onto a way")));
    Step step;
    step.kind = kindOf(part);
    const Step* beside = findStep(*process(), at->after);
    return land(*at, std::move(step)).map([&](const Edit& edit) {
        const QString label = toQt(edit.label);
        if (at->way || !beside)
            return label;
        const QString name = toQt(calledStep(*process(), *beside));
        return beside->kind == StepKind::end ? tr("%1 before %2").arg(label, name) : tr("%1 after %2").arg(label, name);
    });
}

void MapCanvas::carry(NewPart part, const QPoint& place) {
    state_.hovered.reset();
    state_.target.reset();
    if (!viewport()->rect().contains(place)) {
        note_->hide();
        return viewport()->update();
    }
    const auto words = dropWords(part, place);
    note_->showAt(place, words ? GestureWords{GestureWords::Tone::does, *words}
                               : GestureWords{GestureWords::Tone::refuses, toQt(words.error().message)});
    state_.hovered = partUnder(place);
    if (words && part != NewPart::exception && (!state_.hovered || !stepOf(*state_.hovered)))
        state_.target = laneNear(place);
    state_.offersWays = false;
    viewport()->update();
}

/// Asks for the name of a task where it will lie.
void MapCanvas::typeTask(const QPoint& place, const Landing& at) {
    const Step* beside = findStep(*process(), at.after);
    if (!beside)
        return;
    QRectF area(QPointF(), layout_.steps().front().box.size().expandedTo({taskWidth, 0}) * zoom());
    area.moveCenter(place);
    const QString keys = at.way ? tr("Enter puts it on the way, Tab puts it there and goes on, Esc gives up")
                         : beside->kind == StepKind::end
                             ? tr("Enter adds it before %1, Tab adds it and goes on, Esc gives up")
                             : tr("Enter adds it after %1, Tab adds it and goes on, Esc gives up");
    typeStepAt(area, at.way ? keys : keys.arg(toQt(calledStep(*process(), *beside))),
               [this, at](Step step) { return land(at, std::move(step)); });
}

void MapCanvas::stopCarrying() {
    state_.hovered.reset();
    state_.target.reset();
    note_->hide();
    viewport()->update();
}

void MapCanvas::drop(NewPart part, const QPoint& place) {
    stopCarrying();
    if (!viewport()->rect().contains(place))
        return;
    setFocus(Qt::OtherFocusReason);
    if (const auto words = dropWords(part, place); !words)
        return document_.tell(words.error());
    if (part == NewPart::exception) {
        select({*partUnder(place)});
        return addException();
    }
    const Landing at = *landingAt(place, kindOf(part));
    if (part == NewPart::task)
        return typeTask(place, at);
    Step step;
    step.kind = kindOf(part);
    const std::vector<Step> had = process()->steps;
    const auto edit = land(at, std::move(step));
    if (const auto done = document_.apply(edit); !done)
        return document_.tell(done.error());
    selectAdded(had);
    say(toQt(edit->label));
}

} // namespace tributary::ui
