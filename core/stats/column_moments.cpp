// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/column_moments.h"

#include <algorithm>
#include <cmath>

// Highway's order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/stats/column_moments.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<double, trialsTogether>;
using Numbers = hn::Vec<Lanes>;

/// Calls take(lane, numbers) for each vector of a column, lane by lane; the last few are filled up with NaN.
template <class Take>
HWY_INLINE void forEachVector(std::span<const double> column, Take&& take) {
    const Lanes d;
    const size_t whole = column.size() / trialsTogether * trialsTogether;
    for (size_t lane = 0; lane < trialsTogether; lane += hn::Lanes(d)) {
        for (size_t t = lane; t < whole; t += trialsTogether)
            take(lane, hn::LoadU(d, column.data() + t));
        if (whole == column.size())
            continue;
        HWY_ALIGN double rest[trialsTogether];
        std::fill(std::begin(rest), std::end(rest), std::nan(""));
        std::copy(column.begin() + static_cast<std::ptrdiff_t>(whole), column.end(), rest);
        take(lane, hn::Load(d, rest + lane));
    }
}

void momentsOf(std::span<const double> column, ColumnMoments& moments) {
    constexpr size_t vectors = trialsTogether / hn::MaxLanes(Lanes());
    const Lanes d;
    const auto one = hn::Set(d, 1.0);
    const auto infinity = hn::Set(d, std::numeric_limits<double>::infinity());
    Numbers sums[vectors];
    Numbers counts[vectors];
    std::fill(std::begin(sums), std::end(sums), hn::Zero(d));
    std::fill(std::begin(counts), std::end(counts), hn::Zero(d));
    auto least = infinity;
    auto most = hn::Neg(infinity);
    forEachVector(column, [&](size_t lane, Numbers numbers) HWY_ATTR {
        const size_t at = lane / hn::MaxLanes(d);
        const auto isFinite = hn::Lt(hn::Abs(numbers), infinity);
        sums[at] = hn::Add(sums[at], hn::IfThenElseZero(isFinite, numbers));
        counts[at] = hn::Add(counts[at], hn::IfThenElseZero(isFinite, one));
        least = hn::Min(least, hn::IfThenElse(isFinite, numbers, infinity));
        most = hn::Max(most, hn::IfThenElse(isFinite, numbers, hn::Neg(infinity)));
    });
    for (size_t lane = 0; lane < trialsTogether; lane += hn::Lanes(d)) {
        hn::StoreU(sums[lane / hn::MaxLanes(d)], d, moments.sums.data() + lane);
        hn::StoreU(counts[lane / hn::MaxLanes(d)], d, moments.counts.data() + lane);
    }
    moments.least = hn::GetLane(hn::MinOfLanes(d, least));
    moments.most = hn::GetLane(hn::MaxOfLanes(d, most));
}

void squaresOf(std::span<const double> column, double middle, std::array<double, trialsTogether>& squares) {
    constexpr size_t vectors = trialsTogether / hn::MaxLanes(Lanes());
    const Lanes d;
    const auto infinity = hn::Set(d, std::numeric_limits<double>::infinity());
    Numbers sums[vectors];
    std::fill(std::begin(sums), std::end(sums), hn::Zero(d));
    forEachVector(column, [&](size_t lane, Numbers numbers) HWY_ATTR {
        const size_t at = lane / hn::MaxLanes(d);
        const auto isFinite = hn::Lt(hn::Abs(numbers), infinity);
        const auto distance = hn::IfThenElseZero(isFinite, hn::Sub(numbers, hn::Set(d, middle)));
        sums[at] = hn::Add(sums[at], hn::Mul(distance, distance));
    });
    for (size_t lane = 0; lane < trialsTogether; lane += hn::Lanes(d))
        hn::StoreU(sums[lane / hn::MaxLanes(d)], d, squares.data() + lane);
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributary {

HWY_EXPORT(momentsOf);
HWY_EXPORT(squaresOf);

ColumnMoments columnMoments(std::span<const double> column) {
    ColumnMoments moments;
    HWY_DYNAMIC_DISPATCH(momentsOf)(column, moments);
    return moments;
}

double squaresAbout(std::span<const double> column, double middle) {
    std::array<double, trialsTogether> squares{};
    HWY_DYNAMIC_DISPATCH(squaresOf)(column, middle, squares);
    double sum = 0.0;
    for (const double lane : squares)
        sum += lane;
    return sum;
}

} // namespace tributary
#endif
