// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong or doubtful in a process map.
#include "tests/core/model/problems.h"

using namespace tributary;
using namespace tributary::test;

TEST_CASE("a process map is checked for ways, shares, pools and joins") {
    problemIn(changedProcess("restore", [](Process& p) { p.flows.pop_back(); }), "there is no way to an end");
    CHECK(problemIn(changedProcess("restore", [](Process& p) { p.steps.push_back(task("T9", "Island", "", "")); }),
                    "No case ever comes to Island")
              .severity == Severity::error);
    problemIn(changedProcess("restore", [](Process& p) { p.steps.pop_back(); }), "no end");
    problemIn(changedProcess("restore", [](Process& p) { p.steps.erase(p.steps.begin()); }), "no starts");
    problemIn(changedProcess("restore", [](Process& p) { p.flows[2].share = parameter("60%"); }), "sum to 110 %");
    problemIn(changedProcess("restore", [](Process& p) { p.flows[2].share = parameter("40%"); }), "sum to 90 % only");
    CHECK(validate(changedProcess("restore", [](Process& p) { p.flows[2].share = parameter("50%"); })).empty());
    problemIn(changedProcess("restore", [](Process& p) { p.flows[1].share.reset(); }), "have no share");
    CHECK(problemIn(changedProcess("restore", [](Process& p) { p.steps[1].pool = PoolId{}; }), "nobody's time")
              .severity == Severity::warning);
    problemIn(changedProcess("restore", [](Process& p) { p.steps[1].pool = PoolId("qa"); }), "the pool `qa`");
    problemIn(changedProcess("restore", [](Process& p) { p.pools[0].group = GroupId("qa"); }), "belongs to no group");
    problemIn(changedProcess("restore", [](Process& p) { p.arrivals.reset(); }), "no arrivals");
    problemIn(changedProcess("restore", [](Process& p) { p.steps[1].id = StepId("T2"); }), "two parts `T2`");
    const auto joins = [](bool split) {
        return changedProcess("restore", [=](Process& p) {
            if (split)
                p.steps[1].kind = StepKind::parallel;
            p.steps.push_back(step("join", StepKind::parallel));
            p.flows = {flow("in", "T1"), flow("T1", "T2"), flow("T1", "join"), flow("T2", "join"), flow("join", "out")};
            if (!split)
                p.flows[1].share = parameter("50%");
        });
    };
    problemIn(joins(false), "none were split");
    CHECK(validate(joins(true)).empty());
}

TEST_CASE("tasks that take no time are told with their place") {
    const auto bare = [](const char* pool, const char* delay) {
        return changedProcess("restore", [=](Process& p) {
            p.steps[1].touch.reset();
            p.steps[1].pool = PoolId(pool);
            p.steps[1].delay = *delay ? std::optional(parameter(delay)) : std::nullopt;
        });
    };
    const std::string pool = smallModel().processes().find(ProcessId("restore"))->steps[1].pool.text;
    CHECK(problemIn(bare(pool.c_str(), "3 hour"), "has no touch time").subject == "process/restore/task/T1/touch");
    CHECK(problemIn(bare("", ""), "neither a time nor a pool").severity == Severity::warning);
    CHECK(validate(bare("", "3 hour")).empty());
    // Of a map that no metric measures in one note, which leads to the first.
    Process drawn = *smallModel().processes().find(ProcessId("restore"));
    drawn.id = ProcessId("drawn");
    drawn.name = "Drawn";
    for (Step& each : drawn.steps) {
        each.touch.reset();
        each.delay.reset();
    }
    const Problem note = problemIn(with(smallModel(), drawn), "Inspect and 1 more task of Drawn have no touch time");
    CHECK(note.severity == Severity::note);
    CHECK(note.subject == "process/drawn/task/T1/touch");
}

TEST_CASE("faults of a map that no metric measures are warnings, and stop no run") {
    Process drawn = *smallModel().processes().find(ProcessId("restore"));
    drawn.id = ProcessId("drawn");
    drawn.name = "Drawn";
    drawn.arrivals.reset();
    drawn.flows.pop_back();
    drawn.pools[0].servers.reset();
    const Model model = with(smallModel(), drawn);
    CHECK(problemIn(model, "there is no way to an end").severity == Severity::warning);
    CHECK(problemIn(model, "has no servers").severity == Severity::warning);
    for (const Problem& problem : validate(model))
        CHECK(problem.severity != Severity::error);
    Metric measure = *model.metrics().find(MetricId("O3"));
    measure.process = drawn.id;
    CHECK(problemIn(with(model, measure), "there is no way to an end").severity == Severity::error);
    CHECK(problemIn(with(model, measure), "has no arrivals").severity == Severity::error);
}

TEST_CASE("exceptions of one task that happen more often than it is done are told there") {
    const auto twice = [](const char* frequency) {
        return changedProcess("restore", [=](Process& p) {
            p.exceptions.clear();
            for (const char* id : {"lost", "broken"}) {
                ProcessException each;
                each.id = ExceptionId(id);
                each.name = id;
                each.step = StepId("T1");
                each.frequency = parameter(frequency);
                p.exceptions.push_back(each);
            }
        });
    };
    const Problem problem = problemIn(twice("60%"), "the exceptions at");
    CHECK(problem.severity == Severity::error);
    CHECK(problem.subject == "process/restore/task/T1");
    CHECK(problem.message.find("sum to 120 %") != std::string::npos);
    CHECK(validate(twice("50%")).empty());
}
