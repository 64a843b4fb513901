// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edit_rules.h"
#include "core/model/quantity_path.h"
#include "core/model/scenario_order.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

template <class Parts>
bool holds(const Parts& parts, const std::string& id) {
    return std::any_of(parts.begin(), parts.end(), [&](const auto& part) { return part.id.text == id; });
}

/// Gives a part its id and adds it. Refuses an id that another part has.
template <class Part>
Result<void> addPart(std::vector<Part>& parts, Part part, std::string_view fallback) {
    using PartId = decltype(part.id);
    if (part.id.empty())
        part.id = PartId(freshId(part.name, fallback, [&](const std::string& id) { return holds(parts, id); }));
    if (!isValidId(part.id.text))
        return fail(fmt::format("`{}` cannot be an id: use letters, digits, `_`, `-` and `.`.", part.id.text));
    if (holds(parts, part.id.text))
        return fail(fmt::format("There is a `{}` already: choose another id.", part.id.text));
    parts.push_back(std::move(part));
    return {};
}

/// Changes a copy of an entity; the change may refuse.
template <class Entity, class Change>
Result<Edit> changed(const Model& model, const decltype(Entity::id)& id, std::string label, Change&& change) {
    const Entity* entity = model.table<Entity>().find(id);
    if (!entity)
        return unknownEntity({Entity::kind, id.text});
    Entity copy = *entity;
    if (Result<void> done = change(copy); !done)
        return tl::unexpected<Error>(done.error());
    return Edit{std::move(label), {}, {put(std::move(copy))}};
}

/// Makes the edit, then lets go of the overrides and correlations below `path`.
Edit withoutPaths(const Model& model, const Edit& edit, const std::string& path) {
    Draft draft(model, edit.label);
    draft.add(edit);
    dropPaths(draft, [&](std::string_view candidate) {
        return candidate.starts_with(path) && (candidate.size() == path.size() || candidate[path.size()] == '/');
    });
    return std::move(draft).edit();
}

/// Adds an entity that has a name, with a fresh id where it has none.
template <class Entity>
Result<Edit> addNamed(const Model& model, Entity entity) {
    entity.name = trimmed(entity.name);
    if (entity.name.empty())
        return fail(fmt::format("The {} needs a name: type one.", Entity::kind));
    for (const Entity& other : model.table<Entity>())
        if (other.name == entity.name)
            return fail(
                fmt::format("There is a {} \u201c{}\u201d already: choose another name.", Entity::kind, entity.name));
    if (entity.id.empty())
        entity.id = decltype(entity.id)(freshId(entity.name, Entity::kind, [&](const std::string& id) {
            return exists(model, {Entity::kind, id});
        }));
    if (auto fits = checkNewId(model, refTo(entity)); !fits)
        return tl::unexpected<Error>(fits.error());
    return Edit{fmt::format("Add {} {}", Entity::kind, entity.name), {}, {put(std::move(entity))}};
}

std::string partLabel(const Model& model, std::string_view verb, const EntityRef& owner, std::string_view part,
                      const std::string& id) {
    return fmt::format("{} {}", verb, readableName(model, fmt::format("{}/{}/{}", pathOf(owner), part, id)));
}

} // namespace

Result<Edit> addIntervention(const Model& model, Intervention intervention) {
    return addNamed(model, std::move(intervention));
}

Result<Edit> eraseIntervention(const Model& model, const InterventionId& id) {
    const EntityRef ref{Intervention::kind, id.text};
    if (!exists(model, ref))
        return unknownEntity(ref);
    Draft draft(model, fmt::format("Delete {}", called(model, ref)));
    for (Scenario scenario : model.scenarios())
        if (std::erase(scenario.interventions, id) > 0)
            draft.put(std::move(scenario));
    dropPaths(draft, [&](std::string_view path) { return entityOf(path) == ref; });
    draft.erase<Intervention>(id);
    return std::move(draft).edit();
}

