// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/runnable_part.h"

#include "core/formula/unit.h"
#include "core/model/dependencies.h"
#include "core/model/edit_rules.h"
#include "core/model/quantity_walk.h"
#include "core/model/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <type_traits>

namespace tributary {

namespace {

/// The fields of an entity that no value hangs on.
bool bearsOnValue(std::string_view path) {
    static constexpr std::array<std::string_view, 5> others{"name", "parent", "counts", "target", "tolerance"};
    const auto segments = segmentsOf(path);
    return segments.size() != 3 || std::ranges::find(others, segments[2]) == others.end();
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

/// A metric without what is wrong in a field that its value does not hang on.
void clearField(Metric& metric, std::string_view field) {
    if (field == "parent")
        metric.parent = MetricId();
    else if (field == "counts")
        metric.counts = false;
    else if (field == "target")
        metric.target.reset();
    else if (field == "tolerance")
        metric.tolerance.reset();
}

/// What has no value, which grows from the errors to all that hang on them.
class LeftOut {
public:
    explicit LeftOut(const Model& model) : model_(model), names_(model), arcs_(dependencies(model, names_)) {}

    /// Takes what the problems are errors of.
    void take(const std::vector<Problem>& problems) {
        for (const Problem& problem : problems)
            if (const auto entity = entityOf(problem.subject);
                entity && problem.severity == Severity::error && exists(model_, *entity))
                take(*entity, problem.subject);
    }

    [[nodiscard]] size_t count() const {
        return metrics_.size() + processes_.size() + inputs_.size() + interventions_.size() + lines_.size() +
               scenarios_.size() + correlations_.size() + fields_.size();
    }

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
            if (scenarios_.contains(scenario.id)) {
                scenario.interventions.clear();
                scenario.overrides.clear();
                scenario.costs.clear();
            }
            std::erase_if(scenario.interventions,
                          [&](const InterventionId& id) { return interventions_.contains(id); });
            std::erase_if(scenario.costs,
                          [&](const CostLine& cost) { return lines_.contains(pathOfLine(whole, cost)); });
            if (scenario != whole)
                draft.put(std::move(scenario));
        }
        mendFields(draft);
        dropPaths(draft, [&](std::string_view path) { return isOut(path); });
        for (const InterventionId& id : interventions_)
            draft.erase<Intervention>(id);
        for (const ProcessId& id : processes_)
            draft.erase<Process>(id);
        for (const InputId& id : inputs_)
            draft.erase<Input>(id);
        for (const CorrelationId& id : correlations_)
            draft.erase<Correlation>(id);
        part.model = draft.now();
        return part;
    }

private:
    void take(const EntityRef& entity, const std::string& path) {
        const std::string_view kind = entity.kind;
        if (!bearsOnValue(path))
            fields_.insert(path);
        else if (kind == Metric::kind)
            metrics_.insert(MetricId(entity.id));
        else if (kind == Link::kind)
            takeEnd(*model_.links().find(LinkId(entity.id)));
        else if (kind == Process::kind)
            processes_.insert(ProcessId(entity.id));
        else if (kind == Input::kind)
            inputs_.insert(InputId(entity.id));
        else if (kind == Correlation::kind)
            correlations_.insert(CorrelationId(entity.id));
        else if (const std::string line = lineOf(path); line.find("/cost/") != std::string::npos)
            lines_.insert(line);
        else if (kind == Intervention::kind)
            interventions_.insert(InterventionId(entity.id));
        else if (kind == Scenario::kind)
            scenarios_[ScenarioId(entity.id)].insert(path);
        else if (kind == Group::kind)
            takeGroup(GroupId(entity.id), path);
        else if (path == "settings/discount_rate" || path == "settings/inflation")
            fields_.insert(path);
    }

