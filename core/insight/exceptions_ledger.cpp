// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/exceptions_ledger.h"

#include "core/base/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace tributary {

namespace {

constexpr size_t mostSteps = 10'000; ///< that cases are followed after one exception: loops end long before
constexpr double leastMass = 1e-9;   ///< of the cases, that is followed

class LedgerMaker {
public:
    explicit LedgerMaker(const ProcessMeasures& measures) : measures_(measures), process_(measures.process) {
        for (size_t i = 0; i < process_.steps.size(); ++i)
            placeOf_.emplace(process_.steps[i].id, i);
        out_.resize(process_.steps.size());
        in_.resize(process_.steps.size());
        for (const Flow& flow : process_.flows) {
            const auto from = placeOf_.find(flow.from), to = placeOf_.find(flow.to);
            const auto measured = measures.flows.find(flow.id);
            if (from == placeOf_.end() || to == placeOf_.end() || measured == measures.flows.end())
                continue;
            out_[from->second].push_back({to->second, &measured->second, flow.exception});
            in_[to->second].push_back(from->second);
        }
        for (const Pool& pool : process_.pools)
            groupOf_.emplace(pool.id, pool.group);
    }

    ExceptionsLedger make() {
        findWaysBack();
        for (const ProcessException& each : process_.exceptions)
            addException(each);
        for (const Flow& flow : process_.flows)
            addFlow(flow);
        std::ranges::stable_sort(ledger_.rows, std::greater<>(), [](const LedgerRow& row) {
            return std::isnan(row.costPerYear) ? -std::numeric_limits<double>::infinity() : row.costPerYear;
        });
        for (const LedgerRow& row : ledger_.rows) {
            ledger_.labourHours += row.labourHours;
            ledger_.waitingHours += row.waitingHours;
            ledger_.costPerYear += row.costPerYear;
        }
        const double labour = measures_.labourHours * measures_.casesPerMonth;
        ledger_.shareOfLabour = labour <= 0 ? 0 : ledger_.labourHours / labour;
        addHandOffs();
        return std::move(ledger_);
    }

private:
    struct Way {
        size_t to;
        const PartMeasures* measured;
        bool isException;
    };

    /// The pools of which an exception takes one person each, at the same time.
    static std::vector<PoolId> poolsOf(const ProcessException& each) {
        if (each.pool.empty())
            return {};
        std::vector<PoolId> pools{each.pool};
        for (const PoolId& also : each.alsoPools)
            if (std::ranges::find(pools, also) == pools.end())
                pools.push_back(also);
        return pools;
    }
    static std::vector<PoolId> poolsOf(const Step& step) {
        return step.pool.empty() ? std::vector<PoolId>() : std::vector{step.pool};
    }

    void add(LedgerRow& row, const PartMeasures& part, const std::vector<PoolId>& pools, double times) const {
        if (part.touch > 0) {
            for (const PoolId& pool : pools) {
                row.labourHours += times * part.touch;
                row.hoursOf[groupOfPool(pool)] += times * part.touch;
            }
            row.peopleAtOnce = std::max(row.peopleAtOnce, pools.size());
        }
        row.waitingHours += times * (part.waiting + part.delay);
        row.delayHours += times * part.delay;
        row.costPerYear += monthsPerYear * times * part.money();
    }

    static void addDelay(LedgerRow& row, double hours) {
        row.waitingHours += hours;
        row.delayHours += hours;
    }

    /// Whether cases come from a step to another one on the way that they take without trouble.
    bool leads(size_t from, size_t to) const {
        std::vector<char> seen(process_.steps.size());
        std::vector<size_t> open{from};
        while (!open.empty()) {
            const size_t at = open.back();
            open.pop_back();
            if (std::exchange(seen[at], char{1}))
                continue;
            if (at == to)
                return true;
            for (const Way& way : out_[at])
                if (!way.isException)
                    open.push_back(way.to);
        }
        return false;
    }

    /// Marks the steps from which cases come to one without turning back: beyond it they are for the first time.
    std::vector<char> leadingTo(size_t step) const {
        std::vector<char> marks(process_.steps.size());
        std::vector<size_t> open{step};
        while (!open.empty()) {
            const size_t at = open.back();
            open.pop_back();
            if (std::exchange(marks[at], char{1}))
                continue;
            for (const size_t from : in_[at])
                for (const Way& way : out_[from])
                    if (way.to == at && !back_.contains(way.measured))
                        open.push_back(from);
        }
        return marks;
    }

