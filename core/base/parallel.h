// SPDX-License-Identifier: GPL-3.0-or-later
// forEachInParallel: spreads numbered pieces of work over threads; which thread does which changes nothing.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace tributary {

/// Calls `work(worker, piece)` once for each piece from 0 to pieces - 1, on up to `threads` threads, the caller's among
/// them; `worker` counts from 0. Stops taking pieces once `stop` is asked for. What `work` throws first is thrown again
/// here, once all threads have ended.
template <class Work>
void forEachInParallel(size_t pieces, unsigned threads, const std::stop_token& stop, Work&& work) {
    std::atomic<size_t> next = 0;
    std::exception_ptr failure;
    std::once_flag failed;
    const auto take = [&](unsigned worker) {
        try {
            for (size_t piece = next++; piece < pieces && !stop.stop_requested(); piece = next++)
                work(worker, piece);
        } catch (...) {
            std::call_once(failed, [&] { failure = std::current_exception(); });
            next = pieces;
        }
    };
    {
        std::vector<std::jthread> others;
        const auto workers = static_cast<unsigned>(std::min<size_t>(threads, pieces));
        for (unsigned worker = 1; worker < workers; ++worker)
            others.emplace_back([&take, worker] { take(worker); });
        take(0);
    }
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace tributary
