// SPDX-License-Identifier: GPL-3.0-or-later
// How long a run that is to stop takes to leave off: asked at moments spread evenly over its course. On a machine that
// others use too, look at the processor time that it still takes (all threads), which is its own alone.
#include "core/engine/run.h"
#include "core/exchange/templates.h"
#include "tests/bench/cascade_workload.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <thread>
#include <utility>
#include <vector>

using namespace tributary;

namespace {

using Clock = std::chrono::steady_clock;

double seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

void stopAgainAndAgain(benchmark::State& state, const Model& model, size_t trials) {
    const auto program = compile(model, {});
    if (!program)
        return state.SkipWithError(program.error().front().message.c_str());
    const RunOptions options{.trials = trials, .threads = 2};
    const auto begin = Clock::now();
    benchmark::DoNotOptimize(run(*program, options));
    const auto whole = Clock::now() - begin;
    std::vector<double> taken;
    std::vector<double> worked;
    double share = 0;
    for (auto _ : state) {
        share = std::fmod(share + 0.61803398875, 1.0); // the golden section leaves no part of the course out
        std::stop_source stop;
        std::jthread running([&] { benchmark::DoNotOptimize(run(*program, options, {{}, stop.get_token()})); });
        std::this_thread::sleep_for(std::chrono::duration_cast<Clock::duration>(share * whole));
        const auto asked = Clock::now();
        const std::clock_t workedBefore = std::clock();
        stop.request_stop();
        running.join();
        taken.push_back(seconds(Clock::now() - asked));
        worked.push_back(static_cast<double>(std::clock() - workedBefore) / CLOCKS_PER_SEC);
        state.SetIterationTime(taken.back());
    }
    for (const auto& [name, times] : {std::pair{"wall", &taken}, std::pair{"cpu", &worked}}) {
        std::ranges::sort(*times);
        state.counters[fmt::format("{}_median_ms", name)] = 1e3 * (*times)[times->size() / 2];
        state.counters[fmt::format("{}_p99_ms", name)] = 1e3 * (*times)[(times->size() - 1) * 99 / 100];
        state.counters[fmt::format("{}_max_ms", name)] = 1e3 * times->back();
    }
}

void stopTransit(benchmark::State& state) {
    stopAgainAndAgain(state, modelFromTemplate("transit").value(), static_cast<size_t>(state.range(0)));
}

void stopCascade(benchmark::State& state) {
    stopAgainAndAgain(state, bench::makeCascade(500, 60).model, static_cast<size_t>(state.range(0)));
}

BENCHMARK(stopTransit)
    ->Name("Stopping a run of the transit case, 2 threads, trials")
    ->Arg(4096)
    ->Iterations(100)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(stopCascade)
    ->Name("Stopping a run of W1-big, 2 threads, trials")
    ->Arg(4096)
    ->Iterations(100)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
