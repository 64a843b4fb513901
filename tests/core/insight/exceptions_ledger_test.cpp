// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong over the trials of a run, on maps whose numbers are known by hand, and on the transit case.
#include "core/base/timeline.h"
#include "core/insight/exceptions_ledger_trials.h"
#include "core/model/edits.h"
#include "core/model/full_time.h"
#include "tests/core/insight/insight_models.h"

#include <algorithm>
#include <cmath>
#include <mutex>

using namespace tributary;
using namespace tributary::test;

namespace {

const ProcessId fix("fix");

/// Trial t has the same number in every dimension: the middle of the t-th of 256 strata.
class EvenUniforms final : public UniformSource {
public:
    static double at(size_t trial) { return (static_cast<double>(trial) + 0.5) / mostLedgerTrials; }
    void fillUniforms(Dimension, size_t firstTrial, std::span<double> out) const override {
        for (size_t i = 0; i < out.size(); ++i)
            out[i] = at(firstTrial + i);
    }
};

RunOptions evenly() {
    RunOptions how;
    how.uniforms = std::make_shared<const EvenUniforms>();
    return how;
}

ProcessException trouble(std::string_view id, std::string_view frequency, std::string_view touch) {
    ProcessException made;
    made.id = ExceptionId(id);
    made.name = id;
    made.step = StepId("work");
    made.frequency = parameter(frequency);
    made.pool = PoolId("staff");
    made.touch = parameter(touch);
    return made;
}

/// One task of an hour by mechanics, who cost 65 USD an hour, and what goes wrong at it.
Process fixProcess(std::vector<ProcessException> exceptions, std::string_view arrivals = "100 case/month",
                   std::string_view servers = "50", std::string_view id = "fix") {
    Process made;
    made.id = ProcessId(id);
    made.name = id;
    made.arrivals = parameter(arrivals);
    made.pools = {pool("staff", "mt", servers)};
    made.steps = {step("in", StepKind::start), task("work", "Work", "staff", "1 hour"), step("out", StepKind::end)};
    made.flows = {flow("in", "work"), flow("work", "out")};
    made.exceptions = std::move(exceptions);
    return made;
}

template <class... More>
Model fixModel(Process process, More... more) {
    return modelOf(group("mt", "Mechanics", "200", "65 USD/hour"), std::move(process), std::move(more)...);
}

LedgerTrials trialsOf(const Model& model, const ScenarioId& scenario = {}, const RunOptions& how = evenly(),
                      int period = 0) {
    return need(ledgerTrials(model, scenario, period, how));
}

/// A column by trial, made of the number that each trial has in every dimension.
template <class Of>
std::vector<double> byHand(Of&& of) {
    std::vector<double> column(mostLedgerTrials);
    for (size_t t = 0; t < column.size(); ++t)
        column[t] = of(EvenUniforms::at(t));
    return column;
}

void checkSame(const Summary& found, const std::vector<double>& column) {
    const Summary wanted = summarise(column, SamplerKind::sobol);
    CHECK(found.p10 == Approx(wanted.p10).epsilon(1e-9));
    CHECK(found.p50 == Approx(wanted.p50).epsilon(1e-9));
    CHECK(found.p90 == Approx(wanted.p90).epsilon(1e-9));
    CHECK(found.mean.value() == Approx(wanted.mean.value()).epsilon(1e-9));
}

/// A tool that the mechanics take up, with an effect.
Intervention toolWith(std::vector<Effect> effects) {
    Intervention tool;
    tool.id = InterventionId("tool");
    tool.name = "The tool";
    tool.adoption.form = AdoptionForm::bass;
    tool.adoption.p = parameter("0.03 1/month");
    tool.adoption.q = parameter("0.4 1/month");
    TargetGroup mechanics;
    mechanics.group = GroupId("mt");
    mechanics.ceiling = quantity("80 %");
    tool.adoption.targets = {mechanics};
    tool.effects = std::move(effects);
    return tool;
}

Scenario planWith(std::vector<InterventionId> interventions) {
    Scenario made;
    made.id = plan;
    made.name = "The plan";
    made.interventions = std::move(interventions);
    return made;
}

} // namespace

