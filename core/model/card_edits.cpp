// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/card_edits.h"

#include "core/model/edit_rules.h"
#include "core/model/edits.h"
#include "core/model/given_units.h"
#include "core/model/names.h"
#include "core/model/usual_better.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

/// Tells whether a unit that is typed can stand in a field of that unit.
bool converts(const std::string& typed, const std::string& field) {
    return compare(unitOr(typed), unitOr(field)) == UnitMatch::same;
}

} // namespace

Metric withCardLine(Metric metric, const CardLine& line) {
    if (!line.name.empty())
        metric.name = line.name;
    if (!line.holdsValue())
        return metric;
    const std::string before = metric.unit;
    if (line.unit && (before.empty() || !converts(*line.unit, before)))
        metric.unit = *line.unit;
    const bool influence = metric.source == MetricSource::influence;
    if (line.estimate) {
        metric.estimate = line.estimate;
        // A number in another unit that converts keeps it: the metric goes on in its own.
        if (line.unit && metric.unit != *line.unit && !line.estimate->unit())
            if (auto typed = Quantity::parse(line.estimate->text() + " " + *line.unit))
                metric.estimate = std::move(*typed);
        if (influence)
            metric.formula.reset(); // the formula of an influence comes before its estimate
        else
            metric.source = MetricSource::estimate;
    } else if (line.formula) {
        metric.formula = line.formula;
        if (!influence)
            metric.source = MetricSource::formula;
    } else {
        metric.source = MetricSource::process;
        metric.process = line.process;
        metric.measure = line.measure;
        metric.measureOf.clear();
    }
    return metric;
}

Result<Edit> addUncheckedCard(const Model& model, Metric metric, const CardLine& line) {
    return addMetric(model, withCardLine(std::move(metric), line));
}

Result<Edit> addCard(const Model& model, Metric metric, const CardLine& line) {
    metric.better =
        usualBetter(line.name, metric.parent.empty() ? Better::higher : metric.better, line.unit.value_or(metric.unit));
    auto edit = addUncheckedCard(model, std::move(metric), line);
    if (edit && (line.formula || !line.process.empty())) // without drivers a new metric closes no loop
        if (auto fits = checkLoops(model, apply(model, *edit).model); !fits)
            return tl::unexpected<Error>(fits.error());
    return edit.map([&](const Edit& added) { return withGivenUnits(model, added); });
}

Result<Edit> setCard(const Model& model, const MetricId& id, const CardLine& line) {
    const Metric* metric = model.metrics().find(id);
    if (!metric)
        return unknownEntity({Metric::kind, id.text});
    const std::string before = called(model, refTo(*metric));
    Draft draft(model, line.estimate ? settingLabel(before, line.estimate->text()) : fmt::format("Set {}", before));
    if (!line.name.empty() && line.name != metric->name) {
        auto renamed = rename(model, id, line.name);
        if (!renamed || !line.holdsValue())
            return renamed;
        draft.add(*renamed);
    }
    const Metric named = *draft.now().metrics().find(id);
    const Metric valued = withCardLine(named, line);
    if (valued.source == MetricSource::process &&
        std::any_of(model.links().begin(), model.links().end(), [&](const Link& link) { return link.metric == id; }))
        return fail(fmt::format("{} is moved by links, so it cannot be measured on a process: delete its links first.",
                                called(model, refTo(*metric))));
    if (valued != named)
        draft.put(valued);
    if (auto fits = checkLoops(model, draft.now()); !fits)
        return tl::unexpected<Error>(fits.error());
    return withGivenUnits(model, std::move(draft).edit());
}

Result<Edit> setEstimate(const Model& model, const MetricId& id, std::string_view text) {
    const EntityRef entity{Metric::kind, id.text};
    const Metric* metric = model.metrics().find(id);
    const auto typed = Quantity::parse(trimmed(text));
    const bool bringsUnit =
        metric && typed && typed->unit() && (metric->unit.empty() || !converts(typed->unit()->text(), metric->unit));
    const bool hasOwn = metric && !metric->unit.empty() && !(metric->estimate && metric->estimate->unit());
    if (!bringsUnit || hasOwn)
        return setField(model, entity, "estimate", text);
    Metric inUnit = *metric;
    inUnit.unit = typed->unit()->text();
    return setFieldAlone(apply(model, Edit{{}, {}, {put(std::move(inUnit))}}).model, entity, "estimate", text)
        .map([&](const Edit& edit) { return withGivenUnits(model, edit); });
}

} // namespace tributary
