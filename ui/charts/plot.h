// SPDX-License-Identifier: GPL-3.0-or-later
// Plot: what a chart draws with. QCustomPlot for axes, bands and lines; layers of our own for texts and marks, in
// pixels. Included by sources of ui/charts only, for qcustomplot.h is a costly header.
#pragma once

#include "ui/charts/chart.h"

#include <qcustomplot.h>

#include <QRectF>
#include <QVector>
#include <functional>

namespace tributary::ui {

inline constexpr double hatchPitch = 5; ///< between two strokes, in pixels

enum class Anchor { left, centre, right };

struct AxisTick {
    double at;
    QString text;
};

/// A text at the right end of a line; `y` is where it wants to be.
struct EndLabel {
    double y;
    QString text;
    QColor colour;
    bool strong = false;
};

class Plot {
public:
    /// Takes over `canvas` and takes everything off it.
    Plot(QCustomPlot& canvas, const ChartStyle& style);
    ~Plot();
    Plot(const Plot&) = delete;
    Plot& operator=(const Plot&) = delete;

    [[nodiscard]] const ChartStyle& style() const { return style_; }
    [[nodiscard]] const Palette& palette() const { return style_.palette; }
    [[nodiscard]] QSizeF size() const { return size_; }
    void setSize(const QSizeF& size);

    /// Returns a length of the window scaled to this drawing.
    [[nodiscard]] double px(double length) const { return length * style_.scale; }
    [[nodiscard]] QPen pen(const QColor& colour, double width) const;
    /// Returns a dashed pen; `pattern` in pixels.
    [[nodiscard]] QPen dashed(const QColor& colour, double width, const QVector<double>& pattern) const;
    [[nodiscard]] QFont label() const;
    [[nodiscard]] QFont labelStrong() const;
    [[nodiscard]] double labelWidth(const QString& text) const;
    [[nodiscard]] double labelStrongWidth(const QString& text) const;

    /// Writes the title line and returns the height that it takes. Of the hints, from long to short, the first that
    /// fits stands beside the title.
    double drawTitle(const QString& title, const QStringList& hints);

    /// Sets the frame of the axes, in pixels from the edges.
    void setFrame(double left, double top, double right, double bottom);
    /// Sets the horizontal axis: ticks outward, texts below.
    void setHorizontal(double low, double high, const QVector<AxisTick>& marks);
    /// Sets the vertical axis: texts left of it, hairlines across.
    void setVertical(double low, double high, const QVector<AxisTick>& marks);

    /// Fills between two lines of equal length.
    void band(const QVector<double>& x, const QVector<double>& low, const QVector<double>& high, const QColor& colour);
    /// Draws a line.
    void line(const QVector<double>& x, const QVector<double>& y, const QPen& pen);
    /// Draws with a painter above all that was added before.
    void over(std::function<void(QCPPainter&)> draw);
    /// Names lines at their right end, moved apart.
    void nameEnds(const QVector<EndLabel>& labels, double offset);

    [[nodiscard]] double x(double value) const;
    [[nodiscard]] double y(double value) const;
    [[nodiscard]] double valueAt(double pixel) const;
    [[nodiscard]] QRectF frame() const;

    /// Draws the layer under the pointer; replaces the one before.
    void setHover(std::function<void(QCPPainter&)> draw);

    /// Writes one line of text with its baseline at `base`.
    static void text(QPainter& painter, const QPointF& base, const QString& words, const QFont& font,
                     const QColor& colour, Anchor anchor = Anchor::left);

private:
    class Layer;

    QCustomPlot& canvas_;
    ChartStyle style_;
    QSizeF size_;
    Layer* hover_ = nullptr;
};

/// Draws a tool tip below a row, above it where there is no room, and left of `right`: it covers no number of the row.
void drawRowTip(QPainter& painter, const QRectF& bounds, const QRectF& row, double right,
                const QVector<QPair<QString, QString>>& texts, const ChartStyle& style);

/// Draws a tool tip near `at`, inside `bounds`: the first pair is its head.
void drawTip(QPainter& painter, const QRectF& bounds, const QPointF& at, const QVector<QPair<QString, QString>>& texts,
             const ChartStyle& style);

} // namespace tributary::ui
