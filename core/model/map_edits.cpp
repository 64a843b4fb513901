// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/map_edits.h"

#include "core/formula/characters.h"
#include "core/formula/spelled_out.h"
#include "core/model/map_edits_join.h"
#include "core/model/map_rules.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "core/model/sub_processes.h"

#include <array>

namespace tributary {

namespace {

constexpr std::array<std::string_view, 5> kindWords{"task", "flow", "exception", "lane", "pool"};

Parameter parameterOf(std::string_view text) { return Parameter::parse(text).value_or(Parameter()); }

/// A time that is a whole text, with its unit in full.
std::optional<Parameter> timeIn(std::string_view text) {
    const std::string inFull = spelledOut(text);
    const auto time = Quantity::parse(inFull);
    const bool isTime = time && time->unit() && compare(*time->unit(), unitOr("hour")) == UnitMatch::same;
    return isTime ? std::optional(parameterOf(inFull)) : std::nullopt;
}

/// A share that is a whole text.
std::optional<Parameter> shareIn(std::string_view text) {
    return text.ends_with('%') && Quantity::parse(text) ? std::optional(parameterOf(text)) : std::nullopt;
}

/// Takes out of a line what its end reads as, from the first blank on behind which all that follows does: no more than
/// a number and a unit may take.
std::optional<Parameter> takeFromEnd(std::string_view& line, std::optional<Parameter> (*read)(std::string_view)) {
    constexpr size_t longest = 100;
    std::optional<Parameter> found;
    for (size_t blank = line.find(' ', line.size() - std::min(line.size(), longest));
         blank != std::string_view::npos && !found; blank = line.find(' ', blank + 1))
        if ((found = read(trimmed(line.substr(blank)))))
            line = trimmed(line.substr(0, blank));
    while (line.ends_with(','))
        line = trimmed(line.substr(0, line.size() - 1));
    return found;
}

/// Whether a share stands anywhere in a text.
bool holdsShare(std::string_view text) {
    const size_t sign = text.find('%');
    const size_t last = text.substr(0, sign).find_last_not_of(' ');
    return sign != std::string_view::npos && last != std::string_view::npos && digitAt(text, last);
}

/// Gives a new step its id, and what it takes over from the one beside it.
void fitStep(const Process& process, const Step& beside, Step& step) {
    step.name = trimmed(step.name);
    step.id = StepId(freshPartId(process, step.name, EnumNames<StepKind>::names[static_cast<size_t>(step.kind)]));
    if (step.lane.empty())
        step.lane = beside.lane;
    if (step.kind == StepKind::task && step.pool.empty())
        step.pool = step.lane == beside.lane && !beside.pool.empty() ? beside.pool : onlyPoolOf(process, step.lane);
}

std::string addingLabel(const Step& step) {
    if (!step.name.empty())
        return fmt::format("Add {}", step.name);
    return step.kind == StepKind::task ? "Add a task" : step.kind == StepKind::end ? "Add an end" : "Add a gateway";
}

/// Whether cases without trouble get from one step to another.
bool leadsTo(const Process& process, const StepId& from, const StepId& to) {
    std::vector<StepId> reached{from};
    for (size_t i = 0; i < reached.size(); ++i) {
        if (reached[i] == to)
            return true;
        for (const Flow& flow : process.flows)
            if (flow.from == reached[i] && !flow.exception && std::ranges::find(reached, flow.to) == reached.end())
                reached.push_back(flow.to);
    }
    return false;
}

bool hasFlow(const Process& process, const StepId& from, const StepId& to) {
    return std::ranges::any_of(process.flows, [&](const Flow& flow) { return flow.from == from && flow.to == to; });
}

} // namespace

std::string begunWith(const Process& process, const Step& step) {
    std::string name = calledStep(process, step);
    if (step.name.empty())
        name.front() = 'T'; // of "the"
    return name;
}

std::string freshPartId(const Process& process, std::string_view name, std::string_view fallback) {
    return freshId(name, fallback, [&](const std::string& id) {
        const auto has = [&](const auto& parts) {
            return std::ranges::any_of(parts, [&](const auto& part) { return part.id.text == id; });
        };
        return has(process.steps) || has(process.flows) || has(process.exceptions) || has(process.lanes) ||
               has(process.pools);
    });
}

Flow* mainFlow(Process& process, const StepId& from) {
    Flow* found = nullptr;
    for (Flow& flow : process.flows)
        if (flow.from == from && (!found || (found->exception && !flow.exception) ||
                                  (found->exception == flow.exception && found->share && !flow.share)))
            found = &flow;
    return found;
}

tl::unexpected<Error> unknownStep(const Process& process, const StepId& id) {
    return fail(fmt::format("{} has no step `{}`: choose one of its steps.", shown(process), id.text));
}

Flow& addFlowTo(Process& process, const StepId& from, const StepId& to) {
    Flow flow;
    flow.id = FlowId(freshPartId(process, fmt::format("{}-{}", from.text, to.text), "flow"));
    flow.from = from;
    flow.to = to;
    return process.flows.emplace_back(std::move(flow));
}

void shareOut(Process& process, const StepId& from) {
    const Step* step = findStep(process, from);
    if (step->kind == StepKind::parallel || std::ranges::count(process.flows, from, &Flow::from) < 2)
        return;
    const bool hasRest = std::ranges::any_of(process.flows.begin(), process.flows.end() - 1,
                                             [&](const Flow& flow) { return flow.from == from && !flow.share; });
    if (hasRest)
        process.flows.back().share = parameterOf(usualShare);
}

void insertAfter(Process& process, const StepId& beside, Step step) {
    const auto at = findPart(process.steps, beside);
    process.steps.insert(at == process.steps.end() ? at : at + 1, std::move(step));
}

std::string pathOf(const ProcessId& process, const MapPart& part) {
    if (const auto inner = innerPart(part.id))
        return pathOf(inner->process, {part.kind, inner->id});
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

const Process* findDetail(const Model& model, const Process& process, const StepId& step) {
    if (const Step* found = findStep(process, step); found && found->isSubProcess())
        return model.processes().find(found->inner);
    if (process.origin.drawing.empty())
        return nullptr;
    const auto found =
        std::ranges::find(model.processes(), MapOrigin{process.origin.drawing, step.text}, &Process::origin);
    return found == model.processes().end() ? nullptr : &*found;
}

Result<Step> readStepLine(std::string_view line) {
    std::string_view text = trimmed(line);
    Step step;
    step.touch = takeFromEnd(text, timeIn);
    step.name = text;
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
    lane.name = unnamedLane;
    const Metric* under = model.metrics().find(metric);
    const bool isOfGroup = under && under->measure != Measure::utilisation; // that is of a pool
    if (const Group* group = isOfGroup ? model.groups().find(GroupId(under->measureOf)) : nullptr) {
        lane.id = LaneId(group->id.text);
        lane.name = shown(*group);
        lane.group = group->id;
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

Result<Edit> addStepAfter(const Model& model, const ProcessId& id, const StepId& after, Step step) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        const Step* beside = findStep(process, after);
        if (!beside)
            return unknownStep(process, after);
        fitStep(process, *beside, step);
        std::string label = addingLabel(step);
        const StepId added = step.id;
        if (beside->kind == StepKind::end && step.kind == StepKind::end)
            return fail(fmt::format("{} is an end already: select the step that another end is to follow.",
                                    begunWith(process, *beside)));
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

Result<Edit> addStepOn(const Model& model, const ProcessId& id, const MapPart& way, Step step) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        if (step.kind == StepKind::end)
            return fail("Nothing goes on after an end: put it after a step.");
        const auto flow = findPart(process.flows, FlowId(way.id));
        const auto each = findPart(process.exceptions, ExceptionId(way.id));
        const bool isFlow = way.kind == MapPart::Kind::flow && flow != process.flows.end();
        const bool isException = way.kind == MapPart::Kind::exception && each != process.exceptions.end();
        if (!isFlow && (!isException || each->resumes.empty()))
            return fail(fmt::format("{} has no such way: put the step after another one.", shown(process)));
        StepId& to = isFlow ? flow->to : each->resumes;
        const Step* before = findStep(process, isFlow ? flow->from : each->step);
        const Step* after = findStep(process, to);
        if (!before || !after)
            return unknownStep(process, before ? to : isFlow ? flow->from : each->step);
        fitStep(process, *before, step);
        step.exception = step.kind == StepKind::task && (isException || flow->exception || before->exception);
        std::string label = fmt::format("{} between {} and {}", addingLabel(step), calledStep(process, *before),
                                        calledStep(process, *after));
        const StepId beside = before->id, next = std::exchange(to, step.id);
        const StepId added = step.id;
        insertAfter(process, beside, std::move(step));
        addFlowTo(process, added, next);
        return label;
    });
}

Result<Edit> addBranch(const Model& model, const ProcessId& id, const StepId& from, Step step) {
    const Process* now = model.processes().find(id);
    const Step* split = now ? findStep(*now, from) : nullptr;
    if (!split || split->kind == StepKind::end || !std::ranges::count(now->flows, from, &Flow::from))
        return addStepAfter(model, id, from, std::move(step));
    const bool isParallel = split->kind == StepKind::parallel;
    const auto leadsToStep = [&](const Flow& flow) {
        const Step* to = findStep(*now, flow.to);
        return flow.from == from && to && to->kind != StepKind::end;
    };
    if (isParallel && step.kind != StepKind::end && std::ranges::none_of(now->flows, leadsToStep))
        return addStepAfter(model, id, from, std::move(step)); // it is the first
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        fitStep(process, *split, step);
        const StepId added = step.id, next = mainFlow(process, from)->to;
        std::string label = addingLabel(step);
        const bool isEnd = step.kind == StepKind::end;
        insertAfter(process, from, std::move(step));
        addFlowTo(process, from, added);
        shareOut(process, from);
        if (!isEnd && isParallel)
            leadIntoJoin(process, from, added);
        else if (!isEnd)
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
            return fail(
                fmt::format("Nothing goes on after {}: draw the way from another step.", calledStep(process, *begins)));
        if (ends->kind == StepKind::start)
            return fail(fmt::format("Cases come in at {}: draw the way to another step.", calledStep(process, *ends)));
        if (from == to)
            return fail(fmt::format("{} cannot lead to itself: put a step between.", begunWith(process, *begins)));
        if (hasFlow(process, from, to))
            return fail(fmt::format("There is a way from {} to {} already.", calledStep(process, *begins),
                                    calledStep(process, *ends)));
        const bool isRework = leadsTo(process, to, from);
        std::string label = fmt::format("Draw {} {} {}", calledStep(process, *begins), isRework ? "back to" : "to",
                                        calledStep(process, *ends));
        addFlowTo(process, from, to).exception = isRework;
        shareOut(process, from);
        return label;
    });
}

