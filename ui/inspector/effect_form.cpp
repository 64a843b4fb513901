// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/number.h"
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

/// Metrics, then every quantity of a process.
std::vector<Choice> effectTargets(const Model& model) {
    std::vector<Choice> choices{{{}, tr("choose a metric")}};
    for (const Metric& metric : model.metrics())
        choices.push_back({"metric/" + metric.id.text, toQt(metric.name)});
    for (const Process& process : model.processes())
        forEachQuantityOf(model, {Process::kind, process.id.text}, [&](const QuantitySite& site) {
            choices.push_back({site.path, toQt(readableName(model, site.path))});
        });
    return choices;
}

// Whose adoption counts: the target groups to tick, each with its weight

using ParticipantSide = std::vector<Participant> Effect::*;

/// One side of an effect: who uses it, or who answers.
struct SideOf {
    InterventionId intervention;
    EffectId effect;
    ParticipantSide side;
    std::string field; ///< of the effect: `participants`

    [[nodiscard]] std::vector<Participant> now(const Model& model) const {
        const Intervention* one = model.interventions().find(intervention);
        const Effect* found = one ? partOf(one->effects, effect) : nullptr;
        return found ? found->*side : std::vector<Participant>();
    }
    /// Types the whole side anew, as `mt, pt 45`.
    [[nodiscard]] Result<Edit> write(const Model& model, const std::vector<Participant>& wanted) const {
        std::string list;
        for (const Participant& each : wanted) {
            list += (list.empty() ? "" : ", ") + each.group.text;
            if (each.weight)
                list += " " + formatNumber(*each.weight);
        }
        return setField(model, {Intervention::kind, intervention.text}, "effect/" + effect.text + "/" + field, list);
    }
};

FieldSpec participantTick(const SideOf& side, const GroupId& group, const QString& name) {
    FieldSpec spec;
    spec.kind = FieldKind::check;
    spec.key = "effect/" + side.effect.text + "/" + side.field + "/" + group.text;
    spec.label = name;
    spec.read = [side, group](const Model& model) -> Result<std::string> {
        const auto all = side.now(model);
        return std::string(std::ranges::find(all, group, &Participant::group) == all.end() ? "no" : "yes");
    };
    spec.write = [side, group](const Model& model, const std::string& text) {
        auto all = side.now(model);
        std::erase_if(all, [&](const Participant& each) { return each.group == group; });
        if (text == "yes")
            all.push_back({group, std::nullopt});
        return side.write(model, all);
    };
    return spec;
}

FieldSpec participantWeight(const SideOf& side, const GroupId& group, const QString& name) {
    FieldSpec spec;
    spec.key = "effect/" + side.effect.text + "/" + side.field + "/" + group.text + "/weight";
    spec.label = tr("Weight of %1").arg(name);
    spec.placeholder = tr("its headcount");
    const auto weightIn = [group](std::vector<Participant>& all) {
        return std::ranges::find(all, group, &Participant::group);
    };
    spec.shown = [side, weightIn](const Model& model) {
        auto all = side.now(model);
        return all.size() > 1 && weightIn(all) != all.end();
    };
    spec.read = [side, weightIn](const Model& model) -> Result<std::string> {
        auto all = side.now(model);
        const auto found = weightIn(all);
        return found != all.end() && found->weight ? formatNumber(*found->weight) : std::string();
    };
    spec.write = [side, weightIn](const Model& model, const std::string& text) -> Result<Edit> {
        auto all = side.now(model);
        const auto found = weightIn(all);
        if (found == all.end())
            return fail(fromQt(tr("The group is not chosen: tick it first.")));
        found->weight.reset();
        if (toQt(text).trimmed().isEmpty())
            return side.write(model, all);
        const auto weight = parseNumber(text);
        if (!weight)
            return tl::unexpected<Error>(weight.error());
        found->weight = *weight;
        return side.write(model, all);
    };
    return spec;
}

