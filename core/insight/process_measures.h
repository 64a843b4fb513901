// SPDX-License-Identifier: GPL-3.0-or-later
// ProcessMeasures: what a process map comes to in one scenario and period, part by part, where every uncertain number
// is at its median: by the formulas, by simulation beside them, and where that corrects the cycle time, by it what the
// cycle time is made of. Pure functions.
#pragma once

#include "core/base/result.h"
#include "core/engine/process_numbers.h"
#include "core/engine/run.h"
#include "core/model/model.h"
#include "core/process/simulation.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tributary {

/// A task, an exception, or a flow: hours and money.
struct PartMeasures {
    double perCase = 0;    ///< visits of a case; how often an exception happens to it, or a flow is taken
    double share = 0;      ///< of a flow or an exception: of the visits that go on from the step where it begins
    double touch = 0;      ///< of a visit that is served: work
    double delay = 0;      ///< of the same: nobody at work; of a flow: on the way
    double waiting = 0;    ///< of a visit: for a server of each pool that it takes, one after another, or who is away
    double cost = 0;       ///< of a visit that is served: besides labour
    double hourlyCost = 0; ///< of the people together; 0 where it takes nobody's time
    /// At work at once, by their groups: one of the pool, one of each other pool that is needed.
    std::vector<GroupId> people{};
    double served = 1; ///< share of the visits that do not leave before their work

    /// Of a case: hours of these people.
    [[nodiscard]] double labourPerCase() const { return perCase * served * touch * static_cast<double>(people.size()); }
    /// Of a visit: its labour and its own cost.
    [[nodiscard]] double money() const { return served * (touch * hourlyCost + cost); }
    /// Of a case: until it goes on, or leaves.
    [[nodiscard]] double timePerCase() const { return perCase * (served * (touch + delay) + waiting); }
};

struct ProcessMeasures {
    Process process;  ///< as it was measured: expanded, see sub_processes.h
    std::string noun; ///< what a case is called: the noun of the arrivals' unit, or "case"
    double casesPerMonth = 0;
    double cycleTime = 0, waiting = 0, touch = 0, delay = 0;       ///< per case; infinite in overload
    bool isCorrected = false;                                      ///< cycle time and waiting, by simulation
    bool isExact = false;                                          ///< the formulas are, of the mean cycle time
    std::string cycleTimeBy;                                       ///< in words: the formulas, or what corrects them
    std::shared_ptr<const CycleTimeCorrections> corrections;       ///< of the model's maps, to be held under a drag
    double labourHours = 0, labourCost = 0, cost = 0;              ///< per case
    double exceptionShare = 0;                                     ///< of labour: in exceptions and rework
    double exceptions = 0, handOffs = 0, boundaryHandOffs = 0;     ///< per case
    std::map<std::pair<GroupId, GroupId>, double> handOffsBetween; ///< those over boundaries: from, to; per case
    double workInProgress = 0;                                     ///< cases
    double left = 0; ///< share of the cases that leave before their work is done
    std::map<StepId, PartMeasures> tasks;
    std::map<FlowId, PartMeasures> flows;
    std::map<ExceptionId, PartMeasures> exceptionsAt;
    std::map<PoolId, double> utilisation; ///< at or above 1 in overload; of people that several maps ask for through an
                                          ///< inner one by all of them, though the waits are as if by this one alone
    std::map<PoolId, double> loads;       ///< the utilisation by the formulas: work over the hours of the shifts
    bool areWaitsSimulated = false;       ///< those of the parts, and the utilisation: else they are the formulas'
    std::optional<SimulationResults> simulated;
    std::string notSimulated; ///< why it was not, where it was asked for

    [[nodiscard]] bool isOverloaded() const;
};

/// What a map comes to at numbers that it was solved with, part by part. Where a correction makes the cycle time other
/// than the formulas do, the waits of the parts are the formulas' times what simulation found of each, and all times
/// what makes them sum to the cycle time; `correction` may be null.
[[nodiscard]] ProcessMeasures measuresAt(const Process& process, const ProcessNumbers& numbers,
                                         const CycleTimeCorrection* correction);

/// What is in a sub-process together, as one part: hours of a visit to it, money of a visit. Of what runs in parallel
/// within it the times add up.
[[nodiscard]] PartMeasures partWithin(const ProcessMeasures& measures, const StepId& subProcess);

/// The model with a metric that measures each of these maps, so that its programs read them.
[[nodiscard]] Model withMeasures(const Model& model, const std::vector<ProcessId>& processes);

/// Whether a measure is simulated as well.
enum class Simulation { none, beside };

/// Measures a map in a scenario (empty: business as usual) at a period (0: the start). A map that no metric measures is
/// measured all the same; that of a sub-process without arrivals of its own with the cases that come to the
/// sub-process, as if its people had nothing else to do. Corrections of cycle times are the model's, or those that are
/// held. What is wrong elsewhere in the model is left out; fails with the map's own problem or that of what it hangs
/// on, where the map does not exist, and where it was stopped; a simulation that would take too long is left out with
/// the reason. Where simulation corrects the cycle time and is beside it, the waits of the parts are as it finds them,
/// all times what makes them sum to the cycle time of a run, and the utilisation is its own.
[[nodiscard]] Result<ProcessMeasures> measureProcess(const Model& model, const ProcessId& id,
                                                     const ScenarioId& scenario, int period, const RunOptions& how,
                                                     Simulation simulation, const RunControl& control = {},
                                                     std::shared_ptr<const CycleTimeCorrections> held = {});

} // namespace tributary
