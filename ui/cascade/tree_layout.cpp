// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/tree_layout.h"

#include "ui/cascade/tree_arranger.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double secondAbove = 21; ///< from a row up to the second links that run above it
constexpr double secondExit = 20;  ///< from a card's right edge to its second links
constexpr double clearOfCard = 8;  ///< from a card's side to a second link
constexpr double clearOfLink = 6;  ///< from a primary link to a second one beside it
constexpr double aside = 250;      ///< a driver further away shows nothing of itself but its part of the trunk

/// Whether two areas touch; an area without width or height does, too.
bool touch(const QRectF& a, const QRectF& b) {
    return a.left() <= b.right() && b.left() <= a.right() && a.top() <= b.bottom() && b.top() <= a.bottom();
}

} // namespace

TreeLayout TreeLayout::of(const std::vector<TreeNode>& nodes, const TreeMeasures& measures, const TreeLayout* before) {
    return TreeArranger(nodes, measures).arrange(before);
}

const PlacedCard* TreeLayout::card(const std::string& id) const {
    const auto found = indexOf_.find(id);
    return found == indexOf_.end() ? nullptr : &cards_[found->second];
}

std::vector<std::size_t> TreeLayout::cardsIn(const QRectF& area) const {
    std::vector<std::size_t> found;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        if (rowTops_[row] > area.bottom() || rowTops_[row] + measures_.card.height() < area.top())
            continue;
        const auto& cards = rows_[row];
        auto it = std::lower_bound(cards.begin(), cards.end(), area.left() - measures_.card.width(),
                                   [](const RowCard& card, double left) { return card.left < left; });
        for (; it != cards.end() && it->left <= area.right(); ++it)
            found.push_back(it->card);
    }
    return found;
}

/// Groups the first `regular` links by their parents; each of the others has a way of its own.
void TreeLayout::indexFamilies(std::size_t regular) {
    families_.clear();
    reach_.clear();
    std::unordered_map<std::string_view, std::size_t> familyOf;
    for (std::size_t i = 0; i < links_.size(); ++i) {
        std::size_t family = families_.size();
        if (i < regular)
            family = familyOf.emplace(links_[i].parent, family).first->second;
        if (family == families_.size())
            families_.push_back({links_[i].route.boundingRect(), {}});
        Family& it = families_[family];
        const QRectF own = links_[i].route.boundingRect();
        it.extent =
            QRectF(QPointF(std::min(it.extent.left(), own.left()), std::min(it.extent.top(), own.top())),
                   QPointF(std::max(it.extent.right(), own.right()), std::max(it.extent.bottom(), own.bottom())));
        it.links.push_back(i);
    }
    const auto startOf = [this](std::size_t link) { return links_[link].route.first().x(); };
    for (Family& family : families_)
        std::sort(family.links.begin(), family.links.end(),
                  [&](std::size_t a, std::size_t b) { return startOf(a) < startOf(b); });
    std::sort(families_.begin(), families_.end(),
              [](const Family& a, const Family& b) { return a.extent.left() < b.extent.left(); });
    double reach = -std::numeric_limits<double>::infinity();
    for (const Family& family : families_)
        reach_.push_back(reach = std::max(reach, family.extent.right()));
}

std::vector<std::size_t> TreeLayout::linksIn(const QRectF& area,
                                             const std::function<double(const PlacedLink&)>& weight) const {
    std::vector<std::size_t> found;
    const auto add = [&](std::size_t link) {
        if (touch(links_[link].route.boundingRect(), area))
            found.push_back(link);
    };
    const auto addHeaviest = [&](auto from, auto to) {
        const std::size_t* heaviest = nullptr;
        double most = 0;
        for (; from != to; ++from)
            if (const double own = weight ? weight(links_[*from]) : 0; !heaviest || own > most) {
                heaviest = &*from;
                most = own;
            }
        if (heaviest)
            add(*heaviest);
    };
    auto last = std::upper_bound(families_.begin(), families_.end(), area.right(),
                                 [](double right, const Family& family) { return right < family.extent.left(); });
    while (last != families_.begin()) {
        --last;
        if (reach_[static_cast<std::size_t>(last - families_.begin())] < area.left())
            break;
        if (!touch(last->extent, area))
            continue;
        const auto& links = last->links;
        const auto before = [this](std::size_t link, double x) { return links_[link].route.first().x() < x; };
        const auto near = std::lower_bound(links.begin(), links.end(), area.left() - aside, before);
        const auto far = std::lower_bound(near, links.end(), area.right() + aside, before);
        addHeaviest(links.begin(), near);
        addHeaviest(far, links.end());
        std::for_each(near, far, add);
    }
    return found;
}

