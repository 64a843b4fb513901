// SPDX-License-Identifier: GPL-3.0-or-later
// NetworkRegisters: where the parameters of a process map stand, in the order of its NetworkShape, and what is read off
// it.
#pragma once

#include "core/model/metric.h"

#include <cstdint>
#include <vector>

namespace tributary {

/// The number of a column of a block's trials.
using Register = std::uint32_t;

/// All in base units: hours, shares of 1, money.
struct NetworkRegisters {
    Register arrivals = 0;
    Register population = 0;     ///< of which each member comes at that rate, where the shape has one
    std::vector<Register> touch; ///< by step, as touchCv, delay, patience and cost
    std::vector<Register> touchCv;
    std::vector<Register> delay;
    std::vector<Register> patience; ///< 0 where cases wait for ever
    std::vector<Register> cost;
    std::vector<Register> share; ///< by flow, as handOffDelay
    std::vector<Register> handOffDelay;
    std::vector<Register> servers; ///< by pool, as availability: over the week, where they have working hours
    std::vector<Register> availability;
    std::vector<Register> hourlyCost; ///< by group
    Register correction = 0;          ///< factor of the joined time; 0: none
    Register leavingOdds = 0;         ///< factor of the odds that cases leave; 0: none

    friend bool operator==(const NetworkRegisters&, const NetworkRegisters&) = default;

    /// Calls `visit` with every register.
    template <class Visit>
    void forEach(Visit&& visit) {
        visit(arrivals);
        visit(population);
        visit(correction);
        visit(leavingOdds);
        for (auto* list :
             {&touch, &touchCv, &delay, &patience, &cost, &share, &handOffDelay, &servers, &availability, &hourlyCost})
            for (Register& r : *list)
                visit(r);
    }
};

/// A measure of a process, of one group or pool where `of` is its index.
struct NetworkMeasure {
    Measure measure = Measure::cycleTime;
    int of = -1;

    friend bool operator==(const NetworkMeasure&, const NetworkMeasure&) = default;
};

} // namespace tributary
