// SPDX-License-Identifier: GPL-3.0-or-later
// The walk over an entity's quantities: the one place that says which fields hold one, under which path, in which unit.
// For the sources of core/model; others use quantity_path.h.
#pragma once

#include "core/model/quantity_path.h"

#include <array>
#include <string>
#include <string_view>
#include <type_traits>

namespace tributary {

/// A field's unit, made only where it is asked for.
struct FieldUnit {
    enum class Of { none, text, metric, slope, currency, currencyPerHour, cost, targetOfEffect };
    Of of = Of::none;
    std::string_view text{};          ///< of text
    const Link* link = nullptr;       ///< of slope
    const CostLine* cost = nullptr;   ///< of cost
    const MetricId* metric = nullptr; ///< of metric
    const Effect* effect = nullptr;   ///< of targetOfEffect
    Labels labels = Labels::fixed;
};

/// A field's path, spelled only where it is asked for: most fields that a walk passes are empty.
struct FieldPath {
    std::string_view owner; ///< `metric/L2`, `process/restore/task/T8`
    std::string_view field; ///< `/touch`

    [[nodiscard]] std::string text() const {
        std::string path;
        path.reserve(owner.size() + field.size());
        return path.append(owner).append(field);
    }
    [[nodiscard]] bool is(std::string_view path) const {
        return path.size() == owner.size() + field.size() && path.starts_with(owner) && path.ends_with(field);
    }
};

inline FieldUnit unitText(std::string_view text) { return {.of = FieldUnit::Of::text, .text = text}; }

/// Prints a field's unit in a model.
[[nodiscard]] std::string print(const Model& model, const FieldUnit& unit);

// Each walk calls visit(FieldPath, slot, unit) for every field of the entity, the path good for that call; `slot` is a
// Quantity, or an optional Quantity or Parameter, const where the entity is.
inline constexpr std::string_view hours = "hour";
inline constexpr std::string_view months = "month";
inline constexpr std::string_view perMonth = "1/month";
inline constexpr std::string_view share = "%";
inline constexpr std::string_view people = "person";

template <class Entity, class Wanted>
concept Is = std::is_same_v<std::remove_const_t<Entity>, Wanted>;

template <Is<Settings> Entity, class Visit>
void walkQuantities(Entity& settings, Visit&& visit) {
    visit(FieldPath{"settings", "/discount_rate"}, settings.discountRate, unitText(share));
    visit(FieldPath{"settings", "/inflation"}, settings.inflation, unitText(share));
}

template <Is<Group> Entity, class Visit>
void walkQuantities(Entity& group, Visit&& visit) {
    const std::string at = "group/" + group.id.text;
    visit(FieldPath{at, "/headcount"}, group.headcount, unitText(people));
    visit(FieldPath{at, "/hourly_cost"}, group.hourlyCost, FieldUnit{.of = FieldUnit::Of::currencyPerHour});
}

template <Is<Input> Entity, class Visit>
void walkQuantities(Entity& input, Visit&& visit) {
    visit(FieldPath{"input/", input.id.text}, input.value, unitText(input.unit));
}

template <Is<Metric> Entity, class Visit>
void walkQuantities(Entity& metric, Visit&& visit) {
    const std::string at = "metric/" + metric.id.text;
    const FieldUnit own = unitText(metric.unit);
    visit(FieldPath{at, "/estimate"}, metric.estimate, own);
    visit(FieldPath{at, "/drift"}, metric.drift, unitText(share));
    visit(FieldPath{at, "/noise"}, metric.noise, unitText(share));
    visit(FieldPath{at, "/response_time"}, metric.responseTime, unitText(months));
    visit(FieldPath{at, "/realisation"}, metric.realisation, unitText(share));
    visit(FieldPath{at, "/hard_share"}, metric.hardShare, unitText(share));
    visit(FieldPath{at, "/target"}, metric.target, own);
    visit(FieldPath{at, "/tolerance"}, metric.tolerance, own);
}

template <Is<Link> Entity, class Visit>
void walkQuantities(Entity& link, Visit&& visit) {
    const std::string at = "link/" + link.id.text;
    const FieldUnit bound =
        link.form == LinkForm::slope ? FieldUnit{.of = FieldUnit::Of::metric, .metric = &link.metric} : FieldUnit{};
    visit(FieldPath{at, "/elasticity"}, link.elasticity, FieldUnit{});
    visit(FieldPath{at, "/slope"}, link.slope, FieldUnit{.of = FieldUnit::Of::slope, .link = &link});
    visit(FieldPath{at, "/no_effect"}, link.noEffect, unitText(share));
    visit(FieldPath{at, "/smoothing"}, link.smoothing, unitText(months));
    visit(FieldPath{at, "/floor"}, link.floor, bound);
    visit(FieldPath{at, "/ceiling"}, link.ceiling, bound);
}

template <class Costs, class Visit>
void walkCosts(const std::string& owner, Costs& costs, Visit&& visit) {
    for (auto& cost : costs) {
        const std::string at = owner + "/cost/" + cost.id.text;
        visit(FieldPath{at, "/amount"}, cost.amount,
              FieldUnit{.of = FieldUnit::Of::cost, .cost = &cost, .labels = Labels::free});
        visit(FieldPath{at, "/hourly_rate"}, cost.hourlyRate, FieldUnit{.of = FieldUnit::Of::currencyPerHour});
        visit(FieldPath{at, "/overrun"}, cost.overrun, FieldUnit{});
        visit(FieldPath{at, "/realisation"}, cost.realisation, unitText(share));
    }
}

template <Is<Process> Entity, class Visit>
void walkQuantities(Entity& process, Visit&& visit) {
    const std::string at = "process/" + process.id.text;
    visit(FieldPath{at, "/arrivals"}, process.arrivals,
          FieldUnit{.of = FieldUnit::Of::text, .text = perMonth, .labels = Labels::free});
    visit(FieldPath{at, "/population"}, process.population,
          FieldUnit{.of = FieldUnit::Of::none, .labels = Labels::free});
    for (auto& pool : process.pools) {
        const std::string here = at + "/pool/" + pool.id.text;
        visit(FieldPath{here, "/servers"}, pool.servers, FieldUnit{.of = FieldUnit::Of::none, .labels = Labels::free});
        visit(FieldPath{here, "/availability"}, pool.availability, unitText(share));
    }
    for (auto& step : process.steps) {
        const std::string here = at + "/task/" + step.id.text;
        visit(FieldPath{here, "/touch"}, step.touch, unitText(hours));
        visit(FieldPath{here, "/touch_cv"}, step.touchCv, FieldUnit{});
        visit(FieldPath{here, "/delay"}, step.delay, unitText(hours));
        visit(FieldPath{here, "/delay_cv"}, step.delayCv, FieldUnit{});
        visit(FieldPath{here, "/patience"}, step.patience, unitText(hours));
        visit(FieldPath{here, "/cost"}, step.cost, FieldUnit{.of = FieldUnit::Of::currency, .labels = Labels::free});
    }
    for (auto& flow : process.flows) {
        const std::string here = at + "/flow/" + flow.id.text;
        visit(FieldPath{here, "/share"}, flow.share, unitText(share));
        visit(FieldPath{here, "/delay"}, flow.delay, unitText(hours));
    }
    for (auto& exception : process.exceptions) {
        const std::string here = at + "/exception/" + exception.id.text;
        visit(FieldPath{here, "/frequency"}, exception.frequency, unitText(share));
        visit(FieldPath{here, "/delay"}, exception.delay, unitText(hours));
        visit(FieldPath{here, "/delay_cv"}, exception.delayCv, FieldUnit{});
        visit(FieldPath{here, "/touch"}, exception.touch, unitText(hours));
        visit(FieldPath{here, "/touch_cv"}, exception.touchCv, FieldUnit{});
    }
}

template <class AdoptionPart, class Visit>
void walkAdoption(const std::string& at, AdoptionPart& adoption, Visit&& visit) {
    visit(FieldPath{at, "/p"}, adoption.p, unitText(perMonth));
    visit(FieldPath{at, "/q"}, adoption.q, unitText(perMonth));
    visit(FieldPath{at, "/abandonment"}, adoption.abandonment, unitText(perMonth));
    visit(FieldPath{at, "/turnover"}, adoption.turnover, unitText(perMonth));
    const std::string ceiling = at + "/ceiling/";
    const std::string champions = at + "/champions/";
    for (auto& target : adoption.targets) {
        visit(FieldPath{ceiling, target.group.text}, target.ceiling, unitText(share));
        visit(FieldPath{champions, target.group.text}, target.champions, unitText(people));
    }
    for (auto& phase : adoption.schedule)
        visit(FieldPath{at, "/" + phasePath(phase)}, phase.value,
              phase.what == PhaseKind::reach ? unitText(share) : FieldUnit{});
}

template <Is<Intervention> Entity, class Visit>
void walkQuantities(Entity& intervention, Visit&& visit) {
    const std::string at = "intervention/" + intervention.id.text;
    walkAdoption(at + "/adoption", intervention.adoption, visit);
    visit(FieldPath{at, "/stall/probability"}, intervention.stall.probability, unitText(share));
    walkCosts(at, intervention.costs, visit);
    for (auto& effect : intervention.effects) {
        const std::string here = at + "/effect/" + effect.id.text;
        visit(FieldPath{here, "/size"}, effect.size,
              effect.form == EffectForm::relative ? unitText(share)
                                                  : FieldUnit{.of = FieldUnit::Of::targetOfEffect, .effect = &effect});
        visit(FieldPath{here, "/no_effect"}, effect.noEffect, unitText(share));
        visit(FieldPath{here, "/curve_parameter"}, effect.curveParameter, FieldUnit{});
        visit(FieldPath{here, "/learning_delay"}, effect.learningDelay, unitText(months));
    }
}

template <Is<Scenario> Entity, class Visit>
void walkQuantities(Entity& scenario, Visit&& visit) {
    walkCosts("scenario/" + scenario.id.text, scenario.costs, visit);
}

template <class Entity, class Visit>
requires(Is<Entity, Series> || Is<Entity, Drawing> || Is<Entity, Correlation> || Is<Entity, Actual> ||
         Is<Entity, Guess>) void walkQuantities(Entity&, Visit&&) {}

/// What a slot holds.
inline const Quantity* quantityIn(const Quantity& slot) { return &slot; }
inline const Quantity* quantityIn(const std::optional<Quantity>& slot) { return slot ? &*slot : nullptr; }
inline const Quantity* quantityIn(const std::optional<Parameter>& slot) { return slot ? slot->quantity() : nullptr; }
inline const Formula* formulaIn(const Quantity&) { return nullptr; }
inline const Formula* formulaIn(const std::optional<Quantity>&) { return nullptr; }
inline const Formula* formulaIn(const std::optional<Parameter>& slot) { return slot ? slot->formula() : nullptr; }

/// Calls visit(entity) with the entity that `ref` names, if it exists; tells whether it did.
template <class Visit>
bool withEntity(const Model& model, const EntityRef& ref, Visit&& visit) {
    bool found = false;
    forEachEntityType([&]<class Entity>() {
        if (Entity::kind != ref.kind)
            return;
        if (const Entity* entity = model.table<Entity>().find(decltype(Entity::id)(ref.id))) {
            found = true;
            visit(*entity);
        }
    });
    return found;
}

} // namespace tributary
