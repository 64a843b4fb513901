// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_grid.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace tributary::ui {

namespace {

class GridMaker {
public:
    explicit GridMaker(const Process& process) : process_(process), steps_(process.steps.size()) {
        for (size_t i = 0; i < steps_; ++i)
            placeOf_.emplace(process.steps[i].id.text, i);
        for (size_t i = 0; i < process.lanes.size(); ++i)
            laneOf_.emplace(process.lanes[i].id.text, i);
        collectArcs();
        orderSteps();
    }

    MapGrid make() {
        grid_.cells.resize(steps_);
        isSide_.resize(steps_);
        for (size_t i = 0; i < steps_; ++i)
            if (const auto lane = laneOf_.find(process_.steps[i].lane.text); lane != laneOf_.end())
                grid_.cells[i].lane = lane->second;
        for (const size_t step : order_)
            placeColumn(step);
        grid_.rowsOf.assign(std::max<size_t>(process_.lanes.size(), 1), 1);
        for (const bool side : {false, true})
            for (const size_t step : order_)
                if (isSide_[step] == side)
                    placeRow(step);
        for (const MapCell& cell : grid_.cells)
            grid_.columns = std::max(grid_.columns, cell.column + 1);
        return std::move(grid_);
    }

private:
    void addArc(const StepId& from, const StepId& to, MapArc arc) {
        const auto begins = placeOf_.find(from.text), ends = placeOf_.find(to.text);
        if (begins == placeOf_.end() || ends == placeOf_.end())
            return;
        arc.from = begins->second;
        arc.to = ends->second;
        grid_.arcs.push_back(arc);
    }

    void collectArcs() {
        for (size_t i = 0; i < process_.flows.size(); ++i)
            addArc(process_.flows[i].from, process_.flows[i].to,
                   {.exception = process_.flows[i].exception, .flow = static_cast<int>(i)});
        for (size_t i = 0; i < process_.exceptions.size(); ++i)
            addArc(process_.exceptions[i].step, process_.exceptions[i].resumes,
                   {.exception = true, .cause = static_cast<int>(i)});
        out_.resize(steps_);
        in_.resize(steps_);
        for (size_t arc = 0; arc < grid_.arcs.size(); ++arc)
            out_[grid_.arcs[arc].from].push_back(arc);
        for (auto& arcs : out_) // the way without trouble first, so that the others are those that lead back
            std::ranges::stable_sort(arcs, {}, [this](size_t arc) { return grid_.arcs[arc].exception; });
    }

    /// Finds what leads back, and an order in which a step comes after those that lead to it.
    void orderSteps() {
        enum class State : char { fresh, open, closed };
        std::vector<State> state(steps_, State::fresh);
        std::vector<size_t> starts;
        for (const bool isStart : {true, false})
            for (size_t i = 0; i < steps_; ++i)
                if ((process_.steps[i].kind == StepKind::start) == isStart)
                    starts.push_back(i);
        std::vector<std::pair<size_t, size_t>> path; // step, and how many of its arcs are done
        for (const size_t start : starts) {
            if (state[start] != State::fresh)
                continue;
            state[start] = State::open;
            path.emplace_back(start, 0);
            while (!path.empty()) {
                auto& [step, done] = path.back();
                if (done == out_[step].size()) {
                    state[step] = State::closed;
                    order_.push_back(step);
                    path.pop_back();
                    continue;
                }
                MapArc& arc = grid_.arcs[out_[step][done++]];
                arc.back = state[arc.to] == State::open;
                if (state[arc.to] == State::fresh) {
                    state[arc.to] = State::open;
                    path.emplace_back(arc.to, 0);
                }
            }
        }
        std::ranges::reverse(order_);
        for (size_t arc = 0; arc < grid_.arcs.size(); ++arc)
            if (!grid_.arcs[arc].back)
                in_[grid_.arcs[arc].to].push_back(arc);
    }

    void placeColumn(size_t step) {
        MapCell& cell = grid_.cells[step];
        bool hasMain = false;
        for (const size_t in : in_[step])
            if (const MapArc& arc = grid_.arcs[in]; !arc.exception && !isSide_[arc.from]) {
                hasMain = true;
                cell.column = std::max(cell.column, grid_.cells[arc.from].column + 1);
            }
        isSide_[step] = process_.steps[step].exception || (!hasMain && !in_[step].empty());
        if (!isSide_[step] || in_[step].empty())
            return;
        const size_t from = grid_.arcs[in_[step].front()].from;
        const bool below = grid_.cells[from].lane == cell.lane && !isSide_[from];
        cell.column = grid_.cells[from].column + (below ? 0 : 1);
    }

    void placeRow(size_t step) {
        MapCell& cell = grid_.cells[step];
        for (const size_t in : in_[step]) {
            const MapArc& arc = grid_.arcs[in];
            const MapCell& before = grid_.cells[arc.from];
            if (before.lane != cell.lane || (isSide_[arc.from] && !isSide_[step]))
                continue;
            const bool isFirst = out_[arc.from].front() == in;
            const bool isBelow = isSide_[step] && !isSide_[arc.from];
            cell.row = before.row + (isBelow || !isFirst ? 1 : 0);
            break;
        }
        // The first free row from there on; full ones are skipped at once.
        size_t& free = firstFree_[{cell.lane, cell.column}];
        cell.row = std::max(cell.row, cell.row < free ? free : cell.row);
        while (!taken_.insert({cell.lane, cell.row, cell.column}).second)
            ++cell.row;
        while (taken_.contains({cell.lane, free, cell.column}))
            ++free;
        grid_.rowsOf[cell.lane] = std::max(grid_.rowsOf[cell.lane], cell.row + 1);
    }

    const Process& process_;
    size_t steps_;
    std::unordered_map<std::string, size_t> placeOf_;
    std::unordered_map<std::string, size_t> laneOf_;
    std::vector<std::vector<size_t>> out_; // by step: arcs that leave it
    std::vector<std::vector<size_t>> in_;  // and those that lead to it from before
    std::vector<size_t> order_;
    std::vector<bool> isSide_; // off the way without trouble
    std::set<std::tuple<size_t, size_t, size_t>> taken_;
    std::map<std::pair<size_t, size_t>, size_t> firstFree_; // row, by lane and column: all above it are taken
    MapGrid grid_;
};

} // namespace

MapGrid MapGrid::of(const Process& process) { return GridMaker(process).make(); }

} // namespace tributary::ui
