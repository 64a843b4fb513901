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

Metric metricOf(const MetricId& id, std::string unit) {
    Metric metric;
    metric.id = id;
    metric.name = id.text;
    metric.unit = std::move(unit);
    return metric;
}

Metric formulaMetricOf(const MetricId& id, std::string unit, const std::string& formula) {
    Metric metric = metricOf(id, std::move(unit));
    metric.source = MetricSource::formula;
    if (auto parsed = Formula::parse(formula))
        metric.formula = std::move(*parsed);
    return metric;
}

Model withLoads(const Model& model, const std::vector<WatchedPool>& pools, double limit) {
    Edit edit;
    const auto watch = [&](Metric metric) {
        edit.changes.push_back(put(formulaMetricOf(beyondLimit(metric.id), "1",
                                                   fmt::format("if({} >= {}%, 1, 0)", metric.id.text, 100 * limit))));
        edit.changes.push_back(put(std::move(metric)));
    };
    for (const WatchedPool& pool : pools) {
        std::string sum;
        for (const WatchedPool::Use& use : pool.uses) {
            Metric metric = metricOf(use.metric, "%");
            metric.source = MetricSource::process;
            metric.process = use.by.process;
            metric.measure = Measure::utilisation;
            metric.measureOf = use.by.pool.text;
            watch(std::move(metric));
            sum += (sum.empty() ? "" : " + ") + use.metric.text;
        }
        if (pool.uses.size() > 1)
            watch(formulaMetricOf(pool.metric, "%", sum));
    }
    return apply(model, edit).model;
}

/// Takes out the uses whose maps have a problem, and the pools that nothing is left of; false where there are none.
bool takeOut(const Model& model, const std::vector<Problem>& problems, std::vector<WatchedPool>& pools) {
    const SubProcesses nested(model);
    const auto isFaulty = [&](const WatchedPool::Use& use) {
        const auto maps = nested.within(use.by.process);
        return std::ranges::any_of(problems, [&](const Problem& problem) {
            const auto entity = entityOf(problem.subject);
            return entity && entity->kind == Process::kind &&
                   std::ranges::find(maps, ProcessId(entity->id)) != maps.end();
        });
    };
    size_t taken = 0;
    for (WatchedPool& pool : pools) {
        taken += std::erase_if(pool.uses, isFaulty);
        if (pool.uses.size() == 1)
            pool.metric = pool.uses.front().metric;
    }
    std::erase_if(pools, [](const WatchedPool& pool) { return pool.uses.empty(); });
    return taken > 0;
}

} // namespace

std::vector<WatchedPool> watchedPools(const Model& model) {
    std::vector<WatchedPool> pools;
    for (UsedPool& used : usedPools(model)) {
        const auto& drawn = model.processes().find(used.process)->pools;
        if (!std::ranges::find(drawn, used.pool, &Pool::id)->servers)
            continue;
        const std::string name = fmt::format("load_of_pool_{}", pools.size());
        WatchedPool& pool = pools.emplace_back();
        for (const PoolUse& use : used.uses)
            pool.uses.push_back({MetricId(fmt::format("{}_{}", name, pool.uses.size())), use});
        pool.metric = pool.uses.size() == 1 ? pool.uses.front().metric : MetricId(name);
        pool.of = std::move(used);
    }
    return pools;
}

MetricId beyondLimit(const MetricId& load) { return MetricId(load.text + "_beyond"); }

std::optional<Program> compileWithLoads(const Model& model, std::vector<WatchedPool>& pools, double limit,
                                        const CompileOptions& options, const RunControl& control) {
    auto program = compile(withLoads(model, pools, limit), options, control);
    while (!program && takeOut(model, program.error(), pools))
        program = compile(withLoads(model, pools, limit), options, control);
    return program ? std::optional(std::move(*program)) : std::nullopt;
}

PeakLoad peakLoad(const std::vector<Summary>& loads) {
    PeakLoad peak;
    for (size_t i = 0; i < loads.size(); ++i)
        if (const double load = loads[i].p50 / 100; load > peak.load) // false for NaN
            peak = {load, i + 1};
    return peak;
}

PeakLoad peakShare(const std::vector<Summary>& beyond) {
    PeakLoad peak;
    for (size_t i = 0; i < beyond.size(); ++i)
        if (const double share = beyond[i].mean.value_or(0); share > peak.load)
            peak = {share, i + 1};
    return peak;
}

} // namespace tributary
