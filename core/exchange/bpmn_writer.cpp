// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_writer.h"

#include "core/exchange/bpmn_extension.h"
#include "core/formula/characters.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"

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

template <class Part>
const Part* findIn(const std::vector<Part>& parts, const std::string& id) {
    const auto found = std::ranges::find(parts, id, [](const Part& part) -> const std::string& { return part.id.text; });
    return found == parts.end() ? nullptr : &*found;
}

template <class Part>
std::unordered_map<std::string, const Part*> byId(const std::vector<Part>& parts) {
    std::unordered_map<std::string, const Part*> found;
    for (const Part& part : parts)
        found.emplace(part.id.text, &part);
    return found;
}

class MapWriting {
public:
    MapWriting(BpmnFrame& frame, const BpmnScope& scope, const BpmnMap& read, const Process& now, const Model& model)
        : frame_(frame), document_(frame.document()), patch_(frame.patch()), scope_(scope), read_(read), now_(now),
          model_(model), names_(model), stepsRead_(byId(read.process.steps)), stepsNow_(byId(now.steps)),
          flowsRead_(byId(read.process.flows)), exceptionsRead_(byId(read.process.exceptions)) {
        lastFlowElement_ = scope.element;
        document_.tree.forEachChild(scope.element, [&](XmlIndex child) {
            if (document_.keys.contains(child) && !document_.tree.is(child, bpmnSpace, "lane"))
                lastFlowElement_ = child;
        });
    }

    double write(double top) {
        const bool hasDrawn = std::ranges::any_of(scope_.nodes, [&](const BpmnNode& node) {
            return frame_.boundsOf(document_.tree.value(node.element, "id")).has_value();
        });
        if (!frame_.isDrawn() && !scope_.isSubProcess)
            drawing_ = Drawing::all;
        else if (hasDrawn)
            drawing_ = Drawing::beside;
        if (drawing_ == Drawing::all)
            layout_ = layoutMap(now_, top);
        nameProcess();
        chooseImplied();
        eraseParts();
        for (const Step& step : now_.steps)
            writeStep(step);
        for (const ProcessException& exception : now_.exceptions)
            writeException(exception);
        for (const Flow& flow : now_.flows)
            writeFlow(flow);
        for (const ProcessException& exception : now_.exceptions)
            writeResuming(exception);
        writeConditions();
        writeLanes();
        writeOwn(scope_.element, read_.process, now_);
        writePools();
        insertNew();
        return layout_.pool.y + layout_.pool.height;
    }

private:
    /// A new element; that of a step waits for its end, since the flow that takes the rest is known last.
    struct Added {
        std::string text;
        std::string openStep;
    };
    /// Nothing, new parts beside their neighbours, or everything by a layout.
    enum class Drawing { none, beside, all };

