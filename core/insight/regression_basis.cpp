// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/regression_basis.h"

#include "core/stats/normal.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace tributary {

namespace {

constexpr size_t mostPaired = 8;
constexpr size_t rowsPerTerm = 10;
constexpr size_t mostTerms = 240;
constexpr size_t rowsOfCoarseBin = 128;
constexpr size_t rowsOfFineBin = 32;
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
    Eigen::VectorXd target = Eigen::Map<const Eigen::VectorXd>(y.data(), rows);
    for (Eigen::Index row = 0; row < rows; ++row)
        if (std::isnan(target(row))) {
            target(row) = 0;
            x.row(row).setZero();
        }
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

/// Predicts by the mean of the rows whose values lie in the same of so many parts, each with as many rows: what jumps
/// has no wave beside it, as it has in a spline.
std::vector<double> predictedByBins(const std::vector<double>& values, std::span<const double> y, size_t folds,
                                    size_t bins) {
    std::vector<size_t> order;
    for (size_t row = 0; row < y.size(); ++row)
        if (!std::isnan(y[row]))
            order.push_back(row);
    std::ranges::sort(order,
                      [&](size_t a, size_t b) { return values[a] != values[b] ? values[a] < values[b] : a < b; });
    struct Sum {
        double of = 0, count = 0;
    };
    std::vector<double> predicted(y.size());
    std::vector<Sum> byFold(folds);
    for (size_t bin = 0; bin < bins; ++bin) {
        const size_t from = bin * order.size() / bins, to = (bin + 1) * order.size() / bins;
        std::ranges::fill(byFold, Sum());
        Sum all;
        for (size_t i = from; i < to; ++i)
            for (Sum* sum : {&all, &byFold[order[i] % folds]}) {
                sum->of += y[order[i]];
                ++sum->count;
            }
        for (size_t i = from; i < to; ++i) {
            const Sum& own = byFold[order[i] % folds];
            predicted[order[i]] = all.count > own.count ? (all.of - own.of) / (all.count - own.count) : 0;
        }
    }
    return predicted;
}

double squaredError(const std::vector<double>& predicted, std::span<const double> y) {
    double sum = 0;
    for (size_t row = 0; row < y.size(); ++row)
        if (!std::isnan(y[row]))
            sum += (predicted[row] - y[row]) * (predicted[row] - y[row]);
    return sum;
}

/// The best of what was tried, and the second best.
class Choice {
public:
    Choice(std::span<const double> y, std::vector<double> constant)
        : y_(y), least_(squaredError(constant, y)), fit_{constant, constant} {}

    /// Takes predictions that are finer than those before; returns whether they are better than all.
    bool take(std::vector<double> predicted) {
        const double error = squaredError(predicted, y_);
        if (error < least_) {
            // A constant says nothing of how far off the others are; without another there is nothing to compare.
            if (isConstant_) {
                fit_.otherwise = predicted;
            } else {
                fit_.otherwise = std::move(fit_.predicted);
                second_ = least_;
            }
            least_ = error;
            fit_.predicted = std::move(predicted);
            isConstant_ = false;
            return true;
        }
        if (error < second_) {
            second_ = error;
            fit_.otherwise = std::move(predicted);
        }
        return false;
    }
    [[nodiscard]] bool isConstant() const { return isConstant_; }
    [[nodiscard]] const std::vector<double>& best() const { return fit_.predicted; }
    [[nodiscard]] CrossFit made() && { return std::move(fit_); }

private:
    std::span<const double> y_;
    double least_;
    double second_ = std::numeric_limits<double>::infinity();
    CrossFit fit_;
    bool isConstant_ = true;
};

/// What is predicted as one score: about 0, as wide as a standard normal.
Regressor indexOf(const std::vector<double>& predicted, std::span<const double> y) {
    double sum = 0, squares = 0, count = 0;
    for (size_t row = 0; row < y.size(); ++row)
        if (!std::isnan(y[row])) {
            sum += predicted[row];
            squares += predicted[row] * predicted[row];
            ++count;
        }
    const double mean = sum / count, sd = std::sqrt(std::max(0.0, squares / count - mean * mean));
    Regressor index{predicted};
    for (double& value : index.values)
        value = sd > 0 ? (value - mean) / sd : 0;
    return index;
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
    const auto rows = static_cast<size_t>(std::ranges::count_if(y, [](double each) { return !std::isnan(each); }));
    Choice choice(y, predictedBy({std::vector<double>(y.size(), 1.0)}, y, folds, stop));
    const auto scores = static_cast<size_t>(
        std::ranges::count_if(regressors, [](const Regressor& regressor) { return !regressor.isEvent; }));
    for (const size_t intervals : detail) {
        const size_t most = 1 + regressors.size() + scores * (intervals + 1);
        if (stop.stop_requested() || (intervals > 0 && (scores == 0 || most > affordable(rows))))
            break;
        // Neither straight lines nor the coarsest splines need show what finer ones do.
        if (!choice.take(predictedBy(regressionTerms(regressors, intervals), y, folds, stop)) && intervals > detail[1])
            break;
    }
    if (regressors.size() == 1 && scores == 1 && !stop.stop_requested())
        for (const size_t bins : {rows / rowsOfCoarseBin, rows / rowsOfFineBin})
            if (bins > 1)
                choice.take(predictedByBins(regressors.front().values, y, folds, bins));
    if (regressors.size() > 1 && !choice.isConstant())
        for (const size_t intervals : detail) {
            const Regressor index = indexOf(choice.best(), y);
            if (stop.stop_requested() || intervals + 3 > affordable(rows) ||
                (!choice.take(predictedBy(regressionTerms(std::span(&index, 1), intervals), y, folds, stop)) &&
                 intervals > 0))
                break;
        }
    return stop.stop_requested() ? CrossFit() : std::move(choice).made();
}

} // namespace tributary
