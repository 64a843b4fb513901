// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/map_edits.h"
#include "tests/builders.h"
#include "tests/core/exchange/bpmn_builder.h"

using namespace tributary;
using namespace tributary::test;
using Catch::Contains;

namespace {

/// Two pools that exchange a message, one with a diagram.
std::string shopText() {
    return R"(<?xml version='1.0' encoding='UTF-8'?>
<!-- kept -->
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:wp="http://www.omg.org/spec/DD/20100524/DI" xmlns:x="urn:x" id="defs">
  <bpmn:collaboration id="c">
    <bpmn:participant id="shopPool" name="Shop" processRef="shop"/>
    <bpmn:participant id="homePool" name='Home' processRef="home"/>
    <bpmn:messageFlow id="mf" sourceRef="cook" targetRef="eat"/>
  </bpmn:collaboration>
  <bpmn:process id="shop">
    <bpmn:extensionElements><x:y>1 &lt; 2</x:y></bpmn:extensionElements>
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask   id="cook" name='Cook "well"' x:color="red"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:endEvent id="e"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="cook"/>
    <bpmn:sequenceFlow id="f2" sourceRef="cook" targetRef="e"/>
    <bpmn:textAnnotation id="note"><bpmn:text>Hot</bpmn:text></bpmn:textAnnotation>
    <bpmn:association id="as" sourceRef="note" targetRef="cook"/>
  </bpmn:process>
  <bpmn:process id="home">
    <bpmn:startEvent id="hs"/><bpmn:task id="eat" name="Eat"/><bpmn:endEvent id="he"/>
    <bpmn:sequenceFlow id="hf1" sourceRef="hs" targetRef="eat"/><bpmn:sequenceFlow id="hf2" sourceRef="eat" targetRef="he"/>
  </bpmn:process>
  <di:BPMNDiagram id="dia"><di:BPMNPlane id="plane" bpmnElement="c">
    <di:BPMNShape id="cook_s" bpmnElement="cook"><dc:Bounds x="200" y="80" width="100" height="80"/></di:BPMNShape>
    <di:BPMNEdge id="f2_e" bpmnElement="f2"><wp:waypoint x="300" y="120"/><wp:waypoint x="400" y="120"/></di:BPMNEdge>
  </di:BPMNPlane></di:BPMNDiagram>
</bpmn:definitions>
)";
}

const ProcessId shop{"shop"};
const EntityRef shopRef{Process::kind, "shop"};

/// The lines of `text` that `other` does not have, in their order.
std::vector<std::string> linesBeyond(const std::string& text, const std::string& other) {
    std::vector<std::string> lines;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        if (const std::string line = text.substr(at, end - at); other.find(line + "\n") == std::string::npos)
            lines.push_back(line);
        at = end + 1;
    }
    return lines;
}

} // namespace

TEST_CASE("A name and a time that are changed change their bytes alone, in the text of all processes") {
    Model model = withDrawing(Model(), shopText());
    const std::string before = exported(model, shop);
    model = after(model, setField(model, shopRef, "task/cook/name", "Bake & serve"));
    model = after(model, setField(model, shopRef, "task/cook/touch", "1/2/4 hour"));
    const std::string text = exported(model, ProcessId("home"));
    const auto lines = linesBeyond(text, before);
    REQUIRE(lines.size() == 1);
    CHECK(
        lines[0] ==
        R"(    <bpmn:userTask   id="cook" name="Bake &amp; serve" x:color="red" tributary:touch="1/2/4 hour"><bpmn:incoming>f1)"
        R"(</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>)");
    const Model again = withDrawing(model, text);
    CHECK(stepOf(*again.processes().find(shop), "cook").name == "Bake & serve");
    CHECK(again.processes().size() == 2);
    CHECK(again.drawings().size() == 1);
}

