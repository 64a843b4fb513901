// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of any number of trials, taken vector by vector, for code that Highway compiles once for each instruction
// set. Include after hwy/highway.h, once per target.
#if defined(TRIBUTARY_VECTOR_COLUMNS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef TRIBUTARY_VECTOR_COLUMNS_INL_H
#undef TRIBUTARY_VECTOR_COLUMNS_INL_H
#else
#define TRIBUTARY_VECTOR_COLUMNS_INL_H
#endif

#include "core/stats/vector_math-inl.h"

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

/// Reads and writes whole vectors of columns.
struct WholeVectors {
    HWY_INLINE Trials load(const double* from) const { return hn::LoadU(Lanes(), from); }
    HWY_INLINE void store(Trials numbers, double* to) const { hn::StoreU(numbers, Lanes(), to); }
};

/// Reads and writes the first few numbers of a vector, the last of a column; the others are 0.
struct FirstNumbers {
    hn::Mask<Lanes> which;

    HWY_INLINE Trials load(const double* from) const { return hn::MaskedLoad(which, Lanes(), from); }
    HWY_INLINE void store(Trials numbers, double* to) const { hn::BlendedStore(numbers, which, Lanes(), to); }
};

/// Calls body(t, columns) for the vector of trials from t on; `columns` reads and writes it.
template <class Body>
HWY_INLINE void forEachVector(size_t trials, Body&& body) {
    const Lanes d;
    size_t t = 0;
    for (; t + hn::Lanes(d) <= trials; t += hn::Lanes(d))
        body(t, WholeVectors());
    if (t < trials)
        body(t, FirstNumbers{hn::FirstN(d, trials - t)});
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
