// SPDX-License-Identifier: GPL-3.0-or-later
// Part words: what the forms of interventions and scenarios say of their parts, and how they find them. Pure functions.
#pragma once

#include "core/model/model.h"
#include "ui/qt_text.h"

#include <QString>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::ui {

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

} // namespace tributary::ui
