// SPDX-License-Identifier: GPL-3.0-or-later
// MapText: a scope of a BPMN text while a process map is written into it: what is there, what is to be there, and how
// new elements are spelled and drawn. Inside core/exchange only.
#pragma once

#include "core/exchange/bpmn_extension.h"
#include "core/exchange/bpmn_frame.h"
#include "core/exchange/bpmn_map.h"
#include "core/formula/unit_check.h"
#include "core/model/likely_value.h"
#include "core/model/model.h"
#include "core/model/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary {

/// The part of an id; null where there is none.
template <class Part>
const Part* findIn(const std::vector<Part>& parts, const std::string& id) {
    const auto found =
        std::ranges::find(parts, id, [](const Part& part) -> const std::string& { return part.id.text; });
    return found == parts.end() ? nullptr : &*found;
}

template <class Part>
std::unordered_map<std::string, const Part*> byId(const std::vector<Part>& parts) {
    std::unordered_map<std::string, const Part*> found;
    for (const Part& part : parts)
        found.emplace(part.id.text, &part);
    return found;
}

/// How much of a map is drawn: nothing, new parts beside their neighbours, or everything by a layout.
enum class Draws { nothing, beside, all };

class MapText {
public:
    MapText(BpmnFrame& frame, const BpmnScope& scope, const BpmnMap& read, const Process& now, const Model& model,
            double top);

    BpmnFrame& frame;
    const BpmnDocument& document;
    XmlPatch& patch;
    const BpmnScope& scope;
    const BpmnMap& read; ///< what the text says so far
    const Process& now;  ///< what it is to say
    const Model& model;
    const std::unordered_map<std::string, const Step*> stepsRead;
    Draws draws = Draws::nothing;
    DiagramLayout layout; ///< where everything is drawn

    [[nodiscard]] std::optional<XmlIndex> elementOf(const std::string& part) const {
        const auto found = read.elementOf.find(part);
        return found == read.elementOf.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::string tag(std::string_view local) const {
        const std::string_view own = document.tree.tag(scope.element);
        const size_t colon = own.find(':');
        return std::string(own.substr(0, colon == std::string_view::npos ? 0 : colon + 1)).append(local);
    }
    [[nodiscard]] std::string ownName(std::string_view field) { return frame.attributeNamed(ownSpace, field); }

    /// `id="..." name="..."` of a new element, with our own id where XML would not have it.
    std::string head(const std::string& partId, const std::string& name) {
        const std::string id = idOf_[partId] = frame.freshId(partId);
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
        return element ? frame.idOf(*element, part) : std::string();
    }

    /// What a model that does not have the metrics of a formula is to take instead: the quantity that a formula is
    /// nothing but, else its most likely value.
    std::optional<std::string> valueOf(const Parameter& parameter) const {
        const Formula* formula = parameter.formula();
        if (!formula || formula->references().empty())
            return std::nullopt;
        const Names::Meaning meaning = names_.find(formula->references().front());
        if (formula->expression().nodes().size() != 1)
            return likelyValueOf(*formula);
        const Quantity* value = nullptr;
        if (meaning.metric && meaning.metric->source == MetricSource::estimate && meaning.metric->estimate)
            value = &*meaning.metric->estimate;
        else if (meaning.input)
            value = &meaning.input->value;
        if (!value)
            return likelyValueOf(*formula);
        const std::string& unit = meaning.metric ? meaning.metric->unit : meaning.input->unit;
        return value->unit() || unit.empty() ? value->text() : value->text() + " " + unit;
    }

    std::optional<std::string> likelyValueOf(const Formula& formula) const {
        const auto value = likelyValue(formula, names_);
        const auto found =
            checkUnits(formula.expression(), [this](std::string_view name) { return names_.unitOf(name); });
        if (!value || !found)
            return std::nullopt;
        const std::string& unit = found->unit.text();
        return formatRounded(*value / found->unit.factor(), 6) + (unit.empty() ? "" : " " + unit);
    }

    /// Calls set(name, text) for each field of ours in which two parts differ, and setHeld(name, value) for the value
    /// that stands beside each parameter, whether it differs or not: it comes from elsewhere in the model.
    template <class Part, class Set, class SetHeld>
    void forEachDifference(const Part& before, const Part& after, Set&& set, SetHeld&& setHeld) {
        forEachOwnField<Part>([&](const auto& field) {
            const auto& value = after.*field.member;
            if (!(before.*field.member == value))
                set(std::string(field.name), attributeText(value));
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, std::optional<Parameter>>)
                setHeld(std::string(field.name).append(valueSuffix), value ? valueOf(*value) : std::nullopt);
        });
    }
    template <class Part>
    void writeOwn(XmlIndex element, const Part& before, const Part& after) {
        const auto set = [&](const std::string& field, const std::optional<std::string>& text) {
            if (text || document.tree.find(element, ownSpace, field))
                patch.setAttribute(element, frame.ownAttribute(element, field), text);
        };
        forEachDifference(before, after, set, set);
    }
    template <class Part>
    std::string ownAttributes(const Part& part) {
        std::string text;
        const auto add = [&](const std::string& field, const std::optional<std::string>& value) {
            if (value)
                text += fmt::format(" {}=\"{}\"", ownName(field), xmlEscaped(*value));
        };
        forEachDifference(Part{}, part, add, add);
        return text;
    }
    void setName(XmlIndex element, const std::string& before, const std::string& after) {
        if (before != after)
            patch.setAttribute(element, "name", after);
    }

    void draw(const std::string& id, const DiagramBounds& bounds, std::string_view more = {}) {
        if (draws != Draws::nothing)
            frame.drawShape(id, bounds, more);
    }
    /// Whether a part gets an element only now.
    [[nodiscard]] bool isNew(const std::string& part) const { return idOf_.contains(part); }

private:
    Names names_;
    std::unordered_map<std::string, std::string> idOf_; // of new elements, by their parts
};

/// Writes lanes with the nodes in them; the elements of steps must be written.
void writeLanes(MapText& text);
/// Writes the pools among the extension elements of the process.
void writePools(MapText& text);

} // namespace tributary
