// SPDX-License-Identifier: GPL-3.0-or-later
// OverrideValue: what is typed beside a pinned quantity or in a scenario: set it, change it by a share, or add to it.
// Valid by construction of parse(). Thread-safe as any value.
#pragma once

#include "core/model/quantity.h"

#include <optional>
#include <string>
#include <string_view>

namespace tributary {

struct OverrideValue {
    enum class Kind {
        set,      ///< `24%`, `= 24%`, `10/20/30`, `= -5`: replaces the whole quantity, its range included
        relative, ///< `-5%`, `+5%`: multiplies every draw by 1 + change
        add,      ///< `+2 points`, `-3 hour`, `+0.2`: adds the amount to every draw
    };

    Kind kind = Kind::set;
    Quantity quantity;        ///< of set
    double change = 0;        ///< of relative: -0.05 for `-5%`
    double amount = 0;        ///< of add, in `unit`, or in the field's unit if there is none
    std::optional<Unit> unit; ///< of add
    std::string text = "0";   ///< as typed

    /// Reads an override. A sign in front changes or adds; a negative value is set with `=`.
    [[nodiscard]] static Result<OverrideValue> parse(std::string_view text);

    /// Compares what was typed.
    friend bool operator==(const OverrideValue& a, const OverrideValue& b) { return a.text == b.text; }
};

/// Returns the amount of an `add` in the unit of its field; an error if the units do not convert.
[[nodiscard]] Result<double> amountIn(const OverrideValue& value, const Unit& field);

} // namespace tributary
