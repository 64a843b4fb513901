// SPDX-License-Identifier: GPL-3.0-or-later
// How runs come by cycle times: by formulas where these are right, corrected by simulation where they are not.
#include "core/engine/cycle_time_correction.h"
#include "core/engine/process_simulation.h"
#include "core/model/edit.h"
#include "tests/core/engine/correction_models.h"

#include <atomic>

using namespace tributary;
using namespace tributary::test;

namespace {

CycleTimeCorrection correctionOf(const Model& model) {
    const auto corrections = need(correctCycleTimes(model, 2));
    REQUIRE(corrections->size() == 1);
    return corrections->front();
}

const MetricResults& cycleIn(const Results& results) {
    const MetricResults* cycle = find(results.scenarios.at(0), MetricId("cycle"));
    REQUIRE(cycle);
    return *cycle;
}

std::string notesOf(const Results& results) {
    std::string text;
    for (const std::string& note : results.notes)
        text += note + "\n";
    return text;
}

const std::string by(const std::string& choice) { return R"("cycle_time_by": ")" + choice + "\", "; }

} // namespace

TEST_CASE("one server is exact by Pollaczek-Khinchine, so nothing is simulated and nothing corrected") {
    const Model model = desk("0.9 case/hour", "1", "2");
    const CycleTimeCorrection correction = correctionOf(model);
    CHECK(correction.taken == CycleTimeBy::formulas);
    CHECK(correction.simulations == 0);
    CHECK(correction.words() == "cycle time by the formulas, which are exact for it");
    CHECK_FALSE(correction.isNoted());
    const Results results = runOf(model);
    CHECK(results.notes.empty());
    CHECK(cycleIn(results).bau[0].p50 == Approx(1 + 0.9 / (1 - 0.9) * (1 + 4) / 2));
}

TEST_CASE("a queue that is met twice is not taken for exact") {
    Model model = desk("0.4 case/hour", "1");
    Process process = *model.processes().find(ProcessId("p"));
    process.steps.push_back(process.steps[1]);
    process.steps.back().id = StepId("again");
    process.flows[1].to = StepId("again");
    process.flows.push_back(process.flows[1]);
    process.flows.back().id = FlowId("f3");
    process.flows.back().from = StepId("again");
    process.flows.back().to = StepId("e");
    CHECK(correctionOf(apply(model, Edit{{}, {}, {put(process)}}).model).simulations > 0);
}

TEST_CASE("branches in parallel are corrected to the mean of the longer, in business as usual and where a plan halves "
          "one") {
    const Model model = twoBranches();
    const CycleTimeCorrection correction = correctionOf(model);
    CHECK(correction.taken != CycleTimeBy::formulas);
    CHECK(correction.isJoined);
    const Results results = runOf(model);
    const MetricResults& cycle = cycleIn(results);
    CHECK(cycle.bau[11].p50 == Approx(meanOfLarger(10, 10)).epsilon(2 * correction.error));
    CHECK(cycle.with[11].p50 == Approx(meanOfLarger(5, 10)).epsilon(2 * correction.error));
    CHECK(cycle.with[11].p50 < 0.9 * cycle.bau[11].p50); // the longest mean alone would see no change
    CHECK(notesOf(results).find("Approve: cycle time by the formulas (of parallel branches") == 0);
}

TEST_CASE("a response surface follows the numbers over the region that is simulated, within its stated error") {
    const Model model = twoBranches(by("surface"), "uniform(2, 30) hour");
    const CycleTimeCorrection correction = correctionOf(model);
    REQUIRE(correction.taken == CycleTimeBy::surface);
    CHECK(correction.error < wantedSurfaceError);
    CHECK(correction.coordinates.size() == 1);
    CHECK(correction.simulations >= 32);
    for (const double hours : {6.0, 10.0, 20.0}) {
        const Model fixed = twoBranches(by("surface"), std::to_string(hours) + " hour");
        const auto held = std::make_shared<const CycleTimeCorrections>(1, correction);
        const auto program = compile(fixed, {.uncertainty = Uncertainty::mostLikely, .corrections = held});
        REQUIRE(program);
        const Results results = run(*program, {}).value();
        INFO(hours);
        CHECK(cycleIn(results).bau[0].p50 == Approx(meanOfLarger(hours, 10)).epsilon(3 * correction.error));
    }
}

