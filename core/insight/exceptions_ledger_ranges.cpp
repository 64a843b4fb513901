// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run.h"
#include "core/insight/exceptions_ledger_trials.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace tributary {

namespace {

using TrialColumn = std::vector<double>;

constexpr double minutesPerHour = 60;
constexpr double leastSaving = 1e-9; ///< of what there is: smaller ones are rounding

/// The mean of a column over the trials that gave a number.
double finiteMean(const TrialColumn& column) {
    double sum = 0;
    size_t count = 0;
    for (const double value : column)
        if (std::isfinite(value)) {
            sum += value;
            ++count;
        }
    return sum / static_cast<double>(count);
}

/// What goes between two columns, as a share of the mean of `usual`, over the trials that gave a number in all; NaN
/// where there was nothing.
double shareGone(const TrialColumn& usual, const TrialColumn& before, const TrialColumn& then) {
    double all = 0, gone = 0;
    for (size_t t = 0; t < usual.size(); ++t)
        if (std::isfinite(usual[t]) && std::isfinite(before[t]) && std::isfinite(then[t])) {
            all += usual[t];
            gone += before[t] - then[t];
        }
    return all > 0 ? gone / all : std::numeric_limits<double>::quiet_NaN();
}

TrialColumn columnLess(const TrialColumn& a, const TrialColumn& b) {
    TrialColumn column(a.size());
    for (size_t t = 0; t < a.size(); ++t)
        column[t] = a[t] - b[t];
    return column;
}

void addColumn(TrialColumn& sum, const TrialColumn& column) {
    sum.resize(std::max(sum.size(), column.size()));
    for (size_t t = 0; t < column.size(); ++t)
        sum[t] += column[t];
}

/// Whether two columns differ by more than rounding; infinite waits are alike.
bool differs(const TrialColumn& a, const TrialColumn& b) {
    for (size_t t = 0; t < std::min(a.size(), b.size()); ++t)
        if (std::isfinite(a[t]) && std::isfinite(b[t])
                ? std::abs(a[t] - b[t]) > leastSaving * std::max(std::abs(a[t]), std::abs(b[t]))
                : std::isinf(a[t]) != std::isinf(b[t]))
            return true;
    return false;
}

bool differ(const LedgerRowTrials& a, const LedgerRowTrials& b) {
    return differs(a.perMonth, b.perMonth) || differs(a.labourHours, b.labourHours) ||
           differs(a.delayHours, b.delayHours) || differs(a.costPerYear, b.costPerYear);
}

class RangesMaker {
public:
    RangesMaker(const LedgerTrials& trials, const ProcessId& only)
        : trials_(trials), kind_(samplerKind(trials.sampling)) {
        for (const auto& each : trials.leftOut)
            if (only.empty() || each.first == only)
                ranges_.leftOut.push_back(each);
        for (const LedgerMap& map : trials.maps)
            if (only.empty() || map.process == only)
                maps_.push_back(&map);
    }

    LedgerRanges make() {
        ranges_.scenario = trials_.scenario;
        ranges_.period = trials_.period;
        ranges_.trials = trials_.trials;
        countWorkedHours();
        for (const LedgerMap* map : maps_)
            for (size_t row = 0; row < map->rows.size(); ++row)
                addRow(*map, row);
        sortRows();
        addTotals();
        addHandOffs();
        addOverloaded();
        return std::move(ranges_);
    }

private:
    Summary summary(const TrialColumn& column) const { return summarise(column, kind_); }

    /// Hours of a month of the groups that work in these maps, each once.
    void countWorkedHours() {
        std::set<GroupId> groups;
        for (const LedgerMap* map : maps_)
            groups.insert(map->groups.begin(), map->groups.end());
        for (const auto& [group, hours] : trials_.workedHours)
            if (groups.contains(group))
                workedHours_ += hours;
    }

