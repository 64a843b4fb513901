// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/regression_basis.h"

#include "core/stats/normal.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tributary {

namespace {

constexpr size_t mostPaired = 8;
constexpr size_t rowsPerTerm = 10;
constexpr size_t mostTerms = 240;
constexpr size_t rowsBeyond = 10;                            ///< in either tail, where a spline is constant
constexpr std::array<size_t, 6> detail{0, 4, 8, 16, 32, 64}; ///< intervals of the splines, one basis after the other
constexpr double ridge = 1e-9; ///< relative; it keeps terms that do not vary, or say the same, harmless

using Columns = std::vector<std::vector<double>>;

size_t affordable(size_t rows) { return std::clamp<size_t>(rows / rowsPerTerm, 2, mostTerms); }

/// Adds the uniform cubic B-splines of a score, but for the first: they sum to 1 (de Boor 1978, ch. IX).
void addSplines(const std::vector<double>& scores, size_t intervals, Columns& terms) {
    const auto rows = static_cast<double>(scores.size());
    const double end = std::max(1.0, normalQuantile(1 - rowsBeyond / rows));
    const double width = 2 * end / static_cast<double>(intervals);
    const size_t first = terms.size();
    terms.resize(first + intervals + 2, std::vector<double>(scores.size()));
    for (size_t row = 0; row < scores.size(); ++row) {
        const double at = (std::clamp(scores[row], -end, end) + end) / width;
        const size_t interval = std::min(static_cast<size_t>(at), intervals - 1);
        const double x = at - static_cast<double>(interval), rest = 1 - x;
        const std::array weights{rest * rest * rest / 6, ((0.5 * x - 1) * x * x + 2.0 / 3),
                                 ((0.5 * rest - 1) * rest * rest + 2.0 / 3), x * x * x / 6};
        for (size_t k = interval == 0 ? 1 : 0; k < weights.size(); ++k)
            terms[first + interval + k - 1][row] = weights[k];
    }
}

Eigen::Map<const Eigen::VectorXd> mapped(const std::vector<double>& column) {
    return {column.data(), static_cast<Eigen::Index>(column.size())};
}

/// Predicts by one basis.
std::vector<double> predictedBy(const Columns& terms, std::span<const double> y, size_t folds,
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

double squaredError(const std::vector<double>& predicted, std::span<const double> y) {
    double sum = 0;
    for (size_t row = 0; row < y.size(); ++row)
        sum += (predicted[row] - y[row]) * (predicted[row] - y[row]);
    return sum;
}

} // namespace

Columns regressionTerms(std::span<const Regressor> regressors, size_t intervals) {
    const size_t rows = regressors.empty() ? 0 : regressors.front().values.size();
    Columns terms{std::vector<double>(rows, 1.0)};
    for (const Regressor& regressor : regressors)
        if (intervals > 0 && !regressor.isEvent)
            addSplines(regressor.values, intervals, terms);
        else if (terms.size() < affordable(rows))
            terms.push_back(regressor.values);
    const size_t pairs = regressors.size() * (regressors.size() - 1) / 2;
    if (regressors.size() <= mostPaired && terms.size() + pairs <= affordable(rows))
        for (size_t i = 0; i < regressors.size(); ++i)
            for (size_t j = i + 1; j < regressors.size(); ++j) {
                std::vector<double>& term = terms.emplace_back(rows);
                for (size_t row = 0; row < rows; ++row)
                    term[row] = regressors[i].values[row] * regressors[j].values[row];
            }
    return terms;
}

CrossFit crossFitted(std::span<const Regressor> regressors, std::span<const double> y, size_t folds,
                     const std::stop_token& stop) {
    CrossFit fit;
    fit.predicted = predictedBy({std::vector<double>(y.size(), 1.0)}, y, folds, stop);
    fit.otherwise = fit.predicted;
    double least = squaredError(fit.predicted, y);
    bool isConstant = true, isLast = true; // of the best: whether it is no more than that, and what was tried last
    const auto scores = static_cast<size_t>(
        std::ranges::count_if(regressors, [](const Regressor& regressor) { return !regressor.isEvent; }));
    for (const size_t intervals : detail) {
        const size_t most = 1 + regressors.size() + scores * (intervals + 1);
        if (intervals > 0 && (scores == 0 || most > affordable(y.size())))
            break;
        std::vector<double> predicted = predictedBy(regressionTerms(regressors, intervals), y, folds, stop);
        if (stop.stop_requested())
            return {};
        const double error = squaredError(predicted, y);
        if (error < least) {
            least = error;
            fit.otherwise = isConstant ? predicted : std::move(fit.predicted);
            fit.predicted = std::move(predicted);
            isConstant = false;
            isLast = true;
            continue;
        }
        if (isLast)
            fit.otherwise = std::move(predicted);
        isLast = false;
        // Neither straight lines nor the coarsest splines need show what finer ones do.
        if (intervals > detail[1])
            break;
    }
    return fit;
}

} // namespace tributary
