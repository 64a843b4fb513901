// SPDX-License-Identifier: GPL-3.0-or-later
// Loops of a map that no case ever leaves, since the way out has a share of 0.
#include "core/model/map_rules.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <utility>

namespace tributary {

namespace {

constexpr double leastTaken = 1e-6; ///< shares are typed with few digits

/// The ways of a map that cases may take, whatever its numbers, and those that none does.
class OpenWays {
public:
    OpenWays(const Validation& v, const Process& process) : v_(v), process_(process) {
        for (const Flow& flow : process.flows)
            if (const size_t from = placeOf(flow.from), to = placeOf(flow.to);
                from < process.steps.size() && to < process.steps.size())
                ways_.push_back({&flow, from, to, mostOf(flow) > leastTaken});
        for (const ProcessException& exception : process.exceptions)
            if (const size_t from = placeOf(exception.step), to = placeOf(exception.resumes);
                from < process.steps.size() && to < process.steps.size())
                ways_.push_back({nullptr, from, to, true});
    }

    std::optional<WayFault> endless() {
        const auto isStart = [](const Step& step) { return step.kind == StepKind::start; };
        const auto isEnd = [](const Step& step) { return step.kind == StepKind::end; };
        const auto fromStart = reached(isStart, Take::open), toEnd = reached(isEnd, Take::openBack);
        const auto drawnToEnd = reached(isEnd, Take::allBack);
        for (const Way& way : ways_)
            if (!way.isOpen && fromStart[way.from] && !toEnd[way.from] && drawnToEnd[way.to])
                return WayFault{"/flow/" + way.flow->id.text + "/share",
                                fmt::format("No case ever goes from {} to {}: the other ways take 100 % of them, round "
                                            "and round without end.",
                                            name(way.from), name(way.to)),
                                "Leave a share of the cases for the way out."};
        return std::nullopt;
    }

private:
    struct Way {
        const Flow* flow; ///< null of an exception
        size_t from;
        size_t to;
        bool isOpen;
    };
    enum class Take { open, openBack, allBack };

    [[nodiscard]] size_t placeOf(const StepId& id) const {
        return static_cast<size_t>(std::ranges::find(process_.steps, id, &Step::id) - process_.steps.begin());
    }
    [[nodiscard]] std::string name(size_t step) const { return calledStep(process_, process_.steps[step]); }

    [[nodiscard]] std::optional<QuantitySpan> spanOfShare(const std::optional<Parameter>& share) const {
        const Quantity* quantity = share ? share->quantity() : nullptr;
        return quantity ? spanOf(v_.model, *quantity, unitOr("%")) : std::nullopt;
    }

    /// The most that a flow may have of the cases at its step.
    [[nodiscard]] double mostOf(const Flow& flow) const {
        double left = 1; // by exceptions that go on elsewhere
        for (const ProcessException& exception : process_.exceptions)
            if (exception.step == flow.from && !exception.resumes.empty())
                if (const auto often = spanOfShare(exception.frequency))
                    left -= often->low;
        const auto from = std::ranges::find(process_.steps, flow.from, &Step::id);
        if (left <= leastTaken || from == process_.steps.end() || from->kind == StepKind::parallel ||
            std::ranges::count(process_.flows, flow.from, &Flow::from) == 1)
            return left;
        if (flow.share) {
            const auto own = spanOfShare(flow.share);
            return own ? own->high : 1;
        }
        double open = 1;
        for (const Flow& other : process_.flows)
            if (other.from == flow.from)
                if (const auto taken = spanOfShare(other.share))
                    open -= taken->low;
        return open;
    }

    /// The steps from which such ways lead to those, or to which they lead from them.
    template <class Begins>
    [[nodiscard]] std::vector<char> reached(const Begins& begins, Take take) const {
        std::vector<std::vector<size_t>> next(process_.steps.size());
        for (const Way& way : ways_)
            if (way.isOpen || take == Take::allBack)
                next[take == Take::open ? way.from : way.to].push_back(take == Take::open ? way.to : way.from);
        std::vector<char> found(process_.steps.size());
        std::vector<size_t> front;
        for (size_t step = 0; step < process_.steps.size(); ++step)
            if (begins(process_.steps[step]))
                front.push_back(step);
        while (!front.empty()) {
            const size_t at = front.back();
            front.pop_back();
            if (!std::exchange(found[at], char{1}))
                front.insert(front.end(), next[at].begin(), next[at].end());
        }
        return found;
    }

    const Validation& v_;
    const Process& process_;
    std::vector<Way> ways_;
};

} // namespace

std::optional<WayFault> endlessFault(const Validation& validation, const Process& process) {
    return OpenWays(validation, process).endless();
}

} // namespace tributary
