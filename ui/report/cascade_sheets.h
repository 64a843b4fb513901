// SPDX-License-Identifier: GPL-3.0-or-later
// CascadeSheets: a cascade on paper. It is drawn whole where it stays readable. A larger one is folded where nothing
// moves; where it still does not fit, it goes on sheets family by family: a metric, what drives it at its right, and
// where each of these goes on. No card is ever cut. Vectors only.
#pragma once

#include "core/engine/results.h"
#include "core/model/model.h"
#include "ui/cascade/cascade_content.h"
#include "ui/cascade/tree_layout.h"
#include "ui/look/palette.h"

#include <QPointF>
#include <QSizeF>
#include <string>
#include <unordered_map>
#include <vector>

class QPainter;

namespace tributary::ui {

class CascadeSheets {
public:
    /// What becomes of a tree that is too large for one sheet.
    enum class Large { refuse, divide };

    /// `sheet` is the room on each for cards, the bands' labels hang left of it; nothing is drawn smaller than `least`
    /// times its size in the window. What moves is read from `results` at `period`; without results all of it does.
    CascadeSheets(const Model& model, const QSizeF& sheet, double least, Large large, const ScenarioResults* results,
                  int period);

    /// Returns how many sheets there are; 0 for a model without metrics, and for a tree that is refused.
    [[nodiscard]] std::size_t count() const { return parts_.size(); }
    /// Returns the size of a sheet's drawing on paper, without the labels.
    [[nodiscard]] QSizeF size(std::size_t part) const { return parts_.at(part).size(); }
    /// Returns the cards of a sheet, in units of the layout.
    [[nodiscard]] const std::vector<PlacedCard>& cards(std::size_t part) const { return parts_.at(part).cards; }
    /// Tells whether a sheet shows families instead of the tree.
    [[nodiscard]] bool isByFamily(std::size_t part) const { return !parts_.at(part).isTree; }
    [[nodiscard]] QRectF area(std::size_t part) const { return parts_.at(part).area; }
    /// Returns how many metrics stand on no sheet, for they are folded away.
    [[nodiscard]] int foldedAway() const { return foldedAway_; }
    /// Returns the sheet on which the drivers of a metric follow, where that is not the sheet of its own card; else -1.
    [[nodiscard]] int continuedOn(const std::string& id) const;

    /// Paints a sheet, its cards from `topLeft` on: links, cards, where branches go on, and on the first the bands and
    /// the legend. `results` give the values, `mostLikely` the shares of the links; either may be null.
    void paint(QPainter& painter, const QPointF& topLeft, std::size_t part, const ScenarioResults* results,
               const ScenarioResults* mostLikely, const Palette& palette);

private:
    /// The head of a family and where its own card stands among its siblings.
    struct Head {
        std::string id;
        QPointF place;
        bool goesOn = false; ///< the family began on the sheet before
    };
    struct Part {
        double scale = 1;
        double labels = 0; ///< width of the area that the labels of the bands take
        QRectF area;
        std::vector<PlacedCard> cards;
        std::vector<PlacedLink> links;
        std::vector<Head> heads; ///< of families
        bool isTree = false;     ///< shows the tree itself, with its bands

        [[nodiscard]] QSizeF size() const { return QSizeF(area.width() - labels, area.height()) * scale; }
    };
    struct Tree;

    bool placeWhole(const std::vector<TreeNode>& nodes, const QSizeF& sheet, double least);
    void divide(const Tree& tree, const QSizeF& sheet, double least);
    void placeFamilies(const Tree& tree, const QSizeF& sheet, double scale);
    void countFolded(const Tree& tree);
    void paintChip(QPainter& painter, const PlacedCard& card, int part, const Palette& palette) const;

    CascadeContent content_;
    int period_ = 1;
    TreeLayout layout_; ///< of the first sheet
    std::vector<Part> parts_;
    std::unordered_map<std::string, int> ownPart_;    ///< where a metric first stands
    std::unordered_map<std::string, int> driverPart_; ///< where its drivers follow
    std::unordered_map<std::string, int> hidden_;     ///< how many are folded away below it
    int foldedAway_ = 0;
};

} // namespace tributary::ui
