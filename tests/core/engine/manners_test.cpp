// SPDX-License-Identifier: GPL-3.0-or-later
// What a map says of its queues besides their numbers: working hours, priorities, patience, how times vary, several
// pools at once. Each by a known answer in simulation, and by what a run makes of it.
#include "core/engine/cycle_time_correction.h"
#include "core/engine/point_simulation.h"
#include "core/engine/process_simulation.h"
#include "core/model/edits.h"
#include "tests/core/engine/one_year.h"

#include <fmt/format.h>

#include <cmath>
#include <random>

using namespace tributary;
using namespace tributary::test;

namespace {

/// A task of an hour at one pool, with more members of the parts' JSON form.
Model counter(const std::string& arrivals, const std::string& pool, const std::string& step,
              const std::string& process = {}) {
    return oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "50", "hourly_cost": "30 USD/hour"},
                                  {"id": "h", "name": "H", "headcount": "50", "hourly_cost": "70 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"},
                    {"id": "labour", "name": "Labour", "level": "operating", "unit": "USD", "source": "process",
                     "process": "p", "measure": "labour_cost"}],
        "processes": [{"id": "p", "name": "Serve", "metric": "cycle", "arrivals": ")j" +
                   arrivals + "\", " + process + R"j(
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1")j" +
                   pool + R"j(}, {"id": "x", "name": "Expert", "group": "h", "servers": "2"}],
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "t", "name": "T", "pool": "w")j" +
                   step + R"j(}, {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan"}])j");
}

class MiddleUniforms final : public UniformSource {
public:
    void fillUniforms(Dimension, size_t, std::span<double> out) const override { std::ranges::fill(out, 0.5); }
};

ProcessNumbers numbersOf(const Model& model) {
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    if (!program)
        FAIL(program.error().front().message);
    return readProcesses(*program, MiddleUniforms(), 1, 0).at(0).trials.at(0);
}

const Process& onlyProcess(const Model& model) { return *model.processes().begin(); }

SimulationResults simulatedFor(const Model& model, double horizon, double warmUp = 1000) {
    const auto process = need(simulatedProcess(onlyProcess(model), numbersOf(model)));
    SimulationOptions options;
    options.warmUp = std::ceil(warmUp / hoursOfWeek) * hoursOfWeek;
    options.horizon = options.warmUp + std::ceil(horizon / hoursOfWeek) * hoursOfWeek;
    options.replications = 10;
    options.threads = 2;
    return *need(simulate(process, options, AddressedDraws(11)));
}

void holds(const SimulatedMean& found, double truth, double within = 0) {
    INFO(found.mean << " +- " << found.halfWidth(0.99) << " for " << truth);
    CHECK(std::abs(found.mean - truth) <= found.halfWidth(0.99) + within);
    CHECK(found.halfWidth(0.99) < 0.1 * truth);
}

std::string allNotes(const Results& results) {
    std::string text;
    for (const std::string& note : results.notes)
        text += note + "\n";
    return text;
}

double cycleOf(const Results& results) {
    const MetricResults* cycle = find(results.scenarios.at(0), MetricId("cycle"));
    REQUIRE(cycle);
    return cycle->bau[0].p50;
}

double labourOf(const Results& results) {
    const MetricResults* labour = find(results.scenarios.at(0), MetricId("labour"));
    REQUIRE(labour);
    return labour->bau[0].p50;
}

const std::string week = R"(, "hours": "Mon-Fri 08:00-16:00")";
const std::string hour = R"(, "touch": "1 hour", "touch_cv": "1")";

} // namespace

