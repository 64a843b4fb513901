// SPDX-License-Identifier: GPL-3.0-or-later
// From a process map and the numbers of one point to the process that is simulated. Pure; safe on any thread.
#pragma once

#include "core/engine/process_numbers.h"
#include "core/model/process_map.h"
#include "core/process/simulation.h"

namespace tributary {

/// Makes the process that is simulated at a point: Poisson arrivals, lognormal touch times and delays with the map's
/// coefficients of variation (of delays at their most likely value, 0 where a formula says them), delays of exceptions
/// before their work, whole servers (the nearest number, at least 1). Fails where a number cannot be.
[[nodiscard]] Result<SimulatedProcess> simulatedProcess(const Process& process, const ProcessNumbers& numbers);

} // namespace tributary
