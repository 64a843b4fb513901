// SPDX-License-Identifier: GPL-3.0-or-later
// Goal seek: at which value of one quantity a scenario's mean NPV is what is wanted. Pure function.
#pragma once

#include "core/insight/study.h"

namespace tributary {

struct Goal {
    InputName quantity;
    double wantedNpv = 0;
    Estimate value; ///< in the quantity's unit; its error is the NPV's over the slope
    Estimate npv;   ///< mean NPV there
    double low = 0; ///< the range that was searched
    double high = 0;
};

/// Seeks the value that, in the place of the quantity at `path` with its range, gives the wanted mean NPV; all else is
/// as uncertain as it is. Looks over the quantity's own range, then for a hump within it, then outwards as far as the
/// field takes values, and closes in on the crossing nearest to the middle of the range. Fails where there is no such
/// quantity, the scenario sets it itself, it changes nothing, no value gives the wanted NPV, or it was stopped.
[[nodiscard]] Result<Goal> seekGoal(const Model& model, const ScenarioId& scenario, std::string_view path,
                                    double wantedNpv, const RunOptions& options, const RunControl& control = {});

} // namespace tributary
