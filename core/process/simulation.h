// SPDX-License-Identifier: GPL-3.0-or-later
// Discrete-event simulation of a process: cases arrive, queue for the servers of pools, are worked on, are delayed,
// take flows by chance, split and join. Replications are independent and addressed by (seed, replication), so the same
// seed gives the same bits on any number of threads, and two processes that differ in a number share their draws.
#pragma once

#include "core/process/duration.h"
#include "core/process/network_shape.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <variant>
#include <vector>

namespace tributary {

/// Independent gaps between arrivals; exponential ones make a Poisson stream.
struct RenewalArrivals {
    Duration gap;
};
/// Moments of arrival that never fall.
struct GivenArrivals {
    std::vector<double> times;
    double period = 0; ///< after which they all come anew, no shorter than from the first to the last; 0: they do not
};
/// A population of which each member becomes a case anew some time after it left (machines that fail).
struct PopulationArrivals {
    int members = 1;
    Duration timeToArrival;
};
using Arrivals = std::variant<RenewalArrivals, GivenArrivals, PopulationArrivals>;

struct SimulatedStep {
    Duration touch;                   ///< work of one server of the pool, or time alone where there is no pool
    Duration delay;                   ///< nobody at work
    bool delayFirst = false;          ///< the delay comes before the work
    int priority = 0;                 ///< in the queue: lower goes first, then who came first
    std::vector<int> alsoPools;       ///< one server of each of these is needed for the work, too
    std::optional<Duration> patience; ///< how long a case waits before it leaves without the work
    double cost = 0.0;                ///< of a visit, besides labour; not of one that leaves
};

inline constexpr double hoursOfWeek = 168.0;

/// Servers from a moment of the week on.
struct ShiftChange {
    double from = 0.0; ///< hours after the week's beginning
    double servers = 0;
};

/// Of 2.5 servers, at all times or in a shift, two have all their time and a third half of it: that one is taken where
/// the others are busy, works at half the pace, and hands the work over to the first who is free. So the work of n
/// cases goes on at the pace min(n, 2.5), which has no jump from 2 to 3. What work loses by its pace counts as waiting.
struct SimulatedPool {
    double servers = 1;
    double availability = 1.0; ///< share of their time that servers have for this process: work takes touch / this
    std::vector<ShiftChange> shifts; ///< repeated each week, by rising `from`; empty: `servers` at all times. Work that
                                     ///< has begun is finished.
};

/// A process in numbers, hours throughout. Tables go by index of the shape's.
struct SimulatedProcess {
    NetworkShape shape;
    Arrivals arrivals;
    std::vector<SimulatedStep> steps;
    std::vector<double> share;        ///< per flow; read where an ordinary step has several flows out
    std::vector<Duration> handOff;    ///< per flow: time on the way; empty: none
    std::vector<SimulatedPool> pools; ///< those of unlimited servers are no pools
    std::vector<double> hourlyCost;   ///< per group; empty: 0
};

/// What a draw is for, as its address.
struct DrawAddress {
    enum class Use : std::uint8_t { gap, touch, delay, flow, handOff, patience };
    std::uint64_t caseNumber = 0; ///< from 0, in order of arrival
    std::uint32_t ordinal = 0;    ///< how many numbers the case has drawn before; 0 is its gap
    std::uint32_t place = 0;      ///< step, or flow for a hand-off
    std::uint32_t visit = 0;      ///< how often the case has been at the step before
    Use use = Use::gap;
};

/// Where a replication's uniform numbers in (0, 1) come from. Safe on any thread.
class DrawSource {
public:
    virtual ~DrawSource() = default;
    [[nodiscard]] virtual double uniform(const DrawAddress& address, std::uint64_t replication) const = 0;
};

/// Draws addressed by (seed, replication, use, place, case, visit): what one step draws does not hang on what others
/// do.
class AddressedDraws : public DrawSource {
public:
    explicit AddressedDraws(std::uint64_t seed) : seed_(seed) {}
    [[nodiscard]] double uniform(const DrawAddress& address, std::uint64_t replication) const override;

private:
    std::uint64_t seed_;
};

struct SimulationOptions {
    std::uint64_t cases = 0; ///< stop arrivals after so many; 0: no such limit
    double horizon = 0.0;    ///< stop arrivals at this hour; 0: no such limit. One of the two is needed.
    double warmUp = 0.0;     ///< hours at the start that are not counted
    size_t replications = 10;
    unsigned threads = 1;
    size_t moments = 0;                 ///< how many equally spaced moments of the horizon queue lengths are told for
    size_t tracedCases = 0;             ///< how many cases of the first replication leave a trace
    size_t mostCasesInside = 2'000'000; ///< a replication that holds more, branches counted, is given up as overloaded
};

/// What happened to a traced case, for an animation.
struct TraceEvent {
    enum class What : std::uint8_t { arrives, queues, begins, ends, delayed, goes, abandons, leaves };
    double time = 0.0;
    std::uint32_t caseNumber = 0;
    What what = What::arrives;
    int place = -1; ///< the step, or the flow where it goes
};

/// A mean over replications.
struct SimulatedMean {
    double mean = std::numeric_limits<double>::quiet_NaN();          ///< NaN where no replication gave a number
    double standardError = std::numeric_limits<double>::quiet_NaN(); ///< NaN with one replication
    size_t replications = 0;                                         ///< that gave a number
    std::vector<double> values;                                      ///< by replication; NaN where it gave none

