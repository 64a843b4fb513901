// SPDX-License-Identifier: GPL-3.0-or-later
// Process maps drawn by named edits: they stay whole, and each edit can be taken back.
#include "core/model/map_edits.h"
#include "core/model/problem_words.h"
#include "core/model/quantity_path.h"
#include "core/model/validate.h"
#include "core/model/validation.h"
#include "tests/core/model/measured.h"

#include <fmt/format.h>

#include <random>
#include <set>

using namespace tributary;
using namespace tributary::test;
using Catch::Matchers::Contains;

namespace {

const ProcessId map("repair");

Step task(std::string_view name) {
    Step step;
    step.name = name;
    return step;
}

const Process& mapOf(const Model& model) { return *model.processes().find(map); }

std::string flowsOf(const Process& process) {
    std::string text;
    for (const Flow& flow : process.flows)
        text += fmt::format("{}{}>{}{}", text.empty() ? "" : " ", flow.from.text, flow.to.text,
                            flow.share ? ":" + flow.share->text() : "");
    return text;
}

Model drawn() { return after(transit(), addProcess(transit(), MetricId("O3"), "Repair")); }

bool mapIsSound(const Model& model) {
    for (const Problem& problem : validate(measured(model)))
        if (problem.severity == Severity::error && problem.subject.starts_with("process/repair"))
            return false;
    return true;
}

} // namespace

TEST_CASE("a map is drawn step after step, and stays whole") {
    Model model = drawn();
    CHECK(flowsOf(mapOf(model)) == "start>end");
    CHECK(mapOf(model).lanes.size() == 1);
    CHECK(mapIsSound(model));
    model = after(model, addStepAfter(model, map, StepId("start"), task("Look")));
    model = after(model, addStepAfter(model, map, StepId("look"), task("Mend")));
    CHECK(flowsOf(mapOf(model)) == "start>look look>mend mend>end");
    model = after(model, addStepAfter(model, map, StepId("end"), task("Test")));
    CHECK(flowsOf(mapOf(model)) == "start>look look>mend mend>test test>end");
    CHECK(mapOf(model).steps.back().id == StepId("end"));
    // A branch comes back where the way leads, and the main way takes the rest.
    model = after(model, addBranch(model, map, StepId("look"), task("Ask")));
    CHECK(flowsOf(mapOf(model)) == "start>look look>mend mend>test test>end look>ask:10% ask>mend");
    CHECK(mapIsSound(model));
    model = after(model, addFlow(model, map, StepId("test"), StepId("mend")));
    CHECK(mapOf(model).flows.back().share->text() == "10%");
    CHECK(mapOf(model).flows.back().exception); // it leads back: rework
    CHECK(addFlow(model, map, StepId("test"), StepId("ask"))->label == "Draw Test back to Ask");
    CHECK_FALSE(after(model, addFlow(model, map, StepId("look"), StepId("test")))
                    .processes()
                    .find(map)
                    ->flows.back()
                    .exception);
    CHECK(mapIsSound(model));
    model = after(model, addException(model, map, StepId("mend"), "Part missing"));
    CHECK(mapOf(model).exceptions.back().frequency->text() == "10%");
    CHECK(mapIsSound(model));
}

