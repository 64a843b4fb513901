// SPDX-License-Identifier: GPL-3.0-or-later
// Networks whose cases come from a population. Known to the plan alone.
#pragma once

#include "core/process/network_analysis.h"

namespace tributary {

/// Counts the columns of workspace that solveOfPopulation() takes beside a plan's own.
[[nodiscard]] size_t columnsOfPopulation(const NetworkShape& shape);

/// Solves a plan for cases that come from `inputs.population`, by what it makes of given waits and arrivals: see
/// NetworkPlan::solve(). `workspace` holds columnsOfPopulation(), then the plan's own columns.
void solveOfPopulation(const NetworkPlan& plan, const NetworkInputs& inputs, const NetworkMeasures& out,
                       std::span<double> workspace);

} // namespace tributary
