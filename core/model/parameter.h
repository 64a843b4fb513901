// SPDX-License-Identifier: GPL-3.0-or-later
// Parameter: a quantity, or a formula over metrics and inputs, kept as typed; what any field of a process may hold.
// Valid by construction. Thread-safe as any value.
#pragma once

#include "core/model/formula.h"
#include "core/model/quantity.h"

#include <string>
#include <string_view>
#include <variant>

namespace tributary {

class Parameter {
public:
    /// Makes the constant 0.
    Parameter() = default;

    /// Reads a quantity, else a formula that refers to something or calls a function (`10/20` stays refused). If both
    /// fail: the quantity's error for a text that begins with one of its forms (`uniform(`), the formula's for one that
    /// begins with another name, else the error that lies further right, the quantity's if they tie.
    [[nodiscard]] static Result<Parameter> parse(std::string_view text);

    /// The text as typed.
    [[nodiscard]] const std::string& text() const;
    /// The quantity; null if it is a formula.
    [[nodiscard]] const Quantity* quantity() const { return std::get_if<Quantity>(&value_); }
    /// The formula; null if it is a quantity.
    [[nodiscard]] const Formula* formula() const { return std::get_if<Formula>(&value_); }
    /// Returns this parameter with the references to `from` rewritten as `to`.
    [[nodiscard]] Parameter renamed(std::string_view from, std::string_view to) const;

    friend bool operator==(const Parameter&, const Parameter&) = default;

private:
    std::variant<Quantity, Formula> value_;
};

} // namespace tributary
