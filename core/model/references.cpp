// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/references.h"

#include "core/model/edit.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

namespace tributary {

namespace {

using PartIds = std::unordered_set<std::string_view>;

template <class Part>
PartIds idsOf(const std::vector<Part>& parts) {
    PartIds ids;
    for (const Part& part : parts)
        ids.insert(part.id.text);
    return ids;
}

struct Fault {
    std::string place;
    std::string why;
};

/// Goes through a model and lists what is wrong.
class ReferenceCheck {
public:
    explicit ReferenceCheck(const Model& model) : model_(model) {}

    std::vector<Fault> run() {
        forEachEntityType([&]<class Entity>() {
            if constexpr (requires(Entity entity) { entity.name; })
                checkNames<Entity>();
        });
        checkFormulaNames();
        for (const Metric& metric : model_.metrics())
            check(metric);
        checkParentLoops();
        for (const Process& process : model_.processes())
            check(process);
        for (const Link& link : model_.links())
            check(link);
        for (const Intervention& intervention : model_.interventions())
            check(intervention);
        for (const Scenario& scenario : model_.scenarios())
            check(scenario);
        for (const Actual& actual : model_.actuals())
            check(actual);
        for (const Guess& guess : model_.guesses())
            check(guess);
        return std::move(faults_);
    }

private:
    enum class Need { optional, required };

    void stop(const std::string& place, const std::string& why) { faults_.push_back({place, why}); }

    /// Checks an id against the table of `Entity`.
    template <class Entity>
    void refer(const std::string& place, const decltype(Entity::id)& id, Need need) {
        if (id.empty() ? need == Need::required : !model_.table<Entity>().contains(id))
            missing(place, Entity::kind, id.text);
    }
    /// Checks an id against the parts of one entity.
    void referPart(const std::string& place, std::string_view kind, const PartIds& parts, const std::string& id,
                   Need need) {
        if (id.empty() ? need == Need::required : !parts.contains(id))
            missing(place, kind, id);
    }
    void missing(const std::string& place, std::string_view kind, const std::string& id) {
        stop(place,
             id.empty() ? fmt::format("it must name a {}", kind) : fmt::format("there is no {} \"{}\"", kind, id));
    }

    template <class Entity>
    void checkNames() {
        std::unordered_map<std::string_view, std::string_view> bearers;
        for (const Entity& entity : model_.table<Entity>()) {
            if (entity.name.empty())
                continue;
            const auto [first, isNew] = bearers.emplace(entity.name, entity.id.text);
            if (!isNew)
                stop(fmt::format("{}/{}/name", Entity::kind, entity.id.text),
                     fmt::format("\"{}\" is already the name of {} {}; give one of them another", entity.name,
                                 Entity::kind, first->second));
        }
    }

    /// Formulas name metrics and inputs alike, so neither may look like the other.
    void checkFormulaNames() {
        for (const Input& input : model_.inputs())
            if (model_.metrics().contains(MetricId(input.id.text)))
                stop("input/" + input.id.text, "a metric has this id too, and formulas could not tell them apart");
    }

    void check(const Metric& metric) {
        const std::string place = "metric/" + metric.id.text;
        refer<Metric>(place + "/parent", metric.parent, Need::optional);
        const Need process = metric.source == MetricSource::process ? Need::required : Need::optional;
        refer<Process>(place + "/process", metric.process, process);
        if (metric.process.empty() || metric.measureOf.empty())
            return;
        const Process* map = model_.processes().find(metric.process);
        if (map && !model_.groups().contains(GroupId(metric.measureOf)) && !partsOf(*map).contains(metric.measureOf))
            stop(place + "/measure_of",
                 fmt::format("there is no group and no pool \"{}\" in process {}", metric.measureOf, map->id.text));
    }