    /// The part of the hours of people whose headcount is known in all of theirs; not a number where none is, and in
    /// trials without a cost.
    TrialColumn shareOfHeadcount(const std::map<GroupId, TrialColumn>& hoursOf, const TrialColumn& cost) const {
        TrialColumn share(trials_.trials);
        for (size_t t = 0; t < std::min(share.size(), cost.size()); ++t)
            share[t] = std::isnan(cost[t]) ? cost[t] : 0;
        for (const auto& [group, hours] : hoursOf)
            if (trials_.workedHours.contains(group))
                addColumn(share, hours);
        for (double& each : share)
            each = workedHours_ > 0 ? each / workedHours_ : std::numeric_limits<double>::quiet_NaN();
        return share;
    }

    void addRow(const LedgerMap& map, size_t index) {
        const LedgerRow& row = map.rows[index];
        const LedgerRowTrials& figures = map.shown.rows[index];
        LedgerRangesRow made{.process = map.process,
                             .map = map.name,
                             .part = row.part,
                             .name = row.name,
                             .at = row.at,
                             .isRework = row.isRework,
                             .peopleAtOnce = row.peopleAtOnce};
        TrialColumn minutes(figures.perMonth.size());
        for (size_t t = 0; t < minutes.size(); ++t)
            minutes[t] = figures.perMonth[t] > 0 ? minutesPerHour * figures.touchHours[t] / figures.perMonth[t]
                                                 : std::numeric_limits<double>::quiet_NaN();
        made.perMonth = summary(figures.perMonth);
        made.touchMinutes = summary(minutes);
        made.labourHours = summary(figures.labourHours);
        made.waitingHours = summary(figures.waitingHours);
        made.costPerYear = summary(figures.costPerYear);
        made.shareOfHeadcount = summary(shareOfHeadcount(figures.hoursOf, figures.costPerYear));
        for (const auto& [group, hours] : figures.hoursOf)
            if (const double mean = finiteMean(hours); mean > 0)
                made.people.push_back({group, mean});
        std::ranges::stable_sort(made.people, std::greater<>(), &PulledIn::labourHours);
        addSavings(map, index, made);
        addColumn(labour_, figures.labourHours);
        addColumn(waiting_, figures.waitingHours);
        addColumn(cost_, figures.costPerYear);
        for (const auto& [group, hours] : figures.hoursOf)
            addColumn(hoursOf_[group], hours);
        ranges_.rows.push_back(std::move(made));
    }

    LedgerSaving saving(LedgerCause cause, const LedgerRowTrials& usual, const LedgerRowTrials& before,
                        const LedgerRowTrials& then) const {
        return {std::move(cause), shareGone(usual.costPerYear, before.costPerYear, then.costPerYear),
                shareGone(usual.perMonth, before.perMonth, then.perMonth),
                shareGone(usual.waitingHours, before.waitingHours, then.waitingHours),
                summary(columnLess(before.costPerYear, then.costPerYear))};
    }

    void addSavings(const LedgerMap& map, size_t index, LedgerRangesRow& made) {
        if (map.usual.rows.empty())
            return;
        const LedgerRowTrials& usual = map.usual.rows[index];
        addFigures(usual_, usual);
        addFigures(together_, map.together.rows[index]);
        made.together = saving({}, usual, usual, map.together.rows[index]);
        alone_.resize(map.alone.size());
        acts_.resize(map.alone.size());
        for (size_t cause = 0; cause < map.alone.size(); ++cause) {
            const LedgerRowTrials& then = map.alone[cause].rows[index];
            addFigures(alone_[cause], then);
            // An effect is held against what the plan sets itself, which comes last and stands against the usual.
            const bool isPlan = cause + 1 == map.alone.size();
            const LedgerRowTrials& before = isPlan ? usual : map.alone.back().rows[index];
            if (!differ(before, then))
                continue;
            acts_[cause] = 1;
            made.savings.push_back(saving(trials_.causes[cause], usual, before, then));
        }
        sortSavings(made.savings);
    }

