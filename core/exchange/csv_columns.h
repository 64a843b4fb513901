// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of an import by the names of their columns, and the checks that all imports share. Thread-safe as any value.
#pragma once

#include "core/exchange/csv.h"
#include "core/exchange/csv_text.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tributary {

/// A CSV text whose first row named its columns.
class CsvColumns {
public:
    /// Reads a text. `known` are the columns that mean something, the first `needed` of them must be there.
    [[nodiscard]] static Result<CsvColumns> read(std::string_view text, std::span<const std::string_view> known,
                                                 size_t needed);

    /// Lists what is wrong before any meaning: rows that cannot be read or have more fields than there are columns.
    [[nodiscard]] const std::vector<LineNote>& rejected() const { return rejected_; }
    /// Lists the columns that are not known, on the line of the names.
    [[nodiscard]] const std::vector<LineNote>& notes() const { return notes_; }
    /// The rows that may be used.
    [[nodiscard]] const std::vector<CsvRow>& rows() const { return rows_; }
    /// Returns the row's field in column number `known` of the known ones; empty where the column or field is missing.
    [[nodiscard]] const std::string& field(const CsvRow& row, size_t known) const;
    /// Refuses `1,234` in a text whose separator is no comma, and `1.234` in one that has a decimal comma elsewhere: it
    /// may mean 1.234 or 1234.
    [[nodiscard]] Result<void> checkThousands(std::string_view number) const;

    /// Tells whether the line of the names, the first that is not blank, has that column.
    [[nodiscard]] static bool isNamed(std::string_view text, std::string_view column);

private:
    char separator_ = ',';
    size_t decimalComma_ = 0;    ///< the first line with a number as 19,5; 0 where there is none
    std::vector<size_t> places_; ///< by known column: its field, or none
    std::vector<CsvRow> rows_;
    std::vector<LineNote> rejected_;
    std::vector<LineNote> notes_;
};

/// Notes what each line changes of an entity that the model has: `known` are the changes of these, `lineById` the
/// lines.
void noteChanges(const Model& model, const Edit& known, const std::unordered_map<std::string, size_t>& lineById,
                 CsvImport& import);

/// Finds metrics as people name them.
class MetricFinder {
public:
    explicit MetricFinder(const Model& model);

    /// Finds the metric with this id, or else with this name; null where there is none.
    [[nodiscard]] const Metric* find(const std::string& text) const;
    /// Finds the metric with this name; null where there is none.
    [[nodiscard]] const Metric* named(const std::string& name) const;

private:
    const Model& model_;
    std::unordered_map<std::string_view, const Metric*> byName_;
};

} // namespace tributary
