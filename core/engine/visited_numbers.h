// SPDX-License-Identifier: GPL-3.0-or-later
// VisitedNumbers: the region of a map's numbers that business as usual and every scenario visit. Known to the engine
// alone.
#pragma once

#include "core/engine/cycle_time_correction.h"

#include <array>
#include <optional>
#include <vector>

namespace tributary {

struct VisitedNumbers {
    /// At checkedLevels with effects at full size, by world: business as usual at the start first, then what else
    /// there is at the last period, each once.
    std::vector<std::array<ProcessNumbers, 3>> levels;
    /// A Sobol' design over all worlds: quantities from P10 to P90, effects from none to full size.
    std::vector<ProcessNumbers> design;
};

/// Compiles what the numbers of one map hang on, for all scenarios, with effects of any share from none to all (drawn
/// at paths that end in shareEnd) in place of roll-outs. Nothing where the model has errors.
[[nodiscard]] std::optional<Program> compileVisited(const Model& model, const ProcessId& process,
                                                    const CycleTimeCorrections& corrections);

inline constexpr std::string_view shareEnd = "/share";

/// Reads the numbers of a program that compileVisited() made; `seed` scrambles the design. What the map does not hang
/// on moves none of them.
[[nodiscard]] VisitedNumbers visitedNumbers(const Program& program, std::int64_t seed);

} // namespace tributary
