// SPDX-License-Identifier: GPL-3.0-or-later
// DrawOrder: whose quantities take the first dimensions of the sampler; and the walk from metrics to what drives them.
// Thread-safe once made.
#pragma once

#include "core/model/dependencies.h"
#include "core/model/names.h"

#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <vector>

namespace tributary {

/// Marks what drives the metrics that are marked, by their index in the dependencies.
void spreadToDrivers(const Dependencies& arcs, std::vector<char>& isNeeded);

/// Ranks the entities of a model, so that what is added while others are looked at moves no draw of theirs. First comes
/// what all scenarios share; then, scenario by scenario in their order, its interventions and itself; then the
/// interventions of no scenario; at last what no money hangs on: metrics that are noted beside the others, processes
/// that none of these is measured on, and groups that neither such processes nor interventions name.
class DrawOrder {
public:
    DrawOrder(const Model& model, const Dependencies& arcs, const Names& names);

    /// The rank of the entity that a path lies in: `metric/L2/estimate`, `process/p/task/t/touch`.
    [[nodiscard]] size_t rankOf(std::string_view path) const;

private:
    void rankPlans(const Model& model);

    std::set<MetricId> idleMetrics_;
    std::set<ProcessId> idleProcesses_;
    std::set<GroupId> idleGroups_;
    std::map<InterventionId, size_t> interventions_;
    std::map<ScenarioId, size_t> scenarios_;
    size_t withoutScenario_ = 1;
};

} // namespace tributary