    void draw(const std::string& id, const DiagramBounds& bounds, std::string_view more = {}) {
        if (drawing_ != Drawing::none)
            frame_.drawShape(id, bounds, more);
    }
    [[nodiscard]] std::optional<XmlIndex> elementOf(const std::string& part) const {
        const auto found = read_.elementOf.find(part);
        return found == read_.elementOf.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::string tag(std::string_view local) const {
        const std::string_view own = document_.tree.tag(scope_.element);
        const size_t colon = own.find(':');
        return std::string(own.substr(0, colon == std::string_view::npos ? 0 : colon + 1)).append(local);
    }
    [[nodiscard]] std::string ownName(std::string_view field) { return frame_.attributeNamed(ownSpace, field); }

    /// `id="..." name="..."` of a new element, with our own id where XML would not have it.
    std::string head(const std::string& partId, const std::string& name) {
        const std::string id = idOf_[partId] = frame_.freshId(partId);
        std::string text = fmt::format(" id=\"{}\"", xmlEscaped(id));
        if (!name.empty())
            text += fmt::format(" name=\"{}\"", xmlEscaped(name));
        if (id != partId)
            text += fmt::format(" {}=\"{}\"", ownName("id"), xmlEscaped(partId));
        return text;
    }
    /// The id of a part's element in the text; empty where it has none.
    std::string idOf(const std::string& part) {
        if (const auto written = idOf_.find(part); written != idOf_.end())
            return written->second;
        const auto element = elementOf(part);
        return element ? frame_.idOf(*element, part) : std::string();
    }

    /// What a model that does not have the metrics of a formula is to take instead: the value of a formula that is
    /// nothing but one of them.
    std::optional<std::string> valueOf(const Parameter& parameter) const {
        const Formula* formula = parameter.formula();
        if (!formula || formula->references().size() != 1 || formula->expression().nodes().size() != 1)
            return std::nullopt;
        const Names::Meaning meaning = names_.find(formula->references().front());
        const Quantity* value = nullptr;
        if (meaning.metric && meaning.metric->source == MetricSource::estimate && meaning.metric->estimate)
            value = &*meaning.metric->estimate;
        else if (meaning.input)
            value = &meaning.input->value;
        if (!value)
            return std::nullopt;
        const std::string& unit = meaning.metric ? meaning.metric->unit : meaning.input->unit;
        return value->unit() || unit.empty() ? value->text() : value->text() + " " + unit;
    }

    /// Calls set(name, text) for each field of ours in which two parts differ.
    template <class Part, class Set>
    void forEachDifference(const Part& before, const Part& after, Set&& set) {
        forEachOwnField<Part>([&](const auto& field) {
            const auto& value = after.*field.member;
            if (before.*field.member == value)
                return;
            set(std::string(field.name), attributeText(value));
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, std::optional<Parameter>>)
                if (const auto held = value ? valueOf(*value) : std::nullopt)
                    set(std::string(field.name).append(valueSuffix), *held);
        });
    }
    template <class Part>
    void writeOwn(XmlIndex element, const Part& before, const Part& after) {
        forEachDifference(before, after, [&](const std::string& field, const std::string& text) {
            patch_.setAttribute(element, ownName(field), text);
        });
    }
    template <class Part>
    std::string ownAttributes(const Part& part) {
        std::string text;
        forEachDifference(Part{}, part, [&](const std::string& field, const std::string& value) {
            text += fmt::format(" {}=\"{}\"", ownName(field), xmlEscaped(value));
        });
        return text;
    }
    void setName(XmlIndex element, const std::string& before, const std::string& after) {
        if (before != after)
            patch_.setAttribute(element, "name", after);
    }

    void nameProcess() {
        const std::string own = ownName("process");
        patch_.setAttribute(scope_.element, own, now_.id.text);
        if (scope_.isSubProcess || now_.name == read_.process.name)
            return;
        const bool byPool = scope_.participant != 0 && !document_.nameOf(scope_.participant).empty();
        patch_.setAttribute(byPool ? scope_.participant : scope_.element, "name", now_.name);
    }

    /// What BPMN implied is drawn where the map says otherwise now, or a way that is drawn needs it.
    void chooseImplied() {
        const auto isImplied = [&](const StepId& id) { return stepsRead_.contains(id.text) && !elementOf(id.text); };
        for (const Step& step : now_.steps)
            if (isImplied(step.id) && !(*stepsRead_.at(step.id.text) == step))
                drawn_.insert(step.id.text);
        const auto need = [&](const StepId& id) {
            if (isImplied(id) && !read_.splits.contains(id.text))
                drawn_.insert(id.text);
        };
        for (const Flow& flow : now_.flows) {
            const auto before = flowsRead_.find(flow.id.text);
            if (before != flowsRead_.end() && *before->second == flow)
                continue;
            need(flow.from);
            need(flow.to);
        }
        for (const ProcessException& each : now_.exceptions)
            if (const auto before = exceptionsRead_.find(each.id.text);
                before == exceptionsRead_.end() || before->second->resumes != each.resumes)
                need(each.resumes);
    }

    void eraseParts() {
        const auto erase = [&](const auto& before, const auto& after) {
            const auto ids = byId(after);
            for (const auto& part : before)
                if (const auto element = elementOf(part.id.text); element && !ids.contains(part.id.text))
                    frame_.erase(*element);
        };
        erase(read_.process.lanes, now_.lanes);
        erase(read_.process.steps, now_.steps);
        erase(read_.process.flows, now_.flows);
        erase(read_.process.exceptions, now_.exceptions);
    }