TEST_CASE("A new step is drawn beside the one before it, and its ways are listed where the text lists ways") {
    Model model = withDrawing(Model(), shopText());
    Step step;
    step.name = "Pack";
    model = after(model, addStepAfter(model, shop, StepId("cook"), step));
    const std::string text = exported(model, shop);
    CHECK_THAT(text, Contains("<bpmn:task id=\"pack\" name=\"Pack\"/>"));
    CHECK_THAT(text, Contains("<bpmn:sequenceFlow id=\"f2\" sourceRef=\"cook\" targetRef=\"pack\"/>"));
    CHECK_THAT(text, Contains("<bpmn:sequenceFlow id=\"pack-e\" sourceRef=\"pack\" targetRef=\"e\"/>"));
    CHECK_THAT(text,
               Contains("<bpmn:incoming>pack-e</bpmn:incoming>") && !Contains("<bpmn:incoming>f2</bpmn:incoming>"));
    CHECK_THAT(text, Contains(R"(bpmnElement="pack"><dc:Bounds x="360" y="80" width="100" height="80"/>)"));
    CHECK_THAT(text, Contains(R"(bpmnElement="f2"><wp:waypoint x="300" y="120"/><wp:waypoint x="360" y="120"/>)"));
    CHECK_THAT(text, !Contains("x=\"400\" y=\"120\""));
}

TEST_CASE(
    "A step that is erased takes its shape, its notes' lines and its message flows with it, and these are named") {
    Model model = withDrawing(Model(), shopText());
    model = after(model, eraseParts(model, shop, {{MapPart::Kind::task, "cook"}}));
    const auto made = exportBpmn(model, shop);
    REQUIRE(made);
    CHECK_THAT(made->text, !Contains("\"cook\"") && !Contains("id=\"mf\"") && !Contains("id=\"as\""));
    CHECK_THAT(made->text, Contains("<bpmn:text>Hot</bpmn:text>") && Contains("1 &lt; 2"));
    REQUIRE(made->notes.size() == 2);
    CHECK(words(made->notes[1]) == "bpmn:association as: taken out with the part that it belonged to");
    CHECK(words(made->notes[0]) == "bpmn:messageFlow mf: taken out with the part that it belonged to");
}

TEST_CASE("A step put before a gateway stands clear below it, and a way closed over a step that went runs straight") {
    const std::string text = bpmnText(R"(<process id="p"><startEvent id="s"/><task id="a"/><exclusiveGateway id="g"/>
<task id="b"/><endEvent id="e"/>)" + drawnFlow("f1", "s", "a") +
                                      drawnFlow("f2", "a", "g") + drawnFlow("f3", "g", "b") +
                                      drawnFlow("f4", "b", "e") +
                                      R"(</process><di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"
xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d"><di:BPMNPlane id="pl" bpmnElement="p">
<di:BPMNShape id="s1" bpmnElement="s"><dc:Bounds x="0" y="102" width="36" height="36"/></di:BPMNShape>
<di:BPMNShape id="s2" bpmnElement="a"><dc:Bounds x="100" y="80" width="100" height="80"/></di:BPMNShape>
<di:BPMNShape id="s3" bpmnElement="g"><dc:Bounds x="250" y="95" width="50" height="50"/></di:BPMNShape>
<di:BPMNShape id="s4" bpmnElement="b"><dc:Bounds x="350" y="80" width="100" height="80"/></di:BPMNShape>
<di:BPMNShape id="s5" bpmnElement="e"><dc:Bounds x="500" y="102" width="36" height="36"/></di:BPMNShape>
</di:BPMNPlane></di:BPMNDiagram>)");
    const Model model = withDrawing(Model(), text);
    const ProcessId id = only(model).id;
    Step step;
    step.name = "Pack";
    const std::string added = exported(after(model, addStepAfter(model, id, StepId("a"), step)), id);
    const size_t at = added.find("bpmnElement=\"pack\"");
    REQUIRE(at != std::string::npos);
    CHECK(std::stod(added.substr(added.find("y=\"", at) + 3)) >= 185); // 40 below the gateway, where its name stands

    const std::string healed = exported(after(model, eraseParts(model, id, {{MapPart::Kind::task, "b"}})), id);
    CHECK_THAT(healed, Contains("x=\"300\" y=\"120\"/>") && Contains("x=\"500\" y=\"120\"/>"));
    CHECK_THAT(healed, !Contains("y=\"175\"")); // round what is no more
}

