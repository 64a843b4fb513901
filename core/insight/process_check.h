// SPDX-License-Identifier: GPL-3.0-or-later
// How far the formulas of process maps can be trusted: each map simulated where its uncertain numbers stand at their
// P10, P50 and P90, at business as usual and the start, beside what the formulas say there, and what a run takes of it.
#pragma once

#include "core/engine/cycle_time_correction.h"
#include "core/engine/point_simulation.h"
#include "core/engine/run.h"
#include "core/model/model.h"

#include <array>
#include <string>
#include <vector>

namespace tributary {

/// One point at which a map was simulated; hours.
struct ProcessPoint {
    double level = 0.5;      ///< of the uncertain numbers: 0.1, 0.5 or 0.9
    double formulas = 0;     ///< mean cycle time that the formulas give; infinite in overload
    SimulatedPoint found;    ///< by simulation; without a number in overload
    double busiest = 0;      ///< utilisation of the busiest pool, by the formulas
    std::string busiestPool; ///< its name

    [[nodiscard]] bool isOverloaded() const { return busiest >= 1; }
    /// Simulated over formulas; NaN where either is none.
    [[nodiscard]] double ratio() const { return found.cycleTime.mean / formulas; }
    /// Half the width of its 95 % interval.
    [[nodiscard]] double ratioHalfWidth() const { return found.cycleTime.halfWidth() / formulas; }
    /// Whether it was simulated and the 99 % interval of the ratio lies within trustedRatios.
    [[nodiscard]] bool isTrusted() const { return tributary::isTrusted(found.cycleTime, formulas); }
    /// Says how formulas and simulation compare, or in words why they cannot be.
    [[nodiscard]] std::string words() const;
};

struct ProcessCheck {
    CycleTimeCorrection correction; ///< what a run takes
    std::array<ProcessPoint, 3> points;

    /// Whether all points are.
    [[nodiscard]] bool isTrusted() const;
};

/// Simulates every map that a metric measures at each point, as simulatedPoint() does with the model's seed, the
/// threads of `how`, and so many `cases` where they are given. Fails with the first problem of a model that does not
/// compile, and where it was stopped.
[[nodiscard]] Result<std::vector<ProcessCheck>> simulateProcesses(const Model& model, const RunOptions& how,
                                                                  const RunControl& control = {},
                                                                  std::optional<double> cases = {});

} // namespace tributary
