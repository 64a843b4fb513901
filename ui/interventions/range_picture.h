// SPDX-License-Identifier: GPL-3.0-or-later
// RangePicture: a quantity as it stands in a row: a line from nothing to the largest of its column, a bar over where it
// may lie, a dot at the most likely value. Window thread only.
#pragma once

#include "core/stats/distribution.h"

#include <QWidget>
#include <optional>

namespace tributary::ui {

class RangePicture : public QWidget {
    Q_OBJECT
public:
    explicit RangePicture(QWidget* parent = nullptr);

    /// Shows a distribution on a scale from 0 to `largest`; a negative one by its size, for its sign stands beside it.
    void show(const std::optional<Distribution>& distribution, double largest);

    /// The largest size that a distribution has in all but its outermost hundredths.
    [[nodiscard]] static double largestOf(const Distribution& distribution);

    [[nodiscard]] QSize sizeHint() const override { return {128, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<Distribution> distribution_;
    double largest_ = 1;
};

} // namespace tributary::ui
