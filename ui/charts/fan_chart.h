// SPDX-License-Identifier: GPL-3.0-or-later
// FanChart: a quantity over time with its spread. Light mist 5 to 95, dark 25 to 75, line = median.
#pragma once

#include "ui/charts/axis_layout.h"
#include "ui/charts/chart.h"
#include "ui/charts/guess_marks.h"
#include "ui/look/number_words.h"

namespace tributary::ui {

/// What a fan shows. Vectors are as long as `period`, or empty where there is none; values in `unit`.
struct FanSeries {
    QString title;
    QString hint;                           ///< after the unit: "from the start"
    QString unit;                           ///< of the values, as the model writes it: "USD"
    QString noun = QStringLiteral("month"); ///< of a period
    int perYear = 12;                       ///< periods in a year: 12, 4 or 52
    QVector<double> period;
    QVector<double> p5, p10, p25, p50, p75, p90, p95;
    QVector<double> mostLikely;
    QVector<double> businessAsUsual;
    std::optional<double> payback; ///< where the median pays back
    QString medianName;            ///< said where the median ends; empty: its value there is
    GuessMarks guesses;            ///< of when it pays back, in periods
};

class FanChart : public Chart {
    Q_OBJECT
public:
    explicit FanChart(QWidget* parent = nullptr);

    void setData(FanSeries series);
    [[nodiscard]] const FanSeries& data() const { return series_; }
    [[nodiscard]] const Extent& extent() const { return extent_; }
    [[nodiscard]] ChartTable table() const override;

protected:
    [[nodiscard]] bool isEmpty() const override;
    void build(Plot& plot) const override;
    [[nodiscard]] QString title() const override { return series_.title; }
    [[nodiscard]] int pointCount() const override;
    [[nodiscard]] double pointX(int point) const override;
    [[nodiscard]] QVector<double> pointMarks(int point) const override;
    [[nodiscard]] QVector<QPair<QString, QString>> pointText(int point) const override;
    [[nodiscard]] int pageOfPoints() const override { return series_.perYear; }

private:
    [[nodiscard]] UnitWords unit() const;

    FanSeries series_;
    Extent extent_; ///< of the vertical axis
};

} // namespace tributary::ui
