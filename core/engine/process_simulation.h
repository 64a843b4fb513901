// SPDX-License-Identifier: GPL-3.0-or-later
// From a process map and the numbers of one point to the process that is simulated. Pure; safe on any thread.
#pragma once

#include "core/engine/process_numbers.h"
#include "core/model/process_map.h"
#include "core/process/simulation.h"

namespace tributary {

/// Makes the process that is simulated at a point: Poisson arrivals, lognormal touch times and delays with the map's
/// coefficients of variation (of delays at their most likely value, 0 where a formula says them), delays of exceptions
/// before their work. Fails where a number cannot be, and where servers are not whole: the formulas take them as they
/// are, a simulation would take others.
[[nodiscard]] Result<SimulatedProcess> simulatedProcess(const Process& process, const ProcessNumbers& numbers);

} // namespace tributary
