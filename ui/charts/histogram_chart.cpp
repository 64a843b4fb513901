// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/histogram_chart.h"

#include "ui/charts/axis_layout.h"
#include "ui/charts/plot.h"
#include "ui/look/number_words.h"
#include "ui/look/type.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Tails thinner than this are left off the picture (not off the CSV), and the hint says how much they hold.
constexpr double tailLeftOff = 0.0015;
constexpr double valleyBelow = 0.9;
constexpr double guessesMayAdd = 0.4; ///< of the results' own axis, at each end

int peakOf(const QVector<double>& column) {
    return static_cast<int>(std::max_element(column.begin(), column.end()) - column.begin());
}

/// The bins that are drawn: [first, last).
struct Shown {
    qsizetype first = 0;
    qsizetype last = 0;
    double leftOff = 0;
};

Shown shownBins(const HistogramSeries& series) {
    Shown shown{0, series.share.size(), 0};
    double low = 0;
    while (shown.first < shown.last && low + series.share[shown.first] <= tailLeftOff)
        low += series.share[shown.first++];
    double high = 0;
    while (shown.last > shown.first && high + series.share[shown.last - 1] <= tailLeftOff)
        high += series.share[--shown.last];
    shown.leftOff = low + high;
    return shown;
}

void hatch(QPainter& painter, const Plot& plot, const QRectF& bar) {
    painter.setPen(plot.pen(plot.palette().surface, 1));
    for (double y = bar.bottom() - plot.px(hatchPitch); y > bar.top() + plot.px(1); y -= plot.px(hatchPitch))
        painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right(), y));
}

} // namespace

bool hasTwoHumps(const HistogramSeries& series) {
    if (series.regimes.size() < 2)
        return false;
    QVector<int> peaks;
    for (const auto& regime : series.regimes)
        if (regime.share.size() == series.share.size() && !regime.share.isEmpty())
            peaks.append(peakOf(regime.share));
    if (peaks.size() < 2)
        return false;
    std::sort(peaks.begin(), peaks.end());
    const auto from = series.share.begin() + peaks.first();
    const auto to = series.share.begin() + peaks.last();
    if (to - from < 2)
        return false;
    return *std::min_element(from, to + 1) < valleyBelow * std::min(*from, *to);
}

HistogramChart::HistogramChart(QWidget* parent) : Chart(parent) {}

void HistogramChart::setData(HistogramSeries series) {
    const bool holds = axes() == Axes::hold && !isEmpty() && series.unit == series_.unit;
    series_ = std::move(series);
    const Shown shown = shownBins(series_);
    const auto edge = [&](qsizetype bin) { return series_.firstBin + series_.binWidth * static_cast<double>(bin); };
    Extent axis{std::min(edge(shown.first), 0.0), std::max(edge(shown.last), 0.0)};
    if (!series_.guesses.isEmpty()) {
        // A wild guess makes the axis longer, but not so much that the result gets small.
        const double most = (axis.high - axis.low) * guessesMayAdd;
        const Extent results = axis;
        for (const GuessMark& guess : std::as_const(series_.guesses.each))
            axis = axis.with({std::max(guess.value, results.low - most), std::min(guess.value, results.high + most)});
    }
    const Extent reach{edge(0), edge(series_.share.size())};
    double highest = 0;
    for (qsizetype i = shown.first; i < shown.last; ++i)
        highest = std::max(highest, series_.share[i]);
    axis_ = holds ? axis_.with(axis) : axis;
    reach_ = holds ? reach_.with(reach) : reach;
    highest_ = holds ? std::max(highest_, highest) : highest;
    setAccessibleName(series_.title);
    refresh();
}

bool HistogramChart::isEmpty() const {
    return !(series_.binWidth > 0) || !std::isfinite(series_.binWidth) || !std::isfinite(series_.firstBin) ||
           std::none_of(series_.share.begin(), series_.share.end(), [](double share) { return share > 0; });
}

double HistogramChart::factor() const {
    return unitWords(series_.unit, std::max(std::abs(reach_.low), std::abs(reach_.high))).factor;
}

