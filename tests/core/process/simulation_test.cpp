// SPDX-License-Identifier: GPL-3.0-or-later
// The simulation against textbook queues, each within its own interval of 99 %, with a fixed seed.
#include "tests/core/process/simulation_builder.h"
#include "tests/shared_data.h"

#include <regex>

using namespace tributary;
using namespace tributary::test;

namespace {

SimulationOptions longRun(double horizon = 20'000, double warmUp = 1'000, size_t replications = 20) {
    SimulationOptions options;
    options.horizon = horizon;
    options.warmUp = warmUp;
    options.replications = replications;
    options.threads = 2;
    return options;
}

SimulationBuilder oneQueue(double lambda, int servers, Duration service) {
    SimulationBuilder queue(RenewalArrivals{Exponential{1 / lambda}});
    queue.step("serve", queue.pool(servers), std::move(service));
    return queue;
}

/// The queue of a row of the textbook's table, its service from the row's own text.
SimulationBuilder simulatedQueue(const std::string& system, const std::string& parameters) {
    const double lambda = numberIn(parameters, "lambda");
    if (system == "M/D/1")
        return oneQueue(lambda, 1, Constant{numberIn(parameters, "service")});
    if (system == "M/Tri/1") {
        std::smatch ends;
        REQUIRE(std::regex_search(parameters, ends, std::regex(R"(triangular\(([\d.]+),([\d.]+),([\d.]+)\))")));
        return oneQueue(lambda, 1, Triangular{std::stod(ends[1]), std::stod(ends[2]), std::stod(ends[3])});
    }
    return oneQueue(lambda, std::stoi(system.substr(system.rfind('/') + 1)),
                    Exponential{1 / numberIn(parameters, "mu")});
}

} // namespace

TEST_CASE("simulated queues agree with the textbook's") {
    const auto path = sharedData("oracles/queues.csv");
    if (!path)
        return;
    int checked = 0;
    for (const auto& row : readCsv(*path)) {
        if (row[0] == "system" || row[0] == "machine repair")
            continue;
        INFO(row[0] << " " << row[1] << " " << row[2]);
        const SimulationResults got = simulatedQueue(row[0], row[1]).run(longRun());
        const std::map<std::string, SimulatedMean> measures{{"rho", got.pools[0].utilisation},
                                                            {"Lq", got.pools[0].queueLength},
                                                            {"Wq", got.pools[0].waiting},
                                                            {"W", got.cycleTime},
                                                            {"L", got.workInProgress}};
        if (const auto measure = measures.find(row[2]); measure != measures.end()) {
            checkWithin(measure->second, std::stod(row[3]));
            ++checked;
        }
    }
    CHECK(checked >= 18);
}

TEST_CASE("machines that fail and queue for their crews agree with the textbook's finite source") {
    const auto path = sharedData("oracles/queues.csv");
    if (!path)
        return;
    int checked = 0;
    for (const auto& row : readCsv(*path)) {
        if (row[0] != "machine repair")
            continue;
        INFO(row[1] << " " << row[2]);
        const double members = numberIn(row[1], "N");
        SimulationBuilder shop(PopulationArrivals{static_cast<int>(members), Exponential{numberIn(row[1], "MTBF")}});
        shop.step("repair", shop.pool(static_cast<int>(numberIn(row[1], "crews"))),
                  Exponential{numberIn(row[1], "MTTR")});
        const SimulationResults got = shop.run(longRun(40'000, 2'000));
        const double known = std::stod(row[3]);
        if (row[2] == "availability") {
            checkWithin(got.workInProgress, members * (1 - known)); // those that are down
        } else {
            const std::map<std::string, SimulatedMean> measures{
                {"mean_down", got.workInProgress},     {"mean_waiting", got.pools[0].queueLength},
                {"throughput_per_h", got.throughput},  {"mean_downtime_h", got.cycleTime},
                {"mean_wait_h", got.pools[0].waiting}, {"utilisation", got.pools[0].utilisation}};
            REQUIRE(measures.contains(row[2]));
            // Given to ten digits per machine-hour: throughput is all machines'.
            checkWithin(measures.at(row[2]), known);
        }
        ++checked;
    }
    CHECK(checked == 14);
}

