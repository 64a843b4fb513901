// SPDX-License-Identifier: GPL-3.0-or-later
// Named edits: pure functions from a model to the edit that a person means, or to the reason why not. All rules of
// editing live here. An entity given with an empty id gets a fresh one; `addedId` tells which. Thread-safe.
#pragma once

#include "core/model/edit.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// The id of the first entity of its kind that an edit puts; empty if it puts none.
template <class Entity>
[[nodiscard]] auto addedId(const Edit& edit) -> decltype(Entity::id) {
    for (const Change& change : edit.changes)
        if (const auto* put = std::get_if<Put<Entity>>(&change))
            return put->entity->id;
    return {};
}

// Fields, by the names of paths: `estimate`, `evidence/grade`, `adoption/q`, `adoption/ceiling/mt`,
// `effect/e_loc/size`, `cost/licence/name`, `adoption/reach/mt/5/to`, `effect/e_loc/participants` (`mt, pt 45`).

/// Types `text` into a field of an entity. Refuses what the field cannot hold, ids that do not exist and loops without
/// delay; a name goes through rename, a parent through reparent. Edits of one field join while it is typed in.
[[nodiscard]] Result<Edit> setField(const Model& model, const EntityRef& entity, std::string_view field,
                                    std::string_view text);
/// Returns a field as text, as setField takes it.
[[nodiscard]] Result<std::string> fieldText(const Model& model, const EntityRef& entity, std::string_view field);

// Metrics

/// Adds a metric, last among its parent's children. Refuses an empty name, and a name or id that another one has.
[[nodiscard]] Result<Edit> addMetric(const Model& model, Metric metric);
/// Renames a metric or input, and the formulas that use its old name with it.
[[nodiscard]] Result<Edit> rename(const Model& model, const MetricId& id, std::string_view name);
[[nodiscard]] Result<Edit> rename(const Model& model, const InputId& id, std::string_view name);
/// Erases metrics with their links and measured values; children move up, overrides and correlations of them go. The
/// edit's label names what goes with them.
/// Refuses, and names them, where formulas or effects use one of the metrics.
[[nodiscard]] Result<Edit> eraseMetrics(const Model& model, const std::vector<MetricId>& ids);
/// Hangs a metric under another parent (empty: a root), last among its children, as moveMetrics does; nothing where it
/// hangs there already.
[[nodiscard]] Result<Edit> reparent(const Model& model, const MetricId& id, const MetricId& parent);

// Links and inputs

/// Adds a link; its metric becomes an influence that keeps what it had as its own baseline. Refuses a link to itself, a
/// second one between the same two, one into a process measure, and a loop without delay, naming its members.
[[nodiscard]] Result<Edit> addLink(const Model& model, Link link);
/// What is typed of a link: `0.5/1.3/2.5` or a formula over inputs; a number of periods and a time, or nothing.
struct LinkTexts {
    std::string elasticity;
    std::string delay{};
    std::string smoothing{};
};
/// Adds a link with what is typed of it, by the rules of addLink().
[[nodiscard]] Result<Edit> typeLink(const Model& model, const MetricId& driver, const MetricId& metric,
                                    const LinkTexts& texts);
[[nodiscard]] Result<Edit> eraseLink(const Model& model, const LinkId& id);
[[nodiscard]] Result<Edit> addInput(const Model& model, Input input);
/// Erases an input. Refuses, and names them, where formulas use it.
[[nodiscard]] Result<Edit> eraseInput(const Model& model, const InputId& id);

// Groups

[[nodiscard]] Result<Edit> addGroup(const Model& model, Group group);
/// Erases a group. Refuses where a process or an intervention uses it.
[[nodiscard]] Result<Edit> eraseGroup(const Model& model, const GroupId& id);

// Interventions, scenarios and their parts

[[nodiscard]] Result<Edit> addIntervention(const Model& model, Intervention intervention);
/// Erases an intervention; scenarios lose it, and overrides, correlations and guesses of it go.
[[nodiscard]] Result<Edit> eraseIntervention(const Model& model, const InterventionId& id);
[[nodiscard]] Result<Edit> addTarget(const Model& model, const InterventionId& id, const GroupId& group);
[[nodiscard]] Result<Edit> eraseTarget(const Model& model, const InterventionId& id, const GroupId& group);
[[nodiscard]] Result<Edit> addPhase(const Model& model, const InterventionId& id, Phase phase);
/// Erases phase `index` (from 0) of the schedule.
[[nodiscard]] Result<Edit> erasePhase(const Model& model, const InterventionId& id, size_t index);
[[nodiscard]] Result<Edit> addEffect(const Model& model, const InterventionId& id, Effect effect);
[[nodiscard]] Result<Edit> eraseEffect(const Model& model, const InterventionId& id, const EffectId& effect);
/// Adds a cost line to an intervention or a scenario.
[[nodiscard]] Result<Edit> addCost(const Model& model, const EntityRef& owner, CostLine cost);
[[nodiscard]] Result<Edit> eraseCost(const Model& model, const EntityRef& owner, const CostId& cost);
[[nodiscard]] Result<Edit> addScenario(const Model& model, Scenario scenario);
[[nodiscard]] Result<Edit> eraseScenario(const Model& model, const ScenarioId& id);
/// Sets what a scenario changes at `path`, in the words of an override: `24%`, `-5%`, `+2 points`, `= -5`.
[[nodiscard]] Result<Edit> setOverride(const Model& model, const ScenarioId& id, std::string_view path,
                                       std::string_view text);
[[nodiscard]] Result<Edit> clearOverride(const Model& model, const ScenarioId& id, std::string_view path);

// Pins: the quantities that stand as sliders, and the headlines beside the NPV

inline constexpr size_t mostPins = 6;
/// Pins a quantity, last. Refuses a formula, an empty field, and more pins than have room.
[[nodiscard]] Result<Edit> pinQuantity(const Model& model, std::string_view path);
[[nodiscard]] Result<Edit> unpinQuantity(const Model& model, std::string_view path);
/// Lists the pinned quantities that exist as such, in their order.
[[nodiscard]] std::vector<std::string> pinnedQuantities(const Model& model);

/// A headline that is told beside the NPV: another one of the chosen scenario, or a metric in the period that is shown.
struct PinnedHeadline {
    enum class Kind { hardNpv, chanceOfLoss, payback, roi, irr, metric };

    Kind kind = Kind::payback;
    MetricId metric; ///< of Kind::metric

    /// Reads `headline/npv_hard`, `headline/chance_of_loss`, `headline/payback`, `headline/roi`, `headline/irr` or
    /// `metric/ID`; none for any other text.
    [[nodiscard]] static std::optional<PinnedHeadline> parse(std::string_view path);
    /// Writes what parse reads.
    [[nodiscard]] std::string path() const;

    friend bool operator==(const PinnedHeadline&, const PinnedHeadline&) = default;
};

inline constexpr size_t mostHeadlines = 3;
/// Pins a headline, last. Refuses a metric that does not exist, and more than have room.
[[nodiscard]] Result<Edit> pinHeadline(const Model& model, const PinnedHeadline& headline);
[[nodiscard]] Result<Edit> unpinHeadline(const Model& model, const PinnedHeadline& headline);
/// Lists the pinned headlines that there are, in their order.
[[nodiscard]] std::vector<PinnedHeadline> pinnedHeadlines(const Model& model);

// Correlations

[[nodiscard]] Result<Edit> addCorrelation(const Model& model, Correlation correlation);
[[nodiscard]] Result<Edit> eraseCorrelation(const Model& model, const CorrelationId& id);

} // namespace tributary
