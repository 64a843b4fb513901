// SPDX-License-Identifier: GPL-3.0-or-later
// Says in words how a card's line was understood, for the hint under the field and the preview of a paste.
#pragma once

#include "core/model/card_line.h"

#include <QString>

namespace tributary::ui {

/// "Financial metric", in words.
[[nodiscard]] QString levelWords(Level level);

/// The value of a metric as typed: "600 breakdown/month", "= Orders * 2 in USD/year"; empty where it has none.
[[nodiscard]] QString valueWords(const Model& model, const Metric& metric);

/// Why a value as typed may not be what is meant: "8-15 hour" is a difference. Empty where nothing is to be asked.
[[nodiscard]] QString doubtWords(const Quantity& typed);

/// What a line would make: "Operating metric “Breakdowns”: 600 breakdown/month. Lower is better". `made` is the metric
/// with the line.
[[nodiscard]] QString cardLineWords(const Model& model, const Metric& made, const CardLine& line);

} // namespace tributary::ui
