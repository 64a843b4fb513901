// SPDX-License-Identifier: GPL-3.0-or-later
// Where the formulas of a map are exact, and what they do not know of it. Pure; for core/engine and core/insight.
#pragma once

#include "core/engine/visited_numbers.h"

#include <string>

namespace tributary {

/// What a map has that the formulas leave out or simplify.
struct FormulaLimits {
    bool hours = false;
    bool priorities = false;
    bool patience = false;
    bool severalPools = false;

    /// Says it; empty where there is nothing.
    [[nodiscard]] std::string words() const;
};

[[nodiscard]] FormulaLimits formulaLimits(const Process& process, const NetworkShape& shape);

/// How far the formulas of the mean cycle time are exact.
enum class Exactness {
    none,
    ofMean, ///< over all cases; not of those who go first, and of those who let them
    ofAll
};

/// Tells it at all points that a map visits. Exact are, of Poisson arrivals, where nothing runs in parallel and nobody
/// leaves: one pool of one server that each case queues at once at most (Pollaczek-Khinchine), also with priorities
/// where all its work has one mean (Kleinrock's conservation law); pools of any number whose work is exponential, of
/// one mean at each (Jackson, 1963; Baskett et al., 1975), one of these also with priorities. Of a
/// population of a whole number: pools of any number whose work is exponential, of one mean at each, without
/// priorities.
[[nodiscard]] Exactness exactnessOf(const Process& process, const NetworkShape& shape, const VisitedNumbers& visited);

} // namespace tributary