Result<Edit> addTarget(const Model& model, const InterventionId& id, const GroupId& group) {
    if (!model.groups().contains(group))
        return unknownEntity({Group::kind, group.text});
    const std::string name = called(model, {Group::kind, group.text});
    return changed<Intervention>(model, id, fmt::format("Add {} to the target groups", name),
                                 [&](Intervention& intervention) -> Result<void> {
                                     auto& targets = intervention.adoption.targets;
                                     for (const TargetGroup& target : targets)
                                         if (target.group == group)
                                             return fail(fmt::format("{} is a target group already.", name));
                                     TargetGroup target;
                                     target.group = group;
                                     targets.push_back(std::move(target));
                                     // Weights typed for fewer groups no longer fit.
                                     for (TargetGroup& each : targets)
                                         each.mixing.clear();
                                     return {};
                                 });
}

Result<Edit> eraseTarget(const Model& model, const InterventionId& id, const GroupId& group) {
    const std::string name = called(model, {Group::kind, group.text});
    auto edit = changed<Intervention>(
        model, id, fmt::format("Take {} off the target groups", name), [&](Intervention& intervention) -> Result<void> {
            auto& adoption = intervention.adoption;
            if (std::erase_if(adoption.targets, [&](const TargetGroup& each) { return each.group == group; }) == 0)
                return fail(fmt::format("{} is no target group.", name));
            std::erase_if(adoption.schedule, [&](const Phase& phase) { return phase.group == group; });
            for (TargetGroup& each : adoption.targets)
                each.mixing.clear();
            return {};
        });
    if (!edit)
        return edit;
    const std::string adoption = pathOf({Intervention::kind, id.text}) + "/adoption/";
    for (const char* what : {"ceiling/", "champions/", "reach/", "boost/", ""})
        *edit = withoutPaths(model, *edit, adoption + what + group.text);
    return edit;
}

Result<Edit> addPhase(const Model& model, const InterventionId& id, Phase phase) {
    return changed<Intervention>(model, id, "Add to the schedule", [&](Intervention& intervention) -> Result<void> {
        for (const Phase& other : intervention.adoption.schedule)
            if (other.what == phase.what && other.group == phase.group && other.from == phase.from)
                return fail(fmt::format(
                    "The schedule has a phase from period {} for this group already: change that one.", phase.from));
        intervention.adoption.schedule.push_back(std::move(phase));
        return {};
    });
}

Result<Edit> erasePhase(const Model& model, const InterventionId& id, size_t index) {
    return changed<Intervention>(model, id, "Take off the schedule", [&](Intervention& intervention) -> Result<void> {
        auto& schedule = intervention.adoption.schedule;
        if (index >= schedule.size())
            return fail("The schedule has no such phase.");
        schedule.erase(schedule.begin() + static_cast<std::ptrdiff_t>(index));
        return {};
    });
}

Result<Edit> addEffect(const Model& model, const InterventionId& id, Effect effect) {
    if (!effect.target.empty() && !findTarget(model, effect.target))
        return fail(
            fmt::format("There is no metric or process parameter `{}` for the effect to act on.", effect.target));
    return changed<Intervention>(model, id, "Add effect", [&](Intervention& intervention) {
        return addPart(intervention.effects, std::move(effect), "effect");
    });
}

Result<Edit> eraseEffect(const Model& model, const InterventionId& id, const EffectId& effect) {
    const EntityRef ref{Intervention::kind, id.text};
    auto edit = changed<Intervention>(
        model, id, partLabel(model, "Delete", ref, "effect", effect.text),
        [&](Intervention& intervention) -> Result<void> {
            if (std::erase_if(intervention.effects, [&](const Effect& each) { return each.id == effect; }) == 0)
                return fail(fmt::format("There is no effect `{}`.", effect.text));
            return {};
        });
    if (edit)
        *edit = withoutPaths(model, *edit, fmt::format("{}/effect/{}", pathOf(ref), effect.text));
    return edit;
}

Result<Edit> addCost(const Model& model, const EntityRef& owner, CostLine cost) {
    const auto add = [&](auto& entity) { return addPart(entity.costs, std::move(cost), "cost"); };
    if (owner.kind == Intervention::kind)
        return changed<Intervention>(model, InterventionId(owner.id), "Add cost", add);
    if (owner.kind == Scenario::kind)
        return changed<Scenario>(model, ScenarioId(owner.id), "Add cost", add);
    return fail(fmt::format("A {} has no costs: choose an intervention or a scenario.", owner.kind));
}

