// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_path.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"

#include <QCoreApplication>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString words(const char* text) { return QCoreApplication::translate("tributary::ui", text); }

const Intervention* find(const Model& model, const InterventionId& id) { return model.interventions().find(id); }

QString groupName(const Model& model, const GroupId& id) {
    const Group* group = model.groups().find(id);
    return group ? toQt(group->name) : toQt(id.text);
}

/// A quantity as it stands at the end of a row, where room is short: `-20%/-50%/-70%`.
QString brief(const std::string& text) { return toQt(text).replace(u" / "_s, u"/"_s); }

template <class Part, class PartId>
const Part* partOf(const std::vector<Part>& parts, const PartId& id) {
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.id == id; });
    return found == parts.end() ? nullptr : &*found;
}

bool startsWith(std::string_view field, const std::string& prefix) { return field.substr(0, prefix.size()) == prefix; }

// Target groups

void fillTargets(Form& form, const InterventionId& id) {
    for (const TargetGroup& target : find(form.model(), id)->adoption.targets) {
        const GroupId group = target.group;
        const auto at = [group](const char* what) { return "adoption/" + std::string(what) + "/" + group.text; };
        Form::Part part;
        part.key = "target/" + group.text;
        part.name = [group](const Model& model) { return groupName(model, group); };
        part.remark = [id, group](const Model& model) {
            const auto site = findQuantity(model, "intervention/" + id.text + "/adoption/ceiling/" + group.text);
            return site && site->quantity ? words("up to %1").arg(brief(site->quantity->text())) : QString();
        };
        part.covers = [at](std::string_view field) {
            return field == at("ceiling") || field == at("champions") || field == at("mixing");
        };
        part.remove = [id, group](const Model& model) { return eraseTarget(model, id, group); };
        part.fill = [at](Form& inner) {
            for (const char* name : {"ceiling", "champions", "mixing"}) {
                FieldSpec spec = fieldSpec<TargetGroup>("target_group", name);
                spec.key = at(name);
                inner.field(std::move(spec));
            }
        };
        form.part(std::move(part));
    }
    form.adder(
        words("Add target group…"),
        [id](const Model& model) {
            std::vector<Choice> choices = entityChoices<Group>(model);
            if (const Intervention* one = find(model, id))
                for (const TargetGroup& target : one->adoption.targets)
                    std::erase_if(choices, [&](const Choice& c) { return c.value == target.group.text; });
            return choices;
        },
        [id](const Model& model, const std::string& group) { return addTarget(model, id, GroupId(group)); });
}

// Schedule. A phase's path holds its group and its first period, which are fields of it too, so phases go by number.

const Phase* phaseAt(const Model& model, const InterventionId& id, size_t index) {
    const Intervention* one = find(model, id);
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
    const QString who = phase->group.empty() ? words("all groups") : groupName(model, phase->group);
    return phase->what == PhaseKind::reach ? words("Reach, %1").arg(who) : words("Training, %1").arg(who);
}

QString phaseTime(const Model& model, const InterventionId& id, size_t index) {
    const Phase* phase = phaseAt(model, id, index);
    if (!phase)
        return {};
    const QString value = phase->value ? toQt(phase->value->text()) : u"–"_s;
    return phase->to == 0 ? words("%1 from %2").arg(value).arg(phase->from)
                          : words("%1, %2 to %3").arg(value).arg(phase->from).arg(phase->to);
}

std::vector<Choice> phaseGroups(const Model& model, const InterventionId& id) {
    std::vector<Choice> choices{{{}, words("all target groups")}};
    if (const Intervention* one = find(model, id))
        for (const TargetGroup& target : one->adoption.targets)
            choices.push_back({target.group.text, groupName(model, target.group)});
    return choices;
}

Result<Edit> addNextPhase(const Model& model, const InterventionId& id, PhaseKind what) {
    Phase phase;
    phase.what = what;
    const Intervention* one = find(model, id);
    phase.from = one ? one->adoption.start : 1;
    for (const Phase& other : one ? one->adoption.schedule : std::vector<Phase>{})
        if (other.what == what && other.group.empty())
            phase.from = std::max(phase.from, std::max(other.from, other.to) + 1);
    if (auto value = Quantity::parse(what == PhaseKind::reach ? "100%" : "2"))
        phase.value = *value;
    return addPhase(model, id, std::move(phase));
}

