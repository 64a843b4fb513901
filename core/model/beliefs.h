// SPDX-License-Identifier: GPL-3.0-or-later
// Beliefs: which scenarios are plans, and which are another belief about one. A plan is what one decides: interventions
// to use, changes of estimates and of processes, costs of its own. A scenario that sets anything else too (an input, a
// link, how an intervention spreads, a setting) says what its plan is worth if that is so: it is no choice beside
// others, and its business as usual is another one. Pure functions.
#pragma once

#include "core/model/model.h"

namespace tributary {

/// Whether a scenario only decides, and believes what the model does.
[[nodiscard]] bool isPlan(const Scenario& scenario);

/// Whether two scenarios use the same interventions, change estimates and processes alike and cost the same of their
/// own, in whichever order.
[[nodiscard]] bool decideTheSame(const Model& model, const Scenario& first, const Scenario& second);

/// Whether two scenarios are held against the same business as usual.
[[nodiscard]] bool believeTheSame(const Model& model, const Scenario& first, const Scenario& second);

/// Whether the difference of two scenarios is that of one thing: of what is decided, or of what is believed.
[[nodiscard]] bool comparable(const Model& model, const Scenario& first, const Scenario& second);

/// Finds the plan that decides what a scenario does: itself where it is one, else the first; null where there is none.
[[nodiscard]] const Scenario* planOf(const Model& model, const Scenario& scenario);

} // namespace tributary
