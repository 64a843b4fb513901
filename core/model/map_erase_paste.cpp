// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a process map taken out and pasted.
#include "core/model/map_rules.h"
#include "core/model/quantity_path.h"
#include "core/model/sub_processes.h"

#include <map>
#include <set>

namespace tributary {

namespace {

/// Takes a step out: ways in lead on where its main way led.
void closeOver(Process& process, const StepId& id) {
    const Flow* on = mainFlow(process, id);
    const StepId next = on ? on->to : StepId();
    std::set<std::pair<StepId, StepId>> drawn; // without those that go with the step
    for (const Flow& flow : process.flows)
        if (flow.from != id && flow.to != id)
            drawn.insert({flow.from, flow.to});
    for (Flow& flow : process.flows)
        if (flow.to == id && flow.from != id && !next.empty() && next != id && flow.from != next &&
            drawn.insert({flow.from, next}).second)
            flow.to = next;
    std::erase_if(process.flows, [&](const Flow& flow) { return flow.from == id || flow.to == id; });
    std::erase_if(process.exceptions, [&](const ProcessException& each) { return each.step == id; });
    for (ProcessException& each : process.exceptions)
        if (each.resumes == id)
            each.resumes = next == each.step ? StepId() : next;
    std::erase_if(process.steps, [&](const Step& step) { return step.id == id; });
}

/// The pools that work at an exception.
std::vector<PoolId> poolsOf(const ProcessException& exception) {
    std::vector<PoolId> pools = exception.alsoPools;
    pools.push_back(exception.pool);
    return pools;
}

Result<void> checkErasable(const Process& process, const std::vector<MapPart>& parts) {
    const auto goes = [&](MapPart::Kind kind, const std::string& id) {
        return std::ranges::find(parts, MapPart{kind, id}) != parts.end();
    };
    for (const StepKind kind : {StepKind::start, StepKind::end}) {
        const auto all = std::ranges::count(process.steps, kind, &Step::kind);
        const auto going = std::ranges::count_if(process.steps, [&](const Step& step) {
            return step.kind == kind && goes(MapPart::Kind::task, step.id.text);
        });
        if (going > 0 && going == all)
            return fail(fmt::format("{} needs its {}: draw another one first.", shown(process),
                                    EnumNames<StepKind>::names[static_cast<size_t>(kind)]));
    }
    for (const Pool& pool : process.pools) {
        if (!goes(MapPart::Kind::pool, pool.id.text))
            continue;
        std::vector<std::string> users;
        for (const Step& step : process.steps)
            if (step.pool == pool.id && !goes(MapPart::Kind::task, step.id.text))
                users.push_back(calledStep(process, step));
        for (const ProcessException& each : process.exceptions)
            if (const auto pools = poolsOf(each); std::ranges::find(pools, pool.id) != pools.end() &&
                                                  !goes(MapPart::Kind::exception, each.id.text) &&
                                                  !goes(MapPart::Kind::task, each.step.text))
                users.push_back(shown(each));
        if (!users.empty())
            return fail(fmt::format("{} does the work of {}: give it to another pool first.", shown(pool),
                                    fmt::join(users, ", ")));
    }
    return {};
}

/// Refuses parts that effects move or metrics measure.
Result<void> checkUnused(const Model& model, const Process& before, const Process* after) {
    std::set<std::string> gone;
    const auto collect = [&](MapPart::Kind kind, const auto& was, const auto* now) {
        std::set<std::string_view> stays;
        if (now)
            for (const auto& part : *now)
                stays.insert(part.id.text);
        for (const auto& part : was)
            if (!stays.contains(part.id.text))
                gone.insert(pathOf(before.id, {kind, part.id.text}));
    };
    collect(MapPart::Kind::task, before.steps, after ? &after->steps : nullptr);
    collect(MapPart::Kind::flow, before.flows, after ? &after->flows : nullptr);
    collect(MapPart::Kind::exception, before.exceptions, after ? &after->exceptions : nullptr);
    collect(MapPart::Kind::pool, before.pools, after ? &after->pools : nullptr);
    std::vector<std::string> users;
    for (const Intervention& intervention : model.interventions())
        for (const Effect& effect : intervention.effects) {
            const auto part = mapPartAt(effect.target);
            const bool isOurs = entityOf(effect.target) == EntityRef{Process::kind, before.id.text};
            if (isOurs && (!after || (part && gone.contains(pathOf(before.id, *part)))))
                users.push_back(readableName(
                    model, fmt::format("{}/effect/{}", tributary::pathOf(refTo(intervention)), effect.id.text)));
        }
    for (const Metric& metric : model.metrics())
        if (metric.process == before.id &&
            (!after || gone.contains(pathOf(before.id, {MapPart::Kind::pool, metric.measureOf}))))
            users.push_back(called(model, refTo(metric)));
    if (const SubProcesses nested(model); !after)
        for (const SubProcessStep& caller : nested.callersOf(before.id))
            if (caller.process != before.id)
                users.push_back(readableName(model, pathOf(caller.process, {MapPart::Kind::task, caller.step.text})));
    if (users.empty())
        return {};
    return fail(fmt::format("It is used by {}: change {} first.", fmt::join(users, ", "),
                            users.size() == 1 ? "that" : "these"));
}

/// Lets go of what hangs on the paths of parts that are no more.
Edit withoutParts(const Model& model, const Edit& edit, const ProcessId& id) {
    Draft draft(model, edit.label);
    draft.add(edit);
    const Process* now = draft.now().processes().find(id);
    dropPaths(draft, [&](std::string_view path) {
        if (entityOf(path) != EntityRef{Process::kind, id.text})
            return false;
        return !now || !findQuantity(draft.now(), path);
    });
    return std::move(draft).edit();
}

} // namespace

Result<Edit> eraseProcess(const Model& model, const ProcessId& id) {
    const Process* process = model.processes().find(id);
    if (!process)
        return unknownEntity({Process::kind, id.text});
    if (const auto unused = checkUnused(model, *process, nullptr); !unused)
        return tl::unexpected(unused.error());
    Edit edit{fmt::format("Delete {}", shown(*process)), {}, {erase<Process>(id)}};
    const DrawingId& drawing = process->origin.drawing;
    if (!drawing.empty() && std::ranges::none_of(model.processes(), [&](const Process& other) {
            return other.id != id && other.origin.drawing == drawing;
        }))
        edit.changes.push_back(erase<Drawing>(drawing));
    return withoutParts(model, edit, id);
}

namespace {

/// Erases parts, all of them or none.
Result<Edit> eraseAll(const Model& model, const ProcessId& id, const std::vector<MapPart>& parts) {
    auto edit = changedMap(model, id, [&](Process& process) -> Result<std::string> {
        if (const auto possible = checkErasable(process, parts); !possible)
            return tl::unexpected(possible.error());
        const Process before = process;
        for (const MapPart& part : parts)
            switch (part.kind) {
            case MapPart::Kind::task:
                if (findStep(process, StepId(part.id)))
                    closeOver(process, StepId(part.id));
                break;
            case MapPart::Kind::flow:
                std::erase_if(process.flows, [&](const Flow& flow) { return flow.id.text == part.id; });
                break;
            case MapPart::Kind::exception:
                std::erase_if(process.exceptions, [&](const auto& each) { return each.id.text == part.id; });
                break;
            case MapPart::Kind::pool:
                std::erase_if(process.pools, [&](const Pool& pool) { return pool.id.text == part.id; });
                break;
            case MapPart::Kind::lane: {
                const auto lane = findPart(process.lanes, LaneId(part.id));
                if (lane == process.lanes.end())
                    break;
                if (process.lanes.size() == 1)
                    return fail(fmt::format("{} is the only lane: add another one first.", shown(*lane)));
                const LaneId other = lane == process.lanes.begin() ? (lane + 1)->id : (lane - 1)->id;
                for (Step& step : process.steps)
                    if (step.lane == lane->id)
                        step.lane = other;
                process.lanes.erase(lane);
                break;
            }
            }
        if (process == before)
            return fail("None of these parts is in the map.");
        if (const auto unused = checkUnused(model, before, &process); !unused)
            return tl::unexpected(unused.error());
        return parts.size() == 1 ? fmt::format("Delete {}", readableName(model, pathOf(id, parts.front())))
                                 : fmt::format("Delete {} parts of {}", parts.size(), shown(process));
    });
    if (edit)
        *edit = withoutParts(model, *edit, id);
    return edit;
}

/// Parts that stay, each with what keeps it, in words.
using Keepers = std::map<MapPart, std::set<std::string>>;

/// Why some of the parts that are to go stay.
struct Kept {
    std::set<MapPart> needed; ///< by any map
    Keepers usedBy;           ///< effects that move it, and metrics that measure it
    Keepers worksAt;          ///< of a pool: what stays of its work

