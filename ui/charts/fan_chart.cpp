// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/fan_chart.h"

#include "ui/charts/axis_layout.h"
#include "ui/charts/plot.h"
#include "ui/look/number_words.h"

#include <QStringList>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QChar minusSign(0x2212);

Extent extentOf(const FanSeries& series) {
    Extent extent;
    for (const auto* column :
         {&series.p5, &series.p25, &series.p50, &series.p75, &series.p95, &series.mostLikely, &series.businessAsUsual})
        for (const double value : *column)
            if (std::isfinite(value)) {
                extent.low = std::min(extent.low, value);
                extent.high = std::max(extent.high, value);
            }
    if (extent.low == extent.high)
        extent.high = extent.low + 1;
    return extent;
}

/// "median of the guesses month 18; 2 say never"
QString medianWords(const GuessMarks& guesses, const QString& noun) {
    const QString median = FanChart::tr("median of the guesses %1").arg(paybackWords(guesses.median, noun));
    const auto never = std::count_if(guesses.each.begin(), guesses.each.end(),
                                     [](const GuessMark& guess) { return std::isinf(guess.value); });
    return never == 0   ? median
           : never == 1 ? FanChart::tr("%1; 1 says never").arg(median)
                        : FanChart::tr("%1; %2 say never").arg(median).arg(never);
}

QVector<double> scaled(const QVector<double>& column, double factor) {
    QVector<double> made = column;
    for (double& value : made)
        value = std::isfinite(value) ? value * factor : NAN; // a gap, not a line to nowhere
    return made;
}

bool hasNumber(const QVector<double>& column) {
    return std::any_of(column.begin(), column.end(), [](double value) { return std::isfinite(value); });
}

} // namespace

FanChart::FanChart(QWidget* parent) : Chart(parent) {}

void FanChart::setData(FanSeries series) {
    const Extent needed = extentOf(series);
    extent_ = axes() == Axes::hold && !isEmpty() && series.unit == series_.unit ? extent_.with(needed) : needed;
    series_ = std::move(series);
    setAccessibleName(series_.title);
    refresh();
}

bool FanChart::isEmpty() const {
    return series_.period.isEmpty() || series_.p50.size() != series_.period.size() || !hasNumber(series_.p50);
}

UnitWords FanChart::unit() const {
    return unitWords(series_.unit, std::max(std::abs(extent_.low), std::abs(extent_.high)));
}

