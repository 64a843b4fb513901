// SPDX-License-Identifier: GPL-3.0-or-later
// What a process map comes to part by part, on the transit case and on maps of a few steps.
#include "core/base/timeline.h"
#include "core/engine/cycle_time_correction.h"
#include "core/exchange/json.h"
#include "core/insight/exceptions_ledger.h"
#include "core/insight/process_measures.h"
#include "core/model/map_edits.h"
#include "tests/core/engine/correction_models.h"
#include "tests/core/insight/insight_models.h"

using namespace tributary;
using namespace tributary::test;

namespace {

const ProcessId restore("restore");

ProcessMeasures measuresOf(const Model& model, const ProcessId& id, Simulation simulation = Simulation::none,
                           const ScenarioId& scenario = {}, int period = 0) {
    return need(measureProcess(model, id, scenario, period, {}, simulation));
}

} // namespace

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

TEST_CASE("the ledger's labour is the share of labour that the measures give to exceptions and rework") {
    const Model model = transitModel();
    const ProcessMeasures found = measuresOf(model, restore);
    const ExceptionsLedger ledger = exceptionsLedger(found);
    REQUIRE(ledger.rows.size() == 3);
    CHECK(ledger.shareOfLabour == Approx(found.exceptionShare).epsilon(1e-6));
    double handOffs = 0;
    for (const BoundaryHandOff& each : ledger.handOffs)
        handOffs += each.perMonth;
    CHECK(handOffs == Approx(found.boundaryHandOffs * found.casesPerMonth).epsilon(1e-6));
    CHECK(ledger.rows[0].costPerYear >= ledger.rows[1].costPerYear);
    for (const LedgerRow& row : ledger.rows) {
        CHECK(row.perMonth > 0);
        CHECK(row.labourHours > 0);
        CHECK(row.isRework == (row.name == "Repeat repair"));
    }
    for (const LedgerRow& row : ledger.rows) {
        double hours = 0;
        for (const auto& [group, own] : row.hoursOf)
            hours += own;
        CHECK(hours == Approx(row.labourHours));
    }
    // A loop that is run through again and again, by hand: 10 % of visits, so 1/9 of cases.
    Model small = after(model, addProcess(model, MetricId("O3"), "Small"));
    const ProcessId id("small");
    Pool pool;
    pool.name = "Staff";
    small = after(small, addPool(small, id, pool));
    Step task;
    task.name = "Work";
    task.touch = parameter("2 hour");
    task.pool = small.processes().find(id)->pools[0].id;
    small = after(small, addStepAfter(small, id, StepId("start"), task));
    task.name = "Check";
    small = after(small, addStepAfter(small, id, StepId("work"), task));
    small = after(small, addFlow(small, id, StepId("check"), StepId("work")));
    const std::string back = "flow/" + small.processes().find(id)->flows.back().id.text + "/exception";
    small = after(small, setField(small, {Process::kind, "small"}, back, "yes"));
    small = after(small, setField(small, {Process::kind, "small"}, "arrivals", "90 case/month"));
    const ExceptionsLedger loop = exceptionsLedger(measuresOf(small, id));
    REQUIRE(loop.rows.size() == 1);
    CHECK(loop.rows[0].isRework);
    CHECK(loop.rows[0].perMonth == Approx(10));
    CHECK(loop.rows[0].labourHours == Approx(40));
    // A way that skips ahead is no rework, and one that nobody takes costs nothing.
    Model ahead = after(small, setField(small, {Process::kind, "small"}, back, "no"));
    ahead = after(ahead, addFlow(ahead, id, StepId("work"), StepId("end")));
    const std::string skip = "flow/" + ahead.processes().find(id)->flows.back().id.text;
    ahead = after(ahead, setField(ahead, {Process::kind, "small"}, skip + "/exception", "yes"));
    const ExceptionsLedger skipped = exceptionsLedger(measuresOf(ahead, id));
    REQUIRE(skipped.rows.size() == 2);
    CHECK(skipped.rows[0].isRework); // the loop is, whatever it is called
    CHECK_FALSE(skipped.rows[1].isRework);
    CHECK(skipped.rows[1].labourHours == 0);
    const Model never = after(ahead, setField(ahead, {Process::kind, "small"}, skip + "/share", "0%"));
    CHECK(exceptionsLedger(measuresOf(never, id)).rows[1].perMonth == 0);
    // An exception that sends the case back is rework as a way back is.
    Model sent = after(ahead, addException(ahead, id, StepId("check"), "Sent back"));
    sent = after(sent, setField(sent, {Process::kind, "small"}, "exception/sent-back/resumes", "work"));
    for (const LedgerRow& row : exceptionsLedger(measuresOf(sent, id)).rows)
        if (row.name == "Sent back") {
            CHECK(row.isRework);
            CHECK(row.labourHours == Approx(3.8 * row.perMonth));
        }
}

