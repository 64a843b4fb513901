// SPDX-License-Identifier: GPL-3.0-or-later
// SlideTree: the cascade on a slide, whole or one band of it alone: cards that say name and change, with every name
// whole; closer together where they would be too small to be read from afar. Pure functions of their arguments; window
// thread only.
#pragma once

#include "ui/cascade/cascade_content.h"
#include "ui/cascade/tree_layout.h"
#include "ui/look/palette.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QStringList>
#include <optional>
#include <vector>

class QPainter;

namespace tributary::ui {

/// Where the cards stand. Lengths are those of the layout, whose texts are `slideCardText` high; on the slide all are
/// `scale` times as long.
struct SlideTree {
    /// A tree that stands by itself: the whole cascade, or what hangs together within a band.
    struct Piece {
        TreeLayout layout;
        QPointF at; ///< of its top left
    };

    /// How siblings stand that have no drivers of their own: side by side, or in several rows where that makes the
    /// cards larger.
    enum class Siblings { inOneRow, wrapped };

    std::optional<Level> band; ///< that is shown alone
    Siblings siblings = Siblings::wrapped;
    /// What the cards say: a line of change each; in a band value and range, too; or, where letters would be too small,
    /// the change of what has changed alone.
    enum class Cards { whole, ranged, dense } cards = Cards::whole;
    double scale = 1;
    QSizeF card;
    QSizeF size;
    std::vector<Piece> pieces;
};

/// Height of a card's texts at scale 1, in pixels.
inline constexpr double slideCardText = 12;

/// Under this scale a card is its colours alone, and no link has words.
inline constexpr double readableSlideScale = 0.5;

/// Arranges the cascade, or a band of it, in an area.
[[nodiscard]] SlideTree slideTree(const CascadeContent& content, std::optional<Level> band, const QSizeF& area);

/// Breaks the name of a card into the lines that a slide shows.
[[nodiscard]] QStringList slideNameLines(const QString& name, double cardWidth,
                                         SlideTree::Cards cards = SlideTree::Cards::whole);

/// The change that a card says; empty on dense cards of what has not changed.
[[nodiscard]] QString slideChange(const CardContent& content, SlideTree::Cards cards);

/// Paints it into the area that it was arranged for: from the left edge on, in the middle of the height.
void paintSlideTree(QPainter& painter, const QRectF& area, const CascadeContent& content, const SlideTree& tree,
                    const Palette& palette);

} // namespace tributary::ui
