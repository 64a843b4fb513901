// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_frame.h"

#include "core/formula/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tributary {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> usualPrefixes{{{bpmnSpace, "bpmn"},
                                                                                      {diagramSpace, "bpmndi"},
                                                                                      {boundsSpace, "dc"},
                                                                                      {waypointSpace, "di"},
                                                                                      {ownSpace, "tributary"}}};

std::string_view prefixOf(std::string_view tag) {
    const size_t colon = tag.find(':');
    return colon == std::string_view::npos ? std::string_view{} : tag.substr(0, colon);
}

std::string prefixed(std::string_view prefix, std::string_view local) {
    return prefix.empty() ? std::string(local) : fmt::format("{}:{}", prefix, local);
}

} // namespace

BpmnFrame::BpmnFrame(const BpmnDocument& document) : document_(document), patch_(document.tree) {
    const XmlTree& tree = document.tree;
    // A prefix that means the same wherever it is declared may be used anywhere, if the root declares it.
    std::unordered_map<std::string, std::string> meanings;
    std::unordered_set<std::string> unsure;
    const auto forEachPrefix = [&](XmlIndex element, const auto& visit) {
        tree.forEachAttribute(element, [&](const XmlAttribute& attribute) {
            const XmlName& name = tree.nameOf(attribute);
            if (name.space == declarationSpace && !name.local.empty())
                visit(name.local, tree.value(attribute));
        });
    };
    for (XmlIndex i = 0; i < tree.elements().size(); ++i)
        forEachPrefix(i, [&](const std::string& prefix, const std::string& space) {
            prefixesTaken_.insert(prefix);
            if (meanings.try_emplace(prefix, space).first->second != space)
                unsure.insert(prefix);
        });
    forEachPrefix(0, [&](const std::string& prefix, const std::string& space) {
        if (!unsure.contains(prefix))
            prefixes_.try_emplace(space, prefix);
    });
    bpmnPrefix_ = prefixOf(tree.tag(0));
    for (XmlIndex i = 0; i < tree.elements().size(); ++i) {
        if (const std::string id = tree.value(i, "id"); !id.empty())
            ids_.insert(id);
        if (tree.name(i).space != diagramSpace)
            continue;
        const std::string of = tree.value(i, "bpmnElement");
        const XmlIndex* element = document.findId(of);
        const std::string id = element ? tree.value(*element, "id") : of;
        if (!of.empty() && tree.name(i).local == "BPMNPlane")
            planes_.try_emplace(id, i);
        if (of.empty() || tree.name(i).local == "BPMNPlane")
            continue;
        shapes_[id].push_back(i);
        tree.forEachChild(i, [&](XmlIndex child) {
            if (!tree.is(child, boundsSpace, "Bounds"))
                return;
            const auto number = [&](std::string_view name) { return parseNumber(tree.value(child, name)).value_or(0); };
            bounds_.try_emplace(id, DiagramBounds{number("x"), number("y"), number("width"), number("height")});
        });
    }
}

std::string BpmnFrame::attributeNamed(std::string_view space, std::string_view local) {
    const auto [known, isNew] = prefixes_.try_emplace(std::string(space));
    if (isNew) {
        const auto usual =
            std::ranges::find(usualPrefixes, space, &std::pair<std::string_view, std::string_view>::first);
        known->second = usual->second;
        for (int number = 2; !prefixesTaken_.insert(known->second).second; ++number)
            known->second = fmt::format("{}{}", usual->second, number);
        patch_.setAttribute(0, "xmlns:" + known->second, std::string(space));
    }
    return prefixed(known->second, local);
}

std::string BpmnFrame::ownAttribute(XmlIndex element, std::string_view local) {
    const XmlAttribute* known = document_.tree.find(element, ownSpace, local);
    if (!known)
        return attributeNamed(ownSpace, local);
    const std::string_view written = std::string_view(document_.tree.text()).substr(known->begin);
    return std::string(written.substr(0, written.find_first_of("= \t\r\n")));
}

std::string BpmnFrame::named(std::string_view space, std::string_view local) {
    return space == bpmnSpace ? prefixed(bpmnPrefix_, local) : attributeNamed(space, local);
}

