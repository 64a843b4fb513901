// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/quantile_vectors.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>

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

HWY_NOINLINE Trials farOut(const Beta& beta, Trials u) {
    const Lanes d;
    HWY_ALIGN double lanes[trialsTogether];
    hn::Store(u, d, lanes);
    for (size_t lane = 0; lane < hn::Lanes(d); ++lane)
        lanes[lane] = quantile(beta, lanes[lane]);
    return hn::Load(d, lanes);
}

void cellColumn(const Beta& beta, const std::array<QuantileTail, 2>& tails, std::span<const double> u,
                std::span<double> out) {
    constexpr int mantissaBits = 52;
    constexpr int rowShift = 4; // numbers from cell to cell
    static_assert(sizeof(QuantileCell) == sizeof(double) << rowShift &&
                  sizeof(QuantileTail) % sizeof(QuantileCell) == 0);
    static_assert(QuantileTail::octaves == 14); // down to 2^-15
    constexpr int cellShift = mantissaBits - QuantileTail::bits;
    constexpr auto firstCell = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(0.5) >> cellShift) -
                               static_cast<std::int64_t>(QuantileTail::size);
    const Lanes d;
    const Words w;
    const double* const numbers = &tails[0].cells[0].middle;
    const auto one = hn::Set(d, 1.0);
    const auto half = hn::Set(d, 0.5);
    const auto least = hn::Set(d, 0x1p-15);
    const auto range = hn::Set(d, beta.high - beta.low);
    forEachVector(u, out, [&](Trials v) HWY_ATTR {
        const auto isUpper = hn::Ge(v, half);
        const auto tail = hn::IfThenElse(isUpper, hn::Sub(one, v), v);
        const auto isKnown = hn::And(hn::Ge(tail, least), hn::Lt(tail, half));
        const auto leading = hn::ShiftRight<cellShift>(hn::BitCast(w, hn::IfThenElse(isKnown, tail, least)));
        const auto upperCells = hn::And(hn::BitCast(w, hn::VecFromMask(d, isUpper)),
                                        hn::Set(w, static_cast<std::int64_t>(QuantileTail::size)));
        const auto row = hn::ShiftLeft<rowShift>(hn::Add(hn::Sub(leading, hn::Set(w, firstCell)), upperCells));
        const auto t = hn::Sub(tail, hn::GatherIndex(d, numbers, row));
        auto sum = hn::GatherIndex(d, numbers + QuantileCell::terms, row);
        for (size_t i = QuantileCell::terms - 1; i >= 1; --i)
            sum = hn::MulAdd(sum, t, hn::GatherIndex(d, numbers + i, row));
        const auto step = hn::IfThenElse(isUpper, hn::Neg(range), range);
        const auto end = hn::IfThenElse(isUpper, hn::Set(d, beta.high), hn::Set(d, beta.low));
        const auto known = hn::MulAdd(step, sum, end);
        return HWY_LIKELY(hn::AllTrue(d, isKnown)) ? known : hn::IfThenElse(isKnown, known, farOut(beta, v));
    });
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributary {

HWY_EXPORT(triangularColumn);
HWY_EXPORT(normalColumn);
HWY_EXPORT(lognormalColumn);
HWY_EXPORT(cellColumn);

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

void fillFromCells(const Beta& beta, const std::array<QuantileTail, 2>& tails, std::span<const double> u,
                   std::span<double> out) {
    assert(u.size() == out.size());
    HWY_DYNAMIC_DISPATCH(cellColumn)(beta, tails, u, out);
}

} // namespace tributary
#endif
