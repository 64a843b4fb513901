// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/arrival_rounds.h"
#include "core/model/lacking_servers.h"
#include "core/model/likely_value.h"
#include "core/model/map_check.h"
#include "core/model/population.h"

#include <algorithm>
#include <utility>

namespace tributary {

MapCheck::MapCheck(Validation& v, const SubProcesses& nested, const MeasuredMaps& measured, const Process& process)
    : v_(v), nested_(nested), process_(process), path_("process/" + process.id.text),
      isMeasured_(measured.all.contains(process.id)), needsArrivals_(measured.directly.contains(process.id)),
      steps_(process.steps.size()), out_(steps_), into_(steps_), flowsOut_(steps_) {
    for (size_t i = 0; i < steps_; ++i)
        if (!places_.emplace(process.steps[i].id.text, i).second)
            twice("step", process.steps[i].id.text);
    for (const Pool& pool : process.pools)
        if (!pools_.insert(pool.id.text).second)
            twice("pool", pool.id.text);
    for (const Lane& lane : process.lanes)
        if (!lanes_.insert(lane.id.text).second)
            twice("lane", lane.id.text);
}

void MapCheck::run() {
    checkPools();
    checkSteps();
    checkTimes();
    checkFlows();
    checkExceptions();
    checkShares();
    checkPopulation();
    checkArrivalTimes();
    checkForArrivals();
    if (const auto rate = needsArrivals_ ? likely(process_.arrivals, "1/hour") : std::nullopt; rate == 0.0)
        v_.warning(path_ + "/arrivals", fmt::format("No case ever comes to {}: its arrivals are 0.", name()),
                   "Type how many cases come, as in 600 breakdown/month.");
    if (isMeasured_ || steps_ > 0)
        checkWays();
}

/// Tells of a map to which no cases come; of one that no metric measures where it has something to measure.
void MapCheck::checkForArrivals() {
    if (process_.arrivals || (process_.arrivalTimes && !process_.population))
        return;
    const bool isDrawn = !isMeasured_ && !nested_.isOnlyInner(process_) &&
                         std::ranges::count(process_.steps, StepKind::task, &Step::kind) > 0;
    if (needsArrivals_ || isDrawn)
        v_.add(needsArrivals_ ? Severity::error : Severity::note, path_ + "/arrivals",
               fmt::format("{} has no arrivals.", name()),
               "Type how many cases come, as in 600 breakdown/month, name the metric that says so, or paste when they "
               "came.");
}

/// Says what of a list of dates is not taken as it is.
void MapCheck::checkArrivalTimes() {
    if (!needsArrivals_ || !process_.arrivalTimes || process_.population)
        return;
    const std::string path = path_ + "/arrival_times";
    const ArrivalRounds rounds = roundsOf(expanded(v_.model, process_), *process_.arrivalTimes);
    if (rounds.isOfDays())
        v_.note(path,
                fmt::format("The list of when cases came to {} is of less than half a week: its days are taken for all "
                            "days of the week.",
                            name()),
                "Give a list of whole weeks, so that each day of the working hours has its own cases.");
    else if (const size_t left = process_.arrivalTimes->count() - rounds.count; left > 0)
        v_.note(path,
                fmt::format("The list of when cases came to {} is taken by whole weeks, for the sake of working hours: "
                            "{} at its end {} left out.",
                            name(), left == 1 ? "a case" : fmt::format("{} cases", left), left == 1 ? "is" : "are"),
                "Give a list of whole weeks, and all of it is taken.");
}

void MapCheck::checkPools() {
    for (const Pool& pool : process_.pools) {
        const std::string path = path_ + "/pool/" + pool.id.text;
        if (!v_.model.groups().contains(pool.group))
            fault(path + "/group", fmt::format("The pool {} belongs to no group.", v_.called(path)),
                  v_.model.groups().empty() ? "Add a group, which has the hourly cost of its people, and choose it."
                                            : "Choose the group whose hourly cost it has.");
        if (!pool.servers && !nested_.isPoolOfCaller(process_, pool))
            fault(path + "/servers", fmt::format("The pool {} has no servers.", v_.called(path)),
                  "Type how many work in it at once.");
        else if (lacksServers(pool) && !nested_.isPoolOfCaller(process_, pool))
            v_.warning(path + "/servers",
                       fmt::format("The pool {} has 0 servers: its work waits without end.", v_.called(path)),
                       "Type how many work in it at once, or give its work to others.");
    }
    checkIdlePools();
    for (const Lane& lane : process_.lanes)
        if (!lane.group.empty() && !v_.model.groups().contains(lane.group))
            v_.warning(
                path_ + "/lane/" + lane.id.text + "/group",
                fmt::format("The lane {} belongs to the group `{}`, which does not exist.", lane.name, lane.group.text),
                "Choose another group.");
}

/// Notes pools whose people no step of the map, nor of the maps within it, takes.
void MapCheck::checkIdlePools() {
    if (!isMeasured_ || process_.pools.empty())
        return;
    std::set<std::string> taken;
    const auto take = [&](const Process& map) {
        for (const Step& step : map.steps)
            taken.insert(step.pool.text);
        for (const ProcessException& exception : map.exceptions) {
            taken.insert(exception.pool.text);
            for (const PoolId& also : exception.alsoPools)
                taken.insert(also.text);
        }
    };
    if (std::ranges::any_of(process_.steps, &Step::isSubProcess))
        take(expanded(v_.model, process_));
    else
        take(process_);
    for (const Pool& pool : process_.pools)
        if (!taken.contains(pool.id.text) && !nested_.isPoolOfCaller(process_, pool)) {
            const std::string path = path_ + "/pool/" + pool.id.text;
            v_.note(path, fmt::format("No work of {} is done by {}.", name(), v_.called(path)),
                    "Choose it at a step, or erase it.");
        }
}

/// Tells of a queue's rules where there is no queue, of times that are not used, and of work longer than a shift.
void MapCheck::checkManner(size_t index) {
    const Step& step = process_.steps[index];
    const std::string path = stepPath(index);
    if (step.pool.empty() && step.patience)
        v_.warning(path + "/patience",
                   fmt::format("Cases lose patience at {}, but wait for nobody there.", stepName(index)),
                   "Choose a pool, or clear it.");
    if (step.pool.empty() && step.priority != 0)
        v_.warning(path + "/priority", fmt::format("{} has a priority, but waits for nobody.", begun(index)),
                   "Choose a pool, or type 0.");
    checkSpread(path, stepName(index), step);
    const auto pool = std::ranges::find(process_.pools, step.pool, &Pool::id);
    const MeasuredTimes* times = step.touch ? nullptr : measuredIn(step.spread, step.touchTimes);
    const auto touch = times ? times->mean() : likely(step.touch, "hour");
    if (pool == process_.pools.end() || !pool->hours || !touch)
        return;
    const double lasts = *touch / likely(pool->availability, "%").value_or(1);
    if (const double shift = pool->hours->longestShift(); lasts > shift)
        v_.warning(path + "/touch",
                   fmt::format("{} takes {:.3g} hours, longer than {} is there in one piece, {:.3g} hours.",
                               begun(index), lasts, v_.called(path_ + "/pool/" + pool->id.text), shift),
                   "The simulation finishes it after the end of the shift: part it into several steps, or lengthen "
                   "the shift.");
}

/// Times as measured need values, which no others use.
template <class Part>
void MapCheck::checkMeasured(const std::string& path, const std::string& called, const Part& part) {
    const bool isMeasured = part.spread == Spread::measured;
    const std::string field = path + (part.touchTimes || !part.delayTimes ? "/touch_times" : "/delay_times");
    if (isMeasured && !part.touchTimes && !part.delayTimes)
        v_.warning(field,
                   fmt::format("The times of {} are to be as measured, but no values are given: they are taken for "
                               "lognormal.",
                               called),
                   "Paste the values, or choose how its times vary.");
    if (!isMeasured && (part.touchTimes || part.delayTimes))
        v_.note(field,
                fmt::format("The measured values of {} are not used: its times are {}.", called,
                            EnumNames<Spread>::names[static_cast<size_t>(part.spread)]),
                "Choose times as measured, or clear the values.");
}

/// Exponential and constant times need no coefficient of variation.
template <class Part>
void MapCheck::checkSpread(const std::string& path, const std::string& called, const Part& part) {
    checkMeasured(path, called, part);
    if (part.spread != Spread::exponential && part.spread != Spread::constant)
        return;
    const std::string_view kind = EnumNames<Spread>::names[static_cast<size_t>(part.spread)];
    if (part.touchCv)
        v_.note(path + "/touch_cv", fmt::format("The spread of {} is not used: its times are {}.", called, kind),
                "Clear it, or choose lognormal or gamma times.");
    if (part.delayCv)
        v_.note(path + "/delay_cv",
                fmt::format("The spread of the delay of {} is not used: its times are {}.", called, kind),
                "Clear it, or choose lognormal or gamma times.");
}

/// A population comes by its own rules, which some others do not go with.
void MapCheck::checkPopulation() {
    if (!process_.population)
        return;
    const std::string path = path_ + "/population";
    if (!needsArrivals_) {
        if (nested_.isOnlyInner(process_))
            v_.note(path,
                    fmt::format("The population of {} is not used: cases come to it from the maps that it stands in.",
                                name()),
                    "Clear it, or type how often one of its members becomes a case as the arrivals.");
        return;
    }
    if (process_.arrivalTimes)
        v_.note(path_ + "/arrival_times",
                fmt::format("The list of when cases came is not used in {}: they come from a population.", name()),
                "Clear the one or the other.");
    const auto patient = [](const Step& step) { return !step.pool.empty() && step.patience; };
    const Process whole = expanded(v_.model, process_);
    if (const auto step = std::ranges::find_if(whole.steps, patient); step != whole.steps.end()) {
        const auto inner = innerPart(step->id.text);
        const std::string map = "process/" + (inner ? inner->process.text : process_.id.text);
        fault(map + "/task/" + (inner ? inner->id : step->id.text) + "/patience",
              fmt::format("Cases of a population, that of {}, lose patience at {}, which the formulas do not know.",
                          name(), calledStep(whole, *step)),
              "Clear the patience, or the population.");
    }
    if (const auto members = tributary::likely(v_, process_.population, Unit());
        members && !(*members >= 1 && *members <= mostMembers))
        fault(path, fmt::format("The population of {} has {:.4g} members.", name(), *members),
              fmt::format("Type 1 to {:.0f}; of more hardly anyone is missed: clear it, and type the arrivals of "
                          "all.",
                          mostMembers));
}

void MapCheck::checkAlsoPools(const std::string& path, const ProcessException& exception) {
    std::set<std::string> taken{exception.pool.text}, twice;
    for (const PoolId& also : exception.alsoPools) {
        if (!pools_.contains(also.text))
            fault(path + "/also_pools",
                  fmt::format("{} pulls in the pool `{}`, which does not exist.", v_.called(path), also.text),
                  "Choose pools of the process.");
        else if (!taken.insert(also.text).second)
            twice.insert(also.text);
    }
    if (!twice.empty())
        v_.warning(path + "/also_pools",
                   fmt::format("{} pulls in {} twice, which counts once.", v_.called(path),
                               v_.called(path_ + "/pool/" + *twice.begin())),
                   "Choose each pool once.");
    if (exception.pool.empty() && !exception.alsoPools.empty())
        v_.warning(path + "/pool", fmt::format("{} pulls in further pools, but none that leads.", v_.called(path)),
                   "Choose the pool that does the work first.");
}

void MapCheck::checkPool(const std::string& path, const PoolId& pool) {
    if (!pool.empty() && !pools_.contains(pool.text))
        fault(path + "/pool", fmt::format("{} takes the pool `{}`, which does not exist.", v_.called(path), pool.text),
              "Choose a pool of the process.");
}

void MapCheck::checkSteps() {
    for (size_t i = 0; i < steps_; ++i) {
        const Step& step = process_.steps[i];
        checkPool(stepPath(i), step.pool);
        if (!step.lane.empty() && !lanes_.contains(step.lane.text))
            v_.warning(stepPath(i) + "/lane",
                       fmt::format("{} lies in the lane `{}`, which does not exist.", begun(i), step.lane.text),
                       "Move it to a lane.");
        if (step.kind == StepKind::task && step.inner.empty() && hasTouch(step) && step.pool.empty())
            v_.warning(stepPath(i) + "/pool", fmt::format("{} has a touch time, but takes nobody's time.", begun(i)),
                       "Choose a pool, or type the time as a delay.");
        checkManner(i);
    }
}

/// Tells of tasks that take no time: one by one where a metric measures the map, else together.
void MapCheck::checkTimes() {
    std::vector<size_t> timeless;
    for (size_t i = 0; i < steps_; ++i) {
        const Step& step = process_.steps[i];
        const bool hasDelay = step.delay || measuredIn(step.spread, step.delayTimes);
        if (step.kind == StepKind::task && step.inner.empty() && !hasTouch(step) && (!hasDelay || !step.pool.empty()))
            timeless.push_back(i);
    }
    if (timeless.empty())
        return;
    if (!isMeasured_) {
        const size_t more = timeless.size() - 1;
        v_.note(stepPath(timeless.front()) + "/touch",
                more == 0 ? fmt::format("{} has no touch time.", begun(timeless.front()))
                          : fmt::format("{} and {} more task{} of {} have no touch time.", begun(timeless.front()),
                                        more, more == 1 ? "" : "s", name()),
                "Type how long the work takes, as in 20/30/60 minute.");
        return;
    }
    for (const size_t i : timeless) {
        const PoolId& pool = process_.steps[i].pool;
        if (pool.empty())
            v_.warning(stepPath(i) + "/touch",
                       fmt::format("{} has neither a time nor a pool, so it counts for nothing.", begun(i)),
                       "Type how long it takes and choose who does it, or type a delay.");
        else
            v_.warning(stepPath(i) + "/touch",
                       fmt::format("{} is work of {}, but has no touch time, so it takes nobody's time.", begun(i),
                                   v_.called(path_ + "/pool/" + pool.text)),
                       "Type how long the work takes, as in 20/30/60 minute, or clear the pool.");
    }
}

void MapCheck::checkExceptions() {
    std::set<std::string> ids;
    std::vector<double> often(steps_); // by step: how often any of its exceptions happens, as far as is known
    std::vector<std::vector<const Parameter*>> given(steps_); // by step: how often each does
    for (const ProcessException& exception : process_.exceptions) {
        const std::string path = path_ + "/exception/" + exception.id.text;
        if (!ids.insert(exception.id.text).second)
            twice("exception", exception.id.text);
        checkPool(path, exception.pool);
        checkAlsoPools(path, exception);
        checkSpread(path, v_.called(path), exception);
        const auto step = places_.find(exception.step.text);
        if (step == places_.end())
            wayFault(
                path + "/step",
                fmt::format("{} happens at the step `{}`, which does not exist.", v_.called(path), exception.step.text),
                "Choose the step that it happens at.");
        if (!exception.frequency)
            fault(path + "/frequency", fmt::format("{} has no frequency.", v_.called(path)),
                  "Type how often it happens, as in 15 %.");
        else if (step != places_.end()) {
            often[step->second] += std::max(0.0, tributary::likely(v_, exception.frequency, unitOr("%")).value_or(0));
            given[step->second].push_back(&*exception.frequency);
        }
        const bool hasDelay = exception.delay || measuredIn(exception.spread, exception.delayTimes);
        if (!hasTouch(exception) && !hasDelay && exception.pool.empty() && exception.resumes.empty())
            v_.note(path + "/touch",
                    fmt::format("{} has neither a time nor a pool, so it only counts.", v_.called(path)),
                    "Type how long it takes and choose who does it, or type a delay.");
        if (hasTouch(exception) && exception.pool.empty())
            v_.warning(path + "/pool", fmt::format("{} has a touch time, but takes nobody's time.", v_.called(path)),
                       "Choose a pool, or type the time as a delay.");
        if (exception.resumes.empty())
            continue;
        const auto resumes = places_.find(exception.resumes.text);
        if (resumes == places_.end())
            wayFault(path + "/resumes",
                     fmt::format("After {} the case goes on at `{}`, which does not exist.", v_.called(path),
                                 exception.resumes.text),
                     "Choose a step of the process.");
        else if (step != places_.end())
            join(step->second, resumes->second);
    }
    for (size_t i = 0; i < steps_; ++i) // a visit meets one of them, or none
        if (often[i] > 1 + shareTolerance &&
            std::ranges::count(process_.exceptions, process_.steps[i].id, &ProcessException::step) > 1)
            fault(stepPath(i),
                  fmt::format("The frequencies of the exceptions at {} sum to {:.4g} %.", stepName(i), 100 * often[i]),
                  "Let them sum to 100 % at most: a visit meets one of them, or none.");
        else if (const auto range = given[i].size() > 1 ? rangeOfSum(given[i], Rest::taken) : std::nullopt)
            v_.warning(stepPath(i),
                       fmt::format("The frequencies of the exceptions at {} may sum to {}: where they sum to more than "
                                   "100 % a trial fails.",
                                   stepName(i), *range),
                       "Narrow their ranges, so that they sum to 100 % at most: a visit meets one of them, or none.");
}

void checkProcesses(Validation& v) {
    const SubProcesses nested(v.model);
    const MeasuredMaps measured(v.model, nested);
    for (const Process& process : v.model.processes())
        MapCheck(v, nested, measured, process).run();
}

} // namespace tributary
