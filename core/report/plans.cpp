// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/plans.h"

#include "core/model/beliefs.h"
#include "core/model/scenario_order.h"
#include "core/report/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <vector>

namespace tributary {

namespace {

bool uses(const Scenario& scenario, const InterventionId& id) {
    return std::ranges::find(scenario.interventions, id) != scenario.interventions.end();
}

Standing standingIn(const Scenario& scenario) {
    const bool alone = scenario.interventions.size() == 1 && scenario.overrides.empty() && scenario.costs.empty();
    return alone ? Standing::alone : Standing::withOthers;
}

/// The most likely value of a quantity in the unit of its field.
double likely(const Quantity& quantity, std::string_view unit) {
    const auto field = parseUnit(unit);
    const auto distribution = field ? distributionIn(quantity, *field) : fail("");
    return distribution ? mostLikely(*distribution) : 0.0;
}

std::string tenths(double share) {
    static constexpr std::string_view words[] = {"hardly anyone", "one in ten",  "two in ten", "three in ten",
                                                 "four in ten",   "five in ten", "six in ten", "seven in ten",
                                                 "eight in ten",  "nine in ten", "nearly all"};
    return std::string(words[static_cast<size_t>(std::lround(10 * std::clamp(share, 0.0, 1.0)))]);
}

std::string listed(const std::vector<std::string>& parts) {
    std::string text;
    for (size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return text;
}

} // namespace

std::optional<InterventionPlace> placeOf(const Model& model, const InterventionId& id) {
    std::optional<InterventionPlace> place;
    for (const Scenario& scenario : model.scenarios()) {
        if (!uses(scenario, id))
            continue;
        if (standingIn(scenario) == Standing::alone)
            return InterventionPlace{scenario.id, Standing::alone};
        if (!place)
            place = InterventionPlace{scenario.id, Standing::withOthers};
    }
    return place;
}

std::optional<InterventionPlace> placeOf(const Model& model, const InterventionId& id, const ScenarioId& preferred) {
    if (const Scenario* scenario = model.scenarios().find(preferred); scenario && uses(*scenario, id))
        return InterventionPlace{preferred, standingIn(*scenario)};
    return placeOf(model, id);
}

double peopleOf(const Model& model, const Intervention& intervention) {
    double people = 0;
    for (const TargetGroup& target : intervention.adoption.targets)
        if (const Group* group = model.groups().find(target.group))
            people += likely(group->headcount, "person");
    return people;
}

std::string adoptionFinding(const ScenarioResults& sampled, const InterventionId& id) {
    // Groups of one share are said together, the largest share first.
    std::map<long, std::vector<std::string>, std::greater<>> groups;
    std::set<InterventionId> rollouts;
    for (const AdoptionResults& group : sampled.adoption) {
        rollouts.insert(group.intervention);
        if (group.intervention == id && !group.active.empty() && std::isfinite(group.active.back().p50))
            groups[std::lround(10 * group.active.back().p50)].push_back(group.groupName);
    }
    if (groups.empty())
        return {};
    std::vector<std::string> parts;
    for (const auto& [tenth, names] : groups)
        parts.push_back(fmt::format("{} of {}", tenths(static_cast<double>(tenth) / 10), listed(names)));
    const std::string text = fmt::format("At the median, {} are active in the end", listed(parts));
    const auto stalled = std::ranges::count(sampled.stalled, std::uint8_t{1});
    if (stalled == 0)
        return text + ".";
    return fmt::format("{}; {} {} stalls.", text,
                       howOften(static_cast<double>(stalled) / static_cast<double>(sampled.stalled.size())),
                       rollouts.size() > 1 ? "one of the roll-outs" : "the roll-out");
}

ScenarioOrder plansFirst(const Model& model, const Results& results) {
    ScenarioOrder order;
    for (const Scenario* scenario : scenariosInOrder(model))
        if (const ScenarioResults* found = results.find(scenario->id))
            (isPlan(*scenario) ? order.plans : order.beliefs).push_back(found);
    for (const ScenarioResults& each : results.scenarios)
        if (!model.scenarios().contains(each.id))
            order.plans.push_back(&each);
    return order;
}

bool hasNpv(const ScenarioResults& scenario) { return !scenario.npvTrials.empty() && std::isfinite(scenario.npv.p50); }

ScenarioOrder withNpv(ScenarioOrder order) {
    for (std::vector<const ScenarioResults*>* scenarios : {&order.plans, &order.beliefs})
        std::erase_if(*scenarios, [](const ScenarioResults* each) { return !hasNpv(*each); });
    return order;
}

std::string beliefWords(const Model& model, const ScenarioId& id) {
    const Scenario* scenario = model.scenarios().find(id);
    if (!scenario || isPlan(*scenario))
        return {};
    if (decideTheSame(model, *scenario, Scenario{}))
        return "another belief about business as usual";
    const Scenario* plan = planOf(model, *scenario);
    if (!plan)
        return "a plan under another belief";
    return fmt::format("another belief about \u201c{}\u201d", plan->name.empty() ? plan->id.text : plan->name);
}

} // namespace tributary