TEST_CASE("the ranges of an exception of uncertain frequency and hours are exact") {
    const LedgerRanges found =
        ledgerRanges(trialsOf(fixModel(fixProcess({trouble("lost", "uniform(10, 30) %", "uniform(1, 3) hour")}))));
    CHECK(found.trials == 256);
    CHECK(found.trialsFailed == 0);
    CHECK(found.trialsOverloaded == 0);
    REQUIRE(found.rows.size() == 1);
    const LedgerRangesRow& row = found.rows[0];
    const auto often = [](double u) { return 100 * (0.1 + 0.2 * u); };
    const auto hours = [&](double u) { return often(u) * (1 + 2 * u); };
    checkSame(row.perMonth, byHand(often));
    checkSame(row.touchMinutes, byHand([](double u) { return 60 * (1 + 2 * u); }));
    checkSame(row.labourHours, byHand(hours));
    checkSame(row.costPerYear, byHand([&](double u) { return 12 * 65 * hours(u); }));
    checkSame(row.shareOfHeadcount, byHand([&](double u) { return hours(u) / (200 * workedHoursPerYear / 12); }));
    checkSame(found.shareOfLabour, byHand([&](double u) { return hours(u) / (100 + hours(u)); }));
    CHECK(row.peopleAtOnce == 1);
    REQUIRE(row.people.size() == 1);
    CHECK(row.people[0].group == GroupId("mt"));
    CHECK(row.people[0].labourHours == Approx(row.labourHours.mean.value()));
    CHECK(row.costShare == Approx(1));
    CHECK(row.savings.empty()); // nothing was asked of a scenario
}

TEST_CASE("twice the cases cost twice as much, trial by trial") {
    const auto exceptions = [] { return std::vector{trouble("lost", "10/20/40 %", "1/2/6 hour")}; };
    const RunOptions how;
    const LedgerTrials once = trialsOf(fixModel(fixProcess(exceptions())), {}, how);
    const LedgerTrials twice = trialsOf(fixModel(fixProcess(exceptions(), "200 case/month")), {}, how);
    const std::vector<double>& a = once.maps.at(0).shown.rows.at(0).costPerYear;
    const std::vector<double>& b = twice.maps.at(0).shown.rows.at(0).costPerYear;
    REQUIRE(a.size() == 256);
    for (size_t t = 0; t < a.size(); ++t)
        CHECK(b[t] == Approx(2 * a[t]).epsilon(1e-12));
    CHECK(ledgerRanges(twice).costPerYear.p90 == Approx(2 * ledgerRanges(once).costPerYear.p90));
}

TEST_CASE("the total is the sum of the rows, and the Pareto shares end at the whole") {
    const LedgerRanges found = ledgerRanges(trialsOf(fixModel(
        fixProcess({trouble("rare", "1 %", "uniform(1, 2) hour"), trouble("dear", "uniform(10, 30) %", "4 hour"),
                    trouble("often", "uniform(20, 40) %", "uniform(0, 1) hour")}))));
    REQUIRE(found.rows.size() == 3);
    CHECK(found.rows[0].name == "dear");
    CHECK(found.rows[2].name == "rare");
    double cost = 0, hours = 0, share = 0;
    for (const LedgerRangesRow& row : found.rows) {
        cost += row.costPerYear.mean.value();
        hours += row.labourHours.mean.value();
        share += row.shareOfHeadcount.mean.value();
        CHECK(row.costShareUpTo == Approx(cost / found.costPerYear.mean.value()));
    }
    CHECK(cost == Approx(found.costPerYear.mean.value()));
    CHECK(hours == Approx(found.labourHours.mean.value()));
    CHECK(share == Approx(found.shareOfHeadcount.mean.value()));
    CHECK(found.rows[2].costShareUpTo == Approx(1));
}

