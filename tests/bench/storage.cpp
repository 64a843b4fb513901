// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/document_file.h"

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <string>

using namespace tributary;

namespace {

constexpr int metricCount = 10'000;

class Folder {
public:
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("tributary-bench-" + std::to_string(getpid()));
};

Metric metricNumber(int number, const std::string& estimate) {
    Metric metric;
    metric.id = MetricId("M" + std::to_string(number));
    metric.name = "Metric " + std::to_string(number);
    if (number > 0)
        metric.parent = MetricId("M" + std::to_string((number - 1) / 3));
    metric.unit = "hour";
    metric.estimate = Quantity::parse(estimate).value();
    return metric;
}

Model largeModel() {
    Edit all;
    for (int number = 0; number < metricCount; ++number)
        all.changes.push_back(put(metricNumber(number, std::to_string(number) + "/" + std::to_string(number + 2) + "/" +
                                                           std::to_string(number + 5) + " hour")));
    return apply(Model(), all).model;
}

void createLargeModel(benchmark::State& state) {
    const Folder folder;
    const Model model = largeModel();
    for (auto _ : state)
        benchmark::DoNotOptimize(DocumentFile::create(folder.path / "m.tributary", model, Overwrite::replace));
}
BENCHMARK(createLargeModel)->Unit(benchmark::kMillisecond)->UseRealTime();

void openLargeModel(benchmark::State& state) {
    const Folder folder;
    (void)DocumentFile::create(folder.path / "m.tributary", largeModel());
    for (auto _ : state)
        benchmark::DoNotOptimize(DocumentFile::open(folder.path / "m.tributary"));
}
BENCHMARK(openLargeModel)->Unit(benchmark::kMillisecond)->UseRealTime();

void commitOneEditToLargeModel(benchmark::State& state) {
    const Folder folder;
    auto file = DocumentFile::create(folder.path / "m.tributary", largeModel()).value();
    int value = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(file.commit({"Set", "", {put(metricNumber(5000, std::to_string(++value)))}}));
}
BENCHMARK(commitOneEditToLargeModel)->Unit(benchmark::kMicrosecond)->UseRealTime();

} // namespace
