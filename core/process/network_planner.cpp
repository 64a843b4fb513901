// SPDX-License-Identifier: GPL-3.0-or-later
// Plans the solution of a network: its states, the order of elimination, hand-offs and returns.
#include "core/process/network_analysis.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tributary {

namespace {

constexpr size_t mostStates = 20'000;
constexpr size_t mostOperations = 1'000'000;

} // namespace

/// A flow graph whose nodes are numbered; arcs name the flow that carries them, or -1 for a certain step.
struct StepGraph {
    struct Arc {
        int from, to, flow;
    };
    int entry = 0;
    size_t nodes = 0;
    std::vector<Arc> arcs;

    /// The nodes reached from `start`, each after all that it leads to but by a loop: eliminating in this order costs
    /// about an operation per arc, times the loops around it.
    [[nodiscard]] std::vector<int> postorder(int start) const {
        std::vector<std::vector<int>> next(nodes);
        for (const Arc& arc : arcs)
            next[position(arc.from)].push_back(arc.to);
        std::vector<int> order;
        std::vector<char> seen(nodes, 0);
        std::vector<std::pair<int, size_t>> open{{start, 0}};
        seen[position(start)] = 1;
        while (!open.empty()) {
            auto& [node, index] = open.back();
            if (index == next[position(node)].size()) {
                order.push_back(node);
                open.pop_back();
                continue;
            }
            const int to = next[position(node)][index++];
            if (!seen[position(to)]) {
                seen[position(to)] = 1;
                open.emplace_back(to, 0);
            }
        }
        return order;
    }

    /// Marks the nodes from which `goal` can be reached.
    [[nodiscard]] std::vector<bool> leadingTo(int goal) const {
        std::vector<std::vector<int>> before(nodes);
        for (const Arc& arc : arcs)
            before[position(arc.to)].push_back(arc.from);
        std::vector<bool> seen(nodes, false);
        std::vector<int> open{goal};
        seen[position(goal)] = true;
        while (!open.empty()) {
            const int node = open.back();
            open.pop_back();
            for (const int from : before[position(node)])
                if (!seen[position(from)]) {
                    seen[position(from)] = true;
                    open.push_back(from);
                }
        }
        return seen;
    }
};

class NetworkPlanner {
public:
    NetworkPlanner(const NetworkShape& shape, BlockStructure structure) {
        plan_.shape_ = shape;
        plan_.structure_ = std::move(structure);
        for (size_t region = plan_.structure_.splitOfRegion.size(); region-- > 1;) {
            const int split = plan_.structure_.splitOfRegion[region];
            if (plan_.structure_.flowsFrom[position(split)].front() != plan_.structure_.flowOfRegion[region])
                continue;
            plan_.branches_.emplace_back();
            for (size_t other = region; other < plan_.structure_.splitOfRegion.size(); ++other)
                if (plan_.structure_.splitOfRegion[other] == split)
                    plan_.branches_.back().push_back(static_cast<int>(other));
        }
        plan_.shareRead_.assign(shape.flows.size(), false);
        for (size_t s = 0; s < shape.steps.size(); ++s)
            if (shape.steps[s].kind != NetworkStepKind::split && plan_.structure_.flowsFrom[s].size() > 1)
                for (const int flow : plan_.structure_.flowsFrom[s])
                    plan_.shareRead_[position(flow)] = true;
        for (size_t s = 0; s < shape.steps.size(); ++s)
            if (const NetworkStep& step = shape.steps[s]; step.mayLeave && step.pool >= 0 && step.also.empty() &&
                                                          step.kind == NetworkStepKind::ordinary &&
                                                          plan_.structure_.regionOfStep[s] == 0)
                plan_.leaving_.push_back(static_cast<int>(s));
        giveServed(plan_.program_);
        for (size_t flow = 0; flow < shape.flows.size(); ++flow)
            plan_.chances_.push_back(chance(plan_.program_, static_cast<int>(flow)));
    }

    Result<NetworkPlan> plan() {
        if (!findStates() || !planVisits())
            return tooEntangled();
        for (size_t s = 0; s < shape().steps.size(); ++s) {
            const NetworkStep& step = shape().steps[s];
            if (step.pool >= 0 && !step.exception && !planReturn(static_cast<int>(s)))
                return tooEntangled();
        }
        return std::move(plan_);
    }

private:
    /// A step and the pools that hold the case there: the current one last, below it those at the splits around.
    using State = std::pair<int, std::vector<int>>;

    struct Passing {
        int state, flow;
        int fromPool, toPool;
    };

    [[nodiscard]] const NetworkShape& shape() const { return plan_.shape_; }