TEST_CASE("Lanes, pools, exceptions and kinds that are changed go out") {
    Model model = withDrawing(Model(), shopText());
    model = after(model, addLane(model, shop, {LaneId(), "Kitchen", GroupId()}));
    model = after(model, moveToLane(model, shop, {StepId("cook")}, LaneId("kitchen")));
    model = after(model, addException(model, shop, StepId("cook"), "Burnt"));
    model = after(model, setField(model, shopRef, "exception/burnt/resumes", "cook"));
    const std::string text = exported(model, shop);
    CHECK_THAT(text, Contains("</bpmn:extensionElements>\n    <bpmn:laneSet") &&
                         Contains("<bpmn:lane id=\"kitchen\" name=\"Kitchen\">"
                                  "<bpmn:flowNodeRef>cook</bpmn:flowNodeRef></bpmn:lane>"));
    CHECK_THAT(text, Contains("<bpmn:boundaryEvent id=\"burnt\" name=\"Burnt\" attachedToRef=\"cook\" "
                              "tributary:frequency=\"10%\"><bpmn:escalationEventDefinition/></bpmn:boundaryEvent>"));
    CHECK_THAT(text, Contains("sourceRef=\"burnt\" targetRef=\"cook\""));
}

TEST_CASE("Lanes in another order go out where they were, numbered, and come in in that order") {
    Model model = withDrawing(Model(), shopText());
    model = after(model, addLane(model, shop, {LaneId(), "Kitchen", GroupId()}));
    model = after(model, addLane(model, shop, {LaneId(), "Cellar", GroupId()}));
    model = withDrawing(Model(), exported(model, shop));
    Process process = *model.processes().find(shop);
    REQUIRE(process.lanes.size() > 1);
    CHECK_THAT(exported(model, shop), !Contains("tributary:position"));
    std::ranges::reverse(process.lanes);
    const std::string text = exported(apply(model, Edit{{}, {}, {put(process)}}).model, shop);
    CHECK_THAT(text, Contains("tributary:position=\"1\""));
    const Model again = withDrawing(Model(), text);
    CHECK(again.processes().find(shop)->lanes == process.lanes);
    CHECK(exported(again, shop) == text);
}

TEST_CASE("A branch at a task gets a condition, and the way that was there becomes the default") {
    Model model = withDrawing(Model(), shopText());
    Step step;
    step.name = "Taste";
    model = after(model, addBranch(model, shop, StepId("cook"), step));
    const std::string text = exported(model, shop);
    CHECK_THAT(text, Contains("default=\"f2\""));
    CHECK_THAT(
        text,
        Contains("tributary:share=\"10%\"><bpmn:conditionExpression>10% of the cases</bpmn:conditionExpression>"));
}

TEST_CASE("A formula goes out with the value of its metric, for a model that does not have it") {
    Model model = withDrawing(Model(), shopText());
    Metric metric;
    metric.id = MetricId("M1");
    metric.name = "Time to cook";
    metric.unit = "hour";
    metric.estimate = Quantity::parse("1/2/3").value();
    model = apply(model, {"", "", {put(metric)}}).model;
    model = after(model, setField(model, shopRef, "task/cook/touch", "[M1]"));
    const std::string text = exported(model, shop);
    CHECK_THAT(text, Contains("tributary:touch=\"[M1]\" tributary:touch_value=\"1/2/3 hour\""));
    const auto& elsewhere = withDrawing(Model(), text);
    CHECK(stepOf(*elsewhere.processes().find(shop), "cook").touch->text() == "1/2/3 hour");
    const auto& here = withDrawing(model, text);
    CHECK(stepOf(*here.processes().find(shop), "cook").touch->text() == "[M1]");
}