    static void addFigures(LedgerRowTrials& sum, const LedgerRowTrials& row) {
        addColumn(sum.costPerYear, row.costPerYear);
        addColumn(sum.waitingHours, row.waitingHours);
    }

    static void sortSavings(std::vector<LedgerSaving>& savings) {
        std::ranges::stable_sort(savings, std::greater<>(),
                                 [](const LedgerSaving& saving) { return saving.costPerYear.mean.value_or(0); });
    }

    void sortRows() {
        std::ranges::stable_sort(ranges_.rows, std::greater<>(),
                                 [](const LedgerRangesRow& row) { return row.costPerYear.mean.value_or(0); });
        const double all = summary(cost_).mean.value_or(0);
        double upTo = 0;
        for (LedgerRangesRow& row : ranges_.rows) {
            row.costShare = all > 0 ? row.costPerYear.mean.value_or(0) / all : 0;
            row.costShareUpTo = upTo += row.costShare;
        }
    }

    void addTotals() {
        TrialColumn all(trials_.trials), share(trials_.trials);
        for (const LedgerMap* map : maps_)
            addColumn(all, map->shown.labourHours);
        for (TrialColumn* column : {&labour_, &waiting_, &cost_})
            column->resize(trials_.trials);
        for (size_t t = 0; t < share.size(); ++t) {
            share[t] = all[t] <= 0 ? 0 : labour_[t] / all[t];
            ranges_.trialsFailed += std::isnan(cost_[t]) ? 1 : 0;
        }
        ranges_.labourHours = summary(labour_);
        ranges_.waitingHours = summary(waiting_);
        ranges_.costPerYear = summary(cost_);
        ranges_.shareOfLabour = summary(share);
        ranges_.shareOfHeadcount = summary(shareOfHeadcount(hoursOf_, cost_));
        ranges_.together = saving({}, usual_, usual_, together_);
        for (size_t cause = 0; cause < alone_.size(); ++cause)
            if (acts_[cause])
                ranges_.savings.push_back(saving(trials_.causes[cause], usual_,
                                                 cause + 1 == alone_.size() ? usual_ : alone_.back(), alone_[cause]));
        sortSavings(ranges_.savings);
    }

    void addHandOffs() {
        std::map<std::pair<GroupId, GroupId>, TrialColumn> between;
        TrialColumn all(trials_.trials);
        for (const LedgerMap* map : maps_)
            for (const auto& [pair, perMonth] : map->shown.handOffs) {
                addColumn(between[pair], perMonth);
                addColumn(all, perMonth);
            }
        for (const auto& [pair, perMonth] : between)
            ranges_.handOffs.push_back({pair.first, pair.second, summary(perMonth)});
        ranges_.handOffsPerMonth = summary(all);
        std::ranges::stable_sort(ranges_.handOffs, std::greater<>(),
                                 [](const LedgerHandOffs& each) { return each.perMonth.mean.value_or(0); });
    }

    void addOverloaded() {
        for (size_t t = 0; t < trials_.trials; ++t)
            if (std::ranges::any_of(maps_, [t](const LedgerMap* map) { return map->shown.overloaded[t] != 0; }))
                ++ranges_.trialsOverloaded;
    }

    const LedgerTrials& trials_;
    SamplerKind kind_;
    std::vector<const LedgerMap*> maps_;
    double workedHours_ = 0;
    TrialColumn labour_, waiting_, cost_; // of all rows
    std::map<GroupId, TrialColumn> hoursOf_;
    LedgerRowTrials usual_, together_;   // of all rows, cost and waiting alone
    std::vector<LedgerRowTrials> alone_; // by cause
    std::vector<char> acts_;             // by cause: on any row
    LedgerRanges ranges_;
};

} // namespace

LedgerRanges ledgerRanges(const LedgerTrials& trials, const ProcessId& map) { return RangesMaker(trials, map).make(); }

} // namespace tributary
