// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/branch_ends.h"

#include "core/model/nesting.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace tributary {

namespace {

constexpr char endMark = '!'; // in no id of a model

/// Walks a map branch by branch and notes which of them end.
class EndJoiner {
public:
    explicit EndJoiner(Process& process)
        : process_(process), waysFrom_(process.steps.size()), waysInto_(process.steps.size()),
          branchOf_(process.steps.size(), none), isJoined_(process.steps.size()), splitOf_{none} {
        std::unordered_map<std::string_view, size_t> places;
        for (size_t step = 0; step < process.steps.size(); ++step)
            places.emplace(process.steps[step].id.text, step);
        const auto addWay = [&](const StepId& from, StepId& to) {
            const auto first = places.find(from.text), last = places.find(to.text);
            if (first != places.end() && last != places.end())
                waysFrom_[first->second].push_back({&to, last->second});
            return first != places.end() && last != places.end();
        };
        for (Flow& flow : process.flows)
            if (addWay(flow.from, flow.to))
                ++waysInto_[places.at(flow.to.text)];
        for (ProcessException& exception : process.exceptions)
            if (!exception.resumes.empty())
                addWay(exception.step, exception.resumes);
    }

    /// Tells whether branches end by themselves, and nothing else of the branches is out of order.
    bool find() {
        const auto start = std::ranges::find(process_.steps, StepKind::start, &Step::kind);
        if (start == process_.steps.end())
            return false;
        Ending ending;
        Ways open;
        return visit(static_cast<size_t>(start - process_.steps.begin()), {whole, 0}, ending, open) &&
               follow(std::move(open), {whole, 0}, ending) && !endingSplits_.empty();
    }

    /// Leads the branches that end to where they meet.
    void join() {
        const std::map<size_t, Step> meetings = makeMeetings();
        const auto meetingOf = [&](size_t branch) { return meetings.at(splitOf_[branch]).id; };
        for (const auto& [end, entries] : entries_) {
            const size_t owner = ownerOf(entries);
            for (const auto& [target, branch] : entries)
                if (branch != owner)
                    *target = meetingOf(branch);
            if (owner != whole) {
                process_.steps[end].kind = StepKind::exclusive;
                led_.push_back({process_.steps[end].id, meetingOf(owner)});
            }
        }
        for (const size_t split : endingSplits_) {
            const size_t around = branchOf_[split];
            Step meeting = meetings.at(split);
            if (around == whole) {
                Step last = meeting;
                last.id.text += endMark;
                last.kind = StepKind::end;
                led_.push_back({meeting.id, last.id});
                added_.push_back(std::move(last));
            } else {
                led_.push_back({meeting.id, meetingOf(around)});
            }
            added_.push_back(std::move(meeting));
        }
        process_.steps.insert(process_.steps.end(), added_.begin(), added_.end());
        for (const auto& [from, to] : led_) {
            Flow& flow = process_.flows.emplace_back();
            flow.id.text = fmt::format("{}{}{}", from.text, endMark, to.text);
            flow.from = from;
            flow.to = to;
        }
    }

private:
    static constexpr size_t none = static_cast<size_t>(-1);
    static constexpr size_t whole = 0; // the branch that is no branch

    struct Way {
        StepId* target; ///< of the flow, or where the exception resumes
        size_t to;
    };
    using Ways = std::vector<Way>;
    struct Branch {
        size_t index;
        int depth;
    };
    /// What the ways of a branch lead to.
    struct Ending {
        size_t join = none;
        bool ends = false;
    };
    struct Entry {
        StepId* target;
        size_t branch;
    };

    [[nodiscard]] bool isParallel(size_t step) const { return process_.steps[step].kind == StepKind::parallel; }
    [[nodiscard]] bool joins(size_t step) const { return isParallel(step) && waysInto_[step] > 1; }
    [[nodiscard]] bool splits(size_t step) const { return isParallel(step) && waysFrom_[step].size() > 1; }

    /// Gives what the ways lead to to a branch; false where that is entered from elsewhere, or ends in several manners.
    bool follow(Ways open, Branch branch, Ending& ending) {
        while (!open.empty()) {
            const Way way = open.back();
            open.pop_back();
            if (process_.steps[way.to].kind == StepKind::end && waysFrom_[way.to].empty()) {
                entries_[way.to].push_back({way.target, branch.index});
                ending.ends = true;
            } else if (!visit(way.to, branch, ending, open)) {
                return false;
            }
        }
        return ending.join == none || !ending.ends;
    }

