// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/number.h"
#include "core/model/dependencies.h"
#include "core/model/free_name.h"
#include "core/model/map_edits.h"
#include "core/model/map_metric.h"
#include "core/model/map_places.h"
#include "core/model/quantity_path.h"
#include "core/model/scenario_order.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"
#include "ui/inspector/part_words.h"
#include "ui/inspector/path_row.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <type_traits>
#include <vector>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What an entity comes to, at the end of its row.
template <class Entity>
QString remarkOf(const Entity&) {
    return {};
}
QString remarkOf(const Group& group) {
    const QString count = brief(group.headcount.text());
    return count == u"0"_s ? tr("headcount not typed") : count == u"1"_s ? tr("1 person") : tr("%1 people").arg(count);
}
QString remarkOf(const Input& input) {
    const QString value = brief(input.value.text());
    return input.unit.empty() || input.value.unit() ? value : withUnit(value, toQt(input.unit));
}
QString remarkOf(const Correlation& correlation) {
    return correlation.rho < 0 ? u"−"_s + toQt(formatNumber(-correlation.rho)) : toQt(formatNumber(correlation.rho));
}

template <class Entity>
void listEntities(Form& form, const QString& title, const QString& icon) {
    form.section(title);
    std::vector<const Entity*> entities;
    if constexpr (std::is_same_v<Entity, Scenario>)
        entities = scenariosInOrder(form.model());
    else
        for (const Entity& entity : form.model().table<Entity>())
            entities.push_back(&entity);
    for (const Entity* entity : entities) {
        const EntityRef ref{Entity::kind, entity->id.text};
        const auto remark = [id = entity->id](const Model& model) {
            const Entity* one = model.table<Entity>().find(id);
            return one ? remarkOf(*one) : QString();
        };
        form.row(
                pathOf(ref), [ref](const Model& model) { return toQt(readableName(model, pathOf(ref))); }, remark)
            ->setIconName(icon);
    }
}

template <class Entity, class Add>
void adderOf(Form& form, const QString& command, const QString& name, Add add) {
    form.creator(command, [name, add](const Model& model) {
        Entity entity;
        entity.name = freeName<Entity>(model, fromQt(name));
        return add(model, std::move(entity));
    });
}

void listModel(Form& form) {
    listEntities<Intervention>(form, tr("Interventions"), u"rocket-takeoff"_s);
    adderOf<Intervention>(form, tr("Add intervention"), tr("New intervention"), addIntervention);
    listEntities<Scenario>(form, tr("Scenarios"), u"signpost-split"_s);
    adderOf<Scenario>(form, tr("Add scenario"), tr("New scenario"), addScenario);
    listEntities<Process>(form, tr("Processes"), u"bezier2"_s);
    adderOf<Process>(form, tr("Add process"), tr("New process"), [](const Model& model, const Process& process) {
        return addProcess(model, metricToMap(model, {}), process.name);
    });
    listEntities<Group>(form, tr("Groups"), u"people"_s);
    adderOf<Group>(form, tr("Add group"), tr("New group"), addGroup);
    listEntities<Input>(form, tr("Inputs"), u"input-cursor-text"_s);
    adderOf<Input>(form, tr("Add input"), tr("New input"), addInput);
    listEntities<Correlation>(form, tr("Quantities that move together"), u"arrow-left-right"_s);
    adderOf<Correlation>(form, tr("Add correlation"), tr("New correlation"), addCorrelation);
}

} // namespace

void fillGroup(Form& form) {
    const GroupId id(form.entity().id);
    const auto field = [](std::string_view name) { return fieldSpec<Group>("group", name); };
    form.field(field("headcount"));
    form.field(field("hourly_cost"));
    form.field(field("boundary"));
    form.section(tr("Evidence"));
    form.evidence();
    form.field(field("notes"));
    form.section();
    form.command(tr("Delete this group"), [id](const Model& model) { return eraseGroup(model, id); });
}

void fillInput(Form& form) {
    const InputId id(form.entity().id);
    const auto field = [](std::string_view name) { return fieldSpec<Input>("input", name); };
    form.field(hinted(field("value"), tr("low / likely / high")));
    form.field(field("unit"));
    form.section(tr("Evidence"));
    form.evidence();
    form.field(field("notes"));
    form.section();
    form.command(tr("Delete this input"), [id](const Model& model) { return eraseInput(model, id); });
}

