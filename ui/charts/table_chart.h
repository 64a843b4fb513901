// SPDX-License-Identifier: GPL-3.0-or-later
// TableChart: rows of words and aligned numbers under heads, which is copied and saved as a figure is. Columns that
// there is no room for are left out by rank; tool tips and the numbers that are copied have them. Window thread only.
#pragma once

#include "ui/charts/chart.h"

namespace tributary::ui {

struct TableSeries {
    enum class Kind { text, number };
    struct Column {
        QString head;
        Kind kind = Kind::text;
        int rank = 0; ///< the highest is left out first; 0 never
    };
    struct Row {
        QStringList cells; ///< as many as there are columns
        bool strong = false;
        QVector<QPair<QString, QString>> tip;
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
    /// Names the columns that are shown, by index.
    [[nodiscard]] QVector<int> shownColumns() const;
    [[nodiscard]] QSize sizeHint() const override { return {640, height_}; }
    /// As high as its rows.
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, height_}; }

protected:
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
    void fitHeight();
    [[nodiscard]] Layout layoutOf(const Plot& plot) const;
    void drawCell(QPainter& painter, const Plot& plot, const Layout& layout, qsizetype row, qsizetype shown) const;

    TableSeries series_;
    int height_ = 0;
};

} // namespace tributary::ui
