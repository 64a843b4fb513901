// SPDX-License-Identifier: GPL-3.0-or-later
// MapRoutes: the ways of a process map over its grid: along which rows and gaps each runs, and which track of a gap it
// has. Lines of the grid are numbered from the left and from the top: columns and rows have odd numbers, the gaps
// between them even ones. A plain value.
#pragma once

#include "ui/process/map_grid.h"

#include <map>
#include <vector>

namespace tributary::ui {

/// A crossing of two lines of the grid.
struct GridPoint {
    size_t x = 0;
    size_t y = 0;

    friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

[[nodiscard]] inline bool isGap(size_t line) { return line % 2 == 0; }

struct MapRoute {
    size_t arc = 0;
    std::vector<GridPoint> points;     ///< from step to step, at right angles
    std::map<size_t, size_t> tracks{}; ///< of the leg from point i to the next, where it runs in a gap

    [[nodiscard]] bool stands(size_t leg) const { return points[leg].x == points[leg + 1].x; }
    [[nodiscard]] size_t trackOf(size_t leg) const {
        const auto found = tracks.find(leg);
        return found == tracks.end() ? 0 : found->second;
    }
};

struct MapRoutes {
    std::vector<MapRoute> routes; ///< flows of the way without trouble first
    /// How many tracks a gap has, by its line: of ways that stand, and of those that lie.
    std::map<size_t, size_t> uprightTracks, lyingTracks;
    std::vector<size_t> firstGap; ///< by lane: the line above its first row

    [[nodiscard]] static MapRoutes of(const MapGrid& grid);

    [[nodiscard]] static size_t columnOf(const MapCell& cell) { return 2 * cell.column + 1; }
    [[nodiscard]] size_t rowOf(const MapCell& cell) const { return firstGap[cell.lane] + 2 * cell.row + 1; }
};

} // namespace tributary::ui
