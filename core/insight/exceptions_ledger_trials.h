// SPDX-License-Identifier: GPL-3.0-or-later
// LedgerTrials: the exceptions ledger of every map of a model in each of some trials, as a run draws them.
// LedgerRanges: what these say of one map, or of all of them together. Pure functions: the same seed gives the same
// bits on any number of threads.
#pragma once

#include "core/insight/exceptions_ledger.h"
#include "core/stats/summary.h"

#include <map>
#include <utility>
#include <vector>

namespace tributary {

/// Trials of a ledger, where the run has so many.
inline constexpr size_t mostLedgerTrials = 256;

/// What changes a map: an effect, by its path, or what the scenario itself sets (the scenario's path).
struct LedgerCause {
    std::string path;
    std::string name; ///< in words

    friend bool operator==(const LedgerCause&, const LedgerCause&) = default;
};

/// The figures of a row by trial, as in LedgerRow.
struct LedgerRowTrials {
    std::vector<double> perMonth, touchHours, labourHours, waitingHours, delayHours, costPerYear;
    std::map<GroupId, std::vector<double>> hoursOf;

    friend bool operator==(const LedgerRowTrials&, const LedgerRowTrials&) = default;
};

/// One map in one world: by row, and what all of its work comes to.
struct MapTrials {
    std::vector<LedgerRowTrials> rows;
    std::vector<double> labourHours;                                     ///< of the whole map, in a month
    std::vector<char> overloaded;                                        ///< a pool has more work than time
    std::map<std::pair<GroupId, GroupId>, std::vector<double>> handOffs; ///< from, to: in a month

    friend bool operator==(const MapTrials&, const MapTrials&) = default;
};

struct LedgerMap {
    ProcessId process;
    std::string name;
    std::vector<GroupId> groups;  ///< whose people work in it, in trouble or not
    std::vector<LedgerRow> rows;  ///< what they are; their figures are `shown`'s
    MapTrials shown;              ///< in the scenario and period asked for
    MapTrials usual;              ///< business as usual in the last period; no trials without a scenario
    std::vector<MapTrials> alone; ///< then, by cause: with what the scenario itself sets and that one effect
    MapTrials together;           ///< then, with all of them
};

struct LedgerTrials {
    ScenarioId scenario;
    int period = 0;
    size_t trials = 0;
    Sampling sampling = Sampling::sobol;
    std::vector<LedgerCause> causes;
    std::vector<LedgerMap> maps;
    std::map<GroupId, double> workedHours; ///< of the groups inside whose headcount is known: in a month, by all of it
    std::vector<std::pair<ProcessId, std::string>> leftOut; ///< maps that could not be measured, and why
};

/// Draws up the ledgers of all maps in a scenario (empty: business as usual) at a period (0: the start), over up to
/// mostLedgerTrials of `how`'s trials. Fails where there is no map to measure or none of them can be, the model does
/// not compile for another reason, or it was stopped.
[[nodiscard]] Result<LedgerTrials> ledgerTrials(const Model& model, const ScenarioId& scenario, int period,
                                                const RunOptions& how, const RunControl& control = {});

/// What one cause, or all of them together, takes away by the last period: of what business as usual has of it then, at
/// the same draws. An effect comes alone, on top of what the scenario itself sets. Below zero where it adds.
struct LedgerSaving {
    LedgerCause cause;
    double costShare = 0;    ///< of the mean cost; NaN where there is none
    double timesShare = 0;   ///< of how often it happens, mean; of all rows NaN
    double waitingShare = 0; ///< of the mean waiting, over trials without overload; NaN where there is none
    Summary costPerYear;     ///< money
};

/// Whose hours a row takes.
struct PulledIn {
    GroupId group;          ///< empty: a pool of no group
    double labourHours = 0; ///< in a month, mean
};

struct LedgerRangesRow {
    ProcessId process{};
    std::string map{}; ///< its name
    MapPart part{};
    std::string name{};
    std::string at{}; ///< as in LedgerRow
    bool isRework = false;
    size_t peopleAtOnce = 0;
    std::vector<PulledIn> people{}; ///< the busiest group first
    Summary perMonth{};
    Summary touchMinutes{}; ///< of one, whoever takes part in it; failed where there is none
    Summary labourHours{};  ///< in a month
    Summary waitingHours{}; ///< in a month; infinite in overload
    Summary costPerYear{};
    Summary shareOfHeadcount{}; ///< of the hours that the groups of the maps work
    double costShare = 0;       ///< of the mean cost of all rows; 0 where that is nothing
    double costShareUpTo = 0;   ///< the same with all rows before it
    /// Of the causes that change how often it happens, its work, delays or cost, the largest first; empty: none does.
    /// That a pool has less to do, and waits are shorter for it, is none.
    std::vector<LedgerSaving> savings{};
    LedgerSaving together{};

    /// Its name with the step where it happens: "Missing data, at Diagnose".
    [[nodiscard]] std::string placed() const { return at.empty() ? name : name + ", at " + at; }
};

struct LedgerHandOffs {
    GroupId from;
    GroupId to;
    Summary perMonth;
};

/// What is not said by trial is said of the mean.
struct LedgerRanges {
    ScenarioId scenario;
    std::string failure; ///< why nothing follows, where ledgerTrials() gave none; set by whoever asked for it
    int period = 0;
    size_t trials = 0;
    size_t trialsOverloaded = 0; ///< in which a pool of these maps has more work than time, so that waits are infinite
    size_t trialsFailed = 0;     ///< in which numbers of these maps cannot be; they are left out
    std::vector<std::pair<ProcessId, std::string>> leftOut; ///< of these maps, those that could not be measured; why
    std::vector<LedgerRangesRow> rows;                      ///< by mean cost, the dearest first
    std::vector<LedgerHandOffs> handOffs;                   ///< the most frequent first
    Summary labourHours, waitingHours, costPerYear;
    Summary shareOfLabour;    ///< of all labour in these maps
    Summary shareOfHeadcount; ///< each group once, in however many maps it works; failed where no headcount is known
    Summary handOffsPerMonth;
    std::vector<LedgerSaving> savings; ///< over all rows
    LedgerSaving together;
};

/// Says what the trials hold of one map; of all of them where `map` is empty.
[[nodiscard]] LedgerRanges ledgerRanges(const LedgerTrials& trials, const ProcessId& map = {});

} // namespace tributary
