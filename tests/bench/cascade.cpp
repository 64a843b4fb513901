// SPDX-License-Identifier: GPL-3.0-or-later
// The cascade workloads: their known answers first (in the numbers of the stateless source, seed 1, computed by two
// other programs), then the time. A model that answers wrong is not timed.
#include "core/engine/what_if.h"
#include "core/finance/internal_rate.h"
#include "core/model/edit.h"
#include "tests/bench/cascade_workload.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

using namespace tributary;
using namespace tributary::bench;

namespace {

struct Answer {
    double mean, sd, chanceOfGain, p5, p50, p95, monthlyRate, checksum;
    std::vector<double> rootRatios; ///< at months 12, 24 and 36
};

struct Size {
    const char* name;
    int metrics;
    int months;
    size_t trials;
    Answer answer;
};

const std::vector<Size>& sizes() {
    static const std::vector<Size> all{{"W1",
                                        50,
                                        36,
                                        10'000,
                                        {138157.86073,
                                         115638.91620,
                                         0.8815,
                                         -51103.23660,
                                         137116.10737,
                                         329113.98498,
                                         0.0212272456,
                                         54.49821003,
                                         {1.0208486349, 1.0743407840, 1.0903798422}}},
                                       {"W1-big",
                                        500,
                                        60,
                                        10'000,
                                        {848870.26779,
                                         101558.97685,
                                         1,
                                         675684.65807,
                                         852073.70330,
                                         1010085.68537,
                                         0.0450550716,
                                         541.57859656,
                                         {1.0250698433, 1.0849721787, 1.1015316827}}},
                                       {"W1-1M",
                                        50,
                                        36,
                                        1'000'000,
                                        {139007.2233,
                                         115437.228,
                                         0.884377,
                                         -50498.834,
                                         138647.664,
                                         329557.367,
                                         0.0213509751,
                                         54.49480623,
                                         {1.020855728, 1.074240596, 1.090225238}}}};
    return all;
}

RunOptions optionsOf(const CascadeWorkload& workload, const Size& size, std::uint64_t seed, unsigned threads) {
    RunOptions options;
    options.trials = size.trials;
    options.threads = threads;
    options.uniforms = workload.uniforms(seed);
    return options;
}

/// The rate per month of the mean cash flow.
double monthlyRate(const ScenarioResults& scenario) {
    std::vector<double> flows;
    for (const CashFlowResults& row : scenario.cashFlow)
        flows.push_back(row.net.mean.value_or(std::nan("")));
    const auto rate = internalRates(flows, 1.0 / 12, DiscountConvention::endOfPeriod).only();
    return rate ? std::pow(1 + *rate, 1.0 / 12) - 1 : std::nan("");
}

/// What is wrong with an answer; empty where it is met.
std::string wrongIn(const CascadeWorkload& workload, const Size& size, const Results& results) {
    const ScenarioResults& scenario = results.scenarios.front();
    std::string wrong;
    const auto check = [&](const char* what, double value, double expected) {
        if (!(std::abs(value - expected) <= 1e-6 * std::abs(expected)))
            wrong += fmt::format("{} is {:.10g}, not {:.10g}; ", what, value, expected);
    };
    const Answer& answer = size.answer;
    // The divisor of the known spread is the number of trials.
    const double shrink = std::sqrt(1 - 1 / static_cast<double>(size.trials));
    check("mean", scenario.npv.mean.value_or(0), answer.mean);
    check("sd", scenario.npv.sd.value_or(0) * shrink, answer.sd);
    check("chance of a gain", 1 - scenario.chanceOfLoss, answer.chanceOfGain);
    check("p5", scenario.npv.p5, answer.p5);
    check("p50", scenario.npv.p50, answer.p50);
    check("p95", scenario.npv.p95, answer.p95);
    check("monthly rate", monthlyRate(scenario), answer.monthlyRate);
    double checksum = 0;
    for (const MetricResults& metric : scenario.metrics)
        checksum += *metric.with.back().mean / *metric.bau.back().mean;
    check("checksum", checksum, answer.checksum);
    for (size_t i = 0; i < answer.rootRatios.size(); ++i)
        check("root", *find(scenario, workload.root)->with[12 * i + 11].mean / workload.rootBaseline,
              answer.rootRatios[i]);
    return wrong;
}

void cascade(benchmark::State& state, const Size& size, unsigned threads) {
    const CascadeWorkload workload = makeCascade(size.metrics, size.months);
    const auto program = compile(workload.model, {.detail = Detail::means});
    if (!program)
        return state.SkipWithError(program.error().front().message.c_str());
    const auto known = run(*program, optionsOf(workload, size, 1, threads));
    const std::string wrong = wrongIn(workload, size, *known);
    if (!wrong.empty())
        return state.SkipWithError(wrong.c_str());
    std::uint64_t seed = 1;
    for (auto _ : state)
        benchmark::DoNotOptimize(run(*program, optionsOf(workload, size, ++seed, threads)));
}

struct KnownEdit {
    int edit;
    double mean, chanceOfGain, p5, p50, p95, root;
};

/// The distribution of the first frontline metric's effect after an edit, in %.
Triangular editedEffect(const CascadeWorkload& workload, int edit) {
    const double low = workload.firstEffectLow;
    const double high = workload.firstEffectHigh;
    return {low, low + (high - low) * ((edit % 100) + 0.5) / 100, high};
}

/// W4: that effect is edited again and again; `resultsOf` gives what an edit comes to.
template <class ResultsOf>
void editAgainAndAgain(benchmark::State& state, const CascadeWorkload& workload, ResultsOf&& resultsOf) {
    static const std::vector<KnownEdit> known{
        {1, 130325.95795, 0.8702, -58379.30875, 129424.65976, 320891.10599, 1.0891887839},
        {50, 137032.30288, 0.8797, -51792.73228, 136075.40753, 327653.35958, 1.0902093153},
        {200, 130187.32677, 0.8701, -58486.87527, 129222.61131, 320842.62098, 1.0891676016}};
    for (const KnownEdit& row : known) {
        const std::optional<Results> results = resultsOf(row.edit);
        if (!results)
            return state.SkipWithError("the edited model does not run");
        const ScenarioResults& scenario = results->scenarios.front();
        const double root = *find(scenario, workload.root)->with.back().mean / workload.rootBaseline;
        for (const auto& [value, expected] :
             {std::pair(*scenario.npv.mean, row.mean), std::pair(1 - scenario.chanceOfLoss, row.chanceOfGain),
              std::pair(scenario.npv.p5, row.p5), std::pair(scenario.npv.p50, row.p50),
              std::pair(scenario.npv.p95, row.p95), std::pair(root, row.root)})
            if (!(std::abs(value - expected) <= 1e-6 * std::abs(expected)))
                return state.SkipWithError(
                    fmt::format("edit {}: {:.10g}, not {:.10g}", row.edit, value, expected).c_str());
    }
    int edit = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(resultsOf(++edit));
}

/// Everything computed anew, compiling included.
void editAndRunAll(benchmark::State& state, unsigned threads) {
    const Size& size = sizes().front();
    const CascadeWorkload workload = makeCascade(size.metrics, size.months);
    editAgainAndAgain(state, workload, [&](int edit) -> std::optional<Results> {
        const Triangular effect = editedEffect(workload, edit);
        Intervention changed = *workload.model.interventions().find(InterventionId("I0"));
        changed.effects.front().size =
            Quantity::parse(fmt::format("triangular({}, {}, {}) %", effect.low, effect.likely, effect.high)).value();
        const Model model = apply(workload.model, Edit{"Edit", "", {put(std::move(changed))}}).model;
        const auto program = compile(model, {.metrics = WantedMetrics::counted, .detail = Detail::means});
        return program ? run(*program, optionsOf(workload, size, 1, threads)) : std::nullopt;
    });
}

/// What hangs on the effect alone computed anew.
void editAndRunSlice(benchmark::State& state, unsigned threads) {
    const Size& size = sizes().front();
    const CascadeWorkload workload = makeCascade(size.metrics, size.months);
    const auto program = compile(workload.model, {.metrics = WantedMetrics::counted, .detail = Detail::means});
    if (!program)
        return state.SkipWithError(program.error().front().message.c_str());
    const auto whatIf = WhatIf::make(*program, workload.firstEffect, optionsOf(workload, size, 1, threads));
    if (!whatIf)
        return state.SkipWithError("the effect cannot be cut out");
    editAgainAndAgain(state, workload, [&](int edit) { return whatIf->run(editedEffect(workload, edit)); });
}

const bool registered = [] {
    for (const Size& size : sizes())
        for (const unsigned threads : {1U, 2U})
            benchmark::RegisterBenchmark(fmt::format("{} ({} metrics x {} months x {} trials, {} thread{})", size.name,
                                                     size.metrics, size.months, size.trials, threads,
                                                     threads > 1 ? "s" : "")
                                             .c_str(),
                                         [&size, threads](benchmark::State& state) { cascade(state, size, threads); })
                ->Unit(benchmark::kMillisecond)
                ->MeasureProcessCPUTime()
                ->UseRealTime();
    for (const auto& [name, function] : {std::pair{"W4-full", &editAndRunAll}, std::pair{"W4-inc ", &editAndRunSlice}})
        for (const unsigned threads : {1U, 2U})
            benchmark::RegisterBenchmark(
                fmt::format("{} ({} thread{})", name, threads, threads > 1 ? "s" : "").c_str(),
                [function = function, threads](benchmark::State& state) { function(state, threads); })
                ->Unit(benchmark::kMillisecond)
                ->MeasureProcessCPUTime()
                ->UseRealTime();
    return true;
}();

} // namespace
