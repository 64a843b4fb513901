// SPDX-License-Identifier: GPL-3.0-or-later
// The Bass model in closed form: share of eventual adopters over time, its peak, and columns of it.
// Pure functions; safe on any thread.
#pragma once

#include <optional>

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

/// What the closed form takes, a number for each trial; aligned columns of whole eights.
struct BassColumns {
    const double* p = nullptr; ///< per month
    const double* q = nullptr;
    const double* ceiling = nullptr;
    const double* initialActive = nullptr; ///< null: nobody
};

/// What goes from step to step, a number for each trial: e^-(p + q) months of one step, and of all steps so far.
struct BassDecay {
    double* ofStep = nullptr;
    double* soFar = nullptr;
};

/// Takes step n = 1, 2, ... of that many months each and fills `active` with ceiling * F(n months), F(0) =
/// initialActive / ceiling, trial by trial, to about 1e-14. Those active at the start beyond the ceiling do not count; a
/// ceiling of 0 gives 0.
void stepBass(int step, double months, const BassColumns& in, const BassDecay& decay, double* active, size_t trials);

} // namespace tributary
