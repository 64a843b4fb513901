// SPDX-License-Identifier: GPL-3.0-or-later
// BpmnDocument: what a BPMN 2.0 text says, by its own words: processes and sub-processes with their nodes, flows and
// lanes. No meaning for a model yet. Elements are known by keys: ids that a part of a map may have, each once in its
// process. A text gives the same keys whenever it is read, for by them an export finds the elements again.
#pragma once

#include "core/exchange/xml_tree.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tributary {

inline constexpr std::string_view bpmnSpace = "http://www.omg.org/spec/BPMN/20100524/MODEL";
inline constexpr std::string_view diagramSpace = "http://www.omg.org/spec/BPMN/20100524/DI";
inline constexpr std::string_view boundsSpace = "http://www.omg.org/spec/DD/20100524/DC";
inline constexpr std::string_view waypointSpace = "http://www.omg.org/spec/DD/20100524/DI";
/// The namespace of what is our own: attributes by the names of a process map's fields, and `pool` elements.
inline constexpr std::string_view ownSpace = "urn:tributary:bpmn:1";

enum class BpmnKind {
    start,
    end,
    task, ///< of all kinds, and calls
    subProcess,
    catchEvent,
    throwEvent,
    boundaryEvent,
    exclusive,
    parallel,
    inclusive,
    eventBased,
    complex
};

inline constexpr size_t noScope = std::numeric_limits<size_t>::max();

struct BpmnNode {
    XmlIndex element = 0;
    std::string key;
    BpmnKind kind = BpmnKind::task;
    XmlIndex eventDefinition = 0; ///< what triggers an event; 0: nothing
    size_t scope = noScope;       ///< place of what is in a sub-process, or of the process that a call calls
};

struct BpmnFlow {
    XmlIndex element = 0;
    std::string key;
    size_t from = 0; ///< place among the nodes of its scope
    size_t to = 0;
    bool conditional = false;
    bool isDefault = false;
};

struct BpmnLane {
    XmlIndex element = 0;
    std::string key;
    std::vector<size_t> nodes;
};

/// A process or a sub-process; one without nodes is drawn from outside only.
struct BpmnScope {
    XmlIndex element = 0;
    std::string key;
    std::string name;         ///< empty where the text has none
    XmlIndex participant = 0; ///< the pool that the process is drawn as; 0: none
    bool isSubProcess = false;
    size_t around = noScope; ///< of a sub-process: the place of the scope that it lies in
    std::vector<BpmnNode> nodes;
    std::vector<BpmnFlow> flows; ///< those whose both ends are nodes of the scope
    std::vector<BpmnLane> lanes; ///< the innermost ones
};

/// What became of an element that has no counterpart, or none that says all of it.
struct BpmnNote {
    std::string element; ///< its name as written, as in `bpmn:messageFlow`
    std::string id;
    std::string name;
    std::string fate; ///< a sentence without its full stop

    friend bool operator==(const BpmnNote&, const BpmnNote&) = default;
};

/// One line: `messageFlow MF1 "Order": kept, not simulated`.
[[nodiscard]] std::string words(const BpmnNote& note);
/// The lines of some notes, each once, in the order in which they come first, with how often it does.
[[nodiscard]] std::vector<std::pair<std::string, size_t>> countedWords(const std::vector<BpmnNote>& notes);

struct BpmnDocument {
    XmlTree tree;
    std::vector<BpmnScope> scopes; ///< in the order of the text, those around before those within
    std::unordered_map<std::string, XmlIndex> byId;
    std::unordered_map<XmlIndex, std::string> keys; ///< of nodes, flows, lanes and scopes
    std::vector<BpmnNote> troubles;                 ///< references that lead nowhere, ids that stand twice

    /// Reads a text in UTF-8; a failure says where and what to do.
    [[nodiscard]] static Result<BpmnDocument> read(std::string text);

    [[nodiscard]] const BpmnScope* findScope(std::string_view key) const;
    /// Whether an element is a sub-process that no way leads to: an event starts it.
    [[nodiscard]] bool isStartedByEvent(XmlIndex element) const;
    /// The element of an id, without the prefix that a qualified name has; null where there is none.
    [[nodiscard]] const XmlIndex* findId(const std::string& id) const;
    /// The value of an attribute of our own; none where the element has none.
    [[nodiscard]] std::optional<std::string> own(XmlIndex element, std::string_view name) const;
    /// The name of an element in one line.
    [[nodiscard]] std::string nameOf(XmlIndex element) const;
    [[nodiscard]] BpmnNote note(XmlIndex element, std::string fate) const;
};

} // namespace tributary
