// SPDX-License-Identifier: GPL-3.0-or-later
// Small BPMN texts, and what the tests ask of an import and an export.
#pragma once

#include "core/exchange/bpmn.h"
#include "core/exchange/xml_tree.h"
#include "core/model/references.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace tributary::test {

/// A text with these elements in its definitions.
inline std::string bpmnText(std::string_view content) {
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:tributary="urn:tributary:bpmn:1"
             xmlns:bpsim="http://www.bpsim.org/schemas/2.0" id="defs" targetNamespace="urn:test">
)" + std::string(content) +
           "\n</definitions>\n";
}

/// A text with one process `p`, "Repair", of these elements.
inline std::string processText(std::string_view content) {
    return bpmnText("<process id=\"p\" name=\"Repair\">\n" + std::string(content) + "\n</process>");
}

inline std::string drawnFlow(std::string_view id, std::string_view from, std::string_view to,
                             std::string_view more = {}) {
    return "<sequenceFlow id=\"" + std::string(id) + "\" sourceRef=\"" + std::string(from) + "\" targetRef=\"" +
           std::string(to) + "\"" + std::string(more) + "/>\n";
}

inline BpmnImport imported(const Model& model, std::string_view text, std::string_view name = "file") {
    auto import = importBpmn(model, text, name);
    INFO((import ? std::string() : import.error().message));
    REQUIRE(import);
    return std::move(*import);
}

/// The model with the drawing in it; all its references lead somewhere.
inline Model withDrawing(const Model& model, std::string_view text, std::string_view name = "file") {
    Model changed = apply(model, imported(model, text, name).edit).model;
    const auto references = checkReferences(changed);
    INFO((references ? std::string() : references.error().message));
    REQUIRE(references);
    return changed;
}

inline std::string refusalOf(std::string_view text) {
    const auto import = importBpmn(Model(), text, "file");
    REQUIRE_FALSE(import);
    return import.error().message;
}

inline std::string exported(const Model& model, const ProcessId& id) {
    const auto made = exportBpmn(model, id);
    INFO((made ? std::string() : made.error().message));
    REQUIRE(made);
    return made->text;
}

inline const Process& only(const Model& model) {
    REQUIRE(model.processes().size() == 1);
    return *model.processes().begin();
}

inline const Step& stepOf(const Process& process, std::string_view id) {
    const auto found = std::ranges::find(process.steps, StepId(id), &Step::id);
    INFO(id);
    REQUIRE(found != process.steps.end());
    return *found;
}

/// The flow between two steps.
inline const Flow& wayOf(const Process& process, std::string_view from, std::string_view to) {
    const auto found = std::ranges::find_if(
        process.flows, [&](const Flow& each) { return each.from.text == from && each.to.text == to; });
    INFO(from << " to " << to);
    REQUIRE(found != process.flows.end());
    return *found;
}

inline std::string fateOf(const BpmnImport& import, std::string_view id) {
    std::string fates;
    for (const BpmnNote& note : import.notes)
        if (note.id == id)
            fates += note.fate + "\n";
    return fates;
}

/// How many elements of a namespace have this name.
inline size_t countOf(const XmlTree& tree, std::string_view local) {
    size_t count = 0;
    for (XmlIndex i = 0; i < tree.elements().size(); ++i)
        count += tree.name(i).local == local && tree.name(i).space != "urn:tributary:bpmn:1" ? 1 : 0;
    return count;
}

} // namespace tributary::test
