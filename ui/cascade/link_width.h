// SPDX-License-Identifier: GPL-3.0-or-later
// How wide a link is drawn. Where its driver has changed but its part of the counted change is not known, it is as wide
// as the driver's own relative change would be as a share, never wider than a quarter; it has no chip, and its tool tip
// says so.
#pragma once

#include "core/insight/link_shares.h"

#include <algorithm>

namespace tributary::ui {

/// The share whose width a link has: its own where it is known, else the driver's change, at most a quarter.
[[nodiscard]] inline double widthShare(const CarriedChange& carried) {
    constexpr double widestUnknown = 0.25;
    if (!carried.changed)
        return 0;
    return carried.share.value_or(std::min(carried.ownChange, widestUnknown));
}

} // namespace tributary::ui
