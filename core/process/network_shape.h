// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a process as an open queueing network: steps, flows, pools, and the blocks that parallel gateways make.
// Plain values, no numbers that could be uncertain; safe on any thread.
#pragma once

#include "core/base/result.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace tributary {

enum class NetworkStepKind {
    ordinary, ///< a task, an event or an exclusive gateway: one outgoing flow is taken
    split,    ///< a parallel gateway: every outgoing flow is taken
    join,     ///< waits for all branches of its split
};

struct NetworkStep {
    std::string name; ///< for messages
    int pool = -1;    ///< index of the pool that serves it, or -1
    NetworkStepKind kind = NetworkStepKind::ordinary;
    bool exception = false;  ///< its labour counts as labour in exceptions
    std::vector<int> also{}; ///< further pools of which a server each is needed for the work
    bool mayLeave = false;   ///< cases leave for good while they wait for it, after their patience; outside of
                             ///< parallel branches, and where a pool serves it

    /// Tells whether its work takes a server of a pool.
    [[nodiscard]] bool needs(int of) const {
        return of >= 0 && (of == pool || std::find(also.begin(), also.end(), of) != also.end());
    }
};

struct NetworkFlow {
    int from = 0;
    int to = 0;
    bool exception = false; ///< taking it counts as an exception of the case
};

struct NetworkPool {
    int group = -1; ///< index of the group it belongs to, or -1
};

/// Turns an index of a shape's tables, which is not -1, into a position.
[[nodiscard]] constexpr size_t position(int index) { return static_cast<size_t>(index); }

/// A case starts at `entry` and ends at any step without an outgoing flow.
struct NetworkShape {
    std::vector<NetworkStep> steps;
    std::vector<NetworkFlow> flows;
    std::vector<NetworkPool> pools;
    int groups = 0;
    int entry = 0;
    double arrivalScv = 1; ///< squared coefficient of variation of the gaps between arrivals; 1: a Poisson stream
    bool hasPopulation = false; ///< cases come from a population
};

/// The nesting of parallel blocks: region 0 is the whole process, every other region one branch of a split. A region's
/// index is above that of the region around it.
struct BlockStructure {
    std::vector<int> regionOfStep;           ///< a split and its join are in the region around them
    std::vector<int> splitOfRegion;          ///< -1 for region 0
    std::vector<int> flowOfRegion;           ///< the flow that opens the branch; -1 for region 0
    std::vector<int> joinOfSplit;            ///< per step; -1 unless it is a split
    std::vector<std::vector<int>> flowsFrom; ///< per step: indices of its outgoing flows
};

/// Checks a shape and finds its blocks. Refuses: indices out of range, steps that cannot be reached or have no way to
/// an end, branches that do not all meet in one join, joins without a split, steps shared by two branches.
[[nodiscard]] Result<BlockStructure> blockStructure(const NetworkShape& shape);

} // namespace tributary
