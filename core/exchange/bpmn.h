// SPDX-License-Identifier: GPL-3.0-or-later
// BPMN 2.0: processes in, as one edit and a report of all that has no counterpart; a process out. The text that came in
// stays in the model (drawing.h): an export of a map that came from one is that text, changed where the map says
// otherwise, so that diagram, foreign extensions and all that a map does not hold go out as they came. Thread-safe.
#pragma once

#include "core/exchange/bpmn_document.h"
#include "core/model/edit.h"

#include <string>
#include <string_view>
#include <vector>

namespace tributary {

struct BpmnImport {
    Edit edit;
    std::vector<ProcessId> processes; ///< maps that were added or replaced
    std::vector<BpmnNote> notes; ///< what became of each element that has no counterpart, or none that says all of it
};

/// Reads a BPMN text (UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 or Windows-1252) of the file `name` (without extension).
/// Each process and sub-process with steps becomes a map, to which the step of the sub-process, or of a call, leads,
/// unless it has times of its own or a loop of calls would never end; one that was exported from this model replaces
/// its map where the model still has it; one of another model is a map beside that of its id. Lanes belong to the group
/// of their name, which is added where there is none. Fails, naming the line, where the text is no BPMN, holds no step,
/// or is larger than the bounds of xml_tree.h, of a drawing (500,000 lines) or of a map (5,000 steps).
[[nodiscard]] Result<BpmnImport> importBpmn(const Model& model, std::string_view bytes, std::string_view name);

struct BpmnExport {
    std::string text;            ///< UTF-8
    std::vector<BpmnNote> notes; ///< what had to go with parts that were erased, or with a drawing without the process
};

/// Writes a process. One that came from a BPMN text goes out with all that text held, other processes of it as the
/// model has them now; where that text has no place for it any more, it goes out alone. Fails where there is no such
/// process.
[[nodiscard]] Result<BpmnExport> exportBpmn(const Model& model, const ProcessId& id);

} // namespace tributary
