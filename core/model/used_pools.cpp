// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/used_pools.h"

#include "core/model/quantity_path.h"
#include "core/model/sub_processes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace tributary {

std::vector<UsedPool> usedPools(const Model& model) {
    std::vector<UsedPool> pools;
    std::map<std::pair<ProcessId, PoolId>, size_t> places;
    const SubProcesses nested(model);
    const auto note = [&](const Process& process, const std::vector<Pool>& used) {
        for (const Pool& pool : used) {
            const auto inner = innerPart(pool.id.text);
            const ProcessId& drawnIn = inner ? inner->process : process.id;
            const PoolId drawn = inner ? PoolId(inner->id) : pool.id;
            const auto [place, isNew] = places.try_emplace({drawnIn, drawn}, pools.size());
            if (isNew)
                pools.push_back({drawnIn, drawn, {}});
            pools[place->second].uses.push_back({process.id, pool.id});
        }
    };
    for (const Process& process : model.processes()) {
        if (nested.isOnlyInner(process))
            continue;
        if (std::ranges::any_of(process.steps, &Step::isSubProcess))
            note(process, expanded(model, process).pools);
        else
            note(process, process.pools);
    }
    return pools;
}

std::vector<UsedPool> sharedPools(const std::vector<UsedPool>& used, const ProcessId& process) {
    std::vector<UsedPool> shared;
    std::ranges::copy_if(used, std::back_inserter(shared), [&](const UsedPool& pool) {
        return pool.isShared() && std::ranges::find(pool.uses, process, &PoolUse::process) != pool.uses.end();
    });
    return shared;
}

std::string sharingWords(const Model& model, const UsedPool& pool, const ProcessId& process) {
    std::string others;
    for (const PoolUse& use : pool.uses)
        if (use.process != process)
            others += (others.empty() ? "" : ", ") + readableName(model, "process/" + use.process.text);
    return fmt::format("{} has work from {} too, and the waits are worked out as if it had none: they are too short",
                       readableName(model, pool.path()), others);
}

} // namespace tributary
