// SPDX-License-Identifier: GPL-3.0-or-later
// Metric change: the one place where a metric's change against business as usual becomes what the window shows of it.
// Pure functions.
#pragma once

#include "core/engine/results.h"
#include "ui/look/marks.h"

#include <QString>

namespace tributary::ui {

struct MetricChange {
    QString text{};                        ///< "−12 %", "+9.1 pts", "no change"; empty where there is no result
    QString range{};                       ///< P10 to P90 in the unit of the text; empty where it has none
    Judgement judgement = Judgement::none; ///< none where it does not move
    Pointing pointing = Pointing::up;
    double size = 0; ///< as a share of business as usual, at most 1
};

/// Says how a metric has changed at `period`, which counts from 1.
[[nodiscard]] MetricChange metricChange(const MetricResults& metric, int period);

/// Whether trials differ by more than they are reckoned to: else there is no range to be shown.
[[nodiscard]] bool hasRange(const Summary& summary);

} // namespace tributary::ui
