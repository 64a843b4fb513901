// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_map_text.h"
#include "core/formula/characters.h"

#include <map>

namespace tributary {

namespace {

/// Puts an element in before all flow elements of the scope.
void putAhead(MapText& text, const std::string& element) {
    XmlIndex last = 0;
    text.document.tree.forEachChild(text.scope.element, [&](XmlIndex child) {
        const std::string& local = text.document.tree.name(child).local;
        if (local == "documentation" || local == "extensionElements")
            last = child;
    });
    if (last != 0)
        text.patch.insertAfter(last, element);
    else
        text.patch.prepend(text.scope.element, element);
}

class LaneWriting {
public:
    explicit LaneWriting(MapText& text) : text_(text) {}

    void run() {
        std::map<std::string, std::vector<std::string>> come; // by lane: ids of nodes
        for (const Step& step : text_.now.steps) {
            const auto before = text_.stepsRead.find(step.id.text);
            const std::string id = text_.idOf(step.id.text);
            const bool isNew = text_.isNew(step.id.text);
            if (id.empty() || (!isNew && (before == text_.stepsRead.end() || before->second->lane == step.lane)))
                continue;
            if (const auto was = isNew ? std::nullopt : text_.elementOf(before->second->lane.text))
                text_.document.tree.forEachChild(*was, [&](XmlIndex child) {
                    if (text_.document.tree.is(child, bpmnSpace, "flowNodeRef") &&
                        text_.document.tree.content(child) == id)
                        text_.frame.erase(child);
                });
            if (!step.lane.empty())
                come[step.lane.text].push_back(id);
        }
        isMoved_ = areMoved();
        for (size_t i = 0; i < text_.now.lanes.size(); ++i)
            writeLane(text_.now.lanes[i], i, come[text_.now.lanes[i].id.text]);
        if (newLanes_.empty())
            return;
        XmlIndex set = 0;
        for (const Lane& lane : text_.read.process.lanes)
            if (const auto element = text_.elementOf(lane.id.text); element && !text_.patch.isErased(*element))
                set = text_.document.tree.at(*element).parent;
        if (set != 0) {
            for (std::string& lane : newLanes_)
                text_.patch.append(set, std::move(lane));
            return;
        }
        std::string all;
        for (const std::string& lane : newLanes_)
            all += lane;
        putAhead(text_,
                 fmt::format("<{0} id=\"{1}\">{2}</{0}>", text_.tag("laneSet"), text_.frame.freshId("LaneSet"), all));
    }

private:
    /// Whether the lanes of the text stand in another order now, or new ones between them.
    [[nodiscard]] bool areMoved() const {
        std::vector<std::string> asRead;
        for (const Lane& lane : text_.read.process.lanes)
            if (findIn(text_.now.lanes, lane.id.text))
                asRead.push_back(lane.id.text);
        for (size_t i = 0; i < asRead.size(); ++i)
            if (text_.now.lanes[i].id.text != asRead[i])
                return true;
        return false;
    }

    void writeLane(const Lane& lane, size_t index, const std::vector<std::string>& come) {
        const auto element = text_.elementOf(lane.id.text);
        const Lane* before = findIn(text_.read.process.lanes, lane.id.text);
        const Group* group = text_.model.groups().find(lane.group);
        const bool isByName =
            group && lowered(group->name.empty() ? group->id.text : group->name) == lowered(lane.name);
        const auto ref = [&](const std::string& id) {
            return fmt::format("<{0}>{1}</{0}>", text_.tag("flowNodeRef"), xmlEscaped(id));
        };
        if (element && before) {
            text_.setName(*element, before->name, lane.name);
            const auto said = text_.document.own(*element, "group");
            if (said ? *said != lane.group.text : !isByName && !(lane.group.empty() && lane.name.empty()))
                text_.patch.setAttribute(*element, text_.frame.ownAttribute(*element, "group"), lane.group.text);
            if (isMoved_)
                text_.patch.setAttribute(*element, text_.frame.ownAttribute(*element, lanePosition),
                                         std::to_string(index + 1));
            for (const std::string& id : come)
                text_.patch.append(*element, ref(id));
            if (text_.draws == Draws::all)
                drawLane(text_.idOf(lane.id.text), index);
            return;
        }
        std::string text = fmt::format("<{}{}", text_.tag("lane"), text_.head(lane.id.text, lane.name));
        if (!isByName)
            text += fmt::format(" {}=\"{}\"", text_.ownName("group"), xmlEscaped(lane.group.text));
        if (isMoved_)
            text += fmt::format(" {}=\"{}\"", text_.ownName(lanePosition), index + 1);
        text += ">";
        for (const std::string& id : come)
            text += ref(id);
        newLanes_.push_back(text + fmt::format("</{}>", text_.tag("lane")));
        drawLane(text_.idOf(lane.id.text), index);
    }

