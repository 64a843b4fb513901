// SPDX-License-Identifier: GPL-3.0-or-later
// Networks whose cases lose patience: the formulas by known answers, and beside the simulation of the same process.
#include "core/process/queueing.h"
#include "tests/core/process/network_builder.h"
#include "tests/core/process/simulation_builder.h"

using namespace tributary;
using namespace tributary::test;

namespace {

/// What is simulated of a network of exponential times.
SimulationResults simulated(const NetworkBuilder& network, const SimulationOptions& options) {
    SimulatedProcess process;
    process.shape = network.shape;
    process.arrivals = RenewalArrivals{Exponential{1 / network.arrivals[0]}};
    for (size_t s = 0; s < network.shape.steps.size(); ++s) {
        SimulatedStep step;
        if (network.touch[s][0] > 0)
            step.touch = Exponential{network.touch[s][0]};
        if (network.delay[s][0] > 0)
            step.delay = Constant{network.delay[s][0]};
        step.cost = network.cost[s][0];
        if (network.shape.steps[s].mayLeave)
            step.patience = Exponential{network.patience[s][0]};
        process.steps.push_back(std::move(step));
    }
    for (size_t f = 0; f < network.shape.flows.size(); ++f)
        process.share.push_back(network.share[f][0]);
    for (const auto& servers : network.servers)
        process.pools.push_back({servers[0], 1.0, {}});
    for (const auto& hourly : network.hourlyCost)
        process.hourlyCost.push_back(hourly[0]);
    const auto got = simulate(process, options, AddressedDraws(5));
    INFO((got ? "" : got.error().message));
    REQUIRE(got);
    REQUIRE(got->has_value());
    return **got;
}

SimulationOptions patientRun() {
    SimulationOptions options;
    options.warmUp = 500;
    options.horizon = 30'500;
    options.replications = 10;
    options.threads = 2;
    return options;
}

/// `servers` of an hour's exponential work, `arrivals` an hour.
NetworkBuilder desk(double servers, double arrivals, double patience) {
    NetworkBuilder desk;
    desk.arrivals = {arrivals};
    desk.step("serve", desk.pool(servers, desk.group(30)), {1, 1, 0.5, 4}).leaving(patience);
    desk.step("file", -1, {0, 0, 2, 1});
    desk.chain({"serve", "file"});
    return desk;
}

} // namespace

TEST_CASE("a queue that has more work than time is stable where cases lose patience") {
    for (const double servers : {1.0, 3.0})
        for (const double busy : {0.8, 1.2}) {
            INFO(servers << " servers, " << busy);
            const double load = servers * busy;
            const Solved got = desk(servers, load, 2).solve();
            const double leaving = measurePatient(servers, load, 2).leaving;
            CHECK(got.overloaded[0] == 0);
            CHECK(got.left[0] == Approx(leaving));
            CHECK(got.visits[0][0] == 1);
            CHECK(got.served[0][0] == Approx(1 - leaving));
            CHECK(got.visits[1][0] == Approx(1 - leaving)); // who leaves comes to no later step
            CHECK(got.waiting[0] == Approx(leaving * 2));
            CHECK(got.touch[0] == Approx(1 - leaving));
            CHECK(got.delay[0] == Approx((1 - leaving) * 2.5));
            CHECK(got.cycleTime[0] == Approx(leaving * 2 + (1 - leaving) * 3.5));
            CHECK(got.utilisation[0][0] == Approx(busy * (1 - leaving)));
            CHECK(got.labourHours[0] == Approx(1 - leaving));
            CHECK(got.labourCost[0] == Approx(30 * (1 - leaving)));
            CHECK(got.cost[0] == Approx(35 * (1 - leaving)));
            CHECK(got.throughput[0] == Approx(load * (1 - leaving)));
            CHECK(got.workInProgress[0] == Approx(load * got.cycleTime[0]));
        }
}

TEST_CASE("the formulas of a queue with patience lie in the interval of its simulation") {
    for (const double busy : {0.8, 1.2}) {
        INFO(busy);
        const NetworkBuilder network = desk(3, 3 * busy, 2);
        const Solved got = network.solve();
        const SimulationResults found = simulated(network, patientRun());
        checkWithin(found.abandoned, got.left[0]);
        checkWithin(found.cycleTime, got.cycleTime[0]);
        checkWithin(found.waiting, got.waiting[0]);
        checkWithin(found.labourHours, got.labourHours[0]);
        checkWithin(found.labourCost, got.labourCost[0]);
        checkWithin(found.cost, got.cost[0]);
        checkWithin(found.throughput, got.throughput[0]);
        checkWithin(found.workInProgress, got.workInProgress[0]);
        checkWithin(found.pools[0].utilisation, got.utilisation[0][0]);
        checkWithin(found.pools[0].waiting, got.poolWaiting[0][0]);
        checkWithin(found.steps[0].waiting, got.stepWaiting[0][0]);
        checkWithin(found.steps[0].served, got.served[0][0]);
        checkWithin(found.steps[1].visits, got.visits[1][0]);
    }
}

