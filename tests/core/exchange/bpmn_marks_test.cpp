// SPDX-License-Identifier: GPL-3.0-or-later
// What a map is drawn with of the events of the BPMN text that it came from.
#include "core/exchange/bpmn_marks.h"
#include "tests/core/exchange/bpmn_builder.h"

using namespace tributary;
using namespace tributary::test;

TEST_CASE("the events of a drawing are known by the steps and exceptions of the map") {
    const std::string text = processText(
        "<startEvent id=\"begin\"><messageEventDefinition/></startEvent><task id=\"work\"/>"
        "<intermediateCatchEvent id=\"wait\"><timerEventDefinition/></intermediateCatchEvent>"
        "<intermediateThrowEvent id=\"tell\"><signalEventDefinition/></intermediateThrowEvent>"
        "<intermediateCatchEvent "
        "id=\"either\"><timerEventDefinition/><messageEventDefinition/></intermediateCatchEvent>"
        "<boundaryEvent id=\"late\" attachedToRef=\"work\"><timerEventDefinition/></boundaryEvent>"
        "<endEvent id=\"done\"/>" +
        drawnFlow("a", "begin", "work") + drawnFlow("b", "work", "wait") + drawnFlow("c", "wait", "tell") +
        drawnFlow("d", "tell", "either") + drawnFlow("e", "either", "done") + drawnFlow("f", "late", "done"));
    const Model model = withDrawing(Model(), text);
    const Process& process = *model.processes().begin();
    const EventMarks marks = eventMarks(*model.drawings().find(process.origin.drawing), process.origin.element);
    using Kind = EventMark::Kind;
    const EventMarks wanted{
        {"begin", {Kind::start, EventTrigger::message}}, {"wait", {Kind::catches, EventTrigger::timer}},
        {"tell", {Kind::throws, EventTrigger::signal}},  {"either", {Kind::catches, EventTrigger::multiple}},
        {"late", {Kind::boundary, EventTrigger::timer}}, {"done", {Kind::end, EventTrigger::none}}};
    CHECK(marks == wanted);
    for (const auto& each : marks) {
        const std::string& id = each.first;
        const bool isException = process.exceptions.size() == 1 && process.exceptions.front().id.text == id;
        CHECK(
            (std::ranges::any_of(process.steps, [&](const Step& step) { return step.id.text == id; }) || isException));
    }
    CHECK(eventMarks(*model.drawings().find(process.origin.drawing), "moon").empty());
    Drawing broken;
    broken.text = {"<definitions"};
    CHECK(eventMarks(broken, "p").empty());
}
