// SPDX-License-Identifier: GPL-3.0-or-later
// Logarithm, exponential and the normal quantile of vectors of trials, for code that Highway compiles once for each
// instruction set. With fused multiply-add all sets give the same bits. Include after hwy/highway.h, once per target.
#if defined(TRIBUTARY_VECTOR_MATH_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef TRIBUTARY_VECTOR_MATH_INL_H
#undef TRIBUTARY_VECTOR_MATH_INL_H
#else
#define TRIBUTARY_VECTOR_MATH_INL_H
#endif

#include "core/stats/vector_tables.h"
#include "core/stats/wichura.h"

#include <hwy/highway.h>

#include <cstdint>
#include <limits>
#include <numbers>

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Up to eight trials at a time: columns are whole eights, whichever the instruction set.
using Lanes = hn::CappedTag<double, trialsTogether>;
using Words = hn::RebindToSigned<Lanes>;
using Trials = hn::Vec<Lanes>;
using WordsVector = hn::Vec<Words>;

/// Looks up entry j % 16 of a table.
HWY_INLINE Trials tableEntry(const double* table, WordsVector j) {
    const Lanes d;
#if HWY_TARGET <= HWY_AVX3
    return Trials{_mm512_permutex2var_pd(hn::Load(d, table).raw, j.raw, hn::Load(d, table + 8).raw)};
#else
    return hn::GatherIndex(d, table, hn::And(j, hn::Set(Words(), 15)));
#endif
}

/// A natural logarithm with the binary exponent that it took: of less than 1022 in size for positive numbers that are
/// neither very large nor very small, and for those alone.
struct Logarithm {
    Trials value;
    Trials exponent;
};

/// Computes ln x of positive normal numbers to 2e-15, exactly 0 at 1: x = 2^e c (1 + r), c one of 16 sixteenths, |r| up
/// to 1/32, ln(1 + r) by a minimax polynomial.
HWY_INLINE Logarithm logarithm(Trials x) {
    const Lanes d;
    const Words w;
    const auto bits = hn::BitCast(w, x);
    const auto above = hn::Sub(bits, hn::Set(w, 0x3FEF800000000000)); // from half a sixteenth below a power of two
    const auto exponent = hn::ConvertTo(d, hn::ShiftRight<52>(above));
    const auto j = hn::ShiftRight<48>(above);
    const auto mantissa =
        hn::BitCast(d, hn::Sub(bits, hn::And(above, hn::Set(w, static_cast<std::int64_t>(0xFFF0000000000000)))));
    const auto r = hn::MulSub(mantissa, tableEntry(vectorTables.reciprocal.data(), j), hn::Set(d, 1.0));
    const auto r2 = hn::Mul(r, r);
    const auto low = hn::MulAdd(r, hn::Set(d, 0.3333333333753834035), hn::Set(d, -0.50000000002115564924));
    const auto middle = hn::MulAdd(r, hn::Set(d, 0.19999981620283055), hn::Set(d, -0.24999986775487770405));
    const auto high = hn::MulAdd(r, hn::Set(d, 0.14310985217809156899), hn::Set(d, -0.16690094167326417484));
    const auto curve = hn::MulAdd(r2, hn::MulAdd(r2, high, middle), low);
    const auto whole =
        hn::MulAdd(exponent, hn::Set(d, std::numbers::ln2), tableEntry(vectorTables.logarithm.data(), j));
    return {hn::Add(whole, hn::MulAdd(r2, curve, r)), exponent};
}

/// Computes e^x for |x| up to 700, to 1e-14 up to 50 and 1e-13 beyond, exactly 1 at 0: x = (16 k + j) ln 2 / 16 + r.
HWY_INLINE Trials exponential(Trials x) {
    const Lanes d;
    const Words w;
    const auto round = hn::Set(d, 0x1.8p52); // leaves a whole number in the lowest bits
    const auto shifted = hn::MulAdd(x, hn::Set(d, 16.0 / std::numbers::ln2), round);
    const auto k = hn::BitCast(w, shifted);
    const auto r = hn::NegMulAdd(hn::Sub(shifted, round), hn::Set(d, std::numbers::ln2 / 16.0), x);
    const auto r2 = hn::Mul(r, r);
    const auto low = hn::MulAdd(r, hn::Set(d, 0.16666666663468581436), hn::Set(d, 0.49999999986835974488));
    const auto high = hn::MulAdd(r, hn::Set(d, 0.0083334945941479649618), hn::Set(d, 0.041667573857451824408));
    const auto curve = hn::MulAdd(r2, hn::MulAdd(r2, high, low), r);
    const auto entry = tableEntry(vectorTables.exponential.data(), k);
    const auto fraction = hn::BitCast(w, hn::MulAdd(entry, curve, entry));
    return hn::BitCast(d, hn::Add(fraction, hn::ShiftLeft<52>(hn::ShiftRight<4>(k))));
}

/// Computes e^x for any x: 0 far below, infinity far above, NaN of NaN.
HWY_INLINE Trials anyExponential(Trials x) {
    const Lanes d;
    const auto limit = hn::Set(d, 700.0);
    auto result = exponential(hn::Min(hn::Max(x, hn::Neg(limit)), limit));
    result = hn::IfThenElse(hn::Gt(x, limit), hn::Set(d, std::numeric_limits<double>::infinity()), result);
    result = hn::IfThenElse(hn::Lt(x, hn::Neg(limit)), hn::Zero(d), result);
    return hn::IfThenElse(hn::Eq(x, x), result, x);
}

template <size_t size>
HWY_INLINE Trials polynomial(const double (&coefficients)[size], Trials x) {
    const Lanes d;
    auto sum = hn::Set(d, coefficients[size - 1]);
    for (size_t i = size - 1; i-- > 0;)
        sum = hn::MulAdd(sum, x, hn::Set(d, coefficients[i]));
    return sum;
}

/// Computes the standard normal quantile of u in (0, 1) to about 1e-15 (Wichura 1988, algorithm AS 241, PPND16).
HWY_INLINE Trials normalQuantileOf(Trials u) {
    using namespace wichura;
    const Lanes d;
    const auto q = hn::Sub(u, hn::Set(d, 0.5));
    const auto inner = hn::NegMulAdd(q, q, hn::Set(d, 0.180625));
    const auto central = hn::Div(hn::Mul(q, polynomial(centralTop, inner)), polynomial(centralBottom, inner));
    const auto tail = hn::Min(u, hn::Sub(hn::Set(d, 1.0), u));
    const auto depth = hn::Sqrt(hn::Neg(logarithm(tail).value));
    const auto near = hn::Sub(depth, hn::Set(d, 1.6));
    const auto far = hn::Sub(depth, hn::Set(d, 5.0));
    auto outer = hn::Div(polynomial(nearTop, near), polynomial(nearBottom, near));
    outer = hn::IfThenElse(hn::Gt(depth, hn::Set(d, 5.0)), hn::Div(polynomial(farTop, far), polynomial(farBottom, far)), outer);
    return hn::IfThenElse(hn::Ge(inner, hn::Zero(d)), central, hn::CopySign(outer, q));
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