void fillSchedule(Form& form, const InterventionId& id) {
    const size_t count = find(form.model(), id)->adoption.schedule.size();
    for (size_t index = 0; index < count; ++index) {
        Form::Part part;
        part.key = "phase/" + std::to_string(index);
        part.name = [id, index](const Model& model) { return phaseName(model, id, index); };
        part.remark = [id, index](const Model& model) { return phaseTime(model, id, index); };
        Document* document = &form.document();
        part.covers = [id, index, document](std::string_view field) {
            const std::string at = phaseField(document->model(), id, index, "value");
            return !at.empty() && (field == at || startsWith(field, at + "/"));
        };
        part.remove = [id, index](const Model& model) { return erasePhase(model, id, index); };
        part.fill = [id, index](Form& inner) {
            const auto field = [&](std::string_view name) {
                FieldSpec spec = fieldSpec<Phase>("phase", name);
                spec.key = "phase/" + std::to_string(index) + "/" + std::string(name);
                spec.path = [id, index, name = std::string(name)](const Model& model) {
                    return phaseField(model, id, index, name);
                };
                return spec;
            };
            inner.pair(field("what"), field("value"));
            inner.field(withChoices(field("group"), [id](const Model& model) { return phaseGroups(model, id); }));
            inner.pair(field("from"), field("to"));
        };
        form.part(std::move(part));
    }
    form.command(words("Add reach"), [id](const Model& model) { return addNextPhase(model, id, PhaseKind::reach); });
    form.command(words("Add training"), [id](const Model& model) { return addNextPhase(model, id, PhaseKind::boost); });
}

// Effects

/// Metrics, then every quantity of a process.
std::vector<Choice> effectTargets(const Model& model) {
    std::vector<Choice> choices{{{}, words("choose a metric")}};
    for (const Metric& metric : model.metrics())
        choices.push_back({"metric/" + metric.id.text, toQt(metric.name)});
    for (const Process& process : model.processes())
        forEachQuantityOf(model, {Process::kind, process.id.text}, [&](const QuantitySite& site) {
            choices.push_back({site.path, toQt(readableName(model, site.path))});
        });
    return choices;
}

/// What the ids of groups in a list mean: "Maintenance, Procurement".
QString groupsHint(const Model& model) {
    QStringList names;
    for (const Group& group : model.groups())
        names << u"%1 %2"_s.arg(toQt(group.id.text), toQt(group.name));
    return names.isEmpty() ? QString() : words("Groups: %1").arg(names.join(u", "_s));
}

void fillEffect(Form& form, const InterventionId& id, const EffectId& effect) {
    const std::string at = "effect/" + effect.text + "/";
    const auto field = [&](std::string_view name) { return fieldSpec<Effect>("effect", name, at); };
    const auto curveIs = [id, effect](std::vector<CurveForm> wanted) {
        return [id, effect, wanted](const Model& model) {
            const Intervention* one = find(model, id);
            const Effect* found = one ? partOf(one->effects, effect) : nullptr;
            return found && std::find(wanted.begin(), wanted.end(), found->curve) != wanted.end();
        };
    };
    form.field(field("name"));
    form.field(withChoices(field("target"), effectTargets));
    form.field(field("form"));
    form.field(hinted(field("size"), words("low / likely / high")));
    form.field(field("no_effect"));
    form.field(field("participants"));
    form.field(field("answerers"));
    form.note(groupsHint);
    form.field(field("curve"));
    form.field(
        onlyIf(field("curve_parameter"), curveIs({CurveForm::power, CurveForm::logistic, CurveForm::saturating})));
    form.field(onlyIf(field("midpoint"), curveIs({CurveForm::logistic})));
    form.field(field("learning_delay"));
    form.evidence(at);
    form.field(field("notes"));
}

void fillEffects(Form& form, const InterventionId& id) {
    for (const Effect& effect : find(form.model(), id)->effects) {
        const std::string at = "effect/" + effect.id.text + "/";
        Form::Part part;
        part.key = "effect/" + effect.id.text;
        part.name = [id, which = effect.id](const Model& model) {
            const Intervention* one = find(model, id);
            const Effect* found = one ? partOf(one->effects, which) : nullptr;
            if (!found)
                return QString();
            const auto target = entityOf(found->target);
            const Metric* metric =
                target && target->kind == Metric::kind ? model.metrics().find(MetricId(target->id)) : nullptr;
            return metric ? toQt(metric->name) : !found->name.empty() ? toQt(found->name) : toQt(found->target);
        };
        part.remark = [id, which = effect.id](const Model& model) {
            const Intervention* one = find(model, id);
            const Effect* found = one ? partOf(one->effects, which) : nullptr;
            return found && found->size ? brief(found->size->text()) : QString();
        };
        part.covers = [at, key = part.key](std::string_view field) { return field == key || startsWith(field, at); };
        part.remove = [id, which = effect.id](const Model& model) { return eraseEffect(model, id, which); };
        part.fill = [id, which = effect.id](Form& inner) { fillEffect(inner, id, which); };
        form.part(std::move(part));
    }
    form.command(words("Add effect"), [id](const Model& model) {
        Effect effect;
        effect.name = fromQt(words("New effect"));
        return addEffect(model, id, std::move(effect));
    });
}

