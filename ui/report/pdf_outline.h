// SPDX-License-Identifier: GPL-3.0-or-later
// PDF outline: what Qt's writer leaves out of a PDF: the list of sections that a reader shows beside the pages, and the
// language for who has it read aloud. Pure functions of bytes.
#pragma once

#include <QByteArray>
#include <QString>
#include <vector>

namespace tributary::ui {

/// A section and where it begins.
struct OutlineEntry {
    QString title;
    int page = 1;
    double top = 0; ///< below the upper edge of its page, in units of 1/96 inch
};

/// Returns the PDF with an outline and a language ("en"). One that cannot be read comes back as it was.
[[nodiscard]] QByteArray withOutline(const QByteArray& pdf, const std::vector<OutlineEntry>& outline,
                                     const QString& language);

} // namespace tributary::ui
