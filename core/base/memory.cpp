// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"

#include <cstdlib> // defines __GLIBC__
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace tributary {

void keepFreedMemory() {
#ifdef __GLIBC__
    constexpr int mostKept = 256 << 20;
    constexpr int largestKept = 32 << 20; // of one piece; the most that the library takes
    mallopt(M_TRIM_THRESHOLD, mostKept);
    mallopt(M_MMAP_THRESHOLD, largestKept);
#endif
}

} // namespace tributary
