// SPDX-License-Identifier: GPL-3.0-or-later
// Problem words: what stands in the way of some work, said to a person: by the names of the model, not by its paths.
// Thread-safe: no state.
#pragma once

#include "core/base/problem.h"
#include "core/model/model.h"

#include <string>

namespace tributary {

/// The failure of what a problem stands in the way of: where, what and what to do, in one line. The place is the name
/// of the entity, and is left out where the problem's own words have it.
[[nodiscard]] Error problemError(const Model& model, const Problem& problem);

/// A number without decimals, a comma for thousands: 1,200.
[[nodiscard]] std::string withThousands(double number);

} // namespace tributary
