// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/model/entity_json.h"
#include "core/model/map_edits.h"
#include "tests/core/exchange/bpmn_builder.h"
#include "tests/shared_data.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Lanes with a loop, an exception, a parallel block, a sub-process and what BPMN only implies, without a diagram.
std::string mixedText() {
    return bpmnText(R"(<process id="p" name="Repair"><laneSet id="ls">
<lane id="l1" name="Desk"><flowNodeRef>s</flowNodeRef><flowNodeRef>a</flowNodeRef></lane>
<lane id="l2" name="Shop"><flowNodeRef>b</flowNodeRef><flowNodeRef>c</flowNodeRef></lane></laneSet>
<startEvent id="s"><outgoing>f1</outgoing></startEvent>
<userTask id="a" name="Take the call"><incoming>f1</incoming><outgoing>f2</outgoing><outgoing>f3</outgoing></userTask>
<task id="b" name="Diagnose"/><task id="c" name="Order"/><task id="d" name="Escalate"/>
<exclusiveGateway id="g" name="Found?" default="f6"/><parallelGateway id="j"/>
<subProcess id="u" name="Mend"><startEvent id="us"/><task id="ut" name="Turn"/><sequenceFlow id="uf" sourceRef="us" targetRef="ut"/></subProcess>
<boundaryEvent id="x" name="Too late" attachedToRef="b"><timerEventDefinition/></boundaryEvent>
<endEvent id="e"/><dataObject id="data"/><textAnnotation id="t"><text>Note</text></textAnnotation>
<association id="as" sourceRef="b" targetRef="t"/>
)" + drawnFlow("f1", "s", "a") +
                    drawnFlow("f2", "a", "b") + drawnFlow("f3", "a", "c") + drawnFlow("f4", "b", "j") +
                    drawnFlow("f5", "c", "j") + drawnFlow("f9", "j", "g") + drawnFlow("f6", "g", "u") +
                    drawnFlow("f7", "g", "g2") + drawnFlow("f8", "u", "e") + drawnFlow("fx", "x", "d") +
                    drawnFlow("f10", "g", "a") + "</process>");
}

/// Draws and erases parts of maps as hands would.
class Hands {
public:
    Hands(Model model, unsigned seed) : model_(std::move(model)), random_(seed) {}

    void edit() {
        const Process& process = *std::next(model_.processes().begin(), pick(model_.processes().size()));
        const ProcessId id = process.id;
        const StepId step = process.steps[static_cast<size_t>(pick(process.steps.size()))].id;
        const StepId other = process.steps[static_cast<size_t>(pick(process.steps.size()))].id;
        Step made;
        made.name = "Step <" + std::to_string(++count_) + "> & \"more\"";
        made.kind = static_cast<StepKind>(1 + pick(4));
        if (made.kind == StepKind::task)
            made.touch = Parameter::parse("1/2/4 hour").value();
        const std::string at = "task/" + step.text;
        const EntityRef ref{Process::kind, id.text};
        switch (pick(13)) {
        case 0:
            return take(addStepAfter(model_, id, step, made));
        case 1:
            return take(addBranch(model_, id, step, made));
        case 2:
            return take(addFlow(model_, id, step, other));
        case 3:
            return take(addException(model_, id, step, made.name));
        case 4:
            return take(addLane(model_, id, {LaneId(), made.name, pick(2) ? firstGroup() : GroupId()}));
        case 5:
            return take(
                addPool(model_, id,
                        {PoolId(), made.name, firstGroup(), {}, {}, WorkingHours::parse("Mon-Fri 8-16 x2").value()}));
        case 6:
            return take(eraseParts(model_, id, {{MapPart::Kind::task, step.text}}));
        case 7:
            if (!process.lanes.empty())
                take(moveToLane(model_, id, {step}, process.lanes[static_cast<size_t>(pick(process.lanes.size()))].id));
            return;
        case 8:
            take(setField(model_, ref, at + "/name", made.name));
            take(setField(model_, ref, at + "/priority", pick(2) ? "-3" : "0"));
            take(setField(model_, ref, at + "/spread", pick(2) ? "gamma" : "lognormal"));
            take(setField(model_, ref, at + "/patience", pick(2) ? "2 day" : ""));
            return take(setField(model_, ref, at + "/delay", pick(2) ? "3 day" : ""));
        case 9:
            if (!process.flows.empty())
                take(eraseParts(
                    model_, id,
                    {{MapPart::Kind::flow, process.flows[static_cast<size_t>(pick(process.flows.size()))].id.text}}));
            return;
        case 10:
            if (!process.exceptions.empty())
                take(setField(model_, ref, "exception/" + process.exceptions.front().id.text + "/resumes",
                              pick(2) ? step.text : ""));
            return;
        case 11:
            if (findStep(process, step)->kind == StepKind::task)
                take(setStepKind(model_, id, step, pick(3) ? subProcessKind : "task"));
            return;
        default:
            return take(pick(2) ? setField(model_, ref, "arrivals", pick(2) ? "600 case/month" : "")
                                : setField(model_, ref, "population", pick(2) ? "40" : ""));
        }
    }

