// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/process_simulation.h"

#include "core/engine/process_mapping.h"
#include "core/formula/number.h"
#include "core/model/arrival_rounds.h"
#include "core/model/population.h"
#include "core/stats/distribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <thread>

namespace tributary {

namespace {

constexpr double mostServers = 1e6;
constexpr double wholeWithin = 1e-9;
constexpr double twoMonths = 1461; ///< hours
constexpr double mostWarmUpCases = 10'000;
constexpr double warmUpInCycles = 20;
constexpr double warmUpInRelaxations = 2;
constexpr double roundsOfRelaxation = 5; ///< at most, of the members of a population
constexpr double warmUpWeeks = 2;        ///< where pools have working hours
constexpr double mostCasesInside = 1e5;  ///< and so many pairs of cases and steps:
constexpr double mostPairsInside = 2e7;

const std::string& nameOf(const Pool& pool) { return pool.name.empty() ? pool.id.text : pool.name; }

double likelyCv(const std::optional<Parameter>& cv) {
    const Quantity* quantity = cv ? cv->quantity() : nullptr;
    if (!quantity || quantity->data())
        return 0;
    return mostLikely(quantity->distribution()) * (quantity->unit() ? quantity->unit()->factor() : 1.0);
}

/// What the map says of a step of the shape besides its numbers.
struct StepManner {
    Spread spread = Spread::lognormal;
    const MeasuredTimes* touchTimes = nullptr; ///< of times as measured
    const MeasuredTimes* delayTimes = nullptr;
    double delayCv = 0;
    bool delayFirst = false; ///< before the work
    int priority = 0;
    bool isPatient = true; ///< cases wait for ever
};

std::vector<StepManner> mannersOf(const Process& process, const MappedProcess& mapped) {
    std::vector<StepManner> all(mapped.shape.steps.size());
    for (size_t step = 0; step < process.steps.size(); ++step) {
        const Step& of = process.steps[step];
        all[step] = {of.spread,
                     measuredIn(of.spread, of.touchTimes),
                     measuredIn(of.spread, of.delayTimes),
                     likelyCv(of.delayCv),
                     false,
                     of.priority,
                     !of.patience};
    }
    for (const auto& [exception, step, flow] : mapped.exceptions)
        all[position(step)] = {exception->spread,
                               measuredIn(exception->spread, exception->touchTimes),
                               measuredIn(exception->spread, exception->delayTimes),
                               likelyCv(exception->delayCv),
                               true,
                               exception->priority,
                               true};
    return all;
}

/// The measured values, scaled to this mean.
Result<Duration> scaledTo(const MeasuredTimes& times, double mean) {
    if (mean == times.mean())
        return Empirical{times.sorted()};
    auto constant = makeLognormalDuration(mean, 0); // a mean that cannot be is refused there
    if (!constant || mean == 0)
        return constant;
    std::vector<double> values = *times.sorted();
    for (double& value : values)
        value *= mean / times.mean();
    return Empirical{std::make_shared<const std::vector<double>>(std::move(values))};
}

/// The cases of a list again and again, at a rate per hour. Rounds of the calendar keep their days and hours: some
/// cases are left out or come once more, spread evenly over all of their moments. Others are stretched; so are those of
/// which hardly any would be left, or more than could be held.
GivenArrivals givenArrivals(const ArrivalTimes& times, const ArrivalRounds& rounds, double rate) {
    constexpr double mostCases = 1e6;
    constexpr double casesWanted = 2000;         // so many hold the rate to one in them
    constexpr double golden = 0.618033988749895; // its multiples part 0 to 1 evenly, and repeat with no day or week
    const auto listed = static_cast<double>(rounds.count);
    const double factor = rate == rounds.rate() ? 1 : rate / rounds.rate();
    GivenArrivals made;
    if (rounds.isOfCalendar && factor * std::max(listed, casesWanted) <= mostCases &&
        factor * mostCases >= casesWanted) {
        const double together = factor == 1 ? 1 : std::ceil(casesWanted / (listed * std::min(factor, 1.0)));
        made.period = together * rounds.period;
        for (double number = 0; number < together * listed; ++number) {
            const double place = number * golden;
            const auto copies = static_cast<size_t>(std::floor(factor + place - std::floor(place)));
            const auto at = static_cast<size_t>(number);
            made.times.insert(made.times.end(), copies,
                              times.hours()[at % rounds.count] +
                                  static_cast<double>(at / rounds.count) * rounds.period);
        }
        return made;
    }
    made.times.assign(times.hours().begin(), times.hours().begin() + static_cast<std::ptrdiff_t>(rounds.count));
    made.period = rounds.period / factor;
    for (double& time : made.times)
        time /= factor;
    return made;
}

Result<Duration> durationOf(Spread spread, const MeasuredTimes* measured, double mean, double cv) {
    if (measured)
        return scaledTo(*measured, mean);
    switch (spread) {
    case Spread::gamma:
        return makeGammaDuration(mean, cv);
    case Spread::exponential:
        return makeGammaDuration(mean, 1).map([mean](const Duration& checked) {
            return std::holds_alternative<Constant>(checked) ? checked : Duration(Exponential{mean});
        });
    case Spread::constant:
        return makeLognormalDuration(mean, 0);
    case Spread::measured: // without values
    case Spread::lognormal:
        break;
    }
    return makeLognormalDuration(mean, cv);
}

std::optional<int> wholeNumber(double number, double least, double most) {
    const double whole = std::round(number);
    if (!(std::abs(number - whole) <= wholeWithin && whole >= least && whole <= most))
        return std::nullopt;
    return static_cast<int>(whole);
}

/// Servers within rounding of a whole number as that; none where there are fewer than 0 or too many.
std::optional<double> serversOf(double number) {
    if (const auto whole = wholeNumber(number, 0, mostServers))
        return *whole;
    return number > 0 && number < mostServers ? std::optional(number) : std::nullopt;
}

/// A pool with so many servers on the mean of a week.
Result<SimulatedPool> poolOf(const Pool& pool, double servers, double availability) {
    SimulatedPool simulated;
    simulated.availability = availability;
    if (!pool.hours) {
        const auto taken = serversOf(servers);
        if (!taken || *taken == 0)
            return fail(fmt::format("{} has {:.6g} servers, and a simulation takes more than none, up to a million",
                                    nameOf(pool), servers));
        simulated.servers = *taken;
        return simulated;
    }
    const double once = servers / pool.hours->meanTimes();
    for (const StaffChange& change : pool.hours->week()) {
        const auto taken = serversOf(once * change.times);
        if (!taken)
            return fail(fmt::format("{} has {:.6g} servers in a shift, and a simulation takes up to a million",
                                    nameOf(pool), once * change.times));
        simulated.shifts.push_back({change.from, *taken});
    }
    return simulated;
}

/// The longest time in which a pool forgets how it began: that of reflected Brownian motion, 2 (ca^2 + cs^2) E[S] / (c
/// (1 - rho)^2), with Poisson arrivals (Abate & Whitt, 1987), or where cases leave, as long as all who wait for it take
/// to leave, if that is less; of a population never longer than a few of its rounds; hours.
double relaxationTime(const ProcessNumbers& numbers, const NetworkShape& shape) {
    double longest = 0;
    for (size_t pool = 0; pool < numbers.servers.size(); ++pool) {
        double visits = 0, work = 0, squares = 0; // of a case, at the pool
        double waited = 0, left = 0;
        for (size_t step = 0; step < shape.steps.size(); ++step) {
            if (!shape.steps[step].needs(static_cast<int>(pool)))
                continue;
            const double served = numbers.visits[step] * numbers.served[step];
            const double away = served > 0 ? numbers.stepAbsence[step] / numbers.served[step] : 0;
            const double lasts = numbers.touch[step] + away;
            visits += served;
            work += served * lasts;
            squares += served * lasts * lasts * (1 + numbers.touchCv[step] * numbers.touchCv[step]);
            waited += numbers.visits[step] * numbers.stepWaiting[step];
            left += numbers.visits[step] - served;
        }
        if (!(work > 0))
            continue;
        const double mean = work / visits;
        const double idle = 1 - numbers.utilisation[pool];
        const double own = 2 * squares / visits / mean / (numbers.servers[pool] * idle * idle); // 1 + cs^2
        longest = std::max(longest, left > 0 ? std::min(own, waited / left) : own);
    }
    const double round = 1 / numbers.arrivals + numbers.cycleTime;
    return shape.hasPopulation ? std::min(longest, roundsOfRelaxation * round) : longest;
}

/// A count to two digits, its thousands parted: 8,000,000,000.
std::string roughCount(double count) {
    constexpr double mostInFull = 1e15;
    if (!(count < mostInFull))
        return formatRounded(count, 2);
    std::string text = fmt::format("{:.0f}", parseNumber(formatRounded(count, 2)).value_or(count));
    constexpr size_t group = 3;
    for (size_t at = text.size(); at > group; at -= group)
        text.insert(at - group, 1, ',');
    return text;
}

/// How a point is simulated; fails where that is beyond what it may take of time or memory.
Result<SimulationOptions> optionsFor(const ProcessNumbers& numbers, const SimulatedProcess& simulated,
                                     const SimulationEffort& effort) {
    const NetworkShape& shape = simulated.shape;
    if (!(numbers.cycleTime > 0) || !std::isfinite(numbers.cycleTime))
        return fail("its numbers give no cycle time");
    SimulationOptions options;
    options.warmUp =
        std::max({std::min(twoMonths, mostWarmUpCases / numbers.casesPerHour), warmUpInCycles * numbers.cycleTime,
                  warmUpInRelaxations * relaxationTime(numbers, shape)});
    options.replications = SimulationEffort::replications;
    options.moments = effort.moments;
    options.tracedCases = effort.tracedCases;
    const double visits = std::accumulate(numbers.visits.begin(), numbers.visits.end(), 0.0);
    double observed = effort.cases / static_cast<double>(SimulationEffort::replications) / numbers.casesPerHour;
    if (effort.relaxations > 0)
        observed = std::max(observed, std::min(effort.relaxations * relaxationTime(numbers, shape),
                                               effort.longVisits / (numbers.casesPerHour * visits)));
    if (std::ranges::any_of(simulated.pools, [](const SimulatedPool& pool) { return !pool.shifts.empty(); })) {
        const auto wholeWeeks = [](double time) { return std::ceil(time / hoursOfWeek) * hoursOfWeek; };
        options.warmUp = wholeWeeks(std::max(options.warmUp, warmUpWeeks * hoursOfWeek));
        observed = wholeWeeks(observed); // each hour of the week as often as the others
    }
    if (const auto* given = std::get_if<GivenArrivals>(&simulated.arrivals))
        options.warmUp += given->times.front(); // nobody comes before
    options.horizon = options.warmUp + observed;
    options.threads = effort.threads ? effort.threads : std::max(1U, std::thread::hardware_concurrency());
    const double inside = std::min(mostCasesInside, mostPairsInside / static_cast<double>(numbers.touch.size()));
    options.mostCasesInside = static_cast<size_t>(inside);
    if (const double all = options.horizon * numbers.casesPerHour * visits; !(all <= effort.mostVisits))
        return fail(fmt::format("it would take {} steps of cases, more than a check may", roughCount(all)));
    if (const double likely = numbers.casesPerHour * numbers.cycleTime; likely > inside)
        return fail(
            fmt::format("about {} cases would be inside at once, more than a check may hold", roughCount(likely)));
    return options;
}

} // namespace

Result<SimulatedProcess> simulatedProcess(const Process& process, const ProcessNumbers& numbers) {
    MappedProcess mapped = mapProcess(process);
    const std::vector<StepManner> manners = mannersOf(process, mapped);
    SimulatedProcess made;
    if (!(numbers.arrivals > 0) || !std::isfinite(numbers.arrivals))
        return fail(fmt::format("{:.6g} cases an hour arrive", numbers.arrivals));
    if (process.population) {
        const auto members = wholeNumber(numbers.population, 1, mostMembers);
        if (!members)
            return fail(
                fmt::format("the population has {:.6g} members, and a simulation takes a whole number from 1 to {}",
                            numbers.population, mostMembers));
        made.arrivals = PopulationArrivals{*members, Exponential{1 / numbers.arrivals}};
    } else if (process.arrivalTimes)
        made.arrivals =
            givenArrivals(*process.arrivalTimes, roundsOf(process, *process.arrivalTimes), numbers.arrivals);
    else
        made.arrivals = RenewalArrivals{Exponential{1 / numbers.arrivals}};
    for (size_t step = 0; step < mapped.shape.steps.size(); ++step) {
        SimulatedStep& simulated = made.steps.emplace_back();
        const StepManner& manner = manners[step];
        auto touch = durationOf(manner.spread, manner.touchTimes, numbers.touch[step], numbers.touchCv[step]);
        auto delay = durationOf(manner.spread, manner.delayTimes, numbers.delay[step], manner.delayCv);
        for (const auto* duration : {&touch, &delay})
            if (!*duration)
                return fail(fmt::format("{}: {}", mapped.shape.steps[step].name, duration->error().message));
        simulated.touch = std::move(*touch);
        simulated.delay = std::move(*delay);
        simulated.delayFirst = manner.delayFirst;
        simulated.priority = manner.priority;
        simulated.alsoPools = mapped.shape.steps[step].also;
        if (!manner.isPatient)
            simulated.patience = Exponential{numbers.patience[step]};
        simulated.cost = numbers.cost[step];
    }
    made.share = numbers.share;
    for (const double hours : numbers.handOffDelay) {
        auto handOff = makeLognormalDuration(hours, 0);
        if (!handOff)
            return tl::unexpected(handOff.error());
        made.handOff.push_back(std::move(*handOff));
    }
    for (size_t pool = 0; pool < numbers.servers.size(); ++pool) {
        auto simulated = poolOf(process.pools[pool], numbers.servers[pool], numbers.availability[pool]);
        if (!simulated)
            return tl::unexpected(simulated.error());
        made.pools.push_back(std::move(*simulated));
    }
    made.hourlyCost = numbers.hourlyCost;
    made.shape = std::move(mapped.shape);
    return made;
}

Result<ProcessSimulation> simulateAt(const Process& process, const ProcessNumbers& numbers,
                                     const SimulationEffort& effort, const RunControl& control) {
    const auto simulated = simulatedProcess(process, numbers);
    if (!simulated)
        return ProcessSimulation{{}, simulated.error().message};
    const auto options = optionsFor(numbers, *simulated, effort);
    if (!options)
        return ProcessSimulation{{}, options.error().message};
    auto results = simulate(*simulated, *options, AddressedDraws(static_cast<std::uint64_t>(effort.seed)), control.stop,
                            control.progress);
    if (!results)
        return ProcessSimulation{{}, results.error().message};
    if (!*results)
        return tl::unexpected(stoppedError());
    if ((*results)->overloaded > 0) // what is left tells of its calmest times alone
        return ProcessSimulation{{}, fmt::format("more than {} cases were inside at once", options->mostCasesInside)};
    return ProcessSimulation{std::move(*results), {}};
}

} // namespace tributary
