// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn.h"
#include "core/exchange/bpmn_extension.h"
#include "core/exchange/bpmn_map.h"
#include "core/formula/characters.h"
#include "core/model/edit_rules.h"
#include "core/model/free_name.h"
#include "core/model/map_edits.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "core/model/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace tributary {

namespace {

constexpr size_t mostLanes = 5000; // each may add a group

template <class Entity>
decltype(Entity::id) freshIdOf(const Model& model, std::string_view name) {
    using Id = decltype(Entity::id);
    return Id(
        freshId(name, Entity::kind, [&](const std::string& id) { return model.table<Entity>().contains(Id(id)); }));
}

/// What stays the same in a text that goes out and comes back, whatever its file is called.
struct TextMarks {
    std::string id;
    std::string space;
    std::optional<std::string> model; ///< that it was drawn in; none for a drawing of another program

    explicit TextMarks(const XmlTree& tree) : id(tree.value(0, "id")), space(tree.value(0, "targetNamespace")) {
        if (const XmlAttribute* mark = tree.find(0, ownSpace, "model"))
            model = tree.value(*mark);
    }
    friend bool operator==(const TextMarks&, const TextMarks&) = default;
};

class Importing {
public:
    Importing(const Model& model, const BpmnDocument& document, std::string_view name)
        : document_(document), marks_(document.tree), names_(model), before_(model),
          draft_(model, fmt::format("Import {}", name)) {
        drawing_.name = freeName<Drawing>(model, std::string(name));
        drawing_.id = freshIdOf<Drawing>(model, name);
        drawing_.text = piecesOf(document.tree.text());
        for (const Group& group : model.groups())
            groups_.emplace(lowered(group.name.empty() ? group.id.text : group.name), group.id);
    }

    Result<BpmnImport> run() {
        auto read = readMaps(document_, nameOfNameless());
        if (!read)
            return tl::unexpected(read.error());
        size_t lanes = 0;
        for (const BpmnMap& map : read->maps)
            lanes += map.process.lanes.size();
        if (lanes > mostLanes)
            return fail(
                fmt::format("The file has {} lanes; {} are the most: split it into several.", lanes, mostLanes));
        import_.notes = document_.troubles;
        const auto add = [&](std::vector<BpmnNote>& notes) {
            import_.notes.insert(import_.notes.end(), std::make_move_iterator(notes.begin()),
                                 std::make_move_iterator(notes.end()));
        };
        add(read->notes);
        for (size_t i = 0; i < read->maps.size(); ++i)
            nameMap(read->maps[i].process, document_.scopes[i]);
        const DrawingId drawing = drawing_.id;
        draft_.put(std::move(drawing_));
        placed_.resize(read->maps.size());
        for (size_t i = 0; i < read->maps.size(); ++i) {
            BpmnMap& map = read->maps[i];
            if (map.process.steps.empty())
                continue;
            map.process.origin.drawing = drawing;
            add(map.notes);
            told_.merge(map.told);
            placed_[i] = place(map);
        }
        for (size_t i = 0; i < read->maps.size(); ++i)
            nest(read->maps[i], placed_[i]);
        tellOfTheRest();
        if (import_.processes.empty())
            return fail("The file holds no process with a step: draw one, or choose another file.");
        import_.edit = std::move(draft_).edit();
        return std::move(import_);
    }

private:
    void note(XmlIndex element, std::string fate) { import_.notes.push_back(document_.note(element, std::move(fate))); }

    /// What a process without a name is called: as before where it comes back, else as the drawing.
    [[nodiscard]] std::string nameOfNameless() {
        for (const BpmnScope& scope : document_.scopes)
            if (const Process* known = knownMap(scope))
                if (const Drawing* drawing = draft_.now().drawings().find(known->origin.drawing))
                    return drawing->name;
        return drawing_.name;
    }

    /// The map of the id that a scope was exported with; it may be another one, of another model.
    [[nodiscard]] const Process* namesakeOf(const BpmnScope& scope) const {
        const auto wanted = document_.own(scope.element, "process");
        return wanted ? before_.processes().find(ProcessId(*wanted)) : nullptr;
    }

    /// The map that a scope was exported from, where the model still has it.
    [[nodiscard]] const Process* knownMap(const BpmnScope& scope) {
        const Process* known = namesakeOf(scope);
        return known && isOrigin(scope, *known) ? known : nullptr;
    }

