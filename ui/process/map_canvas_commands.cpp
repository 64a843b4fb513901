// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys and the menu do to a process map: steps, ways, exceptions, pools, and the numbers of what is selected.
#include "core/model/formula_names.h"
#include "core/model/quantity_path.h"
#include "core/report/words.h"
#include "ui/cascade/name_field.h"
#include "ui/document.h"
#include "ui/inspector/typed_formula.h"
#include "ui/process/map_canvas.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace tributary::ui {

/// Opens a field over the map in which a line becomes an edit; how it is understood stands beneath. `taken` follows.
void MapCanvas::typeLine(const QRectF& area, const QString& text, const QString& placeholder, const QString& keys,
                         const std::function<Result<Edit>(const QString&)>& make, const std::function<void()>& taken) {
    chains_ = false;
    offered_.clear();
    name_->open(
        area, zoom(), {.text = text, .placeholder = placeholder, .keys = keys},
        [make, text](const QString& line) -> Result<QString> {
            if (line.isEmpty() || line == text)
                return QString();
            const auto made = make(line);
            if (!made)
                return tl::unexpected(made.error());
            return toQt(made->label);
        },
        [this, make, taken](const QString& line) -> Result<void> {
            if (const auto done = document_.apply(make(line)); !done)
                return done;
            taken();
            return {};
        });
}

/// Where a field stands for a part that has a place, else in the corner of the map.
QRectF MapCanvas::fieldArea(const MapPart& part) const {
    for (const MapLayout::Way& way : layout_.ways())
        if (way.part == part)
            return onScreen(QRectF(way.labelAt - QPointF(50, 10), QSizeF(100, 20)));
    const QRectF area = layout_.areaOf(part);
    return area.isEmpty() || part.kind == MapPart::Kind::lane
               ? QRectF(laneLabelWidth + 8.0, onScreen(area).center().y() - 14, 100, 20)
               : onScreen(area);
}

/// Selects the step that an edit has added, which `had` does not hold.
void MapCanvas::selectAdded(const std::vector<Step>& had) {
    for (const Step& step : process()->steps)
        if (std::ranges::find(had, step.id, &Step::id) == had.end())
            return select({{MapPart::Kind::task, step.id.text}});
}

void MapCanvas::typeStep(const QString& keys, const std::function<Result<Edit>(Step)>& make) {
    const auto at = selectedStep();
    if (const MapLayout::StepBox* box = at ? layout_.find(*at) : nullptr)
        typeStepAt(onScreen(box->box.translated(box->box.width() + 20, 0)), keys, make);
}

void MapCanvas::typeStepAt(const QRectF& area, const QString& keys, const std::function<Result<Edit>(Step)>& make) {
    typeLine(
        area, {}, tr("Name, or name and work time: Diagnose 2 hour"), keys,
        [make](const QString& line) -> Result<Edit> {
            auto step = readStepLine(fromQt(line));
            if (!step)
                return tl::unexpected(step.error());
            return make(std::move(*step));
        },
        [this, had = process()->steps] {
            selectAdded(had);
            tellAssumed();
        });
    chains_ = true;
}

void MapCanvas::addNext(StepKind kind) {
    const auto after = selectedStep();
    if (!after)
        return;
    const auto make = [this, after = *after](Step step) {
        return addStepAfter(document_.model(), process_, after, std::move(step));
    };
    if (kind == StepKind::task)
        return typeStep(tr("Enter adds it, Tab adds it and goes on, Esc gives up"), make);
    Step gateway;
    gateway.kind = kind;
    const std::vector<Step> had = process()->steps;
    if (const auto done = document_.apply(make(gateway)); !done)
        return document_.tell(done.error());
    selectAdded(had);
}

void MapCanvas::addBranch() {
    const auto from = selectedStep();
    if (!from)
        return;
    typeStep(tr("Enter adds it on a way of its own, Esc gives up"), [this, from = *from](Step step) {
        return tributary::addBranch(document_.model(), process_, from, std::move(step));
    });
}

/// The way or the exception whose share is that of a part: of a task its only way in.
std::optional<MapPart> MapCanvas::sharePart() const {
    if (state_.selected.empty())
        return std::nullopt;
    const MapPart& part = state_.selected.back();
    if (part.kind == MapPart::Kind::exception || part.kind == MapPart::Kind::flow)
        return part;
    const Process* shown = process();
    const bool isOnly =
        part.kind == MapPart::Kind::task && shown && std::ranges::count(shown->flows, StepId(part.id), &Flow::to) == 1;
    if (!isOnly)
        return std::nullopt;
    const Flow& into = *std::ranges::find(shown->flows, StepId(part.id), &Flow::to);
    const Step* from = findStep(*shown, into.from);
    const bool splits =
        from && from->kind != StepKind::parallel && std::ranges::count(shown->flows, into.from, &Flow::from) > 1;
    return splits ? std::optional(MapPart{MapPart::Kind::flow, into.id.text}) : std::nullopt;
}

