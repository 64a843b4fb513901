// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_span.h"

#include "core/model/names.h"

#include <cmath>
#include <utility>

namespace tributary {

namespace {

// Where a distribution has no end, one trial in a hundred may lie beyond.
constexpr double tail = 0.01;

QuantitySpan spanOf(const Distribution& distribution) {
    QuantitySpan span;
    span.likely = mostLikely(distribution);
    span.low = quantile(distribution, 0);
    span.high = quantile(distribution, 1);
    if (!std::isfinite(span.low)) {
        span.low = quantile(distribution, tail);
        span.lowEnd = SpanEnd::open;
    }
    if (!std::isfinite(span.high)) {
        span.high = quantile(distribution, 1 - tail);
        span.highEnd = SpanEnd::open;
    }
    return span;
}

void scale(QuantitySpan& span, double factor) {
    span.likely *= factor;
    span.low *= factor;
    span.high *= factor;
    if (factor < 0) {
        std::swap(span.low, span.high);
        std::swap(span.lowEnd, span.highEnd);
    }
}

void shift(QuantitySpan& span, double amount) {
    span.likely += amount;
    span.low += amount;
    span.high += amount;
}

} // namespace

std::optional<QuantitySpan> spanOf(const Model& model, const Quantity& quantity, const Unit& field) {
    const Series* series = quantity.data() ? model.series().find(SeriesId(*quantity.data())) : nullptr;
    if (quantity.data() && !series)
        return std::nullopt;
    const bool unitOfSeries = series && !quantity.unit() && !series->unit.empty();
    const auto factor = unitOfSeries ? factorBetween(unitOr(series->unit), field) : factorTo(quantity, field);
    const auto distribution = series ? makeEmpirical(series->values) : Result<Distribution>(quantity.distribution());
    if (!factor || !distribution)
        return std::nullopt;
    QuantitySpan span = spanOf(*distribution);
    scale(span, *factor * field.factor());
    return span;
}

std::optional<QuantitySpan> spanAfter(const Model& model, const QuantitySite& site, const OverrideValue& value) {
    const Unit field = unitOr(site.unit);
    if (value.kind == OverrideValue::Kind::set)
        return spanOf(model, value.quantity, field);
    auto span = site.quantity ? spanOf(model, *site.quantity, field) : std::nullopt;
    if (!span)
        return std::nullopt;
    if (value.kind == OverrideValue::Kind::relative) {
        scale(*span, 1 + value.change);
        return span;
    }
    const auto amount = amountIn(value, field);
    if (!amount)
        return std::nullopt;
    shift(*span, *amount * field.factor());
    return span;
}

std::optional<QuantitySpan> spanIn(const Model& model, const Scenario* scenario, std::string_view path) {
    const auto site = findQuantity(model, path);
    if (!site)
        return std::nullopt;
    if (scenario)
        for (const Override& change : scenario->overrides)
            if (const auto changed = findQuantity(model, change.path); changed && changed->path == site->path)
                return spanAfter(model, *site, change.value);
    return site->quantity ? spanOf(model, *site->quantity, unitOr(site->unit)) : std::nullopt;
}

} // namespace tributary
