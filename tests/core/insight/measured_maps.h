// SPDX-License-Identifier: GPL-3.0-or-later
// What maps come to, as tests ask for it.
#pragma once

#include "core/insight/process_measures.h"
#include "tests/core/insight/insight_models.h"

namespace tributary::test {

inline const ProcessId restore("restore");

inline ProcessMeasures measuresOf(const Model& model, const ProcessId& id, Simulation simulation = Simulation::none,
                                  const ScenarioId& scenario = {}, int period = 0) {
    return need(measureProcess(model, id, scenario, period, {}, simulation));
}

} // namespace tributary::test
