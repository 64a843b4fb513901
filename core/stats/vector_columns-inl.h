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

#include <algorithm>
#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

/// Reads and writes whole vectors of columns.
struct WholeVectors {
    HWY_INLINE Trials load(const double* from) const { return hn::LoadU(Lanes(), from); }
    HWY_INLINE void store(Trials numbers, double* to) const { hn::StoreU(numbers, Lanes(), to); }
};

/// Reads and writes the first few numbers of a vector, the last of a column; the others are 0. By a copy, for a masked
/// load or store of some instruction sets touches the whole vector, beyond the end of the column.
struct FirstNumbers {
    size_t count = 0;

    HWY_INLINE Trials load(const double* from) const {
        HWY_ALIGN double numbers[hn::MaxLanes(Lanes())] = {};
        std::copy_n(from, count, numbers);
        return hn::Load(Lanes(), numbers);
    }
    HWY_INLINE void store(Trials numbers, double* to) const {
        HWY_ALIGN double all[hn::MaxLanes(Lanes())];
        hn::Store(numbers, Lanes(), all);
        std::copy_n(all, count, to);
    }
};

/// Calls body(t, columns) for the vector of trials from t on; `columns` reads and writes it.
template <class Body>
HWY_INLINE void forEachVector(size_t trials, Body&& body) {
    const Lanes d;
    size_t t = 0;
    for (; t + hn::Lanes(d) <= trials; t += hn::Lanes(d))
        body(t, WholeVectors());
    if (t < trials)
        body(t, FirstNumbers{trials - t});
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
