// SPDX-License-Identifier: GPL-3.0-or-later
// Movement: which metrics an effect or a scenario can move away from business as usual, directly or through those that
// drive them. Drift and other beliefs move nothing: they hold in business as usual as well. Thread-safe: a value.
#pragma once

#include "core/model/dependencies.h"

#include <vector>

namespace tributary {

/// Tells of each metric, in the order of `all.metrics`, whether any intervention or scenario of the model can move it.
[[nodiscard]] std::vector<bool> movableMetrics(const Model& model, const Dependencies& all);

/// Lists the movable metrics that drive one, itself first if it is movable, at any distance; `without` is left out, and
/// so is what moves it through `without` alone.
[[nodiscard]] std::vector<size_t> movableDriversOf(const Dependencies& all, const std::vector<bool>& movable,
                                                   size_t metric, size_t without);

} // namespace tributary
