// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/unit_check.h"
#include "core/model/card_edits.h"
#include "core/model/dependencies.h"
#include "core/model/formula_names.h"
#include "core/model/map_places.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"
#include "ui/inspector/month_panel.h"
#include "ui/inspector/path_row.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

std::function<bool(const Model&)> sourceIs(const MetricId& id, std::vector<MetricSource> sources) {
    return [id, sources = std::move(sources)](const Model& model) {
        const Metric* metric = model.metrics().find(id);
        return metric && std::find(sources.begin(), sources.end(), metric->source) != sources.end();
    };
}

QString nameOf(const Model& model, const MetricId& id) {
    const Metric* metric = model.metrics().find(id);
    return metric ? toQt(metric->name) : toQt(id.text);
}

/// "formula", "process", or the strength of the link from one metric to another.
QString relation(const Model& model, const MetricId& driver, const MetricId& driven) {
    const Metric* metric = model.metrics().find(driven);
    if (!metric)
        return {};
    for (const Link& link : model.links()) {
        if (link.driver != driver || link.metric != driven || metric->source != MetricSource::influence)
            continue;
        const auto& size = link.form == LinkForm::slope ? link.slope : link.elasticity;
        const QString form = choiceWords("form", EnumNames<LinkForm>::names[static_cast<size_t>(link.form)]);
        return size ? form + u' ' + toQt(withNames(model, size->text())) : form;
    }
    return metric->source == MetricSource::process ? tr("process") : tr("formula");
}

/// "+3 / +15 / +25 points": the size of an effect in units on a metric in %, which alone would look relative; another
/// as typed.
QString effectWords(const Model& model, const MetricId& target, const std::string& path, const Quantity& size) {
    const Metric* metric = model.metrics().find(target);
    const auto entity = entityOf(path);
    const Intervention* tool = entity ? model.interventions().find(InterventionId(entity->id)) : nullptr;
    const QString typed = toQt(size.text());
    if (!metric || !tool || metric->unit != "%")
        return typed;
    const auto effect = std::ranges::find_if(
        tool->effects, [&](const Effect& each) { return path.ends_with("/effect/" + each.id.text); });
    if (effect == tool->effects.end() || effect->form != EffectForm::inUnits)
        return typed;
    QStringList parts = QString(typed).remove(u'%').split(u'/');
    for (QString& part : parts) {
        part = part.trimmed();
        bool plain = false;
        if (const double value = part.toDouble(&plain); plain && value > 0 && !part.startsWith(u'+'))
            part.prepend(u'+');
    }
    return tr("%1 points").arg(parts.join(u" / "_s));
}

/// The unit that the formula gives, or nothing where it cannot be told.
QString formulaUnit(const Model& model, const MetricId& id) {
    const Metric* metric = model.metrics().find(id);
    if (!metric || !metric->formula)
        return {};
    const Names names(model);
    const auto outcome =
        checkUnits(metric->formula->expression(), [&](std::string_view name) { return names.unitOf(name); });
    if (!outcome)
        return {};
    // Time, money and % convert by themselves: where the field's unit holds, that is what it gives.
    const bool fits = compare(outcome->unit, names.unit(metric->unit)) == UnitMatch::same;
    const std::string unit = fits ? metric->unit : format(outcome->unit);
    return unit.empty() || unit == "1" ? tr("gives a plain number")
                                       : tr("gives %1").arg(wholeUnit(toQt(unit)).replace(u"*"_s, u" · "_s));
}

std::vector<Choice> measuredOn(const Model& model, const MetricId& id) {
    const Metric* metric = model.metrics().find(id);
    const Process* process = metric ? model.processes().find(metric->process) : nullptr;
    if (metric && metric->measure == Measure::utilisation) {
        std::vector<Choice> pools;
        for (const Pool& pool : process ? process->pools : std::vector<Pool>{})
            pools.push_back({pool.id.text, toQt(pool.name)});
        return pools;
    }
    auto groups = entityChoices<Group>(model);
    groups.insert(groups.begin(), {{}, tr("all groups")});
    return groups;
}

