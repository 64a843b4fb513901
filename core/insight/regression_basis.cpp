// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/regression_basis.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>

namespace tributary {

namespace {

constexpr size_t mostPaired = 8;
constexpr size_t rowsPerTerm = 10;
constexpr size_t mostTerms = 240;
constexpr double ridge = 1e-9;
/// Knots at the 5, 20, 35, 50, 65, 80 and 95 % quantiles of the standard normal; and fewer.
constexpr std::array manyKnots{-1.644854, -0.841621, -0.385320, 0.0, 0.385320, 0.841621, 1.644854};
constexpr std::array someKnots{-1.644854, -0.385320, 0.385320, 1.644854};

double cube(double x) { return x > 0 ? x * x * x : 0; }

/// The non-linear terms of a natural cubic spline (Hastie, Tibshirani and Friedman 2009, eq. 5.4-5.5).
template <size_t Count>
double splineTerm(double x, const std::array<double, Count>& knots, size_t k) {
    const double last = knots[Count - 1];
    const auto slope = [&](size_t i) { return (cube(x - knots[i]) - cube(x - last)) / (last - knots[i]); };
    return slope(k) - slope(Count - 2);
}

using Columns = std::vector<std::vector<double>>;

template <size_t Count>
void addSpline(const std::vector<double>& scores, const std::array<double, Count>& knots, Columns& terms) {
    for (size_t k = 0; k + 2 < Count; ++k) {
        std::vector<double>& term = terms.emplace_back(scores.size());
        std::ranges::transform(scores, term.begin(), [&](double x) { return splineTerm(x, knots, k); });
    }
}

Eigen::Map<const Eigen::VectorXd> mapped(const std::vector<double>& column) {
    return {column.data(), static_cast<Eigen::Index>(column.size())};
}

} // namespace

Columns regressionTerms(std::span<const Regressor> regressors) {
    const size_t rows = regressors.empty() ? 0 : regressors.front().values.size();
    const size_t affordable = std::min(rows / rowsPerTerm, mostTerms);
    const auto scores = static_cast<size_t>(
        std::ranges::count_if(regressors, [](const Regressor& regressor) { return !regressor.isEvent; }));
    Columns terms{std::vector<double>(rows, 1.0)};
    for (const Regressor& regressor : regressors)
        if (terms.size() < std::max<size_t>(affordable, 2))
            terms.push_back(regressor.values);
    const size_t straight = terms.size();
    for (const Regressor& regressor : regressors) {
        if (regressor.isEvent)
            continue;
        if (straight + scores * (manyKnots.size() - 2) <= affordable)
            addSpline(regressor.values, manyKnots, terms);
        else if (straight + scores * (someKnots.size() - 2) <= affordable)
            addSpline(regressor.values, someKnots, terms);
    }
    const size_t pairs = regressors.size() * (regressors.size() - 1) / 2;
    if (regressors.size() <= mostPaired && terms.size() + pairs <= affordable)
        for (size_t i = 0; i < regressors.size(); ++i)
            for (size_t j = i + 1; j < regressors.size(); ++j) {
                std::vector<double>& term = terms.emplace_back(rows);
                for (size_t row = 0; row < rows; ++row)
                    term[row] = regressors[i].values[row] * regressors[j].values[row];
            }
    return terms;
}

std::vector<double> crossFitted(const Columns& terms, std::span<const double> y, size_t folds,
                                const std::stop_token& stop) {
    const auto rows = static_cast<Eigen::Index>(y.size());
    const auto count = static_cast<Eigen::Index>(terms.size());
    Eigen::MatrixXd x(rows, count);
    for (Eigen::Index c = 0; c < count; ++c) {
        x.col(c) = mapped(terms[static_cast<size_t>(c)]);
        const double size = std::sqrt(x.col(c).squaredNorm() / static_cast<double>(std::max<Eigen::Index>(rows, 1)));
        if (size > 0)
            x.col(c) /= size;
    }
    const Eigen::Map<const Eigen::VectorXd> target(y.data(), rows);
    // Row i of a fold is every folds-th row from the fold's number on.
    const auto step = static_cast<Eigen::Index>(folds);
    std::vector<Eigen::MatrixXd> squares;
    std::vector<Eigen::VectorXd> products;
    Eigen::MatrixXd allSquares = Eigen::MatrixXd::Zero(count, count);
    Eigen::VectorXd allProducts = Eigen::VectorXd::Zero(count);
    for (Eigen::Index fold = 0; fold < step && !stop.stop_requested(); ++fold) {
        const Eigen::Index size = fold < rows ? (rows - fold + step - 1) / step : 0;
        Eigen::MatrixXd part(size, count);
        Eigen::VectorXd partTarget(size);
        for (Eigen::Index i = 0; i < size; ++i) {
            part.row(i) = x.row(fold + i * step);
            partTarget(i) = target(fold + i * step);
        }
        squares.emplace_back(part.transpose() * part);
        products.emplace_back(part.transpose() * partTarget);
        allSquares += squares.back();
        allProducts += products.back();
    }
    std::vector<double> predicted(y.size());
    for (Eigen::Index fold = 0; fold < std::min(step, rows) && !stop.stop_requested(); ++fold) {
        Eigen::MatrixXd others = allSquares - squares[static_cast<size_t>(fold)];
        others.diagonal().array() += ridge * static_cast<double>(rows);
        const Eigen::VectorXd weights = others.ldlt().solve(allProducts - products[static_cast<size_t>(fold)]);
        for (Eigen::Index i = fold; i < rows; i += step)
            predicted[static_cast<size_t>(i)] = x.row(i).dot(weights);
    }
    return predicted;
}

} // namespace tributary