TEST_CASE("call centres of Erlang's formula agree") {
    const auto path = sharedData("oracles/erlang_c.csv");
    if (!path)
        return;
    int checked = 0;
    for (const auto& row : readCsv(*path)) {
        if (row[0] == "calls_per_h" || std::stod(row[4]) > 0.9) // beyond it the runs would have to be very long
            continue;
        INFO(row[0] << " calls of " << row[1] << " s, " << row[2] << " agents");
        const double handling = std::stod(row[1]) / 3600;
        const SimulationResults got =
            oneQueue(std::stod(row[0]), std::stoi(row[2]), Exponential{handling}).run(longRun(100, 5));
        SimulatedMean seconds = got.pools[0].waiting;
        seconds.mean *= 3600;
        seconds.standardError *= 3600;
        checkWithin(seconds, std::stod(row[6]));
        ++checked;
    }
    CHECK(checked >= 3);
}

TEST_CASE("a credit application takes 8.65 days, rework and parallel branches and all") {
    // Dumas et al., Fundamentals of Business Process Management, chapter 7; constant times, so the mean of the longest
    // branch is the longest mean.
    SimulationBuilder credit(RenewalArrivals{Exponential{2.0}});
    credit.step("check", -1, Constant{1})
        .gateway("split", NetworkStepKind::split)
        .step("history", -1, Constant{1})
        .step("income", -1, Constant{3})
        .gateway("join", NetworkStepKind::join)
        .step("assess", -1, Constant{3})
        .step("offer", -1, Constant{1})
        .step("reject", -1, Constant{2});
    credit.flow("check", "check", .2).flow("check", "split", .8);
    credit.chain({"split", "history", "join", "assess"}).chain({"split", "income", "join"});
    credit.flow("assess", "offer", .6).flow("assess", "reject", .4);
    const SimulationResults got = credit.run(longRun());
    checkWithin(got.cycleTime, 8.65);
    checkWithin(got.steps[credit.at("check")].visits, 1.25);
    checkWithin(got.steps[credit.at("join")].visits, 1);
}

TEST_CASE("the longest of two random branches takes longer than the longer of their means") {
    SimulationBuilder both(RenewalArrivals{Exponential{1.0}});
    both.gateway("split", NetworkStepKind::split)
        .step("left", -1, Exponential{2})
        .step("right", -1, Exponential{3})
        .gateway("join", NetworkStepKind::join);
    both.chain({"split", "left", "join"}).chain({"split", "right", "join"});
    const SimulationResults got = both.run(longRun());
    checkWithin(got.cycleTime, 2 + 3 - 1 / (1.0 / 2 + 1.0 / 3)); // the mean of the maximum of two exponentials
    CHECK(got.touch.mean == Approx(got.cycleTime.mean).epsilon(1e-12));
}

TEST_CASE("who has priority waits as Cobham says, without anybody's work being broken off") {
    // Two streams of rate 0.3 and 0.4 share a server of mean service 1: W0 = 0.7, W1 = W0 / (1 - 0.3),
    // W2 = W0 / ((1 - 0.3)(1 - 0.7)) (Cobham 1954).
    SimulationBuilder queue(RenewalArrivals{Exponential{1 / 0.7}});
    const int server = queue.pool(1);
    queue.step("sort").step("first", server, Exponential{1}).step("second", server, Exponential{1});
    queue.flow("sort", "first", 0.3 / 0.7).flow("sort", "second", 0.4 / 0.7);
    queue.numbers("second").priority = 1;
    const SimulationResults got = queue.run(longRun(40'000, 1'000));
    checkWithin(got.steps[1].waiting, 0.7 / 0.7);
    checkWithin(got.steps[2].waiting, 0.7 / (0.7 * 0.3));
}

