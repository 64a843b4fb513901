// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_work.h"

#include "ui/latest.h"

#include <algorithm>

namespace tributary::ui {

FileWork::~FileWork() {
    if (worker_.joinable())
        worker_.join();
    for (Task& task : waiting_)
        if (task.kind == Kind::write)
            task.work();
}

bool FileWork::isWriting() const {
    const auto writes = [](const Task& task) { return task.kind == Kind::write; };
    return (atWork_ && writes(*atWork_)) || std::any_of(waiting_.begin(), waiting_.end(), writes);
}

void FileWork::begin(Task task) {
    if (busy_) {
        waiting_.push_back(std::move(task));
        emit changed();
        return;
    }
    busy_ = true;
    atWork_ = std::move(task);
    worker_ = std::jthread([this, work = atWork_->work] {
        auto deliver = work();
        QMetaObject::invokeMethod(
            this, [this, deliver = std::move(deliver)]() mutable { end(std::move(deliver)); }, Qt::QueuedConnection);
    });
    emit changed();
}

tl::unexpected<Error> FileWork::failed(const std::exception& exception) { return tl::unexpected(failureOf(exception)); }

void FileWork::end(std::function<void()> deliver) {
    worker_.join();
    busy_ = false;
    const bool wanted = std::exchange(atWork_, std::nullopt).has_value();
    if (!wanted)
        deliver = nullptr; // a file that nobody wants any more gives its lock back before the next one is opened
    if (waiting_.empty()) {
        emit changed();
    } else {
        Task next = std::move(waiting_.front());
        waiting_.pop_front();
        begin(std::move(next));
    }
    if (wanted)
        deliver();
}

void FileWork::cancel() {
    if (atWork_ && atWork_->kind == Kind::read)
        atWork_.reset();
    std::erase_if(waiting_, [](const Task& task) { return task.kind == Kind::read; });
    emit changed();
}

} // namespace tributary::ui
