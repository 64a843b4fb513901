// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/response.h"

#include "core/engine/cycle_time_correction.h"
#include "core/insight/study.h"
#include "core/model/edit.h"
#include "core/model/problem_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tributary {

namespace {

constexpr size_t mostResponseTrials = 256;
constexpr size_t fewestResponseTrials = 16;
constexpr size_t mostResponseNumbers = size_t{1} << 24U; ///< that are kept of a run
constexpr double step = 0.01;                            ///< by which a driver is higher

using Neighbours = std::vector<std::vector<size_t>>;

Neighbours driversOf(const Dependencies& dependencies) {
    Neighbours drivers(dependencies.metrics.size());
    for (size_t i = 0; i < drivers.size(); ++i)
        for (const Arc& arc : dependencies.drivers[i])
            if (arc.driver != i)
                drivers[i].push_back(arc.driver);
    return drivers;
}

Neighbours turned(const Neighbours& drivers) {
    Neighbours driven(drivers.size());
    for (size_t i = 0; i < drivers.size(); ++i)
        for (const size_t driver : drivers[i])
            driven[driver].push_back(i);
    return driven;
}

/// What is reached from a start, itself left out, the nearest first.
std::vector<size_t> reached(const Neighbours& next, size_t start) {
    std::vector<char> seen(next.size(), 0);
    std::vector<size_t> found{start};
    seen[start] = 1;
    for (size_t at = 0; at < found.size(); ++at)
        for (const size_t each : next[found[at]])
            if (!seen[each]) {
                seen[each] = 1;
                found.push_back(each);
            }
    found.erase(found.begin());
    return found;
}

size_t indexOf(const Dependencies& dependencies, const MetricId& metric) {
    const auto found = std::find(dependencies.metrics.begin(), dependencies.metrics.end(), metric);
    return static_cast<size_t>(found - dependencies.metrics.begin());
}

std::string probeName(size_t number) { return fmt::format("response-probe-{}", number); }

/// Puts a factor before a metric, which is 1 in business as usual and a little more in a scenario of its own.
void addProbe(const Model& model, const Metric& metric, size_t number, Edit& edit) {
    Metric probe;
    probe.id = MetricId(probeName(number));
    probe.name = probe.id.text;
    probe.estimate = Quantity::parse("1").value();
    Metric inner = metric;
    inner.id = MetricId(fmt::format("response-inner-{}", number));
    inner.name = inner.id.text;
    inner.parent = {};
    inner.counts = false;
    inner.target = {};
    Metric outer;
    outer.id = metric.id;
    outer.name = metric.name;
    outer.level = metric.level;
    outer.unit = metric.unit;
    outer.better = metric.better;
    outer.source = MetricSource::formula;
    outer.formula = Formula::parse(fmt::format("[{}] * [{}]", inner.id.text, probe.id.text)).value();
    for (const Link& link : model.links())
        if (link.metric == metric.id) {
            Link moved = link;
            moved.metric = inner.id;
            edit.changes.push_back(put(std::move(moved)));
        }
    Scenario scenario;
    scenario.id = ScenarioId(probe.id.text);
    scenario.name = scenario.id.text;
    scenario.overrides = {Override{fmt::format("metric/{}/estimate", probe.id.text),
                                   OverrideValue::parse(fmt::format("{}", 1 + step)).value()}};
    edit.changes.push_back(put(std::move(probe)));
    edit.changes.push_back(put(std::move(inner)));
    edit.changes.push_back(put(std::move(outer)));
    edit.changes.push_back(put(std::move(scenario)));
}

/// The relative change of the last period, per that of the driver.
Summary perPercent(const MetricResults& results) {
    if (results.change.empty())
        return {};
    // A difference is held against business as usual; a share is of its size, and here its sign counts.
    const double usual = results.bau.back().p50;
    const double unit = step * (results.changeForm == ChangeForm::share ? std::copysign(1.0, usual) : usual);
    Summary summary = scaled(results.change.back(), 1 / unit);
    summary.sd.reset();
    summary.standardError.reset();
    return summary;
}

/// The weakest evidence of the metrics on the ways between two, both included, and of the links that they use.
class WeakestEvidence {
public:
    WeakestEvidence(const Model& model, const Dependencies& dependencies, const Neighbours& drivers,
                    const Neighbours& driven)
        : dependencies_(dependencies), drivers_(drivers), driven_(driven), own_(drivers.size(), Grade::none) {
        for (size_t i = 0; i < own_.size(); ++i)
            if (const Metric* metric = model.metrics().find(dependencies.metrics[i]))
                own_[i] = metric->evidence.grade;
        for (const Link& link : model.links())
            links_[{link.driver, link.metric}] = link.evidence.grade;
    }

