// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/exceptions_ledger.h"

#include "core/base/timeline.h"

#include <fmt/format.h>

#include <Eigen/Core>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace tributary {

namespace {

/// A number by which to sort, the largest first: what is none comes last.
double numberOrLeast(double value) { return std::isnan(value) ? -std::numeric_limits<double>::infinity() : value; }

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
    }

    ExceptionsLedger make() {
        findWaysBack();
        for (const ProcessException& each : process_.exceptions)
            addException(each);
        for (const Flow& flow : process_.flows)
            addFlow(flow);
        std::ranges::stable_sort(ledger_.rows, std::greater<>(),
                                 [](const LedgerRow& row) { return numberOrLeast(row.costPerYear); });
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

    static void add(LedgerRow& row, const PartMeasures& part, double times) {
        if (!(times > 0))
            return; // nobody waits without end for what nobody comes to
        if (part.touch > 0) {
            const double work = times * part.served * part.touch;
            row.touchHours += work;
            for (const GroupId& group : part.people) {
                row.labourHours += work;
                row.hoursOf[group] += work;
            }
            row.peopleAtOnce = std::max(row.peopleAtOnce, part.people.size());
        }
        row.waitingHours += times * (part.waiting + part.served * part.delay);
        row.delayHours += times * part.served * part.delay;
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
    const std::vector<char>& leadingTo(size_t step) const {
        std::vector<char>& marks = leadingTo_[step];
        if (!marks.empty())
            return marks;
        marks.resize(process_.steps.size());
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

    /// Where a case is on a walk: at work that counts; or where another exception took it to from a step, in whose own
    /// row is what it does until it is back there, or beyond.
    struct Place {
        size_t step;
        size_t takenFrom; ///< counted: none

        friend auto operator<=>(const Place&, const Place&) = default;
    };
    static constexpr size_t counted = std::numeric_limits<size_t>::max();
    /// Cases that go on from one place to another: the share of those that are there.
    struct Passing {
        Place from;
        Place to;
        double share;
        double delay;
    };
    /// Places that cases come to, the one where they begin first, and how.
    struct Walk {
        std::vector<Place> places;
        std::vector<Passing> passings;
    };

    /// Where a case that turned aside at a step is next; none where it would have been without that.
    std::optional<Place> nextOf(const Place& at, const Way& way, size_t turnedAt) const {
        const bool isSide = process_.steps[way.to].exception;
        const bool isCounted = at.takenFrom == counted;
        if (isCounted && isSide && process_.steps[at.step].exception)
            return Place{way.to, counted};
        if (isCounted && !process_.steps[at.step].exception && (isSide || back_.contains(way.measured)))
            return Place{way.to, at.step};
        if (!isCounted && (isSide || leadingTo(at.takenFrom)[way.to]))
            return Place{way.to, at.takenFrom};
        return leadingTo(turnedAt)[way.to] ? std::optional(Place{way.to, counted}) : std::nullopt;
    }

    /// Where cases go from a step on: over the work of exception steps, and the ordinary work that is done again, until
    /// they are where they turned aside, or beyond.
    Walk walkFrom(size_t start, size_t turnedAt) const {
        Walk walk;
        std::set<Place> known;
        const auto reach = [&](const Place& place) {
            if (known.insert(place).second)
                walk.places.push_back(place);
        };
        if (process_.steps[start].exception || leadingTo(turnedAt)[start])
            reach({start, counted});
        for (size_t i = 0; i < walk.places.size(); ++i) {
            const Place at = walk.places[i];
            if (at.step == turnedAt)
                continue;
            // Of parallel branches one case comes out.
            const bool joins = process_.steps[at.step].kind == StepKind::parallel && in_[at.step].size() > 1;
            const auto part = measures_.tasks.find(process_.steps[at.step].id);
            const double served = part == measures_.tasks.end() ? 1 : part->second.served;
            const double through = joins ? 1 / static_cast<double>(in_[at.step].size()) : served;
            for (const Way& way : out_[at.step])
                if (const double share = through * way.measured->share; share > 0)
                    if (const auto next = nextOf(at, way, turnedAt)) {
                        const bool isOwn = at.takenFrom == counted && next->takenFrom == counted;
                        walk.passings.push_back({at, *next, share, isOwn ? way.measured->delay : 0});
                        reach(*next);
                    }
        }
        return walk;
    }

    /// Adds what cases take from a step on; tells whether ordinary work is done again.
    bool follow(LedgerRow& row, size_t start, size_t turnedAt) const {
        const Walk walk = walkFrom(start, turnedAt);
        const auto cases = visitsOf(walk, row.perMonth);
        if (!cases) {
            row.labourHours = std::numeric_limits<double>::quiet_NaN(); // they never come to an end
            return false;
        }
        bool isAgain = false;
        for (const Place& at : walk.places)
            if (at.takenFrom == counted) { // what other exceptions bring is in their rows
                isAgain = isAgain || !process_.steps[at.step].exception;
                if (const auto part = measures_.tasks.find(process_.steps[at.step].id); part != measures_.tasks.end())
                    add(row, part->second, cases->at(at));
            }
        for (const Passing& passing : walk.passings)
            addDelay(row, cases->at(passing.from) * passing.share * passing.delay);
        return isAgain;
    }

    /// How often cases that begin a walk are at each of its places: v = e + P^T v. None where they never leave it.
    static std::optional<std::map<Place, double>> visitsOf(const Walk& walk, double begun) {
        const auto count = static_cast<Eigen::Index>(walk.places.size());
        std::map<Place, Eigen::Index> rowOf;
        for (const Place& place : walk.places)
            rowOf.emplace(place, static_cast<Eigen::Index>(rowOf.size()));
        Eigen::MatrixXd flows = Eigen::MatrixXd::Identity(count, count);
        for (const Passing& passing : walk.passings)
            flows(rowOf.at(passing.to), rowOf.at(passing.from)) -= passing.share;
        Eigen::VectorXd visits = Eigen::VectorXd::Zero(count);
        if (count > 0)
            visits(0) = begun;
        visits = flows.partialPivLu().solve(visits).eval();
        std::map<Place, double> found;
        for (const auto& [place, row] : rowOf) {
            if (!(visits(row) >= 0 && std::isfinite(visits(row))))
                return std::nullopt;
            found.emplace(place, visits(row));
        }
        return found;
    }

    /// Keeps a row; what has no number of times, or of what follows, has none of the others.
    void keep(LedgerRow row) {
        if (std::isnan(row.perMonth) || std::isnan(row.labourHours)) {
            row.touchHours = row.labourHours = row.waitingHours = row.delayHours = row.costPerYear =
                std::numeric_limits<double>::quiet_NaN();
            for (auto& [group, hours] : row.hoursOf)
                hours = std::numeric_limits<double>::quiet_NaN();
        }
        ledger_.rows.push_back(std::move(row));
    }

    void addException(const ProcessException& each) {
        const auto part = measures_.exceptionsAt.find(each.id);
        const auto at = placeOf_.find(each.step);
        if (part == measures_.exceptionsAt.end() || at == placeOf_.end())
            return;
        LedgerRow row{.part = {MapPart::Kind::exception, each.id.text},
                      .name = each.name.empty() ? each.id.text : each.name,
                      .at = calledStep(process_, process_.steps[at->second]),
                      .perMonth = part->second.perCase * measures_.casesPerMonth};
        if (row.perMonth > 0) {
            add(row, part->second, row.perMonth);
            if (const auto resumes = placeOf_.find(each.resumes); resumes != placeOf_.end())
                row.isRework = follow(row, resumes->second, at->second);
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
        if (!flow.name.empty())
            row.at = calledStep(process_, process_.steps[from]);
        if (row.perMonth > 0) {
            addDelay(row, row.perMonth * taken->second.delay);
            const bool isAgain = (isSide || row.isRework) && follow(row, to->second, from);
            row.isRework = row.isRework || isAgain;
        }
        keep(std::move(row));
    }

    void addHandOffs() {
        for (const auto& [pair, perCase] : measures_.handOffsBetween)
            ledger_.handOffs.push_back({pair.first, pair.second, perCase * measures_.casesPerMonth});
        std::ranges::stable_sort(ledger_.handOffs, std::greater<>(),
                                 [](const BoundaryHandOff& each) { return numberOrLeast(each.perMonth); });
    }

    const ProcessMeasures& measures_;
    const Process& process_;
    std::map<StepId, size_t> placeOf_;
    std::vector<std::vector<Way>> out_;                     // by step
    std::vector<std::vector<size_t>> in_;                   // and where they come from
    std::set<const PartMeasures*> back_;                    // flows that lead back
    mutable std::map<size_t, std::vector<char>> leadingTo_; // by step, once asked for
    ExceptionsLedger ledger_;
};

} // namespace

ExceptionsLedger exceptionsLedger(const ProcessMeasures& measures) { return LedgerMaker(measures).make(); }

} // namespace tributary