TEST_CASE("a branch of a parallel gateway stands beside the others and leads with them into a join") {
    const auto branch = [](const Model& model, const char* from, const char* name) {
        const Model made = after(model, addBranch(model, map, StepId(from), task(name)));
        CHECK(mapIsSound(made));
        return made;
    };
    Step split;
    split.kind = StepKind::parallel;
    Model model = drawn();
    model = after(model, addStepAfter(model, map, StepId("start"), task("Receive")));
    model = after(model, addStepAfter(model, map, StepId("receive"), split));
    CHECK(flowsOf(mapOf(branch(model, "parallel", "First"))) == // nothing to stand beside yet
          "start>receive receive>parallel parallel>first first>end");
    model = after(model, addStepAfter(model, map, StepId("parallel"), task("Legal")));
    model = branch(model, "parallel", "Price");
    CHECK(flowsOf(mapOf(model)) == "start>receive receive>parallel parallel>legal legal>parallel-2 parallel>price "
                                   "price>parallel-2 parallel-2>end");
    CHECK(findStep(mapOf(model), StepId("parallel-2"))->kind == StepKind::parallel);
    // The join is there now: a third way leads into it, also where a branch has become longer.
    model = after(model, addStepAfter(model, map, StepId("legal"), task("Sign")));
    model = branch(model, "parallel", "Stock");
    CHECK(flowsOf(mapOf(model)).ends_with("parallel>stock stock>parallel-2"));
    CHECK(std::ranges::count(mapOf(model).steps, StepKind::parallel, &Step::kind) == 2);
    // Within a branch another gateway has a join of its own.
    model = after(model, addStepAfter(model, map, StepId("parallel"), split));
    model = branch(model, "parallel-3", "Post");
    CHECK(std::ranges::count(mapOf(model).steps, StepKind::parallel, &Step::kind) == 4);
    // What goes wrong in a branch goes on at the join too.
    Model wrong = drawn();
    for (const char* name : {"Send", "Check"})
        wrong = after(wrong, addStepAfter(wrong, map, StepId("start"), task(name)));
    wrong = after(wrong, addStepAfter(wrong, map, StepId("start"), split));
    wrong = after(wrong, addException(wrong, map, StepId("check"), "Late"));
    wrong = after(wrong, setField(wrong, {Process::kind, map.text}, "exception/late/resumes", "send"));
    wrong = branch(wrong, "parallel", "Ask");
    CHECK(mapOf(wrong).exceptions.front().resumes == StepId("parallel-2"));
    CHECK(flowsOf(mapOf(wrong)).ends_with("parallel-2>send"));
}

TEST_CASE("what goes wrong is read from a line, with how often where that is said") {
    const auto read = [](const char* line) { return need(readExceptionLine(line)); };
    CHECK(read("Missing data 15%").name == "Missing data");
    CHECK(read("Missing data 15%").frequency->text() == "15%");
    CHECK(read("Missing data, 5 / 10 / 20 %").name == "Missing data");
    CHECK(read("Missing data, 5 / 10 / 20 %").frequency);
    CHECK(read("Missing data").name == "Missing data");
    CHECK_FALSE(read("Missing data").frequency);
    CHECK_FALSE(read("Section 15").frequency);
    CHECK(read("More than 15% off 3%").name == "More than 15% off");
    for (const char* line :
         {"Missing data 5% 2 hour", "Missing data 2 hour 5%", "Missing data, 5 %, 2 h", "Missing data, 2 h, 5%"}) {
        INFO(line);
        const ProcessException both = read(line);
        CHECK(both.name == "Missing data");
        CHECK(mostLikely(both.frequency->quantity()->distribution()) == 5);
        CHECK(both.touch->text() == "2 hour");
    }
    CHECK(read("Missing data 2 hour").touch->text() == "2 hour");
    CHECK_FALSE(read("Missing data 2 hour").frequency);
    for (const char* line : {"More than 15% off", "Missing data 5% 2 hour each", "Missing data 5% or so", "5% 2 hour"})
        CHECK_THAT(readExceptionLine(line).error().message, Contains("as in Data missing 15% 2 hour"));
    CHECK_FALSE(readExceptionLine("  "));
    Model model = drawn();
    model = after(model, addStepAfter(model, map, StepId("start"), task("One")));
    const ProcessException typed = read("Missing data 15% 2 hour");
    model = after(model, addException(model, map, StepId("one"), typed.name, typed.frequency, typed.touch));
    CHECK(mapOf(model).exceptions.back().frequency->text() == "15%");
    CHECK(mapOf(model).exceptions.back().touch->text() == "2 hour");
    CHECK(mapIsSound(model));
}

