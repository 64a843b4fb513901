// SPDX-License-Identifier: GPL-3.0-or-later
// LinesChart: some lines over one axis of numbers, each named at its right end: how many cases are done within a time,
// how long queues are. Window thread only.
#pragma once

#include "ui/charts/chart.h"

#include <QVector>

namespace tributary::ui {

struct LinesSeries {
    enum class Look {
        strong,    ///< what is spoken of
        usual,     ///< what it is held against: dashed
        group,     ///< one of several: the colour of a group and its marker
        groupUsual ///< what that is held against: dashed in its colour, without a name at its end
    };
    struct Line {
        QString name;
        QVector<double> y;
        Look look = Look::strong;
        int group = 0; ///< of Look::group and Look::groupUsual
    };
    /// A place on a line with its words.
    struct Mark {
        double x = 0;
        double y = 0;
        QString text;
    };

    QString title;
    QString hint;  ///< says what the axes mean; beneath the title where there is no room beside it
    QString xUnit; ///< behind the last number of the axis, and in the table: "h"
    QString yUnit;
    QVector<double> x; ///< rising
    QVector<Line> lines;
    QVector<Mark> marks;
    double top = 0; ///< the vertical axis ends there; 0: at the highest value
};

class LinesChart : public Chart {
    Q_OBJECT
public:
    explicit LinesChart(QWidget* parent = nullptr);

    void setData(LinesSeries series);
    [[nodiscard]] const LinesSeries& data() const { return series_; }
    [[nodiscard]] ChartTable table() const override;

protected:
    [[nodiscard]] bool isEmpty() const override;
    void build(Plot& plot) const override;
    [[nodiscard]] QString title() const override { return series_.title; }
    [[nodiscard]] int pointCount() const override;
    [[nodiscard]] double pointX(int point) const override { return series_.x[point]; }
    [[nodiscard]] QVector<double> pointMarks(int point) const override;
    [[nodiscard]] QVector<QPair<QString, QString>> pointText(int point) const override;

private:
    LinesSeries series_;
};

} // namespace tributary::ui
