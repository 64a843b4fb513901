// SPDX-License-Identifier: GPL-3.0-or-later
// Quantity paths: every quantity of a model by a path of ids and field names, as in `metric/L2/estimate`,
// `process/restore/task/T8/touch` or `intervention/parts-exchange/adoption/ceiling/mt`. Correlations, overrides, pins,
// effects and messages use them. Thread-safe: no state.
#pragma once

#include "core/model/edit.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// Whether the nouns of a typed unit must be the field's, or are the typist's (`12 USD/user/month`, `10
/// breakdown/day`).
enum class Labels { fixed, free };

/// A place of the model that holds a quantity. Pointers live as long as the model's entity.
struct QuantitySite {
    std::string path;
    const Quantity* quantity = nullptr; ///< null where the field is empty or holds a formula
    const Formula* formula = nullptr;   ///< null where the field is empty or holds a quantity
    /// The field's unit: what a number without a unit of its own is in. Shares have `%`, also those per year (drift,
    /// discount rate, inflation); rates of adoption `1/month`; recurrent costs are per month.
    std::string unit;
    Labels labels = Labels::fixed;

    [[nodiscard]] bool empty() const { return !quantity && !formula; }
};

/// Visits every field that holds a quantity or a formula in the place of one, in the order of the entities; fields that
/// are empty are left out.
void forEachQuantity(const Model& model, const std::function<void(const QuantitySite&)>& visit);
/// Visits those of one entity.
void forEachQuantityOf(const Model& model, const EntityRef& entity,
                       const std::function<void(const QuantitySite&)>& visit);

/// Finds the place that a path names, empty fields too (`.../overrun` before anything is typed); none if there is none.
[[nodiscard]] std::optional<QuantitySite> findQuantity(const Model& model, std::string_view path);

/// Returns the edit that types `text` into a quantity's field; an empty text empties a field that may be empty.
[[nodiscard]] Result<Edit> setQuantity(const Model& model, std::string_view path, std::string_view text);
/// Returns the model with the whole quantity at `path` replaced, as an override by a value does.
[[nodiscard]] Result<Model> withQuantity(const Model& model, std::string_view path, const Quantity& quantity);

/// What an override means: part of the plan (the scenario's alone), or a belief (business as usual's as well).
enum class OverrideKind { plan, belief };
/// Tells what an override of the quantity at `path` is: plan for a metric's estimate and for parameters of a process.
[[nodiscard]] OverrideKind overrideKind(std::string_view path);

/// What an effect moves: a metric's value, or a parameter of a process.
struct EffectTarget {
    const Metric* metric = nullptr;        ///< null for a process parameter
    std::optional<QuantitySite> parameter; ///< of a process; none for a metric
    std::string unit;                      ///< of the metric or the parameter
};
/// Finds what the target path of an effect names (`metric/L2`, `process/restore/task/T8/touch`); none if nothing.
[[nodiscard]] std::optional<EffectTarget> findTarget(const Model& model, std::string_view path);

/// The parts of a path between its slashes; they look into `path`.
[[nodiscard]] std::vector<std::string_view> segmentsOf(std::string_view path);
/// The entity that a path lies in, whether it exists or not: `metric/L2/estimate` gives metric L2. None where the path
/// has no kind of entity in front.
[[nodiscard]] std::optional<EntityRef> entityOf(std::string_view path);
/// The path of an entity: `metric/L2`, `settings`.
[[nodiscard]] std::string pathOf(const EntityRef& entity);
/// Tells whether an entity exists.
[[nodiscard]] bool exists(const Model& model, const EntityRef& entity);
/// The name of a metric, else its id.
[[nodiscard]] std::string metricName(const Model& model, const MetricId& id);
/// Says what a path names in words for a person: `Time to locate a part: estimate`. An unknown path is returned as is.
[[nodiscard]] std::string readableName(const Model& model, std::string_view path);

/// Names a phase among those of its adoption: `reach/all/1`.
[[nodiscard]] std::string phasePath(const Phase& phase);

} // namespace tributary