    void writeStep(const Step& step) {
        const auto element = elementOf(step.id.text);
        const auto before = stepsRead_.find(step.id.text);
        if (element && before != stepsRead_.end()) {
            setName(*element, before->second->name, step.name);
            writeOwn(*element, *before->second, step);
            if (before->second->kind != step.kind) {
                patch_.setTag(*element, tag(elementName(step.kind)));
                document_.tree.forEachChild(*element, [&](XmlIndex child) {
                    if (document_.tree.name(child).local.ends_with("EventDefinition"))
                        frame_.erase(child);
                });
            }
            if (drawing_ == Drawing::all)
                draw(idOf(step.id.text), layout_.parts.at(step.id.text));
        } else if (before == stepsRead_.end() || drawn_.contains(step.id.text)) {
            added_.push_back({fmt::format("<{}{}{}", tag(elementName(step.kind)), head(step.id.text, step.name),
                                          ownAttributes(step)),
                              step.id.text});
            draw(idOf_.at(step.id.text), placeOf(step));
        }
    }

    DiagramBounds placeOf(const Step& step) {
        if (drawing_ == Drawing::all)
            return layout_.parts.at(step.id.text);
        for (const Flow& flow : now_.flows)
            if (flow.to == step.id)
                if (const auto bounds = boundsOf(flow.from))
                    return frame_.placeBeside(*bounds, shapeOf(step.kind));
        DiagramBounds lowest;
        for (const Step& other : now_.steps)
            if (const auto bounds = boundsOf(other.id); bounds && bounds->y > lowest.y)
                lowest = *bounds;
        return frame_.placeBeside(lowest, shapeOf(step.kind));
    }
    std::optional<DiagramBounds> boundsOf(const StepId& id) {
        const std::string element = idOf(standIn(id));
        return element.empty() ? std::nullopt : frame_.boundsOf(element);
    }

    /// The step whose element has the flows of a step: its own, or of a split that is not drawn the one before it.
    [[nodiscard]] const std::string& standIn(const StepId& id) const {
        const auto split = read_.splits.find(id.text);
        return split == read_.splits.end() || drawn_.contains(id.text) ? id.text : split->second;
    }
    std::string endOf(const StepId& id) { return idOf(standIn(id)); }

    void writeFlow(const Flow& flow) {
        const std::string from = endOf(flow.from), to = endOf(flow.to);
        const auto before = flowsRead_.find(flow.id.text);
        const auto element = elementOf(flow.id.text);
        if (element && before != flowsRead_.end()) {
            frame_.keep(*element);
            setName(*element, before->second->name, flow.name);
            writeOwn(*element, *before->second, flow);
            const bool isMoved = setEnds(*element, from, to);
            if (isMoved || drawing_ == Drawing::all)
                frame_.drawLine(idOf(flow.id.text), from, to);
            return;
        }
        const bool isImplied = before != flowsRead_.end() && *before->second == flow && !drawn_.contains(flow.from.text) &&
                               !drawn_.contains(flow.to.text);
        if (isImplied || from.empty() || to.empty() || from == to)
            return;
        newWays_.insert(flow.id.text);
        addFlowElement(flow.id.text, flow.name, from, to, ownAttributes(flow), conditionOf(flow));
    }

    /// Lets a flow of the text join two elements; tells whether it joined others.
    bool setEnds(XmlIndex flow, const std::string& from, const std::string& to) {
        const std::string id = document_.tree.value(flow, "id");
        bool isMoved = false;
        const auto set = [&](std::string_view attribute, std::string_view list, const std::string& now) {
            const std::string was = document_.tree.value(flow, attribute);
            const XmlIndex* element = document_.findId(was);
            if (now.empty() || was == now || (element && document_.tree.value(*element, "id") == now))
                return;
            patch_.setAttribute(flow, attribute, now);
            if (element)
                document_.tree.forEachChild(*element, [&](XmlIndex child) {
                    if (document_.tree.is(child, bpmnSpace, list) && document_.tree.content(child) == id)
                        frame_.erase(child);
                });
            listWay(now, list, id);
            isMoved = true;
        };
        set("sourceRef", "outgoing", from);
        set("targetRef", "incoming", to);
        return isMoved;
    }

    /// Names a flow in a node that lists its flows.
    void listWay(const std::string& node, std::string_view list, const std::string& flow) {
        const XmlIndex* element = document_.findId(node);
        XmlIndex last = 0;
        if (element && !flow.empty())
            document_.tree.forEachChild(*element, [&](XmlIndex child) {
                if (document_.tree.is(child, bpmnSpace, "incoming") || document_.tree.is(child, bpmnSpace, "outgoing"))
                    last = child;
            });
        if (last != 0)
            patch_.insertAfter(last, fmt::format("<{0}>{1}</{0}>", tag(list), xmlEscaped(flow)));
    }

