// SPDX-License-Identifier: GPL-3.0-or-later
// Sobol' indices: which share of the NPV's variance an input brings alone (first order) and with all others (total).
// Pure functions.
#pragma once

#include "core/insight/study.h"

#include <functional>
#include <span>

namespace tributary {

/// A function's values on two independent matrices of inputs, a row for each trial, and on the first with one input's
/// column from the second. Row r belongs to scramble r % 8. NaN drops the row.
struct SobolColumns {
    std::vector<double> a;
    std::vector<double> b;
    std::vector<std::vector<double>> ab; ///< by input
};

struct SobolIndex {
    Estimate first;
    Estimate total;
};

/// Evaluates a function of independent uniform numbers on such a design (Saltelli 2002): rows * (inputs + 2) calls.
[[nodiscard]] SobolColumns sobolColumns(size_t inputs, size_t rows, std::uint64_t seed,
                                        const std::function<double(std::span<const double>)>& function);

/// Estimates the indices: first order as Saltelli et al. (2010), total as Jansen (1999); errors by the jackknife over
/// scrambles. No values where the function does not vary.
[[nodiscard]] std::vector<SobolIndex> sobolIndices(const SobolColumns& columns);

struct SobolShare {
    std::vector<InputName> inputs; ///< one, or those that are correlated with each other: they have one share
    SobolIndex index;
};

struct SobolImportance {
    std::vector<SobolShare> shares; ///< the largest total first
    size_t rows = 0;
};

/// Estimates the indices of a study's inputs; noise of the metrics counts to none. Fails where it was stopped, no trial
/// gave a number, there are fewer than 32, or the NPV does not vary.
[[nodiscard]] Result<SobolImportance> sobolImportance(const Study& study, const RunControl& control = {});

} // namespace tributary
