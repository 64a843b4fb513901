// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/sub_processes.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace tributary {

namespace {

bool isOfPool(Measure measure) { return measure == Measure::utilisation; }
bool isOfGroup(Measure measure) { return measure == Measure::labourHours; }

bool holdsMoney(const Unit& unit, const std::string& currency, double power) {
    return std::any_of(unit.terms().begin(), unit.terms().end(),
                       [&](const Unit::Term& term) { return term.symbol == currency && term.power == power; });
}

/// The unit that a measure comes in; labels are checked by who knows the cases.
Unit unitOf(Measure measure, const std::string& currency) {
    switch (measure) {
    case Measure::cycleTime:
    case Measure::waiting:
    case Measure::touch:
    case Measure::delay:
    case Measure::labourHours:
        return unitOr("hour");
    case Measure::labourCost:
    case Measure::cost:
        return unitOr(currency);
    case Measure::exceptionShare:
    case Measure::utilisation:
        return unitOr("%");
    case Measure::throughput:
        return unitOr("1/month");
    case Measure::handOffs:
    case Measure::boundaryHandOffs:
    case Measure::workInProgress:
        break;
    }
    return {};
}

void checkMeasure(Validation& v, const Metric& metric, const std::string& path) {
    const std::string name = v.called(path);
    const Process* process = v.model.processes().find(metric.process);
    if (!process) {
        v.error(path + "/process", fmt::format("{} is measured on a process, but none is chosen.", name),
                "Choose the process, or another source of its value.");
        return;
    }
    const auto measure = EnumNames<Measure>::names[static_cast<size_t>(metric.measure)];
    if (isOfPool(metric.measure)) {
        const auto has = [&](const Process& map) {
            return std::ranges::find(map.pools, PoolId(metric.measureOf), &Pool::id) != map.pools.end();
        };
        const bool known = has(*process) || (innerPart(metric.measureOf) && has(expanded(v.model, *process)));
        if (!known)
            v.error(path + "/measure_of",
                    fmt::format("{} measures the {} of a pool, but `{}` is none of {}.", name, measure,
                                metric.measureOf, v.called("process/" + process->id.text)),
                    "Choose a pool of the process.");
    } else if (isOfGroup(metric.measure)) {
        if (!metric.measureOf.empty() && !v.model.groups().contains(GroupId(metric.measureOf)))
            v.error(
                path + "/measure_of",
                fmt::format("{} measures the hours of the group `{}`, which does not exist.", name, metric.measureOf),
                "Choose a group, or leave it empty for all.");
    } else if (!metric.measureOf.empty()) {
        v.note(path + "/measure_of",
               fmt::format("{} names `{}`, which its measure does not use.", name, metric.measureOf),
               "Empty that field.");
    }
    const Unit unit = unitOf(metric.measure, v.model.settings().currency);
    if (compare(unit, v.names.unit(metric.unit)) == UnitMatch::differs)
        v.error(path + "/unit",
                fmt::format("{} is in `{}`, but its measure comes in {}.", name, metric.unit,
                            unit.terms().empty() ? "a plain number" : format(unit)),
                "Choose a unit that converts.");
}

/// A metric without a value is unfinished; wrong it is only where something asks for the value.
void tellMissingValue(Validation& v, const Metric& metric, Severity severity) {
    const bool formula = metric.source == MetricSource::formula;
    const std::string path = "metric/" + metric.id.text;
    v.add(severity, path + (formula ? "/formula" : "/estimate"), fmt::format("{} has no value yet.", v.called(path)),
          formula ? "Type its formula, or choose another source of its value."
          : metric.source == MetricSource::influence
              ? "Type an estimate or a formula, which its links move."
              : "Type its value today, as in 8/10/15, or choose another source.");
}

/// The nouns, or other money, that are left in a unit beside a currency and time: `bus` in USD/year/bus.
std::string nounsBeside(const std::string& currency, const Unit& unit) {
    std::string nouns;
    for (const Unit::Term& term : unit.terms())
        if (term.symbol != currency && term.symbol != "%" && !(hoursIn(term.symbol) > 0))
            nouns += (nouns.empty() ? "" : " and ") + term.symbol;
    return nouns;
}

void checkCounted(Validation& v, const Metric& metric, const std::string& path) {
    const std::string& currency = v.model.settings().currency;
    const Unit& unit = v.names.unit(metric.unit);
    const auto tell = [&](const std::string& what, const std::string& action) {
        v.error(path + "/unit", fmt::format("{} counts in the NPV, but `{}` is {}.", v.called(path), metric.unit, what),
                action);
    };
    if (!holdsMoney(unit, currency, 1))
        tell("no money", fmt::format("Give it a unit as in {}/year, or let it not count.", currency));
    else if (unit.timePower() != -1)
        tell("not money per time", fmt::format("Give it a unit as in {}/year.", currency));
    else if (const std::string nouns = nounsBeside(currency, unit); !nouns.empty())
        tell(fmt::format("not money per time alone: {} is left", nouns),
             fmt::format("Let a formula multiply it by how many there are, so that it comes in {}/year.", currency));
}

/// A metric's place on the walks up the tree.
struct Walk {
    const Metric* parent = nullptr;
    const Metric* from = nullptr; ///< the first walk that passed it
};

void checkBounds(Validation& v, const Link& link, const std::string& path) {
    if (!link.floor || !link.ceiling)
        return;
    // A difference is in the metric's unit, a multiplier is plain.
    const Metric* metric = v.names.metric(link.metric);
    const Unit field = metric && link.form == LinkForm::slope ? v.names.unit(metric->unit) : Unit();
    const auto floor = spanOf(v.model, *link.floor, field);
    const auto ceiling = spanOf(v.model, *link.ceiling, field);
    const auto fault = floor && ceiling ? boundsFault(*floor, *ceiling) : std::nullopt;
    if (fault)
        v.add(fault->severity, path + "/floor", fmt::format("{} {}.", v.called(path + "/floor"), fault->what),
              fault->action);
}

} // namespace