TEST_CASE("one map alone is the ledger over all maps, and a group of two maps is counted once") {
    const auto lost = [] { return std::vector{trouble("lost", "uniform(10, 30) %", "2 hour")}; };
    const LedgerTrials one = trialsOf(fixModel(fixProcess(lost())));
    const LedgerRanges alone = ledgerRanges(one);
    CHECK(alone.costPerYear == ledgerRanges(one, fix).costPerYear);
    const LedgerTrials two =
        trialsOf(fixModel(fixProcess(lost()), fixProcess(lost(), "300 case/month", "50", "other")));
    CHECK(ledgerRanges(two, fix).costPerYear == alone.costPerYear);
    CHECK(ledgerRanges(two, fix).shareOfHeadcount == alone.shareOfHeadcount);
    const LedgerRanges both = ledgerRanges(two);
    REQUIRE(both.rows.size() == 2);
    CHECK(both.rows[0].map == "other");
    CHECK(both.rows[1].map == "fix");
    CHECK(both.costPerYear.p50 == Approx(4 * alone.costPerYear.p50));
    CHECK(both.shareOfHeadcount.p50 == Approx(4 * alone.shareOfHeadcount.p50)); // of the same 200 people
    CHECK(both.shareOfLabour.p50 == Approx(alone.shareOfLabour.p50));
}

TEST_CASE("customers have no headcount, and where none is known there is no share of it") {
    Group outside = group("mt", "Customers", "200", "0 USD/hour");
    outside.boundary = Boundary::outside;
    const Model model = with(fixModel(fixProcess({trouble("lost", "20 %", "2 hour")})), std::move(outside));
    const LedgerRanges found = ledgerRanges(trialsOf(model));
    CHECK(found.labourHours.p50 == Approx(40));
    CHECK(found.shareOfHeadcount.failed == found.trials);
}

TEST_CASE("a ledger is the same on any number of threads") {
    const Model model = transitModel();
    RunOptions how;
    how.threads = 1;
    const LedgerTrials one = trialsOf(model, transitTool, how, 12);
    how.threads = 3;
    const LedgerTrials three = trialsOf(model, transitTool, how, 12);
    REQUIRE(one.maps.size() == three.maps.size());
    CHECK(one.causes == three.causes);
    for (size_t i = 0; i < one.maps.size(); ++i) {
        CHECK(one.maps[i].shown == three.maps[i].shown);
        CHECK(one.maps[i].usual == three.maps[i].usual);
        CHECK(one.maps[i].alone == three.maps[i].alone);
        CHECK(one.maps[i].together == three.maps[i].together);
    }
    how.seed = 7;
    CHECK_FALSE(trialsOf(model, transitTool, how, 12).maps[0].shown == one.maps[0].shown);
}

TEST_CASE("what an effect takes away is its size times its share in the end, and a row without one says so") {
    const Model model =
        fixModel(fixProcess({trouble("lost", "uniform(10, 30) %", "2 hour"), trouble("broken", "5 %", "1 hour")}),
                 toolWith({effect("find", "process/fix/exception/lost/frequency", "-50 %", "mt"),
                           effect("faster", "process/fix/exception/lost/touch", "-20 %", "mt")}),
                 planWith({InterventionId("tool")}));
    const auto program = compile(model, {});
    REQUIRE(program);
    const Results results = run(*program, {}).value();
    const double active = results.scenarios[0].effects[0].share.back().p50;
    REQUIRE(active > 0.5);
    const LedgerRanges found = ledgerRanges(trialsOf(model, plan));
    REQUIRE(found.rows.size() == 2);
    const LedgerRangesRow& lost = found.rows[0];
    REQUIRE(lost.savings.size() == 2);
    CHECK(lost.savings[0].cause.path == "intervention/tool/effect/find");
    CHECK(lost.savings[0].costShare == Approx(0.5 * active));
    CHECK(lost.savings[1].cause.path == "intervention/tool/effect/faster");
    CHECK(lost.savings[1].costShare == Approx(0.2 * active));
    CHECK(lost.together.costShare == Approx(1 - (1 - 0.5 * active) * (1 - 0.2 * active)));
    checkSame(lost.savings[0].costPerYear,
              byHand([&](double u) { return 12 * 65 * 2 * 100 * (0.1 + 0.2 * u) * 0.5 * active; }));
    CHECK(found.rows[1].name == "broken");
    CHECK(found.rows[1].savings.empty());
    CHECK(found.rows[1].together.costShare == Approx(0).margin(1e-12));
    // Over all rows: what is saved of the one, of the cost of both.
    const double both = 12 * 65 * 100 * (0.2 * 2 + 0.05);
    REQUIRE(found.savings.size() == 2);
    CHECK(found.savings[0].costShare == Approx(12 * 65 * 100 * 0.4 * 0.5 * active / both));
    // The rows themselves are those of the scenario and period that were asked for: at the start nothing has begun.
    CHECK(lost.costPerYear.p50 == Approx(12 * 65 * 2 * 100 * 0.2));
    const LedgerRanges late = ledgerRanges(trialsOf(model, plan, evenly(), model.settings().periods));
    CHECK(late.rows[0].costPerYear.p50 == Approx(lost.costPerYear.p50 * (1 - lost.together.costShare)));
}

