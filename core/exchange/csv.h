// SPDX-License-Identifier: GPL-3.0-or-later
// The CSV forms: metrics by period out; metrics and actuals in, as one edit and a list of the lines that were refused.
// The first line names the columns, in any order and case; see csv_text.h for what may be read. Thread-safe.
#pragma once

#include "core/engine/results.h"
#include "core/model/edit.h"

#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// Writes the metrics of a run, a line for each scenario, metric and period. Columns: scenario, metric, name, unit,
/// period (from 1), then mean, p5, p10, p50, p90 and p95 of business as usual (bau_mean...) and with the scenario
/// (with_mean...), in the metric's unit. A number that there is none of is an empty field.
[[nodiscard]] std::string writeMetricsCsv(const Results& results);

/// What there is to say of a line: why it was refused, or what is odd about it.
struct LineNote {
    size_t line = 0; ///< in the text, counted from 1
    std::string reason;
};

struct CsvImport {
    Edit edit;           ///< of all accepted lines; empty where there is none
    size_t accepted = 0; ///< lines
    std::vector<LineNote> rejected;
    std::vector<LineNote> notes{}; ///< lines that were accepted: what is odd about them, and what they replace
};

/// Reads metrics. Columns: name (needed), id, level (financial, operating, frontline; frontline where empty), parent
/// (an id or a name, of the model or of the text), value (a quantity as typed), unit, better (higher, lower; of a
/// new metric by its name where empty), owner, data_source, measured, notes. A line whose id, or name where it has no
/// id, the model knows changes that metric: what the line leaves empty stays. Fails where there is no name column.
[[nodiscard]] Result<CsvImport> importMetricsCsv(const Model& model, std::string_view text);

/// Tells whether a table is one of measured values: these have a column `date`, metrics have none.
[[nodiscard]] bool holdsActuals(std::string_view text);

/// Reads measured values. Columns: metric (id or name), date (2027-01-31), value (needed all three), unit (of the
/// value; the metric's where empty), source. Replaces what the model has for a metric and date. A measure that the
/// metric's unit has under another name is converted (km for mile); a noun that the metric's unit has not is refused,
/// as is a value outside 0 to 100 % of a metric whose own values lie within.
[[nodiscard]] Result<CsvImport> importActualsCsv(const Model& model, std::string_view text);

/// Reads a column of measured times or of moments of arrival, as MeasuredTimes and ArrivalTimes read them, into
/// `path`: process/ID/arrivals, process/ID/task/ID/touch or delay, process/ID/exception/ID/touch or delay. Times become
/// "as measured" there. A table of several columns needs the name of one, from its first line. Fails with the line of
/// what cannot be read; a list is taken whole or not at all.
[[nodiscard]] Result<Edit> importTimesCsv(const Model& model, std::string_view text, std::string_view path,
                                          std::string_view column = {});
/// The names in the first line of a table, one of which importTimesCsv() needs; none of a text of one column or whose
/// first line holds values.
[[nodiscard]] std::vector<std::string> columnsOfTimes(std::string_view text);

} // namespace tributary