TEST_CASE("what is taken out of a map closes the way over it") {
    Model model = drawn();
    for (const char* name : {"Three", "Two", "One"})
        model = after(model, addStepAfter(model, map, StepId("start"), task(name)));
    model = after(model, addException(model, map, StepId("two"), "Trouble"));
    model = after(model, eraseParts(model, map, {{MapPart::Kind::task, "two"}}));
    CHECK(flowsOf(mapOf(model)) == "start>one three>end one>three");
    CHECK(mapOf(model).exceptions.empty());
    CHECK(mapIsSound(model));
    model = after(model, eraseParts(model, map, {{MapPart::Kind::task, "one"}, {MapPart::Kind::task, "three"}}));
    CHECK(flowsOf(mapOf(model)) == "start>end");
    CHECK_THAT(eraseParts(model, map, {{MapPart::Kind::task, "start"}}).error().message, Contains("needs its start"));
    CHECK_THAT(eraseParts(model, map, {{MapPart::Kind::task, "end"}}).error().message, Contains("needs its end"));
    CHECK_THAT(eraseParts(model, map, {{MapPart::Kind::lane, mapOf(model).lanes[0].id.text}}).error().message,
               Contains("only lane"));
    CHECK_FALSE(eraseParts(model, map, {}));
    CHECK_FALSE(eraseParts(model, map, {{MapPart::Kind::task, "moon"}}));
}

TEST_CASE("what effects, measures and work hang on is not taken out") {
    const Model model = transit();
    const ProcessId restore("restore");
    CHECK_THAT(eraseParts(model, restore, {{MapPart::Kind::pool, "mech"}}).error().message,
               Contains("does the work of Diagnose"));
    CHECK_THAT(eraseProcess(model, restore).error().message, Contains("Restore cycle time"));
    const Model changed =
        after(model, setOverride(model, ScenarioId("more-stock"), "process/restore/task/T2/touch", "-5%"));
    const Model without = after(changed, eraseParts(changed, restore, {{MapPart::Kind::task, "T2"}}));
    for (const Override& change : without.scenarios().find(ScenarioId("more-stock"))->overrides)
        CHECK(change.path != "process/restore/task/T2/touch");
    CHECK(without.processes().find(restore)->steps.size() + 1 == model.processes().find(restore)->steps.size());
}

TEST_CASE("of many parts all go that may, in one edit that says what stays and why") {
    const Model model = transit();
    const ProcessId restore("restore");
    std::vector<MapPart> all;
    for (const Step& step : model.processes().find(restore)->steps)
        all.push_back({MapPart::Kind::task, step.id.text});
    const auto edit = eraseParts(model, restore, all);
    REQUIRE(edit);
    CHECK(edit->label ==
          "Delete 13 parts of Restore a broken-down bus to service; Bus back in service, Bus breaks down "
          "stay: a map needs them");
    const Process left = *after(model, edit).processes().find(restore);
    CHECK(left.steps.size() == 2);
    CHECK(flowsOf(left) == "start>end");
    CHECK(left.exceptions.empty());
    // What effects move and measures ask for stays too, and the pool that does its work.
    Model used = with(model, [] {
        Metric busy = metric("busy", "Busy mechanics", Level::operating, "%", "");
        busy.source = MetricSource::process;
        busy.process = ProcessId("restore");
        busy.measure = Measure::utilisation;
        busy.measureOf = "mech";
        return busy;
    }());
    Intervention tool = *model.interventions().begin();
    tool.effects.front().target = "process/restore/exception/E1/frequency";
    used = with(used, tool);
    all.push_back({MapPart::Kind::pool, "mech"});
    all.push_back({MapPart::Kind::pool, "buy"});
    const auto some = eraseParts(used, restore, all);
    REQUIRE(some);
    CHECK_THAT(some->label, Contains("Delete 13 parts of"));
    CHECK_THAT(some->label, Contains("Diagnose, Corrective mechanics stay: used by"));
    CHECK_THAT(some->label, Contains("Busy mechanics") && Contains(tool.name));
    const Process kept = *after(used, some).processes().find(restore);
    CHECK(flowsOf(kept) == "start>T3 T3>end");
    CHECK(kept.exceptions.size() == 1);
    CHECK(std::ranges::none_of(kept.pools, [](const Pool& pool) { return pool.id == PoolId("buy"); }));
    // Where nothing can go it is refused.
    CHECK_THAT(
        eraseParts(model, restore, {{MapPart::Kind::task, "start"}, {MapPart::Kind::task, "end"}}).error().message,
        Contains("needs its start"));
}

