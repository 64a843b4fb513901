// SPDX-License-Identifier: GPL-3.0-or-later
// Parallel branches of a map: that those of each split meet in one join, or all end by themselves, and that nothing
// enters or leaves them elsewhere. As blockStructure() demands of the shape that is worked out, told by the steps of
// the map.
#include "core/model/branch_ends.h"
#include "core/model/map_rules.h"
#include "core/model/nesting.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

namespace tributary {

namespace {

constexpr size_t nowhere = static_cast<size_t>(-1);

/// Walks a map branch by branch; the first thing found wrong ends the walk.
class BlockWalk {
public:
    explicit BlockWalk(const Process& process)
        : process_(process), out_(process.steps.size()), into_(process.steps.size()),
          branchOf_(process.steps.size(), nowhere), isJoined_(process.steps.size()) {
        std::unordered_map<std::string_view, size_t> places;
        for (size_t step = 0; step < process.steps.size(); ++step)
            places.emplace(process.steps[step].id.text, step);
        const auto placeOf = [&](const StepId& id) {
            const auto found = places.find(id.text);
            return found == places.end() ? nowhere : found->second;
        };
        const auto join = [&](size_t from, size_t to) {
            if (from < out_.size() && to < out_.size())
                out_[from].push_back(to);
        };
        for (const Flow& flow : process.flows) {
            join(placeOf(flow.from), placeOf(flow.to));
            if (const size_t to = placeOf(flow.to); to < into_.size())
                ++into_[to];
        }
        for (const ProcessException& exception : process.exceptions)
            if (!exception.resumes.empty())
                join(placeOf(exception.step), placeOf(exception.resumes));
    }

    std::optional<WayFault> find() {
        const auto start = std::ranges::find(process_.steps, StepKind::start, &Step::kind);
        if (start != process_.steps.end())
            walk(static_cast<size_t>(start - process_.steps.begin()), addBranch(nowhere), 0);
        return std::move(fault_);
    }

private:
    [[nodiscard]] bool isParallel(size_t step) const { return process_.steps[step].kind == StepKind::parallel; }
    [[nodiscard]] bool joins(size_t step) const { return isParallel(step) && into_[step] > 1; }
    [[nodiscard]] bool splits(size_t step) const { return isParallel(step) && out_[step].size() > 1; }
    [[nodiscard]] std::string name(size_t step) const { return calledStep(process_, process_.steps[step]); }
    [[nodiscard]] std::string begun(size_t step) const { return begunWith(process_, process_.steps[step]); }

    size_t addBranch(size_t split) {
        splitOf_.push_back(split);
        return splitOf_.size() - 1;
    }

    void tell(size_t step, std::string message, std::string action) {
        if (!fault_)
            fault_ = WayFault{"/task/" + process_.steps[step].id.text, std::move(message), std::move(action)};
    }

    /// Gives `start` and all that follows it to a branch, up to the join that ends it; returns that join, or nowhere.
    size_t walk(size_t start, size_t branch, int depth) {
        size_t ending = nowhere;
        std::vector<size_t> open{start};
        while (!open.empty() && !fault_) {
            const size_t step = open.back();
            open.pop_back();
            if (joins(step) && !isJoined_[step]) {
                endAt(step, branch, ending);
                continue;
            }
            if (joins(step)) {
                tell(step, fmt::format("{} is entered from outside the branches that it joins.", begun(step)),
                     "Lead that flow to the step after it.");
                continue;
            }
            if (branchOf_[step] == branch)
                continue;
            if (branchOf_[step] != nowhere)
                tell(step, fmt::format("{} can be reached from outside its parallel branch.", begun(step)),
                     "Let flows enter a branch at its split alone, and leave it at its join.");
            branchOf_[step] = branch;
            goOn(step, branch, depth, open);
        }
        return ending;
    }

    void endAt(size_t join, size_t branch, size_t& ending) {
        if (splitOf_[branch] == nowhere)
            tell(join, fmt::format("{} waits for parallel branches, but none were split before it.", begun(join)),
                 "Split them at a parallel gateway before it, or make it an exclusive one.");
        else if (ending != nowhere && ending != join)
            tell(join,
                 fmt::format("The branches that part at {} meet at two joins, {} and {}.", name(splitOf_[branch]),
                             name(ending), name(join)),
                 "Let all of them meet at one.");
        ending = join;
    }

    /// Opens what follows a step; where that splits, what follows the join of its branches.
    void goOn(size_t step, size_t branch, int depth, std::vector<size_t>& open) {
        while (splits(step) && !fault_) {
            step = joinOf(step, depth);
            if (fault_)
                return;
            branchOf_[step] = branch;
        }
        if (out_[step].empty() && splitOf_[branch] != nowhere)
            tell(step,
                 fmt::format("{} ends one of the parallel branches that part at {}: cases are not put together again.",
                             begun(step), name(splitOf_[branch])),
                 "Lead all branches to one parallel gateway, or each of them to an end.");
        open.insert(open.end(), out_[step].begin(), out_[step].end());
    }

    size_t joinOf(size_t split, int depth) {
        if (depth == deepestNesting)
            tell(split, fmt::format("{} lies in more than {} parallel branches.", begun(split), deepestNesting),
                 "Flatten the branches.");
        size_t join = nowhere;
        const std::vector<size_t> ways = out_[split];
        for (const size_t first : ways) {
            if (fault_)
                break;
            const size_t ending = walk(first, addBranch(split), depth + 1);
            if (!fault_ && (ending == nowhere || (join != nowhere && join != ending)))
                tell(split, fmt::format("The branches that part at {} do not all meet at one join.", name(split)),
                     "Lead every branch to the same parallel gateway.");
            join = ending;
        }
        if (!fault_)
            isJoined_[join] = true;
        return join;
    }

    const Process& process_;
    std::vector<std::vector<size_t>> out_; ///< by step: where its flows and exceptions lead
    std::vector<size_t> into_;             ///< flows that lead to it
    std::vector<size_t> branchOf_;
    std::vector<size_t> splitOf_; ///< by branch; nowhere of the whole map
    std::vector<bool> isJoined_;  ///< joins whose split is known
    std::optional<WayFault> fault_;
};

} // namespace

std::optional<WayFault> blockFault(const Process& process) { return BlockWalk(withEndsJoined(process)).find(); }

} // namespace tributary
