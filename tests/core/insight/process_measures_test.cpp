// SPDX-License-Identifier: GPL-3.0-or-later
// What a process map comes to part by part, on the transit case and on maps of a few steps.
#include "core/base/timeline.h"
#include "core/engine/cycle_time_correction.h"
#include "core/exchange/json.h"
#include "core/insight/process_measures.h"
#include "core/model/edits.h"
#include "core/model/map_edits.h"
#include "tests/core/engine/correction_models.h"
#include "tests/core/insight/measured_maps.h"

using namespace tributary;
using namespace tributary::test;

TEST_CASE("the parts of the transit case's map add up to what a case takes") {
    const ProcessMeasures found = measuresOf(transitModel(), restore);
    CHECK(found.casesPerMonth == Approx(600).epsilon(0.01));
    CHECK(found.cycleTime == Approx(60.7).epsilon(0.02));
    double time = 0, labour = 0;
    for (const auto& [id, part] : found.tasks) {
        time += part.timePerCase();
        labour += part.labourPerCase();
    }
    for (const auto& [id, part] : found.exceptionsAt) {
        time += part.timePerCase();
        labour += part.labourPerCase();
    }
    CHECK(time == Approx(found.cycleTime).epsilon(1e-9));
    CHECK(labour == Approx(found.labourHours).epsilon(1e-9));
    CHECK(found.flows.at(FlowId("T9-T2w")).share == Approx(0.08).margin(0.005));
    CHECK(found.exceptionsAt.at(ExceptionId("E1")).share == Approx(0.15));
    CHECK(found.tasks.at(StepId("T1")).perCase == Approx(1));
    CHECK(found.tasks.at(StepId("T2w")).perCase > 1.05);
    CHECK(found.utilisation.at(PoolId("mech")) == Approx(0.795).margin(0.02));
    CHECK_FALSE(found.isOverloaded());
    CHECK_FALSE(found.simulated);
}

TEST_CASE("a simulation beside the formulas agrees with them within its interval and a percent") {
    const ProcessMeasures found = measuresOf(transitModel(), restore, Simulation::beside);
    REQUIRE(found.simulated);
    CHECK(found.notSimulated.empty());
    const SimulatedMean& mean = found.simulated->cycleTime;
    CHECK(std::abs(mean.mean - found.cycleTime) < mean.halfWidth(0.99) + 0.01 * found.cycleTime);
    CHECK(found.simulated->p50.mean < found.simulated->p90.mean);
}

TEST_CASE("a map with part of a server is simulated, its queue over time and its cases on their way too") {
    Model model = transitModel();
    model = after(model, setField(model, {Process::kind, "restore"}, "pool/mech/servers", "9.5"));
    const ProcessMeasures found = measuresOf(model, restore, Simulation::beside);
    REQUIRE(found.simulated);
    CHECK(found.notSimulated.empty());
    CHECK_FALSE(found.simulated->trace.empty());
    CHECK_FALSE(found.simulated->cycleTimes.empty());
    CHECK_FALSE(found.simulated->pools.front().queueOverTime.empty());
}

TEST_CASE("a scenario measures what it makes of the map, at the period asked for") {
    const Model model = transitModel();
    const double usual = measuresOf(model, restore, Simulation::none, {}, 60).cycleTime;
    const double late = measuresOf(model, restore, Simulation::none, transitTool, 60).cycleTime;
    const double start = measuresOf(model, restore, Simulation::none, transitTool, 0).cycleTime;
    CHECK(late < 0.95 * usual);
    CHECK(start > late);
}

