// SPDX-License-Identifier: GPL-3.0-or-later
// Gives a model a name, as the window does, which writes the file on another thread.
#pragma once

#include "core/storage/document_file.h"
#include "ui/document.h"
#include "ui/qt_text.h"

#include <utility>

namespace tributary::ui::test {

inline Result<void> saveAs(Document& document, const QString& path) {
    return document.copyTo(path)()
        .and_then([&] { return DocumentFile::open(pathFromQt(path)); })
        .map([&](DocumentFile&& file) { document.goOnIn(std::move(file)); });
}

} // namespace tributary::ui::test
