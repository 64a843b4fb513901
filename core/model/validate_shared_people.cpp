// SPDX-License-Identifier: GPL-3.0-or-later
// People whom several maps have: pools of one group and name.
#include "core/formula/characters.h"
#include "core/model/problem_words.h"
#include "core/model/used_pools.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace tributary {

namespace {

constexpr double sharesAddUpWithin = 1e-6; // of shares that are typed with few digits

/// A pool whose people other maps have too.
struct SharedPool {
    const UsedPool* drawn;
    const Process* process; ///< that has them, by itself or through an inner map
    const Pool* pool;
    double share; ///< of their time

    [[nodiscard]] double at(double hour) const { return pool->hours && pool->hours->timesAt(hour) == 0 ? 0 : share; }
};

/// Three digits at least, and a comma for thousands: 33.3, 1,200.
std::string percentText(double share) {
    constexpr double hasThree = 99.95;
    return 100 * share < hasThree ? fmt::format("{:.3g}", 100 * share) : withThousands(100 * share);
}

/// The hour of the week at which the shares of a pool's people sum to the most.
double busiestHour(const std::vector<SharedPool>& pools) {
    std::vector<std::pair<double, double>> changes; // hour, and what the sum changes by
    for (const SharedPool& each : pools) {
        double before = 0;
        const WorkingHours hours = each.pool->hours.value_or(WorkingHours());
        for (const StaffChange& change : hours.week()) {
            const double now = change.times == 0 ? 0 : each.share;
            changes.emplace_back(change.from, now - before);
            before = now;
        }
    }
    std::ranges::sort(changes);
    double busiest = 0, most = 0, sum = 0;
    for (size_t i = 0; i < changes.size(); ++i) {
        sum += changes[i].second;
        const bool isLastOfHour = i + 1 == changes.size() || changes[i + 1].first > changes[i].first;
        if (isLastOfHour && sum > most + sharesAddUpWithin) {
            most = sum;
            busiest = changes[i].first;
        }
    }
    return busiest;
}

/// Tells where the shares of one pool's people, in several maps, are more than all of their time.
void checkOnePool(Validation& v, const GroupId& group, std::vector<SharedPool> pools) {
    const double hour = busiestHour(pools);
    std::erase_if(pools, [hour](const SharedPool& pool) { return pool.at(hour) == 0; });
    double sum = 0;
    std::string parts;
    for (const SharedPool& pool : pools) {
        sum += pool.share;
        parts += fmt::format("{}{} % to {}", parts.empty() ? "" : ", ", percentText(pool.share),
                             v.called("process/" + pool.process->id.text));
    }
    if (sum <= 1 + sharesAddUpWithin)
        return;
    const auto largest = std::ranges::max_element(pools, {}, &SharedPool::share);
    const bool isLent = std::ranges::any_of(pools, [](const SharedPool& pool) { return pool.drawn->isShared(); });
    v.warning(
        largest->drawn->path() + "/availability",
        fmt::format("{} of {} are to give {} % of their time: {}. The waits are worked out for each map alone, as "
                    "if nobody else asked for them, and are too short.",
                    largest->pool->name, v.called("group/" + group.text), percentText(sum), parts),
        isLent ? fmt::format("Add a pool of that name and group to each of these maps, which then counts within "
                             "{}, and type the share of their time that they have for it.",
                             v.called("process/" + largest->drawn->process.text))
               : "Type in each map the share that they have for it, or give other people another name.");
}

} // namespace

std::optional<double> shareKnown(const Validation& v, const Pool& pool) {
    return pool.availability ? likely(v, pool.availability, unitOr("%")) : std::optional(1.0);
}

void checkSharedPeople(Validation& v) {
    std::map<std::pair<GroupId, std::string>, std::vector<SharedPool>> shared;
    const std::vector<UsedPool> used = usedPools(v.model);
    for (const UsedPool& each : used) {
        const auto& pools = v.model.processes().find(each.process)->pools;
        const Pool& pool = *std::ranges::find(pools, each.pool, &Pool::id);
        const Group* group = v.model.groups().find(pool.group);
        if (!group || group->boundary == Boundary::outside || pool.name.empty())
            continue;
        if (const auto share = shareKnown(v, pool))
            for (const PoolUse& use : each.uses)
                shared[{pool.group, lowered(pool.name)}].push_back(
                    {&each, v.model.processes().find(use.process), &pool, *share});
    }
    for (const auto& [key, pools] : shared) {
        const SharedPool& first = pools.front();
        if (std::ranges::any_of(pools, [&](const SharedPool& pool) {
                return pool.process != first.process || pool.drawn->process != first.drawn->process;
            }))
            checkOnePool(v, key.first, pools);
    }
}

} // namespace tributary
