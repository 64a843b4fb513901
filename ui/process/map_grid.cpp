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
    GridMaker(const Process& process, const MapPlaces& before)
        : process_(process), before_(before), steps_(process.steps.size()) {
        for (size_t i = 0; i < steps_; ++i)
            placeOf_.emplace(process.steps[i].id.text, i);
        for (size_t i = 0; i < process.lanes.size(); ++i)
            laneOf_.emplace(process.lanes[i].id.text, i);
        collectArcs();
        keepDirections();
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
        claimPlaces();
        for (const Claim claim : {Claim::stays, Claim::shifts, Claim::main, Claim::side})
            for (const size_t step : order_)
                if (claims_[step] == claim)
                    placeRow(step);
        closeRows();
        keepPlaces();
        for (const MapCell& cell : grid_.cells)
            grid_.columns = std::max(grid_.columns, cell.column + 1);
        return std::move(grid_);
    }

private:
    /// Who chooses a row first.
    enum class Claim : char {
        stays,  ///< where it lay before
        shifts, ///< in its row, to another column
        main,
        side
    };

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
        std::vector<int> ways(steps_);
        for (const MapArc& arc : grid_.arcs)
            ways[arc.from] += arc.flow >= 0 ? 1 : 0;
        for (MapArc& arc : grid_.arcs)
            arc.branches = arc.exception && process_.steps[arc.from].kind == StepKind::task &&
                           (arc.flow < 0 || ways[arc.from] > 1);
        out_.resize(steps_);
        in_.resize(steps_);
        for (size_t arc = 0; arc < grid_.arcs.size(); ++arc)
            out_[grid_.arcs[arc].from].push_back(arc);
        for (auto& arcs : out_) // the way without trouble first, so that the others are those that lead back
            std::ranges::stable_sort(arcs, {}, [this](size_t arc) { return grid_.arcs[arc].exception; });
    }

    /// Ways lead ahead or back as they did before; a new one leads back only where it closes a loop.
    void keepDirections() {
        if (before_.ahead.empty())
            return;
        std::vector<std::vector<size_t>> ahead(steps_);
        const auto leads = [&](size_t from, size_t to) {
            std::vector<size_t> front{from};
            std::vector<bool> seen(steps_);
            while (!front.empty()) {
                const size_t at = front.back();
                front.pop_back();
                if (at == to)
                    return true;
                if (seen[at])
                    continue;
                seen[at] = true;
                front.insert(front.end(), ahead[at].begin(), ahead[at].end());
            }
            return false;
        };
        const auto was = [&](const auto& known, const MapArc& arc) {
            return known.contains({process_.steps[arc.from].id.text, process_.steps[arc.to].id.text});
        };
        const auto wasAhead = [&](const MapArc& arc) { return was(before_.ahead, arc); };
        for (const MapArc& arc : grid_.arcs)
            if (wasAhead(arc))
                ahead[arc.from].push_back(arc.to);
        for (const bool wasBack : {false, true}) // the loop that one closed may lead through what is new
            for (const bool exception : {false, true})
                for (MapArc& arc : grid_.arcs)
                    if (arc.exception == exception && !wasAhead(arc) && was(before_.back, arc) == wasBack) {
                        arc.back = leads(arc.to, arc.from);
                        if (!arc.back)
                            ahead[arc.from].push_back(arc.to);
                    }
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
                arc.back = arc.back || state[arc.to] == State::open;
                if (arc.back)
                    continue;
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

    /// Finds by which way each step comes to its row, and which keep the one they have.
    void claimPlaces() {
        by_.assign(steps_, none);
        claims_.resize(steps_);
        for (const size_t step : order_) {
            const MapCell& cell = grid_.cells[step];
            for (const size_t in : in_[step])
                if (const size_t from = grid_.arcs[in].from;
                    grid_.cells[from].lane == cell.lane && (!isSide_[from] || isSide_[step])) {
                    if (by_[step] == none || isAsBefore(step, in))
                        by_[step] = in;
                    if (isAsBefore(step, in))
                        break;
                }
            claims_[step] = isSide_[step] ? Claim::side : Claim::main;
            const auto known = before_.steps.find(process_.steps[step].id.text);
            if (known == before_.steps.end() || known->second.lane != laneOf(step) ||
                (known->second.by != stepBefore(step) && (by_[step] == none || !isAsBefore(step, by_[step]))) ||
                known->second.side != isSide_[step] || (by_[step] != none && !keepsRow(grid_.arcs[by_[step]].from)))
                continue;
            const MapPlaces::Place& place = known->second;
            grid_.cells[step].row = place.row;
            claims_[step] = place.current && place.column == cell.column ? Claim::stays : Claim::shifts;
        }
    }
    [[nodiscard]] bool wasThere(size_t step) const {
        const auto known = before_.steps.find(process_.steps[step].id.text);
        return known != before_.steps.end() && known->second.current;
    }
    /// Whether an arc leads from the step by which another came to its row, perhaps through new ones.
    [[nodiscard]] bool isAsBefore(size_t step, size_t arc) const {
        const auto known = before_.steps.find(process_.steps[step].id.text);
        if (known == before_.steps.end())
            return false;
        size_t from = grid_.arcs[arc].from;
        while (!wasThere(from) && by_[from] != none)
            from = grid_.arcs[by_[from]].from;
        return known->second.by == process_.steps[from].id;
    }
    /// A step that keeps its row, or a new one behind such a step.
    [[nodiscard]] bool keepsRow(size_t step) const {
        while (!wasThere(step) && claims_[step] > Claim::shifts && by_[step] != none)
            step = grid_.arcs[by_[step]].from;
        return claims_[step] <= Claim::shifts;
    }
    [[nodiscard]] LaneId laneOf(size_t step) const {
        return process_.lanes.empty() ? LaneId() : process_.lanes[grid_.cells[step].lane].id;
    }
    [[nodiscard]] StepId stepBefore(size_t step) const {
        return by_[step] == none ? StepId() : process_.steps[grid_.arcs[by_[step]].from].id;
    }

    void placeRow(size_t step) {
        MapCell& cell = grid_.cells[step];
        if (claims_[step] > Claim::shifts && by_[step] != none) {
            const MapArc& arc = grid_.arcs[by_[step]];
            const bool isFirst = out_[arc.from].front() == by_[step];
            const bool isBelow = isSide_[step] && !isSide_[arc.from];
            cell.row = grid_.cells[arc.from].row + (isBelow || !isFirst ? 1 : 0);
        }
        // The first free row from there on; full ones are skipped at once.
        size_t& free = firstFree_[{cell.lane, cell.column}];
        cell.row = std::max(cell.row, cell.row < free ? free : cell.row);
        while (!taken_.insert({cell.lane, cell.row, cell.column}).second)
            ++cell.row;
        while (taken_.contains({cell.lane, free, cell.column}))
            ++free;
    }

    /// Closes the rows that nothing is left in.
    void closeRows() {
        std::vector<std::set<size_t>> rows(grid_.rowsOf.size());
        for (const MapCell& cell : grid_.cells)
            rows[cell.lane].insert(cell.row);
        std::vector<std::map<size_t, size_t>> closed(rows.size());
        for (size_t lane = 0; lane < rows.size(); ++lane) {
            for (const size_t row : rows[lane])
                closed[lane].emplace(row, closed[lane].size());
            grid_.rowsOf[lane] = std::max<size_t>(rows[lane].size(), 1);
        }
        for (MapCell& cell : grid_.cells)
            cell.row = closed[cell.lane].at(cell.row);
    }

    void keepPlaces() {
        grid_.places.steps = before_.steps;
        for (auto& [id, place] : grid_.places.steps)
            place.current = false;
        for (size_t step = 0; step < steps_; ++step) {
            const MapCell& cell = grid_.cells[step];
            grid_.places.steps[process_.steps[step].id.text] = {laneOf(step),     cell.row,      cell.column,
                                                                stepBefore(step), isSide_[step], true};
        }
        for (const MapArc& arc : grid_.arcs)
            (arc.back ? grid_.places.back : grid_.places.ahead)
                .emplace(process_.steps[arc.from].id.text, process_.steps[arc.to].id.text);
    }

    static constexpr size_t none = static_cast<size_t>(-1);

    const Process& process_;
    const MapPlaces& before_;
    size_t steps_;
    std::unordered_map<std::string, size_t> placeOf_;
    std::unordered_map<std::string, size_t> laneOf_;
    std::vector<std::vector<size_t>> out_; // by step: arcs that leave it
    std::vector<std::vector<size_t>> in_;  // and those that lead to it from before
    std::vector<size_t> order_;
    std::vector<bool> isSide_; // off the way without trouble
    std::vector<size_t> by_;   // the arc by which a step comes to its row
    std::vector<Claim> claims_;
    std::set<std::tuple<size_t, size_t, size_t>> taken_;
    std::map<std::pair<size_t, size_t>, size_t> firstFree_; // row, by lane and column: all above it are taken
    MapGrid grid_;
};

} // namespace

MapGrid MapGrid::of(const Process& process, const MapPlaces& before) { return GridMaker(process, before).make(); }

} // namespace tributary::ui
