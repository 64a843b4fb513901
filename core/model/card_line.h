// SPDX-License-Identifier: GPL-3.0-or-later
// Card line: a metric typed in one line. `Breakdowns`; `Breakdowns  600 breakdown/month`; `Wait 8/10/15 hour`;
// `Cost = [Labour] * 2 in USD/year`; `Restore time = cycle time of Repair`. A value begins behind two blanks, else at
// the first word from which all that follows reads as a quantity; "a name in quotation marks" holds any digits.
// Thread-safe: no state.
#pragma once

#include "core/model/edit.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

class Names;

/// What a line says. At most one of estimate, formula and process is there; without any, the value stays as it is.
struct CardLine {
    std::string name; ///< empty where the line begins with `=`
    std::optional<Quantity> estimate;
    std::optional<Formula> formula;
    ProcessId process; ///< where a measure of a process is taken
    Measure measure = Measure::cycleTime;
    std::optional<std::string> unit;  ///< typed, or what the formula or measure comes in; none where that is not known
    std::vector<std::string> unknown; ///< names in the formula that the model does not have yet
    std::string objection;            ///< to the units in the formula; empty where there is none

    [[nodiscard]] bool holdsValue() const { return estimate || formula || !process.empty(); }
};

/// Reads a line; an error points at its characters and says what to do.
[[nodiscard]] Result<CardLine> readCardLine(const Model& model, std::string_view text);
/// The same by an index of the model's names, for many lines.
[[nodiscard]] Result<CardLine> readCardLine(const Model& model, const Names& names, std::string_view text);

/// The line from which a metric reads as it is.
struct WrittenCardLine {
    std::string text;
    size_t valueBegin = 0; ///< where value, formula or measure begin; the text's end where there is none
};
[[nodiscard]] WrittenCardLine writeCardLine(const Model& model, const Metric& metric);
/// A name as a line writes it: in quotation marks where a part of it would be read as a value.
[[nodiscard]] std::string cardLineName(const Model& model, std::string_view name);

} // namespace tributary
