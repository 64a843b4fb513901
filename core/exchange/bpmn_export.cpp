// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn.h"
#include "core/exchange/bpmn_writer.h"
#include "core/model/edit_rules.h"
#include "core/model/map_edits.h"
#include "core/model/sub_processes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tributary {

namespace {

/// Each pass writes what the text of the one before still reads otherwise, until nothing is left.
constexpr size_t mostPasses = 5;
constexpr double firstTop = 80;
constexpr double betweenMaps = 60;

/// A text with a process in which nothing is yet; it names the model, by which an import knows the map again.
std::string emptyText(const Process& process, const std::string& model) {
    std::unordered_set<std::string> ids;
    const auto collect = [&](const auto& parts) {
        for (const auto& part : parts)
            ids.insert(part.id.text);
    };
    collect(process.lanes);
    collect(process.steps);
    collect(process.flows);
    collect(process.exceptions);
    std::string id = "process_" + process.id.text;
    while (ids.contains(id))
        id += '_';
    const std::string name = xmlEscaped(process.name);
    const bool hasPool = !process.lanes.empty();
    return fmt::format(R"(<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="{0}" xmlns:bpmndi="{1}" xmlns:dc="{2}" xmlns:di="{3}" xmlns:tributary="{4}" id="{5}_definitions" targetNamespace="{4}" exporter="Tributary" tributary:model="{9}">{6}
  <bpmn:process id="{5}"{7} isExecutable="false">
  </bpmn:process>
  <bpmndi:BPMNDiagram id="{5}_diagram">
    <bpmndi:BPMNPlane id="{5}_plane" bpmnElement="{5}{8}">
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
)",
                       bpmnSpace, diagramSpace, boundsSpace, waypointSpace, ownSpace, id,
                       hasPool ? fmt::format(R"(
  <bpmn:collaboration id="{0}_collaboration">
    <bpmn:participant id="{0}_pool" name="{1}" processRef="{0}"/>
  </bpmn:collaboration>)",
                                             id, name)
                               : "",
                       hasPool || name.empty() ? "" : fmt::format(" name=\"{}\"", name),
                       hasPool ? "_collaboration" : "", xmlEscaped(model));
}

/// What a diagram of the whole text draws: the collaboration, else the first process.
std::string drawnElement(const BpmnDocument& document) {
    std::string found;
    for (const std::string_view local : {"collaboration", "process"})
        document.tree.forEachChild(0, [&](XmlIndex child) {
            if (found.empty() && document.tree.is(child, bpmnSpace, local))
                found = document.tree.value(child, "id");
        });
    return found;
}

/// What the scopes of a text are to read as: the maps that came from them, the one process of a new text, and the maps
/// of sub-processes in theirs.
ScopeGoals goalsOf(const Model& model, const BpmnDocument& document,
                   const std::unordered_map<std::string, const Process*>& origins, const Process* only) {
    ScopeGoals goals(document.scopes.size());
    std::set<ProcessId> called; // or to be: a step that leads to one of these calls it
    for (size_t i = 0; i < document.scopes.size(); ++i) {
        const auto origin = origins.find(document.scopes[i].key);
        goals[i] = origin != origins.end() ? origin->second : i == 0 ? only : nullptr;
        if (goals[i] && !document.scopes[i].isSubProcess)
            called.insert(goals[i]->id);
    }
    for (size_t i = 0; i < document.scopes.size(); ++i) // those around before those within
        for (const BpmnNode& node : document.scopes[i].nodes) {
            if (node.kind != BpmnKind::subProcess || !goals[i])
                continue;
            const Step* step = findStep(*goals[i], StepId(node.key));
            if (step && step->isSubProcess())
                goals[node.scope] = called.contains(step->inner) ? nullptr : model.processes().find(step->inner);
        }
    return goals;
}

struct Written {
    BpmnExport made;
    bool holdsProcess = false; ///< the one that was asked for
};

