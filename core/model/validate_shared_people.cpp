// SPDX-License-Identifier: GPL-3.0-or-later
// People whom several maps have: pools of one group and name.
#include "core/formula/characters.h"
#include "core/model/problem_words.h"
#include "core/model/sub_processes.h"
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
    const Process* process;
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
    const std::string path = "process/" + largest->process->id.text + "/pool/" + largest->pool->id.text;
    v.warning(path + "/availability",
              fmt::format("{} of {} are to give {} % of their time: {}.", largest->pool->name,
                          v.called("group/" + group.text), percentText(sum), parts),
              "Type in each map the share that they have for it, or give other people another name.");
}

} // namespace

std::optional<double> shareKnown(const Validation& v, const Pool& pool) {
    return pool.availability ? likely(v, pool.availability, unitOr("%")) : std::optional(1.0);
}

void checkSharedPeople(Validation& v) {
    std::map<std::pair<GroupId, std::string>, std::vector<SharedPool>> shared;
    const SubProcesses nested(v.model);
    for (const Process& process : v.model.processes())
        for (const Pool& pool : process.pools)
            if (const Group* group = v.model.groups().find(pool.group); group && group->boundary == Boundary::inside &&
                                                                        !pool.name.empty() &&
                                                                        !nested.isPoolOfCaller(process, pool))
                if (const auto share = shareKnown(v, pool))
                    shared[{pool.group, lowered(pool.name)}].push_back({&process, &pool, *share});
    for (const auto& [key, pools] : shared) {
        const Process* first = pools.front().process;
        if (std::ranges::any_of(pools, [&](const SharedPool& pool) { return pool.process != first; }))
            checkOnePool(v, key.first, pools);
    }
}

} // namespace tributary
