// SPDX-License-Identifier: GPL-3.0-or-later
// Link painter: a link of the cascade along its route, as wide as the share of the counted change that it carries.
#pragma once

#include "ui/look/marks.h"

#include <QPainterPath>
#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <optional>

namespace tributary::ui {

/// Where the words of a link stand; a null area: it has none, or there is no free place.
struct LinkWords {
    QRectF lag;
    QRectF chip;
};

struct LinkContent {
    enum class Kind {
        primary,  ///< draws the tree
        unlinked, ///< a branch without a numeric relation yet: dashed
        second,   ///< shown while one of its ends is selected
        loop,     ///< part of a loop through a delay
    };
    enum class Lag { none, delay, smoothing };

    QPolygonF route;  ///< from the driver to the parent
    double alone = 0; ///< of the trunk, as PlacedLink has it
    Kind kind = Kind::primary;
    double share = 0;       ///< of the counted change, 0 to 1
    double growth = 1;      ///< how much of the counted change has come, 0 to 1: the width is that of share x growth
    bool tellsShare = true; ///< with a chip; not where it is not known or has just been told
    Judgement judgement = Judgement::none;
    bool onSelectedPath = false;
    bool outdated = false; ///< its share is of the model before the last change
    Lag lag = Lag::none;
    QString lagText;       ///< "1 mo"
    bool hasPassed = true; ///< whether the change has come through the lag; before, the line is coloured up to it
    double pulse = 1;      ///< of the lag's mark as the change passes, from 0; 1: at rest
    std::optional<LinkWords> words{}; ///< by placeWords(); without, they stand as if the link were alone
};

/// Returns the width of a link that carries `share`: 1.5 to 13.5.
[[nodiscard]] double linkWidth(double share);
[[nodiscard]] inline double linkWidth(const LinkContent& content) { return linkWidth(content.share * content.growth); }

/// Returns the route with its corners rounded by `radius`, or less where a leg is short.
[[nodiscard]] QPainterPath roundedPath(const QPolygonF& route, double radius);

/// Paints the line, its delay mark and its arrow head; under the cards.
void paintLink(QPainter& painter, const LinkContent& content, const Palette& palette);

/// Paints the line as it is seen from afar: without corners, marks and dashes.
void paintFarLink(QPainter& painter, const LinkContent& content, const Palette& palette);

/// Paints the chip with the share, if the link carries enough and there is room; above all lines.
void paintShareChip(QPainter& painter, const LinkContent& content, const Palette& palette);

} // namespace tributary::ui