// Costs

const std::vector<CostLine>* costsOf(const Model& model, const EntityRef& owner) {
    if (owner.kind == Intervention::kind) {
        const Intervention* one = model.interventions().find(InterventionId(owner.id));
        return one ? &one->costs : nullptr;
    }
    const Scenario* scenario = model.scenarios().find(ScenarioId(owner.id));
    return scenario ? &scenario->costs : nullptr;
}

void fillCost(Form& form, const EntityRef& owner, const CostId& id) {
    const std::string at = "cost/" + id.text + "/";
    const auto field = [&](std::string_view name) { return fieldSpec<CostLine>("cost", name, at); };
    const auto recurs = [owner, id](const Model& model) {
        const auto* costs = costsOf(model, owner);
        const CostLine* cost = costs ? partOf(*costs, id) : nullptr;
        return cost && cost->timing == CostTiming::everyPeriod;
    };
    form.field(field("name"));
    form.field(field("amount"));
    form.field(field("timing"));
    form.field(field("basis"));
    form.pair(field("from"), onlyIf(field("to"), recurs));
    form.field(field("hourly_rate"));
    FieldSpec overrun = field("overrun");
    overrun.placeholder = u"1"_s;
    FieldSpec realisation = field("realisation");
    realisation.placeholder = u"100"_s;
    form.pair(std::move(overrun), std::move(realisation));
    form.field(field("inflated"));
    form.field(field("hard"));
    form.evidence(at);
}

} // namespace

void fillCosts(Form& form) {
    const EntityRef owner = form.entity();
    for (const CostLine& cost : *costsOf(form.model(), owner)) {
        const auto now = [owner, id = cost.id](const Model& model) {
            const auto* costs = costsOf(model, owner);
            return costs ? partOf(*costs, id) : nullptr;
        };
        Form::Part part;
        part.key = "cost/" + cost.id.text;
        part.name = [now](const Model& model) {
            const CostLine* line = now(model);
            return line ? toQt(line->name.empty() ? line->id.text : line->name) : QString();
        };
        part.remark = [now](const Model& model) {
            const CostLine* line = now(model);
            return line && line->amount ? brief(line->amount->text()) : QString();
        };
        part.covers = [key = part.key](std::string_view field) { return field == key || startsWith(field, key + "/"); };
        part.remove = [owner, id = cost.id](const Model& model) { return eraseCost(model, owner, id); };
        part.fill = [owner, id = cost.id](Form& inner) { fillCost(inner, owner, id); };
        form.part(std::move(part));
    }
    form.command(words("Add cost"), [owner](const Model& model) {
        CostLine cost;
        cost.name = fromQt(words("New cost"));
        return addCost(model, owner, std::move(cost));
    });
}

void fillIntervention(Form& form) {
    const InterventionId id(form.entity().id);
    const auto adoption = [](std::string_view name) { return fieldSpec<Adoption>("adoption", name, "adoption/"); };
    const auto stall = [](std::string_view name) { return fieldSpec<Stall>("stall", name, "stall/"); };
    form.field(fieldSpec<Intervention>("intervention", "tool"));

    form.section(words("What it moves"));
    fillEffects(form, id);

    form.section(words("For whom"));
    fillTargets(form, id);

    form.section(words("How it spreads"));
    form.pair(adoption("form"), adoption("start"));
    for (const char* name : {"p", "q", "abandonment", "turnover"})
        form.field(adoption(name));

    form.section(words("Schedule"));
    fillSchedule(form, id);

    form.section(words("If it stalls"));
    form.field(stall("probability"));
    form.pair(stall("ceiling_factor"), stall("abandonment_factor"));

    form.section(words("Costs"));
    fillCosts(form);

    form.section(words("Evidence"));
    form.evidence();
    form.field(fieldSpec<Intervention>("intervention", "notes"));
    form.section();
    form.command(words("Delete this intervention"), [id](const Model& model) { return eraseIntervention(model, id); });
}

} // namespace tributary::ui
