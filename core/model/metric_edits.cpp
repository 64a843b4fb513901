// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dependencies.h"
#include "core/model/edit_rules.h"
#include "core/model/given_units.h"
#include "core/model/metric_uses.h"
#include "core/model/quantity_walk.h"
#include "core/model/tree_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace tributary {

namespace {

/// An id for a metric that nothing has and no formula, its own neither, asks for.
std::string freshMetricId(const Model& model, const Metric& fresh) {
    constexpr std::string_view letters = "FOL";
    const char letter = letters[static_cast<size_t>(fresh.level)];
    const auto usesItself = [&](const std::string& id) {
        return fresh.formula && std::ranges::find(fresh.formula->references(), id) != fresh.formula->references().end();
    };
    const auto peers = std::count_if(model.metrics().begin(), model.metrics().end(),
                                     [&](const Metric& metric) { return metric.level == fresh.level; });
    for (auto number = peers + 1;; ++number)
        if (const std::string id = fmt::format("{}{}", letter, number); !model.metrics().contains(MetricId(id)) &&
                                                                        !model.inputs().contains(InputId(id)) &&
                                                                        !usesItself(id) && !isReferredTo(model, id))
            return id;
}

int lastPosition(const Model& model, const MetricId& parent) {
    int position = 0;
    for (const Metric& metric : model.metrics())
        if (metric.parent == parent)
            position = std::max(position, metric.position + 1);
    return position;
}

void renameIn(Quantity&, const std::string&, const std::string&) {}
void renameIn(std::optional<Quantity>&, const std::string&, const std::string&) {}
void renameIn(std::optional<Parameter>& slot, const std::string& from, const std::string& to) {
    if (slot && slot->formula())
        slot = slot->renamed(from, to);
}

template <class Entity>
void renameInAll(Draft& draft, const std::string& from, const std::string& to) {
    const Model before = draft.now();
    for (const Entity& entity : before.table<Entity>()) {
        bool uses = false;
        const auto look = [&](const Formula& formula) {
            const auto& names = formula.references();
            uses = uses || std::find(names.begin(), names.end(), from) != names.end();
        };
        if constexpr (std::is_same_v<Entity, Metric>)
            if (entity.formula)
                look(*entity.formula);
        walkQuantities(entity, [&](const FieldPath&, const auto& slot, const FieldUnit&) {
            if (const Formula* formula = formulaIn(slot))
                look(*formula);
        });
        if (!uses)
            continue;
        Entity renamed = entity;
        if constexpr (std::is_same_v<Entity, Metric>)
            if (renamed.formula)
                renamed.formula = renamed.formula->renamed(from, to);
        walkQuantities(renamed, [&](const FieldPath&, auto& slot, const FieldUnit&) { renameIn(slot, from, to); });
        draft.put(std::move(renamed));
    }
}

template <class Entity>
Result<Edit> renameEntity(const Model& model, const decltype(Entity::id)& id, std::string_view text) {
    const EntityRef ref{Entity::kind, id.text};
    const Entity* entity = model.table<Entity>().find(id);
    if (!entity)
        return unknownEntity(ref);
    const std::string name(trimmed(text));
    if (auto fits = checkName(model, ref, name); !fits)
        return tl::unexpected<Error>(fits.error());
    Draft draft(model, fmt::format("Rename {} to {}", called(model, ref), name));
    const std::string old = entity->name;
    Entity renamed = *entity;
    renamed.name = name;
    draft.put(std::move(renamed));
    // A name that means something else, or more than this, stays in the formulas.
    const auto meaning = Names(model).find(old);
    const bool own = meaning.unique() && ((meaning.metric && EntityRef{Metric::kind, meaning.metric->id.text} == ref) ||
                                          (meaning.input && EntityRef{Input::kind, meaning.input->id.text} == ref));
    if (own && old != name && old != id.text)
        forEachEntityType([&]<class Other>() { renameInAll<Other>(draft, old, name); });
    Edit edit = std::move(draft).edit();
    edit.mergeKey = pathOf(ref) + "/name";
    return withGivenUnits(model, std::move(edit));
}

constexpr size_t mostNamed = 1; ///< of metrics that move up

/// "an override", "3 overrides"; nothing where there is none.
void addCount(std::vector<std::string>& parts, size_t count, std::string_view one, std::string_view many) {
    if (count > 0)
        parts.push_back(count == 1 ? std::string(one) : fmt::format("{} {}", count, many));
}

/// What an edit takes away beside metrics: " with 2 links and 12 measured values"; empty where it is nothing.
std::string takenAlong(const Model& before, const Model& after) {
    const auto overrides = [](const Model& model) {
        size_t count = 0;
        for (const Scenario& scenario : model.scenarios())
            count += scenario.overrides.size();
        return count;
    };
    std::vector<std::string> parts;
    addCount(parts, before.links().size() - after.links().size(), "a link", "links");
    addCount(parts, before.actuals().size() - after.actuals().size(), "a measured value", "measured values");
    addCount(parts, overrides(before) - overrides(after), "an override", "overrides");
    addCount(parts, before.settings().pins.size() - after.settings().pins.size(), "a slider", "sliders");
    addCount(parts, before.correlations().size() - after.correlations().size(), "a correlation", "correlations");
    if (parts.empty())
        return {};
    const std::string last = std::move(parts.back());
    parts.pop_back();
    return parts.empty() ? " with " + last : fmt::format(" with {} and {}", fmt::join(parts, ", "), last);
}

} // namespace

