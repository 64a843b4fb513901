// SPDX-License-Identifier: GPL-3.0-or-later
// Cases that come from a population: machine repair against the textbook, a closed network against its product form.
#include "core/engine/process_mapping.h"
#include "core/engine/process_numbers.h"
#include "core/engine/process_simulation.h"
#include "core/insight/design.h"
#include "core/insight/process_measures.h"
#include "core/model/edits.h"
#include "core/model/sub_processes.h"
#include "core/model/validate.h"
#include "tests/core/engine/one_year.h"
#include "tests/shared_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

using namespace tributary;
using namespace tributary::test;

namespace {

Step exponential(const char* id, const char* pool, const std::string& touch) {
    Step made = task(id, id, pool, touch);
    made.spread = Spread::exponential;
    return made;
}

/// Machines that fail at a rate each, and are repaired by crews.
Model repairShop(const std::string& members, const std::string& rate, const std::string& crews,
                 const std::string& mean) {
    Process process;
    process.id = ProcessId("p");
    process.name = "Repair";
    process.population = parameter(members);
    process.arrivals = parameter(rate);
    process.pools = {pool("crew", "g", crews)};
    process.steps = {step("in", StepKind::start), exponential("mend", "crew", mean), step("out", StepKind::end)};
    process.flows = {flow("in", "mend"), flow("mend", "out")};
    const Model model = test::with(test::with(Model(), group("g", "G", "100", "30 USD/hour")), process);
    Metric cycle = metric("cycle", "Cycle time", Level::operating, "hour", "");
    cycle.estimate.reset();
    cycle.source = MetricSource::process;
    cycle.process = process.id;
    cycle.measure = Measure::cycleTime;
    Metric output = cycle;
    output.id = MetricId("output");
    output.name = "Output";
    output.unit = "1/hour";
    output.measure = Measure::throughput;
    return test::with(test::with(model, cycle), output);
}

ProcessNumbers populationSolved(const Model& model) {
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    if (!program)
        FAIL(compileError(model));
    return readProcesses(*program, MedianUniforms(), 1, 0).at(0).trials.at(0);
}

SimulationResults simulationOf(const Model& model) {
    const auto found =
        need(simulateAt(expanded(model, *model.processes().find(ProcessId("p"))), populationSolved(model),
                        {.cases = 400'000, .seed = 11, .threads = 2, .mostVisits = 3e7}));
    INFO(found.failure);
    REQUIRE(found.results);
    return *found.results;
}

void checkKnown(const SimulatedMean& found, double known) {
    INFO(found.mean << " +- " << found.halfWidth(0.99) << ", known " << known);
    CHECK(std::abs(found.mean - known) <= found.halfWidth(0.99));
}

} // namespace

TEST_CASE("a population of machines is repaired as the textbook says, by the formulas and in simulation") {
    const auto path = sharedData("oracles/queues.csv");
    if (!path)
        return;
    int checked = 0;
    for (const auto& row : readCsv(*path)) {
        if (row[0] != "machine repair")
            continue;
        INFO(row[1] << " " << row[2]);
        const auto text = [&](const char* name) { return std::to_string(numberIn(row[1], name)); };
        const double members = numberIn(row[1], "N");
        const Model model =
            repairShop(text("N") + " bus", std::to_string(1 / numberIn(row[1], "MTBF")) + " breakdown/hour",
                       text("crews"), text("MTTR") + " hour");
        const ProcessNumbers numbers = populationSolved(model);
        const SimulationResults found = simulationOf(model);
        const double known = std::stod(row[3]);
        const std::map<std::string, std::pair<double, SimulatedMean>> measures{
            {"mean_down", {numbers.workInProgress, found.workInProgress}},
            {"mean_waiting", {numbers.casesPerHour * numbers.poolWaiting[0], found.pools[0].queueLength}},
            {"throughput_per_h", {numbers.casesPerHour, found.throughput}},
            {"mean_downtime_h", {numbers.cycleTime, found.cycleTime}},
            {"mean_wait_h", {numbers.poolWaiting[0], found.pools[0].waiting}},
            {"utilisation", {numbers.utilisation[0], found.pools[0].utilisation}}};
        if (row[2] == "availability") {
            CHECK(1 - numbers.workInProgress / members == Approx(known).epsilon(1e-8));
        } else {
            REQUIRE(measures.contains(row[2]));
            CHECK(measures.at(row[2]).first == Approx(known).epsilon(1e-8));
            checkKnown(measures.at(row[2]).second, known);
        }
        ++checked;
    }
    CHECK(checked == 14);
}

TEST_CASE("a run takes what a population makes, which slows its own arrivals") {
    const Model model = repairShop("10 bus", "0.01 breakdown/hour", "1", "10 hour");
    for (const Problem& problem : validate(model)) {
        INFO(problem.message);
        CHECK(problem.severity != Severity::error);
    }
    const Results results = runOf(model);
    const ProcessNumbers numbers = populationSolved(model);
    CHECK(find(results.scenarios.at(0), MetricId("cycle"))->bau.at(0).p50 == Approx(numbers.cycleTime));
    CHECK(find(results.scenarios.at(0), MetricId("output"))->bau.at(0).p50 == Approx(numbers.casesPerHour));
    CHECK(numbers.casesPerHour * (100 + numbers.cycleTime) == Approx(10));
    const ProcessMeasures measured = need(measureProcess(model, ProcessId("p"), {}, 0, {}, Simulation::none));
    CHECK(measured.casesPerMonth == Approx(numbers.casesPerHour * 730.5));
    // Far more work than the crew can do is no overload: nearly all are down.
    const Model saturated = repairShop("40 bus", "1 breakdown/hour", "2", "10 hour");
    CHECK(runOf(saturated, Uncertainty::mostLikely, 64).trialsOverloaded == 0);
    const ProcessNumbers busy = populationSolved(saturated);
    CHECK(busy.utilisation[0] == Approx(1).epsilon(1e-6));
    CHECK(busy.casesPerHour == Approx(0.2).epsilon(1e-6));
    CHECK(busy.cycleTime == Approx(40 / 0.2 - 1).epsilon(1e-6));
}

TEST_CASE("a closed network of two pools has the throughput of its product form") {
    // X = G(N - 1) / G(N), G(N) the sum over who is where of (1/r + delay)^outside / outside! and of demand^n over the
    // product of min(j, servers), j = 1 to n, for each pool (Gordon & Newell, 1967).
    Model model = repairShop("7", "0.5 case/hour", "2", "1.5 hour");
    Process process = *model.processes().begin();
    process.pools.push_back(pool("desk", "g", "1"));
    process.steps.push_back(exponential("file", "desk", "0.4 hour"));
    process.steps.back().delay = parameter("3 hour");
    process.flows = {flow("in", "mend"), flow("mend", "file"), flow("file", "mend", "20%"), flow("file", "out")};
    model = test::with(model, process);
    const double visits = 1 / 0.8, away = 2 + 3 * visits;
    const auto sum = [&](int members) {
        double all = 0;
        for (int mended = 0; mended <= members; ++mended)
            for (int filed = 0; mended + filed <= members; ++filed) {
                const int outside = members - mended - filed;
                double weight = std::pow(away, outside) / std::tgamma(outside + 1);
                for (int j = 1; j <= mended; ++j)
                    weight *= visits * 1.5 / std::min(j, 2);
                all += weight * std::pow(visits * 0.4, filed);
            }
        return all;
    };
    const ProcessNumbers numbers = populationSolved(model);
    CHECK(numbers.casesPerHour == Approx(sum(6) / sum(7)).epsilon(1e-9));
    CHECK(numbers.workInProgress == Approx(7 - 2 * numbers.casesPerHour).epsilon(1e-9));
    checkKnown(simulationOf(model).throughput, numbers.casesPerHour);
}

TEST_CASE("between whole populations the waits go in a straight line, and what cannot be is told") {
    const auto waits = [](const char* members) {
        return populationSolved(repairShop(members, "0.01 breakdown/hour", "1", "10 hour")).poolWaiting[0];
    };
    CHECK(waits("10.25") == Approx(0.75 * waits("10") + 0.25 * waits("11")));
    CHECK(waits("1") == 0);
    const auto told = [](const Model& model, const char* words) {
        for (const Problem& problem : validate(model))
            if (problem.message.find(words) != std::string::npos)
                return problem.severity == Severity::error && !problem.action.empty();
        return false;
    };
    CHECK(told(repairShop("0.5", "0.01 case/hour", "1", "10 hour"), "has 0.5 members"));
    CHECK(told(repairShop("2000", "0.01 case/hour", "1", "10 hour"), "has 2000 members"));
    Model model = repairShop("10", "0.01 case/hour", "1", "10 hour");
    CHECK(told(after(model, setField(model, {Process::kind, "p"}, "task/mend/patience", "3 hour")), "lose patience"));
    CHECK(told(after(model, setField(model, {Process::kind, "p"}, "arrivals", "")), "has no arrivals"));
}

TEST_CASE("a population whose crew is never idle is simulated, and agrees") {
    const Model model = repairShop("40 bus", "1 breakdown/hour", "2", "10 hour");
    const SimulationResults found = simulationOf(model);
    checkKnown(found.throughput, 0.2);
    checkKnown(found.cycleTime, populationSolved(model).cycleTime);
}

TEST_CASE(
    "the throughput of work that is not exponential is within 4 % of simulation, at any load, or 8 % of heavy tails") {
    struct Shop {
        int members = 0, hours = 0, crews = 0;
    };
    for (const Shop& each :
         std::vector<Shop>{{5, 30, 1}, {5, 4, 3}, {10, 50, 1}, {10, 150, 1}, {40, 70, 4}, {40, 1, 4}})
        for (const auto& [spread, cv, bound] :
             {std::tuple(Spread::constant, "0", 0.04), std::tuple(Spread::gamma, "0.5", 0.04),
              std::tuple(Spread::gamma, "2", 0.08), std::tuple(Spread::lognormal, "2", 0.08)}) {
            INFO(each.members << " members, " << each.hours << " hours, " << each.crews << " crews, cv " << cv);
            Model model =
                repairShop(std::to_string(each.members), fmt::format("{:.12f} breakdown/hour", 1.0 / each.hours),
                           std::to_string(each.crews), "10 hour");
            Process process = *model.processes().begin();
            process.steps[1].spread = spread;
            process.steps[1].touchCv = parameter(cv);
            model = test::with(model, process);
            const double found = simulationOf(model).throughput.mean;
            CHECK(populationSolved(model).casesPerHour == Approx(found).epsilon(bound));
        }
}

TEST_CASE("a population of nobody is no stream of cases") {
    const Model model = repairShop("10", "0.01 breakdown/hour", "1", "10 hour");
    ProcessNumbers numbers = populationSolved(model);
    numbers.population = 0;
    solve(need(NetworkPlan::make(mapProcess(*model.processes().begin()).shape)), numbers);
    CHECK(numbers.casesPerHour == 0);
}

TEST_CASE("patience in a map within that of a population is told at the step that has it") {
    Process inner;
    inner.id = ProcessId("inner");
    inner.name = "Inner";
    inner.pools = {pool("clerk", "g", "1")};
    inner.steps = {step("begin", StepKind::start), exponential("sign", "clerk", "1 hour"), step("done", StepKind::end)};
    inner.steps[1].patience = parameter("3 hour");
    inner.flows = {flow("begin", "sign"), flow("sign", "done")};
    Model model = test::with(repairShop("10", "0.01 case/hour", "1", "10 hour"), inner);
    Process process = *model.processes().find(ProcessId("p"));
    Step nested = step("nested", StepKind::task);
    nested.inner = inner.id;
    process.steps.push_back(nested);
    process.flows = {flow("in", "mend"), flow("mend", "nested"), flow("nested", "out")};
    model = test::with(model, process);
    const std::vector<Problem> problems = validate(model);
    CHECK(std::ranges::any_of(problems, [](const Problem& each) {
        return each.severity == Severity::error && each.subject == "process/inner/task/sign/patience" &&
               each.message.find("that of Repair, lose patience") != std::string::npos;
    }));
}
