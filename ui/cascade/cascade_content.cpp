// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_content.h"

#include "ui/cascade/link_width.h"
#include "ui/look/metric_change.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestPath = 10000; ///< of parents; more is a ring

/// "1 mo" of a typed "1 month"; other forms as typed.
QString shortTime(const Quantity& quantity) {
    if (!quantity.isConstant() || !quantity.unit())
        return toQt(quantity.text());
    const QString unit = toQt(quantity.unit()->text());
    QString number = toQt(quantity.text()).trimmed();
    if (number.endsWith(unit))
        number.chop(unit.size());
    return withUnit(number.trimmed(), unitWords(unit, 1).text);
}

CascadeContent::Reach reachOf(const Metric* before, const Metric* after) {
    if (!before || !after)
        return {true, true, true};
    CascadeContent::Reach reach;
    reach.tree =
        before->parent != after->parent || before->level != after->level || before->position != after->position;
    reach.relations = before->name != after->name || before->source != after->source ||
                      before->formula != after->formula || before->process != after->process ||
                      lacksValue(*before) != lacksValue(*after);
    Metric was = *before; // its own numbers are on no card: results are
    was.estimate = after->estimate;
    was.drift = after->drift;
    was.noise = after->noise;
    reach.shown = !(was == *after);
    return reach;
}

CascadeContent::Reach reachOf(const Link* before, const Link* after) {
    // A formula in one of its numbers may use metrics.
    const auto formulas = [](const Link& link) {
        std::vector<std::string> texts;
        for (const auto* number : {&link.elasticity, &link.slope})
            texts.push_back(*number && (*number)->formula() ? (*number)->text() : std::string());
        return texts;
    };
    const bool relations = !before || !after || before->driver != after->driver || before->metric != after->metric ||
                           before->delay != after->delay || formulas(*before) != formulas(*after);
    if (relations)
        return {false, true, true};
    Link was = *before;
    was.elasticity = after->elasticity;
    was.slope = after->slope;
    was.noEffect = after->noEffect;
    return {false, false, !(was == *after)};
}

CascadeContent::Reach reachOf(const Input* before, const Input* after) {
    const bool renamed = !before || !after || before->name != after->name; // formulas use it by its name
    return {false, renamed, renamed};
}

CascadeContent::Reach reachOf(const Model& before, const Model& after, const EntityRef& entity) {
    if (entity.kind == Metric::kind)
        return reachOf(before.metrics().find(MetricId(entity.id)), after.metrics().find(MetricId(entity.id)));
    if (entity.kind == Link::kind)
        return reachOf(before.links().find(LinkId(entity.id)), after.links().find(LinkId(entity.id)));
    if (entity.kind == Input::kind)
        return reachOf(before.inputs().find(InputId(entity.id)), after.inputs().find(InputId(entity.id)));
    const bool relations = entity.kind == Process::kind;
    return {false, relations, relations || entity.kind == Settings::kind};
}

QString shortPeriods(const Settings& settings, int periods) {
    const QString unit = toQt(name(settings.period));
    return withUnit(QString::number(periods), unitWords(unit, 1).text);
}

} // namespace

void CascadeContent::setModel(const Model& model) {
    model_ = model;
    const Names names(model);
    dependencies_ = tributary::dependencies(model, names);
    places_ = tributary::mapPlaces(model, names);
    const std::size_t count = dependencies_.metrics.size();
    indexOf_.clear();
    driven_.assign(count, {});
    for (std::size_t i = 0; i < count; ++i)
        indexOf_.emplace(dependencies_.metrics[i].text, i);
    for (std::size_t i = 0; i < count; ++i)
        for (const Arc& arc : dependencies_.drivers[i])
            if (arc.driver != i)
                driven_[arc.driver].push_back(i);
    beliefs_.clear();
    for (const Link& link : model.links())
        beliefs_[link.driver.text].push_back(link.id);
    findLoops();
    forgetMade();
    growth_ = countedGrowth(model_, mostLikely_);
    carried_ = linkShares(model_, dependencies_, mostLikely_, period_);
}

CascadeContent::Reach CascadeContent::follow(const Model& model, const ChangeSet& changed) {
    Reach reach;
    for (const EntityRef& entity : changed.entities) {
        const Reach each = reachOf(model_, model, entity);
        reach.tree = reach.tree || each.tree;
        reach.relations = reach.relations || each.relations;
        reach.shown = reach.shown || each.shown;
    }
    if (reach.relations) {
        setModel(model);
    } else {
        model_ = model;
        if (reach.shown)
            forgetMade();
    }
    return reach;
}