TEST_CASE("A formula of several metrics goes out with its most likely value, and says what else stays behind") {
    Model model = withDrawing(Model(), shopText());
    const auto add = [&model](const char* id, const char* unit, const char* value) {
        Metric metric;
        metric.id = MetricId(id);
        metric.name = id;
        metric.unit = unit;
        if (*value == '=') {
            metric.source = MetricSource::formula;
            metric.formula = Formula::parse(value + 1).value();
        } else if (*value) {
            metric.estimate = Quantity::parse(value).value();
        }
        model = apply(model, {"", "", {put(metric)}}).model;
    };
    add("handling", "minute", "6/8/30");
    add("orders", "case/month", "=handling * 60 case/hour/month");
    add("unknown", "hour", "");
    add("loop", "hour", "=loop * 2");
    model = after(model, setField(model, shopRef, "task/cook/touch", "handling * 0.25 + 1 minute"));
    CHECK_THAT(exported(model, shop),
               Contains("tributary:touch_value=\"3 minute\"") || Contains("tributary:touch_value=\"0.05 hour\""));
    model = after(model, setField(model, shopRef, "arrivals", "orders"));
    const std::string text = exported(model, shop);
    CHECK_THAT(text, Contains("tributary:arrivals=\"orders\" tributary:arrivals_value=\"8 case/month\""));
    const auto& elsewhere = withDrawing(Model(), text);
    CHECK(elsewhere.processes().find(shop)->arrivals->text() == "8 case/month");
    for (const char* none : {"unknown * 2", "loop", "cycle_time_of_nothing"})
        CHECK_THAT(exported(after(model, setField(model, shopRef, "task/cook/touch", none)), shop),
                   !Contains("touch_value"));

    CHECK(exportBpmn(model, shop)->notes.empty());
    const auto noted = exportBpmn(after(model, setField(model, shopRef, "notes", "Asked in March")), shop);
    REQUIRE(noted->notes.size() == 1);
    CHECK_THAT(words(noted->notes.front()), Contains("its notes are not written"));
}

TEST_CASE("What stands beside a formula follows its metric, and goes where the metric has no value") {
    Model model = withDrawing(Model(), shopText());
    Metric metric;
    metric.id = MetricId("M1");
    metric.name = "Time to cook";
    metric.unit = "hour";
    metric.estimate = Quantity::parse("1/2/3").value();
    Group group;
    group.id = GroupId("kitchen");
    group.name = "Kitchen";
    model = apply(model, {"", "", {put(metric), put(group)}}).model;
    Process process = *model.processes().find(shop);
    Pool pool;
    pool.id = PoolId("stoves");
    pool.group = group.id;
    pool.servers = Parameter::parse("[M1]").value();
    process.pools = {pool};
    model = apply(model, {"", "", {put(process)}}).model;
    model = after(model, setField(model, shopRef, "task/cook/touch", "[M1]"));
    model = withDrawing(model, exported(model, shop));
    REQUIRE_THAT(exported(model, shop), Contains("tributary:touch_value=\"1/2/3 hour\"") &&
                                            Contains("servers_value=\"1/2/3 hour\" group_name=\"Kitchen\""));

    metric.estimate = Quantity::parse("4/5/6").value();
    group.name = "Galley";
    model = apply(model, {"", "", {put(metric), put(group)}}).model;
    const std::string changed = exported(model, shop);
    CHECK_THAT(changed, Contains("tributary:touch=\"[M1]\" tributary:touch_value=\"4/5/6 hour\""));
    CHECK_THAT(changed, Contains("servers_value=\"4/5/6 hour\" group_name=\"Galley\"") && !Contains("1/2/3"));
    CHECK(exported(withDrawing(model, changed), shop) == changed);

    metric.estimate.reset();
    group.name.clear();
    model = apply(model, {"", "", {put(metric), put(group)}}).model;
    const std::string bare = exported(model, shop);
    CHECK_THAT(bare, Contains("tributary:touch=\"[M1]\"") && Contains("servers=\"[M1]\""));
    CHECK_THAT(bare, !Contains("_value=") && !Contains("group_name"));
}

