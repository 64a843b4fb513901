// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv_columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

namespace tributary {

namespace {

constexpr size_t none = std::numeric_limits<size_t>::max();

/// A column's name as it is compared: small letters, blanks as in `data_source`.
std::string columnName(std::string_view typed) {
    std::string name(typed);
    for (char& c : name) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        if (c == ' ' || c == '-')
            c = '_';
    }
    return name;
}

} // namespace

Result<CsvColumns> CsvColumns::read(std::string_view text, std::span<const std::string_view> known, size_t needed) {
    auto table = readCsvText(text);
    if (!table)
        return tl::unexpected(table.error());
    const std::string wanted = fmt::format("the first line names the columns: {}", fmt::join(known, ", "));
    if (table->rows.empty())
        return fail("the text is empty; " + wanted);
    CsvColumns columns;
    columns.separator_ = table->separator;
    columns.places_.assign(known.size(), none);
    const CsvRow& names = table->rows.front();
    if (!names.problem.empty())
        return fail(fmt::format("line {}: {}; {}", names.line, names.problem, wanted));
    for (size_t i = 0; i < names.fields.size(); ++i) {
        const auto found = std::find(known.begin(), known.end(), columnName(names.fields[i]));
        if (found == known.end()) {
            columns.rejected_.push_back({names.line, fmt::format("column \"{:.60}\" is not read; those that are: {}",
                                                                 names.fields[i], fmt::join(known, ", "))});
            continue;
        }
        size_t& place = columns.places_[static_cast<size_t>(found - known.begin())];
        if (place != none)
            return fail(fmt::format("line {}: there are two columns \"{}\"", names.line, *found));
        place = i;
    }
    for (size_t i = 0; i < needed; ++i)
        if (columns.places_[i] == none)
            return fail(fmt::format("line {}: there is no column \"{}\"; {}", names.line, known[i], wanted));
    for (size_t i = 1; i < table->rows.size(); ++i) {
        CsvRow& row = table->rows[i];
        if (row.problem.empty() && row.fields.size() > names.fields.size())
            row.problem =
                fmt::format("the line has {} fields, and there are {} columns", row.fields.size(), names.fields.size());
        if (row.problem.empty())
            columns.rows_.push_back(std::move(row));
        else
            columns.rejected_.push_back({row.line, row.problem});
    }
    return columns;
}

const std::string& CsvColumns::field(const CsvRow& row, size_t known) const {
    static const std::string missing;
    const size_t place = places_[known];
    return place < row.fields.size() ? row.fields[place] : missing;
}

Result<void> CsvColumns::checkComma(std::string_view number) const {
    const size_t comma = number.find(',');
    const auto isNumeric = [](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '+' || c == '-'; };
    if (separator_ == ',' || comma == std::string_view::npos || comma != number.rfind(',') ||
        number.size() != comma + 4 || !std::all_of(number.begin(), number.end(), isNumeric))
        return {};
    std::string point(number);
    point[comma] = '.';
    std::string whole(number);
    whole.erase(comma, 1);
    return fail(fmt::format("\"{:.60}\" may mean {:.60} or {:.60}: write it without the comma, with a decimal point",
                            number, point, whole));
}

MetricFinder::MetricFinder(const Model& model) : model_(model) {
    for (const Metric& metric : model.metrics())
        if (!metric.name.empty())
            byName_.emplace(metric.name, &metric);
}

const Metric* MetricFinder::find(const std::string& text) const {
    const Metric* metric = model_.metrics().find(MetricId(text));
    return metric ? metric : named(text);
}

const Metric* MetricFinder::named(const std::string& name) const {
    const auto found = byName_.find(name);
    return found == byName_.end() ? nullptr : found->second;
}

} // namespace tributary
