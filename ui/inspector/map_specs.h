// SPDX-License-Identifier: GPL-3.0-or-later
// Map specs: what the form of a process and that of several parts of it share: choices of its parts, and their names.
// Pure functions.
#pragma once

#include "core/model/map_edits.h"
#include "ui/inspector/field_spec.h"
#include "ui/inspector/part_words.h"

#include <algorithm>

namespace tributary::ui {

/// What a part is called in a list: a step without a name by what it is and where, a lane by its place.
template <class Part>
[[nodiscard]] QString calledInMap(const Process& process, const Part& part) {
    if constexpr (std::is_same_v<Part, Step>) {
        QString name = toQt(calledStep(process, part));
        return part.name.empty() ? name.replace(0, 1, name.left(1).toUpper()) : name; // of "the"
    } else {
        if constexpr (std::is_same_v<Part, Lane>)
            if (const auto at = std::ranges::find(process.lanes, part.id, &Lane::id);
                part.name.empty() && at != process.lanes.end())
                return tr("Lane %1").arg(at - process.lanes.begin() + 1);
        return nameOrId(part);
    }
}

/// The parts of one list of a process as choices, after one that means none of them.
template <class Part>
[[nodiscard]] auto partChoices(const ProcessId& id, std::vector<Part> Process::*list, const QString& none) {
    return [id, list, none](const Model& model) {
        std::vector<Choice> choices{{{}, none}};
        if (const Process* process = model.processes().find(id))
            for (const Part& part : process->*list)
                choices.push_back({part.id.text, calledInMap(*process, part)});
        return choices;
    };
}

} // namespace tributary::ui
