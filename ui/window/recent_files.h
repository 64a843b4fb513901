// SPDX-License-Identifier: GPL-3.0-or-later
// Recent files: the models opened last, newest first, kept in the user's settings.
#pragma once

#include <QStringList>

namespace tributary::ui {

/// Lists the files opened last that are still there.
[[nodiscard]] QStringList recentFiles();
/// Puts a file in front of the list.
void rememberFile(const QString& path);
/// Takes a file off the list.
void forgetFile(const QString& path);
void forgetAllFiles();

} // namespace tributary::ui
