// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/quantile_vectors.h"

#include <cassert>

// Highway's order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/stats/quantile_vectors.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/stats/vector_columns-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

/// Writes function(u) for each number of a column.
template <class Function>
HWY_INLINE void fillEach(std::span<const double> u, std::span<double> out, Function&& function) {
    forEachVector(u.size(), [&](size_t i, auto columns)
                                HWY_ATTR { columns.store(function(columns.load(u.data() + i)), out.data() + i); });
}

void triangularColumn(const Triangular& t, std::span<const double> u, std::span<double> out) {
    const Lanes d;
    const double range = t.high - t.low;
    const auto peak = hn::Set(d, (t.likely - t.low) / range);
    const auto one = hn::Set(d, 1.0);
    const auto low = hn::Set(d, t.low);
    const auto high = hn::Set(d, t.high);
    const auto rising = hn::Set(d, range * (t.likely - t.low));
    const auto falling = hn::Set(d, range * (t.high - t.likely));
    fillEach(u, out, [&](Trials v) HWY_ATTR {
        const auto rises = hn::Lt(v, peak);
        const auto step = hn::Sqrt(hn::IfThenElse(rises, hn::Mul(v, rising), hn::Mul(hn::Sub(one, v), falling)));
        return hn::IfThenElse(rises, hn::Add(low, step), hn::Sub(high, step));
    });
}

void normalColumn(const Normal& normal, std::span<const double> u, std::span<double> out) {
    const Lanes d;
    const auto mean = hn::Set(d, normal.mean);
    const auto sd = hn::Set(d, normal.sd);
    fillEach(u, out, [&](Trials v) HWY_ATTR { return hn::MulAdd(sd, normalQuantileOf(v), mean); });
}

void lognormalColumn(const Lognormal& lognormal, std::span<const double> u, std::span<double> out) {
    const Lanes d;
    const auto mu = hn::Set(d, lognormal.mu);
    const auto sigma = hn::Set(d, lognormal.sigma);
    fillEach(u, out, [&](Trials v) HWY_ATTR { return anyExponential(hn::MulAdd(sigma, normalQuantileOf(v), mu)); });
}

void tailsColumn(const Beta& beta, const QuantileTails& tails, std::span<const double> u, std::span<double> out) {
    const Lanes d;
    const auto& lower = tails.tails[0]; // no structured binding: clang 14 cannot capture one
    const auto& upper = tails.tails[1];
    const double* const low = lower.coefficients.data();
    const double* const high = upper.coefficients.data();
    const size_t terms = lower.coefficients.size();
    const auto one = hn::Set(d, 1.0);
    const auto split = hn::Set(d, tails.split);
    const auto range = hn::Set(d, beta.high - beta.low);
    fillEach(u, out, [&](Trials v) HWY_ATTR {
        const auto isUpper = hn::Gt(v, split);
        const auto chosen = [&](double ifLower, double ifUpper)
                                HWY_ATTR { return hn::IfThenElse(isUpper, hn::Set(d, ifUpper), hn::Set(d, ifLower)); };
        const auto share = hn::IfThenElse(isUpper, hn::Sub(one, v), v);
        const auto w = exponential(hn::Mul(logarithm(share).value, chosen(lower.power, upper.power)));
        const auto z = hn::MulSub(w, chosen(lower.scale, upper.scale), one);
        auto sum = chosen(low[terms - 1], high[terms - 1]);
        for (size_t i = terms - 1; i-- > 0;)
            sum = hn::MulAdd(sum, z, chosen(low[i], high[i]));
        const auto distance = hn::Mul(w, sum);
        return hn::IfThenElse(isUpper, hn::NegMulAdd(range, distance, hn::Set(d, beta.high)),
                              hn::MulAdd(range, distance, hn::Set(d, beta.low)));
    });
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributary {

HWY_EXPORT(triangularColumn);
HWY_EXPORT(normalColumn);
HWY_EXPORT(lognormalColumn);
HWY_EXPORT(tailsColumn);

void fillTriangular(const Triangular& triangular, std::span<const double> u, std::span<double> out) {
    assert(u.size() == out.size() && triangular.low < triangular.high);
    HWY_DYNAMIC_DISPATCH(triangularColumn)(triangular, u, out);
}

void fillNormal(const Normal& normal, std::span<const double> u, std::span<double> out) {
    assert(u.size() == out.size());
    HWY_DYNAMIC_DISPATCH(normalColumn)(normal, u, out);
}

void fillLognormal(const Lognormal& lognormal, std::span<const double> u, std::span<double> out) {
    assert(u.size() == out.size());
    HWY_DYNAMIC_DISPATCH(lognormalColumn)(lognormal, u, out);
}

void fillFromTails(const Beta& beta, const QuantileTails& tails, std::span<const double> u, std::span<double> out) {
    assert(u.size() == out.size() && !tails.tails[0].coefficients.empty() &&
           tails.tails[0].coefficients.size() == tails.tails[1].coefficients.size());
    HWY_DYNAMIC_DISPATCH(tailsColumn)(beta, tails, u, out);
}

} // namespace tributary
#endif
