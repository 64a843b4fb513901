// SPDX-License-Identifier: GPL-3.0-or-later
// What of the cascade is in view: the items that there are, how they move, and the light on the paths of a card.
#include "ui/cascade/cascade_render.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/cascade/link_words.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double leastShareOfChip = 0.05;
constexpr double madeAround = 0.5;      ///< of the view's size, on each side
constexpr double passes = 0.005;        ///< a card pulses as its change passes it, as a share of business as usual
constexpr double faded = 0.35;          ///< beside a lit path
constexpr std::size_t mostItems = 2500; ///< cards around the view; with more they are bars without items
constexpr std::size_t mostMoving = 300; ///< items; with more they jump
constexpr std::size_t mostSecond = 24;  ///< second links of a lit path that are drawn
constexpr int mostPeriodsOfFlow = 3;    ///< a step over more is a jump
constexpr std::size_t mostStood = 200;  ///< trees whose places are kept

template <class Item>
void dropAllBut(const std::unordered_set<std::string>& ids, std::unordered_map<std::string, Item*>& items) {
    for (auto it = items.begin(); it != items.end();) {
        if (ids.contains(it->first)) {
            ++it;
            continue;
        }
        delete it->second;
        it = items.erase(it);
    }
}

/// One number for all that the places of cards depend on.
std::size_t keyOf(const std::vector<TreeNode>& nodes) {
    std::size_t key = nodes.size();
    const auto mix = [&key](std::size_t part) { key ^= part + 0x9e3779b97f4a7c15ULL + (key << 6) + (key >> 2); };
    for (const TreeNode& node : nodes) {
        mix(std::hash<std::string>()(node.id));
        mix(std::hash<std::string>()(node.parent));
        mix(static_cast<std::size_t>(node.level));
        mix(static_cast<std::size_t>(node.order));
        mix(static_cast<std::size_t>(node.fold));
    }
    return key;
}

} // namespace

// Placement

TreeLayout CascadeScene::arranged(double width) const {
    TreeMeasures measures;
    measures.width = width;
    return TreeLayout::of(content_.nodes(view_), measures);
}

void CascadeScene::setLayoutRoom(const QSizeF& room, Moving moving) {
    if (afresh_ && std::abs(room.width() - room_.width()) < 1 && std::abs(room.height() - room_.height()) < 1)
        return;
    room_ = room;
    place(Bends::free, moving);
}

void CascadeScene::place(Bends bends, Moving moving) {
    if (moving == Moving::glide && cards_.size() <= mostMoving) {
        if (motion_.glide() >= 1)
            glidesFrom_.clear();
        for (const auto& [id, item] : cards_)
            glidesFrom_.insert_or_assign(id, item->pos());
        motion_.startGlide();
    } else {
        glidesFrom_.clear();
        motion_.endGlide();
    }
    // A tree that stood before, in an edit that is taken back or a branch that is opened again, stands as it did.
    const std::vector<TreeNode> nodes = content_.nodes(view_);
    const std::size_t key = keyOf(nodes);
    if (const auto stood = stood_.find(key); bends == Bends::keep && stood != stood_.end()) {
        room_ = stood->second.room;
        layout_ = stood->second.layout;
    } else {
        TreeMeasures measures;
        measures.width = room_.width();
        measures.height = room_.height();
        layout_ = TreeLayout::of(nodes, measures, bends == Bends::keep ? &layout_ : nullptr);
    }
    afresh_ = bends == Bends::free;
    if (stood_.size() >= mostStood)
        stood_.clear();
    if (layout_.cards().size() <= mostMoving)
        stood_.insert_or_assign(key, Arrangement{room_, layout_});
    setSceneRect(layout_.bounds());
    made_ = {};
    makeItems();
    showSecondLinks();
    emit placed();
}

void CascadeScene::setVisibleArea(const QRectF& area) {
    visible_ = area;
    if (far_ || !made_.contains(area))
        makeItems();
}

