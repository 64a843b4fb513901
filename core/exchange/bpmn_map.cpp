// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_map.h"

#include "core/exchange/bpmn_extension.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

constexpr std::string_view assumedFrequency = "10%";
constexpr size_t mostParts = 5000; // what BPMN implies may double them, and a model holds 10,000 of a kind

StepKind stepKindOf(BpmnKind kind) {
    switch (kind) {
    case BpmnKind::start:
        return StepKind::start;
    case BpmnKind::end:
        return StepKind::end;
    case BpmnKind::parallel:
        return StepKind::parallel;
    case BpmnKind::exclusive:
    case BpmnKind::inclusive:
    case BpmnKind::eventBased:
    case BpmnKind::complex:
        return StepKind::exclusive;
    default:
        return StepKind::task;
    }
}

class MapReading {
public:
    MapReading(const BpmnDocument& document, const BpmnScope& scope,
               const std::unordered_map<std::string, BpsimValues>& simulated)
        : document_(document), scope_(scope), simulated_(simulated), nodeLeft_(scope.nodes.size()) {
        for (size_t i = 0; i < scope.nodes.size(); ++i)
            nodeAt_.emplace(scope.nodes[i].element, i);
        for (const BpmnFlow& flow : scope.flows)
            nodeLeft_[flow.from] = 1;
    }

    BpmnMap read(const std::string& fallback) {
        process().name = scope_.name.empty() ? fallback : scope_.name;
        process().origin.element = scope_.key;
        map_.told.insert(scope_.element);
        addLanes();
        for (size_t i = 0; i < scope_.nodes.size(); ++i)
            addNode(i);
        for (size_t i = 0; i < scope_.nodes.size(); ++i)
            if (scope_.nodes[i].kind == BpmnKind::boundaryEvent)
                addException(i);
        for (const BpmnFlow& flow : scope_.flows)
            addFlow(flow);
        for (const BpmnNode& node : scope_.nodes)
            addInnerExceptions(node);
        readOwn();
        findInner();
        addImplied(document_, scope_, map_);
        return std::move(map_);
    }

private:
    [[nodiscard]] Process& process() { return map_.process; }
    void note(XmlIndex element, std::string fate) {
        map_.told.insert(element);
        map_.notes.push_back(document_.note(element, std::move(fate)));
    }
    [[nodiscard]] bool has(XmlIndex element, std::string_view attribute, std::string_view value) const {
        return document_.tree.value(element, attribute) == value;
    }
    const BpsimValues* simulated(XmlIndex element) const {
        const auto found = simulated_.find(document_.tree.value(element, "id"));
        return found == simulated_.end() ? nullptr : &found->second;
    }

    void addLanes() {
        for (const BpmnLane& each : scope_.lanes) {
            Lane lane{LaneId(each.key), document_.nameOf(each.element), GroupId()};
            lane.group.text = document_.own(each.element, "group").value_or("");
            for (const size_t node : each.nodes)
                if (!laneOf_.emplace(node, lane.id).second)
                    note(scope_.nodes[node].element,
                         fmt::format("it lies in several lanes; the map has it in {}", laneOf_.at(node).text));
            map_.elementOf.emplace(each.key, each.element);
            map_.told.insert(each.element);
            process().lanes.push_back(std::move(lane));
        }
        sortLanes();
    }

    /// An export that changes the order of lanes numbers them: what stands in the text stays where it is.
    void sortLanes() {
        std::unordered_map<std::string, double> positions;
        for (const BpmnLane& each : scope_.lanes)
            if (const auto text = document_.own(each.element, lanePosition))
                positions.emplace(each.key, parseNumber(*text).value_or(0));
        if (!positions.empty())
            std::ranges::stable_sort(process().lanes, {}, [&](const Lane& lane) {
                const auto found = positions.find(lane.id.text);
                return found == positions.end() ? std::numeric_limits<double>::infinity() : found->second;
            });
    }

