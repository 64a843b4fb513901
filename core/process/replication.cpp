// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/replication.h"

#include "core/process/case_source.h"
#include "core/process/event_queue.h"
#include "core/process/replication_counts.h"
#include "core/process/replication_pools.h"
#include "core/process/replication_state.h"

#include <algorithm>

namespace tributary {

namespace {

constexpr double never = CaseSource::never;
constexpr std::uint32_t stopEvery = 4096;        // events between two looks at the stop token
constexpr std::uint32_t mostVisits = 1'000'000;  // of one case to one step
constexpr std::uint32_t mostIdleShifts = 10'000; // while somebody waits: servers that are never there together

class Replication {
public:
    Replication(const SimulationPlan& plan, const SimulationOptions& options, const DrawSource& draws,
                std::uint64_t replication)
        : plan_(plan), options_(options), draws_(draws),
          replication_(replication), observed_{options.warmUp, options.horizon > 0.0 ? options.horizon : never},
          count_(emptyCount(plan, options)), source_(plan.arrivals, options, draws, replication),
          pools_(plan, options, observed_, count_.pools) {
        for (size_t pool = 0; pool < plan.pools.size(); ++pool)
            if (!plan.pools[pool].shifts.empty())
                events_.push(plan.pools[pool].shifts.front().from, shiftBit | static_cast<std::uint32_t>(pool));
        for (const double hour : source_.firstOfMembers())
            events_.push(hour, memberBit);
    }

    ReplicationCount run(const std::stop_token& stop) {
        for (std::uint32_t events = 1; !ended(); ++events) {
            if (events % stopEvery == 0 && stop.stop_requested()) {
                count_.stopped = true;
                break;
            }
            if (source_.next() < (events_.isEmpty() ? never : events_.nextTime())) {
                passTo(source_.next());
                arrive();
                source_.findNext(now_);
            } else {
                const EventQueue::Event event = events_.take();
                passTo(event.time);
                take(event.what);
            }
        }
        return close();
    }

private:
    bool ended() const {
        const bool done = source_.isDry() && inside_.taken() == 0; // shifts go on for ever
        return done || (source_.next() == never && events_.isEmpty()) || count_.overloaded || count_.timeless;
    }

    void passTo(double time) {
        pools_.passTo(time);
        now_ = time;
    }

    void take(std::uint32_t what) {
        if (what & shiftBit)
            return changeShift(what & ~shiftBit);
        if (what & serveBit)
            return serve(what & placeBits);
        idleShifts_ = 0;
        if (what & patienceBit)
            return losePatience(what & placeBits);
        if (what & memberBit)
            return memberArrives();
        if (what & partBit)
            return endPartWork(what & placeBits);
        const std::uint32_t place = what;
        switch (tokens_[place].phase) {
        case Token::Phase::delayBefore:
            return request(place);
        case Token::Phase::working:
            return finish(place);
        case Token::Phase::delayAfter:
            return depart(place);
        default:
            return enter(place, tokens_[place].step);
        }
    }

    void memberArrives() {
        if (source_.memberComes())
            arrive();
    }

    void arrive() {
        idleShifts_ = 0;
        observeInside();
        const std::uint32_t place = inside_.take();
        const bool counted = now_ >= options_.warmUp;
        const std::uint64_t number = source_.admit();
        const bool traced = replication_ == 0 && number < options_.tracedCases;
        inside_[place] = {now_, number, 1, counted, traced};
        if (visits_.size() < inside_.size() * plan_.steps.size())
            visits_.resize(2 * inside_.size() * plan_.steps.size());
        std::fill_n(visitsOf(place), plan_.steps.size(), 0U);
        Token first;
        first.inside = place;
        const std::uint32_t token = put(first);
        trace(token, TraceEvent::What::arrives, plan_.entry);
        count_.overloaded = count_.overloaded || tokens_.taken() > options_.mostCasesInside;
        enter(token, plan_.entry);
    }

    /// Takes a place for a token, whose stamps go on from those of the tokens before.
    std::uint32_t put(Token token) {
        const std::uint32_t place = tokens_.take();
        token.stamp = tokens_[place].stamp;
        tokens_[place] = token;
        return place;
    }

    // A token's way through a step

    std::uint32_t* visitsOf(std::uint32_t inside) { return visits_.data() + inside * plan_.steps.size(); }