TEST_CASE("who left at one pool is missing at the next, and rework makes those leave who come again") {
    // The first pool has more work than time; a third of what is checked goes back to it.
    NetworkBuilder network;
    network.arrivals = {4};
    network.step("make", network.pool(3, network.group(20)), {1, 1}).leaving(1.5);
    network.step("check", network.pool(2, network.group(50)), {0.6, 1}).leaving(3);
    network.step("out", -1);
    network.flow("make", "check").flow("check", "make", 1.0 / 3).flow("check", "out", 2.0 / 3);
    const Solved got = network.solve();
    const double made = got.visits[0][0] * got.served[0][0];
    CHECK(got.visits[1][0] == Approx(made));
    CHECK(got.visits[0][0] == Approx(1 + made * got.served[1][0] / 3));
    CHECK(got.left[0] == Approx(1 - got.visits[2][0]));
    for (const auto& busy : got.utilisation)
        CHECK(busy[0] < 1);
    const SimulationResults found = simulated(network, patientRun());
    // The streams between the queues are not quite Poisson: two in a hundred.
    for (size_t step = 0; step < 3; ++step)
        CHECK(got.visits[step][0] == Approx(found.steps[step].visits.mean).epsilon(0.02));
    CHECK(got.labourCost[0] == Approx(found.labourCost.mean).epsilon(0.02));
    // A fifth of the visits are repeats: what is two in a hundred of all is ten of these.
    CHECK(got.exceptionShare[0] == Approx(found.exceptionShare.mean).epsilon(0.1));
    CHECK(got.cycleTime[0] == Approx(found.cycleTime.mean).epsilon(0.05));
}

TEST_CASE("in one pool some wait for ever and others leave, and it is overloaded by those alone who stay") {
    const auto shared = [](double staying) {
        NetworkBuilder network;
        network.arrivals = {2};
        const int pool = network.pool(1, network.group(10));
        network.step("which", -1);
        network.step("stay", pool, {0.5, 1});
        network.step("leave", pool, {0.5, 1}).leaving(1);
        network.flow("which", "stay", staying).flow("which", "leave", 1 - staying);
        return network;
    };
    const NetworkBuilder mixed = shared(0.4); // 0.4 of the servers' time by those who stay, 1.0 by all
    const Solved got = mixed.solve();
    CHECK(got.overloaded[0] == 0);
    CHECK(got.stepWaiting[1][0] > got.stepWaiting[2][0]);
    CHECK(got.served[1][0] == 1);
    const SimulationResults found = simulated(mixed, patientRun());
    CHECK(got.left[0] == Approx(found.abandoned.mean).epsilon(0.05));
    CHECK(got.utilisation[0][0] == Approx(found.pools[0].utilisation.mean).epsilon(0.03));
    const NetworkBuilder over = shared(0.99);
    CHECK(over.solve().overloaded[0] == 0); // 0.99 of its time
    NetworkBuilder full = shared(0.9);
    full.arrivals = {2.5};
    CHECK(full.solve().overloaded[0] == 1);
    CHECK(std::isinf(full.solve().cycleTime[0]));
    CHECK(full.solve().utilisation[0][0] >= 1);
}

TEST_CASE("long patience gives Allen and Cunneen's wait, whatever work and arrivals vary by") {
    for (const double cv : {0.0, 1.0, 2.0})
        for (const double arrivalScv : {0.5, 1.0, 3.0}) {
            INFO(cv << ", " << arrivalScv);
            NetworkBuilder patient, ever;
            for (NetworkBuilder* network : {&patient, &ever}) {
                network->arrivals = {1.5};
                network->step("serve", network->pool(2), {1, cv});
                network->shape.arrivalScv = arrivalScv;
            }
            patient.leaving(1e7);
            CHECK(patient.solve().waiting[0] == Approx(ever.solve().waiting[0]).epsilon(1e-4));
        }
}

TEST_CASE("a trial of cases that leave has the same bits in any company, and fails alone") {
    NetworkBuilder network(5);
    network.step("make", network.pool(2, network.group(20)), {1, 1}).leaving(1);
    network.step("check", network.pool(1, network.group(50), 0.8), {0.6, 1}).leaving(3);
    network.step("out", -1);
    network.flow("make", "check").flow("check", "make", 0.3).flow("check", "out", 0.7);
    network.arrivals = {0.5, 1, 2, 4, 3};
    network.patience[0] = {1, 0.01, 5, 100, -1};
    const Solved all = network.solve();
    for (size_t trial = 0; trial < 4; ++trial) {
        const Solved alone = network.alone(trial).solve();
        CHECK(alone.cycleTime[0] == all.cycleTime[trial]);
        CHECK(alone.labourCost[0] == all.labourCost[trial]);
        CHECK(alone.exceptionShare[0] == all.exceptionShare[trial]);
        CHECK(std::isfinite(all.cycleTime[trial]));
        CHECK(all.visits[1][trial] == Approx(all.visits[0][trial] * all.served[0][trial]).epsilon(1e-9));
    }
    CHECK(std::isnan(all.cycleTime[4]));
}

TEST_CASE("who leaves is corrected by the odds of it, and with them what is done") {
    NetworkBuilder network = desk(2, 1.5, 1);
    const double left = network.solve().left[0];
    network.odds = {3};
    const Solved got = network.solve();
    CHECK(got.left[0] / (1 - got.left[0]) == Approx(3 * left / (1 - left)));
    CHECK(got.labourHours[0] == Approx(1 - got.left[0]));
    CHECK(got.stepWaiting[0][0] == Approx(got.left[0])); // of a patience of an hour
}
