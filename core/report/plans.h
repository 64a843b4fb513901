// SPDX-License-Identifier: GPL-3.0-or-later
// Plans: what a run says of an intervention by itself: in which scenario it is seen, for how many people it is, and how
// many of them take it up. Pure functions.
#pragma once

#include "core/engine/results.h"
#include "core/model/model.h"

#include <optional>
#include <string>

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

/// Says what adoption comes to at the end, from a run at the most likely values, in which nothing stalls: "If it takes
/// hold, eight in ten of Parts inventory and six in ten of Maintenance are active in the end; it stalls with a chance of
/// about 1 in 3." Empty without results of it.
[[nodiscard]] std::string adoptionFinding(const Model& model, const ScenarioResults& mostLikely,
                                          const InterventionId& id);

} // namespace tributary
