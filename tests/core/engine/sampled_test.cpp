// SPDX-License-Identifier: GPL-3.0-or-later
// Runs under uncertainty: the same bits whatever the threads and blocks, honest spread, and what is counted as failed.
#include "core/engine/run_memory.h"
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "core/model/map_edits.h"
#include "core/model/quantity_path.h"
#include "core/model/scenario_order.h"
#include "core/stats/summary.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <string>
#include <utility>

using namespace tributary;

namespace {

const ScenarioId exchange("parts-exchange");

Program transitProgram(const std::vector<ScenarioId>& scenarios = {exchange},
                       WantedMetrics metrics = WantedMetrics::counted) {
    const auto model = modelFromTemplate("transit");
    REQUIRE(model);
    auto program = compile(*model, {.scenarios = scenarios, .metrics = metrics});
    REQUIRE(program);
    return *program;
}

Results runOf(const Program& program, const RunOptions& options) {
    auto results = run(program, options);
    REQUIRE(results);
    return *results;
}

} // namespace

TEST_CASE("a run gives the same bits on 1, 2 and 4 threads and in blocks of any size, with every sampler") {
    const Program program = transitProgram({exchange, ScenarioId("more-stock")}, WantedMetrics::all);
    for (const Sampling sampling : {Sampling::sobol, Sampling::latinHypercube, Sampling::plain}) {
        RunOptions options{.trials = 203, .seed = 5, .sampling = sampling, .threads = 1, .block = 64};
        const Results reference = runOf(program, options);
        for (const unsigned threads : {1U, 2U, 4U})
            for (const size_t block : {7UL, 24UL, 1024UL}) {
                options.threads = threads;
                options.block = block;
                const Results other = runOf(program, options);
                for (size_t s = 0; s < reference.scenarios.size(); ++s) {
                    CHECK(other.scenarios[s].npvTrials == reference.scenarios[s].npvTrials);
                    CHECK(other.scenarios[s].npv == reference.scenarios[s].npv);
                    CHECK(other.scenarios[s].cashFlow.back().cumulative ==
                          reference.scenarios[s].cashFlow.back().cumulative);
                    for (size_t m = 0; m < reference.scenarios[s].metrics.size(); ++m)
                        CHECK(other.scenarios[s].metrics[m].with == reference.scenarios[s].metrics[m].with);
                }
            }
    }
}

TEST_CASE("a run for means alone gives the means and the NPVs of a full one, on any threads and in any blocks") {
    const auto model = modelFromTemplate("transit");
    REQUIRE(model);
    const auto full = compile(*model, {.scenarios = {exchange}});
    const auto means = compile(*model, {.scenarios = {exchange}, .detail = Detail::means});
    REQUIRE(full);
    REQUIRE(means);
    const auto expected = runOf(*full, {.trials = 1003, .seed = 7}).scenarios[0];
    const auto reference = runOf(*means, {.trials = 1003, .seed = 7, .threads = 1}).scenarios[0];
    CHECK(reference.npvTrials.size() == 1003);
    for (size_t t = 0; t < 1003; ++t)
        CHECK(reference.npvTrials[t] == Approx(expected.npvTrials[t]).epsilon(1e-9));
    CHECK(reference.chanceOfLoss == expected.chanceOfLoss);
    CHECK(reference.npv.p5 == Approx(expected.npv.p5));
    for (size_t m = 0; m < expected.metrics.size(); ++m)
        for (const size_t period : {size_t{0}, expected.metrics[m].with.size() - 1}) {
            INFO(expected.metrics[m].name);
            CHECK(*reference.metrics[m].with[period].mean == Approx(*expected.metrics[m].with[period].mean));
            CHECK(*reference.metrics[m].bau[period].mean == Approx(*expected.metrics[m].bau[period].mean));
            CHECK(std::isnan(reference.metrics[m].with[period].p50));
        }
    for (size_t period = 0; period < expected.cashFlow.size(); ++period) {
        CHECK(*reference.cashFlow[period].net.mean == Approx(*expected.cashFlow[period].net.mean).margin(1e-6));
        CHECK(*reference.cashFlow[period].cumulative.mean ==
              Approx(*expected.cashFlow[period].cumulative.mean).margin(1e-6));
        CHECK(*reference.cashFlow[period].net.standardError ==
              Approx(*expected.cashFlow[period].net.standardError).epsilon(1e-3).margin(1e-6));
    }
    for (const unsigned threads : {2U, 4U})
        for (const size_t block : {7UL, 24UL, 1024UL}) {
            const auto other =
                runOf(*means, {.trials = 1003, .seed = 7, .threads = threads, .block = block}).scenarios[0];
            CHECK(other.npvTrials == reference.npvTrials);
            for (size_t m = 0; m < reference.metrics.size(); ++m)
                CHECK(*other.metrics[m].with.back().mean == *reference.metrics[m].with.back().mean);
            CHECK(*other.cashFlow.back().cumulative.mean == *reference.cashFlow.back().cumulative.mean);
        }
}