    void addNode(size_t index) {
        const BpmnNode& node = scope_.nodes[index];
        if (node.kind == BpmnKind::boundaryEvent)
            return;
        if (document_.isStartedByEvent(node.element))
            return tellOfEventStarted(node);
        if (has(node.element, "isForCompensation", "true"))
            return note(node.element, "it is done only to undo other work; kept, not simulated");
        Step step;
        step.id = StepId(node.key);
        step.name = document_.nameOf(node.element);
        step.kind = stepKindOf(node.kind);
        if (const auto lane = laneOf_.find(index); lane != laneOf_.end())
            step.lane = lane->second;
        if (const BpsimValues* values = simulated(node.element)) {
            step.touch = values->touch;
            step.touchCv = values->touchCv;
            step.delay = values->delay;
            step.cost = values->cost;
            if (step.kind == StepKind::start && values->arrivals)
                process().arrivals = values->arrivals;
        }
        tellOf(node, step);
        placeOf_.emplace(index, process().steps.size());
        map_.elementOf.emplace(step.id.text, node.element);
        map_.told.insert(node.element);
        process().steps.push_back(std::move(step));
    }

    /// Says what the step does not say of its node.
    void tellOf(const BpmnNode& node, Step& step) {
        switch (node.kind) {
        case BpmnKind::inclusive:
        case BpmnKind::complex:
            note(node.element, "an exclusive gateway: each case takes one of its ways, not several");
            break;
        case BpmnKind::eventBased:
            note(node.element, "an exclusive gateway: which event comes first is a share of the cases");
            break;
        case BpmnKind::catchEvent:
            tellOfWait(node, step);
            break;
        case BpmnKind::end:
            if (node.eventDefinition && document_.tree.name(node.eventDefinition).local == "terminateEventDefinition")
                note(node.eventDefinition, "an end: it stops no parallel branch");
            break;
        default:
            break;
        }
        document_.tree.forEachChild(node.element, [&](XmlIndex child) {
            if (document_.tree.name(child).local.ends_with("LoopCharacteristics"))
                note(child, fmt::format("{} is done once; its repetition is kept, not simulated", step.id.text));
        });
        if (node.eventDefinition)
            map_.told.insert(node.eventDefinition);
    }

    void tellOfWait(const BpmnNode& node, Step& step) {
        std::string waits = "an event";
        if (node.eventDefinition) {
            waits = document_.tree.name(node.eventDefinition).local;
            if (waits == "linkEventDefinition")
                return;
            waits.resize(waits.size() - std::string_view("EventDefinition").size());
            std::optional<double> hours;
            document_.tree.forEachChild(node.eventDefinition, [&](XmlIndex child) {
                if (document_.tree.is(child, bpmnSpace, "timeDuration"))
                    hours = hoursOfDuration(document_.tree.content(child));
            });
            if (hours) {
                step.delay = Parameter::parse(fmt::format("{:.6g} hour", *hours)).value_or(Parameter());
                return;
            }
        }
        if (!step.delay)
            note(node.element, fmt::format("a step that waits ({}); how long is not in the drawing", waits));
    }

    void addException(size_t index) {
        const BpmnNode& node = scope_.nodes[index];
        const std::string kind = node.eventDefinition ? document_.tree.name(node.eventDefinition).local : "";
        if (kind == "compensateEventDefinition" || kind == "cancelEventDefinition")
            return note(node.element, "it undoes work; kept, not simulated");
        const XmlIndex* host = document_.findId(document_.tree.value(node.element, "attachedToRef"));
        const auto at = host ? nodeAt_.find(*host) : nodeAt_.end();
        const Step* step = at == nodeAt_.end() ? nullptr : stepOf(at->second);
        if (!step || step->kind != StepKind::task)
            return note(node.element, "it is attached to no step of the map; kept, not simulated");
        ProcessException made;
        made.id = ExceptionId(node.key);
        made.name = document_.nameOf(node.element);
        made.step = step->id;
        if (const BpsimValues* values = simulated(node.element))
            made.frequency = values->share;
        if (!made.frequency && !document_.own(node.element, "frequency")) {
            made.frequency = Parameter::parse(assumedFrequency).value_or(Parameter());
            note(node.element, fmt::format("an exception at {}; how often it happens is assumed: {} of the visits",
                                           made.step.text, assumedFrequency));
        }
        if (has(node.element, "cancelActivity", "false") && nodeLeft_[index])
            note(node.element, "it does not interrupt: the case goes on after the step, and what the event starts "
                               "beside it is kept, not simulated");
        if (node.eventDefinition)
            map_.told.insert(node.eventDefinition);
        map_.told.insert(node.element);
        map_.elementOf.emplace(node.key, node.element);
        exceptionOf_.emplace(index, process().exceptions.size());
        process().exceptions.push_back(std::move(made));
    }