void FanChart::build(Plot& plot) const {
    const Palette& palette = plot.palette();
    const Extent& extent = extent_;
    const UnitWords unit = this->unit();
    QStringList hint;
    for (const QString& part : {unit.text, series_.hint})
        if (!part.isEmpty())
            hint.append(part);
    const double top = plot.drawTitle(series_.title, {hint.join(u", "_s)});

    const double span = (extent.high - extent.low) * unit.factor;
    const double low = extent.low * unit.factor - (extent.low < 0 ? span * 0.06 : 0);
    const double high = extent.high * unit.factor + span * 0.06;
    const double step = roundStep(low, high, std::clamp(static_cast<int>(plot.size().height() / plot.px(38)), 3, 8));
    const int decimals = axisDecimals(step);
    QVector<AxisTick> vertical;
    double widest = 0;
    for (const double at : ticks(low, high, step))
        vertical.append({at, fixedDecimals(at, decimals)});
    // Where no title says the unit, the topmost number does.
    if (plot.style().title == ChartTitle::hidden && !vertical.isEmpty())
        vertical.last().text = withUnit(vertical.last().text, unit.text);
    for (const AxisTick& tick : std::as_const(vertical))
        widest = std::max(widest, plot.labelWidth(tick.text));

    QVector<EndLabel> ends;
    const auto name = [&](const QVector<double>& column, const QString& text, const QColor& colour, bool strong) {
        if (column.size() == series_.period.size() && std::isfinite(column.last()))
            ends.append({column.last() * unit.factor, text, colour, strong});
    };
    const QString last = valueWithinWords(series_.p50.last(), extent.low, extent.high, series_.unit);
    name(series_.p95, tr("P95"), palette.ink3, false);
    name(series_.p75, tr("P75"), palette.ink3, false);
    name(series_.mostLikely, tr("most likely inputs"), palette.ink2, false);
    const QString median = series_.medianName.isEmpty() ? tr("median %1").arg(last) : series_.medianName;
    name(series_.p50, median, palette.ink, true);
    name(series_.businessAsUsual, tr("business as usual"), palette.ink3, false);
    name(series_.p25, tr("P25"), palette.ink3, false);
    name(series_.p5, tr("P5"), palette.ink3, false);
    double right = 0;
    for (const EndLabel& each : std::as_const(ends))
        right = std::max(right, each.strong ? plot.labelStrongWidth(each.text) : plot.labelWidth(each.text));
    // As wide as the axis may ask for, so that the frame stays where it is while the median moves.
    const QString widestLast =
        minusSign + fixedDecimals(std::max(std::abs(low), std::abs(high)), std::max(2, decimals));
    right = std::max(right, plot.labelStrongWidth(tr("median %1").arg(widestLast)));

    const double side = plot.style().title == ChartTitle::shown ? plot.px(16) : 0;
    // The first text under the axis, "month 0", hangs over to the left.
    const double firstText = plot.labelWidth(series_.noun + u" 0"_s) / 2 + plot.px(2);
    const double strip = series_.guesses.isEmpty() ? 0 : plot.px(guessStripHeight);
    plot.setFrame(std::max(side + widest + plot.px(10), firstText), top, side + right + plot.px(8),
                  plot.px(side > 0 ? 38 : 26) + strip);
    if (strip > 0)
        drawGuessStrip(plot, plot.size().height() - strip, series_.guesses, 1,
                       medianWords(series_.guesses, series_.noun),
                       [noun = series_.noun](double value) { return paybackWords(value, noun); });
    // A single period has its place in the middle, and its values as short lines there.
    constexpr double around = 0.5;
    const bool single = series_.period.size() == 1;
    const double first = series_.period.first() - (single ? around : 0);
    const double end = series_.period.last() + (single ? around : 0);
    const QVector<double> places = single ? QVector<double>{first + around / 2, end - around / 2} : series_.period;
    QVector<AxisTick> horizontal;
    const int room = std::clamp(static_cast<int>(plot.frame().width() / plot.px(52)), 2, 12);
    for (const double at : single ? series_.period : ticks(first, end, periodStep(first, end, series_.perYear, room)))
        horizontal.append({at, QString::number(at, 'f', 0)});
    if (!horizontal.isEmpty())
        horizontal.first().text = series_.noun + u' ' + horizontal.first().text;
    plot.setHorizontal(first, end, horizontal);
    plot.setVertical(low, high, vertical);

    const auto inUnit = [&](const QVector<double>& column) {
        const QVector<double> values = scaled(column, unit.factor);
        return single ? QVector<double>{values.first(), values.first()} : values;
    };
    const auto drawn = [&](const QVector<double>& column) { return column.size() == series_.period.size(); };
    if (drawn(series_.p5) && drawn(series_.p95))
        plot.band(places, inUnit(series_.p5), inUnit(series_.p95), palette.mist90);
    if (drawn(series_.p25) && drawn(series_.p75))
        plot.band(places, inUnit(series_.p25), inUnit(series_.p75), palette.mist50);
    if (drawn(series_.businessAsUsual))
        plot.line(places, inUnit(series_.businessAsUsual), plot.dashed(palette.ink3, 1, {2, 2}));
    if (drawn(series_.mostLikely))
        plot.line(places, inUnit(series_.mostLikely), plot.dashed(palette.median, 1.4, {6, 4}));
    plot.line(places, inUnit(series_.p50), plot.pen(palette.median, 2.4));

    const std::optional<double> payback = series_.payback;
    const bool crossesZero = low <= 0 && high >= 0;
    const QString noun = series_.noun;
    QVector<QPair<QVector<double>, QVector<double>>> lines{{places, inUnit(series_.p50)}};
    for (const auto* column : {&series_.mostLikely, &series_.businessAsUsual})
        if (drawn(*column))
            lines.append({places, inUnit(*column)});
    plot.over([&plot, crossesZero, payback, noun, lines](QCPPainter& painter) {
        const QRectF frame = plot.frame();
        if (!crossesZero)
            return;
        const double zero = plot.y(0);
        painter.setPen(plot.pen(plot.palette().ink2, 1.2));
        painter.drawLine(QPointF(frame.left(), zero), QPointF(frame.right(), zero));
        if (!payback)
            return;
        const double x = plot.x(*payback);
        painter.setPen(plot.pen(plot.palette().median, 2));
        painter.setBrush(plot.palette().surface);
        painter.drawEllipse(QPointF(x, zero), plot.px(4.5), plot.px(4.5));
        const QString words = tr("median pays back, %1").arg(paybackWords(payback, noun));
        QVector<QPolygonF> drawnLines;
        for (const auto& [periods, values] : lines) {
            QPolygonF points;
            for (qsizetype i = 0; i < periods.size(); ++i)
                points << QPointF(plot.x(periods[i]), plot.y(values[i]));
            drawnLines << points;
        }
        const auto isFree = [&](const QRectF& place) {
            const double air = plot.px(2);
            const QRectF area = place.adjusted(-air, -air, air, air);
            return !(area.top() < zero && area.bottom() > zero) &&
                   std::none_of(drawnLines.begin(), drawnLines.end(),
                                [&](const QPolygonF& line) { return runsThrough(line, area); });
        };
        const QRectF place = freePlace({x, zero}, {plot.labelWidth(words), plot.px(14)},
                                       frame.adjusted(plot.px(2), 0, -plot.px(2), 0), plot.px(6), isFree);
        Plot::text(painter, {place.left(), place.bottom() - plot.px(3)}, words, plot.label(), plot.palette().ink);
    });
    plot.nameEnds(ends, plot.px(8));
}

