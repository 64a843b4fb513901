// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_writer.h"

#include "core/exchange/bpmn_map_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tributary {

namespace {

std::string_view elementName(StepKind kind) {
    switch (kind) {
    case StepKind::start:
        return "startEvent";
    case StepKind::end:
        return "endEvent";
    case StepKind::task:
        return "task";
    case StepKind::exclusive:
        return "exclusiveGateway";
    case StepKind::parallel:
        break;
    }
    return "parallelGateway";
}

class MapWriting : private MapText {
public:
    MapWriting(BpmnFrame& frameOfText, const BpmnScope& where, const BpmnMap& before, const ScopeGoals& goals,
               const Process& process, const Model& whole, double top)
        : MapText(frameOfText, where, before, process, whole, top), goals_(goals), stepsNow_(byId(process.steps)),
          flowsRead_(byId(before.process.flows)), exceptionsRead_(byId(before.process.exceptions)),
          lastFlowElement_(where.element) {
        for (const BpmnNode& node : scope.nodes)
            nodesOf_.emplace(node.element, &node);
        document.tree.forEachChild(scope.element, [&](XmlIndex child) {
            if (document.keys.contains(child) && !document.tree.is(child, bpmnSpace, "lane"))
                lastFlowElement_ = child;
        });
    }

    double write() {
        nameProcess();
        chooseImplied();
        eraseParts();
        for (const Step& step : now.steps)
            writeStep(step);
        for (const ProcessException& exception : now.exceptions)
            writeException(exception);
        for (const Flow& flow : now.flows)
            writeFlow(flow);
        for (const ProcessException& exception : now.exceptions)
            writeResuming(exception);
        writeConditions();
        writeOwn(scope.element, read.process, now);
        writePools(*this);
        writeLanes(*this);
        insertNew();
        return layout.pool.y + layout.pool.height;
    }

private:
    /// A new element; that of a step waits for its end, since the flow that takes the rest is known last.
    struct Added {
        std::string text;
        std::string openStep;
    };
    void nameProcess() {
        const std::string own = frame.ownAttribute(scope.element, "process");
        patch.setAttribute(scope.element, own, now.id.text);
        if (scope.isSubProcess || now.name == read.process.name)
            return;
        const bool byPool = scope.participant != 0 && !document.nameOf(scope.participant).empty();
        patch.setAttribute(byPool ? scope.participant : scope.element, "name", now.name);
    }

    /// What BPMN implied is drawn where the map says otherwise now, or a way that is drawn needs it.
    void chooseImplied() {
        const auto isImplied = [&](const StepId& id) { return stepsRead.contains(id.text) && !elementOf(id.text); };
        for (const Step& step : now.steps)
            if (isImplied(step.id) && !(*stepsRead.at(step.id.text) == step))
                drawn_.insert(step.id.text);
        const auto need = [&](const StepId& id) {
            if (isImplied(id))
                drawn_.insert(id.text);
        };
        for (const Flow& flow : now.flows) {
            const auto before = flowsRead_.find(flow.id.text);
            if (before != flowsRead_.end() && *before->second == flow)
                continue;
            if (!read.splits.contains(flow.from.text)) // the step before it can give out one flow more
                need(flow.from);
            need(flow.to);
        }
        for (const ProcessException& each : now.exceptions)
            if (const auto before = exceptionsRead_.find(each.id.text);
                before == exceptionsRead_.end() || before->second->resumes != each.resumes)
                need(each.resumes);
    }

    void eraseParts() {
        const auto erase = [&](const auto& before, const auto& after) {
            const auto ids = byId(after);
            for (const auto& part : before)
                if (const auto element = elementOf(part.id.text); element && !ids.contains(part.id.text))
                    frame.erase(*element);
        };
        erase(read.process.lanes, now.lanes);
        erase(read.process.steps, now.steps);
        erase(read.process.flows, now.flows);
        erase(read.process.exceptions, now.exceptions);
    }

