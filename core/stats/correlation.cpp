// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/correlation.h"

#include "core/stats/normal.h"

#include <fmt/core.h>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

using CorrelationMatrix = Eigen::MatrixXd;

/// An eigenvalue nearer to zero than this counts as zero.
constexpr double smallestEigenvalue = 1e-10;

/// Lifts the eigenvalues of a symmetric matrix to `least`.
CorrelationMatrix lifted(const CorrelationMatrix& matrix, double least) {
    const Eigen::SelfAdjointEigenSolver<CorrelationMatrix> solver(matrix);
    const Eigen::VectorXd values = solver.eigenvalues().cwiseMax(least);
    return solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
}

/// Finds the nearest correlation matrix by projections in turn on the positive matrices and on those with a diagonal of
/// 1, with Dykstra's correction (Higham 2002, algorithm 3.3), then lifts and rescales it so that Cholesky succeeds.
CorrelationMatrix nearestCorrelation(const CorrelationMatrix& given) {
    constexpr int mostSteps = 200;
    constexpr double close = 1e-9;
    CorrelationMatrix current = given;
    CorrelationMatrix correction = CorrelationMatrix::Zero(given.rows(), given.cols());
    for (int step = 0; step < mostSteps; ++step) {
        const CorrelationMatrix shifted = current - correction;
        const CorrelationMatrix positive = lifted(shifted, 0.0);
        correction = positive - shifted;
        CorrelationMatrix next = positive;
        next.diagonal().setOnes();
        const double change = (next - current).cwiseAbs().maxCoeff();
        current = std::move(next);
        if (change < close)
            break;
    }
    constexpr double margin = 1e-8;
    current = lifted(current, margin);
    const Eigen::VectorXd scale = current.diagonal().cwiseSqrt().cwiseInverse();
    current = scale.asDiagonal() * current * scale.asDiagonal();
    current.diagonal().setOnes();
    return current;
}

double smallestEigenvalueOf(const CorrelationMatrix& matrix) {
    return Eigen::SelfAdjointEigenSolver<CorrelationMatrix>(matrix, Eigen::EigenvaluesOnly).eigenvalues().minCoeff();
}

Eigen::Index eigenIndex(size_t i) { return static_cast<Eigen::Index>(i); }

} // namespace

Result<GaussianCopula> GaussianCopula::make(size_t dimensions, std::span<const double> correlations) {
    if (correlations.size() != dimensions * dimensions)
        return fail(fmt::format("{} correlations were given for {} quantities: give {}", correlations.size(),
                                dimensions, dimensions * dimensions));
    CorrelationMatrix matrix(eigenIndex(dimensions), eigenIndex(dimensions));
    for (size_t i = 0; i < dimensions; ++i)
        for (size_t j = 0; j < dimensions; ++j) {
            const double value = correlations[i * dimensions + j];
            if (!(std::abs(value) <= 1.0))
                return fail(fmt::format("The correlation of quantities {} and {}, {}, must lie between -1 and 1", i + 1,
                                        j + 1, value));
            if (i == j && value != 1.0)
                return fail(
                    fmt::format("The correlation of quantity {} with itself is {}: it must be 1", i + 1, value));
            if (value != correlations[j * dimensions + i])
                return fail(fmt::format("The correlation of quantities {} and {} is given as {} and as {}: keep one",
                                        i + 1, j + 1, value, correlations[j * dimensions + i]));
            matrix(eigenIndex(i), eigenIndex(j)) = value;
        }

    GaussianCopula copula;
    copula.dimensions_ = dimensions;
    copula.alone_.assign(dimensions, true);
    for (size_t i = 0; i < dimensions; ++i)
        for (size_t j = 0; j < dimensions; ++j)
            if (i != j && matrix(eigenIndex(i), eigenIndex(j)) != 0.0)
                copula.alone_[i] = false;

    // A singular matrix is possible (two quantities that always go together) and only nudged.
    const double smallest = dimensions > 0 ? smallestEigenvalueOf(matrix) : 1.0;
    copula.repaired_ = smallest < -smallestEigenvalue;
    if (smallest < smallestEigenvalue)
        matrix = nearestCorrelation(matrix);
    const Eigen::LLT<CorrelationMatrix> cholesky(matrix);
    if (dimensions > 0 && cholesky.info() != Eigen::Success)
        return fail("The correlations contradict each other and could not be mended. Remove some of the strongest");
    const CorrelationMatrix lower = cholesky.matrixL();
    copula.correlations_.resize(dimensions * dimensions);
    copula.lower_.resize(dimensions * dimensions);
    for (size_t i = 0; i < dimensions; ++i)
        for (size_t j = 0; j < dimensions; ++j) {
            copula.correlations_[i * dimensions + j] = matrix(eigenIndex(i), eigenIndex(j));
            copula.lower_[i * dimensions + j] = lower(eigenIndex(i), eigenIndex(j));
        }
    return copula;
}

void GaussianCopula::correlate(std::span<const std::span<double>> uniformColumns) const {
    assert(uniformColumns.size() == dimensions_);
    for (size_t i = 0; i < dimensions_; ++i)
        if (!alone_[i])
            fillNormalQuantile(uniformColumns[i], uniformColumns[i]);
    // From the last row up, so that each row still finds the scores it needs in place.
    for (size_t i = dimensions_; i-- > 0;) {
        if (alone_[i])
            continue;
        const std::span<double> row = uniformColumns[i];
        const double own = lower_[i * dimensions_ + i];
        for (double& z : row)
            z *= own;
        for (size_t j = 0; j < i; ++j) {
            const double weight = lower_[i * dimensions_ + j];
            if (alone_[j] || weight == 0.0)
                continue;
            const std::span<const double> other = uniformColumns[j];
            assert(other.size() == row.size());
            for (size_t trial = 0; trial < row.size(); ++trial)
                row[trial] += weight * other[trial];
        }
        fillNormalCdf(row, row);
        for (double& u : row)
            u = std::clamp(u, std::numeric_limits<double>::min(), 1.0 - 0x1p-53);
    }
}

} // namespace tributary
