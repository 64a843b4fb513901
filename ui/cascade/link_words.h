// SPDX-License-Identifier: GPL-3.0-or-later
// Link words: where the words of links stand, the time of a lag and the chip with the share: in free places, clear of
// cards, of links and of each other. A word that finds none is left to the tool tip. Pure functions.
#pragma once

#include "ui/cascade/link_painter.h"

#include <QRectF>
#include <optional>
#include <vector>

namespace tributary::ui {

/// Where the bars of a lag stand.
struct LagPlace {
    qsizetype leg = 0; ///< of the route
    QPointF centre;
    bool lying = false;       ///< the leg, not the bars
    bool wordsOnLine = false; ///< behind the bars, towards the parent
};

/// Returns the place of a link's bars; none where it has no lag, or no length.
[[nodiscard]] std::optional<LagPlace> lagPlace(const LinkContent& content);
/// Returns how far the bars reach to each side of the line.
[[nodiscard]] double lagReach(const LinkContent& content);

/// Whether a link has a chip with its share.
[[nodiscard]] bool saysShare(const LinkContent& content);

/// Gives the words of links that are drawn together their places, clear of what is `taken` by cards and what stands out
/// of them.
void placeWords(std::vector<LinkContent>& links, const std::vector<QRectF>& taken);

/// Returns the places of a link's words where it is drawn alone.
[[nodiscard]] LinkWords wordsAlone(const LinkContent& content);

/// Returns what a link's line and its bars cover, leg by leg.
[[nodiscard]] std::vector<QRectF> linkAreas(const LinkContent& content);

} // namespace tributary::ui
