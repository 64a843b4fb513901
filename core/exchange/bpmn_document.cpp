// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_document.h"

#include "core/base/id.h"
#include "core/formula/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace tributary {

namespace {

constexpr size_t mostScopes = 1000;
constexpr size_t longestKey = 64;
constexpr size_t roomOfNumber = 8;  // behind a key that is taken
constexpr size_t longestName = 200; // bytes, of what a model takes over

struct NodeWord {
    std::string_view local;
    BpmnKind kind;
};
constexpr std::array<NodeWord, 23> nodeWords{{{"startEvent", BpmnKind::start},
                                              {"endEvent", BpmnKind::end},
                                              {"intermediateCatchEvent", BpmnKind::catchEvent},
                                              {"intermediateThrowEvent", BpmnKind::throwEvent},
                                              {"boundaryEvent", BpmnKind::boundaryEvent},
                                              {"task", BpmnKind::task},
                                              {"userTask", BpmnKind::task},
                                              {"serviceTask", BpmnKind::task},
                                              {"sendTask", BpmnKind::task},
                                              {"receiveTask", BpmnKind::task},
                                              {"manualTask", BpmnKind::task},
                                              {"businessRuleTask", BpmnKind::task},
                                              {"scriptTask", BpmnKind::task},
                                              {"callActivity", BpmnKind::task},
                                              {"subProcess", BpmnKind::subProcess},
                                              {"transaction", BpmnKind::subProcess},
                                              {"adHocSubProcess", BpmnKind::subProcess},
                                              {"exclusiveGateway", BpmnKind::exclusive},
                                              {"parallelGateway", BpmnKind::parallel},
                                              {"inclusiveGateway", BpmnKind::inclusive},
                                              {"eventBasedGateway", BpmnKind::eventBased},
                                              {"complexGateway", BpmnKind::complex},
                                              {"implicitThrowEvent", BpmnKind::throwEvent}}};

const NodeWord* nodeWord(const XmlName& name) {
    if (name.space != bpmnSpace)
        return nullptr;
    const auto found = std::ranges::find(nodeWords, name.local, &NodeWord::local);
    return found == nodeWords.end() ? nullptr : &*found;
}

/// The text in one line: breaks and runs of blanks become one blank.
std::string inOneLine(std::string_view text) {
    std::string line;
    for (size_t at = 0; at < text.size();) {
        if (const size_t blank = blankAt(text, at)) {
            if (!line.empty() && line.back() != ' ')
                line += ' ';
            at += blank;
        } else {
            line += text[at++];
        }
    }
    if (line.ends_with(' '))
        line.pop_back();
    return line;
}

/// At most `length` bytes of a text, in whole characters.
std::string cutAt(std::string text, size_t length) {
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
        --length;
    text.resize(length);
    return text;
}

class DocumentReading {
public:
    explicit DocumentReading(XmlTree tree) { document_.tree = std::move(tree); }

    Result<BpmnDocument> read() {
        if (!tree().is(0, bpmnSpace, "definitions"))
            return fail(fmt::format("line {}: the text begins with <{:.60}>, which is no BPMN 2.0 (definitions of "
                                    "{}): choose a .bpmn file.",
                                    tree().lineOf(0), tree().tag(0), bpmnSpace));
        indexIds();
        for (XmlIndex i = 1; i < tree().elements().size(); ++i)
            if (!visit(i))
                return fail(fmt::format("The text holds more than {} processes and sub-processes with steps: split it "
                                        "into smaller files.",
                                        mostScopes));
        for (const XmlIndex flow : flowElements_)
            addFlow(flow);
        for (const XmlIndex lane : laneElements_)
            addLane(lane);
        for (BpmnScope& scope : document_.scopes)
            for (BpmnNode& node : scope.nodes)
                findCalled(node);
        for (BpmnScope& scope : document_.scopes)
            nameScope(scope);
        return std::move(document_);
    }

private:
    struct Keys {
        std::unordered_set<std::string> taken;
        std::unordered_map<std::string, int> numbers; ///< the last one behind a key that is wanted again
    };
    struct Place {
        size_t scope;
        size_t node;
    };

    [[nodiscard]] const XmlTree& tree() const { return document_.tree; }
    void trouble(XmlIndex element, std::string fate) {
        document_.troubles.push_back(document_.note(element, std::move(fate)));
    }

    void indexIds() {
        for (XmlIndex i = 0; i < tree().elements().size(); ++i) {
            const XmlAttribute* id = tree().find(i, {}, "id");
            if (!id || tree().name(i).space != bpmnSpace)
                continue;
            const std::string value = tree().value(*id);
            if (!value.empty() && !document_.byId.emplace(value, i).second)
                trouble(i, "its id stands twice; kept, but what refers to the id means the first");
        }
    }

