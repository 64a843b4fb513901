// SPDX-License-Identifier: GPL-3.0-or-later
// A sub-process comes to the same numbers as its steps in its place: by the formulas, in a run and in simulation.
#include "core/engine/process_numbers.h"
#include "core/engine/process_simulation.h"
#include "core/insight/design.h"
#include "core/insight/process_measures.h"
#include "core/model/edits.h"
#include "core/model/map_edits.h"
#include "core/model/sub_processes.h"
#include "core/model/validate.h"
#include "tests/core/engine/one_year.h"

#include <cmath>

using namespace tributary;
using namespace tributary::test;

namespace {

const std::string pools = R"j("pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "2"},
    {"id": "x", "name": "Expert", "group": "h", "servers": "3", "availability": "80%"}])j";

/// What is in the sub-process: work with an exception, then a choice, one way of which goes back.
std::string innerSteps(const std::string& p) {
    return R"j({"id": ")j" + p + R"j(look", "name": "Look", "pool": "w", "touch": "0.3 hour", "touch_cv": "1"},
        {"id": ")j" +
           p + R"j(mend", "name": "Mend", "pool": "x", "touch": "1/2/4 hour", "touch_cv": "0.5", "delay": "3 hour",
         "cost": "7 USD"})j";
}
std::string innerFlows(const std::string& p, const std::string& out) {
    return R"j({"id": ")j" + p + R"j(f1", "from": ")j" + p + R"j(look", "to": ")j" + p +
           R"j(mend", "delay": "0.5 hour"},
        {"id": ")j" +
           p + R"j(f2", "from": ")j" + p + R"j(mend", "to": ")j" + p + R"j(look", "share": "20%", "exception": true},
        {"id": ")j" +
           p + R"j(f3", "from": ")j" + p + R"j(mend", "to": ")j" + out + R"j("})j";
}
std::string innerException(const std::string& p) {
    return R"j({"id": ")j" + p + R"j(x", "name": "Lost", "step": ")j" + p +
           R"j(look", "frequency": "10%", "pool": "x", "touch": "1 hour", "touch_cv": "1", "also_pools": ["w"]})j";
}

Model measuredMap(const std::string& outer, const std::string& inner) {
    std::string metrics;
    for (const std::string_view measure : EnumNames<Measure>::names) {
        const std::string name(measure);
        const std::string unit = name == "cycle_time" || name == "waiting" || name == "touch" || name == "delay"
                                     ? "hour"
                                 : name == "labour_cost" || name == "cost"            ? "USD"
                                 : name == "labour_hours"                             ? "hour"
                                 : name == "exception_share" || name == "utilisation" ? "%"
                                 : name == "throughput"                               ? "1/month"
                                                                                      : "";
        metrics +=
            (metrics.empty() ? "" : ", ") +
            (R"j({"id": "m-)j" + name + R"j(", "name": "M )j" + name + R"j(", "level": "operating", "unit": ")j" +
             unit + R"j(", "source": "process", "process": "p", "measure": ")j" + name + "\"" +
             (name == "utilisation" ? R"j(, "measure_of": "x")j" : "") + "}");
    }
    return oneYear(
        R"j("groups": [{"id": "g", "name": "G", "headcount": "50", "hourly_cost": "30 USD/hour"},
        {"id": "h", "name": "H", "headcount": "50", "hourly_cost": "70 USD/hour"}], "metrics": [)j" +
        metrics +
        R"j(], "processes": [{"id": "p", "name": "Whole", "metric": "m-cycle_time", "arrivals": "0.4 case/hour",
        "cycle_time_by": "formulas", )j" +
        pools + ", " + outer + "}" + inner + R"j(], "scenarios": [{"id": "plan", "name": "Plan"}])j");
}

/// Two visits to what is in `q`, the second by half of the cases, an exception after it.
Model nested() {
    return measuredMap(
        R"j("steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "a", "name": "A", "pool": "w", "touch": "0.5 hour"},
            {"id": "u", "name": "U", "inner": "q"}, {"id": "v", "name": "V", "inner": "q"}, {"id": "e", "name": "E", "kind": "end"}],
        "flows": [{"id": "f1", "from": "s", "to": "a"}, {"id": "f2", "from": "a", "to": "u"},
            {"id": "f3", "from": "u", "to": "v", "share": "50%"}, {"id": "f4", "from": "u", "to": "e"}, {"id": "f5", "from": "v", "to": "e"}],
        "exceptions": [{"id": "y", "name": "Late", "step": "u", "frequency": "5%", "pool": "w", "touch": "2 hour", "resumes": "v"}])j",
        R"j(, {"id": "q", "name": "Inner", )j" + pools +
            R"j(, "steps": [{"id": "in", "name": "In", "kind": "start"}, )j" + innerSteps("") +
            R"j(, {"id": "out", "name": "Out", "kind": "end"}], "flows": [{"id": "f0", "from": "in", "to": "look"}, )j" +
            innerFlows("", "out") + R"j(], "exceptions": [)j" + innerException("") + "]}");
}

/// The same drawn in one map.
Model inlined() {
    return measuredMap(
        R"j("steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "a", "name": "A", "pool": "w", "touch": "0.5 hour"}, )j" +
            innerSteps("u") + R"j(, {"id": "u", "name": "U", "kind": "task"}, )j" + innerSteps("v") +
            R"j(, {"id": "e", "name": "E", "kind": "end"}],
        "flows": [{"id": "f1", "from": "s", "to": "a"}, {"id": "f2", "from": "a", "to": "ulook"}, )j" +
            innerFlows("u", "u") + ", " + innerFlows("v", "e") +
            R"j(, {"id": "f3", "from": "u", "to": "vlook", "share": "50%"}, {"id": "f4", "from": "u", "to": "e"}],
        "exceptions": [{"id": "y", "name": "Late", "step": "u", "frequency": "5%", "pool": "w", "touch": "2 hour", "resumes": "vlook"}, )j" +
            innerException("u") + ", " + innerException("v") + "]",
        "");
}

