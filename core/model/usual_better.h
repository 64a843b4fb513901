// SPDX-License-Identifier: GPL-3.0-or-later
// Which way a new metric is better, by its name and unit. A pure function.
#pragma once

#include "core/model/metric.h"

#include <string_view>

namespace tributary {

/// Costs, times and losses are better when lower; hours per period and rates per hour are no times. Of any other name
/// `otherwise` holds: what its parent is, if it has one.
[[nodiscard]] Better usualBetter(std::string_view name, Better otherwise = Better::higher, std::string_view unit = {});

} // namespace tributary
