// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/plan_list_edits.h"

#include "core/model/edit_rules.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

template <class Entity>
std::string copyName(const Model& model, const std::string& name) {
    const auto taken = [&](const std::string& wanted) {
        const auto& table = model.table<Entity>();
        return std::any_of(table.begin(), table.end(), [&](const Entity& each) { return each.name == wanted; });
    };
    const std::string wanted = fmt::format("{}, copy", name);
    std::string free = wanted;
    for (int number = 2; taken(free); ++number)
        free = fmt::format("{} {}", wanted, number);
    return free;
}

template <class Entity>
Result<Edit> duplicate(const Model& model, const decltype(Entity::id)& id,
                       Result<Edit> (*add)(const Model&, Entity entity)) {
    const Entity* original = model.table<Entity>().find(id);
    if (!original)
        return unknownEntity({Entity::kind, id.text});
    Entity copy = *original;
    copy.id = {};
    copy.name = copyName<Entity>(model, original->name.empty() ? id.text : original->name);
    auto edit = add(model, std::move(copy));
    if (edit)
        edit->label = fmt::format("Duplicate {}", called(model, {Entity::kind, id.text}));
    return edit;
}

template <class Part, class PartId>
Result<void> movePart(std::vector<Part>& parts, const PartId& id, int step) {
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.id == id; });
    if (found == parts.end())
        return fail(fmt::format("There is no `{}`.", id.text));
    const auto at = found - parts.begin();
    const auto to = at + step;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(parts.size()))
        return fail("It stands at the end of its list already.");
    if (to > at)
        std::rotate(found, found + 1, parts.begin() + to + 1);
    else
        std::rotate(parts.begin() + to, found, found + 1);
    return {};
}

template <class Entity, class Change>
Result<Edit> moved(const Model& model, const decltype(Entity::id)& id, const std::string& part, Change&& change) {
    const Entity* entity = model.table<Entity>().find(id);
    if (!entity)
        return unknownEntity({Entity::kind, id.text});
    Entity copy = *entity;
    if (Result<void> done = change(copy); !done)
        return tl::unexpected<Error>(done.error());
    return Edit{fmt::format("Move {}", readableName(model, part)), {}, {put(std::move(copy))}};
}

} // namespace

Result<Edit> duplicateScenario(const Model& model, const ScenarioId& id) {
    return duplicate<Scenario>(model, id, addScenario);
}

Result<Edit> duplicateIntervention(const Model& model, const InterventionId& id) {
    return duplicate<Intervention>(model, id, addIntervention);
}

Result<Edit> useIntervention(const Model& model, const ScenarioId& scenario, const InterventionId& id, Use use) {
    const Scenario* found = model.scenarios().find(scenario);
    if (!found)
        return unknownEntity({Scenario::kind, scenario.text});
    const EntityRef tool{Intervention::kind, id.text};
    if (!model.interventions().contains(id))
        return unknownEntity(tool);
    Scenario copy = *found;
    std::erase(copy.interventions, id);
    if (use == Use::takes)
        copy.interventions.push_back(id);
    return Edit{fmt::format("{} {} {} {}", use == Use::takes ? "Use" : "Take", called(model, tool),
                            use == Use::takes ? "in" : "out of", called(model, {Scenario::kind, scenario.text})),
                {},
                {put(std::move(copy))}};
}

Result<Edit> moveEffect(const Model& model, const InterventionId& id, const EffectId& effect, int step) {
    return moved<Intervention>(model, id, pathOf({Intervention::kind, id.text}) + "/effect/" + effect.text,
                               [&](Intervention& entity) { return movePart(entity.effects, effect, step); });
}

Result<Edit> moveCost(const Model& model, const EntityRef& owner, const CostId& cost, int step) {
    const std::string part = pathOf(owner) + "/cost/" + cost.text;
    const auto move = [&](auto& entity) { return movePart(entity.costs, cost, step); };
    if (owner.kind == Intervention::kind)
        return moved<Intervention>(model, InterventionId(owner.id), part, move);
    if (owner.kind == Scenario::kind)
        return moved<Scenario>(model, ScenarioId(owner.id), part, move);
    return fail(fmt::format("A {} has no costs: choose an intervention or a scenario.", owner.kind));
}

} // namespace tributary