void fillSettings(Form& form) {
    const auto field = [](std::string_view name) { return fieldSpec<Settings>("settings", name); };
    form.field(field("client"));
    form.section(tr("Time"));
    form.pair(field("period"), field("periods"));
    FieldSpec start = field("start");
    start.hint = tr("year-month-day");
    form.field(std::move(start));
    form.section(tr("Money"));
    form.field(field("currency"));
    form.pair(field("discount_rate"), field("inflation"));
    form.field(field("discounting"));
    form.section(tr("Trials"));
    form.pair(field("trials"), field("seed"));
    form.field(field("sampling"));
    form.section();
    form.field(field("notes"));
    listModel(form);
}

void fillModel(Form& form) {
    form.row("settings", [](const Model&) { return tr("Settings of the model"); })->setIconName(u"gear"_s);
    listModel(form);
}

QString kindWords(const Model& model, const EntityRef& entity) {
    if (entity.kind == Metric::kind) {
        const Metric* metric = model.metrics().find(MetricId(entity.id));
        switch (metric ? metric->level : Level::frontline) {
        case Level::financial:
            return tr("Financial metric");
        case Level::operating:
            return tr("Operating metric");
        case Level::frontline:
            return tr("Frontline metric");
        }
    }
    if (entity.kind == Link::kind)
        return tr("Link, a belief");
    if (entity.kind == Settings::kind)
        return tr("Settings of the model");
    QString kind = toQt(entity.kind);
    kind[0] = kind[0].toUpper();
    return kind;
}

std::string structureOf(const Model& model, const std::optional<EntityRef>& entity) {
    std::string text = entity ? pathOf(*entity) : "model";
    const auto add = [&](std::string_view part) { (text += '|') += part; };
    const auto parts = [&](const auto& list) {
        for (const auto& part : list)
            add(part.id.text);
        add("-");
    };
    if (!entity || entity->kind == Settings::kind) {
        parts(model.interventions());
        parts(model.scenarios());
        parts(model.processes());
        parts(model.groups());
        parts(model.inputs());
        parts(model.correlations());
    } else if (entity->kind == Metric::kind) {
        const MetricId id(entity->id);
        const Names names(model);
        const Dependencies all = dependencies(model, names);
        for (size_t i = 0; i < all.metrics.size(); ++i)
            for (const Arc& arc : all.drivers[i])
                if (all.metrics[arc.driver] == id || all.metrics[i] == id) {
                    add(all.metrics[arc.driver].text);
                    add(all.metrics[i].text);
                }
        for (const Link& link : model.links())
            if (link.driver == id || link.metric == id)
                add(link.id.text);
        for (const Intervention& intervention : model.interventions())
            for (const Effect& effect : intervention.effects)
                if (effect.target == pathOf(*entity))
                    add(intervention.id.text + "/" + effect.id.text);
        if (const auto places = mapPlaces(model, names); places.contains(id))
            for (const MapPlace& place : places.at(id))
                add(place.path);
    } else if (entity->kind == Link::kind) {
        if (const Link* link = model.links().find(LinkId(entity->id))) {
            add(link->driver.text);
            add(link->metric.text);
        }
    } else if (entity->kind == Process::kind) {
        if (const Process* process = model.processes().find(ProcessId(entity->id))) {
            parts(process->pools);
            parts(process->steps);
            parts(process->exceptions);
            parts(process->flows);
            parts(process->lanes);
        }
    } else if (entity->kind == Intervention::kind) {
        if (const Intervention* one = model.interventions().find(InterventionId(entity->id))) {
            for (const TargetGroup& target : one->adoption.targets)
                add(target.group.text);
            add(std::to_string(one->adoption.schedule.size()));
            parts(one->costs);
            parts(one->effects);
        }
    } else if (entity->kind == Correlation::kind) {
        if (const Correlation* correlation = model.correlations().find(CorrelationId(entity->id)))
            for (const auto* side : {&correlation->first, &correlation->second}) {
                for (const std::string& path : *side)
                    add(path);
                add("-");
            }
    } else if (entity->kind == Scenario::kind) {
        parts(model.interventions());
        if (const Scenario* scenario = model.scenarios().find(ScenarioId(entity->id))) {
            for (const Override& each : scenario->overrides)
                add(each.path);
            parts(scenario->costs);
        }
    }
    return text;
}

} // namespace tributary::ui
