// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_map.h"
#include "core/model/map_edits.h"
#include "core/model/validate.h"
#include "tests/core/exchange/bpmn_builder.h"
#include "tests/core/model/measured.h"

using namespace tributary;
using namespace tributary::test;
using Catch::Contains;

namespace {

Group groupNamed(const char* id, const char* name) {
    Group group;
    group.id = GroupId(id);
    group.name = name;
    return group;
}

std::string quantityText(const std::optional<Parameter>& parameter) { return parameter ? parameter->text() : "none"; }

/// The map of the elements of one process, and the report.
struct Read {
    Model model;
    BpmnImport import;
    Process map;

    explicit Read(std::string_view elements) : Read(Model(), processText(elements)) {}
    Read(const Model& before, std::string_view text)
        : model(withDrawing(before, text)), import(imported(before, text)), map(*model.processes().begin()) {
        for (const Problem& problem : validate(measured(model)))
            if (problem.severity ==
                Severity::error) // a drawing may have steps that no flow leads to, and ends in branches
                CHECK_THAT(problem.message,
                           Contains("No case ever comes to") || Contains("cases are not put together again"));
    }
};

} // namespace

TEST_CASE("A process becomes a map of its name: events, tasks of all kinds, gateways and ways") {
    const Read read(R"(<startEvent id="s"/><userTask id="u" name="Ask"/><callActivity id="c" name="Call
        on"/><parallelGateway id="o"/><scriptTask id="t"/><parallelGateway id="q"/><endEvent id="e"/>)" +
                    drawnFlow("f1", "s", "u") + drawnFlow("f2", "u", "o") + drawnFlow("f3", "o", "c") +
                    drawnFlow("f4", "o", "t") + drawnFlow("f5", "c", "q") + drawnFlow("f6", "t", "q") +
                    drawnFlow("f7", "q", "e", " name=\"done\""));
    CHECK(read.map.name == "Repair");
    CHECK(read.map.steps.size() == 7);
    CHECK(read.map.flows.size() == 7);
    CHECK(stepOf(read.map, "u").kind == StepKind::task);
    CHECK(stepOf(read.map, "c").name == "Call on");
    CHECK(stepOf(read.map, "o").kind == StepKind::parallel);
    CHECK(wayOf(read.map, "q", "e").name == "done");
    CHECK(read.import.notes.empty());
    CHECK(read.import.processes == std::vector{ProcessId("repair")});
    CHECK(read.import.edit.label == "Import file");
}

TEST_CASE("Names of namespaces do not matter, and neither does the place of a declaration") {
    const Model model = withDrawing(Model(), R"(<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" name="Here"><startEvent id="s"/>
<z:task xmlns:z="http://www.omg.org/spec/BPMN/20100524/MODEL" id="t"/><task xmlns="urn:other" id="no"/>
<sequenceFlow id="f" sourceRef="s" targetRef="t"/></process></b:definitions>)");
    CHECK(only(model).steps.size() == 3);
    CHECK(stepOf(only(model), "t").kind == StepKind::task);
    const std::string text = exported(model, only(model).id);
    CHECK(only(withDrawing(model, text)).flows == only(model).flows);
}

TEST_CASE("Lanes belong to the groups of their names, and a group that is not there is added and named") {
    const Model before = apply(Model(), {"", "", {put(groupNamed("mt", "Maintenance"))}}).model;
    const Read read(before, processText(R"(<laneSet><lane id="l1" name="MAINTENANCE"><flowNodeRef>s</flowNodeRef></lane>
<lane id="l2" name="Outer"><childLaneSet><lane id="l3" name="Stores"><flowNodeRef>t</flowNodeRef><flowNodeRef>e</flowNodeRef></lane>
</childLaneSet></lane></laneSet><startEvent id="s"/><task id="t"/><endEvent id="e"/>)" +
                                        drawnFlow("f1", "s", "t") + drawnFlow("f2", "t", "e")));
    REQUIRE(read.map.lanes.size() == 2);
    CHECK(read.map.lanes[0].group == GroupId("mt"));
    CHECK(read.map.lanes[1].group == GroupId("stores"));
    CHECK(stepOf(read.map, "s").lane == LaneId("l1"));
    CHECK(stepOf(read.map, "e").lane == LaneId("l3"));
    CHECK(read.model.groups().size() == 2);
    CHECK(read.model.groups().find(GroupId("stores"))->headcount == Quantity());
    CHECK_THAT(fateOf(read.import, "l3"), Contains("the group Stores was added"));
    CHECK_THAT(fateOf(read.import, "l2"), Contains("the lanes within it"));
    CHECK(fateOf(read.import, "l1").empty());
}