TEST_CASE("the choice of a process overrules what simulation says") {
    const auto formulas = correctionOf(twoBranches(by("formulas")));
    CHECK(formulas.taken == CycleTimeBy::formulas);
    CHECK(formulas.simulations == 0);
    CHECK(formulas.isNoted());
    CHECK(cycleIn(runOf(twoBranches(by("formulas")))).bau[0].p50 == Approx(10));
    const auto factor = correctionOf(desk("0.9 case/hour", "1", "1", by("factor")));
    CHECK(factor.taken == CycleTimeBy::factor);
    CHECK(std::abs(factor.factors[0] - 1) < 2 * factor.error);
    CHECK(correctionOf(twoBranches(by("factor"))).taken == CycleTimeBy::factor);
}

TEST_CASE("servers that are not whole are simulated, in words") {
    // Half a server takes two hours for an hour's work.
    const Model half = desk("0.3 case/hour", "0.5");
    const CycleTimeCorrection correction = correctionOf(half);
    CHECK(correction.simulations > 0);
    CHECK_FALSE(correction.isUnchecked);
    CHECK(cycleIn(runOf(half)).bau[0].p50 == Approx(2 / (1 - 0.3 * 2)).epsilon(0.05));
    CHECK(notesOf(runOf(half)).find("where servers are not whole, the last of them has that part of the time") !=
          std::string::npos);
    CHECK(correctionOf(desk("1.2 case/hour", "1.5")).simulations > 0);
    CHECK(correctionOf(desk("1.2 case/hour", "2")).words().find("not whole") == std::string::npos);
}

TEST_CASE("an uncertain number of servers is simulated where it is not whole as well") {
    const CycleTimeCorrection correction = correctionOf(desk("1 case/hour", "1.4/2/4", "2"));
    CHECK(correction.refused == 0);
    CHECK(correction.simulations >= 3);
    CHECK(correction.hasPartServers);
}

TEST_CASE("overload is said beside the results, and no correction makes it finite") {
    const Model model = desk("uniform(2, 4.5) case/hour", "4", "3", by("factor"));
    const auto program = compile(model, {});
    REQUIRE(program);
    const Results results = run(*program, {}).value();
    CHECK(notesOf(results).find("Desk has 106 % of the work that it can do where numbers are at P90") !=
          std::string::npos);
    CHECK(results.trialsOverloaded > 0);
    CHECK(std::isinf(cycleIn(results).bau[0].p95));
}

TEST_CASE("a corrected program gives the same bits on 1 and 4 threads and at any block") {
    const auto program = compile(twoBranches(by("surface"), "uniform(5, 15) hour"), {.detail = Detail::means});
    REQUIRE(program);
    const Results one = run(*program, {.trials = 512, .threads = 1, .block = 64}).value();
    const Results four = run(*program, {.trials = 512, .threads = 4, .block = 512}).value();
    CHECK(one.scenarios[0].npvTrials == four.scenarios[0].npvTrials);
}

