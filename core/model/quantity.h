// SPDX-License-Identifier: GPL-3.0-or-later
// Quantity: a number that may be uncertain, with an optional unit, typed in one line and kept as typed.
// Valid by construction: parse() is the only way to a value other than 0. Thread-safe as any value.
#pragma once

#include "core/base/result.h"
#include "core/formula/unit.h"
#include "core/stats/distribution.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tributary {

inline constexpr std::size_t longestQuantity = 1000; ///< bytes

class Quantity {
public:
    /// Makes the constant 0, typed `0`.
    Quantity() = default;

    /// Reads `12`, `260 * 3 * 62`, `8/10/15`, `p5/p50/p95(8, 10, 15)`, `10..14`, `20% ± 5%` (or `+-`), `uniform(1, 3)`,
    /// `triangular(1, 2, 4)`, `normal(10, 2)`, `lognormal(mean, sd)`, `lognormal(median=, sigma=)`,
    /// `beta(a, b[, low, high])` or `data(NAME)`, with a unit at its end if it has one of its own. An error points at
    /// its character and says how to write it.
    [[nodiscard]] static Result<Quantity> parse(std::string_view text);

    /// The text as typed.
    [[nodiscard]] const std::string& text() const { return text_; }
    /// The distribution in the quantity's own unit, or in the field's if it has none; an empty Empirical for data().
    [[nodiscard]] const Distribution& distribution() const { return distribution_; }
    /// The unit as typed; without one the field's unit holds.
    [[nodiscard]] const std::optional<Unit>& unit() const { return unit_; }
    /// Name of the imported series that it draws from; none for any other form.
    [[nodiscard]] const std::optional<std::string>& data() const { return data_; }
    /// Tells whether it is one number without a range.
    [[nodiscard]] bool isConstant() const;

    /// Compares what was typed.
    friend bool operator==(const Quantity& a, const Quantity& b) { return a.text_ == b.text_; }

private:
    friend class QuantityParser;

    std::string text_ = "0";
    Distribution distribution_ = Constant{0};
    std::optional<Unit> unit_;
    std::optional<std::string> data_;
};

/// Returns what the quantity's numbers are multiplied by to be in the field's unit: 1 if it has no unit of its own.
/// `points` are percentage points where the field is a share. Time or money that differ are an error.
[[nodiscard]] Result<double> factorTo(const Quantity& quantity, const Unit& field);
/// Returns the distribution of a quantity in the unit of its field; data(NAME) needs its series and is refused here.
[[nodiscard]] Result<Distribution> distributionIn(const Quantity& quantity, const Unit& field);
/// Returns the distribution of factor * X; the factor is above 0.
[[nodiscard]] Distribution scaled(const Distribution& distribution, double factor);
/// Converts an amount from a unit to the unit of a field, as factorTo does.
[[nodiscard]] Result<double> factorBetween(const Unit& from, const Unit& field);

} // namespace tributary
