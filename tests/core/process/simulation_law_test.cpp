// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the simulation: the same bits on any number of threads, shared draws, conservation, and clear refusals.
#include "tests/core/process/repair_shop.h"
#include "tests/core/process/simulation_builder.h"

#include <array>
#include <set>

using namespace tributary;
using namespace tributary::test;

namespace {

SimulationOptions shortRun(size_t replications = 6) {
    SimulationOptions options;
    options.horizon = 500;
    options.warmUp = 50;
    options.replications = replications;
    options.moments = 20;
    options.tracedCases = 30;
    return options;
}

SimulationBuilder oneQueue(double lambda) {
    SimulationBuilder queue(RenewalArrivals{Exponential{1 / lambda}});
    queue.step("serve", queue.pool(1), Exponential{1});
    return queue;
}

std::string refusal(const SimulatedProcess& process, const SimulationOptions& options = shortRun()) {
    const auto got = simulate(process, options, AddressedDraws(1));
    return got ? "" : got.error().message;
}

} // namespace

TEST_CASE("a simulation has the same bits on any number of threads") {
    SimulationOptions options = shortRun(9);
    const SimulationResults one = **simulate(repairShop(), options, AddressedDraws(3));
    for (const unsigned threads : {2U, 4U}) {
        options.threads = threads;
        const SimulationResults more = **simulate(repairShop(), options, AddressedDraws(3));
        CHECK(more.cycleTime.mean == one.cycleTime.mean);
        CHECK(more.cycleTime.standardError == one.cycleTime.standardError);
        CHECK(more.p90.mean == one.p90.mean);
        CHECK(more.cycleTimes == one.cycleTimes);
        for (size_t pool = 0; pool < 4; ++pool) {
            CHECK(more.pools[pool].utilisation.mean == one.pools[pool].utilisation.mean);
            CHECK(more.pools[pool].queueOverTime == one.pools[pool].queueOverTime);
        }
    }
}

TEST_CASE("what one step draws does not hang on what another does") {
    SimulatedProcess shop = repairShop();
    const auto workAtTest = [](const SimulatedProcess& process) {
        SimulationOptions options;
        options.cases = 400;
        options.replications = 1;
        const SimulationResults got = **simulate(process, options, AddressedDraws(5));
        return got.pools[3].utilisation.mean * got.lastDeparture.mean;
    };
    const double before = workAtTest(shop);
    shop.steps[3].delay = Exponential{3.0}; // the part comes sooner
    shop.pools[2].servers = 9;
    CHECK(workAtTest(shop) == Approx(before).epsilon(1e-12)); // the same tests, at other times
}

TEST_CASE("every case that comes in leaves, in order of time, and Little's law holds") {
    const SimulationResults got = **simulate(repairShop(), shortRun(1), AddressedDraws(9));
    std::set<std::uint32_t> inside;
    double before = 0;
    for (const TraceEvent& event : got.trace) {
        CHECK(event.time >= before);
        before = event.time;
        if (event.what == TraceEvent::What::arrives)
            CHECK(inside.insert(event.caseNumber).second);
        else
            CHECK(inside.contains(event.caseNumber));
        if (event.what == TraceEvent::What::leaves)
            inside.erase(event.caseNumber);
    }
    CHECK(inside.empty());

    SimulationOptions toTheEnd; // from empty to empty it is exact
    toTheEnd.cases = 2000;
    toTheEnd.replications = 1;
    const SimulationResults all = **simulate(repairShop(), toTheEnd, AddressedDraws(9));
    CHECK(all.workInProgress.mean * all.lastDeparture.mean == Approx(2000 * all.cycleTime.mean).epsilon(1e-9));
    CHECK(all.throughput.mean * all.lastDeparture.mean == Approx(2000));
    CHECK(all.waiting.mean + all.touch.mean + all.delay.mean == Approx(all.cycleTime.mean).epsilon(1e-9));
    CHECK(all.cycleTimes.size() == 2000);
    CHECK(std::ranges::is_sorted(all.cycleTimes));
}

TEST_CASE("rework, exceptions and hand-offs are counted case by case") {
    SimulationBuilder shop(RenewalArrivals{Constant{10}});
    const int workers = shop.group(40), clerks = shop.group(30);
    const int fix = shop.pool(1, workers), look = shop.pool(1, clerks), test = shop.pool(1, workers);
    shop.step("fix", fix, Constant{2}).step("look", look, Constant{1}).step("test", test, Constant{1});
    shop.process.shape.steps[1].exception = true;
    shop.chain({"fix", "look", "test"});
    shop.numbers("look").cost = 7;
    SimulationOptions options;
    options.cases = 50;
    options.replications = 1;
    const SimulationResults got = shop.run(options);
    CHECK(got.cycleTime.mean == 4);
    CHECK(got.handOffs.mean == 2);
    CHECK(got.boundaryHandOffs.mean == 2);
    CHECK(got.handOffsBetween[1].mean == 1); // workers to clerks
    CHECK(got.handOffsBetween[2].mean == 1);
    CHECK(got.exceptionShare.mean == Approx(0.25));
    CHECK(got.labourCost.mean == Approx(3 * 40 + 30));
    CHECK(got.cost.mean == Approx(3 * 40 + 30 + 7));
}