void fillIncoming(Form& form, const MetricId& id) {
    for (const Link& link : form.model().links()) {
        if (link.metric != id)
            continue;
        form.removableRow(
            "link/" + link.id.text, [driver = link.driver](const Model& model) { return nameOf(model, driver); },
            [driver = link.driver, id](const Model& model) { return relation(model, driver, id); },
            [link = link.id](const Model& model) { return eraseLink(model, link); });
    }
    form.adder(
        tr("Add link from…"),
        [id](const Model& model) {
            std::vector<Choice> choices;
            for (const Metric& metric : model.metrics()) {
                const bool linked = std::any_of(model.links().begin(), model.links().end(), [&](const Link& link) {
                    return link.metric == id && link.driver == metric.id;
                });
                if (metric.id != id && !linked)
                    choices.push_back({metric.id.text, toQt(metric.name)});
            }
            return choices;
        },
        [id](const Model& model, const std::string& driver) {
            Link link;
            link.driver = MetricId(driver);
            link.metric = id;
            link.elasticity = Parameter::parse("1").value_or(Parameter());
            return addLink(model, std::move(link));
        });
}

void fillSource(Form& form, const MetricId& id) {
    using enum MetricSource;
    FieldSpec source = fieldSpec<Metric>("metric", "source");
    source.kind = FieldKind::source;
    source.choices = [](const Model&) {
        std::vector<Choice> choices;
        for (const std::string_view value : EnumNames<MetricSource>::names) {
            QString name = choiceWords("source", value);
            name[0] = name[0].toUpper();
            choices.push_back({std::string(value), name});
        }
        return choices;
    };
    form.field(std::move(source));
    FieldSpec value = hinted(fieldSpec<Metric>("metric", "estimate"), tr("low / likely / high"));
    value.write = [id](const Model& model, const std::string& text) { return setEstimate(model, id, text); };
    form.field(onlyIf(std::move(value), sourceIs(id, {estimate, influence})));
    form.pair(onlyIf(fieldSpec<Metric>("metric", "drift"), sourceIs(id, {estimate})),
              onlyIf(fieldSpec<Metric>("metric", "noise"), sourceIs(id, {estimate})));
    form.field(onlyIf(hinted(fieldSpec<Metric>("metric", "formula"), tr("[ lists names")),
                      sourceIs(id, {formula, influence})));
    form.shownIf(sourceIs(id, {formula, influence}), [&](Form& inner) {
        inner.note([id](const Model& model) {
            const QString unit = formulaUnit(model, id);
            const Metric* metric = model.metrics().find(id);
            if (metric && metric->source == influence)
                return metric->formula ? tr("The formula is the baseline. It %1.").arg(unit) : QString();
            return unit;
        });
    });
    form.shownIf(sourceIs(id, {influence}), [&](Form& inner) { fillIncoming(inner, id); });
    form.field(onlyIf(fieldSpec<Metric>("metric", "process"), sourceIs(id, {process})));
    form.field(onlyIf(fieldSpec<Metric>("metric", "measure"), sourceIs(id, {process})));
    form.field(onlyIf(withChoices(fieldSpec<Metric>("metric", "measure_of"),
                                  [id](const Model& model) { return measuredOn(model, id); }),
                      [id](const Model& model) {
                          const Metric* metric = model.metrics().find(id);
                          return metric && metric->source == process &&
                                 (metric->measure == Measure::labourHours || metric->measure == Measure::utilisation ||
                                  !metric->measureOf.empty());
                      }));
}

