// SPDX-License-Identifier: GPL-3.0-or-later
// Pool loads: a model with metrics that see how busy its pools are. For the sources of core/insight.
#pragma once

#include "core/engine/run.h"
#include "core/model/model.h"
#include "core/model/used_pools.h"

#include <optional>
#include <string>
#include <vector>

namespace tributary {

/// A pool with the metric that was added to see its load, by all maps that use it.
struct WatchedPool {
    /// What one map has it do.
    struct Use {
        MetricId metric;
        PoolUse by;
    };
    MetricId metric;
    UsedPool of;
    std::vector<Use> uses;

    [[nodiscard]] std::string path() const { return of.path(); }
};

/// The pools that have a number of servers, with those of inner maps.
[[nodiscard]] std::vector<WatchedPool> watchedPools(const Model& model);

/// The metric that is 1 where that of a load is beyond a limit, and 0 where it is not: its mean is their share of the
/// trials.
[[nodiscard]] MetricId beyondLimit(const MetricId& load);

/// Compiles a model with a metric for the load of each pool and use, and one that tells where it is at a `limit` or
/// beyond. A map that no metric measures may be unfinished: what it has its pools do is taken out. Nothing where the
/// model has other errors.
[[nodiscard]] std::optional<Program> compileWithLoads(const Model& model, std::vector<WatchedPool>& pools, double limit,
                                                      const CompileOptions& options, const RunControl& control = {});

/// The largest of a load over the periods, as a share.
struct PeakLoad {
    double load = 0;
    size_t period = 0; ///< counted from 1
};
[[nodiscard]] PeakLoad peakLoad(const std::vector<Summary>& loads);

/// The largest share of the trials, over the periods, in which a load is beyond the limit.
[[nodiscard]] PeakLoad peakShare(const std::vector<Summary>& beyond);

} // namespace tributary