TEST_CASE("A map whose drawing has no place for it goes out alone, says so, and comes back as itself") {
    const std::string text =
        processText("<startEvent id=\"s\"/><subProcess id=\"u\" name=\"Mend\"><startEvent id=\"us\"/><task id=\"ut\" "
                    "name=\"Turn\"/>" +
                    drawnFlow("uf", "us", "ut") + "</subProcess><endEvent id=\"e\"/>" + drawnFlow("f1", "s", "u") +
                    drawnFlow("f2", "u", "e"));
    Model model = withDrawing(Model(), text);
    const auto inner =
        std::ranges::find(model.processes(), std::string("u"), [](const Process& each) { return each.origin.element; });
    REQUIRE(inner != model.processes().end());
    const ProcessId id = inner->id;
    CHECK(exportBpmn(model, id)->notes.empty());

    const auto checkAlone = [&](const Model& changed) {
        const auto made = exportBpmn(changed, id);
        REQUIRE(made);
        CHECK_THAT(made->text, Contains("name=\"Turn\"") && Contains("exporter=\"Tributary\""));
        REQUIRE(made->notes.size() == 1);
        CHECK_THAT(words(made->notes[0]), Contains("the drawing file has no place for it"));
        const Model again = withDrawing(changed, made->text);
        CHECK(again.processes().size() == changed.processes().size());
        CHECK(stepOf(*again.processes().find(id), "ut").name == "Turn");
        CHECK(exported(again, id) == made->text);
    };
    checkAlone(after(model, eraseParts(model, ProcessId("repair"), {{MapPart::Kind::task, "u"}})));
    // While a step leads to it, its place is there; then it has none.
    model = after(model, setStepKind(model, ProcessId("repair"), StepId("u"), "task"));
    Process lost = *model.processes().find(id);
    lost.origin.element = "nowhere";
    checkAlone(apply(model, {"", "", {put(lost)}}).model);
}

TEST_CASE("Of two maps of one origin the one that is asked for goes out") {
    Model model = withDrawing(Model(), shopText());
    Process twin = *model.processes().find(shop);
    twin.id = ProcessId("a-twin");
    twin.name = "Twin";
    model = apply(model, {"", "", {put(twin)}}).model;
    CHECK_THAT(exported(model, twin.id), Contains("tributary:process=\"a-twin\""));
    CHECK_THAT(exported(model, shop), Contains("tributary:process=\"shop\"") && !Contains("a-twin"));
    CHECK(exportBpmn(model, shop)->notes.empty());
}

TEST_CASE("A map that was drawn here goes out with lanes, pool and a diagram") {
    Model model = after(Model(), addProcess(Model(), MetricId(), "Answer calls"));
    Step step;
    step.name = "Answer";
    model = after(model, addStepAfter(model, ProcessId("answer-calls"), StepId("start"), step));
    const std::string text = exported(model, ProcessId("answer-calls"));
    const auto tree = XmlTree::parse(text);
    REQUIRE(tree);
    CHECK(countOf(*tree, "BPMNShape") == 5); // pool, lane, start, task, end
    CHECK(countOf(*tree, "BPMNEdge") == 2);
    CHECK_THAT(text, Contains("<bpmn:participant id=\"process_answer-calls_pool\" name=\"Answer calls\""));
    CHECK_THAT(text, Contains("exporter=\"Tributary\""));
}

TEST_CASE("A text without a diagram gets one, and is else as it was") {
    const std::string plain = processText("<startEvent id=\"s\"/><task id=\"t\"/>" + drawnFlow("f", "s", "t"));
    const Model model = withDrawing(Model(), plain);
    const auto tree = XmlTree::parse(exported(model, only(model).id));
    REQUIRE(tree);
    CHECK(countOf(*tree, "BPMNShape") == 2);
    CHECK(countOf(*tree, "BPMNEdge") == 1);
    CHECK(countOf(*tree, "endEvent") == 0); // implied, and left so
}

