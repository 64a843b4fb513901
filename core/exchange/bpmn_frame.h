// SPDX-License-Identifier: GPL-3.0-or-later
// BpmnFrame: a BPMN text that is being changed: its patch, the prefixes that hold in it, fresh ids, and its diagram.
// Inside core/exchange only.
#pragma once

#include "core/exchange/bpmn_document.h"
#include "core/exchange/bpmn_layout.h"
#include "core/exchange/xml_patch.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tributary {

class BpmnFrame {
public:
    /// Keeps a reference to `document`.
    explicit BpmnFrame(const BpmnDocument& document);

    [[nodiscard]] const BpmnDocument& document() const { return document_; }
    [[nodiscard]] XmlPatch& patch() { return patch_; }

    /// `local` with the prefix of a namespace, which the root declares from now on if it did not.
    [[nodiscard]] std::string named(std::string_view space, std::string_view local);
    /// The same for an attribute, which a namespace without a prefix does not reach.
    [[nodiscard]] std::string attributeNamed(std::string_view space, std::string_view local);
    /// The name of an attribute of our own as the element has it, else as it is to be written.
    [[nodiscard]] std::string ownAttribute(XmlIndex element, std::string_view local);
    /// The id of an element, which gets `key` as one if it had none of its own.
    [[nodiscard]] std::string idOf(XmlIndex element, const std::string& key);
    /// An id as XML wants them that nothing in the text has: `wanted`, or one like it.
    [[nodiscard]] std::string freshId(std::string_view wanted);

    /// Takes an element out; `finish` takes out what refers to it.
    void erase(XmlIndex element) { patch_.erase(element); }
    /// Says that an element of the text stays, whatever it refers to now: it is going to refer to something else.
    void keep(XmlIndex element) { kept_.insert(element); }
    /// Takes out all that refers to what was taken out: its shapes and edges, associations, message flows, attached
    /// events; tells of those that are no part of a map.
    void finish(std::vector<BpmnNote>& notes);

    // The diagram

    /// Whether the text draws anything at all.
    [[nodiscard]] bool isDrawn() const { return !shapes_.empty(); }
    [[nodiscard]] std::optional<DiagramBounds> boundsOf(const std::string& id) const;
    /// A free place for a shape beside another one.
    [[nodiscard]] DiagramBounds placeBeside(const DiagramBounds& beside, DiagramBounds shape) const;
    /// Adds a diagram; `of` is the id of what it draws.
    void addPlane(const std::string& of);
    /// The diagram that is drawn on: that of the whole text, or one that was chosen.
    [[nodiscard]] std::optional<XmlIndex> plane();
    /// The diagram that draws what is in one element, by the element's id.
    [[nodiscard]] std::optional<XmlIndex> planeOf(const std::string& id) const;
    /// Chooses the diagram that is drawn on from now on; none: that of the whole text.
    void drawOn(std::optional<XmlIndex> plane) { chosenPlane_ = plane; }
    /// Draws a shape of an element, by the element's id.
    void drawShape(const std::string& id, const DiagramBounds& bounds, std::string_view more = {});
    /// Draws a line in the place of those that the element has; both ends are ids.
    void drawLine(const std::string& id, const std::string& from, const std::string& to);
    /// Makes a shape `by` higher.
    void growShape(const std::string& id, double by);

private:
    const BpmnDocument& document_;
    XmlPatch patch_;
    std::unordered_map<std::string, std::string> prefixes_; ///< of the root, by namespace; those for attributes
    std::unordered_set<std::string> prefixesTaken_;
    std::string bpmnPrefix_; ///< as the root has it
    std::unordered_set<std::string> ids_;
    std::unordered_map<XmlIndex, std::string> givenIds_;
    std::unordered_set<XmlIndex> kept_;
    std::unordered_map<std::string, std::vector<XmlIndex>> shapes_; ///< shapes and edges, by the id of their element
    std::unordered_map<std::string, DiagramBounds> bounds_;
    std::unordered_map<std::string, XmlIndex> planes_; ///< by the id of what they draw
    std::optional<XmlIndex> chosenPlane_;
    std::optional<XmlIndex> plane_;
    bool hasLooked_ = false;
};

} // namespace tributary