Result<Edit> addMetric(const Model& model, Metric metric) {
    metric.name = trimmed(metric.name);
    if (metric.id.empty())
        metric.id = MetricId(freshMetricId(model, metric));
    if (auto fits = checkNewId(model, refTo(metric)); !fits)
        return tl::unexpected<Error>(fits.error());
    if (auto fits = checkName(model, refTo(metric), metric.name); !fits)
        return tl::unexpected<Error>(fits.error());
    if (!metric.parent.empty() && !model.metrics().contains(metric.parent))
        return unknownEntity({Metric::kind, metric.parent.text});
    metric.position = lastPosition(model, metric.parent);
    return Edit{fmt::format("Add metric {}", metric.name), {}, {put(std::move(metric))}};
}

Result<Edit> rename(const Model& model, const MetricId& id, std::string_view name) {
    return renameEntity<Metric>(model, id, name);
}

Result<Edit> rename(const Model& model, const InputId& id, std::string_view name) {
    return renameEntity<Input>(model, id, name);
}

Result<Edit> eraseMetrics(const Model& model, const std::vector<MetricId>& ids) {
    const std::set<MetricId> going(ids.begin(), ids.end());
    for (const MetricId& id : going)
        if (!model.metrics().contains(id))
            return unknownEntity({Metric::kind, id.text});
    if (going.empty())
        return Edit{};
    const std::string first = called(model, {Metric::kind, going.begin()->text});
    const std::string what = going.size() == 1 ? first : fmt::format("{} metrics", going.size());
    Draft draft(model, fmt::format("Delete {}", what));
    const std::vector<MetricUse> sums = takeOutOfSums(draft, going);
    if (const auto uses = usesOf(draft.now(), going); !uses.empty())
        return fail(fmt::format("{} cannot be erased while {} used by {}{}: change {} first.", what,
                                going.size() == 1 ? "it is" : "they are", uses.front().name,
                                uses.size() == 1 ? "" : fmt::format(" and {} more", uses.size() - 1),
                                uses.size() == 1 ? "that" : "these"));

    for (const Link& link : model.links())
        if (going.contains(link.driver) || going.contains(link.metric))
            draft.erase<Link>(link.id);
    for (const Actual& actual : model.actuals())
        if (going.contains(actual.metric))
            draft.erase<Actual>(actual.id);
    for (Process process : model.processes())
        if (going.contains(process.metric)) {
            process.metric = MetricId{};
            draft.put(std::move(process));
        }
    std::map<MetricId, int> last; ///< position behind the children of each metric
    for (const Metric& metric : model.metrics())
        last[metric.parent] = std::max(last[metric.parent], metric.position + 1);
    std::vector<std::string> lifted;
    for (const Metric& each : model.metrics()) {
        Metric child = *draft.now().metrics().find(each.id); // out of a sum, perhaps
        if (going.contains(child.id) || !going.contains(child.parent))
            continue;
        for (size_t steps = 0; going.contains(child.parent) && steps <= going.size(); ++steps)
            child.parent = model.metrics().find(child.parent)->parent;
        if (going.contains(child.parent))
            child.parent = MetricId{}; // the parents ran in a circle
        child.position = last[child.parent]++;
        lifted.push_back(called(model, refTo(child)));
        draft.put(std::move(child));
    }
    dropPaths(draft, [&](std::string_view path) {
        const auto owner = entityOf(path);
        if (!owner)
            return false;
        return owner->kind == Metric::kind ? going.contains(MetricId(owner->id))
                                           : owner->kind == Link::kind && !exists(draft.now(), *owner);
    });
    for (const MetricId& id : going)
        draft.erase<Metric>(id);
    const std::string along = takenAlong(model, draft.now());
    Edit edit = std::move(draft).edit();
    edit.label += along;
    for (size_t i = 0; i < sums.size(); ++i)
        edit.label += (i == 0 ? ", out of the sum of " : ", ") + sums[i].name;
    if (!lifted.empty())
        edit.label += lifted.size() <= mostNamed ? fmt::format("; {} moves up", fmt::join(lifted, ", "))
                                                 : fmt::format("; {} metrics below move up", lifted.size());
    return edit;
}

Result<Edit> reparent(const Model& model, const MetricId& id, const MetricId& parent) {
    const Metric* metric = model.metrics().find(id);
    if (!metric)
        return unknownEntity({Metric::kind, id.text});
    return metric->parent == parent ? Edit{} : moveMetrics(model, {id}, {parent, {}});
}

} // namespace tributary
