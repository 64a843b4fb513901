// SPDX-License-Identifier: GPL-3.0-or-later
// SimulationPlan: a checked process as flat tables, read by all replications. Immutable; safe on any thread.
#pragma once

#include "core/process/simulation.h"

#include <cstdint>
#include <vector>

namespace tributary {

struct PlannedFlow {
    int to = 0;
    double upTo = 1.0; ///< the uniform number below which it is taken, flow after flow
    Duration handOff;
    bool takesTime = false;
    bool exception = false;
};

struct PlannedStep {
    NetworkStepKind kind = NetworkStepKind::ordinary;
    std::vector<int> pools; ///< whose servers are needed, the step's own first
    std::uint32_t line = 0; ///< in the pools' queues: the place of its priority
    Duration touch;
    Duration delay;
    bool hasTouch = false;
    bool hasDelay = false;
    bool delayFirst = false;
    bool exception = false;
    std::optional<Duration> patience;
    double cost = 0.0;
    double slowness = 1.0;      ///< hours of a server per hour of work
    std::uint32_t branches = 0; ///< that meet here, where it is a join
    std::vector<PlannedFlow> flows;
    std::vector<int> flowIndices; ///< of `flows`, in the shape
};

struct SimulationPlan {
    explicit SimulationPlan(const SimulatedProcess& process);

    std::vector<PlannedStep> steps;
    std::vector<SimulatedPool> pools;
    std::vector<int> groupOfPool;
    size_t groups = 0;
    size_t lines = 1; ///< priorities
    int entry = 0;
    Arrivals arrivals;
};

} // namespace tributary