    void addFlowElement(const std::string& part, const std::string& name, const std::string& from, const std::string& to,
                        const std::string& attributes, const std::string& content) {
        const std::string start =
            fmt::format("<{}{} sourceRef=\"{}\" targetRef=\"{}\"{}", tag("sequenceFlow"), head(part, name),
                        xmlEscaped(from), xmlEscaped(to), attributes);
        added_.push_back(
            {content.empty() ? start + "/>" : fmt::format("{}>{}</{}>", start, content, tag("sequenceFlow")), {}});
        const std::string id = idOf_.at(part);
        listWay(from, "outgoing", id);
        listWay(to, "incoming", id);
        frame_.drawLine(id, from, to);
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
        return fmt::format("<{0}>{1}</{0}>", tag("conditionExpression"), xmlEscaped(flow.share->text() + " of the cases"));
    }

    void writeConditions() {
        std::map<std::string, std::vector<const Flow*>> ways;
        for (const Flow& flow : now_.flows)
            ways[flow.from.text].push_back(&flow);
        for (const auto& [from, flows] : ways) {
            const bool anyNew = std::ranges::any_of(flows, [&](const Flow* flow) { return newWays_.contains(flow->id.text); });
            if (flows.size() < 2 || !anyNew || isGateway(StepId(from)))
                continue;
            for (const Flow* flow : flows) {
                const auto element = elementOf(flow->id.text);
                if (!flow->share)
                    restOf_[from] = idOf(flow->id.text);
                else if (element && !hasCondition(*element))
                    patch_.append(*element, conditionOf(*flow));
            }
            if (const auto element = elementOf(from); element && restOf_.contains(from))
                patch_.setAttribute(*element, "default", restOf_.at(from));
        }
    }
    [[nodiscard]] bool hasCondition(XmlIndex flow) const {
        bool has = false;
        document_.tree.forEachChild(flow, [&](XmlIndex child) {
            has = has || document_.tree.is(child, bpmnSpace, "conditionExpression");
        });
        return has;
    }

    void writeException(const ProcessException& exception) {
        const std::string host = endOf(exception.step);
        const auto before = exceptionsRead_.find(exception.id.text);
        const auto element = elementOf(exception.id.text);
        if (element && before != exceptionsRead_.end()) {
            frame_.keep(*element);
            setName(*element, before->second->name, exception.name);
            writeOwn(*element, *before->second, exception);
            if (before->second->step != exception.step)
                patch_.setAttribute(*element, "attachedToRef", host);
            if (before->second->resumes.empty() != exception.resumes.empty())
                patch_.setAttribute(*element, "cancelActivity",
                                    exception.resumes.empty() ? std::optional<std::string>("false") : std::nullopt);
            if (drawing_ == Drawing::all)
                draw(idOf(exception.id.text), layout_.parts.at(exception.id.text));
            return;
        }
        const std::string start =
            fmt::format("<{}{}{} attachedToRef=\"{}\"{}>", tag("boundaryEvent"), head(exception.id.text, exception.name),
                        exception.resumes.empty() ? " cancelActivity=\"false\"" : "", xmlEscaped(host),
                        ownAttributes(exception));
        added_.push_back({fmt::format("{}<{}/></{}>", start, tag("escalationEventDefinition"), tag("boundaryEvent")), {}});
        const auto at = frame_.boundsOf(host);
        if (drawing_ == Drawing::all)
            draw(idOf_.at(exception.id.text), layout_.parts.at(exception.id.text));
        else if (at)
            draw(idOf_.at(exception.id.text),
                             exceptionShape(*at, static_cast<size_t>(std::ranges::count(
                                                     read_.process.exceptions, exception.step, &ProcessException::step))));
    }

