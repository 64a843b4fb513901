// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixChart: from each row to each column a number, on a ground that is the hotter the larger it is. Window thread
// only.
#pragma once

#include "ui/charts/chart.h"

#include <QStringList>

namespace tributary::ui {

struct MatrixSeries {
    QString title;
    QStringList hints;      ///< from long to short
    QStringList names;      ///< of the rows, and of the columns
    QVector<double> values; ///< row by row; NaN where there is none
    QString unit;           ///< in words, of a number: "a month"
    QStringList ranges;     ///< beside each value in its tip; may be empty
    ChartTable numbers;
    QString foot;

    [[nodiscard]] double at(qsizetype row, qsizetype column) const { return values[row * names.size() + column]; }
};

class MatrixChart : public Chart {
    Q_OBJECT
public:
    explicit MatrixChart(QWidget* parent = nullptr);

    void setData(MatrixSeries series);
    [[nodiscard]] const MatrixSeries& data() const { return series_; }
    [[nodiscard]] ChartTable table() const override { return series_.numbers; }
    [[nodiscard]] QSize sizeHint() const override { return {400, height_}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, height_}; }

protected:
    [[nodiscard]] bool isEmpty() const override { return series_.names.isEmpty(); }
    void build(Plot& plot) const override;
    [[nodiscard]] QString title() const override { return series_.title; }
    /// The pairs that there is a number of.
    [[nodiscard]] int pointCount() const override { return static_cast<int>(points_.size()); }
    [[nodiscard]] int pointAt(const Plot& plot, const QPointF& place) const override;
    [[nodiscard]] QVector<QPair<QString, QString>> pointText(int point) const override;
    void drawPoint(QCPPainter& painter, const Plot& plot, int point) const override;
    [[nodiscard]] QString spoken() const override;

private:
    struct Layout;
    [[nodiscard]] Layout layoutOf(const Plot& plot) const;
    [[nodiscard]] int heatOf(double value) const;
    void drawBoxes(QPainter& painter, const Plot& plot, const Layout& layout) const;
    void drawNames(QPainter& painter, const Plot& plot, const Layout& layout) const;

    MatrixSeries series_;
    QVector<qsizetype> points_; ///< by index in the values, in reading order
    double largest_ = 0;
    int height_ = 0;
};

} // namespace tributary::ui