std::string BpmnFrame::idOf(XmlIndex element, const std::string& key) {
    // An id that stands twice means the first.
    const std::string own = document_.tree.value(element, "id");
    if (const XmlIndex* meant = own.empty() ? nullptr : document_.findId(own); meant && *meant == element)
        return own;
    const auto [known, isNew] = givenIds_.try_emplace(element);
    if (isNew) {
        known->second = freshId(key);
        patch_.setAttribute(element, "id", known->second);
    }
    return known->second;
}

std::string BpmnFrame::freshId(std::string_view wanted) {
    const bool canBegin = !wanted.empty() && wanted.front() != '-' && wanted.front() != '.' &&
                          !(wanted.front() >= '0' && wanted.front() <= '9');
    const std::string base = (canBegin ? "" : "_") + std::string(wanted);
    std::string id = base;
    for (int number = 2; !ids_.insert(id).second; ++number)
        id = fmt::format("{}_{}", base, number);
    return id;
}

void BpmnFrame::finish(std::vector<BpmnNote>& notes) {
    const XmlTree& tree = document_.tree;
    std::vector<XmlIndex> open = patch_.erased();
    if (open.empty())
        return;
    std::unordered_map<XmlIndex, std::vector<XmlIndex>> users, defaults; // by what is referred to
    const auto refer = [&](auto& to, const std::string& id, XmlIndex user) {
        if (const XmlIndex* element = id.empty() ? nullptr : document_.findId(id))
            to[*element].push_back(user);
    };
    static constexpr std::array<std::string_view, 4> references{"sourceRef", "targetRef", "attachedToRef",
                                                                "bpmnElement"};
    static constexpr std::array<std::string_view, 3> inText{"incoming", "outgoing", "flowNodeRef"};
    for (XmlIndex i = 0; i < tree.elements().size(); ++i) {
        const XmlName& name = tree.name(i);
        if ((name.space != bpmnSpace && name.space != diagramSpace) || kept_.contains(i))
            continue;
        const XmlIndex whole = name.local == "BPMNPlane" ? tree.at(i).parent : i; // a diagram has one plane
        for (const std::string_view reference : references)
            refer(users, tree.value(i, reference), whole);
        refer(defaults, tree.value(i, "default"), i);
        if (std::ranges::find(inText, name.local) != inText.end())
            refer(users, tree.content(i), i);
        if (name.local == "sourceRef" || name.local == "targetRef") // of a data association, which is nothing without
            refer(users, tree.content(i), tree.at(i).parent);
    }
    std::vector<char> seen(tree.elements().size());
    while (!open.empty()) {
        const XmlIndex root = open.back();
        open.pop_back();
        for (XmlIndex i = root; i < tree.at(root).beyond; ++i) {
            if (std::exchange(seen[i], 1))
                continue;
            for (const XmlIndex owner : defaults[i])
                patch_.setAttribute(owner, "default", std::nullopt);
            for (const XmlIndex user : users[i]) {
                if (patch_.isErased(user))
                    continue;
                patch_.erase(user);
                open.push_back(user);
                if (tree.name(user).space == bpmnSpace && !document_.keys.contains(user) && tree.find(user, {}, "id"))
                    notes.push_back(document_.note(user, "taken out with the part that it belonged to"));
            }
        }
    }
}

std::optional<DiagramBounds> BpmnFrame::boundsOf(const std::string& id) const {
    const auto found = bounds_.find(id);
    return found == bounds_.end() ? std::nullopt : std::optional(found->second);
}

DiagramBounds BpmnFrame::placeBeside(const DiagramBounds& beside, DiagramBounds shape) const {
    constexpr double apart = 60, step = 30;
    constexpr double clear = 40; // above and below: names of events and gateways stand beneath them
    constexpr int mostTries = 200;
    shape.x = beside.x + beside.width + apart;
    shape.y = beside.y + (beside.height - shape.height) / 2;
    const auto isFree = [&] {
        return std::ranges::none_of(bounds_, [&](const auto& entry) {
            const DiagramBounds& other = entry.second;
            const bool isAround = other.width > 3 * shape.width && other.height > shape.height; // a pool or lane
            return !isAround && shape.x < other.x + other.width && other.x < shape.x + shape.width &&
                   shape.y < other.y + other.height + clear && other.y < shape.y + shape.height + clear;
        });
    };
    for (int i = 0; i < mostTries && !isFree(); ++i)
        shape.y += step;
    return shape;
}

