// SPDX-License-Identifier: GPL-3.0-or-later
// A way that is drawn on a process map by keys: arrows walk to the step that it is to lead to, letters find it by its
// name, Tab goes on to the next that is found; Enter draws it, Esc gives up. No key is a command meanwhile.
#include "ui/cascade/pointer_note.h"
#include "ui/document.h"
#include "ui/process/map_canvas.h"
#include "ui/qt_text.h"

#include <QKeyEvent>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

void MapCanvas::beginWay() {
    const auto from = selectedStep();
    if (const MapLayout::StepBox* box = from ? layout_.find(*from) : nullptr; box && box->kind == StepKind::end)
        return say(tr("Nothing goes on after an end: select another step"));
    wayFrom_ = from;
    wayTo_.clear();
    if (wayFrom_)
        showWay();
    viewport()->update();
}

void MapCanvas::leaveWay() {
    if (!wayFrom_)
        return;
    wayFrom_.reset();
    wayTo_.clear();
    note_->hide();
    viewport()->update();
}

/// The steps whose names hold what is typed, those that begin with it first.
std::vector<StepId> MapCanvas::targets() const {
    std::vector<StepId> begun, held;
    for (const MapLayout::StepBox& step : layout_.steps()) {
        const qsizetype at = content_.step(step.id).name.indexOf(wayTo_, 0, Qt::CaseInsensitive);
        if (at >= 0 && step.id != *wayFrom_)
            (at == 0 ? begun : held).push_back(step.id);
    }
    begun.insert(begun.end(), held.begin(), held.end());
    return begun;
}

void MapCanvas::typeTarget(const QString& letters) {
    wayTo_ = letters;
    const auto found = targets();
    if (wayTo_.isEmpty() || found.empty())
        return showWay();
    if (const auto now = selectedStep(); !now || std::ranges::find(found, *now) == found.end())
        return select({{MapPart::Kind::task, found.front().text}});
    showWay();
}

void MapCanvas::drawWay(QKeyEvent& event) {
    switch (event.key()) {
    case Qt::Key_Up:
        return walk(Towards::up, Qt::NoModifier);
    case Qt::Key_Down:
        return walk(Towards::down, Qt::NoModifier);
    case Qt::Key_Left:
        return walk(Towards::left, Qt::NoModifier);
    case Qt::Key_Right:
        return walk(Towards::right, Qt::NoModifier);
    case Qt::Key_Escape:
        return leaveWay();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto to = selectedStep(); to && *to != *wayFrom_)
            finishWay(*to);
        return;
    case Qt::Key_Backspace:
        return typeTarget(wayTo_.chopped(std::min<qsizetype>(wayTo_.size(), 1)));
    case Qt::Key_Tab: {
        const auto found = targets();
        if (found.empty())
            return;
        const auto now = std::ranges::find(found, selectedStep().value_or(StepId()));
        const auto next = now == found.end() || now + 1 == found.end() ? found.begin() : now + 1;
        return select({{MapPart::Kind::task, next->text}});
    }
    default:
        break;
    }
    const bool isText = !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isText && !event.text().isEmpty() && event.text().front().isPrint())
        typeTarget(wayTo_ + event.text());
}

/// Says beside the step that is chosen what Enter would do there.
void MapCanvas::showWay() {
    const auto to = selectedStep();
    const MapLayout::StepBox* box = to ? layout_.find(*to) : nullptr;
    if (!box)
        return;
    const QPoint at = onScreen(box->box).center().toPoint();
    const QString from = content_.step(*wayFrom_).name;
    if (!wayTo_.isEmpty() && targets().empty())
        return note_->showAt(at, {GestureWords::Tone::refuses,
                                  tr("No other step is called “%1”: Backspace takes letters back").arg(wayTo_)});
    if (*to == *wayFrom_)
        return note_->showAt(at,
                             {GestureWords::Tone::does,
                              tr("A way from %1: walk to where it leads, or type its name; Esc gives up").arg(from)});
    const auto edit = addFlow(document_.model(), process_, *wayFrom_, *to);
    const QString words = edit ? tr("Enter: %1").arg(toQt(edit->label)) : toQt(edit.error().message);
    note_->showAt(at, {edit ? GestureWords::Tone::does : GestureWords::Tone::refuses,
                       wayTo_.isEmpty() ? words : tr("“%1” %2").arg(wayTo_, words)});
}

/// Draws the way, and asks for its share where it has one.
void MapCanvas::finishWay(const StepId& to) {
    const StepId from = *wayFrom_;
    const auto edit = addFlow(document_.model(), process_, from, to);
    leaveWay();
    if (const auto done = document_.apply(edit); !done)
        return document_.tell(done.error());
    say(toQt(edit->label));
    const Flow drawn = process()->flows.back();
    select({{MapPart::Kind::flow, drawn.id.text}});
    if (drawn.share)
        setShare();
}

} // namespace tributary::ui
