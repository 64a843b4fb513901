// SPDX-License-Identifier: GPL-3.0-or-later
// Sub-processes and calls of BPMN: steps that lead to maps, loops of calls, and what events start.
#include "core/model/map_edits.h"
#include "core/model/sub_processes.h"
#include "core/model/validate.h"
#include "tests/builders.h"
#include "tests/core/exchange/bpmn_builder.h"
#include "tests/shared_data.h"

#include <fstream>
#include <iterator>

using namespace tributary;
using namespace tributary::test;
using Catch::Contains;

namespace {

/// A sub-process `id` between a start and an end of its own, around these elements.
std::string subProcessOf(const std::string& id, const std::string& content, const std::string& more = {}) {
    return "<subProcess id=\"" + id + "\" name=\"" + id + " name\"" + more + "><startEvent id=\"" + id +
           "s\"/><task id=\"" + id + "t\"/><endEvent id=\"" + id + "e\"/>" + drawnFlow(id + "f1", id + "s", id + "t") +
           drawnFlow(id + "f2", id + "t", id + "e") + content + "</subProcess>";
}

/// A process `id` of one node between its start and end.
std::string processOf(const std::string& id, const std::string& node, const std::string& nodeId) {
    return "<process id=\"" + id + "\" name=\"" + id + " name\"><startEvent id=\"" + id + "s\"/>" + node +
           "<endEvent id=\"" + id + "e\"/>" + drawnFlow(id + "f1", id + "s", nodeId) +
           drawnFlow(id + "f2", nodeId, id + "e") + "</process>";
}

std::string call(const std::string& id, const std::string& called) {
    return "<callActivity id=\"" + id + "\" name=\"Call\" calledElement=\"" + called + "\"/>";
}

const Process& mapOf(const Model& model, std::string_view element) {
    for (const Process& process : model.processes())
        if (process.origin.element == element)
            return process;
    FAIL("no map of " << element);
    return *model.processes().begin();
}

const Process& inside(const Model& model, std::string_view element, std::string_view step) {
    const Process* inner = model.processes().find(stepOf(mapOf(model, element), step).inner);
    REQUIRE(inner);
    return *inner;
}

/// Whether two models have the same maps, wherever they came from.
bool alike(const Model& a, const Model& b) {
    return a.processes().size() == b.processes().size() &&
           std::ranges::all_of(a.processes().begin(), a.processes().end(), [&](Process process) {
               const Process* other = b.processes().find(process.id);
               if (other)
                   process.origin = other->origin;
               return other && process == *other;
           });
}

bool hasLoop(const Model& model) {
    const SubProcesses nested(model);
    return std::ranges::any_of(model.processes().begin(), model.processes().end(),
                               [&](const Process& process) { return !nested.loopAt(process.id).empty(); });
}

/// The text without the marks that an export adds.
std::string bare(std::string text) {
    for (const std::string_view mark : {" xmlns:tributary=\"", " tributary:process=\""})
        for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
            text.erase(at, text.find('"', at + mark.size()) + 1 - at);
    return text;
}

} // namespace

TEST_CASE("Steps lead to the maps of their sub-processes and of the processes that they call") {
    const std::string text =
        bpmnText(processOf("p", subProcessOf("u", subProcessOf("v", "")), "u") + processOf("c", call("k", "q"), "k") +
                 processOf("q", "<task id=\"qt\"/>", "qt") + processOf("d", call("far", "elsewhere"), "far"));
    const Model model = withDrawing(Model(), text);
    const BpmnImport import = imported(Model(), text);
    CHECK(inside(model, "p", "u").origin.element == "u");
    CHECK(inside(model, "c", "k").origin.element == "q");
    CHECK(SubProcesses(model).wayTo(mapOf(model, "u").id).size() == 2);
    CHECK_THAT(fateOf(import, "u"), Contains("leads to the map p name: u name"));
    CHECK_THAT(fateOf(import, "k"), Contains("leads to the map q name"));
    CHECK_THAT(fateOf(import, "far"), Contains("not in the file"));
    CHECK(stepOf(mapOf(model, "d"), "far").inner.empty());
    for (const Process& process : model.processes())
        CHECK(alike(withDrawing(model, exported(model, process.id)), model));
}

