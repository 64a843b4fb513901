// SPDX-License-Identifier: GPL-3.0-or-later
// Intervention: a social tool put to use: for whom, how it spreads, what it costs and what it does at full adoption.
#pragma once

#include "core/model/cost_line.h"

#include <vector>

namespace tributary {

enum class ToolKind {
    openNetwork,
    expertFinder,
    knowledgeBase,
    exceptionRoom,
    socialListening,
    customerCommunity,
    ideaPlatform,
    aiAssistant,
    other
};
/// multiGroupBass: hazards with mixing, reach, boosts, abandonment; bass: the closed form, p and q alone.
enum class AdoptionForm { multiGroupBass, bass };
enum class PhaseKind { reach, boost };
/// relative: target * (1 + size * share); inUnits: target + size * share, before the relative ones.
enum class EffectForm { relative, inUnits };
enum class CurveForm { linear, power, logistic, saturating };

template <>
struct EnumNames<ToolKind> {
    static constexpr std::array<std::string_view, 9> names{"open_network",   "expert_finder",    "knowledge_base",
                                                           "exception_room", "social_listening", "customer_community",
                                                           "idea_platform",  "ai_assistant",     "other"};
};
template <>
struct EnumNames<AdoptionForm> {
    static constexpr std::array<std::string_view, 2> names{"multi_group_bass", "bass"};
};
template <>
struct EnumNames<PhaseKind> {
    static constexpr std::array<std::string_view, 2> names{"reach", "boost"};
};
template <>
struct EnumNames<EffectForm> {
    static constexpr std::array<std::string_view, 2> names{"relative", "in_units"};
};
template <>
struct EnumNames<CurveForm> {
    static constexpr std::array<std::string_view, 4> names{"linear", "power", "logistic", "saturating"};
};

/// A group that the tool is for.
struct TargetGroup {
    GroupId group;
    std::optional<Quantity> ceiling;   ///< largest active share of headcount [%]
    std::optional<Quantity> champions; ///< people active from the start
    std::vector<double>
        mixing; ///< weights of the target groups' example, in their order; empty: 0.7 own, rest by headcount

    friend bool operator==(const TargetGroup&, const TargetGroup&) = default;
    static constexpr auto fields() {
        return std::tuple{numbers("group", &TargetGroup::group), numbers("ceiling", &TargetGroup::ceiling),
                          numbers("champions", &TargetGroup::champions), numbers("mixing", &TargetGroup::mixing)};
    }
};

/// Reach (share of the ceiling that can be reached) or training boost (multiplier on p) of a group over some periods.
struct Phase {
    PhaseKind what = PhaseKind::reach;
    GroupId group; ///< empty: all target groups
    int from = 1;
    int to = 0; ///< 0: to the end
    std::optional<Quantity> value;

    friend bool operator==(const Phase&, const Phase&) = default;
    static constexpr auto fields() {
        return std::tuple{numbers("what", &Phase::what), numbers("group", &Phase::group), numbers("from", &Phase::from),
                          numbers("to", &Phase::to), numbers("value", &Phase::value)};
    }
};

struct Adoption {
    AdoptionForm form = AdoptionForm::multiGroupBass;
    int start = 1;                        ///< period in which the roll-out starts
    std::optional<Parameter> p;           ///< coefficient of innovation, per time
    std::optional<Parameter> q;           ///< coefficient of imitation, per time
    std::optional<Parameter> abandonment; ///< rate of leaving, per time
    std::optional<Parameter> turnover;    ///< staff turnover, per time; adds to abandonment
    std::vector<TargetGroup> targets;
    std::vector<Phase> schedule;

    friend bool operator==(const Adoption&, const Adoption&) = default;
    static constexpr auto fields() {
        return std::tuple{numbers("form", &Adoption::form),
                          numbers("start", &Adoption::start),
                          numbers("p", &Adoption::p),
                          numbers("q", &Adoption::q),
                          numbers("abandonment", &Adoption::abandonment),
                          numbers("turnover", &Adoption::turnover),
                          numbers("targets", &Adoption::targets),
                          numbers("schedule", &Adoption::schedule)};
    }
};

/// The regime in which a roll-out stalls: one Bernoulli draw a trial.
struct Stall {
    std::optional<Quantity> probability;
    double ceilingFactor = 0.35;    ///< multiplies every ceiling
    double abandonmentFactor = 2.5; ///< multiplies the rate of leaving

    friend bool operator==(const Stall&, const Stall&) = default;
    static constexpr auto fields() {
        return std::tuple{numbers("probability", &Stall::probability), numbers("ceiling_factor", &Stall::ceilingFactor),
                          numbers("abandonment_factor", &Stall::abandonmentFactor)};
    }
};

struct Participant {
    GroupId group;
    std::optional<double> weight; ///< headcount where empty

    friend bool operator==(const Participant&, const Participant&) = default;
    static constexpr auto fields() {
        return std::tuple{numbers("group", &Participant::group), numbers("weight", &Participant::weight)};
    }
};

struct Effect {
    EffectId id;
    std::string name;
    std::string target; ///< path of a metric (`metric/L2`) or of a process parameter (`process/restore/task/T8/touch`)
    EffectForm form = EffectForm::relative;
    std::optional<Quantity> size;          ///< at full adoption: relative (-50%), or in the target's unit
    std::optional<Quantity> noEffect;      ///< chance that the effect does nothing
    std::vector<Participant> participants; ///< whose adoption counts: a weighted mean
    std::vector<Participant> answerers;    ///< not empty: both sides; participants ask, these answer
    CurveForm curve = CurveForm::power;
    std::optional<Parameter> curveParameter; ///< power: exponent; logistic: steepness; saturating: rate
    double midpoint = 0.25;                  ///< of the logistic curve
    std::optional<Quantity> learningDelay;   ///< time constant of the first-order lag
    std::string notes;
    Evidence evidence;

    friend bool operator==(const Effect&, const Effect&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Effect::name),
                          numbers("target", &Effect::target),
                          numbers("form", &Effect::form),
                          numbers("size", &Effect::size),
                          numbers("no_effect", &Effect::noEffect),
                          numbers("participants", &Effect::participants),
                          numbers("answerers", &Effect::answerers),
                          numbers("curve", &Effect::curve),
                          numbers("curve_parameter", &Effect::curveParameter),
                          numbers("midpoint", &Effect::midpoint),
                          numbers("learning_delay", &Effect::learningDelay),
                          words("notes", &Effect::notes),
                          words("evidence", &Effect::evidence)};
    }
};

struct Intervention {
    static constexpr std::string_view kind = "intervention";

    InterventionId id;
    std::string name;
    ToolKind tool = ToolKind::other;
    Adoption adoption;
    Stall stall;
    std::vector<CostLine> costs;
    std::vector<Effect> effects;
    std::string notes;
    Evidence evidence;

    friend bool operator==(const Intervention&, const Intervention&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Intervention::name),
                          words("tool", &Intervention::tool),
                          numbers("adoption", &Intervention::adoption),
                          numbers("stall", &Intervention::stall),
                          numbers("costs", &Intervention::costs),
                          numbers("effects", &Intervention::effects),
                          words("notes", &Intervention::notes),
                          words("evidence", &Intervention::evidence)};
    }
};

} // namespace tributary
