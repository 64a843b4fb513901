// SPDX-License-Identifier: GPL-3.0-or-later
// The lines and cells of a pasted block, and which cell holds what. For the sources of core/exchange.
#pragma once

#include "core/exchange/outline.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// What a cell of a block holds.
enum class OutlineColumn { name, depth, level, parent, value, unit, formula, better, owner, notes };
inline constexpr size_t outlineColumns = 10;

/// A line of the block, its cells by what they hold.
struct OutlineLine {
    size_t number = 0; ///< counted from 1
    int indent = 0;    ///< how far its name stands from the left; deeper is more
    bool bare = false; ///< it has one cell, to be read as a card's line
    std::array<std::string, outlineColumns> cells{};
    std::string problem; ///< what cannot be told of it; empty where all can

    [[nodiscard]] const std::string& at(OutlineColumn column) const { return cells[static_cast<size_t>(column)]; }
    [[nodiscard]] std::string& at(OutlineColumn column) { return cells[static_cast<size_t>(column)]; }
};

/// Counts the lines of a block without blank ones and without the row that names the columns.
[[nodiscard]] size_t outlineLineCount(std::string_view text);
/// Splits a block into lines without blank ones and without the row that names the columns.
[[nodiscard]] std::vector<OutlineLine> outlineLines(std::string_view text);

/// An amount of money as it stands in a cell: `12 M$`, `$12k`, `1.5 MUSD`.
struct MoneyCell {
    std::string amount;   ///< in whole units of the currency
    std::string currency; ///< USD
};
/// Reads one; none where the cell is anything else.
[[nodiscard]] std::optional<MoneyCell> moneyIn(std::string_view cell);

/// The level that a word names, in any case; none for another word.
[[nodiscard]] std::optional<Level> levelNamed(std::string_view word);

/// What the commas of a text's numbers are.
enum class CommaSeen { decimal, thousands, either };
/// Tells it: `1,5` and `1.234,5` have a decimal, `1,234,567` and `1,234.5` have thousands, `1,234` may be either; none
/// without such a number.
[[nodiscard]] std::optional<CommaSeen> commaOf(std::string_view text);
/// What the points of a text's numbers without commas are, by their digits: `1.5` has a decimal, `1.200` and
/// `1.200.000` may have thousands; none without such a number.
enum class PointSeen { decimal, groups };
[[nodiscard]] std::optional<PointSeen> pointOf(std::string_view text);
/// Rewrites a text whose commas are decimals: `1.234,5` as `1234.5`. What stands in parentheses stays.
[[nodiscard]] std::string withDecimalPoints(std::string_view text);

} // namespace tributary