    static tl::unexpected<Error> tooEntangled() {
        return fail("The process has too many loops within loops to be solved: simplify its flows.");
    }

    void giveServed(ColumnProgram& program) const {
        std::for_each(plan_.leaving_.begin(), plan_.leaving_.end(), [&](int) { program.given(); });
    }

    /// The share of the visits to a step that have its work done.
    [[nodiscard]] Operand served(int step) const {
        const auto found = std::find(plan_.leaving_.begin(), plan_.leaving_.end(), step);
        return found == plan_.leaving_.end() ? ones : 1 + static_cast<Operand>(found - plan_.leaving_.begin());
    }

    [[nodiscard]] Operand chance(ColumnProgram& program, int flow) const {
        const Operand share = plan_.shareRead_[position(flow)] ? inputOperand(flow) : ones;
        return program.product(share, served(shape().flows[position(flow)].from));
    }

    int stateOf(State state) {
        const auto [it, isNew] = index_.try_emplace(std::move(state), static_cast<int>(states_.size()));
        if (isNew)
            states_.push_back(it->first);
        return it->second;
    }

    /// Follows the flows from the start. A step without a pool keeps the pool before it, so it has a state for each
    /// pool that may come before; a step with one has a single state.
    bool findStates() {
        const int first = shape().steps[position(shape().entry)].pool;
        graph_.entry = stateOf({shape().entry, {first}});
        const std::vector<bool> isWorkLeft = stepsBeforeWork();
        for (size_t i = 0; i < states_.size(); ++i) {
            if (states_.size() > mostStates)
                return false;
            const auto [step, pools] = states_[i];
            const int here = static_cast<int>(i);
            const bool splits = shape().steps[position(step)].kind == NetworkStepKind::split;
            if (splits)
                graph_.arcs.push_back(
                    {here, follow(plan_.structure_.joinOfSplit[position(step)], pools, here, -1), -1});
            for (const int flow : plan_.structure_.flowsFrom[position(step)]) {
                const int to = shape().flows[position(flow)].to;
                std::vector<int> held = pools;
                if (splits)
                    held.push_back(pools.back());
                if (shape().steps[position(to)].kind == NetworkStepKind::join) {
                    // The branch ends; the case goes on past the split. Work that comes back to the pool that held it
                    // there, or to the join's own, is handed over, if any is left.
                    const int own = shape().steps[position(to)].pool;
                    if (isWorkLeft[position(to)])
                        passings_.push_back({here, flow, held.back(), own >= 0 ? own : held[held.size() - 2]});
                } else {
                    graph_.arcs.push_back({here, follow(to, std::move(held), here, flow), flow});
                }
            }
        }
        graph_.nodes = states_.size();
        return true;
    }

    /// The steps at which a pool works, and those that lead to one.
    [[nodiscard]] std::vector<bool> stepsBeforeWork() const {
        std::vector<std::vector<int>> before(shape().steps.size());
        for (const NetworkFlow& flow : shape().flows)
            before[position(flow.to)].push_back(flow.from);
        std::vector<bool> found(shape().steps.size());
        std::vector<int> open;
        for (size_t step = 0; step < found.size(); ++step)
            if (shape().steps[step].pool >= 0)
                open.push_back(static_cast<int>(step));
        while (!open.empty()) {
            const int step = open.back();
            open.pop_back();
            if (found[position(step)])
                continue;
            found[position(step)] = true;
            open.insert(open.end(), before[position(step)].begin(), before[position(step)].end());
        }
        return found;
    }

    int follow(int to, std::vector<int> held, int from, int flow) {
        const int pool = shape().steps[position(to)].pool;
        if (pool >= 0) {
            if (flow >= 0)
                passings_.push_back({from, flow, held.back(), pool});
            held.back() = pool;
        }
        return stateOf({to, std::move(held)});
    }

