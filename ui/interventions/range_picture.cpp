// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/range_picture.h"

#include "ui/look/theme.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {
constexpr double outermost = 0.005;
constexpr double barHeight = 9;
constexpr double tickHeight = 12;
constexpr double dot = 4;
} // namespace

RangePicture::RangePicture(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

double RangePicture::largestOf(const Distribution& distribution) {
    const double ends[] = {quantile(distribution, outermost), quantile(distribution, 1 - outermost)};
    double largest = 0;
    for (const double end : ends)
        if (std::isfinite(end))
            largest = std::max(largest, std::abs(end));
    return largest;
}

void RangePicture::show(const std::optional<Distribution>& distribution, double largest) {
    distribution_ = distribution;
    largest_ = largest > 0 ? largest : 1;
    update();
}

void RangePicture::paintEvent(QPaintEvent*) {
    if (!distribution_)
        return;
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double low = quantile(*distribution_, outermost);
    const double high = quantile(*distribution_, 1 - outermost);
    // Where it goes both ways, nothing stands in the middle.
    const bool both = low < 0 && high > 0;
    const double left = dot, right = width() - dot;
    const auto x = [&](double value) {
        const double share = both ? 0.5 + value / largest_ / 2 : std::abs(value) / largest_;
        return left + std::clamp(share, 0.0, 1.0) * (right - left);
    };
    const double middle = height() / 2.0;
    painter.setPen(QPen(palette.rule, 1));
    painter.drawLine(QPointF(left, middle), QPointF(right, middle));
    if (high != low) {
        const double from = std::min(x(low), x(high)), to = std::max(x(low), x(high));
        painter.fillRect(QRectF(from, middle - barHeight / 2, std::max(to - from, 1.0), barHeight), palette.mist50);
    }
    painter.setPen(QPen(palette.ink3, 1.2));
    painter.drawLine(QPointF(x(0), middle - tickHeight / 2), QPointF(x(0), middle + tickHeight / 2));
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.median);
    painter.drawEllipse(QPointF(x(mostLikely(*distribution_)), middle), dot, dot);
}

} // namespace tributary::ui
