// SPDX-License-Identifier: GPL-3.0-or-later
// Pool loads: a model with metrics that see how busy its pools are. For the sources of core/insight.
#pragma once

#include "core/engine/run.h"
#include "core/model/model.h"

#include <optional>
#include <string>
#include <vector>

namespace tributary {

/// A pool with the metric that was added to see its load.
struct WatchedPool {
    MetricId metric;
    ProcessId process;
    PoolId pool;

    [[nodiscard]] std::string path() const { return "process/" + process.text + "/pool/" + pool.text; }
};

/// The pools of all maps but those that lie in others.
[[nodiscard]] std::vector<WatchedPool> watchedPools(const Model& model);

/// Compiles a model with a metric for the load of each pool. A map that no metric measures may be unfinished: its pools
/// are taken out. Nothing where the model has other errors.
[[nodiscard]] std::optional<Program> compileWithLoads(const Model& model, std::vector<WatchedPool>& pools,
                                                      const CompileOptions& options, const RunControl& control = {});

/// The largest of a load over the periods, as a share.
struct PeakLoad {
    double load = 0;
    size_t period = 0; ///< counted from 1
};
[[nodiscard]] PeakLoad peakLoad(const std::vector<Summary>& loads, double Summary::*percentile = &Summary::p50);

} // namespace tributary
