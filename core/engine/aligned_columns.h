// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for columns of trials, aligned as vectors want it. Known to the engine alone.
#pragma once

#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cstddef>
#include <new>

namespace tributary {

using AlignedColumns = hwy::AlignedFreeUniquePtr<double[]>;

/// Allocates numbers, all 0; throws std::bad_alloc where there is no memory for them.
[[nodiscard]] inline AlignedColumns makeAlignedColumns(size_t numbers) {
    AlignedColumns columns = hwy::AllocateAligned<double>(std::max<size_t>(numbers, 1));
    if (!columns)
        throw std::bad_alloc();
    std::fill_n(columns.get(), numbers, 0.0);
    return columns;
}

} // namespace tributary