TEST_CASE("a scenario draws the same whether it runs alone or beside others, and a run is a prefix of a longer one") {
    const RunOptions options{.trials = 256, .seed = 9};
    const auto alone = runOf(transitProgram(), options);
    const auto beside = runOf(transitProgram({ScenarioId("more-stock"), exchange}), options);
    CHECK(alone.find(exchange)->npvTrials == beside.find(exchange)->npvTrials);
    auto longer = runOf(transitProgram(), {.trials = 1000, .seed = 9}).scenarios[0].npvTrials;
    longer.resize(256);
    CHECK(longer == alone.scenarios[0].npvTrials);
    CHECK(runOf(transitProgram(), {.trials = 256, .seed = 10}).scenarios[0].npvTrials != alone.scenarios[0].npvTrials);
}

TEST_CASE("the NPV of the transit case has two peaks, one on each side of zero, and its mean is known well") {
    const auto results = runOf(transitProgram(), {.trials = 16384});
    const ScenarioResults& tool = *results.find(exchange);
    REQUIRE(results.trialsFailed == 0);
    REQUIRE(tool.npv.standardError);
    CHECK(*tool.npv.standardError < 0.01 * *tool.npv.sd);
    CHECK(tool.chanceOfLoss > 0.2);
    CHECK(tool.chanceOfLoss < 0.5);

    const Histogram histogram = makeHistogram(tool.npvTrials, 1e5);
    // A peak: a bin of some weight that no bin within 0.3 M$ exceeds.
    std::vector<double> peaks;
    for (size_t i = 0; i < histogram.counts.size(); ++i) {
        bool highest = histogram.counts[i] > 200;
        for (size_t j = i >= 3 ? i - 3 : 0; j < std::min(i + 4, histogram.counts.size()); ++j)
            highest = highest && histogram.counts[j] <= histogram.counts[i];
        if (highest)
            peaks.push_back(histogram.edge(i) + 5e4);
    }
    REQUIRE(peaks.size() == 2);
    CHECK(peaks[0] < 0);
    CHECK(peaks[1] > 0);
}

TEST_CASE("stalled trials do far worse than the others") {
    const auto results = runOf(transitProgram(), {.trials = 4096});
    const ScenarioResults& tool = results.scenarios[0];
    size_t stalled = 0, losses = 0, otherLosses = 0;
    for (size_t t = 0; t < results.trials; ++t) {
        stalled += tool.stalled[t];
        (tool.stalled[t] ? losses : otherLosses) += tool.npvTrials[t] < 0;
    }
    CHECK(static_cast<double>(stalled) == Approx(0.3 * 4096).epsilon(0.02));
    CHECK(static_cast<double>(losses) > 0.9 * static_cast<double>(stalled));
    CHECK(static_cast<double>(otherLosses) < 0.2 * static_cast<double>(results.trials - stalled));
}

TEST_CASE("a run that is stopped gives nothing, and one under way tells how far it is") {
    const Program program = transitProgram();
    std::stop_source source;
    double last = 0;
    const RunControl stopping{[&](double share) {
                                  last = share;
                                  source.request_stop();
                              },
                              source.get_token()};
    CHECK_FALSE(run(program, {.trials = 100000, .threads = 1}, stopping));
    CHECK(last > 0);
    CHECK(last < 0.1);
}

TEST_CASE("a metric that no money hangs on moves no draw of the others") {
    const Model model = test::transit();
    Metric calls = test::metric("", "Shop floor calls", Level::frontline, "call/day", "12/15/20");
    calls.parent = MetricId("L2");
    calls.drift = test::quantity("-3% / 0% / 3%");
    const Model noted = test::after(model, addMetric(model, std::move(calls)));
    const auto npvs = [](const Model& of) {
        const auto program = compile(of, {.metrics = WantedMetrics::none, .detail = Detail::means});
        REQUIRE(program);
        return run(*program, {.trials = 512})->scenarios.front().npvTrials;
    };
    CHECK(npvs(noted) == npvs(model));
    // It adds to a total that is shown, and counts nowhere.
    const Model ranged =
        test::after(model, setQuantity(model, "metric/F4/estimate", "38000000/39000000/41000000 USD/year"));
    CHECK(npvs(ranged) == npvs(model));
}