TEST_CASE("the ledger of each built-in case accounts for what its measures call exceptions and rework") {
    for (const Template& each : templates()) {
        const Model model = need(modelFromTemplate(each.id));
        for (const Process& process : model.processes()) {
            INFO(each.id << ' ' << process.id.text);
            const ProcessMeasures found = measuresOf(model, process.id);
            const ExceptionsLedger ledger = exceptionsLedger(found);
            CHECK_FALSE(ledger.rows.empty());
            double handOffs = 0;
            for (const BoundaryHandOff& boundary : ledger.handOffs)
                handOffs += boundary.perMonth;
            CHECK(handOffs == Approx(found.boundaryHandOffs * found.casesPerMonth));
            if (each.id != "special-terms") // where not each round leads through each step: see below
                CHECK(ledger.shareOfLabour == Approx(found.exceptionShare).epsilon(1e-6));
        }
    }
}

TEST_CASE("work is handed over an exception to others and on from them, whoever does the next task") {
    // T by mechanics, an exception of one in five by planners after which T goes on to U.
    const auto handOffsOf = [](const char* next) {
        Process process;
        process.id = ProcessId("hand");
        process.name = "Hand over";
        process.arrivals = parameter("100 case/month");
        process.pools = {pool("mech", "mt", "50"), pool("plan", "pl", "50")};
        process.steps = {step("in", StepKind::start), task("t", "T", "mech", "1 hour"), task("u", "U", next, "1 hour"),
                         step("out", StepKind::end)};
        process.flows = {flow("in", "t"), flow("t", "u"), flow("u", "out")};
        ProcessException asked;
        asked.id = ExceptionId("asked");
        asked.step = StepId("t");
        asked.frequency = parameter("20%");
        asked.pool = PoolId("plan");
        asked.touch = parameter("1 hour");
        process.exceptions = {asked};
        const Model model = with(with(transitModel(), group("pl", "Planners", "50", "50 USD/hour")), process);
        const ProcessMeasures found = measuresOf(model, process.id);
        const ExceptionsLedger ledger = exceptionsLedger(found);
        std::map<std::pair<std::string, std::string>, double> between;
        double all = 0;
        for (const BoundaryHandOff& each : ledger.handOffs) {
            between[{each.from.text, each.to.text}] = each.perMonth;
            all += each.perMonth;
        }
        CHECK(all == Approx(found.boundaryHandOffs * found.casesPerMonth));
        return between;
    };
    auto back = handOffsOf("mech");
    CHECK(back.size() == 2);
    CHECK(back[{"mt", "pl"}] == Approx(20));
    CHECK(back[{"pl", "mt"}] == Approx(20));
    auto on = handOffsOf("plan"); // whoever was asked has it already
    CHECK(on.size() == 1);
    CHECK(on[{"mt", "pl"}] == Approx(100));
}

