// SPDX-License-Identifier: GPL-3.0-or-later
// Writes into a BPMN text what a process map says otherwise than the text. Inside core/exchange only.
#pragma once

#include "core/exchange/bpmn_frame.h"
#include "core/exchange/bpmn_map.h"
#include "core/model/model.h"

namespace tributary {

/// Changes a scope of the frame's text so that it reads as `now`; `read` is what it reads as so far. New parts are
/// drawn beside their neighbours; in a text that draws nothing the whole map is laid out below `top`. Returns the lower
/// edge.
double writeMap(BpmnFrame& frame, const BpmnScope& scope, const BpmnMap& read, const Process& now, const Model& model,
                double top);

} // namespace tributary
