// SPDX-License-Identifier: GPL-3.0-or-later
// ProcessMapping: a process map as the shape of a queueing network, and which part of the map each step and flow of the
// shape stands for. Formulas and simulation start from the same one. Pure; safe on any thread.
#pragma once

#include "core/model/process_map.h"
#include "core/process/network_shape.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tributary {

/// The place of a part in its list; -1 where there is none of that id.
template <class Part, class PartId>
[[nodiscard]] int indexOf(const std::vector<Part>& parts, const PartId& id) {
    const auto found = std::ranges::find_if(parts, [&](const Part& part) { return part.id == id; });
    return found == parts.end() ? -1 : static_cast<int>(found - parts.begin());
}

/// The shape of a map: its steps and flows in their order, then what its exceptions and gateways add. Pointers look
/// into the process.
struct MappedProcess {
    struct ExceptionStep {
        const ProcessException* exception;
        int step;
        int flow; ///< from the step where it happens
    };
    NetworkShape shape;
    std::vector<const Flow*> flows; ///< by flow of the shape; null for those that were added
    std::vector<ExceptionStep> exceptions;
    std::vector<std::pair<int, int>> ordinary; ///< step with exceptions, and its flow for the cases without one
    std::vector<GroupId> groups;               ///< those of its pools
};

[[nodiscard]] MappedProcess mapProcess(const Process& process);

} // namespace tributary