Result<Edit> eraseCost(const Model& model, const EntityRef& owner, const CostId& cost) {
    const auto take = [&](auto& entity) -> Result<void> {
        if (std::erase_if(entity.costs, [&](const CostLine& line) { return line.id == cost; }) == 0)
            return fail(fmt::format("There is no cost `{}`.", cost.text));
        return {};
    };
    const std::string label = partLabel(model, "Delete", owner, "cost", cost.text);
    Result<Edit> edit = fail(fmt::format("A {} has no costs: choose an intervention or a scenario.", owner.kind));
    if (owner.kind == Intervention::kind)
        edit = changed<Intervention>(model, InterventionId(owner.id), label, take);
    else if (owner.kind == Scenario::kind)
        edit = changed<Scenario>(model, ScenarioId(owner.id), label, take);
    if (edit)
        *edit = withoutPaths(model, *edit, fmt::format("{}/cost/{}", pathOf(owner), cost.text));
    return edit;
}

Result<Edit> addScenario(const Model& model, Scenario scenario) {
    scenario.position = lastPosition(model.scenarios());
    return addNamed(model, std::move(scenario));
}

Result<Edit> eraseScenario(const Model& model, const ScenarioId& id) {
    const EntityRef ref{Scenario::kind, id.text};
    if (!exists(model, ref))
        return unknownEntity(ref);
    Draft draft(model, fmt::format("Delete scenario {}", called(model, ref)));
    dropPaths(draft, [&](std::string_view path) { return entityOf(path) == ref; });
    for (const Guess& guess : model.guesses())
        if (guess.scenario == id)
            draft.erase<Guess>(guess.id);
    draft.erase<Scenario>(id);
    return std::move(draft).edit();
}

Result<Edit> setOverride(const Model& model, const ScenarioId& id, std::string_view path, std::string_view text) {
    const auto site = findQuantity(model, path);
    if (!site)
        return fail(fmt::format("The model has no quantity `{}`: check the ids in the path.", path));
    auto value = OverrideValue::parse(text);
    if (!value)
        return tl::unexpected<Error>(value.error());
    if (site->formula && value->kind != OverrideValue::Kind::set)
        return fail(fmt::format("{} is a formula, so it can only be set: write `= 12`.", readableName(model, path)));
    if (site->empty() && value->kind != OverrideValue::Kind::set)
        return fail(fmt::format("{} is empty, so it can only be set: write `= 12`.", readableName(model, path)));
    const auto unit = parseUnit(site->unit.empty() ? "1" : site->unit);
    if (unit && value->kind == OverrideValue::Kind::set)
        if (const auto factor = factorTo(value->quantity, *unit); !factor)
            return tl::unexpected<Error>(factor.error());
    if (unit && value->kind == OverrideValue::Kind::add)
        if (const auto amount = amountIn(*value, *unit); !amount)
            return tl::unexpected<Error>(amount.error());
    auto edit = changed<Scenario>(
        model, id, fmt::format("Change {}", readableName(model, path)), [&](Scenario& scenario) -> Result<void> {
            auto& all = scenario.overrides;
            const auto found =
                std::find_if(all.begin(), all.end(), [&](const Override& each) { return each.path == site->path; });
            const auto isSet = [](const OverrideValue& each) { return each.kind == OverrideValue::Kind::set; };
            if (found != all.end() && isSet(found->value) && isSet(*value) &&
                isRetyped(found->value.quantity, value->quantity, site->unit))
                return {};
            if (found != all.end())
                found->value = std::move(*value);
            else
                all.push_back({site->path, std::move(*value)});
            return {};
        });
    if (edit)
        edit->mergeKey = fmt::format("scenario/{}/override/{}", id.text, site->path);
    return edit;
}

Result<Edit> clearOverride(const Model& model, const ScenarioId& id, std::string_view path) {
    return changed<Scenario>(
        model, id, fmt::format("Leave {} as it is", readableName(model, path)),
        [&](Scenario& scenario) -> Result<void> {
            if (std::erase_if(scenario.overrides, [&](const Override& each) { return each.path == path; }) == 0)
                return fail(fmt::format("The scenario does not change `{}`.", path));
            return {};
        });
}

} // namespace tributary
