// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_work.h"

namespace tributary::ui {

FileWork::~FileWork() = default;

void FileWork::begin(Task task) {
    if (busy_) {
        atWork_.reset();
        next_ = std::move(task);
        return;
    }
    busy_ = true;
    atWork_ = std::move(task);
    worker_ = std::jthread([this, work = atWork_->work] {
        auto deliver = work();
        QMetaObject::invokeMethod(
            this, [this, deliver = std::move(deliver)] { end(deliver); }, Qt::QueuedConnection);
    });
    emit changed();
}

void FileWork::end(const std::function<void()>& deliver) {
    worker_.join();
    busy_ = false;
    const bool wanted = std::exchange(atWork_, std::nullopt).has_value();
    if (auto next = std::exchange(next_, std::nullopt))
        begin(std::move(*next));
    else
        emit changed();
    if (wanted)
        deliver();
}

void FileWork::cancel() {
    atWork_.reset();
    next_.reset();
    emit changed();
}

} // namespace tributary::ui
