// SPDX-License-Identifier: GPL-3.0-or-later
// The Bass model in closed form: share of eventual adopters over time, and columns of it.
// Pure functions; safe on any thread.
#pragma once

#include <cstddef>

namespace tributary {

/// Computes F(t), the share of eventual adopters at time t, from dF/dt = (p + q F)(1 - F), F(0) = `initial` (Bass
/// 1969). p and q per the unit of t.
[[nodiscard]] double bassShare(double time, double p, double q, double initial = 0.0);

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
/// initialActive / ceiling, trial by trial, to about 1e-14. Those active at the start beyond the ceiling do not count;
/// a ceiling of 0 gives 0.
void stepBass(int step, double months, const BassColumns& in, const BassDecay& decay, double* active,
              std::size_t trials);

} // namespace tributary
