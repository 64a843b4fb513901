// SPDX-License-Identifier: GPL-3.0-or-later
// Who does the work of a process map: lanes and pools, and the groups that they are of.
#include "core/model/map_rules.h"

#include <set>

namespace tributary {

namespace {

/// The group that is called so, in large letters or small; null where none is.
const Group* groupCalled(const Model& model, std::string_view name) {
    const auto small = [](std::string_view text) {
        std::string made(text);
        std::ranges::transform(made, made.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
        return made;
    };
    const auto found = std::find_if(model.groups().begin(), model.groups().end(),
                                    [&](const Group& group) { return small(shown(group)) == small(name); });
    return found == model.groups().end() ? nullptr : &*found;
}

/// The group that is called so, made where there is none.
Group groupFor(Draft& draft, std::string_view name) {
    if (const Group* group = groupCalled(draft.now(), name))
        return *group;
    Group group;
    group.name = name;
    group.id = GroupId(
        freshId(name, Group::kind, [&](const std::string& id) { return draft.now().groups().contains(GroupId(id)); }));
    draft.put(group);
    return group;
}

/// Names a lane; one without a group becomes that of the group that is called so.
void giveName(Draft& draft, Lane& lane, std::string_view name) {
    lane.name = trimmed(name);
    if (!lane.group.empty() || lane.name.empty())
        return;
    const Group group = groupFor(draft, lane.name);
    lane.group = group.id;
    lane.name = shown(group);
}

Edit labelled(Draft draft, std::string label) {
    Edit edit = std::move(draft).edit();
    edit.label = std::move(label);
    return edit;
}

} // namespace

PoolId onlyPoolOf(const Process& process, const LaneId& lane) {
    const auto its = std::ranges::find(process.lanes, lane, &Lane::id);
    if (its == process.lanes.end() || its->group.empty() ||
        std::ranges::count(process.pools, its->group, &Pool::group) != 1)
        return {};
    return std::ranges::find(process.pools, its->group, &Pool::group)->id;
}

Result<Edit> addLane(const Model& model, const ProcessId& id, Lane lane) {
    const Process* now = model.processes().find(id);
    if (!now)
        return unknownEntity({Process::kind, id.text});
    Process process = *now;
    Draft draft(model, {});
    const std::string typed = std::move(lane.name);
    giveName(draft, lane, typed);
    lane.id = LaneId(freshPartId(process, lane.name, "lane"));
    const std::string_view whose = lane.group.empty()                    ? ""
                                   : model.groups().contains(lane.group) ? "of the group "
                                                                         : "and the group ";
    std::string label = fmt::format("Add the lane {}{}", whose, shown(lane));
    process.lanes.push_back(std::move(lane));
    draft.put(std::move(process));
    return labelled(std::move(draft), std::move(label));
}

Result<Edit> nameLane(const Model& model, const ProcessId& id, const LaneId& lane, std::string_view name) {
    const Process* now = model.processes().find(id);
    if (!now)
        return unknownEntity({Process::kind, id.text});
    Process process = *now;
    const auto at = findPart(process.lanes, lane);
    if (at == process.lanes.end())
        return fail(fmt::format("{} has no lane `{}`.", shown(process), lane.text));
    Draft draft(model, {});
    std::string label = fmt::format("Name the lane {}", trimmed(name));
    const bool hadGroup = !at->group.empty();
    giveName(draft, *at, name);
    if (!hadGroup && !at->group.empty())
        label = fmt::format("Make it the lane of the {}group {}", model.groups().contains(at->group) ? "" : "new ",
                            shown(*at));
    draft.put(std::move(process));
    return labelled(std::move(draft), std::move(label));
}

Result<Pool> readPoolLine(std::string_view line) {
    const std::string_view text = trimmed(line);
    Pool pool;
    pool.name = text;
    for (size_t blank = text.find(' '); blank != std::string_view::npos; blank = text.find(' ', blank + 1)) {
        const auto servers = Parameter::parse(trimmed(text.substr(blank)));
        if (!servers || !servers->quantity() || servers->quantity()->unit())
            continue;
        pool.name = trimmed(text.substr(0, blank));
        pool.servers = *servers;
        break;
    }
    while (pool.name.ends_with(','))
        pool.name.pop_back();
    if (pool.name.empty())
        return fail("The pool needs a name: type one, and how many work in it if that is known, as in Mechanics 14.");
    return pool;
}

namespace {

/// Gives tasks and exceptions of a map to a pool; the lane of the first one.
LaneId giveWork(Process& process, const PoolId& pool, const std::vector<MapPart>& work) {
    LaneId lane;
    const auto take = [&](PoolId& takes, const StepId& at) {
        takes = pool;
        if (const Step* step = findStep(process, at); step && lane.empty())
            lane = step->lane;
    };
    for (const MapPart& part : work) {
        if (const auto step = findPart(process.steps, StepId(part.id));
            part.kind == MapPart::Kind::task && step != process.steps.end() && step->kind == StepKind::task)
            take(step->pool, step->id);
        if (const auto each = findPart(process.exceptions, ExceptionId(part.id));
            part.kind == MapPart::Kind::exception && each != process.exceptions.end())
            take(each->pool, each->step);
    }
    return lane;
}

/// The group of a new pool: that which is called so, that of the lane where its work is, or the model's first. A lane
/// without one is given it.
GroupId groupOfPool(Draft& draft, const Pool& pool, Lane* lane) {
    if (const Group* called = groupCalled(draft.now(), pool.name))
        return called->id;
    if (lane && !lane->group.empty())
        return lane->group;
    const bool isFirst = draft.now().groups().empty();
    if (!lane && !isFirst)
        return draft.now().groups().begin()->id;
    const bool isNamed = lane && !lane->name.empty() && lane->name != unnamedLane;
    const Group group = groupFor(draft, isNamed ? lane->name : shown(pool));
    if (lane) {
        lane->name = shown(group);
        lane->group = group.id;
    }
    return group.id;
}

} // namespace

Result<Edit> addPool(const Model& model, const ProcessId& id, Pool pool, const std::vector<MapPart>& work) {
    const Process* now = model.processes().find(id);
    if (!now)
        return unknownEntity({Process::kind, id.text});
    Process process = *now;
    pool.name = trimmed(pool.name);
    if (!pool.name.empty() && std::ranges::find(process.pools, pool.name, &Pool::name) != process.pools.end())
        return fail(fmt::format("There is a pool {} already: choose it, or type another name.", pool.name));
    pool.id = PoolId(freshPartId(process, pool.name, "pool"));
    if (!pool.servers)
        pool.servers = Parameter::parse("1").value();
    const auto lane = findPart(process.lanes, giveWork(process, pool.id, work));
    Draft draft(model, {});
    if (pool.group.empty())
        pool.group = groupOfPool(draft, pool, lane == process.lanes.end() ? nullptr : &*lane);
    const Group* group = draft.now().groups().find(pool.group);
    std::string label = fmt::format("Add the pool {}", shown(pool));
    if (group)
        label += fmt::format(" of the {}group {}", model.groups().contains(group->id) ? "" : "new ", shown(*group));
    process.pools.push_back(std::move(pool));
    draft.put(std::move(process));
    return labelled(std::move(draft), std::move(label));
}

Result<Edit> moveToLane(const Model& model, const ProcessId& id, const std::vector<StepId>& steps, const LaneId& lane) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        const auto to = findPart(process.lanes, lane);
        if (to == process.lanes.end())
            return fail(fmt::format("{} has no lane `{}`.", shown(process), lane.text));
        const PoolId theirs = onlyPoolOf(process, lane);
        bool isTaken = false;
        std::set<std::string> others; // that go on with their work
        for (const StepId& step : steps) {
            const auto found = findPart(process.steps, step);
            if (found == process.steps.end())
                return unknownStep(process, step);
            const auto before = findPart(process.lanes, std::exchange(found->lane, lane));
            const auto pool = findPart(process.pools, found->pool);
            if (found->kind != StepKind::task || pool == process.pools.end() || pool->group == to->group)
                continue;
            if (!theirs.empty() && before != process.lanes.end() && before->group == pool->group) {
                found->pool = theirs;
                isTaken = true;
            } else {
                others.insert(shown(*pool));
            }
        }
        std::string label = fmt::format("Move to {}", shown(*to));
        if (isTaken)
            label += fmt::format(", done by {}", shown(*findPart(process.pools, theirs)));
        if (!others.empty())
            label += fmt::format("; still done by {}", fmt::join(others, ", "));
        return label;
    });
}

Result<Edit> moveLane(const Model& model, const ProcessId& id, const LaneId& lane, int step) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        const auto at = findPart(process.lanes, lane);
        if (at == process.lanes.end())
            return fail(fmt::format("{} has no lane `{}`.", shown(process), lane.text));
        const auto place = at - process.lanes.begin() + step;
        if (place < 0 || place >= static_cast<std::ptrdiff_t>(process.lanes.size()))
            return fail(fmt::format("{} is the {} lane already.", shown(*at), step < 0 ? "first" : "last"));
        std::string label = fmt::format("Move the lane {}", shown(*at));
        std::swap(*at, process.lanes[static_cast<size_t>(place)]);
        return label;
    });
}

} // namespace tributary
