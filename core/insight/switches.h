// SPDX-License-Identifier: GPL-3.0-or-later
// A study's program with switches, and what each of them switches. Pure functions.
#pragma once

#include "core/insight/study.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary {

struct ProgramSwitch {
    std::uint64_t key = 0;       ///< of its dimension
    std::string cause;           ///< path of an effect, or of a quantity that the scenario overrides
    std::vector<MetricId> way{}; ///< from the metric that is moved up to a counted one; empty for a whole effect
};

struct SwitchedProgram {
    Program program;
    std::vector<ProgramSwitch> switches;
};

/// Compiles the study's scenario with switches. Fails where there are too many ways through the tree.
[[nodiscard]] Result<SwitchedProgram> switchedProgram(const Study& study, Switches switches);

} // namespace tributary
