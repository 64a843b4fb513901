// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of a column of trials on vector instructions, lane by lane: trial t belongs to lane t % 8, which is its
// scramble. Numbers that are not finite are left out. The same bits on every instruction set.
#pragma once

#include "core/stats/vector_tables.h"

#include <array>
#include <limits>
#include <span>

namespace tributary {

struct ColumnMoments {
    std::array<double, trialsTogether> sums{};
    std::array<double, trialsTogether> counts{}; ///< of finite numbers
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();
};

[[nodiscard]] ColumnMoments columnMoments(std::span<const double> column);

/// Sums the squares of the finite numbers' distances from `middle`.
[[nodiscard]] double squaresAbout(std::span<const double> column, double middle);

} // namespace tributary