TEST_CASE("a step is put on a way, between its two, or where the cases of an exception go on") {
    Model model = drawn();
    model = after(model, addStepAfter(model, map, StepId("start"), task("Look")));
    model = after(model, addStepAfter(model, map, StepId("look"), task("Mend")));
    const auto on = [&](const char* from, const char* to) {
        for (const Flow& flow : mapOf(model).flows)
            if (flow.from.text == from && flow.to.text == to)
                return MapPart{MapPart::Kind::flow, flow.id.text};
        return MapPart{};
    };
    const auto edit = addStepOn(model, map, on("look", "mend"), task("Ask"));
    CHECK(edit->label == "Add Ask between Look and Mend");
    model = after(model, edit);
    CHECK(flowsOf(mapOf(model)) == "start>look look>ask mend>end ask>mend");
    CHECK(mapIsSound(model));
    // The share of a branch stays where it begins.
    model = after(model, addFlow(model, map, StepId("look"), StepId("end")));
    model = after(model, addStepOn(model, map, on("look", "end"), task("Skip")));
    CHECK_THAT(flowsOf(mapOf(model)), Contains("look>skip:10%") && Contains("skip>end"));
    CHECK(mapIsSound(model));
    // On a way of rework it is rework.
    model = after(model, addFlow(model, map, StepId("mend"), StepId("look")));
    model = after(model, addStepOn(model, map, on("mend", "look"), task("Return")));
    CHECK(findStep(mapOf(model), StepId("return"))->exception);
    CHECK_FALSE(findStep(mapOf(model), StepId("skip"))->exception);
    // What goes wrong leads to it, and it on.
    Process process = mapOf(model);
    ProcessException trouble;
    trouble.id = ExceptionId("x");
    trouble.name = "Trouble";
    trouble.step = StepId("look");
    trouble.frequency = parameter("5%");
    trouble.resumes = StepId("mend");
    process.exceptions.push_back(trouble);
    model = with(model, process);
    model = after(model, addStepOn(model, map, {MapPart::Kind::exception, "x"}, task("Calm")));
    CHECK(mapOf(model).exceptions[0].resumes == StepId("calm"));
    CHECK(findStep(mapOf(model), StepId("calm"))->exception);
    CHECK_THAT(flowsOf(mapOf(model)), Contains("calm>mend"));
    Step end;
    end.kind = StepKind::end;
    CHECK_THAT(addStepOn(model, map, on("start", "look"), end).error().message, Contains("after an end"));
    CHECK_FALSE(addStepOn(model, map, {MapPart::Kind::flow, "moon"}, task("X")));
    CHECK_FALSE(addStepOn(model, map, {MapPart::Kind::lane, "mt"}, task("X")));
}

TEST_CASE("ways that cannot be are refused with the reason") {
    Model model = drawn();
    model = after(model, addStepAfter(model, map, StepId("start"), task("One")));
    const auto why = [&](const char* from, const char* to) {
        return addFlow(model, map, StepId(from), StepId(to)).error().message;
    };
    CHECK_THAT(why("end", "one"), Contains("Nothing goes on"));
    CHECK_THAT(why("one", "start"), Contains("Cases come in"));
    CHECK_THAT(why("one", "one"), Contains("itself"));
    CHECK_THAT(why("start", "one"), Contains("already"));
    CHECK_THAT(why("one", "moon"), Contains("moon"));
    CHECK_THAT(addException(model, map, StepId("start"), "X").error().message, Contains("no task"));
    CHECK_FALSE(addStepAfter(model, ProcessId("moon"), StepId("start"), task("X")));
    CHECK_FALSE(addProcess(model, MetricId("O3"), "  "));
}

TEST_CASE("the first lane of a map is that of its metric's group, and of nobody where it has none") {
    Metric labour = *transit().metrics().find(MetricId("O3"));
    labour.measureOf = "pt";
    REQUIRE(transit().groups().contains(GroupId("pt")));
    const Model model = with(transit(), labour);
    const auto laneOf = [](const Model& drawnModel) { return drawnModel.processes().find(map)->lanes.at(0); };
    CHECK(laneOf(after(model, addProcess(model, MetricId("O3"), "Repair"))).group == GroupId("pt"));
    CHECK(laneOf(after(model, addProcess(model, MetricId(), "Repair"))).group.empty());
    CHECK(laneOf(after(model, addProcess(model, MetricId(), "Repair"))).name == "Who does it");
}

