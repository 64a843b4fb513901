// SPDX-License-Identifier: GPL-3.0-or-later
// Quantile functions of whole columns on vector instructions: triangular, normal, lognormal and beta. Each number
// depends on its own u alone. u is in (0, 1); columns may be the same.
#pragma once

#include "core/stats/distribution.h"

#include <array>
#include <span>
#include <vector>

namespace tributary {

/// Writes the quantiles of Triangular(low, likely, high), low < high.
void fillTriangular(const Triangular& triangular, std::span<const double> u, std::span<double> out);
/// Writes mean + sd z, z the standard normal quantile.
void fillNormal(const Normal& normal, std::span<const double> u, std::span<double> out);
/// Writes e^(mu + sigma z).
void fillLognormal(const Lognormal& lognormal, std::span<const double> u, std::span<double> out);

/// The quantile function of Beta(0, 1) near one of its ends: the distance from the end is w times a polynomial in
/// z = scale * w - 1, w = u^power, u the share of the distribution between the end and there. Near its end a beta
/// distribution goes by that power, so the polynomial is short.
struct QuantileTail {
    double power = 1.0;
    double scale = 1.0;
    std::vector<double> coefficients; ///< of z^0, z^1, ...
};

/// The quantile function of Beta(0, 1): its lower tail up to u = split, its upper tail from there; of one length.
struct QuantileTails {
    double split = 0.5;
    std::array<QuantileTail, 2> tails; ///< lower, upper
};

/// Writes the quantiles of a beta distribution from its tails.
void fillFromTails(const Beta& beta, const QuantileTails& tails, std::span<const double> u, std::span<double> out);

} // namespace tributary
