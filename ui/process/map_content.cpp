// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_content.h"

#include "core/model/formula_names.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "core/stats/distribution.h"
#include "ui/inspector/map_specs.h"
#include "ui/look/number_words.h"
#include "ui/process/event_marks.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double shortestWait = 0.1, shortestMinutes = 0.5; ///< less is not worth a number on the map

/// What is typed, for as long as nothing is measured.
QString typed(const Model& model, const std::optional<Parameter>& parameter) {
    return parameter ? toQt(withNames(model, parameter->text())) : QString();
}

/// A share that is typed; one of many digits is rounded, so that the map has room for it.
QString typedShare(const Model& model, const Parameter& share) {
    constexpr size_t longestTyped = 4;
    const Quantity* quantity = share.quantity();
    if (quantity && quantity->isConstant() && share.text().size() > longestTyped)
        if (const auto percent = distributionIn(*quantity, unitOr("%")))
            return shareWords(mostLikely(*percent) / 100);
    return typed(model, share);
}

template <class Id, class Parts>
const PartMeasures* find(const Parts& parts, const Id& id) {
    const auto found = parts.find(id);
    return found == parts.end() ? nullptr : &found->second;
}

QString kindWords(StepKind kind) {
    switch (kind) {
    case StepKind::start:
        return tr("Start");
    case StepKind::end:
        return tr("End");
    case StepKind::exclusive:
        return tr("One way of several");
    case StepKind::parallel:
        return tr("All ways at once");
    case StepKind::task:
        break;
    }
    return tr("Task");
}

QString peopleWords(double count) {
    return count == 0 ? tr("headcount not typed")
           : count == 1
               ? tr("1 person")
               : tr("%1 people").arg(count == std::floor(count) ? fixedDecimals(count, 0) : significant(count, 2));
}

QString wayWords(const QString& name, const QString& share) {
    return share.isEmpty() ? name : tr("%1: %2").arg(name, share);
}

} // namespace

StepContent MapContent::contentOf(const Model& model, const Process& process, const Step& step,
                                  const ProcessMeasures* measures, Heat heat, const EventMark* event) const {
    StepContent content;
    const bool isTask = step.kind == StepKind::task;
    content.name = step.name.empty() && isTask ? kindWords(step.kind) : toQt(calledStep(process, step));
    content.isException = step.exception;
    content.pool = step.pool;
    content.isDelay = isDelay(step) && !event;
    if (event)
        content.event = *event;
    const QString eventName = event ? eventWords(*event) : QString();
    const QString kind = eventName.isEmpty() ? kindWords(step.kind) : eventName;
    content.isSubProcess = step.isSubProcess();
    const PartMeasures* part = measures ? find(measures->tasks, step.id) : nullptr;
    const PartMeasures inside = part && step.isSubProcess() ? partWithin(*measures, step.id) : PartMeasures();
    if (part && step.isSubProcess())
        part = &inside;
    if (!isTask) {
        content.label = toQt(step.name);
        const bool isOnly = step.name.empty() && std::ranges::count(process.steps, step.kind, &Step::kind) == 1 &&
                            (step.kind == StepKind::start || step.kind == StepKind::end);
        content.words = isOnly ? kind : tr("%1: %2").arg(kind, content.name);
        return content;
    }
    if (event)
        content.label = toQt(step.name);
    if (part) {
        const double waiting = part->waiting + part->delay;
        if (part->touch > 0 || step.touch)
            content.touch = times_.brief(part->touch);
        content.heat = heat_.levelOf(HeatScale::heatOf(heat, step, *measures));
        const TimeWords& words = heat_.waits();
        const double shown = waiting * words.perHour(waiting);
        const bool isHeated = heat == Heat::waiting && content.heat > 0; // by a number that is to be read
        if (isHeated || shown >= (words.perHour(waiting) > 1 ? shortestMinutes : shortestWait))
            content.waiting = words.brief(waiting);
    } else {
        content.touch = typed(model, step.touch);
        content.waiting = typed(model, step.delay);
    }
    QStringList said{step.isSubProcess() ? tr("Sub-process: %1").arg(content.name)
                     : !event            ? content.name
                     : step.name.empty() ? kind
                                         : tr("%1: %2").arg(kind, content.name)};
    if (const auto pool = poolNames_.find(step.pool); pool != poolNames_.end())
        said << tr("by %1").arg(pool->second);
    if (!content.touch.isEmpty())
        said << tr("work %1").arg(content.touch);
    if (!content.waiting.isEmpty())
        said << tr("waiting %1").arg(content.waiting);
    if (part && std::abs(part->perCase - 1) > 0.005)
        said << tr("%1 visits a case").arg(threeDigits(part->perCase));
    content.words = said.join(u", "_s);
    return content;
}