TEST_CASE("Ways out of a gateway without shares are assumed alike, said so, and the default takes the rest") {
    const Read read(
        R"(<startEvent id="s"/><exclusiveGateway id="g" default="f2"/><task id="a"/><task id="b"/><task id="c"/>
<endEvent id="e"/>)" +
        drawnFlow("f1", "s", "g") + drawnFlow("f2", "g", "a") + drawnFlow("f3", "g", "b") + drawnFlow("f4", "g", "c") +
        drawnFlow("f5", "a", "e") + drawnFlow("f6", "b", "e") + drawnFlow("f7", "c", "e"));
    CHECK(quantityText(wayOf(read.map, "g", "a").share) == "none");
    CHECK(quantityText(wayOf(read.map, "g", "b").share) == "33.33%");
    CHECK_THAT(fateOf(read.import, "f3"), Contains("assumed: 33.33%"));
    CHECK(fateOf(read.import, "f2").empty());
}

TEST_CASE("Several ways out of a task are taken all at once, and with conditions one of them") {
    const std::string steps =
        "<startEvent id=\"s\"/><task id=\"t\"/><task id=\"a\"/><endEvent id=\"e\"/><endEvent id=\"z\"/>";
    const Read all(steps + drawnFlow("f1", "s", "t") + drawnFlow("f2", "t", "a") + drawnFlow("f3", "t", "e") +
                   drawnFlow("f4", "a", "z"));
    CHECK(stepOf(all.map, "t-split").kind == StepKind::parallel);
    CHECK(wayOf(all.map, "t-split", "e").id == FlowId("f3"));
    CHECK(quantityText(wayOf(all.map, "t-split", "a").share) == "none");
    CHECK_THAT(fateOf(all.import, "t"), Contains("its 2 ways out") && Contains("in parallel"));

    const std::string when = "><conditionExpression>x</conditionExpression></sequenceFlow>";
    const Read one(steps + drawnFlow("f1", "s", "t") + R"(<sequenceFlow id="f2" sourceRef="t" targetRef="a")" + when +
                   R"(<sequenceFlow id="f3" sourceRef="t" targetRef="e")" + when + drawnFlow("f4", "a", "z"));
    CHECK(quantityText(wayOf(one.map, "t", "a").share) == "50%");
    CHECK(quantityText(wayOf(one.map, "t", "e").share) == "none");
    CHECK(fateOf(one.import, "t").empty());
}

TEST_CASE("A way from a task back to itself beside one that goes on is a loop, whose share is to be typed") {
    const Read read(R"(<startEvent id="s"/><task id="t"/><endEvent id="e"/>)" + drawnFlow("f1", "s", "t") +
                    drawnFlow("f2", "t", "t") + drawnFlow("f3", "t", "e"));
    CHECK(read.map.steps.size() == 3);
    CHECK(quantityText(wayOf(read.map, "t", "t").share) == "50%");
    CHECK_THAT(fateOf(read.import, "t"), Contains("a loop"));
    CHECK_THAT(fateOf(read.import, "f2"), Contains("assumed: 50%"));
}

TEST_CASE("What BPMN leaves out is implied: one start for several, a start and ends that are not drawn") {
    const Read several(R"(<startEvent id="s1"/><startEvent id="s2"/><task id="t"/>)" + drawnFlow("f1", "s1", "t") +
                       drawnFlow("f2", "s2", "t"));
    CHECK(stepOf(several.map, "start").kind == StepKind::start);
    CHECK(quantityText(wayOf(several.map, "start", "s1").share) == "50%");
    CHECK(wayOf(several.map, "t", "end").share == std::nullopt);
    CHECK_THAT(fateOf(several.import, "s1"), Contains("several starts"));

    const Read none(R"(<task id="a"/><task id="b"/>)" + drawnFlow("f1", "a", "b"));
    CHECK(wayOf(none.map, "start", "a").id == FlowId("start-a"));
    CHECK_THAT(fateOf(none.import, "p"), Contains("cases come in at a"));

    const Read links(
        R"(<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="L"/></intermediateThrowEvent>
<intermediateCatchEvent id="c"><linkEventDefinition name="L"/></intermediateCatchEvent><endEvent id="e"/>)" +
        drawnFlow("f1", "s", "t") + drawnFlow("f2", "c", "e"));
    CHECK(wayOf(links.map, "t", "c").share == std::nullopt);
}

