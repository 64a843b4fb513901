// SPDX-License-Identifier: GPL-3.0-or-later
// Outline: a tree of metrics as text, a line each, as it is copied from and pasted into spreadsheets and editors. The
// tree is drawn by indents (blanks, tabs, empty cells), by a column of depths, by one of parents, or by the levels.
// Thread-safe: no state.
#pragma once

#include "core/exchange/csv.h"
#include "core/model/edit.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// What a comma within a number is: 1,5 and 1,234,567 tell it themselves, 1,234 does not.
enum class CommaInNumber { thousands, decimal };
/// What becomes of a line whose name the model, or a line above, has already.
enum class TakenName { refuse, number };

struct OutlineOptions {
    MetricId parent;                      ///< what the topmost metrics hang below; empty: they are roots
    std::optional<CommaInNumber> comma{}; ///< as somebody chose it; none: as each number tells, 1,234 has thousands
    TakenName taken = TakenName::refuse;
    std::stop_token stop{}; ///< a reading that is asked to stop fails
};

/// A line as it was understood.
struct OutlineRow {
    size_t line = 0; ///< in the text, counted from 1
    int depth = 0;
    Metric metric;       ///< as it would be added; its name alone where the line is refused
    std::string problem; ///< why it is refused; empty where it is not
    std::string remark;  ///< what is not as written: a value left out, another place; empty where all is
};

struct OutlineImport {
    Edit edit;                    ///< of all accepted lines; empty where there is none
    std::vector<OutlineRow> rows; ///< in the order of the text
    size_t accepted = 0;          ///< lines
    bool commas = false;          ///< some number, as 1,5 or 1,234, has a comma that may be a decimal: it must be asked
    CommaInNumber likely = CommaInNumber::thousands; ///< the likely answer, by the numbers that tell
    bool taken = false;                              ///< some name is taken
};

/// Fails where readOutline would for the size of a text, with the same reason; quick.
[[nodiscard]] Result<void> checkOutline(std::string_view text);

/// Reads lines as metrics. A line without cells is read as a card's line (card_line.h). In a spreadsheet's block (cells
/// between tabs) the first row may name its columns: name, depth, level, parent, value, unit, formula, better, owner,
/// notes; without such a row the first cell is the name and the others are told by what they hold. Levels that are
/// numbers are depths. What cannot be read is left out of its line with a remark; a line whose name cannot be taken is
/// refused, and what stands below it hangs below the next line above. Amounts of money may have a sign: 12 M$. Fails
/// where there is nothing to read, or more than 1,000 lines.
[[nodiscard]] Result<OutlineImport> readOutline(const Model& model, std::string_view text,
                                                const OutlineOptions& options);

/// Writes metrics with their branches, in columns that readOutline takes; formulas name metrics by their names.
[[nodiscard]] std::string writeOutline(const Model& model, const std::vector<MetricId>& ids);

} // namespace tributary
