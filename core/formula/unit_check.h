// SPDX-License-Identifier: GPL-3.0-or-later
// Unit check of a formula: what unit it gives, which nouns do not match (notes), and what cannot be added (an error).
// Thread-safe: no state.
#pragma once

#include "core/formula/expression.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

struct UnitNote {
    std::string message; ///< what does not match
    std::string action;  ///< what mends it
    TextRange range;     ///< in the formula's text

    friend bool operator==(const UnitNote&, const UnitNote&) = default;
};

struct UnitOutcome {
    Unit unit;                   ///< of the result
    std::vector<UnitNote> notes; ///< nouns that do not match
};

/// Gives the unit of a metric or input; null if there is none of that name.
using UnitLookup = std::function<const Unit*(std::string_view name)>;

/// Works out the unit of a formula. Errors, with their place: a name that is unknown; adding or comparing values of
/// different time or money; an exponent with a unit; a function's argument. A bare 0 stands for 0 of any unit.
[[nodiscard]] Result<UnitOutcome> checkUnits(const Expression& expression, const UnitLookup& unitOf);
/// Does the same and holds the result against the unit of the field that it fills: nouns that differ are a note, time
/// or money that differ an error.
[[nodiscard]] Result<UnitOutcome> checkUnits(const Expression& expression, const UnitLookup& unitOf, const Unit& field);

} // namespace tributary
