// SPDX-License-Identifier: GPL-3.0-or-later
// Writes into a BPMN text what a process map says otherwise than the text. Inside core/exchange only.
#pragma once

#include "core/exchange/bpmn_frame.h"
#include "core/exchange/bpmn_map.h"
#include "core/model/model.h"

namespace tributary {

/// What the scopes of a text are to read as, by their places; null: as they do.
using ScopeGoals = std::vector<const Process*>;

/// Changes a scope of the frame's text so that it reads as its goal; `read` is what it reads as so far. New parts are
/// drawn beside their neighbours; in a text that draws nothing the whole map is laid out below `top`, what is in a new
/// sub-process on the diagram of its own that the text has for it. Returns the lower edge.
double writeMap(BpmnFrame& frame, size_t scope, const BpmnMap& read, const ScopeGoals& goals, const Model& model,
                double top);

} // namespace tributary
