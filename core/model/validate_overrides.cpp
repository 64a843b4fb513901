// SPDX-License-Identifier: GPL-3.0-or-later
// What a scenario overrides: whether it exists, can be what it is set to, and does anything.
#include "core/model/sub_processes.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace tributary {

namespace {

/// Why an override moves nothing, and what would; empty where it moves something.
struct Idleness {
    std::string reason;
    std::string action;

    [[nodiscard]] bool empty() const { return reason.empty(); }
};

constexpr const char* takeItOut = "Take it out of the scenario.";

Idleness idlenessOf(const Metric& metric, std::string_view field) {
    if (field == "target" || field == "tolerance")
        return {"a target enters no calculation", "Override what the metric is made from, or take it out."};
    if ((field == "realisation" || field == "hard_share") && !metric.counts)
        return {"the metric does not count in the NPV", "Let it count, or take the override out."};
    if (field != "estimate" && field != "drift" && field != "noise")
        return {};
    if (metric.source == MetricSource::process)
        return {"the metric is measured on a process", "Override a parameter of the process, or take it out."};
    const bool made = metric.source == MetricSource::influence && metric.formula;
    if (made || metric.source == MetricSource::formula)
        return {"the metric comes from a formula", "Override what the formula uses, or take it out."};
    return {};
}

Idleness idlenessOf(const Validation& v, const Link& link, std::string_view field) {
    const Metric* metric = v.model.metrics().find(link.metric);
    if (metric && metric->source != MetricSource::influence)
        return {"the metric it leads to is not moved by links", "Make that metric an influence, or take it out."};
    if (field == (link.form == LinkForm::elasticity ? "slope" : "elasticity"))
        return {fmt::format("the link works by its {}", field == "slope" ? "elasticity" : "slope"),
                "Override that, or take it out."};
    return {};
}

bool measuresProcess(const Model& model, const ProcessId& process) {
    const SubProcesses nested(model);
    return std::any_of(model.metrics().begin(), model.metrics().end(), [&](const Metric& metric) {
        return metric.source == MetricSource::process &&
               (metric.process == process ||
                (!nested.callersOf(process).empty() && std::ranges::count(nested.within(metric.process), process) > 0));
    });
}

Idleness idlenessOf(const Scenario& scenario, const Intervention& intervention,
                    const std::vector<std::string_view>& segments) {
    if (std::find(scenario.interventions.begin(), scenario.interventions.end(), intervention.id) ==
        scenario.interventions.end())
        return {"the scenario does not use that intervention", "Choose it for the scenario, or take the override out."};
    static constexpr std::string_view ignored[] = {"abandonment", "turnover", "reach", "boost"};
    const bool closedForm = intervention.adoption.form == AdoptionForm::bass && segments[2] == "adoption";
    if (closedForm && segments.size() > 3 &&
        std::find(std::begin(ignored), std::end(ignored), segments[3]) != std::end(ignored))
        return {"Bass in closed form knows p, q and ceilings only", "Choose the multi-group form, or take it out."};
    return {};
}

/// Whether any formula of the model uses an input.
bool isUsed(const Validation& v, const InputId& input) {
    const std::string path = "input/" + input.text;
    bool used = false;
    forEachFormula(v.model, [&](const std::string&, const Formula& formula, const std::string&) {
        used = used || std::ranges::any_of(formula.references(),
                                           [&](const std::string& name) { return v.quantityMeant(name) == path; });
    });
    return used;
}

/// Whether the tools of a scenario are for a group, or an effect of theirs counts its adoption.
bool isReached(const Validation& v, const Scenario& scenario, const GroupId& group) {
    const auto names = [&](const auto& list) {
        return std::ranges::any_of(list, [&](const auto& each) { return each.group == group; });
    };
    return std::ranges::any_of(scenario.interventions, [&](const InterventionId& id) {
        const Intervention* intervention = v.model.interventions().find(id);
        return intervention && (names(intervention->adoption.targets) ||
                                std::ranges::any_of(intervention->effects, [&](const Effect& effect) {
                                    return names(effect.participants) || names(effect.answerers);
                                }));
    });
}

/// Whether a process that a metric is measured on has a pool of a group.
bool isPooled(const Model& model, const GroupId& group) {
    return std::any_of(model.processes().begin(), model.processes().end(), [&](const Process& process) {
        return measuresProcess(model, process.id) &&
               std::ranges::any_of(process.pools, [&](const Pool& pool) { return pool.group == group; });
    });
}

Idleness idlenessOf(const Validation& v, const Scenario& scenario, const GroupId& group, std::string_view field) {
    if (field == "headcount" && !isReached(v, scenario, group))
        return {"no intervention of the scenario is for that group", "Let one be for it, or take the override out."};
    if (field == "hourly_cost" && !isPooled(v.model, group))
        return {"no process that a metric is measured on has a pool of that group",
                "Give the group a pool, or take the override out."};
    return {};
}

Idleness idlenessOf(const Validation& v, const Scenario& scenario, std::string_view path) {
    const auto segments = segmentsOf(path);
    if (segments.size() == 2 && segments[0] == Input::kind && !isUsed(v, InputId(segments[1])))
        return {"no formula uses that input", "Use it in a formula, or take the override out."};
    if (segments.size() < 3)
        return {};
    const std::string_view kind = segments[0];
    const std::string id(segments[1]);
    const std::string_view field = segments.back();
    if (kind == Metric::kind)
        if (const Metric* metric = v.model.metrics().find(MetricId(id)))
            return idlenessOf(*metric, field);
    if (kind == Link::kind)
        if (const Link* link = v.model.links().find(LinkId(id)))
            return idlenessOf(v, *link, field);
    if (kind == Group::kind)
        return idlenessOf(v, scenario, GroupId(id), field);
    if (kind == Process::kind && !measuresProcess(v.model, ProcessId(id)))
        return {"no metric is measured on that process", "Let a metric measure it, or take the override out."};
    if (kind == Intervention::kind)
        if (const Intervention* intervention = v.model.interventions().find(InterventionId(id)))
            return idlenessOf(scenario, *intervention, segments);
    if (kind == Scenario::kind && scenario.id.text != id)
        return {"that is a cost of another scenario", takeItOut};
    return {};
}

/// A fault, and the path of the quantity that has it: another than the one overridden, where two must fit.
struct FaultAt {
    RangeFault fault;
    std::string path;
};

std::optional<FaultAt> at(std::string path, std::optional<RangeFault> fault) {
    return fault ? std::optional(FaultAt{std::move(*fault), std::move(path)}) : std::nullopt;
}

/// Holds the champions of a group that a scenario's tools are for against its headcount under an override.
std::optional<FaultAt> championsFaultOf(const Validation& v, const Scenario& scenario, std::string_view group,
                                        const QuantitySpan& headcount) {
    for (const InterventionId& id : scenario.interventions) {
        std::string path = fmt::format("intervention/{}/adoption/champions/{}", id.text, group);
        if (const auto champions = spanIn(v.model, &scenario, path))
            if (auto fault = championsFault(*champions, headcount))
                return FaultAt{std::move(*fault), std::move(path)};
    }
    return std::nullopt;
}

/// Holds the floor and the ceiling of a link against each other, one of which is overridden.
std::optional<FaultAt> boundsFaultOf(const Validation& v, const Scenario& scenario, std::string_view link,
                                     std::string_view field, const QuantitySpan& span) {
    const auto path = [&](std::string_view bound) { return fmt::format("link/{}/{}", link, bound); };
    if (field == "floor")
        if (const auto ceiling = spanIn(v.model, &scenario, path("ceiling")))
            return at(path("floor"), boundsFault(span, *ceiling));
    if (field == "ceiling")
        if (const auto floor = spanIn(v.model, &scenario, path("floor")))
            return at(path("floor"), boundsFault(*floor, span));
    return std::nullopt;
}

std::optional<FaultAt> faultOf(const Validation& v, const Scenario& scenario, const QuantitySite& site,
                               const QuantitySpan& span) {
    if (auto fault = rangeFault(site, span))
        return FaultAt{std::move(*fault), site.path};
    const auto segments = segmentsOf(site.path);
    if (segments.size() == 3 && segments[0] == Link::kind)
        return boundsFaultOf(v, scenario, segments[1], segments[2], span);
    if (segments.size() == 3 && segments[0] == Group::kind && segments[2] == "headcount")
        return championsFaultOf(v, scenario, segments[1], span);
    if (segments.size() == 5 && segments[0] == Intervention::kind && segments[3] == "champions")
        if (const auto headcount = spanIn(v.model, &scenario, fmt::format("group/{}/headcount", segments[4])))
            return at(site.path, championsFault(span, *headcount));
    return std::nullopt;
}

void tellFault(Validation& v, const Scenario& scenario, const Override& change, Severity severity, const FaultAt& found,
               std::string action) {
    const std::string plan = "scenario/" + scenario.id.text;
    v.add(severity, plan + "/override/" + change.path,
          fmt::format("With `{}` in {}, {} {}.", change.value.text, v.called(plan), v.called(found.path),
                      found.fault.what),
          std::move(action));
}

/// Checks what a quantity may be under an override. A shift that carries only the ends of a range out of bounds is
/// doubtful; one that carries the most likely value there is wrong.
void checkRange(Validation& v, const Scenario& scenario, const QuantitySite& site, const Override& change) {
    const OverrideValue& value = change.value;
    const auto span = spanAfter(v.model, site, value);
    const auto found = span ? faultOf(v, scenario, site, *span) : std::nullopt;
    if (!found)
        return;
    const bool sets = value.kind == OverrideValue::Kind::set;
    const QuantitySpan likely{span->likely, span->likely, span->likely};
    const bool wrong = sets || faultOf(v, scenario, site, likely);
    tellFault(v, scenario, change, wrong ? found->fault.severity : Severity::warning, *found,
              sets ? found->fault.action : "Type a smaller change, or set the whole range, as in = 10 / 20 / 30.");
}

/// Checks what fields made of the inputs and estimates that a scenario overrides may be in it: those that are in force
/// there, and that the model itself leaves within their ranges.
void checkFormulasOver(Validation& v, const Scenario& scenario) {
    std::map<std::string, const Override*> overridden;
    for (const Override& change : scenario.overrides)
        if (const auto site = findQuantity(v.model, change.path))
            overridden.emplace(site->path, &change);
    const auto changeIn = [&](const Formula& formula) -> const Override* {
        for (const std::string& name : formula.references())
            if (const auto found = overridden.find(v.quantityMeant(name)); found != overridden.end())
                return found->second;
        return nullptr;
    };
    if (overridden.empty())
        return;
    forEachQuantity(v.model, [&](const QuantitySite& site) {
        if (!site.formula || !fieldRange(site.path) || overridden.contains(site.path))
            return;
        const Override* change = changeIn(*site.formula);
        if (!change || !idlenessOf(v, scenario, site.path).empty())
            return;
        const Unit field = unitOr(site.unit);
        const auto faultAt = [&](const std::optional<QuantitySpan>& span) {
            return span ? rangeFault(site, *span) : std::nullopt;
        };
        const auto fault = faultAt(spanOf(v, *site.formula, field, &scenario));
        const auto usual = faultAt(spanOf(v, *site.formula, field));
        if (fault && (!usual || usual->severity > fault->severity))
            tellFault(v, scenario, *change, fault->severity, {*fault, site.path}, fault->action);
    });
}

/// Notes a negative number that shifts what is below 0 already: it may be meant to replace it.
void noteShiftBelow0(Validation& v, const Scenario& scenario, const QuantitySite& site, const Override& change) {
    if (change.value.kind != OverrideValue::Kind::add || !change.value.text.starts_with('-') || !site.quantity)
        return;
    if (const auto span = spanOf(v.model, *site.quantity, unitOr(site.unit)); !span || !(span->likely < 0))
        return;
    const std::string plan = "scenario/" + scenario.id.text;
    v.note(plan + "/override/" + change.path,
           fmt::format("`{}` in {} shifts {}, which is below 0 already, and does not replace it.", change.value.text,
                       v.called(plan), v.called(site.path)),
           fmt::format("Type = {} where it is to be that.", change.value.text));
}

void checkUnit(Validation& v, const Scenario& scenario, const std::string& subject, const QuantitySite& site,
               const OverrideValue& value) {
    const Unit field = unitOr(site.unit);
    const auto plan = [&] { return v.called("scenario/" + scenario.id.text); };
    const std::string_view taken = site.unit.empty() ? "a plain number" : std::string_view(site.unit);
    if (value.kind == OverrideValue::Kind::set) {
        const auto& unit = value.quantity.unit();
        if (unit && compare(*unit, field) == UnitMatch::differs)
            v.error(subject,
                    fmt::format("{} sets {} in `{}`, which does not convert to {}.", plan(), v.called(site.path),
                                unit->text(), taken),
                    "Type it in a unit of the same kind.");
        checkShareTyped(v, subject, site, value.quantity);
        checkSeries(v, subject, site, value.quantity);
    } else if (value.kind == OverrideValue::Kind::add && !amountIn(value, field)) {
        v.error(subject,
                fmt::format("{} adds `{}` to {}, which does not convert to {}.", plan(), value.text,
                            v.called(site.path), taken),
                "Type it in a unit of the same kind.");
    }
}

} // namespace

