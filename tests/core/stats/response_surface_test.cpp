// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/random.h"
#include "core/stats/response_surface.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tributary;

namespace {

/// So many points of two coordinates from -1 to 1.
std::vector<std::vector<double>> places(size_t count) {
    std::vector<std::vector<double>> points;
    for (size_t i = 0; i < count; ++i)
        points.push_back({2 * uniform(1, 0, i) - 1, 2 * uniform(1, 1, i) - 1});
    return points;
}

template <class Function>
std::vector<double> valuesAt(const std::vector<std::vector<double>>& points, Function&& function) {
    std::vector<double> values;
    for (const std::vector<double>& z : points)
        values.push_back(function(z));
    return values;
}

} // namespace

TEST_CASE("a quadratic is found again from points on it, and misses nothing elsewhere") {
    const auto law = [](const std::vector<double>& z) {
        return 0.3 - 0.2 * z[0] + 0.5 * z[1] + 0.7 * z[0] * z[0] - 0.4 * z[0] * z[1];
    };
    const auto points = places(20);
    const ResponseSurface found = fitResponseSurface(points, valuesAt(points, law), std::vector<double>(20, 1));
    CHECK(found.coefficients == 6);
    CHECK(found.error < 1e-12);
    CHECK(found.quadratic[1] == Approx(-0.4)); // of the product
    const std::vector<double> elsewhere{0.9, -0.8};
    CHECK(found(elsewhere) == Approx(law(elsewhere)));
}

TEST_CASE("of what is nothing but noise a surface takes the mean, and its error is what is left out of it") {
    const auto points = places(8);
    const std::vector<double> values{1, -1, -1, 1, 1, -1, 1, -1};
    const ResponseSurface found = fitResponseSurface(places(8), values, std::vector<double>(8, 1));
    REQUIRE(found.coefficients == 1);
    CHECK(found(points[0]) == Approx(0).margin(1e-12));
    CHECK(found.error == Approx(8.0 / 7)); // each misses the mean of the seven others by 1 + 1/7
}

TEST_CASE("too few points for a plane give the mean by weight") {
    const ResponseSurface found = fitResponseSurface(places(2), std::vector<double>{1, 4}, std::vector<double>{2, 1});
    CHECK(found.coefficients == 1);
    CHECK(found.constant == Approx(2));
}

TEST_CASE("a plane goes through as few points as there are, and no steeper than they ask for") {
    const std::vector<std::vector<double>> two{{1, 0}, {-1, 0}};
    const ResponseSurface through = fitPlane(two, std::vector<double>{3, 1});
    CHECK(through(two[0]) == Approx(3));
    CHECK(through(two[1]) == Approx(1));
    CHECK(through(std::vector<double>{0, 5}) == Approx(2)); // nothing is known of the second
    CHECK(through.quadratic == std::vector<double>(3, 0.0));
    CHECK(through.error < 1e-12);
    const std::vector<std::vector<double>> line{{0}, {1}, {2}};
    const ResponseSurface off = fitPlane(line, std::vector<double>{0, 3, 0});
    CHECK(off.constant == Approx(1));
    CHECK(off.linear[0] == Approx(0).margin(1e-12));
    CHECK(off.error == Approx(std::sqrt(2.0)));
}
