// SPDX-License-Identifier: GPL-3.0-or-later
// From a scenario's interventions to active shares, shares of effects, and costs.
#include "core/engine/visited_numbers.h"
#include "core/engine/world.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_span.h"

#include <fmt/format.h>

namespace tributary {

namespace {

/// Own group's weight where no mixing is given; the others share the rest by headcount.
constexpr double ownMixing = 0.7;
/// Steepness of a critical mass, rate of saturation and exponent where none is given.
constexpr double usualSteepness = 12;
constexpr double usualSaturation = 2;
constexpr double usualExponent = 1.3;

ResponseShape shapeOf(CurveForm form) {
    switch (form) {
    case CurveForm::linear:
        return ResponseShape::linear;
    case CurveForm::power:
        return ResponseShape::power;
    case CurveForm::logistic:
        return ResponseShape::logistic;
    case CurveForm::saturating:
        break;
    }
    return ResponseShape::saturating;
}

double usualParameter(CurveForm form) {
    switch (form) {
    case CurveForm::logistic:
        return usualSteepness;
    case CurveForm::saturating:
        return usualSaturation;
    default:
        return usualExponent;
    }
}

bool isIn(const Phase& phase, const GroupId& group, int period) {
    return (phase.group.empty() || phase.group == group) && period >= phase.from &&
           (phase.to == 0 || period <= phase.to);
}

/// The most likely headcount of a group in a scenario; 0 where it is not known.
double mostLikelyPeople(const Model& model, const Scenario& scenario, const GroupId& id) {
    const auto headcount = spanIn(model, &scenario, "group/" + id.text + "/headcount");
    return headcount ? headcount->likely : 0;
}

/// Weights of the target groups' example, row by row; every row sums to 1.
std::vector<double> mixingOf(const Model& model, const Scenario& scenario, const std::vector<TargetGroup>& targets) {
    std::vector<double> people;
    for (const TargetGroup& target : targets)
        people.push_back(mostLikelyPeople(model, scenario, target.group));
    std::vector<double> mixing;
    for (size_t g = 0; g < targets.size(); ++g) {
        std::vector<double> row = targets[g].mixing;
        if (row.size() != targets.size()) {
            double others = 0;
            for (size_t h = 0; h < targets.size(); ++h)
                others += h == g ? 0 : people[h];
            row.assign(targets.size(), 0.0);
            for (size_t h = 0; h < targets.size(); ++h)
                row[h] = h == g ? (others > 0 ? ownMixing : 1) : others > 0 ? (1 - ownMixing) * people[h] / others : 0;
        }
        mixing.insert(mixing.end(), row.begin(), row.end());
    }
    return mixing;
}

} // namespace

void World::compileRollout(const Intervention& intervention) {
    CompiledRollout compiled;
    compiled.intervention = &intervention;
    const std::string at = "intervention/" + intervention.id.text;
    if (shared_.effectShares == EffectShares::any) {
        for (const Effect& effect : intervention.effects)
            compileEffect(intervention, effect, compiled);
        return;
    }
    compiled.stalled = builder_.event(at + "/stall/event", value(at + "/stall/probability"));
    compileTargets(intervention, compiled);
    for (const Effect& effect : intervention.effects)
        compileEffect(intervention, effect, compiled);
    rollouts_.push_back(std::move(compiled));
}

void World::compileTargets(const Intervention& intervention, CompiledRollout& compiled) {
    const Adoption& adoption = intervention.adoption;
    const std::string at = "intervention/" + intervention.id.text + "/adoption";
    const Register one = builder_.constant(1);
    Rollout rollout{adoption.form, adoption.start, {}, mixingOf(shared_.model, scenario_, adoption.targets)};
    for (const TargetGroup& target : adoption.targets) {
        const Register headcount = value("group/" + target.group.text + "/headcount");
        compiled.headcount[target.group] = headcount;
        // Rates per hour come as base units; adoption counts in months.
        const auto perMonth = [&](const std::string& field) {
            return builder_.scale(value(at + "/" + field), hoursPerMonth);
        };
        const auto stalledBy = [&](double factor) {
            return builder_.select(compiled.stalled, builder_.constant(factor), one);
        };
        Rollout::Group group;
        group.p = perMonth("p");
        group.q = perMonth("q");
        group.abandonment =
            builder_.add(builder_.multiply(perMonth("abandonment"), stalledBy(intervention.stall.abandonmentFactor)),
                         perMonth("turnover"));
        group.ceiling = builder_.multiply(value(at + "/ceiling/" + target.group.text, 1),
                                          stalledBy(intervention.stall.ceilingFactor));
        const Register champions = value(at + "/champions/" + target.group.text);
        group.initial = builder_.constantIn(champions) == 0.0 ? champions : builder_.divide(champions, headcount);
        for (int period = adoption.start; period <= shared_.model.settings().periods; ++period) {
            Register reach = one;
            Register boost = one;
            for (const Phase& phase : adoption.schedule)
                if (phase.value && isIn(phase, target.group, period))
                    (phase.what == PhaseKind::reach ? reach : boost) = value(at + "/" + phasePath(phase), 1);
            group.reach.push_back(reach);
            group.boost.push_back(boost);
        }
        rollout.groups.push_back(std::move(group));
    }
    std::vector<char> startsWithSome;
    for (const Rollout::Group& group : rollout.groups)
        startsWithSome.push_back(builder_.constantIn(group.initial) != 0.0);
    const std::uint32_t index = builder_.rollout(std::move(rollout));
    for (size_t g = 0; g < adoption.targets.size(); ++g) {
        const Register active = builder_.active(index, static_cast<std::uint32_t>(g));
        // Those who start count from the first period on: effects start from nothing.
        compiled.active[adoption.targets[g].group] =
            startsWithSome[g] ? builder_.window(active, adoption.start, shared_.model.settings().periods) : active;
    }
}

Register World::participation(const std::vector<Participant>& participants, const CompiledRollout& compiled) {
    Register sum = builder_.constant(0);
    Register weights = builder_.constant(0);
    for (const Participant& participant : participants) {
        const auto active = compiled.active.find(participant.group);
        const Register weight = participant.weight ? builder_.constant(*participant.weight)
                                                   : value("group/" + participant.group.text + "/headcount");
        weights = builder_.add(weights, weight);
        if (active != compiled.active.end())
            sum = builder_.add(sum, builder_.multiply(weight, active->second));
    }
    return participants.empty() ? sum : builder_.divide(sum, weights);
}

void World::compileEffect(const Intervention& intervention, const Effect& effect, CompiledRollout& compiled) {
    const std::string at = "intervention/" + intervention.id.text + "/effect/" + effect.id.text;
    if (!findTarget(shared_.model, effect.target)) {
        shared_.fail(at, fmt::format("the effect's target {} does not exist", effect.target),
                     "Choose a metric or a parameter of a process.");
        return;
    }
    const Register share = shared_.effectShares == EffectShares::any
                               ? builder_.draw(at + std::string(shareEnd), Uniform{0, 1})
                               : shareOf(effect, at, compiled);
    compiled.share[effect.id] = share;

    const Register fails = builder_.event(at + "/no_effect/event", value(at + "/no_effect"));
    Register size = builder_.select(fails, builder_.constant(0), value(at + "/size"));
    if (shared_.switches == Switches::effects)
        size = builder_.select(builder_.event(at + "//event", builder_.constant(0.5)), size, builder_.constant(0));
    effects_[effect.target].push_back({at, effect.form, size, share});
}

/// The share of an effect that adoption brings; `at` is its path.
Register World::shareOf(const Effect& effect, const std::string& at, const CompiledRollout& compiled) {
    // A single group's share is taken as it is, so that no rounding comes between.
    const auto side = [&](const std::vector<Participant>& participants) {
        const bool alone = participants.size() == 1 && compiled.active.contains(participants.front().group);
        return alone ? compiled.active.at(participants.front().group) : participation(participants, compiled);
    };
    const Register ask = side(effect.participants);
    const Register taking = effect.answerers.empty() ? ask : builder_.bothSides(ask, side(effect.answerers), 0.5);
    const Register target =
        builder_.response(shapeOf(effect.curve), taking, value(at + "/curve_parameter", usualParameter(effect.curve)),
                          builder_.constant(effect.midpoint));
    const Register delay = builder_.scale(value(at + "/learning_delay"), 1 / hoursPerMonth);
    return builder_.smooth(target, delay, 1, 0.0);
}

CompiledCosts World::costs() {
    CompiledCosts sum{builder_.constant(0), builder_.constant(0)};
    std::vector<const CompiledRollout*> all;
    for (const CompiledRollout& rollout : rollouts_) {
        all.push_back(&rollout);
        addCosts("intervention/" + rollout.intervention->id.text, rollout.intervention->costs, {&rollout}, sum);
    }
    addCosts("scenario/" + scenario_.id.text, scenario_.costs, all, sum);
    return sum;
}

Register World::seats(const std::vector<const CompiledRollout*>& targets) {
    std::map<GroupId, Register> headcounts; // a group has its seats once, however many tools it gets
    for (const CompiledRollout* target : targets)
        headcounts.insert(target->headcount.begin(), target->headcount.end());
    Register sum = builder_.constant(0);
    for (const auto& [group, headcount] : headcounts)
        sum = builder_.add(sum, headcount);
    return sum;
}

Register World::users(const std::vector<const CompiledRollout*>& targets) {
    Register sum = builder_.constant(0);
    for (const CompiledRollout* target : targets)
        for (const auto& [group, headcount] : target->headcount)
            sum = builder_.add(sum, builder_.multiply(headcount, target->active.at(group)));
    return sum;
}

void World::addCosts(const std::string& owner, const std::vector<CostLine>& lines,
                     const std::vector<const CompiledRollout*>& targets, CompiledCosts& sum) {
    const Timeline timeline = shared_.model.settings().timeline();
    for (const CostLine& line : lines) {
        const std::string at = owner + "/cost/" + line.id.text;
        Register amount = value(at + "/amount");
        if (line.hourlyRate || isGiven(at + "/hourly_rate"))
            amount = builder_.multiply(amount, value(at + "/hourly_rate"));
        amount = builder_.multiply(amount, value(at + "/overrun", 1));
        amount = builder_.multiply(amount, value(at + "/realisation", 1));
        if (line.basis != CostBasis::fixed) {
            amount = builder_.multiply(amount, line.basis == CostBasis::perSeat ? seats(targets) : users(targets));
        }
        if (line.timing == CostTiming::everyPeriod)
            amount = builder_.scale(amount, timeline.hours());
        if (line.inflated)
            amount = builder_.multiply(amount, builder_.grow(value("settings/inflation")));
        const int from = line.timing == CostTiming::once ? line.from : std::max(line.from, 1);
        const int to = line.timing == CostTiming::once ? line.from : line.to == 0 ? timeline.periods : line.to;
        amount = builder_.window(amount, from, to);
        sum.all = builder_.add(sum.all, amount);
        if (line.hard)
            sum.hard = builder_.add(sum.hard, amount);
    }
}

} // namespace tributary
