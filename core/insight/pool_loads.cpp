// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/pool_loads.h"

#include "core/model/edit.h"
#include "core/model/problem_words.h"
#include "core/model/quantity_path.h"
#include "core/model/sub_processes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tributary {

namespace {

Model withLoads(const Model& model, const std::vector<WatchedPool>& pools) {
    Edit edit;
    for (const WatchedPool& watched : pools) {
        Metric metric;
        metric.id = watched.metric;
        metric.name = watched.metric.text;
        metric.unit = std::string("%");
        metric.source = MetricSource::process;
        metric.process = watched.process;
        metric.measure = Measure::utilisation;
        metric.measureOf = watched.pool.text;
        edit.changes.push_back(put(std::move(metric)));
    }
    return apply(model, edit).model;
}

} // namespace

std::vector<WatchedPool> watchedPools(const Model& model) {
    std::vector<WatchedPool> pools;
    const SubProcesses nested(model);
    for (const Process& process : model.processes())
        for (const Pool& pool : process.pools)
            if (pool.servers && !nested.isOnlyInner(process))
                pools.push_back({MetricId(fmt::format("load-of-pool-{}", pools.size())), process.id, pool.id});
    return pools;
}

std::optional<Program> compileWithLoads(const Model& model, std::vector<WatchedPool>& pools,
                                        const CompileOptions& options, const RunControl& control) {
    auto program = compile(withLoads(model, pools), options, control);
    while (!program && std::erase_if(pools, [&](const WatchedPool& pool) {
                           return std::ranges::any_of(program.error(), [&](const Problem& problem) {
                               return entityOf(problem.subject) == EntityRef{Process::kind, pool.process.text};
                           });
                       }) > 0)
        program = compile(withLoads(model, pools), options, control);
    return program ? std::optional(std::move(*program)) : std::nullopt;
}

PeakLoad peakLoad(const std::vector<Summary>& loads, double Summary::*percentile) {
    PeakLoad peak;
    for (size_t i = 0; i < loads.size(); ++i)
        if (const double load = loads[i].*percentile / 100; load > peak.load) // false for NaN
            peak = {load, i + 1};
    return peak;
}

} // namespace tributary
