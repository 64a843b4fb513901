// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/exceptions_ledger.h"

#include "core/base/timeline.h"

#include <algorithm>
#include <deque>
#include <map>

namespace tributary {

namespace {

constexpr double monthsPerYear = 12;
constexpr size_t mostFollowed = 1'000'000; ///< that are followed after one exception: loops end long before
constexpr double leastMass = 1e-9;       ///< of the cases, that is followed
constexpr std::string_view nameless = "Without a name";

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
        for (const ProcessException& each : process_.exceptions)
            addException(each);
        for (const Flow& flow : process_.flows)
            if (const auto from = placeOf_.find(flow.from);
                flow.exception && from != placeOf_.end() && !process_.steps[from->second].exception)
                addFlow(flow, from->second);
        std::ranges::stable_sort(ledger_.rows, std::greater<>(), &LedgerRow::costPerYear);
        for (const LedgerRow& row : ledger_.rows) {
            ledger_.labourHours += row.labourHours;
            ledger_.waitingHours += row.waitingHours;
            ledger_.costPerYear += row.costPerYear;
        }
        const double labour = measures_.labourHours * measures_.casesPerMonth;
        ledger_.shareOfLabour = labour > 0 ? ledger_.labourHours / labour : 0;
        const double there = hoursThere();
        ledger_.shareOfPools = there > 0 ? ledger_.labourHours / there : 0;
        addHandOffs();
        return std::move(ledger_);
    }

private:
    struct Way {
        size_t to;
        const PartMeasures* measured;
        bool isException;
    };

    /// Hours of a month that the pools' people are there: those they work over the share that they are busy.
    double hoursThere() const {
        std::map<PoolId, double> worked;
        for (const Step& step : process_.steps)
            if (const auto part = measures_.tasks.find(step.id); part != measures_.tasks.end())
                worked[step.pool] += part->second.labourPerCase();
        for (const ProcessException& each : process_.exceptions)
            if (const auto part = measures_.exceptionsAt.find(each.id); part != measures_.exceptionsAt.end())
                worked[each.pool] += part->second.labourPerCase();
        double hours = 0;
        for (const auto& [pool, busy] : measures_.utilisation)
            if (busy > 0)
                hours += worked[pool] * measures_.casesPerMonth / busy;
        return hours;
    }

    static void add(LedgerRow& row, const PartMeasures& part, const PoolId& pool, double times) {
        row.labourHours += pool.empty() ? 0 : times * part.touch;
        row.waitingHours += times * (part.waiting + part.delay);
        row.costPerYear += monthsPerYear * times * part.money();
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

    /// Follows cases from a step on and adds what they take: the ordinary work that is done again until they are where
    /// they turned back, or the work of exception steps until they are back on their way.
    void follow(LedgerRow& row, size_t start, size_t turnedAt) const {
        std::deque<std::pair<size_t, double>> open{{start, row.perMonth}};
        for (size_t visits = 0; visits < mostFollowed && !open.empty(); ++visits) {
            const auto [at, times] = open.front();
            open.pop_front();
            const Step& step = process_.steps[at];
            const auto part = measures_.tasks.find(step.id);
            if (part == measures_.tasks.end() || !(times >= leastMass * row.perMonth))
                continue;
            if (step.exception != row.isRework) // what other exceptions bring is in their rows
                add(row, part->second, step.pool, times);
            if (row.isRework && at == turnedAt)
                continue;
            // Of parallel branches one case comes out.
            const bool joins = step.kind == StepKind::parallel && in_[at].size() > 1;
            const double through = joins ? times / static_cast<double>(in_[at].size()) : times;
            for (const Way& way : out_[at]) {
                const double taken = through * way.measured->share;
                if (row.isRework || process_.steps[way.to].exception) {
                    row.waitingHours += taken * way.measured->delay;
                    open.emplace_back(way.to, taken);
                }
            }
        }
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
            add(row, part->second, each.pool, row.perMonth);
            if (const auto resumes = placeOf_.find(each.resumes);
                resumes != placeOf_.end() && leads(resumes->second, at->second)) {
                row.isRework = true;
                follow(row, resumes->second, at->second);
            }
        }
        ledger_.rows.push_back(std::move(row));
    }

    void addFlow(const Flow& flow, size_t from) {
        const auto taken = measures_.flows.find(flow.id);
        const auto to = placeOf_.find(flow.to);
        if (taken == measures_.flows.end() || to == placeOf_.end())
            return;
        LedgerRow row{.part = {MapPart::Kind::flow, flow.id.text},
                      .name = flow.name.empty() ? std::string(nameless) : flow.name,
                      .perMonth = taken->second.perCase * measures_.casesPerMonth};
        const bool isSide = process_.steps[to->second].exception;
        row.isRework = !isSide && leads(to->second, from);
        if (row.perMonth > 0) {
            row.waitingHours += row.perMonth * taken->second.delay;
            if (isSide || row.isRework)
                follow(row, to->second, from);
        }
        ledger_.rows.push_back(std::move(row));
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
    ExceptionsLedger ledger_;
};

} // namespace

ExceptionsLedger exceptionsLedger(const ProcessMeasures& measures) { return LedgerMaker(measures).make(); }

} // namespace tributary