TEST_CASE("The own time of a sub-process counts, and what is in it stays a map beside it") {
    const std::string text = bpmnText(processOf("p", subProcessOf("u", "", " tributary:delay=\"2 hour\""), "u"));
    const Model model = withDrawing(Model(), text);
    const Step& step = stepOf(mapOf(model, "p"), "u");
    CHECK(step.inner.empty());
    CHECK(findDetail(model, mapOf(model, "p"), step.id) == &mapOf(model, "u"));
    CHECK_THAT(fateOf(imported(Model(), text), "u"), Contains("own time counts"));
    // A model may say otherwise, and its export tells it.
    const Model changed = after(
        model, setField(model, {Process::kind, mapOf(model, "p").id.text}, "task/u/inner", mapOf(model, "u").id.text));
    const Model again = withDrawing(changed, exported(changed, mapOf(changed, "p").id));
    CHECK(stepOf(mapOf(again, "p"), "u") == stepOf(mapOf(changed, "p"), "u"));
}

TEST_CASE("A call of the process that it is in, and a loop of calls, are named and come in as plain steps") {
    const std::string self = bpmnText(processOf("p", call("k", "p"), "k"));
    CHECK_THAT(fateOf(imported(Model(), self), "k"), Contains("calls the process that it is in"));
    CHECK(stepOf(mapOf(withDrawing(Model(), self), "p"), "k").inner.empty());

    const std::string loop = bpmnText(processOf("a", call("ka", "b"), "ka") +
                                      processOf("b", subProcessOf("u", "<task id=\"x\"/>" + call("kb", "a")), "u") +
                                      processOf("z", call("kz", "a"), "kz"));
    const BpmnImport import = imported(Model(), loop);
    CHECK_THAT(fateOf(import, "ka"), Contains("a name \u2192 b name \u2192 u name \u2192 a name"));
    CHECK_THAT(fateOf(import, "kb"), Contains("u name \u2192 a name \u2192 b name \u2192 u name"));
    const Model model = withDrawing(Model(), loop);
    CHECK_FALSE(hasLoop(model));
    CHECK(inside(model, "z", "kz").origin.element == "a"); // into the loop, not of it
    CHECK(inside(model, "b", "u").origin.element == "u");
    CHECK(bare(exported(model, mapOf(model, "a").id)) == bare(exported(model, mapOf(model, "z").id)));
}

TEST_CASE("What an event starts in a sub-process is an exception at it, and goes out as it came") {
    const std::string text = bpmnText(processOf(
        "p",
        subProcessOf("u", "<boundaryEvent id=\"b\" attachedToRef=\"ut\"><timerEventDefinition/></boundaryEvent>" +
                              subProcessOf("ev", "", " triggeredByEvent=\"true\"")) +
            "<boundaryEvent id=\"edge\" attachedToRef=\"u\"><errorEventDefinition/></boundaryEvent>" +
            subProcessOf("top", "", " triggeredByEvent=\"true\""),
        "u"));
    const BpmnImport import = imported(Model(), text);
    const Model model = withDrawing(Model(), text);
    const Process& whole = mapOf(model, "p");
    REQUIRE(whole.exceptions.size() == 2);
    CHECK(whole.exceptions[0].id == ExceptionId("edge"));
    CHECK(whole.exceptions[1].id == ExceptionId("ev"));
    CHECK(whole.exceptions[1].step == StepId("u"));
    CHECK(whole.exceptions[1].name == "ev name");
    CHECK(inside(model, "p", "u").exceptions.size() == 1); // at the edge of a task in it
    CHECK_THAT(fateOf(import, "ev"), Contains("an exception at u") && Contains("assumed: 10%"));
    CHECK_THAT(fateOf(import, "b"), Contains("an exception at ut"));
    CHECK_THAT(fateOf(import, "top"), Contains("no case comes to it"));
    const std::string out = exported(model, whole.id);
    for (const std::string_view part : {"id=\"ev\" name=\"ev name\" triggeredByEvent=\"true\"",
                                        "id=\"top\" name=\"top name\" triggeredByEvent=\"true\""})
        CHECK_THAT(out, Contains(std::string(part)));
    // Its name and how often it happens are written where it stands.
    Model changed = after(model, setField(model, {Process::kind, whole.id.text}, "exception/ev/frequency", "3%"));
    changed = after(changed, setField(changed, {Process::kind, whole.id.text}, "exception/ev/name", "Fire"));
    const std::string written = exported(changed, whole.id);
    CHECK_THAT(written, Contains("name=\"Fire\"") && Contains("tributary:frequency=\"3%\""));
    CHECK(withDrawing(changed, written).processes().find(whole.id)->exceptions ==
          changed.processes().find(whole.id)->exceptions);
    // One that goes on elsewhere becomes an event at the edge.
    changed = after(changed, setField(changed, {Process::kind, whole.id.text}, "exception/ev/resumes", "pe"));
    CHECK(withDrawing(changed, exported(changed, whole.id)).processes().find(whole.id)->exceptions ==
          changed.processes().find(whole.id)->exceptions);
}

