// SPDX-License-Identifier: GPL-3.0-or-later
// What insight found of a scenario as aligned text for a terminal. Pure functions.
#pragma once

#include "core/exchange/insight_json.h"

#include <string>

namespace tributary::cli {

/// How many rows of a table are printed; further ones are counted.
enum class Rows { most, all };

/// Says what was found of one scenario, in words and three digits.
[[nodiscard]] std::string insightText(const Model& model, const ScenarioInsight& found, Rows rows);

} // namespace tributary::cli
