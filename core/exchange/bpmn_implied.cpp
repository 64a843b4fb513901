// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tributary {

namespace {

class Implying {
public:
    Implying(const BpmnDocument& document, const BpmnScope& scope, BpmnMap& map)
        : document_(document), scope_(scope), map_(map), process_(map.process) {
        for (const BpmnFlow& flow : scope.flows)
            drawn_.emplace(flow.key, &flow);
        for (size_t i = 0; i < process_.steps.size(); ++i)
            placeOf_.emplace(process_.steps[i].id.text, i);
    }

    void run() {
        joinLinks();
        beginOnce();
        addSplits();
        endAll();
        tellOfEndless();
        markExceptions();
        shareOut();
    }

private:
    void note(XmlIndex element, std::string fate) {
        map_.told.insert(element);
        map_.notes.push_back(document_.note(element, std::move(fate)));
    }
    [[nodiscard]] std::optional<XmlIndex> elementOf(const std::string& part) const {
        const auto found = map_.elementOf.find(part);
        return found == map_.elementOf.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] const BpmnFlow* drawn(const Flow& flow) const {
        const auto found = drawn_.find(flow.id.text);
        return found == drawn_.end() ? nullptr : found->second;
    }
    Step& step(const StepId& id) { return process_.steps[placeOf_.at(id.text)]; }

    /// An id that no part of the map has.
    std::string freshId(std::string wanted) {
        constexpr size_t longest = 56;
        wanted = wanted.substr(0, longest);
        std::string id = wanted;
        for (int& number = numbers_[wanted]; map_.elementOf.contains(id) || !implied_.insert(id).second;)
            id = fmt::format("{}-{}", wanted, ++number);
        return id;
    }
    void addFlow(const StepId& from, const StepId& to) {
        Flow flow;
        flow.id = FlowId(freshId(fmt::format("{:.25}-{:.25}", from.text, to.text)));
        flow.from = from;
        flow.to = to;
        process_.flows.push_back(std::move(flow));
    }
    StepId addStep(const std::string& wanted, StepKind kind, const LaneId& lane) {
        Step made;
        made.id = StepId(freshId(wanted));
        made.kind = kind;
        made.lane = lane;
        placeOf_.emplace(made.id.text, process_.steps.size());
        return process_.steps.emplace_back(std::move(made)).id;
    }

    /// By the place of each step: the places of the flows that leave it.
    [[nodiscard]] std::vector<std::vector<size_t>> waysOut() const {
        std::vector<std::vector<size_t>> ways(process_.steps.size());
        for (size_t i = 0; i < process_.flows.size(); ++i)
            ways[placeOf_.at(process_.flows[i].from.text)].push_back(i);
        return ways;
    }

    /// A link that is thrown is caught where the event of its name is.
    void joinLinks() {
        const auto linkOf = [&](const BpmnNode& node, BpmnKind kind) {
            const bool isLink = node.kind == kind && node.eventDefinition && map_.elementOf.contains(node.key) &&
                                document_.tree.is(node.eventDefinition, bpmnSpace, "linkEventDefinition");
            return isLink ? document_.nameOf(node.eventDefinition) : std::string();
        };
        std::unordered_map<std::string, std::string> caught;
        for (const BpmnNode& node : scope_.nodes)
            if (const std::string link = linkOf(node, BpmnKind::catchEvent); !link.empty())
                caught.emplace(link, node.key);
        for (const BpmnNode& node : scope_.nodes)
            if (const auto to = caught.find(linkOf(node, BpmnKind::throwEvent)); to != caught.end())
                addFlow(StepId(node.key), StepId(to->second));
    }

    /// A map has one start; BPMN has any number, and without one begins at all steps that nothing leads to.
    void beginOnce() {
        std::vector<StepId> starts;
        for (const Step& each : process_.steps)
            if (each.kind == StepKind::start)
                starts.push_back(each.id);
        if (starts.size() > 1) {
            const StepId first = addStep("start", StepKind::start, step(starts.front()).lane);
            for (const StepId& start : starts) {
                addFlow(first, start);
                step(start).kind = StepKind::exclusive;
                note(map_.elementOf.at(start.text), "one of several starts: each is assumed to get as many cases");
            }
        } else if (starts.empty() && !process_.steps.empty()) {
            beginWithoutStart();
        }
    }

