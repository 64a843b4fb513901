// SPDX-License-Identifier: GPL-3.0-or-later
// Quantile functions of whole columns on vector instructions: triangular, normal and lognormal. Each number depends on
// its own u alone. u is in (0, 1); columns may be the same.
#pragma once

#include "core/stats/distribution.h"

#include <span>

namespace tributary {

/// Writes the quantiles of Triangular(low, likely, high), low < high.
void fillTriangular(const Triangular& triangular, std::span<const double> u, std::span<double> out);
/// Writes mean + sd z, z the standard normal quantile.
void fillNormal(const Normal& normal, std::span<const double> u, std::span<double> out);
/// Writes e^(mu + sigma z).
void fillLognormal(const Lognormal& lognormal, std::span<const double> u, std::span<double> out);

} // namespace tributary