    double draw(const Token& token, DrawAddress::Use use, std::uint32_t place) {
        InsideCase& inside = inside_[token.inside];
        const std::uint32_t visit = visitsOf(token.inside)[token.step];
        return draws_.uniform({inside.number, inside.drawn++, place, visit, use}, replication_);
    }
    double draw(const Token& token, DrawAddress::Use use) {
        return draw(token, use, static_cast<std::uint32_t>(token.step));
    }

    void enter(std::uint32_t place, int stepIndex) {
        for (;;) {
            const PlannedStep& step = plan_.steps[position(stepIndex)];
            Token& token = tokens_[place];
            token.step = stepIndex;
            if (step.branches > 0 && !isLastAtJoin(place, step))
                return;
            InsideCase& inside = inside_[token.inside];
            const std::uint32_t visit = ++visitsOf(token.inside)[stepIndex];
            if (visit > mostVisits) {
                count_.timeless = true;
                return;
            }
            if (inside.counted) {
                ++count_.steps[position(stepIndex)].visits;
                count_.stepCost += step.patience ? 0.0 : step.cost; // else once its work begins
            }
            if (step.hasDelay && step.delayFirst)
                return delay(place, step, Token::Phase::delayBefore);
            if (step.hasTouch)
                return request(place);
            if (step.hasDelay)
                return delay(place, step, Token::Phase::delayAfter);
            if (!goOn(place, step))
                return;
            stepIndex = tokens_[place].step;
        }
    }

    /// Counts a branch in at its join; all but the last of them end there.
    bool isLastAtJoin(std::uint32_t place, const PlannedStep& step) {
        Token& token = tokens_[place];
        std::uint32_t& met = visitsOf(token.inside)[token.step];
        constexpr std::uint32_t one = 1U << 24U; // the upper bits count branches, the lower ones visits
        met += one;
        if ((met >> 24U) < step.branches) {
            tokens_.giveBack(place);
            return false;
        }
        met &= one - 1;
        return true;
    }

    void delay(std::uint32_t place, const PlannedStep& step, Token::Phase phase) {
        Token& token = tokens_[place];
        const double hours = quantile(step.delay, draw(token, DrawAddress::Use::delay));
        token.phase = phase;
        token.delay += hours;
        trace(place, TraceEvent::What::delayed, token.step);
        events_.push(now_ + hours, place);
    }

    void request(std::uint32_t place) {
        Token& token = tokens_[place];
        const PlannedStep& step = plan_.steps[position(token.step)];
        token.since = now_;
        if (!step.pools.empty()) {
            noteHandOff(token, step.pools.front());
            if (!canBegin(step, nullptr)) {
                trace(place, TraceEvent::What::queues, token.step);
                return queue(place, step);
            }
        }
        begin(place, step);
    }

    void queue(std::uint32_t place, const PlannedStep& step) {
        Token& token = tokens_[place];
        token.phase = Token::Phase::waiting;
        for (const int pool : step.pools) {
            pools_.observe(position(pool), now_);
            ++pools_[position(pool)].waiting;
            pools_[position(pool)].line.push(step.line, {place, token.stamp});
        }
        if (step.patience) {
            const std::uint32_t timer = patience_.take();
            patience_[timer] = {place, token.stamp};
            events_.push(now_ + quantile(*step.patience, draw(token, DrawAddress::Use::patience)), patienceBit | timer);
        }
    }

    /// Whether each pool that the step needs has a free server and nobody before `waiting` (null: a newcomer).
    bool canBegin(const PlannedStep& step, const WaitingEntry* waiting) {
        return std::ranges::all_of(step.pools, [&](int index) {
            PoolState& pool = pools_[position(index)];
            if (pool.busy >= pool.servers)
                return false;
            if (!waiting)
                return pool.waiting == 0;
            return next(pool)->front().token == waiting->token;
        });
    }

    Ring* next(PoolState& pool) {
        return pool.line.next([this](const WaitingEntry& entry) { return tokens_[entry.token].stamp != entry.stamp; });
    }

    void begin(std::uint32_t place, const PlannedStep& step) {
        Token& token = tokens_[place];
        InsideCase& inside = inside_[token.inside];
        const double hours = quantile(step.touch, draw(token, DrawAddress::Use::touch));
        const double waited = now_ - token.since;
        token.phase = Token::Phase::working;
        token.waiting += waited + hours * (step.slowness - 1.0);
        token.touch += hours;
        bool isPart = false;
        for (const int pool : step.pools) {
            pools_.observe(position(pool), now_);
            isPart |= pools_[position(pool)].take(place);
        }
        if (inside.counted && !step.pools.empty()) {
            const bool again = visitsOf(token.inside)[token.step] > 1;
            countWork(count_, plan_, token.step, hours, waited, again);
        }
        trace(place, TraceEvent::What::begins, token.step);
        if (isPart)
            return workInParts(place, step, hours * step.slowness);
        events_.push(now_ + hours * step.slowness, place);
    }

