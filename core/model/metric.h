// SPDX-License-Identifier: GPL-3.0-or-later
// Metric: a number that is followed over the periods, on one of three levels. Its value comes from exactly one source,
// named by `source`; what was typed for the other sources is kept, so that switching back and forth loses nothing.
#pragma once

#include "core/model/evidence.h"
#include "core/model/formula.h"
#include "core/model/ids.h"
#include "core/model/parameter.h"

#include <optional>

namespace tributary {

enum class Level { financial, operating, frontline };
enum class Better { higher, lower };
/// estimate: `estimate` with `drift` and `noise`; formula: `formula`; influence: a baseline of its own (`formula` where
/// there is one, else `estimate`) moved by its incoming links; process: `measure` of `process`.
enum class MetricSource { estimate, formula, influence, process };
/// Measures of a process map. Times in hour; measures per case in hour/case or currency/case; shares in %.
enum class Measure {
    cycleTime,
    waiting,
    touch,
    delay,
    labourHours, ///< `measureOf`: a group, or empty for all
    labourCost,
    cost,
    exceptionShare, ///< share of labour in exceptions and rework
    handOffs,
    boundaryHandOffs,
    utilisation,   ///< `measureOf`: a pool
    throughput,    ///< cases per time
    workInProgress ///< cases
};

template <>
struct EnumNames<Level> {
    static constexpr std::array<std::string_view, 3> names{"financial", "operating", "frontline"};
};
template <>
struct EnumNames<Better> {
    static constexpr std::array<std::string_view, 2> names{"higher", "lower"};
};
template <>
struct EnumNames<MetricSource> {
    static constexpr std::array<std::string_view, 4> names{"estimate", "formula", "influence", "process"};
};
template <>
struct EnumNames<Measure> {
    static constexpr std::array<std::string_view, 13> names{
        "cycle_time",  "waiting",    "touch",           "delay",     "labour_hours",
        "labour_cost", "cost",       "exception_share", "hand_offs", "boundary_hand_offs",
        "utilisation", "throughput", "work_in_progress"};
};

struct Metric {
    static constexpr std::string_view kind = "metric";

    MetricId id;
    std::string name;
    Level level = Level::frontline;
    MetricId parent;  ///< the primary parent, which draws the tree; empty for a root
    int position = 0; ///< order among siblings; equal positions go by id
    std::string unit; ///< text of a unit; empty for a plain number
    Better better = Better::higher;

    MetricSource source = MetricSource::estimate;
    std::optional<Quantity> estimate; ///< at time 0, in the metric's unit
    std::optional<Quantity> drift;    ///< change per year: value * (1 + drift)^y
    std::optional<Quantity> noise;    ///< standard deviation per period, relative
    std::optional<Formula> formula;
    ProcessId process;
    Measure measure = Measure::cycleTime;
    std::string measureOf;                ///< the group or pool that the measure is of, where it is of one
    std::optional<Quantity> responseTime; ///< smooths the ratio to business as usual, first-order

    bool counts = false;                  ///< counts in the NPV
    std::optional<Parameter> realisation; ///< share of the change that turns into money; 100 % where empty
    std::optional<Parameter> hardShare;   ///< share of that money that is cash in a ledger; 100 % where empty

    std::optional<Quantity> target; ///< in the metric's unit
    std::string targetDate;         ///< ISO date, or empty
    std::optional<Quantity> tolerance;
    std::string owner;
    std::string dataSource;
    std::string measured; ///< how often
    std::string notes;
    Evidence evidence;

    friend bool operator==(const Metric&, const Metric&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Metric::name),
                          told("level", &Metric::level),
                          words("parent", &Metric::parent),
                          words("position", &Metric::position),
                          numbers("unit", &Metric::unit),
                          numbers("better", &Metric::better),
                          numbers("source", &Metric::source),
                          numbers("estimate", &Metric::estimate),
                          numbers("drift", &Metric::drift),
                          numbers("noise", &Metric::noise),
                          numbers("formula", &Metric::formula),
                          numbers("process", &Metric::process),
                          numbers("measure", &Metric::measure),
                          numbers("measure_of", &Metric::measureOf),
                          numbers("response_time", &Metric::responseTime),
                          numbers("counts", &Metric::counts),
                          numbers("realisation", &Metric::realisation),
                          numbers("hard_share", &Metric::hardShare),
                          words("target", &Metric::target),
                          words("target_date", &Metric::targetDate),
                          words("tolerance", &Metric::tolerance),
                          words("owner", &Metric::owner),
                          words("data_source", &Metric::dataSource),
                          words("measured", &Metric::measured),
                          words("notes", &Metric::notes),
                          words("evidence", &Metric::evidence)};
    }
};

} // namespace tributary
