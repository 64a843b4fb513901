// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/replication.h"

#include "core/process/event_queue.h"
#include "core/process/replication_state.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr std::uint32_t stopEvery = 4096;        // events between two looks at the stop token
constexpr std::uint32_t mostVisits = 1'000'000;  // of one case to one step
constexpr std::uint32_t mostIdleShifts = 10'000; // while somebody waits: servers that are never there together

// What an event is about: a token, or with one of these bits a pool's next shift, the end of a patience, a member of
// the population that becomes a case, or a pool whose servers have changed.
constexpr std::uint32_t shiftBit = 0x80000000U;
constexpr std::uint32_t patienceBit = 0x40000000U;
constexpr std::uint32_t memberBit = 0x20000000U;
constexpr std::uint32_t serveBit = 0x10000000U;
constexpr std::uint32_t placeBits = serveBit - 1;

class Replication {
public:
    Replication(const SimulationPlan& plan, const SimulationOptions& options, const DrawSource& draws,
                std::uint64_t replication)
        : plan_(plan), options_(options), draws_(draws), replication_(replication), groups_(plan.groups + 1),
          closes_(options.horizon > 0.0 ? options.horizon : never),
          observedTo_(options.horizon > 0.0 ? options.horizon : never) {
        count_.cycleTimes.expect(options.cases);
        count_.labourByGroup.resize(plan.groups);
        count_.handOffs.resize(groups_ * groups_);
        count_.pools.resize(plan.pools.size());
        count_.steps.resize(plan.steps.size());
        for (size_t pool = 0; pool < plan.pools.size(); ++pool) {
            pools_.emplace_back(plan.lines);
            openShifts(static_cast<std::uint32_t>(pool));
        }
        setNextMoment();
        openArrivals();
    }

