// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/iso_date.h"
#include "core/model/guess_edits.h"
#include "core/model/map_edits.h"
#include "core/model/part_names.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace tributary {

namespace {

const std::string& orElse(const std::string& name, const std::string& id) { return name.empty() ? id : name; }

template <class Parts>
std::string nameIn(const Parts& parts, std::string_view id) {
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.id.text == id; });
    return found == parts.end() ? std::string(id) : orElse(found->name, found->id.text);
}

template <class Entity>
std::string entityName(const Model&, const Entity& entity) {
    return orElse(entity.name, entity.id.text);
}
std::string entityName(const Model&, const Settings&) { return "Settings"; }
std::string entityName(const Model& model, const Link& link) {
    return metricName(model, link.driver) + " \u2192 " + metricName(model, link.metric);
}
std::string entityName(const Model& model, const Actual& actual) {
    return fmt::format("{}, {}", metricName(model, actual.metric), formatDate(actual.date));
}

std::string entityName(const Model& model, const Guess& guess) {
    const auto figure = GuessedFigure::parse(guess.figure);
    return fmt::format("{}, {}", guess.participant, figure ? nameOf(model, *figure) : guess.figure);
}

/// Name of a part that a path names by its kind and id, as in `task/T8`.
template <class Entity>
std::string partName(const Model&, const Entity&, std::string_view, std::string_view id) {
    return std::string(id);
}
std::string stepIn(const Process& process, std::string_view id) {
    const Step* step = findStep(process, StepId(id));
    return step ? calledStep(process, *step) : std::string(id);
}
/// A lane without a name is called by its place.
std::string laneIn(const Process& process, std::string_view id) {
    const auto found = std::ranges::find(process.lanes, LaneId(std::string(id)), &Lane::id);
    return found == process.lanes.end() || !found->name.empty()
               ? nameIn(process.lanes, id)
               : fmt::format("Lane {}", found - process.lanes.begin() + 1);
}
std::string partName(const Model&, const Process& process, std::string_view kind, std::string_view id) {
    if (listOf(kind) == "steps")
        return stepIn(process, id);
    if (kind == "exception")
        return nameIn(process.exceptions, id);
    if (kind == "pool")
        return nameIn(process.pools, id);
    if (kind == "lane")
        return laneIn(process, id);
    const auto flow = std::find_if(process.flows.begin(), process.flows.end(),
                                   [&](const Flow& candidate) { return candidate.id.text == id; });
    if (flow == process.flows.end() || !flow->name.empty())
        return nameIn(process.flows, id);
    return stepIn(process, flow->from.text) + " \u2192 " + stepIn(process, flow->to.text);
}
std::string partName(const Model& model, const Intervention& intervention, std::string_view kind, std::string_view id) {
    if (kind == "effect")
        return nameIn(intervention.effects, id);
    if (kind == "cost")
        return nameIn(intervention.costs, id);
    const Group* group = model.groups().find(GroupId(id));
    return group ? orElse(group->name, group->id.text) : std::string(id);
}
std::string partName(const Model&, const Scenario& scenario, std::string_view, std::string_view id) {
    return nameIn(scenario.costs, id);
}

std::string_view unnamedStep(StepKind kind) {
    switch (kind) {
    case StepKind::start:
        return "the start";
    case StepKind::end:
        return "the end";
    case StepKind::exclusive:
    case StepKind::parallel:
        return "the gateway";
    case StepKind::task:
        break;
    }
    return "the task";
}

/// Flows of a map in which neighbours are looked for each time that a step is named: an import may have a million.
constexpr size_t mostSearched = 5000;
constexpr size_t mostStepsBack = 16;

/// What the nearest step that has a name is called, on the ways that lead to a step; empty where none does.
std::string_view namedBefore(const Process& process, const StepId& id) {
    std::vector<StepId> reached{id};
    for (size_t i = 0; i < std::min(reached.size(), mostStepsBack); ++i)
        for (const Flow& flow : process.flows) {
            if (flow.to != reached[i] || std::ranges::find(reached, flow.from) != reached.end())
                continue;
            const Step* from = findStep(process, flow.from);
            if (from && !from->name.empty())
                return from->name;
            reached.push_back(flow.from);
        }
    return {};
}

