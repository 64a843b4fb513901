// SPDX-License-Identifier: GPL-3.0-or-later
// What happened to simulated cases, told of the parts of the map: every case goes by ways that the map has.
#include "core/insight/case_trace.h"
#include "core/insight/process_measures.h"
#include "tests/core/insight/insight_models.h"

#include <map>

using namespace tributary;
using namespace tributary::test;

TEST_CASE("a case of the transit map leaves where it is, and goes by a way of the map that leads on from there") {
    const ProcessMeasures found =
        need(measureProcess(transitModel(), ProcessId("restore"), {}, 0, {}, Simulation::beside));
    REQUIRE(found.simulated);
    const Process& process = found.process;
    const auto events = caseTrace(process, found.simulated->trace);
    REQUIRE(events.size() > 5000);
    std::map<std::uint32_t, MapPart> at;
    std::map<std::uint32_t, bool> gone;
    double before = 0;
    size_t exceptions = 0;
    for (const CaseEvent& event : events) {
        CHECK(event.time >= before);
        before = event.time;
        REQUIRE_FALSE(gone[event.number]);
        if (event.what == TraceEvent::What::arrives)
            CHECK(findStep(process, StepId(event.at.id))->kind == StepKind::start);
        else
            REQUIRE(at.at(event.number) == event.at);
        at[event.number] = event.what == TraceEvent::What::goes ? event.to : event.at;
        if (event.what == TraceEvent::What::leaves) {
            gone[event.number] = true;
            CHECK(findStep(process, StepId(event.at.id))->kind == StepKind::end);
        }
        if (event.what != TraceEvent::What::goes)
            continue;
        exceptions += event.to.kind == MapPart::Kind::exception ? 1 : 0;
        if (event.way && event.way->kind == MapPart::Kind::flow) {
            const auto flow = std::ranges::find(process.flows, FlowId(event.way->id), &Flow::id);
            REQUIRE(flow != process.flows.end());
            CHECK(flow->from.text == event.at.id);
            CHECK(flow->to.text == event.to.id);
        }
    }
    CHECK(at.size() > 300);
    const auto cases = static_cast<double>(at.size());
    // As often as the measures say, within four standard errors of a count.
    double expected = 0;
    for (const auto& [id, part] : found.exceptionsAt)
        expected += cases * part.perCase;
    CHECK(std::abs(static_cast<double>(exceptions) - expected) < 4 * std::sqrt(expected));
}

TEST_CASE("the difference of two simulations with the same draws is known better than either") {
    const auto measured = [](const ScenarioId& scenario) {
        return need(measureProcess(transitModel(), ProcessId("restore"), scenario, 60, {}, Simulation::beside));
    };
    const ProcessMeasures usual = measured({});
    const ProcessMeasures with = measured(transitTool);
    REQUIRE(usual.simulated);
    REQUIRE(with.simulated);
    const SimulatedMean& before = usual.simulated->cycleTime;
    const SimulatedMean& after = with.simulated->cycleTime;
    const SimulatedMean difference = pairedDifference(after, before);
    CHECK(difference.mean == Approx(after.mean - before.mean));
    CHECK(difference.replications == before.replications);
    CHECK(difference.standardError < std::hypot(before.standardError, after.standardError));
    // What the formulas say of it, within its interval and a percent of the whole.
    CHECK(std::abs(difference.mean - (with.cycleTime - usual.cycleTime)) <
          difference.halfWidth(0.99) + 0.01 * usual.cycleTime);
    CHECK(SimulatedMean::of({1, std::nan(""), 3}).mean == 2);
    CHECK(SimulatedMean::of({1, std::nan(""), 3}).replications == 2);
    CHECK(SimulatedMean::of({1, std::nan(""), 3}).standardError == Approx(1));
}