TEST_CASE("what goes round and round before it comes back is followed to its end") {
    Process process;
    process.id = ProcessId("round");
    process.name = "Round";
    process.arrivals = parameter("100 case/month");
    process.pools = {pool("staff", "mt", "5000")};
    process.steps = {step("in", StepKind::start), task("a", "A", "staff", "1 hour"), task("x", "X", "staff", "1 hour"),
                     task("y", "Y", "staff", "1 hour"), step("out", StepKind::end)};
    process.steps[2].exception = process.steps[3].exception = true;
    process.flows = {flow("in", "a"), flow("a", "out"),         flow("a", "x", "1%"),
                     flow("x", "y"),  flow("y", "x", "99.99%"), flow("y", "out")};
    const ProcessMeasures found = measuresOf(with(transitModel(), process), process.id);
    const ExceptionsLedger ledger = exceptionsLedger(found);
    REQUIRE(ledger.rows.size() == 1);
    CHECK(ledger.rows[0].perMonth == Approx(1));
    CHECK(ledger.rows[0].labourHours == Approx(2 * 10'000));
    CHECK(ledger.shareOfLabour == Approx(found.exceptionShare));
}

TEST_CASE("the ledger's labour of a loop is what would not be there without it") {
    const Model model = need(modelFromTemplate("special-terms"));
    const ProcessId approve("approve");
    const ProcessMeasures found = measuresOf(model, approve);
    const Model never = after(model, setField(model, {Metric::kind, "L4"}, "estimate", "0%"));
    const ExceptionsLedger ledger = exceptionsLedger(found);
    REQUIRE(ledger.rows.size() == 1);
    CHECK(ledger.rows[0].isRework);
    CHECK(found.labourHours * (1 - ledger.shareOfLabour) == Approx(measuresOf(never, approve).labourHours));
}

namespace {

/// In -> A (2 hours) -> Asked? -> out, where one of five goes back to A: over X (3 hours) where that is done.
Process askedBack(bool overX) {
    Process process;
    process.id = ProcessId("asked");
    process.name = "Asked";
    process.arrivals = parameter("100 case/month");
    process.pools = {pool("staff", "mt", "5000")};
    process.steps = {step("in", StepKind::start), task("a", "A", "staff", "2 hour"), step("asked", StepKind::exclusive),
                     task("x", "X", "staff", "3 hour"), step("out", StepKind::end)};
    process.steps[3].exception = true;
    process.flows = {flow("in", "a"), flow("a", "asked"), flow("asked", "out"), flow("asked", overX ? "x" : "a", "20%"),
                     flow("x", "a")};
    process.flows[3].exception = true;
    if (!overX) {
        process.steps.erase(process.steps.begin() + 3);
        process.flows.pop_back();
    }
    return process;
}

} // namespace

TEST_CASE("rework that comes back over the work of an exception is rework all the same") {
    for (const bool overX : {false, true}) {
        INFO(overX);
        const Process process = askedBack(overX);
        const ProcessMeasures found = measuresOf(with(transitModel(), process), process.id);
        const ExceptionsLedger ledger = exceptionsLedger(found);
        REQUIRE(ledger.rows.size() == 1);
        const LedgerRow& row = ledger.rows[0];
        CHECK(row.isRework);
        CHECK(row.perMonth == Approx(25)); // a fifth of 1 / 0.8 visits
        CHECK(row.touchHours == Approx(25 * (overX ? 5 : 2)));
        CHECK(ledger.shareOfLabour == Approx(overX ? 1.25 / 3.25 : 0.5 / 2.5));
        CHECK(ledger.shareOfLabour == Approx(found.exceptionShare));
    }
}

TEST_CASE("an exception that sends the case to the work of exceptions has that work, and what is done again after it") {
    Process process = askedBack(true);
    process.flows.erase(process.flows.begin() + 3);
    ProcessException lost;
    lost.id = ExceptionId("lost");
    lost.name = "Lost";
    lost.step = StepId("a");
    lost.frequency = parameter("20%");
    lost.resumes = StepId("x");
    process.exceptions = {lost};
    const ProcessMeasures found = measuresOf(with(transitModel(), process), process.id);
    const ExceptionsLedger ledger = exceptionsLedger(found);
    REQUIRE(ledger.rows.size() == 1);
    CHECK(ledger.rows[0].isRework);
    CHECK(ledger.rows[0].labourHours == Approx(25 * 5));
    CHECK(ledger.shareOfLabour == Approx(found.exceptionShare));
}

TEST_CASE("what a loop inside another one does again counts once, in its own row") {
    // a -> b -> c -> out: b turns back to a in 30 % of its visits, c in 25 %; from b a tenth goes to x, and half of
    // that back to a.
    for (const bool overX : {false, true}) {
        INFO(overX);
        Process process;
        process.id = ProcessId("nested");
        process.name = "Nested";
        process.arrivals = parameter("100 case/month");
        process.pools = {pool("staff", "mt", "5000")};
        process.steps = {step("in", StepKind::start), task("a", "A", "staff", "1 hour"),
                         task("b", "B", "staff", "2 hour"), task("c", "C", "staff", "4 hour"),
                         step("out", StepKind::end)};
        process.flows = {flow("in", "a"),       flow("a", "b"),   flow("b", "c"),
                         flow("b", "a", "30%"), flow("c", "out"), flow("c", "a", "25%")};
        if (overX) {
            Step x = task("x", "X", "staff", "8 hour");
            x.exception = true;
            process.steps.push_back(x);
            process.flows.push_back(flow("b", "x", "10%"));
            process.flows.push_back(flow("x", "a", "50%"));
            process.flows.push_back(flow("x", "c", "50%"));
        }
        const ProcessMeasures found = measuresOf(with(transitModel(), process), process.id);
        const ExceptionsLedger ledger = exceptionsLedger(found);
        REQUIRE(ledger.rows.size() == (overX ? 3 : 2));
        CHECK(ledger.shareOfLabour == Approx(found.exceptionShare));
    }
}

TEST_CASE("work that comes after a loop is not done again by it") {
    // in -> a -> b, b turns back to a in half of the cases; c is passed by instead of b in one of four.
    Process process;
    process.id = ProcessId("loop");
    process.name = "Loop";
    process.arrivals = parameter("100 case/month");
    process.pools = {pool("staff", "mt", "50")};
    process.steps = {step("in", StepKind::start), task("a", "A", "staff", "1 hour"), task("b", "B", "staff", "1 hour"),
                     task("c", "C", "staff", "10 hour"), step("out", StepKind::end)};
    process.flows = {flow("in", "a"),       flow("a", "b", "75%"), flow("a", "c"),
                     flow("b", "a", "50%"), flow("b", "out"),      flow("c", "out")};
    const ExceptionsLedger ledger = exceptionsLedger(measuresOf(with(transitModel(), process), process.id));
    REQUIRE(ledger.rows.size() == 1);
    CHECK(ledger.rows[0].name == "Back to A");
    CHECK(ledger.rows[0].perMonth == Approx(60)); // 37.5 % of the visits to A, of which there are 1 / 0.625
    CHECK(ledger.rows[0].labourHours == Approx(60 * 1.75));
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
