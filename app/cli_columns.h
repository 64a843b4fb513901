// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of text that line up, for a terminal. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::cli {

using Row = std::vector<std::string>;
using Widths = std::vector<size_t>; ///< of columns, in characters

/// Replaces breaks of lines and tabs by blanks, so that a name stays in its line; print() shows other controls by code.
[[nodiscard]] std::string oneLine(std::string_view text);

/// Widens the columns to hold some rows.
void widen(Widths& widths, const std::vector<Row>& rows);

/// Lines up columns, two blanks apart and two from the edge; the last of a row has no blanks behind it.
[[nodiscard]] std::string aligned(const std::vector<Row>& rows, const Widths& widths);

/// Lines up rows by their own widths.
[[nodiscard]] std::string aligned(const std::vector<Row>& rows);

} // namespace tributary::cli
