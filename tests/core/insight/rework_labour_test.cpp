// SPDX-License-Identifier: GPL-3.0-or-later
// What exceptions and rework take of the labour, in the measures of a map and row by row in its ledger.
#include "core/insight/exceptions_ledger.h"
#include "core/model/map_edits.h"
#include "tests/core/insight/measured_maps.h"

using namespace tributary;
using namespace tributary::test;

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
