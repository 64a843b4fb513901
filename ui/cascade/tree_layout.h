// SPDX-License-Identifier: GPL-3.0-or-later
// Tree layout: where the cards of a cascade stand and how their links run. A pure function: no widgets, same input,
// same places. Cards never overlap, and a primary link never runs under a card.
#pragma once

#include "core/model/metric.h"

#include <QPolygonF>
#include <QRectF>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary::ui {

enum class Fold { open, folded };

/// A metric as the layout sees it. An unknown or empty parent makes a root.
struct TreeNode {
    std::string id;
    std::string parent; ///< the primary parent
    Level level = Level::frontline;
    int order = 0; ///< among siblings; equal orders keep the order given
    Fold fold = Fold::open;
};

/// Measures of the layout, in pixels at zoom 1.
struct TreeMeasures {
    double width = 1200; ///< of the window: leaf siblings wrap to a second row rather than pass it
    QSizeF card{168, 84};
    double columnGap = 34;
    double rowGap = 26;      ///< between rows of a band
    double boundaryGap = 28; ///< between rows across a boundary
    double trunk = 15;       ///< of siblings, above the drivers' row
    double left = 42;        ///< kept free for the bands' labels
};

struct PlacedCard {
    std::string id;
    QRectF area;
    int row = 0;    ///< counted from the top, over all bands
    int hidden = 0; ///< cards that are folded away below it
};

struct PlacedLink {
    std::string driver;
    std::string parent;
    QPolygonF route; ///< from the driver to the parent, along the axes
};

struct PlacedBand {
    Level level = Level::financial;
    double top = 0;
    double bottom = 0;
};

class TreeLayout {
public:
    /// Lays the nodes out as a tidy tree of primary links within the three bands.
    [[nodiscard]] static TreeLayout of(const std::vector<TreeNode>& nodes, const TreeMeasures& measures = {});

    [[nodiscard]] const std::vector<PlacedCard>& cards() const { return cards_; }
    [[nodiscard]] const std::vector<PlacedLink>& links() const { return links_; }
    [[nodiscard]] const std::array<PlacedBand, 3>& bands() const { return bands_; }
    [[nodiscard]] QRectF bounds() const { return bounds_; }

    /// Returns the card of an id, or null if it is folded away or unknown.
    [[nodiscard]] const PlacedCard* card(const std::string& id) const;

    /// Returns a way for a second link between two cards through the gaps between rows and cards.
    [[nodiscard]] QPolygonF secondRoute(const std::string& driver, const std::string& target) const;

private:
    friend class TreeArranger;

    [[nodiscard]] double freeColumn(int row, double wanted) const;

    TreeMeasures measures_;
    std::vector<PlacedCard> cards_;
    std::vector<PlacedLink> links_;
    std::array<PlacedBand, 3> bands_{};
    QRectF bounds_;
    std::vector<double> rowTops_;
    std::vector<std::vector<double>> rowLefts_; ///< left edges of each row's cards, ascending
    std::unordered_map<std::string, std::size_t> indexOf_;
};

} // namespace tributary::ui