    void beginWithoutStart() {
        std::unordered_set<std::string> reached;
        for (const Flow& flow : process_.flows)
            reached.insert(flow.to.text);
        for (const ProcessException& each : process_.exceptions)
            reached.insert(each.resumes.text);
        std::vector<StepId> begins;
        for (const Step& each : process_.steps)
            if (!reached.contains(each.id.text))
                begins.push_back(each.id);
        if (begins.empty())
            begins.push_back(process_.steps.front().id);
        const LaneId lane = step(begins.front()).lane;
        StepId from = addStep("start", StepKind::start, lane);
        if (begins.size() > 1) {
            const StepId split = addStep("start-split", StepKind::parallel, lane);
            addFlow(from, split);
            from = split;
        }
        for (const StepId& begin : begins)
            addFlow(from, begin);
        note(scope_.element, begins.size() > 1 ? "it has no start event: all steps that nothing leads to begin at once"
                                               : "it has no start event: cases come in at " + begins.front().text);
    }

    /// Several ways out of a task or an event are all taken, unless they have conditions or lead back to it.
    void addSplits() {
        const auto ways = waysOut();
        for (size_t i = 0; i < ways.size(); ++i) {
            const StepId id = process_.steps[i].id;
            const auto element = elementOf(id.text);
            if (ways[i].size() < 2 || !element || document_.tree.name(*element).local.ends_with("Gateway"))
                continue;
            const auto certain =
                std::ranges::count_if(ways[i], [&](size_t flow) { return isCertain(process_.flows[flow]); });
            if (certain < std::ssize(ways[i])) {
                if (certain > 0)
                    note(*element,
                         "some of its ways have no condition and are always taken; in the map each case takes "
                         "one way");
                continue;
            }
            const auto again =
                std::ranges::count_if(ways[i], [&](size_t flow) { return process_.flows[flow].to == id; });
            if (again > 0 && again < std::ssize(ways[i])) {
                note(*element, "a way leads from it back to itself beside one that goes on: taken as a loop, not in "
                               "parallel; type the share of the cases that go round it");
                continue;
            }
            note(*element, fmt::format("its {} ways out have no condition: a case takes all of them at once, in "
                                       "parallel",
                                       ways[i].size()));
            const StepId split = addStep(id.text + "-split", StepKind::parallel, process_.steps[i].lane);
            map_.splits.emplace(split.text, id.text);
            for (const size_t flow : ways[i])
                process_.flows[flow].from = split;
            addFlow(id, split);
        }
    }

    [[nodiscard]] bool isCertain(const Flow& flow) const {
        const BpmnFlow* known = drawn(flow);
        return !flow.share &&
               !(known && (known->conditional || known->isDefault || document_.own(known->element, "share")));
    }

    void endAll() {
        std::optional<StepId> end;
        const auto endIn = [&](const LaneId& lane) {
            if (!end)
                end = addStep("end", StepKind::end, lane);
            return *end;
        };
        const auto ways = waysOut();
        for (size_t i = 0; i < ways.size(); ++i)
            if (ways[i].empty() && process_.steps[i].kind != StepKind::end) {
                const StepId id = process_.steps[i].id;
                addFlow(id, endIn(process_.steps[i].lane));
            }
        for (ProcessException& each : process_.exceptions) {
            const XmlIndex event = map_.elementOf.at(each.id.text);
            const bool interrupts = document_.tree.is(event, bpmnSpace, "boundaryEvent") &&
                                    document_.tree.value(event, "cancelActivity") != "false";
            if (each.resumes.empty() && interrupts && !map_.resumeFlows.contains(each.id.text))
                each.resumes = endIn(step(each.step).lane);
        }
    }