TEST_CASE("an effect on a delay alone reaches the row by its waiting") {
    ProcessException lost = trouble("lost", "20 %", "1 hour");
    lost.delay = parameter("10 hour");
    const Model model = fixModel(fixProcess({lost}, "100 case/month", "5000"),
                                 toolWith({effect("quicker", "process/fix/exception/lost/delay", "-50 %", "mt")}),
                                 planWith({InterventionId("tool")}));
    const LedgerRanges found = ledgerRanges(trialsOf(model, plan));
    REQUIRE(found.rows.at(0).savings.size() == 1);
    CHECK(found.rows[0].savings[0].costShare == Approx(0).margin(1e-12));
    CHECK(found.rows[0].savings[0].waitingShare > 0.25);
    CHECK(found.rows[0].waitingHours.p50 == Approx(200).epsilon(1e-3));
}

TEST_CASE("an effect on a metric that the map uses acts on the row, and so does what the plan sets itself") {
    Scenario better = planWith({InterventionId("tool")});
    better.overrides = {Override{"process/fix/exception/broken/touch", need(OverrideValue::parse("0.25 hour"))}};
    Process process = fixProcess({trouble("lost", "20 %", "search"), trouble("broken", "50 %", "1 hour")});
    const Model model = fixModel(std::move(process), metric("search", "Search", Level::frontline, "hour", "1/2/3 hour"),
                                 toolWith({effect("find", "metric/search", "-50 %", "mt")}), std::move(better));
    const LedgerRanges found = ledgerRanges(trialsOf(model, plan));
    REQUIRE(found.rows.size() == 2);
    const auto named = [&](const std::string& name) {
        return *std::ranges::find(found.rows, name, &LedgerRangesRow::name);
    };
    REQUIRE(named("lost").savings.size() == 1);
    CHECK(named("lost").savings[0].cause.path == "intervention/tool/effect/find");
    REQUIRE(named("broken").savings.size() == 1);
    CHECK(named("broken").savings[0].cause.path == "scenario/plan");
    CHECK(named("broken").savings[0].costShare == Approx(0.75));
    CHECK(found.savings.size() == 2);
}

TEST_CASE("trials in which a pool is overloaded wait without end and are counted, and their cost is known") {
    const Model model = fixModel(fixProcess({trouble("lost", "20 %", "2 hour")}, "uniform(100, 1000) case/month", "1"));
    const LedgerRanges found = ledgerRanges(trialsOf(model));
    size_t overloaded = 0;
    for (size_t t = 0; t < mostLedgerTrials; ++t)
        overloaded += (100 + 900 * EvenUniforms::at(t)) * (1 + 0.2 * 2) >= hoursPerMonth ? 1 : 0;
    REQUIRE(overloaded > 100);
    REQUIRE(overloaded < 200);
    CHECK(found.trialsOverloaded == overloaded);
    CHECK(found.trialsFailed == 0);
    CHECK(found.waitingHours.infinite == overloaded);
    CHECK(std::isinf(found.rows.at(0).waitingHours.p90));
    CHECK(std::isfinite(found.rows[0].waitingHours.p10));
    checkSame(found.costPerYear, byHand([](double u) { return 12 * 65 * 0.4 * (100 + 900 * u); }));
}