    void writeStep(const Step& step) {
        const auto element = elementOf(step.id.text);
        const auto before = stepsRead.find(step.id.text);
        if (element && before != stepsRead.end()) {
            setName(*element, before->second->name, step.name);
            writeOwn(*element, *before->second, step);
            writeKind(*element, *before->second, step);
            if (draws == Draws::all)
                draw(idOf(step.id.text), layout.parts.at(step.id.text));
        } else if (before == stepsRead.end() || drawn_.contains(step.id.text)) {
            const auto called = calledBy(step);
            const std::string_view local = called                ? "callActivity"
                                           : step.isSubProcess() ? "subProcess"
                                                                 : elementName(step.kind);
            added_.push_back({fmt::format("<{}{}{}{}", tag(local), head(step.id.text, step.name),
                                          called ? fmt::format(" calledElement=\"{}\"", xmlEscaped(*called)) : "",
                                          ownAttributes(step)),
                              step.id.text});
            draw(idOf(step.id.text), placeOf(step), step.isSubProcess() && !called ? " isExpanded=\"false\"" : "");
        }
    }

    [[nodiscard]] const BpmnNode* nodeOf(XmlIndex element) const {
        const auto found = nodesOf_.find(element);
        return found == nodesOf_.end() ? nullptr : found->second;
    }

    /// The id of the process that a step is to call, where its map is one of the text's; none where it is no such.
    [[nodiscard]] std::optional<std::string> calledBy(const Step& step) {
        if (step.isSubProcess())
            for (size_t i = 0; i < goals_.size(); ++i)
                if (goals_[i] && goals_[i]->id == step.inner && !document.scopes[i].isSubProcess)
                    return frame.idOf(document.scopes[i].element, document.scopes[i].key);
        return std::nullopt;
    }

    /// Lets an element be of the kind of its step, and lead to its map.
    void writeKind(XmlIndex element, const Step& before, const Step& step) {
        const BpmnNode* node = nodeOf(element);
        const bool isCall = document.tree.is(element, bpmnSpace, "callActivity");
        const Process* goal = node && node->scope != noScope ? goals_[node->scope] : nullptr;
        const bool leadsThere = step.isSubProcess() && goal && goal->id == step.inner;
        const auto said = document.own(element, innerAttribute);
        std::optional<std::string> wanted;
        if (step.isSubProcess())
            wanted = hasWork(step) ? std::optional<std::string>(hasInner) : std::nullopt;
        else if (step.kind == StepKind::task && (read.innerOf.contains(step.id.text) || said == hasNoInner))
            wanted = hasNoInner;
        if (wanted != said)
            patch.setAttribute(element, frame.ownAttribute(element, innerAttribute), wanted);
        if (step.isSubProcess() && !leadsThere) {
            const auto called = calledBy(step);
            if (node && node->kind == BpmnKind::subProcess && called)
                empty(element);
            patch.setTag(element, tag(called ? "callActivity" : "subProcess"));
            patch.setAttribute(element, "calledElement", called);
        } else if (before.kind != step.kind) {
            patch.setTag(element, tag(elementName(step.kind)));
            if (isCall)
                patch.setAttribute(element, "calledElement", std::nullopt);
            if (node && node->kind == BpmnKind::subProcess)
                empty(element);
            document.tree.forEachChild(element, [&](XmlIndex child) {
                if (document.tree.name(child).local.ends_with("EventDefinition"))
                    frame.erase(child);
            });
        }
    }

    /// Takes out what is in a sub-process, with the diagram of its own.
    void empty(XmlIndex element) {
        if (const auto plane = frame.planeOf(document.tree.value(element, "id")))
            frame.erase(document.tree.at(*plane).parent);
        document.tree.forEachChild(element, [&](XmlIndex child) {
            if (document.keys.contains(child) || document.tree.is(child, bpmnSpace, "laneSet"))
                frame.erase(child);
        });
    }