TEST_CASE(
    "A drawing that is imported again takes the place of its maps; one that would leave effects hanging does not") {
    Model model = withDrawing(Model(), shopText());
    const std::string text = exported(model, shop);
    std::string without = text;
    const std::string task = "<bpmn:task id=\"eat\" name=\"Eat\"/>";
    without.replace(without.find(task), task.size(), "<bpmn:task id=\"dine\"/>");
    Intervention tool;
    tool.id = InterventionId("i");
    Effect effect;
    effect.id = EffectId("e");
    effect.target = "process/home/task/eat/touch";
    tool.effects = {effect};
    model = apply(model, {"", "", {put(tool)}}).model;
    const Model again = withDrawing(model, without);
    CHECK(again.processes().size() == 3);
    CHECK(stepOf(*again.processes().find(ProcessId("home")), "eat").name == "Eat");
    CHECK(stepOf(*again.processes().find(ProcessId("home-2")), "dine").kind == StepKind::task);
    CHECK_THAT(fateOf(imported(model, without), "home"), Contains("it stays"));
    CHECK_THAT(fateOf(imported(model, text), "shop"), Contains("takes the place of the map Shop"));
    CHECK(withDrawing(model, text).processes().size() == 2);
}

TEST_CASE("A file of another model replaces no map that only has the same id") {
    const std::string ours =
        processText("<startEvent id=\"s\"/><task id=\"t\" name=\"Ours\"/>" + drawnFlow("f", "s", "t"));
    std::string theirs =
        processText("<startEvent id=\"s\"/><task id=\"x\" name=\"Theirs\"/>" + drawnFlow("f", "s", "x"));
    theirs.replace(theirs.find("id=\"defs\""), 9, "id=\"others\"");
    const ProcessId id("repair");
    const Model model = withDrawing(Model(), ours);
    const std::string foreign = exported(withDrawing(Model(), theirs), id);
    const Model both = withDrawing(model, foreign);
    CHECK(both.processes().size() == 2);
    CHECK(stepOf(*both.processes().find(id), "t").name == "Ours");
    CHECK(stepOf(*both.processes().find(ProcessId("repair-2")), "x").name == "Theirs");
    CHECK_THAT(fateOf(imported(model, foreign), "p"), Contains("came from another drawing or model"));
    // Its own comes back to it, whatever its file is called.
    CHECK(withDrawing(both, exported(both, id), "renamed").processes().size() == 2);
    CHECK(withDrawing(both, exported(both, ProcessId("repair-2")), "renamed").processes().size() == 2);
}

TEST_CASE("A map that was drawn here is replaced by a file of its own model alone") {
    const ProcessId id("answer-calls");
    Model model = after(Model(), addProcess(Model(), MetricId(), "Answer calls"));
    Settings settings = model.settings();
    settings.title = "Another \"model\"";
    const Model other = apply(model, {"", "", {put(settings)}}).model;
    CHECK(withDrawing(model, exported(model, id)).processes().size() == 1);
    CHECK(withDrawing(other, exported(other, id)).processes().size() == 1);
    const Model both = withDrawing(model, exported(other, id));
    CHECK(both.processes().size() == 2);
    CHECK(both.processes().find(id)->origin == MapOrigin());
    // What came back once has a drawing, and comes back again.
    model = withDrawing(model, exported(model, id), "first");
    CHECK(withDrawing(model, exported(model, id), "second").processes().size() == 1);
}

TEST_CASE("The drawing goes with the last map that came from it") {
    Model model = withDrawing(Model(), shopText());
    model = after(model, eraseProcess(model, shop));
    CHECK(model.drawings().size() == 1);
    CHECK_THAT(exported(model, ProcessId("home")), Contains("id=\"cook\""));
    model = after(model, eraseProcess(model, ProcessId("home")));
    CHECK(model.drawings().empty());
}

TEST_CASE("A process that is not there cannot be exported") {
    CHECK_THAT(exportBpmn(Model(), ProcessId("none")).error().message, Contains("none"));
}
