// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/moved_value.h"

#include "core/model/dependencies.h"
#include "core/model/quantity_path.h"
#include "core/model/validate.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

namespace tributary {

namespace {

using WordSet = std::set<std::string, std::less<>>;

/// The metrics and links that a value is held against; all other entities are few, and stay.
class Reach {
public:
    Reach(const Model& model, std::string_view path) : model_(model) {
        WordSet own; // what formulas call it
        if (const auto owner = entityOf(path); owner && owner->kind == Metric::kind)
            own = wordsFor(model.metrics().find(MetricId(owner->id)));
        else if (owner && owner->kind == Input::kind)
            own = wordsFor(model.inputs().find(InputId(owner->id)));
        const auto uses = [&](const Formula& formula) {
            return std::ranges::any_of(formula.references(), [&](const auto& name) { return own.contains(name); });
        };
        forEachFormula(model, [&](const std::string& place, const Formula& formula, const std::string&) {
            const bool isOfMany = place.starts_with("metric/") || place.starts_with("link/");
            if (isOfMany && !uses(formula))
                return;
            words_.insert(formula.references().begin(), formula.references().end());
            if (isOfMany)
                take(place);
        });
        for (const Metric& metric : model.metrics()) // a map that is not measured has no errors
            if (metric.source == MetricSource::process)
                words_.insert(metric.id.text);
        for (const Intervention& tool : model.interventions())
            for (const Effect& effect : tool.effects)
                take(effect.target);
        for (const Scenario& scenario : model.scenarios())
            for (const Override& change : scenario.overrides)
                take(change.path);
        take(path);
    }

    template <class Entity>
    [[nodiscard]] bool holds(const Entity& entity) const {
        if constexpr (std::is_same_v<Entity, Metric>)
            return words_.contains(entity.id.text) || words_.contains(entity.name);
        else if constexpr (std::is_same_v<Entity, Link>)
            return links_.contains(entity.id.text);
        else // what was measured or guessed is held against results
            return !std::is_same_v<Entity, Actual> && !std::is_same_v<Entity, Guess>;
    }

private:
    template <class Entity>
    static WordSet wordsFor(const Entity* entity) {
        return entity ? WordSet{entity->id.text, entity->name} : WordSet{};
    }

    /// Takes in what a path lies in, where that is a metric, or a link with its ends.
    void take(std::string_view path) {
        const auto entity = entityOf(path);
        if (entity && entity->kind == Metric::kind)
            words_.insert(entity->id);
        const Link* link = entity && entity->kind == Link::kind ? model_.links().find(LinkId(entity->id)) : nullptr;
        if (!link)
            return;
        links_.insert(link->id.text);
        words_.insert(link->driver.text);
        words_.insert(link->metric.text);
    }

    const Model& model_;
    WordSet words_; ///< ids and names of metrics
    WordSet links_; ///< ids
};

/// Whether a value can bring a unit, which goes on to all that is made of it.
bool mayGiveUnit(const Model& model, std::string_view path) {
    const auto owner = entityOf(path);
    const Metric* metric = owner && owner->kind == Metric::kind ? model.metrics().find(MetricId(owner->id)) : nullptr;
    return metric && metric->unit.empty();
}

Model partOf(const Model& model, std::string_view path) {
    if (mayGiveUnit(model, path))
        return model;
    const Reach reach(model, path);
    Edit part;
    forEachEntityType([&]<class Entity>() {
        for (const Entity& entity : model.table<Entity>())
            if (reach.holds(entity))
                part.changes.push_back(Put<Entity>{model.table<Entity>().share(entity.id)});
    });
    return apply(Model(), part).model;
}

} // namespace

MovedValue::MovedValue(const Model& model, std::string_view path) : part_(partOf(model, path)) {}

std::optional<Problem> MovedValue::newError(const Edit& edit) {
    const auto isError = [](const Problem& problem) { return problem.severity == Severity::error; };
    for (Problem& problem : validate(apply(part_, edit).model)) {
        if (!isError(problem))
            continue;
        if (!standing_) {
            standing_.emplace();
            for (const Problem& before : validate(part_))
                if (isError(before))
                    standing_->insert(before.subject);
        }
        if (!standing_->contains(problem.subject))
            return std::move(problem);
    }
    return std::nullopt;
}

} // namespace tributary
