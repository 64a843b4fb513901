// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/metric_uses.h"

#include "core/model/dependencies.h"
#include "core/model/edit_rules.h"
#include "core/model/quantity_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tributary {

namespace {

bool goesWithEnds(const Model& model, const LinkId& id, const std::set<MetricId>& going) {
    const Link* link = model.links().find(id);
    return link && (going.contains(link->driver) || going.contains(link->metric));
}

/// Tells whether a path belongs to a metric that goes, or to a link that goes along.
bool goesAlong(const Model& model, std::string_view path, const std::set<MetricId>& going) {
    const auto owner = entityOf(path);
    if (!owner)
        return true;
    if (owner->kind == Metric::kind)
        return going.contains(MetricId(owner->id));
    return owner->kind == Link::kind && goesWithEnds(model, LinkId(owner->id), going);
}

bool namesAny(const Names& meanings, const Formula& formula, const std::set<MetricId>& going) {
    return std::ranges::any_of(formula.references(), [&](const std::string& name) {
        const Metric* metric = meanings.find(name).metric;
        return metric && going.contains(metric->id);
    });
}

std::string pathOfEffect(const Intervention& intervention, const Effect& effect) {
    return fmt::format("{}/effect/{}", pathOf(refTo(intervention)), effect.id.text);
}

void emptyWhere(Quantity&, const Names&, const std::set<MetricId>&) {}
void emptyWhere(std::optional<Quantity>&, const Names&, const std::set<MetricId>&) {}
void emptyWhere(std::optional<Parameter>& slot, const Names& meanings, const std::set<MetricId>& going) {
    if (slot && slot->formula() && namesAny(meanings, *slot->formula(), going))
        slot.reset();
}

/// Empties the fields of all entities of a kind whose formulas name metrics that go.
template <class Entity>
void emptyFields(Draft& draft, const Names& meanings, const std::set<MetricId>& going) {
    const Model before = draft.now();
    for (const Entity& entity : before.table<Entity>()) {
        Entity emptied = entity;
        if constexpr (std::is_same_v<Entity, Metric>) {
            if (going.contains(entity.id))
                continue;
            if (emptied.formula && namesAny(meanings, *emptied.formula, going))
                emptied.formula.reset();
        }
        walkQuantities(emptied,
                       [&](const FieldPath&, auto& slot, const FieldUnit&) { emptyWhere(slot, meanings, going); });
        if (emptied == entity)
            continue;
        if constexpr (std::is_same_v<Entity, Link>)
            draft.erase<Link>(entity.id); // without its strength it says nothing
        else
            draft.put(std::move(emptied));
    }
}

} // namespace

std::vector<MetricUse> usesOf(const Model& model, const std::set<MetricId>& going) {
    std::set<std::string> paths;
    const Names meanings(model);
    const auto isGoing = [&](const std::string& name) {
        const Metric* metric = meanings.find(name).metric;
        return metric && going.contains(metric->id);
    };
    forEachFormula(model, [&](const std::string& path, const Formula& formula, const std::string&) {
        if (!namesAny(meanings, formula, going) || goesAlong(model, path, going))
            return;
        const bool isSum = path.starts_with("metric/") && path.ends_with("/formula") && formula.withoutTermsOf(isGoing);
        if (!isSum)
            paths.insert(path);
    });
    for (const Intervention& intervention : model.interventions())
        for (const Effect& effect : intervention.effects) {
            const auto target = entityOf(effect.target);
            if (target && (target->kind == Metric::kind || target->kind == Link::kind) &&
                goesAlong(model, effect.target, going))
                paths.insert(pathOfEffect(intervention, effect));
        }
    std::vector<MetricUse> uses;
    for (const std::string& path : paths)
        uses.push_back({path, readableName(model, path)});
    std::ranges::stable_sort(uses, {}, &MetricUse::name);
    return uses;
}

std::vector<MetricUse> takeOutOfSums(Draft& draft, const std::set<MetricId>& going) {
    const Model model = draft.now();
    const Names meanings(model);
    const auto isGoing = [&](const std::string& name) {
        const auto meaning = meanings.find(name);
        return meaning.metric && going.contains(meaning.metric->id);
    };
    std::vector<MetricUse> sums;
    for (Metric metric : model.metrics()) {
        if (going.contains(metric.id) || !metric.formula || !namesAny(meanings, *metric.formula, going))
            continue;
        if (auto left = metric.formula->withoutTermsOf(isGoing)) {
            sums.push_back({pathOf(refTo(metric)) + "/formula", called(model, refTo(metric))});
            metric.formula = std::move(*left);
            draft.put(std::move(metric));
        }
    }
    return sums;
}

Result<Edit> eraseWithUses(const Model& model, const std::vector<MetricId>& ids) {
    const std::set<MetricId> going(ids.begin(), ids.end());
    Draft draft(model, {});
    takeOutOfSums(draft, going);
    const auto uses = usesOf(draft.now(), going);
    const auto isUse = [&](const std::string& path) {
        return std::ranges::any_of(
            uses, [&](const MetricUse& use) { return use.path == path || use.path.starts_with(path + "/"); });
    };
    for (const Intervention& intervention : model.interventions()) {
        Intervention kept = intervention;
        std::erase_if(kept.effects, [&](const Effect& effect) { return isUse(pathOfEffect(intervention, effect)); });
        if (kept.effects.size() == intervention.effects.size())
            continue;
        dropPaths(draft, [&](std::string_view path) {
            return std::ranges::any_of(intervention.effects, [&](const Effect& effect) {
                const std::string gone = pathOfEffect(intervention, effect);
                return isUse(gone) && (path == gone || path.starts_with(gone + "/"));
            });
        });
        draft.put(std::move(kept));
    }
    const Names meanings(model);
    forEachEntityType([&]<class Entity>() { emptyFields<Entity>(draft, meanings, going); });
    const auto erased = eraseMetrics(draft.now(), ids);
    if (!erased)
        return erased;
    draft.add(*erased);
    Edit edit = std::move(draft).edit();
    edit.label = erased->label;
    if (!uses.empty())
        edit.label += uses.size() == 1 ? ", and what uses it" : fmt::format(", and {} places that use it", uses.size());
    return edit;
}

} // namespace tributary
