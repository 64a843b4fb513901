// SPDX-License-Identifier: GPL-3.0-or-later
// A process as an open queueing network, solved over columns of trials: visits by a sparse elimination planned once for
// the shape, waiting by Allen-Cunneen with Poisson arrivals, where cases lose patience by Erlang-A. A plan is immutable
// and shared by threads.
#pragma once

#include "core/process/column_program.h"
#include "core/process/network_shape.h"

#include <span>
#include <vector>

namespace tributary {

/// The numbers of a process, a column of trials each; an empty column, or an empty list, is the default named.
struct NetworkInputs {
    using Column = std::span<const double>;
    Column arrivals;                      ///< cases per hour; of a population: of each member that is no case
    std::span<const Column> touch;        ///< per step: mean touch time of a visit, hours; 0
    std::span<const Column> touchCv;      ///< per step: its coefficient of variation; 0
    std::span<const Column> delay;        ///< per step: mean delay of a visit without anyone at work, hours; 0
    std::span<const Column> cost;         ///< per step: cost of a visit besides labour; 0
    std::span<const Column> share;        ///< per flow: share of the cases at its step; needed, and read, only where an
                                          ///< ordinary step has several outgoing flows
    std::span<const Column> handOffDelay; ///< per flow: mean delay on the way, hours; 0
    std::span<const Column> servers;      ///< per pool; no limit, so no waiting
    std::span<const Column> availability; ///< per pool: share of the time that its servers are there, above 0 to 1; 1
    std::span<const Column> hourlyCost;   ///< per group; 0
    Column correction;                    ///< factor of the joined time; none: the formulas alone
    std::span<const Column> patience;     ///< per step: mean, above 0, hours; read where cases may leave
    Column leavingOdds;                   ///< factor of the odds a / (1 - a) that a visit leaves; none: 1
    Column population{};                  ///< members; read, and needed, where the shape has one
    std::span<const Column> poolWaits{};  ///< per pool: mean wait of a visit, where it is known; none: by the formulas
};

/// Where the measures go, a column of trials each; an empty column is not asked for. Hours and money are means per
/// case.
struct NetworkMeasures {
    using Column = std::span<double>;
    Column arrivals;   ///< cases per hour
    Column cycleTime;  ///< waiting + touch + delay; of parallel branches the longest by mean: a lower bound
    Column waiting;    ///< for a server, or for one that is away; along the longest branches. With a correction also
                       ///< what that adds or takes, down to no wait; below that, where cases may leave, the correction
                       ///< takes of touch and delay, of both alike
    Column touch;      ///< along the longest branches
    Column delay;      ///< of steps and on flows; along the longest branches
    Column joinedTime; ///< the cycle time, but of parallel branches the root of the sum of their squared means: it
                       ///< bends with each branch, where the longest one jumps from branch to branch
    Column plainWaiting; ///< the waiting without a correction
    Column labourHours;  ///< touch at steps with a pool, by each pool that is needed, all branches
    std::span<const Column> labourHoursByGroup;
    Column labourCost;
    Column cost;                             ///< labour and the steps' own cost
    Column exceptionShare;                   ///< share of labour in exceptions and rework, 0 without labour
    Column exceptions;                       ///< exception flows taken
    Column handOffs;                         ///< flows to a step of another pool
    Column boundaryHandOffs;                 ///< those to another group
    std::span<const Column> handOffsBetween; ///< per pair of NetworkPlan::boundaries(): the same, by who and to whom
    std::span<const Column> visits;          ///< per step, of those too who leave there
    std::span<const Column> served;          ///< per step: share of the visits that have its work done
    std::span<const Column> stepWaiting;     ///< per step: mean wait of a visit for a server, or for one who is away
    std::span<const Column> stepAbsence;     ///< per step: of that, for one who is away
    std::span<const Column> utilisation;     ///< per pool: load over servers, at or above 1 in overload
    std::span<const Column> poolWork;        ///< per pool: sum v E[S], hours for which a case has a server of it
    std::span<const Column> poolSquares;     ///< per pool: sum v E[S^2] of the same
    std::span<const Column> poolWaiting;     ///< per pool: mean wait of a visit for a free server
    Column left;                             ///< share of the cases that leave before their work is done
    Column throughput;                       ///< cases per hour with their work done; in overload what the busiest
                                             ///< pool lets through
    Column workInProgress;                   ///< cases, by Little's law from the cycle time
    Column overloaded;                       ///< 1 where any pool is overloaded (its waits are infinite), else 0
};

/// A boundary that work is handed over: two groups of the shape, -1 for pools of none.
struct GroupPair {
    int from = -1;
    int to = -1;

    friend bool operator==(const GroupPair&, const GroupPair&) = default;
};

/// Solves plans with the vectors of one instruction set, by Highway's number for it.
template <auto InstructionSet>
class NetworkSolver;
template <auto InstructionSet>
class NetworkCounts;

class NetworkPlan {
public:
    /// Checks a shape and plans its elimination. Refuses what blockStructure() refuses, and shapes too entangled to
    /// plan.
    [[nodiscard]] static Result<NetworkPlan> make(const NetworkShape& shape);

