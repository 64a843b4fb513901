// SPDX-License-Identifier: GPL-3.0-or-later
// From a process map and the numbers of one point to the process that is simulated. Pure; safe on any thread.
#pragma once

#include "core/engine/process_numbers.h"
#include "core/engine/run_control.h"
#include "core/model/process_map.h"
#include "core/process/simulation.h"

namespace tributary {

/// Makes the process that is simulated at a point: Poisson arrivals, or the moments that the map gives, again and again
/// and brought to the rate, or the members of its population, each after an exponential time outside; touch times and
/// delays by the map's distributions with its coefficients of variation (of delays at their most likely value, 0 where
/// a formula says them), those measured scaled to the mean; delays of exceptions before their work, working hours from
/// Monday 0:00 on, exponential patience, servers as they are, part of one as SimulatedPool has it. Fails where a number
/// cannot be.
[[nodiscard]] Result<SimulatedProcess> simulatedProcess(const Process& process, const ProcessNumbers& numbers);

/// How much of a map is simulated at a point.
struct SimulationEffort {
    double cases = 60'000; ///< counted, over all replications
    std::int64_t seed = 0;
    unsigned threads = 0;    ///< 0: as many as the machine has
    double mostVisits = 3e6; ///< of a replication, warm-up included: about a second's work
    double relaxations = 0;  ///< of the busiest pool, that a replication counts at least, if that takes no more than
    double longVisits = 3e5; ///< of it
    size_t moments = 0;      ///< at which queue lengths are told
    size_t tracedCases = 0;  ///< of the first replication, that may be shown on their way

    static constexpr size_t replications = 10;
};

/// A simulation at one point, or why there is none.
struct ProcessSimulation {
    std::optional<SimulationResults> results;
    std::string failure;
};

/// Simulates a map at a point: 10 replications after a warm-up of two months or 10,000 cases, 20 cycle times and two
/// relaxation times of the busiest pool at least, over whole weeks where a pool has working hours; the same bits on any
/// number of threads. What would take more visits than it may, or much memory, is left out with the reason. Fails where
/// it was stopped.
[[nodiscard]] Result<ProcessSimulation> simulateAt(const Process& process, const ProcessNumbers& numbers,
                                                   const SimulationEffort& effort, const RunControl& control = {});

} // namespace tributary
