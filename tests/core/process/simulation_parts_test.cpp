// SPDX-License-Identifier: GPL-3.0-or-later
// Pools of which the last server has part of the time: by balance equations, case by case, and without a jump at whole
// numbers.
#include "core/process/queueing.h"
#include "tests/core/process/simulation_builder.h"

#include <algorithm>

using namespace tributary;
using namespace tributary::test;

namespace {

SimulationOptions observed(double horizon = 20'000) {
    SimulationOptions options;
    options.horizon = horizon;
    options.warmUp = 1'000;
    options.replications = 20;
    options.threads = 2;
    return options;
}

SimulationBuilder queueOf(double servers, double lambda, Duration service) {
    SimulationBuilder queue(RenewalArrivals{Exponential{1 / lambda}});
    queue.step("serve", queue.pool(servers), std::move(service));
    return queue;
}

/// Cases in an exponential queue whose n cases are worked on at the pace min(n, servers), by its balance equations.
double meanInside(double servers, double load) {
    double chance = 1, chances = 1, inside = 0;
    for (int n = 1; n < 10'000; ++n) {
        chance *= load / std::min<double>(n, servers);
        chances += chance;
        inside += n * chance;
    }
    return inside / chances;
}

/// When the work on each of the cases that come at hour 8 ends.
std::vector<double> endsOf(const SimulationBuilder& queue, size_t cases) {
    SimulationOptions options;
    options.replications = 1;
    options.tracedCases = cases;
    std::vector<double> ends(cases);
    for (const TraceEvent& event : queue.run(options).trace)
        if (event.what == TraceEvent::What::ends)
            ends[event.caseNumber] = event.time;
    return ends;
}

} // namespace

TEST_CASE("a pool of part of a server works at that pace, as its balance equations say") {
    for (const double servers : {0.5, 1.5, 2.25, 2.5, 2.9}) {
        INFO(servers << " servers");
        const double load = 0.8 * servers;
        const SimulationResults got = queueOf(servers, load, Exponential{1}).run(observed());
        checkWithin(got.workInProgress, meanInside(servers, load));
        checkWithin(got.cycleTime, meanInside(servers, load) / load);
        checkWithin(got.pools[0].utilisation, 0.8);
        checkWithin(got.touch, 1);
        checkWithin(got.labourHours, 1);
        CHECK(got.cycleTime.mean == Approx(got.waiting.mean + got.touch.mean));
        CHECK(got.steps[0].waiting.mean == Approx(got.waiting.mean).epsilon(1e-3));
        // The formulas that continue Erlang's to such pools are near.
        const QueueMeasures formulas = measure({load, 1, 1, servers, 1});
        CHECK(formulas.waiting == Approx(got.waiting.mean).epsilon(servers < 1 ? 0.6 : 0.15));
    }
}

TEST_CASE("servers that are nearly whole do what whole ones do") {
    const auto timeOf = [](double servers) {
        return queueOf(servers, 1.6, Gamma{0.5, 2}).run(observed(5'000)).cycleTime.mean;
    };
    const double two = timeOf(2), three = timeOf(3);
    CHECK(timeOf(2.000001) == Approx(two).epsilon(1e-3));
    CHECK(timeOf(2.001) == Approx(two).epsilon(0.01));
    CHECK(timeOf(2.999) == Approx(three).epsilon(2e-3));
    double before = two;
    for (const double servers : {2.1, 2.3, 2.5, 2.7, 2.9, 3.0}) {
        const double time = timeOf(servers);
        CHECK(time < before);
        before = time;
    }
}

TEST_CASE("whoever has part of the time hands the work over to the first who is free") {
    SimulationBuilder office(GivenArrivals{{8, 8, 8}});
    office.step("serve", office.pool(1.5), Constant{4});
    // The second case has half a server from 8 to 12 and then a whole one; the third has half of one from 12 to 14.
    CHECK(endsOf(office, 3) == std::vector<double>{12, 14, 17});
    office.process.pools[0].servers = 0.5;
    CHECK(endsOf(office, 3) == std::vector<double>{16, 24, 32});
}

TEST_CASE("work at part of a server's time is finished after the shift, and quicker once there are more") {
    SimulationBuilder office(GivenArrivals{{8, 8}});
    office.step("serve", office.pool(0.5), Constant{6});
    office.process.pools[0].shifts = {{8, 0.5}, {16, 0}};
    CHECK(endsOf(office, 2) == std::vector<double>{20, 168 + 20});
    office.process.pools[0].shifts = {{8, 1.5}, {12, 0.25}, {16, 2}, {20, 0}};
    CHECK(endsOf(office, 2) == std::vector<double>{14, 18}); // 4 h by 16, at the pace as it began
    office.process.pools[0].shifts = {{8, 1.25}, {12, 1.75}, {13, 1}};
    CHECK(endsOf(office, 2) == std::vector<double>{14, 17.5}); // 1 h by 12, 2.5 h by 14
}

TEST_CASE("work at several pools goes at the pace of the one that has the least of its time") {
    SimulationBuilder meeting(GivenArrivals{{8, 8}});
    const int mechanic = meeting.pool(1.5);
    const int expert = meeting.pool(1.25);
    meeting.step("together", mechanic, Constant{4});
    meeting.numbers("together").alsoPools = {expert};
    CHECK(endsOf(meeting, 2) == std::vector<double>{12, 15}); // a quarter of the pace till both hand over
}

TEST_CASE("parts of servers have the same bits on any number of threads") {
    SimulationBuilder queue = queueOf(2.5, 0.8, Exponential{1});
    queue.process.pools[0].shifts = {{0, 1.5}, {8, 2.5}, {16, 0.5}, {32, 3}};
    SimulationOptions options = observed(3'000);
    options.threads = 1;
    const SimulationResults one = queue.run(options);
    for (const unsigned threads : {2U, 4U}) {
        options.threads = threads;
        const SimulationResults more = queue.run(options);
        CHECK(more.cycleTime.values == one.cycleTime.values);
        CHECK(more.pools[0].utilisation.values == one.pools[0].utilisation.values);
    }
}
