// SPDX-License-Identifier: GPL-3.0-or-later
// Where the formulas are exact they are not simulated, and the error of a simulation is never made that of a run.
#include "core/engine/cycle_time_correction.h"
#include "core/engine/formula_limits.h"
#include "core/engine/point_simulation.h"
#include "core/model/edit.h"
#include "tests/core/engine/correction_models.h"

using namespace tributary;
using namespace tributary::test;

namespace {

CycleTimeCorrection correctionFor(const Model& model) { return need(correctCycleTimes(model, 2))->at(0); }

double cycleWith(const Model& model) {
    const Results results = runOf(model);
    const MetricResults* cycle = find(results.scenarios.at(0), MetricId("cycle"));
    REQUIRE(cycle);
    return cycle->bau[0].p50;
}

const Process& processOf(const Model& model) { return *model.processes().begin(); }

Model withProcess(const Model& model, const Process& process) {
    return apply(model, Edit{{}, {}, {put(process)}}).model;
}

Model seeded(const Model& model, std::int64_t seed) {
    Settings settings = model.settings();
    settings.seed = seed;
    return apply(model, Edit{{}, {}, {put(settings)}}).model;
}

/// The desk with times that vary in this way.
Model deskOf(Spread spread, const std::string& arrivals, const std::string& servers) {
    const Model model = desk(arrivals, servers);
    Process process = processOf(model);
    process.steps[1].spread = spread;
    return withProcess(model, process);
}

const std::string isExactWords = "cycle time by the formulas, which are exact for it";

} // namespace

TEST_CASE("two servers of exponential work are exact by Erlang, at any seed, and not simulated") {
    for (const Spread spread : {Spread::gamma, Spread::exponential})
        for (const std::int64_t seed : {1, 20'260}) {
            const Model model = seeded(deskOf(spread, "1.6 case/hour", "2"), seed);
            CHECK(correctionFor(model).words() == isExactWords);
            CHECK(cycleWith(model) == Approx(1 / (1 - 0.8 * 0.8)));
        }
    CHECK(correctionFor(deskOf(Spread::lognormal, "1.6 case/hour", "2")).simulations > 0);
    CHECK(correctionFor(deskOf(Spread::gamma, "1.2 case/hour", "1.5")).simulations > 0);
}

TEST_CASE("an open network of exponential work is exact by Jackson, loops included") {
    // A quarter of the cases come back from the second pool to the first: 4/3 visits to queues of 2/3 an hour.
    Process process = processOf(deskOf(Spread::gamma, "0.5 case/hour", "1"));
    process.pools.push_back(process.pools[0]);
    process.pools[1].id = PoolId("x");
    process.pools[1].name = "Bench";
    process.pools[1].servers = need(Parameter::parse("2"));
    process.steps.push_back(process.steps[1]);
    process.steps.back().id = StepId("u");
    process.steps.back().pool = PoolId("x");
    process.steps.back().touch = need(Parameter::parse("1.5 hour"));
    Step gateway;
    gateway.id = StepId("again");
    gateway.kind = StepKind::exclusive;
    process.steps.push_back(gateway);
    const auto flow = [](const char* id, const char* from, const char* to) {
        Flow made;
        made.id = FlowId(id);
        made.from = StepId(from);
        made.to = StepId(to);
        return made;
    };
    process.flows = {flow("1", "s", "t"), flow("2", "t", "u"), flow("3", "u", "again"), flow("4", "again", "t"),
                     flow("5", "again", "e")};
    process.flows[3].share = need(Parameter::parse("25%"));
    const Model model = withProcess(desk("0.5 case/hour", "1"), process);
    CHECK(correctionFor(model).words() == isExactWords);
    CHECK(cycleWith(model) == Approx(4.0 / 3 * (1 / (1 - 2.0 / 3) + 1.5 + 1.5 / 3)));
    process.steps[3].spread = Spread::lognormal;
    CHECK(correctionFor(withProcess(model, process)).simulations > 0);
}

TEST_CASE("work of several means at the servers of one pool is exact for one server alone") {
    CHECK(correctionFor(twoSteps(deskOf(Spread::gamma, "0.6 case/hour", "1"), "0.5 hour", 0)).words() == isExactWords);
    CHECK(correctionFor(twoSteps(deskOf(Spread::gamma, "1.2 case/hour", "2"), "1 hour", 0)).words() == isExactWords);
    CHECK(correctionFor(twoSteps(deskOf(Spread::gamma, "1.2 case/hour", "2"), "0.5 hour", 0)).simulations > 0);
}

TEST_CASE("who goes first does not change the mean of all cases, at any seed") {
    for (const std::int64_t seed : {1, 2, 3}) {
        const Model model = seeded(twoSteps(deskOf(Spread::gamma, "0.8 case/hour", "1"), "1 hour", 1), seed);
        const CycleTimeCorrection correction = correctionFor(model);
        CHECK(correction.taken == CycleTimeBy::formulas);
        CHECK(correction.simulations > 0); // for the waits of each
        CHECK(cycleWith(model) == Approx(5));
    }
    const Model quickLast = twoSteps(deskOf(Spread::gamma, "1 case/hour", "1"), "0.4 hour", 1);
    CHECK(correctionFor(quickLast).reason.find("exact") == std::string::npos);
}

TEST_CASE("a ratio corrects only where it leaves the trusted band and is told from 1") {
    CHECK_FALSE(isOffBy(0.965, 0.03));
    CHECK_FALSE(isOffBy(0.965, 0.01)); // within what is trusted, however well it is known
    CHECK_FALSE(isOffBy(1.08, 0.09));  // as likely the simulation's error
    CHECK(isOffBy(1.08, 0.05));
    CHECK(isOffBy(0.94, 0.01));
}

TEST_CASE("a busy desk whose formulas are within the band of simulation keeps them, at any seed") {
    for (const std::int64_t seed : {1, 2, 3, 4, 20'260}) {
        const Model model = seeded(desk("1.6 case/hour", "2"), seed);
        const CycleTimeCorrection correction = correctionFor(model);
        INFO(seed << ": " << correction.words());
        CHECK(correction.taken == CycleTimeBy::formulas);
        CHECK(correction.ratioError > 0);
        CHECK(cycleWith(model) == Approx(1 / (1 - 0.8 * 0.8)));
    }
}
