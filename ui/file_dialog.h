// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for a file to read or to write, in the folder that was used last. Looks into no file for its icon: a file that
// does not answer would hold the window.
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace tributary::ui {

/// Returns the file that was chosen; empty where none was.
[[nodiscard]] QString askToRead(QWidget* window, const QString& title, const QString& filter);

/// What is to be written, and which of the filters was chosen.
struct FileToWrite {
    QString path; ///< empty where none was chosen
    QString filter;
};

/// `name` is offered, of the first of the filters; `suffix` ends a name without one.
[[nodiscard]] FileToWrite askToWrite(QWidget* window, const QString& title, const QString& name,
                                     const QStringList& filters, const QString& suffix);

} // namespace tributary::ui