ProcessNumbers solved(const Model& model) {
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    if (!program)
        FAIL(compileError(model));
    return readProcesses(*program, MedianUniforms(), 1, 0).at(0).trials.at(0);
}

const Process& named(const Model& model, const char* id) { return *model.processes().find(ProcessId(id)); }

} // namespace

TEST_CASE("a sub-process has the measures of its steps drawn in its place") {
    const Results in = runOf(nested()), flat = runOf(inlined());
    for (const std::string_view measure : EnumNames<Measure>::names) {
        const MetricId id("m-" + std::string(measure));
        INFO(id.text);
        const double one = find(in.scenarios.at(0), id)->bau.at(0).p50,
                     other = find(flat.scenarios.at(0), id)->bau.at(0).p50;
        CHECK(other > 0);
        CHECK(std::abs(one - other) <= 1e-12 * other);
    }
}

TEST_CASE("a run of a sub-process draws its numbers once, whichever of its steps they are read for") {
    const Results in = runOf(nested(), Uncertainty::sampled, 1024);
    const auto program = compile(nested(), {.uncertainty = Uncertainty::sampled});
    REQUIRE(program);
    size_t drawn = 0;
    for (const ProgramInput& input : program->inputs())
        drawn += input.path == "process/q/task/mend/touch" ? 1 : 0;
    CHECK(drawn == 1);
    const MetricResults* cycle = find(in.scenarios.at(0), MetricId("m-cycle_time"));
    CHECK(cycle->bau.at(0).p90 > cycle->bau.at(0).p10);
}

TEST_CASE("a sub-process is simulated as its steps are") {
    const auto simulated = [](const Model& model) {
        const auto found = need(
            simulateAt(expanded(model, named(model, "p")), solved(model), {.cases = 100'000, .seed = 5, .threads = 2}));
        INFO(found.failure);
        REQUIRE(found.results);
        return *found.results;
    };
    const SimulationResults in = simulated(nested()), flat = simulated(inlined());
    const double apart = std::abs(in.cycleTime.mean - flat.cycleTime.mean);
    INFO(in.cycleTime.mean << " and " << flat.cycleTime.mean);
    CHECK(apart <= std::hypot(in.cycleTime.halfWidth(0.99), flat.cycleTime.halfWidth(0.99)));
    CHECK(in.cycleTime.halfWidth(0.99) < 0.05 * in.cycleTime.mean);
}

TEST_CASE("an override of what is in a sub-process moves the map around it") {
    Model model = nested();
    const double before = solved(model).cycleTime;
    model = after(model, setField(model, {Process::kind, "q"}, "task/mend/delay", "13 hour"));
    CHECK(solved(model).cycleTime > before + 10);
}

TEST_CASE("the map of a sub-process is measured with the cases that come to it") {
    const auto inner = need(measureProcess(nested(), ProcessId("q"), {}, 0, {}, Simulation::none));
    const auto outer = need(measureProcess(nested(), ProcessId("p"), {}, 0, {}, Simulation::none));
    CHECK(inner.casesPerMonth == Approx(0.4 * 730.5 * (1 + 0.525))); // half of those without trouble, all of the late
    const PartMeasures first = partWithin(outer, StepId("u"));
    CHECK(first.perCase == Approx(1));
    CHECK(first.delay == Approx(inner.delay));
    CHECK(first.touch > 2);
    CHECK(outer.tasks.at(StepId("u")).touch == 0);
}

TEST_CASE("an inner map is measured with the cases of all maps that it stands in") {
    Model model = nested();
    const double before = need(measureProcess(model, ProcessId("q"), {}, 0, {}, Simulation::none)).casesPerMonth;
    const auto around = [](const char* id, const char* inner) {
        Process outer;
        outer.id = ProcessId(id);
        outer.name = id;
        outer.steps = {step("in", StepKind::start), step("s", StepKind::task), step("out", StepKind::end)};
        outer.steps[1].inner = ProcessId(inner);
        outer.flows = {flow("in", "s"), flow("s", "out")};
        return outer;
    };
    // Another map has it as well, a third has that one and cases of its own come to both; a fourth is a draft.
    Process other = around("other", "q");
    other.arrivals = parameter("30 case/month");
    Process third = around("third", "other");
    third.arrivals = parameter("12 case/month");
    for (const Process& process : {other, third, around("draft", "q")})
        model = apply(model, Edit{{}, {}, {put(process)}}).model;
    const auto found = need(measureProcess(model, ProcessId("q"), {}, 0, {}, Simulation::none));
    CHECK(found.casesPerMonth == Approx(before + 42));
}

TEST_CASE("maps that lie in themselves stop a run with the names of the loop, and nothing hangs") {
    Model model = nested();
    Process inner = named(model, "q");
    inner.steps[1].inner = ProcessId("p");
    model = apply(model, Edit{{}, {}, {put(inner)}}).model;
    CHECK(compileError(model).find("Whole \u2192 Inner \u2192 Whole") != std::string::npos);
    CHECK(expanded(model, named(model, "p")).steps.size() < 30);
    CHECK_FALSE(measureProcess(model, ProcessId("q"), {}, 0, {}, Simulation::none));
    CHECK_FALSE(setField(nested(), {Process::kind, "q"}, "task/look/inner", "p"));
}
