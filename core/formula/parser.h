// SPDX-License-Identifier: GPL-3.0-or-later
// Parser of formulas: numbers with units, + - * / ^, parentheses, functions, references as bare names or [any name].
// Safe on any bytes: length and depth are bounded. Thread-safe: no state.
#pragma once

#include "core/formula/expression.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tributary {

inline constexpr std::size_t longestFormula = 10'000; ///< bytes
inline constexpr std::size_t deepestFormula = 200;    ///< parentheses, calls, signs and powers inside one another

/// Reads a formula. Precedence, loosest first: comparisons (only as the first argument of `if`), + -, * /, unary minus,
/// ^ (to the right). A word after a number and a blank is always its unit, which ends at the next blank, so
/// `100 USD / bus` divides by the metric `bus`. An error points at its character.
[[nodiscard]] Result<Expression> parseFormula(std::string_view text);

/// Rewrites each reference as the name that `renamed` gives for it, in brackets where that needs them; where it gives
/// none, and all else, stays as typed. A text that does not parse comes back unchanged.
[[nodiscard]] std::string
rewriteReferences(std::string_view text,
                  const std::function<std::optional<std::string>(std::string_view name)>& renamed);
/// Rewrites the references to `from` as `to`, likewise.
[[nodiscard]] std::string renameReference(std::string_view text, std::string_view from, std::string_view to);

/// Prints a name as a formula writes it: bare if it is a word, else in brackets (`]` doubled).
[[nodiscard]] std::string formatReference(std::string_view name);
/// Tells whether a name can be referred to: not empty, no blank at either end, no control character.
[[nodiscard]] bool isReferenceName(std::string_view name);

} // namespace tributary
