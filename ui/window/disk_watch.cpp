// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/disk_watch.h"

#include "ui/document.h"

#include <QFileInfo>
#include <QStorageInfo>
#include <utility>

namespace tributary::ui {

namespace {

constexpr int lookAtDiskEvery = 5000; // milliseconds
constexpr qint64 littleRoom = 64 << 20;
constexpr qint64 noRoom = 256 << 10; // bytes of a large edit, and of what is shared beside the file

qint64 bytesFreeIn(const QString& folder) { return QStorageInfo(folder).bytesAvailable(); }

} // namespace

DiskWatch::DiskWatch(Document& document, QObject* parent)
    : QObject(parent), document_(document), measure_(&bytesFreeIn) {
    timer_.setInterval(lookAtDiskEvery);
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (!latest_.isAsked()) // a disk that does not answer is not asked again
            look();
    });
    connect(&document_, &Document::fileChanged, this, &DiskWatch::look);
    look();
}

void DiskWatch::measureBy(Measure measure) {
    measure_ = std::move(measure);
    look();
}

void DiskWatch::look() {
    if (!document_.isOpen() || document_.isReadOnly()) {
        timer_.stop();
        latest_.drop();
        receive(-1);
        return;
    }
    timer_.start();
    latest_.ask([measure = measure_, folder = QFileInfo(document_.filePath()).absolutePath()](
                    const std::stop_token&) -> Result<qint64> { return measure(folder); },
                [this](const Result<qint64>& bytes) { receive(bytes.value_or(-1)); });
}

void DiskWatch::receive(qint64 bytes) {
    const Room room = bytes < 0 || bytes >= littleRoom ? Room::enough : bytes < noRoom ? Room::none : Room::little;
    const auto inMegabytes = [](qint64 size) { return size >> 20; }; // what is told of them
    const bool same = room == room_ && (room != Room::little || inMegabytes(bytes) == inMegabytes(bytesLeft_));
    room_ = room;
    bytesLeft_ = bytes;
    if (!same)
        emit changed();
}

} // namespace tributary::ui
