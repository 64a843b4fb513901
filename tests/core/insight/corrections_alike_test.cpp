// SPDX-License-Identifier: GPL-3.0-or-later
// A run, its report, the page of a process and the checks take one and the same correction of a cycle time.
#include "core/engine/cycle_time_correction.h"
#include "core/insight/checks.h"
#include "core/insight/process_check.h"
#include "core/insight/process_measures.h"
#include "tests/core/engine/correction_models.h"

#include <fmt/format.h>

#include <algorithm>

using namespace tributary;
using namespace tributary::test;

TEST_CASE("a run, the page of a process and the check of its formulas correct a cycle time alike") {
    Model office = desk("0.1 case/hour", "1");
    Process process = *office.processes().begin();
    process.pools[0].hours = need(WorkingHours::parse("Mon-Fri 08:00-16:00"));
    office = apply(office, Edit{{}, {}, {put(process)}}).model;
    for (const Model& model : {twoBranches(), office}) {
        const ProcessId id = model.processes().begin()->id;
        const CycleTimeCorrection correction = need(correctCycleTimes(model, 1))->at(0);
        INFO(correction.words());
        CHECK(correction.taken != CycleTimeBy::formulas);
        const Results results = runOf(model);
        REQUIRE(results.cycleTimes.size() == 1); // of which a report tells
        CHECK(results.cycleTimes[0].words == correction.words());
        const ProcessMeasures measures = need(measureProcess(model, id, {}, 0, {}, Simulation::none));
        CHECK(measures.corrections->at(0) == correction);
        CHECK(measures.cycleTimeBy == correction.words());
        CHECK(measures.cycleTime == Approx(find(results.scenarios.at(0), MetricId("cycle"))->bau[0].p50));
        CHECK(need(simulateProcesses(model, {}))[0].correction == correction);
    }
}

TEST_CASE("the checks of a model's numbers take the cycle times that its run has") {
    Model office = desk("0.1 case/hour", "1");
    Process process = *office.processes().begin();
    process.pools[0].hours = need(WorkingHours::parse("Mon-Fri 08:00-16:00"));
    office = with(office, process, metric("limit", "Limit", Level::frontline, "hour", "0 hour"),
                  formulaMetric("left", "Left", "hour", "cycle - limit"));
    const CycleTimeCorrection correction = need(correctCycleTimes(office, 1))->at(0);
    const double told = find(runOf(office).scenarios.at(0), MetricId("cycle"))->bau[0].p50;
    const double byFormulas = told / correction.factors[0];
    REQUIRE(told > 2 * byFormulas);
    const auto isBelowZero = [&](double limit) {
        Scenario plan = *office.scenarios().find(ScenarioId("plan"));
        plan.overrides = {{"metric/limit/estimate", need(OverrideValue::parse(fmt::format("{} hour", limit)))}};
        return std::ranges::any_of(checkNumbers(with(office, plan)), [](const Problem& problem) {
            return problem.message.find("falls below zero") != std::string::npos;
        });
    };
    CHECK_FALSE(isBelowZero((told + byFormulas) / 2)); // it would, by the formulas
    CHECK(isBelowZero(2 * told));
}