    [[nodiscard]] const Model& model() const { return model_; }

private:
    std::ptrdiff_t pick(size_t count) {
        return std::uniform_int_distribution<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(count) - 1)(random_);
    }
    [[nodiscard]] GroupId firstGroup() const {
        return model_.groups().empty() ? GroupId() : model_.groups().begin()->id;
    }
    void take(const Result<Edit>& edit) {
        if (edit)
            model_ = apply(model_, *edit).model;
    }

    Model model_;
    std::mt19937 random_;
    int count_ = 0;
};

/// A map as text in which the order of parts does not show.
std::string canonical(Process process) {
    process.origin = {};
    const auto sort = [](auto& parts) { std::ranges::sort(parts, {}, [](const auto& part) { return part.id.text; }); };
    sort(process.lanes);
    sort(process.steps);
    sort(process.flows);
    sort(process.exceptions);
    return toJsonText(process);
}

/// Whether every step but an end has a way on: BPMN would imply an end behind one that has none.
bool isWhole(const Process& process) {
    return std::ranges::all_of(process.steps, [&](const Step& step) {
        return step.kind == StepKind::end || std::ranges::count(process.flows, step.id, &Flow::from) > 0;
    });
}

void checkLaw(const Model& first, unsigned seed) {
    Hands hands(first, seed);
    for (int edits = 0; edits < 12; ++edits) {
        hands.edit();
        for (const Process& process : hands.model().processes()) {
            if (!isWhole(process))
                continue;
            const std::string text = exported(hands.model(), process.id);
            INFO(seed << ", " << edits << ", " << process.id.text << "\n" << text);
            const Model again = withDrawing(hands.model(), text);
            const Process* read = again.processes().find(process.id);
            REQUIRE(read);
            REQUIRE(canonical(*read) == canonical(process));
            // What was written once is written no other way the next time, unless the drawing has another name then,
            // for a map that lost its place in it keeps the old one: a process without a name is called as the drawing.
            if (again.drawings().size() == hands.model().drawings().size())
                CHECK(exported(again, process.id) == text);
        }
    }
}

} // namespace

TEST_CASE("Whatever hands do to a map, its export reads as the map") {
    const Model mixed = withDrawing(Model(), mixedText());
    const Model drawn = modelFromTemplate("transit").value();
    const unsigned seeds = std::getenv("TRIBUTARY_LONG_TESTS") ? 200 : 10;
    for (unsigned seed = 0; seed < seeds; ++seed) {
        checkLaw(mixed, seed);
        checkLaw(drawn, 1000 + seed);
    }
}

TEST_CASE("Whatever hands do to the maps of the sample files, their exports read as the maps") {
    const auto folder = sharedData("data/bpmn");
    if (!folder)
        return;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
        if (entry.path().extension() != ".bpmn")
            continue;
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        INFO(entry.path().filename().string());
        const Model model = withDrawing(Model(), bytes);
        for (unsigned seed = 0; seed < 2; ++seed)
            checkLaw(model, seed);
    }
}
