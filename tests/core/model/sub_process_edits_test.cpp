// SPDX-License-Identifier: GPL-3.0-or-later
// Steps that stand for maps of their own: made and taken back by one edit each, checked, and never a loop.
#include "core/model/map_edits.h"
#include "core/model/references.h"
#include "core/model/sub_processes.h"
#include "tests/core/model/measured.h"
#include "tests/core/model/problems.h"

using namespace tributary;
using namespace tributary::test;
using Catch::Matchers::Contains;

namespace {

const ProcessId restoring("restore");
const StepId tested("T9");

const Process& mapNamed(const Model& model, const ProcessId& id) {
    const Process* found = model.processes().find(id);
    REQUIRE(found);
    return *found;
}

/// The transit case, in which the work of one task lies in a map of its own.
Model withSubProcess() { return after(transit(), setStepKind(transit(), restoring, tested, subProcessKind)); }

ProcessId innerOf(const Model& model, const StepId& step) { return findStep(mapNamed(model, restoring), step)->inner; }

} // namespace

TEST_CASE("a task becomes a sub-process with its work in it, and nothing that is computed changes") {
    const Model model = withSubProcess();
    const Step before = *findStep(mapNamed(transit(), restoring), tested);
    const Step& step = *findStep(mapNamed(model, restoring), tested);
    REQUIRE(step.isSubProcess());
    CHECK_FALSE(step.touch);
    CHECK(step.pool.empty());
    const Process& inner = mapNamed(model, step.inner);
    CHECK(inner.name == mapNamed(model, restoring).name + ": " + before.name);
    REQUIRE(inner.steps.size() == 3);
    CHECK(inner.steps[1].touch == before.touch);
    CHECK(inner.steps[1].pool == before.pool);
    CHECK(findDetail(model, mapNamed(model, restoring), tested) == &inner);
    CHECK(validate(model).size() == validate(transit()).size());
    const Process whole = expanded(model, mapNamed(model, restoring));
    CHECK(whole.pools.size() == mapNamed(model, restoring).pools.size()); // the same people
    CHECK(whole.steps.size() == mapNamed(model, restoring).steps.size() + 3);
    const auto part = std::ranges::find_if(whole.steps, [](const Step& each) {
        const auto within = innerPart(each.id.text);
        return within && within->id == "T9";
    });
    REQUIRE(part != whole.steps.end());
    CHECK(subProcessAround(part->id.text) == "T9");
    CHECK(pathOf(restoring, {MapPart::Kind::task, part->id.text}) == "process/" + inner.id.text + "/task/T9");
}

TEST_CASE("a sub-process becomes a task again, and its map stays until it is erased") {
    Model model = withSubProcess();
    const ProcessId inner = innerOf(model, tested);
    const auto refused = eraseProcess(model, inner);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, Contains("It is used by"));
    CHECK_FALSE(setStepKind(model, restoring, tested, subProcessKind));
    CHECK_FALSE(setStepKind(model, restoring, tested, "heap"));
    model = after(model, setStepKind(model, restoring, tested, "task"));
    CHECK(innerOf(model, tested).empty());
    CHECK(model.processes().contains(inner));
    model = after(model, eraseProcess(model, inner));
    CHECK_FALSE(model.processes().contains(inner));
}

TEST_CASE("a new sub-process is one edit, empty but for its start and end") {
    Step step;
    step.name = "Mend";
    const Model model = after(transit(), addSubProcessAfter(transit(), restoring, tested, step));
    CHECK(model.processes().size() == transit().processes().size() + 1);
    const Step& added = *findStep(mapNamed(model, restoring), StepId("mend"));
    REQUIRE(added.isSubProcess());
    CHECK(mapNamed(model, added.inner).steps.size() == 2);
    CHECK(SubProcesses(model).wayTo(added.inner) == std::vector{restoring, added.inner});
}

TEST_CASE("work that an effect moves stays where the effect finds it") {
    const Model before = transit();
    REQUIRE(before.interventions().begin() != before.interventions().end());
    Intervention tool = *before.interventions().begin();
    REQUIRE_FALSE(tool.effects.empty());
    tool.effects[0].target = "process/restore/task/T9/touch";
    const auto refused = setStepKind(apply(before, Edit{{}, {}, {put(tool)}}).model, restoring, tested, subProcessKind);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, Contains("is moved by"));
}

TEST_CASE("a map cannot be put into itself, by choice or by paste, and a loop of a file is told by its names") {
    const Model model = withSubProcess();
    const ProcessId inner = innerOf(model, tested);
    const auto chosen = setField(model, {Process::kind, inner.text}, "task/T9/inner", restoring.text);
    REQUIRE_FALSE(chosen);
    CHECK_THAT(chosen.error().message, Contains("cannot lie in itself") && Contains(" \u2192 "));
    CHECK_FALSE(pasteSteps(model, inner, StepId("start"), mapNamed(model, restoring), {tested}));
    Process loop = mapNamed(model, inner);
    loop.steps[1].inner = restoring;
    const Model bad = apply(model, Edit{{}, {}, {put(loop)}}).model;
    const Problem& problem = problemIn(bad, "lies in itself");
    CHECK(problem.severity == Severity::error);
    CHECK_THAT(problem.message, Contains(" \u2192 "));
    CHECK(SubProcesses(bad).loopAt(restoring).size() == 3);
    CHECK(SubProcesses(bad).within(restoring).size() == 2);
}

TEST_CASE("a sub-process that lost its map is a task, and the map around it stays") {
    const Model model = withSubProcess();
    const Model lost = apply(model, Edit{{}, {}, {erase<Process>(innerOf(model, tested))}}).model;
    CHECK_FALSE(checkReferences(lost));
    const MendedModel mended = withoutLooseReferences(lost);
    REQUIRE(mended.leftOut.size() == 1);
    CHECK_THAT(mended.leftOut[0], Contains("process/restore/task/T9/inner"));
    CHECK(innerOf(mended.model, tested).empty());
}

TEST_CASE("times of a step that stands for a map are told to count for nothing, and its people are counted once") {
    Model model = withSubProcess();
    model = after(model, setField(model, {Process::kind, "restore"}, "task/T9/delay", "2 hour"));
    problemIn(model, "which count for nothing");
    const Process& inner = mapNamed(model, innerOf(model, tested));
    for (const Pool& pool : inner.pools)
        CHECK(SubProcesses(model).isPoolOfCaller(inner, pool));
    model = after(model,
                  setField(model, {Process::kind, inner.id.text}, "pool/" + inner.pools[0].id.text + "/servers", "99"));
    problemIn(model, "has other numbers in the map");
}