    ReplicationCount run(const std::stop_token& stop) {
        for (std::uint32_t events = 1; !ended(); ++events) {
            if (events % stopEvery == 0 && stop.stop_requested()) {
                count_.stopped = true;
                break;
            }
            if (nextArrival_ < (events_.isEmpty() ? never : events_.nextTime())) {
                passTo(nextArrival_);
                arrive();
                setNextArrival();
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
        const bool done = inside_.taken() == 0 && membersOutside_ == 0; // shifts go on for ever
        return (nextArrival_ == never && (done || events_.isEmpty())) || count_.overloaded || count_.timeless;
    }

    void passTo(double time) {
        if (nextMoment_ <= time)
            tellQueues(time);
        now_ = time;
    }

    void tellQueues(double until) {
        while (nextMoment_ <= until) {
            for (size_t pool = 0; pool < pools_.size(); ++pool)
                count_.pools[pool].queueOverTime.push_back(pools_[pool].waiting);
            ++moment_;
            setNextMoment();
        }
    }

    void setNextMoment() {
        nextMoment_ = options_.horizon > 0.0 && moment_ < options_.moments
                          ? options_.horizon * static_cast<double>(moment_ + 1) / static_cast<double>(options_.moments)
                          : never;
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

    // Arrivals

    void openArrivals() {
        if (const auto* population = std::get_if<PopulationArrivals>(&plan_.arrivals)) {
            for (int member = 0; member < population->members; ++member)
                returnMember(draws_.uniform({static_cast<std::uint64_t>(member)}, replication_));
        } else {
            setNextArrival();
        }
    }

    /// When the case after those that have arrived comes.
    void setNextArrival() {
        const bool more = options_.cases == 0 || arrived_ < options_.cases;
        nextArrival_ = never;
        if (const auto* renewal = std::get_if<RenewalArrivals>(&plan_.arrivals); renewal && more)
            nextArrival_ = now_ + quantile(renewal->gap, draws_.uniform({arrived_}, replication_));
        if (const auto* given = std::get_if<GivenArrivals>(&plan_.arrivals); given && more)
            nextArrival_ = momentOf(*given, arrived_);
        if (nextArrival_ >= closes_)
            nextArrival_ = never;
    }

    static double momentOf(const GivenArrivals& given, std::uint64_t number) {
        const std::uint64_t round = given.times.empty() ? 0 : number / given.times.size();
        if (given.times.empty() || (round > 0 && given.period == 0))
            return never;
        return given.times[number % given.times.size()] + static_cast<double>(round) * given.period;
    }

    void returnMember(double uniform) {
        const double at = now_ + quantile(std::get<PopulationArrivals>(plan_.arrivals).timeToArrival, uniform);
        if (at >= closes_)
            return;
        ++membersOutside_;
        events_.push(at, memberBit);
    }

    void memberArrives() {
        --membersOutside_;
        if (options_.cases == 0 || arrived_ < options_.cases)
            arrive();
    }

    void arrive() {
        idleShifts_ = 0;
        observeInside();
        const std::uint32_t place = inside_.take();
        const bool counted = now_ >= options_.warmUp;
        const bool traced = replication_ == 0 && arrived_ < options_.tracedCases;
        inside_[place] = {now_, arrived_++, 1, counted, traced};
        if (visits_.size() < inside_.size() * plan_.steps.size())
            visits_.resize(2 * inside_.size() * plan_.steps.size());
        std::fill_n(visitsOf(place), plan_.steps.size(), 0U);
        const std::uint32_t token = tokens_.take();
        const std::uint32_t stamp = tokens_[token].stamp;
        tokens_[token] = {};
        tokens_[token].stamp = stamp;
        tokens_[token].inside = place;
        trace(token, TraceEvent::What::arrives, plan_.entry);
        count_.overloaded = count_.overloaded || tokens_.taken() > options_.mostCasesInside;
        enter(token, plan_.entry);
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
            observe(position(pool));
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
        for (const int pool : step.pools) {
            observe(position(pool));
            ++pools_[position(pool)].busy;
        }
        if (inside.counted && !step.pools.empty())
            countWork(token, step, hours, waited);
        trace(place, TraceEvent::What::begins, token.step);
        events_.push(now_ + hours * step.slowness, place);
    }

    void countWork(const Token& token, const PlannedStep& step, double hours, double waited) {
        count_.steps[position(token.step)].waited += waited + hours * (step.slowness - 1.0);
        count_.stepCost += step.patience ? step.cost : 0.0;
        const bool again = visitsOf(token.inside)[token.step] > 1;
        for (const int index : step.pools) {
            PoolCount& pool = count_.pools[position(index)];
            ++pool.served;
            pool.waited += waited;
            count_.labour += hours;
            count_.exceptionLabour += step.exception || again ? hours : 0.0;
            if (const int group = plan_.groupOfPool[position(index)]; group >= 0)
                count_.labourByGroup[position(group)] += hours;
        }
    }

    void finish(std::uint32_t place) {
        const PlannedStep& step = plan_.steps[position(tokens_[place].step)];
        trace(place, TraceEvent::What::ends, tokens_[place].step);
        for (const int pool : step.pools) {
            observe(position(pool));
            --pools_[position(pool)].busy;
            serve(position(pool));
        }
        if (step.hasDelay && !step.delayFirst)
            return delay(place, step, Token::Phase::delayAfter);
        depart(place);
    }

    /// Begins the work of those who wait for a pool, as far as servers are free.
    void serve(size_t index) {
        for (;;) {
            PoolState& pool = pools_[index];
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
            observe(position(pool));
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
            countLoss(step, token.step, waited);
        trace(entry.token, TraceEvent::What::abandons, token.step);
        leave(entry.token);
        for (const int pool : step.pools)
            serve(position(pool));
    }

    void countLoss(const PlannedStep& step, int index, double waited) {
        ++count_.abandoned;
        StepCount& at = count_.steps[position(index)];
        ++at.left;
        at.waited += waited;
        for (const int pool : step.pools) {
            ++count_.pools[position(pool)].left;
            count_.pools[position(pool)].waited += waited;
        }
    }

    void depart(std::uint32_t place) {
        if (goOn(place, plan_.steps[position(tokens_[place].step)]))
            enter(place, tokens_[place].step);
    }

    /// Sends a token on from a step that it is done with. True where it is at its next step at once.
    bool goOn(std::uint32_t place, const PlannedStep& step) {
        if (step.flows.empty()) {
            if (now_ >= options_.warmUp && now_ <= observedTo_)
                ++count_.departures;
            leave(place);
            return false;
        }
        if (step.kind == NetworkStepKind::split) {
            for (size_t branch = 1; branch < step.flows.size(); ++branch) {
                const std::uint32_t other = tokens_.take();
                const std::uint32_t stamp = tokens_[other].stamp;
                tokens_[other] = tokens_[place];
                tokens_[other].stamp = stamp;
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
        if (before < 0 || before == pool || !inside_[token.inside].counted)
            return;
        const int from = plan_.groupOfPool[position(before)];
        const int to = plan_.groupOfPool[position(pool)];
        if (from == to)
            ++count_.handOffsWithin;
        const size_t last = groups_ - 1; // no group
        ++count_.handOffs[(from < 0 ? last : position(from)) * groups_ + (to < 0 ? last : position(to))];
    }

    void leave(std::uint32_t place) {
        const Token token = tokens_[place];
        const InsideCase& inside = inside_[token.inside];
        observeInside();
        trace(place, TraceEvent::What::leaves, token.step);
        if (inside.counted) {
            ++count_.cases;
            const double hours = now_ - inside.arrived;
            count_.cycleTime += hours;
            count_.waiting += token.waiting;
            count_.touch += token.touch;
            count_.delay += token.delay;
            count_.cycleTimes.add(hours);
        }
        count_.lastDeparture = now_;
        const bool returns = std::holds_alternative<PopulationArrivals>(plan_.arrivals) &&
                             (options_.cases == 0 || arrived_ < options_.cases);
        if (returns)
            returnMember(draws_.uniform({inside.number, inside.drawn, 0, 1}, replication_));
        inside_.giveBack(token.inside);
        tokens_.giveBack(place);
    }

    // Observation

    /// Hours from `since` until now that are observed.
    double observed(double since) const {
        return std::max(0.0, std::min(now_, observedTo_) - std::max(since, options_.warmUp));
    }

    /// Adds up a pool's time before something about it changes.
    void observe(size_t index) {
        PoolState& pool = pools_[index];
        if (pool.changed == now_)
            return;
        const double hours = observed(pool.changed);
        PoolCount& count = count_.pools[index];
        count.busyHours += pool.busy * hours;
        count.serverHours += std::max(pool.servers, pool.busy) * hours; // who finishes after the shift is there
        count.queueHours += pool.waiting * hours;
        pool.changed = now_;
    }

    void observeInside() {
        count_.insideHours += static_cast<double>(inside_.taken()) * observed(insideChanged_);
        insideChanged_ = now_;
    }

    void trace(std::uint32_t place, TraceEvent::What what, int at) {
        if (options_.tracedCases > 0 && inside_[tokens_[place].inside].traced)
            count_.trace.push_back({now_, static_cast<std::uint32_t>(inside_[tokens_[place].inside].number), what, at});
    }

    // Shifts

    void openShifts(std::uint32_t index) {
        PoolState& pool = pools_[index];
        const SimulatedPool& given = plan_.pools[index];
        pool.servers = given.shifts.empty() ? given.servers : given.shifts.back().servers; // last week's
        if (!given.shifts.empty())
            events_.push(given.shifts.front().from, shiftBit | index);
    }

    void changeShift(std::uint32_t index) {
        const std::vector<ShiftChange>& shifts = plan_.pools[index].shifts;
        PoolState& pool = pools_[index];
        observe(index);
        pool.servers = shifts[pool.shift].servers;
        const double week = std::floor(now_ / hoursOfWeek) * hoursOfWeek;
        pool.shift = (pool.shift + 1) % shifts.size();
        const double next = week + shifts[pool.shift].from;
        events_.push(next > now_ ? next : next + hoursOfWeek, shiftBit | index);
        if (std::ranges::any_of(pools_, [](const PoolState& other) { return other.waiting > 0; }))
            count_.overloaded = count_.overloaded || ++idleShifts_ > mostIdleShifts;
        events_.push(now_, serveBit | index); // once all shifts of this moment have changed
    }

    ReplicationCount close() {
        if (observedTo_ == never)
            observedTo_ = count_.lastDeparture;
        now_ = std::max(now_, observedTo_);
        for (size_t pool = 0; pool < pools_.size(); ++pool)
            observe(pool);
        observeInside();
        count_.observedHours = std::max(0.0, observedTo_ - options_.warmUp);
        passTo(now_);
        return std::move(count_);
    }

    const SimulationPlan& plan_;
    const SimulationOptions& options_;
    const DrawSource& draws_;
    const std::uint64_t replication_;
    const size_t groups_; ///< and one for none
    const double closes_;
    double observedTo_;

    double now_ = 0.0;
    double nextArrival_ = never;
    double nextMoment_ = never;
    size_t moment_ = 0; ///< how many have been told
    double insideChanged_ = 0.0;
    std::uint64_t arrived_ = 0;
    std::uint64_t membersOutside_ = 0; ///< whose arrival is an event
    std::uint32_t idleShifts_ = 0;     ///< since anything else happened, while somebody waited

    EventQueue events_;
    Places<Token> tokens_;
    Places<InsideCase> inside_;
    Places<WaitingEntry> patience_;
    std::vector<std::uint32_t> visits_; ///< by case inside and step
    std::vector<PoolState> pools_;
    std::vector<size_t> toServe_;
    ReplicationCount count_;
};

} // namespace

ReplicationCount replicate(const SimulationPlan& plan, const SimulationOptions& options, const DrawSource& draws,
                           std::uint64_t replication, const std::stop_token& stop) {
    return Replication(plan, options, draws, replication).run(stop);
}

} // namespace tributary
