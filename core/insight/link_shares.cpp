// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/link_shares.h"

#include "core/formula/unit.h"
#include "core/model/quantity_path.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace tributary {

namespace {

constexpr double addsUpWithin = 1e-6;

struct Node {
    const Metric* metric = nullptr;
    Unit unit;
    double difference = 0;            ///< with less business as usual, in base units
    bool movedDirectly = false;       ///< by an effect or an override of its own
    bool aboveMoney = false;          ///< drives no counted metric and is none
    std::optional<double> part = 0.0; ///< of the counted change that passes through it
};

class ShareFinder {
public:
    ShareFinder(const Model& model, const Dependencies& dependencies, const ScenarioResults& results, int period)
        : model_(model), dependencies_(dependencies), nodes_(dependencies.metrics.size()),
          carried_(dependencies.metrics.size()) {
        for (size_t i = 0; i < nodes_.size(); ++i) {
            indexOf_.emplace(dependencies.metrics[i].text, i);
            const Metric* metric = nodes_[i].metric = model.metrics().find(dependencies.metrics[i]);
            if (metric && metric->source == MetricSource::process)
                measuresOf_[metric->process.text].push_back(i);
        }
        readChanges(results, period);
        findDirectMoves(results.id);
    }

    std::vector<CarriedChange> find() {
        shareOutMoney();
        // Each metric comes after those that drive it: backwards, all that it drives has been handed out before.
        for (auto i = dependencies_.order.rbegin(); i != dependencies_.order.rend(); ++i)
            handDown(*i);
        for (const size_t i : dependencies_.order)
            addUp(i);
        return std::move(carried_);
    }

private:
    void readChanges(const ScenarioResults& results, int period) {
        const auto at = static_cast<size_t>(std::max(period, 1)) - 1;
        std::unordered_map<std::string_view, Unit> units; // a model has few
        for (const MetricResults& metric : results.metrics) {
            const auto found = indexOf_.find(metric.id.text);
            if (found == indexOf_.end() || at >= metric.with.size() || at >= metric.bau.size())
                continue;
            Node& node = nodes_[found->second];
            CarriedChange& carried = carried_[found->second];
            const auto [unit, isNew] = units.try_emplace(metric.unit);
            if (isNew)
                unit->second = parseUnit(metric.unit).value_or(Unit());
            node.unit = unit->second;
            const double bau = metric.bau[at].p50;
            const double difference = metric.with[at].p50 - bau;
            const double relative = std::abs(bau == 0 ? difference : difference / bau);
            carried.changed = std::isfinite(relative) && relative >= noChangeBelow;
            carried.ownChange = carried.changed ? relative : 0;
            node.difference = carried.changed ? difference * node.unit.factor() : 0;
        }
    }

    void markMoved(std::string_view path) {
        const auto entity = entityOf(path);
        if (!entity)
            return;
        if (entity->kind == Metric::kind) {
            if (const auto found = indexOf_.find(entity->id); found != indexOf_.end())
                nodes_[found->second].movedDirectly = true;
        } else if (entity->kind == Process::kind) {
            if (const auto found = measuresOf_.find(entity->id); found != measuresOf_.end())
                for (const size_t i : found->second)
                    nodes_[i].movedDirectly = true;
        }
    }

    void findDirectMoves(const ScenarioId& id) {
        const Scenario* scenario = model_.scenarios().find(id);
        if (!scenario)
            return;
        for (const Override& change : scenario->overrides)
            markMoved(change.path);
        for (const InterventionId& each : scenario->interventions)
            if (const Intervention* intervention = model_.interventions().find(each))
                for (const Effect& effect : intervention->effects)
                    markMoved(effect.target);
    }

    void shareOutMoney() {
        double total = 0;
        for (const Node& node : nodes_)
            if (node.metric && node.metric->counts)
                total += std::abs(node.difference);
        // Money of different kinds of rate (a year, a case) has no common sum.
        const Node* first = nullptr;
        bool comparable = total > 0;
        for (const Node& node : nodes_)
            if (node.metric && node.metric->counts) {
                if (first && compare(first->unit, node.unit) != UnitMatch::same)
                    comparable = false;
                first = &node;
            }
        std::vector<char> reaches(nodes_.size(), 0);
        for (auto i = dependencies_.order.rbegin(); i != dependencies_.order.rend(); ++i) {
            const bool counts = nodes_[*i].metric && nodes_[*i].metric->counts;
            if (counts || reaches[*i]) {
                for (const Arc& arc : dependencies_.drivers[*i])
                    reaches[arc.driver] = 1;
            }
            nodes_[*i].aboveMoney = !counts && !reaches[*i];
            if (counts)
                nodes_[*i].part = comparable ? std::optional(std::abs(nodes_[*i].difference) / total) : std::nullopt;
        }
    }

