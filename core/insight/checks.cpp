// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/checks.h"

#include "core/model/dependencies.h"
#include "core/model/edit.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_span.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tributary {

namespace {

/// Above this the analytic waiting times are off, and hang on every percent of the load (SCIENCE 2e).
constexpr double highLoad = 0.9;
/// Share of all hours that a person works: 1,700 of 8,766 a year.
constexpr double workedShare = 1700.0 / hoursPerYear;
/// Up to this share of the full effect, adoption has hardly begun.
constexpr double hardlyBegun = 0.05;
/// Shares of the largest benefit that are too much where adoption has not begun, and where it hardly has.
constexpr double beforeStart = 0.01;
constexpr double nearStart = 0.5;

/// A pool with the metric that was added to see its load.
struct WatchedPool {
    MetricId metric;
    ProcessId process;
    PoolId pool;
};

std::vector<WatchedPool> watchedPools(const Model& model) {
    std::vector<WatchedPool> pools;
    for (const Process& process : model.processes())
        for (const Pool& pool : process.pools)
            if (pool.servers)
                pools.push_back({MetricId(fmt::format("load-of-pool-{}", pools.size())), process.id, pool.id});
    return pools;
}

Model withLoads(const Model& model, const std::vector<WatchedPool>& pools) {
    Edit edit;
    for (const WatchedPool& watched : pools) {
        Metric metric;
        metric.id = watched.metric;
        metric.name = watched.metric.text;
        metric.unit = std::string("%");
        metric.source = MetricSource::process;
        metric.process = watched.process;
        metric.measure = Measure::utilisation;
        metric.measureOf = watched.pool.text;
        edit.changes.push_back(put(std::move(metric)));
    }
    return apply(model, edit).model;
}

/// The largest of a load over the periods, as a share.
struct Peak {
    double load = 0;
    size_t period = 0; ///< counted from 1
};

Peak peakOf(const std::vector<Summary>& loads) {
    Peak peak;
    for (size_t i = 0; i < loads.size(); ++i)
        if (const double load = loads[i].p50 / 100; load > peak.load) // false for NaN
            peak = {load, i + 1};
    return peak;
}

class NumberCheck {
public:
    NumberCheck(const Model& model, const Results& results) : model_(model), names_(model), results_(results) {}

    std::vector<Problem> check(const std::vector<WatchedPool>& pools) {
        for (const ScenarioResults& scenario : results_.scenarios) {
            checkHours(scenario);
            checkBeginning(scenario);
        }
        for (const WatchedPool& pool : pools)
            checkLoad(pool);
        return std::move(problems_);
    }

private:
    void tell(std::string subject, std::string message, std::string action) {
        problems_.push_back({Severity::warning, std::move(subject), std::move(message), std::move(action), {}});
    }

    void checkHours(const ScenarioResults& results) {
        for (const MetricResults& metric : results.metrics) {
            const Unit& unit = names_.unit(metric.unit);
            const auto has = [&](double sign) {
                return std::ranges::any_of(unit.terms(), [&](const Unit::Term& term) {
                    return hoursIn(term.symbol) > 0 && term.power * sign > 0;
                });
            };
            const bool money =
                std::ranges::any_of(unit.terms(), [](const Unit::Term& term) { return isMoney(term.symbol); });
            if (money || !has(+1))
                continue;
            checkBelowZero(results, metric);
            if (unit.isPlain() && has(-1))
                checkPeople(results, metric, unit);
        }
    }

    void checkBelowZero(const ScenarioResults& results, const MetricResults& metric) {
        for (size_t i = 0; i < metric.with.size() && i < metric.bau.size(); ++i) {
            if (!(metric.bau[i].p50 >= 0 && metric.with[i].p50 < 0))
                continue;
            const std::string path = "metric/" + metric.id.text;
            tell(path,
                 fmt::format("{} falls below zero in period {} of {}: more hours are saved than there are.",
                             readableName(model_, path), i + 1, results.name),
                 "Make what acts on it smaller, or let it act as a share of what there is.");
            return;
        }
    }

    /// Hours per time that a tool saves its users, against the hours that they work.
    void checkPeople(const ScenarioResults& results, const MetricResults& metric, const Unit& unit) {
        const Scenario* scenario = model_.scenarios().find(results.id);
        if (!scenario)
            return;
        const std::string path = "metric/" + metric.id.text;
        std::set<GroupId> groups;
        for (const InterventionId& id : scenario->interventions)
            if (const Intervention* tool = model_.interventions().find(id))
                for (const Effect& effect : tool->effects)
                    for (const auto* side : {&effect.participants, &effect.answerers})
                        for (const Participant& participant : *side)
                            if (effect.target == path)
                                groups.insert(participant.group);
        double people = 0;
        for (const GroupId& group : groups)
            if (const auto headcount = spanIn(model_, *scenario, "group/" + group.text + "/headcount"))
                people += headcount->likely;
        if (!(people > 0))
            return;
        for (size_t i = 0; i < metric.with.size() && i < metric.bau.size(); ++i) {
            // In hours per hour: how many are freed at all hours.
            const double freed = (metric.bau[i].p50 - metric.with[i].p50) * unit.factor();
            if (!(freed > people * workedShare))
                continue;
            tell(path,
                 fmt::format("{} frees {:.0f} hours a month in period {} of {}, but the {:.0f} people whose adoption "
                             "counts work about {:.0f}.",
                             readableName(model_, path), freed * hoursPerMonth, i + 1, results.name, people,
                             people * workedShare * hoursPerMonth),
                 "Correct its estimate or its unit, or name all groups that save the time.");
            return;
        }
    }

