// SPDX-License-Identifier: GPL-3.0-or-later
// A case whose parallel branches end each by itself is done with the last of them: the mean of the longest of n
// exponential times is 1 + 1/2 + ... + 1/n of theirs.
#include "core/engine/process_numbers.h"
#include "core/engine/process_simulation.h"
#include "core/insight/case_trace.h"
#include "core/insight/design.h"
#include "core/model/branch_ends.h"
#include "core/model/sub_processes.h"
#include "core/model/validate.h"
#include "core/model/validation.h"
#include "tests/core/engine/one_year.h"

#include <cmath>
#include <set>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Exponential tasks of two hours, of whom nobody waits, and what leads to them and on.
Model branching(const std::vector<std::string>& tasks, std::vector<Step> others, std::vector<Flow> flows) {
    Process process;
    process.id = ProcessId("p");
    process.name = "Branching";
    process.arrivals = parameter("2 case/hour");
    process.pools = {pool("crew", "g", "100")};
    process.steps = {step("in", StepKind::start)};
    for (const std::string& name : tasks) {
        Step made = task(name, name, "crew", "2 hour");
        made.spread = Spread::exponential;
        process.steps.push_back(made);
    }
    for (Step& other : others)
        process.steps.push_back(std::move(other));
    process.flows = std::move(flows);
    Metric cycle = metric("cycle", "Cycle time", Level::operating, "hour", "");
    cycle.estimate.reset();
    cycle.source = MetricSource::process;
    cycle.process = process.id;
    cycle.measure = Measure::cycleTime;
    Model model = test::with(test::with(Model(), group("g", "G", "100", "30 USD/hour")), process);
    return test::with(model, cycle);
}

/// Two branches, each with an end of its own.
Model twoEnds() {
    return branching(
        {"a", "b"}, {step("split", StepKind::parallel), step("done", StepKind::end), step("told", StepKind::end)},
        {flow("in", "split"), flow("split", "a"), flow("split", "b"), flow("a", "done"), flow("b", "told")});
}

SimulationResults simulationOfBranches(const Model& model,
                                       const SimulationEffort& effort = {.cases = 400'000, .seed = 3}) {
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    if (!program)
        FAIL(compileError(model));
    const ProcessNumbers numbers = readProcesses(*program, MedianUniforms(), 1, 0).at(0).trials.at(0);
    const auto found = need(simulateAt(expanded(model, *model.processes().find(ProcessId("p"))), numbers, effort));
    INFO(found.failure);
    REQUIRE(found.results);
    return *found.results;
}

void checkMean(const SimulatedMean& found, double known) {
    INFO(found.mean << " +- " << found.halfWidth(0.99) << ", known " << known);
    CHECK(std::abs(found.mean - known) <= found.halfWidth(0.99));
    CHECK(found.halfWidth(0.99) < 0.02 * known);
}

double cycleTimeOfRun(const Model& model) {
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    if (!program)
        FAIL(compileError(model));
    const Results results = run(*program, {.trials = 1}).value();
    return find(results.scenarios.at(0), MetricId("cycle"))->bau.at(0).p50;
}

} // namespace

TEST_CASE("a case is done when the last of the branches that end by themselves has ended") {
    const Model model = twoEnds();
    for (const Problem& problem : validate(model)) {
        INFO(problem.message);
        CHECK(problem.severity != Severity::error);
    }
    const SimulationResults found = simulationOfBranches(model);
    checkMean(found.cycleTime, 1.5 * 2);
    checkMean(found.throughput, 2);               // a case leaves once
    checkMean(found.workInProgress, 2 * 1.5 * 2); // Little
    checkMean(found.labourHours, 2 * 2);
    CHECK(cycleTimeOfRun(model) == Approx(1.5 * 2).epsilon(0.01));
}

TEST_CASE("branches that share an end, and ends in branches of branches, are waited for alike") {
    // All three at one end, to which some cases come without any.
    checkMean(
        simulationOfBranches(
            branching({"a", "b", "c"},
                      {step("or", StepKind::exclusive), step("split", StepKind::parallel), step("end", StepKind::end)},
                      {flow("in", "or"), flow("or", "split", "60%"), flow("or", "end"), flow("split", "a"),
                       flow("split", "b"), flow("split", "c"), flow("a", "end"), flow("b", "end"), flow("c", "end")}))
            .cycleTime,
        0.6 * 11 / 6 * 2);
    // The branch of a splits again after it: the mean of the longer of A = a + max(b, c) and d is 5/2 + 1 less that of
    // the shorter, 1 - E[exp(-A)] = 1 - 1/2 * 1/2 * 2/3, in mean times.
    checkMean(simulationOfBranches(
                  branching({"a", "b", "c", "d"},
                            {step("split", StepKind::parallel), step("again", StepKind::parallel),
                             step("x", StepKind::end), step("y", StepKind::end)},
                            {flow("in", "split"), flow("split", "a"), flow("split", "d"), flow("a", "again"),
                             flow("again", "b"), flow("again", "c"), flow("b", "x"), flow("c", "y"), flow("d", "y")}))
                  .cycleTime,
              (2.5 + 1 - 5.0 / 6) * 2);
}

