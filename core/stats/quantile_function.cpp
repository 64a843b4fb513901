// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/quantile_function.h"

#include "core/stats/boost_policy.h"
#include "core/stats/quantile_vectors.h"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <map>
#include <mutex>
#include <numbers>
#include <optional>
#include <utility>
#include <vector>

namespace tributary {

namespace {

/// Coefficients of T_0, T_1, ... in z = 2 w / most - 1.
using ChebyshevSeries = std::vector<long double>;

constexpr size_t mostTerms = 41;
constexpr double negligible = 1e-15; ///< of a coefficient, in sums between 0.1 and 2

/// Interpolates x / w, x the distance from the lower end of Beta(a, b), as a function of w = u^(1/a), from 0 to `most`,
/// at Chebyshev's points. It has no singularity before w = 1, so coefficients fall from one to the next.
ChebyshevSeries interpolate(double a, double b, double most) {
    std::array<double, mostTerms> values{};
    const auto angle = [](size_t point) { return (static_cast<double>(point) + 0.5) * std::numbers::pi / mostTerms; };
    for (size_t point = 0; point < mostTerms; ++point) {
        const double w = most * (1.0 + std::cos(angle(point))) / 2.0;
        values[point] = boost::math::ibeta_inv(a, b, std::pow(w, a), QuietPolicy()) / w;
    }
    ChebyshevSeries series(mostTerms);
    for (size_t n = 0; n < mostTerms; ++n) {
        for (size_t point = 0; point < mostTerms; ++point)
            series[n] += values[point] * std::cos(static_cast<double>(n) * angle(point));
        series[n] *= (n == 0 ? 1.0L : 2.0L) / mostTerms;
    }
    return series;
}

size_t termsNeeded(const ChebyshevSeries& series) {
    size_t terms = series.size();
    while (terms > 1 && std::abs(series[terms - 1]) < negligible)
        --terms;
    return terms;
}

/// Turns the first terms of a series to a polynomial.
std::vector<double> polynomialOf(const ChebyshevSeries& series, size_t terms) {
    std::vector<long double> sum(terms);
    std::vector<long double> before(terms); // T_(n-1)
    std::vector<long double> now(terms);    // T_n
    now[0] = 1.0L;
    for (size_t n = 0; n < terms; ++n) {
        std::vector<long double> next(terms);
        for (size_t i = 0; i < terms; ++i) {
            sum[i] += series[n] * now[i];
            next[i] = (i > 0 ? (n == 0 ? 1.0L : 2.0L) * now[i - 1] : 0.0L) - before[i];
        }
        before = std::exchange(now, std::move(next));
    }
    return {sum.begin(), sum.end()};
}

/// Finds where the tails meet so that both take as many terms: where u^(1/a) = (1 - u)^(1/b).
double splitOf(double a, double b) {
    double low = 0.0;
    double high = 1.0;
    for (int halving = 0; halving < 60; ++halving) {
        const double middle = (low + high) / 2.0;
        (std::pow(middle, 1.0 / a) < std::pow(1.0 - middle, 1.0 / b) ? low : high) = middle;
    }
    return low;
}

QuantileTails makeTails(double a, double b) {
    QuantileTails tails;
    tails.split = splitOf(a, b);
    const double lower = std::pow(tails.split, 1.0 / a);
    const double upper = std::pow(1.0 - tails.split, 1.0 / b);
    const std::array series{interpolate(a, b, lower), interpolate(b, a, upper)};
    const size_t terms = std::max(termsNeeded(series[0]), termsNeeded(series[1]));
    tails.tails = {QuantileTail{1.0 / a, 2.0 / lower, polynomialOf(series[0], terms)},
                   QuantileTail{1.0 / b, 2.0 / upper, polynomialOf(series[1], terms)}};
    return tails;
}

/// Shapes for which that many terms are enough; every PERT has both between 1 and 5.
bool hasTails(const Beta& beta) {
    constexpr double largestShape = 5.0;
    return beta.alpha >= 1.0 && beta.alpha <= largestShape && beta.beta >= 1.0 && beta.beta <= largestShape;
}

/// The tails of a shape. They are kept: a model that is compiled again and again under the hand has the same shapes but
/// for one.
std::shared_ptr<const QuantileTails> tailsOf(double a, double b) {
    constexpr size_t most = 16384; // of some hundred bytes each
    static std::mutex mutex;
    static std::map<std::pair<double, double>, std::shared_ptr<const QuantileTails>> known;
    {
        const std::scoped_lock lock(mutex);
        if (const auto found = known.find({a, b}); found != known.end())
            return found->second;
    }
    auto made = std::make_shared<const QuantileTails>(makeTails(a, b)); // outside of the lock, for it takes a while
    const std::scoped_lock lock(mutex);
    if (known.size() >= most)
        known.clear();
    return known.try_emplace({a, b}, std::move(made)).first->second;
}

/// The beta distribution that a distribution is; none where it is another.
std::optional<Beta> asBeta(const Distribution& distribution) {
    if (const auto* pert = std::get_if<Pert>(&distribution))
        return betaOf(*pert);
    if (const auto* beta = std::get_if<Beta>(&distribution))
        return *beta;
    return std::nullopt;
}

} // namespace

QuantileFunction::QuantileFunction(Distribution distribution) : distribution_(std::move(distribution)) {
    if (const auto beta = asBeta(distribution_); beta && hasTails(*beta))
        tails_ = tailsOf(beta->alpha, beta->beta);
}

double QuantileFunction::operator()(double u) const {
    if (!tails_)
        return quantile(distribution_, u);
    double x = 0.0;
    fill({&u, 1}, {&x, 1});
    return x;
}

void QuantileFunction::fill(std::span<const double> u, std::span<double> out) const {
    assert(u.size() == out.size());
    if (const auto* triangular = std::get_if<Triangular>(&distribution_))
        return fillTriangular(*triangular, u, out);
    if (const auto* normal = std::get_if<Normal>(&distribution_))
        return fillNormal(*normal, u, out);
    if (const auto* lognormal = std::get_if<Lognormal>(&distribution_))
        return fillLognormal(*lognormal, u, out);
    if (!tails_)
        return fillQuantiles(distribution_, u, out);
    fillFromTails(*asBeta(distribution_), *tails_, u, out);
}

} // namespace tributary
