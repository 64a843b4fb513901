// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/differences.h"
#include "core/model/edit_rules.h"
#include "core/model/field_text.h"
#include "core/model/given_units.h"
#include "core/model/part_names.h"
#include "core/model/quantity_walk.h"
#include "core/model/same_numbers.h"
#include "core/model/sub_processes.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace tributary {

namespace {

using Segments = std::span<const std::string_view>;

/// A member that is typed in one text: no parts of its own, or a list that is typed whole.
template <class Value>
constexpr bool typedWhole = requires(const Value& value) {
    textOf(value);
};

template <class Node, class Visit>
bool descend(Node& node, Segments path, Visit& visit);

/// The parts of an adoption that paths name by what they hold: `ceiling/mt`, `reach/mt/5`.
template <class AdoptionPart, class Visit>
bool descendAdoption(AdoptionPart& adoption, Segments path, Visit& visit) {
    if (path.size() == 2 && (path[0] == "ceiling" || path[0] == "champions" || path[0] == "mixing"))
        for (auto& target : adoption.targets)
            if (target.group.text == path[1])
                return descend(target, path.first(1), visit);
    if (path.size() < 3 || path.size() > 4 || (path[0] != "reach" && path[0] != "boost"))
        return false;
    static constexpr std::string_view value[] = {"value"};
    const std::string wanted = fmt::format("{}/{}/{}", path[0], path[1], path[2]);
    for (auto& phase : adoption.schedule)
        if (phasePath(phase) == wanted)
            return descend(phase, path.size() == 4 ? path.subspan(3) : Segments(value), visit);
    return false;
}

/// Calls visit(member) with the member that `path` names below `node`; tells whether there is one.
template <class Node, class Visit>
bool descend(Node& node, Segments path, Visit& visit) {
    using Value = std::remove_const_t<Node>;
    if constexpr (typedWhole<Value>) {
        if (!path.empty())
            return false;
        visit(node);
        return true;
    } else if constexpr (Described<Value>) {
        if (path.empty())
            return false;
        if constexpr (std::is_same_v<Value, Adoption>)
            if (descendAdoption(node, path, visit))
                return true;
        bool found = false;
        forEachField<Value>([&](const auto& field) {
            if (!found && (field.name == path[0] || field.name == listOf(path[0])))
                found = descend(node.*field.member, path.subspan(1), visit);
        });
        return found;
    } else {
        // A list of parts, each known by its id.
        if (path.size() < 2)
            return false;
        for (auto& part : node)
            if constexpr (Identified<typename Value::value_type>)
                if (part.id.text == path[0])
                    return descend(part, path.subspan(1), visit);
        return false;
    }
}

Result<void> checkUnitText(const std::string& unit) {
    if (unit.empty())
        return {};
    if (const auto parsed = parseUnit(unit); !parsed)
        return tl::unexpected<Error>(parsed.error());
    return {};
}

// What an entity must hold after a field was typed; `before` is the entity as it was.
template <class Entity>
Result<void> accept(const Model&, const Entity&, const Entity&) {
    return {};
}

Result<void> accept(const Model& model, const Settings& before, const Settings& after) {
    if (after.currency.size() != 3 || !isMoney(after.currency))
        return fail("A currency is three capital letters: type one as in USD.");
    const auto isCode = [&](const auto& entity) {
        return entity.name == after.currency || entity.id.text == after.currency;
    };
    if (after.currency != before.currency &&
        (std::ranges::any_of(model.metrics(), isCode) || std::ranges::any_of(model.inputs(), isCode)))
        return fail(
            fmt::format("A metric or input is called {}, as the currency would be: rename it first.", after.currency));
    if (after.periods < 1 || after.periods > 1200)
        return fail("A model runs over 1 to 1,200 periods: type a number in between.");
    if (after.trials < 1 || after.trials > 10'000'000)
        return fail("A run takes 1 to 10,000,000 trials: type a number in between.");
    return {};
}

Result<void> accept(const Model&, const Input&, const Input& after) { return checkUnitText(after.unit); }

Result<void> accept(const Model&, const Metric&, const Metric& after) {
    if (!after.targetDate.empty() && !parseDate(after.targetDate))
        return fail("A date is written as 2027-01-31: year, month, day.");
    return checkUnitText(after.unit);
}

Result<void> accept(const Model& model, const Link& before, const Link& after) {
    if (after.driver == after.metric)
        return fail("A metric cannot be linked to itself: choose two different metrics.");
    if (after.driver != before.driver || after.metric != before.metric)
        for (const Link& other : model.links())
            if (other.id != after.id && other.driver == after.driver && other.metric == after.metric)
                return fail("These two metrics are linked already: change that link.");
    if (after.delay < 0)
        return fail("A delay is 0 or more whole periods: type such a number.");
    if (after.stages < 1 || after.stages > 20)
        return fail("A smoothing has 1 to 20 stages: type a number in between.");
    return {};
}

Result<void> accept(const Model&, const Correlation&, const Correlation& after) {
    if (!(after.rho >= -1 && after.rho <= 1))
        return fail("A correlation lies between -1 and 1: type a number in between.");
    return {};
}

Result<void> accept(const Model& model, const Process& before, const Process& after) {
    return before.steps == after.steps ? Result<void>{} : checkNesting(model, after);
}

Result<void> accept(const Model&, const Group&, const Group& after) {
    return after.name.empty() ? Result<void>(fail("A group needs a name: type one.")) : Result<void>{};
}

template <class Entity>
constexpr bool mayDrive =
    std::is_same_v<Entity, Metric> || std::is_same_v<Entity, Link> || std::is_same_v<Entity, Process>;

Result<void> accept(const Model&, const Intervention& before, const Intervention& after) {
    // Paths name a phase by its kind, group and first period.
    const auto& schedule = after.adoption.schedule;
    for (size_t i = 0; schedule != before.adoption.schedule && i < schedule.size(); ++i)
        for (size_t j = 0; j < i; ++j)
            if (phasePath(schedule[i]) == phasePath(schedule[j]))
                return fail(fmt::format(
                    "The schedule has a phase from period {} for this group already: choose another period.",
                    schedule[i].from));
    return {};
}

/// Refuses loops that the entity would close; only a change of numbers can close one.
template <class Entity>
Result<void> acceptLoops(const Model& model, const Entity& before, const Entity& after) {
    if constexpr (mayDrive<Entity>)
        if (!sameNumbers(before, after))
            return checkLoops(model, apply(model, Edit{{}, {}, {put(after)}}).model);
    return {};
}

/// Says what a field of an entity was set to, in the words in which a difference is told: no id.
std::string labelOfField(const Model& model, const Edit& edit, const EntityRef& entity, std::string_view path) {
    const auto made = differencesOf(model, apply(model, edit).model, entity);
    const std::string name = readableName(model, path);
    if (made.size() != 1)
        return fmt::format("Set {}", name);
    const std::string& text = made.front().after;
    return settingLabel(name, std::string_view(text).substr(0, text.find('\n')));
}

} // namespace