    DiagramBounds placeOf(const Step& step) {
        if (draws == Draws::all)
            return layout.parts.at(step.id.text);
        for (const Flow& flow : now.flows)
            if (flow.to == step.id)
                if (const auto bounds = boundsOf(flow.from))
                    return frame.placeBeside(*bounds, shapeOf(step.kind));
        DiagramBounds lowest;
        for (const Step& other : now.steps)
            if (const auto bounds = boundsOf(other.id); bounds && bounds->y > lowest.y)
                lowest = *bounds;
        return frame.placeBeside(lowest, shapeOf(step.kind));
    }
    std::optional<DiagramBounds> boundsOf(const StepId& id) {
        const std::string element = idOf(standIn(id));
        return element.empty() ? std::nullopt : frame.boundsOf(element);
    }

    /// The step whose element has the flows of a step: its own, or of a split that is not drawn the one before it.
    [[nodiscard]] const std::string& standIn(const StepId& id) const {
        const auto split = read.splits.find(id.text);
        return split == read.splits.end() || drawn_.contains(id.text) ? id.text : split->second;
    }
    std::string endOf(const StepId& id) { return idOf(standIn(id)); }

    void writeFlow(const Flow& flow) {
        const std::string from = endOf(flow.from), to = endOf(flow.to);
        const auto before = flowsRead_.find(flow.id.text);
        const auto element = elementOf(flow.id.text);
        if (element && before != flowsRead_.end()) {
            frame.keep(*element);
            setName(*element, before->second->name, flow.name);
            writeOwn(*element, *before->second, flow);
            const bool isMoved = setEnds(*element, from, to);
            if (isMoved || draws == Draws::all)
                frame.drawLine(idOf(flow.id.text), from, to);
            return;
        }
        const bool isImplied = before != flowsRead_.end() && *before->second == flow &&
                               !drawn_.contains(flow.from.text) && !drawn_.contains(flow.to.text);
        if (isImplied || from.empty() || to.empty() || from == to)
            return;
        newWays_.insert(flow.id.text);
        addFlowElement(flow.id.text, flow.name, from, to, ownAttributes(flow), conditionOf(flow));
    }

    /// Lets a flow of the text join two elements; tells whether it joined others.
    bool setEnds(XmlIndex flow, const std::string& from, const std::string& to) {
        const std::string id = document.tree.value(flow, "id");
        bool isMoved = false;
        const auto set = [&](std::string_view attribute, std::string_view list, const std::string& node) {
            const std::string was = document.tree.value(flow, attribute);
            const XmlIndex* element = document.findId(was);
            if (node.empty() || was == node || (element && document.tree.value(*element, "id") == node))
                return;
            patch.setAttribute(flow, attribute, node);
            if (element)
                document.tree.forEachChild(*element, [&](XmlIndex child) {
                    if (document.tree.is(child, bpmnSpace, list) && document.tree.content(child) == id)
                        frame.erase(child);
                });
            listWay(node, list, id);
            isMoved = true;
        };
        set("sourceRef", "outgoing", from);
        set("targetRef", "incoming", to);
        return isMoved;
    }

    /// Names a flow in a node that lists its flows.
    void listWay(const std::string& node, std::string_view list, const std::string& flow) {
        const XmlIndex* element = document.findId(node);
        XmlIndex last = 0;
        if (element && !flow.empty())
            document.tree.forEachChild(*element, [&](XmlIndex child) {
                if (document.tree.is(child, bpmnSpace, "incoming") || document.tree.is(child, bpmnSpace, "outgoing"))
                    last = child;
            });
        if (last != 0)
            patch.insertAfter(last, fmt::format("<{0}>{1}</{0}>", tag(list), xmlEscaped(flow)));
    }