    /// The first of `wanted`, `wanted_1`... that is not taken.
    template <class IsFree>
    static std::string freeKey(const std::string& wanted, int& number, const IsFree& isFree) {
        std::string key = wanted;
        while (!isFree(key)) {
            const std::string suffix = fmt::format("_{}", ++number);
            key = wanted.substr(0, longestKey - suffix.size()) + suffix;
        }
        return key;
    }

    /// Gives an element its key within a scope: the id that we wrote, else its own, else one like it.
    const std::string& makeKey(XmlIndex element, size_t scope) {
        std::string wanted = document_.own(element, "id").value_or(document_.tree.value(element, "id"));
        for (char& c : wanted)
            if (!isValidId(std::string_view(&c, 1)) && c != '.')
                c = '_';
        wanted = wanted.substr(0, longestKey);
        if (!isValidId(wanted))
            wanted = "element";
        Keys& keys = keys_[scope];
        // What differs only where a number would stand is numbered together, else each would try the same numbers.
        return document_.keys[element] = freeKey(wanted, keys.numbers[wanted.substr(0, longestKey - roomOfNumber)],
                                                 [&](const std::string& key) { return keys.taken.insert(key).second; });
    }

    bool visit(XmlIndex i) {
        const XmlName& name = tree().name(i);
        if (name.space != bpmnSpace)
            return true;
        if (const XmlAttribute* named = tree().find(i, {}, "name");
            named && inOneLine(tree().value(*named)).size() > longestName)
            trouble(i,
                    fmt::format("its name is longer than {} bytes: the model has its beginning, the drawing keeps it",
                                longestName));
        if (name.local == "participant") {
            if (const XmlIndex* process = document_.findId(tree().value(i, "processRef")))
                participants_.emplace(*process, i);
        } else if (name.local == "process") {
            return openScope(i, makeKey(i, noScope), noScope);
        } else if (name.local == "sequenceFlow") {
            flowElements_.push_back(i);
        } else if (name.local == "lane") {
            laneElements_.push_back(i);
        } else if (const NodeWord* word = nodeWord(name)) {
            const auto scope = scopeOf_.find(tree().at(i).parent);
            if (scope == scopeOf_.end()) {
                trouble(i, "it lies in no process; kept, not simulated");
                return true;
            }
            const size_t around = scope->second;
            const std::string key = makeKey(i, around);
            auto& nodes = document_.scopes[around].nodes;
            places_.emplace(i, Place{around, nodes.size()});
            const bool isSubProcess = word->kind == BpmnKind::subProcess;
            nodes.push_back({i, key, word->kind, definitionOf(i), isSubProcess ? document_.scopes.size() : noScope});
            return !isSubProcess || openScope(i, key, around);
        }
        return true;
    }

    /// Scopes are known by their keys among each other, whatever they lie in.
    bool openScope(XmlIndex element, const std::string& wanted, size_t around) {
        if (document_.scopes.size() == mostScopes)
            return false;
        std::string key = freeKey(wanted, scopeKeys_.numbers[wanted],
                                  [&](const std::string& each) { return scopeKeys_.taken.insert(each).second; });
        scopeOf_.emplace(element, document_.scopes.size());
        document_.scopes.push_back({element, std::move(key), {}, 0, around != noScope, around, {}, {}, {}});
        return true;
    }

    /// A call leads to a process of the text.
    void findCalled(BpmnNode& node) const {
        if (!tree().is(node.element, bpmnSpace, "callActivity"))
            return;
        const XmlIndex* called = document_.findId(tree().value(node.element, "calledElement"));
        const auto scope = called ? scopeOf_.find(*called) : scopeOf_.end();
        if (scope != scopeOf_.end() && !document_.scopes[scope->second].isSubProcess)
            node.scope = scope->second;
    }

    XmlIndex definitionOf(XmlIndex event) const {
        XmlIndex found = 0;
        tree().forEachChild(event, [&](XmlIndex child) {
            const XmlName& name = tree().name(child);
            if (found == 0 && name.space == bpmnSpace && name.local.ends_with("EventDefinition"))
                found = child;
        });
        return found;
    }

    /// The node that an attribute of an element names, in the scope that it lies in.
    const Place* nodeNamed(const std::string& id, size_t scope) const {
        const XmlIndex* element = document_.findId(id);
        const auto place = element ? places_.find(*element) : places_.end();
        return place == places_.end() || place->second.scope != scope ? nullptr : &place->second;
    }

