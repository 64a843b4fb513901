// SPDX-License-Identifier: GPL-3.0-or-later
// What a replication adds to its sums as cases that count are served, lost, handed over and done.
#pragma once

#include "core/process/replication.h"
#include "core/process/replication_state.h"

namespace tributary {

[[nodiscard]] inline ReplicationCount emptyCount(const SimulationPlan& plan, const SimulationOptions& options) {
    ReplicationCount count;
    count.cycleTimes.expect(options.cases);
    count.labourByGroup.resize(plan.groups);
    count.handOffs.resize((plan.groups + 1) * (plan.groups + 1));
    count.pools.resize(plan.pools.size());
    count.steps.resize(plan.steps.size());
    return count;
}

/// Work of so many hours that begins at a step with pools, after a wait.
inline void countWork(ReplicationCount& count, const SimulationPlan& plan, int index, double hours, double waited,
                      bool isAgain) {
    const PlannedStep& step = plan.steps[position(index)];
    count.steps[position(index)].waited += waited + hours * (step.slowness - 1.0);
    count.stepCost += step.patience ? step.cost : 0.0;
    for (const int needed : step.pools) {
        PoolCount& pool = count.pools[position(needed)];
        ++pool.served;
        pool.waited += waited;
        count.labour += hours;
        count.exceptionLabour += step.exception || isAgain ? hours : 0.0;
        if (const int group = plan.groupOfPool[position(needed)]; group >= 0)
            count.labourByGroup[position(group)] += hours;
    }
}

/// A case that leaves a step without its work, after a wait.
inline void countLoss(ReplicationCount& count, const SimulationPlan& plan, int index, double waited) {
    ++count.abandoned;
    StepCount& at = count.steps[position(index)];
    ++at.left;
    at.waited += waited;
    for (const int pool : plan.steps[position(index)].pools) {
        ++count.pools[position(pool)].left;
        count.pools[position(pool)].waited += waited;
    }
}

/// A case that goes from one pool to another.
inline void countHandOff(ReplicationCount& count, const SimulationPlan& plan, int fromPool, int toPool) {
    const int from = plan.groupOfPool[position(fromPool)];
    const int to = plan.groupOfPool[position(toPool)];
    if (from == to)
        ++count.handOffsWithin;
    const size_t none = plan.groups; // the last row and column
    ++count.handOffs[(from < 0 ? none : position(from)) * (none + 1) + (to < 0 ? none : position(to))];
}

/// A case that is done with, by the branch that ended last.
inline void countCase(ReplicationCount& count, const Token& token, double hours) {
    ++count.cases;
    count.cycleTime += hours;
    count.waiting += token.waiting;
    count.touch += token.touch;
    count.delay += token.delay;
    count.cycleTimes.add(hours);
}

} // namespace tributary
