// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/response_surface.h"

#include <Eigen/Dense>
#include <array>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

constexpr double pointsOfCoefficient = 1.5;

/// How much of a quadratic is fitted.
enum class SurfaceForm { constant, plane, squares, products };

constexpr std::array surfaceForms{SurfaceForm::constant, SurfaceForm::plane, SurfaceForm::squares,
                                  SurfaceForm::products};

bool isFitted(SurfaceForm form, size_t i, size_t j) {
    return form == SurfaceForm::products || (form == SurfaceForm::squares && i == j);
}

/// The terms of one point, in the order in which readCoefficients() takes them.
std::vector<double> termsOf(SurfaceForm form, std::span<const double> z) {
    std::vector<double> terms{1};
    if (form != SurfaceForm::constant)
        terms.insert(terms.end(), z.begin(), z.end());
    for (size_t i = 0; i < z.size(); ++i)
        for (size_t j = i; j < z.size(); ++j)
            if (isFitted(form, i, j))
                terms.push_back(z[i] * z[j]);
    return terms;
}

ResponseSurface readCoefficients(SurfaceForm form, size_t coordinates, const Eigen::VectorXd& coefficients) {
    ResponseSurface surface;
    Eigen::Index next = 0;
    surface.constant = coefficients[next++];
    for (size_t i = 0; i < coordinates; ++i)
        surface.linear.push_back(form == SurfaceForm::constant ? 0 : coefficients[next++]);
    for (size_t i = 0; i < coordinates; ++i)
        for (size_t j = i; j < coordinates; ++j)
            surface.quadratic.push_back(isFitted(form, i, j) ? coefficients[next++] : 0);
    surface.coefficients = static_cast<size_t>(next);
    return surface;
}

/// What a form is fitted by: a row for each point, times the root of its weight.
struct Equations {
    Eigen::MatrixXd terms;
    Eigen::VectorXd values;
};

Equations equationsOf(SurfaceForm form, const std::vector<std::vector<double>>& points, std::span<const double> values,
                      std::span<const double> weights) {
    const auto rows = static_cast<Eigen::Index>(points.size());
    const auto columns = static_cast<Eigen::Index>(termsOf(form, points.front()).size());
    Equations equations{Eigen::MatrixXd(rows, columns), Eigen::VectorXd(rows)};
    for (Eigen::Index row = 0; row < rows; ++row) {
        const auto point = static_cast<size_t>(row);
        const double root = std::sqrt(weights[point]);
        const std::vector<double> terms = termsOf(form, points[point]);
        for (Eigen::Index column = 0; column < columns; ++column)
            equations.terms(row, column) = root * terms[static_cast<size_t>(column)];
        equations.values[row] = root * values[point];
    }
    return equations;
}

/// Fits one form; its error is infinite where the points do not tell its coefficients.
ResponseSurface fitForm(SurfaceForm form, const std::vector<std::vector<double>>& points,
                        std::span<const double> values, std::span<const double> weights) {
    const auto rows = static_cast<Eigen::Index>(points.size());
    const auto columns = static_cast<Eigen::Index>(termsOf(form, points.front()).size());
    ResponseSurface none;
    none.error = std::numeric_limits<double>::infinity();
    if (columns > 1 && static_cast<double>(rows) < pointsOfCoefficient * static_cast<double>(columns))
        return none;
    const auto [x, y] = equationsOf(form, points, values, weights);
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> solver(x);
    if (solver.rank() < columns)
        return none;
    const Eigen::VectorXd coefficients = solver.solve(y);
    const Eigen::VectorXd misses = y - x * coefficients;
    const Eigen::MatrixXd basis = solver.householderQ() * Eigen::MatrixXd::Identity(rows, columns);
    double squares = 0; // of what each point misses by, left out: its residual over 1 - leverage (Allen, 1974)
    double weight = 0;
    for (Eigen::Index row = 0; row < rows; ++row) {
        const double rest = 1 - basis.row(row).squaredNorm();
        squares += rows == 1 ? 0 : std::pow(misses[row] / rest, 2);
        weight += weights[static_cast<size_t>(row)];
    }
    ResponseSurface surface = readCoefficients(form, points.front().size(), coefficients);
    surface.error = std::sqrt(squares / weight);
    return surface;
}

} // namespace

double ResponseSurface::operator()(std::span<const double> z) const {
    double sum = constant;
    size_t pair = 0;
    for (size_t i = 0; i < z.size(); ++i) {
        double slope = linear[i];
        for (size_t j = i; j < z.size(); ++j)
            slope += quadratic[pair++] * z[j];
        sum += slope * z[i];
    }
    return sum;
}

ResponseSurface fitResponseSurface(const std::vector<std::vector<double>>& points, std::span<const double> values,
                                   std::span<const double> weights) {
    ResponseSurface best;
    best.error = std::numeric_limits<double>::infinity();
    for (const SurfaceForm form : surfaceForms)
        if (ResponseSurface surface = fitForm(form, points, values, weights); surface.error < best.error)
            best = std::move(surface);
    return best;
}

ResponseSurface fitPlane(const std::vector<std::vector<double>>& points, std::span<const double> values) {
    const std::vector<double> equalWeights(points.size(), 1.0);
    auto [terms, y] = equationsOf(SurfaceForm::plane, points, values, equalWeights);
    Eigen::MatrixXd x = terms.rightCols(terms.cols() - 1);
    const Eigen::VectorXd middle = x.colwise().mean().transpose();
    const double mean = y.mean();
    x.rowwise() -= middle.transpose();
    y.array() -= mean;
    const Eigen::VectorXd slopes = x.completeOrthogonalDecomposition().solve(y);
    Eigen::VectorXd coefficients(terms.cols());
    coefficients << mean - middle.dot(slopes), slopes;
    ResponseSurface surface = readCoefficients(SurfaceForm::plane, points.front().size(), coefficients);
    surface.error = std::sqrt((y - x * slopes).squaredNorm() / static_cast<double>(points.size()));
    return surface;
}

} // namespace tributary
