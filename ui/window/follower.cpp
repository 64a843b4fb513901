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

} // namespace

/// What a look at the file found.
struct Follower::Look {
    QByteArray state; ///< empty where the file is not there
    bool held = false;
};

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
    latest_.drop();
    timer_.stop();
    held_ = free_ = false;
    seen_.clear(); // what has changed since it was read is read at the first look
    if (document_.isReadOnly() && document_.losses().isEmpty())
        look();
}

void Follower::look() {
    if (latest_.isAsked()) // a disk that does not answer is not asked again
        return;
    latest_.ask(
        [path = document_.filePath()](const std::stop_token&) -> Result<Look> {
            const QString real = QFileInfo(path).canonicalFilePath(); // past links; none where it is gone
            return Look{real.isEmpty() ? QByteArray() : stateOf(real), DocumentFile::isHeld(pathFromQt(path))};
        },
        [this](const Result<Look>& look) {
            if (look)
                receive(*look);
        });
}

void Follower::receive(const Look& look) {
    if (!held_ && !look.held)
        return; // it is only read for another reason
    timer_.start();
    if (work_->what().isEmpty() && !look.state.isEmpty() && look.state != seen_) {
        seen_ = look.state;
        read();
    }
    if (held_ && free_ != look.held)
        return;
    held_ = true;
    free_ = !look.held;
    emit changed();
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
