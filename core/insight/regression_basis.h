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

/// Computes the terms of some regressors, column by column: 1, natural cubic splines of each score (knots at fixed
/// quantiles of the normal, linear beyond them), products of pairs where there are up to 8 regressors. Fewer terms
/// where there are few rows: a tenth of them at most.
[[nodiscard]] std::vector<std::vector<double>> regressionTerms(std::span<const Regressor> regressors);

/// Predicts `y` in each row by a least-squares fit on the rows of the other folds; row i is in fold i % folds. A tiny
/// ridge keeps terms that do not vary harmless. Zeros where it was stopped.
[[nodiscard]] std::vector<double> crossFitted(const std::vector<std::vector<double>>& terms, std::span<const double> y,
                                              size_t folds, const std::stop_token& stop = {});

} // namespace tributary
