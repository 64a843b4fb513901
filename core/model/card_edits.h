// SPDX-License-Identifier: GPL-3.0-or-later
// Card edits: a metric is added or set by what a card line says. Thread-safe: no state.
#pragma once

#include "core/model/card_line.h"

namespace tributary {

/// The metric with what a line says. A unit that it has stays where what is typed converts to it.
[[nodiscard]] Metric withCardLine(Metric metric, const CardLine& line);

/// Adds `metric` with what a line says. Stands last among its parent's children. Refuses what addMetric refuses; loops
/// are for the caller to check.
[[nodiscard]] Result<Edit> addUncheckedCard(const Model& model, Metric metric, const CardLine& line);
/// The same, better as usualBetter() says, which refuses loops too.
[[nodiscard]] Result<Edit> addCard(const Model& model, Metric metric, const CardLine& line);
/// Types a line over a metric: its name, with the formulas that use it, and its value where the line holds one.
[[nodiscard]] Result<Edit> setCard(const Model& model, const MetricId& id, const CardLine& line);
/// Types a metric's estimate as setField() does. A metric without a unit, or whose unit came with the estimate before,
/// takes the unit that is typed where its own does not convert to it.
[[nodiscard]] Result<Edit> setEstimate(const Model& model, const MetricId& id, std::string_view text);

} // namespace tributary
