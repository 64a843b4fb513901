// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axis_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace tributary::ui {

double roundStep(double low, double high, int atMost) {
    const double span = high - low;
    if (!(span > 0) || !std::isfinite(span) || atMost < 2)
        return 1;
    double power = std::pow(10.0, std::floor(std::log10(span / atMost)));
    for (;; power *= 10)
        for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
            const double step = factor * power;
            if (std::floor(high / step) - std::ceil(low / step) + 1 <= atMost)
                return step;
        }
}

QVector<double> ticks(double low, double high, double step) {
    QVector<double> found;
    if (!(step > 0) || !std::isfinite(high - low) || (high - low) / step > 1000)
        return found;
    const double slack = step * 1e-9;
    for (double i = std::ceil((low - slack) / step); i * step <= high + slack; ++i)
        found.append(i == 0 ? 0 : i * step);
    return found;
}

double periodStep(double first, double last, int perYear, int atMost) {
    const double span = last - first;
    // Years first, if there are enough of them to read a time from.
    constexpr double fewest = 4;
    const auto fits = [&](double step) { return step >= 1 && step == std::floor(step) && span / step + 1 <= atMost; };
    if (fits(perYear) && span / perYear + 1 >= fewest)
        return perYear;
    for (const double step : {1.0, perYear / 4.0, perYear / 2.0, 1.0 * perYear, 2.0 * perYear, 5.0 * perYear})
        if (fits(step))
            return step;
    return std::ceil(span / std::max(1, atMost - 1) / perYear) * perYear;
}

QVector<double> movedApart(const QVector<double>& wanted, double gap, double lowest, double highest) {
    struct Block {
        double sum;
        int count;
    };
    const auto size = static_cast<int>(wanted.size());
    QVector<int> order(size);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return wanted[a] < wanted[b]; });
    // Less i gaps, the places need only be in order: an isotonic regression.
    QVector<Block> blocks;
    for (int i = 0; i < size; ++i) {
        blocks.append({wanted[order[i]] - i * gap, 1});
        while (blocks.size() > 1) {
            const Block& last = blocks[blocks.size() - 1];
            Block& before = blocks[blocks.size() - 2];
            if (before.sum / before.count <= last.sum / last.count)
                break;
            before = {before.sum + last.sum, before.count + last.count};
            blocks.removeLast();
        }
    }
    const double top = std::max(lowest, highest - (size - 1) * gap);
    QVector<double> placed(size);
    int i = 0;
    for (const Block& block : std::as_const(blocks))
        for (int k = 0; k < block.count; ++k, ++i)
            placed[order[i]] = std::clamp(block.sum / block.count, lowest, top) + i * gap;
    return placed;
}

bool runsThrough(const QPolygonF& line, const QRectF& area) {
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        // What is left of the piece within the sides, then within top and bottom (Liang and Barsky).
        const QPointF from = line[i], step = line[i + 1] - from;
        double first = 0, last = 1;
        const auto within = [&](double start, double length, double low, double high) {
            if (length == 0)
                return start >= low && start <= high;
            const double a = (low - start) / length, b = (high - start) / length;
            first = std::max(first, std::min(a, b));
            last = std::min(last, std::max(a, b));
            return first <= last;
        };
        if (std::isfinite(from.y() + step.y()) && within(from.x(), step.x(), area.left(), area.right()) &&
            within(from.y(), step.y(), area.top(), area.bottom()))
            return true;
    }
    return false;
}

QRectF freePlace(const QPointF& anchor, const QSizeF& size, const QRectF& bounds, double clear,
                 const std::function<bool(const QRectF&)>& isFree) {
    struct Place {
        QRectF area;
        double away;
    };
    const double stride = std::max(2.0, size.height() / 3);
    const QRectF around(anchor - QPointF(clear, clear), QSizeF(2 * clear, 2 * clear));
    QVector<Place> places;
    for (double top = bounds.top(); top + size.height() <= bounds.bottom(); top += stride)
        for (double left = bounds.left(); left + size.width() <= bounds.right(); left += stride) {
            const QRectF area(QPointF(left, top), size);
            if (area.intersects(around))
                continue;
            const double across = std::max({area.left() - anchor.x(), anchor.x() - area.right(), 0.0});
            const double along = std::max({area.top() - anchor.y(), anchor.y() - area.bottom(), 0.0});
            // Of places as near, the one whose middle is nearer.
            constexpr double little = 0.05;
            places.append({area, std::hypot(across, along) + little * std::abs(area.center().x() - anchor.x())});
        }
    std::ranges::stable_sort(places, {}, &Place::away);
    const auto free = std::ranges::find_if(places, [&](const Place& place) { return isFree(place.area); });
    return free != places.end() ? free->area : places.isEmpty() ? QRectF(bounds.topLeft(), size) : places.first().area;
}

} // namespace tributary::ui
