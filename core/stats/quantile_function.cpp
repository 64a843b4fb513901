// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/quantile_function.h"

#include "core/stats/boost_policy.h"
#include "core/stats/quantile_vectors.h"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <deque>
#include <mutex>
#include <utility>

namespace tributary {

namespace {

// About the middle of a cell the quantile function is a Taylor series whose radius of convergence is the distance to
// u = 0, at least 17 half-widths, so its terms leave about 1e-14. Further out the direct way is taken.
using QuantileSeries = std::array<double, QuantileCell::terms>;

/// Expands x(u), the inverse of the incomplete beta function, about u: x' = B x^(1-a) (1-x)^(1-b), the reciprocal of
/// the density, whose logarithmic derivative by u is x' ((1-a)/x - (1-b)/(1-x)). Coefficients follow one from another.
QuantileSeries expandQuantile(double a, double b, double u) {
    const double x0 = boost::math::ibeta_inv(a, b, u, QuietPolicy());
    const double oneLess = 1.0 - x0;
    QuantileSeries x{};
    QuantileSeries slope{};      // of x', divided out of the factorials
    QuantileSeries reciprocal{}; // of x
    QuantileSeries mirrored{};   // 1 / (1 - x)
    x[0] = x0;
    slope[0] = 1.0 / boost::math::ibeta_derivative(a, b, x0, QuietPolicy());
    reciprocal[0] = 1.0 / x0;
    mirrored[0] = 1.0 / oneLess;
    QuantileSeries growth{}; // slope * ((1-a) reciprocal - (1-b) mirrored)
    for (size_t n = 0; n + 1 < QuantileCell::terms; ++n) {
        x[n + 1] = slope[n] / static_cast<double>(n + 1);
        double sum = 0.0;
        for (size_t k = 0; k <= n; ++k)
            sum += slope[k] * ((1.0 - a) * reciprocal[n - k] - (1.0 - b) * mirrored[n - k]);
        growth[n] = sum;
        double next = 0.0;
        for (size_t k = 0; k <= n; ++k)
            next += slope[k] * growth[n - k];
        slope[n + 1] = next / static_cast<double>(n + 1);
        double inverse = 0.0;
        double mirror = 0.0;
        for (size_t k = 1; k <= n + 1; ++k) {
            inverse -= x[k] * reciprocal[n + 1 - k];
            mirror += x[k] * mirrored[n + 1 - k];
        }
        reciprocal[n + 1] = inverse / x0;
        mirrored[n + 1] = mirror / oneLess;
    }
    return x;
}

QuantileTail makeTail(double a, double b) {
    QuantileTail tail;
    for (int octave = 0; octave < QuantileTail::octaves; ++octave)
        for (int i = 0; i < QuantileTail::perOctave; ++i) {
            const double middle =
                std::ldexp(1.0 + (i + 0.5) / QuantileTail::perOctave, octave - QuantileTail::octaves - 1);
            tail.cells[static_cast<size_t>(octave * QuantileTail::perOctave + i)] = {middle,
                                                                                     expandQuantile(a, b, middle)};
        }
    return tail;
}

/// Shapes for which the radius of convergence was tested; every PERT has both between 1 and 5.
bool hasTable(const Beta& beta) {
    constexpr double largestShape = 6.0;
    return beta.alpha >= 1.0 && beta.alpha <= largestShape && beta.beta >= 1.0 && beta.beta <= largestShape;
}

/// The table of a shape. The newest are kept: a model that is compiled again and again under the hand has the same
/// shapes but for one.
template <class Table>
std::shared_ptr<const Table> tableOf(const Beta& shape) {
    constexpr size_t most = 128; // of 21 kB each
    static std::mutex mutex;
    static std::deque<std::shared_ptr<const Table>> newest;
    const auto isSame = [&](const auto& table) { return table->beta == shape; };
    {
        const std::scoped_lock lock(mutex);
        if (const auto known = std::ranges::find_if(newest, isSame); known != newest.end()) {
            std::rotate(newest.begin(), known, known + 1);
            return newest.front();
        }
    }
    auto made = std::make_shared<const Table>(shape); // outside of the lock, for it takes a while
    const std::scoped_lock lock(mutex);
    newest.push_front(made);
    if (newest.size() > most)
        newest.pop_back();
    return made;
}

} // namespace

struct QuantileFunction::BetaTable {
    explicit BetaTable(const Beta& shape)
        : beta(shape), tails{makeTail(shape.alpha, shape.beta), makeTail(shape.beta, shape.alpha)} {}

    Beta beta;
    std::array<QuantileTail, 2> tails; ///< lower and upper
};

QuantileFunction::QuantileFunction(Distribution distribution) : distribution_(std::move(distribution)) {
    if (const auto* pert = std::get_if<Pert>(&distribution_))
        table_ = tableOf<BetaTable>(betaOf(*pert));
    else if (const auto* beta = std::get_if<Beta>(&distribution_); beta && hasTable(*beta))
        table_ = tableOf<BetaTable>(*beta);
}

double QuantileFunction::operator()(double u) const {
    if (!table_)
        return quantile(distribution_, u);
    double x = 0.0;
    fillFromCells(table_->beta, table_->tails, {&u, 1}, {&x, 1});
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
    if (!table_)
        return fillQuantiles(distribution_, u, out);
    fillFromCells(table_->beta, table_->tails, u, out);
}

} // namespace tributary