    void checkParentLoops() {
        std::unordered_set<std::string_view> settled;
        for (const Metric& start : model_.metrics()) {
            std::vector<const Metric*> path;
            std::unordered_set<std::string_view> onPath;
            for (const Metric* at = &start; at && !settled.contains(at->id.text);
                 at = model_.metrics().find(at->parent)) {
                if (!onPath.insert(at->id.text).second) {
                    std::string loop = at->id.text;
                    for (auto back = path.rbegin(); back != path.rend() && *back != at; ++back)
                        loop.insert(0, (*back)->id.text + ", ");
                    stop("metric/" + at->id.text + "/parent",
                         fmt::format("the parents of {:.200} run in a circle; make one of them a root", loop));
                    return;
                }
                path.push_back(at);
            }
            settled.merge(onPath);
        }
    }

    void check(const Process& process) {
        const std::string place = "process/" + process.id.text;
        refer<Metric>(place + "/metric", process.metric, Need::optional);
        refer<Drawing>(place + "/origin/drawing", process.origin.drawing, Need::optional);
        const PartIds lanes = idsOf(process.lanes);
        const PartIds pools = idsOf(process.pools);
        const PartIds steps = idsOf(process.steps);
        for (const Lane& lane : process.lanes)
            refer<Group>(place + "/lane/" + lane.id.text + "/group", lane.group, Need::optional);
        for (const Pool& pool : process.pools)
            refer<Group>(place + "/pool/" + pool.id.text + "/group", pool.group, Need::optional);
        for (const Step& step : process.steps) {
            const std::string at = place + "/task/" + step.id.text;
            referPart(at + "/lane", "lane", lanes, step.lane.text, Need::optional);
            referPart(at + "/pool", "pool", pools, step.pool.text, Need::optional);
            refer<Process>(at + "/inner", step.inner, Need::optional);
        }
        for (const Flow& flow : process.flows) {
            const std::string at = place + "/flow/" + flow.id.text;
            referPart(at + "/from", "step", steps, flow.from.text, Need::required);
            referPart(at + "/to", "step", steps, flow.to.text, Need::required);
        }
        for (const ProcessException& exception : process.exceptions) {
            const std::string at = place + "/exception/" + exception.id.text;
            referPart(at + "/step", "step", steps, exception.step.text, Need::required);
            referPart(at + "/pool", "pool", pools, exception.pool.text, Need::optional);
            for (const PoolId& also : exception.alsoPools)
                referPart(at + "/also_pools", "pool", pools, also.text, Need::required);
            referPart(at + "/resumes", "step", steps, exception.resumes.text, Need::optional);
        }
    }

    void check(const Link& link) {
        refer<Metric>("link/" + link.id.text + "/driver", link.driver, Need::required);
        refer<Metric>("link/" + link.id.text + "/metric", link.metric, Need::required);
    }

    void check(const Intervention& intervention) {
        const std::string place = "intervention/" + intervention.id.text;
        for (const TargetGroup& target : intervention.adoption.targets)
            refer<Group>(place + "/adoption/targets", target.group, Need::required);
        for (const Phase& phase : intervention.adoption.schedule)
            refer<Group>(place + "/adoption/schedule", phase.group, Need::optional);
        for (const Effect& effect : intervention.effects) {
            const std::string at = place + "/effect/" + effect.id.text;
            checkTarget(at + "/target", effect.target);
            for (const Participant& participant : effect.participants)
                refer<Group>(at + "/participants", participant.group, Need::required);
            for (const Participant& answerer : effect.answerers)
                refer<Group>(at + "/answerers", answerer.group, Need::required);
        }
    }

    /// Checks the metric, or the process and its part, of a target as in `process/restore/task/T8/touch`.
    void checkTarget(const std::string& place, std::string_view target) {
        std::vector<std::string_view> words;
        for (std::string_view rest = target; words.size() < 6;) {
            const size_t slash = rest.find('/');
            words.push_back(rest.substr(0, slash));
            if (slash == std::string_view::npos)
                break;
            rest.remove_prefix(slash + 1);
        }
        if (words.size() == 2 && words[0] == "metric")
            return refer<Metric>(place, MetricId(words[1]), Need::required);
        if (words.size() < 3 || words.size() > 5 || words[0] != "process")
            return stop(place, fmt::format("\"{:.80}\" is neither a metric, as in metric/L2, nor a parameter of a "
                                           "process, as in process/restore/task/T8/touch",
                                           target));
        const Process* process = model_.processes().find(ProcessId(words[1]));
        if (!process)
            return missing(place, "process", std::string(words[1]));
        if (words.size() == 5 && !partsOf(*process).contains(words[3]))
            missing(place, fmt::format("part of process {}", words[1]), std::string(words[3]));
    }