TEST_CASE("A step without a way to an end is named, for the model cannot be run with it") {
    const std::string text = processText(
        "<startEvent id=\"s\"/><exclusiveGateway id=\"g\"/><task id=\"w\"/><endEvent id=\"e\"/>" +
        drawnFlow("f1", "s", "g") + drawnFlow("f2", "g", "w") + drawnFlow("f3", "w", "w") + drawnFlow("f4", "g", "e"));
    const BpmnImport import = imported(Model(), text);
    CHECK_THAT(fateOf(import, "w"), Contains("no way leads from it to an end"));
    CHECK(fateOf(import, "g").empty());
}

TEST_CASE("A timer delays by its duration, and another event is named, for nobody knows how long it takes") {
    const Read read(R"(<startEvent id="s"/><intermediateCatchEvent id="w" name="Night"><timerEventDefinition>
<timeDuration>P1DT2H30M</timeDuration></timerEventDefinition></intermediateCatchEvent>
<intermediateCatchEvent id="m"><messageEventDefinition/></intermediateCatchEvent><endEvent id="e"/>)" +
                    drawnFlow("f1", "s", "w") + drawnFlow("f2", "w", "m") + drawnFlow("f3", "m", "e"));
    CHECK(quantityText(stepOf(read.map, "w").delay) == "26.5 hour");
    CHECK(fateOf(read.import, "w").empty());
    CHECK_THAT(fateOf(read.import, "m"), Contains("a step that waits (message)"));
}

TEST_CASE("Durations are those of ISO 8601") {
    CHECK(hoursOfDuration("PT15M") == 0.25);
    CHECK(hoursOfDuration("P2W") == 336);
    CHECK(hoursOfDuration("P1Y1M1DT1H30M36S") == 8766 + 730.5 + 24 + 1 + 0.5 + 0.01);
    for (const char* wrong : {"", "P", "PT", "15M", "P1H", "PT1D", "P1", "PTM", "P-1D", "${later}", "PT1HT1M"})
        CHECK_FALSE(hoursOfDuration(wrong));
}

TEST_CASE("An event at the edge of a task is an exception that goes on where its way leads") {
    const Read read(
        R"(<startEvent id="s"/><task id="t"/><boundaryEvent id="x" name="Fails" attachedToRef="t"><errorEventDefinition/>
</boundaryEvent><boundaryEvent id="y" attachedToRef="t" cancelActivity="false"><timerEventDefinition/></boundaryEvent>
<boundaryEvent id="z" attachedToRef="t"><compensateEventDefinition/></boundaryEvent><boundaryEvent id="o" attachedToRef="none"/>
<task id="m"/><task id="n"/><endEvent id="e"/>)" +
        drawnFlow("f1", "s", "t") + drawnFlow("f2", "t", "e") + drawnFlow("f3", "x", "m") + drawnFlow("f4", "m", "e") +
        drawnFlow("f5", "y", "n") + drawnFlow("f6", "n", "e"));
    REQUIRE(read.map.exceptions.size() == 2);
    const ProcessException& fails = read.map.exceptions[0];
    CHECK(fails.name == "Fails");
    CHECK(fails.step == StepId("t"));
    CHECK(fails.resumes == StepId("m"));
    CHECK(quantityText(fails.frequency) == "10%");
    CHECK(stepOf(read.map, "m").exception);
    CHECK(wayOf(read.map, "m", "e").exception);
    CHECK_FALSE(stepOf(read.map, "n").exception);
    CHECK(read.map.exceptions[1].resumes.empty());
    CHECK_THAT(fateOf(read.import, "x"), Contains("assumed: 10%"));
    CHECK_THAT(fateOf(read.import, "y"), Contains("does not interrupt"));
    CHECK_THAT(fateOf(read.import, "z"), Contains("undoes work"));
    CHECK_THAT(fateOf(read.import, "o"), Contains("attached to no step"));
}

