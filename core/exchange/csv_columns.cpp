// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv_columns.h"

#include "core/formula/characters.h"
#include "core/model/differences.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace tributary {

namespace {

constexpr size_t none = std::numeric_limits<size_t>::max();

/// A column's name as it is compared: small letters, blanks as in `data_source`.
std::string columnName(std::string_view typed) {
    std::string name = lowered(typed);
    std::ranges::replace_if(
        name, [](char c) { return c == ' ' || c == '-'; }, '_');
    return name;
}

/// A number with one comma or point in it.
struct MarkedNumber {
    char sign = ',';
    size_t whole = 0; ///< digits before it, none of them a leading zero
    size_t decimals = 0;
};

std::optional<MarkedNumber> markedNumber(std::string_view text) {
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    const size_t at = text.find_first_of(",.");
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size() ||
        !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), isDigit) ||
        !std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 1, text.end(), isDigit))
        return std::nullopt;
    return MarkedNumber{text[at], text[0] == '0' ? 0 : at, text.size() - at - 1};
}

/// Tells whether a text is a number whose comma cannot but be a decimal one.
bool hasDecimalComma(std::string_view text) {
    const auto mark = markedNumber(text);
    return mark && mark->sign == ',' && (mark->decimals != 3 || mark->whole == 0 || mark->whole > 3);
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
            if (names.fields[i].find_first_not_of(" \t") == std::string::npos)
                continue; // behind a comma at the end of each line
            columns.notes_.push_back({names.line, fmt::format("column \"{:.60}\" is not read; those that are: {}",
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
        if (columns.decimalComma_ == 0 && std::any_of(row.fields.begin(), row.fields.end(), hasDecimalComma))
            columns.decimalComma_ = row.line;
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

Result<void> CsvColumns::checkThousands(std::string_view number) const {
    const auto mark = markedNumber(number);
    const bool ofInterest = mark && (mark->sign == ',' ? separator_ != ',' : decimalComma_ > 0 && mark->whole > 0);
    if (!ofInterest || mark->decimals != 3 || mark->whole > 3)
        return {};
    std::string point(number);
    std::replace(point.begin(), point.end(), ',', '.');
    std::string whole(number);
    std::erase(whole, mark->sign);
    if (mark->sign == ',')
        return fail(
            fmt::format("\"{:.60}\" may mean {:.60} or {:.60}: write it without the comma, with a decimal point",
                        number, point, whole));
    return fail(
        fmt::format("\"{:.60}\" may mean {:.60} or {:.60}, for line {} has a decimal comma: write {:.60} or {:.60}, "
                    "and all decimals alike",
                    number, point, whole, decimalComma_, point + '0', whole));
}

bool CsvColumns::isNamed(std::string_view text, std::string_view column) {
    constexpr size_t longestBlank = 1000; // bytes that may stand before the names
    const auto table = readCsvText(text.substr(0, text.find('\n', longestBlank)));
    return table && !table->rows.empty() &&
           std::ranges::any_of(table->rows.front().fields,
                               [&](const std::string& typed) { return columnName(typed) == column; });
}

void noteChanges(const Model& model, const Edit& known, const std::unordered_map<std::string, size_t>& lineById,
                 CsvImport& import) {
    if (known.changes.empty())
        return;
    std::string last;
    for (const Difference& difference : differences(model, apply(model, known).model)) {
        const auto line = lineById.find(difference.entity.id);
        if (line == lineById.end())
            continue;
        if (difference.entity.id == last) // another field of the same
            import.notes.back().reason += "; " + words(difference);
        else
            import.notes.push_back({line->second, "changes " + words(difference)});
        last = difference.entity.id;
    }
    std::ranges::stable_sort(import.notes, {}, &LineNote::line);
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