    void handDown(size_t i) {
        const Node& node = nodes_[i];
        if (node.aboveMoney || (node.part && *node.part == 0))
            return;
        std::vector<size_t> movers;
        double sum = 0;
        double sizes = 0;
        bool lagged = false;
        bool sameUnit = true;
        for (const Arc& arc : dependencies_.drivers[i]) {
            if (!carried_[arc.driver].changed)
                continue;
            movers.push_back(arc.driver);
            sum += nodes_[arc.driver].difference;
            sizes += std::abs(nodes_[arc.driver].difference);
            lagged = lagged || arc.delay > 0;
            sameUnit = sameUnit && compare(nodes_[arc.driver].unit, node.unit) == UnitMatch::same;
        }
        const bool addsUp = sameUnit && !lagged && !node.movedDirectly &&
                            std::abs(sum - node.difference) <= addsUpWithin * std::abs(node.difference);
        for (const size_t driver : movers) {
            std::optional<double> share;
            if (node.part && movers.size() == 1 && !node.movedDirectly)
                share = node.part;
            else if (node.part && addsUp && sizes > 0)
                share = *node.part * std::abs(nodes_[driver].difference) / sizes;
            if (node.metric && nodes_[driver].metric && nodes_[driver].metric->parent == node.metric->id)
                carried_[driver].share = share;
            auto& part = nodes_[driver].part;
            part = part && share ? std::optional(*part + *share) : std::nullopt;
        }
    }

    /// Adds the part of a metric to its parent's, where that stands above the money.
    void addUp(size_t i) {
        const Node& node = nodes_[i];
        const bool isMoney = node.metric && (node.metric->counts || node.aboveMoney);
        const auto parent = node.metric ? indexOf_.find(node.metric->parent.text) : indexOf_.end();
        if (!isMoney || parent == indexOf_.end() || !nodes_[parent->second].aboveMoney)
            return;
        const auto& arcs = dependencies_.drivers[parent->second];
        if (std::none_of(arcs.begin(), arcs.end(), [i](const Arc& arc) { return arc.driver == i; }))
            return;
        carried_[i].share = node.part;
        auto& part = nodes_[parent->second].part;
        part = part && node.part ? std::optional(*part + *node.part) : std::nullopt;
    }

    const Model& model_;
    const Dependencies& dependencies_;
    std::unordered_map<std::string, size_t> indexOf_;
    std::unordered_map<std::string, std::vector<size_t>> measuresOf_; ///< by process
    std::vector<Node> nodes_;
    std::vector<CarriedChange> carried_;
};

} // namespace

std::vector<CarriedChange> linkShares(const Model& model, const Dependencies& dependencies,
                                      const ScenarioResults* results, int period) {
    if (!results)
        return std::vector<CarriedChange>(dependencies.metrics.size());
    return ShareFinder(model, dependencies, *results, period).find();
}

std::vector<double> countedGrowth(const Model& model, const ScenarioResults* results) {
    std::vector<double> growth;
    if (!results)
        return growth;
    for (const MetricResults& each : results->metrics) {
        const Metric* metric = model.metrics().find(each.id);
        if (!metric || !metric->counts)
            continue;
        const double factor = parseUnit(each.unit).value_or(Unit()).factor();
        growth.resize(std::max(growth.size(), each.with.size()), 0);
        for (size_t i = 0; i < each.with.size() && i < each.bau.size(); ++i)
            if (const double change = std::abs(each.with[i].p50 - each.bau[i].p50) * factor; std::isfinite(change))
                growth[i] += change;
    }
    const auto largest = std::max_element(growth.begin(), growth.end());
    if (const double most = largest == growth.end() ? 0 : *largest; most > 0)
        for (double& each : growth)
            each /= most;
    return growth;
}

} // namespace tributary