    /// A case that a terminating end would stop elsewhere, as in a loop that waits for events, never ends in the map.
    void tellOfEndless() {
        std::vector<std::vector<size_t>> into(process_.steps.size());
        const auto join = [&](const StepId& from, const StepId& to) {
            into[placeOf_.at(to.text)].push_back(placeOf_.at(from.text));
        };
        for (const Flow& flow : process_.flows)
            join(flow.from, flow.to);
        for (const ProcessException& each : process_.exceptions)
            if (!each.resumes.empty())
                join(each.step, each.resumes);
        std::vector<char> ends(process_.steps.size());
        std::vector<size_t> front;
        for (size_t i = 0; i < process_.steps.size(); ++i)
            if (process_.steps[i].kind == StepKind::end)
                front.push_back(i);
        while (!front.empty()) {
            const size_t at = front.back();
            front.pop_back();
            if (!std::exchange(ends[at], 1))
                front.insert(front.end(), into[at].begin(), into[at].end());
        }
        for (size_t i = 0; i < process_.steps.size(); ++i)
            if (const auto element = elementOf(process_.steps[i].id.text); element && !ends[i])
                note(*element, "no way leads from it to an end: draw one, or erase it, before the model is run");
    }

    /// Steps that a case comes to only after an exception are done only because of it, unless the text says otherwise.
    void markExceptions() {
        const auto ways = waysOut();
        std::vector<char> reached(process_.steps.size());
        std::vector<size_t> front;
        const auto reach = [&] {
            while (!front.empty()) {
                const size_t at = front.back();
                front.pop_back();
                if (std::exchange(reached[at], 1))
                    continue;
                for (const size_t flow : ways[at])
                    front.push_back(placeOf_.at(process_.flows[flow].to.text));
            }
        };
        for (size_t i = 0; i < process_.steps.size(); ++i)
            if (process_.steps[i].kind == StepKind::start)
                front.push_back(i);
        reach();
        const std::vector<char> usual = reached;
        for (const ProcessException& each : process_.exceptions)
            if (!each.resumes.empty())
                front.push_back(placeOf_.at(each.resumes.text));
        reach();
        const auto mark = [&](auto& part) {
            const auto element = elementOf(part.id.text);
            if (!element || !document_.own(*element, "exception"))
                part.exception = true;
        };
        for (size_t i = 0; i < reached.size(); ++i)
            if (reached[i] && !usual[i]) {
                if (process_.steps[i].kind == StepKind::task)
                    mark(process_.steps[i]);
                for (const size_t flow : ways[i])
                    mark(process_.flows[flow]);
            }
    }

    /// Gives the ways out of a split the shares that nobody gave: all alike, the default or the last the rest.
    void shareOut() {
        const auto ways = waysOut();
        for (size_t i = 0; i < ways.size(); ++i) {
            if (process_.steps[i].kind == StepKind::parallel)
                continue;
            double known = 0;
            std::vector<size_t> open;
            for (const size_t flow : ways[i]) {
                const auto& share = process_.flows[flow].share;
                if (!share)
                    open.push_back(flow);
                else if (const Quantity* given = share->quantity(); given && !given->data())
                    known += mostLikely(given->distribution()) * given->unit().value_or(*parseUnit("%")).factor();
            }
            if (open.size() < 2)
                continue;
            std::stable_partition(open.begin(), open.end(), [&](size_t flow) { return !isRest(process_.flows[flow]); });
            const std::string each =
                fmt::format("{:.4g}%", 100 * std::clamp(1 - known, 0.0, 1.0) / static_cast<double>(open.size()));
            for (size_t k = 0; k + 1 < open.size(); ++k) {
                Flow& flow = process_.flows[open[k]];
                flow.share = Parameter::parse(each).value_or(Parameter());
                if (const BpmnFlow* inText = drawn(flow))
                    note(inText->element, fmt::format("its share of the cases is assumed: {}", each));
            }
        }
    }

    [[nodiscard]] bool isRest(const Flow& flow) const {
        const BpmnFlow* known = drawn(flow);
        return known && (known->isDefault || document_.own(known->element, "share"));
    }

    const BpmnDocument& document_;
    const BpmnScope& scope_;
    BpmnMap& map_;
    Process& process_;
    std::unordered_map<std::string, const BpmnFlow*> drawn_;
    std::unordered_map<std::string, size_t> placeOf_;
    std::unordered_set<std::string> implied_;
    std::unordered_map<std::string, int> numbers_;
};

} // namespace

void addImplied(const BpmnDocument& document, const BpmnScope& scope, BpmnMap& map) {
    Implying(document, scope, map).run();
}

} // namespace tributary
