// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_marks.h"

#include "core/exchange/bpmn_document.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace tributary {

namespace {

std::optional<EventMark::Kind> eventKind(BpmnKind kind) {
    switch (kind) {
    case BpmnKind::start:
        return EventMark::Kind::start;
    case BpmnKind::end:
        return EventMark::Kind::end;
    case BpmnKind::catchEvent:
        return EventMark::Kind::catches;
    case BpmnKind::throwEvent:
        return EventMark::Kind::throws;
    case BpmnKind::boundaryEvent:
        return EventMark::Kind::boundary;
    default:
        return std::nullopt;
    }
}

EventTrigger triggerNamed(std::string_view definition) {
    static constexpr std::array<std::pair<std::string_view, EventTrigger>, 10> names{{
        {"messageEventDefinition", EventTrigger::message},
        {"timerEventDefinition", EventTrigger::timer},
        {"errorEventDefinition", EventTrigger::error},
        {"escalationEventDefinition", EventTrigger::escalation},
        {"signalEventDefinition", EventTrigger::signal},
        {"conditionalEventDefinition", EventTrigger::conditional},
        {"linkEventDefinition", EventTrigger::link},
        {"terminateEventDefinition", EventTrigger::terminate},
        {"compensateEventDefinition", EventTrigger::compensation},
        {"cancelEventDefinition", EventTrigger::cancel},
    }};
    const auto found = std::ranges::find(names, definition, &std::pair<std::string_view, EventTrigger>::first);
    return found == names.end() ? EventTrigger::none : found->second;
}

EventTrigger triggerOf(const XmlTree& tree, XmlIndex event) {
    EventTrigger trigger = EventTrigger::none;
    int count = 0;
    tree.forEachChild(event, [&](XmlIndex child) {
        const std::string_view name = tree.name(child).local;
        if (!name.ends_with("EventDefinition") && name != "eventDefinitionRef")
            return;
        ++count;
        trigger = triggerNamed(name);
    });
    return count > 1 ? EventTrigger::multiple : trigger;
}

} // namespace

EventMarks eventMarks(const Drawing& drawing, std::string_view element) {
    EventMarks marks;
    const auto document = BpmnDocument::read(wholeText(drawing));
    const BpmnScope* scope = document ? document->findScope(element) : nullptr;
    if (!scope)
        return marks;
    for (const BpmnNode& node : scope->nodes)
        if (const auto kind = eventKind(node.kind))
            marks.emplace(node.key, EventMark{*kind, triggerOf(document->tree, node.element)});
    return marks;
}

} // namespace tributary
