// SPDX-License-Identifier: GPL-3.0-or-later
// BpmnMarks: what a BPMN text draws a step or an exception of a map as, where the map does not say it: the events, and
// what triggers them. A pure function of the text.
#pragma once

#include "core/model/drawing.h"

#include <map>
#include <string>
#include <string_view>

namespace tributary {

enum class EventTrigger {
    none,
    message,
    timer,
    error,
    escalation,
    signal,
    conditional,
    link,
    terminate,
    compensation,
    cancel,
    multiple
};

struct EventMark {
    enum class Kind { start, catches, throws, end, boundary };
    Kind kind = Kind::catches;
    EventTrigger trigger = EventTrigger::none;

    friend bool operator==(const EventMark&, const EventMark&) = default;
};

/// By the ids of steps and exceptions.
using EventMarks = std::map<std::string, EventMark>;

/// The events of the process or sub-process `element` of a drawing; none where its text cannot be read.
[[nodiscard]] EventMarks eventMarks(const Drawing& drawing, std::string_view element);

} // namespace tributary