    /// Whether a text of this map holds the scope: its drawing, or the text that an export of it alone begins with.
    [[nodiscard]] bool isOrigin(const BpmnScope& scope, const Process& map) {
        if (marks_.model == before_.settings().title &&
            document_.tree.value(scope.element, "id").starts_with("process_" + map.id.text))
            return true;
        if (const Step* step = stepAround(scope); step && step->inner == map.id)
            return true;
        const Drawing* drawing = before_.drawings().find(map.origin.drawing);
        return drawing && map.origin.element == scope.key && marksOf(*drawing) == marks_;
    }
    /// The step that stood for a sub-process in the map that the text around was exported from; null for none.
    [[nodiscard]] const Step* stepAround(const BpmnScope& scope) {
        if (!scope.isSubProcess)
            return nullptr;
        const BpmnScope& around = document_.scopes[scope.around];
        const Process* known = knownMap(around);
        const auto node = std::ranges::find(around.nodes, scope.element, &BpmnNode::element);
        return known && node != around.nodes.end() ? findStep(*known, StepId(node->key)) : nullptr;
    }
    const std::optional<TextMarks>& marksOf(const Drawing& drawing) {
        const auto [known, isNew] = marksOf_.try_emplace(drawing.id.text);
        if (isNew)
            if (const auto tree = XmlTree::parse(wholeText(drawing)))
                known->second.emplace(*tree);
        return known->second;
    }

    /// A sub-process is named with the process around it.
    void nameMap(Process& process, const BpmnScope& scope) {
        if (scope.isSubProcess) {
            XmlIndex around = document_.tree.at(scope.element).parent;
            while (around != 0 && !mapNames_.contains(around))
                around = document_.tree.at(around).parent;
            if (around != 0)
                process.name = fmt::format("{}: {}", mapNames_.at(around), scope.name.empty() ? scope.key : scope.name);
        }
        mapNames_.emplace(scope.element, process.name);
    }

    /// Lets the steps of a map that was put lead to theirs.
    void nest(const BpmnMap& map, const ProcessId& id) {
        if (map.innerOf.empty() || id.empty())
            return;
        Process process = *draft_.now().processes().find(id);
        for (Step& step : process.steps)
            if (const auto inner = map.innerOf.find(step.id.text); inner != map.innerOf.end()) {
                step.inner = placed_[inner->second];
                if (const XmlIndex element = map.elementOf.at(step.id.text); !step.inner.empty())
                    note(element, fmt::format("a step that leads to the map {}",
                                              draft_.now().processes().find(step.inner)->name));
            }
        draft_.put(std::move(process));
    }

    /// Puts a map into the draft: in the place of the one that it was exported from, else as a new one.
    ProcessId place(BpmnMap& map) {
        Process& process = map.process;
        const BpmnScope& scope = *document_.findScope(process.origin.element);
        fitGroups(map);
        fitParameters(map);
        fitPools(map);
        const Process* known = knownMap(scope);
        if (known && replaced_.insert(known->id.text).second && replace(*known, process, scope))
            return import_.processes.back();
        if (const Process* other = known ? nullptr : namesakeOf(scope); other && !replaced_.contains(other->id.text))
            note(scope.element, fmt::format("the map {} has the id that this was exported with, but came from another "
                                            "drawing or model: it stays, and this is a map beside it",
                                            other->name));
        process.name = freeName<Process>(draft_.now(), process.name);
        process.id = freshIdOf<Process>(draft_.now(), process.name);
        process.evidence = {
            Grade::none, "the BPMN file " + draft_.now().drawings().find(process.origin.drawing)->name, {}};
        import_.processes.push_back(process.id);
        draft_.put(std::move(process));
        return import_.processes.back();
    }