    void addFlowElement(const std::string& part, const std::string& name, const std::string& from,
                        const std::string& to, const std::string& attributes, const std::string& content) {
        const std::string start = fmt::format("<{}{} sourceRef=\"{}\" targetRef=\"{}\"{}", tag("sequenceFlow"),
                                              head(part, name), xmlEscaped(from), xmlEscaped(to), attributes);
        added_.push_back(
            {content.empty() ? start + "/>" : fmt::format("{}>{}</{}>", start, content, tag("sequenceFlow")), {}});
        const std::string id = idOf(part);
        listWay(from, "outgoing", id);
        listWay(to, "incoming", id);
        frame.drawLine(id, from, to);
    }

    [[nodiscard]] bool isGateway(const StepId& id) const {
        const auto step = stepsNow_.find(id.text);
        return step != stepsNow_.end() &&
               (step->second->kind == StepKind::exclusive || step->second->kind == StepKind::parallel);
    }
    /// A way out of a task that only some cases take has a condition, or BPMN would let all take it.
    std::string conditionOf(const Flow& flow) const {
        if (!flow.share || isGateway(flow.from))
            return {};
        return fmt::format("<{0}>{1}</{0}>", tag("conditionExpression"),
                           xmlEscaped(flow.share->text() + " of the cases"));
    }

    void writeConditions() {
        std::map<std::string, std::vector<const Flow*>> ways;
        for (const Flow& flow : now.flows)
            ways[flow.from.text].push_back(&flow);
        for (const auto& [from, flows] : ways) {
            const bool anyNew =
                std::ranges::any_of(flows, [&](const Flow* flow) { return newWays_.contains(flow->id.text); });
            if (flows.size() < 2 || !anyNew || isGateway(StepId(from)))
                continue;
            for (const Flow* flow : flows) {
                const auto element = elementOf(flow->id.text);
                if (!flow->share)
                    restOf_[from] = idOf(flow->id.text);
                else if (element && !hasCondition(*element))
                    patch.append(*element, conditionOf(*flow));
            }
            if (const auto element = elementOf(from); element && restOf_.contains(from))
                patch.setAttribute(*element, "default", restOf_.at(from));
        }
    }
    [[nodiscard]] bool hasCondition(XmlIndex flow) const {
        bool has = false;
        document.tree.forEachChild(
            flow, [&](XmlIndex child) { has = has || document.tree.is(child, bpmnSpace, "conditionExpression"); });
        return has;
    }

    void writeException(const ProcessException& exception) {
        const std::string host = endOf(exception.step);
        const auto before = exceptionsRead_.find(exception.id.text);
        const auto element = elementOf(exception.id.text);
        const bool isInner = element && document.isStartedByEvent(*element); // within the sub-process, at no edge of it
        const bool staysInner = isInner && before != exceptionsRead_.end() && before->second->step == exception.step &&
                                exception.resumes.empty();
        if (isInner && !staysInner)
            frame.erase(*element);
        if (staysInner) {
            setName(*element, before->second->name, exception.name);
            writeOwn(*element, *before->second, exception);
            return;
        }
        if (element && !isInner && before != exceptionsRead_.end()) {
            frame.keep(*element);
            setName(*element, before->second->name, exception.name);
            writeOwn(*element, *before->second, exception);
            if (before->second->step != exception.step)
                patch.setAttribute(*element, "attachedToRef", host);
            if (before->second->resumes.empty() != exception.resumes.empty())
                patch.setAttribute(*element, "cancelActivity",
                                   exception.resumes.empty() ? std::optional<std::string>("false") : std::nullopt);
            if (draws == Draws::all)
                draw(idOf(exception.id.text), layout.parts.at(exception.id.text));
            return;
        }
        const std::string start = fmt::format(
            "<{}{}{} attachedToRef=\"{}\"{}>", tag("boundaryEvent"), head(exception.id.text, exception.name),
            exception.resumes.empty() ? " cancelActivity=\"false\"" : "", xmlEscaped(host), ownAttributes(exception));
        added_.push_back(
            {fmt::format("{}<{}/></{}>", start, tag("escalationEventDefinition"), tag("boundaryEvent")), {}});
        const auto at = frame.boundsOf(host);
        if (draws == Draws::all)
            draw(idOf(exception.id.text), layout.parts.at(exception.id.text));
        else if (at)
            draw(idOf(exception.id.text),
                 exceptionShape(*at, static_cast<size_t>(std::ranges::count(read.process.exceptions, exception.step,
                                                                            &ProcessException::step))));
    }