TEST_CASE("cycle times are thinned evenly, so that memory does not follow the number of cases") {
    SimulationBuilder line(RenewalArrivals{Constant{1}});
    line.step("pass", -1, Constant{0.5});
    SimulationOptions options;
    options.cases = 1'500'000;
    options.replications = 1;
    const SimulationResults got = line.run(options);
    CHECK(got.cases == 1'500'000);
    CHECK(got.cycleTimes.size() <= 1U << 20U);
    CHECK(got.cycleTimes.size() > 500'000);
    CHECK(got.p95.mean == Approx(0.5));
}

TEST_CASE("an overloaded pool is said, not averaged") {
    SimulationBuilder queue = oneQueue(3.0);
    SimulationOptions options = shortRun(4);
    options.horizon = 5000;
    options.mostCasesInside = 2000;
    const SimulationResults got = queue.run(options);
    CHECK(got.overloaded == 4);
    CHECK(std::isnan(got.cycleTime.mean));
    CHECK(got.cycleTime.replications == 0);
}

TEST_CASE("what cannot be simulated is refused with what to do") {
    using Catch::Matchers::Contains;
    SimulatedProcess shop = repairShop();
    shop.share[0] = 0.5;
    CHECK_THAT(refusal(shop), Contains("triage") && Contains("sum to 1.15"));
    shop = repairShop();
    shop.steps[4].touch = Exponential{-1};
    CHECK_THAT(refusal(shop), Contains("repair") && Contains("negative"));
    shop = repairShop();
    shop.pools[1].servers = 0;
    CHECK_THAT(refusal(shop), Contains("Pool 2 never has a server"));
    shop = repairShop();
    shop.pools.pop_back();
    CHECK_THAT(refusal(shop), Contains("3 entries for 4 pools"));
    CHECK_THAT(refusal(repairShop(), {}), Contains("no end"));
    SimulationOptions options = shortRun();
    options.warmUp = 600;
    CHECK_THAT(refusal(repairShop(), options), Contains("warm-up"));

    SimulationBuilder loop(RenewalArrivals{Constant{1}});
    loop.step("round").step("out").flow("round", "round", 1.0).flow("round", "out", 0.0);
    CHECK_THAT(refusal(loop.process), Contains("million times"));
}

TEST_CASE("a simulation that nobody waits for any more stops") {
    SimulationOptions options = shortRun(1);
    options.horizon = 1e9;
    std::stop_source stop;
    stop.request_stop();
    const auto got = simulate(repairShop(), options, AddressedDraws(1), stop.get_token());
    REQUIRE(got);
    CHECK_FALSE(got->has_value());
}

TEST_CASE("queue lengths are told at each moment that is asked for, the end of the horizon too") {
    SimulationOptions options = shortRun(1);
    for (const double horizon : {168.0, 8766.0})
        for (const size_t moments : {1, 10, 20, 60}) {
            options.horizon = horizon;
            options.warmUp = 0;
            options.moments = moments;
            INFO(horizon << " h, " << moments);
            CHECK(oneQueue(0.5).run(options).pools[0].queueOverTime.size() == moments);
        }
}

TEST_CASE("quiet weeks with many shifts are no overload, servers that never meet while somebody waits are") {
    SimulationBuilder quiet(GivenArrivals{{1.0, 24 * 7 * 30.0}});
    for (int each = 0; each < 10; ++each) {
        const int pool = quiet.pool(1);
        for (int hour = 0; hour < 168; ++hour)
            quiet.process.pools[static_cast<size_t>(pool)].shifts.push_back(
                {static_cast<double>(hour), 1.0 + hour % 2});
    }
    quiet.step("serve", 0, Constant{1});
    SimulationOptions options;
    options.replications = 1;
    const SimulationResults got = quiet.run(options);
    CHECK(got.overloaded == 0);
    CHECK(got.cases == 2);

    SimulationBuilder apart(GivenArrivals{{1.0}});
    const int day = apart.pool(1), night = apart.pool(1);
    apart.process.pools[static_cast<size_t>(day)].shifts = {{8, 1}, {16, 0}};
    apart.process.pools[static_cast<size_t>(night)].shifts = {{16, 1}, {24, 0}};
    apart.step("both", day, Constant{1}).numbers("both").alsoPools = {night};
    CHECK(apart.run(options).overloaded == 1);
}

TEST_CASE("arrivals without a time between them, and more branches than can be counted, are refused") {
    const auto refused = [](const SimulationBuilder& made) {
        SimulationOptions options;
        options.horizon = 10;
        const auto got = simulate(made.process, options, AddressedDraws(1));
        return got ? std::string("simulated") : got.error().message;
    };
    for (const Duration& none : {Duration(Exponential{0}), Duration(Triangular{0, 0, 0}), Duration(Gamma{2, 0})}) {
        SimulationBuilder made(RenewalArrivals{none});
        made.step("pass", -1, Constant{1});
        CHECK(refused(made) != "simulated");
        SimulationBuilder members(PopulationArrivals{3, none});
        members.step("pass", -1, Constant{1});
        CHECK(refused(members) != "simulated");
    }
    SimulationBuilder wide;
    wide.step("start").gateway("S", NetworkStepKind::split).gateway("J", NetworkStepKind::join);
    wide.flow("start", "S");
    for (int branch = 0; branch < 256; ++branch) {
        const std::string name = "b" + std::to_string(branch);
        wide.step(name).flow("S", name).flow(name, "J");
    }
    CHECK_THAT(refused(wide), Catch::Contains("'S' has 256 branches"));
}
