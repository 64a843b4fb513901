// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold before a model is worked with at all: every id that one entity names belongs to another, parents do
// not run in a circle, and nothing bears another's name. Whether formulas and units fit is for the checks that a person
// sees. Thread-safe.
#pragma once

#include "core/model/model.h"

namespace tributary {

/// Tells the first reference that leads nowhere, loop of parents or name that two bear; it says where, as in
/// `metric/L2/parent: there is no metric "X"`.
[[nodiscard]] Result<void> checkReferences(const Model& model);

} // namespace tributary
