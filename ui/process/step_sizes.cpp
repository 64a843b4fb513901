// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/step_sizes.h"

#include "ui/charts/row_names.h"
#include "ui/look/number_words.h"
#include "ui/look/type.h"
#include "ui/process/event_marks.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double widestTask = 148;
constexpr double narrowestTask = 84;
constexpr double taskStep = 4; ///< in which the least width is looked for
constexpr double taskWidening = 12;

/// Of a task in which work and waiting of two digits of minutes stand beside each other.
double widthOfMinutes() {
    constexpr double icon = 18; // with its gaps
    const QString time = withUnit(u"88"_s, u"min"_s);
    const double both = QFontMetricsF(fontOf(TextRole::label)).horizontalAdvance(time) +
                        QFontMetricsF(fontOf(TextRole::labelStrong)).horizontalAdvance(time) + icon;
    return std::clamp(2 * std::ceil(0.5 * both + taskInset), taskWidth, widestTask);
}

} // namespace

QSizeF sizeOfStep(StepKind kind, const std::optional<EventMark>& event, QSizeF task) {
    if (event && (kind == StepKind::task || kind == StepKind::exclusive || event->trigger != EventTrigger::none))
        return {signedEventSize, signedEventSize};
    switch (kind) {
    case StepKind::start:
    case StepKind::end:
        return {eventSize, eventSize};
    case StepKind::exclusive:
    case StepKind::parallel:
        return {gatewaySize, gatewaySize};
    case StepKind::task:
        break;
    }
    return task;
}

QSizeF sizeOfTasks(const Process& process, TaskShape shape, const TimeWords& times, const EventMarks& events) {
    const QFontMetricsF metrics(fontOf(TextRole::labelStrong));
    const auto fits = [&](double width, int lines) {
        return std::ranges::all_of(process.steps, [&](const Step& step) {
            const double room = width - 2 * (isDelay(step) ? delayInset : taskInset);
            const QString name = toQt(step.name);
            return step.kind != StepKind::task || drawnEvent(events, process, step) ||
                   nameLines(name, metrics, room, lines).join(u' ') == name;
        });
    };
    const double mark = std::ranges::any_of(process.steps, &Step::isSubProcess) ? innerMarkRoom : 0;
    const double least = times == TimeWords() ? taskWidth : widthOfMinutes();
    if (shape == TaskShape::low)
        for (double width = least; width <= widestTask; width += taskStep)
            if (fits(width, 2))
                return {width, taskHeight + mark};
    if (shape == TaskShape::narrow)
        for (double width = narrowestTask; width < taskWidth; width += taskStep)
            if (fits(width, 3))
                return {width, tallTaskHeight + mark};
    if (fits(least, 2))
        return {least, taskHeight + mark};
    double width = least;
    while (width < widestTask && !fits(width, 3))
        width += taskWidening;
    return {width, taskHeight + nameLinePitch + mark};
}

} // namespace tributary::ui
