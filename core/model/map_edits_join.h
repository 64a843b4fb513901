// SPDX-License-Identifier: GPL-3.0-or-later
// Where the ways of a parallel gateway come together again. For the sources of core/model.
#pragma once

#include "core/model/process_map.h"

namespace tributary {

/// Leads a step that a parallel gateway has just got beside its other ways on into the join of these. Where they have
/// none of their own, one is put before what follows them.
void leadIntoJoin(Process& process, const StepId& split, const StepId& added);

} // namespace tributary
