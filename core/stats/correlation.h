// SPDX-License-Identifier: GPL-3.0-or-later
// GaussianCopula: turns independent uniform numbers to correlated ones, trial by trial, so any block of trials gives
// the same bits. Immutable and shareable.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tributary {

class GaussianCopula {
public:
    /// Makes a copula from the correlations of the normal scores: n x n, row by row, symmetric, 1 on the diagonal, 0
    /// where two quantities are not correlated. A matrix that no set of quantities can have is replaced by the nearest
    /// one that is possible (Higham 2002). Fails where an entry is not a correlation, or the matrix is not symmetric.
    [[nodiscard]] static Result<GaussianCopula> make(size_t dimensions, std::span<const double> correlations);

    [[nodiscard]] size_t dimensions() const { return dimensions_; }

    /// Tells whether the correlations given were impossible together and had to be moved.
    [[nodiscard]] bool repaired() const { return repaired_; }

    /// Returns the correlation of the normal scores of i and j in force, after any repair.
    [[nodiscard]] double correlation(size_t i, size_t j) const { return correlations_[i * dimensions_ + j]; }

    /// Turns independent uniforms to correlated ones in place: u -> z -> L z -> Phi. One column for each dimension, all
    /// of one size; results lie in the open interval (0, 1). A column correlated with none keeps its bits.
    void correlate(std::span<const std::span<double>> uniformColumns) const;

private:
    GaussianCopula() = default;

    size_t dimensions_ = 0;
    bool repaired_ = false;
    std::vector<double> correlations_;
    std::vector<double> lower_; ///< Cholesky factor, row by row
    std::vector<bool> alone_;   ///< dimensions correlated with none
};

} // namespace tributary
