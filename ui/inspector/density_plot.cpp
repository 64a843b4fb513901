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

DensityPlot::DensityPlot(QWidget* parent) : QWidget(parent) {
    setFixedHeight(curveHeight + numbersHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DensityPlot::show(const Distribution& distribution, const QString& unit) {
    distribution_ = distribution;
    unit_ = unit;
    const QString words = tr("P10 %1, most likely %2, P90 %3")
                              .arg(threeDigits(quantile(distribution, 0.1)), threeDigits(mostLikely(distribution)),
                                   threeDigits(quantile(distribution, 0.9)));
    setAccessibleName(withUnit(words, unit));
    setToolTip(withUnit(words, unit));
    update();
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
    paintNumbers(painter, area, low, high);
}

void DensityPlot::paintNumbers(QPainter& painter, const QRectF& area, double low, double high) const {
    const QFont font = fontOf(TextRole::label);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(currentPalette().ink3);
    struct Number {
        double value;
        QString text;
        bool likely;
    };
    const double likely = mostLikely(distribution_);
    const double p10 = quantile(distribution_, 0.1);
    const double p90 = quantile(distribution_, 0.9);
    std::vector<Number> numbers{{likely, asTyped(likely), true},
                                {p10, u"P10 "_s + significant(p10, 2), false},
                                {p90, u"P90 "_s + significant(p90, 2), false}};
    if (hasEnds(distribution_)) {
        numbers.push_back({high, withUnit(asTyped(high), unit_), false});
        numbers.push_back({low, asTyped(low), false});
    }
    // What comes first in the list has its place; what would run into it is left out.
    std::vector<QRectF> taken;
    for (const Number& number : numbers) {
        const double wide = metrics.horizontalAdvance(number.text);
        const double centre = area.left() + area.width() * (number.value - low) / (high - low);
        const double left = std::clamp(centre - wide / 2, 0.0, std::max(0.0, width() - wide));
        const QRectF box(left, curveHeight, wide, numbersHeight);
        const bool free = std::none_of(taken.begin(), taken.end(), [&](const QRectF& other) {
            return box.adjusted(-5, 0, 5, 0).intersects(other);
        });
        if (!free)
            continue;
        painter.drawText(box.adjusted(-1, 0, 1, 0), Qt::AlignCenter, number.text);
        taken.push_back(box);
    }
}

} // namespace tributary::ui
