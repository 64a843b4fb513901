// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_scene.h"

#include "core/model/quantity_path.h"
#include "ui/cascade/cascade_render.h"
#include "ui/cascade/tip_place.h"
#include "ui/look/motion.h"
#include "ui/qt_text.h"

#include <QGraphicsSceneHelpEvent>
#include <QGraphicsView>
#include <QScreen>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary::ui {

namespace {

constexpr int unseenRun = 200;     ///< milliseconds: a run that is shorter does not dim the numbers
constexpr double sidewaysCost = 2; ///< of a step aside, against one ahead, when an arrow key looks for a card

} // namespace

CascadeScene::CascadeScene(Document& document, QObject* parent)
    : QGraphicsScene(parent), document_(document), second_(new SecondLinksItem(*this)) {
    addItem(second_);
    connect(&document_, &Document::opened, this, &CascadeScene::readAll);
    connect(&document_, &Document::changed, this, &CascadeScene::readChanged);
    connect(&document_, &Document::resultsChanged, this, &CascadeScene::readResults);
    connect(&document_, &Document::scenarioChanged, this, &CascadeScene::readResults);
    connect(&document_, &Document::draggingChanged, this, &CascadeScene::readAge);
    connect(&document_, &Document::problemsChanged, this, &CascadeScene::readProblems);
    connect(&document_, &Document::selectionChanged, this, &CascadeScene::readSelection);
    connect(&document_, &Document::periodChanged, this, &CascadeScene::showPeriod);
    connect(&motion_, &CascadeMotion::moved, this, [this] {
        moveItems();
        if (hovered_.empty() && motion_.light() <= 0)
            light_ = {};
        update();
    });
    connect(&responses_, &ResponseFinder::answered, this, [this] {
        dropUnmoved();
        update();
    });
    runLasts_.setSingleShot(true);
    runLasts_.setInterval(unseenRun);
    connect(&runLasts_, &QTimer::timeout, this, [this] {
        content_.setOutdated(true);
        update();
    });
    hoverRests_.setSingleShot(true);
    hoverRests_.setInterval(motionOfHover);
    connect(&hoverRests_, &QTimer::timeout, this, &CascadeScene::lightUp);
    setItemIndexMethod(NoIndex); // there are few items, and they come and go
    readAll();
}

CascadeScene::~CascadeScene() {
    document_.disconnect(this);
    motion_.disconnect(this);
    clear();
}

void CascadeScene::readAll() {
    view_ = {};
    forgetPlaces();
    selectedLink_.clear();
    setHovered({});
    light_ = {};
    motion_.rest();
    shownPeriod_ = document_.period();
    content_.setResults(nullptr, nullptr);
    outcome_ = document_.outcome();
    content_.setModel(document_.model());
    content_.setPeriod(document_.period());
    readResults();
    readProblems();
    readSelection();
    place(Bends::free, Moving::jump);
    emit anotherModel();
}

void CascadeScene::readChanged(const ChangeSet& changed) {
    const CascadeContent::Reach reach = content_.follow(document_.model(), changed);
    if (reach.tree) {
        std::erase_if(view_.folded,
                      [this](const std::string& id) { return !content_.model().metrics().contains(MetricId(id)); });
        place(Bends::keep, Moving::glide);
    }
    if (changed.numbersAffected && light_.isOn())
        lightUp();
    readAge();
    if (reach.tree)
        emit treeEdited();
    if (!reach.shown)
        return;
    showSecondLinks();
    update();
}

void CascadeScene::readResults() {
    // The old results live until the content has let go of them.
    const Outcome before = std::exchange(outcome_, document_.outcome());
    content_.setResults(document_.sampled(), document_.mostLikely(),
                        valuesTold(outcome_.npvLacks, document_.scenario()));
    readAge();
    made_ = {};
    makeItems();
    update();
}

/// Numbers that are not those of the model are marked, but while a short run goes on.
void CascadeScene::readAge() {
    if (!document_.outcome().sampled || document_.showsModel()) {
        runLasts_.stop();
        content_.setOutdated(false);
    } else if (!content_.isOutdated()) {
        runLasts_.start();
    }
}

void CascadeScene::readProblems() {
    std::unordered_map<std::string, QString> faulty;
    for (const Problem& problem : document_.problems()) {
        if (problem.severity != Severity::error)
            continue;
        const auto entity = entityOf(problem.subject);
        const Link* link =
            entity && entity->kind == Link::kind ? content_.model().links().find(LinkId(entity->id)) : nullptr;
        if (link || (entity && entity->kind == Metric::kind))
            faulty.emplace(link ? link->metric.text : entity->id, toQt(problem.message + " " + problem.action));
    }
    content_.setFaulty(std::move(faulty));
    update();
}

void CascadeScene::readSelection() {
    view_.selected.clear();
    view_.allSelected.clear();
    selectedLink_.clear();
    for (const MetricId& id : document_.selectedMetrics())
        view_.allSelected.insert(id.text);
    if (const auto entity = document_.selectedEntity()) {
        if (entity->kind == Metric::kind)
            view_.selected = entity->id;
        else if (entity->kind == Link::kind)
            selectedLink_ = entity->id;
    }
    if (!view_.selected.empty())
        unfoldAbove(view_.selected);
    showSecondLinks();
    update();
}

void CascadeScene::unfoldAbove(const std::string& id) {
    if (layout_.card(id) || !content_.model().metrics().contains(MetricId(id)))
        return;
    bool unfolded = false;
    const auto& metrics = content_.model().metrics();
    const Metric* at = metrics.find(MetricId(id));
    for (std::size_t steps = 0; at && steps < metrics.size(); ++steps) {
        at = metrics.find(at->parent);
        unfolded = (at && view_.folded.erase(at->id.text) > 0) || unfolded;
    }
    if (unfolded)
        place(Bends::keep, Moving::glide);
}

