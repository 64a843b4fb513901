// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

namespace tributary {

namespace {

constexpr double weightTolerance = 1e-6;

/// What is missing in an intervention stops a run only where a scenario uses it.
Severity missingIn(const Validation& v, const Intervention& intervention) {
    for (const Scenario& scenario : v.model.scenarios())
        if (std::find(scenario.interventions.begin(), scenario.interventions.end(), intervention.id) !=
            scenario.interventions.end())
            return Severity::error;
    return Severity::warning;
}

bool isTarget(const Intervention& intervention, const GroupId& group) {
    const auto& targets = intervention.adoption.targets;
    return std::any_of(targets.begin(), targets.end(),
                       [&](const TargetGroup& target) { return target.group == group; });
}

template <class Costs>
void checkCosts(Validation& v, const std::string& owner, const Costs& costs) {
    std::set<std::string> ids;
    const int periods = v.model.settings().periods;
    for (const CostLine& cost : costs) {
        const std::string path = owner + "/cost/" + cost.id.text;
        if (!ids.insert(cost.id.text).second)
            v.error(path, fmt::format("{} has two costs `{}`.", v.called(owner), cost.id.text), "Give one another id.");
        if (!cost.amount) // a line that is being written: it costs nothing so far
            v.warning(path + "/amount", fmt::format("{} has no amount, so it is left out.", v.called(path)),
                      "Type what it costs.");
        if (cost.from < 0 || cost.to < 0)
            v.error(path + (cost.from < 0 ? "/from" : "/to"), fmt::format("{} has a period below 0.", v.called(path)),
                    "Type 0 or more.");
        else if (cost.from > periods)
            v.warning(
                path + "/from",
                fmt::format("{} begins in period {}, beyond the horizon of {}.", v.called(path), cost.from, periods),
                "Choose an earlier period, or more periods in the settings.");
        else if (cost.timing == CostTiming::everyPeriod && cost.to != 0 && cost.to < cost.from)
            v.error(path + "/to", fmt::format("{} ends in period {}, before it begins.", v.called(path), cost.to),
                    "Choose a later end, or 0 for the last period.");
    }
}

void checkTargets(Validation& v, const Intervention& intervention, const std::string& path, Severity missing) {
    const auto& targets = intervention.adoption.targets;
    if (targets.empty())
        v.add(missing, path + "/adoption/targets", fmt::format("{} has no target groups.", v.called(path)),
              "Choose whom it is for.");
    std::set<std::string> seen;
    for (const TargetGroup& target : targets) {
        const std::string at = path + "/adoption/ceiling/" + target.group.text;
        if (!v.model.groups().contains(target.group))
            v.error(at,
                    fmt::format("{} is for the group `{}`, which does not exist.", v.called(path), target.group.text),
                    "Choose another group.");
        else if (!seen.insert(target.group.text).second)
            v.error(at, fmt::format("{} names the same group twice.", v.called(at)), "Erase one of the two.");
        else if (!target.ceiling)
            v.warning(at, fmt::format("There is no {}: all its people may become active.", v.called(at)),
                      "Type the largest share of its people that will be active, as in 30/65/85 %.");
        if (target.mixing.empty())
            continue;
        const double sum = std::accumulate(target.mixing.begin(), target.mixing.end(), 0.0);
        const bool fits =
            target.mixing.size() == targets.size() && std::abs(sum - 1) <= weightTolerance &&
            std::all_of(target.mixing.begin(), target.mixing.end(), [](double weight) { return weight >= 0; });
        if (!fits)
            v.error(path + "/adoption/mixing/" + target.group.text,
                    fmt::format("The mixing weights of {} are {} that sum to {:.4g}.", target.group.text,
                                target.mixing.size(), sum),
                    fmt::format("Type {} weights of 0 or more that sum to 1, or none.", targets.size()));
    }
}

bool overlap(const Phase& a, const Phase& b) {
    const bool sameGroup = a.group == b.group || a.group.empty() || b.group.empty();
    const bool aReaches = a.to == 0 || a.to >= b.from;
    const bool bReaches = b.to == 0 || b.to >= a.from;
    return a.what == b.what && sameGroup && aReaches && bReaches;
}

void checkSchedule(Validation& v, const Intervention& intervention, const std::string& path) {
    const auto& schedule = intervention.adoption.schedule;
    const int periods = v.model.settings().periods;
    for (size_t i = 0; i < schedule.size(); ++i) {
        const Phase& phase = schedule[i];
        const auto kind = EnumNames<PhaseKind>::names[static_cast<size_t>(phase.what)];
        const std::string at =
            fmt::format("{}/adoption/{}/{}/{}", path, kind, phase.group.empty() ? "all" : phase.group.text, phase.from);
        if (!phase.group.empty() && !isTarget(intervention, phase.group))
            v.error(at + "/group", fmt::format("{} is for a group that is no target.", v.called(at)),
                    "Choose a target group.");
        if (!phase.value)
            v.error(at, fmt::format("{} has no value.", v.called(at)),
                    phase.what == PhaseKind::reach ? "Type a share, as in 40 %." : "Type a multiplier, as in 2.");
        if (phase.from < 1)
            v.error(at + "/from", fmt::format("{} starts in period {}.", v.called(at), phase.from),
                    "Let it start in period 1 or later.");
        else if (phase.to < 0 || (phase.to != 0 && phase.to < phase.from))
            v.error(at + "/to", fmt::format("{} runs from period {} to {}.", v.called(at), phase.from, phase.to),
                    "Let it end where it starts or later, or type 0 for the last period.");
        else if (phase.from > periods)
            v.warning(at + "/from", fmt::format("{} lies beyond the horizon of {} periods.", v.called(at), periods),
                      "Choose an earlier period, or more periods in the settings.");
        for (size_t j = 0; j < i; ++j)
            if (overlap(schedule[j], phase))
                v.add(schedule[j].from == phase.from && schedule[j].group == phase.group ? Severity::error
                                                                                         : Severity::warning,
                      at + "/from", fmt::format("{} overlaps with an earlier line of the schedule.", v.called(at)),
                      "Let one end before the other starts.");
    }
}

void checkEffect(Validation& v, const Intervention& intervention, const Effect& effect, const std::string& path,
                 Severity missing) {
    const std::string name = v.called(path);
    if (!findTarget(v.model, effect.target))
        v.error(path + "/target",
                fmt::format("{} acts on `{}`, which is no metric and no parameter of a process.", name, effect.target),
                "Choose what it acts on.");
    if (!effect.size)
        v.add(missing, path + "/size", fmt::format("{} has no size.", name),
              "Type its size at full adoption, as in -20% / -50% / -70%.");
    else if (const auto span = spanOf(v.model, *effect.size, unitOr("%"));
             span && effect.form == EffectForm::relative && span->low < -1 - 1e-9)
        v.warning(path + "/size",
                  fmt::format("{} may be {:.4g} %: it then takes away more than there is.", name, 100 * span->low),
                  "Type a change of -100 % at the most.");
    if (effect.participants.empty())
        v.add(missing, path + "/participants", fmt::format("{} names no group whose adoption counts.", name),
              "Choose its participants.");
    for (const auto* side : {&effect.participants, &effect.answerers}) {
        double sum = 0;
        const std::string at = path + (side == &effect.participants ? "/participants" : "/answerers");
        for (const Participant& participant : *side) {
            if (!isTarget(intervention, participant.group))
                v.error(at,
                        fmt::format("{} counts the adoption of `{}`, which is no target group of {}.", name,
                                    participant.group.text, intervention.name),
                        "Choose a target group.");
            sum += participant.weight.value_or(1);
            if (participant.weight && *participant.weight < 0)
                v.error(at, fmt::format("{} has a weight below 0.", name), "Type weights of 0 or more.");
        }
        if (!side->empty() && !(sum > 0))
            v.error(at, fmt::format("The weights of {} sum to 0.", name), "Give one of the groups a weight.");
    }
    if (effect.curve != CurveForm::linear && !effect.curveParameter)
        v.note(path + "/curve_parameter",
               fmt::format("The response curve of {} has no parameter: the usual one is taken.", name),
               "Type it, or choose the linear curve.");
    if (effect.curve == CurveForm::logistic && !(effect.midpoint > 0 && effect.midpoint < 1))
        v.error(path + "/midpoint",
                fmt::format("The logistic curve of {} has its midpoint at {:.4g}.", name, effect.midpoint),
                "Type one above 0 and below 1, as in 0.5.");
}

bool isGiven(const std::optional<Parameter>& rate) {
    if (!rate)
        return false;
    const Quantity* quantity = rate->quantity();
    return !quantity || !quantity->isConstant() || mostLikely(quantity->distribution()) != 0;
}

/// Tells what was typed for a roll-out that Bass in closed form has no place for.
void checkClosedForm(Validation& v, const Intervention& intervention, const std::string& path) {
    const Adoption& adoption = intervention.adoption;
    if (adoption.form != AdoptionForm::bass)
        return;
    std::vector<std::string_view> ignored;
    if (!adoption.schedule.empty())
        ignored.push_back("the schedule");
    if (isGiven(adoption.abandonment))
        ignored.push_back("abandonment");
    if (isGiven(adoption.turnover))
        ignored.push_back("turnover");
    if (std::any_of(adoption.targets.begin(), adoption.targets.end(),
                    [](const TargetGroup& target) { return !target.mixing.empty(); }))
        ignored.push_back("mixing");
    if (!ignored.empty())
        v.note(path + "/adoption/form",
               fmt::format("{} spreads by Bass in closed form, which leaves out: {}.", v.called(path),
                           fmt::join(ignored, ", ")),
               "Choose the multi-group form, or empty those fields.");
}

} // namespace

void checkInterventions(Validation& v) {
    for (const Intervention& intervention : v.model.interventions()) {
        const std::string path = "intervention/" + intervention.id.text;
        const Severity missing = missingIn(v, intervention);
        const Adoption& adoption = intervention.adoption;
        if (!adoption.p)
            v.add(missing, path + "/adoption/p",
                  fmt::format("{} has no innovation p, so nobody begins.", v.called(path)),
                  "Type one, as in 0.01/0.03/0.06 1/month.");
        if (!adoption.q)
            v.warning(path + "/adoption/q",
                      fmt::format("{} has no imitation q: nobody follows an example.", v.called(path)),
                      "Type one, as in 0.1/0.3/0.5 1/month, or 0.");
        if (adoption.start < 1)
            v.error(path + "/adoption/start",
                    fmt::format("The roll-out of {} starts in period {}.", v.called(path), adoption.start),
                    "Choose period 1 or later.");
        else if (adoption.start > v.model.settings().periods)
            v.warning(path + "/adoption/start",
                      fmt::format("The roll-out of {} starts beyond the horizon.", v.called(path)),
                      "Choose an earlier period, or more periods in the settings.");
        checkTargets(v, intervention, path, missing);
        checkSchedule(v, intervention, path);
        checkClosedForm(v, intervention, path);
        if (!(intervention.stall.ceilingFactor >= 0) || !(intervention.stall.abandonmentFactor >= 0))
            v.error(path +
                        (intervention.stall.ceilingFactor >= 0 ? "/stall/abandonment_factor" : "/stall/ceiling_factor"),
                    fmt::format("A factor of the stall of {} is below 0.", v.called(path)), "Type 0 or more.");
        checkCosts(v, path, intervention.costs);
        std::set<std::string> ids;
        for (const Effect& effect : intervention.effects) {
            const std::string at = path + "/effect/" + effect.id.text;
            if (!ids.insert(effect.id.text).second)
                v.error(at, fmt::format("{} has two effects `{}`.", v.called(path), effect.id.text),
                        "Give one another id.");
            checkEffect(v, intervention, effect, at, missing);
        }
    }
}

void checkScenarios(Validation& v) {
    for (const Scenario& scenario : v.model.scenarios()) {
        const std::string path = "scenario/" + scenario.id.text;
        std::set<std::string> seen;
        for (const InterventionId& id : scenario.interventions) {
            if (!v.model.interventions().contains(id))
                v.error(path + "/interventions",
                        fmt::format("{} uses the intervention `{}`, which does not exist.", v.called(path), id.text),
                        "Choose another one.");
            else if (!seen.insert(id.text).second)
                v.error(path + "/interventions",
                        fmt::format("{} uses {} twice.", v.called(path), v.called("intervention/" + id.text)),
                        "Take one of them out.");
        }
        checkOverrides(v, scenario);
        checkCosts(v, path, scenario.costs);
        for (const CostLine& cost : scenario.costs)
            if (cost.basis != CostBasis::fixed && scenario.interventions.empty())
                v.error(path + "/cost/" + cost.id.text + "/basis",
                        fmt::format("{} is a cost per person, but the scenario has no intervention.",
                                    v.called(path + "/cost/" + cost.id.text)),
                        "Make it a fixed cost, or add an intervention.");
        if (scenario.interventions.empty() && scenario.overrides.empty() && scenario.costs.empty())
            v.note(path, fmt::format("{} is the same as business as usual.", v.called(path)),
                   "Choose interventions, or what it changes.");
    }
}

} // namespace tributary