/// Says so where the share of what was just added is the one that all have of which none was typed.
void MapCanvas::tellAssumed() {
    const auto part = sharePart();
    if (!part)
        return;
    const bool isFlow = part->kind == MapPart::Kind::flow;
    if (const auto text = textOf(*part, isFlow ? "share" : "frequency"); text && *text == usualShare)
        say(isFlow ? tr("Its share of %1 is assumed: S types another").arg(toQt(*text))
                   : tr("How often, %1, is assumed: S types it").arg(toQt(*text)));
}

void MapCanvas::addSubProcess() {
    const auto after = selectedStep();
    if (!after)
        return;
    typeStep(tr("Enter adds it, with a map of its own that Ctrl+Enter opens; Esc gives up"),
             [this, after = *after](Step step) {
                 return addSubProcessAfter(document_.model(), process_, after, std::move(step));
             });
    chains_ = false;
}

void MapCanvas::addException() {
    const auto at = selectedStep();
    const MapLayout::StepBox* box = at ? layout_.find(*at) : nullptr;
    if (!box)
        return;
    if (const auto possible = tributary::addException(document_.model(), process_, *at, {}); !possible)
        return document_.tell(possible.error());        // before a name is asked for
    const auto isTyped = std::make_shared<bool>(false); // how often, in the line
    typeLine(
        onScreen(box->box.translated(0, box->box.height() + 14)), {}, tr("What goes wrong: Data missing 15% 2 hour"),
        tr("Enter adds it, Esc gives up"),
        [this, step = *at, isTyped](const QString& line) -> Result<Edit> {
            const auto made = readExceptionLine(fromQt(line));
            if (!made)
                return tl::unexpected(made.error());
            *isTyped = made->frequency.has_value();
            return tributary::addException(document_.model(), process_, step, made->name, made->frequency, made->touch);
        },
        [this, isTyped] {
            select({{MapPart::Kind::exception, process()->exceptions.back().id.text}});
            if (!*isTyped)
                tellAssumed();
        });
}

void MapCanvas::addLane() {
    if (!process())
        return;
    name_->giveUp();
    drafted_ = *process();
    Lane lane;
    lane.id = LaneId("lane-being-named"); // no part of the map has it: it is drawn, and not kept
    lane.name = fromQt(tr("A new lane"));
    drafted_->lanes.push_back(lane);
    rebuild();
    const QRectF band = layout_.areaOf({MapPart::Kind::lane, lane.id.text});
    ensureVisible(QRectF(mapToScene(viewport()->rect().center()).x(), band.top(), 1, band.height()), 0, 0);
    // Groups that have no lane yet are offered: the first of them is what is wanted most often.
    QStringList groups;
    for (const Group& group : document_.model().groups())
        if (std::ranges::find(process()->lanes, group.id, &Lane::group) == process()->lanes.end())
            groups << toQt(group.name.empty() ? group.id.text : group.name);
    typeLine(
        QRectF(laneLabelWidth + 8.0, onScreen(band).center().y() - 14, 100, 20), {},
        tr("Whose lane it is: a group, or any name"),
        groups.isEmpty() ? tr("Enter adds the lane, Esc gives up")
                         : tr("Enter adds the lane, Up and Down offer groups without one, Esc gives up"),
        [this](const QString& line) {
            Lane made;
            made.name = fromQt(line);
            return tributary::addLane(document_.model(), process_, std::move(made));
        },
        [this, had = document_.model().groups()] {
            select({{MapPart::Kind::lane, process()->lanes.back().id.text}});
            tellNewGroup(had);
        });
    offered_ = std::move(groups);
}

/// Says what a group lacks that was made with a lane or a pool.
void MapCanvas::tellNewGroup(const Table<Group>& had) {
    for (const Group& group : document_.model().groups())
        if (!had.contains(group.id))
            say(tr("%1 is a new group: how many they are and what an hour costs is typed in the inspector, under "
                   "Groups")
                    .arg(toQt(group.name)));
}

/// Puts the next of what is offered into the open field.
void MapCanvas::offer(int step) {
    if (offered_.isEmpty())
        return;
    const qsizetype now = offered_.indexOf(name_->text()), last = offered_.size() - 1;
    const qsizetype next = now < 0 ? (step > 0 ? 0 : last) : (now + step + offered_.size()) % offered_.size();
    name_->field()->setText(offered_[next]);
    name_->refresh();
}

