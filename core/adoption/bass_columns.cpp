// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/bass.h"

#include <cassert>

// Highway's order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/adoption/bass_columns.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/stats/vector_math-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

/// Computes 1 - e^-x, small x by its series so that they keep their digits.
HWY_INLINE Trials decay(Trials x, Trials exponentialOfMinusX) {
    const Lanes d;
    static constexpr double series[] = {1.0, -1.0 / 2, 1.0 / 6, -1.0 / 24, 1.0 / 120, -1.0 / 720};
    const auto small = hn::Lt(hn::Abs(x), hn::Set(d, 0.005));
    const auto direct = hn::Sub(hn::Set(d, 1.0), exponentialOfMinusX);
    if (HWY_LIKELY(hn::AllFalse(d, small)))
        return direct;
    return hn::IfThenElse(small, hn::Mul(x, polynomial(series, x)), direct);
}

/// As bassShare(), from F(0) = 0.
HWY_INLINE Trials shareFromNothing(double months, Trials p, Trials q) {
    const Lanes d;
    const auto x = hn::Mul(hn::Add(p, q), hn::Set(d, months));
    const auto decayed = anyExponential(hn::Neg(x));
    const auto below = hn::MulAdd(q, decayed, p);
    const auto share = hn::Div(hn::Mul(p, decay(x, decayed)), below);
    return hn::IfThenElse(hn::Eq(below, hn::Zero(d)), hn::Zero(d), share);
}

/// As bassShare().
HWY_INLINE Trials shareFrom(Trials initial, double months, Trials p, Trials q) {
    const Lanes d;
    const auto x = hn::Mul(hn::Add(p, q), hn::Set(d, months));
    const auto decayed = anyExponential(hn::Neg(x));
    const auto below = hn::MulAdd(initial, q, hn::MulAdd(hn::Mul(q, hn::Sub(hn::Set(d, 1.0), initial)), decayed, p));
    const auto above = hn::MulAdd(initial, hn::MulAdd(p, decayed, q), hn::Mul(p, decay(x, decayed)));
    return hn::IfThenElse(hn::Eq(below, hn::Zero(d)), initial, hn::Div(above, below));
}

void bassColumns(double months, const BassColumns& in, double* active, size_t trials) {
    const Lanes d;
    for (size_t t = 0; t < trials; t += hn::Lanes(d)) {
        const auto p = hn::Load(d, in.p + t);
        const auto q = hn::Load(d, in.q + t);
        const auto most = hn::Load(d, in.ceiling + t);
        if (!in.initialActive) {
            hn::Store(hn::Mul(most, shareFromNothing(months, p, q)), d, active + t);
            continue;
        }
        const auto initial = hn::Min(hn::Div(hn::Load(d, in.initialActive + t), most), hn::Set(d, 1.0));
        const auto share = hn::Mul(most, shareFrom(initial, months, p, q));
        hn::Store(hn::IfThenElse(hn::Eq(most, hn::Zero(d)), hn::Zero(d), share), d, active + t);
    }
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributary {

HWY_EXPORT(bassColumns);

void fillBassActive(double months, const BassColumns& in, double* active, size_t trials) {
    assert(trials % trialsTogether == 0);
    HWY_DYNAMIC_DISPATCH(bassColumns)(months, in, active, trials);
}

} // namespace tributary
#endif