    void addFlow(XmlIndex element) {
        const auto scope = scopeOf_.find(tree().at(element).parent);
        const Place* from = nullptr;
        const Place* to = nullptr;
        if (scope != scopeOf_.end()) {
            from = nodeNamed(tree().value(element, "sourceRef"), scope->second);
            to = nodeNamed(tree().value(element, "targetRef"), scope->second);
        }
        if (!from || !to) {
            trouble(element, fmt::format("it leads from \"{:.60}\" to \"{:.60}\", which are not both steps of the "
                                         "process that it lies in; kept, not simulated",
                                         tree().value(element, "sourceRef"), tree().value(element, "targetRef")));
            return;
        }
        BpmnScope& owner = document_.scopes[scope->second];
        BpmnFlow flow{element, makeKey(element, scope->second), from->node, to->node, false, false};
        tree().forEachChild(element, [&](XmlIndex child) {
            flow.conditional = flow.conditional || tree().is(child, bpmnSpace, "conditionExpression");
        });
        const std::string id = tree().value(element, "id");
        flow.isDefault = !id.empty() && tree().value(owner.nodes[from->node].element, "default") == id;
        owner.flows.push_back(std::move(flow));
    }

    void addLane(XmlIndex element) {
        XmlIndex around = element;
        while (around != 0 && !scopeOf_.contains(around))
            around = tree().at(around).parent;
        if (around == 0)
            return trouble(element, "it lies in no process; kept, not simulated");
        const size_t scope = scopeOf_.at(around);
        for (XmlIndex inner = element + 1; inner < tree().at(element).beyond; ++inner)
            if (tree().is(inner, bpmnSpace, "lane"))
                return trouble(element, "kept; the lanes within it are those of the map");
        BpmnLane lane{element, makeKey(element, scope), {}};
        tree().forEachChild(element, [&](XmlIndex child) {
            if (!tree().is(child, bpmnSpace, "flowNodeRef"))
                return;
            const std::string id = tree().content(child);
            if (const Place* node = nodeNamed(id, scope))
                lane.nodes.push_back(node->node);
            else if (!document_.findId(id))
                trouble(element, fmt::format("it names \"{:.60}\", which does not exist", id));
        });
        document_.scopes[scope].lanes.push_back(std::move(lane));
    }

    void nameScope(BpmnScope& scope) {
        if (const auto participant = participants_.find(scope.element); participant != participants_.end()) {
            scope.participant = participant->second;
            scope.name = document_.nameOf(participant->second);
        }
        if (scope.name.empty())
            scope.name = document_.nameOf(scope.element);
    }

    BpmnDocument document_;
    std::unordered_map<size_t, Keys> keys_; // by scope
    Keys scopeKeys_;
    std::unordered_map<XmlIndex, size_t> scopeOf_; // by the element of a process or sub-process
    std::unordered_map<XmlIndex, Place> places_;   // of nodes
    std::unordered_map<XmlIndex, XmlIndex> participants_;
    std::vector<XmlIndex> flowElements_;
    std::vector<XmlIndex> laneElements_;
};

} // namespace

std::string words(const BpmnNote& note) {
    std::string line = note.element;
    if (!note.id.empty())
        line += " " + note.id;
    if (!note.name.empty())
        line += fmt::format(" \"{:.80}\"", note.name);
    return line + ": " + note.fate;
}

std::vector<std::pair<std::string, size_t>> countedWords(const std::vector<BpmnNote>& notes) {
    std::vector<std::pair<std::string, size_t>> lines;
    std::unordered_map<std::string, size_t> places;
    for (const BpmnNote& note : notes) {
        const auto [known, isNew] = places.emplace(words(note), lines.size());
        if (isNew)
            lines.emplace_back(known->first, 0);
        ++lines[known->second].second;
    }
    return lines;
}

Result<BpmnDocument> BpmnDocument::read(std::string text) {
    auto tree = XmlTree::parse(std::move(text));
    if (!tree)
        return tl::unexpected(tree.error());
    return DocumentReading(std::move(*tree)).read();
}

const BpmnScope* BpmnDocument::findScope(std::string_view key) const {
    const auto found = std::ranges::find(scopes, key, &BpmnScope::key);
    return found == scopes.end() ? nullptr : &*found;
}

bool BpmnDocument::isStartedByEvent(XmlIndex element) const {
    const NodeWord* word = nodeWord(tree.name(element));
    return word && word->kind == BpmnKind::subProcess && tree.value(element, "triggeredByEvent") == "true";
}

const XmlIndex* BpmnDocument::findId(const std::string& id) const {
    auto found = byId.find(id);
    if (const size_t colon = id.find(':'); found == byId.end() && colon != std::string::npos)
        found = byId.find(id.substr(colon + 1));
    return found == byId.end() ? nullptr : &found->second;
}

std::optional<std::string> BpmnDocument::own(XmlIndex element, std::string_view name) const {
    const XmlAttribute* found = tree.find(element, ownSpace, name);
    return found ? std::optional(tree.value(*found)) : std::nullopt;
}

std::string BpmnDocument::nameOf(XmlIndex element) const {
    std::string name = inOneLine(tree.value(element, "name"));
    return name.size() <= longestName ? name : cutAt(std::move(name), longestName) + "\u2026";
}

BpmnNote BpmnDocument::note(XmlIndex element, std::string fate) const {
    return {std::string(tree.tag(element)), tree.value(element, "id"), nameOf(element), std::move(fate)};
}

} // namespace tributary
