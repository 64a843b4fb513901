// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dependencies.h"

#include "core/model/quantity_walk.h"
#include "core/model/sub_processes.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_map>

namespace tributary {

namespace {

class Builder {
public:
    Builder(const Model& model, const Names& names) : model_(model), names_(names) {
        byId_.reserve(model.metrics().size());
        result_.metrics.reserve(model.metrics().size());
        for (const Metric& metric : model.metrics()) {
            byId_.emplace(metric.id.text, result_.metrics.size());
            result_.metrics.push_back(metric.id);
            metrics_.push_back(&metric);
        }
        result_.drivers.resize(result_.metrics.size());
    }

    Dependencies build() {
        collectProcesses();
        size_t at = 0;
        for (const Metric& metric : model_.metrics())
            addOwn(metric, at++);
        for (const Link& link : model_.links())
            addLink(link);
        for (auto& arcs : result_.drivers)
            keepShortest(arcs);
        sort();
        return std::move(result_);
    }

private:
    static constexpr size_t unseen = std::numeric_limits<size_t>::max();

    /// The metrics that a formula uses.
    void addUses(const Formula& formula, std::vector<Arc>& arcs) const {
        for (const std::string& name : formula.references())
            if (const auto meaning = names_.find(name); meaning.metric)
                if (const auto place = byId_.find(meaning.metric->id.text); place != byId_.end())
                    arcs.push_back({place->second, 0});
    }

    void collectProcesses() {
        for (const Process& process : model_.processes()) {
            auto& arcs = processes_[process.id];
            walkQuantities(process, [&](const FieldPath&, const auto& slot, const FieldUnit&) {
                if (const Formula* formula = formulaIn(slot))
                    addUses(*formula, arcs);
            });
            keepShortest(arcs);
        }
        // Of a map with its sub-processes also what their maps use.
        const SubProcesses nested(model_);
        auto whole = processes_;
        for (auto& [id, arcs] : whole) {
            const auto maps = nested.within(id);
            for (size_t i = 1; i < maps.size(); ++i)
                if (const auto inner = processes_.find(maps[i]); inner != processes_.end())
                    arcs.insert(arcs.end(), inner->second.begin(), inner->second.end());
            if (maps.size() > 1)
                keepShortest(arcs);
        }
        processes_ = std::move(whole);
    }

    void addOwn(const Metric& metric, size_t at) {
        auto& arcs = result_.drivers[at];
        if (metric.source == MetricSource::process) {
            if (const auto found = processes_.find(metric.process); found != processes_.end())
                arcs = found->second;
        } else if (metric.source != MetricSource::estimate && metric.formula) {
            addUses(*metric.formula, arcs);
        }
    }

    void addLink(const Link& link) {
        const auto driver = byId_.find(link.driver.text);
        const auto metric = byId_.find(link.metric.text);
        if (driver == byId_.end() || metric == byId_.end())
            return;
        if (metrics_[metric->second]->source != MetricSource::influence)
            return;
        auto& arcs = result_.drivers[metric->second];
        arcs.push_back({driver->second, std::max(link.delay, 0)});
        for (const auto* parameter : {&link.elasticity, &link.slope})
            if (const Formula* formula = formulaIn(*parameter))
                addUses(*formula, arcs);
    }

    /// Keeps one arc from each driver: the one with the least delay.
    static void keepShortest(std::vector<Arc>& arcs) {
        std::sort(arcs.begin(), arcs.end(), [](const Arc& a, const Arc& b) {
            return a.driver != b.driver ? a.driver < b.driver : a.delay < b.delay;
        });
        arcs.erase(
            std::unique(arcs.begin(), arcs.end(), [](const Arc& a, const Arc& b) { return a.driver == b.driver; }),
            arcs.end());
    }

    /// Strongly connected components over arcs without delay (Tarjan 1972) with a stack of its own: chains may be
    /// long. Components come out drivers first, which is the order of calculation.
    void sort() {
        const size_t count = result_.metrics.size();
        number_.assign(count, unseen);
        lowest_.assign(count, 0);
        waiting_.assign(count, false);
        for (size_t root = 0; root < count; ++root)
            if (number_[root] == unseen)
                visit(root);
    }

    struct Frame {
        size_t metric;
        size_t arc;
    };

    void visit(size_t root) {
        std::vector<Frame> frames{{root, 0}};
        enter(root);
        while (!frames.empty()) {
            Frame& frame = frames.back();
            const auto& arcs = result_.drivers[frame.metric];
            if (frame.arc < arcs.size()) {
                const Arc arc = arcs[frame.arc++];
                if (arc.delay > 0)
                    continue;
                if (number_[arc.driver] == unseen) {
                    enter(arc.driver);
                    frames.push_back({arc.driver, 0});
                } else if (waiting_[arc.driver]) {
                    lowest_[frame.metric] = std::min(lowest_[frame.metric], number_[arc.driver]);
                }
                continue;
            }
            const size_t done = frame.metric;
            frames.pop_back();
            if (!frames.empty())
                lowest_[frames.back().metric] = std::min(lowest_[frames.back().metric], lowest_[done]);
            if (lowest_[done] == number_[done])
                leave(done);
        }
    }