TEST_CASE("a trial whose shares cannot be is counted as failed and left out") {
    const LedgerRanges found =
        ledgerRanges(trialsOf(fixModel(fixProcess({trouble("lost", "lognormal(60, 20) %", "2 hour")}))));
    // Above 100 %: beyond ln(1 / 0.6) + s^2 / 2 over s, s^2 = ln(1 + 1/9), of a normal number: 4.1 % of the trials.
    CHECK(found.trialsFailed == 11);
    CHECK(found.costPerYear.failed == 11);
    CHECK(found.shareOfHeadcount.failed == 11);
    CHECK(found.handOffsPerMonth.failed == 0); // nothing is handed over
    CHECK(found.rows.at(0).shareOfHeadcount.failed == 11);
    REQUIRE(found.rows[0].people.size() == 1);
    CHECK(found.rows[0].people[0].labourHours == Approx(found.rows[0].labourHours.mean.value()));
    CHECK(found.rows.at(0).costPerYear.p90 < 12 * 65 * 2 * 100);
    CHECK(found.rows[0].costPerYear.p50 == Approx(12 * 65 * 2 * 100 * 0.5692).epsilon(0.02));
}

TEST_CASE("the minutes of one are those of the work, however many take part in it") {
    Process process = fixProcess({trouble("lost", "20 %", "30 minute")});
    process.pools.push_back(pool("more", "mt", "50"));
    process.pools.push_back(pool("most", "mt", "50"));
    process.exceptions[0].alsoPools = {PoolId("more"), PoolId("most")};
    const LedgerRanges found = ledgerRanges(trialsOf(fixModel(std::move(process))));
    CHECK(found.rows.at(0).touchMinutes.p50 == Approx(30));
    CHECK(found.rows[0].peopleAtOnce == 3);
    CHECK(found.rows[0].labourHours.p50 == Approx(20 * 0.5 * 3));
    CHECK(found.rows[0].people.at(0).labourHours == Approx(20 * 0.5 * 3));
}

TEST_CASE("a map that is half drawn is left out with what points into it") {
    const Model model = fixModel(fixProcess({trouble("lost", "20 %", "2 hour")}));
    Process half = fixProcess({}, "1 case/month", "1", "half");
    half.arrivals.reset();
    Scenario better = planWith({InterventionId("tool")});
    better.overrides = {Override{"process/half/task/work/touch", need(OverrideValue::parse("0.5 hour"))}};
    Correlation pair;
    pair.id = CorrelationId("c");
    pair.first = {"process/half/task/work/touch", "process/fix/exception/lost/touch"};
    pair.rho = 0.5;
    Metric once = metric("once", "Once measured", Level::frontline, "hour", "1/2/3 hour");
    once.process = ProcessId("half"); // an estimate now
    const Model held = with(model, half,
                            toolWith({effect("find", "process/fix/exception/lost/frequency", "-50 %", "mt"),
                                      effect("half", "process/half/task/work/touch", "-50 %", "mt")}),
                            better, pair, once);
    const LedgerTrials found = trialsOf(held, plan);
    REQUIRE(found.leftOut.size() == 1);
    CHECK(found.leftOut[0].first == ProcessId("half"));
    REQUIRE(found.maps.size() == 1);
    CHECK(found.maps[0].process == fix);
    CHECK(ledgerRanges(found).savings.size() == 1);
    CHECK(ledgerRanges(found, ProcessId("half")).leftOut.size() == 1);
    CHECK(ledgerRanges(found, fix).leftOut.empty());
}