/// Loops pass a delayed arc, and all that reach each other form one: a strongly connected part of the graph (Tarjan
/// 1972), without recursion for the sake of long chains.
void CascadeContent::findLoops() {
    constexpr std::size_t unseen = std::numeric_limits<std::size_t>::max();
    const std::size_t count = driven_.size();
    std::vector<std::size_t> part(count, unseen); // that a metric is in, by a number
    std::vector<std::size_t> order(count, unseen);
    std::vector<std::size_t> low(count, 0);
    std::vector<std::size_t> open;
    struct Visit {
        std::size_t at;
        std::size_t next = 0;
    };
    std::size_t seen = 0;
    for (std::size_t start = 0; start < count; ++start) {
        std::vector<Visit> stack;
        if (order[start] == unseen)
            stack.push_back({start});
        while (!stack.empty()) {
            Visit& visit = stack.back();
            const std::size_t at = visit.at;
            if (order[at] == unseen) {
                order[at] = low[at] = seen++;
                open.push_back(at);
            }
            if (visit.next < driven_[at].size()) {
                const std::size_t next = driven_[at][visit.next++];
                if (order[next] == unseen)
                    stack.push_back({next});
                else if (part[next] == unseen)
                    low[at] = std::min(low[at], order[next]);
                continue;
            }
            for (const std::size_t next : driven_[at])
                if (part[next] == unseen)
                    low[at] = std::min(low[at], low[next]);
            if (low[at] == order[at])
                while (part[at] == unseen) {
                    part[open.back()] = at;
                    open.pop_back();
                }
            stack.pop_back();
        }
    }
    std::vector<char> isLoop(count, 0);
    for (std::size_t target = 0; target < count; ++target)
        for (const Arc& arc : dependencies_.drivers[target])
            if (arc.delay > 0 && part[arc.driver] == part[target])
                isLoop[part[target]] = 1;
    loopTargets_.assign(count, {});
    for (std::size_t i = 0; i < count; ++i)
        for (const std::size_t each : driven_[i])
            if (part[i] == part[each] && isLoop[part[i]])
                loopTargets_[i].push_back(each);
}

void CascadeContent::forgetMade() {
    cards_.clear();
    links_.clear();
}

void CascadeContent::setResults(const ScenarioResults* sampled, const ScenarioResults* mostLikely, ValuesOf values) {
    forgetMade();
    values_ = values;
    sampled_ = sampled;
    mostLikely_ = mostLikely;
    resultOf_.clear();
    if (sampled_)
        for (const MetricResults& each : sampled_->metrics)
            resultOf_.emplace(each.id.text, &each);
    growth_ = countedGrowth(model_, mostLikely_);
    carried_ = linkShares(model_, dependencies_, mostLikely_, period_);
}

void CascadeContent::setPeriod(int period) {
    forgetMade();
    period_ = period;
    carried_ = linkShares(model_, dependencies_, mostLikely_, period_);
}

void CascadeContent::setFaulty(std::unordered_map<std::string, QString> faults) {
    cards_.clear();
    faulty_ = std::move(faults);
}

/// The nearest metric with an error that a metric hangs on, itself first; empty where it hangs on none.
std::string CascadeContent::faultBehind(const std::string& id) const {
    const auto first = indexOf_.find(id);
    if (faulty_.empty() || first == indexOf_.end())
        return {};
    std::vector<std::size_t> next{first->second};
    std::unordered_set<std::size_t> seen{first->second};
    for (std::size_t at = 0; at < next.size(); ++at) {
        if (const std::string& text = dependencies_.metrics[next[at]].text; faulty_.contains(text))
            return text;
        for (const Arc& arc : dependencies_.drivers[next[at]])
            if (seen.insert(arc.driver).second)
                next.push_back(arc.driver);
    }
    return {};
}

/// Why a metric has no result, in the words of its card; empty where it has one, or none yet.
QString CascadeContent::troubleOf(const std::string& id) const {
    const std::string behind = results(id) ? std::string() : faultBehind(id);
    const Metric* fault = metric(behind);
    if (!fault)
        return {};
    return behind == id ? tr("Has an error") : tr("Waits for %1").arg(toQt(fault->name));
}

