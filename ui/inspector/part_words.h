// SPDX-License-Identifier: GPL-3.0-or-later
// Part words: what the forms of interventions and scenarios say of their parts, and how they find them. Pure functions.
#pragma once

#include "core/model/edit.h"
#include "core/model/model.h"
#include "ui/qt_text.h"

#include <QString>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::ui {

/// The name of an entity or a part, or its id where it has none.
template <class Named>
[[nodiscard]] QString nameOrId(const Named& one) {
    return toQt(one.name.empty() ? one.id.text : one.name);
}

[[nodiscard]] inline QString groupName(const Model& model, const GroupId& id) {
    const Group* group = model.groups().find(id);
    return group && !group->name.empty() ? toQt(group->name) : toQt(id.text);
}

/// A quantity as it stands at the end of a row, where room is short: `-20%/-50%/-70%`.
[[nodiscard]] inline QString brief(const std::string& text) {
    return toQt(text).replace(QStringLiteral(" / "), QStringLiteral("/"));
}

/// The part of that id; null where there is none.
template <class Part, class PartId>
[[nodiscard]] const Part* partOf(const std::vector<Part>& parts, const PartId& id) {
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.id == id; });
    return found == parts.end() ? nullptr : &*found;
}

/// The cost lines of an intervention or a scenario; null where it is no more.
[[nodiscard]] inline const std::vector<CostLine>* costsOf(const Model& model, const EntityRef& owner) {
    if (owner.kind == Intervention::kind) {
        const Intervention* one = model.interventions().find(InterventionId(owner.id));
        return one ? &one->costs : nullptr;
    }
    const Scenario* scenario = model.scenarios().find(ScenarioId(owner.id));
    return scenario ? &scenario->costs : nullptr;
}

} // namespace tributary::ui
