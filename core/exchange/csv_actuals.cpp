// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/iso_date.h"
#include "core/exchange/csv.h"
#include "core/exchange/csv_columns.h"
#include "core/formula/number.h"
#include "core/formula/unit.h"
#include "core/model/quantity.h"
#include "core/model/quantity_span.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace tributary {

namespace {

enum ActualColumn { actualMetric, actualDate, actualValue, actualUnit, actualSource };
constexpr std::array<std::string_view, 5> actualColumns{"metric", "date", "value", "unit", "source"};
constexpr size_t neededActualColumns = 3;

Result<Date> readDate(const std::string& text) {
    if (const auto date = parseDate(text))
        return *date;
    return fail(fmt::format("\"{:.40}\" is no date: write it as 2027-01-31", text));
}

/// What is counted under several names: so many of `base` are one of it.
struct NamedMeasure {
    std::string_view name;
    std::string_view base;
    double size;
};
constexpr std::array<NamedMeasure, 15> namedMeasures{{{"metre", "m", 1},
                                                      {"meter", "m", 1},
                                                      {"m", "m", 1},
                                                      {"kilometre", "m", 1000},
                                                      {"kilometer", "m", 1000},
                                                      {"km", "m", 1000},
                                                      {"mile", "m", 1609.344},
                                                      {"mi", "m", 1609.344},
                                                      {"gram", "g", 1},
                                                      {"kilogram", "g", 1000},
                                                      {"kg", "g", 1000},
                                                      {"pound", "g", 453.59237},
                                                      {"tonne", "g", 1e6},
                                                      {"litre", "l", 1},
                                                      {"liter", "l", 1}}};

const NamedMeasure* namedMeasure(std::string_view name) {
    const auto found =
        std::find_if(namedMeasures.begin(), namedMeasures.end(), [&](const NamedMeasure& m) { return m.name == name; });
    return found == namedMeasures.end() ? nullptr : &*found;
}

bool isNoun(const Unit::Term& term) {
    return term.symbol != "%" && !isMoney(term.symbol) && !(hoursIn(term.symbol) > 0);
}

/// Brings an actual into its metric's unit where a measure has another name there. A unit that leaves out a noun of the
/// metric's is taken for short (hour for hour/breakdown); one with a noun of its own is another thing.
Result<void> fitUnit(const Metric& metric, Actual& actual) {
    if (actual.unit.empty())
        return {};
    const auto unit = parseUnit(actual.unit);
    if (!unit)
        return fail(fmt::format("\"{:.60}\" is no unit: {}", actual.unit, unit.error().message));
    const auto own = parseUnit(metric.unit.empty() ? "1" : metric.unit);
    if (!own)
        return {};
    const auto refused = [&] {
        return fail(fmt::format("unit {:.60} does not convert to {:.60}, the unit of {}", actual.unit, metric.unit,
                                metric.id.text));
    };
    double factor = 1;
    bool renamed = false;
    for (const Unit::Term& term : unit->terms()) {
        if (!isNoun(term))
            continue;
        const auto& terms = own->terms();
        if (std::find(terms.begin(), terms.end(), term) != terms.end())
            continue;
        const NamedMeasure* from = namedMeasure(term.symbol);
        const auto same = std::find_if(terms.begin(), terms.end(), [&](const Unit::Term& other) {
            const NamedMeasure* to = namedMeasure(other.symbol);
            return from && to && to->base == from->base && other.power == term.power;
        });
        if (same == terms.end())
            return refused();
        factor *= std::pow(from->size / namedMeasure(same->symbol)->size, term.power);
        renamed = true;
    }
    const auto conversion = factorBetween(*unit, *own);
    if (!conversion)
        return refused();
    if (renamed) {
        actual.value *= factor * *conversion;
        actual.unit = metric.unit;
    }
    return {};
}

/// Says where a metric that is a share has a value that no share has.
std::optional<std::string> beyondShare(const Model& model, const Metric& metric, const Actual& actual) {
    if (metric.unit != "%")
        return std::nullopt;
    const auto given = parseUnit(actual.unit.empty() ? metric.unit : actual.unit);
    const double share = given ? actual.value * given->factor() : 0;
    if (share >= 0 && share <= 1)
        return std::nullopt;
    const bool isMeasuredShare = metric.source == MetricSource::process;
    const auto span = metric.estimate ? spanOf(model, *metric.estimate, *parseUnit("%")) : std::nullopt;
    if (!isMeasuredShare && !(span && span->low >= 0 && span->high <= 1))
        return std::nullopt;
    return fmt::format("{:.6g} % is no share between 0 and 100 %, as {} is: correct it{}", 100 * share, metric.id.text,
                       isMeasuredShare ? "" : ", or let its estimate reach as far");
}

bool isNegativeTime(const Model& model, const Actual& actual) {
    const Metric* metric = model.metrics().find(actual.metric);
    const auto unit = parseUnit(metric && !metric->unit.empty() ? metric->unit : "1");
    return actual.value < 0 && unit && unit->timePower() == 1 &&
           std::none_of(unit->terms().begin(), unit->terms().end(),
                        [](const Unit::Term& term) { return isMoney(term.symbol); });
}

/// Makes an actual of a row, in the unit that the row gives or the metric's.
Result<Actual> readActual(const Model& model, const CsvColumns& columns, const CsvRow& row,
                          const MetricFinder& metrics) {
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
    if (const auto comma = columns.checkThousands(value); !comma)
        return tl::unexpected(comma.error());
    const auto number = parseNumber(value);
    if (!number)
        return fail(fmt::format("\"{:.60}\" is no value: {}", value, number.error().message));
    actual.value = *number;
    if (const auto fitted = fitUnit(*metric, actual); !fitted)
        return tl::unexpected(fitted.error());
    if (const auto fault = beyondShare(model, *metric, actual))
        return fail(*fault);
    actual.id = ActualId(fmt::format("{}.{}", metric->id.text, columns.field(row, actualDate)));
    if (!isValidId(actual.id.text))
        return fail(fmt::format("the id of metric {} is too long to hold measured values; give it a shorter one",
                                metric->id.text));
    return actual;
}

} // namespace

bool holdsActuals(std::string_view text) { return CsvColumns::isNamed(text, actualColumns[actualDate]); }

Result<CsvImport> importActualsCsv(const Model& model, std::string_view text) {
    const auto columns = CsvColumns::read(text, actualColumns, neededActualColumns);
    if (!columns)
        return tl::unexpected(columns.error());
    const MetricFinder metrics(model);
    CsvImport import;
    Edit known; // what replaces a value that the model has
    import.rejected = columns->rejected();
    import.notes = columns->notes();
    std::unordered_map<std::string, size_t> lines;
    for (const CsvRow& row : columns->rows()) {
        auto actual = readActual(model, *columns, row, metrics);
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
        if (isNegativeTime(model, *actual))
            import.notes.push_back(
                {row.line, fmt::format("{} has a negative time: check its sign", actual->metric.text)});
        const bool isKnown = model.actuals().contains(actual->id);
        import.edit.changes.push_back(put(std::move(*actual)));
        if (isKnown)
            known.changes.push_back(import.edit.changes.back());
        ++import.accepted;
    }
    std::stable_sort(import.rejected.begin(), import.rejected.end(),
                     [](const LineNote& a, const LineNote& b) { return a.line < b.line; });
    noteChanges(model, known, lines, import);
    if (import.accepted > 0)
        import.edit.label = fmt::format("Import {} measured value{}", import.accepted, import.accepted == 1 ? "" : "s");
    return import;
}

} // namespace tributary
