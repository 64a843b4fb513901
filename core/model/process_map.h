// SPDX-License-Identifier: GPL-3.0-or-later
// Process: a map of the work under a metric: who does what in which order, how long it takes, and what falls out of it.
#pragma once

#include "core/model/evidence.h"
#include "core/model/ids.h"
#include "core/model/measured_times.h"
#include "core/model/parameter.h"
#include "core/model/working_hours.h"

#include <optional>
#include <vector>

namespace tributary {

/// A split is exclusive where a step has several flows out; a parallel step splits or joins all of its flows.
enum class StepKind { start, end, task, exclusive, parallel };

template <>
struct EnumNames<StepKind> {
    static constexpr std::array<std::string_view, 5> names{"start", "end", "task", "exclusive", "parallel"};
};

/// How a run comes by the mean cycle time: by the formulas, or by them times what simulation finds beside them.
enum class CycleTimeBy {
    automatic, ///< the simplest of the others that simulation agrees with
    formulas,
    factor, ///< the same everywhere
    surface ///< a factor that hangs on the map's numbers: a response surface
};

template <>
struct EnumNames<CycleTimeBy> {
    static constexpr std::array<std::string_view, 4> names{"automatic", "formulas", "factor", "surface"};
};

/// How times lie about their mean; for the first two by the coefficient of variation that is given. Times as measured
/// have the coefficient of variation of their values, and their mean where none is given; where one is, it scales them.
/// What has no values is lognormal then.
enum class Spread {
    lognormal,
    gamma,
    exponential, ///< without memory; its coefficient of variation is 1
    constant,    ///< all the same
    measured     ///< drawn from values that were measured
};

template <>
struct EnumNames<Spread> {
    static constexpr std::array<std::string_view, 5> names{"lognormal", "gamma", "exponential", "constant", "measured"};
};

/// The values that times of this kind are drawn from; null where there are none.
[[nodiscard]] inline const MeasuredTimes* measuredIn(Spread spread, const std::optional<MeasuredTimes>& times) {
    return spread == Spread::measured && times ? &*times : nullptr;
}

struct Lane {
    LaneId id;
    std::string name;
    GroupId group;

    friend bool operator==(const Lane&, const Lane&) = default;
    static constexpr auto fields() { return std::tuple{words("name", &Lane::name), words("group", &Lane::group)}; }
};

struct Pool {
    PoolId id;
    std::string name;
    GroupId group; ///< its hourly cost is the group's
    std::optional<Parameter> servers;
    std::optional<Parameter> availability; ///< share of the time that a server is there; 100 % where empty
    std::optional<WorkingHours> hours;     ///< when the servers are there, and how many times; always where empty

    friend bool operator==(const Pool&, const Pool&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Pool::name), numbers("group", &Pool::group), numbers("servers", &Pool::servers),
                          numbers("availability", &Pool::availability), numbers("hours", &Pool::hours)};
    }
};

struct Step {
    StepId id;
    std::string name;
    StepKind kind = StepKind::task;
    LaneId lane;
    PoolId pool;                      ///< empty: nobody's time is taken
    std::optional<Parameter> touch;   ///< mean touch time [hour]
    std::optional<Parameter> touchCv; ///< standard deviation over mean
    std::optional<Parameter> delay;   ///< mean pure delay after the touch time [hour]
    std::optional<Parameter> delayCv;
    Spread spread = Spread::lognormal;                   ///< of touch times and delays
    std::optional<MeasuredTimes> touchTimes, delayTimes; ///< of times as measured
    int priority = 0;                  ///< in the queue of the pool: lower goes first, then who came first
    std::optional<Parameter> patience; ///< mean time after which a waiting case leaves for good [hour]; empty: never
    std::optional<Parameter> cost;     ///< per visit, beside labour [currency]
    bool exception = false;            ///< done only because an exception happened
    ProcessId inner; ///< the map of what is in a task that is a sub-process: cases go through it, and nothing but the
                     ///< name and the lane of the step itself is read

    /// Whether the step stands for a map of its own.
    [[nodiscard]] bool isSubProcess() const { return kind == StepKind::task && !inner.empty(); }

    friend bool operator==(const Step&, const Step&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Step::name),
                          numbers("kind", &Step::kind),
                          words("lane", &Step::lane),
                          numbers("pool", &Step::pool),
                          numbers("touch", &Step::touch),
                          numbers("touch_cv", &Step::touchCv),
                          numbers("delay", &Step::delay),
                          numbers("delay_cv", &Step::delayCv),
                          numbers("spread", &Step::spread),
                          numbers("touch_times", &Step::touchTimes),
                          numbers("delay_times", &Step::delayTimes),
                          numbers("priority", &Step::priority),
                          numbers("patience", &Step::patience),
                          numbers("cost", &Step::cost),
                          numbers("exception", &Step::exception),
                          numbers("inner", &Step::inner)};
    }
};