    /// The ids of all parts of a process that may be moved; kept, since many effects may name one process.
    const PartIds& partsOf(const Process& process) {
        const auto [ids, isNew] = parts_.try_emplace(process.id.text);
        if (isNew) {
            ids->second = idsOf(process.steps);
            ids->second.merge(idsOf(process.pools));
            ids->second.merge(idsOf(process.flows));
            ids->second.merge(idsOf(process.exceptions));
        }
        return ids->second;
    }

    void check(const Scenario& scenario) {
        for (const InterventionId& id : scenario.interventions)
            refer<Intervention>("scenario/" + scenario.id.text + "/interventions", id, Need::required);
    }

    void check(const Actual& actual) {
        refer<Metric>("actual/" + actual.id.text + "/metric", actual.metric, Need::required);
        if (!actual.date.ok())
            stop("actual/" + actual.id.text + "/date", "it must have a date");
    }

    void check(const Guess& guess) {
        refer<Scenario>("guess/" + guess.id.text + "/scenario", guess.scenario, Need::required);
        if (!guess.when.ok())
            stop("guess/" + guess.id.text + "/when", "it must have a date");
    }

    const Model& model_;
    std::unordered_map<std::string_view, PartIds> parts_;
    std::vector<Fault> faults_;
};

} // namespace

Result<void> checkReferences(const Model& model) {
    const std::vector<Fault> faults = ReferenceCheck(model).run();
    if (!faults.empty())
        return fail(faults.front().place + ": " + faults.front().why);
    return {};
}

MendedModel withoutLooseReferences(Model model) {
    MendedModel mended{std::move(model), {}};
    std::unordered_set<std::string> gone;
    // What goes may leave others without what they hang on.
    for (std::vector<Fault> faults; !(faults = ReferenceCheck(mended.model).run()).empty();) {
        Edit edit;
        for (const Fault& fault : faults) {
            const auto entity = entityOf(fault.place);
            if (!entity)
                continue;
            const Metric* metric =
                fault.place.ends_with("/parent") ? mended.model.metrics().find(MetricId(entity->id)) : nullptr;
            if (metric) {
                Metric root = *metric;
                root.parent = {};
                mended.leftOut.push_back(fault.place + ": " + fault.why);
                edit.changes.push_back(put(std::move(root)));
                continue;
            }
            const Process* process =
                fault.place.ends_with("/inner") ? mended.model.processes().find(ProcessId(entity->id)) : nullptr;
            if (process) {
                mended.leftOut.push_back(fault.place + ": " + fault.why);
                if (!gone.insert(fault.place.substr(0, fault.place.find("/task/")) + "/inner").second)
                    continue;
                Process map = *process;
                for (Step& step : map.steps)
                    if (!mended.model.processes().contains(step.inner))
                        step.inner = {};
                edit.changes.push_back(put(std::move(map)));
                continue;
            }
            const bool isNew = gone.insert(pathOf(*entity)).second;
            if (isNew)
                mended.leftOut.push_back(
                    fmt::format("{} as a whole, for {}: {}", pathOf(*entity), fault.place, fault.why));
            forEachEntityType([&]<class Entity>() {
                if constexpr (!std::is_same_v<Entity, Settings>)
                    if (isNew && Entity::kind == entity->kind)
                        edit.changes.push_back(erase<Entity>(decltype(Entity::id)(entity->id)));
            });
        }
        if (edit.changes.empty())
            break;
        mended.model = apply(mended.model, edit).model;
    }
    return mended;
}

} // namespace tributary
