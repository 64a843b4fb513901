// SPDX-License-Identifier: GPL-3.0-or-later
// Events of a map that came from a BPMN drawing: which steps are drawn as such, what they are called, and the sign in
// their ring. Pure functions.
#pragma once

#include "core/exchange/bpmn_marks.h"
#include "core/model/process_map.h"

#include <QPainter>
#include <QString>

namespace tributary::ui {

/// What a step is drawn as; null where it is drawn as its kind. An event at which somebody works, or something goes
/// wrong, is a task.
[[nodiscard]] const EventMark* drawnEvent(const EventMarks& marks, const Process& process, const Step& step);

/// "Timer", "Message that is sent", of the kinds that have a sign; empty for others.
[[nodiscard]] QString eventWords(const EventMark& mark);

/// How a sign is drawn: filled is that of an event that is thrown.
enum class SignFill { outline, filled };

/// Draws the sign of a trigger into a square.
void paintTrigger(QPainter& painter, EventTrigger trigger, const QRectF& box, const QColor& ink, SignFill fill);

} // namespace tributary::ui
