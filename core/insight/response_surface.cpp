// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/response_surface.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Number = CycleTimeCorrection::Number;
using Term = CycleTimeCorrection::Term;

constexpr std::array allNumbers{Number::arrivals, Number::touch,        Number::touchCv, Number::delay,
                                Number::share,    Number::handOffDelay, Number::servers, Number::availability};
constexpr double leastSpread = 1e-9;                                   ///< relative: below it a number does not vary
constexpr double together = 1 - 1e-9;                                  ///< correlations beyond it are of one number
constexpr std::array ridges{1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0, 100.0}; ///< relative to the mean eigenvalue

Eigen::Index rows(size_t count) { return static_cast<Eigen::Index>(count); }

/// The numbers that vary between the points: a term each, and a column of its distances from the centre.
struct Varying {
    std::vector<Term> terms;
    std::vector<VectorXd> z;
};

void addVarying(std::span<const ProcessNumbers> points, Number number, size_t index, Varying& varying) {
    VectorXd values(rows(points.size()));
    for (size_t i = 0; i < points.size(); ++i)
        values[rows(i)] = points[i].list(number)[index];
    Term term{.number = number, .index = index, .low = values.minCoeff(), .high = values.maxCoeff()};
    term.centre = values.mean();
    term.spread = std::sqrt((values.array() - term.centre).square().mean());
    if (!(term.spread > leastSpread * std::abs(term.centre)) || !std::isfinite(term.spread))
        return;
    VectorXd z = (values.array() - term.centre) / term.spread;
    const auto isAlike = [&](const VectorXd& other) {
        return std::abs(other.dot(z)) > together * static_cast<double>(points.size());
    };
    if (std::ranges::any_of(varying.z, isAlike))
        return;
    varying.terms.push_back(term);
    varying.z.push_back(std::move(z));
}

Varying varyingOf(std::span<const ProcessNumbers> points) {
    Varying varying;
    for (const Number number : allNumbers)
        for (size_t index = 0; index < points.front().list(number).size(); ++index)
            addVarying(points, number, index, varying);
    return varying;
}

/// The coefficients of a ridge regression of centred y on centred columns.
VectorXd ridgeRegression(const MatrixXd& x, const VectorXd& y) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(x.transpose() * x);
    const VectorXd values = solver.eigenvalues().cwiseMax(0);
    const VectorXd projected = solver.eigenvectors().transpose() * (x.transpose() * y);
    const auto n = static_cast<double>(y.size());
    VectorXd best = VectorXd::Zero(x.cols());
    double least = std::numeric_limits<double>::infinity();
    for (const double strength : ridges) {
        const VectorXd held = values.array() + strength * values.mean();
        const VectorXd coefficients = solver.eigenvectors() * (projected.array() / held.array()).matrix();
        const double freedom = n - 1 - (values.array() / held.array()).sum();
        const double score = n * (y - x * coefficients).squaredNorm() / (freedom * freedom);
        if (freedom > 0 && score < least) {
            least = score;
            best = coefficients;
        }
    }
    return best;
}

} // namespace

ResponseSurface fitResponseSurface(std::span<const ProcessNumbers> points, std::span<const double> logRatios) {
    const VectorXd y = Eigen::Map<const VectorXd>(logRatios.data(), rows(logRatios.size()));
    Varying varying = varyingOf(points);
    const Eigen::Index terms = rows(varying.terms.size());
    ResponseSurface surface;
    VectorXd fitted = VectorXd::Constant(y.size(), y.mean());
    surface.correction.logFactor = y.mean();
    if (terms > 0) {
        MatrixXd x(y.size(), 2 * terms);
        for (Eigen::Index term = 0; term < terms; ++term) {
            const VectorXd& z = varying.z[static_cast<size_t>(term)];
            x.col(term) = z;
            x.col(terms + term) = z.cwiseProduct(z);
        }
        const VectorXd means = x.colwise().mean();
        const MatrixXd centred = x.rowwise() - means.transpose();
        const VectorXd coefficients = ridgeRegression(centred, y.array() - y.mean());
        fitted += centred * coefficients;
        surface.correction.logFactor -= means.dot(coefficients);
        for (Eigen::Index term = 0; term < terms; ++term) {
            Term& made = varying.terms[static_cast<size_t>(term)];
            made.linear = coefficients[term];
            made.quadratic = coefficients[terms + term];
        }
        surface.correction.terms = std::move(varying.terms);
    }
    surface.error = std::sqrt(((fitted - y).array().exp() - 1).square().mean());
    return surface;
}

} // namespace tributary
