// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/diffusion.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

/// The share of a stock that moves within `months` at `rate` per month; a rate below 0 is none.
double movedShare(double rate, double months) {
    return rate < 0.0 ? std::numeric_limits<double>::quiet_NaN() : 1.0 - std::exp(-rate * months);
}

} // namespace

void stepPeriod(std::span<const std::span<double>> active, std::span<const DiffusionGroup> groups,
                std::span<const double> mixing, std::span<const GroupSchedule> schedule, SubSteps steps,
                std::span<double> workspace) {
    const size_t count = groups.size();
    if (count == 0)
        return;
    const size_t trials = active[0].size();
    assert(active.size() == count && schedule.size() == count && mixing.size() == count * count);
    assert(workspace.size() >= diffusionWorkspace(count, trials));

    double* const fill = workspace.data(); // A_h / m_h, a column per group
    double* const leaving = fill + count * trials;
    double* const example = leaving + count * trials;
    for (size_t g = 0; g < count; ++g)
        for (size_t t = 0; t < trials; ++t)
            leaving[g * trials + t] = movedShare(groups[g].delta[t], steps.months);

    for (int step = 0; step < steps.count; ++step) {
        for (size_t g = 0; g < count; ++g) {
            const double* share = active[g].data();
            const double* ceiling = groups[g].ceiling.data();
            double* filled = fill + g * trials;
            for (size_t t = 0; t < trials; ++t)
                filled[t] = ceiling[t] == 0.0 ? 0.0 : share[t] / ceiling[t];
        }
        for (size_t g = 0; g < count; ++g) {
            std::fill(example, example + trials, 0.0);
            for (size_t h = 0; h < count; ++h) {
                const double weight = mixing[g * count + h];
                const double* filled = fill + h * trials;
                if (weight != 0.0)
                    for (size_t t = 0; t < trials; ++t)
                        example[t] += weight * filled[t];
            }
            const DiffusionGroup& group = groups[g];
            const double* reach = schedule[g].reach.data();
            const double* boost = schedule[g].boost.data();
            const double* left = leaving + g * trials;
            double* share = active[g].data();
            for (size_t t = 0; t < trials; ++t) {
                const double hazard = group.p[t] * boost[t] + group.q[t] * example[t];
                const double open = std::max(group.ceiling[t] * reach[t] - share[t], 0.0);
                share[t] += open * movedShare(hazard, steps.months) - share[t] * left[t];
            }
        }
    }
}

} // namespace tributary
