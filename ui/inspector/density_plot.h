// SPDX-License-Identifier: GPL-3.0-or-later
// DensityPlot: what a person typed for an uncertain quantity as a curve: mist from end to end, darker from P10 to P90,
// a dotted line at the most likely value, with the numbers below. Window thread only.
#pragma once

#include "core/stats/distribution.h"

#include <QString>
#include <QWidget>
#include <vector>

namespace tributary::ui {

class DensityPlot : public QWidget {
    Q_OBJECT
public:
    explicit DensityPlot(QWidget* parent = nullptr);

    /// Shows a distribution, its numbers in `unit`. A certain one has nothing to show.
    void show(const Distribution& distribution, const QString& unit);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Number;
    /// The numbers below the curve: in one line where each has its place there, else in two.
    [[nodiscard]] std::vector<Number> numbers() const;
    void fitHeight();

    Distribution distribution_ = Constant{0};
    QString unit_; ///< short
};

} // namespace tributary::ui