TEST_CASE("where no map can be measured there is no ledger, and the reason is told") {
    Process bare = fixProcess({});
    bare.steps.clear();
    bare.flows.clear();
    const auto found = ledgerTrials(fixModel(std::move(bare)), {}, 0, {});
    REQUIRE_FALSE(found);
    CHECK(found.error().message.find("fix") != std::string::npos);
}

TEST_CASE("an effect that does not reach a map leaves it as it is, and progress ends at the whole") {
    const Model model = fixModel(fixProcess({trouble("lost", "uniform(10, 30) %", "2 hour")}),
                                 fixProcess({trouble("late", "5 %", "1 hour")}, "300 case/month", "50", "other"),
                                 toolWith({effect("find", "process/fix/exception/lost/frequency", "-50 %", "mt"),
                                           effect("soon", "process/other/exception/late/frequency", "-20 %", "mt")}),
                                 planWith({InterventionId("tool")}));
    std::mutex telling;
    std::vector<double> told;
    const RunControl control{[&](double share) {
                                 const std::lock_guard lock(telling);
                                 told.push_back(share);
                             },
                             {}};
    const LedgerTrials found = need(ledgerTrials(model, plan, 0, evenly(), control));
    REQUIRE(found.maps.size() == 2);
    REQUIRE(found.causes.size() == 3);
    for (const LedgerMap& map : found.maps) {
        REQUIRE(map.alone.size() == 3);
        const size_t own = map.process == fix ? 0 : 1;
        CHECK_FALSE(map.alone[own] == map.alone[2]);
        CHECK(map.alone[1 - own] == map.alone[2]);
        CHECK(map.alone[2] == map.usual);
    }
    CHECK(std::ranges::is_sorted(told));
    CHECK(told.back() == 1);
}

TEST_CASE("a map that cannot be measured is left out and says why, and the others are told") {
    const Model model = fixModel(fixProcess({trouble("lost", "20 %", "2 hour")}));
    Process bare = fixProcess({}, "1 case/month", "1", "bare");
    bare.arrivals.reset();
    const LedgerTrials found = trialsOf(with(model, bare));
    REQUIRE(found.leftOut.size() == 1);
    CHECK(found.leftOut[0].first == ProcessId("bare"));
    CHECK(found.leftOut[0].second.find("arrivals") != std::string::npos);
    CHECK(ledgerRanges(found).costPerYear == ledgerRanges(trialsOf(model)).costPerYear);
    const auto none = ledgerTrials(modelOf(group("mt", "Mechanics", "200", "65 USD/hour")), {}, 0, {});
    REQUIRE_FALSE(none);
    CHECK(none.error().message.find("process") != std::string::npos);
    std::stop_source source;
    source.request_stop();
    CHECK(ledgerTrials(model, {}, 0, {}, {{}, source.get_token()}).error() == stoppedError());
}

TEST_CASE("the transit case's ledger agrees with its median inputs and finds what its tool takes away") {
    const Model model = transitModel();
    const ExceptionsLedger medians =
        exceptionsLedger(need(measureProcess(model, ProcessId("restore"), {}, 0, {}, Simulation::none)));
    const LedgerRanges found = ledgerRanges(need(ledgerTrials(model, transitTool, 0, {})));
    CHECK(found.costPerYear.p50 == Approx(medians.costPerYear).epsilon(0.1));
    CHECK(found.costPerYear.p10 < medians.costPerYear);
    CHECK(found.costPerYear.p90 > medians.costPerYear);
    CHECK(found.shareOfHeadcount.p50 > 0);
    CHECK(found.shareOfHeadcount.p50 < found.shareOfLabour.p50);
    CHECK(found.handOffsPerMonth.p50 > 0);
    REQUIRE(found.rows.size() == 3);
    REQUIRE_FALSE(found.savings.empty());
    for (const LedgerSaving& saving : found.savings)
        CHECK(saving.cause.path.starts_with("intervention/parts-exchange/effect/"));
    CHECK(found.together.costShare > 0);
    CHECK(found.together.costShare < 1);
}