/// Makes items for what is in view and around it, and drops the others.
void CascadeScene::makeItems() {
    if (visible_.isEmpty())
        return;
    const bool isMoved = made_.isNull(); // placed anew, or other widths
    made_ = visible_.adjusted(-visible_.width() * madeAround, -visible_.height() * madeAround,
                              visible_.width() * madeAround, visible_.height() * madeAround);
    const std::vector<std::size_t> seen = layout_.cardsIn(made_);
    far_ = seen.size() > mostItems;
    if (far_) {
        dropAllBut({}, cards_);
        dropAllBut({}, links_);
        setHovered({});
        return;
    }
    std::unordered_set<std::string> present;
    for (const std::size_t index : seen) {
        const PlacedCard& card = layout_.cards()[index];
        present.insert(card.id);
        MetricItem*& item = cards_[card.id];
        if (!item) {
            item = new MetricItem(*this, card.id);
            addItem(item);
            item->setPos(card.area.topLeft());
            growFromParent(card.id);
        }
        item->setHidden(card.hidden);
    }
    dropAllBut(present, cards_);
    if (!hovered_.empty() && !present.contains(hovered_))
        setHovered({});
    std::unordered_set<std::string> linked;
    for (const std::size_t index :
         layout_.linksIn(made_, [this](const PlacedLink& link) { return content_.flow(link.driver); })) {
        const PlacedLink& link = layout_.links()[index];
        linked.insert(link.driver);
        LinkItem*& item = links_[link.driver];
        if (!item) {
            item = new LinkItem(*this, link);
            addItem(item);
        } else if (isMoved && item->placed().route != link.route) {
            item->glideTo(link, {});
        } else if (isMoved && item->placed().alone != link.alone) {
            item->setPlaced(link);
        }
    }
    dropAllBut(linked, links_);
    stackLinks();
    moveItems();
}

/// A card that is new while others glide comes out of its parent.
void CascadeScene::growFromParent(const std::string& id) {
    if (motion_.glide() >= 1 || glidesFrom_.contains(id))
        return;
    const Metric* metric = content_.model().metrics().find(MetricId(id));
    if (const auto parent = metric ? glidesFrom_.find(metric->parent.text) : glidesFrom_.end();
        parent != glidesFrom_.end())
        glidesFrom_.emplace(id, QPointF(parent->second));
}

/// Puts the cards where they are at this moment of a glide.
void CascadeScene::moveItems() {
    const double glide = motion_.glide();
    if (glide >= 1 && glidesFrom_.empty())
        for (const auto& [id, item] : cards_)
            item->setPos(layout_.card(id)->area.topLeft());
    else
        for (const auto& [id, item] : cards_) {
            const QPointF target = layout_.card(id)->area.topLeft();
            const auto from = glidesFrom_.find(id);
            item->setPos(from == glidesFrom_.end() ? target : from->second + (target - from->second) * glide);
        }
    if (glide >= 1)
        glidesFrom_.clear();
}

void CascadeScene::carryMotion(const QTransform& oldToNew) {
    if (motion_.glide() >= 1 || oldToNew.isIdentity())
        return;
    for (const auto& [id, item] : cards_) // those that stay too, and those that come into view
        glidesFrom_.emplace(id, layout_.card(id)->area.topLeft());
    for (auto& [id, from] : glidesFrom_)
        from = oldToNew.map(from);
    for (const auto& [driver, item] : links_)
        item->glideTo(item->placed(), oldToNew);
    moveItems();
}

/// The widest link of a trunk lies on top of its siblings.
void CascadeScene::stackLinks() {
    wordsPlaced_ = false;
    constexpr double belowCards = 0.9;
    for (const auto& [driver, item] : links_)
        item->setZValue(belowCards * content_.flow(driver));
}

// Time

