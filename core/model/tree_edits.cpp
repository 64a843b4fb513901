// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tree_edits.h"

#include "core/model/edit_rules.h"
#include "core/model/given_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace tributary {

namespace {

/// Children of every metric as they are drawn; roots, and metrics whose parent is gone, by the empty id.
std::map<MetricId, std::vector<const Metric*>> childrenByParent(const Model& model) {
    std::map<MetricId, std::vector<const Metric*>> children;
    for (const Metric& metric : model.metrics())
        children[model.metrics().contains(metric.parent) ? metric.parent : MetricId{}].push_back(&metric);
    for (auto& [parent, list] : children)
        std::stable_sort(list.begin(), list.end(),
                         [](const Metric* a, const Metric* b) { return a->position < b->position; });
    return children;
}

constexpr int inNoBranch = std::numeric_limits<int>::max(); ///< depth of the top of a branch, where one is in none

/// "Breakdowns", "3 metrics".
std::string several(const Model& model, const std::vector<MetricId>& ids) {
    return ids.size() == 1 ? called(model, {Metric::kind, ids.front().text}) : fmt::format("{} metrics", ids.size());
}

/// The first of the metrics `among` on the way up from one, itself included; none where the way meets none of them.
std::optional<MetricId> firstAbove(const Model& model, MetricId from, const std::set<MetricId>& among) {
    for (size_t steps = 0; !from.empty() && steps <= model.metrics().size(); ++steps) { // parents may run in a circle
        if (among.contains(from))
            return from;
        const Metric* metric = model.metrics().find(from);
        from = metric ? metric->parent : MetricId{};
    }
    return std::nullopt;
}

Result<void> checkKnown(const Model& model, const std::vector<MetricId>& ids) {
    for (const MetricId& id : ids)
        if (!model.metrics().contains(id))
            return unknownEntity({Metric::kind, id.text});
    return {};
}

} // namespace

std::vector<MetricId> childrenOf(const Model& model, const MetricId& parent) {
    std::vector<const Metric*> found;
    for (const Metric& metric : model.metrics())
        if (metric.parent == parent)
            found.push_back(&metric);
    std::stable_sort(found.begin(), found.end(),
                     [](const Metric* a, const Metric* b) { return a->position < b->position; });
    std::vector<MetricId> ids;
    for (const Metric* metric : found)
        ids.push_back(metric->id);
    return ids;
}

std::vector<TreePlace> treeOrder(const Model& model) {
    const auto children = childrenByParent(model);
    std::vector<TreePlace> order;
    std::vector<TreePlace> ahead;
    const auto enter = [&](const MetricId& parent, int depth) {
        if (const auto found = children.find(parent); found != children.end())
            for (auto child = found->second.rbegin(); child != found->second.rend(); ++child)
                ahead.push_back({*child, depth});
    };
    enter({}, 0);
    while (!ahead.empty()) {
        const TreePlace place = ahead.back();
        ahead.pop_back();
        order.push_back(place);
        enter(place.metric->id, place.depth + 1);
    }
    return order;
}

std::vector<MetricId> branchesOf(const Model& model, const std::vector<MetricId>& ids) {
    const std::set<MetricId> wanted(ids.begin(), ids.end());
    std::vector<MetricId> branches;
    int top = inNoBranch;
    for (const auto& [metric, depth] : treeOrder(model)) {
        if (depth <= top)
            top = wanted.contains(metric->id) ? depth : inNoBranch;
        if (depth >= top)
            branches.push_back(metric->id);
    }
    return branches;
}

std::vector<MetricId> topsOf(const Model& model, const std::vector<MetricId>& ids) {
    const std::set<MetricId> wanted(ids.begin(), ids.end());
    std::vector<MetricId> tops;
    int top = inNoBranch;
    for (const auto& [metric, depth] : treeOrder(model)) {
        if (depth > top)
            continue;
        top = wanted.contains(metric->id) ? depth : inNoBranch;
        if (top == depth)
            tops.push_back(metric->id);
    }
    return tops;
}