std::string fieldWords(std::string_view field) {
    static constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"touch", "touch time"},
        {"touch_cv", "spread of the touch time"},
        {"delay_cv", "spread of the delay"},
        {"touch_times", "measured touch times"},
        {"delay_times", "measured delays"},
        {"no_effect", "chance of no effect"},
        {"p", "innovation p"},
        {"q", "imitation q"},
    };
    for (const auto& [name, text] : words)
        if (name == field)
            return std::string(text);
    std::string text(field);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

/// Tells whether what follows is the id of a part, or of a group that an adoption names.
bool namesPart(std::string_view segment) {
    static constexpr std::string_view ofGroups[] = {"ceiling", "reach", "champions", "boost"};
    return !listOf(segment).empty() ||
           std::find(std::begin(ofGroups), std::end(ofGroups), segment) != std::end(ofGroups);
}

/// Words for what follows the entity: `task/T8/touch`, `adoption/ceiling/mt`, `adoption/reach/mt/5`, `estimate`.
template <class Entity>
std::string detail(const Model& model, const Entity& entity, const std::vector<std::string_view>& segments,
                   size_t begin) {
    std::string text;
    const auto append = [&](const std::string& word) { text += text.empty() ? word : ": " + word; };
    for (size_t i = begin; i < segments.size(); ++i) {
        const std::string_view segment = segments[i];
        const bool group = i > begin && segments[i - 1] == "adoption";
        if (segment == "adoption" && i + 1 < segments.size())
            continue;
        if (!namesPart(segment) || i + 1 >= segments.size()) {
            append(fieldWords(segment));
            continue;
        }
        const std::string part = partName(model, entity, segment, segments[i + 1]);
        if (!group) {
            append(part);
            ++i;
            continue;
        }
        std::string words = fmt::format("{} of {}", segment, part);
        ++i;
        if ((segment == "reach" || segment == "boost") && i + 1 < segments.size())
            words += fmt::format(" from period {}", segments[++i]);
        append(words);
    }
    return text;
}

} // namespace

std::string calledStep(const Process& process, const Step& step) {
    if (!step.name.empty())
        return step.name;
    const std::string_view what = unnamedStep(step.kind);
    if (process.flows.size() > mostSearched)
        return std::string(what);
    const bool isOnly = std::ranges::count(process.steps, step.kind, &Step::kind) == 1;
    if (step.kind == StepKind::start || (step.kind == StepKind::end && isOnly))
        return std::string(what);
    // A neighbour tells it from others; a step further back only where no neighbour has a name.
    const Step *before = nullptr, *next = nullptr;
    for (const Flow& flow : process.flows) {
        if (flow.to == step.id && !before)
            before = findStep(process, flow.from);
        if (flow.from == step.id && !next)
            next = findStep(process, flow.to);
    }
    if (before && !before->name.empty())
        return fmt::format("{} after {}", what, before->name);
    if (next && !next->name.empty())
        return fmt::format("{} before {}", what, next->name);
    if (const std::string_view name = namedBefore(process, step.id); !name.empty())
        return fmt::format("{} after {}", what, name);
    return before ? fmt::format("{} after {}", what, unnamedStep(before->kind)) : std::string(what);
}

std::string metricName(const Model& model, const MetricId& id) {
    const Metric* metric = model.metrics().find(id);
    return metric ? orElse(metric->name, id.text) : id.text;
}

std::string readableName(const Model& model, std::string_view path) {
    std::string name(path);
    const auto ref = entityOf(path);
    if (!ref)
        return name;
    withEntity(model, *ref, [&](const auto& entity) {
        const auto segments = segmentsOf(path);
        name = entityName(model, entity);
        const std::string rest = detail(model, entity, segments, ref->id.empty() ? 1 : 2);
        if (!rest.empty())
            name += ": " + rest;
    });
    return name;
}

} // namespace tributary