    /// Follows cases from a step on and adds what they take: the ordinary work that is done again until they are where
    /// they turned back, or the work of exception steps until they are back on their way.
    void follow(LedgerRow& row, size_t start, size_t turnedAt) const {
        const std::vector<char> isAgain =
            row.isRework ? leadingTo(turnedAt) : std::vector<char>(process_.steps.size(), 1);
        std::vector<double> now(process_.steps.size()), next(process_.steps.size()); // cases, by the step they are at
        now[start] = row.perMonth;
        bool goesOn = true;
        for (size_t step = 0; step < mostSteps && std::exchange(goesOn, false); ++step) {
            std::ranges::fill(next, 0);
            for (size_t at = 0; at < now.size(); ++at)
                if (isAgain[at] && now[at] >= leastMass * row.perMonth) {
                    passOn(row, at, now[at], turnedAt, next);
                    goesOn = true;
                }
            std::swap(now, next);
        }
    }

    /// Adds what cases take at a step, and sends them on.
    void passOn(LedgerRow& row, size_t at, double times, size_t turnedAt, std::vector<double>& next) const {
        const Step& step = process_.steps[at];
        const auto part = measures_.tasks.find(step.id);
        if (part == measures_.tasks.end())
            return;
        if (step.exception != row.isRework) // what other exceptions bring is in their rows
            add(row, part->second, poolsOf(step), times);
        if (row.isRework && at == turnedAt)
            return;
        // Of parallel branches one case comes out.
        const bool joins = step.kind == StepKind::parallel && in_[at].size() > 1;
        const double through = joins ? times / static_cast<double>(in_[at].size()) : times;
        for (const Way& way : out_[at]) {
            const double taken = through * way.measured->share;
            if (row.isRework || process_.steps[way.to].exception) {
                addDelay(row, taken * way.measured->delay);
                next[way.to] += taken;
            }
        }
    }

    /// Keeps a row; what has no number of times has none of the others.
    void keep(LedgerRow row) {
        if (std::isnan(row.perMonth))
            row.labourHours = row.waitingHours = row.delayHours = row.costPerYear =
                std::numeric_limits<double>::quiet_NaN();
        ledger_.rows.push_back(std::move(row));
    }

    void addException(const ProcessException& each) {
        const auto part = measures_.exceptionsAt.find(each.id);
        const auto at = placeOf_.find(each.step);
        if (part == measures_.exceptionsAt.end() || at == placeOf_.end())
            return;
        LedgerRow row{.part = {MapPart::Kind::exception, each.id.text},
                      .name = each.name.empty() ? each.id.text : each.name,
                      .perMonth = part->second.perCase * measures_.casesPerMonth};
        if (row.perMonth > 0) {
            add(row, part->second, poolsOf(each), row.perMonth);
            if (const auto resumes = placeOf_.find(each.resumes);
                resumes != placeOf_.end() && leads(resumes->second, at->second)) {
                row.isRework = true;
                follow(row, resumes->second, at->second);
            }
        }
        keep(std::move(row));
    }

    /// Marks the ways that lead back to a step which the case comes from, as a walk from the start meets them.
    void findWaysBack() {
        enum class Mark : char { unseen, open, done };
        std::vector<Mark> marks(out_.size(), Mark::unseen);
        std::vector<std::pair<size_t, size_t>> walk; // step, and how many of its ways were gone
        const auto start = std::ranges::find(process_.steps, StepKind::start, &Step::kind);
        if (start != process_.steps.end())
            walk.emplace_back(static_cast<size_t>(start - process_.steps.begin()), 0);
        while (!walk.empty()) {
            auto& [at, gone] = walk.back();
            marks[at] = Mark::open;
            if (gone == out_[at].size()) {
                marks[at] = Mark::done;
                walk.pop_back();
                continue;
            }
            const Way& way = out_[at][gone++];
            if (marks[way.to] == Mark::open)
                back_.insert(way.measured);
            else if (marks[way.to] == Mark::unseen)
                walk.emplace_back(way.to, 0);
        }
    }

