// SPDX-License-Identifier: GPL-3.0-or-later
// The ways of a process map: flows, their shares, and where they lead.
#include "core/model/likely_value.h"
#include "core/model/map_check.h"

#include <algorithm>
#include <utility>

namespace tributary {

void MapCheck::checkFlows() {
    std::set<std::string> ids;
    for (const Flow& flow : process_.flows) {
        const std::string path = path_ + "/flow/" + flow.id.text;
        if (!ids.insert(flow.id.text).second)
            twice("flow", flow.id.text);
        const auto from = places_.find(flow.from.text);
        const auto to = places_.find(flow.to.text);
        if (from == places_.end() || to == places_.end()) {
            wayFault(path + (from == places_.end() ? "/from" : "/to"),
                     fmt::format("The flow {} joins `{}` and `{}`, one of which does not exist.", flow.id.text,
                                 flow.from.text, flow.to.text),
                     "Erase the flow, or choose its steps again.");
            continue;
        }
        join(from->second, to->second);
        flowsOut_[from->second].push_back(&flow);
    }
}

/// The most likely share of a flow; none where it is not known before a run, or is no share.
std::optional<double> MapCheck::likelyShare(const Parameter& share) const {
    if (!share.formula())
        return likely(share, "%");
    const auto value = likelyValue(*share.formula(), v_.names);
    return value && *value >= 0 && *value <= 1 ? value : std::nullopt;
}

/// What shares may sum to, in words, where that may be more than 100 %, or less without one that takes the rest.
std::optional<std::string> MapCheck::rangeOfSum(const std::vector<const Parameter*>& shares, Rest rest) const {
    const auto sum = spanOfSum(v_, shares, unitOr("%"));
    if (!sum || (sum->high <= 1 + shareTolerance && (rest == Rest::taken || sum->low >= 1 - shareTolerance)))
        return std::nullopt;
    return fmt::format("{:.4g} % to {:.4g} %", 100 * sum->low, 100 * sum->high);
}

/// Shares of the flows out of a step, where they are known.
void MapCheck::checkShares() {
    for (size_t i = 0; i < steps_; ++i) {
        const auto& flows = flowsOut_[i];
        if (process_.steps[i].kind == StepKind::parallel || flows.empty())
            continue;
        double sum = 0;
        size_t open = 0;
        bool known = true;
        std::vector<const Parameter*> given;
        for (const Flow* flow : flows) {
            const auto share = flow->share ? likelyShare(*flow->share) : std::nullopt;
            sum += share.value_or(0);
            known = known && (share || !flow->share);
            if (flow->share)
                given.push_back(&*flow->share);
            else
                ++open;
        }
        const std::string flowsOf = fmt::format("The shares of the flows out of {}", stepName(i));
        const std::string told = fmt::format("{} sum to {:.4g} %", flowsOf, 100 * sum);
        if (open > 1)
            fault(stepPath(i), fmt::format("{} flows out of {} have no share.", open, stepName(i)),
                  "Leave the share of at most one of them empty: it takes the rest.");
        if (sum > 1 + shareTolerance)
            fault(stepPath(i), told + ".", "Let them sum to 100 %.");
        else if (open == 0 && known && sum < 1 - shareTolerance)
            fault(stepPath(i), told + " only.", "Let them sum to 100 %, or leave one empty: it takes the rest.");
        else if (const auto range =
                     known && open < 2 ? rangeOfSum(given, open == 0 ? Rest::none : Rest::taken) : std::nullopt;
                 range && open == 0)
            fault(stepPath(i),
                  fmt::format("{} may sum to {}: they are uncertain, and sum to 100 % in the middle alone.", flowsOf,
                              *range),
                  "Leave one of them empty: it takes the rest.");
        else if (range)
            v_.warning(stepPath(i),
                       fmt::format("{} may sum to {}, and leave less than nothing for the rest: where they sum to more "
                                   "than 100 % a trial fails.",
                                   flowsOf, *range),
                       "Narrow their ranges, so that they sum to 100 % at most.");
    }
}

std::vector<char> MapCheck::reach(std::vector<size_t> front, const std::vector<std::vector<size_t>>& arcs) const {
    std::vector<char> reached(steps_);
    while (!front.empty()) {
        const size_t at = front.back();
        front.pop_back();
        if (std::exchange(reached[at], 1))
            continue;
        front.insert(front.end(), arcs[at].begin(), arcs[at].end());
    }
    return reached;
}

std::vector<size_t> MapCheck::stepsOf(StepKind kind) const {
    std::vector<size_t> found;
    for (size_t i = 0; i < steps_; ++i)
        if (process_.steps[i].kind == kind)
            found.push_back(i);
    return found;
}

void MapCheck::checkWays() {
    const auto starts = stepsOf(StepKind::start);
    const auto ends = stepsOf(StepKind::end);
    if (starts.size() != 1)
        wayFault(path_, fmt::format("{} has {}.", name(), starts.empty() ? "no start" : "several starts"),
                 "Give it one event where cases come in.");
    if (ends.empty())
        wayFault(path_, fmt::format("{} has no end.", name()), "Give it an event where cases leave.");
    const auto fromStart = reach(starts, out_);
    const auto toEnd = reach(ends, into_);
    for (size_t i = 0; i < steps_; ++i) {
        if (!starts.empty() && !fromStart[i])
            wayFault(stepPath(i), fmt::format("No case ever comes to {}.", stepName(i)),
                     "Draw a flow to it, or erase it.");
        else if (!ends.empty() && !toEnd[i])
            wayFault(stepPath(i), fmt::format("From {} there is no way to an end.", stepName(i)),
                     "Draw a flow on from it.");
    }
    checkJoins();
    // A map that is not worked out may end as many branches as it likes, as those of BPMN do.
    const auto branches = isMeasured_ && !hasWayFault_ ? blockFault(process_) : std::nullopt;
    for (const auto& found : {branches, endlessFault(v_, process_)})
        if (found)
            fault(path_ + found->part, found->message, found->action);
    if (!starts.empty())
        checkPatience(starts.front());
}

/// Simulation lets nobody leave while branches of a case run beside each other.
void MapCheck::checkPatience(size_t start) {
    std::vector<int> depth(steps_, -1); // of parallel branches
    std::vector<std::pair<size_t, int>> front{{start, 0}};
    while (!front.empty()) {
        auto [at, inside] = front.back();
        front.pop_back();
        const bool isParallel = process_.steps[at].kind == StepKind::parallel;
        if (isParallel && into_[at].size() > 1)
            inside = std::max(inside - 1, 0);
        if (std::exchange(depth[at], inside) >= 0)
            continue;
        if (inside > 0 && process_.steps[at].patience)
            v_.warning(stepPath(at) + "/patience",
                       fmt::format("Cases lose patience at {}, in one of several parallel branches.", stepName(at)),
                       "That cannot be simulated: let them leave before the branches part, or clear it.");
        if (isParallel && out_[at].size() > 1)
            ++inside;
        for (const size_t next : out_[at])
            front.emplace_back(next, inside);
    }
}

void MapCheck::checkJoins() {
    std::vector<size_t> splits;
    for (const size_t step : stepsOf(StepKind::parallel))
        if (flowsOut_[step].size() > 1)
            splits.push_back(step);
    for (const size_t join : stepsOf(StepKind::parallel)) {
        if (into_[join].size() < 2)
            continue;
        std::vector<size_t> front;
        for (const size_t split : splits)
            if (split != join)
                front.push_back(split);
        if (!reach(front, out_)[join])
            wayFault(stepPath(join), fmt::format("{} waits for parallel branches, but none were split.", begun(join)),
                     "Split them at a parallel gateway before it, or make it an exclusive one.");
    }
}

} // namespace tributary