    /// Draws the way on from an exception, a flow out of its event that is no part of the map.
    void writeResuming(const ProcessException& exception) {
        const auto flow = read.resumeFlows.find(exception.id.text);
        const auto before = exceptionsRead_.find(exception.id.text);
        const bool isSame = before != exceptionsRead_.end() && before->second->resumes == exception.resumes;
        const std::string event = idOf(exception.id.text);
        const std::string to = exception.resumes.empty() ? std::string() : endOf(exception.resumes);
        if (flow != read.resumeFlows.end()) {
            frame.keep(flow->second);
            const std::string id = frame.idOf(flow->second, exception.id.text + "-way");
            if (isSame && draws != Draws::all)
                return;
            if (!isSame && to.empty())
                frame.erase(flow->second);
            else if ((!isSame && setEnds(flow->second, {}, to)) || draws == Draws::all)
                frame.drawLine(id, event, to.empty() ? document.tree.value(flow->second, "targetRef") : to);
        } else if (!isSame && !to.empty()) {
            addFlowElement(exception.id.text + "-way", {}, event, to, {}, {});
        }
    }

    void insertNew() {
        for (Added& each : added_) {
            if (const auto rest = restOf_.find(each.openStep); rest != restOf_.end())
                each.text += fmt::format(" default=\"{}\"", xmlEscaped(rest->second));
            if (!each.openStep.empty())
                each.text += "/>";
            if (lastFlowElement_ == scope.element)
                patch.append(scope.element, std::move(each.text));
            else
                patch.insertAfter(lastFlowElement_, std::move(each.text));
        }
        if (draws == Draws::all && scope.participant != 0)
            draw(frame.idOf(scope.participant, "Pool"), layout.pool, " isHorizontal=\"true\"");
    }

    const ScopeGoals& goals_;
    std::unordered_map<XmlIndex, const BpmnNode*> nodesOf_; // by their elements
    std::unordered_map<std::string, const Step*> stepsNow_;
    std::unordered_map<std::string, const Flow*> flowsRead_;
    std::unordered_map<std::string, const ProcessException*> exceptionsRead_;
    XmlIndex lastFlowElement_;
    std::unordered_set<std::string> drawn_;               // implied steps that get an element
    std::unordered_set<std::string> newWays_;             // flows that get an element
    std::unordered_map<std::string, std::string> restOf_; // by step: the flow that takes the rest
    std::vector<Added> added_;
};

} // namespace

MapText::MapText(BpmnFrame& frameOfText, const BpmnScope& where, const BpmnMap& before, const Process& process,
                 const Model& whole, double top)
    : frame(frameOfText), document(frame.document()), patch(frame.patch()), scope(where), read(before), now(process),
      model(whole), stepsRead(byId(before.process.steps)), names_(whole) {
    const bool anyDrawn = std::ranges::any_of(scope.nodes, [&](const BpmnNode& node) {
        return frame.boundsOf(document.tree.value(node.element, "id")).has_value();
    });
    const auto own = scope.isSubProcess ? frame.planeOf(document.tree.value(scope.element, "id")) : std::nullopt;
    frame.drawOn(own);
    if (scope.isSubProcess ? own && scope.nodes.empty() : !frame.isDrawn()) {
        draws = Draws::all;
        layout = layoutMap(now, top);
    } else if (anyDrawn) {
        draws = Draws::beside;
    }
}

double writeMap(BpmnFrame& frame, size_t scope, const BpmnMap& read, const ScopeGoals& goals, const Model& model,
                double top) {
    return MapWriting(frame, frame.document().scopes[scope], read, goals, *goals[scope], model, top).write();
}

} // namespace tributary
