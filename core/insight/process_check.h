// SPDX-License-Identifier: GPL-3.0-or-later
// How far the formulas of process maps can be trusted: each map simulated where its uncertain numbers stand at their
// P10, P50 and P90, at business as usual and the start, beside what the formulas say there.
#pragma once

#include "core/base/result.h"
#include "core/engine/run.h"
#include "core/insight/process_measures.h"
#include "core/model/model.h"

#include <array>
#include <string>
#include <vector>

namespace tributary {

/// Formulas are trusted where simulation finds this share of their cycle time, or more, and not above the second.
inline constexpr std::array<double, 2> trustedRatios{0.95, 1.05};

/// One point at which a map was simulated; hours.
struct ProcessPoint {
    double level = 0.5;      ///< of the uncertain numbers: 0.1, 0.5 or 0.9
    double formulas = 0;     ///< mean cycle time that the formulas give; infinite in overload
    SimulatedMean simulated; ///< mean cycle time; without a number in overload
    SimulatedMean p50, p90;  ///< of the cycle times
    double busiest = 0;      ///< utilisation of the busiest pool, by the formulas
    std::string busiestPool; ///< its name
    std::string failure;     ///< why it was not simulated; empty where it was

    [[nodiscard]] bool isOverloaded() const { return busiest >= 1; }
    /// Simulated over formulas; NaN where either is none.
    [[nodiscard]] double ratio() const { return simulated.mean / formulas; }
    /// Half the width of its 95 % interval.
    [[nodiscard]] double ratioHalfWidth() const { return simulated.halfWidth() / formulas; }
    /// Whether it was simulated and the interval of the ratio meets trustedRatios.
    [[nodiscard]] bool isTrusted() const;
    /// Says how formulas and simulation compare, or in words why they cannot be.
    [[nodiscard]] std::string words() const;
};

struct ProcessCheck {
    ProcessId process;
    std::string name;
    std::array<ProcessPoint, 3> points;

    /// Whether all points are.
    [[nodiscard]] bool isTrusted() const;
};

/// Simulates every map that a metric measures at each point, as simulateAt() does. Fails with the first problem of a
/// model that does not compile, and where it was stopped.
[[nodiscard]] Result<std::vector<ProcessCheck>> simulateProcesses(const Model& model, const RunOptions& how,
                                                                  const RunControl& control = {});

} // namespace tributary