std::vector<std::string> CascadeScene::cardIds() const {
    std::vector<std::string> ids;
    const auto& metrics = content_.model().metrics();
    const auto isFoldedAway = [&](const Metric& metric) {
        const Metric* above = metrics.find(metric.parent);
        for (std::size_t steps = 0; above && steps < metrics.size(); ++steps, above = metrics.find(above->parent))
            if (isFolded(above->id.text))
                return true;
        return false;
    };
    for (const Metric& metric : metrics)
        if (layout_.card(metric.id.text) || isFoldedAway(metric))
            ids.push_back(metric.id.text);
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::optional<QRectF> CascadeScene::cardArea(const std::string& id) const {
    const PlacedCard* card = layout_.card(id);
    return card ? std::optional(card->area) : std::nullopt;
}

std::optional<std::string> CascadeScene::cardAt(const QPointF& place, const QSizeF& slack) const {
    const QRectF around(place - QPointF(slack.width(), slack.height()), 2 * slack);
    const auto near = layout_.cardsIn(around);
    return near.empty() ? std::nullopt : std::optional(layout_.cards()[near.front()].id);
}

std::optional<std::string> CascadeScene::neighbour(Direction direction) const {
    if (layout_.cards().empty())
        return std::nullopt;
    const PlacedCard* from = layout_.card(view_.selected);
    if (!from)
        return layout_.cards().front().id;
    if (direction == Direction::up) {
        const Metric* metric = content_.model().metrics().find(MetricId(view_.selected));
        if (const PlacedCard* parent = metric ? layout_.card(metric->parent.text) : nullptr;
            parent && parent->row < from->row)
            return parent->id;
    }
    const PlacedCard* best = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (const PlacedCard& card : layout_.cards()) {
        const double dx = card.area.center().x() - from->area.center().x();
        const int rows = card.row - from->row;
        const double dy = card.area.center().y() - from->area.center().y();
        const bool sideways = direction == Direction::left || direction == Direction::right;
        const bool ahead = sideways ? rows == 0 && (direction == Direction::left ? dx < 0 : dx > 0)
                                    : (direction == Direction::up ? rows < 0 : rows > 0);
        if (!ahead)
            continue;
        double cost = sideways ? std::abs(dx) : std::abs(dy) + sidewaysCost * std::abs(dx);
        const Metric* metric = content_.model().metrics().find(MetricId(card.id));
        if (direction == Direction::down && metric && metric->parent.text == view_.selected)
            cost -= room_.width() * sidewaysCost; // its own drivers come first
        if (cost < least) {
            least = cost;
            best = &card;
        }
    }
    return best ? std::optional(best->id) : std::nullopt;
}

/// The tip of a card leaves the card to be read.
void CascadeScene::helpEvent(QGraphicsSceneHelpEvent* event) {
    QWidget* viewport = event->widget();
    const auto* view = viewport ? qobject_cast<const QGraphicsView*>(viewport->parentWidget()) : nullptr;
    const QPoint at = view ? viewport->mapFromGlobal(event->screenPos()) : QPoint();
    const auto* card = view ? qgraphicsitem_cast<const MetricItem*>(view->itemAt(at)) : nullptr;
    if (!card)
        return QGraphicsScene::helpEvent(event);
    const auto onScreen = [&](const QRectF& area) {
        const QRect inView = view->mapFromScene(area).boundingRect();
        return QRect(viewport->mapToGlobal(inView.topLeft()), inView.size());
    };
    std::vector<QRect> others;
    for (const std::size_t index : layout_.cardsIn(visible_))
        if (const PlacedCard& other = layout_.cards()[index]; other.id != card->id())
            others.push_back(onScreen(other.area));
    const QRect told = onScreen(card->mapRectToScene(card->card()));
    QToolTip::showText(tipPlace(told, others, card->toolTip(), viewport->screen()->availableGeometry()),
                       card->toolTip(), viewport, QRect(viewport->mapFromGlobal(told.topLeft()), told.size()));
    event->accept();
}

bool CascadeScene::hasBranch(const std::string& id) const {
    const auto& metrics = content_.model().metrics();
    return std::any_of(metrics.begin(), metrics.end(),
                       [&](const Metric& metric) { return metric.parent.text == id && metric.id.text != id; });
}

void CascadeScene::toggleFold(const std::string& id) {
    if (view_.folded.erase(id) == 0) {
        if (!hasBranch(id))
            return;
        view_.folded.insert(id);
    }
    place(Bends::keep, Moving::glide);
}

void CascadeScene::unfoldAll() {
    view_.folded.clear();
    place(Bends::keep, Moving::glide);
}

void CascadeScene::setLegendShown(bool shown) {
    legend_ = shown;
    update();
}

const Metric* CascadeScene::litMetric() const {
    return light_.isOn() && !hovered_.empty() ? content_.model().metrics().find(MetricId(light_.metric)) : nullptr;
}

bool CascadeScene::isLitFromZero() const { return light_.isOn() && content_.isZeroAsUsual(light_.metric); }

bool CascadeScene::isSelectedLink(const PlacedLink& placed) const {
    if (selectedLink_.empty())
        return false;
    const Link* link = content_.beliefBetween(placed.driver, placed.parent);
    return link && link->id.text == selectedLink_;
}

} // namespace tributary::ui
