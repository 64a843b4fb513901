// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace tributary {

namespace {

constexpr double left = 150;
constexpr double columnWidth = 160;
constexpr double rowHeight = 130;
constexpr double headWidth = 30; // of a pool and of a lane, where the name stands
constexpr double margin = 40;
constexpr double eventSize = 36;

/// For each step the column that it stands in: behind all that lead to it, but for ways back.
std::vector<size_t> columnsOf(const Process& process, const std::unordered_map<std::string, size_t>& placeOf) {
    std::vector<std::vector<size_t>> next(process.steps.size());
    const auto join = [&](const StepId& from, const StepId& to) {
        const auto begins = placeOf.find(from.text), ends = placeOf.find(to.text);
        if (begins != placeOf.end() && ends != placeOf.end())
            next[begins->second].push_back(ends->second);
    };
    for (const Flow& flow : process.flows)
        join(flow.from, flow.to);
    for (const ProcessException& each : process.exceptions)
        join(each.step, each.resumes);

    enum class State : char { fresh, open, closed };
    std::vector<State> state(process.steps.size(), State::fresh);
    std::vector<size_t> order; // backwards
    std::vector<std::pair<size_t, size_t>> forward;
    for (const bool isStart : {true, false})
        for (size_t first = 0; first < process.steps.size(); ++first) {
            if (state[first] != State::fresh || (process.steps[first].kind == StepKind::start) != isStart)
                continue;
            std::vector<std::pair<size_t, size_t>> path{{first, 0}};
            state[first] = State::open;
            while (!path.empty()) {
                auto& [step, done] = path.back();
                if (done == next[step].size()) {
                    state[step] = State::closed;
                    order.push_back(step);
                    path.pop_back();
                    continue;
                }
                const size_t to = next[step][done++];
                if (state[to] != State::open)
                    forward.emplace_back(step, to);
                if (state[to] == State::fresh) {
                    state[to] = State::open;
                    path.emplace_back(to, 0);
                }
            }
        }
    std::vector<std::vector<size_t>> onward(process.steps.size());
    for (const auto& [from, to] : forward)
        onward[from].push_back(to);
    std::vector<size_t> columns(process.steps.size());
    for (auto step = order.rbegin(); step != order.rend(); ++step)
        for (const size_t to : onward[*step])
            columns[to] = std::max(columns[to], columns[*step] + 1);
    return columns;
}

} // namespace

DiagramBounds shapeOf(StepKind kind) {
    switch (kind) {
    case StepKind::start:
    case StepKind::end:
        return {0, 0, eventSize, eventSize};
    case StepKind::task:
        return {0, 0, 100, 80};
    case StepKind::exclusive:
    case StepKind::parallel:
        break;
    }
    return {0, 0, 50, 50};
}

DiagramBounds exceptionShape(const DiagramBounds& step, size_t index) {
    constexpr double apart = 30;
    return {step.x + apart * static_cast<double>(index) + eventSize / 4, step.y + step.height - eventSize / 2,
            eventSize, eventSize};
}

DiagramLayout layoutMap(const Process& process, double top) {
    std::unordered_map<std::string, size_t> placeOf, laneOf;
    for (size_t i = 0; i < process.steps.size(); ++i)
        placeOf.emplace(process.steps[i].id.text, i);
    for (size_t i = 0; i < process.lanes.size(); ++i)
        laneOf.emplace(process.lanes[i].id.text, i);
    const auto columns = columnsOf(process, placeOf);
    const auto laneIndex = [&](const Step& step) {
        const auto lane = laneOf.find(step.lane.text);
        return lane == laneOf.end() ? 0 : lane->second;
    };

    std::vector<size_t> rows(std::max<size_t>(process.lanes.size(), 1), 1);
    std::map<std::pair<size_t, size_t>, size_t> used; // rows by lane and column
    std::vector<size_t> rowOf(process.steps.size());
    for (size_t i = 0; i < process.steps.size(); ++i) {
        const size_t lane = laneIndex(process.steps[i]);
        rowOf[i] = used[{lane, columns[i]}]++;
        rows[lane] = std::max(rows[lane], rowOf[i] + 1);
    }
    const size_t lastColumn = columns.empty() ? 0 : *std::ranges::max_element(columns);
    DiagramLayout layout;
    layout.pool = {left, top, 2 * headWidth + margin + columnWidth * static_cast<double>(lastColumn + 1), 0};
    std::vector<double> tops;
    for (const size_t count : rows) {
        const double height = rowHeight * static_cast<double>(count);
        tops.push_back(top + layout.pool.height);
        if (!process.lanes.empty())
            layout.lanes.push_back({left + headWidth, tops.back(), layout.pool.width - headWidth, height});
        layout.pool.height += height;
    }
    for (size_t i = 0; i < process.steps.size(); ++i) {
        DiagramBounds shape = shapeOf(process.steps[i].kind);
        shape.x = left + 2 * headWidth + margin + columnWidth * static_cast<double>(columns[i]) +
                  (columnWidth - margin - shape.width) / 2;
        shape.y = tops[laneIndex(process.steps[i])] + rowHeight * static_cast<double>(rowOf[i]) +
                  (rowHeight - shape.height) / 2;
        layout.parts.emplace(process.steps[i].id.text, shape);
    }
    std::unordered_map<std::string, size_t> counts;
    for (const ProcessException& each : process.exceptions)
        if (const auto step = layout.parts.find(each.step.text); step != layout.parts.end()) {
            const DiagramBounds shape = exceptionShape(step->second, counts[each.step.text]++);
            layout.parts.emplace(each.id.text, shape);
        }
    return layout;
}

std::vector<DiagramPoint> lineBetween(const DiagramBounds& from, const DiagramBounds& to,
                                      const std::function<bool(const DiagramBounds& area)>& isFree) {
    const DiagramPoint begin{from.x + from.width, from.y + from.height / 2}, end{to.x, to.y + to.height / 2};
    constexpr double gap = 20;
    const double step = end.x - gap; // from the height of one to that of the other
    const bool isClear = end.x > begin.x + gap && isFree({begin.x, begin.y, step - begin.x, 0}) &&
                         isFree({step, std::min(begin.y, end.y), gap, std::abs(end.y - begin.y)});
    if (end.x > begin.x + columnWidth && !isClear) { // in the space below the shapes of the row
        const double below = begin.y + (rowHeight - gap) / 2;
        return {begin, {begin.x + gap, begin.y}, {begin.x + gap, below}, {end.x - gap, below}, {end.x - gap, end.y},
                end};
    }
    if (end.x >= begin.x + gap) {
        if (begin.y == end.y)
            return {begin, end};
        return {begin, {step, begin.y}, {step, end.y}, end};
    }
    // A way back runs below both.
    const DiagramPoint low{from.x + from.width / 2, from.y + from.height}, high{to.x + to.width / 2, to.y + to.height};
    const double below = std::max(low.y, high.y) + gap;
    return {low, {low.x, below}, {high.x, below}, high};
}

} // namespace tributary
