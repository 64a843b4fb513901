// SPDX-License-Identifier: GPL-3.0-or-later
// Tree layout: where the cards of a cascade stand and how their links run. A pure function: no widgets, same input,
// same places. Cards never overlap, and a primary link never runs under a card. What stands in an area is found without
// a look at the rest. A value: threads may share it.
#pragma once

#include "core/model/metric.h"

#include <QPolygonF>
#include <QRectF>
#include <array>
#include <functional>
#include <limits>
#include <string>
#include <unordered_map>
#include <unordered_set>
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
    double width = 1200; ///< of the window: the tree bends rather than pass it
    double height = 0;   ///< of the window: the rows of a lower tree move apart, so that its bands fill it
    QSizeF card{168, 84};
    double columnGap = 34;
    double rowGap = 26;      ///< between rows of a band
    double boundaryGap = 28; ///< between rows across a boundary
    double trunk = 15;       ///< of siblings, above the drivers' row
    double left = 42;        ///< kept free for the bands' labels
};

/// What a tree does to fit its window: only drivers stand below their parent instead of left of it where that makes no
/// band taller, leaf siblings wrap to further rows, and rows move apart.
struct TreeBends {
    int columns = std::numeric_limits<int>::max(); ///< most leaves side by side
    int rows = 2;                                  ///< rows of them, before they get wider than `columns`
    int widest = std::numeric_limits<int>::max();  ///< most of them side by side, however many rows that takes
    std::unordered_set<std::string> below;         ///< ids of only drivers
    double spread = 30;                            ///< added to each gap between rows, as far as there is room
};

struct PlacedCard {
    std::string id;
    QRectF area;
    int row = 0;    ///< counted from the top, over all bands
    int hidden = 0; ///< cards that are folded away below it
    std::string parent{};
    int stack = 0; ///< of a leaf that is wrapped: how many rows under the first one of its siblings
};

struct PlacedLink {
    std::string driver;
    std::string parent;
    QPolygonF route;  ///< from the driver to the parent, along the axes
    double alone = 0; ///< how much of its part of the trunk, from the driver on, lies on no sibling's link
};

struct PlacedBand {
    Level level = Level::financial;
    double top = 0;
    double bottom = 0;
};

class TreeLayout {
public:
    /// Lays the nodes out as a tidy tree of primary links within the three bands. With the layout from before an edit
    /// every card that stands in that stays where it is, unless a card that is new beside it needs the place; the tree
    /// may pass its window then.
    [[nodiscard]] static TreeLayout of(const std::vector<TreeNode>& nodes, const TreeMeasures& measures = {},
                                       const TreeLayout* before = nullptr);

    [[nodiscard]] const std::vector<PlacedCard>& cards() const { return cards_; }
    [[nodiscard]] const std::vector<PlacedLink>& links() const { return links_; }
    [[nodiscard]] const std::array<PlacedBand, 3>& bands() const { return bands_; }
    [[nodiscard]] QRectF bounds() const { return bounds_; }
    [[nodiscard]] const TreeBends& bends() const { return bends_; }

    /// Returns the card of an id, or null if it is folded away or unknown.
    [[nodiscard]] const PlacedCard* card(const std::string& id) const;

    /// Returns the cards that touch an area, by index in cards().
    [[nodiscard]] std::vector<std::size_t> cardsIn(const QRectF& area) const;

    /// Returns the links that are seen in an area, by index in links(). Of siblings whose drivers lie beyond the same
    /// side only the heaviest is given: within the area it lies on the others.
    [[nodiscard]] std::vector<std::size_t> linksIn(const QRectF& area,
                                                   const std::function<double(const PlacedLink&)>& weight = {}) const;

    /// Returns a way for a second link between two cards through the gaps between rows and cards.
    [[nodiscard]] QPolygonF secondRoute(const std::string& driver, const std::string& target) const;

private:
    friend class TreeArranger;

    struct RowCard {
        double left = 0;
        std::size_t card = 0;
    };
    /// The links of one parent's drivers that leave for the same trunk, by where their drivers stand.
    struct Family {
        QRectF extent;
        std::vector<std::size_t> links;
    };

    void indexFamilies(std::size_t regular);
    [[nodiscard]] double freeColumn(int row, double wanted) const;

    TreeMeasures measures_;
    TreeBends bends_;
    std::vector<PlacedCard> cards_;
    std::vector<PlacedLink> links_;
    std::array<PlacedBand, 3> bands_{};
    QRectF bounds_;
    std::vector<double> rowTops_;
    std::vector<std::vector<RowCard>> rows_; ///< cards by their left edge
    std::vector<Family> families_;           ///< by their left edge
    std::vector<double> reach_;              ///< rightmost edge of the families up to each
    std::unordered_map<std::string, std::size_t> indexOf_;
};

} // namespace tributary::ui