TEST_CASE("A sub-process that was drawn here goes out with what is in it and a diagram of its own, and comes back") {
    const ProcessId id("repair");
    Model model = after(Model(), addProcess(Model(), MetricId(), "Repair"));
    Step step;
    step.name = "Mend";
    step.touch = parameter("1/2/4 hour");
    model = after(model, addStepAfter(model, id, StepId("start"), step));
    model = after(model, setStepKind(model, id, StepId("mend"), subProcessKind));
    const ProcessId inner = stepOf(*model.processes().find(id), "mend").inner;
    Step deeper;
    deeper.name = "Look";
    model = after(model, addSubProcessAfter(model, inner, StepId("start"), deeper));
    const std::string text = exported(model, id);
    INFO(text);
    const auto tree = XmlTree::parse(text);
    REQUIRE(tree);
    CHECK(countOf(*tree, "subProcess") == 2);
    CHECK(countOf(*tree, "BPMNDiagram") == 3);
    CHECK(countOf(*tree, "BPMNPlane") == 3);
    CHECK(countOf(*tree, "BPMNEdge") == 2 + 3 + 1);
    CHECK_THAT(text, Contains("isExpanded=\"false\""));
    const Model again = withDrawing(model, text);
    CHECK(alike(again, model));
    CHECK(exported(again, id) == text);
    // Into another model it comes as maps of that.
    const Model other = withDrawing(Model(), text);
    CHECK(other.processes().size() == 3);
    CHECK(SubProcesses(other).within(mapOf(other, "process_repair").id).size() == 3);
    // Erased, it leaves nothing of itself.
    const Model gone = after(again, eraseParts(again, id, {{MapPart::Kind::task, "mend"}}));
    const auto rest = XmlTree::parse(exported(gone, id));
    REQUIRE(rest);
    CHECK(countOf(*rest, "subProcess") == 0);
    CHECK(countOf(*rest, "BPMNDiagram") == 1);
}

TEST_CASE("Tasks of a file become sub-processes, calls and tasks again, and their exports say so") {
    const std::string text =
        bpmnText(processOf("p", "<task id=\"t\" name=\"Turn\"/>", "t") + processOf("q", "<task id=\"qt\"/>", "qt") +
                 processOf("r", subProcessOf("u", ""), "u"));
    const Model model = withDrawing(Model(), text);
    const auto survives = [](const Model& changed, const ProcessId& id) {
        const std::string out = exported(changed, id);
        INFO(out);
        const Model again = withDrawing(changed, out);
        CHECK(alike(again, changed));
        CHECK(exported(again, id) == out);
        return out;
    };
    const ProcessId p = mapOf(model, "p").id, q = mapOf(model, "q").id, r = mapOf(model, "r").id;
    const Model nested = after(model, setStepKind(model, p, StepId("t"), subProcessKind));
    CHECK_THAT(survives(nested, p), Contains("<subProcess id=\"t\" name=\"Turn\""));
    const Model called = after(model, setField(model, {Process::kind, p.text}, "task/t/inner", q.text));
    CHECK_THAT(survives(called, p), Contains("<callActivity id=\"t\" name=\"Turn\" calledElement=\"q\""));
    const Model plain = after(model, setStepKind(model, r, StepId("u"), "task"));
    CHECK_THAT(survives(plain, r), Contains("tributary:inner=\"none\"") && Contains("<task id=\"ut\"/>"));
    const Model gateway = after(model, setStepKind(model, r, StepId("u"), "exclusive"));
    CHECK_THAT(survives(gateway, r), Contains("<exclusiveGateway id=\"u\"") && !Contains("<task id=\"ut\"/>"));
}

TEST_CASE("The sub-processes of the sample files are simulated with what is in them") {
    const auto folder = sharedData("data/bpmn");
    if (!folder)
        return;
    std::ifstream in(*folder / "miwg/A.4.0.bpmn", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const Model model = withDrawing(Model(), bytes);
    size_t inner = 0;
    for (const Process& process : model.processes())
        for (const Step& step : process.steps)
            inner += step.isSubProcess() ? 1 : 0;
    CHECK(inner == 2);
    CHECK_FALSE(hasLoop(model));
}
