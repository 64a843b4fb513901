// SPDX-License-Identifier: GPL-3.0-or-later
// TreeArranger: what has been arranged, as a layout: the rows' heights, the cards and the ways of their links.
#include "ui/cascade/tree_arranger.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace tributary::ui {

namespace {

constexpr double gutter = 12; ///< from a card's side to the link of a wrapped leaf

} // namespace

/// Moves the rows apart where the window is higher than the tree; a tree that was arranged before keeps its distances.
void TreeArranger::spreadRows() {
    if (remembers_)
        return;
    const auto rows = static_cast<double>(firstRow_[3]);
    const double height = rows * measures_.card.height() + (rows - 3) * measures_.rowGap + 3 * measures_.boundaryGap;
    bends_.spread = std::clamp(std::floor((measures_.height - height) / rows), 0.0, bends_.spread);
}

TreeLayout TreeArranger::result() {
    spreadRows();
    const double rowGap = measures_.rowGap + bends_.spread;
    const double boundaryGap = measures_.boundaryGap + bends_.spread;
    TreeLayout layout;
    layout.measures_ = measures_;
    layout.bends_ = bends_;
    const double height = measures_.card.height();
    double y = bandMargin + bends_.spread / 2;
    for (std::size_t band = 0; band < 3; ++band) {
        layout.bands_[band].level = static_cast<Level>(band);
        layout.bands_[band].top = band == 0 ? 0 : y - boundaryGap / 2;
        for (int row = firstRow_[band]; row < firstRow_[band + 1]; ++row) {
            layout.rowTops_.push_back(y);
            y += height + (row + 1 == firstRow_[band + 1] ? boundaryGap : rowGap);
        }
        layout.bands_[band].bottom = y - boundaryGap / 2;
    }
    layout.rows_.resize(layout.rowTops_.size());
    double right = measures_.left;
    for (const int i : visible_) {
        const Member& it = member(i);
        const auto row = static_cast<std::size_t>(it.row);
        const QRectF area(QPointF(measures_.left + it.x, layout.rowTops_[row]), measures_.card);
        layout.indexOf_.emplace(node(i).id, layout.cards_.size());
        layout.cards_.push_back(
            {node(i).id, area, it.row, it.hidden, it.parent == none ? std::string() : node(it.parent).id, it.stack});
        layout.rows_[row].push_back({area.left(), layout.cards_.size() - 1});
        right = std::max(right, area.right());
    }
    for (auto& row : layout.rows_)
        std::sort(row.begin(), row.end(), [](const auto& a, const auto& b) { return a.left < b.left; });
    layout.bounds_ = QRectF(0, 0, right + bandMargin, layout.bands_[2].bottom);
    for (const int i : visible_)
        if (member(i).parent != none && member(i).stand != Stand::root)
            layout.links_.push_back({node(i).id, node(member(i).parent).id, route(layout, i)});
    findLonely(layout.links_);
    // A driver that stands above its parent finds its way among the others.
    const std::size_t regular = layout.links_.size();
    layout.indexFamilies(regular);
    for (const int i : visible_)
        if (member(i).parent != none && member(i).stand == Stand::root)
            layout.links_.push_back(
                {node(i).id, node(member(i).parent).id, layout.secondRoute(node(i).id, node(member(i).parent).id)});
    if (layout.links_.size() > regular)
        layout.indexFamilies(regular);
    return layout;
}

/// Of the links of one parent the two outermost have a part of the trunk to themselves: up to the next one, or to the
/// parent.
void TreeArranger::findLonely(std::vector<PlacedLink>& links) {
    const auto entersAt = [](const PlacedLink& link) { return link.route[link.route.size() - 3].x(); };
    std::unordered_map<std::string_view, std::vector<PlacedLink*>> familyOf;
    for (PlacedLink& link : links)
        if (link.route.size() >= 4)
            familyOf[link.parent].push_back(&link);
    for (auto& [parent, family] : familyOf) {
        std::sort(family.begin(), family.end(),
                  [&](const PlacedLink* a, const PlacedLink* b) { return entersAt(*a) < entersAt(*b); });
        const double middle = family.front()->route.last().x();
        const std::size_t last = family.size() - 1;
        const double second = last > 0 ? std::min(middle, entersAt(*family[1])) : middle;
        const double beforeLast = last > 0 ? std::max(middle, entersAt(*family[last - 1])) : middle;
        family.front()->alone = std::max(0.0, second - entersAt(*family.front()));
        if (entersAt(*family[last]) > middle)
            family[last]->alone = std::max(0.0, entersAt(*family[last]) - beforeLast);
    }
}

QPolygonF TreeArranger::route(const TreeLayout& layout, int i) const {
    const Member& it = member(i);
    const QRectF from = layout.card(node(i).id)->area;
    const QRectF to = layout.card(node(it.parent).id)->area;
    const auto trunkOf = [&](int parent) {
        return layout.rowTops_[static_cast<std::size_t>(member(parent).trunkRow)] - measures_.trunk;
    };
    const double middle = from.center().y();
    QPolygonF points;
    switch (it.stand) {
    case Stand::root:
        break;
    case Stand::left:
        return QPolygonF({{from.right(), middle}, {to.left(), middle}});
    case Stand::below:
        if (std::abs(from.center().x() - to.center().x()) < 0.5)
            return QPolygonF({{to.center().x(), from.top()}, {to.center().x(), to.bottom()}});
        points << QPointF(from.center().x(), from.top()) << QPointF(from.center().x(), trunkOf(it.parent));
        break;
    case Stand::wrapped: {
        const bool rightwards = to.center().x() >= from.center().x(); // the leftmost has the labels at its left
        const double side = rightwards ? from.right() : from.left();
        double x = rightwards ? side + gutter : side - gutter;
        points << QPointF(side, middle) << QPointF(x, middle);
        if (const int first = it.row - it.stack; first > member(it.parent).trunkRow) {
            // Rows between are passed where the first leaf of the column passes them.
            const double above = layout.rowTops_[static_cast<std::size_t>(first)] - measures_.trunk;
            points << QPointF(x, above) << QPointF(from.center().x(), above);
            x = from.center().x();
        }
        points << QPointF(x, trunkOf(it.parent));
        break;
    }
    }
    points << QPointF(to.center().x(), trunkOf(it.parent)) << QPointF(to.center().x(), to.bottom());
    return points;
}

} // namespace tributary::ui