TEST_CASE("A sub-process is a step, and what is in it a map of its own") {
    const Read read(
        R"(<startEvent id="s"/><subProcess id="u" name="Mend"><startEvent id="us"/><task id="ut"/><endEvent id="ue"/>)" +
        drawnFlow("uf1", "us", "ut") + drawnFlow("uf2", "ut", "ue") +
        R"(</subProcess><subProcess id="v" name="Closed"/><endEvent id="e"/>
<subProcess id="w" triggeredByEvent="true"><startEvent id="ws"/></subProcess>)" +
        drawnFlow("f1", "s", "u") + drawnFlow("f2", "u", "v") + drawnFlow("f3", "v", "e"));
    CHECK(read.import.processes.size() == 3);
    CHECK(stepOf(read.map, "u").kind == StepKind::task);
    CHECK_THAT(fateOf(read.import, "u"), Contains("a step that leads to the map Repair: Mend"));
    CHECK(fateOf(read.import, "v").empty());
    CHECK_THAT(fateOf(read.import, "w"), Contains("no case comes to it"));
    const Process* inside = findDetail(read.model, read.map, StepId("u"));
    REQUIRE(inside);
    CHECK(inside->name == "Repair: Mend");
    CHECK(inside->steps.size() == 3);
    CHECK(findDetail(read.model, read.map, StepId("v")) == nullptr);
}

TEST_CASE("Every element without a counterpart is named, with what became of it") {
    const std::string text = bpmnText(
        R"(<message id="msg" name="Order"/><collaboration id="c">
<participant id="pa" name="Shop" processRef="p"/><participant id="pb" name="Customer"/>
<messageFlow id="mf" sourceRef="pb" targetRef="t"/></collaboration>
<process id="p"><documentation id="doc">Words</documentation><extensionElements><x:y xmlns:x="urn:x"/><x:y xmlns:x="urn:x"/></extensionElements>
<startEvent id="s"/><task id="t"><multiInstanceLoopCharacteristics id="mi"/></task><task id="undo" isForCompensation="true"/>
<inclusiveGateway id="o"/><eventBasedGateway id="v"/><complexGateway id="k"/>
<dataObjectReference id="dr" name="Form"/><dataObject id="do"/><textAnnotation id="ta"><text>x</text></textAnnotation>
<association id="as" sourceRef="ta" targetRef="t"/><group id="gr"/>
<endEvent id="e"><terminateEventDefinition id="te"/></endEvent>)" +
        drawnFlow("f1", "s", "t") + drawnFlow("f2", "t", "o") + drawnFlow("f3", "o", "v") + drawnFlow("f4", "v", "k") +
        drawnFlow("f5", "k", "e") + drawnFlow("lost", "t", "nowhere") + drawnFlow("back", "e", "t") + "</process>");
    const Read read(Model(), text);
    CHECK(read.map.name == "Shop");
    CHECK(stepOf(read.map, "v").kind == StepKind::exclusive);
    for (const char* id :
         {"msg", "pb", "mf", "doc", "mi", "undo", "o", "v", "k", "dr", "do", "ta", "as", "gr", "te", "lost", "back"}) {
        INFO(id);
        CHECK_FALSE(fateOf(read.import, id).empty());
    }
    for (const char* id : {"pa", "c", "p", "s", "t", "e", "f1"}) {
        INFO(id);
        CHECK(fateOf(read.import, id).empty());
    }
    const auto foreign = std::ranges::find(read.import.notes, "x:y", &BpmnNote::element);
    REQUIRE(foreign != read.import.notes.end());
    CHECK(words(*foreign) == "x:y: 2 of another program: kept, not read");
    CHECK(words({"messageFlow", "mf", "Order", "kept"}) == "messageFlow mf \"Order\": kept");
}

