// SPDX-License-Identifier: GPL-3.0-or-later
// OverlayPlaces: where on the canvas there is room for what does not scale with the tree: legend, minimap, period. In
// the pixels of the view; knows what of the tree is in it, and what has taken its place already.
#pragma once

#include "ui/cascade/tree_layout.h"

#include <QTransform>
#include <optional>
#include <vector>

namespace tributary::ui {

class OverlayPlaces {
public:
    /// Takes the tree as it is seen, and the part of the view that is to be had.
    OverlayPlaces(const TreeLayout& layout, const QTransform& toView, const QRectF& room);

    /// Keeps an area for something.
    void take(const QRectF& area) { taken_.push_back(area); }
    /// The four corners for a size, from the lower right one on, clockwise.
    [[nodiscard]] std::vector<QRectF> corners(const QSizeF& size) const;
    /// How much of cards and of what was taken lies under an area, in square pixels.
    [[nodiscard]] double hidden(const QRectF& area) const;
    /// Whether nothing at all lies under an area or close to it: no card, no link, no line.
    [[nodiscard]] bool isFree(const QRectF& area) const;
    /// A free place for a size: a corner, else the rightmost and then topmost; none if there is none.
    [[nodiscard]] std::optional<QRectF> find(const QSizeF& size) const;

private:
    QRectF room_;
    std::vector<QRectF> cards_;
    std::vector<QRectF> lines_; ///< links, and between bands
    std::vector<QRectF> taken_;
};

} // namespace tributary::ui
