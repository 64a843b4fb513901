// SPDX-License-Identifier: GPL-3.0-or-later
// RegressionBasis: the terms on which an NPV is regressed, and the cross-fitted least-squares fit on them. Pure
// functions; rows may be computed by several threads.
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <vector>

namespace tributary {

/// A column that is regressed on: normal scores, or 1 and 0 for an event.
struct Regressor {
    std::vector<double> values;
    bool isEvent = false;
};

/// Computes the terms of some regressors, column by column: 1, the regressors themselves, or cubic B-splines of each
/// score on so many even intervals (constant beyond the tenth score from either end), and products of pairs where there
/// are up to 8 regressors. Of more regressors than a tenth of the rows the first are taken.
[[nodiscard]] std::vector<std::vector<double>> regressionTerms(std::span<const Regressor> regressors, size_t intervals);

/// What a column is predicted to be in each row; empty where it was stopped.
struct CrossFit {
    std::vector<double> predicted; ///< by the terms whose predictions err least
    std::vector<double> otherwise; ///< by those that err least of the others; the same where there are none
};

/// Predicts `y` in each row by a least-squares fit on the rows of the other folds; row i is in fold i % folds, and rows
/// without a number weigh nothing. Goes from a constant over straight lines to ever more splines, as long as that
/// predicts better and a term has ten rows; then, for what jumps, to means over parts of a single regressor; of several
/// what is predicted becomes one score that is curved in its turn, for factors that multiply.
[[nodiscard]] CrossFit crossFitted(std::span<const Regressor> regressors, std::span<const double> y, size_t folds,
                                   const std::stop_token& stop = {});

} // namespace tributary