/// Writes a process into its drawing, others of it too; without one into an empty text.
/// `nested` are the maps within it and them.
Result<Written> writeText(const Model& model, const Process& process, const Drawing* drawing,
                          const std::set<ProcessId>& nested) {
    std::unordered_map<std::string, const Process*> goals; // by the keys of scopes
    if (drawing) {
        goals.emplace(process.origin.element, &process); // before another map of the same origin
        for (const Process& each : model.processes())
            if (each.origin.drawing == drawing->id)
                goals.emplace(each.origin.element, &each);
    }
    Written written;
    BpmnExport& result = written.made;
    result.text = drawing ? wholeText(*drawing) : emptyText(process, model.settings().title);
    const size_t passes =
        mostPasses + 2 * nested.size(); // each map within another is written after it was made room for
    for (size_t pass = 0; pass < passes; ++pass) {
        const auto document = BpmnDocument::read(result.text);
        if (!document)
            return fail(fmt::format("The drawing of {} cannot be written: {}", process.name, document.error().message));
        const auto read = readMaps(*document, drawing ? drawing->name : process.name);
        if (!read)
            return tl::unexpected(read.error());
        written.holdsProcess = false;
        BpmnFrame frame(*document);
        if (!frame.plane() && pass == 0) {
            frame.addPlane(drawnElement(*document));
        } else {
            double top = firstTop;
            const ScopeGoals all = goalsOf(model, *document, goals, drawing ? nullptr : &process);
            for (size_t i = 0; i < document->scopes.size(); ++i) {
                const BpmnScope& scope = document->scopes[i];
                if (!all[i] || frame.patch().isErased(scope.element))
                    continue;
                written.holdsProcess = written.holdsProcess || all[i] == &process;
                if (scope.isSubProcess && scope.nodes.empty() &&
                    !frame.planeOf(document->tree.value(scope.element, "id")))
                    frame.addPlane(frame.idOf(scope.element, scope.key)); // for the pass that draws on it
                else if (scope.isSubProcess)
                    writeMap(frame, i, read->maps[i], all, model, firstTop);
                else
                    top = std::max(top, writeMap(frame, i, read->maps[i], all, model, top) + betweenMaps);
            }
            frame.finish(result.notes);
        }
        std::string text = frame.patch().text();
        if (text == result.text)
            return written;
        result.text = std::move(text);
    }
    return fail(fmt::format("{} cannot be written into its drawing, which uses namespaces or ids in a way of its own: "
                            "copy its steps into a new map, and export that.",
                            process.name));
}

} // namespace

Result<BpmnExport> exportBpmn(const Model& model, const ProcessId& id) {
    const Process* process = model.processes().find(id);
    if (!process)
        return unknownEntity({Process::kind, id.text});
    const Drawing* drawing = model.drawings().find(process->origin.drawing);
    const SubProcesses nested(model);
    std::set<ProcessId> maps;
    for (const Process& each : model.processes())
        if (each.id == id || (drawing && each.origin.drawing == drawing->id))
            for (const ProcessId& inner : nested.within(each.id))
                maps.insert(inner);
    for (const ProcessId& each : maps)
        if (const auto loop = nested.loopAt(each); !loop.empty())
            return fail(fmt::format("A map lies in itself, so that it has no end: {}. Make one of these sub-processes "
                                    "a task first.",
                                    loopWords(model, loop)));
    auto written = writeText(model, *process, drawing, maps);
    if (written && !written->holdsProcess && drawing) {
        written = writeText(model, *process, nullptr, maps);
        if (written)
            written->made.notes.push_back({"process", id.text, process->name,
                                           fmt::format("the drawing {} has no place for it any more: written as a "
                                                       "drawing of its own, without what that drawing holds",
                                                       drawing->name)});
    }
    if (!written)
        return tl::unexpected(written.error());
    // What an import has noted itself says no more than where the map comes from.
    const bool hasEvidence = !drawing && process->evidence != Evidence();
    if (hasEvidence || !process->notes.empty())
        written->made.notes.push_back({"process", id.text, process->name,
                                       fmt::format("its {} not written, for a BPMN file has no place for {}",
                                                   process->notes.empty() ? "evidence is"
                                                   : hasEvidence          ? "notes and evidence are"
                                                                          : "notes are",
                                                   process->notes.empty() ? "it" : "them")});
    return std::move(written->made);
}

} // namespace tributary
