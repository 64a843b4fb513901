// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/checks.h"

#include "core/engine/cycle_time_correction.h"
#include "core/insight/pool_loads.h"
#include "core/model/dependencies.h"
#include "core/model/edit.h"
#include "core/model/full_time.h"
#include "core/model/lacking_servers.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_span.h"
#include "core/model/runnable_part.h"
#include "core/model/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tributary {

namespace {

/// Above this the analytic waiting times are off, and hang on every percent of the load: waits grow as 1 / (1 - load).
constexpr double highLoad = 0.9;
/// Share of the trials above that, from which on it is told where the most likely load is not.
constexpr double fewestCrowded = 0.05;
/// Enough to tell that share.
constexpr size_t trialsOfLoads = 256;
/// A correction of a cycle time by simulation of more than that, or less than one over it, is told.
constexpr double largeFactor = 2;
/// Share of all hours that a person works.
constexpr double workedShare = workedHoursPerYear / hoursPerYear;
/// Shares of the largest benefit that are too much without the tools where adoption has not begun, and where it has.
constexpr double beforeStart = 0.01;
constexpr double besideTools = 0.5;

bool changesItself(const Scenario& scenario) {
    return std::ranges::any_of(scenario.overrides,
                               [](const Override& change) { return overrideKind(change.path) == OverrideKind::plan; });
}

ScenarioId withoutToolsId(const ScenarioId& id) { return ScenarioId(id.text + "-without-tools"); }

/// The model with each scenario that has tools, and changes something itself, once more without the tools.
Model withoutTools(const Model& model) {
    Edit edit;
    for (const Scenario& scenario : model.scenarios()) {
        if (scenario.interventions.empty() || !changesItself(scenario))
            continue;
        Scenario bare = scenario;
        bare.id = withoutToolsId(scenario.id);
        bare.name = bare.id.text; // two of one name would be an error
        bare.interventions.clear();
        edit.changes.push_back(put(std::move(bare)));
    }
    return apply(model, edit).model;
}

/// The results of the model's own scenarios. Others are there to be held against theirs; business as usual has no id
/// where it is alone.
std::vector<const ScenarioResults*> plansOf(const Model& model, const Results& results) {
    std::vector<const ScenarioResults*> plans;
    for (const ScenarioResults& scenario : results.scenarios)
        if (scenario.id.empty() || model.scenarios().find(scenario.id))
            plans.push_back(&scenario);
    return plans;
}

/// Notes where simulation finds a cycle time far from that of the formulas.
void noteLargeCorrections(const Model& model, const CycleTimeCorrections& corrections, std::vector<Problem>& problems) {
    for (const CycleTimeCorrection& correction : corrections) {
        const auto [least, greatest] = correction.factors;
        if (correction.taken == CycleTimeBy::formulas || (least >= 1 / largeFactor && greatest <= largeFactor))
            continue;
        const std::string path = "process/" + correction.process.text;
        problems.push_back({Severity::note,
                            path,
                            fmt::format("Simulation is far from the formulas at {}: {}.", readableName(model, path),
                                        correction.words()),
                            "The cycle time and its waiting are corrected; the waits of single pools in a run stay "
                            "those of the formulas. Look at its times by simulation.",
                            {}});
    }
}

class NumberCheck {
public:
    /// `drawn` is of trials, where `results` are of the most likely values.
    NumberCheck(const Model& model, const Results& results, const Results& drawn)
        : model_(model), names_(model), results_(results), plans_(plansOf(model, results)),
          drawnPlans_(plansOf(model, drawn)) {}

    std::vector<Problem> check(const std::vector<WatchedPool>& pools) {
        for (const ScenarioResults* scenario : plans_) {
            checkHours(*scenario);
            checkSavedTime(*scenario);
            checkBeginning(*scenario);
        }
        return checkLoads(pools);
    }

    std::vector<Problem> checkLoads(const std::vector<WatchedPool>& pools) {
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
            const bool money =
                std::ranges::any_of(unit.terms(), [](const Unit::Term& term) { return isMoney(term.symbol); });
            if (!money && hasTime(unit, +1))
                checkBelowZero(results, metric);
        }
    }

