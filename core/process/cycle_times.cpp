// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/cycle_times.h"

#include "core/stats/sorting.h"
#include "core/stats/summary.h"

#include <algorithm>

namespace tributary {

void CycleTimes::expect(std::uint64_t cases) {
    kept_.reserve(static_cast<size_t>(std::min<std::uint64_t>(cases, most)));
}

void CycleTimes::add(double hours) {
    if ((seen_++ & (every_ - 1)) != 0)
        return;
    kept_.push_back(hours);
    if (kept_.size() < most)
        return;
    for (size_t i = 0; i < most / 2; ++i)
        kept_[i] = kept_[2 * i];
    kept_.resize(most / 2);
    every_ *= 2;
}

void CycleTimes::close(Then then) {
    sortFinite(kept_);
    std::ranges::copy(tributary::percentiles(kept_, probabilities), percentiles_.begin());
    if (then == Then::drop)
        kept_ = {};
}

} // namespace tributary
