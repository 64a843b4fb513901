// SPDX-License-Identifier: GPL-3.0-or-later
// forEachInParallel: spreads numbered pieces of work over threads; which thread does which changes nothing.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <stop_token>
#include <thread>
#include <vector>

namespace tributary {

/// Calls `work(worker, piece)` once for each piece from 0 to pieces - 1, on up to `threads` threads, the caller's among
/// them; `worker` counts from 0. Stops taking pieces once `stop` is asked for. `work` must not throw.
template <class Work>
void forEachInParallel(size_t pieces, unsigned threads, const std::stop_token& stop, Work&& work) {
    std::atomic<size_t> next = 0;
    const auto take = [&](unsigned worker) {
        for (size_t piece = next++; piece < pieces && !stop.stop_requested(); piece = next++)
            work(worker, piece);
    };
    std::vector<std::jthread> others;
    const auto workers = static_cast<unsigned>(std::min<size_t>(threads, pieces));
    for (unsigned worker = 1; worker < workers; ++worker)
        others.emplace_back([&take, worker] { take(worker); });
    take(0);
}

} // namespace tributary