    /// Tells whether a unit has time above (+1) or below (-1) its stroke.
    static bool hasTime(const Unit& unit, double sign) {
        return std::ranges::any_of(
            unit.terms(), [sign](const Unit::Term& term) { return hoursIn(term.symbol) > 0 && term.power * sign > 0; });
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

    /// Working time that a scenario's tools give back to their users, in one metric.
    struct SavedTime {
        std::string path;
        std::set<GroupId> groups;    ///< whose adoption counts
        double people = 0;           ///< in them
        std::vector<double> hours{}; ///< by period: in hours per hour, so how many are freed at all hours
    };

    /// Holds the hours that tools save their users, metric by metric and together, against those that they work.
    void checkSavedTime(const ScenarioResults& results) {
        const Scenario* scenario = model_.scenarios().find(results.id);
        if (!scenario)
            return;
        SavedTime all;
        size_t metrics = 0;
        for (const MetricResults& metric : results.metrics) {
            const auto saved = savedTime(*scenario, metric);
            if (!saved)
                continue;
            if (tellSavedTime(results, *saved, readableName(model_, saved->path)))
                return;
            ++metrics;
            all.path = "scenario/" + results.id.text;
            all.groups.insert(saved->groups.begin(), saved->groups.end());
            all.hours.resize(std::max(all.hours.size(), saved->hours.size()));
            for (size_t i = 0; i < saved->hours.size(); ++i)
                all.hours[i] += saved->hours[i];
        }
        all.people = peopleIn(*scenario, all.groups);
        if (metrics > 1)
            tellSavedTime(results, all, fmt::format("What its tools save in {} metrics", metrics));
    }

    [[nodiscard]] double peopleIn(const Scenario& scenario, const std::set<GroupId>& groups) const {
        double people = 0;
        for (const GroupId& group : groups)
            if (const auto headcount = spanIn(model_, &scenario, "group/" + group.text + "/headcount"))
                people += headcount->likely;
        return people;
    }

    /// The change of a metric in hours per time, or in hours per person and time, that an effect acts on itself.
    [[nodiscard]] std::optional<SavedTime> savedTime(const Scenario& scenario, const MetricResults& metric) const {
        const Unit& unit = names_.unit(metric.unit);
        const bool perPerson = (unit * unitOr("person")).isPlain();
        if (!(unit.isPlain() || perPerson) || !hasTime(unit, +1) || !hasTime(unit, -1))
            return std::nullopt;
        SavedTime saved{"metric/" + metric.id.text, {}};
        for (const InterventionId& id : scenario.interventions)
            if (const Intervention* tool = model_.interventions().find(id))
                for (const Effect& effect : tool->effects)
                    for (const auto* side : {&effect.participants, &effect.answerers})
                        for (const Participant& participant : *side)
                            if (effect.target == saved.path)
                                saved.groups.insert(participant.group);
        saved.people = peopleIn(scenario, saved.groups);
        if (!(saved.people > 0))
            return std::nullopt;
        for (size_t i = 0; i < metric.with.size() && i < metric.bau.size(); ++i)
            // Hours that are saved may be a metric that rises.
            saved.hours.push_back(std::abs(metric.bau[i].p50 - metric.with[i].p50) * unit.factor() *
                                  (perPerson ? saved.people : 1));
        return saved;
    }

    bool tellSavedTime(const ScenarioResults& results, const SavedTime& saved, const std::string& what) {
        const auto over =
            std::ranges::find_if(saved.hours, [&](double hours) { return hours > saved.people * workedShare; });
        if (over == saved.hours.end())
            return false;
        tell(saved.path,
             fmt::format("{} changes by {:.0f} hours a month in period {} of {}, but the {} about {:.0f}.", what,
                         *over * hoursPerMonth, over - saved.hours.begin() + 1, results.name,
                         saved.people == 1 ? "one person whose adoption counts works"
                                           : fmt::format("{:.0f} people whose adoption counts work", saved.people),
                         saved.people * workedShare * hoursPerMonth),
             "Correct its estimate or its unit, or name all groups that save the time.");
        return true;
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

    [[nodiscard]] const ScenarioResults* resultsOf(const ScenarioId& id) const {
        const auto found = std::ranges::find(results_.scenarios, id, &ScenarioResults::id);
        return found == results_.scenarios.end() ? nullptr : &*found;
    }

    /// Only what a scenario changes itself can come before adoption: effects begin from nothing.
    void checkBeginning(const ScenarioResults& results) {
        const Scenario* scenario = model_.scenarios().find(results.id);
        const ScenarioResults* bare = resultsOf(withoutToolsId(results.id));
        if (!scenario || !bare)
            return;
        double largest = 0;
        for (const auto* flows : {&results.cashFlow, &bare->cashFlow}) // tools may cost a benefit, too
            for (const CashFlowResults& flow : *flows)
                largest = std::fmax(largest, flow.benefit.p50);
        for (const CashFlowResults& flow : bare->cashFlow) {
            if (flow.period < 1)
                continue;
            const double share = begun(results, static_cast<size_t>(flow.period) - 1);
            if (!(flow.benefit.p50 > largest * (share > 0 ? besideTools : beforeStart)))
                continue;
            const auto plan = std::ranges::find_if(scenario->overrides, [](const Override& change) {
                return overrideKind(change.path) == OverrideKind::plan;
            });
            tell("scenario/" + results.id.text,
                 fmt::format("{:.0f} % of the largest benefit of {} comes in period {} without its tools, {:.0f} % of "
                             "whose effect is there by then: what it changes, as {}, holds from period 1 on.",
                             100 * flow.benefit.p50 / largest, results.name, flow.period, 100 * share,
                             readableName(model_, plan->path)),
                 "If the tool is to bring it, make it an effect; if not, put it in a scenario without the tool, to see "
                 "the two apart.");
            return;
        }
    }

    [[nodiscard]] bool isTypedEmpty(const WatchedPool& watched) const {
        const Process* process = model_.processes().find(watched.of.process);
        return process && std::ranges::any_of(process->pools, [&](const Pool& pool) {
                   return pool.id == watched.of.pool && lacksServers(pool);
               });
    }

    /// What a metric comes to in one of the worlds of a run.
    struct World {
        std::string name;
        const std::vector<Summary>* periods;
    };

    /// Business as usual comes first, as each plan has it.
    static std::vector<World> worldsOf(const std::vector<const ScenarioResults*>& plans, const MetricId& id) {
        std::vector<World> worlds;
        for (const ScenarioResults* scenario : plans)
            if (const MetricResults* metric = find(*scenario, id))
                worlds.push_back({"business as usual", &metric->bau});
        for (const ScenarioResults* scenario : plans)
            if (const MetricResults* metric = find(*scenario, id))
                worlds.push_back({scenario->name, &metric->with});
        return worlds;
    }

    void checkLoad(const WatchedPool& watched) {
        const std::vector<World> worlds = worldsOf(plans_, watched.metric);
        const auto isHigh = [](const World& world) { return peakLoad(*world.periods).load >= highLoad; };
        const auto high = std::ranges::find_if(worlds, isHigh);
        if (high == worlds.end())
            return checkCrowdedTrials(watched);
        const PeakLoad highest = peakLoad(*high->periods);
        const std::string path = watched.path();
        const std::string name = readableName(model_, path);
        const std::string where = fmt::format("in period {} of {}", highest.period, high->name);
        if (std::isinf(highest.load) && isTypedEmpty(watched))
            return; // told without a run
        if (std::isinf(highest.load))
            return tell(path + "/servers",
                        fmt::format("{} has no servers {}: its queue grows without end.", name, where),
                        "Type how many work in it at once.");
        const auto world = static_cast<size_t>(high - worlds.begin());
        const bool isShared = watched.uses.size() > 1;
        const std::string from = isShared ? usesText(watched, world, highest.period) : std::string();
        const std::string alone =
            isShared ? ". The waits of each map are worked out as if it had these people alone, and are too short" : "";
        if (highest.load >= 1)
            return tell(path,
                        fmt::format("{} has {:.0f} % of the work that it can do, {}{}: its queue grows without end{}.",
                                    name, 100 * highest.load, where, from, alone),
                        isShared ? "Correct the arrivals, the touch times or the servers: what works today has the "
                                   "capacity. Or give each map a pool of that name, with the share of its time."
                                 : "Correct the arrivals, the touch times or the servers: what works today has the "
                                   "capacity.");
        tell(
            path,
            fmt::format("{} is busy {:.0f} % of its time {}{}{}: near 100 % its waiting times hang on every percent{}.",
                        name, 100 * highest.load, where, from, crowdedText(watched, world, highest.period), alone),
            "Hold its waiting time against a measured one, and see what one server more or less does.");
    }

    /// ", by o1 (75 %) and o2 (75 %)": what each map has a pool do.
    [[nodiscard]] std::string usesText(const WatchedPool& watched, size_t world, size_t period) const {
        std::string text;
        for (const WatchedPool::Use& use : watched.uses) {
            const bool isLast = &use == &watched.uses.back();
            const double load = (*worldsOf(plans_, use.metric)[world].periods)[period - 1].p50;
            text += fmt::format("{}{} ({:.0f} %)",
                                text.empty() ? ", by "
                                : isLast     ? " and "
                                             : ", ",
                                readableName(model_, "process/" + use.by.process.text), load);
        }
        return text;
    }

    /// ", and above 90 % of it in 38 % of the trials"; empty where that is all or nothing.
    [[nodiscard]] std::string crowdedText(const WatchedPool& watched, size_t world, size_t period) const {
        const std::vector<World> worlds = worldsOf(drawnPlans_, beyondLimit(watched.metric));
        if (world >= worlds.size() || period > worlds[world].periods->size())
            return {};
        const double share = (*worlds[world].periods)[period - 1].mean.value_or(0);
        return share > 0 && share < 1
                   ? fmt::format(", and {:.0f} % or more in {:.0f} % of the trials", 100 * highLoad, 100 * share)
                   : std::string();
    }

    /// Tells of a load that is high in trials alone, not where all is most likely.
    void checkCrowdedTrials(const WatchedPool& watched) {
        for (const World& world : worldsOf(drawnPlans_, beyondLimit(watched.metric)))
            if (const PeakLoad crowded = peakShare(*world.periods); crowded.load >= fewestCrowded) {
                tell(watched.path(),
                     fmt::format("{} is busy {:.0f} % of its time or more in {:.0f} % of the trials, in period {} of "
                                 "{}{}: near 100 % its waiting times hang on every percent.",
                                 readableName(model_, watched.path()), 100 * highLoad, 100 * crowded.load,
                                 crowded.period, world.name, watched.uses.size() > 1 ? ", by all its maps" : ""),
                     "Narrow the ranges of its arrivals, touch times and servers, or see what one server more does.");
                return;
            }
    }

    const Model& model_;
    const Names names_;
    const Results& results_;
    std::vector<const ScenarioResults*> plans_; ///< the model's own scenarios, or business as usual alone
    std::vector<const ScenarioResults*> drawnPlans_;
    std::vector<Problem> problems_;
};

} // namespace

std::vector<Problem> checkNumbers(const Model& whole, const RunControl& control) {
    const auto part = runnablePart(whole, validate(whole));
    const Model& model = part ? part->model : whole;
    std::vector<WatchedPool> pools = watchedPools(model);
    const auto corrections = correctCycleTimes(model, 0, {{}, control.stop});
    if (!corrections)
        return {};
    const auto ran = [&](const Model& of, Uncertainty uncertainty) -> std::optional<Results> {
        CompileOptions options{.uncertainty = uncertainty, .corrections = *corrections};
        if (uncertainty == Uncertainty::sampled) { // trials of all metrics would be more than memory holds
            for (const WatchedPool& pool : pools)
                options.onlyMetrics.push_back(beyondLimit(pool.metric));
            std::ranges::sort(options.onlyMetrics);
        }
        const auto program = compileWithLoads(of, pools, highLoad, options, control);
        RunOptions how = runOptions(model.settings());
        how.trials = std::min(how.trials, trialsOfLoads);
        return program ? run(*program, how, control) : std::nullopt;
    };
    const auto results = ran(withoutTools(model), Uncertainty::mostLikely);
    const auto drawn = results && !pools.empty() ? ran(model, Uncertainty::sampled) : std::optional(Results());
    if (!results || !drawn)
        return {};
    NumberCheck check(model, *results, *drawn);
    auto problems = part ? check.checkLoads(pools) : check.check(pools);
    noteLargeCorrections(model, **corrections, problems);
    return problems;
}

} // namespace tributary
