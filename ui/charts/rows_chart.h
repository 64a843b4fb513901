// SPDX-License-Identifier: GPL-3.0-or-later
// RowsChart: named rows with bars on one scale, and their numbers: a tornado, a waterfall, a ranking, ranges side by
// side. Window thread only.
#pragma once

#include "ui/charts/chart.h"

#include <QString>
#include <QStringList>

namespace tributary::ui {

struct RowsSeries {
    enum class Tone { better, worse, whole, plain, wide, narrow, trough };
    struct Bar {
        double from = 0;
        double to = 0;
        Tone tone = Tone::plain;
    };
    struct Row {
        QString name;
        QString note; ///< under the name
        QVector<Bar> bars;
        std::optional<double> mark; ///< a line across the row
        QString lowText, highText;  ///< at the ends of the bars
        QString value, error;       ///< in columns at the right
        bool strong = false;
        bool indented = false; ///< a part of the row above that is not
        QVector<QPair<QString, QString>> tip;
        QStringList cells; ///< for the CSV, as many as there are columns
    };
    QString title;
    QStringList hints;   ///< from long to short
    QString unit;        ///< of the scale; empty: the scale has no axis
    double unitSize = 0; ///< the amount whose unit of money the axis takes; 0: that of its own largest
    std::optional<double> base;
    bool steps = false; ///< each row begins where the one before ended
    bool joins = false; ///< a line leads from mark to mark
    QVector<Row> rows;
    QString foot;
    QStringList columns; ///< heads of the cells, with their units
};

class RowsChart : public Chart {
    Q_OBJECT
public:
    explicit RowsChart(QWidget* parent = nullptr);

    void setData(RowsSeries series);
    [[nodiscard]] const RowsSeries& data() const { return series_; }
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] QSize sizeHint() const override { return {400, leastHeight_}; }
    /// As high as its names need, broken to lines.
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, leastHeight_}; }

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
    /// The texts at the left of a row.
    struct Label {
        QStringList name;
        QStringList note;
    };
    [[nodiscard]] Label labelOf(const Plot& plot, const RowsSeries::Row& row, double width) const;
    [[nodiscard]] QStringList footLines(const Plot& plot) const;
    [[nodiscard]] double footHeight(const Plot& plot) const;
    void fitHeight();
    [[nodiscard]] Layout layoutOf(const Plot& plot) const;
    void joinMarks(QPainter& painter, const Plot& plot, const Layout& layout) const;
    void drawRow(QPainter& painter, const Plot& plot, const Layout& layout, qsizetype index) const;

    RowsSeries series_;
    int leastHeight_ = 200;
};

} // namespace tributary::ui
