// SPDX-License-Identifier: GPL-3.0-or-later
// What an edit costs in models of 10, 1,000 and 10,000 metrics, beside a deep copy of all metrics for scale: the edit
// must stay at microseconds while the copy grows with the model.
#include "core/model/edit.h"
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

BENCHMARK(editOneMetric)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(editAndUndo)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(deepCopy)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(checkAll)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);

} // namespace
