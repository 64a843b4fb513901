// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/map_edits.h"

#include "core/model/edit_rules.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace tributary {

namespace {

constexpr std::string_view usualShare = "10%";
constexpr std::array<std::string_view, 5> kindWords{"task", "flow", "exception", "lane", "pool"};

Parameter parameterOf(std::string_view text) { return Parameter::parse(text).value_or(Parameter()); }

template <class Part>
auto findPart(std::vector<Part>& parts, const decltype(Part::id)& id) {
    return std::ranges::find(parts, id, &Part::id);
}

const std::string& shown(const auto& part) { return part.name.empty() ? part.id.text : part.name; }

/// An id that no part of the map has: parts of several kinds share the paths of effects.
std::string freshPartId(const Process& process, std::string_view name, std::string_view fallback) {
    return freshId(name, fallback, [&](const std::string& id) {
        const auto has = [&](const auto& parts) {
            return std::ranges::any_of(parts, [&](const auto& part) { return part.id.text == id; });
        };
        return has(process.steps) || has(process.flows) || has(process.exceptions) || has(process.lanes) ||
               has(process.pools);
    });
}

/// The way that a case without trouble takes from a step.
Flow* mainFlow(Process& process, const StepId& from) {
    Flow* found = nullptr;
    for (Flow& flow : process.flows)
        if (flow.from == from && (!found || (found->exception && !flow.exception) ||
                                  (found->exception == flow.exception && found->share && !flow.share)))
            found = &flow;
    return found;
}

/// Changes a copy of a map; the change may refuse.
template <class Change>
Result<Edit> changedMap(const Model& model, const ProcessId& id, const Change& change) {
    const Process* process = model.processes().find(id);
    if (!process)
        return unknownEntity({Process::kind, id.text});
    Process copy = *process;
    Result<std::string> label = change(copy);
    if (!label)
        return tl::unexpected(label.error());
    return Edit{std::move(*label), {}, {put(std::move(copy))}};
}

tl::unexpected<Error> unknownStep(const Process& process, const StepId& id) {
    return fail(fmt::format("{} has no step `{}`: choose one of its steps.", shown(process), id.text));
}

/// Gives a new step its id, and what it takes over from the one beside it.
void fitStep(const Process& process, const Step& beside, Step& step) {
    step.name = trimmed(step.name);
    step.id = StepId(freshPartId(process, step.name, EnumNames<StepKind>::names[static_cast<size_t>(step.kind)]));
    if (step.lane.empty())
        step.lane = beside.lane;
    if (step.kind == StepKind::task && step.pool.empty())
        step.pool = beside.pool;
}

Flow& addFlowTo(Process& process, const StepId& from, const StepId& to) {
    Flow flow;
    flow.id = FlowId(freshPartId(process, fmt::format("{}-{}", from.text, to.text), "flow"));
    flow.from = from;
    flow.to = to;
    return process.flows.emplace_back(std::move(flow));
}

/// Gives the last way out of a step that splits the share that is left for it.
void shareOut(Process& process, const StepId& from) {
    const Step* step = findStep(process, from);
    if (step->kind == StepKind::parallel || std::ranges::count(process.flows, from, &Flow::from) < 2)
        return;
    const bool hasRest = std::ranges::any_of(process.flows.begin(), process.flows.end() - 1,
                                             [&](const Flow& flow) { return flow.from == from && !flow.share; });
    if (hasRest)
        process.flows.back().share = parameterOf(usualShare);
}

bool hasFlow(const Process& process, const StepId& from, const StepId& to) {
    return std::ranges::any_of(process.flows, [&](const Flow& flow) { return flow.from == from && flow.to == to; });
}

/// Puts a step after another in the list, so that what is read in order lies in order.
void insertAfter(Process& process, const StepId& beside, Step step) {
    const auto at = findPart(process.steps, beside);
    process.steps.insert(at == process.steps.end() ? at : at + 1, std::move(step));
}

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
                users.push_back(shown(step));
        for (const ProcessException& each : process.exceptions)
            if (each.pool == pool.id && !goes(MapPart::Kind::exception, each.id.text) &&
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

std::string pathOf(const ProcessId& process, const MapPart& part) {
    return fmt::format("process/{}/{}/{}", process.text, kindWords[static_cast<size_t>(part.kind)], part.id);
}

std::optional<MapPart> mapPartAt(std::string_view path) {
    const auto segments = segmentsOf(path);
    if (segments.size() < 4 || segments[0] != Process::kind)
        return std::nullopt;
    const auto kind = std::ranges::find(kindWords, segments[2]);
    if (kind == kindWords.end())
        return std::nullopt;
    return MapPart{static_cast<MapPart::Kind>(kind - kindWords.begin()), std::string(segments[3])};
}

const Step* findStep(const Process& process, const StepId& id) {
    const auto found = std::ranges::find(process.steps, id, &Step::id);
    return found == process.steps.end() ? nullptr : &*found;
}

Result<Step> readStepLine(std::string_view line) {
    const std::string_view text = trimmed(line);
    Step step;
    step.name = text;
    for (size_t blank = text.find(' '); blank != std::string_view::npos; blank = text.find(' ', blank + 1)) {
        const auto time = Quantity::parse(trimmed(text.substr(blank)));
        if (!time || !time->unit() || compare(*time->unit(), unitOr("hour")) != UnitMatch::same)
            continue;
        step.name = trimmed(text.substr(0, blank));
        step.touch = parameterOf(trimmed(text.substr(blank)));
        break;
    }
    while (step.name.ends_with(','))
        step.name.pop_back();
    if (step.name.empty())
        return fail("The step needs a name: type one, and its work time if it is known, as in Diagnose 2 hour.");
    return step;
}

Result<Edit> addProcess(const Model& model, const MetricId& metric, std::string_view name) {
    const std::string wanted(trimmed(name));
    if (wanted.empty())
        return fail("The process needs a name: type one.");
    if (!metric.empty() && !model.metrics().contains(metric))
        return unknownEntity({Metric::kind, metric.text});
    Process process;
    process.id = ProcessId(freshId(wanted, Process::kind,
                                   [&](const std::string& id) { return model.processes().contains(ProcessId(id)); }));
    process.name = wanted;
    process.metric = metric;
    Lane lane;
    lane.id = LaneId("lane");
    lane.name = "Who does it";
    if (model.groups().begin() != model.groups().end()) {
        const Group& first = *model.groups().begin();
        lane.id = LaneId(first.id.text);
        lane.name = shown(first);
        lane.group = first.id;
    }
    Step start, end;
    start.id = StepId("start");
    start.kind = StepKind::start;
    end.id = StepId("end");
    end.kind = StepKind::end;
    start.lane = end.lane = lane.id;
    process.lanes = {std::move(lane)};
    process.steps = {std::move(start), std::move(end)};
    addFlowTo(process, StepId("start"), StepId("end"));
    return Edit{fmt::format("Add process {}", wanted), {}, {put(std::move(process))}};
}

Result<Edit> eraseProcess(const Model& model, const ProcessId& id) {
    const Process* process = model.processes().find(id);
    if (!process)
        return unknownEntity({Process::kind, id.text});
    if (const auto unused = checkUnused(model, *process, nullptr); !unused)
        return tl::unexpected(unused.error());
    const Edit edit{fmt::format("Erase {}", shown(*process)), {}, {erase<Process>(id)}};
    return withoutParts(model, edit, id);
}

Result<Edit> addStepAfter(const Model& model, const ProcessId& id, const StepId& after, Step step) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        const Step* beside = findStep(process, after);
        if (!beside)
            return unknownStep(process, after);
        fitStep(process, *beside, step);
        std::string label = fmt::format("Add {}", shown(step));
        const StepId added = step.id;
        if (beside->kind == StepKind::end && step.kind == StepKind::end)
            return fail(
                fmt::format("{} is an end already: select the step that another end is to follow.", shown(*beside)));
        if (beside->kind == StepKind::end) {
            for (Flow& flow : process.flows)
                if (flow.to == after)
                    flow.to = added;
            for (ProcessException& each : process.exceptions)
                if (each.resumes == after)
                    each.resumes = added;
            process.steps.insert(findPart(process.steps, after), std::move(step));
            addFlowTo(process, added, after);
            return label;
        }
        const bool isEnd = step.kind == StepKind::end;
        insertAfter(process, after, std::move(step));
        if (Flow* on = mainFlow(process, after); on && !isEnd) {
            const StepId next = on->to;
            on->to = added;
            addFlowTo(process, added, next);
        } else {
            addFlowTo(process, after, added);
            shareOut(process, after);
        }
        return label;
    });
}

