// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/runnable_part.h"

#include "core/formula/unit.h"
#include "core/model/dependencies.h"
#include "core/model/edit_rules.h"
#include "core/model/quantity_walk.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <type_traits>

namespace tributary {

namespace {

/// Tells whether an error in that field of an entity stands in the way of its value.
bool bearsOnValue(std::string_view path) {
    static constexpr std::array<std::string_view, 5> others{"/name", "/parent", "/counts", "/target", "/tolerance"};
    return std::ranges::none_of(others, [&](std::string_view end) { return path.ends_with(end); }) ||
           path.find("/effect/") != std::string_view::npos; // whose target is what it moves
}

/// The cost line or effect that a path lies in, as `intervention/parts-exchange/cost/licence`; empty elsewhere.
std::string lineOf(std::string_view path) {
    const auto segments = segmentsOf(path);
    if (segments.size() < 4 || (segments[2] != "cost" && segments[2] != "effect"))
        return {};
    const std::string_view last = segments[3];
    return std::string(path.substr(0, static_cast<size_t>(last.data() - path.data()) + last.size()));
}

template <class Owner, class Line>
std::string pathOfLine(const Owner& owner, const Line& line) {
    constexpr std::string_view part = std::is_same_v<Line, CostLine> ? "/cost/" : "/effect/";
    return pathOf(refTo(owner)).append(part).append(line.id.text);
}

Metric withoutValue(Metric metric) {
    metric.source = MetricSource::estimate;
    metric.formula.reset();
    metric.process = ProcessId();
    metric.counts = false;
    for (auto* quantity : {&metric.estimate, &metric.drift, &metric.noise, &metric.responseTime})
        quantity->reset();
    for (auto* parameter : {&metric.realisation, &metric.hardShare})
        parameter->reset();
    if (!parseUnit(metric.unit))
        metric.unit.clear();
    return metric;
}

/// What has no value, which grows from the errors to all that hang on them.
class LeftOut {
public:
    explicit LeftOut(const Model& model) : model_(model), names_(model), arcs_(dependencies(model, names_)) {}

    /// Takes what a problem is an error of.
    void take(const Problem& problem) {
        const auto entity = problem.severity == Severity::error ? entityOf(problem.subject) : std::nullopt;
        if (!entity || !exists(model_, *entity) || !bearsOnValue(problem.subject))
            return;
        if (entity->kind == Metric::kind)
            metrics_.insert(MetricId(entity->id));
        else if (entity->kind == Link::kind)
            takeEnd(*model_.links().find(LinkId(entity->id)));
        else if (entity->kind == Process::kind)
            processes_.insert(ProcessId(entity->id));
        else if (entity->kind == Input::kind)
            inputs_.insert(InputId(entity->id));
        else if (const std::string line = lineOf(problem.subject); line.find("/cost/") != std::string::npos)
            lines_.insert(line);
        else if (entity->kind == Intervention::kind)
            interventions_.insert(InterventionId(entity->id));
    }

    [[nodiscard]] bool empty() const { return count() == 0; }

    void spread() {
        for (size_t before = 0; before != count();) {
            before = count();
            spreadToMetrics();
            for (const Process& process : model_.processes())
                if (hangs(process))
                    processes_.insert(process.id);
            for (const Intervention& intervention : model_.interventions())
                spreadToTool(intervention);
            for (const Scenario& scenario : model_.scenarios())
                spreadToLines(scenario);
        }
    }

    [[nodiscard]] RunnablePart part() {
        RunnablePart part;
        Draft draft(model_, {});
        for (const Metric& metric : model_.metrics())
            if (metrics_.contains(metric.id)) {
                part.leftOut.push_back(metric.id);
                draft.put(withoutValue(metric));
            }
        part.npvLacks = npvLacks();
        for (const Link& link : model_.links())
            if (metrics_.contains(link.driver) || metrics_.contains(link.metric) || hangs(link)) {
                links_.insert(link.id);
                draft.erase<Link>(link.id);
            }
        for (const Intervention& intervention : model_.interventions())
            thin(draft, intervention);
        for (Scenario scenario : model_.scenarios()) {
            const Scenario whole = scenario;
            std::erase_if(scenario.interventions,
                          [&](const InterventionId& id) { return interventions_.contains(id); });
            std::erase_if(scenario.costs,
                          [&](const CostLine& cost) { return lines_.contains(pathOfLine(whole, cost)); });
            if (scenario != whole)
                draft.put(std::move(scenario));
        }
        dropPaths(draft, [&](std::string_view path) { return isOut(path); });
        for (const InterventionId& id : interventions_)
            draft.erase<Intervention>(id);
        for (const ProcessId& id : processes_)
            draft.erase<Process>(id);
        for (const InputId& id : inputs_)
            draft.erase<Input>(id);
        part.model = draft.now();
        return part;
    }

private:
    [[nodiscard]] size_t count() const {
        return metrics_.size() + processes_.size() + inputs_.size() + interventions_.size() + lines_.size();
    }

    void takeEnd(const Link& link) {
        if (model_.metrics().contains(link.metric))
            metrics_.insert(link.metric);
    }

    [[nodiscard]] bool namesLeftOut(const Formula& formula) const {
        return std::ranges::any_of(formula.references(), [&](const std::string& name) {
            const Names::Meaning meaning = names_.find(name);
            return (meaning.metric && metrics_.contains(meaning.metric->id)) ||
                   (meaning.input && inputs_.contains(meaning.input->id));
        });
    }

