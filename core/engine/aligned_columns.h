// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for columns of trials, aligned as vectors want it. Known to the engine alone.
#pragma once

#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace tributary {

using AlignedColumns = hwy::AlignedFreeUniquePtr<double[]>;

struct FreeLarge {
    void operator()(double* numbers) const { std::free(numbers); }
};
using LargeColumns = std::unique_ptr<double[], FreeLarge>;

/// Allocates numbers that each are written before they are read, in large pages where the system has them: meeting
/// hundreds of megabytes page by small page takes longer than filling them. Throws std::bad_alloc where there is no
/// memory for them.
[[nodiscard]] inline LargeColumns makeLargeColumns(size_t numbers) {
    constexpr size_t page = size_t{2} << 20U;
    const size_t bytes = (std::max<size_t>(numbers, 1) * sizeof(double) + page - 1) / page * page;
    auto* const columns = static_cast<double*>(std::aligned_alloc(page, bytes));
    if (!columns)
        throw std::bad_alloc();
#ifdef __linux__
    static_cast<void>(madvise(columns, bytes, MADV_HUGEPAGE)); // a wish
#endif
    return LargeColumns(columns);
}

/// Allocates numbers, all 0; throws std::bad_alloc where there is no memory for them.
[[nodiscard]] inline AlignedColumns makeAlignedColumns(size_t numbers) {
    AlignedColumns columns = hwy::AllocateAligned<double>(std::max<size_t>(numbers, 1));
    if (!columns)
        throw std::bad_alloc();
    std::fill_n(columns.get(), numbers, 0.0);
    return columns;
}

} // namespace tributary