TEST_CASE("callers who lose patience leave in the share that Palm's model gives") {
    // M/M/1 with exponential patience of mean 1 (Palm 1957): p_n = p_0 prod lambda / (mu + k theta).
    const double lambda = 1.2, mu = 1.0, theta = 1.0;
    double weight = 1, all = 1, busy = 0, waiting = 0;
    for (int n = 1; n < 200; ++n) {
        weight *= lambda / (mu + (n - 1) * theta);
        all += weight;
        busy += weight;
        waiting += (n - 1) * weight;
    }
    SimulationBuilder queue = oneQueue(lambda, 1, Exponential{1 / mu});
    queue.numbers("serve").patience = Exponential{1 / theta};
    const SimulationResults got = queue.run(longRun());
    checkWithin(got.pools[0].utilisation, busy / all);
    checkWithin(got.pools[0].queueLength, waiting / all);
    checkWithin(got.abandoned, theta * waiting / all / lambda);
}

TEST_CASE("the gamma and the lognormal time have the moments that they were made of, and Pollaczek's wait follows") {
    for (const auto& service : {makeGammaDuration(0.8, 1.5), makeLognormalDuration(0.8, 1.5)}) {
        REQUIRE(service);
        CHECK(mean(*service) == Approx(0.8).epsilon(1e-12));
        const SimulationResults got = oneQueue(0.9, 1, *service).run(longRun(60'000, 2'000));
        checkWithin(got.pools[0].waiting, 0.9 * 0.64 * (1 + 2.25) / (2 * (1 - 0.72)));
    }
}

TEST_CASE("people who share their time take touch over availability, of which touch is labour") {
    SimulationBuilder queue(RenewalArrivals{Exponential{2.0}});
    const int group = queue.group(50);
    queue.step("serve", queue.pool(1, group, 0.5), Exponential{0.5});
    const SimulationResults got = queue.run(longRun());
    checkWithin(got.pools[0].utilisation, 0.5);
    checkWithin(got.cycleTime, 2.0); // M/M/1: service 1, rate 0.5
    checkWithin(got.labourHours, 0.5);
    checkWithin(got.labourCost, 25);
}

TEST_CASE("work goes on in shifts only, and what has begun is finished") {
    SimulationBuilder office(GivenArrivals{{7.5, 16.5, 17.5}}); // Monday
    office.step("serve", office.pool(1), Constant{1});
    office.process.pools[0].shifts = {{8, 1}, {17, 0}, {32, 1}, {41, 0}}; // Monday and Tuesday, 8 to 17
    SimulationOptions options;
    options.replications = 1;
    options.tracedCases = 3;
    const SimulationResults got = office.run(options);
    std::vector<double> ends;
    for (const TraceEvent& event : got.trace)
        if (event.what == TraceEvent::What::ends)
            ends.push_back(event.time);
    CHECK(ends == std::vector<double>{9, 17.5, 33});
    CHECK(got.cycleTime.mean == Approx((1.5 + 1 + 15.5) / 3));
}

TEST_CASE("work that needs people of two pools at once waits for both, in turn") {
    SimulationBuilder meeting(GivenArrivals{{0, 0.5, 1}});
    const int mechanic = meeting.pool(1);
    const int expert = meeting.pool(1);
    meeting.step("alone", mechanic, Constant{2}).step("together", mechanic, Constant{1});
    meeting.numbers("together").alsoPools = {expert};
    meeting.flow("alone", "together");
    SimulationOptions options;
    options.replications = 1;
    const SimulationResults got = meeting.run(options);
    // alone 0-2, 2-4, 4-6 (they came first), then together 6-7, 7-8, 8-9
    CHECK(got.lastDeparture.mean == 9);
    CHECK(got.pools[1].utilisation.mean == Approx(3.0 / 9));
    CHECK(got.pools[1].waiting.mean == Approx((4 + 3 + 2) / 3.0)); // from 2, 4 and 6 on
}
