// SPDX-License-Identifier: GPL-3.0-or-later
// ReplicationPools: the pools of a replication as time goes on: who is there, at work and waiting, and what that adds
// up to over the hours that are observed. One thread.
#pragma once

#include "core/process/replication.h"
#include "core/process/waiting_line.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace tributary {

/// The hours of a replication that count.
struct ObservedHours {
    double from = 0.0;
    double to = std::numeric_limits<double>::infinity();

    [[nodiscard]] double between(double since, double until) const {
        return std::max(0.0, std::min(until, to) - std::max(since, from));
    }
};

/// Work at part of a server's time, from a change of its pace on.
struct PartWork {
    WaitingEntry of;    ///< whose; its stamp is another once the work is quicker, or done
    double hours = 0.0; ///< of a server with all the time
    double since = 0.0;
    double pace = 1.0; ///< hours of those in an hour
};

/// The servers of a pool: all but the last have all their time, and the last, in a pool of 2.5, half of it. That one is
/// taken where no other is free, and hands the work over to the first who is.
struct PoolState {
    explicit PoolState(size_t priorities) : line(priorities) {}

    int servers = 0;
    double lastPart = 1.0;               ///< of the time, that the last of the servers has
    int busy = 0;                        ///< the last included
    std::optional<std::uint32_t> partOf; ///< the token that has part of a server's time
    double partPace = 1.0;               ///< and which part
    std::uint32_t waiting = 0;
    size_t shift = 0; ///< the next change
    double changed = 0.0;
    WaitingLine line;

    void staff(double count) {
        servers = static_cast<int>(std::ceil(count));
        lastPart = count - (servers - 1);
    }
    [[nodiscard]] int wholeServers() const { return lastPart < 1.0 ? servers - 1 : servers; }
    /// Those who are there and those at work, in whole servers.
    [[nodiscard]] double present() const { return servers - (1.0 - lastPart); }
    [[nodiscard]] double atWork() const { return partOf ? busy - (1.0 - partPace) : busy; }

    /// Gives a token a server; true where that one has part of the time alone.
    bool take(std::uint32_t token) {
        ++busy;
        if (partOf || busy <= wholeServers())
            return false;
        partOf = token;
        partPace = lastPart;
        return true;
    }
    void giveBack(std::uint32_t token) {
        --busy;
        if (partOf == token)
            partOf.reset();
    }
    [[nodiscard]] double paceOf(std::uint32_t token) const { return partOf == token ? partPace : 1.0; }

    /// The pace that a server has for the work that has part of one's time: who was there when it began goes on with it
    /// after the shift.
    [[nodiscard]] double bestPace() const {
        if (busy <= wholeServers())
            return 1.0;
        return lastPart < 1.0 ? std::max(partPace, lastPart) : partPace;
    }
    /// Gives that work this pace; its token.
    std::uint32_t quicken() {
        const std::uint32_t token = *partOf;
        partPace = bestPace();
        if (partPace == 1.0)
            partOf.reset();
        return token;
    }
};

class ReplicationPools {
public:
    /// Keeps references to all of these; the counts have an entry for each pool.
    ReplicationPools(const SimulationPlan& plan, const SimulationOptions& options, const ObservedHours& observed,
                     std::vector<PoolCount>& counts)
        : plan_(plan), options_(options), observed_(observed), counts_(counts) {
        for (const SimulatedPool& given : plan.pools) {
            pools_.emplace_back(plan.lines);
            pools_.back().staff(given.shifts.empty() ? given.servers : given.shifts.back().servers); // last week's
        }
        findNextMoment();
    }

    PoolState& operator[](size_t index) { return pools_[index]; }
    [[nodiscard]] bool isAnyoneWaiting() const {
        return std::ranges::any_of(pools_, [](const PoolState& pool) { return pool.waiting > 0; });
    }

    /// Adds up a pool's time before something about it changes.
    void observe(size_t index, double now) {
        PoolState& pool = pools_[index];
        if (pool.changed == now)
            return;
        const double hours = observed_.between(pool.changed, now);
        PoolCount& count = counts_[index];
        count.busyHours += pool.atWork() * hours;
        count.serverHours += std::max(pool.present(), pool.atWork()) * hours; // who finishes after the shift is there
        count.queueHours += pool.waiting * hours;
        pool.changed = now;
    }
    void observeAll(double now) {
        for (size_t pool = 0; pool < pools_.size(); ++pool)
            observe(pool, now);
    }

    /// Tells the lengths of the queues at the moments that lie before an hour.
    void passTo(double time) {
        if (nextMoment_ <= time)
            tellQueues(time);
    }

    /// Changes the servers of a pool with shifts; the hour of the change after this one.
    double changeShift(size_t index, double now) {
        const std::vector<ShiftChange>& shifts = plan_.pools[index].shifts;
        PoolState& pool = pools_[index];
        observe(index, now);
        pool.staff(shifts[pool.shift].servers);
        const double week = std::floor(now / hoursOfWeek) * hoursOfWeek;
        pool.shift = (pool.shift + 1) % shifts.size();
        const double next = week + shifts[pool.shift].from;
        return next > now ? next : next + hoursOfWeek;
    }

private:
    void tellQueues(double until) {
        while (nextMoment_ <= until) {
            for (size_t pool = 0; pool < pools_.size(); ++pool)
                counts_[pool].queueOverTime.push_back(pools_[pool].waiting);
            ++moment_;
            findNextMoment();
        }
    }

    void findNextMoment() {
        nextMoment_ = options_.horizon > 0.0 && moment_ < options_.moments
                          ? options_.horizon * static_cast<double>(moment_ + 1) / static_cast<double>(options_.moments)
                          : std::numeric_limits<double>::infinity();
    }

    const SimulationPlan& plan_;
    const SimulationOptions& options_;
    const ObservedHours& observed_;
    std::vector<PoolCount>& counts_;
    std::vector<PoolState> pools_;
    double nextMoment_ = 0.0;
    size_t moment_ = 0; ///< how many have been told
};

} // namespace tributary
