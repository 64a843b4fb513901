// SPDX-License-Identifier: GPL-3.0-or-later
// One replication of a simulation: a plan, run from empty to empty in order of time. What it counts are plain sums,
// which simulate() turns into means over replications.
#pragma once

#include "core/process/cycle_times.h"
#include "core/process/simulation_plan.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tributary {

struct PoolCount {
    double busyHours = 0.0;
    double serverHours = 0.0;
    double queueHours = 0.0;
    double waited = 0.0; ///< hours, by counted cases
    std::uint64_t served = 0, left = 0;
    std::vector<double> queueOverTime;
};

struct StepCount {
    std::uint64_t visits = 0, left = 0;
    double waited = 0.0; ///< hours, by counted cases, also for a server who is away
};

/// Sums over the cases that arrived after the warm-up.
struct ReplicationCount {
    std::uint64_t cases = 0; ///< that have left
    std::uint64_t abandoned = 0;
    std::uint64_t exceptions = 0;
    double cycleTime = 0.0, waiting = 0.0, touch = 0.0, delay = 0.0;
    double labour = 0.0, exceptionLabour = 0.0, stepCost = 0.0;
    std::vector<double> labourByGroup;
    std::vector<std::uint64_t> handOffs; ///< from group to group; the last row and column stand for no group
    std::uint64_t handOffsWithin = 0;    ///< to another pool of the same group
    double insideHours = 0.0;            ///< cases inside, over the time that was observed
    double observedHours = 0.0;
    std::uint64_t departures = 0; ///< in that time, with their work done
    double lastDeparture = 0.0;
    CycleTimes cycleTimes;
    std::vector<PoolCount> pools;
    std::vector<StepCount> steps;
    std::vector<TraceEvent> trace;

    bool overloaded = false; ///< given up: too many cases inside, or work that no shift does
    bool timeless = false;   ///< given up: a loop without time
    bool stopped = false;
};

/// Runs one replication.
[[nodiscard]] ReplicationCount replicate(const SimulationPlan& plan, const SimulationOptions& options,
                                         const DrawSource& draws, std::uint64_t replication,
                                         const std::stop_token& stop);

} // namespace tributary
