// SPDX-License-Identifier: GPL-3.0-or-later
// HandOvers: which ways of a map hand a case over to another group, also while the map is not complete. A step without
// a pool leaves the case with who had it: a case is handed over on the way to who takes it, or where that stays in its
// lane, on the last way before it that leads into it.
#pragma once

#include "core/model/process_map.h"
#include "ui/process/map_grid.h"

#include <set>
#include <vector>

namespace tributary::ui {

class HandOvers {
public:
    HandOvers(const Process& process, const MapGrid& grid);

    [[nodiscard]] bool isOne(const MapArc& way) const;

private:
    using Groups = std::vector<std::set<GroupId>>; // by step
    enum class Direction { along, against };
    static Groups spread(Groups groups, const std::vector<MapArc>& ways, Direction direction);

    std::vector<bool> isOpaque_; // others work within a sub-process
    Groups holders_;             ///< who may have a case at a step
    Groups takers_;              ///< who works at it, or next after it before another lane is come to
};

} // namespace tributary::ui
