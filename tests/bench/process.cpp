// SPDX-License-Identifier: GPL-3.0-or-later
// W2 as the engine takes it, by formulas: a bus repair shop with loops and a queue of eight servers, solved anew in
// each trial and period since their arrivals are uncertain and drift. Before the time is taken, what is known in closed
// form is checked: the load of each pool, and Erlang's wait.
#include "core/engine/run.h"
#include "core/exchange/json.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string>
#include <string_view>

using namespace tributary;

namespace {

/// A lognormal time by its median and the spread of its logarithm.
struct Lognormal {
    double median;
    double sigma;

    [[nodiscard]] double mean() const { return median * std::exp(sigma * sigma / 2); }
    [[nodiscard]] double cv() const { return std::sqrt(std::expm1(sigma * sigma)); }
};

constexpr Lognormal triage{1.4, 0.5};
constexpr Lognormal search{1.6, 0.6};
constexpr Lognormal repair{5.2, 0.5};
constexpr double locateMean = (0.1 + 0.25 + 0.6) / 3;
const double locateSd = std::sqrt((0.01 + 0.0625 + 0.36 - 0.025 - 0.06 - 0.15) / 18); // triangular(0.1, 0.25, 0.6)

std::string task(std::string_view id, std::string_view pool, double mean, double cv) {
    return fmt::format(R"({{"id": "{0}", "name": "{0}", "lane": "all", "pool": "{1}", "touch": "{2} hour",
                           "touch_cv": "{3}"}})",
                       id, pool, mean, cv);
}

std::string flow(std::string_view from, std::string_view to, std::string_view share = {}) {
    return fmt::format(R"({{"id": "{0}-{1}", "from": "{0}", "to": "{1}"{2}}})", from, to,
                       share.empty() ? "" : fmt::format(R"(, "share": "{}")", share));
}

std::string pool(std::string_view id, int servers) {
    return fmt::format(R"({{"id": "{0}", "name": "{0}", "group": "all", "servers": "{1}"}})", id, servers);
}

std::string metric(std::string_view id, std::string_view process, std::string_view measure, std::string_view of = {}) {
    return fmt::format(R"({{"id": "{0}", "name": "{0}", "level": "operating", "unit": "{1}", "source": "process",
                           "process": "{2}", "measure": "{3}"{4}}})",
                       id, measure == "utilisation" ? "%" : "hour", process, measure,
                       of.empty() ? "" : fmt::format(R"(, "measure_of": "{}")", of));
}

