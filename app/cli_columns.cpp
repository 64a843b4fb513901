// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_columns.h"

#include <algorithm>
#include <string_view>

namespace tributary::cli {

namespace {

/// Characters of UTF-8, not bytes.
size_t widthOf(std::string_view text) {
    constexpr auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    return text.size() - static_cast<size_t>(std::ranges::count_if(text, continues));
}

} // namespace

std::string oneLine(std::string_view text) {
    std::string line(text);
    std::ranges::replace_if(
        line, [](char c) { return c == '\n' || c == '\r' || c == '\t' || c == '\v' || c == '\f'; }, ' ');
    return line;
}

void widen(Widths& widths, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], widthOf(row[column]));
    }
}

std::string aligned(const std::vector<Row>& rows, const Widths& widths) {
    std::string text;
    for (const Row& row : rows) {
        text += "  ";
        for (size_t column = 0; column < row.size(); ++column) {
            text += oneLine(row[column]);
            if (column + 1 < row.size())
                text.append(widths[column] - widthOf(row[column]) + 2, ' ');
        }
        text += '\n';
    }
    return text;
}

std::string aligned(const std::vector<Row>& rows) {
    Widths widths;
    widen(widths, rows);
    return aligned(rows, widths);
}

} // namespace tributary::cli