TEST_CASE("a map that no metric measures is measured all the same, and overload is told") {
    Model model = after(transitModel(), addProcess(transitModel(), MetricId("O3"), "Small"));
    const ProcessId id("small");
    Pool pool;
    pool.name = "Staff";
    model = after(model, addPool(model, id, pool));
    Step task;
    task.name = "Work";
    task.touch = parameter("2 hour");
    task.pool = model.processes().find(id)->pools[0].id;
    model = after(model, addStepAfter(model, id, StepId("start"), task));
    model = after(model, setField(model, {Process::kind, "small"}, "arrivals", "100 case/month"));
    const ProcessMeasures found = measuresOf(model, id);
    CHECK(found.casesPerMonth == Approx(100));
    CHECK(found.labourHours == Approx(2));
    CHECK(found.utilisation.begin()->second == Approx(200 / 730.5));
    model = after(model, setField(model, {Process::kind, "small"}, "arrivals", "1000 case/month"));
    const ProcessMeasures full = measuresOf(model, id, Simulation::beside);
    CHECK(full.isOverloaded());
    CHECK(std::isinf(full.cycleTime));
    CHECK_FALSE(full.simulated);
    CHECK_FALSE(full.notSimulated.empty());
}

TEST_CASE("a map that is not there, or not whole, is an error that says so") {
    CHECK(measureProcess(transitModel(), ProcessId("moon"), {}, 0, {}, Simulation::none).error().message.find("moon") !=
          std::string::npos);
    const Model bare = after(transitModel(), addProcess(transitModel(), MetricId("O3"), "Bare"));
    const auto found = measureProcess(bare, ProcessId("bare"), {}, 0, {}, Simulation::none);
    REQUIRE_FALSE(found);
    CHECK(found.error().message.find("arrivals") != std::string::npos);
    // What is wrong with one map does not keep the others from being measured.
    const auto sound = measureProcess(bare, restore, {}, 0, {}, Simulation::none);
    REQUIRE(sound);
    CHECK(sound->cycleTime == need(measureProcess(transitModel(), restore, {}, 0, {}, Simulation::none)).cycleTime);
    std::stop_source source;
    source.request_stop();
    const auto stopped =
        measureProcess(transitModel(), restore, {}, 0, {}, Simulation::beside, {{}, source.get_token()});
    CHECK(stopped.error() == stoppedError());
}

TEST_CASE("the measures of a map that is corrected are the run's, and its parts sum to them") {
    const Model model = twoBranches();
    const ProcessMeasures found = measuresOf(model, ProcessId("p"), Simulation::beside, ScenarioId("plan"), 12);
    CHECK(found.isCorrected);
    CHECK(found.cycleTimeBy == found.corrections->at(0).words());
    CHECK(found.waiting + found.touch + found.delay == found.cycleTime);
    CHECK(found.workInProgress == Approx(found.casesPerMonth / hoursPerMonth * found.cycleTime));
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    REQUIRE(program);
    const Results results = run(*program, {}).value();
    CHECK(find(results.scenarios[0], MetricId("cycle"))->with[11].p50 == found.cycleTime);
    REQUIRE(results.cycleTimes.size() == 1);
    CHECK(results.cycleTimes[0].words == found.cycleTimeBy);
    // What is held is taken as it is.
    const ProcessMeasures plain = need(measureProcess(model, ProcessId("p"), {}, 0, {}, Simulation::none, {},
                                                      std::make_shared<const CycleTimeCorrections>()));
    CHECK_FALSE(plain.isCorrected);
    CHECK(plain.cycleTime == Approx(10));
}

TEST_CASE("an exception that needs people of several pools at once takes the time of all of them, and is paid for it") {
    const Model before = transitModel();
    Process process = *before.processes().find(restore);
    process.cycleTimeBy = CycleTimeBy::formulas;
    ProcessException& exception = process.exceptions.front();
    exception.alsoPools = {PoolId("tow"), PoolId("qa")};
    const ExceptionId id = exception.id;
    const ProcessMeasures alone = measuresOf(before, restore);
    const ProcessMeasures found = measuresOf(apply(before, Edit{{}, {}, {put(process)}}).model, restore);
    CHECK(found.exceptionsAt.at(id).people.size() == 3);
    CHECK(found.exceptionsAt.at(id).hourlyCost > alone.exceptionsAt.at(id).hourlyCost);
    const double more = 2 * found.exceptionsAt.at(id).perCase * found.exceptionsAt.at(id).touch;
    REQUIRE(more > 0);
    CHECK(found.labourHours == Approx(alone.labourHours + more));
    double labour = 0, cost = 0;
    for (const auto& [task, part] : found.tasks) {
        labour += part.labourPerCase();
        cost += part.perCase * part.money();
    }
    for (const auto& [each, part] : found.exceptionsAt) {
        labour += part.labourPerCase();
        cost += part.perCase * part.money();
    }
    CHECK(labour == Approx(found.labourHours));
    CHECK(cost == Approx(found.cost));
    // It waits for each of them, one after another.
    double waiting = 0;
    for (const auto& [task, part] : found.tasks)
        waiting += part.perCase * part.waiting;
    for (const auto& [each, part] : found.exceptionsAt)
        waiting += part.perCase * part.waiting;
    CHECK(waiting == Approx(found.waiting));
    CHECK(found.utilisation.at(PoolId("tow")) > alone.utilisation.at(PoolId("tow")));
}