/// The target groups, and what else the side names already.
void fillParticipants(Form& form, const SideOf& side) {
    const Model& model = form.model();
    std::vector<GroupId> groups;
    for (const TargetGroup& target : model.interventions().find(side.intervention)->adoption.targets)
        groups.push_back(target.group);
    for (const Participant& each : side.now(model))
        if (std::ranges::find(groups, each.group) == groups.end())
            groups.push_back(each.group);
    for (const GroupId& group : groups) {
        form.field(participantTick(side, group, groupName(model, group)));
        form.field(participantWeight(side, group, groupName(model, group)));
    }
    form.problems("effect/" + side.effect.text + "/" + side.field);
}

FieldSpec effectField(const EffectId& effect, std::string_view name) {
    return fieldSpec<Effect>("effect", name, "effect/" + effect.text + "/");
}

void fillEffect(Form& form, const InterventionId& id, const EffectId& effect) {
    form.field(effectField(effect, "name"));
    form.field(withChoices(effectField(effect, "target"), effectTargets));
    fillEffectSize(form, id, effect);
    fillEffectUse(form, id, effect);
    fillEffectEvidence(form, id, effect);
}

} // namespace

void fillEffectSize(Form& form, const InterventionId&, const EffectId& effect) {
    form.field(effectField(effect, "form"));
    form.field(hinted(effectField(effect, "size"), tr("low / likely / high")));
    form.field(effectField(effect, "no_effect"));
}

void fillEffectUse(Form& form, const InterventionId& id, const EffectId& effect) {
    const auto curveIs = [id, effect](std::vector<CurveForm> wanted) {
        return [id, effect, wanted](const Model& model) {
            const Intervention* one = model.interventions().find(id);
            const Effect* found = one ? partOf(one->effects, effect) : nullptr;
            return found && std::find(wanted.begin(), wanted.end(), found->curve) != wanted.end();
        };
    };
    form.note([](const Model&) { return tr("Whose use counts"); });
    fillParticipants(form, {id, effect, &Effect::participants, "participants"});
    form.note([](const Model&) { return tr("Who must answer them, where both sides count"); });
    fillParticipants(form, {id, effect, &Effect::answerers, "answerers"});
    form.field(effectField(effect, "curve"));
    form.field(onlyIf(effectField(effect, "curve_parameter"),
                      curveIs({CurveForm::power, CurveForm::logistic, CurveForm::saturating})));
    form.field(onlyIf(effectField(effect, "midpoint"), curveIs({CurveForm::logistic})));
    form.field(effectField(effect, "learning_delay"));
}

void fillEffectEvidence(Form& form, const InterventionId&, const EffectId& effect) {
    form.evidence("effect/" + effect.text + "/");
    form.field(effectField(effect, "notes"));
}

void fillEffects(Form& form) {
    const InterventionId id(form.entity().id);
    for (const Effect& effect : form.model().interventions().find(id)->effects) {
        const std::string at = "effect/" + effect.id.text + "/";
        Form::Part part;
        part.key = "effect/" + effect.id.text;
        part.name = [id, which = effect.id](const Model& model) {
            const Intervention* one = model.interventions().find(id);
            const Effect* found = one ? partOf(one->effects, which) : nullptr;
            if (!found)
                return QString();
            const auto target = entityOf(found->target);
            const Metric* metric =
                target && target->kind == Metric::kind ? model.metrics().find(MetricId(target->id)) : nullptr;
            return metric ? toQt(metric->name) : !found->name.empty() ? toQt(found->name) : toQt(found->target);
        };
        part.remark = [id, which = effect.id](const Model& model) {
            const Intervention* one = model.interventions().find(id);
            const Effect* found = one ? partOf(one->effects, which) : nullptr;
            return found && found->size ? brief(found->size->text()) : QString();
        };
        part.covers = [at, key = part.key](std::string_view field) { return field == key || field.starts_with(at); };
        part.remove = [id, which = effect.id](const Model& model) { return eraseEffect(model, id, which); };
        part.fill = [id, which = effect.id](Form& inner) { fillEffect(inner, id, which); };
        form.part(std::move(part));
    }
    form.command(tr("Add effect"), [id](const Model& model) {
        Effect effect;
        effect.name = fromQt(tr("New effect"));
        return addEffect(model, id, std::move(effect));
    });
}

} // namespace tributary::ui
