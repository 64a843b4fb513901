// SPDX-License-Identifier: GPL-3.0-or-later
// What the exceptions ledger says as tables and figures, in the words of a model. Pure functions.
#pragma once

#include "core/insight/exceptions_ledger_trials.h"
#include "ui/charts/matrix_chart.h"
#include "ui/charts/rows_chart.h"
#include "ui/charts/table_chart.h"
#include "ui/process/time_words.h"

namespace tributary::ui {

/// Whether rows name the map that they are of.
enum class LedgerScope { oneMap, allMaps };

/// How the times of all maps together are said: by the middle one of the work times of their rows.
[[nodiscard]] TimeWords timesOf(const LedgerRanges& ranges);

/// The rows with their ranges, the dearest first, and their total last.
[[nodiscard]] TableSeries ledgerTable(const Model& model, const LedgerRanges& ranges, LedgerScope scope,
                                      const TimeWords& times);

/// The same by their share of the cost, with what they add up to.
[[nodiscard]] RowsSeries ledgerPareto(const LedgerRanges& ranges, LedgerScope scope);

/// Boundary hand-offs from group to group.
[[nodiscard]] MatrixSeries handOffMatrix(const Model& model, const LedgerRanges& ranges);

/// The finding in a sentence.
[[nodiscard]] QString ledgerFinding(const Model& model, const LedgerRanges& ranges);

/// What the numbers are of, and how many trials gave none.
[[nodiscard]] QString ledgerBasis(const Model& model, const LedgerRanges& ranges);

} // namespace tributary::ui
