// SPDX-License-Identifier: GPL-3.0-or-later
// Models whose maps are all measured: faults of a map that no metric measures are but warnings.
#pragma once

#include "core/model/edit.h"
#include "tests/builders.h"

namespace tributary::test {

/// The model with a metric for each of its maps, and arrivals where a map has none.
inline Model measured(const Model& model) {
    Edit edit;
    for (Process process : model.processes()) {
        Metric cycle =
            metric("measure-of-" + process.id.text, "Measure of " + process.id.text, Level::operating, "hour", "");
        cycle.source = MetricSource::process;
        cycle.process = process.id;
        edit.changes.push_back(put(std::move(cycle)));
        if (!process.arrivals)
            process.arrivals = parameter("1 case/hour");
        edit.changes.push_back(put(std::move(process)));
    }
    return apply(model, edit).model;
}

} // namespace tributary::test