    [[nodiscard]] bool holds(const MapPart& part) const {
        return needed.contains(part) || usedBy.contains(part) || worksAt.contains(part);
    }
};

/// What effects move and metrics measure of a map.
Keepers usersOfParts(const Model& model, const ProcessId& id) {
    Keepers uses;
    for (const Intervention& intervention : model.interventions())
        for (const Effect& effect : intervention.effects)
            if (const auto part = mapPartAt(effect.target);
                part && entityOf(effect.target) == EntityRef{Process::kind, id.text})
                uses[*part].insert(shown(intervention));
    for (const Metric& metric : model.metrics())
        if (metric.process == id && !metric.measureOf.empty())
            uses[{MapPart::Kind::pool, metric.measureOf}].insert(called(model, refTo(metric)));
    return uses;
}

/// Finds what must stay of parts that are to go. With a step go its exceptions and its ways, so it stays for these.
Kept keptOf(const Model& model, const Process& process, const std::vector<MapPart>& parts) {
    using Kind = MapPart::Kind;
    const std::set<MapPart> wanted(parts.begin(), parts.end());
    Kept kept;
    const auto keepFirst = [&](Kind kind, const auto& all, const auto& isIt) {
        const auto first = std::ranges::find_if(all, isIt);
        if (first != all.end() && std::ranges::all_of(all, [&](const auto& part) {
                return !isIt(part) || wanted.contains({kind, part.id.text});
            }))
            kept.needed.insert({kind, first->id.text});
    };
    for (const StepKind kind : {StepKind::start, StepKind::end})
        keepFirst(Kind::task, process.steps, [&](const Step& step) { return step.kind == kind; });
    keepFirst(Kind::lane, process.lanes, [](const Lane&) { return true; });

    const auto uses = usersOfParts(model, process.id);
    const auto keepFor = [&](const MapPart& part, const MapPart& used) {
        if (const auto by = uses.find(used); by != uses.end() && wanted.contains(part))
            kept.usedBy[part].insert(by->second.begin(), by->second.end());
    };
    for (const MapPart& part : wanted)
        keepFor(part, part);
    for (const ProcessException& each : process.exceptions)
        keepFor({Kind::task, each.step.text}, {Kind::exception, each.id.text});
    for (const Flow& flow : process.flows)
        for (const StepId& end : {flow.from, flow.to})
            keepFor({Kind::task, end.text}, {Kind::flow, flow.id.text});

    const auto goes = [&](const MapPart& part) { return wanted.contains(part) && !kept.holds(part); };
    const auto keepPool = [&](const PoolId& pool, const std::string& work) {
        if (const MapPart part{Kind::pool, pool.text}; wanted.contains(part) && !kept.usedBy.contains(part))
            kept.worksAt[part].insert(work);
    };
    for (const Step& step : process.steps)
        if (!goes({Kind::task, step.id.text}))
            keepPool(step.pool, calledStep(process, step));
    for (const ProcessException& each : process.exceptions)
        if (!goes({Kind::exception, each.id.text}) && !goes({Kind::task, each.step.text}))
            for (const PoolId& pool : poolsOf(each))
                keepPool(pool, shown(each));
    return kept;
}

/// Names a few, and counts the rest.
std::string someOf(const std::vector<std::string>& names) {
    constexpr size_t mostNamed = 3;
    const size_t told = std::min(names.size(), mostNamed);
    const std::string text = fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<long>(told), ", "));
    return told == names.size() ? text : fmt::format("{} and {} more", text, names.size() - told);
}

