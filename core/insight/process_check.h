// SPDX-License-Identifier: GPL-3.0-or-later
// How far the formulas of process maps can be trusted: each map simulated where its uncertain numbers stand at their
// P10, P50 and P90, at business as usual and the start, beside what the formulas say there.
#pragma once

#include "core/base/result.h"
#include "core/engine/process_numbers.h"
#include "core/engine/run.h"
#include "core/model/model.h"
#include "core/process/simulation.h"

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
};

/// The numbers of a process at its points.
struct ProcessPoints {
    ProcessId process;
    std::array<ProcessNumbers, 3> numbers;

    friend bool operator==(const ProcessPoints&, const ProcessPoints&) = default;
};

struct ProcessCheck {
    Process map; ///< that was simulated
    ProcessPoints numbers;
    std::array<ProcessPoint, 3> points;

    /// Whether no point's interval of the ratio lies outside trustedRatios, as far as points were simulated.
    [[nodiscard]] bool isTrusted() const;
    /// Says in a sentence how formulas and simulation compare, with ratios; of overload, in words.
    [[nodiscard]] std::string words() const;
};

/// Reads the numbers of every map that a metric measures. `program` is the model's, for all scenarios.
[[nodiscard]] std::vector<ProcessPoints> checkPoints(const Program& program);

/// Simulates a map at its points: 10 replications of 6,000 cases after a warm-up, on draws of `seed`. The same bits on
/// any number of threads. Fails where it was stopped.
[[nodiscard]] Result<ProcessCheck> simulateAt(const Process& process, const ProcessPoints& numbers, std::int64_t seed,
                                              const RunControl& control = {});

/// How a point is simulated: so many cases after a warm-up of two months, or of 20 cycle times where that is longer.
[[nodiscard]] SimulationOptions optionsAt(const ProcessNumbers& numbers, double cases);

} // namespace tributary
