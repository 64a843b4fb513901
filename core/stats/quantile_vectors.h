// SPDX-License-Identifier: GPL-3.0-or-later
// Quantile functions of whole columns on vector instructions: triangular, normal, lognormal, and those that are cut to
// cells. Each number depends on its own u alone. u is in (0, 1); columns may be the same.
#pragma once

#include "core/stats/distribution.h"

#include <array>
#include <span>

namespace tributary {

/// Writes the quantiles of Triangular(low, likely, high), low < high.
void fillTriangular(const Triangular& triangular, std::span<const double> u, std::span<double> out);
/// Writes mean + sd z, z the standard normal quantile.
void fillNormal(const Normal& normal, std::span<const double> u, std::span<double> out);
/// Writes e^(mu + sigma z).
void fillLognormal(const Lognormal& lognormal, std::span<const double> u, std::span<double> out);

/// A stretch of the quantile function of Beta(0, 1): its Taylor series about the middle.
struct alignas(128) QuantileCell {
    static constexpr size_t terms = 11;

    double middle = 0.0;
    std::array<double, terms> series{};
};

/// The cells of one tail, from 1/2 down: they shrink with u, `perOctave` between each two powers of two.
struct QuantileTail {
    static constexpr int octaves = 14;
    static constexpr int bits = 3;
    static constexpr int perOctave = 1 << bits;
    static constexpr size_t size = octaves * perOctave;

    std::array<QuantileCell, size> cells; ///< by u, rising
};

/// Writes the quantiles of a beta distribution from the cells of its tails, the lower and the upper; by quantile() for
/// u less than 2^-15 from an end, where there are none.
void fillFromCells(const Beta& beta, const std::array<QuantileTail, 2>& tails, std::span<const double> u,
                   std::span<double> out);

} // namespace tributary
