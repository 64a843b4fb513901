// SPDX-License-Identifier: GPL-3.0-or-later
// Missing glyphs: the characters of a report that no font of this machine has; they print as boxes. Needs a
// QApplication and its thread.
#pragma once

#include <QString>

namespace tributary::ui {

struct ReportSource;

/// The characters, each once, in the order in which they first come.
[[nodiscard]] QString missingGlyphs(const ReportSource& source);

/// Says so, and what to do; empty where nothing is missing.
[[nodiscard]] QString missingGlyphsWords(const ReportSource& source);

} // namespace tributary::ui