std::optional<XmlIndex> BpmnFrame::planeOf(const std::string& id) const {
    const auto found = planes_.find(id);
    return found == planes_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<XmlIndex> BpmnFrame::plane() {
    if (chosenPlane_)
        return chosenPlane_;
    if (!std::exchange(hasLooked_, true))
        for (XmlIndex i = 0; i < document_.tree.elements().size() && !plane_; ++i)
            if (document_.tree.is(i, diagramSpace, "BPMNPlane"))
                plane_ = i;
    return plane_;
}

void BpmnFrame::addPlane(const std::string& of) {
    patch_.append(0, fmt::format("<{0} id=\"{1}\"><{2} id=\"{3}\" bpmnElement=\"{4}\"></{2}></{0}>",
                                 named(diagramSpace, "BPMNDiagram"), freshId("Diagram"),
                                 named(diagramSpace, "BPMNPlane"), freshId("Plane"), xmlEscaped(of)));
}

void BpmnFrame::drawShape(const std::string& id, const DiagramBounds& bounds, std::string_view more) {
    bounds_[id] = bounds;
    if (const auto on = plane())
        patch_.append(*on, fmt::format("<{0} id=\"{1}\" bpmnElement=\"{2}\"{3}><{4} x=\"{5:.6g}\" y=\"{6:.6g}\" "
                                       "width=\"{7:.6g}\" height=\"{8:.6g}\"/></{0}>",
                                       named(diagramSpace, "BPMNShape"), freshId(id + "_di"), xmlEscaped(id), more,
                                       named(boundsSpace, "Bounds"), bounds.x, bounds.y, bounds.width, bounds.height));
}

void BpmnFrame::drawLine(const std::string& id, const std::string& from, const std::string& to) {
    if (const auto known = shapes_.find(id); known != shapes_.end())
        for (const XmlIndex line : known->second)
            patch_.erase(line);
    const auto begins = boundsOf(from), ends = boundsOf(to);
    const auto on = plane();
    if (!begins || !ends || !on)
        return;
    const auto isFree = [&](const DiagramBounds& area) {
        return std::ranges::none_of(bounds_, [&](const auto& entry) {
            const DiagramBounds& other = entry.second;
            const bool isMet = entry.first != from && entry.first != to && area.x < other.x + other.width &&
                               other.x < area.x + area.width && area.y < other.y + other.height &&
                               other.y < area.y + area.height;
            const bool isAround = other.x <= begins->x && other.y <= begins->y && // a pool or lane
                                  other.x + other.width >= begins->x + begins->width &&
                                  other.y + other.height >= begins->y + begins->height;
            const XmlIndex* element = isMet && !isAround ? document_.findId(entry.first) : nullptr;
            return isMet && !isAround && !(element && patch_.isErased(*element));
        });
    };
    std::string points;
    for (const DiagramPoint& point : lineBetween(*begins, *ends, isFree))
        points += fmt::format("<{} x=\"{:.6g}\" y=\"{:.6g}\"/>", named(waypointSpace, "waypoint"), point.x, point.y);
    patch_.append(*on, fmt::format("<{0} id=\"{1}\" bpmnElement=\"{2}\">{3}</{0}>", named(diagramSpace, "BPMNEdge"),
                                   freshId(id + "_di"), xmlEscaped(id), points));
}

void BpmnFrame::growShape(const std::string& id, double by) {
    const auto shapes = shapes_.find(id);
    const auto bounds = bounds_.find(id);
    if (shapes == shapes_.end() || bounds == bounds_.end())
        return;
    bounds->second.height += by;
    document_.tree.forEachChild(shapes->second.front(), [&](XmlIndex child) {
        if (document_.tree.is(child, boundsSpace, "Bounds"))
            patch_.setAttribute(child, "height", fmt::format("{:.6g}", bounds->second.height));
    });
}

} // namespace tributary