/// Flows to the document's period, and has pulse what the change has reached on the way.
void CascadeScene::showPeriod() {
    const int step = document_.period() - shownPeriod_;
    const bool flows = std::abs(step) <= mostPeriodsOfFlow && cards_.size() + links_.size() <= mostMoving;
    std::unordered_map<std::string, double> before;
    std::unordered_set<std::string> waiting;
    if (flows) {
        for (const auto& [id, item] : cards_) {
            item->holdFlow();
            before.emplace(id, content_.changeOf(id));
        }
        for (const auto& [driver, item] : links_) {
            item->holdFlow();
            if (!content_.link(item->placed(), view_).hasPassed)
                waiting.insert(driver);
        }
    }
    shownPeriod_ = document_.period();
    content_.setPeriod(shownPeriod_);
    if (flows) {
        motion_.startFlow();
        if (step > 0) {
            for (const auto& [id, change] : before)
                if (change < passes && content_.changeOf(id) >= passes)
                    motion_.startPulse(id);
            for (const std::string& driver : waiting)
                if (const LinkContent link = content_.link(links_.at(driver)->placed(), view_);
                    link.hasPassed && link.lag != LinkContent::Lag::none)
                    motion_.startPulse(lagKey(driver));
        }
    } else {
        motion_.rest();
    }
    stackLinks();
    update();
}

// Light

void CascadeScene::quenchLight() {
    quenched_ = true;
    hoverRests_.stop();
    if (hovered_.empty() && !light_.isOn())
        return;
    hovered_.clear();
    lightUp();
}

void CascadeScene::setHovered(const std::string& id) {
    if (quenched_ && !id.empty())
        return;
    hovered_ = id;
    hoverRests_.start();
}

void CascadeScene::lightUp() {
    responses_.drop();
    if (!content_.model().metrics().contains(MetricId(hovered_)))
        hovered_.clear();
    if (hovered_.empty()) {
        // The light fades before it is gone.
        motion_.setLit(false);
        if (motion_.isAtRest())
            light_ = {};
    } else {
        light_ = lightOf(content_.dependencies(), hovered_);
        motion_.setLit(true);
        if (!document_.isStale())
            responses_.ask(content_.model(), document_.revision(), MetricId(hovered_));
        dropUnmoved();
    }
    showSecondLinks();
    update();
}

/// Takes out of the light what the card does not move at all, nor is moved by, though there is a way.
void CascadeScene::dropUnmoved() {
    const Responses* found = lightResponses();
    if (!found || isLitFromZero())
        return;
    for (const Response& each : found->above)
        if (isUnmoved(each))
            light_.above.erase(each.metric.text);
    for (const Response& each : found->below)
        if (isUnmoved(each))
            light_.below.erase(each.metric.text);
    showSecondLinks();
}

const Responses* CascadeScene::lightResponses() const {
    return light_.isOn() && !hovered_.empty() ? responses_.answer(document_.revision(), MetricId(light_.metric))
                                              : nullptr;
}

double CascadeScene::visibilityOf(const std::string& id) const {
    const bool isSelected = view_.selected == id || view_.allSelected.contains(id);
    return !light_.isOn() || light_.holds(id) || isSelected ? 1 : 1 - (1 - faded) * motion_.light();
}

double CascadeScene::visibilityOf(const PlacedLink& link) const {
    const bool isLit = light_.holds(link.driver, link.parent) && content_.drives(link.driver, link.parent);
    return !light_.isOn() || isLit ? 1 : 1 - (1 - faded) * motion_.light();
}

void CascadeScene::showSecondLinks() {
    std::vector<PlacedLink> links;
    std::unordered_set<std::string> shown;
    const auto add = [&](const std::string& driver, const std::string& target) {
        if (!layout_.card(driver) || !layout_.card(target) || !shown.insert(driver + '\n' + target).second)
            return;
        if (QPolygonF route = layout_.secondRoute(driver, target); route.size() > 1)
            links.push_back({driver, target, std::move(route)});
    };
    if (!hovered_.empty() && light_.isOn()) {
        std::vector<std::string> lit{light_.metric};
        lit.insert(lit.end(), light_.above.begin(), light_.above.end());
        for (const std::string& target : lit)
            for (const auto& [driver, driven] : content_.secondLinks(target))
                if (driven == target && light_.holds(driver, driven) && links.size() < mostSecond)
                    add(driver, driven);
        for (const std::string& driver : light_.below)
            for (const auto& [from, driven] : content_.secondLinks(driver))
                if (from == driver && light_.holds(from, driven) && links.size() < mostSecond)
                    add(from, driven);
    } else if (!view_.selected.empty()) {
        for (const auto& [driver, target] : content_.secondLinks(view_.selected))
            add(driver, target);
    }
    second_->setLinks(std::move(links));
    wordsPlaced_ = false;
}