Result<ProcessException> readExceptionLine(std::string_view line) {
    std::string_view text = trimmed(line);
    ProcessException made;
    made.frequency = takeFromEnd(text, shareIn);
    made.touch = takeFromEnd(text, timeIn);
    if (!made.frequency)
        made.frequency = takeFromEnd(text, shareIn); // it stands before the time
    made.name = text;
    if (made.name.empty())
        return fail("What goes wrong needs a name: type one, and how often if it is known, as in Data missing 15%.");
    if (!made.frequency && holdsShare(text))
        return fail("It is not clear how often: write it at the end, and the work time beside it if that is known, as "
                    "in Data missing 15% 2 hour.");
    return made;
}

Result<Edit> addException(const Model& model, const ProcessId& id, const StepId& step, std::string_view name,
                          const std::optional<Parameter>& frequency, const std::optional<Parameter>& touch) {
    return changedMap(model, id, [&](Process& process) -> Result<std::string> {
        const Step* at = findStep(process, step);
        if (!at)
            return unknownStep(process, step);
        if (at->kind != StepKind::task)
            return fail(
                fmt::format("{} is no task: what goes wrong happens at one. Select a task.", begunWith(process, *at)));
        ProcessException made;
        made.name = trimmed(name);
        made.id = ExceptionId(freshPartId(process, made.name, "exception"));
        made.step = step;
        made.frequency = frequency ? *frequency : parameterOf(usualShare);
        made.touch = touch;
        made.pool = at->pool;
        std::string label = fmt::format("Add {} to {}", shown(made), calledStep(process, *at));
        process.exceptions.push_back(std::move(made));
        return label;
    });
}

Result<Edit> setFieldOfParts(const Model& model, const ProcessId& id, const std::vector<MapPart>& parts,
                             std::string_view field, std::string_view text) {
    if (parts.empty())
        return fail("Nothing is selected in the map: select what is to change.");
    const EntityRef process{Process::kind, id.text};
    Draft draft(model, {});
    std::string label;
    for (const MapPart& part : parts) {
        const std::string path = pathOf(id, part).substr(pathOf(process).size() + 1);
        const auto edit = setField(draft.now(), process, fmt::format("{}/{}", path, field), text);
        if (!edit)
            return edit;
        label = edit->label;
        draft.add(*edit);
    }
    Edit made = std::move(draft).edit();
    made.label = parts.size() == 1 ? label : fmt::format("Set {} of {} parts of the map", field, parts.size());
    return made;
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
