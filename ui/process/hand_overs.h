// SPDX-License-Identifier: GPL-3.0-or-later
// HandOvers: which ways of a map hand a case over to another group, also while the map is not complete. A step without
// a pool leaves the case with who had it, so that such a way is told by who holds cases before it and who takes them
// after.
#pragma once

#include "core/model/process_map.h"
#include "ui/process/map_grid.h"

#include <set>
#include <vector>

namespace tributary::ui {

class HandOvers {
public:
    HandOvers(const Process& process, const std::vector<MapArc>& ways);

    [[nodiscard]] bool isOne(const MapArc& way) const;

private:
    using Groups = std::vector<std::set<GroupId>>; // by step
    enum class Direction { along, against };
    static Groups spread(Groups groups, const std::vector<MapArc>& ways, Direction direction);

    std::vector<bool> isOpaque_; // others work within a sub-process
    Groups holders_, takers_;
};

} // namespace tributary::ui
