// SPDX-License-Identifier: GPL-3.0-or-later
// Networks whose cases come from a population, against sums over all their states that are made here in another way.
#include "tests/core/process/network_builder.h"
#include "tests/core/process/simulation_builder.h"

#include <algorithm>
#include <array>

using namespace tributary;
using namespace tributary::test;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// A shop of one pool: members come `outside` hours after they left, for work of `service` hours.
NetworkBuilder shop(double members, double outside, double service, double servers, double cv = 1) {
    NetworkBuilder made;
    const int crew = made.pool(servers);
    made.step("mend", crew, {service, cv});
    made.shape.hasPopulation = true;
    made.population = {members};
    made.arrivals = {1 / outside};
    return made;
}

struct Known {
    double throughput = 0;
    double wait = 0;
};

/// M/M/c//N: p(j) = p(0) N! / (N - j)! (S / Z)^j / prod min(i, c), by logarithms.
Known machineRepair(int members, double outside, double service, int crews) {
    std::vector<double> logs{0};
    for (int j = 1; j <= members; ++j)
        logs.push_back(logs.back() + std::log((members - j + 1) * service / outside / std::min(j, crews)));
    const double most = *std::max_element(logs.begin(), logs.end());
    double all = 0, served = 0, waiting = 0;
    for (int j = 0; j <= members; ++j) {
        const double weight = std::exp(logs[static_cast<size_t>(j)] - most);
        all += weight;
        served += weight * std::min(j, crews);
        waiting += weight * std::max(0, j - crews);
    }
    const double throughput = served / all / service;
    return {throughput, waiting / all / throughput};
}

} // namespace

TEST_CASE("machine repair has its known throughput and wait, of few members and many, idle and never idle") {
    int checked = 0;
    for (const int members : {1, 2, 10, 100, 1000})
        for (const int crews : {1, 10, 50, 300, 900})
            for (const double load : {0.1, 0.8, 1.0, 1.2, 5.0, 100.0}) { // of all, over what the crews can do
                const double service = 2, outside = members * service / (load * crews) - service;
                if (outside <= 0)
                    continue;
                INFO(members << " members, " << crews << " crews, load " << load);
                const Solved got = shop(members, outside, service, crews).solve();
                const Known known = machineRepair(members, outside, service, crews);
                CHECK(got.throughput[0] == Approx(known.throughput).epsilon(1e-9));
                CHECK(got.poolWaiting[0][0] == Approx(known.wait).epsilon(1e-8).margin(1e-12));
                CHECK(got.workInProgress[0] == Approx(known.throughput * (service + known.wait)).epsilon(1e-9));
                CHECK(got.overloaded[0] == 0);
                ++checked;
            }
    CHECK(checked == 54);
}

TEST_CASE("populations that a recursion loses to rounding have the throughput of their states") {
    CHECK(shop(100, 10, 2, 10).solve().poolWaiting[0][0] == Approx(8).epsilon(1e-3));
    CHECK(shop(100, 10, 5, 30).solve().throughput[0] == Approx(5.96).epsilon(1e-3));
    const Solved many = shop(1000, 10, 2, 300).solve();
    CHECK(many.throughput[0] == Approx(1000. / 12));
    CHECK(many.poolWaiting[0][0] == Approx(0).margin(1e-9));
}

TEST_CASE("three pools of a population have the throughput and the waits of their product form") {
    // X = G(N - 1) / G(N), G(N) the sum over who is where of outside^n / n! and of demand^n / prod min(j, c) for each
    // pool (Gordon & Newell, 1967); who waits at a pool, over X and the visits, is the wait of a visit.
    constexpr int members = 60;
    constexpr std::array<int, 3> servers{20, 3, 1};
    constexpr std::array<double, 3> visits{1.25, 1.25, 1};
    constexpr std::array<double, 3> service{4, 0.7, 0.45};
    for (const double outside : {5.0, 22.0, 60.0}) {
        NetworkBuilder made;
        for (const int count : servers)
            made.pool(count);
        made.step("mend", 0, {service[0], 1}).step("file", 1, {service[1], 1, 0.8}).step("close", 2, {service[2], 1});
        made.flow("mend", "file").flow("file", "mend", 0.2).flow("file", "close", 0.8);
        made.shape.hasPopulation = true;
        made.population = {members};
        made.arrivals = {1 / outside};
        const double away = outside + 0.8 * visits[1];
        const auto logWeight = [&](size_t pool, int inside) {
            double sum = 0;
            for (int j = 1; j <= inside; ++j)
                sum += std::log(visits[pool] * service[pool] / std::min(j, servers[pool]));
            return sum;
        };
        std::array<double, 2> sums{}; // of one member less, and of all
        std::array<double, 3> waiting{};
        for (int a = 0; a <= members; ++a)
            for (int b = 0; a + b <= members; ++b)
                for (int c = 0; a + b + c <= members; ++c)
                    for (const int less : {0, 1}) {
                        const int rest = members - less - a - b - c;
                        if (rest < 0)
                            continue;
                        const double weight = std::exp(logWeight(0, a) + logWeight(1, b) + logWeight(2, c) +
                                                       rest * std::log(away) - std::lgamma(rest + 1));
                        sums[static_cast<size_t>(1 - less)] += weight;
                        if (less == 0)
                            for (size_t pool = 0; pool < 3; ++pool)
                                waiting[pool] += weight * std::max(0, std::array{a, b, c}[pool] - servers[pool]);
                    }
        const Solved got = made.solve();
        const double throughput = sums[0] / sums[1];
        CHECK(got.throughput[0] == Approx(throughput).epsilon(1e-9));
        for (size_t pool = 0; pool < 3; ++pool) {
            INFO("pool " << pool << ", outside " << outside);
            CHECK(got.poolWaiting[pool][0] ==
                  Approx(waiting[pool] / sums[1] / throughput / visits[pool]).epsilon(1e-8).margin(1e-12));
        }
    }
}