int FanChart::pointCount() const { return isEmpty() ? 0 : static_cast<int>(series_.period.size()); }

double FanChart::pointX(int point) const { return series_.period[point]; }

QVector<double> FanChart::pointMarks(int point) const { return {series_.p50[point] * unit().factor}; }

QVector<QPair<QString, QString>> FanChart::pointText(int point) const {
    const auto has = [&](const QVector<double>& column) { return column.size() == series_.period.size(); };
    QVector<QPair<QString, QString>> lines{{periodWords(series_.period[point], series_.noun), {}}};
    const double median = series_.p50[point];
    const auto ranged = [&](const QString& name, const QVector<double>& low, const QVector<double>& high) {
        const RangedWords words = rangedWords(median, low[point], high[point], series_.unit);
        lines.append({tr("Median"), words.value});
        lines.append({name, words.range});
    };
    if (has(series_.p10) && has(series_.p90))
        ranged(tr("P10 to P90"), series_.p10, series_.p90);
    else if (has(series_.p5) && has(series_.p95))
        ranged(tr("P5 to P95"), series_.p5, series_.p95);
    else
        lines.append({tr("Median"), valueWords(median, series_.unit)});
    if (has(series_.mostLikely))
        lines.append({tr("Most likely inputs"), valueWords(series_.mostLikely[point], series_.unit)});
    if (has(series_.businessAsUsual))
        lines.append({tr("Business as usual"), valueWords(series_.businessAsUsual[point], series_.unit)});
    return lines;
}

ChartTable FanChart::table() const {
    struct Column {
        QString name;
        const QVector<double>* values;
    };
    QVector<Column> columns;
    ChartTable made;
    made.head << series_.noun;
    for (const Column& each :
         {Column{u"p5"_s, &series_.p5}, Column{u"p10"_s, &series_.p10}, Column{u"p25"_s, &series_.p25},
          Column{u"p50"_s, &series_.p50}, Column{u"p75"_s, &series_.p75}, Column{u"p90"_s, &series_.p90},
          Column{u"p95"_s, &series_.p95}, Column{u"most_likely"_s, &series_.mostLikely},
          Column{u"business_as_usual"_s, &series_.businessAsUsual}})
        if (each.values->size() == series_.period.size() && !each.values->isEmpty()) {
            columns.append(each);
            made.head << columnTitle(each.name, series_.unit);
        }
    for (qsizetype i = 0; i < series_.period.size(); ++i) {
        QStringList row{tableNumber(series_.period[i])};
        for (const Column& column : std::as_const(columns))
            row << tableNumber((*column.values)[i]);
        made.rows << row;
    }
    return made;
}

} // namespace tributary::ui
