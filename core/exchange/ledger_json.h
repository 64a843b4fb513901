// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON form of exceptions ledgers, one object: what scripts read. Thread-safe: no state.
//
//   {"model": {"title", "fingerprint"}, "currency",
//    "ledgers": [{"scenario": id or null for business as usual, "period", "trials", "trials_overloaded",
//    "trials_failed",
//      "rows": [{"process", "part", "name", "rework", "people_at_once", "people": [{"group", "hours_per_month"}],
//                "per_month": D, "touch_minutes": D, "labour_hours": D, "waiting_hours": D, "cost_per_year": D,
//                "share_of_headcount": D, "cost_share", "cost_share_up_to", "savings": [S], "together": S or null}],
//      "total": {"labour_hours": D, "waiting_hours": D, "cost_per_year": D, "share_of_labour": D,
//                "share_of_headcount": D, "boundary_hand_offs": D, "savings": [S], "together": S or null},
//      "hand_offs": [{"from", "to", "per_month": D}],
//      "left_out": [{"process", "why"}]}]}
//
// D = {"mean", "p10", "p50", "p90", "infinite", "failed"}, the last two counts of trials; S = {"cause", "name",
// "cost_share", "times_share", "waiting_share", "cost_per_year": D}, a path and what it alone takes away by the last
// period, of business as usual then. Hours and hand-offs are of a month, money of a year, shares of 1. A number that
// there is none of is null.
#pragma once

#include "core/insight/exceptions_ledger_trials.h"

#include <string>
#include <vector>

namespace tributary {

/// Writes ledgers of `model` on one line.
[[nodiscard]] std::string writeLedgerJson(const Model& model, const std::vector<LedgerRanges>& ledgers);

} // namespace tributary