void checkOverrides(Validation& v, const Scenario& scenario) {
    const std::string path = "scenario/" + scenario.id.text;
    std::set<std::string> seen;
    for (const Override& change : scenario.overrides) {
        const std::string subject = path + "/override/" + change.path;
        const auto site = findQuantity(v.model, change.path);
        if (!site) {
            v.error(subject, fmt::format("{} changes `{}`, which does not exist.", v.called(path), change.path),
                    "Take it out of the scenario, or correct its path.");
            continue;
        }
        if (!seen.insert(site->path).second)
            v.error(subject, fmt::format("{} changes {} twice.", v.called(path), v.called(site->path)),
                    "Take one of them out.");
        if (change.value.kind != OverrideValue::Kind::set && !site->quantity)
            v.error(subject,
                    fmt::format("{} is no number that `{}` could shift.", v.called(site->path), change.value.text),
                    "Set it, as in = 12.");
        if (const Idleness idle = idlenessOf(v, scenario, site->path); !idle.empty())
            v.warning(subject,
                      fmt::format("{} changes {}, which does nothing: {}.", v.called(path), v.called(site->path),
                                  idle.reason),
                      idle.action);
        checkUnit(v, scenario, subject, *site, change.value);
        checkRange(v, scenario, *site, change);
        noteShiftBelow0(v, scenario, *site, change);
    }
    checkFormulasOver(v, scenario);
}

} // namespace tributary
