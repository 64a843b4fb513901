// SPDX-License-Identifier: GPL-3.0-or-later
// Card content: the one place where a metric and its results become the texts of a card, of its tool tip and of what a
// screen reader says. Pure functions.
#pragma once

#include "core/engine/results.h"
#include "core/model/map_places.h"
#include "core/model/model.h"
#include "core/model/runnable_part.h"
#include "ui/cascade/card_painter.h"

#include <QString>

namespace tributary::ui {

/// Whose values are told: those with the scenario or, of one that is not run, those of going on as usual.
enum class ValuesOf { scenario, usual };

/// Returns whose values are told of a scenario, of results that lack those NPVs.
[[nodiscard]] ValuesOf valuesTold(const NpvLacks& lacks, const ScenarioId& scenario);

/// Returns what the card of a metric shows at `period`: the median, P10 to P90, the change. Without results it has its
/// name and marks alone. Selection, folds and second links are the caller's.
[[nodiscard]] CardContent cardContent(const Metric& metric, const MetricResults* results, int period,
                                      ValuesOf values = ValuesOf::scenario);

/// Returns the tool tip of a card: the whole name and unit, the range, business as usual, the evidence.
[[nodiscard]] QString cardToolTip(const Model& model, const Metric& metric, const MetricResults* results, int period,
                                  ValuesOf values = ValuesOf::scenario);

/// Returns the same as one line, for a screen reader.
[[nodiscard]] QString cardInWords(const Model& model, const Metric& metric, const MetricResults* results, int period,
                                  ValuesOf values = ValuesOf::scenario);

/// Returns what a metric has to do with a place of a process map: "Measures Restore a bus: cycle time", "Used by
/// Restore a bus: Diagnose: touch time".
[[nodiscard]] QString mapPlaceWords(const Model& model, const MetricId& metric, const MapPlace& place);

/// Returns "Month 24" in the model's periods.
[[nodiscard]] QString periodTitle(const Settings& settings, int period);

} // namespace tributary::ui