    bool visit(size_t step, Branch branch, Ending& ending, Ways& open) {
        if (joins(step) && !isJoined_[step]) {
            const bool isSame = ending.join == none || ending.join == step;
            ending.join = step;
            return isSame && branch.index != whole;
        }
        size_t& owner = branchOf_[step];
        if (owner == branch.index && !joins(step))
            return true;
        if (owner != none)
            return false;
        owner = branch.index;
        if (splits(step))
            return enter(step, branch, ending, open);
        open.insert(open.end(), waysFrom_[step].begin(), waysFrom_[step].end());
        return true;
    }

    /// Goes through the branches of a split, and on from their join; one may follow upon the other ten thousand times.
    bool enter(size_t split, Branch around, Ending& ending, Ways& open) {
        if (around.depth == deepestNesting)
            return false;
        while (splits(split)) {
            std::optional<size_t> join;
            for (const Way& way : waysFrom_[split]) {
                splitOf_.push_back(split);
                Ending own;
                if (!follow({way}, {splitOf_.size() - 1, around.depth + 1}, own) || (join && *join != own.join))
                    return false;
                join = own.join;
            }
            if (*join == none) {
                endingSplits_.push_back(split);
                ending.ends = true;
                return true;
            }
            isJoined_[*join] = true;
            branchOf_[*join] = around.index;
            split = *join;
        }
        open.insert(open.end(), waysFrom_[split].begin(), waysFrom_[split].end());
        return true;
    }

    [[nodiscard]] bool lies(size_t branch, size_t within) const {
        while (branch != within && branch != whole)
            branch = branchOf_[splitOf_[branch]];
        return branch == within;
    }

    [[nodiscard]] int depthOf(size_t branch) const {
        int depth = 0;
        for (; branch != whole; branch = branchOf_[splitOf_[branch]])
            ++depth;
        return depth;
    }

    /// The branch that an end belongs to: of those that lead to it the one around all others, or the first.
    [[nodiscard]] size_t ownerOf(const std::vector<Entry>& entries) const {
        const size_t outer =
            std::ranges::min_element(entries, {}, [&](const Entry& entry) { return depthOf(entry.branch); })->branch;
        const bool isAround =
            std::ranges::all_of(entries, [&](const Entry& entry) { return lies(entry.branch, outer); });
        return isAround ? outer : entries.front().branch;
    }

    /// By split: where its branches meet, which stands for the first end that one of them leads to.
    [[nodiscard]] std::map<size_t, Step> makeMeetings() const {
        std::map<size_t, size_t> endOf; // by split
        for (const auto& [step, entries] : entries_)
            for (const Entry& entry : entries)
                for (size_t branch = entry.branch; branch != whole; branch = branchOf_[splitOf_[branch]])
                    endOf.try_emplace(splitOf_[branch], step);
        std::map<size_t, Step> meetings;
        for (const size_t split : endingSplits_) {
            Step& meeting = meetings[split];
            meeting.kind = StepKind::parallel;
            if (const auto end = endOf.find(split); end != endOf.end()) {
                meeting.id = process_.steps[end->second].id;
                meeting.name = process_.steps[end->second].name;
                meeting.lane = process_.steps[end->second].lane;
            }
            meeting.id.text += endMark + process_.steps[split].id.text;
        }
        return meetings;
    }

    Process& process_;
    std::vector<Ways> waysFrom_;   // by step: where its flows and exceptions lead
    std::vector<size_t> waysInto_; // flows that lead to it
    std::vector<size_t> branchOf_; // by step
    std::vector<bool> isJoined_;   // joins whose split is known
    std::vector<size_t> splitOf_;  // by branch
    std::vector<size_t> endingSplits_;
    std::map<size_t, std::vector<Entry>> entries_; // by end: what leads to it
    std::vector<Step> added_;
    std::vector<std::pair<StepId, StepId>> led_;
};

} // namespace

Process withEndsJoined(Process process) {
    if (std::ranges::none_of(process.steps, [](const Step& step) { return step.kind == StepKind::parallel; }))
        return process;
    if (EndJoiner joiner(process); joiner.find())
        joiner.join();
    return process;
}

std::string_view endBehind(std::string_view id) {
    const size_t mark = id.find(endMark);
    return mark == std::string_view::npos || mark == 0 ? id : id.substr(0, mark);
}

} // namespace tributary
