// SPDX-License-Identifier: GPL-3.0-or-later
// Random trees and what must hold of any layout of them.
#pragma once

#include "ui/cascade/tree_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace tributary::test {

using namespace tributary::ui;

inline constexpr auto financial = Level::financial;
inline constexpr auto operating = Level::operating;
inline constexpr auto frontline = Level::frontline;

inline std::vector<TreeNode> randomTree(unsigned seed, int count) {
    std::mt19937 random(seed);
    std::vector<TreeNode> nodes;
    for (int i = 0; i < count; ++i) {
        TreeNode node;
        node.id = "m" + std::to_string(i);
        if (i > 0 && random() % 20 != 0) {
            const auto parent = seed % 2 == 0
                                    ? random() % static_cast<unsigned>(i)
                                    : static_cast<unsigned>(std::max(0, i - 1 - static_cast<int>(random() % 12)));
            node.parent = "m" + std::to_string(parent);
        }
        const auto above =
            std::find_if(nodes.begin(), nodes.end(), [&](const TreeNode& n) { return n.id == node.parent; });
        const int from = above == nodes.end() ? 0 : static_cast<int>(above->level);
        // One in thirty stands above its parent's band, as a model may have it.
        node.level = random() % 30 == 0 ? static_cast<Level>(random() % 3)
                                        : static_cast<Level>(std::min(2, from + static_cast<int>(random() % 2)));
        node.order = static_cast<int>(random() % 5);
        nodes.push_back(node);
    }
    return nodes;
}

/// Counts pairs of cards that come nearer than `gap` to each other in a row.
inline int crowded(const TreeLayout& layout, double gap) {
    std::map<int, std::vector<double>> rows;
    for (const PlacedCard& card : layout.cards())
        rows[card.row].push_back(card.area.left());
    int count = 0;
    for (auto& [row, lefts] : rows) {
        std::sort(lefts.begin(), lefts.end());
        for (std::size_t i = 1; i < lefts.size(); ++i)
            count += lefts[i] - lefts[i - 1] < 168 + gap - 1e-6 ? 1 : 0;
    }
    return count;
}

/// Counts legs of `route` that run under a card; its own ends are touched only.
inline int covered(const TreeLayout& layout, const QPolygonF& route) {
    int count = 0;
    for (qsizetype i = 0; i + 1 < route.size(); ++i) {
        QRectF leg = QRectF(route[i], route[i + 1]).normalized();
        leg.adjust(-0.5, -0.5, 0.5, 0.5);
        for (const PlacedCard& card : layout.cards())
            count += card.area.adjusted(1, 1, -1, -1).intersects(leg) ? 1 : 0;
    }
    return count;
}

inline bool alongAxes(const QPolygonF& route) {
    for (qsizetype i = 0; i + 1 < route.size(); ++i)
        if (std::abs(route[i].x() - route[i + 1].x()) > 1e-6 && std::abs(route[i].y() - route[i + 1].y()) > 1e-6)
            return false;
    return route.size() >= 2;
}

} // namespace tributary::test
