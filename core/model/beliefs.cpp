// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/beliefs.h"

#include "core/model/quantity_path.h"

#include <algorithm>
#include <map>
#include <set>

namespace tributary {

namespace {

/// The overrides of one kind, by the one name that a quantity has.
std::map<std::string, std::string> overridesOf(const Model& model, const Scenario& scenario, OverrideKind kind) {
    std::map<std::string, std::string> found;
    for (const Override& change : scenario.overrides)
        if (overrideKind(change.path) == kind) {
            const auto site = findQuantity(model, change.path);
            found[site ? site->path : change.path] = change.value.text;
        }
    return found;
}

/// Whether two lines come to the same money, whatever they are called.
bool costTheSame(const CostLine& first, CostLine second) {
    second.id = first.id;
    second.name = first.name;
    second.evidence = first.evidence;
    return first == second;
}

} // namespace

bool isPlan(const Scenario& scenario) {
    return std::ranges::none_of(
        scenario.overrides, [](const Override& change) { return overrideKind(change.path) == OverrideKind::belief; });
}

bool decideTheSame(const Model& model, const Scenario& first, const Scenario& second) {
    const auto used = [](const Scenario& scenario) {
        return std::set(scenario.interventions.begin(), scenario.interventions.end());
    };
    return used(first) == used(second) &&
           overridesOf(model, first, OverrideKind::plan) == overridesOf(model, second, OverrideKind::plan) &&
           std::ranges::is_permutation(first.costs, second.costs, costTheSame);
}

bool believeTheSame(const Model& model, const Scenario& first, const Scenario& second) {
    return overridesOf(model, first, OverrideKind::belief) == overridesOf(model, second, OverrideKind::belief);
}

bool comparable(const Model& model, const Scenario& first, const Scenario& second) {
    return believeTheSame(model, first, second) || decideTheSame(model, first, second);
}

const Scenario* planOf(const Model& model, const Scenario& scenario) {
    if (isPlan(scenario))
        return &scenario;
    for (const Scenario& other : model.scenarios())
        if (isPlan(other) && decideTheSame(model, other, scenario))
            return &other;
    return nullptr;
}

} // namespace tributary
