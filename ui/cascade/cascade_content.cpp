// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_content.h"

#include "ui/cascade/link_width.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestPath = 10000; ///< of parents; more is a ring

QString tr(const char* text) { return QCoreApplication::translate("tributary::ui", text); }

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

QString shortPeriods(const Settings& settings, int periods) {
    const QString unit = toQt(name(settings.period));
    return withUnit(QString::number(periods), unitWords(unit, 1).text);
}

} // namespace

void CascadeContent::setModel(const Model& model) {
    model_ = model;
    dependencies_ = dependencies(model);
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
    cards_.clear();
    carried_ = linkShares(model_, dependencies_, mostLikely_, period_);
}

std::vector<char> CascadeContent::reachedFrom(std::size_t start,
                                              const std::vector<std::vector<std::size_t>>& next) const {
    std::vector<char> seen(next.size(), 0);
    std::vector<std::size_t> stack{start};
    seen[start] = 1;
    while (!stack.empty()) {
        const std::size_t at = stack.back();
        stack.pop_back();
        for (const std::size_t each : next[at])
            if (!seen[each]) {
                seen[each] = 1;
                stack.push_back(each);
            }
    }
    return seen;
}

/// A loop passes a delayed arc: its members are reached from the arc's end and lead back to its beginning.
void CascadeContent::findLoops() {
    const std::size_t count = driven_.size();
    loopTargets_.assign(count, {});
    std::vector<std::vector<std::size_t>> drivers(count);
    for (std::size_t i = 0; i < count; ++i)
        for (const std::size_t target : driven_[i])
            drivers[target].push_back(i);
    for (std::size_t target = 0; target < count; ++target)
        for (const Arc& arc : dependencies_.drivers[target]) {
            if (arc.delay <= 0)
                continue;
            const auto ahead = reachedFrom(target, driven_);
            if (!ahead[arc.driver])
                continue;
            const auto behind = reachedFrom(arc.driver, drivers);
            for (std::size_t i = 0; i < count; ++i)
                for (const std::size_t each : driven_[i])
                    if (ahead[i] && behind[i] && ahead[each] && behind[each])
                        loopTargets_[i].push_back(each);
        }
}

void CascadeContent::setResults(const ScenarioResults* sampled, const ScenarioResults* mostLikely) {
    cards_.clear();
    sampled_ = sampled;
    mostLikely_ = mostLikely;
    resultOf_.clear();
    if (sampled_)
        for (const MetricResults& each : sampled_->metrics)
            resultOf_.emplace(each.id.text, &each);
    carried_ = linkShares(model_, dependencies_, mostLikely_, period_);
}

void CascadeContent::setPeriod(int period) {
    cards_.clear();
    period_ = period;
    carried_ = linkShares(model_, dependencies_, mostLikely_, period_);
}

void CascadeContent::setFaulty(std::unordered_set<std::string> ids) {
    cards_.clear();
    faulty_ = std::move(ids);
}

const Metric* CascadeContent::metric(const std::string& id) const { return model_.metrics().find(MetricId(id)); }

const MetricResults* CascadeContent::results(const std::string& id) const {
    const auto found = resultOf_.find(id);
    return found == resultOf_.end() ? nullptr : found->second;
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
        CardContent made = cardContent(*it, results(id), period_);
        made.faulty = faulty_.contains(id);
        const auto& targets = driven_[indexOf_.at(id)];
        made.secondLinks = static_cast<int>(std::count_if(targets.begin(), targets.end(), [&](std::size_t target) {
            return dependencies_.metrics[target] != it->parent;
        }));
        found = cards_.emplace(id, std::move(made)).first;
    }
    CardContent content = found->second;
    content.selected = view.selected == id;
    if (content.selected)
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

bool CascadeContent::isSplit(const PlacedLink& placed, double share) const {
    constexpr double same = 0.005; // a chip has whole percents
    const auto parent = indexOf_.find(placed.parent);
    const Metric* it = metric(placed.parent);
    if (parent == indexOf_.end() || !it || it->parent.empty())
        return true;
    const auto& above = carried_[parent->second].share;
    return !above || std::abs(*above - share) > same;
}

LinkContent CascadeContent::link(const PlacedLink& placed, const CascadeView& view) const {
    LinkContent content;
    content.route = placed.route;
    if (!drives(placed.driver, placed.parent)) {
        content.kind = LinkContent::Kind::unlinked;
        return content;
    }
    if (inLoop(placed.driver, placed.parent))
        content.kind = LinkContent::Kind::loop;
    const Lag lag = lagOf(placed.driver, placed.parent);
    content.lag = lag.kind;
    content.lagText = lag.text;
    content.onSelectedPath = !view.selected.empty() && isOnPath(placed.driver, view.selected);
    const auto found = indexOf_.find(placed.driver);
    const Metric* it = metric(placed.driver);
    if (found == indexOf_.end() || !it || found->second >= carried_.size())
        return content;
    const CarriedChange& carried = carried_[found->second];
    content.share = widthShare(carried);
    content.tellsShare = carried.share && (content.onSelectedPath || isSplit(placed, *carried.share));
    if (const MetricResults* own = results(placed.driver); own && carried.changed)
        content.judgement = metricChange(*it, *own, period_).judgement;
    return content;
}

QString CascadeContent::cardTip(const std::string& id) const {
    const Metric* it = metric(id);
    return it ? cardToolTip(model_, *it, results(id), period_) : QString();
}

QString CascadeContent::cardWords(const std::string& id) const {
    const Metric* it = metric(id);
    return it ? cardInWords(model_, *it, results(id), period_) : QString();
}

QString CascadeContent::linkTip(const std::string& driver) const {
    const Metric* from = metric(driver);
    const Metric* to = from ? metric(from->parent.text) : nullptr;
    if (!to)
        return {};
    QString tip = tr("%1 drives %2").arg(toQt(from->name), toQt(to->name));
    if (!drives(driver, to->id.text))
        return tr("%1 hangs below %2: not linked yet").arg(toQt(from->name), toQt(to->name));
    if (const Link* link = beliefBetween(driver, to->id.text)) {
        const auto& strength = link->form == LinkForm::elasticity ? link->elasticity : link->slope;
        if (strength)
            tip +=
                u'\n' +
                (link->form == LinkForm::elasticity ? tr("Elasticity %1") : tr("Slope %1")).arg(toQt(strength->text()));
        if (link->delay > 0)
            tip += u'\n' + tr("Delay %1").arg(shortPeriods(model_.settings(), link->delay));
        if (link->smoothing)
            tip += u'\n' + tr("Smoothed over %1").arg(toQt(link->smoothing->text()));
        if (link->evidence.grade != Grade::none)
            tip +=
                u'\n' + (link->evidence.grade == Grade::d
                             ? tr("Evidence D, assumption")
                             : tr("Evidence %1")
                                   .arg(toQt(EnumNames<Grade>::names[static_cast<std::size_t>(link->evidence.grade)])));
    }
    const CarriedChange& carried = carried_[indexOf_.at(driver)];
    if (!carried.changed)
        return mostLikely_ ? tip + u'\n' + tr("Carries no change") : tip;
    return tip + u'\n' +
           (carried.share ? tr("Carries %1 of the counted change").arg(shareWords(*carried.share))
                          : tr("Its share of the counted change is not known: its width is that of its own change"));
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
