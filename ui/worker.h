// SPDX-License-Identifier: GPL-3.0-or-later
// Worker: a thread beside the window's that does one piece of work after another. One that has not begun gives way to a
// newer one. A piece throws nothing and hands its answer over by a queued call; whoever owns the worker asks the piece
// to stop before the worker goes, for that waits for it.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace tributary::ui {

class Worker {
public:
    Worker();
    ~Worker(); ///< waits for the piece at work; one that has not begun is dropped

    void start(std::function<void()> work);

private:
    void loop(const std::stop_token& stop);

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::function<void()> next_; ///< guarded by mutex_
    std::jthread thread_;        ///< last: it ends before what it uses
};

} // namespace tributary::ui