    void drawLane(const std::string& id, size_t index) {
        if (text_.scope.isSubProcess) // a box of its own, without the bands of a pool
            return;
        constexpr double height = 120;
        if (text_.draws == Draws::all)
            return text_.draw(id, text_.layout.lanes[index], " isHorizontal=\"true\"");
        DiagramBounds lowest;
        for (const Lane& lane : text_.read.process.lanes)
            if (const auto bounds = text_.frame.boundsOf(text_.idOf(lane.id.text)); bounds && bounds->y >= lowest.y)
                lowest = *bounds;
        if (lowest.width > 0)
            text_.draw(id, {lowest.x, lowest.y + lowest.height, lowest.width, height}, " isHorizontal=\"true\"");
        if (text_.scope.participant != 0)
            text_.frame.growShape(text_.document.tree.value(text_.scope.participant, "id"), height);
    }

    MapText& text_;
    std::vector<std::string> newLanes_;
    bool isMoved_ = false; ///< lanes are numbered
};

} // namespace

void writeLanes(MapText& text) { LaneWriting(text).run(); }

void writePools(MapText& text) {
    const auto groupName = [&](const Pool& pool) {
        const Group* group = text.model.groups().find(pool.group);
        return group ? group->name : std::string();
    };
    bool isSame = text.now.pools == text.read.process.pools;
    for (const Pool& pool : text.now.pools) {
        const auto element = text.read.pools.find(pool.id.text);
        if (!isSame || element == text.read.pools.end())
            break;
        const auto compare = [&](const std::string& name, const std::optional<std::string>& value) {
            isSame = isSame && text.document.tree.value(element->second, name) == value.value_or("");
        };
        text.forEachDifference(pool, pool, compare, compare);
        compare("group_name", groupName(pool));
    }
    if (isSame)
        return;
    std::vector<std::string> pools;
    for (const Pool& pool : text.now.pools) {
        std::string element = fmt::format("<{} id=\"{}\"", text.frame.attributeNamed(ownSpace, "pool"), pool.id.text);
        const auto add = [&](std::string_view name, const std::optional<std::string>& value) {
            if (value && !value->empty())
                element += fmt::format(" {}=\"{}\"", name, xmlEscaped(*value));
        };
        add("name", pool.name);
        text.forEachDifference(Pool{}, pool, add, add);
        add("group_name", groupName(pool));
        pools.push_back(element + "/>");
    }
    for (const auto& [id, element] : text.read.pools)
        text.frame.erase(element);
    XmlIndex extensions = 0;
    text.document.tree.forEachChild(text.scope.element, [&](XmlIndex child) {
        if (text.document.tree.is(child, bpmnSpace, "extensionElements"))
            extensions = child;
    });
    if (extensions != 0) {
        for (std::string& pool : pools)
            text.patch.append(extensions, std::move(pool));
        return;
    }
    std::string all;
    for (const std::string& pool : pools)
        all += pool;
    putAhead(text, fmt::format("<{0}>{1}</{0}>", text.tag("extensionElements"), all));
}

} // namespace tributary