TEST_CASE("a pool that is never idle lets through what it can, however its work varies") {
    for (const double cv : {0.0, 0.5, 1.0, 2.0}) {
        INFO("cv " << cv);
        const Solved got = shop(40, 1, 10, 2, cv).solve();
        CHECK(got.throughput[0] == Approx(0.2).epsilon(1e-6));
        CHECK(got.cycleTime[0] == Approx(40 / 0.2 - 1).epsilon(1e-6));
        CHECK(got.overloaded[0] == 0);
        CHECK(shop(40, 1, 10, 2.5, cv).solve().throughput[0] <= 0.25);
    }
}

TEST_CASE("two pools of a population let through what simulation finds within 4 %, or within 10 % of heavy tails") {
    constexpr double mend = 3, test = 1; // hours, two mechanics and one tester
    for (const double cv : {0.0, 0.5, 2.0})
        for (const int members : {5, 20})
            for (const double load : {0.6, 0.95}) { // of the mechanics, were nobody to wait
                const double outside = members * mend / 2 / load - mend - test;
                NetworkBuilder made;
                const int mechanics = made.pool(2), testers = made.pool(1);
                made.step("mend", mechanics, {mend, cv}).step("test", testers, {test, cv}).chain({"mend", "test"});
                made.shape.hasPopulation = true;
                made.population = {static_cast<double>(members)};
                made.arrivals = {1 / outside};
                SimulationBuilder shop(PopulationArrivals{members, Exponential{outside}});
                const int crew = shop.pool(2), desk = shop.pool(1);
                shop.step("mend", crew, makeLognormalDuration(mend, cv).value());
                shop.step("test", desk, makeLognormalDuration(test, cv).value()).chain({"mend", "test"});
                SimulationOptions options;
                options.horizon = 20'000;
                options.warmUp = 500;
                options.replications = 10;
                options.threads = 2;
                const SimulatedMean known = shop.run(options).throughput;
                const double found = made.solve().throughput[0];
                INFO("cv " << cv << ", " << members << " members, load " << load << ": " << found << ", simulated "
                           << known.mean << " +- " << known.halfWidth(0.99));
                const double bound = cv > 1 ? 0.10 : 0.04;
                CHECK(std::abs(found - known.mean) <= bound * known.mean + known.halfWidth(0.99));
            }
}

TEST_CASE("a large population at low load waits as an open stream does, however its work varies") {
    for (const double cv : {0.0, 0.5, 2.0}) {
        INFO("cv " << cv);
        const Solved got = shop(1000, 1e4, 5, 1, cv).solve();
        NetworkBuilder open;
        open.step("mend", open.pool(1), {5, cv});
        open.arrivals = {got.throughput[0]};
        CHECK(got.poolWaiting[0][0] == Approx(open.solve().poolWaiting[0][0]).epsilon(0.02));
    }
}

TEST_CASE("members wait for ever at a pool without servers, and nobody comes any more") {
    NetworkBuilder made = shop(12, 10, 2, 1);
    made.step("sign", made.pool(0), {1, 1}).flow("mend", "sign");
    const Solved got = made.solve();
    CHECK(got.throughput[0] == 0);
    CHECK(got.poolWaiting[1][0] == infinite);
    CHECK(got.cycleTime[0] == infinite);
    CHECK(got.workInProgress[0] == 12);
    CHECK(got.utilisation[1][0] == infinite);
    CHECK(got.utilisation[0][0] == 0);
    CHECK(got.overloaded[0] == 1);
}

TEST_CASE("nobody comes from a population of 0, and of more than the formulas take the trial fails") {
    const Solved none = shop(0, 10, 2, 1).solve();
    CHECK(none.throughput[0] == 0);
    CHECK(none.poolWaiting[0][0] == 0);
    CHECK(none.cycleTime[0] == 2);
    CHECK(std::isnan(shop(1001, 10, 2, 1).solve().throughput[0]));
}
