// SPDX-License-Identifier: GPL-3.0-or-later
// ProcessNumbers: what a process map is solved with in one trial and period, and what comes of it. The points at which
// a map is simulated.
#pragma once

#include "core/engine/program.h"
#include "core/process/network_analysis.h"
#include "core/stats/uniform_source.h"

#include <stop_token>
#include <vector>

namespace tributary {

/// Hours, shares of 1 and money; tables go by index of the shape's steps, flows, pools and groups.
struct ProcessNumbers {
    /// Work that is handed over from the pools of one group of the shape to those of another.
    struct HandOffs {
        GroupPair between;
        double perCase = 0;

        friend bool operator==(const HandOffs&, const HandOffs&) = default;
    };

    double arrivals = 0;   ///< cases per hour; of a population: of each member that is no case
    double population = 0; ///< members; read where cases come from a population
    std::vector<double> touch, touchCv, delay, cost;
    std::vector<double> patience; ///< mean; 0 where cases wait for ever
    std::vector<double> share, handOffDelay;
    std::vector<double> servers, availability; ///< servers: the mean over a week of working hours
    std::vector<double> hourlyCost;
    double correction = 0;  ///< factor of the joined time; 0: none
    double leavingOdds = 0; ///< factor of the odds that cases leave; 0: none

    // What follows, per case: infinite in overload, NaN where the numbers cannot be.
    double casesPerHour = 0;
    double joinedTime = 0; ///< what a correction multiplies: see NetworkMeasures
    double cycleTime = 0, waitingTime = 0, touchTime = 0, delayTime = 0;
    double plainWaiting = 0; ///< the waiting without a correction
    double left = 0;         ///< share of the cases that leave before their work is done
    double labourHours = 0, labourCost = 0, totalCost = 0;
    double exceptionShare = 0; ///< of labour: in exceptions and rework
    double exceptions = 0, handOffs = 0, boundaryHandOffs = 0;
    std::vector<HandOffs> handOffsBetween; ///< those over boundaries, by which
    double workInProgress = 0;             ///< cases
    std::vector<double> visits;            ///< by step of the shape
    std::vector<double> served;            ///< by step: share of the visits that have its work done
    std::vector<double> stepWaiting;       ///< by step: of a visit, for a server or for one who is away
    std::vector<double> stepAbsence;       ///< by step: of that, for one who is away
    std::vector<double> utilisation;       ///< by pool, at or above 1 in overload
    std::vector<double> poolWaiting;       ///< by pool: of a visit

    friend bool operator==(const ProcessNumbers&, const ProcessNumbers&) = default;
};

/// A map of a program as one of its worlds reads it.
struct ProcessWorld {
    ProcessId process;
    std::vector<ProcessNumbers> trials;
};

/// Solves a map for its numbers anew.
void solve(const NetworkPlan& plan, ProcessNumbers& numbers);

/// Reads the maps that the metrics of a program measure, in trials 0 to trials - 1 of `source` and in `period` (0: the
/// start). Of one process business as usual comes first, then what scenarios make of it. Nothing once `stop` is asked
/// for.
[[nodiscard]] std::vector<ProcessWorld> readProcesses(const Program& program, const UniformSource& source,
                                                      size_t trials, int period, const std::stop_token& stop = {});

} // namespace tributary
