// SPDX-License-Identifier: GPL-3.0-or-later
// Traps that only the numbers of a case show; those that its structure shows are validate()'s. Pure functions.
#pragma once

#include "core/base/problem.h"
#include "core/engine/run.h"
#include "core/model/model.h"

#include <vector>

namespace tributary {

/// Runs every scenario once at its most likely values, pools' load included, and tells where hours are saved that
/// nobody has, where a benefit comes before the adoption that is to bring it, and which pools have work for nearly all
/// of their time or more. All are warnings; none where the run was stopped. Of a model with errors the pools are told
/// that hang on none of them, and nothing else.
[[nodiscard]] std::vector<Problem> checkNumbers(const Model& model, const RunControl& control = {});

} // namespace tributary
