// SPDX-License-Identifier: GPL-3.0-or-later
// CSV as text: rows of fields in and out, without meaning. Reads what spreadsheets write: quotes, CRLF, a byte order
// mark, and comma, semicolon or tab between the fields. Any bytes may be read; sizes are bounded. Thread-safe.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tributary {

struct CsvRow {
    size_t line = 0; ///< in the text, counted from 1; of the row's first line where a quoted field spans several
    std::vector<std::string> fields;
    std::string problem; ///< why the row cannot be used; empty if it can
};

struct CsvTable {
    char separator = ','; ///< the one of `,` `;` and tab that the first row has most of
    std::vector<CsvRow> rows;
};

/// Reads up to 64 MB, 200,000 rows and 3,000,000 fields; blank lines are left out. Where a quote is not closed, its row
/// is a problem, and the lines behind it are read each by itself.
[[nodiscard]] Result<CsvTable> readCsvText(std::string_view text);

/// Writes a field, guarded and in quotes where it needs that; readCsvText gives it back as it was.
[[nodiscard]] std::string csvField(std::string_view field);

/// Puts an apostrophe before what a spreadsheet would take for a formula: a text, but no number, that begins with `=`,
/// `+`, `-` or `@`.
[[nodiscard]] std::string guarded(std::string_view text);
/// Takes that apostrophe away again.
[[nodiscard]] std::string unguarded(std::string text);

} // namespace tributary
