// SPDX-License-Identifier: GPL-3.0-or-later
// W2 case by case: the bus repair shop and M/M/8 through the simulation of processes. Known answers of two other
// programs are met before any time is taken; each repetition has a seed of its own.
#include "tests/core/process/repair_shop.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <string>

using namespace tributary;
using namespace tributary::test;

namespace {

std::string wrongMean(const SimulatedProcess& process, double known) {
    const auto got = simulate(process, repairShopOptions(), StatelessDraws(1));
    if (!got)
        return got.error().message;
    const double mean = (*got)->cycleTime.mean;
    return std::abs(mean / known - 1) <= 1e-9 ? "" : fmt::format("the mean is {:.12g}, not {:.12g}", mean, known);
}

void simulateCases(benchmark::State& state, const SimulatedProcess& process, double known, std::uint64_t cases) {
    if (const std::string wrong = wrongMean(process, known); !wrong.empty())
        return state.SkipWithError(wrong.c_str());
    SimulationOptions options = repairShopOptions();
    options.cases = cases;
    std::uint64_t seed = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(simulate(process, options, StatelessDraws(++seed)));
    state.SetItemsProcessed(static_cast<std::int64_t>(static_cast<std::uint64_t>(state.iterations()) * cases));
    state.SetLabel("cases");
}

constexpr double shopMean = 27.9586364926;
constexpr double queueMean = 1.46581500426;

BENCHMARK_CAPTURE(simulateCases, shop, repairShop(), shopMean, 100'000)
    ->Name("W2 shop (100000 cases)")
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(simulateCases, queue, eightServers(), queueMean, 100'000)
    ->Name("W2 M/M/8 (100000 cases)")
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(simulateCases, long, repairShop(), shopMean, 10'000'000)
    ->Name("W2 shop (10000000 cases)")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->MeasureProcessCPUTime();

} // namespace
