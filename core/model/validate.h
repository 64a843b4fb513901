// SPDX-License-Identifier: GPL-3.0-or-later
// validate(): everything that is wrong or doubtful in a model, all at once, each with its place and what to do.
// Thread-safe: no state.
#pragma once

#include "core/base/problem.h"
#include "core/model/model.h"

#include <vector>

namespace tributary {

/// Checks a model. An error stops a run; a warning says that a result may mislead; a note that something is odd. In the
/// order of the entities.
[[nodiscard]] std::vector<Problem> validate(const Model& model);

} // namespace tributary