MapContent::MapContent(const Model& model, const Process& process, const ProcessMeasures* measures,
                       const ProcessMeasures* usual, Heat heat, const EventMarks& events)
    : times_(measures ? TimeWords::of(*measures) : TimeWords()), heat_(heat, measures, usual, times_) {
    for (const Pool& pool : process.pools)
        poolNames_.emplace(pool.id, toQt(pool.name.empty() ? pool.id.text : pool.name));
    for (const Step& step : process.steps)
        steps_.emplace(step.id, contentOf(model, process, step, measures, heat, drawnEvent(events, process, step)));
    std::map<StepId, std::pair<int, StepKind>> leaving; // how many ways leave a step, and what it is
    for (const Step& step : process.steps)
        leaving[step.id].second = step.kind;
    for (const Flow& flow : process.flows)
        ++leaving[flow.from].first;
    for (const Flow& flow : process.flows) {
        WayContent content;
        const auto& [beside, kind] = leaving[flow.from];
        const bool splits = beside > 1 && kind != StepKind::parallel;
        const PartMeasures* part = measures ? find(measures->flows, flow.id) : nullptr;
        if (splits)
            content.share = part ? shareWords(part->share) : flow.share ? typedShare(model, *flow.share) : tr("rest");
        content.name = toQt(flow.name);
        content.delay = !part ? typed(model, flow.delay) : part->delay > 0 ? times_.brief(part->delay) : QString();
        content.words =
            wayWords(toQt(readableName(model, pathOf(process.id, {MapPart::Kind::flow, flow.id.text}))), content.share);
        if (!content.delay.isEmpty())
            content.words = tr("%1, the hand-off takes %2").arg(content.words, content.delay);
        ways_.emplace(MapPart{MapPart::Kind::flow, flow.id.text}, std::move(content));
    }
    for (const ProcessException& exception : process.exceptions) {
        const PartMeasures* part = measures ? find(measures->exceptionsAt, exception.id) : nullptr;
        WayContent content{
            part ? shareWords(part->share) : typed(model, exception.frequency), toQt(exception.name), {}, {}};
        if (const auto mark = events.find(exception.id.text);
            mark != events.end() && mark->second.trigger != EventTrigger::none)
            content.trigger = mark->second.trigger;
        content.words = wayWords(content.name, content.share);
        ways_.emplace(MapPart{MapPart::Kind::exception, exception.id.text}, std::move(content));
    }
    for (const Lane& lane : process.lanes) {
        const Group* group = model.groups().find(lane.group);
        QString people;
        if (group && !group->headcount.data())
            people = peopleWords(mostLikely(group->headcount.distribution()));
        lanes_.emplace(lane.id, std::pair(calledInMap(process, lane), people));
    }
}

const StepContent& MapContent::step(const StepId& id) const {
    static const StepContent none;
    const auto found = steps_.find(id);
    return found == steps_.end() ? none : found->second;
}

const WayContent& MapContent::way(const MapPart& part) const {
    static const WayContent none;
    const auto found = ways_.find(part);
    return found == ways_.end() ? none : found->second;
}

QString MapContent::wordsOf(const MapPart& part) const {
    switch (part.kind) {
    case MapPart::Kind::task:
        return step(StepId(part.id)).words;
    case MapPart::Kind::flow:
    case MapPart::Kind::exception:
        return way(part).words;
    case MapPart::Kind::lane:
        return laneName(LaneId(part.id));
    case MapPart::Kind::pool:
        break;
    }
    return poolName(part);
}

QString MapContent::poolName(const MapPart& part) const {
    const auto found = part.kind == MapPart::Kind::pool ? poolNames_.find(PoolId(part.id)) : poolNames_.end();
    return found == poolNames_.end() ? QString() : found->second;
}

QString MapContent::laneName(const LaneId& id) const {
    const auto found = lanes_.find(id);
    return found == lanes_.end() ? QString() : found->second.first;
}

QString MapContent::laneSize(const LaneId& id) const {
    const auto found = lanes_.find(id);
    return found == lanes_.end() ? QString() : found->second.second;
}

} // namespace tributary::ui
