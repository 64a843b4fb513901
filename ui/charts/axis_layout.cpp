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

} // namespace tributary::ui
