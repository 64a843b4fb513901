// SPDX-License-Identifier: GPL-3.0-or-later
// QuantitySpan: what a quantity may be drawn as, in base units (hours, 0.05 for 5 %): its most likely value and its
// ends, before and after a scenario's override. Pure functions, safe from any thread.
#pragma once

#include "core/model/model.h"
#include "core/model/override_value.h"
#include "core/model/quantity_path.h"

#include <optional>
#include <string_view>

namespace tributary {

/// open: the distribution has no end there, and the first or last percent of the trials lies beyond the value told.
/// joint: of a formula, where several quantities lie at their ends at once, or the estimate of a metric does.
enum class SpanEnd { firm, open, joint };

struct QuantitySpan {
    double likely = 0;
    double low = 0;
    double high = 0;
    SpanEnd lowEnd = SpanEnd::firm;
    SpanEnd highEnd = SpanEnd::firm;
};

/// Computes the span of a quantity in a field of that unit, data(NAME) from its series; none where its unit does not
/// convert or its series has no values.
[[nodiscard]] std::optional<QuantitySpan> spanOf(const Model& model, const Quantity& quantity, const Unit& field);

/// Computes the span of a field under an override; none where there is nothing to shift, or units do not convert.
[[nodiscard]] std::optional<QuantitySpan> spanAfter(const Model& model, const QuantitySite& site,
                                                    const OverrideValue& value);

/// Computes the span that the quantity of a path has in the model, or in a scenario of it; none where it is a formula,
/// or nothing.
[[nodiscard]] std::optional<QuantitySpan> spanIn(const Model& model, const Scenario* scenario, std::string_view path);

} // namespace tributary
