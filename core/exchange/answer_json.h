// SPDX-License-Identifier: GPL-3.0-or-later
// What the JSON forms that scripts read share: numbers of which there may be none, percentiles, the model that they are
// of, and the one line that they are written on. For the sources of core/exchange. Thread-safe: no state.
#pragma once

#include "core/model/model.h"
#include "core/stats/summary.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace tributary {

/// A number; null where there is none, for NaN and infinity never stand in JSON.
[[nodiscard]] nlohmann::ordered_json numberOrNull(double value);
[[nodiscard]] nlohmann::ordered_json numberOrNull(const std::optional<double>& value);

/// Adds "p5", "p10", "p25", "p50", "p75", "p90" and "p95".
void addPercentiles(const Summary& summary, nlohmann::ordered_json& json);

/// Title and fingerprint of a model.
[[nodiscard]] nlohmann::ordered_json modelHead(const Model& model);

/// Prints a tree on one line. A byte that is no UTF-8, in a name from a foreign file, becomes a replacement character.
[[nodiscard]] std::string onOneLine(const nlohmann::ordered_json& tree);

} // namespace tributary