    /// Lets a map of the model say what the text says; what BPMN has no place for stays.
    bool replace(Process process, const Process& text, const BpmnScope& scope) {
        const XmlIndex element = scope.element;
        const DrawingId old = process.origin.drawing;
        const std::string name = process.name;
        if (!scope.isSubProcess && text.name != name) // a text calls a sub-process as the step, not as its map
            process.name = freeName<Process>(draft_.now(), text.name);
        process.origin = text.origin;
        process.arrivals = text.arrivals;
        process.population = text.population;
        process.arrivalTimes = text.arrivalTimes;
        process.lanes = text.lanes;
        process.pools = text.pools;
        process.steps = text.steps;
        process.flows = text.flows;
        process.exceptions = text.exceptions;
        Draft tried = draft_;
        tried.put(process);
        const bool isLast = std::ranges::none_of(tried.now().processes(),
                                                 [&](const Process& other) { return other.origin.drawing == old; });
        if (const Drawing* before = isLast ? tried.now().drawings().find(old) : nullptr) {
            Drawing drawing = *tried.now().drawings().find(process.origin.drawing);
            drawing.name = before->name;
            tried.erase<Drawing>(old);
            tried.put(std::move(drawing));
        }
        if (!checkReferences(tried.now())) {
            note(element, fmt::format("the map {} has parts that effects or measures use and this drawing has not: it "
                                      "stays, and this is a map beside it",
                                      name));
            return false;
        }
        note(element, fmt::format("it takes the place of the map {}, which it was exported from", name));
        dropPaths(tried, [&](std::string_view path) {
            const auto owner = entityOf(path);
            const bool goes = owner && *owner == refTo(process) && !findQuantity(tried.now(), path);
            if (goes)
                note(element, fmt::format("{} is no more: what overrides, correlates or pins it goes too", path));
            return goes;
        });
        import_.processes.push_back(process.id);
        draft_ = std::move(tried);
        return true;
    }

    [[nodiscard]] XmlIndex scopeElement(const BpmnMap& map) const {
        return document_.findScope(map.process.origin.element)->element;
    }

    /// The group of an id, else of a name; added where the model has none of that name.
    GroupId groupFor(const GroupId& id, const std::string& name, XmlIndex element) {
        if (!id.empty() && draft_.now().groups().contains(id))
            return id;
        if (name.empty())
            return {};
        const auto [known, isNew] = groups_.try_emplace(lowered(name));
        if (isNew) {
            Group group;
            group.id = freshIdOf<Group>(draft_.now(), name);
            group.name = name;
            group.notes = "From a lane or pool of a BPMN file: headcount and hourly cost are not known yet.";
            note(element, fmt::format("the group {} was added for it; type its headcount and hourly cost", name));
            known->second = group.id;
            draft_.put(std::move(group));
        }
        return known->second;
    }

    void fitGroups(BpmnMap& map) {
        for (Lane& lane : map.process.lanes)
            if (document_.own(map.elementOf.at(lane.id.text), "group") != "") // empty: of no group
                lane.group = groupFor(lane.group, lane.name, map.elementOf.at(lane.id.text));
        for (Pool& pool : map.process.pools)
            pool.group = groupFor(pool.group, document_.tree.value(map.pools.at(pool.id.text), "group_name"),
                                  map.pools.at(pool.id.text));
    }

    /// Metrics and inputs that the model has stay what they are; of others the value that the text gives is taken.
    void fitParameters(BpmnMap& map) {
        const auto fit = [&](auto& part, XmlIndex element, std::string_view space) {
            using Part = std::remove_reference_t<decltype(part)>;
            forEachOwnField<Part>([&](const auto& field) {
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(part.*field.member)>,
                                             std::optional<Parameter>>)
                    fitParameter(part.*field.member, element, space, field.name);
            });
        };
        const auto fitAll = [&](auto& parts) {
            for (auto& part : parts)
                if (const auto element = map.elementOf.find(part.id.text); element != map.elementOf.end())
                    fit(part, element->second, ownSpace);
        };
        fit(map.process, scopeElement(map), ownSpace);
        fitAll(map.process.steps);
        fitAll(map.process.flows);
        fitAll(map.process.exceptions);
        for (Pool& pool : map.process.pools)
            fit(pool, map.pools.at(pool.id.text), {});
    }

    void fitParameter(std::optional<Parameter>& slot, XmlIndex element, std::string_view space,
                      std::string_view field) {
        const Formula* formula = slot ? slot->formula() : nullptr;
        if (!formula || std::ranges::all_of(formula->references(),
                                            [&](const std::string& name) { return names_.find(name).unique(); }))
            return;
        const std::string was = formula->text();
        const XmlAttribute* value = document_.tree.find(element, space, std::string(field).append(valueSuffix));
        auto held = value ? Parameter::parse(document_.tree.value(*value)) : Result<Parameter>(fail(""));
        slot = held && held->quantity() ? std::optional(std::move(*held)) : std::nullopt;
        note(element, fmt::format("its {} is {}, which this model does not have: {}", field, was,
                                  slot ? "taken as " + slot->text() : "left empty"));
    }

