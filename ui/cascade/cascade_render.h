// SPDX-License-Identifier: GPL-3.0-or-later
// Cascade rendering: the parts that the canvas and the report paint alike, and the whole tree into a given area.
// Vectors only. Pure functions of their arguments.
#pragma once

#include "core/engine/results.h"
#include "core/model/model.h"
#include "ui/cascade/cascade_content.h"
#include "ui/cascade/tree_layout.h"
#include "ui/look/palette.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <optional>
#include <vector>

class QPainter;

namespace tributary::ui {

/// A cascade on paper: laid out as large as a sheet takes it. Where it would get smaller than `least`, it is cut into
/// parts, a sheet each; a card that a cut would go through is whole on one of them.
class CascadeSheets {
public:
    CascadeSheets(const Model& model, const QSizeF& sheet, double least);

    [[nodiscard]] double scale() const { return scale_; }
    /// Parts of the layout, row by row; none of a model without metrics.
    [[nodiscard]] const std::vector<QRectF>& parts() const { return parts_; }
    /// Returns the size of a part on paper.
    [[nodiscard]] QSizeF size(std::size_t part) const { return parts_.at(part).size() * scale_; }

    /// Paints a part: bands, links, cards, legend. `results` give the values, `mostLikely` the shares of the links;
    /// either may be null.
    void paint(QPainter& painter, const QPointF& topLeft, std::size_t part, const ScenarioResults* results,
               const ScenarioResults* mostLikely, int period, const Palette& palette);

private:
    [[nodiscard]] std::vector<QRectF> cut(const QSizeF& sheet) const;

    CascadeContent content_;
    TreeLayout layout_;
    double scale_ = 1;
    std::vector<QRectF> parts_;
};

/// Paints what of a cascade lies near `area`, in the units of its layout: bands, links, cards. Of a band that stands
/// out, the rest is dimmed.
void paintCascade(QPainter& painter, const CascadeContent& content, const TreeLayout& layout, const QRectF& area,
                  const Palette& palette, std::optional<Level> band = std::nullopt);

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
