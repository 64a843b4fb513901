// SPDX-License-Identifier: GPL-3.0-or-later
// Scenario order: the one order in which scenarios are listed, chosen, compared and reported. Pure functions.
#pragma once

#include "core/model/model.h"

#include <vector>

namespace tributary {

/// The scenarios by their positions; equal positions go by what uses a tool first, then by id.
[[nodiscard]] std::vector<const Scenario*> scenariosInOrder(const Model& model);

/// The position below all others.
[[nodiscard]] int lastPosition(const Table<Scenario>& scenarios);

} // namespace tributary
