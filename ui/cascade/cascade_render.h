// SPDX-License-Identifier: GPL-3.0-or-later
// Cascade rendering: the parts that the canvas and the report paint alike, and the whole tree into a given area.
// Vectors only. Pure functions of their arguments.
#pragma once

#include "core/engine/results.h"
#include "core/model/model.h"
#include "ui/cascade/tree_layout.h"
#include "ui/look/palette.h"

#include <QPointF>
#include <QRectF>
#include <optional>

class QPainter;

namespace tributary::ui {

/// Paints the whole cascade into `area`, scaled down to fit, at its top and centred: bands, links, cards, legend.
/// `results` give the values, `mostLikely` the shares of the links; either may be null.
void renderCascade(QPainter& painter, const QRectF& area, const Model& model, const ScenarioResults* results,
                   const ScenarioResults* mostLikely, int period, const Palette& palette);

/// Returns the height that renderCascade() takes in an area of `width` that is high enough.
[[nodiscard]] double cascadeHeight(const Model& model, double width);

/// Paints the hairlines between the bands from `left` to `right`.
void paintBandLines(QPainter& painter, const TreeLayout& layout, double left, double right, const Palette& palette,
                    double lineWidth = 1);

/// Paints a band's label, turned by 90 degrees and its mark first, with its middle at `centre`.
void paintBandLabel(QPainter& painter, const QPointF& centre, Level level, const Palette& palette);

/// Paints the legend; `title` is the month that the values are of.
void paintLegend(QPainter& painter, const QPointF& topLeft, const QString& title, const Palette& palette);

/// Returns the size of the legend.
[[nodiscard]] QSizeF legendSize();

/// Returns a free place for the legend within `area`, the rightmost and then topmost; none if there is none.
[[nodiscard]] std::optional<QPointF> legendPlace(const TreeLayout& layout, const QRectF& area);

} // namespace tributary::ui
