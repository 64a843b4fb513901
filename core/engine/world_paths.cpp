// SPDX-License-Identifier: GPL-3.0-or-later
// The scenario's world spread out into ways up the tree: each metric is compiled anew for each way from it to a counted
// one, so that a cause can be switched off on one way and stay on on the others. What no cause moves is not repeated.
#include "core/engine/world.h"

#include <algorithm>

namespace tributary {

namespace {

constexpr size_t mostPathWorlds = 2000;

} // namespace

Register World::alongPaths(const MetricId& counted) {
    const Register value = driverOnWay(counted);
    if (const auto world = onWays_.find(counted); world != onWays_.end())
        world->second->connectDelays();
    return value;
}

Register World::read(const MetricId& id) {
    if (!whole_)
        return metrics_.at(id);
    // A loop comes back to a metric of its own way: what it feeds back counts to the ways that lead into it.
    for (World* on = this; on; on = on->reader_)
        if (on->way_.front() == id)
            return on->metrics_.at(id);
    return driverOnWay(id);
}

Register World::driverOnWay(const MetricId& id) {
    World& whole = whole_ ? *whole_ : *this;
    if (whole.metrics_.at(id) == bau_->metrics_.at(id))
        return whole.metrics_.at(id);
    if (const auto known = onWays_.find(id); known != onWays_.end())
        return known->second->metrics_.at(id);
    if (++shared_.pathWorlds > mostPathWorlds) {
        if (shared_.pathWorlds == mostPathWorlds + 1)
            shared_.fail("metric/" + id.text, "there are too many ways through the tree to tell them apart",
                         "Look at what each effect brings instead.");
        return whole.metrics_.at(id);
    }
    std::vector<MetricId> way{id};
    way.insert(way.end(), way_.begin(), way_.end());
    World& world = *onWays_.emplace(id, new World(whole, whole_ ? this : nullptr, std::move(way))).first->second;
    world.compileMetric(*shared_.model.metrics().find(id));
    return world.metrics_.at(id);
}

Register World::switched(const std::string& cause, Register on, Register off) {
    if (!whole_ || on == off)
        return on;
    std::string path = cause + "/";
    for (const MetricId& id : way_)
        path += "/" + id.text;
    return builder_.select(builder_.event(path + "//event", builder_.constant(0.5)), on, off);
}

} // namespace tributary