    /// What its people cost is in the processes that they work in; how many they are, in the tools that are for them.
    void takeGroup(const GroupId& group, const std::string& path) {
        fields_.insert(path);
        if (path.ends_with("/hourly_cost"))
            for (const Process& process : model_.processes())
                if (std::ranges::find(process.pools, group, &Pool::group) != process.pools.end())
                    processes_.insert(process.id);
        if (path.ends_with("/headcount"))
            for (const Intervention& intervention : model_.interventions())
                if (const auto& targets = intervention.adoption.targets;
                    std::ranges::find(targets, group, &TargetGroup::group) != targets.end())
                    interventions_.insert(intervention.id);
    }

    /// Puts right, or takes away, what no value hangs on, and what stands for a number of the whole model.
    void mendFields(Draft& draft) const {
        for (const std::string& path : fields_) {
            const EntityRef entity = *entityOf(path);
            const std::string_view field = segmentsOf(path).back();
            forEachEntityType([&]<class Entity>() {
                if (entity.kind != Entity::kind)
                    return;
                Entity mended = *draft.now().template table<Entity>().find(decltype(Entity::id)(entity.id));
                if constexpr (requires { mended.name; })
                    if (field == "name")
                        mended.name += fmt::format(" ({})", entity.id);
                if constexpr (std::is_same_v<Entity, Metric>)
                    clearField(mended, field);
                if constexpr (std::is_same_v<Entity, Group>) {
                    if (field != "name")
                        (field == "headcount" ? mended.headcount : mended.hourlyCost) = Quantity();
                }
                if constexpr (std::is_same_v<Entity, Settings>)
                    (field == "inflation" ? mended.inflation : mended.discountRate) = Quantity();
                draft.put(std::move(mended));
            });
        }
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

    /// Tells whether a scenario that is run uses a tool.
    [[nodiscard]] bool isUsed(const InterventionId& tool) const {
        return std::any_of(model_.scenarios().begin(), model_.scenarios().end(), [&](const Scenario& scenario) {
            return !scenarios_.contains(scenario.id) && std::ranges::count(scenario.interventions, tool) > 0;
        });
    }

    void spreadToTool(const Intervention& intervention) {
        if (spreadToLines(intervention))
            interventions_.insert(intervention.id);
        if (!interventions_.contains(intervention.id) || !isUsed(intervention.id))
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
        std::vector<std::string> common; // to all scenarios
        for (const Metric& metric : model_.metrics())
            if (const std::string path = pathOf(refTo(metric));
                metric.counts && (metrics_.contains(metric.id) || fields_.contains(path + "/counts")))
                common.push_back(path);
        for (const std::string& path : fields_)
            if (path.starts_with("settings/"))
                common.push_back(path);
        NpvLacks lacks;
        if (!common.empty())
            lacks[ScenarioId()] = common;
        for (const Scenario& scenario : model_.scenarios()) {
            std::vector<std::string> own = common;
            if (const auto wrong = scenarios_.find(scenario.id); wrong != scenarios_.end())
                own.insert(own.end(), wrong->second.begin(), wrong->second.end());
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
    std::set<CorrelationId> correlations_;
    std::map<ScenarioId, std::set<std::string>> scenarios_; ///< that are not run: what is wrong in each, by paths
    std::set<std::string> fields_;                          ///< paths of what is put right
};

} // namespace

bool isNotRun(const NpvLacks& lacks, const ScenarioId& scenario) {
    const auto found = lacks.find(scenario);
    return found != lacks.end() && std::ranges::any_of(found->second, [&](const std::string& path) {
               return entityOf(path) == EntityRef{Scenario::kind, scenario.text} && lineOf(path).empty();
           });
}

std::optional<RunnablePart> runnablePart(const Model& model, const std::vector<Problem>& problems) {
    LeftOut out(model);
    out.take(problems);
    if (out.count() == 0)
        return std::nullopt;
    for (;;) { // what is left may have errors of its own, as a cost per person without the tool that it is for
        out.spread();
        RunnablePart part = out.part();
        const size_t before = out.count();
        out.take(validate(part.model));
        if (out.count() == before)
            return part;
    }
}

} // namespace tributary
