// SPDX-License-Identifier: GPL-3.0-or-later
// VisitedNumbers: the region of a map's numbers that business as usual and every scenario visit.
#pragma once

#include "core/engine/cycle_time_correction.h"

#include <array>
#include <optional>
#include <stop_token>
#include <vector>

namespace tributary {

struct VisitedNumbers {
    /// At checkedLevels with effects at full size, by world: business as usual at the start first, then what else
    /// there is at the last period, each once.
    std::vector<std::array<ProcessNumbers, 3>> levels;
    /// A Sobol' design of 64 points over the worlds, in turn, so over the first 64 where there are more: quantities
    /// from P10 to P90, effects from none to full size.
    std::vector<ProcessNumbers> design;
};

/// Compiles what the numbers of one map hang on, for all scenarios, with effects of any share from none to all (drawn
/// at paths that end in shareEnd) in place of roll-outs. The model has no runErrors(): this looks for none. Nothing
/// where there is no such map, or a part of it cannot be compiled.
[[nodiscard]] std::optional<Program> compileVisited(const Model& model, const ProcessId& process,
                                                    const CycleTimeCorrections& corrections);

inline constexpr std::string_view shareEnd = "/share";

/// Reads the numbers of the map for which compileVisited() made the program, not those of maps that it hangs on; `seed`
/// scrambles the design. What the map does not hang on moves none of them. Without numbers once `stop` is asked for.
[[nodiscard]] VisitedNumbers visitedNumbers(const Program& program, const ProcessId& process, std::int64_t seed,
                                            const std::stop_token& stop = {});

} // namespace tributary
