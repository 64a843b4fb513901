// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/given_units.h"

#include "core/formula/unit_check.h"
#include "core/model/dependencies.h"

#include <algorithm>
#include <vector>

namespace tributary {

namespace {

bool takesUnit(const Metric& metric) { return metric.unit.empty() && isOfFormula(metric); }

/// Whether an edit may give a formula another unit: one that adds a name, or changes what a name or a formula means.
bool concernsUnits(const Model& model, const Edit& edit) {
    return std::ranges::any_of(edit.changes, [&](const Change& change) {
        if (const auto* put = std::get_if<Put<Metric>>(&change)) {
            const Metric& now = *put->entity;
            const Metric* was = model.metrics().find(now.id);
            return !was || was->name != now.name || was->unit != now.unit || was->formula != now.formula ||
                   was->source != now.source || lacksValue(*was) != lacksValue(now);
        }
        const auto* put = std::get_if<Put<Input>>(&change);
        const Input* was = put ? model.inputs().find(put->entity->id) : nullptr;
        return put && (!was || was->name != put->entity->name || was->unit != put->entity->unit);
    });
}

/// Whether an edit gives something that was there another unit or formula.
bool changesUnits(const Model& model, const Edit& edit) {
    return std::ranges::any_of(edit.changes, [&](const Change& change) {
        if (const auto* metric = std::get_if<Put<Metric>>(&change)) {
            const Metric* was = model.metrics().find(metric->entity->id);
            return was && (was->unit != metric->entity->unit || was->formula != metric->entity->formula);
        }
        const auto* input = std::get_if<Put<Input>>(&change);
        const Input* was = input ? model.inputs().find(input->entity->id) : nullptr;
        return was && was->unit != input->entity->unit;
    });
}

} // namespace

/// The metric that a name means, where its unit has to come from its own formula.
const Metric* GivenUnits::toBeFound(const std::string& name) const {
    const Metric* metric = names_.find(name).metric;
    return metric && takesUnit(*metric) ? metric : nullptr;
}

std::optional<Unit> GivenUnits::check(const Formula& formula) const {
    const auto outcome = checkUnits(formula.expression(), [&](std::string_view name) -> const Unit* {
        const Metric* metric = names_.find(name).metric;
        if (!metric || !metric->unit.empty())
            return names_.unitOf(name);
        if (isOfFormula(*metric)) {
            const auto found = found_.find(metric->id);
            return found != found_.end() && found->second ? &*found->second : nullptr;
        }
        return lacksValue(*metric) ? nullptr : names_.unitOf(name);
    });
    return outcome ? std::optional(outcome->unit) : std::nullopt;
}

std::optional<Unit> GivenUnits::of(const Formula& formula) {
    // Not by recursion: chains may be as long as a model.
    std::vector<const Metric*> path;
    const auto enter = [&](const Formula& uses) {
        for (const std::string& name : uses.references())
            if (const Metric* driver = toBeFound(name); driver && !found_.contains(driver->id))
                path.push_back(driver);
    };
    enter(formula);
    while (!path.empty()) {
        const Metric& metric = *path.back();
        if (found_.try_emplace(metric.id).second) {
            enter(*metric.formula);
            continue;
        }
        path.pop_back(); // its drivers are found
        auto& found = found_[metric.id];
        if (!found)
            found = check(*metric.formula);
    }
    return check(formula);
}

std::optional<Unit> GivenUnits::of(const Metric& metric) {
    return isOfFormula(metric) ? of(*metric.formula) : std::nullopt;
}

Edit withGivenUnits(const Model& model, Edit edit) {
    if (!concernsUnits(model, edit))
        return edit;
    Model after = apply(model, edit).model;
    const bool followed = changesUnits(model, edit);
    if (!followed && std::ranges::none_of(after.metrics(), takesUnit))
        return edit;
    const Names namesBefore(model);
    GivenUnits before(namesBefore);
    Edit opened; // units that follow are found anew
    for (const Metric& metric : after.metrics())
        if (const Metric* was = model.metrics().find(metric.id);
            followed && isOfFormula(metric) && !metric.unit.empty() && was && was->unit == metric.unit)
            if (const auto had = before.of(*was); had && format(*had) == metric.unit) {
                Metric open = metric;
                open.unit.clear();
                opened.changes.push_back(put(std::move(open)));
            }
    after = apply(after, opened).model;
    const Names namesAfter(after);
    GivenUnits now(namesAfter);
    Edit taken;
    for (const Metric& metric : after.metrics()) {
        const auto unit = takesUnit(metric) ? now.of(metric) : std::nullopt;
        if (!unit)
            continue;
        const Metric* was = model.metrics().find(metric.id);
        if (unit->isPlain()) {
            if (was && !was->unit.empty()) // what it followed has lost its unit
                taken.changes.push_back(put(metric));
            continue;
        }
        const auto had = was ? before.of(*was) : std::nullopt;
        const bool isNew = !had || had->isPlain() || compare(*had, *unit) != UnitMatch::same;
        if (!isNew)
            continue; // it was left without, or its unit is taken out now
        Metric inUnit = metric;
        inUnit.unit = format(*unit);
        taken.changes.push_back(put(std::move(inUnit)));
    }
    return taken.empty() ? edit : joined(edit, taken);
}

} // namespace tributary