    // Work at part of a server's time

    /// Goes on with work at the pace of those who do it.
    void workInParts(std::uint32_t place, const PlannedStep& step, double hours) {
        double pace = 1.0;
        for (const int pool : step.pools)
            pace = std::min(pace, pools_[position(pool)].paceOf(place));
        if (pace == 1.0)
            return events_.push(now_ + hours, place);
        Token& token = tokens_[place];
        token.partWork = partWork_.take();
        partWork_[token.partWork] = {{place, token.stamp}, hours, now_, pace};
        events_.push(now_ + hours / pace, partBit | token.partWork);
    }

    /// Adds up what work has lost by its pace so far; what is left of it.
    double breakOff(std::uint32_t place) {
        Token& token = tokens_[place];
        const PartWork& work = partWork_[token.partWork];
        const double passed = now_ - work.since;
        const double done = std::min(passed * work.pace, work.hours);
        ++token.stamp; // its end is another now
        token.waiting += passed - done;
        if (inside_[token.inside].counted)
            count_.steps[position(token.step)].waited += passed - done;
        return work.hours - done;
    }

    void endPartWork(std::uint32_t timer) {
        const WaitingEntry of = partWork_[timer].of;
        if (tokens_[of.token].stamp == of.stamp) {
            breakOff(of.token);
            finish(of.token);
        }
        partWork_.giveBack(timer);
    }

    /// Lets the server of a pool who has more time than the one with part of it take that one's work over.
    void takeOver(size_t index) {
        PoolState& pool = pools_[index];
        if (pool.bestPace() <= pool.partPace)
            return;
        pools_.observe(index, now_);
        const std::uint32_t place = pool.quicken();
        workInParts(place, plan_.steps[position(tokens_[place].step)], breakOff(place));
    }

    void finish(std::uint32_t place) {
        const PlannedStep& step = plan_.steps[position(tokens_[place].step)];
        trace(place, TraceEvent::What::ends, tokens_[place].step);
        for (const int pool : step.pools) { // all, before any goes on: what is done is taken over by nobody
            pools_.observe(position(pool), now_);
            pools_[position(pool)].giveBack(place);
        }
        for (const int pool : step.pools)
            serve(position(pool));
        if (step.hasDelay && !step.delayFirst)
            return delay(place, step, Token::Phase::delayAfter);
        depart(place);
    }

    /// Begins the work of those who wait for a pool, as far as servers are free.
    void serve(size_t index) {
        for (;;) {
            PoolState& pool = pools_[index];
            if (pool.partOf)
                takeOver(index);
            while (pool.waiting > 0 && pool.busy < pool.servers) {
                const WaitingEntry entry = next(pool)->front();
                const PlannedStep& step = plan_.steps[position(tokens_[entry.token].step)];
                if (step.pools.size() > 1 && !canBegin(step, &entry))
                    break;
                leaveQueues(entry.token, step);
                begin(entry.token, step);
                for (const int other : step.pools) // somebody else is first there now
                    if (position(other) != index)
                        toServe_.push_back(position(other));
            }
            if (toServe_.empty())
                return;
            index = toServe_.back();
            toServe_.pop_back();
        }
    }

    /// Its entries in the queues are stale from here on.
    void leaveQueues(std::uint32_t place, const PlannedStep& step) {
        ++tokens_[place].stamp;
        for (const int pool : step.pools) {
            pools_.observe(position(pool), now_);
            --pools_[position(pool)].waiting;
        }
    }

    void losePatience(std::uint32_t timer) {
        const WaitingEntry entry = patience_[timer];
        patience_.giveBack(timer);
        Token& token = tokens_[entry.token];
        if (token.stamp != entry.stamp)
            return;
        const PlannedStep& step = plan_.steps[position(token.step)];
        leaveQueues(entry.token, step);
        const double waited = now_ - token.since;
        token.waiting += waited;
        if (inside_[token.inside].counted)
            countLoss(count_, plan_, token.step, waited);
        trace(entry.token, TraceEvent::What::abandons, token.step);
        leave(entry.token);
        for (const int pool : step.pools)
            serve(position(pool));
    }

    void depart(std::uint32_t place) {
        if (goOn(place, plan_.steps[position(tokens_[place].step)]))
            enter(place, tokens_[place].step);
    }

