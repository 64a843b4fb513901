// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes of the steps of a map. Pure functions.
#pragma once

#include "ui/process/map_layout.h"

#include <QSizeF>
#include <optional>

namespace tributary::ui {

/// Of a step of a kind, or of what it is drawn as, in a map with tasks of that size.
[[nodiscard]] QSizeF sizeOfStep(StepKind kind, const std::optional<EventMark>& event, QSizeF task);

/// The same for all tasks of a map: the least at which their names stand whole, on three lines where two do not do.
[[nodiscard]] QSizeF sizeOfTasks(const Process& process, TaskShape shape, const TimeWords& times,
                                 const EventMarks& events);

} // namespace tributary::ui
