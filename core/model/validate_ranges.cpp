// SPDX-License-Identifier: GPL-3.0-or-later
// Which values a field takes, and what a quantity that may leave them is told.
#include "core/formula/number.h"
#include "core/formula/unit_check.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace tributary {

namespace {

// Sums and conversions of what people type are right to this share.
constexpr double tolerance = 1e-9;
// A formula over so many inputs is tried at all their ends, one over more at the most likely values alone.
constexpr size_t mostCornered = 6;
constexpr double unlimited = std::numeric_limits<double>::infinity();

constexpr FieldRange withinWhole{0, 1, true, "outside 0 to 100 %", "Type a share in between."};
constexpr FieldRange presence{0, 1, false, "outside the shares above 0 up to 100 %",
                              "Type a share above 0 %, as in 80 %, or no servers where nobody is there."};
constexpr FieldRange notNegative{0, unlimited, true, "below 0", "Type 0 or more."};
constexpr FieldRange positive{0, unlimited, false, "at 0 or below", "Type more than 0."};
constexpr FieldRange spent{0,
                           unlimited,
                           true,
                           "below 0, so that it brings money in",
                           "Type what it costs as a positive number, and what is saved as an effect.",
                           Severity::warning};
constexpr FieldRange rate{-1, unlimited, false, "at -100 % a year or below", "Type a rate above -100 %."};

template <size_t count>
bool isOneOf(std::string_view word, const std::array<std::string_view, count>& words) {
    return std::ranges::find(words, word) != words.end();
}

/// The field that a path names: the word in front of the group's id and period for a part of adoption.
std::string_view fieldOf(std::string_view path) {
    if (path.starts_with("intervention/") && path.find("/adoption/") != std::string_view::npos)
        if (const auto segments = segmentsOf(path); segments.size() > 4 && segments[2] == "adoption")
            return segments[3];
    return path.substr(path.rfind('/') + 1);
}

std::string amountWords(double value, const QuantitySite& site) {
    if (site.unit == "%")
        return formatRounded(100 * value, 4) + " %";
    return formatRounded(value / unitOr(site.unit).factor(), 4) + (site.unit.empty() ? "" : " ") + site.unit;
}

} // namespace

std::string Validation::quantityMeant(std::string_view name) const {
    const Names::Meaning meaning = names.find(name);
    if (!meaning.unique())
        return {};
    if (meaning.metric)
        return meaning.metric->source == MetricSource::estimate && meaning.metric->estimate
                   ? "metric/" + meaning.metric->id.text + "/estimate"
                   : std::string();
    return meaning.input ? "input/" + meaning.input->id.text : std::string();
}

namespace {

/// What the sum of formulas may be.
std::optional<QuantitySpan> spanOfFormulas(const Validation& v, const std::vector<const Formula*>& formulas,
                                           const Unit& field, const Scenario* scenario) {
    std::map<std::string, size_t> places; // a quantity may be called by its id and by its name
    std::map<std::string_view, size_t> placeOfName;
    std::vector<QuantitySpan> spans;
    bool usesMetric = false; // whose trials beyond the range are left out, and counted
    for (const Formula* formula : formulas) {
        for (const std::string& name : formula->references()) {
            const std::string path = v.quantityMeant(name);
            const auto span = path.empty() ? std::nullopt : spanIn(v.model, scenario, path);
            if (!span)
                return std::nullopt;
            usesMetric = usesMetric || path.starts_with("metric/");
            const auto [place, isNew] = places.try_emplace(path, spans.size());
            placeOfName[name] = place->second;
            if (isNew)
                spans.push_back(*span);
        }
        if (!checkUnits(
                formula->expression(), [&](std::string_view name) { return v.names.unitOf(name); }, field))
            return std::nullopt;
    }
    const auto valueAt = [&](const auto& valueOf) {
        double sum = 0;
        for (const Formula* formula : formulas)
            sum +=
                evaluate(formula->expression(), [&](std::string_view name) { return valueOf(placeOfName.at(name)); });
        return sum;
    };
    const double likely = valueAt([&](size_t place) { return spans[place].likely; });
    QuantitySpan made{.likely = likely, .low = likely, .high = likely};
    std::vector<size_t> bits(spans.size()); // of a corner, by place; certain ones have none
    size_t uncertain = 0;
    for (size_t place = 0; place < spans.size(); ++place)
        bits[place] = spans[place].low < spans[place].high ? size_t{1} << uncertain++ : 0;
    if (uncertain > mostCornered)
        return formulas.size() > 1 ? std::nullopt : std::optional(made);
    if (!std::isfinite(likely))
        return made;
    for (size_t corner = 0; corner < size_t{1} << uncertain; ++corner) {
        const auto isHigh = [&](size_t place) { return (corner & bits[place]) != 0; };
        const double value =
            valueAt([&](size_t place) { return isHigh(place) ? spans[place].high : spans[place].low; });
        if (!std::isfinite(value))
            continue;
        const SpanEnd end = spans.size() > 1 || usesMetric ? SpanEnd::joint
                            : spans.empty()                ? SpanEnd::firm
                            : isHigh(0)                    ? spans[0].highEnd
                                                           : spans[0].lowEnd;
        if (value < made.low) {
            made.low = value;
            made.lowEnd = end;
        } else if (value > made.high) {
            made.high = value;
            made.highEnd = end;
        }
    }
    return made;
}

} // namespace

