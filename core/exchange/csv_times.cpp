// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv.h"
#include "core/exchange/csv_text.h"
#include "core/formula/characters.h"
#include "core/model/edits.h"
#include "core/model/process_map.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

bool isSameName(std::string_view a, std::string_view b) {
    const auto bare = [](std::string_view text) {
        const size_t begin = text.find_first_not_of(" \t");
        return begin == std::string_view::npos ? std::string()
                                               : lowered(text.substr(begin, text.find_last_not_of(" \t") + 1 - begin));
    };
    return bare(a) == bare(b);
}

/// The first line of several columns; the end where there is none.
auto wideRow(const CsvTable& table) {
    return std::ranges::find_if(table.rows, [](const CsvRow& row) { return row.fields.size() > 1; });
}

/// The place of the column that is meant; the only one where none is named.
Result<size_t> placeOfTimes(const CsvTable& table, std::string_view column) {
    if (table.rows.empty())
        return fail("There are no values in it: give a column of them.");
    if (!column.empty()) {
        const auto& names = table.rows.front().fields;
        const auto found =
            std::ranges::find_if(names, [&](const std::string& name) { return isSameName(name, column); });
        if (found == names.end())
            return fail(fmt::format("There is no column `{:.60}` in its first line: name one that is there.", column));
        return static_cast<size_t>(found - names.begin());
    }
    const auto wide = wideRow(table);
    if (wide != table.rows.end())
        return fail(fmt::format("Line {}: it has {} columns: say which one holds the times, or leave one column; a "
                                "decimal comma is written as in 1.5.",
                                wide->line, wide->fields.size()));
    return size_t{0};
}

/// The column as it would be pasted, each value on its line of the text.
Result<std::string> columnOfTimes(std::string_view text, std::string_view column) {
    const auto table = readCsvText(text);
    if (!table)
        return tl::unexpected(table.error());
    const auto place = placeOfTimes(*table, column);
    if (!place)
        return tl::unexpected(place.error());
    std::string pasted;
    size_t line = 1;
    for (const CsvRow& row : table->rows) {
        if (!row.problem.empty())
            return fail(fmt::format("Line {}: {}", row.line, row.problem));
        pasted.append(row.line - line, '\n');
        line = row.line;
        if (*place < row.fields.size())
            pasted += row.fields[*place];
        if (pasted.size() > 2 * MeasuredTimes::longestText)
            break; // they are refused as too many
    }
    return pasted + "\n";
}

} // namespace

std::vector<std::string> columnsOfTimes(std::string_view text) {
    const auto table = readCsvText(text);
    if (!table || wideRow(*table) == table->rows.end())
        return {};
    std::vector<std::string> names = table->rows.front().fields;
    std::erase_if(names, [](const std::string& name) { return isSameName(name, {}); });
    // 3,5 is rather a decimal comma than two names.
    const auto isValue = [](const std::string& name) { return digitAt(name, skipBlanks(name, 0)); };
    return std::ranges::any_of(names, isValue) ? std::vector<std::string>() : names;
}

Result<Edit> importTimesCsv(const Model& model, std::string_view text, std::string_view path, std::string_view column) {
    const auto owner = entityOf(path);
    const std::string at = owner ? pathOf(*owner) + "/" : std::string();
    if (!owner || owner->kind != Process::kind || path.size() <= at.size())
        return fail(
            fmt::format("{:.100} is no time of a process: write process/ID/arrivals, or process/ID/task/ID/touch "
                        "or delay.",
                        path));
    std::string field(path.substr(at.size()));
    const auto endsWith = [&](std::string_view end) { return field.ends_with(end); };
    if (field == "arrivals")
        field = "arrival_times";
    else if (endsWith("/touch") || endsWith("/delay"))
        field += "_times";
    const bool isArrivals = field == "arrival_times";
    if (!isArrivals && !endsWith("/touch_times") && !endsWith("/delay_times"))
        return fail(fmt::format("{:.100} is no time that values can be measured of: write process/ID/arrivals, or "
                                "process/ID/task/ID/touch or delay.",
                                path));
    const auto pasted = columnOfTimes(text, column);
    if (!pasted)
        return tl::unexpected(pasted.error());
    auto edit = setField(model, *owner, field, *pasted);
    if (!edit || isArrivals)
        return edit;
    const auto spread =
        setField(apply(model, *edit).model, *owner, field.substr(0, field.rfind('/')) + "/spread", "measured");
    if (!spread)
        return spread;
    Edit both = joined(*edit, *spread);
    both.label = edit->label;
    both.mergeKey.clear();
    return both;
}

} // namespace tributary
