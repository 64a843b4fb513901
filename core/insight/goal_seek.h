// SPDX-License-Identifier: GPL-3.0-or-later
// Goal seek: at which value of one quantity a scenario's mean NPV is what is wanted. Pure function.
#pragma once

#include "core/insight/study.h"

#include <optional>
#include <vector>

namespace tributary {

/// A value of the quantity, and the mean NPV there.
struct GoalPoint {
    Estimate value; ///< in the quantity's unit; its error is the NPV's over the slope, none where the NPV just turns
    Estimate npv;
    std::optional<double> until{}; ///< the other end of the values tried that all give it
};

/// Where the mean NPV passes the wanted one without taking it.
struct GoalJump {
    double value = 0;
    double npvBelow = 0; ///< just below the value
    double npvAbove = 0;
};

struct ValueRange {
    double low = 0;
    double high = 0;
};

struct Goal {
    InputName quantity;
    double wantedNpv = 0;
    std::vector<GoalPoint> found{}; ///< the one nearest to the middle of the quantity's range first; none: out of reach
    std::vector<GoalJump> jumps{};
    GoalPoint least{}; ///< of the mean NPVs tried the lowest and the highest
    GoalPoint most{};
    ValueRange searched;
    std::optional<ValueRange> own{}; ///< the quantity's own range, where it has one

    [[nodiscard]] bool isBeyondOwn(const GoalPoint& point) const {
        return own && (point.value.value < own->low || point.value.value > own->high);
    }
};

/// Seeks the values that, in the place of the quantity at `path` with its range, give the wanted mean NPV; all else is
/// as uncertain as it is. Looks over the quantity's own range, then for a hump within it, then outwards as far as there
/// is a number, and closes in on up to four crossings. Corrections of cycle times are held while it looks: those of the
/// model, and where those at the value found are others it looks again with them. Fails where there is no such
/// quantity, the scenario sets it itself, it changes nothing, no value gives a number, or it was stopped.
[[nodiscard]] Result<Goal> seekGoal(const Model& model, const ScenarioId& scenario, std::string_view path,
                                    double wantedNpv, const RunOptions& options, const RunControl& control = {});

} // namespace tributary