void MapCanvas::addPool() {
    if (!process())
        return;
    const std::vector<MapPart> work = selectedWork();
    typeLine(
        work.empty() ? QRectF(laneLabelWidth + 8.0, 8, 100, 20) : fieldArea(work.back()), {},
        tr("Who, and how many: Mechanics 14"),
        work.empty() ? tr("Enter adds the pool, Esc gives up") : tr("Enter adds the pool, which does this work"),
        [this, work](const QString& line) -> Result<Edit> {
            auto pool = readPoolLine(fromQt(line));
            if (!pool)
                return tl::unexpected(pool.error());
            return tributary::addPool(document_.model(), process_, std::move(*pool), work);
        },
        [this, work, had = document_.model().groups()] {
            if (work.empty())
                select({{MapPart::Kind::pool, process()->pools.back().id.text}});
            tellNewGroup(had);
        });
}

void MapCanvas::giveTo(const PoolId& pool) {
    apply(setFieldOfParts(document_.model(), process_, selectedWork(), "pool", pool.text));
}

Result<std::string> MapCanvas::textOf(const MapPart& part, const std::string& field) const {
    const EntityRef entity{Process::kind, process_.text};
    return fieldText(document_.model(), entity, pathOf(process_, part).substr(pathOf(entity).size() + 1) + "/" + field);
}

/// Types into the same parameter of all selected parts that have it, as the inspector does.
void MapCanvas::typeParameter(const std::string& field, const std::vector<MapPart>& parts, const QString& placeholder,
                              const QString& keys) {
    std::optional<std::string> common;
    for (const MapPart& part : parts) {
        const auto text = textOf(part, field);
        if (!text)
            return document_.tell(text.error());
        if (!common || *common == *text)
            common = *text;
        else
            common = std::string(); // they differ
    }
    typeLine(
        fieldArea(parts.back()), toQt(withNames(document_.model(), common.value_or(std::string()))), placeholder, keys,
        [this, parts, field](const QString& line) -> Result<Edit> {
            const auto text = keptParameter(document_.model(), fromQt(line));
            if (!text)
                return tl::unexpected(text.error());
            return setFieldOfParts(document_.model(), process_, parts, field, *text);
        },
        [] {});
}

void MapCanvas::rename() {
    if (state_.selected.empty())
        return;
    const MapPart part = state_.selected.back();
    const QString name = toQt(textOf(part, "name").value_or(std::string()));
    if (part.kind != MapPart::Kind::lane)
        return typeLine(
            fieldArea(part), name, tr("Name"), tr("Enter renames it"),
            [this, part](const QString& line) {
                return setFieldOfParts(document_.model(), process_, {part}, "name", fromQt(line));
            },
            [] {});
    typeLine(
        fieldArea(part), name, tr("Whose lane it is: a group, or any name"), tr("Enter names it"),
        [this, id = LaneId(part.id)](const QString& line) {
            return nameLane(document_.model(), process_, id, fromQt(line));
        },
        [this, had = document_.model().groups()] { tellNewGroup(had); });
}

void MapCanvas::setWorkTime() {
    const std::vector<MapPart> work = selectedWork();
    if (work.empty())
        return say(tr("Select tasks or exceptions first"));
    typeParameter("touch", work, tr("Work time: 2 hour, or 1/2/4 hour"),
                  tr("Work time of %1 of the map; Enter takes it").arg(toQt(countWords(work.size(), "part"))));
}

void MapCanvas::setShare() {
    const auto part = sharePart();
    if (!part)
        return say(tr("Select a way, an exception, or a task with one way of several into it"));
    if (part->kind == MapPart::Kind::exception)
        return typeParameter("frequency", {*part}, tr("How often: 15%"),
                             tr("Of the visits to the task; Enter takes it"));
    typeParameter("share", {*part}, tr("Share: 15%"), tr("Of the cases that leave the step; Enter takes it"));
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
    say(tr("%1 copied").arg(toQt(countWords(copied_.size(), "step"))));
}

void MapCanvas::paste() {
    const auto after = selectedStep();
    if (copied_.empty() || !after)
        return say(copied_.empty() ? tr("Copy steps first") : tr("Select the step that they are to follow"));
    const std::vector<Step> had = process()->steps;
    if (const auto done = document_.apply(pasteSteps(document_.model(), process_, *after, copiedFrom_, copied_)); !done)
        return document_.tell(done.error());
    std::vector<MapPart> pasted;
    for (const Step& step : process()->steps)
        if (std::ranges::find(had, step.id, &Step::id) == had.end())
            pasted.push_back({MapPart::Kind::task, step.id.text});
    select(pasted);
}

} // namespace tributary::ui