    /// What an event starts within a sub-process may happen to any of its cases: an exception of the sub-process.
    void addInnerExceptions(const BpmnNode& host) {
        if (host.kind != BpmnKind::subProcess || document_.isStartedByEvent(host.element) ||
            !map_.elementOf.contains(host.key))
            return;
        for (const BpmnNode& node : document_.scopes[host.scope].nodes) {
            if (!document_.isStartedByEvent(node.element))
                continue;
            ProcessException made;
            made.id = ExceptionId(node.key);
            for (int number = 1; map_.elementOf.contains(made.id.text); ++number)
                made.id.text = fmt::format("{:.56}-{}", node.key, number);
            made.name = document_.nameOf(node.element);
            made.step = StepId(host.key);
            if (!document_.own(node.element, "frequency")) {
                made.frequency = Parameter::parse(assumedFrequency).value_or(Parameter());
                note(node.element,
                     fmt::format("an event starts it: an exception at {}, after which the case goes on as usual; how "
                                 "often it happens is assumed: {} of the visits; what is in it is a map of its own, "
                                 "whose times are to be typed at the exception",
                                 made.step.text, assumedFrequency));
            }
            map_.told.insert(node.element);
            map_.elementOf.emplace(made.id.text, node.element);
            process().exceptions.push_back(std::move(made));
        }
    }

    /// A sub-process in a sub-process that an event starts is an exception of the map around; another one has no step.
    void tellOfEventStarted(const BpmnNode& node) {
        const size_t around = scope_.around;
        const bool isOfStep =
            around != noScope && std::ranges::any_of(document_.scopes[around].nodes, [&](const BpmnNode& host) {
                return host.element == scope_.element && !document_.isStartedByEvent(host.element);
            });
        if (!isOfStep)
            note(node.element, "an event starts it, not a way: no case comes to it in the map; what is in it is a map "
                               "of its own; type it as an exception at the step where it happens");
    }

    /// Finds the maps of steps: what is in a sub-process, or the process that a call calls.
    void findInner() {
        for (const BpmnNode& node : scope_.nodes) {
            const auto place = nodeAt_.find(node.element);
            const Step* step = stepOf(place->second);
            if (!step || step->kind != StepKind::task)
                continue;
            if (node.scope == noScope) {
                tellOfCall(node);
                continue;
            }
            const BpmnScope& inner = document_.scopes[node.scope];
            if (inner.nodes.empty()) {
                if (!inner.isSubProcess)
                    note(node.element, fmt::format("it calls {}, in which nothing is drawn: a step of its own",
                                                   inner.name.empty() ? inner.key : inner.name));
                continue;
            }
            const auto said = document_.own(node.element, innerAttribute);
            if (said == hasNoInner)
                continue;
            if (said != hasInner && hasWork(*step)) {
                note(node.element, "a step, whose own time counts; what is in it is a map of its own beside it");
                continue;
            }
            map_.innerOf.emplace(step->id.text, node.scope);
        }
    }

    void tellOfCall(const BpmnNode& node) {
        const std::string called = document_.tree.value(node.element, "calledElement");
        if (called.empty() || !document_.tree.is(node.element, bpmnSpace, "callActivity"))
            return;
        note(node.element,
             document_.findId(called)
                 ? fmt::format("it calls \"{:.60}\", which is no process: a step of its own", called)
                 : fmt::format("it calls \"{:.60}\", which is not in the file: a step of its own; type its time, or "
                               "import the other file",
                               called));
    }

    const Step* stepOf(size_t node) const {
        const auto place = placeOf_.find(node);
        return place == placeOf_.end() ? nullptr : &map_.process.steps[place->second];
    }

