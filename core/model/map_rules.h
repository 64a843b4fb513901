// SPDX-License-Identifier: GPL-3.0-or-later
// What the named edits of process maps share: parts found and named, ways drawn and shared out. For the sources of
// core/model.
#pragma once

#include "core/model/edit_rules.h"
#include "core/model/map_edits.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

template <class Part>
[[nodiscard]] auto findPart(std::vector<Part>& parts, const decltype(Part::id)& id) {
    return std::ranges::find(parts, id, &Part::id);
}

/// What to call a part in a message: its name, else its id.
[[nodiscard]] const std::string& shown(const auto& part) { return part.name.empty() ? part.id.text : part.name; }

/// What a step is called where a sentence begins with it.
[[nodiscard]] std::string begunWith(const Process& process, const Step& step);

/// An id that no part of the map has: parts of several kinds share the paths of effects.
[[nodiscard]] std::string freshPartId(const Process& process, std::string_view name, std::string_view fallback);
/// The way that a case without trouble takes from a step; null where none leaves it.
[[nodiscard]] Flow* mainFlow(Process& process, const StepId& from);
Flow& addFlowTo(Process& process, const StepId& from, const StepId& to);
/// Gives the last way out of a step that splits the share that is left for it.
void shareOut(Process& process, const StepId& from);
/// Puts a step after another in the list, so that what is read in order lies in order.
void insertAfter(Process& process, const StepId& beside, Step step);
/// What the lane of a new map is called until somebody says who does it.
inline constexpr std::string_view unnamedLane = "Who does it";
/// The pool of a lane's group; none where that has none or several.
[[nodiscard]] PoolId onlyPoolOf(const Process& process, const LaneId& lane);
[[nodiscard]] tl::unexpected<Error> unknownStep(const Process& process, const StepId& id);

/// Changes a copy of a map; the change gives the edit's label, or refuses.
template <class Change>
[[nodiscard]] Result<Edit> changedMap(const Model& model, const ProcessId& id, const Change& change) {
    const Process* process = model.processes().find(id);
    if (!process)
        return unknownEntity({Process::kind, id.text});
    Process copy = *process;
    Result<std::string> label = change(copy);
    if (!label)
        return tl::unexpected(label.error());
    return Edit{std::move(*label), {}, {put(std::move(copy))}};
}

} // namespace tributary
