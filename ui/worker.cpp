// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worker.h"

#include <utility>

namespace tributary::ui {

Worker::Worker() : thread_([this](const std::stop_token& stop) { loop(stop); }) {}
Worker::~Worker() = default;

void Worker::start(std::function<void()> work) {
    {
        const std::scoped_lock lock(mutex_);
        next_ = std::move(work);
    }
    wake_.notify_one();
}

void Worker::loop(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::function<void()> work;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return next_ != nullptr; }))
                return;
            work = std::exchange(next_, nullptr);
        }
        work();
    }
}

} // namespace tributary::ui
