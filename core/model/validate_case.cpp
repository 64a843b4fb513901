// SPDX-License-Identifier: GPL-3.0-or-later
// Traps that flatter a case: time taken for cash, prices that rise twice or not at all, rates of a year used for a
// month, and more hours than people have.
#include "core/model/full_time.h"
#include "core/model/movement.h"
#include "core/model/problem_words.h"
#include "core/model/sub_processes.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace tributary {

std::optional<double> likely(const Validation& v, const Quantity* quantity, const Unit& field) {
    if (!quantity)
        return std::nullopt;
    const auto span = spanOf(v.model, *quantity, field);
    return span && std::isfinite(span->likely) ? std::optional(span->likely) : std::nullopt;
}

std::optional<double> likely(const Validation& v, const std::optional<Parameter>& parameter, const Unit& field) {
    if (!parameter || !parameter->formula())
        return likely(v, parameter ? parameter->quantity() : nullptr, field);
    const auto span = spanOf(v, *parameter->formula(), field);
    return span && std::isfinite(span->likely) ? std::optional(span->likely) : std::nullopt;
}

namespace {

/// Tells whether a metric is an amount of time, or people's time in money.
bool isTime(const Validation& v, const Metric& metric) {
    const auto& terms = v.names.unit(metric.unit).terms();
    const bool hours =
        std::ranges::any_of(terms, [](const Unit::Term& term) { return hoursIn(term.symbol) > 0 && term.power > 0; });
    return hours || (metric.source == MetricSource::process && metric.measure == Measure::labourCost);
}

bool holdsMoney(const Unit& unit) {
    return std::ranges::any_of(unit.terms(), [](const Unit::Term& term) { return isMoney(term.symbol); });
}

/// People that are needed: time in another unit.
bool isPeople(const Unit& unit) { return compare(unit, unitOr("person")) == UnitMatch::same; }

/// For each metric the amount of time, moved by the plan, that reaches it through money or people alone; the nearest.
class TimeBehind {
public:
    TimeBehind(const Validation& v, const std::vector<bool>& movable, const std::vector<const Metric*>& metrics)
        : graph_(v.graph), isTime_(metrics.size()), handsOn_(metrics.size()), steps_(metrics.size(), never) {
        std::vector<std::vector<size_t>> drives(metrics.size());
        for (size_t at = 0; at < metrics.size(); ++at) {
            const Unit& unit = v.names.unit(metrics[at]->unit);
            isTime_[at] = movable[at] && isTime(v, *metrics[at]);
            handsOn_[at] = movable[at] && !isTime_[at] && (holdsMoney(unit) || isPeople(unit));
            for (const Arc& arc : v.graph.drivers[at])
                drives[arc.driver].push_back(at);
        }
        std::vector<size_t> waiting;
        const auto reach = [&](size_t at, size_t steps) {
            for (const size_t driven : drives[at])
                if (steps_[driven] == never) {
                    steps_[driven] = steps;
                    if (handsOn_[driven])
                        waiting.push_back(driven);
                }
        };
        for (size_t at = 0; at < metrics.size(); ++at)
            if (isTime_[at])
                reach(at, 1);
        for (size_t next = 0; next < waiting.size(); ++next)
            reach(waiting[next], steps_[waiting[next]] + 1);
    }

    /// The place of the time behind a metric; none where there is none.
    [[nodiscard]] std::optional<size_t> of(size_t at) const {
        if (steps_[at] == never)
            return std::nullopt;
        for (size_t steps = steps_[at]; steps > 0; --steps)
            at = std::ranges::find_if(graph_.drivers[at], [&](const Arc& arc) {
                     return steps == 1 ? isTime_[arc.driver] : handsOn_[arc.driver] && steps_[arc.driver] == steps - 1;
                 })->driver;
        return at;
    }

private:
    static constexpr size_t never = std::numeric_limits<size_t>::max();