    /// The mean of some values, NaN left out.
    [[nodiscard]] static SimulatedMean of(std::vector<double> values);

    /// The half width of Student's interval that holds the true mean with this confidence; NaN with one replication.
    [[nodiscard]] double halfWidth(double confidence = 0.95) const;
};

/// What a measure of one process has more than that of another, replication by replication: simulated with the same
/// seed, both met the same draws, so the difference is known better than either.
[[nodiscard]] SimulatedMean pairedDifference(const SimulatedMean& first, const SimulatedMean& second);

struct SimulatedPoolMeasures {
    SimulatedMean utilisation;         ///< busy hours over hours of servers that were there
    SimulatedMean waiting;             ///< of a visit, 0 included; also of those that leave
    SimulatedMean queueLength;         ///< mean over time
    SimulatedMean served;              ///< visits
    std::vector<double> queueOverTime; ///< at SimulationOptions::moments: mean over replications
};

struct SimulatedStepMeasures {
    SimulatedMean visits;  ///< per case
    SimulatedMean served;  ///< share of the visits that have its work done
    SimulatedMean waiting; ///< of a visit, for a server or for one who is away
};

/// Hours and money are means per case that arrived after the warm-up and has left.
struct SimulationResults {
    SimulatedMean cycleTime;
    SimulatedMean p50, p90, p95;         ///< percentiles of the cycle time
    SimulatedMean waiting, touch, delay; ///< along the branch that ended last
    SimulatedMean labourHours;
    std::vector<SimulatedMean> labourHoursByGroup;
    SimulatedMean labourCost, cost;
    SimulatedMean exceptionShare; ///< of labour: in exceptions and rework
    SimulatedMean exceptions;     ///< exception flows taken
    SimulatedMean handOffs, boundaryHandOffs;
    std::vector<SimulatedMean> handOffsBetween; ///< from group to group: row * groups + column
    SimulatedMean abandoned;                    ///< share of cases that left without a step's work
    SimulatedMean throughput;                   ///< cases per hour that left with their work done
    SimulatedMean workInProgress;               ///< cases inside, mean over time
    SimulatedMean lastDeparture;                ///< hour
    std::vector<SimulatedPoolMeasures> pools;
    std::vector<SimulatedStepMeasures> steps;
    double hoursOfMoments = 0.0;    ///< between two moments of queueOverTime
    std::vector<double> cycleTimes; ///< hours, of the first replication, sorted; thinned evenly above a million cases
    std::vector<TraceEvent> trace;  ///< of the first replication, by time
    std::uint64_t cases = 0;        ///< counted, over all replications
    size_t overloaded = 0;          ///< replications that were given up; the means are over the others
};

/// Says what is wrong with a process: tables of other sizes than the shape's, times that cannot be, shares that do not
/// sum to 1 within 1e-9, pools without a server, blocks that blockStructure() refuses.
[[nodiscard]] Result<void> check(const SimulatedProcess& process);

/// Simulates a process. Each replication starts empty; observation runs from the warm-up to the end of arrivals (by
/// `cases`: to the last departure), then the cases inside are served to their end. None where `stop` was asked for.
/// Fails as check() does, and where options give no end or a replication would loop without time.
[[nodiscard]] Result<std::optional<SimulationResults>>
simulate(const SimulatedProcess& process, const SimulationOptions& options, const DrawSource& draws,
         const std::stop_token& stop = {}, const std::function<void(double)>& progress = {});

} // namespace tributary