Result<Edit> setFieldAlone(const Model& model, const EntityRef& entity, std::string_view field, std::string_view text) {
    const std::string path = pathOf(entity) + "/" + std::string(field);
    if (field == "name" && entity.kind == Metric::kind)
        return rename(model, MetricId(entity.id), text);
    if (field == "name" && entity.kind == Input::kind)
        return rename(model, InputId(entity.id), text);
    if (field == "parent" && entity.kind == Metric::kind)
        return reparent(model, MetricId(entity.id), MetricId(trimmed(text)));

    // Quantities know their units.
    Result<Edit> edit = fail(fmt::format("A {} has no field `{}`.", entity.kind, field));
    const bool quantity = findQuantity(model, path).has_value();
    if (quantity)
        edit = setQuantity(model, path, text);
    const auto segments = segmentsOf(field);
    const bool known = withEntity(model, entity, [&](const auto& before) {
        auto after = before;
        Result<void> typed;
        if (quantity) {
            if (!edit)
                return;
            after = *std::get<Put<std::remove_cvref_t<decltype(before)>>>(edit->changes.front()).entity;
        } else {
            auto visit = [&](auto& slot) { typed = typeInto(model, slot, text); };
            if (!descend(after, Segments(segments), visit))
                return;
        }
        if (typed)
            typed = accept(model, before, after);
        if (typed)
            typed = acceptLoops(model, before, after);
        if (!typed)
            edit = tl::unexpected<Error>(typed.error());
        else if (path == "settings/currency")
            edit = changeCurrency(model, trimmed(text));
        else
            edit = Edit{quantity ? edit->label : std::string(), path, {put(std::move(after))}};
    });
    if (!known)
        return unknownEntity(entity);
    if (edit && edit->label.empty())
        edit->label = field == "name" ? fmt::format("Rename {} to {}", called(model, entity), trimmed(text))
                                      : labelOfField(model, *edit, entity, path);
    return edit;
}

Result<Edit> setField(const Model& model, const EntityRef& entity, std::string_view field, std::string_view text) {
    auto edit = setFieldAlone(model, entity, field, text);
    if (edit && (entity.kind == Metric::kind || entity.kind == Input::kind))
        return withGivenUnits(model, std::move(*edit));
    return edit;
}

Result<std::string> fieldText(const Model& model, const EntityRef& entity, std::string_view field) {
    Result<std::string> result = fail(fmt::format("A {} has no field `{}`.", entity.kind, field));
    const auto segments = segmentsOf(field);
    const bool known = withEntity(model, entity, [&](const auto& owner) {
        auto visit = [&](const auto& slot) { result = textOf(slot); };
        descend(owner, Segments(segments), visit);
    });
    if (!known)
        return unknownEntity(entity);
    return result;
}

} // namespace tributary
