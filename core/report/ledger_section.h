// SPDX-License-Identifier: GPL-3.0-or-later
// Ledger section: what goes wrong in the maps of a model, what it costs, and what takes it away. Pure function.
#pragma once

#include "core/insight/exceptions_ledger_trials.h"
#include "core/report/report.h"

#include <span>

namespace tributary {

/// Tells the ledgers over all maps: the first is of business as usual, each other one of a scenario. What
/// could not be counted, and what was left out of it, is told with the reason.
[[nodiscard]] ReportSection ledgerSection(const Model& model, std::span<const LedgerRanges> ledgers);

} // namespace tributary
