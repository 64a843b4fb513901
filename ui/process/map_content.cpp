// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_content.h"

#include "core/model/formula_names.h"
#include "core/stats/distribution.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double shortestWait = 0.1; ///< hours: less is not worth a number on the map

/// What is typed, for as long as nothing is measured.
QString typed(const Model& model, const std::optional<Parameter>& parameter) {
    return parameter ? toQt(withNames(model, parameter->text())) : QString();
}

template <class Id, class Parts>
const PartMeasures* find(const Parts& parts, const Id& id) {
    const auto found = parts.find(id);
    return found == parts.end() ? nullptr : &found->second;
}

double heatOf(const Step& step, const PartMeasures& part, const ProcessMeasures& measures, Heat heat) {
    switch (heat) {
    case Heat::waiting:
        return part.waiting + part.delay;
    case Heat::cost:
        return measures.cost > 0 && std::isfinite(measures.cost) ? part.perCase * part.money() / measures.cost : 0;
    case Heat::busy:
        break;
    }
    const auto busy = measures.utilisation.find(step.pool);
    return busy == measures.utilisation.end() ? 0 : busy->second;
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

StepContent contentOf(const Model& model, const Step& step, const ProcessMeasures* measures, Heat heat) {
    StepContent content;
    content.name = !step.name.empty() ? toQt(step.name) : kindWords(step.kind);
    content.isException = step.exception;
    content.isDelay = step.kind == StepKind::task && step.pool.empty() && !step.touch;
    const PartMeasures* part = measures ? find(measures->tasks, step.id) : nullptr;
    if (step.kind != StepKind::task) {
        content.words = step.name.empty() ? content.name : tr("%1: %2").arg(kindWords(step.kind), content.name);
        return content;
    }
    if (part) {
        if (part->touch > 0 || step.touch)
            content.touch = briefHours(part->touch);
        if (const double waiting = part->waiting + part->delay; waiting >= shortestWait)
            content.waiting = briefHours(waiting);
        content.heat = heatOf(step, *part, *measures, heat);
    } else {
        content.touch = typed(model, step.touch);
        content.waiting = typed(model, step.delay);
    }
    QStringList said{content.name};
    if (!content.touch.isEmpty())
        said << tr("work %1").arg(content.touch);
    if (!content.waiting.isEmpty())
        said << tr("waiting %1").arg(content.waiting);
    if (part && std::abs(part->perCase - 1) > 0.005)
        said << tr("%1 visits a case").arg(threeDigits(part->perCase));
    content.words = said.join(u", "_s);
    return content;
}

} // namespace

QString hourWords(double hours) { return std::isfinite(hours) ? valueWords(hours, u"hour"_s) : tr("without end"); }

QString briefHours(double hours) {
    if (!std::isfinite(hours))
        return u"∞"_s;
    constexpr double whole = 10, tenth = 0.095, minutesInHour = 60;
    const bool inMinutes = hours > 0 && hours < tenth;
    const double number = inMinutes ? minutesInHour * hours : hours;
    const double power = number >= (inMinutes ? 1 : whole) ? 1 : 10;
    const double rounded = std::round(number * power) / power;
    const int decimals = rounded == std::round(rounded) ? 0 : 1;
    return withUnit(fixedDecimals(rounded, decimals), inMinutes ? u"min"_s : u"h"_s);
}

std::array<double, 4> heatSteps(Heat heat) {
    switch (heat) {
    case Heat::waiting:
        return {1, 5, 15, 50};
    case Heat::cost:
        return {0.05, 0.1, 0.2, 0.4};
    case Heat::busy:
        break;
    }
    return {0.5, 0.7, 0.85, 0.95};
}

QStringList heatWords(Heat heat) {
    QStringList words;
    const auto steps = heatSteps(heat);
    for (size_t i = 0; i < steps.size(); ++i) {
        const bool isLast = i + 1 == steps.size();
        const double shown = heat == Heat::waiting ? steps[i] : 100 * steps[i];
        const QString number = QString::number(shown);
        words << (isLast ? withUnit(number, heat == Heat::waiting ? u"h"_s : u"%"_s) : number);
    }
    return words;
}

MapContent::MapContent(const Model& model, const Process& process, const ProcessMeasures* measures, Heat heat) {
    for (const Step& step : process.steps)
        steps_.emplace(step.id, contentOf(model, step, measures, heat));
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
            content.share = part ? shareWords(part->share) : flow.share ? typed(model, flow.share) : tr("the rest");
        content.name = toQt(flow.name);
        ways_.emplace(MapPart{MapPart::Kind::flow, flow.id.text}, std::move(content));
    }
    for (const ProcessException& exception : process.exceptions) {
        const PartMeasures* part = measures ? find(measures->exceptionsAt, exception.id) : nullptr;
        ways_.emplace(
            MapPart{MapPart::Kind::exception, exception.id.text},
            WayContent{part ? shareWords(part->share) : typed(model, exception.frequency), toQt(exception.name)});
    }
    for (const Lane& lane : process.lanes) {
        const Group* group = model.groups().find(lane.group);
        QString people;
        if (group && !group->headcount.data())
            people = tr("%1 people").arg(QLocale().toString(mostLikely(group->headcount.distribution()), 'g', 4));
        lanes_.emplace(lane.id, std::pair(lane.name.empty() ? toQt(lane.id.text) : toQt(lane.name), people));
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

QString MapContent::laneName(const LaneId& id) const {
    const auto found = lanes_.find(id);
    return found == lanes_.end() ? QString() : found->second.first;
}

QString MapContent::laneSize(const LaneId& id) const {
    const auto found = lanes_.find(id);
    return found == lanes_.end() ? QString() : found->second.second;
}

} // namespace tributary::ui
