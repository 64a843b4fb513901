// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace tributary::ui {

namespace {

constexpr qsizetype mostFiles = 8;

QString key() { return QStringLiteral("files/recent"); }

/// Whether they are there is not asked: a disk of a network may take its time.
QStringList rememberedFiles() { return QSettings().value(key()).toStringList(); }

} // namespace

QStringList recentFiles() {
    QStringList there;
    for (const QString& path : rememberedFiles())
        if (QFileInfo::exists(path))
            there << path;
    return there;
}

void rememberFile(const QString& path) {
    const QString whole = QFileInfo(path).absoluteFilePath();
    QStringList files = rememberedFiles();
    if (!files.isEmpty() && files.constFirst() == whole)
        return;
    files.removeAll(whole);
    files.prepend(whole);
    QSettings().setValue(key(), QStringList(files.mid(0, mostFiles)));
}

void forgetFile(const QString& path) {
    QStringList files = rememberedFiles();
    files.removeAll(QFileInfo(path).absoluteFilePath());
    QSettings().setValue(key(), files);
}

void forgetAllFiles() { QSettings().remove(key()); }

} // namespace tributary::ui
