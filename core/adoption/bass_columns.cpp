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
HWY_INLINE Trials oneLess(Trials x, Trials exponentialOfMinusX) {
    const Lanes d;
    static constexpr double series[] = {1.0, -1.0 / 2, 1.0 / 6, -1.0 / 24, 1.0 / 120, -1.0 / 720};
    const auto small = hn::Lt(hn::Abs(x), hn::Set(d, 0.005));
    const auto direct = hn::Sub(hn::Set(d, 1.0), exponentialOfMinusX);
    if (HWY_LIKELY(hn::AllFalse(d, small)))
        return direct;
    return hn::IfThenElse(small, hn::Mul(x, polynomial(series, x)), direct);
}

/// As bassShare(), from F(0) = 0; x = (p + q) t and `decayed` e^-x.
HWY_INLINE Trials shareFromNothing(Trials x, Trials decayed, Trials p, Trials q) {
    const Lanes d;
    const auto below = hn::MulAdd(q, decayed, p);
    const auto share = hn::Div(hn::Mul(p, oneLess(x, decayed)), below);
    return hn::IfThenElse(hn::Eq(below, hn::Zero(d)), hn::Zero(d), share);
}

/// As bassShare().
HWY_INLINE Trials shareFrom(Trials initial, Trials x, Trials decayed, Trials p, Trials q) {
    const Lanes d;
    const auto below = hn::MulAdd(initial, q, hn::MulAdd(hn::Mul(q, hn::Sub(hn::Set(d, 1.0), initial)), decayed, p));
    const auto above = hn::MulAdd(initial, hn::MulAdd(p, decayed, q), hn::Mul(p, oneLess(x, decayed)));
    return hn::IfThenElse(hn::Eq(below, hn::Zero(d)), initial, hn::Div(above, below));
}

void bassColumns(int step, double months, const BassColumns& in, const BassDecay& decay, double* active,
                 size_t trials) {
    const Lanes d;
    for (size_t t = 0; t < trials; t += hn::Lanes(d)) {
        const auto p = hn::Load(d, in.p + t);
        const auto q = hn::Load(d, in.q + t);
        const auto rate = hn::Add(p, q);
        if (step == 1) {
            const auto ofStep = anyExponential(hn::Mul(rate, hn::Set(d, -months)));
            hn::Store(ofStep, d, decay.ofStep + t);
            hn::Store(hn::Set(d, 1.0), d, decay.soFar + t);
        }
        const auto decayed = hn::Mul(hn::Load(d, decay.soFar + t), hn::Load(d, decay.ofStep + t));
        hn::Store(decayed, d, decay.soFar + t);
        const auto x = hn::Mul(rate, hn::Set(d, months * step));
        const auto most = hn::Load(d, in.ceiling + t);
        if (!in.initialActive) {
            hn::Store(hn::Mul(most, shareFromNothing(x, decayed, p, q)), d, active + t);
            continue;
        }
        const auto initial = hn::Min(hn::Div(hn::Load(d, in.initialActive + t), most), hn::Set(d, 1.0));
        const auto share = hn::Mul(most, shareFrom(initial, x, decayed, p, q));
        hn::Store(hn::IfThenElse(hn::Eq(most, hn::Zero(d)), hn::Zero(d), share), d, active + t);
    }
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributary {

HWY_EXPORT(bassColumns);

void stepBass(int step, double months, const BassColumns& in, const BassDecay& decay, double* active, size_t trials) {
    assert(step >= 1 && trials % trialsTogether == 0);
    HWY_DYNAMIC_DISPATCH(bassColumns)(step, months, in, decay, active, trials);
}

} // namespace tributary
#endif