TEST_CASE(
    "where simulation corrects the cycle time, the waits and busy shares of the parts are its own and sum to it") {
    const Model model = urgentDesk();
    for (const ScenarioId& scenario : {ScenarioId(), ScenarioId("plan")})
        for (const Simulation simulation : {Simulation::none, Simulation::beside}) {
            const ProcessMeasures found =
                measuresOf(model, ProcessId("p"), simulation, scenario, scenario.empty() ? 0 : 12);
            INFO(scenario.text << (simulation == Simulation::none ? "" : ", simulated") << ": " << found.cycleTimeBy);
            CHECK(found.isCorrected);
            CHECK(found.areWaitsSimulated == (simulation == Simulation::beside));
            double time = 0, labour = 0;
            for (const auto& [id, part] : found.tasks) {
                time += part.timePerCase();
                labour += part.labourPerCase();
            }
            for (const auto& [id, part] : found.flows)
                time += part.perCase * part.delay;
            CHECK(time == Approx(found.cycleTime).epsilon(1e-9));
            CHECK(labour == Approx(found.labourHours).epsilon(1e-9));
            if (simulation == Simulation::none)
                continue;
            REQUIRE(found.simulated);
            const SimulationResults& simulated = *found.simulated;
            CHECK(found.cycleTime == Approx(simulated.cycleTime.mean).epsilon(0.05));
            CHECK(found.labourHours == Approx(simulated.labourHours.mean).epsilon(0.05));
            const PartMeasures &now = found.tasks.at(StepId("now")), &later = found.tasks.at(StepId("later"));
            CHECK(now.waiting < later.waiting); // the formulas know no priorities
            CHECK(now.waiting / later.waiting ==
                  Approx(simulated.steps[2].waiting.mean / simulated.steps[3].waiting.mean).epsilon(1e-9));
            CHECK(found.utilisation.at(PoolId("w")) == simulated.pools[0].utilisation.mean);
            CHECK(found.loads ==
                  measuresOf(model, ProcessId("p"), Simulation::none, scenario, scenario.empty() ? 0 : 12).utilisation);
        }
}

TEST_CASE("what cases that leave would have taken is in no part") {
    const ProcessMeasures found = measuresOf(urgentDesk(), ProcessId("p"));
    const PartMeasures& later = found.tasks.at(StepId("later"));
    CHECK(found.left > 0.05);
    CHECK(later.served == Approx(1 - found.left / later.perCase));
    CHECK(found.flows.at(FlowId("f5")).perCase == Approx(later.perCase - found.left));
    CHECK(found.labourHours == Approx(1 - found.left));
}

namespace {

/// One desk with a server of exponential work of an hour, at which cases come to either of two tasks, half to each.
Model deskOf(const char* arrivals, int priorityOfOther) {
    std::string text = R"j({"format": "tributary", "version": 1,
        "groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"}],
        "processes": [{"id": "p", "name": "Serve", "metric": "cycle", "arrivals": "@ case/hour",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1"}],
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "x", "name": "X", "kind": "exclusive"},
                {"id": "t", "name": "T", "pool": "w", "touch": "1 hour", "spread": "exponential"},
                {"id": "u", "name": "U", "pool": "w", "touch": "1 hour", "spread": "exponential", "priority": #},
                {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f0", "from": "s", "to": "x"}, {"id": "f1", "from": "x", "to": "t", "share": "50 %"},
                {"id": "f2", "from": "x", "to": "u"}, {"id": "f3", "from": "t", "to": "e"},
                {"id": "f4", "from": "u", "to": "e"}]}]})j";
    text.replace(text.find('@'), 1, arrivals);
    text.replace(text.find('#'), 1, std::to_string(priorityOfOther));
    return need(readJson(text));
}

} // namespace