/// The two processes of W2 over 36 months.
Model makeModel(std::string_view shopArrivals, std::string_view queueArrivals) {
    const auto arrivals = [](std::string_view id, std::string_view estimate) {
        return fmt::format(R"({{"id": "{0}", "name": "{0}", "level": "frontline", "unit": "bus/hour", "estimate": "{1}",
                               "drift": "1 %"}})",
                           id, estimate);
    };
    const std::string text = fmt::format(
        R"({{"format": "tributary", "version": 1, "settings": {{"title": "W2", "periods": 36}},
            "groups": [{{"id": "all", "name": "All"}}],
            "metrics": [{}, {}, {}, {}, {}, {}, {}, {}],
            "processes": [
              {{"id": "shop", "name": "Shop", "metric": "cycle", "arrivals": "shop_arrivals",
                "lanes": [{{"id": "all", "name": "All", "group": "all"}}], "pools": [{}, {}, {}, {}],
                "steps": [{{"id": "start", "kind": "start", "lane": "all"}}, {}, {}, {}, {}, {}, {},
                          {{"id": "end", "kind": "end", "lane": "all"}}],
                "flows": [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}]}},
              {{"id": "queue", "name": "Queue", "metric": "wait", "arrivals": "queue_arrivals",
                "lanes": [{{"id": "all", "name": "All", "group": "all"}}], "pools": [{}],
                "steps": [{{"id": "start", "kind": "start", "lane": "all"}}, {},
                          {{"id": "end", "kind": "end", "lane": "all"}}],
                "flows": [{}, {}]}}]}})",
        arrivals("shop_arrivals", shopArrivals), arrivals("queue_arrivals", queueArrivals),
        metric("cycle", "shop", "cycle_time"), metric("triage_load", "shop", "utilisation", "MECH"),
        metric("stores_load", "shop", "utilisation", "STORES"), metric("bay_load", "shop", "utilisation", "BAY"),
        metric("test_load", "shop", "utilisation", "TEST"), metric("wait", "queue", "waiting"), pool("MECH", 2),
        pool("STORES", 2), pool("BAY", 8), pool("TEST", 1), task("triage", "MECH", triage.mean(), triage.cv()),
        task("locate", "STORES", locateMean, locateSd / locateMean),
        task("search", "STORES", search.mean(), search.cv()),
        R"({"id": "part", "lane": "all", "delay": "12 hour", "delay_cv": "1"})",
        task("repair", "BAY", repair.mean(), repair.cv()), task("test", "TEST", 0.65, 1), flow("start", "triage"),
        flow("triage", "search", "35 %"), flow("triage", "locate"), flow("locate", "part"),
        flow("search", "part", "60 %"), flow("search", "search"), flow("part", "repair"), flow("repair", "test"),
        flow("test", "repair", "10 %"), flow("test", "end"), pool("servers", 8), task("serve", "servers", 1, 1),
        flow("start", "serve"), flow("serve", "end"));
    auto model = readJson(text);
    return model ? *model : throw std::logic_error(model.error().message);
}

/// What is wrong with the answers in period 1, business as usual; empty where they are met.
std::string wrongAnswers() {
    const auto program = compile(makeModel("1 bus/hour", "6.8 bus/hour"), {.uncertainty = Uncertainty::mostLikely});
    if (!program)
        return program.error().front().message;
    const auto results = run(*program, {});
    // The first period's growth: half a month at 1 % a year.
    const double grown = std::pow(1.01, 0.5 / 12);
    const std::map<std::string, double> expected{{"triage_load", triage.mean() / 2},
                                                 {"stores_load", (0.65 * locateMean + 0.35 / 0.6 * search.mean()) / 2},
                                                 {"bay_load", repair.mean() / 0.9 / 8},
                                                 {"test_load", 0.65 / 0.9}};
    std::string wrong;
    for (const auto& [id, load] : expected) {
        const double value = *find(results->scenarios.front(), MetricId(id))->bau.front().mean / 100;
        if (!(std::abs(value / (load * grown) - 1) <= 1e-9))
            wrong += fmt::format("{} is {:.12g}, not {:.12g}; ", id, value, load * grown);
    }
    const auto still = compile(makeModel("1 bus/hour", fmt::format("{:.17g} bus/hour", 6.8 / grown)),
                               {.uncertainty = Uncertainty::mostLikely});
    const double wait = *find(run(*still, {})->scenarios.front(), MetricId("wait"))->bau.front().mean;
    if (!(std::abs(wait / 0.4771407775 - 1) <= 1e-9)) // Erlang C: 0.5725689330 / (8 - 6.8)
        wrong += fmt::format("Erlang's wait is {:.12g}, not 0.4771407775; ", wait);
    return wrong;
}

void solveShop(benchmark::State& state) {
    const std::string wrong = wrongAnswers();
    if (!wrong.empty())
        return state.SkipWithError(wrong.c_str());
    const auto program = compile(makeModel("0.85/0.95/1.05 bus/hour", "6/6.4/6.9 bus/hour"), {.detail = Detail::means});
    if (!program)
        return state.SkipWithError(program.error().front().message.c_str());
    RunOptions options;
    options.trials = 10'000;
    options.threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(run(*program, options));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * 2 * 36 * 10'000);
    state.SetLabel("processes solved");
}

BENCHMARK(solveShop)
    ->Name("W2 by formulas (shop and M/M/8 x 36 months x 10000 trials)/threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

} // namespace