    /// The largest share of its full effect that any effect of a scenario has in a period; without effects the largest
    /// active share.
    static double begun(const ScenarioResults& results, size_t at) {
        double most = 0;
        for (const EffectResults& effect : results.effects)
            if (at < effect.share.size())
                most = std::fmax(most, effect.share[at].p50);
        if (results.effects.empty())
            for (const AdoptionResults& group : results.adoption)
                if (at < group.active.size())
                    most = std::fmax(most, group.active[at].p50);
        return most;
    }

    void checkBeginning(const ScenarioResults& results) {
        const Scenario* scenario = model_.scenarios().find(results.id);
        if (!scenario || scenario->interventions.empty())
            return;
        const auto plan = std::ranges::find_if(scenario->overrides, [](const Override& change) {
            return overrideKind(change.path) == OverrideKind::plan;
        });
        if (plan == scenario->overrides.end()) // nothing else holds from period 1 on
            return;
        double largest = 0;
        for (const CashFlowResults& flow : results.cashFlow)
            largest = std::fmax(largest, flow.benefit.p50);
        for (const CashFlowResults& flow : results.cashFlow) {
            if (flow.period < 1)
                continue;
            const double share = begun(results, static_cast<size_t>(flow.period) - 1);
            if (share > hardlyBegun)
                return;
            if (!(flow.benefit.p50 > largest * (share > 0 ? nearStart : beforeStart)))
                continue;
            tell("scenario/" + results.id.text,
                 fmt::format("{:.0f} % of the largest benefit of {} comes in period {}, with {:.0f} % of the effect of "
                             "its tools: what it changes, as {}, holds from period 1 on.",
                             100 * flow.benefit.p50 / largest, results.name, flow.period, 100 * share,
                             readableName(model_, plan->path)),
                 "If the tool is to bring it, make it an effect; if not, put it in a scenario without the tool, to see "
                 "the two apart.");
            return;
        }
    }

    void checkLoad(const WatchedPool& watched) {
        Peak highest;
        std::string where;
        const auto keep = [&](const std::vector<Summary>& loads, const std::string& name) {
            if (const Peak peak = peakOf(loads); highest.load <= highLoad && peak.load > highLoad) {
                highest = peak;
                where = name;
            }
        };
        for (const ScenarioResults& scenario : results_.scenarios)
            if (const MetricResults* metric = find(scenario, watched.metric))
                keep(metric->bau, "business as usual");
        for (const ScenarioResults& scenario : results_.scenarios)
            if (const MetricResults* metric = find(scenario, watched.metric))
                keep(metric->with, scenario.name);
        if (highest.load <= highLoad)
            return;
        const std::string path = fmt::format("process/{}/pool/{}", watched.process.text, watched.pool.text);
        const std::string name = readableName(model_, path);
        if (highest.load >= 1)
            tell(path,
                 fmt::format("{} has {} it can do, in period {} of {}: its queue grows without end.", name,
                             std::isinf(highest.load) ? "endlessly more work than"
                                                      : fmt::format("{:.0f} % of the work that", 100 * highest.load),
                             highest.period, where),
                 "Correct the arrivals, the touch times or the servers: what works today has the capacity.");
        else
            tell(path,
                 fmt::format("{} is busy {:.0f} % of its time in period {} of {}: near 100 % its waiting times hang on "
                             "every percent.",
                             name, 100 * highest.load, highest.period, where),
                 "Hold its waiting time against a measured one, and see what one server more or less does.");
    }

    const Model& model_;
    const Names names_;
    const Results& results_;
    std::vector<Problem> problems_;
};

} // namespace

std::vector<Problem> checkNumbers(const Model& model, const RunControl& control) {
    std::vector<WatchedPool> pools = watchedPools(model);
    const CompileOptions likely{.uncertainty = Uncertainty::mostLikely};
    auto program = compile(withLoads(model, pools), likely);
    if (!program) {
        // A map that no metric measures may be unfinished.
        pools.clear();
        program = compile(model, likely);
    }
    if (!program)
        return {};
    const auto results = run(*program, runOptions(model.settings()), control);
    return results ? NumberCheck(model, *results).check(pools) : std::vector<Problem>{};
}

} // namespace tributary
