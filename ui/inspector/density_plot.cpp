// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/density_plot.h"

#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <vector>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int curveHeight = 40;
constexpr int numbersHeight = 17;
constexpr double openTail = 0.003; ///< share left out at each end of a distribution without ends

bool hasEnds(const Distribution& distribution) {
    return std::holds_alternative<Pert>(distribution) || std::holds_alternative<Triangular>(distribution) ||
           std::holds_alternative<Uniform>(distribution) || std::holds_alternative<Beta>(distribution) ||
           std::holds_alternative<Empirical>(distribution);
}

/// A number that a person gave: without the zeros that stand for digits.
QString asTyped(double value) {
    QString text = threeDigits(value);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
        text.chop(1);
    return text;
}

} // namespace

/// A number below the curve, where it is drawn.
struct DensityPlot::Number {
    QString text;
    double left = 0;
    int line = 0;
};

DensityPlot::DensityPlot(QWidget* parent) : QWidget(parent) {
    setFixedHeight(curveHeight + numbersHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DensityPlot::show(const Distribution& distribution, const QString& unit) {
    distribution_ = distribution;
    unit_ = unitWords(unit, 0).text;
    const QString words = tr("P10 %1, most likely %2, P90 %3")
                              .arg(threeDigits(quantile(distribution, 0.1)), threeDigits(mostLikely(distribution)),
                                   threeDigits(quantile(distribution, 0.9)));
    setAccessibleName(withUnit(words, unit));
    setToolTip(withUnit(words, unit));
    fitHeight();
    update();
}

void DensityPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitHeight();
}

/// A narrow field gets a second line for what has no room in the first.
void DensityPlot::fitHeight() {
    int lines = 1;
    for (const Number& number : numbers())
        lines = std::max(lines, number.line + 1);
    setFixedHeight(curveHeight + numbersHeight * lines);
}

void DensityPlot::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    const double tail = hasEnds(distribution_) ? 0 : openTail;
    const double low = quantile(distribution_, tail);
    const double high = quantile(distribution_, 1 - tail);
    if (!std::isfinite(low) || !std::isfinite(high) || low >= high)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area(0.5, 1, width() - 1, curveHeight - 2);

    const int steps = std::max(2, static_cast<int>(area.width() / 2));
    std::vector<double> heights(static_cast<size_t>(steps) + 1);
    double highest = 0;
    for (int i = 0; i <= steps; ++i) {
        // Half a step inside the ends, where some densities are infinite.
        const double at = std::clamp((i + 0.0) / steps, 0.25 / steps, 1 - 0.25 / steps);
        double height = density(distribution_, low + at * (high - low));
        if (!std::isfinite(height))
            height = std::holds_alternative<Empirical>(distribution_) ? 1 : 0;
        heights[static_cast<size_t>(i)] = height;
        highest = std::max(highest, height);
    }
    if (highest <= 0)
        return;
    QPainterPath line;
    for (int i = 0; i <= steps; ++i) {
        const QPointF point(area.left() + area.width() * i / steps,
                            area.bottom() - area.height() * heights[static_cast<size_t>(i)] / highest);
        if (i == 0)
            line.moveTo(point);
        else
            line.lineTo(point);
    }
    QPainterPath filled = line;
    filled.lineTo(area.bottomRight());
    filled.lineTo(area.bottomLeft());
    filled.closeSubpath();
    const auto place = [&](double value) { return area.left() + area.width() * (value - low) / (high - low); };

    painter.fillPath(filled, palette.mist90);
    painter.save();
    const double p10 = place(quantile(distribution_, 0.1));
    const double p90 = place(quantile(distribution_, 0.9));
    painter.setClipRect(QRectF(p10, 0, p90 - p10, curveHeight));
    painter.fillPath(filled, palette.mist50);
    painter.restore();
    painter.setPen(QPen(palette.rule, 1));
    painter.drawLine(QPointF(0, area.bottom() + 0.5), QPointF(width(), area.bottom() + 0.5));
    painter.setPen(QPen(palette.median, 1.5));
    painter.drawPath(line);
    const double mode = place(mostLikely(distribution_));
    painter.setPen(QPen(palette.ink, 1.2, Qt::DotLine));
    painter.drawLine(QPointF(mode, area.top() + 1), QPointF(mode, area.bottom()));
    painter.setFont(fontOf(TextRole::label));
    painter.setPen(palette.ink3);
    for (const Number& number : numbers())
        painter.drawText(QRectF(number.left, curveHeight + number.line * numbersHeight, width(), numbersHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, number.text);
}

std::vector<DensityPlot::Number> DensityPlot::numbers() const {
    const double tail = hasEnds(distribution_) ? 0 : openTail;
    const double low = quantile(distribution_, tail);
    const double high = quantile(distribution_, 1 - tail);
    if (!std::isfinite(low) || !std::isfinite(high) || low >= high)
        return {};
    const QFontMetricsF metrics(fontOf(TextRole::label));
    const double room = width();
    const auto placed = [&](double value, const QString& text, int line) {
        const double wide = metrics.horizontalAdvance(text);
        const double centre = room * (value - low) / (high - low);
        return Number{text, std::clamp(centre - wide / 2, 0.0, std::max(0.0, room - wide)), line};
    };
    constexpr double apart = 5;
    const auto isFree = [&](const std::vector<Number>& taken, const Number& wanted) {
        const double right = wanted.left + metrics.horizontalAdvance(wanted.text);
        return std::none_of(taken.begin(), taken.end(), [&](const Number& other) {
            return other.line == wanted.line &&
                   wanted.left - apart < other.left + metrics.horizontalAdvance(other.text) &&
                   right + apart > other.left;
        });
    };
    const double likely = mostLikely(distribution_);
    const double p10 = quantile(distribution_, 0.1);
    const double p90 = quantile(distribution_, 0.9);
    const QString lowWords = u"P10 "_s + significant(p10, 3);
    const QString highWords = u"P90 "_s + significant(p90, 3);
    const bool bounded = hasEnds(distribution_);
    // The most likely value and the two percentiles always stand; the unit stands once, at the last number of all.
    std::vector<Number> one{placed(likely, bounded ? asTyped(likely) : withUnit(asTyped(likely), unit_), 0)};
    bool fits = true;
    for (const Number& number : {placed(p10, lowWords, 0), placed(p90, highWords, 0)}) {
        fits = fits && isFree(one, number);
        one.push_back(number);
    }
    if (bounded) {
        const Number end = placed(high, withUnit(asTyped(high), unit_), 0);
        fits = fits && (unit_.isEmpty() || isFree(one, end));
        if (isFree(one, end))
            one.push_back(end);
        if (const Number begin = placed(low, asTyped(low), 0); isFree(one, begin))
            one.push_back(begin);
    }
    if (fits)
        return one;
    Number left = placed(p10, lowWords, 1);
    Number right = placed(p90, highWords, 1);
    if (!isFree({left}, right)) {
        left.left = 0;
        right.left = std::max(0.0, room - metrics.horizontalAdvance(right.text));
    }
    const Number middle = placed(likely, metrics.elidedText(withUnit(asTyped(likely), unit_), Qt::ElideRight, room), 0);
    return {middle, left, right};
}

} // namespace tributary::ui
