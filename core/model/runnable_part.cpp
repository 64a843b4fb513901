// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/runnable_part.h"

#include "core/formula/unit.h"
#include "core/model/dependencies.h"
#include "core/model/edit_rules.h"
#include "core/model/quantity_path.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace tributary {

namespace {

/// Tells whether an error in that field of a metric stands in the way of its value.
bool bearsOnValue(std::string_view path) {
    static constexpr std::array<std::string_view, 5> others{"/name", "/parent", "/counts", "/target", "/tolerance"};
    return std::ranges::none_of(others, [&](std::string_view end) { return path.ends_with(end); });
}

/// The metric whose value an error stands in the way of; empty where it is about anything else.
MetricId metricOf(const Model& model, const Problem& problem) {
    const auto entity = problem.severity == Severity::error ? entityOf(problem.subject) : std::nullopt;
    if (entity && entity->kind == Metric::kind && bearsOnValue(problem.subject))
        return MetricId(entity->id);
    const Link* link = entity && entity->kind == Link::kind ? model.links().find(LinkId(entity->id)) : nullptr;
    return link ? link->metric : MetricId{};
}

/// The metrics that are given, and all that hang on them, whatever the delay.
std::set<MetricId> withDependents(const Model& model, std::set<MetricId> metrics) {
    const Dependencies arcs = dependencies(model);
    for (bool grows = true; grows;) {
        grows = false;
        for (const size_t at : arcs.order) {
            const bool hangs = std::ranges::any_of(
                arcs.drivers[at], [&](const Arc& arc) { return metrics.contains(arcs.metrics[arc.driver]); });
            if (hangs && metrics.insert(arcs.metrics[at]).second)
                grows = true;
        }
    }
    return metrics;
}

Metric withoutValue(Metric metric) {
    metric.source = MetricSource::estimate;
    metric.estimate.reset();
    metric.formula.reset();
    metric.counts = false;
    if (!parseUnit(metric.unit))
        metric.unit.clear();
    return metric;
}

} // namespace

std::optional<RunnablePart> runnablePart(const Model& model, const std::vector<Problem>& problems) {
    std::set<MetricId> broken;
    for (const Problem& problem : problems)
        if (const MetricId metric = metricOf(model, problem); model.metrics().contains(metric))
            broken.insert(metric);
    if (broken.empty())
        return std::nullopt;
    const std::set<MetricId> out = withDependents(model, std::move(broken));
    RunnablePart part;
    Draft draft(model, {});
    for (const Metric& metric : model.metrics())
        if (out.contains(metric.id)) {
            part.leftOut.push_back(metric.id);
            if (metric.counts)
                part.counted.push_back(metric.id);
            draft.put(withoutValue(metric));
        }
    for (const Link& link : model.links())
        if (out.contains(link.driver) || out.contains(link.metric))
            draft.erase<Link>(link.id);
    const auto isOut = [&](std::string_view path) {
        const auto owner = entityOf(path);
        if (!owner)
            return false;
        return owner->kind == Metric::kind
                   ? out.contains(MetricId(owner->id))
                   : owner->kind == Link::kind && !draft.now().links().contains(LinkId(owner->id));
    };
    for (Intervention intervention : model.interventions())
        if (std::erase_if(intervention.effects, [&](const Effect& effect) { return isOut(effect.target); }) > 0)
            draft.put(std::move(intervention));
    dropPaths(draft, isOut);
    part.model = draft.now();
    return part;
}

} // namespace tributary