    void addFlow(const BpmnFlow& flow) {
        map_.told.insert(flow.element);
        const Step* to = stepOf(flow.to);
        if (const auto exception = exceptionOf_.find(flow.from); exception != exceptionOf_.end() && to) {
            ProcessException& from = process().exceptions[exception->second];
            if (map_.resumeFlows.contains(from.id.text))
                return note(flow.element, "a second way after the exception; kept, not simulated");
            map_.resumeFlows.emplace(from.id.text, flow.element);
            if (!has(scope_.nodes[flow.from].element, "cancelActivity", "false"))
                from.resumes = to->id;
            return;
        }
        const Step* from = stepOf(flow.from);
        if (!from || !to)
            return note(flow.element, "one of its ends is no step of the map; kept, not simulated");
        if (from->kind == StepKind::end || to->kind == StepKind::start)
            return note(flow.element, "it leaves an end or leads into a start; kept, not simulated");
        Flow made;
        made.id = FlowId(flow.key);
        made.name = document_.nameOf(flow.element);
        made.from = from->id;
        made.to = to->id;
        if (const BpsimValues* values = simulated(flow.element))
            made.share = values->share;
        map_.elementOf.emplace(flow.key, flow.element);
        process().flows.push_back(std::move(made));
    }

    void readOwn() {
        const auto readAll = [&](auto& parts) {
            for (auto& part : parts)
                if (const auto element = map_.elementOf.find(part.id.text); element != map_.elementOf.end())
                    readOwnFields(document_, element->second, part, map_.notes);
        };
        readAll(process().steps);
        readAll(process().flows);
        readAll(process().exceptions);
        readOwnFields(document_, scope_.element, process(), map_.notes);
        readPools();
    }

    void readPools() {
        const XmlTree& tree = document_.tree;
        tree.forEachChild(scope_.element, [&](XmlIndex extensions) {
            if (!tree.is(extensions, bpmnSpace, "extensionElements"))
                return;
            tree.forEachChild(extensions, [&](XmlIndex child) {
                if (!tree.is(child, ownSpace, "pool"))
                    return;
                map_.told.insert(child);
                Pool pool;
                pool.id.text = tree.value(child, "id");
                std::string wrong = isValidId(pool.id.text) ? "" : "its id cannot be one";
                forEachField<Pool>([&](const auto& field) {
                    if (const XmlAttribute* text = tree.find(child, {}, field.name))
                        if (const auto read = readAttribute(tree.value(*text), pool.*field.member); !read)
                            wrong = read.error().message;
                });
                if (map_.pools.contains(pool.id.text))
                    wrong = "its id stands twice";
                if (!wrong.empty())
                    return note(child, "this pool was not read: " + wrong);
                map_.pools.emplace(pool.id.text, child);
                process().pools.push_back(std::move(pool));
            });
        });
    }

    const BpmnDocument& document_;
    const BpmnScope& scope_;
    BpmnMap map_;
    const std::unordered_map<std::string, BpsimValues>& simulated_; // by the ids of elements
    std::vector<char> nodeLeft_;                                    // by node: a flow leaves it
    std::unordered_map<XmlIndex, size_t> nodeAt_;
    std::unordered_map<size_t, size_t> placeOf_; // of a node's step
    std::unordered_map<size_t, LaneId> laneOf_;  // by node
    std::unordered_map<size_t, size_t> exceptionOf_;
};

} // namespace

Result<BpmnMaps> readMaps(const BpmnDocument& document, const std::string& fallback) {
    BpmnMaps all;
    const auto simulated = readBpsim(document, all.notes);
    for (const BpmnScope& scope : document.scopes) {
        if (scope.nodes.size() > mostParts || scope.flows.size() > mostParts || scope.lanes.size() > mostParts)
            return fail(
                fmt::format("line {}: the process \"{:.60}\" has {} steps, {} flows and {} lanes; {} of each are "
                            "the most that a map holds: split it into several.",
                            document.tree.lineOf(scope.element), scope.name.empty() ? scope.key : scope.name,
                            scope.nodes.size(), scope.flows.size(), scope.lanes.size(), mostParts));
        all.maps.push_back(MapReading(document, scope, simulated).read(fallback));
    }
    cutLoops(document, all);
    return all;
}

} // namespace tributary