TEST_CASE("a sub-process is over when the last of its branches has ended") {
    Model model = twoEnds();
    Process inner = *model.processes().find(ProcessId("p"));
    inner.id = ProcessId("q");
    inner.name = "Inner";
    inner.arrivals.reset();
    Process outer = inner;
    outer.id = ProcessId("p");
    outer.name = "Branching";
    outer.arrivals = parameter("2 case/hour");
    Step caller = step("s", StepKind::task);
    caller.inner = inner.id;
    Step after = inner.steps[1];
    after.id = StepId("after");
    outer.steps = {step("in", StepKind::start), caller, after, step("out", StepKind::end)};
    outer.flows = {flow("in", "s"), flow("s", "after"), flow("after", "out")};
    model = test::with(test::with(model, inner), outer);
    checkMean(simulationOfBranches(model).cycleTime, (1.5 + 1) * 2);
}

TEST_CASE("nothing is handed over where a branch ends") {
    Model model = twoEnds();
    Process process = *model.processes().find(ProcessId("p"));
    process.pools.push_back(pool("desk", "g", "100"));
    process.steps[2].pool = PoolId("desk");
    Step first = process.steps[1];
    first.id = StepId("first");
    process.steps.push_back(first);
    process.flows[0] = flow("in", "first");
    process.flows.push_back(flow("first", "split"));
    model = test::with(model, process);
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    REQUIRE(program);
    const ProcessNumbers numbers = readProcesses(*program, MedianUniforms(), 1, 0).at(0).trials.at(0);
    CHECK(numbers.handOffs == Approx(1));
    CHECK(simulationOfBranches(model).handOffs.mean == Approx(1).epsilon(1e-3));
}

TEST_CASE("the way of a case is told in parts of the map that are drawn") {
    const Model model = twoEnds();
    const Process process = expanded(model, *model.processes().find(ProcessId("p")));
    const SimulationResults found = simulationOfBranches(model, {.cases = 1000, .seed = 3, .tracedCases = 5});
    const std::set<std::string> drawn{"in", "split", "a", "b", "done", "told"};
    size_t ends = 0;
    for (const CaseEvent& event : caseTrace(process, found.trace)) {
        CHECK(drawn.contains(event.at.id));
        if (event.what != TraceEvent::What::goes)
            continue;
        CHECK(drawn.contains(event.to.id));
        REQUIRE(event.way);
        ends += event.to.id == "done" || event.to.id == "told" ? 1 : 0;
    }
    CHECK(ends == 10);
}

TEST_CASE("a chain of ten thousand gateways that join and split, the last of which ends, is joined") {
    constexpr int parts = 10'000;
    Process process;
    process.steps = {step("in", StepKind::start), step("g0", StepKind::parallel)};
    process.flows = {flow("in", "g0")};
    for (int i = 0; i < parts; ++i) {
        const std::string part = std::to_string(i), gateway = "g" + part, next = "g" + std::to_string(i + 1);
        process.steps.push_back(step(next, StepKind::parallel));
        for (const char* branch : {"a", "b"}) {
            process.steps.push_back(step(branch + part, StepKind::exclusive));
            process.flows.push_back(flow(gateway, branch + part));
            process.flows.push_back(flow(branch + part, next));
        }
    }
    const std::string last = "g" + std::to_string(parts);
    for (const char* end : {"done", "told"}) {
        process.steps.push_back(step(end, StepKind::end));
        process.flows.push_back(flow(last, end));
    }
    const Process joined = withEndsJoined(process);
    REQUIRE(joined.steps.size() == process.steps.size() + 2);
    CHECK(endBehind(joined.steps.back().id.text) == "done");
    CHECK_FALSE(blockFault(process));
}

TEST_CASE("thousands of gateways of which a case takes one, each with two ends, are joined") {
    constexpr int gateways = 5'000;
    Process process;
    process.steps = {step("in", StepKind::start), step("which", StepKind::exclusive)};
    process.flows = {flow("in", "which")};
    for (int i = 0; i < gateways; ++i) {
        const std::string part = std::to_string(i);
        process.steps.push_back(step("g" + part, StepKind::parallel));
        process.flows.push_back(flow("which", "g" + part));
        for (const char* end : {"a", "b"}) {
            process.steps.push_back(step(end + part, StepKind::end));
            process.flows.push_back(flow("g" + part, end + part));
        }
    }
    const Process joined = withEndsJoined(process);
    CHECK(joined.steps.size() == process.steps.size() + 2 * gateways);
    CHECK(std::ranges::count(joined.steps, "a0", &Step::name) == 3); // that end, where its branches meet, and the end
}

TEST_CASE("a map whose branches meet is what it was") {
    const Model model = branching(
        {"a", "b"}, {step("split", StepKind::parallel), step("join", StepKind::parallel), step("done", StepKind::end)},
        {flow("in", "split"), flow("split", "a"), flow("split", "b"), flow("a", "join"), flow("b", "join"),
         flow("join", "done")});
    const Process& process = *model.processes().find(ProcessId("p"));
    CHECK(withEndsJoined(process) == process);
}
