// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/network_shape.h"

#include "core/model/nesting.h"

#include <fmt/format.h>

#include <optional>

namespace tributary {

namespace {

/// Walks a shape region by region; the first thing found wrong ends the walk.
class BlockFinder {
public:
    explicit BlockFinder(const NetworkShape& shape) : shape_(shape) {
        found_.regionOfStep.assign(shape.steps.size(), -1);
        found_.joinOfSplit.assign(shape.steps.size(), -1);
        found_.flowsFrom.resize(shape.steps.size());
        joined_.assign(shape.steps.size(), false);
        for (size_t f = 0; f < shape.flows.size(); ++f)
            found_.flowsFrom[position(shape.flows[f].from)].push_back(static_cast<int>(f));
    }

    Result<BlockStructure> find() {
        const int top = addRegion(-1, -1);
        if (kind(shape_.entry) == NetworkStepKind::join)
            return fail(joinWithoutSplit(shape_.entry));
        if (const auto end = walk(shape_.entry, top, 0); !end)
            return tl::unexpected(end.error());
        return std::move(found_);
    }

private:
    NetworkStepKind kind(int step) const { return shape_.steps[position(step)].kind; }
    const std::string& name(int step) const { return shape_.steps[position(step)].name; }

    std::string joinWithoutSplit(int join) const {
        return fmt::format("The join '{}' has no split: add a parallel split before it or make it an ordinary step.",
                           name(join));
    }

    int addRegion(int split, int flow) {
        found_.splitOfRegion.push_back(split);
        found_.flowOfRegion.push_back(flow);
        return static_cast<int>(found_.splitOfRegion.size()) - 1;
    }

    /// Gives `start` and all that follows it to a region, up to the join that ends the branch; returns that join, or
    /// -1.
    Result<int> walk(int start, int region, int depth) {
        int ending = -1;
        std::vector<int> open{start};
        while (!open.empty()) {
            const int step = open.back();
            open.pop_back();
            if (kind(step) == NetworkStepKind::join && !joined_[position(step)]) {
                if (region == 0)
                    return fail(joinWithoutSplit(step));
                if (ending >= 0 && ending != step)
                    return fail(
                        fmt::format("The branches of the split '{}' meet in two joins, '{}' and '{}': let all of "
                                    "them meet in one.",
                                    name(found_.splitOfRegion[position(region)]), name(ending), name(step)));
                ending = step;
                continue;
            }
            if (kind(step) == NetworkStepKind::join)
                return fail(
                    fmt::format("The join '{}' is entered from outside the branches that it joins: lead that flow to "
                                "the step after it.",
                                name(step)));
            int& owner = found_.regionOfStep[position(step)];
            if (owner == region)
                continue;
            if (owner >= 0)
                return fail(
                    fmt::format("The step '{}' can be reached from outside its parallel branch: flows may enter a "
                                "branch only at its split and leave it only at its join.",
                                name(step)));
            owner = region;
            if (kind(step) == NetworkStepKind::split) {
                const auto join = enterSplit(step, depth);
                if (!join)
                    return join;
                found_.regionOfStep[position(*join)] = region;
                pushNext(*join, open);
            } else {
                if (region > 0 && found_.flowsFrom[position(step)].empty())
                    return fail(
                        fmt::format("The step '{}' ends inside a branch of the split '{}': lead it to the join.",
                                    name(step), name(found_.splitOfRegion[position(region)])));
                pushNext(step, open);
            }
        }
        return ending;
    }

    void pushNext(int step, std::vector<int>& open) const {
        for (const int flow : found_.flowsFrom[position(step)])
            open.push_back(shape_.flows[position(flow)].to);
    }

    Result<int> enterSplit(int split, int depth) {
        if (depth == deepestNesting)
            return fail(fmt::format("The split '{}' is nested more than {} deep: flatten the branches.", name(split),
                                    deepestNesting));
        int join = -1;
        for (const int flow : found_.flowsFrom[position(split)]) {
            const auto ending = walk(shape_.flows[position(flow)].to, addRegion(split, flow), depth + 1);
            if (!ending)
                return ending;
            if (*ending < 0 || (join >= 0 && join != *ending))
                return fail(
                    fmt::format("The branches of the split '{}' do not all meet in one join: lead every branch to "
                                "the same join.",
                                name(split)));
            join = *ending;
        }
        if (join < 0)
            return fail(fmt::format("The split '{}' has no branch: draw flows from it.", name(split)));
        found_.joinOfSplit[position(split)] = join;
        joined_[position(join)] = true;
        return join;
    }

    const NetworkShape& shape_;
    BlockStructure found_;
    std::vector<bool> joined_; // joins whose split is known
};

std::optional<std::string> badIndex(const NetworkShape& shape) {
    const int steps = static_cast<int>(shape.steps.size());
    const int pools = static_cast<int>(shape.pools.size());
    if (shape.entry < 0 || shape.entry >= steps)
        return "The process has no first step: add a step and start there.";
    for (const NetworkStep& step : shape.steps) {
        const bool isKnown = std::ranges::all_of(step.also, [pools](int pool) { return pool >= 0 && pool < pools; });
        if (step.pool < -1 || step.pool >= pools || !isKnown)
            return fmt::format("The step '{}' names a pool that does not exist: choose one of the process's pools.",
                               step.name);
    }
    for (const NetworkFlow& flow : shape.flows)
        if (flow.from < 0 || flow.from >= steps || flow.to < 0 || flow.to >= steps)
            return "A flow of the process leads from or to a step that does not exist: remove the flow.";
    for (const NetworkPool& pool : shape.pools)
        if (pool.group < -1 || pool.group >= shape.groups)
            return "A pool of the process names a group that does not exist: choose one of the model's groups.";
    return std::nullopt;
}

enum class Along { flows, againstFlows };

/// Marks the steps that a walk from the open ones reaches.
std::vector<bool> reached(const NetworkShape& shape, std::vector<int> open, Along along) {
    std::vector<std::vector<int>> next(shape.steps.size());
    for (const NetworkFlow& flow : shape.flows)
        next[position(along == Along::flows ? flow.from : flow.to)].push_back(along == Along::flows ? flow.to
                                                                                                    : flow.from);
    std::vector<bool> seen(shape.steps.size(), false);
    for (const int step : open)
        seen[position(step)] = true;
    while (!open.empty()) {
        const int step = open.back();
        open.pop_back();
        for (const int other : next[position(step)])
            if (!seen[position(other)]) {
                seen[position(other)] = true;
                open.push_back(other);
            }
    }
    return seen;
}

} // namespace

Result<BlockStructure> blockStructure(const NetworkShape& shape) {
    if (const auto wrong = badIndex(shape))
        return fail(*wrong);
    std::vector<bool> leaves(shape.steps.size(), false);
    for (const NetworkFlow& flow : shape.flows)
        leaves[position(flow.from)] = true;
    std::vector<int> ends;
    for (size_t s = 0; s < shape.steps.size(); ++s)
        if (!leaves[s])
            ends.push_back(static_cast<int>(s));
    const auto fromEntry = reached(shape, {shape.entry}, Along::flows);
    const auto toEnd = reached(shape, ends, Along::againstFlows);
    for (size_t s = 0; s < shape.steps.size(); ++s) {
        if (!fromEntry[s])
            return fail(fmt::format("The step '{}' cannot be reached from the start: draw a flow to it or remove it.",
                                    shape.steps[s].name));
        if (!toEnd[s])
            return fail(fmt::format("The step '{}' has no way to an end: draw a flow that leads out of its loop.",
                                    shape.steps[s].name));
    }
    return BlockFinder(shape).find();
}

} // namespace tributary
