// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/map_edits.h"
#include "core/model/quantity_path.h"
#include "core/report/words.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_quantity.h"
#include "ui/inspector/form.h"
#include "ui/inspector/many_field.h"
#include "ui/inspector/map_specs.h"
#include "ui/inspector/path_row.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <array>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using PartKind = MapPart::Kind;

/// Several parts of one map, and the fields that they share.
class MapParts {
public:
    MapParts(Form& form, std::vector<MapPart> parts) : form_(form), id_(form.entity().id), parts_(std::move(parts)) {
        const Process& process = *form.model().processes().find(id_);
        for (const MapPart& part : parts_) {
            const Step* step = part.kind == PartKind::task ? findStep(process, StepId(part.id)) : nullptr;
            if (part.kind == PartKind::exception || (step && step->kind == StepKind::task && !step->isSubProcess()))
                work_.push_back(part);
            of_[static_cast<size_t>(part.kind)].push_back(part);
        }
    }

    void fill() {
        if (!work_.empty())
            fillWork();
        if (const auto& steps = of(PartKind::task); !steps.empty())
            field(steps, withChoices(fieldSpec<Step>("step", "lane"), partChoices(id_, &Process::lanes, u"–"_s)));
        if (areAll(PartKind::flow))
            for (const std::string_view name : {"share", "delay", "exception"})
                field(parts_, fieldSpec<Flow>("flow", name));
        if (areAll(PartKind::pool))
            for (const std::string_view name : {"servers", "availability", "group", "hours"})
                field(parts_, fieldSpec<Pool>("pool", name));
        if (areAll(PartKind::lane))
            field(parts_, fieldSpec<Lane>("lane", "group"));
    }

private:
    [[nodiscard]] const std::vector<MapPart>& of(PartKind kind) const { return of_[static_cast<size_t>(kind)]; }

    [[nodiscard]] bool areAll(PartKind kind) const { return of(kind).size() == parts_.size(); }

    /// Who works at tasks and exceptions, how long, and who goes first.
    void fillWork() {
        if (work_.size() < parts_.size()) // gateways, ways and lanes have no work
            form_.note([count = work_.size()](const Model&) {
                return tr("What follows is of the %1 with work.").arg(toQt(countWords(count, "part")));
            });
        field(work_, withChoices(fieldSpec<Step>("step", "pool"),
                                 partChoices(id_, &Process::pools, tr("takes nobody's time"))));
        for (const std::string_view name : {"touch", "touch_cv", "delay", "spread"})
            field(work_, fieldSpec<Step>("step", name));
        field(work_, hinted(fieldSpec<Step>("step", "priority"), tr("lower goes first")));
        if (of(PartKind::exception).empty())
            for (const std::string_view name : {"patience", "cost", "exception"})
                field(work_, fieldSpec<Step>("step", name));
        else if (of(PartKind::exception).size() == work_.size())
            field(work_, fieldSpec<ProcessException>("process_exception", "frequency"));
    }

    /// Adds a field that each of `parts` has; nothing where there are none.
    void field(const std::vector<MapPart>& parts, FieldSpec spec) {
        if (parts.empty())
            return;
        const std::string name = spec.key;
        const auto pathIn = [id = id_, name](const MapPart& part) {
            return pathOf(id, part).substr(pathOf(EntityRef{Process::kind, id.text}).size() + 1) + "/" + name;
        };
        const auto texts = [id = id_, parts, pathIn](const Model& model) -> Result<std::vector<std::string>> {
            std::vector<std::string> all;
            for (const MapPart& part : parts) {
                const auto text = fieldText(model, {Process::kind, id.text}, pathIn(part));
                if (!text)
                    return tl::unexpected(text.error());
                all.push_back(*text);
            }
            return all;
        };
        spec = ofMany(std::move(spec), texts, [id = id_, parts, name](const Model& model, const std::string& text) {
            if (name != "lane" || text.empty())
                return setFieldOfParts(model, id, parts, name, text);
            std::vector<StepId> steps; // as they would be dragged there
            for (const MapPart& part : parts)
                steps.emplace_back(part.id);
            return moveToLane(model, id, steps, LaneId(text));
        });
        // No quantity of the model lies there: what is pinned, drawn or wrong is of one part, and not of all.
        spec.path = [last = parts.back().id, name](const Model&) { return "selected/" + last + "/" + name; };
        spec.unit = [texts, at = pathOf(id_, parts.back()) + "/" + name](const Model& model) {
            const auto now = texts(model);
            const auto site = findQuantity(model, at);
            const bool isBare = site && site->quantity && !site->quantity->unit();
            const bool isShown = now && !now->front().empty() &&
                                 std::ranges::count(*now, now->front()) == static_cast<std::ptrdiff_t>(now->size());
            return isBare && isShown ? unitInField(site->unit, model.settings().currency) : QString();
        };
        form_.field(std::move(spec));
    }

    Form& form_;
    ProcessId id_;
    std::vector<MapPart> parts_, work_;
    std::array<std::vector<MapPart>, 5> of_; ///< by kind
};

/// What several parts are called together: "3 steps", or "5 parts" where they differ in kind.
QString countedParts(const std::vector<MapPart>& parts) {
    static constexpr std::array<std::string_view, 5> nouns{"step", "way", "exception", "lane", "pool"};
    const bool alike = std::ranges::all_of(parts, [&](const MapPart& part) { return part.kind == parts.front().kind; });
    return toQt(countWords(parts.size(), alike ? nouns[static_cast<size_t>(parts.front().kind)] : "part"));
}

/// Whether what a part is called begins with a step that has no name: "the start", which is no name to be kept as
/// typed.
bool beginsWithUnnamed(const Model& model, const ProcessId& id, const MapPart& part) {
    const Process* process = model.processes().find(id);
    if (!process)
        return false;
    StepId first(part.kind == PartKind::task ? part.id : std::string());
    if (part.kind == PartKind::flow)
        if (const auto flow = std::ranges::find(process->flows, FlowId(part.id), &Flow::id);
            flow != process->flows.end() && flow->name.empty())
            first = flow->from;
    const Step* step = findStep(*process, first);
    return step && step->name.empty();
}

} // namespace

QString titleOfParts(const std::vector<MapPart>& parts) { return tr("%1 of the map").arg(countedParts(parts)); }

void fillParts(Form& form, const std::vector<MapPart>& parts) {
    const ProcessId id(form.entity().id);
    MapParts(form, parts).fill();
    form.section(tr("Selected"));
    for (const MapPart& part : parts) {
        const std::string path = pathOf(id, part);
        form.row(path, [id, part, path](const Model& model) {
            const QString whole = toQt(readableName(model, path));
            const QString map =
                toQt(readableName(model, std::string(path, 0, path.find('/', path.find('/') + 1)))) + u": "_s;
            QString own = whole.startsWith(map) ? whole.mid(map.size()) : whole;
            return beginsWithUnnamed(model, id, part) ? own.replace(0, 1, own.left(1).toUpper()) : own;
        });
    }
    form.section();
    form.command(tr("Delete %1").arg(countedParts(parts)),
                 [id, parts](const Model& model) { return eraseParts(model, id, parts); });
}

} // namespace tributary::ui
