// SPDX-License-Identifier: GPL-3.0-or-later
// Field quantity: what is shown beside a quantity that is typed in a field: its unit, and its distribution. Pure
// functions.
#pragma once

#include "core/model/quantity_path.h"
#include "core/stats/distribution.h"

#include <QString>
#include <optional>
#include <string>

namespace tributary::ui {

/// A unit as it stands inside a field: `$/hour`, `per month`, `people`; empty for a plain number.
[[nodiscard]] QString unitInField(const std::string& unit, const std::string& currency);

/// The distribution of what a field holds, in the field's unit; none where it is certain or cannot be told.
[[nodiscard]] std::optional<Distribution> shownDistribution(const Model& model, const QuantitySite& site);

} // namespace tributary::ui