std::optional<QuantitySpan> spanOf(const Validation& v, const Formula& formula, const Unit& field,
                                   const Scenario* scenario) {
    return spanOfFormulas(v, {&formula}, field, scenario);
}

std::optional<QuantitySpan> spanOfSum(const Validation& v, const std::vector<const Parameter*>& parameters,
                                      const Unit& field) {
    std::vector<const Formula*> formulas;
    for (const Parameter* parameter : parameters)
        if (const Formula* formula = parameter->formula())
            formulas.push_back(formula);
    auto sum = spanOfFormulas(v, formulas, field, nullptr);
    for (const Parameter* parameter : parameters) {
        const auto span = parameter->quantity() ? spanOf(v.model, *parameter->quantity(), field) : std::nullopt;
        if (!sum || (parameter->quantity() && !span))
            return std::nullopt;
        if (span) {
            sum->likely += span->likely;
            sum->low += span->low;
            sum->high += span->high;
        }
    }
    return sum;
}

std::optional<FieldRange> fieldRange(std::string_view path) {
    static constexpr std::array<std::string_view, 7> shares{"no_effect",   "probability", "frequency", "hard_share",
                                                            "realisation", "ceiling",     "reach"};
    static constexpr std::array<std::string_view, 21> amounts{
        "touch",    "touch_cv",    "delay_cv", "smoothing", "response_time", "headcount", "learning_delay",
        "arrivals", "noise",       "servers",  "overrun",   "champions",     "boost",     "p",
        "q",        "abandonment", "turnover", "delay",     "tolerance",     "patience",  "population"};
    const std::string_view kind = path.substr(0, path.find('/'));
    const std::string_view field = fieldOf(path);
    // The bounds of a link are a multiplier's or a difference's; an input may be anything.
    if (kind == "input" || (kind == "link" && field == "ceiling"))
        return std::nullopt;
    if (kind == "settings" || field == "drift")
        return rate;
    if (field == "curve_parameter")
        return positive;
    if (field == "cost" || field == "hourly_cost" || field == "hourly_rate" ||
        (field == "amount" && path.find("/cost/") != std::string_view::npos))
        return spent;
    if (field == "availability")
        return presence;
    if (isOneOf(field, shares) || (kind == "process" && field == "share"))
        return withinWhole;
    if (isOneOf(field, amounts))
        return notNegative;
    return std::nullopt;
}

std::optional<RangeFault> rangeFault(const QuantitySite& site, const QuantitySpan& span) {
    const auto range = fieldRange(site.path);
    if (!range)
        return std::nullopt;
    // An end that is no value of the field is never drawn, but may be typed.
    const auto isBelow = [&](double value) { return value < range->low - tolerance; };
    const auto isAbove = [&](double value) { return value > range->high + tolerance; };
    const bool isAtEnd = !range->lowIncluded && span.likely <= range->low;
    if (!std::isfinite(span.likely))
        return RangeFault{Severity::warning, "is infinite or no number where what it uses is most likely",
                          "Look for a division by zero, or a root or logarithm of a number below zero."};
    if (isAtEnd || isBelow(span.likely) || isAbove(span.likely))
        return RangeFault{range->severity, fmt::format("lies {}", range->outside), std::string(range->action)};
    const bool low = isBelow(span.low);
    if (!low && !isAbove(span.high))
        return std::nullopt;
    const std::string value = amountWords(low ? span.low : span.high, site);
    if ((low ? span.lowEnd : span.highEnd) == SpanEnd::firm)
        return RangeFault{range->severity, fmt::format("may be {}, {}", value, range->outside),
                          std::string(range->action)};
    if ((low ? span.lowEnd : span.highEnd) == SpanEnd::joint)
        return RangeFault{Severity::warning,
                          fmt::format("is {} where what it uses lies at its ends, {}", value, range->outside),
                          "Narrow the ranges of what it uses, or bound it, as in min(x, 100%)."};
    return RangeFault{Severity::warning,
                      fmt::format("has no {0} end, and is {1} {2} in 1 % of the trials, {3}", low ? "lower" : "upper",
                                  value, low ? "or less" : "or more", range->outside),
                      "Type a range with ends, as in low / likely / high."};
}

std::optional<RangeFault> championsFault(const QuantitySpan& champions, const QuantitySpan& headcount) {
    const bool never = champions.likely > headcount.likely * (1 + tolerance);
    if (!never && champions.high <= headcount.high * (1 + tolerance))
        return std::nullopt;
    const bool firm = champions.highEnd == SpanEnd::firm;
    return RangeFault{never || firm ? Severity::error : Severity::warning,
                      fmt::format("{} more people than the group has", never ? "are" : "may be"),
                      "Type no more than its headcount, or correct that."};
}

std::optional<RangeFault> boundsFault(const QuantitySpan& floor, const QuantitySpan& ceiling) {
    if (floor.likely > ceiling.likely)
        return RangeFault{Severity::error, "lies above its ceiling", "Type a floor that is below the ceiling."};
    if (floor.high > ceiling.low)
        return RangeFault{Severity::warning, "lies above its ceiling in some trials: the ceiling then holds",
                          "Let the range of the floor end below that of the ceiling."};
    return std::nullopt;
}

} // namespace tributary
