// SPDX-License-Identifier: GPL-3.0-or-later
// Multi-group Bass diffusion with abandonment, reach and training boosts, over columns of trials.
// Each trial is computed on its own: the size of a block changes no bit. No allocation; safe on any thread.
#pragma once

#include <cstddef>
#include <span>

namespace tributary {

/// The rates of one group, a value per trial.
struct DiffusionGroup {
    std::span<const double> p;       ///< uptake without others, per month
    std::span<const double> q;       ///< uptake by example, per month
    std::span<const double> delta;   ///< abandonment plus staff turnover, per month
    std::span<const double> ceiling; ///< the most that can be active, as a share of headcount
};

/// What the plan does to one group in one period, a value per trial.
struct GroupSchedule {
    std::span<const double> reach; ///< share of the ceiling that can be reached, 0 to 1 (sites live)
    std::span<const double> boost; ///< multiplier of p by training and communication
};

/// The sub-steps of one period.
struct SubSteps {
    int count = 4;
    double months = 0.25; ///< length of each
};

/// Counts the doubles of workspace that stepPeriod needs.
[[nodiscard]] constexpr size_t diffusionWorkspace(size_t groups, size_t trials) { return 2 * groups * trials; }

/// Steps the active shares of all groups through one period; each sub-step moves all groups from the state at its
/// start: h_g = p_g b_g + q_g sum_h W_gh A_h/m_h; dA_g = max(m_g r_g - A_g, 0)(1 - e^(-h_g dt)) - A_g (1 - e^(-delta_g
/// dt)) (Bass 1969, in hazard form with abandonment). `active` has a column per group, in and out; `mixing` is
/// row-stochastic, groups x groups, row by row; a group with a ceiling of 0 sets no example. `workspace`:
/// diffusionWorkspace() doubles.
void stepPeriod(std::span<const std::span<double>> active, std::span<const DiffusionGroup> groups,
                std::span<const double> mixing, std::span<const GroupSchedule> schedule, SubSteps steps,
                std::span<double> workspace);

} // namespace tributary