    /// Sends a token on from a step that it is done with. True where it is at its next step at once.
    bool goOn(std::uint32_t place, const PlannedStep& step) {
        if (step.flows.empty()) {
            if (now_ >= options_.warmUp && now_ <= observed_.to)
                ++count_.departures;
            leave(place);
            return false;
        }
        if (step.kind == NetworkStepKind::split) {
            for (size_t branch = 1; branch < step.flows.size(); ++branch) {
                const std::uint32_t other = put(tokens_[place]);
                if (follow(other, step, branch))
                    enter(other, tokens_[other].step);
            }
            return follow(place, step, 0);
        }
        size_t taken = 0;
        if (step.flows.size() > 1) {
            const double uniform = draw(tokens_[place], DrawAddress::Use::flow);
            while (uniform >= step.flows[taken].upTo)
                ++taken;
        }
        return follow(place, step, taken);
    }

    bool follow(std::uint32_t place, const PlannedStep& step, size_t which) {
        const PlannedFlow& flow = step.flows[which];
        Token& token = tokens_[place];
        if (flow.exception && inside_[token.inside].counted)
            ++count_.exceptions;
        trace(place, TraceEvent::What::goes, step.flowIndices[which]);
        if (flow.takesTime) {
            const auto address = static_cast<std::uint32_t>(step.flowIndices[which]);
            const double hours = quantile(flow.handOff, draw(token, DrawAddress::Use::handOff, address));
            token.delay += hours;
            token.phase = Token::Phase::onTheWay;
            token.step = flow.to;
            events_.push(now_ + hours, place);
            return false;
        }
        token.step = flow.to;
        return true;
    }

    void noteHandOff(Token& token, int pool) {
        const int before = std::exchange(token.pool, pool);
        if (before >= 0 && before != pool && inside_[token.inside].counted)
            countHandOff(count_, plan_, before, pool);
    }

    void leave(std::uint32_t place) {
        const Token token = tokens_[place];
        const InsideCase& inside = inside_[token.inside];
        observeInside();
        trace(place, TraceEvent::What::leaves, token.step);
        if (inside.counted)
            countCase(count_, token, now_ - inside.arrived);
        count_.lastDeparture = now_;
        if (const auto anew = source_.memberLeft(now_, {inside.number, inside.drawn, 0, 1}))
            events_.push(*anew, memberBit);
        inside_.giveBack(token.inside);
        tokens_.giveBack(place);
    }

    // Observation

    void observeInside() {
        count_.insideHours += static_cast<double>(inside_.taken()) * observed_.between(insideChanged_, now_);
        insideChanged_ = now_;
    }

    void trace(std::uint32_t place, TraceEvent::What what, int at) {
        if (options_.tracedCases > 0 && inside_[tokens_[place].inside].traced)
            count_.trace.push_back({now_, static_cast<std::uint32_t>(inside_[tokens_[place].inside].number), what, at});
    }

    // Shifts

    void changeShift(std::uint32_t index) {
        events_.push(pools_.changeShift(index, now_), shiftBit | index);
        if (pools_.isAnyoneWaiting())
            count_.overloaded = count_.overloaded || ++idleShifts_ > mostIdleShifts;
        events_.push(now_, serveBit | index); // once all shifts of this moment have changed
    }

    ReplicationCount close() {
        if (observed_.to == never)
            observed_.to = count_.lastDeparture;
        now_ = std::max(now_, observed_.to);
        pools_.observeAll(now_);
        observeInside();
        count_.observedHours = std::max(0.0, observed_.to - options_.warmUp);
        passTo(now_);
        return std::move(count_);
    }

    const SimulationPlan& plan_;
    const SimulationOptions& options_;
    const DrawSource& draws_;
    const std::uint64_t replication_;
    ObservedHours observed_;

    double now_ = 0.0;
    double insideChanged_ = 0.0;
    std::uint32_t idleShifts_ = 0; ///< since anything else happened, while somebody waited

    ReplicationCount count_;
    CaseSource source_;
    ReplicationPools pools_;
    EventQueue events_;
    Places<Token> tokens_;
    Places<InsideCase> inside_;
    Places<WaitingEntry> patience_;
    Places<PartWork> partWork_;
    std::vector<std::uint32_t> visits_; ///< by case inside and step
    std::vector<size_t> toServe_;
};

} // namespace

ReplicationCount replicate(const SimulationPlan& plan, const SimulationOptions& options, const DrawSource& draws,
                           std::uint64_t replication, const std::stop_token& stop) {
    return Replication(plan, options, draws, replication).run(stop);
}

} // namespace tributary