TEST_CASE("steps are pasted with the ways among them, into another map by the names of its pools") {
    Model model = drawn();
    Pool mechanics;
    mechanics.name = "Corrective mechanics";
    model = after(model, addPool(model, map, mechanics));
    const Process restore = *model.processes().find(ProcessId("restore"));
    model = after(model, pasteSteps(model, map, StepId("start"), restore, {StepId("T3"), StepId("T8"), StepId("T9")}));
    CHECK(flowsOf(mapOf(model)) ==
          "start>diagnose repair>test-and-inspect start>repair:10% diagnose>end test-and-inspect>end");
    CHECK(findStep(mapOf(model), StepId("diagnose"))->pool == mapOf(model).pools[0].id);
    CHECK(mapOf(model).exceptions.size() == 1);
    CHECK(mapOf(model).exceptions[0].resumes.empty());
    CHECK_FALSE(pasteSteps(model, map, StepId("start"), restore, {StepId("start")}));
    // A loop hangs together with what is before and after it, and at an end too.
    const Process loop = mapOf(after(model, addFlow(model, map, StepId("test-and-inspect"), StepId("repair"))));
    for (const char* at : {"diagnose", "end"}) {
        const Model pasted =
            after(model, pasteSteps(model, map, StepId(at), loop, {StepId("repair"), StepId("test-and-inspect")}));
        for (const Problem& problem : validate(pasted)) {
            CHECK_THAT(problem.message, !Contains("no way to an end"));
            CHECK_THAT(problem.message, !Contains("No case ever comes"));
        }
    }
    CHECK_FALSE(addStepAfter(model, map, StepId("end"), [] {
        Step end;
        end.kind = StepKind::end;
        return end;
    }()));
}

TEST_CASE("cases that no pasted way takes go on where the paste leads") {
    Model model = drawn();
    model = after(model, addStepAfter(model, map, StepId("start"), task("Check")));
    model = after(model, addStepAfter(model, map, StepId("check"), task("Approve")));
    model = after(model, addBranch(model, map, StepId("approve"), task("Reject")));
    REQUIRE(flowsOf(mapOf(model)) == "start>check check>approve approve>end approve>reject:10% reject>end");
    std::vector<StepId> all;
    for (const Step& step : mapOf(model).steps)
        all.push_back(step.id);
    for (const char* at : {"start", "reject", "end"}) {
        INFO(at);
        const Model pasted = after(model, pasteSteps(model, map, StepId(at), mapOf(model), all));
        for (const Problem& problem : validate(pasted))
            CHECK_THAT(problem.message, !Contains("sum to") && !Contains("no share"));
        const std::string next = std::string_view(at) == "start" ? "check" : "end";
        CHECK_THAT(flowsOf(mapOf(pasted)), Contains("approve-2>reject-2:10%") && Contains("approve-2>" + next));
    }
    // A way that takes the rest is enough: what else left the step is not pasted.
    const Model part =
        after(model, pasteSteps(model, map, StepId("start"), mapOf(model), {StepId("check"), StepId("approve")}));
    CHECK_THAT(flowsOf(mapOf(part)), Contains("approve-2>check") && !Contains("approve-2>check:"));
}

TEST_CASE("a parameter becomes a frontline metric that it refers to, in one edit") {
    const Model model = transit();
    const Model tracked = after(model, trackParameter(model, "process/restore/task/T8/touch"));
    const auto site = findQuantity(tracked, "process/restore/task/T8/touch");
    REQUIRE(site);
    REQUIRE(site->formula);
    const Metric* metric = nullptr;
    for (const Metric& each : tracked.metrics())
        if (!model.metrics().contains(each.id))
            metric = &each;
    REQUIRE(metric);
    CHECK(metric->level == Level::frontline);
    CHECK(metric->parent == MetricId("O3"));
    CHECK(metric->unit == "hour");
    CHECK(metric->estimate->text() == "6 hour");
    CHECK(validate(tracked).size() == validate(model).size());
    CHECK_THAT(trackParameter(model, "process/restore/task/T5a/touch").error().message, Contains("formula"));
    CHECK_THAT(trackParameter(model, "process/restore/task/T8/cost").error().message, Contains("empty"));
    CHECK_FALSE(trackParameter(model, "metric/L1/estimate"));
}

