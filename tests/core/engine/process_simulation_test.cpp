// SPDX-License-Identifier: GPL-3.0-or-later
// A process map of a model, simulated with the numbers that a run solves it with.
#include "core/engine/process_simulation.h"
#include "core/engine/run.h"
#include "tests/builders.h"

#include <cmath>
#include <numeric>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Quantities at their most likely value take no uniform numbers.
class NoUniforms final : public UniformSource {
public:
    void fillUniforms(Dimension, size_t, std::span<double> out) const override { std::ranges::fill(out, 0.5); }
};

std::vector<ProcessWorld> mostLikelyWorlds(const Model& model) {
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    if (!program)
        FAIL(program.error().front().message);
    return readProcesses(*program, NoUniforms(), 1, 0);
}

void covers(const SimulatedMean& found, double truth, double halfWidthOfTruth) {
    INFO(found.mean << " for " << truth);
    CHECK(std::abs(found.mean - truth) < found.halfWidth(0.99) + halfWidthOfTruth);
}

} // namespace

TEST_CASE("the transit case's process is read as the run has it at the start") {
    const auto worlds = mostLikelyWorlds(transit());
    REQUIRE_FALSE(worlds.empty());
    CHECK(worlds[0].process == ProcessId("restore"));
    const ProcessNumbers& numbers = worlds[0].trials.at(0);
    CHECK(numbers.arrivals == Approx(600 / 730.5));
    CHECK(numbers.cycleTime == Approx(59.31).margin(0.005)); // shared/cases, month 0
    CHECK(std::accumulate(numbers.visits.begin(), numbers.visits.end(), 0.0) > 5);
    for (const double utilisation : numbers.utilisation)
        CHECK((utilisation > 0 && utilisation < 1));
}

TEST_CASE("the transit case's cycle time, simulated at the start, is another program's within the intervals") {
    const Model model = transit();
    const auto worlds = mostLikelyWorlds(model);
    const auto process =
        need(simulatedProcess(*model.processes().find(ProcessId("restore")), worlds.at(0).trials.at(0)));
    SimulationOptions options;
    options.warmUp = 2 * 730.5;
    options.horizon = 36 * 730.5;
    options.replications = 12;
    options.threads = 2;
    const SimulationResults results = *need(simulate(process, options, AddressedDraws(20260)));
    // SimPy's 58.97 h with a 99 % interval of 0.05; half within 30.9 h, nine in ten within 140.7 h.
    covers(results.cycleTime, 58.97, 0.05);
    covers(results.p50, 30.9, 0.1);
    covers(results.p90, 140.7, 0.3);
    CHECK(results.overloaded == 0);
}

TEST_CASE("servers are simulated as they are, and none, or more than a million, are not") {
    const Model model = transit();
    const Process& process = *model.processes().find(ProcessId("restore"));
    ProcessNumbers numbers = mostLikelyWorlds(model).at(0).trials.at(0);
    for (const double servers : {0.0, -1.0, 1e9, std::nan("")}) {
        numbers.servers.front() = servers;
        CHECK_FALSE(simulatedProcess(process, numbers));
    }
    for (const double servers : {0.4, 1.5, 2.0}) {
        numbers.servers.front() = servers;
        CHECK(need(simulatedProcess(process, numbers)).pools.front().servers == servers);
    }
    numbers.servers.front() = 3 * (1 - 0.9) / 0.1; // rounding is no part of a server
    CHECK(need(simulatedProcess(process, numbers)).pools.front().servers == 3);
}

TEST_CASE("a process without arrivals, or with a time that cannot be, is not simulated, and says why") {
    const Model model = transit();
    const Process& process = *model.processes().find(ProcessId("restore"));
    ProcessNumbers numbers = mostLikelyWorlds(model).at(0).trials.at(0);
    const double arrivals = std::exchange(numbers.arrivals, 0);
    CHECK_FALSE(simulatedProcess(process, numbers));
    numbers.arrivals = arrivals;
    numbers.touch.front() = -1;
    CHECK_FALSE(simulatedProcess(process, numbers));
}
