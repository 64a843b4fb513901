// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/draw_order.h"

#include "core/model/quantity_path.h"
#include "core/model/scenario_order.h"
#include "core/model/sub_processes.h"

#include <map>
#include <utility>
#include <vector>

namespace tributary {

namespace {

/// The metrics that no money hangs on: they do not count, no other entity's formula names them, and they drive none of
/// which that holds.
std::set<MetricId> idleMetrics(const Model& model, const Dependencies& arcs, const Names& names) {
    std::vector<char> isNeeded;
    for (const Metric& metric : model.metrics()) // in the order of arcs.metrics
        isNeeded.push_back(metric.counts);
    std::map<MetricId, size_t> indexOf;
    for (size_t index = 0; index < arcs.metrics.size(); ++index)
        indexOf.emplace(arcs.metrics[index], index);
    forEachFormula(model, [&](const std::string& path, const Formula& formula, const std::string&) {
        if (path.starts_with("metric/"))
            return; // what it needs are its drivers
        for (const std::string& name : formula.references())
            if (const Metric* metric = names.find(name).metric)
                isNeeded[indexOf.at(metric->id)] = 1;
    });
    spreadToDrivers(arcs, isNeeded);
    std::set<MetricId> idle;
    for (size_t index = 0; index < isNeeded.size(); ++index)
        if (!isNeeded[index])
            idle.insert(arcs.metrics[index]);
    return idle;
}

/// The processes that metrics are measured on, but those that are idle, with the maps within them.
std::set<ProcessId> usedProcesses(const Model& model, const std::set<MetricId>& idle) {
    const SubProcesses nested(model);
    std::set<ProcessId> used;
    for (const Metric& metric : model.metrics())
        if (metric.source == MetricSource::process && !idle.contains(metric.id))
            for (const ProcessId& id : nested.within(metric.process))
                used.insert(id);
    return used;
}

std::set<GroupId> usedGroups(const Model& model, const std::set<ProcessId>& usedProcesses) {
    std::set<GroupId> used;
    const auto use = [&](const auto& parts) {
        for (const auto& part : parts)
            used.insert(part.group);
    };
    for (const Intervention& intervention : model.interventions()) {
        use(intervention.adoption.targets);
        use(intervention.adoption.schedule);
        for (const Effect& effect : intervention.effects) {
            use(effect.participants);
            use(effect.answerers);
        }
    }
    for (const Process& process : model.processes())
        if (usedProcesses.contains(process.id))
            use(process.pools);
    return used;
}

} // namespace

void spreadToDrivers(const Dependencies& arcs, std::vector<char>& isNeeded) {
    std::vector<size_t> next;
    for (size_t index = 0; index < isNeeded.size(); ++index)
        if (isNeeded[index])
            next.push_back(index);
    while (!next.empty()) {
        const size_t index = next.back();
        next.pop_back();
        for (const Arc& arc : arcs.drivers[index])
            if (!std::exchange(isNeeded[arc.driver], char{1}))
                next.push_back(arc.driver);
    }
}

DrawOrder::DrawOrder(const Model& model, const Dependencies& arcs, const Names& names)
    : idleMetrics_(idleMetrics(model, arcs, names)) {
    const std::set<ProcessId> processes = usedProcesses(model, idleMetrics_);
    for (const Process& process : model.processes())
        if (!processes.contains(process.id))
            idleProcesses_.insert(process.id);
    const std::set<GroupId> groups = usedGroups(model, processes);
    for (const Group& group : model.groups())
        if (!groups.contains(group.id))
            idleGroups_.insert(group.id);
    rankPlans(model);
}

void DrawOrder::rankPlans(const Model& model) {
    size_t next = 1;
    for (const Scenario* scenario : scenariosInOrder(model)) {
        for (const InterventionId& id : scenario->interventions)
            interventions_.try_emplace(id, next);
        scenarios_.emplace(scenario->id, next + 1);
        next += 2;
    }
    withoutScenario_ = next;
}

size_t DrawOrder::rankOf(std::string_view path) const {
    const auto entity = entityOf(path);
    if (!entity)
        return 0;
    const auto in = [&](const auto& ranks, const auto& id, size_t otherwise) {
        const auto found = ranks.find(id);
        return found == ranks.end() ? otherwise : found->second;
    };
    if (entity->kind == Intervention::kind)
        return in(interventions_, InterventionId(entity->id), withoutScenario_);
    if (entity->kind == Scenario::kind)
        return in(scenarios_, ScenarioId(entity->id), withoutScenario_);
    const bool isIdle = (entity->kind == Metric::kind && idleMetrics_.contains(MetricId(entity->id))) ||
                        (entity->kind == Process::kind && idleProcesses_.contains(ProcessId(entity->id))) ||
                        (entity->kind == Group::kind && idleGroups_.contains(GroupId(entity->id)));
    return isIdle ? withoutScenario_ + 1 : 0;
}

} // namespace tributary