TEST_CASE("paths name parts of a map") {
    CHECK(pathOf(map, {MapPart::Kind::flow, "a-b"}) == "process/repair/flow/a-b");
    CHECK(mapPartAt("process/repair/task/one/touch") == MapPart{MapPart::Kind::task, "one"});
    CHECK_FALSE(mapPartAt("process/repair"));
    CHECK_FALSE(mapPartAt("process/repair/moon/one"));
    CHECK_FALSE(mapPartAt("metric/L2/estimate"));
}

TEST_CASE("whatever is drawn, a map has one start, an end, and no way that leads nowhere") {
    std::mt19937 random(3);
    Model model = drawn();
    for (int step = 0; step < 400; ++step) {
        const Process& process = mapOf(model);
        const auto any = [&] { return process.steps[random() % process.steps.size()].id; };
        Result<Edit> edit;
        switch (random() % 6) {
        case 0:
            edit = addStepAfter(model, map, any(), task("Task"));
            break;
        case 1:
            edit = addBranch(model, map, any(), task("Task"));
            break;
        case 2:
            edit = addFlow(model, map, any(), any());
            break;
        case 3:
            edit = addException(model, map, any(), "Trouble");
            break;
        case 4:
            edit = pasteSteps(model, map, any(), process, {any(), any()});
            break;
        default:
            edit = eraseParts(model, map, {{MapPart::Kind::task, any().text}, {MapPart::Kind::task, any().text}});
        }
        if (!edit)
            continue;
        model = after(model, edit);
        const Process& now = mapOf(model);
        REQUIRE(std::ranges::count(now.steps, StepKind::start, &Step::kind) == 1);
        REQUIRE(std::ranges::count(now.steps, StepKind::end, &Step::kind) >= 1);
        for (const Flow& flow : now.flows) {
            REQUIRE(findStep(now, flow.from));
            REQUIRE(findStep(now, flow.to));
            REQUIRE(flow.from != flow.to);
        }
        std::set<std::pair<StepId, StepId>> drawn;
        for (const Flow& flow : now.flows)
            REQUIRE(drawn.insert({flow.from, flow.to}).second);
    }
    CHECK(mapOf(model).steps.size() > 5);
}

TEST_CASE("a step without a name is called by what it is and where it stands") {
    Model model = drawn();
    const auto called = [&](const char* id) { return calledStep(mapOf(model), *findStep(mapOf(model), StepId(id))); };
    CHECK(called("start") == "the start");
    CHECK(called("end") == "the end");
    Step gate;
    gate.kind = StepKind::exclusive;
    const auto added = addStepAfter(model, map, StepId("start"), gate);
    CHECK(added->label == "Add a gateway");
    model = after(model, added);
    CHECK(called("exclusive") == "the gateway after the start");
    model = after(model, addStepAfter(model, map, StepId("exclusive"), task("Look")));
    CHECK(called("exclusive") == "the gateway before Look");
    gate.kind = StepKind::parallel;
    model = after(model, addStepAfter(model, map, StepId("look"), gate));
    CHECK(called("parallel") == "the gateway after Look");
    CHECK(called("look") == "Look");
    CHECK(readableName(model, "process/repair/task/parallel") == "Repair: the gateway after Look");
    CHECK_THAT(addException(model, map, StepId("parallel"), "Fire").error().message,
               Catch::Matchers::StartsWith("The gateway after Look is no task"));
    CHECK_THAT(addFlow(model, map, StepId("end"), StepId("look")).error().message, Contains("after the end"));
}

TEST_CASE("what stands in the way of a measure is said by names, once") {
    const Model model = drawn();
    const Problem gate{Severity::error, "process/repair/task/x", "No case ever comes to Look.", "Draw a flow to it.",
                       std::nullopt};
    CHECK(problemError(model, gate).message == "Repair: No case ever comes to Look. Draw a flow to it.");
    const Problem whole{Severity::error, "process/repair/arrivals", "Repair has no arrivals.", "", std::nullopt};
    CHECK(problemError(model, whole).message == "Repair has no arrivals.");
    const Problem gone{Severity::error, "metric/probe", "It has no unit.", "", std::nullopt};
    CHECK(problemError(model, gone).message == "It has no unit.");
}
