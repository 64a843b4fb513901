// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions ledger: what goes wrong in a process, how often, and what it costs: the hours of work and of waiting that
// would not be there without it, in a month, and the money of a year. Pure function of the measures of a map.
#pragma once

#include "core/insight/process_measures.h"
#include "core/model/map_edits.h"

#include <string>
#include <vector>

namespace tributary {

/// One exception: declared at a task, or a flow that only exceptions take.
struct LedgerRow {
    MapPart part;
    std::string name;
    bool isRework = false;   ///< leads back to a step that the case has been at
    double perMonth = 0;     ///< how often
    double labourHours = 0;  ///< of people, in a month
    double waitingHours = 0; ///< of cases, in a month: delays, and waiting for somebody
    double costPerYear = 0;  ///< of that labour, and of the steps themselves
};

/// Flows from one group's hands to another's.
struct BoundaryHandOff {
    GroupId from;
    GroupId to;
    double perMonth = 0;
};

struct ExceptionsLedger {
    std::vector<LedgerRow> rows;           ///< the dearest first
    std::vector<BoundaryHandOff> handOffs; ///< the most frequent first
    double labourHours = 0;                ///< of all rows, in a month
    double waitingHours = 0;
    double costPerYear = 0;
    double shareOfLabour = 0; ///< of all labour in the process
    double shareOfPools = 0;  ///< of the hours that the pools' people are there
};

/// Makes the ledger of a measured map. What follows an exception counts to it until the case is back on the way that it
/// takes without; of rework, the ordinary work that is done again. In overload waits are infinite.
[[nodiscard]] ExceptionsLedger exceptionsLedger(const ProcessMeasures& measures);

} // namespace tributary
