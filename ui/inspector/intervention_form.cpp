// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"
#include "ui/inspector/part_specs.h"
#include "ui/inspector/part_words.h"
#include "ui/qt_text.h"

#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Target groups

QStringList targetNames(const Model& model, const InterventionId& id) {
    QStringList names;
    if (const Intervention* one = model.interventions().find(id))
        for (const TargetGroup& target : one->adoption.targets)
            names << groupName(model, target.group);
    return names;
}

void fillTargets(Form& form, const InterventionId& id) {
    for (const TargetGroup& target : form.model().interventions().find(id)->adoption.targets) {
        const GroupId group = target.group;
        const auto at = [group](const char* what) { return "adoption/" + std::string(what) + "/" + group.text; };
        Form::Part part;
        part.key = "target/" + group.text;
        part.name = [group](const Model& model) { return groupName(model, group); };
        part.remark = [id, group](const Model& model) {
            const auto site = findQuantity(model, "intervention/" + id.text + "/adoption/ceiling/" + group.text);
            return site && site->quantity ? tr("up to %1").arg(brief(site->quantity->text())) : QString();
        };
        part.covers = [at](std::string_view field) {
            return field == at("ceiling") || field == at("champions") || field == at("mixing");
        };
        part.remove = [id, group](const Model& model) { return eraseTarget(model, id, group); };
        part.fill = [at, id](Form& inner) {
            for (const char* name : {"ceiling", "champions", "mixing"}) {
                FieldSpec spec = fieldSpec<TargetGroup>("target_group", name);
                spec.key = at(name);
                if (spec.key == at("mixing"))
                    spec.placeholder = tr("0.7 its own, the rest by headcount");
                inner.field(std::move(spec));
            }
            inner.note([id](const Model& model) {
                const QStringList names = targetNames(model, id);
                return names.size() < 2 ? QString()
                                        : tr("Weights in this order, with commas: %1.").arg(names.join(u", "_s));
            });
        };
        form.part(std::move(part));
    }
    form.adder(
        tr("Add target group…"),
        [id](const Model& model) {
            std::vector<Choice> choices = entityChoices<Group>(model);
            if (const Intervention* one = model.interventions().find(id))
                for (const TargetGroup& target : one->adoption.targets)
                    std::erase_if(choices, [&](const Choice& c) { return c.value == target.group.text; });
            return choices;
        },
        [id](const Model& model, const std::string& group) { return addTarget(model, id, GroupId(group)); });
    form.problems("adoption/targets");
}

// Schedule. A phase's path holds its group and its first period, which are fields of it too, so phases go by number.

const Phase* phaseAt(const Model& model, const InterventionId& id, size_t index) {
    const Intervention* one = model.interventions().find(id);
    return one && index < one->adoption.schedule.size() ? &one->adoption.schedule[index] : nullptr;
}

std::string phaseField(const Model& model, const InterventionId& id, size_t index, std::string_view name) {
    const Phase* phase = phaseAt(model, id, index);
    if (!phase)
        return {};
    const std::string at = "adoption/" + phasePath(*phase);
    return name == "value" ? at : at + "/" + std::string(name);
}

QString phaseName(const Model& model, const InterventionId& id, size_t index) {
    const Phase* phase = phaseAt(model, id, index);
    if (!phase)
        return {};
    const QString who = phase->group.empty() ? tr("all groups") : groupName(model, phase->group);
    return phase->what == PhaseKind::reach ? tr("Reach, %1").arg(who) : tr("Training, %1").arg(who);
}

QString phaseTime(const Model& model, const InterventionId& id, size_t index) {
    const Phase* phase = phaseAt(model, id, index);
    if (!phase)
        return {};
    const QString value = phase->value ? toQt(phase->value->text()) : u"–"_s;
    return phase->to == 0 ? tr("%1 from %2").arg(value).arg(phase->from)
                          : tr("%1, %2 to %3").arg(value).arg(phase->from).arg(phase->to);
}