    std::string nameOf(const Flow& flow, size_t from, size_t to, bool isRework) const {
        if (!flow.name.empty())
            return flow.name;
        const auto called = [&](size_t step) {
            return process_.steps[step].name.empty() ? process_.steps[step].id.text : process_.steps[step].name;
        };
        return isRework ? fmt::format("Back to {}", called(to)) : fmt::format("{}, after {}", called(to), called(from));
    }

    /// A way from the ordinary work that only exceptions take, that leads to their work, or that leads back.
    void addFlow(const Flow& flow) {
        const auto taken = measures_.flows.find(flow.id);
        const auto start = placeOf_.find(flow.from), to = placeOf_.find(flow.to);
        if (taken == measures_.flows.end() || start == placeOf_.end() || to == placeOf_.end())
            return;
        const size_t from = start->second;
        const bool isSide = process_.steps[to->second].exception;
        const bool isBack = back_.contains(&taken->second);
        if (process_.steps[from].exception || (!flow.exception && !isSide && !isBack))
            return;
        LedgerRow row{.part = {MapPart::Kind::flow, flow.id.text},
                      .name = {},
                      .perMonth = taken->second.perCase * measures_.casesPerMonth};
        row.isRework = !isSide && (isBack || leads(to->second, from));
        row.name = nameOf(flow, from, to->second, row.isRework);
        if (row.perMonth > 0) {
            addDelay(row, row.perMonth * taken->second.delay);
            if (isSide || row.isRework)
                follow(row, to->second, from);
        }
        keep(std::move(row));
    }

    GroupId groupOfPool(const PoolId& id) const {
        const auto found = groupOf_.find(id);
        return found == groupOf_.end() ? GroupId() : found->second;
    }

    /// Work goes from hand to hand where a flow leads to another pool; a step without one keeps the hands before it.
    void addHandOffs() {
        std::vector<GroupId> hands;
        std::deque<size_t> open;
        for (size_t i = 0; i < process_.steps.size(); ++i) {
            hands.push_back(groupOfPool(process_.steps[i].pool));
            if (!hands.back().empty())
                open.push_back(i);
        }
        for (; !open.empty(); open.pop_front())
            for (const Way& way : out_[open.front()])
                if (hands[way.to].empty()) {
                    hands[way.to] = hands[open.front()];
                    open.push_back(way.to);
                }
        std::map<std::pair<GroupId, GroupId>, double> between;
        const auto pass = [&](const GroupId& from, const GroupId& to, double perCase) {
            if (!from.empty() && !to.empty() && from != to)
                between[{from, to}] += perCase * measures_.casesPerMonth;
        };
        for (size_t from = 0; from < out_.size(); ++from)
            for (const Way& way : out_[from])
                pass(hands[from], groupOfPool(process_.steps[way.to].pool), way.measured->perCase);
        for (const ProcessException& each : process_.exceptions) {
            const auto part = measures_.exceptionsAt.find(each.id);
            const auto at = placeOf_.find(each.step);
            if (part == measures_.exceptionsAt.end() || at == placeOf_.end())
                continue;
            const GroupId before = hands[at->second], own = groupOfPool(each.pool);
            pass(before, own, part->second.perCase);
            if (const auto resumes = placeOf_.find(each.resumes); resumes != placeOf_.end())
                pass(own.empty() ? before : own, groupOfPool(process_.steps[resumes->second].pool),
                     part->second.perCase);
        }
        for (const auto& [pair, perMonth] : between)
            ledger_.handOffs.push_back({pair.first, pair.second, perMonth});
        std::ranges::stable_sort(ledger_.handOffs, std::greater<>(), &BoundaryHandOff::perMonth);
    }

    const ProcessMeasures& measures_;
    const Process& process_;
    std::map<StepId, size_t> placeOf_;
    std::vector<std::vector<Way>> out_;   // by step
    std::vector<std::vector<size_t>> in_; // and where they come from
    std::map<PoolId, GroupId> groupOf_;
    std::set<const PartMeasures*> back_; // flows that lead back
    ExceptionsLedger ledger_;
};

} // namespace

ExceptionsLedger exceptionsLedger(const ProcessMeasures& measures) { return LedgerMaker(measures).make(); }

} // namespace tributary