Result<Edit> addBranch(const Model& model, const ProcessId& id, const StepId& from, Step step) {
    const Process* now = model.processes().find(id);
    const Step* split = now ? findStep(*now, from) : nullptr;
    if (!split || split->kind == StepKind::end || !std::ranges::count(now->flows, from, &Flow::from))
        return addStepAfter(model, id, from, std::move(step));
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        fitStep(process, *split, step);
        const StepId added = step.id, next = mainFlow(process, from)->to;
        std::string label = fmt::format("Add {}", shown(step));
        const bool isEnd = step.kind == StepKind::end;
        insertAfter(process, from, std::move(step));
        addFlowTo(process, from, added);
        shareOut(process, from);
        if (!isEnd)
            addFlowTo(process, added, next);
        return label;
    });
}

Result<Edit> addFlow(const Model& model, const ProcessId& id, const StepId& from, const StepId& to) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        const Step* begins = findStep(process, from);
        const Step* ends = findStep(process, to);
        if (!begins || !ends)
            return unknownStep(process, begins ? to : from);
        if (begins->kind == StepKind::end)
            return fail(fmt::format("Nothing goes on after {}: draw the way from another step.", shown(*begins)));
        if (ends->kind == StepKind::start)
            return fail(fmt::format("Cases come in at {}: draw the way to another step.", shown(*ends)));
        if (from == to)
            return fail(fmt::format("{} cannot lead to itself: put a step between.", shown(*begins)));
        if (hasFlow(process, from, to))
            return fail(fmt::format("There is a way from {} to {} already.", shown(*begins), shown(*ends)));
        std::string label = fmt::format("Draw {} to {}", shown(*begins), shown(*ends));
        addFlowTo(process, from, to);
        shareOut(process, from);
        return label;
    });
}