TEST_CASE("cases that come when nobody is there wait for the next morning, the weekend included") {
    // Alone in the queue, a case waits half the square of each gap over the week: four nights of 16 hours, one of 64.
    const Model model = counter("0.02 case/hour", week, R"(, "touch": "0.001 hour")");
    CHECK(numbersOf(model).servers[0] == Approx(40.0 / 168));
    holds(simulatedFor(model, 300'000).cycleTime, (4 * 16.0 * 16 + 64.0 * 64) / 2 / 168, 0.002);
}

TEST_CASE("the formulas of a map with working hours take the servers on their mean, and simulation corrects them") {
    const Model model = counter("0.1 case/hour", week, hour);
    const Results results = runOf(model);
    const auto corrections = need(correctCycleTimes(model, 2));
    const CycleTimeCorrection& correction = corrections->at(0);
    CHECK(correction.taken == CycleTimeBy::factor);
    // By the formulas the desk is an M/M/1 queue of 40/168 of a server; away from work its cases wait days.
    CHECK(correction.asUsual[1].utilisation[0] == Approx(0.1 * 168 / 40));
    CHECK(correction.factors[0] > 2);
    const SimulationResults simulated = simulatedFor(model, 200'000, 4000);
    CHECK(cycleOf(results) == Approx(simulated.cycleTime.mean).epsilon(0.05));
    CHECK(simulated.pools[0].utilisation.mean == Approx(0.42).epsilon(0.05));
    CHECK(allNotes(results).find("Serve: cycle time by the formulas x ") != std::string::npos);
}

TEST_CASE("working hours that the formulas alone are chosen for are said to be spread over the week") {
    const Model model = counter("0.1 case/hour", week, hour, R"("cycle_time_by": "formulas", )");
    CHECK(allNotes(runOf(model)).find("as chosen; the formulas spread working hours evenly over the week") !=
          std::string::npos);
}

TEST_CASE("hours that are always there change nothing") {
    const Model plain = counter("0.6 case/hour", "", hour);
    const Model always = counter("0.6 case/hour", R"(, "hours": "24/7")", hour);
    CHECK(cycleOf(runOf(plain)) == cycleOf(runOf(always)));
    CHECK(need(correctCycleTimes(always, 2))->at(0).words() == "cycle time by the formulas, which are exact for it");
}

TEST_CASE("a shift may have more servers than another, whole or not") {
    const Model model = counter("0.1 case/hour", R"(, "hours": "daily 06:00-14:00 x3, 14:00-22:00")", hour);
    const auto process = need(simulatedProcess(onlyProcess(model), numbersOf(model)));
    REQUIRE(process.pools[0].shifts.size() == 1 + 3 * 7);
    CHECK(process.pools[0].shifts[1].from == 6);
    CHECK(process.pools[0].shifts[1].servers == 3);
    CHECK(process.pools[0].shifts[2].servers == 1);
    CHECK(process.pools[0].shifts[3].servers == 0);
    const Model half = counter("0.1 case/hour", R"(, "hours": "daily 06:00-14:00 x1.5, 14:00-22:00")", hour);
    CHECK(need(simulatedProcess(onlyProcess(half), numbersOf(half))).pools[0].shifts[1].servers == 1.5);
    CHECK(need(simulatedProcess(onlyProcess(half), numbersOf(half))).pools[0].shifts[2].servers == 1);
}

TEST_CASE("2.5 people in shifts are corrected to between what 2 and 3 are") {
    const auto staffed = [](const std::string& servers) {
        const Model model = counter("1.5 case/hour", R"(, "hours": "Mon-Fri 08:00-16:00, 16:00-20:00 x2")",
                                    R"(, "touch": "0.4 hour", "spread": "exponential")");
        return apply(model, need(setField(model, {Process::kind, "p"}, "pool/w/servers", servers))).model;
    };
    const Model model = staffed("2.5");
    const double cycle = cycleOf(runOf(model));
    CHECK(cycle < 0.95 * cycleOf(runOf(staffed("2"))));
    CHECK(cycle > 1.05 * cycleOf(runOf(staffed("3"))));
    CHECK(cycle == Approx(simulatedFor(model, 100'000, 4000).cycleTime.mean).epsilon(0.05));
    // None at night: each waits for the morning, most for the one of a Monday.
    CHECK(cycle > 5);
    CHECK(need(correctCycleTimes(staffed("2/2.5/3"), 2))->at(0).taken != CycleTimeBy::formulas);
}

TEST_CASE("urgent work goes first, by the waits of Cobham") {
    // Two classes of 0.35 cases an hour at one server of an hour, exponential (Cobham, 1954): 0.7 / 0.65 and
    // 0.7 / (0.65 * 0.3) hours.
    Model model = counter("0.7 case/hour", "", hour);
    model = twoSteps(model, onlyProcess(model).steps[1].touch->text(), 1);
    const SimulationResults results = simulatedFor(model, 40'000);
    holds(results.steps[1].waiting, 0.7 / 0.65);
    holds(results.steps[3].waiting, 0.7 / (0.65 * 0.3));
    // Half of the cases wait longer by as much as the others wait less: the formulas' mean stands, and says so.
    const CycleTimeCorrection correction = need(correctCycleTimes(model, 2))->at(0);
    CHECK(correction.unknown == "the formulas know no priorities");
    CHECK(correction.simulations > 0);
    CHECK(correction.reason.find("which are exact for the mean of all cases; simulation finds ") == 0);
    CHECK(cycleOf(runOf(model)) == Approx(1 + 0.7 / 0.3));
}

TEST_CASE("cases lose patience as in the queue M/M/1+M, and the run says how many") {
    // With patience as long as the work, the number inside is Poisson distributed as with endless servers: a case is
    // inside for an hour, and the server is idle in e^-0.8 of the time.
    const Model model =
        counter("0.8 case/hour", "", R"(, "touch": "1 hour", "spread": "exponential", "patience": "1 hour")");
    const double left = 1 - (1 - std::exp(-0.8)) / 0.8;
    const SimulationResults results = simulatedFor(model, 40'000);
    holds(results.cycleTime, 1);
    holds(results.abandoned, left);
    holds(results.labourHours, 1 - left); // who leaves takes nobody's time
    const CycleTimeCorrection correction = need(correctCycleTimes(model, 2))->at(0);
    CHECK(correction.taken == CycleTimeBy::formulas);
    CHECK(correction.reason.find("which simulation finds at ") == 0);
    CHECK(correction.abandoned[1] == Approx(left).epsilon(0.05));
    const Results run = runOf(model);
    CHECK(cycleOf(run) == Approx(1));
    CHECK(labourOf(run) == Approx(30 * (1 - left)));
    CHECK(allNotes(run).find("% of the cases leave before their work is done") != std::string::npos);
}

TEST_CASE("a run tells the cycle time of cases that leave before their work, however much work there is") {
    // M/M/1+M, by its balance equations: p(n + 1) = p(n) lambda / (mu + n theta), of one case inside and n waiting;
    // inside are as many as lambda times how long each is, and of the work the share is done that the server is busy.
    struct Exact {
        double cycleTime, labour;
    };
    const auto exact = [](double arrivals, double patience) {
        double all = 1, inside = 0, p = 1;
        for (int n = 1; n < 200; ++n) {
            p *= arrivals / (1 + (n - 1) / patience);
            all += p;
            inside += n * p;
        }
        return Exact{inside / all / arrivals, (1 - 1 / all) / arrivals};
    };
    CHECK(exact(0.8, 1).cycleTime == Approx(1));
    for (const auto& [arrivals, patience] :
         {std::pair(0.8, 0.25), std::pair(0.8, 0.5), std::pair(1.2, 2.0), std::pair(3.0, 1.0)}) {
        const Model model =
            counter(fmt::format("{} case/hour", arrivals), "",
                    fmt::format(R"(, "touch": "1 hour", "spread": "exponential", "patience": "{} hour")", patience));
        const Exact known = exact(arrivals, patience);
        const Results run = runOf(model);
        INFO(arrivals << " an hour, patience " << patience << ": " << cycleOf(run) << " for " << known.cycleTime);
        CHECK(cycleOf(run) == Approx(known.cycleTime));
        CHECK(labourOf(run) == Approx(30 * known.labour));
        CHECK(allNotes(run).find("pile up") == std::string::npos);
        const ProcessNumbers numbers = numbersOf(model);
        CHECK(numbers.touchTime + numbers.waitingTime == Approx(known.cycleTime));
        CHECK(numbers.left == Approx(1 - known.labour));
        CHECK(numbers.utilisation[0] < 1);
    }
}

TEST_CASE("who leaves before the doors open takes no labour, as simulation finds it") {
    // The formulas spread the five people of each morning over the week, so that hardly anybody leaves.
    const Model model = counter("1 case/hour", R"(, "hours": "Mon-Fri 08:00-16:00 x5")",
                                R"(, "touch": "1 hour", "spread": "exponential", "patience": "12 hour")");
    const CycleTimeCorrection correction = need(correctCycleTimes(model, 2))->at(0);
    CHECK(correction.correctsLeaving);
    CHECK(correction.taken == CycleTimeBy::factor);
    const SimulationResults found = simulatedFor(model, 40'000);
    const Results run = runOf(model);
    INFO(allNotes(run));
    CHECK(cycleOf(run) == Approx(found.cycleTime.mean).epsilon(0.03));
    CHECK(labourOf(run) == Approx(found.labourCost.mean).epsilon(0.03));
    CHECK(std::abs(numbersOf(model).left - found.abandoned.mean) < 0.02);
    CHECK(allNotes(run).find("the odds by the formulas x ") != std::string::npos);
}

TEST_CASE("one correction of who leaves will not do where it hangs on a number that varies") {
    const Model model = counter("0.6 / 1 / 1.6 case/hour", R"(, "hours": "Mon-Fri 08:00-16:00 x5")",
                                R"(, "touch": "1 hour", "spread": "exponential", "patience": "12 hour")");
    const CycleTimeCorrection correction = need(correctCycleTimes(model, 2))->at(0);
    CHECK(correction.correctsLeaving);
    if (correction.taken == CycleTimeBy::surface) {
        CHECK(correction.surface.error < 0.05);
        CHECK(correction.words().find("by a response surface") != std::string::npos);
    }
}

TEST_CASE("patience is a number as any other of a map: typed in its unit, moved by a scenario") {
    Model model = counter("0.8 case/hour", "", R"(, "touch": "1 hour", "patience": "2 hour")");
    CHECK(numbersOf(model).patience[1] == 2);
    model = apply(model, need(setField(model, {Process::kind, "p"}, "task/t/patience", "90 minute"))).model;
    CHECK(numbersOf(model).patience[1] == 1.5);
    Scenario plan = *model.scenarios().find(ScenarioId("plan"));
    plan.overrides.push_back({"process/p/task/t/patience", need(OverrideValue::parse("-50%"))});
    model = apply(model, Edit{{}, {}, {put(plan)}}).model;
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    REQUIRE(program);
    const auto worlds = readProcesses(*program, MiddleUniforms(), 1, 1);
    REQUIRE(worlds.size() == 2);
    CHECK(worlds[1].trials[0].patience[1] == 0.75);
}

TEST_CASE("times vary as the map says: constant, exponential or gamma, by Pollaczek-Khinchine") {
    const auto waiting = [](const std::string& step) {
        return simulatedFor(counter("0.7 case/hour", "", step), 40'000).waiting;
    };
    const double markovian = 0.7 / 0.3;
    holds(waiting(R"(, "touch": "1 hour", "touch_cv": "3", "spread": "constant")"), markovian / 2);
    holds(waiting(R"(, "touch": "1 hour", "touch_cv": "3", "spread": "exponential")"), markovian);
    holds(waiting(R"(, "touch": "1 hour", "touch_cv": "0.5", "spread": "gamma")"), markovian * 1.25 / 2);
    // The formulas know the coefficient of variation of each.
    CHECK(
        cycleOf(runOf(counter("0.7 case/hour", "", R"(, "touch": "1 hour", "touch_cv": "3", "spread": "constant")"))) ==
        Approx(1 + markovian / 2));
    CHECK(cycleOf(runOf(counter("0.7 case/hour", "", R"(, "touch": "1 hour", "spread": "exponential")"))) ==
          Approx(1 + markovian));
}

TEST_CASE("work that takes several pools lasts as long as the one lets it that is there least, as it is simulated") {
    const std::string exceptions = R"("exceptions": [{"id": "z", "name": "Z", "step": "t", "frequency": "20%",
        "pool": "w", "also_pools": ["x"], "touch": "2 hour"}], )";
    Model model = counter("0.15 case/hour", "", R"(, "touch": "0.5 hour")", exceptions);
    Process process = onlyProcess(model);
    process.pools[1].availability = need(Parameter::parse("50%"));
    process.cycleTimeBy = CycleTimeBy::formulas;
    model = apply(model, Edit{{}, {}, {put(process)}}).model;
    const ProcessNumbers numbers = numbersOf(model);
    CHECK(numbers.utilisation[0] == Approx(0.15 * (0.5 + 0.2 * 4))); // the desk waits with the expert
    CHECK(numbers.utilisation[1] == Approx(0.15 * 0.2 * 4 / 2));
    const SimulationResults results = simulatedFor(model, 40'000);
    holds(results.pools[0].utilisation, numbers.utilisation[0]);
    holds(results.pools[1].utilisation, numbers.utilisation[1]);
    // The touch of both is no longer for it; what it lasts beyond is waiting, for one who is away.
    CHECK(numbers.touchTime == Approx(0.5 + 0.2 * 2));
    CHECK(numbers.waitingTime ==
          Approx(numbers.poolWaiting[0] + 0.2 * (numbers.poolWaiting[0] + numbers.poolWaiting[1]) + 0.2 * 2));
}

TEST_CASE("an exception pulls in people of several groups at once, who all are busy and paid") {
    const std::string exceptions = R"("exceptions": [{"id": "z", "name": "Z", "step": "t", "frequency": "20%",
        "pool": "w", "also_pools": ["x"], "touch": "2 hour"}], )";
    const Model model = counter("0.3 case/hour", "", R"(, "touch": "0.5 hour")", exceptions);
    const ProcessNumbers numbers = numbersOf(model);
    const double labour = 0.5 * 30 + 0.2 * 2 * (30 + 70);
    CHECK(numbers.labourCost == Approx(labour));
    CHECK(numbers.labourHours == Approx(0.5 + 0.2 * 2 * 2));
    CHECK(numbers.exceptionShare == Approx(0.8 / 1.3));
    CHECK(numbers.utilisation[0] == Approx(0.3 * (0.5 + 0.4)));
    CHECK(numbers.utilisation[1] == Approx(0.3 * 0.4 / 2));
    const SimulationResults results = simulatedFor(model, 40'000);
    holds(results.labourCost, labour);
    holds(results.pools[0].utilisation, numbers.utilisation[0]);
    holds(results.pools[1].utilisation, numbers.utilisation[1]);
    CHECK(need(correctCycleTimes(model, 2))->at(0).unknown ==
          "the formulas let work that takes several pools wait for one after another");
}

namespace {

/// A case at the one server in the order of arrival (Lindley, 1952), apart from the simulation: its percentiles.
std::pair<double, double> lindleyPercentiles(double rate, const std::vector<double>& work) {
    std::mt19937_64 random(7);
    std::exponential_distribution<double> gap(rate);
    std::uniform_int_distribution<size_t> which(0, work.size() - 1);
    std::vector<double> cycles(2'000'000);
    double wait = 0;
    for (double& cycle : cycles) {
        cycle = wait + work[which(random)];
        wait = std::max(0.0, cycle - gap(random));
    }
    std::ranges::sort(cycles);
    return {cycles[cycles.size() / 2], cycles[cycles.size() * 9 / 10]};
}

/// The counter whose cases come at given moments, at their own rate.
Model givenCounter(const std::string& moments, const std::string& step, const std::string& arrivals = {}) {
    const Model model = counter("1 case/hour", "", step);
    Process process = onlyProcess(model);
    process.arrivals = arrivals.empty() ? std::nullopt : std::optional(need(Parameter::parse(arrivals)));
    process.arrivalTimes = need(ArrivalTimes::parse(moments));
    return apply(model, Edit{{}, {}, {put(process)}}).model;
}

SimulationResults firstCases(const Model& model, std::uint64_t cases) {
    SimulationOptions options;
    options.cases = cases;
    options.replications = 1;
    return *need(simulate(need(simulatedProcess(onlyProcess(model), numbersOf(model))), options, AddressedDraws(1)));
}

const std::string measuredWork =
    R"(, "spread": "measured", "touch_times": "12, 12, 30, 60, 186 min")"; // a mean of an hour

} // namespace

TEST_CASE("work as measured is drawn from its values: the mean of Pollaczek-Khinchine, the percentiles of Lindley") {
    const std::vector<double> work{0.2, 0.2, 0.5, 1, 3.1};
    double squares = 0;
    for (const double hours : work)
        squares += hours * hours / 5;
    const Model model = counter("0.6 case/hour", "", measuredWork);
    const ProcessNumbers numbers = numbersOf(model);
    CHECK(numbers.touch[1] == Approx(1));
    CHECK(numbers.touchCv[1] == Approx(std::sqrt(squares - 1)));
    const double truth = 1 + 0.6 * squares / (2 * 0.4);
    CHECK(numbers.cycleTime == Approx(truth)); // the formulas take the values' mean and spread, and are exact
    const SimulationResults found = simulatedFor(model, 60'000);
    holds(found.cycleTime, truth);
    const auto [p50, p90] = lindleyPercentiles(0.6, work);
    holds(found.p50, p50, 0.01 * p50);
    holds(found.p90, p90, 0.01 * p90);
    CHECK(need(correctCycleTimes(model, 2))->at(0).words() == "cycle time by the formulas, which are exact for it");
}

TEST_CASE("a mean that is given scales the measured values, uncertain or moved by a plan, delays too") {
    const std::string delays = R"(, "delay": "3 hour", "delay_times": "1, 1, 4 hour")";
    Model model = counter("0.1 case/hour", "", measuredWork + R"(, "touch": "2 hour")" + delays);
    const ProcessNumbers numbers = numbersOf(model);
    CHECK(numbers.touch[1] == 2);
    const auto process = need(simulatedProcess(onlyProcess(model), numbers));
    const auto& work = std::get<Empirical>(process.steps[1].touch);
    REQUIRE(work.sorted->size() == 5);
    CHECK(work.sorted->front() == Approx(0.4));
    CHECK(work.sorted->back() == Approx(6.2));
    CHECK(std::get<Empirical>(process.steps[1].delay).sorted->back() == Approx(6));
    // Without a mean of its own a plan can still set one.
    model = counter("0.1 case/hour", "", measuredWork);
    Scenario plan = *model.scenarios().find(ScenarioId("plan"));
    plan.overrides.push_back({"process/p/task/t/touch", need(OverrideValue::parse("= 30 minute"))});
    model = apply(model, Edit{{}, {}, {put(plan)}}).model;
    const auto program = compile(model, {.uncertainty = Uncertainty::mostLikely});
    REQUIRE(program);
    const auto worlds = readProcesses(*program, MiddleUniforms(), 1, 1);
    REQUIRE(worlds.size() == 2);
    CHECK(worlds[1].trials[0].touch[1] == Approx(0.5));
}

TEST_CASE("times as measured without values are lognormal, and values of another kind are left aside") {
    const Model bare = counter("0.6 case/hour", "", R"(, "touch": "1 hour", "touch_cv": "1", "spread": "measured")");
    CHECK(std::holds_alternative<Lognormal>(need(simulatedProcess(onlyProcess(bare), numbersOf(bare))).steps[1].touch));
    const Model other = counter("0.6 case/hour", "", R"(, "touch": "1 hour", "touch_times": "1, 2, 9 hour")");
    CHECK(numbersOf(other).touchCv[1] == 0);
}

TEST_CASE("given arrivals are followed to the letter: a trace by hand, and a clock") {
    // Two hours of work for cases at 0, 1, 1.5 and 6: they leave at 2, 4, 6 and 8.
    const std::string constant = R"(, "touch": "2 hour", "spread": "constant")";
    const Model model = givenCounter("0, 1, 1.5, 6", constant);
    CHECK(numbersOf(model).arrivals == 0.5);
    for (const std::uint64_t cases : {4U, 8U, 12U}) { // anew every 8 hours, just as the server is free
        const SimulationResults found = firstCases(model, cases);
        CHECK(found.cases == cases);
        CHECK(found.waiting.mean == (0 + 1 + 2.5 + 0) / 4);
        CHECK(found.cycleTime.mean == (2 + 3 + 4.5 + 2) / 4);
        CHECK(found.lastDeparture.mean == 2.0 * static_cast<double>(cases));
    }
    // D/D/1: nobody waits, by the formulas as well.
    const Model clock = givenCounter("0, 1, 2, 3", R"(, "touch": "0.75 hour", "spread": "constant")");
    CHECK(firstCases(clock, 1000).cycleTime.mean == 0.75);
    CHECK(numbersOf(clock).waitingTime == 0);
    CHECK(numbersOf(clock).cycleTime == 0.75);
}

TEST_CASE("given arrivals are stretched to the rate that is typed, and their gaps' spread enters the formulas") {
    const std::string constant = R"(, "touch": "2 hour", "spread": "constant")";
    const Model half = givenCounter("0, 1, 1.5, 6", constant, "0.25 case/hour");
    // At 0, 2, 3 and 12, so one hour of waiting.
    CHECK(firstCases(half, 4).waiting.mean == 0.25);
    CHECK(firstCases(half, 8).lastDeparture.mean == 16 + 12 + 2);
    // (ca^2 + cs^2) / 2 of the waiting of M/M/1 with a clock at the door.
    Process door = onlyProcess(givenCounter("0, 1, 2, 3", R"(, "touch": "0.5 hour", "touch_cv": "1")"));
    door.cycleTimeBy = CycleTimeBy::formulas;
    const Model clock = apply(half, Edit{{}, {}, {put(door)}}).model;
    CHECK(numbersOf(clock).waitingTime == Approx(0.25));
    // Simulation knows better: D/M/1 waits s / (1 - s) times the work, s = exp(-(1 - s) / 0.5), so 0.2032.
    door.cycleTimeBy = CycleTimeBy::automatic;
    door.steps[1].spread = Spread::exponential;
    CHECK(numbersOf(apply(half, Edit{{}, {}, {put(door)}}).model).cycleTime ==
          Approx(0.5 + 0.5 * 0.2032 / 0.7968).epsilon(0.03));
    // Three bunches of four and a case alone, anew every 13 hours.
    const Model bunches = givenCounter("0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12", R"(, "touch": "0.5 hour")");
    const CycleTimeCorrection correction = need(correctCycleTimes(bunches, 2))->at(0);
    CHECK(correction.simulations > 0); // the formulas are not taken for exact
    const auto at = need(simulateAt(onlyProcess(bunches), numbersOf(bunches), {20'000, 3, 2}));
    REQUIRE(at.results);
    CHECK(at.results->cycleTime.mean == Approx((3 * (0.5 + 1 + 1.5 + 2) + 0.5) / 13).epsilon(0.01));
}

TEST_CASE("maps that differ in a measured value alone are simulated apart") {
    // Both have a mean of 2 and the same spread; the one is the mirror image of the other.
    const auto found = [](const std::string& times) {
        const Model model = counter("0.2 case/hour", "", R"(, "spread": "measured", "touch_times": ")" + times + "\"");
        return need(simulatedPoint(onlyProcess(model), numbersOf(model), PointPurpose::surface, 1, 2)).p50.mean;
    };
    CHECK(found("1, 1, 4") < 0.9 * found("0, 3, 3"));
}

TEST_CASE("dates beside working hours come again by whole weeks, at another rate too") {
    const std::string mornings =
        "2026-01-05 08:00, 2026-01-06 08:00, 2026-01-07 08:00, 2026-01-08 08:00, 2026-01-09 08:00";
    const auto office = [&](const std::string& arrivals) {
        const Model given = givenCounter(mornings, R"(, "touch": "0.5 hour", "spread": "constant")", arrivals);
        Process process = onlyProcess(given);
        process.pools[0].hours = need(WorkingHours::parse("Mon-Fri 8-17"));
        return apply(given, Edit{{}, {}, {put(process)}}).model;
    };
    // One case each morning: nobody ever waits, in whatever week.
    const Model week = office({});
    CHECK(numbersOf(week).arrivals == Approx(5 / 168.0));
    const SimulationResults found = firstCases(week, 100);
    CHECK(found.cycleTime.mean == Approx(0.5));
    CHECK(found.lastDeparture.mean == Approx(19 * 168 + 4 * 24 + 8.5));
    CHECK(need(correctCycleTimes(week, 2))->at(0).simulations > 0);
    // Twice as many: two each morning, the second waits for the first.
    const SimulationResults twice = firstCases(office("10 case/week"), 100);
    CHECK(twice.cycleTime.mean == Approx(0.75));
    // Half of them: every other morning.
    const Model half = office("2.5 case/week");
    const SimulationResults few = firstCases(half, 100);
    CHECK(few.cycleTime.mean == Approx(0.5));
    CHECK(100 / few.lastDeparture.mean == Approx(2.5 / 168).epsilon(0.03));
    // 3 % more: some mornings have two.
    const SimulationResults more = firstCases(office("5.15 case/week"), 1030);
    CHECK(more.cycleTime.mean == Approx(0.5 + 0.5 * 30 / 1030).epsilon(0.005));
}

TEST_CASE("at half the rate a list of dates keeps as many of its mornings as of its afternoons") {
    std::string moments;
    for (int day = 5; day <= 9; ++day)
        for (const char* hour : {"08:00", "16:00"})
            moments += fmt::format("{}2026-01-{:02} {}", moments.empty() ? "" : ", ", day, hour);
    const Model given = givenCounter(moments, R"(, "touch": "0.5 hour")", "5 case/week");
    Process process = onlyProcess(given);
    process.pools[0].hours = need(WorkingHours::parse("Mon-Fri 8-17"));
    const Model half = apply(given, Edit{{}, {}, {put(process)}}).model;
    const auto simulated = need(simulatedProcess(process, numbersOf(half)));
    const auto& arrivals = std::get<GivenArrivals>(simulated.arrivals);
    CHECK(static_cast<double>(arrivals.times.size()) / arrivals.period == Approx(5.0 / 168).epsilon(0.002));
    const auto mornings =
        std::ranges::count_if(arrivals.times, [](double time) { return std::fmod(time, 24) == Approx(8); });
    CHECK(static_cast<double>(mornings) == Approx(0.5 * static_cast<double>(arrivals.times.size())).epsilon(0.01));
}
