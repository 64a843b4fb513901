// SPDX-License-Identifier: GPL-3.0-or-later
// Plans: what a run says of an intervention by itself: in which scenario it is seen, for how many people it is, and how
// many of them take it up; and which scenarios are plans beside each other. Pure functions.
#pragma once

#include "core/engine/results.h"
#include "core/model/model.h"

#include <optional>
#include <string>
#include <vector>

namespace tributary {

/// Whether a scenario holds an intervention and nothing else.
enum class Standing { alone, withOthers };

/// The scenario in which an intervention is seen.
struct InterventionPlace {
    ScenarioId scenario;
    Standing standing = Standing::alone;

    friend bool operator==(const InterventionPlace&, const InterventionPlace&) = default;
};

/// Finds it: the first that has nothing else, else the first that uses it; none where no scenario does.
[[nodiscard]] std::optional<InterventionPlace> placeOf(const Model& model, const InterventionId& id);
/// The same, but `preferred` where that uses the intervention.
[[nodiscard]] std::optional<InterventionPlace> placeOf(const Model& model, const InterventionId& id,
                                                       const ScenarioId& preferred);

/// Counts the people of the groups that an intervention is for, at their most likely.
[[nodiscard]] double peopleOf(const Model& model, const Intervention& intervention);

/// Says what adoption comes to at the end, as its chart shows it: "At the median, eight in ten of Parts
/// inventory and six in ten of Maintenance are active in the end; about 1 time in 3 the roll-out stalls." Empty without
/// results of it.
[[nodiscard]] std::string adoptionFinding(const ScenarioResults& sampled, const InterventionId& id);

/// The scenarios of a run, in the order of the model (scenariosInOrder).
struct ScenarioOrder {
    std::vector<const ScenarioResults*> plans;   ///< one is chosen of them
    std::vector<const ScenarioResults*> beliefs; ///< another belief each: no choice beside plans
};
/// Sets plans and beliefs apart; what the model has no more counts as a plan, the last.
[[nodiscard]] ScenarioOrder plansFirst(const Model& model, const Results& results);
/// Tells whether a run gave a scenario's NPV: not where each trial failed.
[[nodiscard]] bool hasNpv(const ScenarioResults& scenario);
/// Those of them that have an NPV.
[[nodiscard]] ScenarioOrder withNpv(ScenarioOrder order);

/// Says of what a scenario is another belief: "another belief about “The tool”"; empty for a plan.
[[nodiscard]] std::string beliefWords(const Model& model, const ScenarioId& scenario);

} // namespace tributary