    /// Tells whether a formula in one of its fields names what is left out.
    template <class Entity>
    [[nodiscard]] bool hangs(const Entity& entity) const {
        bool found = false;
        walkQuantities(entity, [&](const FieldPath&, const auto& slot, const FieldUnit&) {
            const Formula* formula = formulaIn(slot);
            found = found || (formula && namesLeftOut(*formula));
        });
        return found;
    }

    void spreadToMetrics() {
        for (const Link& link : model_.links())
            if (const Metric* metric = names_.metric(link.metric);
                metric && metric->source == MetricSource::influence && hangs(link))
                metrics_.insert(link.metric);
        for (const size_t at : arcs_.order) {
            const Metric& metric = *names_.metric(arcs_.metrics[at]);
            const bool typed = metric.source == MetricSource::formula || metric.source == MetricSource::influence;
            const bool out =
                std::ranges::any_of(arcs_.drivers[at],
                                    [&](const Arc& arc) { return metrics_.contains(arcs_.metrics[arc.driver]); }) ||
                (typed && metric.formula && namesLeftOut(*metric.formula)) ||
                (metric.source == MetricSource::process && processes_.contains(metric.process)) || hangs(metric);
            if (out)
                metrics_.insert(metric.id);
        }
    }

    /// A cost line hangs on what it names by itself; what its adoption or effects name, the tool with all that it
    /// moves.
    template <class Owner>
    bool spreadToLines(const Owner& owner) {
        bool all = false;
        walkQuantities(owner, [&](const FieldPath& path, const auto& slot, const FieldUnit&) {
            const Formula* formula = formulaIn(slot);
            if (!formula || !namesLeftOut(*formula))
                return;
            const std::string line = lineOf(path.text());
            if (line.find("/cost/") != std::string::npos)
                lines_.insert(line);
            else
                all = true;
        });
        return all;
    }

    void spreadToTool(const Intervention& intervention) {
        if (spreadToLines(intervention))
            interventions_.insert(intervention.id);
        if (!interventions_.contains(intervention.id))
            return;
        for (const Effect& effect : intervention.effects) {
            const auto moved = entityOf(effect.target);
            if (!moved || !exists(model_, *moved))
                continue;
            if (moved->kind == Metric::kind)
                metrics_.insert(MetricId(moved->id));
            else if (moved->kind == Process::kind)
                processes_.insert(ProcessId(moved->id));
        }
    }

    /// Takes the lines that are left out from a tool, and the effects on what is left out.
    void thin(Draft& draft, const Intervention& whole) {
        Intervention left = whole;
        std::erase_if(left.costs, [&](const CostLine& cost) { return lines_.contains(pathOfLine(whole, cost)); });
        std::erase_if(left.effects, [&](const Effect& effect) {
            const bool out = isOut(effect.target);
            if (out)
                lines_.insert(pathOfLine(whole, effect));
            return out;
        });
        if (left != whole)
            draft.put(std::move(left));
    }

    [[nodiscard]] bool isOut(std::string_view path) const {
        const auto owner = entityOf(path);
        if (!owner)
            return false;
        return (owner->kind == Metric::kind && metrics_.contains(MetricId(owner->id))) ||
               (owner->kind == Process::kind && processes_.contains(ProcessId(owner->id))) ||
               (owner->kind == Input::kind && inputs_.contains(InputId(owner->id))) ||
               (owner->kind == Link::kind && links_.contains(LinkId(owner->id))) ||
               (owner->kind == Intervention::kind && interventions_.contains(InterventionId(owner->id))) ||
               lines_.contains(lineOf(path));
    }

    [[nodiscard]] NpvLacks npvLacks() const {
        std::vector<std::string> counted;
        for (const Metric& metric : model_.metrics())
            if (metric.counts && metrics_.contains(metric.id))
                counted.push_back(pathOf(refTo(metric)));
        NpvLacks lacks;
        if (!counted.empty())
            lacks[ScenarioId()] = counted;
        for (const Scenario& scenario : model_.scenarios()) {
            std::vector<std::string> own = counted;
            for (const InterventionId& id : scenario.interventions)
                if (interventions_.contains(id))
                    own.push_back(pathOf({Intervention::kind, id.text}));
                else if (const Intervention* intervention = model_.interventions().find(id))
                    addLines(own, *intervention);
            addLines(own, scenario);
            if (!own.empty())
                lacks[scenario.id] = std::move(own);
        }
        return lacks;
    }

    template <class Owner>
    void addLines(std::vector<std::string>& lacks, const Owner& owner) const {
        for (const CostLine& cost : owner.costs)
            if (std::string path = pathOfLine(owner, cost); lines_.contains(path))
                lacks.push_back(std::move(path));
    }

    const Model& model_;
    const Names names_;
    const Dependencies arcs_;
    std::set<MetricId> metrics_;
    std::set<LinkId> links_;
    std::set<ProcessId> processes_;
    std::set<InputId> inputs_;
    std::set<InterventionId> interventions_;
    std::set<std::string> lines_; ///< paths of cost lines, and of effects
};

} // namespace

std::optional<RunnablePart> runnablePart(const Model& model, const std::vector<Problem>& problems) {
    LeftOut out(model);
    for (const Problem& problem : problems)
        out.take(problem);
    if (out.empty())
        return std::nullopt;
    out.spread();
    return out.part();
}

} // namespace tributary
