// SPDX-License-Identifier: GPL-3.0-or-later
// BpmnMap: a process or sub-process of a BPMN text as a process map, by the meaning that BPMN gives it. A pure function
// of the text: an import begins with it, and an export holds the map of today against it. Parts have the keys of their
// elements as ids; what BPMN only implies (a split behind a task, an end that is not drawn) has no element.
#pragma once

#include "core/exchange/bpmn_document.h"
#include "core/model/process_map.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tributary {

struct BpmnMap {
    Process process;                                     ///< its groups are those that the text names, if any
    std::unordered_map<std::string, XmlIndex> elementOf; ///< by the id of a part that is no pool
    std::unordered_map<std::string, XmlIndex> pools;     ///< the elements of pools, by their ids
    /// The flow that leaves the boundary event of an exception, by the exception's id.
    std::unordered_map<std::string, XmlIndex> resumeFlows;
    /// By the id of an implied parallel split: the step whose flows it gives out.
    std::unordered_map<std::string, std::string> splits;
    /// By the id of a step: the place of the scope that is its map.
    std::unordered_map<std::string, size_t> innerOf;
    std::vector<BpmnNote> notes;
    std::unordered_set<XmlIndex> told; ///< elements that the map or the notes tell of
};

struct BpmnMaps {
    std::vector<BpmnMap> maps; ///< one for each scope, in their order
    std::vector<BpmnNote> notes;
};

/// Reads all scopes; `fallback` is the name of a process that has none. Fails where one has more parts than a map
/// holds.
[[nodiscard]] Result<BpmnMaps> readMaps(const BpmnDocument& document, const std::string& fallback);

/// Adds what BPMN implies without drawing it to a map whose parts are read, so that it has one start and ways to an
/// end: starts and ends, parallel splits behind tasks, links; and the shares that nobody gave, which are assumed.
void addImplied(const BpmnDocument& document, const BpmnScope& scope, BpmnMap& map);

/// Takes the maps of calls that lead back to where they are made from their steps, and tells each: no case would ever
/// end.
void cutLoops(const BpmnDocument& document, BpmnMaps& all);

/// The hours of a duration as ISO 8601 writes it (P1DT2H30M; a year has 8766 h, a month 730.5); none for another text.
[[nodiscard]] std::optional<double> hoursOfDuration(std::string_view text);

/// What BPSim says of one element, as fields of a part.
struct BpsimValues {
    std::optional<Parameter> touch;
    std::optional<Parameter> touchCv;
    std::optional<Parameter> delay;
    std::optional<Parameter> share;
    std::optional<Parameter> arrivals;
    std::optional<Parameter> cost;
};

/// Reads the BPSim scenarios of a text (1.0 and 2.0; of several the first), by the ids of elements; what is not read is
/// noted.
[[nodiscard]] std::unordered_map<std::string, BpsimValues> readBpsim(const BpmnDocument& document,
                                                                     std::vector<BpmnNote>& notes);

} // namespace tributary
