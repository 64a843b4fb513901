// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/catalogue.h"
#include "core/model/edits.h"
#include "core/model/free_name.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

constexpr std::string_view dollars = "USD";

/// Puts the model's currency in the place of dollars, one for one, and notes that nothing was converted.
Result<void> inCurrency(CostLine& cost, const std::string& currency) {
    if (!cost.amount || currency == dollars)
        return {};
    std::string text = cost.amount->text();
    const size_t at = text.find(dollars);
    if (at == std::string::npos)
        return {};
    text.replace(at, dollars.size(), currency);
    auto amount = Parameter::parse(text);
    if (!amount)
        return tl::unexpected(amount.error());
    cost.amount = std::move(*amount);
    cost.evidence.note += fmt::format("{}The figure is in {}, taken over one for one: check it.",
                                      cost.evidence.note.empty() ? "" : " ", dollars);
    return {};
}

Result<void> addGroups(const Model& model, const CatalogueEntry& entry, const std::vector<GroupId>& groups,
                       Intervention& intervention) {
    for (const GroupId& id : groups) {
        if (!model.groups().contains(id))
            return fail(fmt::format("There is no group `{}`.", id.text));
        TargetGroup target;
        target.group = id;
        target.ceiling = entry.ceiling;
        intervention.adoption.targets.push_back(std::move(target));
    }
    const Group* payer = groups.empty() ? nullptr : model.groups().find(groups.front());
    for (CostLine& cost : intervention.costs) {
        if (auto converted = inCurrency(cost, model.settings().currency); !converted)
            return converted;
        if (!payer || std::ranges::find(entry.rateOfGroup, cost.id) == entry.rateOfGroup.end())
            continue;
        auto rate = Parameter::parse(payer->hourlyCost.text());
        if (!rate)
            return tl::unexpected(rate.error());
        cost.hourlyRate = std::move(*rate);
        cost.evidence.note += fmt::format("{}Paid at the rate of {}.", cost.evidence.note.empty() ? "" : " ",
                                          payer->name.empty() ? payer->id.text : payer->name);
    }
    return {};
}

/// Keeps the effects that have a target.
Result<void> aimEffects(const Model& model, const CatalogueEntry& entry, const CatalogueChoice& choice,
                        Intervention& intervention) {
    std::vector<Effect> aimed;
    for (Effect& effect : intervention.effects) {
        const auto target = choice.targets.find(effect.id);
        if (target == choice.targets.end() || target->second.empty())
            continue;
        if (!findTarget(model, target->second))
            return fail(
                fmt::format("There is no metric or process parameter `{}` for the effect to act on.", target->second));
        effect.target = target->second;
        for (const GroupId& group : choice.groups)
            effect.participants.push_back({group, {}});
        if (entry.twoSided)
            effect.answerers = effect.participants;
        aimed.push_back(std::move(effect));
    }
    intervention.effects = std::move(aimed);
    return {};
}

} // namespace

bool canActOn(const Effect& effect, std::string_view unit) {
    if (effect.form == EffectForm::relative || !effect.size)
        return true;
    const auto field = parseUnit(unit.empty() ? "1" : unit);
    if (!field)
        return false;
    const bool share = effect.size->unit() && unit == "%";
    return effect.size->unit() ? share || (unit != "%" && factorTo(*effect.size, *field).has_value()) : unit != "%";
}

Result<Edit> addFromCatalogue(const Model& model, const Catalogue& catalogue, std::string_view id,
                              const CatalogueChoice& choice) {
    const CatalogueEntry* entry = catalogue.entry(id);
    if (!entry)
        return fail(fmt::format("The catalogue has no `{}`.", id));
    Intervention intervention = entry->intervention;
    intervention.id = {};
    intervention.name = choice.name.empty() ? freeName<Intervention, Scenario>(model, intervention.name) : choice.name;
    if (auto done = addGroups(model, *entry, choice.groups, intervention); !done)
        return tl::unexpected(done.error());
    if (auto done = aimEffects(model, *entry, choice, intervention); !done)
        return tl::unexpected(done.error());
    auto edit = addIntervention(model, std::move(intervention));
    if (!edit || choice.scenario == OwnScenario::none)
        return edit;
    Scenario scenario;
    scenario.name =
        freeName<Intervention, Scenario>(model, choice.name.empty() ? entry->intervention.name : choice.name);
    scenario.interventions.push_back(addedId<Intervention>(*edit));
    const auto with = addScenario(model, std::move(scenario));
    if (!with)
        return with;
    edit->changes.insert(edit->changes.end(), with->changes.begin(), with->changes.end());
    return edit;
}

} // namespace tributary