TEST_CASE("simulations of a point have the same bits on any number of threads, and others with another seed") {
    const CycleTimeCorrection correction = correctionOf(twoBranches());
    const Model model = twoBranches();
    const Process& process = *model.processes().find(ProcessId("p"));
    const auto meanWith = [&](unsigned threads, std::int64_t seed) {
        return need(simulateAt(process, correction.asUsual[1], {20'000, seed, threads})).results->cycleTime.mean;
    };
    CHECK(meanWith(1, 1) == meanWith(4, 1));
    CHECK(meanWith(1, 1) != meanWith(1, 2));
}

TEST_CASE("a correction hangs on the model's seed and on what the map reads, and on nothing else") {
    const CycleTimeCorrection first = correctionOf(twoBranches(by("surface"), "uniform(5, 15) hour"));
    const std::string other = R"j(, "inputs": [{"id": "x", "name": "X", "value": "1/2/3"}])j";
    CHECK(correctionOf(twoBranches(by("surface"), "uniform(5, 15) hour", other)) == first);
    Model model = twoBranches(by("surface"), "uniform(5, 15) hour");
    Settings settings = model.settings();
    settings.seed += 1;
    model = apply(model, Edit{{}, {}, {put(settings)}}).model;
    CHECK(correctionOf(model).surface != first.surface);
}

TEST_CASE("compiling is stopped while it simulates") {
    std::stop_source stop;
    std::atomic<bool> began = false;
    const RunControl control{[&](double) {
                                 began = true;
                                 stop.request_stop();
                             },
                             stop.get_token()};
    const auto program = compile(twoBranches(by("surface"), "uniform(1, 14) hour"), {}, control);
    CHECK(began);
    REQUIRE_FALSE(program);
    CHECK(program.error().front().message == stoppedError().message);
    CHECK(compile(twoBranches(by("surface"), "uniform(1, 14) hour"), {})); // and may be begun anew
}

TEST_CASE("many busy servers with work of a high spread are corrected to where a longer simulation finds them") {
    const Model model = desk("16 case/hour", "20", "4");
    const CycleTimeCorrection correction = correctionOf(model);
    CHECK(correction.taken == CycleTimeBy::factor);
    CHECK(correction.factors[0] < 0.9); // Allen-Cunneen overstates the waits
    const Process& process = *model.processes().find(ProcessId("p"));
    const auto longer = need(simulateAt(process, correction.asUsual[1], {1'000'000, 77, 2}));
    REQUIRE(longer.results);
    const SimulatedMean& truth = longer.results->cycleTime;
    INFO(correction.words() << "; formulas " << correction.asUsual[1].cycleTime << " truth " << truth.mean << " +- "
                            << truth.halfWidth());
    const double corrected = correction.factors[0] * correction.asUsual[1].joinedTime;
    const double error = correction.error * correction.asUsual[1].joinedTime;
    CHECK(std::abs(corrected - truth.mean) < 1.5 * (error + truth.halfWidth()));
}

TEST_CASE("near overload, where simulation cannot tell the formulas from right, it does not touch them") {
    const CycleTimeCorrection correction = correctionOf(desk("9.5 case/hour", "10", "3"));
    CHECK(correction.taken == CycleTimeBy::formulas);
    CHECK(correction.reason.find("which simulation does not tell from right: it finds ") == 0);
}

TEST_CASE("a point too close to overload to be simulated in good time is left out, and the others tell") {
    const CycleTimeCorrection correction = correctionOf(desk("uniform(1, 4.3288) case/hour", "4", "0.5"));
    CHECK(correction.asUsual[2].utilisation[0] > 0.998);
    CHECK(correction.overload.empty());
    CHECK_FALSE(correction.isUnchecked);
    CHECK(correction.leftOut == 1);
    CHECK(correction.refused == 0);
    CHECK(correction.words().find("1 left out as too long") != std::string::npos);
}

TEST_CASE("a map that hangs on another map is corrected at its own numbers") {
    const auto corrections = need(correctCycleTimes(linkedMaps(), 2));
    REQUIRE(corrections->size() == 2);
    const CycleTimeCorrection& inner = corrections->at(0);
    const CycleTimeCorrection& outer = corrections->at(1);
    CHECK(inner.process == ProcessId("b"));
    CHECK(outer.process == ProcessId("a"));
    for (size_t level = 0; level < checkedLevels.size(); ++level) {
        REQUIRE(inner.asUsual[level].touch.size() == 4);
        REQUIRE(outer.asUsual[level].touch.size() == 3);
        CHECK(inner.asUsual[level].cycleTime == Approx(1 / (1 - 0.5) + 3));
        CHECK(outer.asUsual[level].touch[1] == Approx(5));
        CHECK(outer.asUsual[level].cycleTime == Approx(5 / (1 - 0.1 * 5)));
    }
    CHECK(outer.words() == "cycle time by the formulas, which are exact for it");
}

TEST_CASE("a model with errors has no corrections, but an unfinished metric keeps none from being worked out") {
    const auto broken = correctCycleTimes(desk("[No such metric]", "1"), 2);
    REQUIRE_FALSE(broken);
    CHECK(broken.error().message.find("No such metric") != std::string::npos);
    const Model model = desk("0.9 case/hour", "1");
    Metric later;
    later.id = MetricId("later");
    later.name = "Later";
    later.unit = "hour";
    const Model typed = apply(model, Edit{{}, {}, {put(later)}}).model;
    CHECK(correctionOf(typed) == correctionOf(model));
}

TEST_CASE("corrections are stopped also where nothing is simulated") {
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = correctCycleTimes(desk("0.9 case/hour", "1"), 2, {{}, stop.get_token()});
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().message == stoppedError().message);
}

TEST_CASE("words give a factor three digits, and tell what takes too long from what cannot be simulated") {
    CycleTimeCorrection correction;
    correction.taken = CycleTimeBy::factor;
    correction.error = 0.0123;
    correction.simulations = 1;
    correction.cases = 6000;
    const auto wordsOf = [&](double factor) {
        correction.factors = {factor, factor};
        return correction.words();
    };
    CHECK(wordsOf(0.93) ==
          "cycle time by the formulas x 0.930 \u00b1 0.012 by simulation (1 simulation, 6,000 cases in all)");
    CHECK(wordsOf(0.9996).find(" x 1.00 ") != std::string::npos);
    CHECK(wordsOf(1.0512).find(" x 1.05 ") != std::string::npos);
    CHECK(wordsOf(123.4).find(" x 123 ") != std::string::npos);
    correction.leftOut = 1;
    CHECK(correction.effort() == "1 simulation, 6,000 cases in all; 1 left out as too long");
    correction.refused = 2;
    CHECK(correction.effort() ==
          "1 simulation, 6,000 cases in all; 1 left out as too long; 2 left out that cannot be simulated");
}

TEST_CASE("transit is trusted from few simulations, and its run notes what these find of the formulas") {
    const CycleTimeCorrection correction = correctionOf(transit());
    INFO(correction.words());
    CHECK(correction.taken == CycleTimeBy::formulas);
    CHECK_FALSE(correction.isUnchecked);
    CHECK(correction.simulations > 0);
    CHECK(correction.overload.empty());
    CHECK(correction.isNoted());
    CHECK(correction.ratios[0] > trustedRatios[0]);
    CHECK(correction.ratios[1] < trustedRatios[1]);
    CHECK(correction.ratioError > 0);
    CHECK(correction.reason == "which simulation finds at " + correction.ratioWords());
}

TEST_CASE("the ratio of simulation to formulas is said as a range with its error, a third digit where that is known") {
    CycleTimeCorrection correction;
    correction.simulations = 3;
    correction.cases = 95'954;
    correction.ratios = {0.987, 1.018};
    correction.ratioError = 0.0123;
    CHECK(correction.ratioWords() == "0.99 to 1.02 of it (\u00b1 0.01; 3 simulations, 95,954 cases in all)");
    correction.ratioError = 0.004;
    CHECK(correction.ratioWords() == "0.987 to 1.018 of it (\u00b1 0.004; 3 simulations, 95,954 cases in all)");
    correction.ratios = {1, 1.0001};
    correction.ratioError = 0;
    CHECK(correction.ratioWords() == "1.000 of it (\u00b1 0.001; 3 simulations, 95,954 cases in all)");
}