Result<Edit> moveMetrics(const Model& model, const std::vector<MetricId>& ids, const Landing& landing) {
    if (auto known = checkKnown(model, ids); !known)
        return tl::unexpected<Error>(known.error());
    if (!landing.parent.empty() && !model.metrics().contains(landing.parent))
        return unknownEntity({Metric::kind, landing.parent.text});
    const std::vector<MetricId> tops = ids.size() == 1 ? ids : topsOf(model, ids);
    if (tops.empty())
        return Edit{};
    const std::set<MetricId> moving(tops.begin(), tops.end());
    if (const auto top = firstAbove(model, landing.parent, moving)) {
        const std::string name = called(model, {Metric::kind, top->text});
        return fail(landing.parent == *top
                        ? fmt::format("{} cannot hang below itself: choose another metric.", name)
                        : fmt::format("{} hangs below {}, which would make a loop: choose a parent outside its branch.",
                                      called(model, {Metric::kind, landing.parent.text}), name));
    }
    std::vector<MetricId> order = childrenOf(model, landing.parent);
    const auto stays = [&](const MetricId& id) { return !moving.contains(id); };
    // In front of one that moves itself: in front of the next that stays.
    auto before = std::find(order.begin(), order.end(), landing.before);
    before = std::find_if(before, order.end(), stays);
    const MetricId anchor = before == order.end() ? MetricId{} : *before;
    std::erase_if(order, [&](const MetricId& id) { return !stays(id); });
    order.insert(anchor.empty() ? order.end() : std::find(order.begin(), order.end(), anchor), tops.begin(),
                 tops.end());

    const std::string where =
        landing.parent.empty() ? "to the roots" : "below " + called(model, {Metric::kind, landing.parent.text});
    Edit edit{fmt::format("Move {} {}", several(model, tops), where), {}, {}};
    for (size_t i = 0; i < order.size(); ++i) {
        Metric moved = *model.metrics().find(order[i]);
        moved.parent = landing.parent;
        moved.position = static_cast<int>(i);
        if (moved != *model.metrics().find(order[i]))
            edit.changes.push_back(put(std::move(moved)));
    }
    return edit;
}

Result<Edit> stepMetric(const Model& model, const MetricId& id, TreeStep step) {
    const Metric* metric = model.metrics().find(id);
    if (!metric)
        return unknownEntity({Metric::kind, id.text});
    const std::string name = called(model, refTo(*metric));
    const auto siblings = childrenOf(model, metric->parent);
    const auto place = std::find(siblings.begin(), siblings.end(), id) - siblings.begin();
    const auto sibling = [&](std::ptrdiff_t at) {
        return at < static_cast<std::ptrdiff_t>(siblings.size()) ? siblings[static_cast<size_t>(at)] : MetricId{};
    };
    switch (step) {
    case TreeStep::back:
        if (place == 0)
            return fail(fmt::format("{} is the first of its siblings already.", name));
        return moveMetrics(model, {id}, {metric->parent, sibling(place - 1)});
    case TreeStep::ahead:
        if (sibling(place + 1).empty())
            return fail(fmt::format("{} is the last of its siblings already.", name));
        return moveMetrics(model, {id}, {metric->parent, sibling(place + 2)});
    case TreeStep::out: {
        const Metric* parent = model.metrics().find(metric->parent);
        if (!parent)
            return fail(fmt::format("{} is a root: nothing hangs above it.", name));
        const auto above = childrenOf(model, parent->parent);
        const auto next = std::find(above.begin(), above.end(), parent->id) + 1;
        return moveMetrics(model, {id}, {parent->parent, next == above.end() ? MetricId{} : *next});
    }
    case TreeStep::in:
        break;
    }
    if (place == 0)
        return fail(fmt::format("{} is the first of its siblings: nothing stands before it to hang below.", name));
    return moveMetrics(model, {id}, {sibling(place - 1), {}});
}

Result<Edit> setFieldOfAll(const Model& model, const std::vector<MetricId>& ids, std::string_view field,
                           std::string_view text) {
    if (auto known = checkKnown(model, ids); !known)
        return tl::unexpected<Error>(known.error());
    if (ids.size() == 1)
        return setField(model, {Metric::kind, ids.front().text}, field, text);
    Draft draft(model, settingLabel(fmt::format("{} of {}", field, several(model, ids)), text));
    for (const MetricId& id : ids) {
        const auto edit = setFieldAlone(draft.now(), {Metric::kind, id.text}, field, text);
        if (!edit)
            return edit;
        draft.add(*edit);
    }
    return withGivenUnits(model, std::move(draft).edit());
}

Result<Edit> stepLevel(const Model& model, const std::vector<MetricId>& ids, LevelStep step) {
    if (auto known = checkKnown(model, ids); !known)
        return tl::unexpected<Error>(known.error());
    const Level end = step == LevelStep::up ? Level::financial : Level::frontline;
    Draft draft(model, fmt::format("Change the level of {}", several(model, ids)));
    bool any = false;
    for (const MetricId& id : ids) {
        Metric metric = *model.metrics().find(id);
        if (metric.level == end)
            continue;
        metric.level = static_cast<Level>(static_cast<int>(metric.level) + (step == LevelStep::up ? -1 : 1));
        any = true;
        draft.put(std::move(metric));
    }
    if (!any && !ids.empty())
        return fail(fmt::format("{} {} on the {} level already, the {} one.", several(model, ids),
                                ids.size() == 1 ? "is" : "are", EnumNames<Level>::names[static_cast<size_t>(end)],
                                step == LevelStep::up ? "highest" : "lowest"));
    return std::move(draft).edit();
}

} // namespace tributary