/// The place nearest to `wanted` where a second link passes a row clear of its cards and of the links that pass it,
/// too.
double TreeLayout::freeColumn(int row, double wanted) const {
    const double pitch = measures_.card.width() + measures_.columnGap;
    const double top = rowTops_[static_cast<std::size_t>(row)];
    const QRectF around(wanted - 1.5 * pitch, top, 3 * pitch, measures_.card.height());
    struct Taken {
        double from;
        double to;
    };
    std::vector<Taken> cards;
    std::vector<Taken> links;
    for (const std::size_t card : cardsIn(around))
        cards.push_back({cards_[card].area.left() - clearOfCard, cards_[card].area.right() + clearOfCard});
    for (const std::size_t link : linksIn(around)) {
        const QPolygonF& route = links_[link].route;
        for (qsizetype i = 0; i + 1 < route.size(); ++i)
            if (std::abs(route[i].x() - route[i + 1].x()) < 0.5 &&
                touch(QRectF(route[i], route[i + 1]).normalized(), around.adjusted(0, 1, 0, -1)))
                links.push_back({route[i].x() - clearOfLink, route[i].x() + clearOfLink});
    }
    const auto isFree = [](const std::vector<Taken>& taken, double x) {
        return std::none_of(taken.begin(), taken.end(),
                            [x](const Taken& each) { return x > each.from + 1e-6 && x < each.to - 1e-6; });
    };
    // Gaps between cards are wider than twice the clearance, so there is a place; not always one clear of links, too.
    double best = wanted;
    double least = std::numeric_limits<double>::infinity();
    const auto consider = [&](double x) {
        if (!isFree(cards, x))
            return;
        const double cost = std::abs(x - wanted) + (isFree(links, x) ? 0 : 4 * pitch);
        if (cost < least) {
            least = cost;
            best = x;
        }
    };
    consider(wanted);
    for (const auto* taken : {&cards, &links})
        for (const Taken& each : *taken) {
            consider(each.from);
            consider(each.to);
        }
    return best;
}

QPolygonF TreeLayout::secondRoute(const std::string& driver, const std::string& target) const {
    const PlacedCard* from = card(driver);
    const PlacedCard* to = card(target);
    if (!from || !to)
        return {};
    const auto gapY = [this](int gap) {
        const auto rows = static_cast<int>(rowTops_.size());
        if (gap == 0) // clear of the pins of second links that are not drawn, where there is room
            return rowTops_[0] - std::max(bandMargin / 2, std::min(secondAbove, rowTops_[0] - 2));
        return gap < rows ? rowTops_[static_cast<std::size_t>(gap)] - secondAbove
                          : rowTops_.back() + measures_.card.height() + bandMargin / 2;
    };
    const bool upward = to->row < from->row;
    const double enterX = upward ? to->area.center().x() + 24 : to->area.right() - secondExit;
    const double enterY = upward ? to->area.bottom() : to->area.top();
    const int last = upward ? to->row + 1 : to->row;
    double x = from->area.right() - secondExit;
    QPolygonF points;
    points << QPointF(x, from->area.top()) << QPointF(x, gapY(from->row));
    const int step = upward ? -1 : 1;
    for (int gap = from->row; gap != last; gap += step) {
        x = freeColumn(upward ? gap - 1 : gap, enterX);
        points << QPointF(x, gapY(gap)) << QPointF(x, gapY(gap + step));
    }
    points << QPointF(enterX, gapY(last)) << QPointF(enterX, enterY);
    return points;
}

} // namespace tributary::ui