Result<Edit> addException(const Model& model, const ProcessId& id, const StepId& step, std::string_view name) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        const Step* at = findStep(process, step);
        if (!at)
            return unknownStep(process, step);
        if (at->kind != StepKind::task)
            return fail(fmt::format("{} is no task: an exception happens at one.", shown(*at)));
        ProcessException made;
        made.name = trimmed(name);
        made.id = ExceptionId(freshPartId(process, made.name, "exception"));
        made.step = step;
        made.frequency = parameterOf(usualShare);
        made.pool = at->pool;
        std::string label = fmt::format("Add {} to {}", shown(made), shown(*at));
        process.exceptions.push_back(std::move(made));
        return label;
    });
}

Result<Edit> addLane(const Model& model, const ProcessId& id, Lane lane) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        lane.name = trimmed(lane.name);
        lane.id = LaneId(freshPartId(process, lane.name, "lane"));
        std::string label = fmt::format("Add the lane {}", shown(lane));
        process.lanes.push_back(std::move(lane));
        return label;
    });
}

Result<Edit> addPool(const Model& model, const ProcessId& id, Pool pool) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        pool.name = trimmed(pool.name);
        pool.id = PoolId(freshPartId(process, pool.name, "pool"));
        if (pool.group.empty() && model.groups().begin() != model.groups().end())
            pool.group = model.groups().begin()->id;
        if (!pool.servers)
            pool.servers = parameterOf("1");
        std::string label = fmt::format("Add the pool {}", shown(pool));
        process.pools.push_back(std::move(pool));
        return label;
    });
}

Result<Edit> eraseParts(const Model& model, const ProcessId& id, const std::vector<MapPart>& parts) {
    if (parts.empty())
        return fail("Nothing is selected in the map: select what is to go.");
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
        return parts.size() == 1 ? fmt::format("Erase {}", readableName(model, pathOf(id, parts.front())))
                                 : fmt::format("Erase {} parts of {}", parts.size(), shown(process));
    });
    if (edit)
        *edit = withoutParts(model, *edit, id);
    return edit;
}

