// SPDX-License-Identifier: GPL-3.0-or-later
// Case trace: what happened to simulated cases, told of the parts of the map that they were at. Pure.
#pragma once

#include "core/model/map_edits.h"
#include "core/process/simulation.h"

#include <optional>
#include <vector>

namespace tributary {

/// One thing that happened to a case.
struct CaseEvent {
    double time = 0; ///< hour
    std::uint32_t number = 0;
    TraceEvent::What what = TraceEvent::What::arrives;
    MapPart at;                 ///< the step or the exception; where the case goes: the one that it leaves
    MapPart to;                 ///< where it goes to
    std::optional<MapPart> way; ///< that it goes by: a flow, or where an exception resumes; none where nothing is drawn
};

/// Tells a trace of simulatedProcess() in parts of its map, in the order of time. What a case does within one part,
/// such as passing on from a step at which something might have gone wrong, is left out.
[[nodiscard]] std::vector<CaseEvent> caseTrace(const Process& process, const std::vector<TraceEvent>& trace);

} // namespace tributary