    /// Draws the way on from an exception, a flow out of its event that is no part of the map.
    void writeResuming(const ProcessException& exception) {
        const auto flow = read_.resumeFlows.find(exception.id.text);
        const auto before = exceptionsRead_.find(exception.id.text);
        const bool isSame = before != exceptionsRead_.end() && before->second->resumes == exception.resumes;
        const std::string event = idOf(exception.id.text);
        const std::string to = exception.resumes.empty() ? std::string() : endOf(exception.resumes);
        if (flow != read_.resumeFlows.end()) {
            frame_.keep(flow->second);
            const std::string id = frame_.idOf(flow->second, exception.id.text + "-way");
            if (isSame && drawing_ != Drawing::all)
                return;
            if (!isSame && to.empty())
                frame_.erase(flow->second);
            else if ((!isSame && setEnds(flow->second, {}, to)) || drawing_ == Drawing::all)
                frame_.drawLine(id, event, to.empty() ? document_.tree.value(flow->second, "targetRef") : to);
        } else if (!isSame && !to.empty()) {
            addFlowElement(exception.id.text + "-way", {}, event, to, {}, {});
        }
    }

    void writeLanes() {
        std::map<std::string, std::vector<std::string>> come; // by lane: ids of nodes
        for (const Step& step : now_.steps) {
            const auto before = stepsRead_.find(step.id.text);
            const std::string id = idOf(step.id.text);
            const bool isNew = idOf_.contains(step.id.text);
            if (id.empty() || (!isNew && (before == stepsRead_.end() || before->second->lane == step.lane)))
                continue;
            if (const auto was = isNew ? std::nullopt : elementOf(before->second->lane.text))
                document_.tree.forEachChild(*was, [&](XmlIndex child) {
                    if (document_.tree.is(child, bpmnSpace, "flowNodeRef") && document_.tree.content(child) == id)
                        frame_.erase(child);
                });
            if (!step.lane.empty())
                come[step.lane.text].push_back(id);
        }
        for (size_t i = 0; i < now_.lanes.size(); ++i)
            writeLane(now_.lanes[i], i, come[now_.lanes[i].id.text]);
        if (newLanes_.empty())
            return;
        XmlIndex set = 0;
        for (const Lane& lane : read_.process.lanes)
            if (const auto element = elementOf(lane.id.text); element && !patch_.isErased(*element))
                set = document_.tree.at(*element).parent;
        if (set != 0) {
            for (std::string& lane : newLanes_)
                patch_.append(set, std::move(lane));
            return;
        }
        std::string all;
        for (const std::string& lane : newLanes_)
            all += lane;
        const XmlIndex after = afterHead();
        const std::string text = fmt::format("<{0} id=\"{1}\">{2}</{0}>", tag("laneSet"), frame_.freshId("LaneSet"), all);
        if (after != 0)
            patch_.insertAfter(after, text);
        else
            patch_.prepend(scope_.element, text);
    }

    /// The last of the children of the scope that come before all flow elements; 0 where there is none.
    [[nodiscard]] XmlIndex afterHead() const {
        XmlIndex last = 0;
        document_.tree.forEachChild(scope_.element, [&](XmlIndex child) {
            const std::string& local = document_.tree.name(child).local;
            if (local == "documentation" || local == "extensionElements")
                last = child;
        });
        return last;
    }

    void writeLane(const Lane& lane, size_t index, const std::vector<std::string>& come) {
        const auto element = elementOf(lane.id.text);
        const Lane* before = findIn(read_.process.lanes, lane.id.text);
        const Group* group = model_.groups().find(lane.group);
        const bool isByName = group && lowered(group->name.empty() ? group->id.text : group->name) == lowered(lane.name);
        const auto ref = [&](const std::string& id) { return fmt::format("<{0}>{1}</{0}>", tag("flowNodeRef"), xmlEscaped(id)); };
        if (element && before) {
            setName(*element, before->name, lane.name);
            const auto said = document_.own(*element, "group");
            if (said ? *said != lane.group.text : !isByName && !(lane.group.empty() && lane.name.empty()))
                patch_.setAttribute(*element, ownName("group"), lane.group.text);
            for (const std::string& id : come)
                patch_.append(*element, ref(id));
            if (drawing_ == Drawing::all)
                drawLane(idOf(lane.id.text), index);
            return;
        }
        std::string text = fmt::format("<{}{}", tag("lane"), head(lane.id.text, lane.name));
        if (!isByName)
            text += fmt::format(" {}=\"{}\"", ownName("group"), xmlEscaped(lane.group.text));
        text += ">";
        for (const std::string& id : come)
            text += ref(id);
        newLanes_.push_back(text + fmt::format("</{}>", tag("lane")));
        drawLane(idOf_.at(lane.id.text), index);
    }

