// SPDX-License-Identifier: GPL-3.0-or-later
// QuantileFunction: the quantile function of one distribution, made ready once so that whole columns are quick.
// Immutable and shareable; a value depends on its own u only, so any block of trials gives the same bits.
#pragma once

#include "core/stats/distribution.h"

#include <memory>
#include <span>

namespace tributary {

struct QuantileTails;

class QuantileFunction {
public:
    /// Prepares a distribution. PERT and beta get polynomials (a fraction of a millisecond), the others nothing.
    explicit QuantileFunction(Distribution distribution);

    [[nodiscard]] const Distribution& distribution() const { return distribution_; }

    /// Computes the value below which the share `u` of the distribution lies: as quantile(), within 1e-12 of the range.
    [[nodiscard]] double operator()(double u) const;

    /// Writes the quantile of each `u` to `out`, which has the same size and may be the same column.
    void fill(std::span<const double> u, std::span<double> out) const;

private:
    Distribution distribution_;
    std::shared_ptr<const QuantileTails> tails_; ///< of beta distributions; null for others
};

} // namespace tributary
