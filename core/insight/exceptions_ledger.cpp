// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/exceptions_ledger.h"

#include "core/base/timeline.h"
#include "core/stats/distribution.h"

#include <algorithm>
#include <map>

namespace tributary {

namespace {

constexpr double monthsPerYear = 12;
constexpr int mostTurns = 10'000;  ///< through loops
constexpr double leastMass = 1e-9; ///< of cases that is followed
constexpr std::string_view nameless = "Without a name";

double likely(const Quantity& quantity) { return quantity.data() ? 0 : mostLikely(quantity.distribution()); }

class LedgerMaker {
public:
    LedgerMaker(const Model& model, const ProcessMeasures& measures)
        : model_(model), measures_(measures), process_(measures.process) {
        for (size_t i = 0; i < process_.flows.size(); ++i)
            flowsFrom_[process_.flows[i].from].push_back(i);
    }

    ExceptionsLedger make() {
        for (const ProcessException& each : process_.exceptions)
            addException(each);
        for (const Flow& flow : process_.flows)
            if (flow.exception && !isException(flow.from))
                addFlow(flow);
        std::ranges::stable_sort(ledger_.rows, std::greater<>(), &LedgerRow::costPerYear);
        for (const LedgerRow& row : ledger_.rows) {
            ledger_.labourHours += row.labourHours;
            ledger_.waitingHours += row.waitingHours;
            ledger_.costPerYear += row.costPerYear;
        }
        const double labour = measures_.labourHours * measures_.casesPerMonth;
        ledger_.shareOfLabour = labour > 0 ? ledger_.labourHours / labour : 0;
        double there = 0;
        for (const auto& [pool, busy] : measures_.utilisation)
            if (busy > 0)
                there += labourOfPool(pool) / busy;
        ledger_.shareOfPools = there > 0 ? ledger_.labourHours / there : 0;
        addHandOffs();
        return std::move(ledger_);
    }

private:
    bool isException(const StepId& id) const {
        const Step* step = findStep(process_, id);
        return step && step->exception;
    }
    GroupId groupOfPool(const PoolId& id) const {
        const auto pool = std::ranges::find(process_.pools, id, &Pool::id);
        return pool == process_.pools.end() ? GroupId() : pool->group;
    }
    double hourlyCost(const PoolId& id) const {
        const Group* group = model_.groups().find(groupOfPool(id));
        return group ? likely(group->hourlyCost) : 0;
    }
    /// Hours of work that a pool has in a month.
    double labourOfPool(const PoolId& id) const {
        double perCase = 0;
        for (const Step& step : process_.steps)
            if (step.pool == id)
                if (const auto part = measures_.tasks.find(step.id); part != measures_.tasks.end())
                    perCase += part->second.labourPerCase();
        for (const ProcessException& each : process_.exceptions)
            if (each.pool == id)
                if (const auto part = measures_.exceptionsAt.find(each.id); part != measures_.exceptionsAt.end())
                    perCase += part->second.labourPerCase();
        return perCase * measures_.casesPerMonth;
    }

    void add(LedgerRow& row, const PartMeasures& part, const PoolId& pool, double times) const {
        const double labour = pool.empty() ? 0 : times * part.touch;
        row.labourHours += labour;
        row.waitingHours += times * (part.waiting + part.delay);
        row.costPerYear += monthsPerYear * labour * hourlyCost(pool);
    }

    void addException(const ProcessException& each) {
        const auto part = measures_.exceptionsAt.find(each.id);
        if (part == measures_.exceptionsAt.end())
            return;
        LedgerRow row{.part = {MapPart::Kind::exception, each.id.text},
                      .name = each.name.empty() ? each.id.text : each.name,
                      .perMonth = part->second.perCase * measures_.casesPerMonth};
        add(row, part->second, each.pool, row.perMonth);
        ledger_.rows.push_back(std::move(row));
    }