std::string whyKept(const Model& model, const Process& process, const Kept& kept) {
    const auto nameOf = [&](const MapPart& part) {
        const std::string whole = readableName(model, pathOf(process.id, part)), map = shown(process) + ": ";
        return whole.starts_with(map) ? whole.substr(map.size()) : whole;
    };
    std::string text;
    const auto tell = [&](const auto& parts, const auto& why) {
        std::vector<std::string> names;
        for (const MapPart& part : parts)
            names.push_back(nameOf(part));
        if (!names.empty())
            text += fmt::format("; {} stay{}: {}", someOf(names), names.size() == 1 ? "s" : "", why(names.size()));
    };
    tell(kept.needed, [](size_t count) { return fmt::format("a map needs {}", count == 1 ? "it" : "them"); });
    for (const auto& [keepers, how] : {std::pair(&kept.usedBy, "used by"), std::pair(&kept.worksAt, "at work at")}) {
        std::set<MapPart> parts;
        std::set<std::string> by;
        for (const auto& [part, its] : *keepers) {
            parts.insert(part);
            by.insert(its.begin(), its.end());
        }
        tell(parts, [&, what = how](size_t) { return fmt::format("{} {}", what, someOf({by.begin(), by.end()})); });
    }
    return text;
}

} // namespace