Result<Edit> moveToLane(const Model& model, const ProcessId& id, const std::vector<StepId>& steps, const LaneId& lane) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        const auto to = findPart(process.lanes, lane);
        if (to == process.lanes.end())
            return fail(fmt::format("{} has no lane `{}`.", shown(process), lane.text));
        for (const StepId& step : steps) {
            const auto found = findPart(process.steps, step);
            if (found == process.steps.end())
                return unknownStep(process, step);
            found->lane = lane;
        }
        return fmt::format("Move to {}", shown(*to));
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
            copies.emplace(original.id, copy.id);
            const StepId added = copy.id;
            insertAfter(process, last, std::move(copy));
            last = added;
            first = first.empty() ? added : first;
        }
        if (copies.empty())
            return fail("No task is to be pasted: copy tasks or gateways first.");
        std::set<StepId> entered, left;
        for (const Flow& original : from.flows)
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
            }
        for (const ProcessException& original : from.exceptions)
            if (copies.contains(original.step)) {
                ProcessException copy = original;
                copy.id = ExceptionId(freshPartId(process, copy.name, "exception"));
                copy.step = copies.at(original.step);
                copy.pool = like(process.pools, from.pools, original.pool);
                copy.resumes = copies.contains(original.resumes) ? copies.at(original.resumes) : StepId();
                process.exceptions.push_back(std::move(copy));
            }
        // What nothing leads to comes after the step, what leads nowhere goes on where the step went.
        const bool isAtEnd = findStep(process, after)->kind == StepKind::end;
        const Flow* on = isAtEnd ? nullptr : mainFlow(process, after);
        const FlowId takenOver = on ? on->id : FlowId();
        const StepId next = on ? on->to : isAtEnd ? after : StepId();
        std::vector<StepId> entries, exits;
        for (const Step& original : from.steps)
            if (const auto copy = copies.find(original.id); copy != copies.end()) {
                if (!entered.contains(copy->second))
                    entries.push_back(copy->second);
                if (!left.contains(copy->second))
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
        return copies.size() == 1 ? std::string("Paste a step") : fmt::format("Paste {} steps", copies.size());
    });
}

Result<Edit> trackParameter(const Model& model, std::string_view path) {
    const auto site = findQuantity(model, path);
    const auto owner = entityOf(path);
    const Process* process =
        owner && owner->kind == Process::kind ? model.processes().find(ProcessId(owner->id)) : nullptr;
    if (!site || !process)
        return fail(fmt::format("{} is no parameter of a process.", path));
    if (site->formula)
        return fail(fmt::format("{} is the formula {}: track what it refers to.", readableName(model, path),
                                site->formula->text()));
    if (!site->quantity)
        return fail(fmt::format("{} is empty: type its value first.", readableName(model, path)));
    Metric metric;
    metric.name = readableName(model, path);
    if (const std::string own = shown(*process) + ": "; metric.name.starts_with(own))
        metric.name.erase(0, own.size());
    std::ranges::replace_if(
        metric.name, [](char c) { return c == '[' || c == ']'; }, ' ');
    const std::string base = metric.name;
    constexpr int mostAlike = 99;
    auto isFree = checkName(model, {Metric::kind, {}}, base);
    for (int number = 2; !isFree && number <= mostAlike; ++number) {
        metric.name = fmt::format("{} {}", base, number);
        isFree = checkName(model, {Metric::kind, {}}, metric.name);
    }
    if (!isFree)
        return tl::unexpected(isFree.error());
    metric.level = Level::frontline;
    metric.parent = process->metric;
    metric.unit = site->unit;
    metric.estimate = *site->quantity;
    Draft draft(model, fmt::format("Track {} as a metric", metric.name));
    auto added = addMetric(model, std::move(metric));
    if (!added)
        return added;
    const MetricId id = addedId<Metric>(*added);
    draft.add(*added);
    const auto linked = setQuantity(draft.now(), path, fmt::format("[{}]", id.text));
    if (!linked)
        return linked;
    draft.add(*linked);
    return std::move(draft).edit();
}

} // namespace tributary