TEST_CASE("who goes first at a pool waits less, and the others more, as Cobham's formula says") {
    const ProcessMeasures alike = measuresOf(deskOf("0.8", 0), ProcessId("p"));
    CHECK(alike.tasks.at(StepId("t")).waiting == Approx(4));
    CHECK(alike.tasks.at(StepId("u")).waiting == Approx(4));
    const ProcessMeasures found = measuresOf(deskOf("0.8", 1), ProcessId("p"));
    CHECK(found.tasks.at(StepId("t")).waiting == Approx(4. / 3));
    CHECK(found.tasks.at(StepId("u")).waiting == Approx(20. / 3));
    CHECK(found.cycleTime == Approx(5));
}

TEST_CASE("who goes first waits no less for a server that is away") {
    const auto halfThere = [](int priorityOfOther) {
        const Model model = deskOf("0.8", priorityOfOther);
        Process process = *model.processes().begin();
        process.pools[0].availability = parameter("50%");
        for (const size_t task : {2, 3})
            process.steps[task].touch = parameter("0.5 hour");
        return measuresOf(test::with(model, process), ProcessId("p"));
    };
    const ProcessMeasures alike = halfThere(0);
    CHECK(alike.tasks.at(StepId("t")).waiting == Approx(4.5));
    const ProcessMeasures found = halfThere(1);
    CHECK(found.tasks.at(StepId("t")).waiting == Approx(0.5 + 4. / 3));
    CHECK(found.tasks.at(StepId("u")).waiting == Approx(0.5 + 20. / 3));
}

TEST_CASE("a map whose formulas are exact says so, and is simulated for as long as its load needs") {
    const ProcessMeasures found = measuresOf(deskOf("0.95", 0), ProcessId("p"), Simulation::beside);
    CHECK(found.isExact);
    CHECK(found.cycleTime == Approx(20));
    REQUIRE(found.simulated);
    CHECK(found.simulated->cases > 250'000);
    CHECK(std::abs(found.simulated->cycleTime.mean - 20) < found.simulated->cycleTime.halfWidth(0.99));
    CHECK_FALSE(measuresOf(transitModel(), restore).isExact);
}

TEST_CASE("people whom several maps ask for through an inner one are as busy in the measures of each") {
    const auto around = [](const char* id, const char* arrivals) {
        Process map = restoreProcess();
        map.id = ProcessId(id);
        map.name = id;
        map.arrivals = parameter(arrivals);
        map.pools.clear();
        map.steps = {step("in", StepKind::start), step("do", StepKind::task), step("out", StepKind::end)};
        map.steps[1].inner = ProcessId("restore");
        map.flows = {flow("in", "do"), flow("do", "out")};
        return map;
    };
    Process inner = restoreProcess();
    inner.arrivals.reset();
    Metric measure = *smallModel().metrics().find(MetricId("O3"));
    measure.process = ProcessId("o1");
    const Model model = with(
        with(smallModel(), inner, around("o1", "600 breakdown/month"), around("o2", "1200 breakdown/month")), measure);
    const auto at = [&](const char* id) {
        return need(measureProcess(model, ProcessId(id), {}, 0, RunOptions(), Simulation::none));
    };
    const ProcessMeasures first = at("o1"), second = at("o2"), whole = at("restore");
    CHECK(first.utilisation.begin()->second == Approx(whole.utilisation.begin()->second).epsilon(1e-6));
    CHECK(second.utilisation.begin()->second == Approx(whole.utilisation.begin()->second).epsilon(1e-6));
    CHECK(first.cycleTimeBy.find("has work from o2 too") != std::string::npos);
    CHECK_FALSE(first.isExact);
}
