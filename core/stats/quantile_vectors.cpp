// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/quantile_vectors.h"

#include <algorithm>
#include <cassert>

// Highway's order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/stats/quantile_vectors.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/stats/vector_math-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

/// Writes function(u) for each number of a column; the last few are taken in a vector that is filled up.
template <class Function>
HWY_INLINE void forEachVector(std::span<const double> u, std::span<double> out, Function&& function) {
    const Lanes d;
    const size_t together = hn::Lanes(d);
    size_t i = 0;
    for (; i + together <= u.size(); i += together)
        hn::StoreU(function(hn::LoadU(d, u.data() + i)), d, out.data() + i);
    if (i == u.size())
        return;
    HWY_ALIGN double rest[trialsTogether];
    std::fill(std::begin(rest), std::end(rest), 0.25);
    std::copy(u.begin() + static_cast<std::ptrdiff_t>(i), u.end(), rest);
    hn::Store(function(hn::Load(d, rest)), d, rest);
    std::copy_n(rest, u.size() - i, out.begin() + static_cast<std::ptrdiff_t>(i));
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
    forEachVector(u, out, [&](Trials v) HWY_ATTR {
        const auto rises = hn::Lt(v, peak);
        const auto step = hn::Sqrt(hn::IfThenElse(rises, hn::Mul(v, rising), hn::Mul(hn::Sub(one, v), falling)));
        return hn::IfThenElse(rises, hn::Add(low, step), hn::Sub(high, step));
    });
}

void normalColumn(const Normal& normal, std::span<const double> u, std::span<double> out) {
    const Lanes d;
    const auto mean = hn::Set(d, normal.mean);
    const auto sd = hn::Set(d, normal.sd);
    forEachVector(u, out, [&](Trials v) HWY_ATTR { return hn::MulAdd(sd, normalQuantileOf(v), mean); });
}

void lognormalColumn(const Lognormal& lognormal, std::span<const double> u, std::span<double> out) {
    const Lanes d;
    const auto mu = hn::Set(d, lognormal.mu);
    const auto sigma = hn::Set(d, lognormal.sigma);
    forEachVector(u, out,
                  [&](Trials v) HWY_ATTR { return anyExponential(hn::MulAdd(sigma, normalQuantileOf(v), mu)); });
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
    forEachVector(u, out, [&](Trials v) HWY_ATTR {
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
