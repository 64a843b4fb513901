// SPDX-License-Identifier: GPL-3.0-or-later
// HistogramChart: the outcome of all trials, loss hatched and orange, gain blue, its humps named for their regimes.
#pragma once

#include "ui/charts/axis_layout.h"
#include "ui/charts/chart.h"
#include "ui/charts/guess_marks.h"

namespace tributary::ui {

/// What a histogram shows. Shares are of all trials, 0 to 1; values in `unit`.
struct HistogramSeries {
    /// The trials of one regime ("if it stalls"), bin by bin; the regimes' shares add up to `share`.
    struct Regime {
        QString name;
        QVector<double> share;
    };

    QString title;
    QString hint; ///< "share of 10,000 trials, by 0.1 M$"
    QString unit;
    double firstBin = 0; ///< lower edge of the first bin; an edge lies on zero
    double binWidth = 1;
    QVector<double> share;
    QVector<Regime> regimes;
    double median = 0;
    QString medianText; ///< as the page says it elsewhere too; empty: by what is in sight
    double lossShare = 0;
    GuessMarks guesses; ///< in `unit`
};

class HistogramChart : public Chart {
    Q_OBJECT
public:
    explicit HistogramChart(QWidget* parent = nullptr);

    void setData(HistogramSeries series);
    [[nodiscard]] const HistogramSeries& data() const { return series_; }
    /// What the horizontal axis shows at least.
    [[nodiscard]] const Extent& extent() const { return axis_; }
    [[nodiscard]] ChartTable table() const override;

protected:
    [[nodiscard]] bool isEmpty() const override;
    void build(Plot& plot) const override;
    [[nodiscard]] QString title() const override { return series_.title; }
    [[nodiscard]] int pointCount() const override; ///< of the bins that are drawn
    [[nodiscard]] double pointX(int point) const override;
    [[nodiscard]] QVector<double> pointMarks(int point) const override;
    [[nodiscard]] QVector<QPair<QString, QString>> pointText(int point) const override;
    [[nodiscard]] QString spoken() const override;

private:
    [[nodiscard]] double factor() const;
    [[nodiscard]] qsizetype binOf(int point) const;

    HistogramSeries series_;
    Extent axis_;        ///< of the horizontal axis, in the series' unit
    Extent reach_;       ///< of all bins, those left off too: the unit on the axis hangs on it
    double highest_ = 0; ///< of the bars
};

/// Tells whether the peaks of two regimes stand apart: the valley between them is clearly lower than both.
[[nodiscard]] bool hasTwoHumps(const HistogramSeries& series);

} // namespace tributary::ui