void checkMetrics(Validation& v) {
    std::unordered_set<std::string_view> linked;
    for (const Link& link : v.model.links())
        linked.insert(link.metric.text);
    std::unordered_set<std::string_view> readable; // units, of which there are few
    std::optional<std::set<MetricId>> unfinished;  // looked for only where a value is missing: models are large
    std::unordered_map<const Metric*, Walk> walks;
    walks.reserve(v.model.metrics().size());
    for (const Metric& metric : v.model.metrics()) {
        const std::string path = "metric/" + metric.id.text;
        if (!metric.unit.empty() && !readable.contains(metric.unit)) {
            if (const auto unit = parseUnit(metric.unit))
                readable.insert(metric.unit);
            else
                v.add(Severity::error, path + "/unit",
                      fmt::format("The unit of {} cannot be read: {}.", v.called(path), unit.error().message),
                      "Type a unit as in USD/year.", unit.error().range);
        }
        if (metric.source == MetricSource::process) {
            checkMeasure(v, metric, path);
        } else if (lacksValue(metric)) {
            if (!unfinished)
                unfinished = unfinishedMetrics(v.model, v.graph, v.names);
            tellMissingValue(v, metric, unfinished->contains(metric.id) ? Severity::note : Severity::error);
        }
        if (metric.source == MetricSource::influence && !linked.contains(metric.id.text))
            v.note(path, fmt::format("{} is moved by links, but has none.", v.called(path)),
                   "Link a driver to it, or choose another source of its value.");
        if (metric.counts)
            checkCounted(v, metric, path);
        const Metric* parent = metric.parent.empty() ? nullptr : v.names.metric(metric.parent);
        walks.emplace(&metric, Walk{parent, nullptr});
        if (!metric.parent.empty() && !parent)
            v.error(path + "/parent",
                    fmt::format("The parent of {}, `{}`, does not exist.", v.called(path), metric.parent.text),
                    "Choose another parent.");
    }
    // A walk up from each metric that meets itself; marks keep the walks short.
    for (const Metric& metric : v.model.metrics()) {
        const Metric* at = &metric;
        while (at && !walks.at(at).from) {
            Walk& walk = walks.at(at);
            walk.from = &metric;
            at = walk.parent;
        }
        if (at && walks.at(at).from == &metric)
            v.error("metric/" + at->id.text + "/parent",
                    fmt::format("{} hangs below itself.", v.called("metric/" + at->id.text)), "Choose another parent.");
    }
}