TEST_CASE("BPSim gives times, shares, costs and arrivals, and what is not read of it is named") {
    const Read read(
        R"(<startEvent id="s"/><task id="t"/><exclusiveGateway id="g"/><task id="a"/><task id="b"/><endEvent id="e"/>)" +
        drawnFlow("f1", "s", "t") + drawnFlow("f2", "t", "g") + drawnFlow("f3", "g", "a") + drawnFlow("f4", "g", "b") +
        drawnFlow("f5", "a", "e") + drawnFlow("f6", "b", "e") +
        R"(</process><relationship type="BPSimData"><extensionElements><bpsim:BPSimData>
<bpsim:Scenario id="S1"><bpsim:ScenarioParameters baseTimeUnit="min"/>
<bpsim:ElementParameters elementRef="s"><bpsim:ControlParameters><bpsim:InterTriggerTimer><bpsim:NegativeExponentialDistribution mean="2" timeUnit="hour"/></bpsim:InterTriggerTimer>
<bpsim:TriggerCount><bpsim:NumericParameter value="9"/></bpsim:TriggerCount></bpsim:ControlParameters></bpsim:ElementParameters>
<bpsim:ElementParameters elementRef="t"><bpsim:TimeParameters><bpsim:ProcessingTime><bpsim:NormalDistribution mean="90" standardDeviation="45"/></bpsim:ProcessingTime>
<bpsim:WaitTime><bpsim:DurationParameter value="PT6H"/></bpsim:WaitTime></bpsim:TimeParameters>
<bpsim:CostParameters><bpsim:FixedCost><bpsim:FloatingParameter value="12.5"/></bpsim:FixedCost></bpsim:CostParameters></bpsim:ElementParameters>
<bpsim:ElementParameters elementRef="a"><bpsim:TimeParameters><bpsim:ProcessingTime><bpsim:TriangularDistribution min="30" mode="60" max="90"/></bpsim:ProcessingTime></bpsim:TimeParameters></bpsim:ElementParameters>
<bpsim:ElementParameters elementRef="b"><bpsim:TimeParameters><bpsim:ProcessingTime><bpsim:WeibullDistribution shape="1" scale="2"/></bpsim:ProcessingTime></bpsim:TimeParameters></bpsim:ElementParameters>
<bpsim:ElementParameters elementRef="f3"><bpsim:ControlParameters><bpsim:Probability><bpsim:FloatingParameter value="0.3"/></bpsim:Probability></bpsim:ControlParameters></bpsim:ElementParameters>
</bpsim:Scenario></bpsim:BPSimData></extensionElements></relationship><process>)");
    CHECK(quantityText(read.map.arrivals) == "365.25 case/month");
    CHECK(quantityText(stepOf(read.map, "t").touch) == "1.5 hour");
    CHECK(quantityText(stepOf(read.map, "t").touchCv) == "0.5");
    CHECK(quantityText(stepOf(read.map, "t").delay) == "6 hour");
    CHECK(quantityText(stepOf(read.map, "t").cost) == "12.5");
    CHECK(quantityText(stepOf(read.map, "a").touch) == "1 hour");
    CHECK(quantityText(wayOf(read.map, "g", "a").share) == "30%");
    CHECK(quantityText(wayOf(read.map, "g", "b").share) == "none");
    CHECK_THAT(fateOf(read.import, "b"), Contains("kept, not read"));
    CHECK_THAT(fateOf(read.import, "s"), Contains("kept, not read"));
    CHECK(fateOf(read.import, "t").empty());
}

TEST_CASE("Our own attributes are read as typed, and what cannot be read is named") {
    const Read read(
        R"(<extensionElements><tributary:pool id="m" name="Mechanics" group="mt" group_name="Maintenance" servers="8"/>
<tributary:pool id="m" servers="1"/></extensionElements><startEvent id="s"/>
<task id="t" tributary:touch="1/2/4 hour" tributary:pool="m" tributary:cost="10 bus/" tributary:exception="true"/>
<task id="u" tributary:pool="none" tributary:touch="[L9]" tributary:touch_value="3/4/5 hour" tributary:delay="[L9]"/><endEvent id="e"/>)" +
        drawnFlow("f1", "s", "t") + drawnFlow("f2", "t", "u", " tributary:delay=\"2 day\"") +
        drawnFlow("f3", "u", "e"));
    REQUIRE(read.map.pools.size() == 1);
    CHECK(read.map.pools[0].group == GroupId("maintenance"));
    CHECK(quantityText(read.map.pools[0].servers) == "8");
    CHECK(quantityText(stepOf(read.map, "t").touch) == "1/2/4 hour");
    CHECK(stepOf(read.map, "t").exception);
    CHECK(quantityText(wayOf(read.map, "t", "u").delay) == "2 day");
    CHECK(quantityText(stepOf(read.map, "u").touch) == "3/4/5 hour");
    CHECK(stepOf(read.map, "u").pool.empty());
    CHECK_THAT(fateOf(read.import, "t"), Contains("tributary:cost") && Contains("was not read"));
    CHECK_THAT(fateOf(read.import, "u"),
               Contains("taken as 3/4/5 hour") && Contains("left empty") && Contains("pool none"));
    CHECK_THAT(fateOf(read.import, "m"), Contains("stands twice"));
}

TEST_CASE("notes of one wording are told once, with how many they are") {
    const BpmnNote one{"textAnnotation", "", "", "kept, not simulated"}, other{"dataObject", "o", "", "kept"};
    const auto told = countedWords({one, other, one, one});
    REQUIRE(told.size() == 2);
    CHECK(told[0] == std::pair<std::string, size_t>{"textAnnotation: kept, not simulated", 3});
    CHECK(told[1] == std::pair<std::string, size_t>{"dataObject o: kept", 1});
}
