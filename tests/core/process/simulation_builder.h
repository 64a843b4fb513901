// SPDX-License-Identifier: GPL-3.0-or-later
// Builds a process in numbers by names, for tests of its simulation.
#pragma once

#include "core/process/simulation.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tributary::test {

class SimulationBuilder {
public:
    explicit SimulationBuilder(Arrivals arrivals = RenewalArrivals{Exponential{1.0}}) {
        process.arrivals = std::move(arrivals);
    }

    int group(double hourly = 0.0) {
        process.hourlyCost.push_back(hourly);
        return process.shape.groups++;
    }
    int pool(double servers, int group = -1, double availability = 1.0) {
        process.shape.pools.push_back({group});
        process.pools.push_back({servers, availability, {}});
        return static_cast<int>(process.pools.size()) - 1;
    }
    SimulationBuilder& step(const std::string& name, int pool = -1, Duration touch = {}, Duration delay = {}) {
        index_[name] = static_cast<int>(process.shape.steps.size());
        process.shape.steps.push_back({name, pool, NetworkStepKind::ordinary, false});
        SimulatedStep numbers;
        numbers.touch = std::move(touch);
        numbers.delay = std::move(delay);
        process.steps.push_back(std::move(numbers));
        return *this;
    }
    SimulationBuilder& gateway(const std::string& name, NetworkStepKind kind) {
        step(name);
        process.shape.steps.back().kind = kind;
        return *this;
    }
    SimulationBuilder& flow(const std::string& from, const std::string& to, double share = 1.0, Duration handOff = {}) {
        process.shape.flows.push_back({index_.at(from), index_.at(to), false});
        process.share.push_back(share);
        process.handOff.push_back(std::move(handOff));
        return *this;
    }
    SimulationBuilder& chain(const std::vector<std::string>& names) {
        for (size_t i = 1; i < names.size(); ++i)
            flow(names[i - 1], names[i]);
        return *this;
    }
    size_t at(const std::string& name) const { return static_cast<size_t>(index_.at(name)); }
    SimulatedStep& numbers(const std::string& name) { return process.steps[at(name)]; }

    SimulationResults run(const SimulationOptions& options, const DrawSource& draws = AddressedDraws(7)) const {
        const auto got = simulate(process, options, draws);
        INFO((got ? "" : got.error().message));
        REQUIRE(got);
        REQUIRE(got->has_value());
        return **got;
    }

    SimulatedProcess process;

private:
    std::map<std::string, int> index_;
};

/// Checks that a known value lies in the simulation's own interval of 99 %.
inline void checkWithin(const SimulatedMean& simulated, double known) {
    INFO("simulated " << simulated.mean << " +- " << simulated.halfWidth(0.99) << ", known " << known);
    CHECK(std::abs(simulated.mean - known) <= simulated.halfWidth(0.99) + 1e-12);
}

} // namespace tributary::test