const Metric* CascadeContent::metric(const std::string& id) const { return model_.metrics().find(MetricId(id)); }

const MetricResults* CascadeContent::results(const std::string& id) const {
    const auto found = resultOf_.find(id);
    return found == resultOf_.end() ? nullptr : found->second;
}

bool CascadeContent::isZeroAsUsual(const std::string& id) const {
    const MetricResults* metric = results(id);
    const auto at = static_cast<std::size_t>(period_ - 1);
    if (!metric || at >= metric->bau.size())
        return false;
    const Summary& usual = metric->bau[at];
    return usual.p10 == 0 && usual.p50 == 0 && usual.p90 == 0;
}

std::vector<TreeNode> CascadeContent::nodes(const CascadeView& view) const {
    std::vector<TreeNode> nodes;
    nodes.reserve(model_.metrics().size());
    for (const Metric& each : model_.metrics())
        nodes.push_back({each.id.text, each.parent.text, each.level, each.position,
                         view.folded.contains(each.id.text) ? Fold::folded : Fold::open});
    return nodes;
}

CardContent CascadeContent::card(const std::string& id, const CascadeView& view) const {
    auto found = cards_.find(id);
    if (found == cards_.end()) {
        const Metric* it = metric(id);
        if (!it)
            return {};
        CardContent made = cardContent(*it, results(id), period_, values_);
        made.faulty = faulty_.contains(id);
        made.trouble = troubleOf(id);
        made.onMap = places_.contains(MetricId(id));
        const auto& targets = driven_[indexOf_.at(id)];
        made.secondLinks = static_cast<int>(std::count_if(targets.begin(), targets.end(), [&](std::size_t target) {
            return dependencies_.metrics[target] != it->parent;
        }));
        found = cards_.emplace(id, std::move(made)).first;
    }
    CardContent content = found->second;
    content.selected = view.selected == id || view.allSelected.contains(id);
    content.outdated = outdated_;
    if (outdated_)
        content.fill = 0; // its words would be too faint on it
    if (view.selected == id)
        content.secondLinks = 0; // they are drawn whole
    return content;
}

bool CascadeContent::drives(const std::string& driver, const std::string& target) const {
    const auto from = indexOf_.find(driver);
    const auto to = indexOf_.find(target);
    if (from == indexOf_.end() || to == indexOf_.end())
        return false;
    const auto& targets = driven_[from->second];
    return std::find(targets.begin(), targets.end(), to->second) != targets.end();
}

const Link* CascadeContent::beliefBetween(const std::string& driver, const std::string& target) const {
    const auto found = beliefs_.find(driver);
    if (found != beliefs_.end())
        for (const LinkId& id : found->second)
            if (const Link* link = model_.links().find(id); link && link->metric.text == target)
                return link;
    return nullptr;
}

CascadeContent::Lag CascadeContent::lagOf(const std::string& driver, const std::string& target) const {
    const Link* link = beliefBetween(driver, target);
    if (!link || !drives(driver, target))
        return {};
    if (link->delay > 0)
        return {LinkContent::Lag::delay, shortPeriods(model_.settings(), link->delay)};
    if (link->smoothing)
        return {LinkContent::Lag::smoothing, shortTime(*link->smoothing)};
    return {};
}

bool CascadeContent::inLoop(const std::string& driver, const std::string& target) const {
    const auto from = indexOf_.find(driver);
    const auto to = indexOf_.find(target);
    if (from == indexOf_.end() || to == indexOf_.end())
        return false;
    const auto& targets = loopTargets_[from->second];
    return std::find(targets.begin(), targets.end(), to->second) != targets.end();
}

bool CascadeContent::isOnPath(const std::string& driver, const std::string& selected) const {
    std::string at = selected;
    for (int steps = 0; !at.empty() && steps < longestPath; ++steps) {
        if (at == driver)
            return true;
        const Metric* it = metric(at);
        at = it ? it->parent.text : std::string();
    }
    return false;
}

bool CascadeContent::knowsShare(const CarriedChange& carried, const std::string& parent) const {
    const MetricResults* target = results(parent);
    return carried.share && (!target || metricChange(*target, period_).judgement != Judgement::none);
}

