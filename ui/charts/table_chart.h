// SPDX-License-Identifier: GPL-3.0-or-later
// TableChart: rows of words and aligned numbers under heads, which is copied and saved as a figure is. Where room is
// short its words break over lines; it is never narrower than all of its columns then are. Window thread only.
#pragma once

#include "ui/charts/chart.h"

#include <algorithm>

namespace tributary::ui {

struct TableSeries {
    enum class Kind { text, number };
    struct Column {
        QString head;
        Kind kind = Kind::text;
    };
    struct Row {
        QStringList cells; ///< as many as there are columns
        bool strong = false;
        QVector<QPair<QString, QString>> tip;
        bool leads = false; ///< a click, or Enter, leads somewhere
    };
    QString title;
    QStringList hints;       ///< from long to short
    QVector<Column> columns; ///< the first names the row and takes what room is left
    QVector<Row> rows;
    ChartTable numbers; ///< to be copied and saved
};

class TableChart : public Chart {
    Q_OBJECT
public:
    explicit TableChart(QWidget* parent = nullptr);

    void setData(TableSeries series);
    [[nodiscard]] const TableSeries& data() const { return series_; }
    [[nodiscard]] ChartTable table() const override { return series_.numbers; }
    /// Where each column stands, from its left to its right, in pixels.
    [[nodiscard]] QVector<QPair<double, double>> columns() const;
    [[nodiscard]] QSize sizeHint() const override { return {std::max(640, width_), height_}; }
    /// As high as its rows, and as wide as its columns at least are.
    [[nodiscard]] QSize minimumSizeHint() const override { return {width_, height_}; }

signals:
    /// A row that leads somewhere was clicked, or Enter pressed on it.
    void rowChosen(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    [[nodiscard]] bool isEmpty() const override { return series_.rows.isEmpty(); }
    void build(Plot& plot) const override;
    [[nodiscard]] QString title() const override { return series_.title; }
    [[nodiscard]] int pointCount() const override { return static_cast<int>(series_.rows.size()); }
    [[nodiscard]] int pointAt(const Plot& plot, const QPointF& place) const override;
    [[nodiscard]] QVector<QPair<QString, QString>> pointText(int point) const override;
    [[nodiscard]] Qt::Orientation walk() const override { return Qt::Vertical; }
    void drawPoint(QCPPainter& painter, const Plot& plot, int point) const override;
    [[nodiscard]] QString spoken() const override;

private:
    struct Layout;
    void fitSize();
    [[nodiscard]] bool leads(int row) const { return row >= 0 && row < pointCount() && series_.rows[row].leads; }
    [[nodiscard]] Layout layoutOf(const Plot& plot) const;
    void drawCell(QPainter& painter, const Plot& plot, const Layout& layout, qsizetype row, qsizetype index) const;

    TableSeries series_;
    int height_ = 0;
    int width_ = 0; ///< that the columns need at least
};

} // namespace tributary::ui
