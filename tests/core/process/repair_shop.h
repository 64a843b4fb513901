// SPDX-License-Identifier: GPL-3.0-or-later
// W2, for tests and benchmarks: a bus repair shop with exceptions and rework, and a queue of eight servers; and the
// stateless uniform numbers with which any program has the same answer.
#pragma once

#include "core/process/simulation.h"

#include <cmath>

namespace tributary::test {

/// u(seed, ordinal, case): the finaliser of SplitMix64 (Steele et al. 2014) of a counter.
class StatelessDraws : public DrawSource {
public:
    explicit StatelessDraws(std::uint64_t seed) : seed_(seed) {}

    [[nodiscard]] double uniform(const DrawAddress& address, std::uint64_t replication) const override {
        const std::uint64_t counter = (std::uint64_t{address.ordinal} << 32U) + address.caseNumber + 1;
        std::uint64_t z = seed_ + replication + counter * 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        z ^= z >> 31U;
        return (static_cast<double>(z >> 11U) + 0.5) * 0x1p-53;
    }

private:
    std::uint64_t seed_;
};

inline Duration lognormalOfMedian(double median, double sigma) { return Lognormal{std::log(median), sigma}; }

/// Triage (2 mechanics), parts located or searched for in rounds (2 clerks), a wait for the part, repair (8 bays) and
/// test (1 tester), of which one in ten is repaired again. An hour between arrivals.
inline SimulatedProcess repairShop() {
    enum Step { triage, locate, search, part, repair, test, leave };
    SimulatedProcess shop;
    shop.arrivals = RenewalArrivals{Exponential{1.0}};
    const auto add = [&](const char* name, int pool, Duration touch, Duration delay = {}) {
        shop.shape.steps.push_back({name, pool, NetworkStepKind::ordinary, false});
        SimulatedStep step;
        step.touch = touch;
        step.delay = delay;
        shop.steps.push_back(step);
    };
    add("triage", 0, lognormalOfMedian(1.4, 0.5));
    add("locate", 1, Triangular{0.1, 0.25, 0.6});
    add("search", 1, lognormalOfMedian(1.6, 0.6));
    add("part", -1, {}, Exponential{12.0});
    add("repair", 2, lognormalOfMedian(5.2, 0.5));
    add("test", 3, Exponential{0.65});
    add("leave", -1, {});
    for (const double servers : {2, 2, 8, 1}) {
        shop.shape.pools.push_back({-1});
        shop.pools.push_back({servers, 1.0, {}});
    }
    const auto flow = [&](Step from, Step to, double share = 1.0) {
        shop.shape.flows.push_back({from, to, false});
        shop.share.push_back(share);
    };
    flow(triage, search, 0.35);
    flow(triage, locate, 0.65);
    flow(locate, part);
    flow(search, part, 0.6);
    flow(search, search, 0.4);
    flow(part, repair);
    flow(repair, test);
    flow(test, repair, 0.1);
    flow(test, leave, 0.9);
    return shop;
}

/// M/M/8 at rate 6.8 with services of mean 1: utilisation 0.85.
inline SimulatedProcess eightServers() {
    SimulatedProcess queue;
    queue.arrivals = RenewalArrivals{Exponential{1.0 / 6.8}};
    queue.shape.steps.push_back({"serve", 0, NetworkStepKind::ordinary, false});
    queue.steps.emplace_back().touch = Exponential{1.0};
    queue.shape.pools.push_back({-1});
    queue.pools.push_back({8, 1.0, {}});
    return queue;
}

/// One replication of 100,000 cases from an empty start to the last departure.
inline SimulationOptions repairShopOptions() {
    SimulationOptions options;
    options.cases = 100'000;
    options.replications = 1;
    return options;
}

} // namespace tributary::test
