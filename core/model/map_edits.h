// SPDX-License-Identifier: GPL-3.0-or-later
// Named edits of process maps: what a hand draws. A map stays whole: what is put between two steps takes over the flow,
// what is taken out closes it. Pure functions, as those of edits.h.
#pragma once

#include "core/model/edits.h"

#include <string>
#include <vector>

namespace tributary {

/// A part of a process map, as paths name it: `task/T8`, `flow/T8-T9`, `exception/E1`, `lane/mt`, `pool/mech`.
struct MapPart {
    enum class Kind { task, flow, exception, lane, pool };
    Kind kind = Kind::task;
    std::string id;

    friend auto operator<=>(const MapPart&, const MapPart&) = default;
};

/// The path of a part: `process/restore/task/T8`; of an inner part of an expanded map that in its own map.
[[nodiscard]] std::string pathOf(const ProcessId& process, const MapPart& part);
/// The part that a path names or lies in; none where it names none.
[[nodiscard]] std::optional<MapPart> mapPartAt(std::string_view path);
/// Finds a part of a process by its id; null where there is none.
[[nodiscard]] const Step* findStep(const Process& process, const StepId& id);

/// What a step is called in a sentence: its name, else what it is and where: `the gateway after Diagnose`, `the start`.
[[nodiscard]] std::string calledStep(const Process& process, const Step& step);

/// The map of what is in a step: that of a sub-process, else one that was imported with a step that has times of its
/// own; null where it has none.
[[nodiscard]] const Process* findDetail(const Model& model, const Process& process, const StepId& step);

/// Reads a step typed in one line: `Diagnose`, or with its touch time, `Diagnose 2 hour` or `Diagnose 1/2/4 h`. Refuses
/// an empty line.
[[nodiscard]] Result<Step> readStepLine(std::string_view line);

/// Adds a map with a start, an end and a lane of the first group, under a metric (empty: under none).
[[nodiscard]] Result<Edit> addProcess(const Model& model, const MetricId& metric, std::string_view name);
/// Erases a map, and the drawing that it came from where no other map did. Refuses where metrics measure it or effects
/// move it, and names them.
[[nodiscard]] Result<Edit> eraseProcess(const Model& model, const ProcessId& id);

/// Adds a step after another, in its lane and pool: it takes over the way on, or, before an end, all ways into it. One
/// that comes with another lane is done by the only pool of that lane's group.
[[nodiscard]] Result<Edit> addStepAfter(const Model& model, const ProcessId& id, const StepId& after, Step step);
/// Puts a step on a way, or where the cases of an exception go on: it leads there, and the step on. Refuses an end,
/// from which nothing goes on, and an exception that leads nowhere else.
[[nodiscard]] Result<Edit> addStepOn(const Model& model, const ProcessId& id, const MapPart& way, Step step);
/// Adds a step on a way of its own from another, which comes back where that one's way leads. A task that splits gives
/// the new way 10 %, or the rest where the others leave none; of a parallel gateway the new way leads, with the others,
/// into a join that stands before what follows them, which is made where there is none.
[[nodiscard]] Result<Edit> addBranch(const Model& model, const ProcessId& id, const StepId& from, Step step);
/// Draws a way; one that leads back to a step before is rework, an exception. Refuses one out of an end, into a start,
/// from a step to itself, and a second one between the same two.
[[nodiscard]] Result<Edit> addFlow(const Model& model, const ProcessId& id, const StepId& from, const StepId& to);
/// Reads what goes wrong typed in one line: `Data missing`, or with how often and how long it takes, in either order:
/// `Data missing 15%`, `Data missing 15% 2 hour`. Refuses an empty line, and a share that stands elsewhere while it is
/// not said how often.
[[nodiscard]] Result<ProcessException> readExceptionLine(std::string_view line);
/// The share of a way or of what goes wrong, where none was typed.
inline constexpr std::string_view usualShare = "10%";
/// Adds what may go wrong at a task, by the task's pool: where it is not said how often, at 10 % of its visits.
[[nodiscard]] Result<Edit> addException(const Model& model, const ProcessId& id, const StepId& step,
                                        std::string_view name, const std::optional<Parameter>& frequency = {},
                                        const std::optional<Parameter>& touch = {});
/// The kind of a step as it is chosen: a name of StepKind, or this.
inline constexpr std::string_view subProcessKind = "sub-process";
/// Makes a step another kind. A sub-process gets a map of its own, in which the work that the task had is the first
/// step; the map of one that is made a task again stays. Refuses an unknown kind, and where effects move that work.
[[nodiscard]] Result<Edit> setStepKind(const Model& model, const ProcessId& id, const StepId& step,
                                       std::string_view kind);
/// Adds a sub-process after a step as addStepAfter() does, with a map of its own.
[[nodiscard]] Result<Edit> addSubProcessAfter(const Model& model, const ProcessId& id, const StepId& after, Step step);
/// Adds a lane below the others. It is that of the group that is called so, in large letters or small, which is made
/// where there is none.
[[nodiscard]] Result<Edit> addLane(const Model& model, const ProcessId& id, Lane lane);
/// Names a lane; one without a group becomes that of the group that is called so, as with addLane().
[[nodiscard]] Result<Edit> nameLane(const Model& model, const ProcessId& id, const LaneId& lane, std::string_view name);
/// Reads a pool typed in one line: `Mechanics`, or with how many they are, `Mechanics 14`. Refuses an empty line.
[[nodiscard]] Result<Pool> readPoolLine(std::string_view line);
/// Adds a pool and gives it the work of tasks and exceptions. A pool without a group takes that which is called so,
/// else that of the first one's lane, which is made where it has none, else the model's first; one without servers has
/// one.
[[nodiscard]] Result<Edit> addPool(const Model& model, const ProcessId& id, Pool pool,
                                   const std::vector<MapPart>& work = {});
/// Types `text` into the same field (`pool`, `touch`) of several parts, see setField. Refuses what it refuses of any of
/// them, and no parts.
[[nodiscard]] Result<Edit> setFieldOfParts(const Model& model, const ProcessId& id, const std::vector<MapPart>& parts,
                                           std::string_view field, std::string_view text);

/// Erases parts: ways into a step that goes lead on where its own way led, steps of a lane move to the one above, and
/// overrides, correlations and pins of what goes go too. The only start, the last end, a pool that has work, and parts
/// that effects or measures use stay: the label names them and why; refused where nothing can go.
[[nodiscard]] Result<Edit> eraseParts(const Model& model, const ProcessId& id, const std::vector<MapPart>& parts);
/// Moves steps to a lane. What the people of the lane before did is done by the only pool of the new lane's group; the
/// label says who goes on with the rest.
[[nodiscard]] Result<Edit> moveToLane(const Model& model, const ProcessId& id, const std::vector<StepId>& steps,
                                      const LaneId& lane);
/// Moves a lane `step` places down; up where it is below 0.
[[nodiscard]] Result<Edit> moveLane(const Model& model, const ProcessId& id, const LaneId& lane, int step);
/// Puts copies of steps, with the ways and exceptions among them, after a step; of another map, perhaps: what they take
/// of lanes and pools is looked for by id, then by name.
[[nodiscard]] Result<Edit> pasteSteps(const Model& model, const ProcessId& id, const StepId& after, const Process& from,
                                      const std::vector<StepId>& steps);

/// Makes a frontline metric of a parameter, which refers to it from then on. Refuses a formula and an empty field.
[[nodiscard]] Result<Edit> trackParameter(const Model& model, std::string_view path);

} // namespace tributary
