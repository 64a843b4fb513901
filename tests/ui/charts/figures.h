// SPDX-License-Identifier: GPL-3.0-or-later
// One figure of each kind, in a normal case and at the ends of what there can be.
#pragma once

#include "tests/ui/qt_strings.h"
#include "ui/charts/adoption_chart.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/charts/rows_chart.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <vector>

namespace tributary::ui::test {

using namespace Qt::Literals::StringLiterals;

/// How the median goes from period to period.
using Course = std::function<double(int period)>;

inline double growing(int period) { return -300e3 + 30e3 * period; }
inline double constant(int) { return 5e5; }
inline double zero(int) { return 0; }
inline double noNumber(int) { return NAN; }
inline double brokenInTheMiddle(int period) { return period % 5 == 2 ? NAN : growing(period); }
inline double endless(int period) { return period == 3 ? INFINITY : growing(period); }

inline std::unique_ptr<FanChart> fanOf(int periods, const Course& course) {
    FanSeries series;
    series.title = u"Cash flow"_s;
    series.unit = u"USD"_s;
    for (int t = 0; t < periods; ++t) {
        const double middle = course(t);
        series.period << t;
        series.p5 << middle - 1e4 * t;
        series.p10 << middle - 8e3 * t;
        series.p25 << middle - 5e3 * t;
        series.p50 << middle;
        series.p75 << middle + 5e3 * t;
        series.p90 << middle + 8e3 * t;
        series.p95 << middle + 1e4 * t;
    }
    auto chart = std::make_unique<FanChart>();
    chart->resize(600, 300);
    chart->setData(series);
    return chart;
}

inline std::unique_ptr<AdoptionChart> adoptionOf(int periods, const Course& course) {
    AdoptionSeries series;
    series.title = u"Active share"_s;
    for (int g = 0; g < 3; ++g) {
        AdoptionSeries::Group group;
        group.name = u"Group %1"_s.arg(g);
        for (int t = 0; t < periods; ++t) {
            const double share = std::clamp(course(t) / 1e6 + 0.5 + 0.1 * g, 0.0, 1.0);
            const double kept = std::isnan(course(t)) ? NAN : share;
            group.active << kept;
            group.p5 << kept * 0.8;
            group.p25 << kept * 0.9;
            group.p75 << std::min(1.0, kept * 1.1);
            group.p95 << std::min(1.0, kept * 1.2);
        }
        series.groups << group;
    }
    for (int t = 1; t <= periods; ++t)
        series.period << t;
    auto chart = std::make_unique<AdoptionChart>();
    chart->resize(600, 300);
    chart->setData(series);
    return chart;
}

inline std::unique_ptr<HistogramChart> histogramOf(int bins, const Course& course) {
    HistogramSeries series;
    series.title = u"NPV"_s;
    series.hint = u"1,000 trials"_s;
    series.unit = u"USD"_s;
    series.firstBin = -1e5 * bins / 3;
    series.binWidth = 1e5;
    for (int i = 0; i < bins; ++i)
        series.share << std::abs(course(i)) / 1e7;
    series.median = 4e5;
    series.lossShare = 0.35;
    auto chart = std::make_unique<HistogramChart>();
    chart->resize(600, 300);
    chart->setData(series);
    return chart;
}

inline std::unique_ptr<RowsChart> rowsOf(int rows, const Course& course) {
    RowsSeries series;
    series.title = u"What moves the NPV"_s;
    series.unit = u"USD"_s;
    series.columns = {u"low (USD)"_s, u"high (USD)"_s};
    series.base = course(rows);
    for (int i = 0; i < rows; ++i) {
        RowsSeries::Row row;
        row.name = u"Input %1"_s.arg(i);
        row.bars = {{course(rows), course(i), RowsSeries::Tone::worse}};
        row.lowText = u"10 %"_s;
        row.highText = u"30 %"_s;
        row.value = u"1.2 M$"_s;
        row.cells = tableNumbers({course(i), course(rows)});
        series.rows << row;
    }
    auto chart = std::make_unique<RowsChart>();
    chart->resize(500, 400);
    chart->setData(series);
    return chart;
}

/// One of each kind, over so many periods, bins or rows.
inline std::vector<std::unique_ptr<Chart>> figures(int count, const Course& course) {
    std::vector<std::unique_ptr<Chart>> all;
    all.push_back(fanOf(count, course));
    all.push_back(adoptionOf(count, course));
    all.push_back(histogramOf(count, course));
    all.push_back(rowsOf(count, course));
    return all;
}

} // namespace tributary::ui::test