void HistogramChart::build(Plot& plot) const {
    const Shown shown = shownBins(series_);
    const double scale = factor();
    const double width = series_.binWidth * scale;
    const double origin = series_.firstBin * scale;
    const auto edge = [origin, width](qsizetype bin) { return origin + width * static_cast<double>(bin); };
    double low = axis_.low * scale;
    double high = axis_.high * scale;
    const QString unit = unitWords(series_.unit, 1 / scale).text;
    QStringList hints{series_.hint};
    if (shown.leftOff > 0) {
        const QString share = shareWords(shown.leftOff);
        hints = {tr("%1; %2 lie beyond the ends").arg(series_.hint, share),
                 tr("%1; %2 beyond").arg(series_.hint, share), series_.hint};
    }
    const double top = plot.drawTitle(series_.title, hints);

    const double side = plot.style().title == ChartTitle::shown ? plot.px(16) : plot.px(8);
    // The zero line and its two shares rise above the bars, into the title's lower half.
    const double head = plot.style().title == ChartTitle::shown ? plot.px(34) : 0;
    const double strip = series_.guesses.isEmpty() ? 0 : plot.px(guessStripHeight);
    plot.setFrame(side, top + plot.px(26) - plot.px(side > plot.px(8) ? 10 : 0), side, plot.px(38) + strip);
    const double step = roundStep(low, high, std::clamp(static_cast<int>(plot.frame().width() / plot.px(64)), 3, 9));
    // An axis that nearly reaches a round number ends on it.
    constexpr double nearly = 0.5;
    if (const double round = std::floor(low / step) * step; low < 0 && low - round < nearly * step)
        low = round;
    if (const double round = std::ceil(high / step) * step; high > 0 && round - high < nearly * step)
        high = round;
    // The two shares stand beside the zero line: each side is wide enough for its own.
    const QFontMetricsF strongText(fontOf(TextRole::change, plot.style().scale));
    const double room = plot.frame().width();
    const auto widthOf = [&](const QString& words) { return strongText.horizontalAdvance(words) + plot.px(10); };
    const double lossRoom = widthOf(tr("loss %1").arg(shareWords(series_.lossShare)));
    const double gainRoom = widthOf(tr("gain %1").arg(shareWords(1 - series_.lossShare)));
    if (low < 0 && high > 0 && room > lossRoom + gainRoom) {
        low = std::min(low, -high * lossRoom / (room - lossRoom));
        high = std::max(high, -low * gainRoom / (room - gainRoom));
    }
    const int decimals = axisDecimals(step);
    const QVector<double> marks = ticks(low, high, step);
    plot.setHorizontal(low, high, {});

    plot.setVertical(0, highest_ * 1.16, {});
    if (strip > 0)
        drawGuessStrip(plot, plot.size().height() - strip, series_.guesses, scale,
                       tr("median of the guesses %1")
                           .arg(valueWithinWords(series_.guesses.median, low / scale, high / scale, series_.unit)),
                       [low = low / scale, high = high / scale, unit = series_.unit](double value) {
                           return valueWithinWords(value, low, high, unit);
                       });

    plot.over([this, &plot, shown, edge, marks, decimals, unit, head, scale](QCPPainter& painter) {
        const Palette& palette = plot.palette();
        const QRectF frame = plot.frame();
        const double floor = std::round(frame.bottom());
        const auto barTop = [&](qsizetype bin) { return plot.y(series_.share[bin]); };
        for (qsizetype i = shown.first; i < shown.last; ++i) {
            const double left = plot.x(edge(i)) + plot.px(0.5);
            const double right = plot.x(edge(i + 1)) - plot.px(0.5);
            const double height = floor - barTop(i);
            if (height <= 0)
                continue;
            const bool loss = edge(i) + (edge(i + 1) - edge(i)) / 2 < 0;
            const QRectF bar(left, floor - height, std::max(0.5, right - left), height);
            painter.fillRect(bar, loss ? palette.bad : palette.good);
            if (loss)
                hatch(painter, plot, bar);
        }
        painter.setAntialiasing(false);
        painter.setPen(plot.pen(palette.ink2, 1.2));
        painter.drawLine(QPointF(frame.left(), floor + 0.5), QPointF(frame.right(), floor + 0.5));
        for (qsizetype i = 0; i < marks.size(); ++i) {
            const double at = plot.x(marks[i]);
            painter.setPen(plot.pen(palette.ink3, 1));
            painter.drawLine(QPointF(at, floor), QPointF(at, floor + plot.px(5)));
            const bool last = i + 1 == marks.size();
            const QString number = fixedDecimals(marks[i], decimals);
            const QString words = last ? withUnit(number, unit) : number;
            const double half = plot.labelWidth(words) / 2;
            // The unit hangs to the right of its number's place; at the edges a text turns inward.
            double left = at - plot.labelWidth(number) / 2;
            left = std::clamp(left, frame.left() - plot.px(4), frame.right() + plot.px(4) - 2 * half);
            Plot::text(painter, {left, floor + plot.px(22)}, words, plot.label(), palette.ink3);
        }

        painter.setAntialiasing(true);
        QVector<QRectF> taken;
        const double zero = plot.x(0);
        const double headTop = head > 0 ? head : frame.top() - plot.px(22);
        const bool zeroShown = zero >= frame.left() - 1 && zero <= frame.right() + 1;
        if (zeroShown) {
            painter.setPen(plot.pen(palette.ink, 1.4));
            painter.drawLine(QPointF(zero, headTop), QPointF(zero, floor));
        }
        const QFont strong = fontOf(TextRole::change, plot.style().scale);
        const double base = headTop + plot.px(12);
        const QString loss = tr("loss %1").arg(shareWords(series_.lossShare));
        const QString gain = tr("gain %1").arg(shareWords(1 - series_.lossShare));
        const QFontMetricsF strongMetrics(strong);
        // Beside the zero line where there is room, else both on the side that has it.
        double lossRight = zero - plot.px(8);
        double gainLeft = zero + plot.px(8);
        const double lossWidth = strongMetrics.horizontalAdvance(loss);
        const double gainWidth = strongMetrics.horizontalAdvance(gain);
        const bool lossFits = lossRight - lossWidth >= frame.left() - plot.px(12);
        if (!lossFits) {
            lossRight = zero + plot.px(8) + lossWidth;
            gainLeft = lossRight + plot.px(12);
        } else if (gainLeft + gainWidth > frame.right() + plot.px(12)) {
            gainLeft = zero - plot.px(8) - gainWidth;
            lossRight = gainLeft - plot.px(12);
        }
        Plot::text(painter, {lossRight, base}, loss, strong, palette.bad, Anchor::right);
        Plot::text(painter, {gainLeft, base}, gain, strong, palette.good);
        taken.append({lossRight - lossWidth, base - plot.px(13), lossWidth, plot.px(17)});
        taken.append({gainLeft, base - plot.px(13), gainWidth, plot.px(17)});

        const auto highestWithin = [&](double left, double right) {
            double y = floor;
            for (qsizetype i = shown.first; i < shown.last; ++i)
                if (plot.x(edge(i + 1)) > left && plot.x(edge(i)) < right)
                    y = std::min(y, barTop(i));
            return y;
        };
        const double median = plot.x(series_.median * scale);
        const QString medianWords =
            tr("median %1")
                .arg(series_.medianText.isEmpty() ? valueWithinWords(series_.median, edge(shown.first) / scale,
                                                                     edge(shown.last) / scale, series_.unit)
                                                  : series_.medianText);
        const double medianWidth = plot.labelStrongWidth(medianWords);
        // At the side of its line where it is neither cut by the frame nor by the zero line, right where both are free.
        const auto fits = [&](double left) {
            const bool clear = !zeroShown || left > zero + plot.px(3) || left + medianWidth < zero - plot.px(3);
            return clear && left > frame.left() - plot.px(12) && left + medianWidth < frame.right() + plot.px(12);
        };
        const double rightOf = median + plot.px(6), leftOf = median - plot.px(6) - medianWidth;
        // Where neither side is free the words stand above the line, from the zero line or the frame's edge on.
        const double above = series_.median < 0
                                 ? std::min(zero - plot.px(6) - medianWidth, median)
                                 : std::max(zero + plot.px(6), frame.right() + plot.px(11) - medianWidth);
        const bool inFrame = rightOf + medianWidth < frame.right() + plot.px(12);
        const double medianLeft = fits(rightOf)  ? rightOf
                                  : fits(leftOf) ? leftOf
                                  : fits(above)  ? above
                                  : inFrame      ? rightOf
                                                 : leftOf;
        const bool isAbove = medianLeft < median && median < medianLeft + medianWidth;
        const double medianBase = std::max(
            frame.top() + plot.px(4),
            highestWithin(std::min(median, medianLeft), std::max(median, medianLeft + medianWidth)) - plot.px(10));
        painter.setPen(plot.dashed(palette.ink, 1.4, {3, 3}));
        painter.drawLine(QPointF(median, medianBase + plot.px(isAbove ? 5 : -8)), QPointF(median, floor));
        if (!fits(medianLeft)) // the zero line stays behind the words
            painter.fillRect(
                QRectF(medianLeft - plot.px(2), medianBase - plot.px(11), medianWidth + plot.px(4), plot.px(15)),
                palette.surface);
        Plot::text(painter, {medianLeft, medianBase}, medianWords, plot.labelStrong(), palette.ink);
        taken.append({medianLeft - plot.px(6), medianBase - plot.px(16), medianWidth + plot.px(12), plot.px(26)});
        taken.append({median - plot.px(6), medianBase - plot.px(16), plot.px(12), floor - medianBase + plot.px(16)});

        if (!hasTwoHumps(series_))
            return;
        int firstPeak = std::numeric_limits<int>::max(), lastPeak = 0;
        for (const auto& regime : series_.regimes) {
            firstPeak = std::min(firstPeak, peakOf(regime.share));
            lastPeak = std::max(lastPeak, peakOf(regime.share));
        }
        for (const auto& regime : series_.regimes) {
            if (regime.share.size() != series_.share.size())
                continue;
            const int peak = peakOf(regime.share);
            const double nameWidth = plot.labelWidth(regime.name);
            const double centre = (plot.x(edge(peak)) + plot.x(edge(peak + 1))) / 2;
            // Over its own peak, else as near to it as there is room, the outer flank first; never beyond the valley.
            const bool isLeft = peak < (firstPeak + lastPeak) / 2.0;
            const double valley = (plot.x(edge(firstPeak)) + plot.x(edge(lastPeak + 1))) / 2;
            const double outward = isLeft ? -1 : 1;
            const auto isOwnSide = [&](double left) { return isLeft ? left + nameWidth <= valley : left >= valley; };
            QVector<double> shifts{0};
            for (double shift = plot.px(6); shift < frame.width(); shift += plot.px(6))
                shifts << outward * shift << -outward * shift;
            for (const double shift : std::as_const(shifts)) {
                const double left = std::clamp(centre - nameWidth / 2 + shift, frame.left() - plot.px(8),
                                               frame.right() + plot.px(8) - nameWidth);
                if (!isOwnSide(left))
                    continue;
                const double nameBase = highestWithin(left - plot.px(2), left + nameWidth + plot.px(2)) - plot.px(10);
                const QRectF place(left, nameBase - plot.px(11), nameWidth, plot.px(15));
                const bool free =
                    place.top() > headTop && std::none_of(taken.begin(), taken.end(),
                                                          [&](const QRectF& other) { return other.intersects(place); });
                const bool clearOfZero = place.right() < zero || place.left() > zero + plot.px(3);
                if (!free || !clearOfZero)
                    continue;
                Plot::text(painter, {left, nameBase}, regime.name, plot.label(), palette.ink2);
                taken.append(place);
                break;
            }
        }
    });
}