void fillRelations(Form& form, const MetricId& id) {
    const Model& model = form.model();
    const Names names(model);
    const Dependencies all = dependencies(model, names);
    const auto found = std::find(all.metrics.begin(), all.metrics.end(), id);
    if (found == all.metrics.end())
        return;
    const auto self = static_cast<size_t>(found - all.metrics.begin());
    const auto row = [&](const MetricId& driver, const MetricId& driven, const MetricId& shown) {
        form.row(
            "metric/" + shown.text, [shown](const Model& now) { return nameOf(now, shown); },
            [driver, driven](const Model& now) { return relation(now, driver, driven); });
    };
    const auto drives = [&](size_t driver, size_t driven) {
        const auto& arcs = all.drivers[driven];
        return std::any_of(arcs.begin(), arcs.end(), [&](const Arc& arc) { return arc.driver == driver; });
    };

    form.section(tr("Drives"));
    bool any = false;
    for (size_t other = 0; other < all.metrics.size(); ++other)
        if (drives(self, other)) {
            row(id, all.metrics[other], all.metrics[other]);
            any = true;
        }
    if (!any)
        form.note([](const Model&) { return tr("No other metric."); });
    for (const Link& link : model.links())
        if (link.driver == id)
            form.row("link/" + link.id.text,
                     [to = link.metric](const Model& now) { return tr("Link to %1").arg(nameOf(now, to)); })
                ->setIconName(u"link-45deg"_s);

    form.section(tr("Moved by"));
    any = false;
    for (const Intervention& intervention : model.interventions())
        for (const Effect& effect : intervention.effects) {
            if (effect.target != "metric/" + id.text)
                continue;
            const std::string path = "intervention/" + intervention.id.text + "/effect/" + effect.id.text;
            form.row(
                    path,
                    [at = intervention.id](const Model& now) {
                        const Intervention* one = now.interventions().find(at);
                        return one ? toQt(one->name) : QString();
                    },
                    [path, id](const Model& now) {
                        const auto size = findQuantity(now, path + "/size");
                        return size && size->quantity ? effectWords(now, id, path, *size->quantity) : QString();
                    })
                ->setIconName(u"rocket-takeoff"_s);
            any = true;
        }
    for (size_t other = 0; other < all.metrics.size(); ++other)
        if (drives(other, self)) {
            row(all.metrics[other], id, all.metrics[other]);
            any = true;
        }
    const auto places = mapPlaces(model, names);
    const auto placesOfIt = places.contains(id) ? places.at(id) : std::vector<MapPlace>();
    const auto leadTo = [&form](const MapPlace& place) {
        const auto map = [process = pathOf(EntityRef{Process::kind, place.process.text})](const Model& now) {
            return toQt(readableName(now, process));
        };
        if (place.kind == MapPlace::Kind::measured)
            form.placeRow(place.path, map);
        else // what it is in the map comes first: the rest may have to be cut
            form.placeRow(
                place.path,
                [map, at = place.path](const Model& now) {
                    const QString whole = toQt(readableName(now, at)), before = map(now) + u": "_s;
                    return whole.startsWith(before) ? whole.mid(before.size()) : whole;
                },
                map);
    };
    for (const MapPlace& place : placesOfIt)
        if (place.kind == MapPlace::Kind::measured) {
            leadTo(place);
            any = true;
        }
    for (const Scenario& scenario : model.scenarios())
        for (const Override& change : scenario.overrides)
            if (const auto site = findQuantity(model, change.path);
                site && site->path.starts_with("metric/" + id.text + "/")) {
                form.row(
                        "scenario/" + scenario.id.text,
                        [at = scenario.id](const Model& now) {
                            const Scenario* one = now.scenarios().find(at);
                            return one ? toQt(one->name) : QString();
                        },
                        [text = change.value.text](const Model&) { return toQt(text); })
                    ->setIconName(u"signpost-split"_s);
                any = true;
            }
    if (!any)
        form.note([](const Model&) { return tr("Nothing yet: it stays at its baseline."); });

    if (std::ranges::find(placesOfIt, MapPlace::Kind::feeds, &MapPlace::kind) == placesOfIt.end())
        return;
    form.section(tr("Used by process maps"));
    for (const MapPlace& place : placesOfIt)
        if (place.kind == MapPlace::Kind::feeds)
            leadTo(place);
}

} // namespace

void fillMetric(Form& form) {
    const MetricId id(form.entity().id);
    const auto field = [](std::string_view name) { return fieldSpec<Metric>("metric", name); };
    fillSource(form, id);
    form.pair(field("unit"), field("better"));
    form.problems();

    form.section();
    auto* month = new MonthPanel(form.document(), id);
    form.add(month);
    form.onRefresh([month] { month->refresh(); });
    fillRelations(form, id);

    form.section(tr("Place in the model"));
    form.field(field("level")); // its place among siblings is where its card stands
    form.field(withChoices(field("parent"), [id](const Model& model) {
        std::vector<Choice> choices{{{}, tr("none: a root")}};
        for (const Choice& choice : entityChoices<Metric>(model))
            if (choice.value != id.text)
                choices.push_back(choice);
        return choices;
    }));
    form.field(field("response_time"));

    form.section(tr("Money"));
    form.field(field("counts"));
    const auto counts = [id](const Model& model) {
        const Metric* metric = model.metrics().find(id);
        return metric && (metric->counts || metric->realisation || metric->hardShare);
    };
    FieldSpec realisation = onlyIf(field("realisation"), counts);
    FieldSpec hard = onlyIf(field("hard_share"), counts);
    realisation.placeholder = u"100"_s;
    hard.placeholder = u"100"_s;
    form.field(std::move(realisation));
    form.field(std::move(hard));

    form.section(tr("Target"));
    form.field(field("target"));
    FieldSpec date = field("target_date");
    date.placeholder = u"2027-01-31"_s;
    form.pair(std::move(date), field("tolerance"));

    form.section(tr("Evidence"));
    form.evidence();

    form.section(tr("Who and how"));
    form.field(field("owner"));
    form.pair(field("data_source"), field("measured"));
    form.field(field("notes"));
}

} // namespace tributary::ui
