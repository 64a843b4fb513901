// SPDX-License-Identifier: GPL-3.0-or-later
// What an edit costs in models of 10, 1,000 and 10,000 metrics, beside a deep copy of all metrics for scale: the edit
// must stay at microseconds while the copy grows with the model, and one of many metrics may grow no faster than that.
#include "core/model/differences.h"
#include "core/model/edits.h"
#include "core/model/tree_edits.h"
#include "core/model/validate.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

using namespace tributary;

namespace {

Model modelWith(std::int64_t metrics) {
    Edit edit;
    for (std::int64_t i = 0; i < metrics; ++i) {
        Metric metric;
        metric.id = MetricId("M" + std::to_string(i));
        metric.name = "Metric number " + std::to_string(i);
        metric.unit = "hour";
        metric.estimate = Quantity::parse("8/10/15").value();
        edit.changes.push_back(put(std::move(metric)));
    }
    Metric ratio; // waits for a unit, so that edits look for what formulas give
    ratio.id = MetricId("ratio");
    ratio.name = "Ratio";
    ratio.source = MetricSource::formula;
    ratio.formula = Formula::parse("M0 / M1").value();
    edit.changes.push_back(put(std::move(ratio)));
    return apply(Model{}, edit).model;
}

Edit typeInto(const Model& model, std::int64_t metric) {
    Metric changed = *model.metrics().find(MetricId("M" + std::to_string(metric)));
    changed.estimate = Quantity::parse("9/11/16").value();
    return Edit{"Type", "", {put(std::move(changed))}};
}

void editOneMetric(benchmark::State& state) {
    const Model model = modelWith(state.range(0));
    const Edit edit = typeInto(model, state.range(0) / 2);
    for (auto _ : state)
        benchmark::DoNotOptimize(apply(model, edit));
}

void editAndUndo(benchmark::State& state) {
    const Model model = modelWith(state.range(0));
    const Edit edit = typeInto(model, state.range(0) / 2);
    for (auto _ : state) {
        const Applied applied = apply(model, edit);
        benchmark::DoNotOptimize(apply(applied.model, applied.inverse));
    }
}

void deepCopy(benchmark::State& state) {
    const Model model = modelWith(state.range(0));
    for (auto _ : state) {
        std::vector<Metric> copy(model.metrics().begin(), model.metrics().end());
        benchmark::DoNotOptimize(copy.data());
    }
}

void checkAll(benchmark::State& state) {
    const Model model = modelWith(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(validate(model));
}

/// The metrics below the first one.
std::vector<MetricId> childrenIn(const Model& model) {
    std::vector<MetricId> ids;
    for (const Metric& metric : model.metrics())
        if (metric.id != MetricId("M0"))
            ids.push_back(metric.id);
    return ids;
}

Model treeWith(std::int64_t metrics) {
    const Model model = modelWith(metrics);
    Edit edit;
    for (const MetricId& id : childrenIn(model)) {
        Metric below = *model.metrics().find(id);
        below.parent = MetricId("M0");
        below.position = static_cast<int>(edit.changes.size());
        edit.changes.push_back(put(std::move(below)));
    }
    return apply(model, edit).model;
}

void moveChildren(benchmark::State& state) {
    const Model model = treeWith(state.range(0));
    auto ids = childrenIn(model);
    const MetricId landing = ids.back();
    ids.pop_back();
    for (auto _ : state)
        benchmark::DoNotOptimize(moveMetrics(model, ids, {landing, {}}));
}

void levelOfAll(benchmark::State& state) {
    const Model model = treeWith(state.range(0));
    const auto ids = childrenIn(model);
    for (auto _ : state)
        benchmark::DoNotOptimize(setFieldOfAll(model, ids, "level", "operating"));
}

void eraseParent(benchmark::State& state) {
    const Model model = treeWith(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(eraseMetrics(model, {MetricId("M0")}));
}

void differencesOfAll(benchmark::State& state) {
    const Model model = treeWith(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(differences(Model{}, model));
}

BENCHMARK(editOneMetric)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(editAndUndo)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(deepCopy)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(checkAll)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(moveChildren)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(levelOfAll)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(eraseParent)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(differencesOfAll)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

} // namespace