    void enter(size_t metric) {
        number_[metric] = lowest_[metric] = next_++;
        stack_.push_back(metric);
        waiting_[metric] = true;
    }

    void leave(size_t first) {
        std::vector<size_t> component;
        do {
            component.push_back(stack_.back());
            waiting_[stack_.back()] = false;
            stack_.pop_back();
        } while (component.back() != first);
        std::sort(component.begin(), component.end());
        const auto& arcs = result_.drivers[first];
        const bool drivesItself = std::any_of(arcs.begin(), arcs.end(),
                                              [&](const Arc& arc) { return arc.driver == first && arc.delay == 0; });
        if (component.size() > 1 || drivesItself)
            result_.loops.push_back(oneLoop(component));
        result_.order.insert(result_.order.end(), component.begin(), component.end());
    }

    /// The shortest loop through the first member of a component.
    [[nodiscard]] std::vector<size_t> oneLoop(const std::vector<size_t>& component) const {
        const size_t start = component.front();
        std::unordered_map<size_t, size_t> drivenBy; // reached driver -> the metric that it was reached from
        std::vector<size_t> front{start};
        while (!front.empty() && !drivenBy.contains(start)) {
            std::vector<size_t> next;
            for (const size_t metric : front)
                for (const Arc& arc : result_.drivers[metric])
                    if (arc.delay == 0 && std::binary_search(component.begin(), component.end(), arc.driver) &&
                        drivenBy.emplace(arc.driver, metric).second)
                        next.push_back(arc.driver);
            front = std::move(next);
        }
        std::vector<size_t> loop{start};
        for (size_t at = drivenBy.at(start); at != start; at = drivenBy.at(at))
            loop.push_back(at);
        return loop;
    }

    const Model& model_;
    const Names& names_;
    Dependencies result_;
    std::unordered_map<std::string_view, size_t> byId_; // looks into the model's metrics
    std::vector<const Metric*> metrics_;
    std::unordered_map<ProcessId, std::vector<Arc>> processes_;
    std::vector<size_t> number_;
    std::vector<size_t> lowest_;
    std::vector<bool> waiting_;
    std::vector<size_t> stack_;
    size_t next_ = 0;
};

} // namespace

bool isOfFormula(const Metric& metric) {
    return metric.formula && (metric.source == MetricSource::formula || metric.source == MetricSource::influence);
}

bool lacksValue(const Metric& metric) {
    switch (metric.source) {
    case MetricSource::estimate:
        return !metric.estimate;
    case MetricSource::formula:
        return !metric.formula;
    case MetricSource::influence:
        return !metric.formula && !metric.estimate;
    case MetricSource::process:
        break;
    }
    return false;
}

Dependencies dependencies(const Model& model) { return dependencies(model, Names(model)); }

Dependencies dependencies(const Model& model, const Names& names) { return Builder(model, names).build(); }

std::string loopText(const Model& model, const Dependencies& dependencies, const std::vector<size_t>& loop) {
    std::string text;
    const auto append = [&](size_t at) {
        const MetricId& id = dependencies.metrics[at];
        const Metric* metric = model.metrics().find(id);
        text += metric && !metric->name.empty() ? metric->name : id.text;
    };
    for (const size_t at : loop) {
        append(at);
        text += " \u2192 ";
    }
    append(loop.front());
    return text;
}

std::set<MetricId> unfinishedMetrics(const Model& model, const Dependencies& dependencies, const Names& names) {
    std::set<MetricId> found;
    for (const Metric& metric : model.metrics())
        if (!metric.counts && lacksValue(metric))
            found.insert(metric.id);
    if (found.empty())
        return found;
    for (const std::vector<Arc>& drivers : dependencies.drivers)
        for (const Arc& arc : drivers)
            found.erase(dependencies.metrics[arc.driver]);
    forEachFormula(model, [&](const std::string&, const Formula& formula, const std::string&) {
        for (const std::string& name : formula.references())
            if (const Metric* metric = names.find(name).metric)
                found.erase(metric->id);
    });
    const auto use = [&](std::string_view path) {
        if (const auto entity = entityOf(path); entity && entity->kind == Metric::kind)
            found.erase(MetricId(entity->id));
    };
    for (const Intervention& intervention : model.interventions())
        for (const Effect& effect : intervention.effects)
            use(effect.target);
    for (const Scenario& scenario : model.scenarios())
        for (const Override& change : scenario.overrides)
            use(change.path);
    return found;
}

void forEachFormula(
    const Model& model,
    const std::function<void(const std::string& path, const Formula& formula, const std::string& unit)>& visit) {
    for (const Metric& metric : model.metrics())
        if (metric.formula)
            visit("metric/" + metric.id.text + "/formula", *metric.formula, metric.unit);
    forEachEntityType([&]<class Entity>() {
        for (const Entity& entity : model.table<Entity>())
            walkQuantities(entity, [&](const FieldPath& path, const auto& slot, const FieldUnit& unit) {
                if (const Formula* formula = formulaIn(slot))
                    visit(path.text(), *formula, print(model, unit));
            });
    });
}

} // namespace tributary