int HistogramChart::pointCount() const {
    const Shown shown = shownBins(series_);
    return isEmpty() ? 0 : static_cast<int>(shown.last - shown.first);
}

qsizetype HistogramChart::binOf(int point) const { return shownBins(series_).first + point; }

double HistogramChart::pointX(int point) const {
    return (series_.firstBin + series_.binWidth * (static_cast<double>(binOf(point)) + 0.5)) * factor();
}

QVector<double> HistogramChart::pointMarks(int point) const { return {series_.share[binOf(point)]}; }

QVector<QPair<QString, QString>> HistogramChart::pointText(int point) const {
    const qsizetype bin = binOf(point);
    const double low = series_.firstBin + series_.binWidth * static_cast<double>(bin);
    QVector<QPair<QString, QString>> lines{{rangeWords(low, low + series_.binWidth, series_.unit), {}}};
    lines.append({tr("Share of trials"), shareWords(series_.share[bin])});
    for (const auto& regime : series_.regimes)
        if (regime.share.size() == series_.share.size() && regime.share[bin] > 0)
            lines.append({regime.name, shareWords(regime.share[bin])});
    return lines;
}

QString HistogramChart::spoken() const {
    return tr("Median %1, loss in %2, %3")
        .arg(series_.medianText.isEmpty() ? valueWords(series_.median, series_.unit) : series_.medianText,
             chanceWords(series_.lossShare), trialsWords(series_.lossShare));
}

ChartTable HistogramChart::table() const {
    ChartTable made;
    made.head << columnTitle(u"from"_s, series_.unit) << columnTitle(u"to"_s, series_.unit)
              << columnTitle(u"share"_s, tr("of trials"));
    for (const auto& regime : series_.regimes)
        made.head << columnTitle(u"share "_s + regime.name, tr("of trials"));
    for (qsizetype i = 0; i < series_.share.size(); ++i) {
        const double low = series_.firstBin + series_.binWidth * static_cast<double>(i);
        QStringList row{tableNumber(low), tableNumber(low + series_.binWidth), tableNumber(series_.share[i])};
        for (const auto& regime : series_.regimes)
            row << (i < regime.share.size() ? tableNumber(regime.share[i]) : QString());
        made.rows << row;
    }
    return made;
}

} // namespace tributary::ui
