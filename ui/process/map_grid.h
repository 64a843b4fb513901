// SPDX-License-Identifier: GPL-3.0-or-later
// MapGrid: the columns and rows that the steps of a process map lie in. A plain value.
#pragma once

#include "core/model/process_map.h"

#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tributary::ui {

/// A way from step to step, by their places in the process.
struct MapArc {
    size_t from = 0;
    size_t to = 0;
    bool exception = false;
    int flow = -1;         ///< place of the flow; -1: of an exception
    int cause = -1;        ///< place of the exception whose cases go on here; -1: of a flow
    bool back = false;     ///< leads to a step that led here
    bool branches = false; ///< off what a task does as usual: it leaves below, with its share on a badge
};

struct MapCell {
    size_t lane = 0;
    size_t row = 0; ///< within the lane
    size_t column = 0;
};

/// Where the steps of a map lay before an edit, by their ids, so that what it does not touch stays there.
struct MapPlaces {
    struct Place {
        LaneId lane;
        size_t row = 0;
        size_t column = 0;
        StepId by;            ///< the step whose row it took or hangs below; empty: none
        bool side = false;    ///< off the way without trouble
        bool current = false; ///< in the map as it was last; else only known from before that, for an undo
    };
    std::unordered_map<std::string, Place> steps;
    std::set<std::pair<std::string, std::string>> ahead; ///< steps between which a way led ahead
    std::set<std::pair<std::string, std::string>> back;  ///< and those between which one led back
};

struct MapGrid {
    std::vector<MapArc> arcs;   ///< those whose ends exist, flows first
    std::vector<MapCell> cells; ///< by step
    std::vector<size_t> rowsOf; ///< by lane, at least 1
    size_t columns = 0;
    MapPlaces places;

    /// Places the steps: on the way without trouble a step comes a column after the last that leads to it; what only
    /// exceptions lead to lies in the row below, or in its own lane, and pushes nothing on. A step that lay there
    /// before keeps its row as long as it is led to as before.
    [[nodiscard]] static MapGrid of(const Process& process, const MapPlaces& before = {});
};

} // namespace tributary::ui