struct Flow {
    FlowId id;
    std::string name;
    StepId from;
    StepId to;
    std::optional<Parameter> share; ///< of the cases that leave `from`; at most one flow out leaves it empty: the rest
    std::optional<Parameter> delay; ///< of the hand-off [hour]
    bool exception = false;

    friend bool operator==(const Flow&, const Flow&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Flow::name),      numbers("from", &Flow::from),
                          numbers("to", &Flow::to),       numbers("share", &Flow::share),
                          numbers("delay", &Flow::delay), numbers("exception", &Flow::exception)};
    }
};

/// What may go wrong at a step: how often, who is pulled in, what it costs, and where the case goes on.
struct ProcessException {
    ExceptionId id;
    std::string name;
    StepId step;
    std::optional<Parameter> frequency; ///< share of the visits to the step
    PoolId pool;
    std::vector<PoolId> alsoPools;  ///< a server of each of these is needed for the work at the same time
    std::optional<Parameter> delay; ///< before the touch time [hour]
    std::optional<Parameter> delayCv;
    std::optional<Parameter> touch; ///< [hour]
    std::optional<Parameter> touchCv;
    Spread spread = Spread::lognormal;                   ///< of both
    std::optional<MeasuredTimes> delayTimes, touchTimes; ///< of times as measured
    int priority = 0;                                    ///< as a step's
    StepId resumes;                                      ///< empty: as after the step

    friend bool operator==(const ProcessException&, const ProcessException&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &ProcessException::name),
                          numbers("step", &ProcessException::step),
                          numbers("frequency", &ProcessException::frequency),
                          numbers("pool", &ProcessException::pool),
                          numbers("also_pools", &ProcessException::alsoPools),
                          numbers("delay", &ProcessException::delay),
                          numbers("delay_cv", &ProcessException::delayCv),
                          numbers("touch", &ProcessException::touch),
                          numbers("touch_cv", &ProcessException::touchCv),
                          numbers("spread", &ProcessException::spread),
                          numbers("delay_times", &ProcessException::delayTimes),
                          numbers("touch_times", &ProcessException::touchTimes),
                          numbers("priority", &ProcessException::priority),
                          numbers("resumes", &ProcessException::resumes)};
    }
};

/// Where a map came from; empty for one that was drawn here.
struct MapOrigin {
    DrawingId drawing;
    std::string element; ///< the process or sub-process of the drawing, by its id there

    friend bool operator==(const MapOrigin&, const MapOrigin&) = default;
    static constexpr auto fields() {
        return std::tuple{words("drawing", &MapOrigin::drawing), words("element", &MapOrigin::element)};
    }
};

struct Process {
    static constexpr std::string_view kind = "process";

    ProcessId id;
    std::string name;
    MetricId metric;                     ///< the metric that the map hangs under
    std::optional<Parameter> arrivals;   ///< cases per time; the noun of its unit names a case; of the map of a
                                         ///< sub-process those that come there by themselves
    std::optional<Parameter> population; ///< how many there are of which each may become a case: `arrivals` is then
                                         ///< how often one does that is none, and the list is not read
    std::optional<ArrivalTimes> arrivalTimes; ///< when cases came; empty: a Poisson stream. Their rate holds where
                                              ///< `arrivals` is empty.
    std::vector<Lane> lanes;
    std::vector<Pool> pools;
    std::vector<Step> steps;
    std::vector<Flow> flows;
    std::vector<ProcessException> exceptions;
    CycleTimeBy cycleTimeBy = CycleTimeBy::automatic;
    std::string notes;
    MapOrigin origin;
    Evidence evidence;

    friend bool operator==(const Process&, const Process&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Process::name),
                          words("metric", &Process::metric),
                          numbers("arrivals", &Process::arrivals),
                          numbers("population", &Process::population),
                          numbers("arrival_times", &Process::arrivalTimes),
                          numbers("lanes", &Process::lanes),
                          numbers("pools", &Process::pools),
                          numbers("steps", &Process::steps),
                          numbers("flows", &Process::flows),
                          numbers("exceptions", &Process::exceptions),
                          numbers("cycle_time_by", &Process::cycleTimeBy),
                          words("notes", &Process::notes),
                          words("origin", &Process::origin),
                          words("evidence", &Process::evidence)};
    }
};

} // namespace tributary
