// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions ledger: what goes wrong in a process, how often, and what it costs: the hours of work and of waiting that
// would not be there without it, in a month, and the money of a year. Pure function of the measures of a map.
#pragma once

#include "core/insight/process_measures.h"
#include "core/model/map_edits.h"

#include <map>
#include <string>
#include <vector>

namespace tributary {

/// One exception: declared at a task, or a flow that only exceptions take, that leads to their work, or back.
struct LedgerRow {
    MapPart part;
    std::string name;
    std::string at{};                    ///< name of the step where it happens, where the row's does not say it
    bool isRework = false;               ///< leads back to a step that the case has been at, at once or in the end
    double perMonth = 0;                 ///< how often
    double touchHours = 0;               ///< of work, in a month: once, however many take part in it
    double labourHours = 0;              ///< of all these people, in a month
    double waitingHours = 0;             ///< of cases, in a month: delays, and waiting for somebody
    double delayHours = 0;               ///< of these, the delays
    double costPerYear = 0;              ///< of that labour, and of the steps themselves
    std::map<GroupId, double> hoursOf{}; ///< the labour by who is pulled in
    size_t peopleAtOnce = 0;             ///< the most whom one of its steps takes at the same time
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
    /// Of all labour in the process. What a loop makes of a step that not each round leads through is counted from the
    /// second round on, as it would not be there without the loop; exceptionShare counts from the second visit on.
    double shareOfLabour = 0;
};

/// Makes the ledger of a measured map. What follows an exception counts to it until the case is back on the way that it
/// takes without; of rework, the ordinary work that is done again. In overload waits are infinite; where the map's
/// numbers cannot be, the ledger's are NaN.
[[nodiscard]] ExceptionsLedger exceptionsLedger(const ProcessMeasures& measures);

} // namespace tributary
