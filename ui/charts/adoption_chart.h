// SPDX-License-Identifier: GPL-3.0-or-later
// AdoptionChart: the active share of each group over time, its markers, and the schedule under the same axis. A group
// has a colour and a marker; where a scenario has several tools, the dash of the line tells whose it is.
#pragma once

#include "ui/charts/chart.h"
#include "ui/charts/guess_marks.h"

namespace tributary::ui {

/// What an adoption chart shows. Shares are of headcount, 0 to 1.
struct AdoptionSeries {
    struct Group {
        QString name;
        QString tool{};                    ///< whose active share it is, where there are several tools
        QVector<double> active;            ///< as long as `period`
        QVector<double> p5, p25, p75, p95; ///< the band; empty where there is none
    };
    struct Bar {
        double from = 0;
        double to = 0;
        QString text;
        enum class Strength { partial, full } strength = Strength::full;
    };
    struct ScheduleRow {
        QString name;
        QVector<Bar> bars;
    };

    QString title;
    QString hint; ///< "% of headcount"
    QString noun = QStringLiteral("month");
    int perYear = 12;
    QVector<double> period;
    QVector<Group> groups;
    QVector<ScheduleRow> schedule;
    GuessMarks guesses; ///< of a share, 0 to 1
    double guessedPeriod = 0;
};

class AdoptionChart : public Chart {
    Q_OBJECT
public:
    explicit AdoptionChart(QWidget* parent = nullptr);

    void setData(AdoptionSeries series);
    [[nodiscard]] const AdoptionSeries& data() const { return series_; }
    [[nodiscard]] ChartTable table() const override;

    /// The curves keep their height, however many rows the schedule has.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    [[nodiscard]] bool isEmpty() const override;
    void build(Plot& plot) const override;
    [[nodiscard]] QString title() const override { return series_.title; }
    [[nodiscard]] int pointCount() const override;
    [[nodiscard]] double pointX(int point) const override { return series_.period[point]; }
    [[nodiscard]] QVector<double> pointMarks(int point) const override;
    [[nodiscard]] QVector<QPair<QString, QString>> pointText(int point) const override;
    [[nodiscard]] int pageOfPoints() const override { return series_.perYear; }
    bool pointerAt(const Plot& plot, std::optional<QPointF> position) override;

private:
    [[nodiscard]] QStringList tools() const;
    [[nodiscard]] std::size_t lookOf(qsizetype group) const;
    [[nodiscard]] QPen penOf(const Plot& plot, qsizetype group) const;
    [[nodiscard]] QString endName(qsizetype group) const;
    [[nodiscard]] bool isFree(const Plot& plot, const QRectF& area) const;
    [[nodiscard]] QString wholeName(qsizetype group) const;
    [[nodiscard]] double drawTools(Plot& plot, double top) const;
    static void drawScheduleRow(QPainter& painter, const Plot& plot, const AdoptionSeries::ScheduleRow& row,
                                double top);

    AdoptionSeries series_;
    qsizetype banded_ = 0; ///< the group whose band is drawn
};

/// Draws the marker of a group: circle, square, triangle, diamond, bar, cross.
void drawGroupMarker(QPainter& painter, int group, const QPointF& centre, double size, const QPen& pen,
                     const QColor& fill);

} // namespace tributary::ui
