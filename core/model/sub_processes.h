// SPDX-License-Identifier: GPL-3.0-or-later
// Sub-processes: steps that stand for a map of their own. A map with its sub-processes is one network: `expanded` puts
// the steps of the inner maps where the steps stand, for formulas and simulation alike. A pool of an inner map that has
// the id and the group of one of the map around it is that pool: the same people, counted once. Pure functions.
// Thread-safe.
#pragma once

#include "core/model/model.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace tributary {

/// Whether a step itself takes somebody's time, or money, or lets cases wait.
[[nodiscard]] bool hasWork(const Step& step);

/// A step that stands for a map.
struct SubProcessStep {
    ProcessId process;
    StepId step;

    friend bool operator==(const SubProcessStep&, const SubProcessStep&) = default;
};

/// Which maps stand in which. Keeps a reference to the model.
class SubProcesses {
public:
    explicit SubProcesses(const Model& model);

    /// The steps that stand for a map, in the order of the maps; none of a map that is no sub-process.
    [[nodiscard]] const std::vector<SubProcessStep>& callersOf(const ProcessId& id) const;
    /// A map, then all maps within it, each once.
    [[nodiscard]] std::vector<ProcessId> within(const ProcessId& id) const;
    /// The maps around one, from the outermost down to it, by the first step that stands for each.
    [[nodiscard]] std::vector<ProcessId> wayTo(const ProcessId& id) const;
    /// The maps around one to which cases come by themselves: those that have arrivals; where none has, the outermost.
    [[nodiscard]] std::vector<ProcessId> sourcesOf(const ProcessId& id) const;
    /// The maps of a loop that a map closes, as in a, b, a; empty where it closes none.
    [[nodiscard]] std::vector<ProcessId> loopAt(const ProcessId& id) const;
    /// Whether the pool is that of a map around its own.
    [[nodiscard]] bool isPoolOfCaller(const Process& process, const Pool& pool) const;
    /// Whether cases come to a map only by the steps that stand for it.
    [[nodiscard]] bool isOnlyInner(const Process& process) const;

private:
    /// The maps that a map stands in, and those that they stand in, each once, the nearest first.
    [[nodiscard]] std::vector<ProcessId> around(const ProcessId& id) const;

    const Model& model_;
    std::map<ProcessId, std::vector<SubProcessStep>> callers_;
};

/// The maps that metrics measure, by themselves and with the maps within them.
struct MeasuredMaps {
    std::set<ProcessId> directly;
    std::set<ProcessId> all;

    MeasuredMaps(const Model& model, const SubProcesses& nested);
};

/// Refuses a changed map that would lie in itself, and names the loop.
[[nodiscard]] Result<void> checkNesting(const Model& model, const Process& changed);

/// Names the maps of a loop for a message: `Restore → Mend → Restore`.
[[nodiscard]] std::string loopWords(const Model& model, const std::vector<ProcessId>& loop);

/// A map as cases go through it: the parts of the maps within it follow its own, and a sub-process is where their cases
/// come out, so that its exceptions happen after what is in it. Its own steps, flows and exceptions keep their places.
/// Inner parts have ids that no part of a model has, of which innerPart() tells the part. A step whose map would lie in
/// itself, has no start, or leads beyond mostExpandedSteps, stays a sub-process.
[[nodiscard]] Process expanded(const Model& model, const Process& process);

inline constexpr size_t mostExpandedSteps = 10'000;

/// The part of an inner map that an id of an expanded map stands for.
struct InnerPart {
    ProcessId process;
    std::string id;
};
/// None for a part of the map itself.
[[nodiscard]] std::optional<InnerPart> innerPart(std::string_view id);
/// The sub-process, a step of the map itself, that a step or an exception of an expanded map lies in; empty for a part
/// of the map itself, and for pools.
[[nodiscard]] std::string_view subProcessAround(std::string_view id);

} // namespace tributary
