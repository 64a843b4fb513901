// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/map_edits_join.h"

#include "core/model/map_rules.h"

#include <optional>
#include <utility>

namespace tributary {

namespace {

using Steps = std::vector<StepId>;

bool holds(const Steps& steps, const StepId& id) { return std::ranges::find(steps, id) != steps.end(); }

/// Where the ways without trouble lead from a step, those of the list.
Steps nextOf(const Process& process, const StepId& from) {
    Steps next;
    for (const Flow& flow : process.flows)
        if (flow.from == from && !flow.exception)
            next.push_back(flow.to);
    return next;
}

/// The steps that cases without trouble get to, the nearest first, and the one that they begin at; not beyond `stops`.
Steps reachedFrom(const Process& process, const StepId& begin, const Steps& stops) {
    Steps reached{begin};
    for (size_t i = 0; i < reached.size(); ++i) {
        if (holds(stops, reached[i]))
            continue;
        for (const StepId& next : nextOf(process, reached[i]))
            if (!holds(reached, next))
                reached.push_back(next);
    }
    return reached;
}

/// The nearest step that all of these lead to.
std::optional<StepId> meetingOf(const Process& process, const Steps& begins, const StepId& split) {
    std::vector<Steps> reached;
    for (const StepId& begin : begins)
        reached.push_back(reachedFrom(process, begin, {split}));
    for (const StepId& step : reached.front())
        if (step != split && std::ranges::all_of(reached, [&](const Steps& its) { return holds(its, step); }))
            return step;
    return std::nullopt;
}

bool isJoin(const Process& process, const StepId& id) {
    return findStep(process, id)->kind == StepKind::parallel && std::ranges::count(process.flows, id, &Flow::to) > 1;
}

/// What follows the ways out of the split: where several meet, else what comes after the first step of the only one.
std::optional<StepId> followingOf(const Process& process, const Steps& begins, const StepId& split) {
    if (begins.size() > 1)
        return meetingOf(process, begins, split);
    StepId last = begins.front();
    if (isJoin(process, last))
        return last;
    if (const Steps inner = nextOf(process, last); inner.size() > 1) { // it splits itself
        const auto met = meetingOf(process, inner, split);
        if (!met || !isJoin(process, *met))
            return met;
        last = *met;
    }
    const Steps next = nextOf(process, last);
    return next.empty() || next.front() == split ? std::nullopt : std::optional(next.front());
}

/// The steps between the split and what follows, with what exceptions among them lead to.
Steps stepsBetween(const Process& process, const Steps& begins, const StepId& split, const StepId& following) {
    Steps between;
    const auto take = [&](const StepId& begin) {
        for (const StepId& step : reachedFrom(process, begin, {split, following}))
            if (step != split && step != following && !holds(between, step))
                between.push_back(step);
    };
    for (const StepId& begin : begins)
        take(begin);
    const auto isAside = [&](const StepId& step) { return !holds(reachedFrom(process, step, {}), split); };
    for (size_t i = 0; i < between.size(); ++i) {
        for (const Flow& flow : process.flows)
            if (flow.from == between[i] && flow.exception && isAside(flow.to))
                take(flow.to);
        for (const ProcessException& each : process.exceptions)
            if (each.step == between[i] && !each.resumes.empty() && isAside(each.resumes))
                take(each.resumes);
    }
    return between;
}

} // namespace

void leadIntoJoin(Process& process, const StepId& split, const StepId& added) {
    Steps begins = nextOf(process, split);
    std::erase(begins, added);
    const auto following = begins.empty() ? std::nullopt : followingOf(process, begins, split);
    if (!following) { // the others go to ends of their own, or nowhere
        if (!begins.empty())
            for (const StepId& step : reachedFrom(process, begins.front(), {split}))
                if (findStep(process, step)->kind == StepKind::end) {
                    addFlowTo(process, added, step);
                    return;
                }
        return;
    }
    Steps between = stepsBetween(process, begins, split, *following);
    between.push_back(split);
    const auto isOwn = [&](const Flow& flow) { return flow.to != *following || holds(between, flow.from); };
    if (isJoin(process, *following) && std::ranges::all_of(process.flows, isOwn)) {
        addFlowTo(process, added, *following);
        return;
    }
    Step join;
    join.kind = StepKind::parallel;
    join.id = StepId(freshPartId(process, {}, EnumNames<StepKind>::names[static_cast<size_t>(join.kind)]));
    join.lane = findStep(process, split)->lane;
    const StepId made = join.id;
    for (Flow& flow : process.flows)
        if (flow.to == *following && holds(between, flow.from))
            flow.to = made;
    for (ProcessException& each : process.exceptions)
        if (each.resumes == *following && holds(between, each.step))
            each.resumes = made;
    process.steps.insert(findPart(process.steps, *following), std::move(join));
    addFlowTo(process, added, made);
    addFlowTo(process, made, *following);
}

} // namespace tributary
