// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv.h"
#include "core/exchange/csv_columns.h"
#include "core/formula/number.h"
#include "core/formula/unit.h"
#include "core/model/quantity.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace tributary {

namespace {

enum ActualColumn { actualMetric, actualDate, actualValue, actualUnit, actualSource };
constexpr std::array<std::string_view, 5> actualColumns{"metric", "date", "value", "unit", "source"};
constexpr size_t neededActualColumns = 3;

Result<Date> readDate(const std::string& text) {
    const auto number = [&](size_t from, size_t count) {
        unsigned value = 0;
        std::from_chars(text.data() + from, text.data() + from + count, value);
        return value;
    };
    bool shaped = text.size() == 10;
    for (size_t i = 0; shaped && i < text.size(); ++i)
        shaped = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
    if (shaped && number(0, 4) > 0) {
        const Date date{std::chrono::year{static_cast<int>(number(0, 4))}, std::chrono::month{number(5, 2)},
                        std::chrono::day{number(8, 2)}};
        if (date.ok())
            return date;
    }
    return fail(fmt::format("\"{:.40}\" is no date: write it as 2027-01-31", text));
}

/// Makes an actual of a row, in the unit that the row gives or the metric's.
Result<Actual> readActual(const CsvColumns& columns, const CsvRow& row, const MetricFinder& metrics) {
    const std::string& named = columns.field(row, actualMetric);
    const Metric* metric = metrics.find(named);
    if (!metric)
        return fail(fmt::format("there is no metric \"{:.80}\", by id or by name", named));
    const auto date = readDate(columns.field(row, actualDate));
    if (!date)
        return tl::unexpected(date.error());

    Actual actual;
    actual.metric = metric->id;
    actual.date = *date;
    actual.unit = columns.field(row, actualUnit);
    actual.source = columns.field(row, actualSource);
    std::string value = columns.field(row, actualValue);
    if (value.ends_with('%') && (actual.unit.empty() || actual.unit == "%")) {
        value.pop_back();
        actual.unit.assign(1, '%'); // from a literal, GCC 12 warns of an overlap that cannot be
    }
    if (const auto comma = columns.checkComma(value); !comma)
        return tl::unexpected(comma.error());
    const auto number = parseNumber(value);
    if (!number)
        return fail(fmt::format("\"{:.60}\" is no value: {}", value, number.error().message));
    actual.value = *number;
    if (!actual.unit.empty()) {
        const auto unit = parseUnit(actual.unit);
        if (!unit)
            return fail(fmt::format("\"{:.60}\" is no unit: {}", actual.unit, unit.error().message));
        const auto own = parseUnit(metric->unit.empty() ? "1" : metric->unit);
        if (const auto factor = own ? factorBetween(*unit, *own) : Result<double>(1.0); !factor)
            return fail(fmt::format("unit {:.60} does not convert to {:.60}, the unit of {}", actual.unit, metric->unit,
                                    metric->id.text));
    }
    actual.id = ActualId(fmt::format("{}.{}", metric->id.text, columns.field(row, actualDate)));
    if (!isValidId(actual.id.text))
        return fail(fmt::format("the id of metric {} is too long to hold measured values; give it a shorter one",
                                metric->id.text));
    return actual;
}

} // namespace

Result<CsvImport> importActualsCsv(const Model& model, std::string_view text) {
    const auto columns = CsvColumns::read(text, actualColumns, neededActualColumns);
    if (!columns)
        return tl::unexpected(columns.error());
    const MetricFinder metrics(model);
    CsvImport import;
    import.rejected = columns->rejected();
    std::unordered_map<std::string, size_t> lines;
    for (const CsvRow& row : columns->rows()) {
        auto actual = readActual(*columns, row, metrics);
        if (!actual) {
            import.rejected.push_back({row.line, actual.error().message});
            continue;
        }
        const auto [first, isNew] = lines.emplace(actual->id.text, row.line);
        if (!isNew) {
            import.rejected.push_back(
                {row.line, fmt::format("line {} gives a value for this metric and date already", first->second)});
            continue;
        }
        import.edit.changes.push_back(put(std::move(*actual)));
        ++import.accepted;
    }
    std::stable_sort(import.rejected.begin(), import.rejected.end(),
                     [](const RejectedLine& a, const RejectedLine& b) { return a.line < b.line; });
    if (import.accepted > 0)
        import.edit.label = fmt::format("Import {} measured value{}", import.accepted, import.accepted == 1 ? "" : "s");
    return import;
}

} // namespace tributary