    [[nodiscard]] Grade between(size_t below, size_t above) const {
        const auto up = marked(driven_, below);
        const auto down = marked(drivers_, above);
        Grade weakest = Grade::none;
        for (size_t i = 0; i < own_.size(); ++i) {
            if (!up[i] || !down[i])
                continue;
            weakest = std::max(weakest, own_[i]);
            for (const size_t driver : drivers_[i])
                if (up[driver] && down[driver])
                    if (const auto link = links_.find({dependencies_.metrics[driver], dependencies_.metrics[i]});
                        link != links_.end())
                        weakest = std::max(weakest, link->second);
        }
        return weakest;
    }

private:
    static std::vector<char> marked(const Neighbours& next, size_t start) {
        std::vector<char> on(next.size(), 0);
        on[start] = 1;
        for (const size_t each : reached(next, start))
            on[each] = 1;
        return on;
    }

    const Dependencies& dependencies_;
    const Neighbours& drivers_;
    const Neighbours& driven_;
    std::vector<Grade> own_;
    std::map<std::pair<MetricId, MetricId>, Grade> links_;
};

} // namespace

MetricWays waysOf(const Dependencies& dependencies, const MetricId& metric) {
    MetricWays ways;
    const size_t start = indexOf(dependencies, metric);
    if (start == dependencies.metrics.size())
        return ways;
    const Neighbours drivers = driversOf(dependencies);
    for (const size_t each : reached(turned(drivers), start))
        ways.above.push_back(dependencies.metrics[each]);
    for (const size_t each : reached(drivers, start))
        ways.below.push_back(dependencies.metrics[each]);
    return ways;
}

Result<Responses> responses(const Model& model, const MetricId& metric, const RunOptions& options,
                            const RunControl& control) {
    Responses found;
    found.metric = metric;
    const Dependencies graph = dependencies(model);
    MetricWays ways = waysOf(graph, metric);
    if (!model.metrics().contains(metric) || (ways.above.empty() && ways.below.empty()))
        return found;
    found.leftOut = ways.below.size() > mostBelow;
    if (found.leftOut)
        ways.below.resize(mostBelow);

    std::vector<MetricId> probed = ways.below;
    if (!ways.above.empty())
        probed.push_back(metric);
    Edit edit;
    auto corrections = correctCycleTimes(model, options.threads, {{}, control.stop});
    if (!corrections)
        return tl::unexpected(corrections.error());
    CompileOptions wanted;
    wanted.corrections = std::move(*corrections); // of the model, whose numbers probes move but a little
    for (size_t number = 0; number < probed.size(); ++number) {
        addProbe(model, *model.metrics().find(probed[number]), number, edit);
        wanted.scenarios.emplace_back(probeName(number));
    }
    std::set<MetricId> shown(ways.above.begin(), ways.above.end());
    shown.insert(metric);
    wanted.onlyMetrics.assign(shown.begin(), shown.end());
    const auto program = compile(apply(model, edit).model, wanted);
    if (!program)
        return tl::unexpected(problemError(model, program.error().front()));
    RunOptions few = options;
    const size_t numbers =
        3 * shown.size() * probed.size() * static_cast<size_t>(std::max(model.settings().periods, 1));
    few.trials =
        std::min(options.trials, std::clamp(mostResponseNumbers / numbers, fewestResponseTrials, mostResponseTrials));
    const auto run = tributary::run(*program, few, control);
    if (!run)
        return tl::unexpected(stoppedError());

    const Neighbours drivers = driversOf(graph);
    const Neighbours driven = turned(drivers);
    const WeakestEvidence evidence(model, graph, drivers, driven);
    const size_t self = indexOf(graph, metric);
    const auto add = [&](std::vector<Response>& list, size_t number, const MetricId& of, const MetricId& other) {
        const ScenarioResults* scenario = run->find(ScenarioId(probeName(number)));
        const MetricResults* results = scenario ? find(*scenario, of) : nullptr;
        if (!results)
            return;
        const size_t at = indexOf(graph, other);
        list.push_back({other, perPercent(*results),
                        &list == &found.above ? evidence.between(self, at) : evidence.between(at, self)});
    };
    for (const MetricId& above : ways.above)
        add(found.above, probed.size() - 1, above, above);
    for (size_t number = 0; number < ways.below.size(); ++number)
        add(found.below, number, metric, ways.below[number]);
    return found;
}

} // namespace tributary