    /// Follows the cases that take a flow: through exception steps until they are back, or, where it leads to an
    /// ordinary step, until they are where they turned back.
    void addFlow(const Flow& flow) {
        const auto taken = measures_.flows.find(flow.id);
        if (taken == measures_.flows.end())
            return;
        LedgerRow row{.part = {MapPart::Kind::flow, flow.id.text},
                      .name = flow.name.empty() ? std::string(nameless) : flow.name,
                      .isRework = !isException(flow.to),
                      .perMonth = taken->second.perCase * measures_.casesPerMonth};
        row.waitingHours += row.perMonth * taken->second.delay;
        std::map<StepId, double> here{{flow.to, row.perMonth}};
        for (int turn = 0; turn < mostTurns && !here.empty(); ++turn) {
            std::map<StepId, double> next;
            for (const auto& [id, times] : here) {
                const Step* step = findStep(process_, id);
                const auto part = measures_.tasks.find(id);
                if (!step || part == measures_.tasks.end() || times < leastMass * row.perMonth)
                    continue;
                if (step->exception != row.isRework) // what other exceptions bring is in their rows
                    add(row, part->second, step->pool, times);
                if (row.isRework && id == flow.from)
                    continue;
                for (const size_t out : flowsFrom_[id]) {
                    const Flow& on = process_.flows[out];
                    const auto measured = measures_.flows.find(on.id);
                    if (measured == measures_.flows.end() || (!row.isRework && !isException(on.to)))
                        continue;
                    next[on.to] += times * measured->second.share;
                }
            }
            here = std::move(next);
        }
        ledger_.rows.push_back(std::move(row));
    }

    /// Work goes from hand to hand where a flow leads to another pool; a step without one keeps the hands before it.
    void addHandOffs() {
        std::map<std::pair<GroupId, GroupId>, double> between;
        const auto groupOf = [&](const StepId& id) {
            const Step* step = findStep(process_, id);
            return step ? groupOfPool(step->pool) : GroupId();
        };
        std::map<StepId, GroupId> hands;
        for (const Step& step : process_.steps)
            hands[step.id] = groupOf(step.id);
        for (size_t turn = 0; turn < process_.steps.size(); ++turn) {
            bool isNew = false;
            for (const Flow& flow : process_.flows)
                if (hands[flow.to].empty() && !hands[flow.from].empty()) {
                    hands[flow.to] = hands[flow.from];
                    isNew = true;
                }
            if (!isNew)
                break;
        }
        const auto pass = [&](const GroupId& from, const GroupId& to, double perCase) {
            if (!from.empty() && !to.empty() && from != to)
                between[{from, to}] += perCase * measures_.casesPerMonth;
        };
        for (const Flow& flow : process_.flows)
            if (const auto taken = measures_.flows.find(flow.id); taken != measures_.flows.end())
                pass(hands[flow.from], groupOf(flow.to), taken->second.perCase);
        for (const ProcessException& each : process_.exceptions) {
            const auto part = measures_.exceptionsAt.find(each.id);
            if (part == measures_.exceptionsAt.end())
                continue;
            const GroupId before = hands[each.step], own = groupOfPool(each.pool);
            pass(before, own, part->second.perCase);
            if (!each.resumes.empty())
                pass(own.empty() ? before : own, groupOf(each.resumes), part->second.perCase);
        }
        for (const auto& [pair, perMonth] : between)
            ledger_.handOffs.push_back({pair.first, pair.second, perMonth});
        std::ranges::stable_sort(ledger_.handOffs, std::greater<>(), &BoundaryHandOff::perMonth);
    }

    const Model& model_;
    const ProcessMeasures& measures_;
    const Process& process_;
    std::map<StepId, std::vector<size_t>> flowsFrom_;
    ExceptionsLedger ledger_;
};

} // namespace

ExceptionsLedger exceptionsLedger(const Model& model, const ProcessMeasures& measures) {
    return LedgerMaker(model, measures).make();
}

} // namespace tributary
