// SPDX-License-Identifier: GPL-3.0-or-later
// Cascade rendering: the parts that the canvas, the slides and the report paint alike. Vectors only. Pure functions of
// their arguments.
#pragma once

#include "ui/cascade/cascade_content.h"
#include "ui/cascade/tree_layout.h"
#include "ui/look/palette.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <optional>

class QPainter;

namespace tributary::ui {

/// Paints what of a cascade lies near `area`, in the units of its layout: bands, links, cards.
void paintCascade(QPainter& painter, const CascadeContent& content, const TreeLayout& layout, const QRectF& area,
                  const Palette& palette);

/// Paints the hairlines between the bands from `left` to `right`.
void paintBandLines(QPainter& painter, const TreeLayout& layout, double left, double right, const Palette& palette,
                    double lineWidth = 1);

/// "Operating", as a band is called.
[[nodiscard]] QString levelName(Level level);

/// Paints a band's label, turned by 90 degrees and its mark first, with its middle at `centre`.
void paintBandLabel(QPainter& painter, const QPointF& centre, Level level, const Palette& palette);

/// Where a legend is read: nothing on paper can be selected.
enum class LegendFor { window, paper };

/// How the lines of a legend stand: below each other, in two columns, or in three beside its title.
enum class LegendShape { tall, wide, flat };

/// Paints the legend; `title` is the month that the values are of.
void paintLegend(QPainter& painter, const QPointF& topLeft, const QString& title, LegendFor reader,
                 const Palette& palette, LegendShape shape = LegendShape::tall);

/// Returns the size of the legend.
[[nodiscard]] QSizeF legendSize(LegendShape shape = LegendShape::tall);

/// Tells whether nothing of a tree, its links and the lines between its bands included, comes near a place.
[[nodiscard]] bool isFree(const TreeLayout& layout, const QRectF& place);

/// Returns a free place for the legend within `area`, the rightmost and then topmost; none if there is none.
[[nodiscard]] std::optional<QPointF> legendPlace(const TreeLayout& layout, const QRectF& area);

} // namespace tributary::ui
