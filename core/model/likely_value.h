// SPDX-License-Identifier: GPL-3.0-or-later
// Likely value: what a formula comes to where all it uses is at its most likely value. A pure function, without a run.
#pragma once

#include "core/model/formula.h"
#include "core/model/names.h"

#include <optional>

namespace tributary {

/// In base units, of the model that `names` indexes, at time 0 of business as usual. Nothing where it hangs on a
/// process, on links, on itself, or on a metric without a value.
[[nodiscard]] std::optional<double> likelyValue(const Formula& formula, const Names& names);

} // namespace tributary
