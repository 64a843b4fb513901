// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/file_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileIconProvider>
#include <QSettings>
#include <QStandardPaths>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString folderKey() { return u"files/folder"_s; }

QString lastFolder() {
    for (const QString& folder : {QSettings().value(folderKey()).toString(),
                                  QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)})
        if (!folder.isEmpty() && QFileInfo(folder).isDir())
            return folder;
    return QDir::homePath();
}

/// Knows a file by its name alone.
class PlainIcons : public QFileIconProvider {
public:
    [[nodiscard]] QIcon icon(const QFileInfo& info) const override {
        return QFileIconProvider::icon(info.isDir() ? Folder : File);
    }
    [[nodiscard]] QString type(const QFileInfo& info) const override {
        return info.isDir() ? QFileDialog::tr("Folder") : info.suffix().toUpper();
    }
};

QString chosen(QFileDialog& dialog) {
    PlainIcons icons;
    dialog.setIconProvider(&icons);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return {};
    const QString path = dialog.selectedFiles().constFirst();
    QSettings().setValue(folderKey(), QFileInfo(path).absolutePath());
    return path;
}

} // namespace

QString askToRead(QWidget* window, const QString& title, const QString& filter) {
    QFileDialog dialog(window, title, lastFolder(), filter);
    dialog.setFileMode(QFileDialog::ExistingFile);
    return chosen(dialog);
}

FileToWrite askToWrite(QWidget* window, const QString& title, const QString& name, const QStringList& filters,
                       const QString& suffix) {
    QFileDialog dialog(window, title, lastFolder());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(filters);
    dialog.setDefaultSuffix(suffix);
    dialog.selectFile(QDir(lastFolder()).filePath(name));
    const QString path = chosen(dialog);
    return {path, dialog.selectedNameFilter()};
}

} // namespace tributary::ui
