// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/hand_overs.h"

#include <algorithm>

namespace tributary::ui {

HandOvers::HandOvers(const Process& process, const MapGrid& grid) {
    Groups own(process.steps.size());
    for (size_t step = 0; step < process.steps.size(); ++step) {
        isOpaque_.push_back(process.steps[step].isSubProcess());
        const auto pool = std::ranges::find(process.pools, process.steps[step].pool, &Pool::id);
        if (pool != process.pools.end())
            own[step].insert(pool->group);
    }
    holders_ = spread(own, grid.arcs, Direction::along);
    std::vector<MapArc> within = grid.arcs;
    std::erase_if(within, [&](const MapArc& way) { return grid.cells[way.from].lane != grid.cells[way.to].lane; });
    takers_ = spread(std::move(own), within, Direction::against);
}

bool HandOvers::isOne(const MapArc& way) const {
    if (isOpaque_[way.from] || isOpaque_[way.to])
        return true;
    return std::ranges::any_of(holders_[way.from], [&](const GroupId& from) {
        return std::ranges::any_of(takers_[way.to], [&](const GroupId& to) { return from != to; });
    });
}

/// Gives the steps that have no group of their own those of the steps before them, or after them.
HandOvers::Groups HandOvers::spread(Groups groups, const std::vector<MapArc>& ways, Direction direction) {
    std::vector<std::vector<size_t>> next(groups.size());
    for (const MapArc& way : ways)
        direction == Direction::along ? next[way.from].push_back(way.to) : next[way.to].push_back(way.from);
    std::vector<bool> isOwn;
    std::vector<size_t> open;
    for (size_t step = 0; step < groups.size(); ++step) {
        isOwn.push_back(!groups[step].empty());
        if (isOwn.back())
            open.push_back(step);
    }
    while (!open.empty()) {
        const size_t step = open.back();
        open.pop_back();
        for (const size_t to : next[step]) {
            if (isOwn[to])
                continue;
            const size_t before = groups[to].size();
            groups[to].insert(groups[step].begin(), groups[step].end());
            if (groups[to].size() > before)
                open.push_back(to);
        }
    }
    return groups;
}

} // namespace tributary::ui
