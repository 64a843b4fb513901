// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/plan_list_edits.h"
#include "core/model/quantity_path.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/field_quantity.h"
#include "ui/inspector/form.h"
#include "ui/inspector/part_specs.h"
#include "ui/inspector/path_row.h"
#include "ui/qt_text.h"

#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const Override* findOverride(const Model& model, const ScenarioId& id, const std::string& path) {
    const Scenario* scenario = model.scenarios().find(id);
    if (!scenario)
        return nullptr;
    const auto found = std::find_if(scenario->overrides.begin(), scenario->overrides.end(),
                                    [&](const Override& each) { return each.path == path; });
    return found == scenario->overrides.end() ? nullptr : &*found;
}

/// The unit of what is set without one of its own; a shift says its own.
QString overrideUnit(const Model& model, const Override* change, const std::string& path) {
    const auto site = findQuantity(model, path);
    const bool bare = change && change->value.kind == OverrideValue::Kind::set && !change->value.quantity.unit();
    return site && bare ? unitInField(site->unit, model.settings().currency) : QString();
}

void fillOverrides(Form& form, const ScenarioId& id) {
    for (const Override& each : form.model().scenarios().find(id)->overrides) {
        const std::string path = each.path;
        Form::Part part;
        part.key = "override/" + path;
        part.name = [path](const Model& model) { return toQt(readableName(model, path)); };
        part.remark = [id, path](const Model& model) {
            const Override* found = findOverride(model, id, path);
            return found ? toQt(found->value.text) : QString();
        };
        part.covers = [key = part.key](std::string_view field) { return field == key; };
        part.remove = [id, path](const Model& model) { return clearOverride(model, id, path); };
        part.fill = [id, path](Form& inner) {
            inner.field(overrideSpec(id, path));
            inner.row(
                path, [](const Model&) { return tr("As it is in the model"); },
                [path](const Model& model) {
                    const auto site = findQuantity(model, path);
                    return site && site->quantity ? toQt(site->quantity->text()) : QString();
                });
        };
        form.part(std::move(part));
    }
    form.adder(
        tr("Change a quantity…"),
        [id](const Model& model) {
            std::vector<Choice> choices;
            forEachQuantity(model, [&](const QuantitySite& site) {
                if (site.quantity && !findOverride(model, id, site.path))
                    choices.push_back({site.path, toQt(readableName(model, site.path))});
            });
            return choices;
        },
        [id](const Model& model, const std::string& path) {
            const auto site = findQuantity(model, path);
            return setOverride(model, id, path, "= " + (site && site->quantity ? site->quantity->text() : "0"));
        });
}

} // namespace

FieldSpec useSpec(const ScenarioId& id, const Intervention& intervention) {
    FieldSpec spec;
    spec.kind = FieldKind::check;
    spec.key = "interventions/" + intervention.id.text;
    spec.label = toQt(intervention.name);
    spec.read = [id, which = intervention.id](const Model& model) -> Result<std::string> {
        const Scenario* scenario = model.scenarios().find(id);
        const bool taken = scenario && std::find(scenario->interventions.begin(), scenario->interventions.end(),
                                                 which) != scenario->interventions.end();
        return std::string(taken ? "yes" : "no");
    };
    spec.write = [id, which = intervention.id](const Model& model, const std::string& text) {
        return useIntervention(model, id, which, text == "yes" ? Use::takes : Use::leaves);
    };
    return spec;
}

FieldSpec overrideSpec(const ScenarioId& id, const std::string& path) {
    FieldSpec spec;
    spec.key = "override/" + path;
    spec.label = tr("Set, or change");
    spec.hint = tr("24%, −5%, +2 points, = −5");
    spec.unit = [id, path](const Model& model) { return overrideUnit(model, findOverride(model, id, path), path); };
    spec.read = [id, path](const Model& model) -> Result<std::string> {
        const Override* found = findOverride(model, id, path);
        return found ? found->value.text : std::string();
    };
    spec.write = [id, path](const Model& model, const std::string& text) { return setOverride(model, id, path, text); };
    return spec;
}

void fillScenario(Form& form) {
    const ScenarioId id(form.entity().id);
    form.section(tr("Interventions"));
    for (const Intervention& intervention : form.model().interventions())
        form.field(useSpec(id, intervention));
    for (const Intervention& intervention : form.model().interventions())
        form.row("intervention/" + intervention.id.text,
                 [which = intervention.id](const Model& model) {
                     const Intervention* one = model.interventions().find(which);
                     return one ? tr("Open %1").arg(toQt(one->name)) : QString();
                 })
            ->setIconName(u"rocket-takeoff"_s);
    if (form.model().interventions().empty())
        form.note([](const Model&) { return tr("The model has no interventions yet."); });
    form.problems("interventions");

    form.section(tr("Changed quantities"));
    fillOverrides(form, id);

    form.section(tr("Costs of its own"));
    fillCosts(form);

    form.section(tr("Evidence"));
    form.evidence();
    form.field(fieldSpec<Scenario>("scenario", "notes"));
    form.section();
    form.command(tr("Delete this scenario"), [id](const Model& model) { return eraseScenario(model, id); });
}

} // namespace tributary::ui