TEST_CASE("a map that nothing measures, and its group, move no draw of the others") {
    const Model model = test::transit();
    Model drawn = test::after(model, addProcess(model, {}, "Answer calls"));
    const ProcessId calls("answer-calls");
    REQUIRE(drawn.processes().contains(calls));
    Lane lane;
    lane.name = "Call centre";
    drawn = test::after(drawn, addLane(drawn, calls, lane));
    REQUIRE(drawn.groups().size() == model.groups().size() + 1);
    drawn = test::after(drawn, addPool(drawn, calls, test::need(readPoolLine("Agents 2/3/5")), {}));
    Step answer;
    answer.name = "Answer";
    answer.touch = Parameter::parse("4/6/15 minute").value();
    drawn = test::after(drawn, addStepAfter(drawn, calls, StepId("start"), answer));
    const auto npvs = [](const Model& of) {
        const auto program = compile(of, {.metrics = WantedMetrics::none, .detail = Detail::means});
        REQUIRE(program);
        return run(*program, {.trials = 512})->scenarios.front().npvTrials;
    };
    CHECK(npvs(drawn) == npvs(model));
}

TEST_CASE("a range that becomes one number moves no draw of the others") {
    const Model model = test::transit();
    const auto placesOf = [](const Model& of) {
        const auto program = compile(of, {.metrics = WantedMetrics::none});
        for (const Problem& problem : program ? std::vector<Problem>() : program.error())
            UNSCOPED_INFO(problem.message);
        REQUIRE(program);
        std::map<std::string, size_t> places;
        for (const ProgramInput& input : program->inputs())
            places.emplace(input.path, input.dimension.index);
        return places;
    };
    const auto ranged = placesOf(model);
    for (const auto& [path, number] :
         {std::pair("metric/L2/estimate", "16 hour"), std::pair("intervention/parts-exchange/adoption/p", "0.02")}) {
        auto left = placesOf(test::after(model, setQuantity(model, path, number)));
        CHECK(left.size() == ranged.size() - 1);
        REQUIRE(ranged.contains(path));
        left.emplace(path, ranged.at(path));
        CHECK(left == ranged);
    }
}

TEST_CASE("a metric that is not finished stays out of the results and stops no run") {
    const Model model = test::transit();
    Metric calls = test::metric("", "Shop floor calls", Level::frontline, "call/day", "");
    calls.parent = MetricId("L2");
    const Model noted = test::after(model, addMetric(model, std::move(calls)));
    const auto resultsOf = [](const Model& of) {
        const auto program = compile(of, {});
        REQUIRE(program);
        return runOf(*program, {.trials = 128});
    };
    const Results before = resultsOf(model);
    const Results after = resultsOf(noted);
    CHECK(after.trialsFailed == 0);
    CHECK(after.scenarios.front().metrics.size() == before.scenarios.front().metrics.size());
    CHECK(after.scenarios.front().npvTrials == before.scenarios.front().npvTrials);
}

TEST_CASE("an intervention with a scenario of its own moves no draw of the others, whatever its name") {
    const Model model = test::transit();
    Intervention second = *model.interventions().find(InterventionId("parts-exchange"));
    second.id = {};
    second.name = "Another tool"; // its id comes before that of the first
    const Model more = test::after(model, addIntervention(model, std::move(second)));
    Scenario own;
    own.name = "Another tool";
    own.interventions = {InterventionId("another-tool")};
    own.position = lastPosition(model.scenarios());
    const Model planned = test::after(more, addScenario(more, std::move(own)));
    const auto npvs = [](const Model& of) {
        const auto program = compile(of, {.scenarios = {exchange}, .metrics = WantedMetrics::none});
        REQUIRE(program);
        return run(*program, {.trials = 512})->scenarios.front().npvTrials;
    };
    CHECK(npvs(more) == npvs(model));
    CHECK(npvs(planned) == npvs(model));
}

TEST_CASE("a run tells beforehand how much memory its trials take") {
    const Model model = test::transit();
    const auto program = compile(model, {.metrics = WantedMetrics::none});
    REQUIRE(program);
    const auto bytes = [&](size_t trials) { return static_cast<double>(memoryOf(*program, {.trials = trials})); };
    const auto periods = static_cast<double>(model.settings().periods);
    const auto scenarios = static_cast<double>(model.scenarios().size());
    // Benefits, costs, net and cumulative flows by period, and what is worked out once.
    CHECK(bytes(20'000) > 20'000 * scenarios * 8 * (4 * (periods + 1) + 7));
    CHECK(bytes(40'000) == Approx(2 * bytes(20'000)).epsilon(0.01));
    // Columns of metrics by period stop at a gigabyte.
    const auto all = compile(model, {.metrics = WantedMetrics::all});
    REQUIRE(all);
    const auto beyond = [&](size_t trials) { return static_cast<double>(memoryOf(*all, {.trials = trials})); };
    const double headlines = 8 * (4 * (periods + 1) + 30);
    CHECK(beyond(2'000'000) < 2'000'000 * scenarios * headlines + 1.1e9);
    CHECK(beyond(20'000) > bytes(20'000));
    const auto means = compile(model, {.detail = Detail::means});
    REQUIRE(means);
    CHECK(memoryOf(*means, {.trials = 1'000'000}) == 0);
}