std::vector<Choice> phaseGroups(const Model& model, const InterventionId& id) {
    std::vector<Choice> choices{{{}, tr("all target groups")}};
    if (const Intervention* one = model.interventions().find(id))
        for (const TargetGroup& target : one->adoption.targets)
            choices.push_back({target.group.text, groupName(model, target.group)});
    return choices;
}

void fillSchedule(Form& form, const InterventionId& id) {
    const size_t count = form.model().interventions().find(id)->adoption.schedule.size();
    for (size_t index = 0; index < count; ++index) {
        Form::Part part;
        part.key = "phase/" + std::to_string(index);
        part.name = [id, index](const Model& model) { return phaseName(model, id, index); };
        part.remark = [id, index](const Model& model) { return phaseTime(model, id, index); };
        Document* document = &form.document();
        part.covers = [id, index, document](std::string_view field) {
            const std::string at = phaseField(document->model(), id, index, "value");
            return !at.empty() && (field == at || field.starts_with(at + "/"));
        };
        part.remove = [id, index](const Model& model) { return erasePhase(model, id, index); };
        part.fill = [id, index](Form& inner) {
            const auto field = [&](std::string_view name) { return phaseSpec(id, index, name); };
            inner.pair(field("what"), field("value"));
            inner.field(field("group"));
            inner.pair(field("from"), field("to"));
        };
        form.part(std::move(part));
    }
    form.command(tr("Add reach"), [id](const Model& model) { return addNextPhase(model, id, PhaseKind::reach); });
    form.command(tr("Add training"), [id](const Model& model) { return addNextPhase(model, id, PhaseKind::boost); });
}

} // namespace

FieldSpec phaseSpec(const InterventionId& id, size_t index, std::string_view name) {
    FieldSpec spec = fieldSpec<Phase>("phase", name);
    spec.key = "phase/" + std::to_string(index) + "/" + std::string(name);
    spec.path = [id, index, name = std::string(name)](const Model& model) {
        return phaseField(model, id, index, name);
    };
    if (name == "to")
        return openEnded(std::move(spec), {Intervention::kind, id.text});
    if (name == "group")
        return withChoices(std::move(spec), [id](const Model& model) { return phaseGroups(model, id); });
    return spec;
}

Result<Edit> addNextPhase(const Model& model, const InterventionId& id, PhaseKind what) {
    Phase phase;
    phase.what = what;
    const Intervention* one = model.interventions().find(id);
    phase.from = one ? one->adoption.start : 1;
    for (const Phase& other : one ? one->adoption.schedule : std::vector<Phase>{})
        if (other.what == what && other.group.empty())
            phase.from = std::max(phase.from, std::max(other.from, other.to) + 1);
    if (auto value = Quantity::parse(what == PhaseKind::reach ? "100%" : "2"))
        phase.value = *value;
    return addPhase(model, id, std::move(phase));
}

void fillIntervention(Form& form) {
    const InterventionId id(form.entity().id);
    const auto adoption = [](std::string_view name) { return fieldSpec<Adoption>("adoption", name, "adoption/"); };
    const auto stall = [](std::string_view name) { return fieldSpec<Stall>("stall", name, "stall/"); };
    form.field(fieldSpec<Intervention>("intervention", "tool"));

    form.section(tr("What it moves"));
    fillEffects(form);

    form.section(tr("For whom"));
    fillTargets(form, id);

    form.section(tr("How it spreads"));
    form.pair(adoption("form"), adoption("start"));
    for (const char* name : {"p", "q", "abandonment", "turnover"})
        form.field(adoption(name));

    form.section(tr("Schedule"));
    fillSchedule(form, id);

    form.section(tr("If it stalls"));
    form.field(stall("probability"));
    form.pair(stall("ceiling_factor"), stall("abandonment_factor"));

    form.section(tr("Costs"));
    fillCosts(form);

    form.section(tr("Evidence"));
    form.evidence();
    form.field(fieldSpec<Intervention>("intervention", "notes"));
    form.section();
    form.command(tr("Delete this intervention"), [id](const Model& model) { return eraseIntervention(model, id); });
}

} // namespace tributary::ui
