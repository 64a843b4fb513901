// SPDX-License-Identifier: GPL-3.0-or-later
// ResponseSurface: a quadratic in some coordinates, fitted on measured points by weighted least squares (Box & Wilson,
// 1951). A value; pure functions.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tributary {

/// constant + sum of linear[i] z_i + sum over i <= j of quadratic[i, j] z_i z_j.
struct ResponseSurface {
    double constant = 0;
    std::vector<double> linear;    ///< by coordinate
    std::vector<double> quadratic; ///< by pair i <= j of coordinates, row by row
    size_t coefficients = 1;       ///< that were fitted; the others are 0
    double error = 0; ///< root mean square, by weight, of what each point misses by where it is left out of the fit

    [[nodiscard]] double operator()(std::span<const double> z) const;
    friend bool operator==(const ResponseSurface&, const ResponseSurface&) = default;
};

/// Fits a surface to `values` at `points`, one or more, all with the same coordinates; weights are above 0. Of a
/// constant, a plane, one with squares, and one with products, the one with the least error left out of the fit; each
/// needs half as many points again as it has coefficients.
[[nodiscard]] ResponseSurface fitResponseSurface(const std::vector<std::vector<double>>& points,
                                                 std::span<const double> values, std::span<const double> weights);

/// Fits the plane of least slope to a few points, two or more: through all of them where there is one. Its error is the
/// root mean square of what it misses them by.
[[nodiscard]] ResponseSurface fitPlane(const std::vector<std::vector<double>>& points, std::span<const double> values);

} // namespace tributary