    const Dependencies& graph_;
    std::vector<bool> isTime_, handsOn_;
    std::vector<size_t> steps_; ///< up from the time
};

/// A rate of adoption with twice the upper end of its usual range, per month; the ranges are judgements for tools
/// inside one organisation, turnover that of call centres, which have the most.
struct Rate {
    const char* field;
    const std::optional<Parameter>* value;
    double highest;
    const char* usual;
};

void checkRate(Validation& v, const std::string& at, const Rate& rate) {
    const std::string path = fmt::format("{}/{}", at, rate.field);
    const auto tell = [&](const std::string& subject, const std::string& where, std::optional<double> value) {
        if (value && *value * hoursPerMonth > rate.highest)
            v.warning(subject,
                      fmt::format("{} is {:.3g} a month{}; a rate per year used per month is twelve times too high.",
                                  v.called(path), *value * hoursPerMonth, where),
                      fmt::format("Usual are {} a month; type one per year as in 0.4 1/year.", rate.usual));
    };
    tell(path, {}, likely(v, *rate.value, unitOr("1/month")));
    for (const Scenario& scenario : v.model.scenarios())
        for (const Override& change : scenario.overrides)
            if (change.path == path)
                if (const auto span = spanIn(v.model, &scenario, path)) {
                    const std::string subject = "scenario/" + scenario.id.text;
                    tell(subject, " in " + v.called(subject), span->likely);
                }
}

/// Share of those who ever adopt that is there at the start: the champions.
double shareAtStart(const Validation& v, const Adoption& adoption) {
    double champions = 0, reachable = 0;
    for (const TargetGroup& target : adoption.targets) {
        const Group* group = v.model.groups().find(target.group);
        if (!group)
            continue;
        const double people = likely(v, &group->headcount, unitOr("person")).value_or(0);
        reachable += people * likely(v, target.ceiling ? &*target.ceiling : nullptr, unitOr("%")).value_or(1);
        champions += likely(v, target.champions ? &*target.champions : nullptr, unitOr("person")).value_or(0);
    }
    return reachable > 0 ? std::clamp(champions / reachable, 0.0, 1.0) : 0;
}

/// Months until half of those who ever adopt have; infinity is never. Bass, dF/dt = (p + q F) (1 - F), integrated:
/// t = ln((p + q F) / (1 - F)) / (p + q) between the two shares.
double monthsToHalf(double p, double q, double atStart) {
    if (atStart >= 0.5)
        return 0;
    const double from = (p + q * atStart) / (1 - atStart);
    const double to = (p + q / 2) / 0.5;
    return from > 0 ? std::log(to / from) / (p + q) : std::numeric_limits<double>::infinity();
}

void checkPace(Validation& v, const Intervention& intervention, const std::string& at) {
    const Adoption& adoption = intervention.adoption;
    const auto p = likely(v, adoption.p, unitOr("1/month"));
    const auto q = likely(v, adoption.q, unitOr("1/month"));
    if (!p || !q || *p < 0 || *q < 0 || *p + *q <= 0)
        return;
    const Timeline timeline = v.model.settings().timeline();
    const double left = (timeline.periods - adoption.start + 1) * timeline.months();
    const double half = monthsToHalf(*p * hoursPerMonth, *q * hoursPerMonth, shareAtStart(v, adoption));
    if (left <= 0 || half <= left)
        return;
    v.warning(at + "/p",
              fmt::format("{} reaches half of its users {}, beyond the horizon; a rate per month used per year is "
                          "twelve times too low.",
                          v.called("intervention/" + intervention.id.text),
                          std::isfinite(half) ? fmt::format("after {:.0f} months", half) : "never"),
              "Type p and q per month, as in 0.03 1/month, or choose more periods in the settings.");
}

} // namespace

void checkRealisation(Validation& v) {
    const auto movable = movableMetrics(v.model, v.graph);
    std::vector<const Metric*> metrics;
    for (const Metric& metric : v.model.metrics())
        metrics.push_back(&metric);
    const TimeBehind behind(v, movable, metrics);
    for (size_t at = 0; at < metrics.size(); ++at) {
        if (!metrics[at]->counts || metrics[at]->realisation || !movable[at])
            continue;
        const auto time = behind.of(at);
        if (!time)
            continue;
        const std::string path = "metric/" + metrics[at]->id.text;
        v.warning(path + "/realisation",
                  fmt::format("{} takes all of the time saved in {} for money.", v.called(path),
                              v.called("metric/" + metrics[*time]->id.text)),
                  "Type the share that turns into money, as in 20/50/80 %, or 100% where every hour does.");
    }
}

