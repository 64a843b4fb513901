// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/follower.h"

#include "ui/document.h"
#include "ui/qt_text.h"
#include "ui/window/file_work.h"

#include <QDateTime>
#include <QFileInfo>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int lookEvery = 1000; // milliseconds

/// Size and time of the file and of the journal that changes go through first.
QByteArray stateOf(const QString& path) {
    QByteArray state;
    for (const QString& part : {path, path + u"-wal"_s}) {
        const QFileInfo file(part);
        state += QByteArray::number(file.exists() ? file.size() : -1) + ' ' +
                 QByteArray::number(file.lastModified().toMSecsSinceEpoch()) + ' ';
    }
    return state;
}

/// The file itself, where `path` is a link to it.
QString realPath(const QString& path) {
    const QString real = QFileInfo(path).canonicalFilePath();
    return real.isEmpty() ? path : real;
}

} // namespace

Follower::Follower(Document& document, QObject* parent)
    : QObject(parent), document_(document), work_(new FileWork(this)) {
    timer_.setInterval(lookEvery);
    connect(&timer_, &QTimer::timeout, this, &Follower::look);
    connect(&document_, &Document::opened, this, &Follower::begin);
    connect(&document_, &Document::fileChanged, this, &Follower::begin);
    begin();
}

void Follower::begin() {
    work_->cancel();
    free_ = false;
    const QString path = document_.filePath();
    held_ = document_.isReadOnly() && document_.losses().isEmpty() && DocumentFile::isHeld(pathFromQt(path));
    if (held_) {
        seen_.clear(); // what has changed since it was read is read at the first look
        timer_.start();
    } else {
        timer_.stop();
    }
}

void Follower::look() {
    const QString path = document_.filePath();
    if (work_->what().isEmpty())
        if (QByteArray state = stateOf(realPath(path)); state != seen_ && QFileInfo::exists(path)) {
            seen_ = std::move(state);
            read();
        }
    if (free_ == DocumentFile::isHeld(pathFromQt(path))) {
        free_ = !free_;
        emit freed();
    }
}

void Follower::read() {
    const QString path = document_.filePath();
    work_->read(
        tr("Reading %1 again").arg(QFileInfo(path).fileName()),
        [path] { return DocumentFile::open(pathFromQt(path), FileAccess::readOnly); },
        [this](Result<DocumentFile> file) {
            if (file)
                document_.follow(std::move(*file));
            else
                seen_.clear(); // it was in the middle of a change: the next look tries again
        });
}

void Follower::takeOver() {
    const QString path = document_.filePath();
    work_->read(
        tr("Opening %1").arg(QFileInfo(path).fileName()), [path] { return DocumentFile::open(pathFromQt(path)); },
        [this](Result<DocumentFile> file) {
            if (file)
                document_.follow(std::move(*file));
            else
                document_.tell(file.error());
        });
}

} // namespace tributary::ui