Result<Edit> eraseParts(const Model& model, const ProcessId& id, const std::vector<MapPart>& parts) {
    if (parts.empty())
        return fail("Nothing is selected in the map: select what is to go.");
    auto whole = eraseAll(model, id, parts);
    const Process* process = model.processes().find(id);
    if (whole || parts.size() == 1 || !process)
        return whole;
    const Kept kept = keptOf(model, *process, parts);
    std::vector<MapPart> going = parts;
    std::erase_if(going, [&](const MapPart& part) { return kept.holds(part); });
    if (going.empty() || going.size() == parts.size())
        return whole;
    auto edit = eraseAll(model, id, going);
    if (edit)
        edit->label += whyKept(model, *process, kept);
    return edit;
}

Result<Edit> pasteSteps(const Model& model, const ProcessId& id, const StepId& after, const Process& from,
                        const std::vector<StepId>& steps) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        const Step* beside = findStep(process, after);
        if (!beside)
            return unknownStep(process, after);
        const LaneId laneBeside = beside->lane;
        const auto like = [](const auto& mine, const auto& theirs, const auto& wanted) {
            using PartId = std::remove_cvref_t<decltype(wanted)>;
            for (const auto& part : mine)
                if (part.id == wanted)
                    return wanted;
            for (const auto& theirPart : theirs)
                for (const auto& part : mine)
                    if (theirPart.id == wanted && part.name == theirPart.name)
                        return part.id;
            return PartId();
        };
        std::map<StepId, StepId> copies;
        const std::set<StepId> wanted(steps.begin(), steps.end());
        StepId first, last = after;
        for (const Step& original : from.steps) {
            if (!wanted.contains(original.id) || original.kind == StepKind::start || original.kind == StepKind::end)
                continue;
            Step copy = original;
            copy.id = StepId(freshPartId(process, copy.name, "task"));
            copy.lane = like(process.lanes, from.lanes, original.lane);
            if (copy.lane.empty())
                copy.lane = laneBeside;
            copy.pool = like(process.pools, from.pools, original.pool);
            if (!model.processes().contains(copy.inner))
                copy.inner = {};
            copies.emplace(original.id, copy.id);
            const StepId added = copy.id;
            insertAfter(process, last, std::move(copy));
            last = added;
            first = first.empty() ? added : first;
        }
        if (copies.empty())
            return fail("No task is to be pasted: copy tasks or gateways first.");
        std::set<StepId> entered, left;
        std::set<StepId> cut, whole; // whose ways were not all pasted; and those that have one that takes the rest
        for (const Flow& original : from.flows) {
            if (copies.contains(original.from) && !copies.contains(original.to))
                cut.insert(copies.at(original.from));
            if (copies.contains(original.from) && copies.contains(original.to)) {
                Flow& flow = addFlowTo(process, copies.at(original.from), copies.at(original.to));
                flow.name = original.name;
                flow.share = original.share;
                flow.delay = original.delay;
                flow.exception = original.exception;
                if (!flow.exception) {
                    entered.insert(flow.to);
                    left.insert(flow.from);
                }
                if (!flow.share)
                    whole.insert(flow.from);
            }
        }
        for (const ProcessException& original : from.exceptions)
            if (copies.contains(original.step)) {
                ProcessException copy = original;
                copy.id = ExceptionId(freshPartId(process, copy.name, "exception"));
                copy.step = copies.at(original.step);
                copy.pool = like(process.pools, from.pools, original.pool);
                for (PoolId& also : copy.alsoPools)
                    also = like(process.pools, from.pools, also);
                std::erase_if(copy.alsoPools, [](const PoolId& also) { return also.empty(); });
                copy.resumes = copies.contains(original.resumes) ? copies.at(original.resumes) : StepId();
                process.exceptions.push_back(std::move(copy));
            }
        // What nothing leads to comes after the step, what leads nowhere goes on where the step went, and so do the
        // cases that no pasted way takes.
        const bool isAtEnd = findStep(process, after)->kind == StepKind::end;
        const Flow* on = isAtEnd ? nullptr : mainFlow(process, after);
        const FlowId takenOver = on ? on->id : FlowId();
        const StepId next = on ? on->to : isAtEnd ? after : StepId();
        std::vector<StepId> entries, exits;
        for (const Step& original : from.steps)
            if (const auto copy = copies.find(original.id); copy != copies.end()) {
                if (!entered.contains(copy->second))
                    entries.push_back(copy->second);
                const bool losesRest =
                    original.kind != StepKind::parallel && cut.contains(copy->second) && !whole.contains(copy->second);
                if (!left.contains(copy->second) || losesRest)
                    exits.push_back(copy->second);
            }
        if (entries.empty()) // a loop is entered at its first step
            entries.push_back(first);
        if (isAtEnd) {
            for (Flow& flow : process.flows)
                if (flow.to == after)
                    flow.to = entries.front();
            for (ProcessException& each : process.exceptions)
                if (each.resumes == after)
                    each.resumes = entries.front();
        } else if (!takenOver.empty()) {
            findPart(process.flows, takenOver)->to = entries.front();
        } else {
            addFlowTo(process, after, entries.front());
        }
        for (size_t i = 1; i < entries.size(); ++i) {
            const StepId before = isAtEnd ? entries.front() : after;
            addFlowTo(process, before, entries[i]);
            shareOut(process, before);
        }
        for (const StepId& exit : exits)
            if (!next.empty()) {
                addFlowTo(process, exit, next);
                shareOut(process, exit);
            }
        if (exits.empty() && !next.empty()) {
            addFlowTo(process, last, next);
            shareOut(process, last);
        }
        if (const auto nested = checkNesting(model, process); !nested)
            return tl::unexpected(nested.error());
        return copies.size() == 1 ? std::string("Paste a step") : fmt::format("Paste {} steps", copies.size());
    });
}

} // namespace tributary
