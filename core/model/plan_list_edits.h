// SPDX-License-Identifier: GPL-3.0-or-later
// Named edits of the lists that a plan is made of: copies, what a scenario takes, and the order of lines. Pure
// functions, as those of edits.h.
#pragma once

#include "core/model/edits.h"

namespace tributary {

/// Adds a copy under a name of its own: "Name, copy", numbered where that is taken.
[[nodiscard]] Result<Edit> duplicateScenario(const Model& model, const ScenarioId& id);
/// Adds a copy of an intervention; no scenario uses it yet.
[[nodiscard]] Result<Edit> duplicateIntervention(const Model& model, const InterventionId& id);

enum class Use { leaves, takes };
/// Lets a scenario take an intervention or leave it.
[[nodiscard]] Result<Edit> useIntervention(const Model& model, const ScenarioId& scenario, const InterventionId& id,
                                           Use use);

/// Moves an effect, or a cost line, `step` places down its list; up where it is below 0.
[[nodiscard]] Result<Edit> moveEffect(const Model& model, const InterventionId& id, const EffectId& effect, int step);
[[nodiscard]] Result<Edit> moveCost(const Model& model, const EntityRef& owner, const CostId& cost, int step);

} // namespace tributary