    bool planVisits() {
        ColumnProgram& program = plan_.program_;
        FlowElimination elimination(program, graph_.nodes);
        for (const StepGraph::Arc& arc : graph_.arcs)
            elimination.addArc(arc.from, arc.to, arc.flow < 0 ? ones : plan_.chances_[position(arc.flow)]);
        std::vector<FlowElimination::Node> eliminated;
        for (const int node : graph_.postorder(graph_.entry)) {
            eliminated.push_back(elimination.eliminate(node));
            if (program.operations() > mostOperations)
                return false;
        }
        std::vector<Operand> visits(graph_.nodes, ones);
        std::reverse(eliminated.begin(), eliminated.end());
        for (const auto& [node, scale, from] : eliminated) {
            // The entry comes first here and has nothing before it: all its loops are in its scale.
            Operand& own = visits[position(node)];
            own = scale;
            for (size_t k = 0; k < from.size(); ++k) {
                const auto [before, share] = from[k];
                own = k == 0 ? program.product(visits[position(before)], share)
                             : program.addProduct(own, visits[position(before)], share);
            }
        }
        std::vector<bool> counted(shape().steps.size(), false);
        plan_.visits_.assign(shape().steps.size(), ones);
        for (size_t i = 0; i < states_.size(); ++i) {
            const size_t step = position(states_[i].first);
            plan_.visits_[step] = counted[step] ? program.sum(plan_.visits_[step], visits[i]) : visits[i];
            counted[step] = true;
        }
        plan_.worked_ = plan_.visits_;
        for (const int step : plan_.leaving_)
            plan_.worked_[position(step)] = program.product(plan_.visits_[position(step)], served(step));
        for (const Passing& passing : passings_) {
            if (passing.fromPool < 0 || passing.toPool < 0 || passing.fromPool == passing.toPool)
                continue;
            plan_.handOffs_.push_back({visits[position(passing.state)], passing.flow, boundaryOf(passing)});
        }
        return true;
    }

    /// The place of the boundary that work is handed over; -1 where it stays in one group.
    int boundaryOf(const Passing& passing) {
        const GroupPair pair{shape().pools[position(passing.fromPool)].group,
                             shape().pools[position(passing.toPool)].group};
        if (pair.from == pair.to)
            return -1;
        const auto [it, isNew] =
            boundaryIndex_.try_emplace({pair.from, pair.to}, static_cast<int>(plan_.boundaries_.size()));
        if (isNew)
            plan_.boundaries_.push_back(pair);
        return it->second;
    }

    /// The steps as one case sees them that takes the branch of `step` at every split around it, and goes straight on
    /// to the join at every other.
    [[nodiscard]] StepGraph pathGraph(int step) const {
        const BlockStructure& blocks = plan_.structure_;
        std::vector<bool> around(blocks.splitOfRegion.size(), false);
        around[0] = true;
        for (int region = blocks.regionOfStep[position(step)]; region > 0;
             region = blocks.regionOfStep[position(blocks.splitOfRegion[position(region)])])
            around[position(region)] = true;
        std::vector<bool> opened(shape().flows.size(), false);
        std::vector<bool> entered(shape().steps.size(), false);
        for (size_t region = 1; region < around.size(); ++region)
            if (around[region]) {
                opened[position(blocks.flowOfRegion[region])] = true;
                entered[position(blocks.splitOfRegion[region])] = true;
            }
        StepGraph graph{step, shape().steps.size(), {}};
        for (size_t s = 0; s < shape().steps.size(); ++s) {
            if (!around[position(blocks.regionOfStep[s])])
                continue;
            const bool splits = shape().steps[s].kind == NetworkStepKind::split;
            if (splits && !entered[s])
                graph.arcs.push_back({static_cast<int>(s), blocks.joinOfSplit[s], -1});
            else
                for (const int flow : blocks.flowsFrom[s])
                    if (!splits || opened[position(flow)])
                        graph.arcs.push_back({static_cast<int>(s), shape().flows[position(flow)].to, flow});
        }
        return graph;
    }

    bool planReturn(int step) {
        const StepGraph graph = pathGraph(step);
        const std::vector<bool> returns = graph.leadingTo(step);
        NetworkPlan::Return planned{step, {}, ones};
        giveServed(planned.program);
        FlowElimination elimination(planned.program, graph.nodes);
        for (const StepGraph::Arc& arc : graph.arcs)
            if (returns[position(arc.from)] && returns[position(arc.to)])
                elimination.addArc(arc.from, arc.to, arc.flow < 0 ? ones : chance(planned.program, arc.flow));
        for (const int node : graph.postorder(step))
            if (node != step && returns[position(node)])
                elimination.eliminate(node);
        const Operand* loop = elimination.loop(step);
        if (!loop)
            return true;
        planned.chance = *loop;
        plan_.returnColumns_ = std::max(plan_.returnColumns_, planned.program.columns());
        returnOperations_ += planned.program.operations();
        plan_.returns_.push_back(std::move(planned));
        return returnOperations_ <= mostOperations;
    }

    NetworkPlan plan_;
    StepGraph graph_;
    std::vector<State> states_;
    std::map<State, int> index_;
    std::vector<Passing> passings_;
    std::map<std::pair<int, int>, int> boundaryIndex_;
    size_t returnOperations_ = 0;
};

Result<NetworkPlan> NetworkPlan::make(const NetworkShape& shape) {
    auto structure = blockStructure(shape);
    if (!structure)
        return tl::unexpected(structure.error());
    return NetworkPlanner(shape, std::move(*structure)).plan();
}

} // namespace tributary
