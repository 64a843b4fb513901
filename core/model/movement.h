// SPDX-License-Identifier: GPL-3.0-or-later
// Movement: which metrics an effect or a scenario can move away from business as usual, directly or through those that
// drive them. Drift and other beliefs move nothing: they hold in business as usual as well. Thread-safe: a value.
#pragma once

#include "core/model/dependencies.h"

#include <bitset>
#include <vector>

namespace tributary {

/// Tells of each metric, in the order of `all.metrics`, whether any intervention or scenario of the model can move it.
[[nodiscard]] std::vector<bool> movableMetrics(const Model& model, const Dependencies& all);

/// Lists the movable metrics that drive one, itself first if it is movable, at any distance; `without` is left out, and
/// so is what moves it through `without` alone.
[[nodiscard]] std::vector<size_t> movableDriversOf(const Dependencies& all, const std::vector<bool>& movable,
                                                   size_t metric, size_t without);

/// Which of a stretch of metrics drive each metric, at any distance, through movable ones alone: what the lists of
/// movableDriversOf() tell, for all metrics at once. A model is gone through stretch by stretch, so that the memory
/// grows with its size and not with the square of it.
class DriverStretch {
public:
    static constexpr size_t width = 1024;

    /// Works out those from `first` on. A movable metric counts among its own.
    DriverStretch(const Dependencies& all, const std::vector<bool>& movable, size_t first);

    [[nodiscard]] bool holds(size_t metric) const { return metric >= first_ && metric - first_ < width; }
    /// Tells whether `driver`, which the stretch holds, drives the metric.
    [[nodiscard]] bool drives(size_t driver, size_t metric) const { return sets_[metric][driver - first_]; }
    /// Tells whether any of the stretch drives both metrics.
    [[nodiscard]] bool share(size_t a, size_t b) const { return (sets_[a] & sets_[b]).any(); }

private:
    size_t first_;
    std::vector<std::bitset<width>> sets_; ///< by metric
};

} // namespace tributary