    void drawLane(const std::string& id, size_t index) {
        constexpr double height = 120;
        if (drawing_ == Drawing::all)
            return draw(id, layout_.lanes[index], " isHorizontal=\"true\"");
        DiagramBounds lowest;
        for (const Lane& lane : read_.process.lanes)
            if (const auto bounds = frame_.boundsOf(idOf(lane.id.text)); bounds && bounds->y >= lowest.y)
                lowest = *bounds;
        if (lowest.width > 0)
            draw(id, {lowest.x, lowest.y + lowest.height, lowest.width, height}, " isHorizontal=\"true\"");
        if (scope_.participant != 0)
            frame_.growShape(document_.tree.value(scope_.participant, "id"), height);
    }

    void writePools() {
        if (now_.pools == read_.process.pools)
            return;
        std::vector<std::string> pools;
        for (const Pool& pool : now_.pools) {
            std::string text = fmt::format("<{} id=\"{}\"", frame_.attributeNamed(ownSpace, "pool"), pool.id.text);
            const auto add = [&](std::string_view name, const std::string& value) {
                if (!value.empty())
                    text += fmt::format(" {}=\"{}\"", name, xmlEscaped(value));
            };
            add("name", pool.name);
            forEachDifference(Pool{}, pool, add);
            if (const Group* group = model_.groups().find(pool.group))
                add("group_name", group->name);
            pools.push_back(text + "/>");
        }
        for (const auto& [id, element] : read_.pools)
            frame_.erase(element);
        XmlIndex extensions = 0;
        document_.tree.forEachChild(scope_.element, [&](XmlIndex child) {
            if (document_.tree.is(child, bpmnSpace, "extensionElements"))
                extensions = child;
        });
        if (extensions != 0) {
            for (std::string& pool : pools)
                patch_.append(extensions, std::move(pool));
            return;
        }
        std::string all;
        for (const std::string& pool : pools)
            all += pool;
        const std::string text = fmt::format("<{0}>{1}</{0}>", tag("extensionElements"), all);
        if (const XmlIndex after = afterHead(); after != 0)
            patch_.insertAfter(after, text);
        else
            patch_.prepend(scope_.element, text);
    }

    void insertNew() {
        for (Added& each : added_) {
            if (const auto rest = restOf_.find(each.openStep); rest != restOf_.end())
                each.text += fmt::format(" default=\"{}\"", xmlEscaped(rest->second));
            if (!each.openStep.empty())
                each.text += "/>";
            if (lastFlowElement_ == scope_.element)
                patch_.append(scope_.element, std::move(each.text));
            else
                patch_.insertAfter(lastFlowElement_, std::move(each.text));
        }
        if (drawing_ == Drawing::all && scope_.participant != 0)
            draw(frame_.idOf(scope_.participant, "Pool"), layout_.pool, " isHorizontal=\"true\"");
    }

    BpmnFrame& frame_;
    const BpmnDocument& document_;
    XmlPatch& patch_;
    const BpmnScope& scope_;
    const BpmnMap& read_;
    const Process& now_;
    const Model& model_;
    Names names_;
    std::unordered_map<std::string, const Step*> stepsRead_;
    std::unordered_map<std::string, const Step*> stepsNow_;
    std::unordered_map<std::string, const Flow*> flowsRead_;
    std::unordered_map<std::string, const ProcessException*> exceptionsRead_;
    Drawing drawing_ = Drawing::none;
    DiagramLayout layout_;
    XmlIndex lastFlowElement_ = 0;
    std::unordered_set<std::string> drawn_;                 // implied steps that get an element
    std::unordered_map<std::string, std::string> idOf_;     // of new elements, by their parts
    std::unordered_set<std::string> newWays_;               // flows that get an element
    std::unordered_map<std::string, std::string> restOf_;   // by step: the flow that takes the rest
    std::vector<Added> added_;
    std::vector<std::string> newLanes_;
};

} // namespace

double writeMap(BpmnFrame& frame, const BpmnScope& scope, const BpmnMap& read, const Process& now, const Model& model,
                double top) {
    return MapWriting(frame, scope, read, now, model).write(top);
}

} // namespace tributary