    void fitPools(BpmnMap& map) {
        const auto isThere = [&](const PoolId& pool) {
            return std::ranges::find(map.process.pools, pool, &Pool::id) != map.process.pools.end();
        };
        const auto tell = [&](const auto& part, const PoolId& pool) {
            note(map.elementOf.at(part.id.text), fmt::format("its pool {} is not in the text: left out", pool.text));
        };
        const auto drop = [&](auto& part) {
            if (part.pool.empty() || isThere(part.pool))
                return;
            tell(part, part.pool);
            part.pool = {};
        };
        for (Step& step : map.process.steps)
            drop(step);
        for (ProcessException& exception : map.process.exceptions) {
            drop(exception);
            std::erase_if(exception.alsoPools, [&](const PoolId& pool) {
                if (isThere(pool))
                    return false;
                tell(exception, pool);
                return true;
            });
        }
    }

    /// Names what no map has taken: each element of BPMN with an id, foreign extensions by their names and numbers.
    void tellOfTheRest() {
        static constexpr std::array<std::string_view, 19> frame{
            "definitions",        "collaboration", "laneSet",      "childLaneSet", "incoming",  "outgoing",
            "flowNodeRef",        "lane",          "timeDuration", "timeDate",     "timeCycle", "text",
            "extensionElements",  "import",        "extension",    "relationship", "source",    "target",
            "conditionExpression"};
        const XmlTree& tree = document_.tree;
        for (const BpmnScope& scope : document_.scopes)
            if (!scope.nodes.empty())
                told_.insert(scope.participant);
        for (const BpmnNote& trouble : document_.troubles)
            if (const XmlIndex* element = document_.findId(trouble.id))
                told_.insert(*element);
        std::map<std::string, size_t> foreign;
        const auto beyond = [&](XmlIndex i) { return tree.at(i).beyond - 1; };
        for (XmlIndex i = 0; i < tree.elements().size(); ++i) {
            const XmlName& name = tree.name(i);
            if (name.space == ownSpace || name.space == diagramSpace) {
                i = beyond(i);
            } else if (name.space != bpmnSpace) {
                if (!name.space.starts_with("http://www.bpsim.org/"))
                    ++foreign[std::string(tree.tag(i))];
                i = beyond(i);
            } else if (!told_.contains(i) && std::ranges::find(frame, name.local) == frame.end()) {
                note(i, "kept, not simulated");
                if (name.local != "process") // of all else, what is in it goes with it
                    i = beyond(i);
            }
        }
        for (const auto& [tag, count] : foreign)
            import_.notes.push_back({tag, {}, {}, fmt::format("{} of another program: kept, not read", count)});
    }

    const BpmnDocument& document_;
    const TextMarks marks_;
    Names names_;
    const Model before_;
    Draft draft_;
    Drawing drawing_;
    std::unordered_map<std::string, GroupId> groups_;                   // by names in small letters
    std::unordered_set<std::string> replaced_;                          // maps of the model
    std::unordered_map<std::string, std::optional<TextMarks>> marksOf_; // by drawings of the model
    std::unordered_map<XmlIndex, std::string> mapNames_;
    std::unordered_set<XmlIndex> told_;
    std::vector<ProcessId> placed_; // by scope; empty for one without steps
    BpmnImport import_;
};

} // namespace

Result<BpmnImport> importBpmn(const Model& model, std::string_view bytes, std::string_view name) {
    auto text = utf8Xml(bytes);
    if (!text)
        return tl::unexpected(text.error());
    if (const auto lines = static_cast<size_t>(std::ranges::count(*text, '\n')); lines > mostDrawingLines)
        return fail(fmt::format("line {}: the file goes on to line {}, and {} lines are the most that a drawing holds: "
                                "split it into smaller files, or save it with fewer line breaks.",
                                mostDrawingLines + 1, lines, mostDrawingLines));
    const auto document = BpmnDocument::read(std::move(*text));
    if (!document)
        return tl::unexpected(document.error());
    return Importing(model, *document, name.empty() ? "drawing" : name).run();
}

} // namespace tributary