    /// Counts the doubles of workspace that solve() needs.
    [[nodiscard]] size_t workspace(size_t trials) const;

    /// Solves `inputs` for the measures asked for. Visits: v = e + P^T v; load of a pool a = lambda sum v_i t_i / A
    /// with A the availability; wait of a visit C/(c - a) E[S^2]/(2 E[S]) over the mixture of tasks that it serves, for
    /// arrivals that are no Poisson stream times (ca^2 + cs^2)/(1 + cs^2) with ca^2 = 1 + (c^2 - 1) min(v, 1/v); a
    /// visit lasts t/A, of which t is labour. Work that takes several pools at once loads each of them for as long as
    /// the one lets it that is there least, A the least of theirs, and waits for one after another. A trial whose
    /// shares do not sum to 1 or whose numbers cannot be (negative times, no end to a loop, NaN) fails: its measures
    /// are NaN. No allocation; trials do not touch each other.
    ///
    /// Cases that leave take no work, delay or cost of the step that they wait for, and visit no later one. Of a pool
    /// for which they wait a visit leaves with the chance p m / (T + m), T its patience and m = a / (r (p - a)), p and
    /// a from measurePatient() of all visits with the mean work S of those that are served and the patience 1 / (z r),
    /// z = (ca^2 + cs^2) / 2, r the rate at which those who wait leave: exact for M/M/c+M, Allen-Cunneen where patience
    /// is long. Visits and loads are iterated to their fixed point, to 1e-11 of the shares that are served. A pool is
    /// overloaded only where the work of those who wait for ever is more than it can do.
    ///
    /// A correction makes the cycle time the larger of correction * joined time and touch + delay, or where cases may
    /// leave before their work the former; what it changes is waiting first, so that the three still sum to the cycle
    /// time, and the work in progress follows. Labour, costs,
    /// utilisation, throughput, counts and the waits of single pools stay those of the formulas.
    ///
    /// Cases of a population of N come at the rate X = N / (1 / r + R), r the rate of one member and R the cycle time,
    /// and no faster than the busiest pool lets them through. A visit to a pool waits S / c (L + B), with L who waits
    /// there, B the chance that all c servers are busy, both of N - 1 members (the arrival theorem, Sevcik & Mitrani,
    /// 1981), from the product form by convolution (Buzen, 1973; Reiser & Kobayashi, 1975); between whole populations,
    /// by a straight line. Exact for exponential work of one mean in each pool, as for machine repair, M/M/c//N.
    /// Of other work, approximately: B times 1 + ((1 + cs^2) / 2 - 1) (1 - D), the mean residual of the work that is
    /// met (Reiser, 1979), but only as far as one member more does not merely lengthen the queue, D = L(N) - L(N - 1);
    /// L in step with the queue that comes of it. That is Allen-Cunneen in an unlimited population, and no different
    /// from exponential work at a pool that is never idle; the throughput of one pool is within 4 % of simulation for
    /// cs up to 1 and 5 members or more, within 8 % for cs up to 2, where the waits of a few members may be told twice
    /// as long as they are; that of two pools within 4 % for cs below 1, within 10 % for cs of 2. A pool without servers
    /// is overloaded, and nobody comes any more; no other is. Memory is allocated for each trial; above mostMembers a
    /// trial fails.
    ///
    /// Rework is the labour of ordinary steps beyond their first visit: v_i R_i, R_i the chance that a case at step i
    /// comes back to it, since v_i (1 - R_i) is the chance of ever reaching it.
    void solve(const NetworkInputs& inputs, const NetworkMeasures& out, std::span<double> workspace) const;

    /// True where branches run in parallel, so that the cycle time is a lower bound.
    [[nodiscard]] bool hasParallel() const { return structure_.splitOfRegion.size() > 1; }
    [[nodiscard]] const NetworkShape& shape() const { return shape_; }
    /// The pairs of groups between which work may be handed over.
    [[nodiscard]] const std::vector<GroupPair>& boundaries() const { return boundaries_; }

private:
    friend class NetworkPlanner;
    friend class LeavingSolver;
    template <auto InstructionSet>
    friend class NetworkSolver;
    template <auto InstructionSet>
    friend class NetworkCounts;

    struct HandOff {
        Operand visits;
        int flow;
        int boundary; // its place among the boundaries, or -1
    };
    /// Chance of a return to a step, in a program of its own that follows the visits' one in the workspace.
    struct Return {
        int step;
        ColumnProgram program;
        Operand chance;
    };

    NetworkShape shape_;
    BlockStructure structure_;
    std::vector<std::vector<int>> branches_; // the regions of each split, inner splits first
    std::vector<bool> shareRead_;            // per flow: its step has several flows of which one is taken
    ColumnProgram program_;
    std::vector<Operand> visits_;
    std::vector<Operand> worked_;  // per step: the visits that have its work done
    std::vector<Operand> chances_; // per flow: that a visit to its step goes along it
    std::vector<int> leaving_;     // the steps at which cases may leave; the share that is served is the given column
                                   // 1, 2... of the programs
    std::vector<HandOff> handOffs_;
    std::vector<GroupPair> boundaries_;
    std::vector<Return> returns_;
    size_t returnColumns_ = 0;
};

} // namespace tributary