void checkLinks(Validation& v) {
    std::unordered_map<std::string, const Link*> pairs;
    pairs.reserve(v.model.links().size());
    for (const Link& link : v.model.links()) {
        const std::string path = "link/" + link.id.text;
        const Metric* driver = v.names.metric(link.driver);
        const Metric* metric = v.names.metric(link.metric);
        if (!driver || !metric) {
            v.error(path + (driver ? "/metric" : "/driver"),
                    fmt::format("The link {} joins `{}` and `{}`, one of which does not exist.", link.id.text,
                                link.driver.text, link.metric.text),
                    "Erase the link, or choose its ends again.");
            continue;
        }
        const auto name = [&] { return v.called(path); }; // made only where there is something to say
        if (driver == metric && link.delay < 1)
            v.error(path + "/delay",
                    fmt::format("{} is linked to itself without a delay.", v.called("metric/" + metric->id.text)),
                    "Give the link a delay of a period or more, or choose another driver.");
        else if (link.delay >= v.model.settings().periods)
            v.warning(path + "/delay",
                      fmt::format("The link {} acts after {} periods, beyond the horizon of {}.", name(), link.delay,
                                  v.model.settings().periods),
                      "Type a shorter delay, or choose more periods in the settings.");
        else if (metric->source != MetricSource::influence)
            v.warning(path + "/metric",
                      fmt::format("The link {} does nothing: {} is not an influence.", name(),
                                  v.called("metric/" + metric->id.text)),
                      "Let the metric be moved by links, or erase the link.");
        if (const auto [other, fresh] = pairs.emplace(link.driver.text + "/" + link.metric.text, &link); !fresh)
            v.warning(path + "/driver",
                      fmt::format("{} is linked twice, by {} and {}.", name(), "link/" + other->second->id.text, path),
                      "Erase one of the two links.");
        const bool elastic = link.form == LinkForm::elasticity;
        if (elastic ? !link.elasticity : !link.slope) {
            const std::string_view what = elastic ? "elasticity" : "slope";
            v.error(fmt::format("{}/{}", path, what), fmt::format("The link {} has no {}.", name(), what),
                    elastic ? "Type the change in % per 1 % of the driver."
                            : "Type the change per unit of the driver.");
        }
        checkBounds(v, link, path);
        if (link.delay < 0)
            v.error(path + "/delay", fmt::format("The delay of {} is {} periods.", name(), link.delay),
                    "Type 0 or more.");
        if (link.stages < 1 || link.stages > 20)
            v.error(path + "/stages", fmt::format("The smoothing of {} has {} stages.", name(), link.stages),
                    "Type 1 to 20.");
    }
}

void checkActuals(Validation& v) {
    for (const Actual& actual : v.model.actuals()) {
        const std::string path = "actual/" + actual.id.text;
        const Metric* metric = v.model.metrics().find(actual.metric);
        if (!metric) {
            v.warning(path, fmt::format("A measured value belongs to `{}`, which does not exist.", actual.metric.text),
                      "Erase it, or import it again for another metric.");
            continue;
        }
        if (actual.unit.empty())
            continue;
        const auto unit = parseUnit(actual.unit);
        if (!unit || compare(*unit, v.names.unit(metric->unit)) == UnitMatch::differs)
            v.warning(path,
                      fmt::format("{} is measured in `{}`, which does not convert to `{}`.", v.called(path),
                                  actual.unit, metric->unit),
                      "Import it again with its unit.");
    }
}

} // namespace tributary
