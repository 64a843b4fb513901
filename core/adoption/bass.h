// SPDX-License-Identifier: GPL-3.0-or-later
// The Bass model in closed form: share of eventual adopters over time, its peak, and columns of it.
// Pure functions; safe on any thread.
#pragma once

#include <optional>
#include <span>

namespace tributary {

/// Computes F(t), the share of eventual adopters at time t, from dF/dt = (p + q F)(1 - F), F(0) = `initial` (Bass
/// 1969). p and q per the unit of t.
[[nodiscard]] double bassShare(double time, double p, double q, double initial = 0.0);

/// Finds when adoption is fastest: ln(q/p)/(p+q) for F(0) = 0; nothing unless q > p > 0 (then it is fastest at the
/// start).
[[nodiscard]] std::optional<double> bassPeakTime(double p, double q);

/// Computes the fastest adoption, dF/dt at its peak: (p+q)^2/(4q) where q > p, else p at the start.
[[nodiscard]] double bassPeakRate(double p, double q);

/// Finds when F reaches `share` (0 to 1, exclusive of 1), from F(0) = 0; nothing where it never does.
[[nodiscard]] std::optional<double> bassTimeOf(double share, double p, double q);

/// Fills `active` with ceiling * F(months), F(0) = initialActive / ceiling, trial by trial; p and q per month. Those
/// active at the start beyond the ceiling do not count; a ceiling of 0 gives 0.
void fillBassActive(double months, std::span<const double> p, std::span<const double> q,
                    std::span<const double> ceiling, std::span<const double> initialActive, std::span<double> active);

} // namespace tributary
