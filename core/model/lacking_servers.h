// SPDX-License-Identifier: GPL-3.0-or-later
// Lacking servers: whether a pool is typed to have nobody in it, which is known without a run. A pure function.
#pragma once

#include "core/model/process_map.h"

namespace tributary {

/// Of a number alone: what is uncertain, or a formula, only a run tells.
[[nodiscard]] inline bool lacksServers(const Pool& pool) {
    const Quantity* typed = pool.servers ? pool.servers->quantity() : nullptr;
    return typed && typed->isConstant() && mostLikely(typed->distribution()) == 0.0;
}

} // namespace tributary
