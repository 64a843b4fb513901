// SPDX-License-Identifier: GPL-3.0-or-later
// Axis layout: round ticks, and labels moved apart so that none covers another, and placed where no
// line runs. Pure functions.
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <QVector>
#include <algorithm>
#include <functional>

namespace tributary::ui {

/// What an axis shows at least.
struct Extent {
    double low = 0;
    double high = 0;

    /// The extent that holds both.
    [[nodiscard]] Extent with(const Extent& other) const {
        return {std::min(low, other.low), std::max(high, other.high)};
    }
    friend bool operator==(const Extent&, const Extent&) = default;
};

/// Returns the step, 1, 2, 2.5 or 5 times a power of ten, that puts at most `atMost` ticks between `low` and `high`.
[[nodiscard]] double roundStep(double low, double high, int atMost);

/// Returns the multiples of `step` within [low, high].
[[nodiscard]] QVector<double> ticks(double low, double high, double step);

/// Returns the step for periods counted in `perYear` (12, 4 or 52): years, or parts or multiples of them.
[[nodiscard]] double periodStep(double first, double last, int perYear, int atMost);

/// Moves labels so that neighbours are at least `gap` apart, each as near to where it wants to be as that allows
/// (least squares; pool adjacent violators). The order of the wishes is kept.
[[nodiscard]] QVector<double> movedApart(const QVector<double>& wanted, double gap, double lowest, double highest);

/// Tells whether a line of points runs through an area, of whatever slope its pieces are.
[[nodiscard]] bool runsThrough(const QPolygonF& line, const QRectF& area);

/// Returns the area of a size within `bounds` that `isFree`, the nearest to `anchor` which it keeps clear of by
/// `clear`; where none is, the nearest.
[[nodiscard]] QRectF freePlace(const QPointF& anchor, const QSizeF& size, const QRectF& bounds, double clear,
                               const std::function<bool(const QRectF&)>& isFree);

} // namespace tributary::ui
