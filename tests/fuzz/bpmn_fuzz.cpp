// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the reader of BPMN. The first byte chooses: the bytes as they are, as the elements of a process,
// or spliced into a good text; and what is done to the map before it goes out again. What comes in must leave a sound
// model that can be written, and what goes out must come in again as the map that it was.
#include "core/exchange/bpmn.h"
#include "core/exchange/json.h"
#include "core/model/map_edits.h"
#include "core/model/references.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace tributary;

namespace {

constexpr std::string_view head =
    R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" )"
    R"(xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:t="urn:tributary:bpmn:1" )"
    R"(xmlns:b="http://www.bpsim.org/schemas/2.0" id="ds"><process id="p" name="P"><laneSet><lane id="l" name="L">)"
    R"(<flowNodeRef>a</flowNodeRef></lane></laneSet><startEvent id="s"/><task id="a" t:touch="1/2/4 hour"/>)"
    R"(<sequenceFlow id="f" sourceRef="s" targetRef="a"/>)";
constexpr std::string_view tail =
    R"(<endEvent id="e"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/></process></definitions>)";

void require(bool law) {
    if (!law)
        std::abort();
}

/// Changes a map as a hand would, where that is possible.
Model changed(const Model& model, unsigned how) {
    const Process& process = *model.processes().begin();
    const StepId step = process.steps[how % process.steps.size()].id;
    Step made;
    made.name = "New";
    Result<Edit> edit = Edit();
    if (how % 4 == 1)
        edit = addStepAfter(model, process.id, step, made);
    else if (how % 4 == 2)
        edit = eraseParts(model, process.id, {{MapPart::Kind::task, step.text}});
    else if (how % 4 == 3)
        edit = addException(model, process.id, step, "Odd");
    return edit ? apply(model, *edit).model : model;
}

void readDrawing(std::string_view text, unsigned how) {
    const auto import = importBpmn(Model(), text, "file");
    if (!import)
        return require(!import.error().message.empty());
    Model model = apply(Model(), import->edit).model;
    require(checkReferences(model).has_value());
    const auto json = readJson(writeJson(model));
    require(json && *json == model);
    model = changed(model, how);
    for (const Process& process : model.processes()) {
        const auto made = exportBpmn(model, process.id);
        if (!made)
            return require(!made.error().message.empty());
        const auto again = importBpmn(model, made->text, "file");
        require(again.has_value());
        require(checkReferences(apply(model, again->edit).model).has_value());
        if (how % 4 == 0)
            return; // one is enough: an export writes all
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    const unsigned how = bytes[0] / 2;
    if (bytes[0] % 2 == 0)
        readDrawing(text, how);
    else
        readDrawing(std::string(head).append(text).append(tail), how);
    return 0;
}
