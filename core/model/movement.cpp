// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/movement.h"

#include "core/model/quantity_path.h"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace tributary {

namespace {

/// The metrics and processes that are moved by themselves, by their paths.
std::unordered_set<std::string> movedEntities(const Model& model) {
    std::unordered_set<std::string> moved;
    const auto insert = [&](std::string_view path) {
        if (const auto entity = entityOf(path))
            moved.insert(pathOf(*entity));
    };
    for (const Intervention& intervention : model.interventions())
        for (const Effect& effect : intervention.effects)
            insert(effect.target);
    for (const Scenario& scenario : model.scenarios())
        for (const Override& change : scenario.overrides)
            if (overrideKind(change.path) == OverrideKind::plan)
                insert(change.path);
    return moved;
}

} // namespace

std::vector<bool> movableMetrics(const Model& model, const Dependencies& all) {
    std::vector<bool> movable(all.metrics.size(), false);
    const auto moved = movedEntities(model);
    if (moved.empty())
        return movable;
    std::vector<std::vector<size_t>> drives(all.metrics.size());
    for (size_t at = 0; at < all.drivers.size(); ++at)
        for (const Arc& arc : all.drivers[at])
            drives[arc.driver].push_back(at);
    std::vector<size_t> waiting;
    const auto mark = [&](size_t at) {
        if (!movable[at]) {
            movable[at] = true;
            waiting.push_back(at);
        }
    };
    size_t at = 0;
    for (const Metric& metric : model.metrics()) { // in the order of all.metrics
        const bool onProcess =
            metric.source == MetricSource::process && moved.contains("process/" + metric.process.text);
        if (onProcess || moved.contains("metric/" + metric.id.text))
            mark(at);
        ++at;
    }
    while (!waiting.empty()) {
        const size_t from = waiting.back();
        waiting.pop_back();
        std::ranges::for_each(drives[from], mark);
    }
    return movable;
}

std::vector<size_t> movableDriversOf(const Dependencies& all, const std::vector<bool>& movable, size_t metric,
                                     size_t without) {
    std::vector<size_t> found;
    std::unordered_set<size_t> seen{without};
    const auto enter = [&](size_t at) {
        if (movable[at] && seen.insert(at).second)
            found.push_back(at);
    };
    enter(metric);
    for (size_t next = 0; next < found.size(); ++next)
        for (const Arc& arc : all.drivers[found[next]])
            enter(arc.driver);
    return found;
}

} // namespace tributary
