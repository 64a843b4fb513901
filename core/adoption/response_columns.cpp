// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/response.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

// Highway's order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/adoption/response_columns.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/stats/vector_columns-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

constexpr double leastSteepness = 0.5; // for differences of powers of e to keep their digits
constexpr double greatestPower = 700;  // of e that is a number, and a bit

/// Computes function(columns...) lane by lane: what the vectors cannot.
template <class Function, class... Columns>
HWY_NOINLINE Trials eachAlone(Function&& function, Columns... columns) {
    const Lanes d;
    HWY_ALIGN double numbers[sizeof...(columns)][trialsTogether];
    size_t column = 0;
    (hn::StoreU(columns, d, numbers[column++]), ...);
    const auto inLane = [&]<size_t... each>(size_t lane, std::index_sequence<each...>) {
        return function(numbers[each][lane]...);
    };
    for (size_t lane = 0; lane < hn::Lanes(d); ++lane)
        numbers[0][lane] = inLane(lane, std::index_sequence_for<Columns...>());
    return hn::LoadU(d, numbers[0]);
}

/// Computes active^exponent; 0 of nobody.
HWY_INLINE Trials powerOf(Trials active, Trials exponent) {
    const Lanes d;
    const Logarithm log = logarithm(active);
    const auto sum = hn::Mul(log.value, exponent);
    const auto none = hn::And(hn::Eq(active, hn::Zero(d)), hn::Gt(exponent, hn::Zero(d)));
    const auto usual =
        hn::And(hn::Lt(hn::Abs(log.exponent), hn::Set(d, 1021.5)), hn::Le(hn::Abs(sum), hn::Set(d, 700.0)));
    const auto power = hn::IfThenElse(none, hn::Zero(d), exponential(sum));
    if (HWY_LIKELY(hn::AllTrue(d, hn::Or(none, usual))))
        return power;
    return hn::IfThenElse(hn::Or(none, usual), power, eachAlone(powerResponse, active, exponent));
}

void powerColumn(std::span<const double> active, std::span<const double> exponent, std::span<double> share) {
    forEachVector(share.size(), [&](size_t t, auto columns) HWY_ATTR {
        columns.store(powerOf(columns.load(active.data() + t), columns.load(exponent.data() + t)), share.data() + t);
    });
}

void logisticColumn(std::span<const double> active, std::span<const double> midpoint, std::span<const double> steepness,
                    std::span<double> share) {
    const Lanes d;
    const auto one = hn::Set(d, 1.0);
    const auto steepEnough = hn::Set(d, leastSteepness);
    const auto mostSteep = hn::Set(d, greatestPower);
    forEachVector(share.size(), [&](size_t t, auto columns) HWY_ATTR {
        const auto a = columns.load(active.data() + t);
        const auto middle = columns.load(midpoint.data() + t);
        const auto steep = hn::Abs(columns.load(steepness.data() + t)); // the curve is the same for both signs
        const auto logistic = [&](Trials x) HWY_ATTR {
            return hn::Div(one, hn::Add(one, anyExponential(hn::Mul(steep, hn::Sub(middle, x)))));
        };
        const auto none = logistic(hn::Zero(d));
        // Elsewhere the differences lose their digits, or the powers are too large.
        const auto farthest = hn::Mul(steep, hn::Max(middle, one));
        const auto usual =
            hn::And(hn::And(hn::Ge(steep, steepEnough), hn::Le(farthest, mostSteep)), hn::Ge(middle, hn::Zero(d)));
        auto curve = hn::Div(hn::Sub(logistic(a), none), hn::Sub(logistic(one), none));
        if (!hn::AllTrue(d, usual))
            curve = hn::IfThenElse(usual, curve, eachAlone(logisticResponse, a, middle, steep));
        columns.store(curve, share.data() + t);
    });
}

void saturatingColumn(std::span<const double> active, std::span<const double> steepness, std::span<double> share) {
    const Lanes d;
    const auto one = hn::Set(d, 1.0);
    const auto steepEnough = hn::Set(d, leastSteepness);
    const auto mostSteep = hn::Set(d, greatestPower);
    forEachVector(share.size(), [&](size_t t, auto columns) HWY_ATTR {
        const auto a = columns.load(active.data() + t);
        const auto steep = columns.load(steepness.data() + t);
        const auto moved = [&](Trials x) HWY_ATTR { return hn::Sub(one, anyExponential(hn::Neg(hn::Mul(steep, x)))); };
        const auto usual = hn::And(hn::Ge(hn::Abs(steep), steepEnough), hn::Le(hn::Abs(steep), mostSteep));
        auto curve = hn::Div(moved(a), moved(one));
        if (!hn::AllTrue(d, usual))
            curve = hn::IfThenElse(usual, curve, eachAlone(saturatingResponse, a, steep));
        columns.store(curve, share.data() + t);
    });
}

void geometricMeans(std::span<const double> ask, std::span<const double> answer, std::span<double> pooled) {
    forEachVector(pooled.size(), [&](size_t t, auto columns) HWY_ATTR {
        columns.store(hn::Sqrt(hn::Mul(columns.load(ask.data() + t), columns.load(answer.data() + t))),
                      pooled.data() + t);
    });
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributary {

HWY_EXPORT(powerColumn);
HWY_EXPORT(logisticColumn);
HWY_EXPORT(saturatingColumn);
HWY_EXPORT(geometricMeans);

void fillResponse(const ResponseCurve& curve, std::span<const double> active, std::span<double> share) {
    assert(active.size() == share.size());
    switch (curve.shape) {
    case ResponseShape::linear:
        std::copy(active.begin(), active.end(), share.begin());
        return;
    case ResponseShape::power:
        HWY_DYNAMIC_DISPATCH(powerColumn)(active, curve.exponent, share);
        return;
    case ResponseShape::logistic:
        HWY_DYNAMIC_DISPATCH(logisticColumn)(active, curve.midpoint, curve.steepness, share);
        return;
    case ResponseShape::saturating:
        HWY_DYNAMIC_DISPATCH(saturatingColumn)(active, curve.steepness, share);
        return;
    }
}

void poolBothSides(std::span<const double> ask, std::span<const double> answer, double askWeight,
                   std::span<double> pooled) {
    assert(ask.size() == pooled.size() && answer.size() == pooled.size());
    if (askWeight == 0.5) {
        HWY_DYNAMIC_DISPATCH(geometricMeans)(ask, answer, pooled);
        return;
    }
    for (size_t t = 0; t < pooled.size(); ++t)
        pooled[t] = std::pow(ask[t], askWeight) * std::pow(answer[t], 1.0 - askWeight);
}

} // namespace tributary
#endif
