// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dependencies.h"
#include "core/model/edit_rules.h"
#include "core/model/field_text.h"
#include "core/model/given_units.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <set>

namespace tributary {

namespace {

/// Takes an entity's overrides and correlations out with it.
template <class Entity>
Edit eraseWithPaths(const Model& model, const decltype(Entity::id)& id) {
    const EntityRef ref{Entity::kind, id.text};
    Draft draft(model, fmt::format("Delete {}", called(model, ref)));
    dropPaths(draft, [&](std::string_view path) { return entityOf(path) == ref; });
    draft.erase<Entity>(id);
    return std::move(draft).edit();
}

template <class Entity>
std::string freshIdFor(const Model& model, const Entity& entity, std::string_view fallback) {
    return freshId(entity.name, fallback, [&](const std::string& id) { return exists(model, {Entity::kind, id}); });
}

} // namespace

Result<Edit> addLink(const Model& model, Link link) {
    const Metric* driver = model.metrics().find(link.driver);
    const Metric* metric = model.metrics().find(link.metric);
    if (!driver)
        return unknownEntity({Metric::kind, link.driver.text});
    if (!metric)
        return unknownEntity({Metric::kind, link.metric.text});
    const std::string from = called(model, refTo(*driver));
    const std::string to = called(model, refTo(*metric));
    if (link.driver == link.metric)
        return fail(fmt::format("{} cannot be linked to itself: link two different metrics.", to));
    for (const Link& other : model.links())
        if (other.driver == link.driver && other.metric == link.metric)
            return fail(fmt::format("{} is linked to {} already: change that link.", from, to));
    if (metric->source == MetricSource::process)
        return fail(
            fmt::format("{} is measured on its process, so no link can move it: use the driver in the process.", to));
    if (link.id.empty())
        link.id = LinkId(freshId({}, link.driver.text + "-" + link.metric.text,
                                 [&](const std::string& id) { return model.links().contains(LinkId(id)); }));
    if (auto fits = checkNewId(model, refTo(link)); !fits)
        return tl::unexpected<Error>(fits.error());

    Draft draft(model, fmt::format("Link {} to {}", from, to));
    if (metric->source != MetricSource::influence) {
        Metric moved = *metric;
        // The formula of an influence comes before its estimate, so a formula that was put by is let go.
        if (moved.source == MetricSource::estimate)
            moved.formula.reset();
        moved.source = MetricSource::influence;
        draft.put(std::move(moved));
    }
    draft.put(std::move(link));
    if (auto fits = checkLoops(model, draft.now()); !fits)
        return tl::unexpected<Error>(fits.error());
    return std::move(draft).edit();
}

Result<Edit> typeLink(const Model& model, const MetricId& driver, const MetricId& metric, const LinkTexts& texts) {
    const std::string_view elasticity = trimmed(texts.elasticity);
    const std::string_view smoothing = trimmed(texts.smoothing);
    Link link;
    link.driver = driver;
    link.metric = metric;
    if (!trimmed(texts.delay).empty()) { // it may be what a loop needs
        const auto typed = typeInto(model, link.delay, texts.delay);
        if (!typed || link.delay < 0)
            return fail("A delay is 0 or more whole periods: type such a number.");
    }
    // What stands against the link itself is said before what is missing in it.
    if (auto possible = addLink(model, link); !possible)
        return possible;
    if (elasticity.empty())
        return fail("How strongly? Type the elasticity in % per %: a number, a range as in 0.5/1.3/2.5, or an input.");
    auto strength = Parameter::parse(elasticity);
    if (!strength)
        return tl::unexpected<Error>(strength.error());
    link.elasticity = std::move(*strength);
    if (!smoothing.empty()) {
        auto time = Quantity::parse(smoothing);
        if (!time)
            return tl::unexpected<Error>(time.error());
        const auto factor = factorTo(*time, unitOr("month"));
        if (!factor)
            return fail("A smoothing takes a time: write it as in 1 month.");
        link.smoothing = std::move(*time);
    }
    return addLink(model, std::move(link));
}

Result<Edit> eraseLink(const Model& model, const LinkId& id) {
    if (!model.links().contains(id))
        return unknownEntity({Link::kind, id.text});
    return eraseWithPaths<Link>(model, id);
}

Result<Edit> addInput(const Model& model, Input input) {
    input.name = trimmed(input.name);
    if (input.id.empty())
        input.id = InputId(freshId(input.name, "input", [&](const std::string& id) {
            return model.inputs().contains(InputId(id)) || model.metrics().contains(MetricId(id)) ||
                   (id != input.name && isReferredTo(model, id));
        }));
    if (auto fits = checkNewId(model, refTo(input)); !fits)
        return tl::unexpected<Error>(fits.error());
    if (auto fits = checkName(model, refTo(input), input.name); !fits)
        return tl::unexpected<Error>(fits.error());
    return withGivenUnits(model, {fmt::format("Add input {}", input.name), {}, {put(std::move(input))}});
}

Result<Edit> eraseInput(const Model& model, const InputId& id) {
    if (!model.inputs().contains(id))
        return unknownEntity({Input::kind, id.text});
    std::set<std::string> uses;
    const Names names(model);
    forEachFormula(model, [&](const std::string& path, const Formula& formula, const std::string&) {
        for (const std::string& name : formula.references())
            if (const auto meaning = names.find(name); meaning.input && meaning.input->id == id)
                uses.insert(readableName(model, path));
    });
    if (!uses.empty())
        return fail(fmt::format("{} cannot be erased while it is used by {}: change these first.",
                                called(model, {Input::kind, id.text}), fmt::join(uses, "; ")));
    return eraseWithPaths<Input>(model, id);
}

Result<Edit> addGroup(const Model& model, Group group) {
    group.name = trimmed(group.name);
    if (group.name.empty())
        return fail("A group needs a name: type one.");
    for (const Group& other : model.groups())
        if (other.name == group.name)
            return fail(fmt::format("There is a group \u201c{}\u201d already: choose another name.", group.name));
    if (group.id.empty())
        group.id = GroupId(freshIdFor(model, group, "group"));
    if (auto fits = checkNewId(model, refTo(group)); !fits)
        return tl::unexpected<Error>(fits.error());
    return Edit{fmt::format("Add group {}", group.name), {}, {put(std::move(group))}};
}

Result<Edit> eraseGroup(const Model& model, const GroupId& id) {
    if (!model.groups().contains(id))
        return unknownEntity({Group::kind, id.text});
    std::set<std::string> uses;
    for (const Process& process : model.processes()) {
        for (const Lane& lane : process.lanes)
            if (lane.group == id)
                uses.insert(called(model, refTo(process)));
        for (const Pool& pool : process.pools)
            if (pool.group == id)
                uses.insert(called(model, refTo(process)));
    }
    for (const Intervention& intervention : model.interventions()) {
        for (const TargetGroup& target : intervention.adoption.targets)
            if (target.group == id)
                uses.insert(called(model, refTo(intervention)));
        for (const Effect& effect : intervention.effects)
            for (const auto* side : {&effect.participants, &effect.answerers})
                for (const Participant& participant : *side)
                    if (participant.group == id)
                        uses.insert(called(model, refTo(intervention)));
    }
    for (const Metric& metric : model.metrics())
        if (metric.source == MetricSource::process && metric.measure == Measure::labourHours &&
            metric.measureOf == id.text)
            uses.insert(called(model, refTo(metric)));
    if (!uses.empty())
        return fail(fmt::format("{} cannot be erased while it is used by {}: change these first.",
                                called(model, {Group::kind, id.text}), fmt::join(uses, "; ")));
    return eraseWithPaths<Group>(model, id);
}

Result<Edit> addCorrelation(const Model& model, Correlation correlation) {
    if (!(correlation.rho >= -1 && correlation.rho <= 1))
        return fail("A correlation lies between -1 and 1: type a number in between.");
    for (const auto* side : {&correlation.first, &correlation.second})
        for (const std::string& path : *side)
            if (!findQuantity(model, path))
                return fail(fmt::format("The model has no quantity `{}`: check the ids in the path.", path));
    if (correlation.id.empty())
        correlation.id = CorrelationId(freshIdFor(model, correlation, "correlation"));
    if (auto fits = checkNewId(model, refTo(correlation)); !fits)
        return tl::unexpected<Error>(fits.error());
    return Edit{"Add correlation", {}, {put(std::move(correlation))}};
}

Result<Edit> eraseCorrelation(const Model& model, const CorrelationId& id) {
    if (!model.correlations().contains(id))
        return unknownEntity({Correlation::kind, id.text});
    return Edit{"Delete correlation", {}, {erase<Correlation>(id)}};
}

} // namespace tributary
