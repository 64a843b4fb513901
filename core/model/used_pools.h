// SPDX-License-Identifier: GPL-3.0-or-later
// Used pools: which maps take the people of which pool, by their own steps or through the maps of sub-processes. A pure
// function. Thread-safe.
#pragma once

#include "core/model/model.h"

#include <string>
#include <vector>

namespace tributary {

/// A pool as one of the maps to which cases come by themselves has it.
struct PoolUse {
    ProcessId process;
    PoolId pool; ///< by its id in the expanded map

    friend bool operator==(const PoolUse&, const PoolUse&) = default;
};

struct UsedPool {
    ProcessId process; ///< the map that it is drawn in
    PoolId pool;
    std::vector<PoolUse> uses; ///< in the order of the maps

    [[nodiscard]] std::string path() const { return "process/" + process.text + "/pool/" + pool.text; }
    /// Whether several maps take the same people, each as if it had them alone.
    [[nodiscard]] bool isShared() const { return uses.size() > 1; }
};

/// The pools of all maps that cases come to, each with its uses; one of an inner map that is that of the map around it
/// is the latter's.
[[nodiscard]] std::vector<UsedPool> usedPools(const Model& model);

/// Those of the used pools that a map shares with others.
[[nodiscard]] std::vector<UsedPool> sharedPools(const std::vector<UsedPool>& used, const ProcessId& process);

/// Says of a shared pool who else takes its people, and what that makes of the waits of one of its maps.
[[nodiscard]] std::string sharingWords(const Model& model, const UsedPool& pool, const ProcessId& process);

} // namespace tributary