void checkPrices(Validation& v) {
    const Settings& settings = v.model.settings();
    const double inflation = likely(v, &settings.inflation, unitOr("%")).value_or(0);
    const double discount = likely(v, &settings.discountRate, unitOr("%")).value_or(0);
    if (discount > 0 && discount < 0.01)
        v.warning("settings/discount_rate",
                  fmt::format("The discount rate is {:.2g} % a year; a rate per month would be twelve times too low.",
                              100 * discount),
                  "Type the effective rate per year, as in 6%.");
    if (!(inflation > 0))
        return;
    if (discount < inflation)
        v.warning("settings/discount_rate",
                  fmt::format("The discount rate of {:.3g} % is below inflation of {:.3g} %: money that rises with "
                              "prices needs a nominal rate.",
                              100 * discount, 100 * inflation),
                  "Type the nominal rate, (1 + real rate) x (1 + inflation) - 1, or set inflation to 0.");
    for (const Scenario& scenario : v.model.scenarios()) {
        const auto rateIn = spanIn(v.model, &scenario, "settings/discount_rate");
        const auto risesBy = spanIn(v.model, &scenario, "settings/inflation");
        if (discount >= inflation && rateIn && risesBy && rateIn->likely < risesBy->likely)
            v.warning(
                "scenario/" + scenario.id.text,
                fmt::format("In {} the discount rate of {:.3g} % is below inflation of {:.3g} %: money that rises "
                            "with prices needs a nominal rate.",
                            v.called("scenario/" + scenario.id.text), 100 * rateIn->likely, 100 * risesBy->likely),
                "Let the scenario change both, the rate to (1 + real rate) x (1 + inflation) - 1.");
    }
    const auto fixed = [&](const std::string& owner, const std::vector<CostLine>& costs) {
        for (const CostLine& cost : costs) {
            if (cost.timing != CostTiming::everyPeriod || cost.inflated)
                continue;
            const std::string path = owner + "/cost/" + cost.id.text;
            v.note(path + "/inflated",
                   fmt::format("{} stays the same for years, while benefits rise with inflation.", v.called(path)),
                   "Let inflation raise it too, unless its price is fixed by contract.");
        }
    };
    for (const Intervention& intervention : v.model.interventions())
        fixed("intervention/" + intervention.id.text, intervention.costs);
    for (const Scenario& scenario : v.model.scenarios())
        fixed("scenario/" + scenario.id.text, scenario.costs);
    // What drives money that counts, itself included.
    std::vector<bool> intoMoney(v.graph.metrics.size(), false);
    std::vector<size_t> waiting;
    std::vector<const Metric*> metrics;
    for (const Metric& metric : v.model.metrics()) {
        if (metric.counts) {
            intoMoney[metrics.size()] = true;
            waiting.push_back(metrics.size());
        }
        metrics.push_back(&metric);
    }
    while (!waiting.empty()) {
        const size_t at = waiting.back();
        waiting.pop_back();
        for (const Arc& arc : v.graph.drivers[at])
            if (!intoMoney[arc.driver]) {
                intoMoney[arc.driver] = true;
                waiting.push_back(arc.driver);
            }
    }
    for (size_t at = 0; at < metrics.size(); ++at) {
        const Metric& metric = *metrics[at];
        const bool estimated =
            metric.source == MetricSource::estimate || (metric.source == MetricSource::influence && !metric.formula);
        if (!intoMoney[at] || !estimated || !metric.drift || !holdsMoney(v.names.unit(metric.unit)))
            continue;
        const double drift = likely(v, &*metric.drift, unitOr("%")).value_or(0);
        if (drift < inflation / 2)
            continue;
        const std::string path = "metric/" + metric.id.text + "/drift";
        v.warning(path,
                  fmt::format("{} is {:.3g} % a year, and inflation of {:.3g} % raises what counts once more.",
                              v.called(path), 100 * drift, 100 * inflation),
                  "Type only the rise beyond inflation.");
    }
}

void checkRates(Validation& v) {
    for (const Intervention& intervention : v.model.interventions()) {
        const std::string at = "intervention/" + intervention.id.text + "/adoption";
        const Adoption& adoption = intervention.adoption;
        const std::array<Rate, 4> rates{{{"p", &adoption.p, 0.15, "0.01 to 0.06"},
                                         {"q", &adoption.q, 1.0, "0.12 to 0.5"},
                                         {"abandonment", &adoption.abandonment, 0.15, "0.005 to 0.05"},
                                         {"turnover", &adoption.turnover, 0.1, "0.005 to 0.04"}}};
        for (const Rate& rate : rates)
            checkRate(v, at, rate);
        checkPace(v, intervention, at);
    }
}

namespace {

/// "1 server", "0.5 servers", "2,000 servers".
std::string counted(double number, std::string_view one, std::string_view more) {
    constexpr double wholeFrom = 100;
    return fmt::format("{} {}", number < wholeFrom ? fmt::format("{:.3g}", number) : withThousands(number),
                       number == 1 ? one : more);
}

} // namespace

void checkWorkingHours(Validation& v) {
    checkSharedPeople(v);
    std::map<GroupId, double> serversOf;
    const SubProcesses nested(v.model);
    for (const Process& process : v.model.processes())
        for (const Pool& pool : process.pools)
            if (nested.isPoolOfCaller(process, pool))
                continue;
            else if (const auto servers = likely(v, pool.servers, Unit()), share = shareKnown(v, pool);
                     servers && share)
                serversOf[pool.group] +=
                    *servers * *share *
                    (pool.hours ? pool.hours->meanTimes() * workedHoursPerYear / fullHoursPerYear : 1);
    for (const auto& [id, servers] : serversOf) {
        const Group* group = v.model.groups().find(id);
        if (!group || group->boundary == Boundary::outside)
            continue;
        const double people = likely(v, &group->headcount, unitOr("person")).value_or(0);
        if (!(people > 0) || servers * hoursPerYear <= people * workedHoursPerYear)
            continue;
        const std::string path = "group/" + id.text;
        v.warning(path + "/headcount",
                  fmt::format("The pools of {} are {} at all hours, {} hours a year, but its {} about {}.",
                              v.called(path), counted(servers, "server", "servers"),
                              withThousands(servers * hoursPerYear),
                              people == 1 ? "one person works" : fmt::format("{} people work", withThousands(people)),
                              withThousands(people * workedHoursPerYear)),
                  "Type servers that are always there, each about 5.2 people, or an availability, or the headcount.");
    }
}

} // namespace tributary