bool CascadeContent::isSplit(const PlacedLink& placed, double share) const {
    constexpr double same = 0.005; // a chip has whole percents
    const auto parent = indexOf_.find(placed.parent);
    const Metric* it = metric(placed.parent);
    if (parent == indexOf_.end() || !it || it->parent.empty())
        return true;
    const auto& above = carried_[parent->second].share;
    return !above || std::abs(*above - share) > same;
}

LinkContent CascadeContent::linkAtRest(const PlacedLink& placed) const {
    LinkContent content;
    if (!drives(placed.driver, placed.parent)) {
        content.kind = LinkContent::Kind::unlinked;
        return content;
    }
    if (inLoop(placed.driver, placed.parent))
        content.kind = LinkContent::Kind::loop;
    const Lag lag = lagOf(placed.driver, placed.parent);
    content.lag = lag.kind;
    content.lagText = lag.text;
    const auto found = indexOf_.find(placed.driver);
    const Metric* it = metric(placed.driver);
    if (found == indexOf_.end() || !it || found->second >= carried_.size())
        return content;
    const CarriedChange& carried = carried_[found->second];
    content.share = widthShare(carried);
    content.tellsShare = knowsShare(carried, placed.parent) && isSplit(placed, *carried.share);
    content.growth = carried.share ? growthNow() : 1; // a change of its own grows by itself
    if (const MetricResults* own = results(placed.driver); own && carried.changed)
        content.judgement = metricChange(*own, period_).judgement;
    if (const auto parent = indexOf_.find(placed.parent); parent != indexOf_.end())
        content.hasPassed = carried_[parent->second].changed;
    return content;
}

LinkContent CascadeContent::link(const PlacedLink& placed, const CascadeView& view) const {
    // While cards glide a link may be asked for as it was, below another parent.
    const std::string key = placed.driver + '/' + placed.parent;
    auto found = links_.find(key);
    if (found == links_.end())
        found = links_.emplace(key, linkAtRest(placed)).first;
    LinkContent content = found->second;
    content.route = placed.route;
    content.alone = placed.alone;
    content.outdated = outdated_;
    content.onSelectedPath = !view.selected.empty() && isOnPath(placed.driver, view.selected);
    if (content.onSelectedPath)
        if (const auto at = indexOf_.find(placed.driver); at != indexOf_.end() && at->second < carried_.size())
            content.tellsShare = knowsShare(carried_[at->second], placed.parent);
    return content;
}

double CascadeContent::growthNow() const {
    const auto at = static_cast<std::size_t>(std::max(period_, 1)) - 1;
    return at < growth_.size() ? growth_[at] : 1;
}

double CascadeContent::flow(const std::string& driver) const {
    const auto found = indexOf_.find(driver);
    if (found == indexOf_.end() || found->second >= carried_.size())
        return 0;
    const CarriedChange& carried = carried_[found->second];
    return widthShare(carried) * (carried.share ? growthNow() : 1);
}

double CascadeContent::changeOf(const std::string& id) const {
    const auto found = indexOf_.find(id);
    return found == indexOf_.end() || found->second >= carried_.size() ? 0 : carried_[found->second].ownChange;
}

std::vector<std::pair<std::string, std::string>> CascadeContent::secondLinks(const std::string& id) const {
    std::vector<std::pair<std::string, std::string>> links;
    const auto found = indexOf_.find(id);
    if (found == indexOf_.end())
        return links;
    const auto add = [&](std::size_t driver, std::size_t target) {
        const Metric* from = metric(dependencies_.metrics[driver].text);
        if (from && from->parent != dependencies_.metrics[target])
            links.emplace_back(dependencies_.metrics[driver].text, dependencies_.metrics[target].text);
    };
    for (const std::size_t target : driven_[found->second])
        add(found->second, target);
    for (const Arc& arc : dependencies_.drivers[found->second])
        if (arc.driver != found->second)
            add(arc.driver, found->second);
    return links;
}

LinkContent CascadeContent::secondLink(const std::string& driver, const std::string& target, QPolygonF route) const {
    LinkContent content;
    content.route = std::move(route);
    content.kind = inLoop(driver, target) ? LinkContent::Kind::loop : LinkContent::Kind::second;
    const Lag lag = lagOf(driver, target);
    content.lag = lag.kind;
    content.lagText = lag.text;
    return content;
}

} // namespace tributary::ui