// Words of links

LinkWords CascadeScene::wordsOf(const std::string& driver) const {
    placeLinkWords();
    const auto found = words_.find(driver);
    return found == words_.end() ? LinkWords() : found->second;
}

const std::vector<LinkContent>& CascadeScene::secondLinkContents() const {
    placeLinkWords();
    return secondContents_;
}

/// Places the words of the links in view, once for each change of what is drawn; second links come after the tree's.
void CascadeScene::placeLinkWords() const {
    if (std::exchange(wordsPlaced_, true))
        return;
    std::vector<QRectF> taken;
    for (const auto& [id, item] : cards_) {
        const PlacedCard& card = *layout_.card(id);
        CardContent content = content_.card(id, {}); // a selection moves no words
        content.folded = card.hidden;
        const std::vector<QRectF> areas = cardAreas(card.area, content);
        taken.insert(taken.end(), areas.begin(), areas.end());
    }
    std::vector<LinkContent> links;
    std::vector<const std::string*> drivers;
    for (const PlacedLink& link : layout_.links())
        if (links_.contains(link.driver)) {
            links.push_back(content_.link(link, view_));
            drivers.push_back(&link.driver);
        }
    placeWords(links, taken);
    words_.clear();
    for (std::size_t i = 0; i < links.size(); ++i) {
        words_.emplace(*drivers[i], *links[i].words);
        for (const QRectF& area : {links[i].words->lag, links[i].words->chip})
            if (!area.isNull())
                taken.push_back(area);
        const std::vector<QRectF> areas = linkAreas(links[i]);
        taken.insert(taken.end(), areas.begin(), areas.end());
    }
    secondContents_.clear();
    for (const PlacedLink& link : second_->links())
        secondContents_.push_back(content_.secondLink(link.driver, link.parent, link.route));
    placeWords(secondContents_, taken);
}

// Above the cards

void CascadeScene::drawForeground(QPainter* painter, const QRectF& rect) {
    const Palette& palette = currentPalette();
    if (cardDetail(painter->worldTransform().m11()) != CardDetail::full)
        return;
    painter->setOpacity(1 - motion_.light()); // tags take their place
    for (const auto& [driver, item] : links_)
        if (item->boundingRect().intersects(rect))
            if (LinkContent content = item->shown(); content.share >= leastShareOfChip) {
                content.words = item->words();
                paintShareChip(*painter, content, palette);
            }
    painter->setOpacity(1);
    if (light_.isOn() && !hovered_.empty())
        drawLight(*painter, rect);
}

void CascadeScene::drawLight(QPainter& painter, const QRectF& rect) const {
    const Palette& palette = currentPalette();
    const Responses* found = lightResponses();
    painter.setOpacity(motion_.light());
    const auto tag = [&](const std::string& id, const PathTag& words) {
        if (const PlacedCard* card = layout_.card(id); card && pathTagArea(card->area, words).intersects(rect))
            paintPathTag(painter, card->area, words, palette);
    };
    if (isLitFromZero()) {
        tag(light_.metric, {tr("0 as usual"), {}, Grade::none});
    } else if (found) {
        for (const auto* responses : {&found->above, &found->below})
            for (const Response& each : *responses)
                if (!isUnmoved(each))
                    tag(each.metric.text, pathTag(each));
    }
    if (found && !isLitFromZero() && (!found->above.empty() || !found->below.empty()))
        tag(light_.metric, pathTagOfMetric());
    painter.setOpacity(1);
}

} // namespace tributary::ui
