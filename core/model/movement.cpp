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

/// The movable metrics, each after those that drive it but for what closes a loop.
std::vector<size_t> driversFirst(const Dependencies& all, const std::vector<bool>& movable) {
    struct Visit {
        size_t at;
        size_t next; ///< of its arcs
    };
    std::vector<size_t> order;
    std::vector<bool> seen(all.metrics.size(), false);
    std::vector<Visit> path;
    for (size_t start = 0; start < seen.size(); ++start) {
        if (!movable[start] || seen[start])
            continue;
        seen[start] = true;
        path.push_back({start, 0});
        while (!path.empty()) {
            auto& [at, next] = path.back();
            if (next == all.drivers[at].size()) {
                order.push_back(at);
                path.pop_back();
                continue;
            }
            const size_t driver = all.drivers[at][next++].driver;
            if (movable[driver] && !seen[driver]) {
                seen[driver] = true;
                path.push_back({driver, 0});
            }
        }
    }
    return order;
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
    std::vector<bool> seen(all.metrics.size(), false);
    seen[without] = true;
    const auto enter = [&](size_t at) {
        if (movable[at] && !seen[at]) {
            seen[at] = true;
            found.push_back(at);
        }
    };
    enter(metric);
    for (size_t next = 0; next < found.size(); ++next)
        for (const Arc& arc : all.drivers[found[next]])
            enter(arc.driver);
    return found;
}

DriverStretch::DriverStretch(const Dependencies& all, const std::vector<bool>& movable, size_t first)
    : first_(first), sets_(all.metrics.size()) {
    for (size_t at = first; at < std::min(first + width, sets_.size()); ++at)
        sets_[at][at - first] = movable[at];
    // In this order one round does it; loops through a delay take a few.
    const std::vector<size_t> order = driversFirst(all, movable);
    for (bool changed = true; changed;) {
        changed = false;
        for (const size_t at : order) {
            auto set = sets_[at];
            for (const Arc& arc : all.drivers[at])
                set |= sets_[arc.driver];
            changed = changed || set != sets_[at];
            sets_[at] = set;
        }
    }
}

} // namespace tributary
